"""Figures of a claim held against those of a source: amount, unit, what each is for each of, bound, what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from ...words import Bilingual, both
from .clauses import Clause
from .figures import CLASSIFIERS, PART_OF, Number, share_of, within
from .neighbours import label_of, neighbour_fault, paired_fault
from .pairing import Pairing
from .people import PERSON, count_the_same
from .vocabulary import MEASURES

PARTED = re.compile(r"trong đó\b", re.IGNORECASE)

AMONG = re.compile(r"\btrong (?:tổng )?(?:số )?$", re.IGNORECASE)


def number_fault(pair: Pairing) -> Bilingual | None:
    """The first number of the clause that the source has not, or of something else, or bounded in another way."""
    clause, sentence, evidence = pair.clause, pair.sentence, pair.evidence
    theirs = [(number, one) for one in sentence.clauses for number in one.figures.numbers]
    amounts = {number.amount for number in clause.figures.numbers}
    for at, number in enumerate(clause.figures.numbers):
        if at in pair.reckoned or _within_share(number, clause):
            continue
        same = [
            (other, one)
            for other, one in theirs
            if (_equal(number, other) or _rounds(number, other))
            and (number.mark[:1] not in "-−+" or number.mark == other.mark or not number.mark)
            and (other.whole_of is None or not amounts.isdisjoint(_parts(other)) or _of_the_whole(number, clause))
        ]
        if _both_there(number, theirs, pair):
            continue
        if number.whole_of is not None and {number.whole_of, number.amount} <= {
            other.amount for other, _ in theirs if other.kind == number.kind
        }:
            continue  # the part of it is held against its own figure
        if number.whole_of is not None and any(_same_count(number, *found, pair) for found in same):
            continue
        if any(_stands(number, other, one, pair) is None for other, one in same):
            continue
        if any((other.amount, other.unit) == (number.amount, number.unit) for other in evidence.titled):
            continue
        if _of_two(number, pair):
            continue
        if number.doubtful and not any(other.unit == number.unit and number.unit for other, _ in theirs):
            continue
        if same:
            other, one = same[0]
            fault = _stands(number, other, one, pair)
            assert fault
            return fault
        return _rival_reason(number, [other for other, _ in theirs if other.whole_of is None])
    return paired_fault(pair)


def _of_the_whole(number: Number, clause: Clause) -> bool:
    """Whether a claim names the whole alone, of which it goes on to tell: "trong 101 ca đẻ"."""
    return AMONG.search(clause.text[: number.span[0]]) is not None


def _rounds(number: Number, other: Number) -> bool:
    """Whether a claim rounds what its source says exactly: "gần 97 tỷ đồng" of 96,8."""
    return (
        number.bound in ("about", "under", "over")
        and (not other.bound or other.bound == number.bound == "about")
        and number.mark == other.mark
        and other.whole_of is None
        and isinstance(number.amount, Fraction)
        and isinstance(other.amount, Fraction)
        and within(other.amount, number.amount, number.bound)
    )


def _both_there(number: Number, theirs: Sequence[tuple[Number, Clause]], pair: Pairing) -> bool:
    """Whether a share "207/900" is of two figures that the source gives apart, of one kind, and the part of what the
    claim says it is of."""
    sides = PART_OF.fullmatch(number.amount) if isinstance(number.amount, str) else None
    if sides is None:
        return False
    part, whole = (Fraction(side.replace(".", "")) for side in sides.groups())
    return any(
        other.amount == part
        and other.whole_of is None
        and any(rival.amount == whole and rival.kind == other.kind and rival.unit for rival, _ in theirs)
        and _stands(replace(number, amount=part), other, one, pair) is None
        for other, one in theirs
    )


def _parts(whole: Number) -> set[Fraction]:
    """The part of a whole, and what it leaves."""
    assert isinstance(whole.amount, Fraction)
    assert whole.whole_of is not None
    return {whole.whole_of, whole.amount - whole.whole_of}


def _equal(number: Number, other: Number) -> bool:
    """Whether two are the same amount with the same mark; a half in words is 50%, too."""
    if number.mark.lstrip("-−+") == other.mark.lstrip("-−+") and number.amount == other.amount:
        return True
    return share_of(number) is not None and share_of(number) == share_of(other)


def _of_two(number: Number, pair: Pairing) -> bool:
    """Whether a share is that of two figures of one kind in the sentence: "hai phần ba" where two of three are."""
    share = share_of(number)
    counts = [
        (one.unit, one.amount)
        for clause in pair.single(pair.own).clauses
        for one in clause.figures.numbers
        if one.unit and isinstance(one.amount, Fraction) and not (one.mark or one.ordinal)
    ]
    if share is not None and number.way and _of_a_change(number, share, pair):
        return True
    if share is None or number.mark or isinstance(number.amount, str):
        return False
    if number.bound in ("over", "under") and _share_beyond(number, share, pair):
        return True
    return any(
        unit == whole_unit and part < whole and part == share * whole
        for unit, part in counts
        for whole_unit, whole in counts
    )


def _of_a_change(number: Number, share: Fraction, pair: Pairing) -> bool:
    """Whether the source's clause has a change by `share` of what there was: from 20 to 10 it is half."""
    numbers = pair.own.figures.numbers
    factor = 1 - share if number.way == "down" else 1 + share
    return any(
        isinstance(one.amount, Fraction) and one.amount * factor == other.amount
        for one, other in pairwise(numbers)
        if (one.end, other.end) == ("from", "to")
    )


def _share_beyond(number: Number, share: Fraction, pair: Pairing) -> bool:
    """Whether the clause of the source has a percentage that is as much over or under `share` as "hơn một nửa" says."""
    words = set(pair.clause.content)
    theirs = [
        found
        for clause in pair.single(pair.own).clauses
        if words & set(clause.content) or clause is pair.own or not clause.content
        for one in clause.figures.numbers
        if one.mark == "%" and (found := share_of(one)) is not None
    ]
    return any(within(one, share, number.bound) for one in theirs)


def _within_share(number: Number, clause: Clause) -> bool:
    """Whether `number` is only the part or the whole of a share "13/15", which is compared as one."""
    start, end = number.span
    return any(
        other is not number and isinstance(other.amount, str) and other.span == (start, end)
        for other in clause.figures.numbers
    )


def _rival_reason(number: Number, theirs: Sequence[Number]) -> Bilingual:
    kind = "answers.struck_numeral" if not any(map(str.isdigit, number.text)) else "answers.struck_number"
    rival = next((one for one in theirs if one.unit and one.kind == number.kind), None)
    rival = rival or next((one for one in theirs if one.mark and one.mark == number.mark), None)
    if rival is None or not number.text.strip():
        return both(kind, number=number.text)
    return both("answers.struck_number_other", theirs=rival.text, ours=number.text)


def _counts_the_same(number: Number, other: Number, label: frozenset[str]) -> bool:
    """Whether `other` counts what `number` counts, the word for it standing behind it or elsewhere in its `label`."""
    if not number.unit or number.unit == other.unit or (number.mark == other.mark == "%" and not other.unit):
        return True
    if number.unit in MEASURES or other.unit in MEASURES or number.mark != other.mark:
        return False
    return number.unit in label


def _are_people(number: Number, other: Number, one: Clause, pair: Pairing) -> bool:
    """Whether both count the same people. Whom a claim counts where its source says "người" are those of whom that is
    a part: "tạo việc làm cho 1.265 lao động, trong đó … 74 người"."""
    ours, theirs = label_of(number, pair.clause), label_of(other, one)
    if other.unit != PERSON:
        return count_the_same(number.unit, other.unit, ours, theirs)
    clauses = pair.sentence.clauses
    parted = any(PARTED.match(clause.text) for clause in clauses[: clauses.index(one) + 1])
    counted = {rival.unit for clause in clauses[: clauses.index(one)] for rival in clause.figures.numbers}
    return parted and number.unit in counted and count_the_same(number.unit, other.unit, ours, theirs)


def _same_count(number: Number, other: Number, one: Clause, pair: Pairing) -> bool:
    label = label_of(other, one)
    if other.unit in CLASSIFIERS:  # "tàu thuyền (327 chiếc)": what is counted stands before
        clauses = pair.sentence.clauses
        label = label.union(*(clause.words for clause in clauses[: clauses.index(one)]))
    if number.unit in CLASSIFIERS or _unit_before(other, one, pair) == number.unit != "":
        return True
    if _are_people(number, other, one, pair):
        return True
    return _counts_the_same(number, other, label) or (number.amount != other.amount and _equal(number, other))


def _unit_before(other: Number, one: Clause, pair: Pairing) -> str:
    """The unit of the figure before `other` where it has none of its own: "74 người (Đài Loan 41, …)"."""
    if other.unit or other.mark or other.ordinal:
        return ""
    clauses = pair.sentence.clauses
    earlier = [number for clause in clauses[: clauses.index(one)] for number in clause.figures.numbers if number.unit]
    return earlier[-1].unit if earlier else ""


def _stands(number: Number, other: Number, one: Clause, pair: Pairing) -> Bilingual | None:
    """What keeps `other`, in the source's clause `one`, from bearing out `number`; None where it does."""
    different = both("answers.struck_number_other", theirs=other.text, ours=number.text)
    rivals = (rival for part in pair.sentence.clauses for rival in part.figures.numbers if rival.kind == number.kind)
    if (
        number.unit
        and number.unit != other.unit
        and not _are_people(number, other, one, pair)
        and not (number.mark == other.mark == "%" and not other.unit)  # "35% hồ sơ" of a tỷ lệ of 35%
        and not number.ordinal
        and number.unit != _unit_before(other, one, pair)
        and any(rival.amount != other.amount for rival in rivals)
    ):
        return different
    if number.ordinal != other.ordinal or not (number.ordinal or _same_count(number, other, one, pair)):
        return different
    if number.per and not (number.per == other.per or (not other.per and set(number.per) <= other.each)):
        return different
    if (
        not number.per
        and number.each
        and (other.per or other.each)
        and number.each.isdisjoint({*other.per, *other.each})
    ):
        return different
    if number.bound != other.bound and not _rounds(number, other):
        return both("answers.struck_bound", theirs=_bounded(other, one), ours=_bounded(number, pair.clause))
    if number.way != other.way or (number.end and other.end and number.end != other.end):
        return both("answers.struck_bound", theirs=_bounded(other, one), ours=_bounded(number, pair.clause))
    return None if number.ordinal else neighbour_fault(number, other, one, pair)


def _bounded(number: Number, clause: Clause) -> str:
    """A number with the two words before it, which bound it or say what became of it."""
    before = clause.text[: number.span[0]].split()[-2:]
    return " ".join([*before, number.text])
