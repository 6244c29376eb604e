"""A claim that compares two figures of its source, which only gives them: "nhiều hơn", "cao hơn 3 điểm", "gấp đôi"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..constants import NEW_WORDS_EACH
from .clauses import Clause, Sentence, compared, content
from .evidence import CitedPassage
from .figures import Number, within

MORE, LESS = "nhiều|cao|lớn|dài|rộng|đông", "ít|thấp|nhỏ|ngắn|hẹp"
COMPARES = re.compile(
    rf"^(?P<one>.+?)\s+(?:(?:(?P<more>{MORE})|(?P<less>{LESS}))\s+hơn|gấp(?=\s))\s+(?:so với\s+)?(?P<other>.+)$",
    re.IGNORECASE,
)
SIDE_OF = re.compile(r"^(?:(?:hơn|gần|khoảng|trên)\s+)?\S*\s*lần\s+(?:so với\s+)?", re.IGNORECASE)
"""Between "gấp" and what is multiplied: "hai lần"."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides of a comparison: their words, whether the first is the larger, by how much or how many times."""

    one: frozenset[str]
    other: frozenset[str]
    larger: bool
    by: Number | None
    times: bool


def comparison_in(clause: Clause) -> Compared | None:
    """What `clause` compares, where each side is but named; None where it compares nothing so."""
    match = COMPARES.match(clause.text)
    numbers = [number for number in clause.figures.numbers if not (number.doubtful or number.ordinal)]
    if match is None or len(numbers) > 1 or any(number.span[0] < match.end("one") for number in numbers):
        return None
    by = numbers[0] if numbers else None
    times = not (match["more"] or match["less"])
    if times and (by is None or by.unit != "lần"):
        return None
    other = match["other"]
    if times:
        other = SIDE_OF.sub("", other)
    elif by is not None:
        other = clause.text[match.start("other") : by.span[0]]
    sides = [frozenset(content(compared(side))) for side in (match["one"], other)]
    return Compared(sides[0], sides[1], not match["less"], by, times) if all(sides) else None


def borne_out_by_figures(clause: Clause, evidence: CitedPassage) -> list[Sentence]:
    """The sentences of a passage whose figures stand to each other as `clause` says."""
    said = comparison_in(clause)
    if said is None:
        return []
    words = said.one | said.other
    found = []
    for sentence in evidence.sentences:
        new = words - sentence.words - evidence.around
        if len(new) * NEW_WORDS_EACH > len(words):
            continue
        one, other = _figure(said.one, said.other, sentence), _figure(said.other, said.one, sentence)
        if one and other and one is not other and _alike(one, other) and _so(said, one, other):
            found.append(sentence)
    return found


def _figure(side: frozenset[str], against: frozenset[str], sentence: Sentence) -> Number | None:
    """The figure of `sentence` that is about one side and not about the other; None where several may be."""
    scored = []
    for number, label in _labelled(sentence):
        if label & (side - against) and len(label & side) >= len(label & against):
            scored.append(((len(label & side), -len(label - side)), number))
    scored.sort(key=lambda found: found[0], reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _labelled(sentence: Sentence) -> Iterator[tuple[Number, frozenset[str]]]:
    for clause in sentence.clauses:
        for number, label in zip(clause.figures.numbers, clause.labels, strict=True):
            if isinstance(number.amount, Fraction) and not (number.doubtful or number.ordinal or number.whole_of):
                yield number, label


def _alike(one: Number, other: Number) -> bool:
    units = {one.unit, other.unit} - {""}
    return one.mark == other.mark and len(units) <= 1 and one.per == other.per and not (one.way or other.way)


def _so(said: Compared, one: Number, other: Number) -> bool:
    assert isinstance(one.amount, Fraction)
    assert isinstance(other.amount, Fraction)
    if said.by is None:
        return one.amount != other.amount and (one.amount > other.amount) == said.larger
    amount = said.by.amount
    if not isinstance(amount, Fraction):
        return False
    if said.times:
        return other.amount > 0 and within(one.amount / other.amount, amount, said.by.bound)
    signed = one.amount - other.amount if said.larger else other.amount - one.amount
    return signed > 0 and within(signed, amount, said.by.bound)
