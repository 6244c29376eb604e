"""Sums and differences: a figure of a claim that no source has, but that comes of figures which sources have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from operator import attrgetter

from ..constants import SUMMED_FIGURES
from .clauses import Clause, Sentence, compared, content
from .figures import Number
from .vocabulary import MEASURES

ADDS = re.compile(r"\b(?:tổng|cộng|gộp|cả hai|cả ba)\b", re.IGNORECASE)
TOGETHER = re.compile(r"\b(?:và|cùng với)\b", re.IGNORECASE)
REMAINS = re.compile(r"\b(?:còn|chưa|thiếu)\b", re.IGNORECASE)
ALL_TOGETHER = re.compile(r"\b(?:cộng lại|gộp lại|cả hai|cả ba|tất cả)\b", re.IGNORECASE)
TAKES_AWAY = re.compile(r"\b(?:tăng|giảm|chênh|hơn|kém|thiếu|còn|trừ|thêm|bớt|hụt|vượt|rút ngắn)\b", re.IGNORECASE)
PART_NAMED = 2
"""Words of the claim by which it names, beside the whole, the part that leaves the rest."""

POINTS = "điểm"
"""What percentages differ by."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of a source that may be reckoned with, or what a part leaves of a whole.

    Attributes:
        number: the figure.
        words: those of its clause and of the clauses without figures before it.
        sentence: where its sentence stands among those given.
        own: the words behind it, up to the next figure, or where there are none those before it.
        left: whether it is what a part leaves.
    """

    number: Number
    words: frozenset[str]
    sentence: int
    own: frozenset[str] = frozenset()
    left: bool = False


def operands(sentences: Sequence[Sentence]) -> list[Operand]:
    """The figures of `sentences`, each once."""
    found: dict[tuple[str, tuple[int, int]], Operand] = {}
    for at, sentence in enumerate(sentences):
        lead: list[str] = []
        for clause in sentence.clauses:
            words = frozenset((*lead, *clause.content))
            lead = [] if clause.figures.numbers else [*lead, *clause.content]
            for number in clause.figures.numbers:
                if isinstance(number.amount, Fraction) and number.whole_of is None and not number.doubtful:
                    found.setdefault((clause.text, number.span), Operand(number, words, at, _own(number, clause)))
                elif isinstance(number.amount, Fraction) and number.whole_of is not None:
                    rest = replace(number, amount=number.amount - number.whole_of, whole_of=None)
                    found.setdefault((f"{clause.text} …", number.span), Operand(rest, words, at, left=True))
    return list(found.values())


def _own(number: Number, clause: Clause) -> frozenset[str]:
    start, end = 0, len(clause.text)
    for other in clause.figures.numbers:
        if not other.doubtful and other.span[0] >= number.span[1]:
            end = min(end, other.span[0])
        elif not other.doubtful and other.span[1] <= number.span[0]:
            start = max(start, other.span[1])
    behind = [word for word in content(compared(clause.text[number.span[1] : end])) if word not in MEASURES]
    return frozenset(behind or content(compared(clause.text[start : number.span[0]])))


def worked_out(clause: Clause, among: Sequence[Operand], beside: Sequence[Clause] = ()) -> frozenset[int]:
    """The places of the numbers of `clause` that are worked out, with those that say of how many parts ("hai nơi").

    Args:
        clause: of the claim.
        among: the figures of its sources.
        beside: the clauses of the claim before it, each of which is held against the sources itself.
    """
    numbers = clause.figures.numbers
    found = {
        at for at, number in enumerate(numbers) if reckoned(number, clause, among) or _sum_of(number, clause, beside)
    }
    parts = {at for at, number in enumerate(numbers) if number.amount in (2, 3) and ADDS.search(clause.text)}
    return frozenset(found | parts) if found else frozenset()


def reckoned(number: Number, clause: Clause, among: Sequence[Operand]) -> bool:
    """Whether `number` is the sum or the difference, as the clause says, of figures about what the clause is about."""
    if not isinstance(number.amount, Fraction) or (not number.unit and not number.mark):
        return False
    words = set(clause.content)
    related = [one for one in among if _kin(number, one.number) and words & one.words]
    kin = [one for one in related if not one.left][:SUMMED_FIGURES]
    if REMAINS.search(clause.text) and _left_of_it(number.amount, words, related, kin):
        return True
    if ADDS.search(clause.text[: number.span[0]]) or ALL_TOGETHER.search(clause.text):
        counted = {one.amount for one in clause.figures.numbers if one is not number}
        return any(len(parts) in counted or _all_named(parts, words, kin) for parts in _sums(number.amount, kin))
    if TOGETHER.search(clause.text) and any(_each_named(parts, words) for parts in _sums(number.amount, kin)):
        return True
    if TAKES_AWAY.search(clause.text):
        return any(
            abs(_amount(one) - _amount(other)) == number.amount
            and (one.sentence == other.sentence or _each_named((one, other), words))
            for one, other in combinations(kin, 2)
        )
    return False


def _sum_of(number: Number, clause: Clause, beside: Sequence[Clause]) -> bool:
    """Whether `number` is called the sum and is that of the figures that the claim itself has before it, whatever these
    count: "21 quán ăn và 18 cửa hàng, tổng cộng 39 cơ sở"."""
    if not (isinstance(number.amount, Fraction) and ADDS.search(clause.text[: number.span[0]])):
        return False
    before = [one for other in beside for one in other.figures.numbers if not one.doubtful]
    before += [one for one in clause.figures.numbers if one.span[1] <= number.span[0] and not one.doubtful]
    counted = not any(one.mark or one.unit in MEASURES or one.ordinal for one in (number, *before))
    if not (counted or all(one.kind == number.kind and one.per == number.per for one in before)):
        return False
    amounts = [one.amount for one in before if isinstance(one.amount, Fraction)]
    return len(before) > 1 and len(amounts) == len(before) and sum(amounts, Fraction(0)) == number.amount


def _kin(number: Number, other: Number) -> bool:
    if number.per and number.per != other.per:
        return False
    if number.unit == POINTS and other.mark == "%":
        return True
    return number.kind == other.kind or (number.mark == other.mark and bool(other.unit) and not number.unit)


def _amount(one: Operand) -> Fraction:
    assert isinstance(one.number.amount, Fraction)
    return one.number.amount


def _sums(amount: Fraction, kin: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
    for size in (2, 3):
        for parts in combinations(kin, size):
            if sum(map(_amount, parts)) == amount:
                yield parts


def _left_of_it(amount: Fraction, words: set[str], related: Sequence[Operand], kin: Sequence[Operand]) -> bool:
    """Whether `amount` is what a part leaves of a whole, the part being what the claim says is not done."""
    if any(one.left and _amount(one) == amount for one in related):
        return True
    return any(
        _amount(whole) - _amount(part) == amount
        and whole.number.per == part.number.per
        and len((part.words - whole.words) & words) >= PART_NAMED
        for whole in kin
        for part in kin
    )


def _each_named(parts: Sequence[Operand], words: set[str]) -> bool:
    """Whether the claim names what each part is of by a word that no other of the parts has."""
    return any(
        all(
            (said(one) - frozenset().union(*(said(other) for other in parts if other is not one))) & words
            for one in parts
        )
        for said in (attrgetter("words"), attrgetter("own"))
    )


def _all_named(parts: Sequence[Operand], words: set[str], kin: Sequence[Operand]) -> bool:
    """Whether the claim names what each part is of by a word of its own, or all by one word and no other."""
    common = frozenset.intersection(*(one.words for one in parts))
    named = [bool((one.words - common) & words) for one in parts]
    if any(named):
        return all(named)
    elsewhere = frozenset().union(*(one.words for one in kin)) - frozenset().union(*(one.words for one in parts))
    return bool(common & words) and elsewhere.isdisjoint(words)
