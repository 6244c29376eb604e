"""Sums and differences: a figure of a claim that no source has, but that comes of figures which sources have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from operator import attrgetter

from ..constants import SUMMED_FIGURES
from .clauses import Clause, Sentence, compared, content
from .figures import CLASSIFIERS, Number, share_of, within
from .people import CHILDREN
from .planned import ALL_OF_IT
from .vocabulary import MEASURES

ADDS = re.compile(r"\b(?:tổng|cộng|gộp|cả hai|cả ba)\b", re.IGNORECASE)
TOGETHER = re.compile(r"\b(?:và|cùng với)\b", re.IGNORECASE)
REMAINS = re.compile(r"\b(?:còn|chưa|thiếu|không)\b", re.IGNORECASE)
ALL_TOGETHER = re.compile(r"\b(?:cộng lại|gộp lại|cả hai|cả ba|tất cả)\b", re.IGNORECASE)
TAKES_AWAY = re.compile(r"\b(?:tăng|giảm|chênh|hơn|kém|thiếu|còn|trừ|thêm|bớt|hụt|vượt|rút ngắn)\b", re.IGNORECASE)
SAYS_MORE = re.compile(r"\b(?:tăng|vượt|thêm|(?:nhiều|cao|lớn|dài|đông) hơn)\b", re.IGNORECASE)
SAYS_LESS = re.compile(r"\b(?:giảm|hụt|bớt|thiếu|kém|rút ngắn|(?:ít|thấp|nhỏ|ngắn) hơn)\b", re.IGNORECASE)
BOTH_NAMED = re.compile(
    r"\b(?:nhiều|ít|cao|thấp|lớn|nhỏ|dài|ngắn|đông) hơn (?!so với|năm|cùng kỳ|kế hoạch|chỉ tiêu|mục tiêu|quy định|\d)",
    re.IGNORECASE,
)
"""Between two that a claim compares by name: "lớp nghề nông nghiệp nhiều hơn lớp phi nông nghiệp 8 lớp"."""

AGAINST_A_PLAN = re.compile(r"\b(?:so với|vượt|hụt|thấp hơn|cao hơn)\s+(?:\S+\s+){0,3}kế hoạch\b", re.IGNORECASE)
PLAN = frozenset(["kế", "hoạch"])

PART_NAMED = 2
"""Words of the claim by which it names, beside the whole, the part that leaves the rest."""

OF_ALL = frozenset(["tổng", "toàn", "cộng"])
"""What a table calls the row of all others, in which no part is named."""

COLUMN = ": "
"""Between the head of a column and what stands under it in a row."""

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
        dates: those of its clause, as a column of a table has its year.
        of_all: whether it stands in the row of all others.
        compared: the dates with which its clause compares.
    """

    number: Number
    words: frozenset[str]
    sentence: int
    own: frozenset[str] = frozenset()
    left: bool = False
    dates: frozenset[str] = frozenset()
    of_all: bool = False
    compared: frozenset[str] = frozenset()


def operands(sentences: Sequence[Sentence]) -> list[Operand]:
    """The figures of `sentences`, each once."""
    found: dict[tuple[str, tuple[int, int]], Operand] = {}
    for at, sentence in enumerate(sentences):
        lead: list[str] = []
        row = all(COLUMN in clause.text for clause in sentence.clauses[1:]) and len(sentence.clauses) > 1
        of_all = row and not OF_ALL.isdisjoint(word for one in sentence.clauses for word in one.words)
        for clause in sentence.clauses:
            words = frozenset((*lead, *clause.content))
            if not (row and clause.figures.numbers):
                lead = [] if clause.figures.numbers else [*lead, *clause.content]
            for number in clause.figures.numbers:
                if isinstance(number.amount, Fraction) and number.whole_of is None and not number.doubtful:
                    found.setdefault(
                        (clause.text, number.span),
                        Operand(
                            number,
                            words,
                            at,
                            _own(number, clause),
                            dates=clause.figures.dates,
                            of_all=of_all,
                            compared=clause.figures.compared,
                        ),
                    )
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


@dataclass(frozen=True, slots=True)
class Worked:
    """What of a clause is worked out: the places of its numbers, and the words of the figures that they come of."""

    places: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()


def worked_out(
    clause: Clause, among: Sequence[Operand], beside: Sequence[Clause] = (), said: frozenset[str] = frozenset()
) -> Worked:
    """The numbers of `clause` that are worked out, with those that say of how many parts ("hai nơi").

    Args:
        clause: of the claim.
        among: the figures of its sources.
        beside: the clauses of the claim before it, each of which is held against the sources itself.
        said: the content words of the whole claim, which may name the part of a share beside it.
    """
    numbers = clause.figures.numbers
    come_of = {at: reckoned(number, clause, among, said) for at, number in enumerate(numbers)}
    found = {at for at, number in enumerate(numbers) if come_of[at] or _sum_of(number, clause, beside)}
    if not found:
        return Worked()
    parts = {at for at, number in enumerate(numbers) if number.amount in (2, 3) and ADDS.search(clause.text)}
    words = (one.words for some in come_of.values() for one in some)
    return Worked(frozenset(found | parts), frozenset().union(*words))


def reckoned(
    number: Number, clause: Clause, among: Sequence[Operand], said: frozenset[str] = frozenset()
) -> tuple[Operand, ...]:
    """The figures, about what the clause is about, whose sum, difference or share `number` is, as the clause says; none
    where it is not."""
    words = set(clause.content)
    if (share := share_of(number)) is not None and (of_it := _share_of(share, number, words | said, among)):
        return of_it
    if not isinstance(number.amount, Fraction) or (not number.unit and not number.mark):
        return ()
    related = [one for one in among if _kin(number, one.number) and (words | said) & one.words]
    kin = [one for one in related if not one.left][:SUMMED_FIGURES]
    if REMAINS.search(clause.text) and (left := _left_of_it(number.amount, words, related, kin)):
        return left
    if clause.denied and (rest := _rest_of_all(number.amount, words, kin)):
        return rest
    sums = list(_sums(number.amount, kin))
    if ADDS.search(clause.text[: number.span[0]]) or ALL_TOGETHER.search(clause.text):
        counted = {one.amount for one in clause.figures.numbers if one is not number}
        return next((parts for parts in sums if len(parts) in counted or _all_named(parts, words, kin)), ())
    if TOGETHER.search(clause.text) and (parts := next((one for one in sums if _each_named(one, words)), ())):
        return parts
    if said and (parts := next((one for one in sums if len(one) > 2 and _each_named(one, words | said)), ())):
        return parts
    if before := _before_its_change(number, clause, among):
        return before
    if not TAKES_AWAY.search(clause.text):
        return ()
    if number.way and any(one.number.way not in ("", number.way) and _amount(one) == number.amount for one in related):
        return ()  # the source says itself which way it went
    return next(
        (
            pair
            for pair in combinations(kin, 2)
            if abs(_amount(pair[0]) - _amount(pair[1])) == number.amount
            and (
                _each_named(pair, words)
                or (pair[0].sentence == pair[1].sentence and not BOTH_NAMED.search(clause.text))
            )
            and _goes_the_way_said(*pair, clause)
        ),
        (),
    )


def _before_its_change(number: Number, clause: Clause, among: Sequence[Operand]) -> tuple[Operand, ...]:
    """The figures from which `number` is what there was before: 110 where there are 101, "giảm 9 so với năm 2016", and
    the claim says it of 2016."""
    said = set(clause.content)
    for now, change in pairwise(among if clause.figures.dates else ()):
        way = change.number.way
        if not (way and now.sentence == change.sentence and change.compared & clause.figures.dates):
            continue
        was = _amount(now) - _amount(change) if way == "up" else _amount(now) + _amount(change)
        alike = now.number.mark == change.number.mark and change.number.unit in ("", now.number.unit)
        of_it = _kin(number, now.number) or {number.unit, now.number.unit} <= CHILDREN
        on_it = of_it and said & (now.words | change.words | CHILDREN)
        if alike and on_it and not now.number.way and was == number.amount:
            return now, change
    return ()


def _goes_the_way_said(one: Operand, other: Operand, clause: Clause) -> bool:
    """Whether of two figures that of the plan, or of the year compared with, is the smaller where the claim says that
    there is more, and the larger where it says less; where neither is told from the other they may go either way."""
    against = [
        (of, rest)
        for of, rest in ((one, other), (other, one))
        if (of.dates & clause.figures.compared and not rest.dates & clause.figures.compared)
        or (AGAINST_A_PLAN.search(clause.text) and of.words >= PLAN and not rest.words >= PLAN)
    ]
    more, less = SAYS_MORE.search(clause.text) is not None, SAYS_LESS.search(clause.text) is not None
    if len(against) != 1 or more == less:
        return True
    reference, figure = against[0]
    return (_amount(figure) > _amount(reference)) == more


def _share_of(share: Fraction, number: Number, words: set[str], among: Sequence[Operand]) -> tuple[Operand, ...]:
    """A part that the claim names and its whole, of which it is `share`: 121 out of 386 machines."""
    if number.way or number.end:
        return ()
    counts = [one for one in among if not (one.left or one.number.mark) and one.number.unit and words & one.words]
    most = {one: max(map(_amount, _beside(one, among))) for one in counts}
    return next(
        (
            (part, whole)
            for part, whole in permutations(counts[:SUMMED_FIGURES], 2)
            if part.number.kind == whole.number.kind
            and part.number.per == whole.number.per
            and 0 < _amount(part) < _amount(whole)
            and _comes_to(_amount(part) / _amount(whole), share, number)
            and _part_named(part, whole, words)
            and (whole.of_all or _amount(whole) == most[whole] or (whole.own - part.own) & words)
        ),
        (),
    )


def _beside(one: Operand, among: Sequence[Operand]) -> list[Operand]:
    """The figures of one kind in one sentence: the whole of the others is the largest, unless it is named."""
    return [other for other in among if other.sentence == one.sentence and other.number.kind == one.number.kind]


def _part_named(part: Operand, whole: Operand, words: set[str]) -> bool:
    """Whether the claim names what the part is of, and where the whole stands elsewhere that, too, or it is of all."""
    if part.sentence == whole.sentence:
        return any((said(part) - said(whole)) & words for said in (attrgetter("words"), attrgetter("own")))
    return _each_named((part, whole), words) or (whole.of_all and bool((part.words - whole.words) & words))


def _comes_to(value: Fraction, share: Fraction, number: Number) -> bool:
    """Whether a share that is reckoned is what is said: rounded as far as a percentage says, a half exactly half."""
    if number.bound in ("under", "over"):  # "chưa đến một nửa" may be far less than half
        return share / 2 <= value < share if number.bound == "under" else share < value <= share * 2
    if number.bound:
        return within(value, share, number.bound)
    decimals = len(number.text.rstrip(" %").partition(",")[2])
    return value == share or (number.mark == "%" and abs(value - share) * 100 * 10**decimals <= Fraction(1, 2))


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
    units = {number.unit, other.unit}
    if number.mark == other.mark and units & CLASSIFIERS and units.isdisjoint(MEASURES):
        return True  # "38 con" of "09 con trâu, bò"
    return number.kind == other.kind or (number.mark == other.mark and bool(other.unit) and not number.unit)


def _amount(one: Operand) -> Fraction:
    assert isinstance(one.number.amount, Fraction)
    return one.number.amount


def _sums(amount: Fraction, kin: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
    for size in (2, 3):
        for parts in combinations(kin, size):
            if sum(map(_amount, parts)) == amount:
                yield parts


def _left_of_it(
    amount: Fraction, words: set[str], related: Sequence[Operand], kin: Sequence[Operand]
) -> tuple[Operand, ...]:
    """The figures by which `amount` is what a part leaves of a whole, the part being what is said not to be done."""
    left = tuple(one for one in related if one.left and _amount(one) == amount)
    return left[:1] or next(
        (
            (whole, part)
            for whole in kin
            for part in kin
            if _amount(whole) - _amount(part) == amount
            and whole.number.per == part.number.per
            and len((part.words - whole.words) & words) >= PART_NAMED
        ),
        (),
    )


def _rest_of_all(amount: Fraction, words: set[str], kin: Sequence[Operand]) -> tuple[Operand, ...]:
    """The percentage that leaves `amount` of all, of what is denied: 14 % have not what 86 % have."""
    shares = (one for one in kin if one.number.mark == "%" and len(one.words & words) >= PART_NAMED)
    return next(((one,) for one in shares if ALL_OF_IT - _amount(one) == amount), ())


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
