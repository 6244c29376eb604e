"""Whether a figure of a claim is another's: what the source says of the figure beside it, behind it or in its pair."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ...words import Bilingual, both
from .clauses import Clause, compared, content
from .figures import Number
from .pairing import Pairing

APART = "riêng"
"""What sets a part apart: "riêng năm 2023 hiến 1.950 m²"."""

PLANS = re.compile(r"\b(?:chỉ tiêu|mục tiêu|được giao|kế hoạch|dự toán)\b", re.IGNORECASE)
RESULTS = re.compile(r"\b(?:đạt|kết quả|thực hiện|hoàn thành|bằng|vượt|so với|hơn)\b", re.IGNORECASE)
"""Before a figure that is only planned, and before one that came of it."""


def label_of(number: Number, clause: Clause) -> frozenset[str]:
    """The words about a number of `clause`."""
    return next(
        label for one, label in zip(clause.figures.numbers, clause.labels, strict=True) if one.span == number.span
    )


def neighbour_fault(number: Number, other: Number, one: Clause, pair: Pairing) -> Bilingual | None:
    """Whether the claim says of a number what the source says of another number of the same kind."""
    sentence, evidence = pair.sentence, pair.evidence
    ours, theirs = label_of(number, pair.clause), label_of(other, one)
    if pair.gathered(ours, one):
        return both("answers.struck_elsewhere")
    last = max((rival.span[1] for rival in one.figures.numbers if rival.span[1] <= other.span[0]), default=0)
    before, own = one.text[last : other.span[0]], pair.clause.text
    if PLANS.search(before) and not (RESULTS.search(before) or PLANS.search(own)) and pair.clause.force == "fact":
        return both("answers.struck_target")
    if (behind := _of_a_later_figure(ours, one, pair)) is not None:
        return both("answers.struck_number_other", theirs=behind.text, ours=pair.clause.text)
    lead = _lead(other, sentence.clauses[0]) if one is not sentence.clauses[0] else frozenset()
    beside = {clause.text for clause in pair.single(one).clauses}
    for place in (clause for part in (sentence, *evidence.single) for clause in part.clauses):
        for rival, label in zip(place.figures.numbers, place.labels, strict=True):
            if not other.rivals(rival):
                continue
            borrowed = (ours - theirs) & (label - theirs)
            nearer = len(ours & label) - len(ours & theirs)
            enough = 2 if place.text not in beside else 0 if borrowed - evidence.around else 1
            narrower = (
                place.text in beside and ours <= label < theirs
            )  # of "312 hộ nghèo, 96 hộ cận nghèo" not 96 are hộ nghèo
            another = _of_another_one(pair, one, place) or (
                place.text in beside and _done_to_another((number, pair.clause), (other, one), (rival, place), pair)
            )
            if narrower or another:
                return both("answers.struck_number_other", theirs=place.text, ours=pair.clause.text)
            if borrowed and nearer >= enough and (borrowed - lead or place is not sentence.clauses[0]):
                return both("answers.struck_number_other", theirs=place.text, ours=pair.clause.text)
    return None


def _of_another_one(pair: Pairing, one: Clause, place: Clause) -> bool:
    """Whether what a claim names by its number, or its year, has another figure: "tháng 6 có 4 vụ, tháng 7 có 9 vụ";
    or what it says of a part that the source sets apart ("riêng")."""
    said, theirs, others = (_named(clause) for clause in (pair.clause, one, place))
    words = set(pair.clause.words)
    if pair.opening is not None and not pair.opening.figures.numbers:
        said |= _named(pair.opening)
        words |= set(pair.opening.words)
    if place is not one and APART in words and APART in place.words and APART not in one.words:
        return True
    return bool(theirs) and said.isdisjoint(theirs) and not said.isdisjoint(others)


def _named(clause: Clause) -> set[tuple[str, str]]:
    """What a clause names by a number, and its times."""
    numbered = {(number.ordinal, str(number.amount)) for number in clause.figures.numbers if number.ordinal}
    return numbered | {("", date) for date in clause.figures.dates}


@lru_cache(maxsize=256)
def _before(text: str) -> frozenset[str]:
    """What stands before a figure; each is asked for beside all of its rivals."""
    return frozenset(content(compared(text)))


def _done_to_another(
    ours: tuple[Number, Clause], theirs: tuple[Number, Clause], rival: tuple[Number, Clause], pair: Pairing
) -> bool:
    """Whether a claim says of its figure what stands before another: of "gieo trồng 320 ha, thu hoạch 280 ha" not 280
    are gieo trồng. Where nothing stands before a figure, it is of what stands before the one in front of it."""
    said, own, others = (_before(clause.text[: figure.span[0]]) for figure, clause in (ours, theirs, rival))
    if own & others:
        own, others = own - others, others - own
        if not own:
            return False
    if not others or len(others & said) < min(2, len(others)) or not own.isdisjoint(pair.clause.content):
        return False
    order = [clause.text for clause in pair.single(theirs[1]).clauses]
    return bool(own) or (theirs[1].text in order and order.index(rival[1].text) > order.index(theirs[1].text))


def paired_fault(pair: Pairing) -> Bilingual | None:
    """Whether two figures of the claim stand apart in its source, each with another one: of "6 xã đạt 19 tiêu chí, 3 xã
    đạt 15 tiêu chí" not 3 have 19."""
    counted = [
        number
        for at, number in enumerate(pair.clause.figures.numbers)
        if at not in pair.reckoned and number.unit and not (number.ordinal or number.doubtful or number.whole_of)
    ]
    for one, other in pairwise(counted):
        if one.kind == other.kind:
            continue
        found = [_of_both(one, other, clause) for clause in pair.sentence.clauses]
        if (True, False) in found and (False, True) in found and (True, True) not in found:
            apart = next(at for at, both_of in enumerate(found) if both_of == (True, False))
            return both("answers.struck_number_other", theirs=pair.sentence.clauses[apart].text, ours=pair.clause.text)
    return None


def _of_both(one: Number, other: Number, clause: Clause) -> tuple[bool, bool] | None:
    """Which of two figures a clause has, where it has one of either kind; None where it has not."""
    numbers = clause.figures.numbers
    if not all(any(number.kind == wanted.kind for number in numbers) for wanted in (one, other)):
        return None
    has = [
        any((number.kind, number.amount) == (wanted.kind, wanted.amount) for number in numbers)
        for wanted in (one, other)
    ]
    return has[0], has[1]


def _lead(other: Number, first: Clause) -> frozenset[str]:
    """The content words of the first clause that may hold for those behind it: those before a rival's figure."""
    ends = [rival.span[0] for rival in first.figures.numbers if other.rivals(rival)]
    return frozenset(content(compared(first.text[: min(ends, default=len(first.text))])))


def _of_a_later_figure(ours: frozenset[str], one: Clause, pair: Pairing) -> Clause | None:
    """The clause behind `one`, with a figure of its own, which alone says what the claim says about its number.

    What a figure is of stands with it or before it: in "52 cán bộ, trong đó 19 người từ huyện về" not the 52 are.
    """
    clauses = pair.single(one).clauses
    at = next((at for at, other in enumerate(clauses) if other.text == one.text), len(clauses))
    before = {word for other in clauses[: at + 1] for word in other.words} | pair.evidence.around
    said = {number.amount for number in pair.clause.figures.numbers}
    words = pair.clause.content
    phrases = [{*two} for two in pairwise(words) if ours.issuperset(two) and before.isdisjoint(two)]
    for other in clauses[at + 1 :]:
        own = [number.amount for number in other.figures.numbers if not (number.doubtful or number.ordinal)]
        if own and said.isdisjoint(own) and any(two <= set(other.content) for two in phrases):
            return other
    return None
