"""Figures of a claim held against those of a source: amount, unit, what each is for each of, bound, what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from ...words import Bilingual, both
from .clauses import Clause, compared, content
from .evidence import CitedPassage
from .figures import CLASSIFIERS, PART_OF, Number, share_of, within
from .pairing import Pairing
from .people import PERSON, count_the_same
from .vocabulary import MEASURES, PLANNED

PARTED = re.compile(r"trong đó\b", re.IGNORECASE)

AMONG = re.compile(r"\btrong (?:tổng )?(?:số )?$", re.IGNORECASE)

HALF_YEAR = re.compile(r"\b6 tháng (đầu|cuối) năm\b", re.IGNORECASE)
LAST_OF_FIRST = "06"
"""The last month of a year's first half."""

THE_YEAR_BEFORE = re.compile(r"\b(?:năm (?:trước|ngoái)|cùng kỳ)\b(?! \d)", re.IGNORECASE)

OF_THE_PLAN = re.compile(rf"\bso với (?:{PLANNED})(?: [^\W\d]+){{0,3}} năm\b", re.IGNORECASE)
"""What a year's result is held against, which is of that year itself: "so với chỉ tiêu năm 2019"."""


def date_fault(pair: Pairing) -> Bilingual | None:
    """The first date or document number of the clause that the source has not, or of another time."""
    clause, sentence, evidence = pair.clause, pair.sentence, pair.evidence
    if missing := sorted(clause.figures.symbols - evidence.symbols):
        return both("answers.struck_document", document=missing[0])
    known = [one for part in sentence.clauses for one in part.figures.dates]
    compared = [one for part in sentence.clauses for one in part.figures.compared]
    for date in sorted(clause.figures.dates):
        beside = [one for one in pair.own.figures.dates if len(one) == len(date)]
        if beside and date not in beside and clause.figures.numbers:
            return _date_reason(date, beside, evidence)
        if any(one.startswith(date) for one in known):
            continue
        silent = all(len(one) != len(date) for one in known)
        if silent and any(one.startswith(date) for one in evidence.header_dates):
            continue
        if _without_its_year(date, pair) or (pair.reckoned and date in compared):
            continue
        return _date_reason(date, known, evidence)
    of_own_plan = OF_THE_PLAN.search(clause.text) is not None
    for date in sorted(clause.figures.compared):
        if date == _year_before(pair):
            continue
        if of_own_plan and any(one.startswith(date) for one in evidence.header_dates):
            continue
        if not any(one.startswith(date) for one in (*compared, *known)):
            return _date_reason(date, compared, evidence)
    if half := _other_half(pair):
        return half
    edges = dict(edge for part in sentence.clauses for edge in part.figures.edges)
    for date, edge in clause.figures.edges:
        if edges.get(date, edge) != edge:
            return both("answers.struck_bound", theirs=f"{edges[date]} {date}", ours=f"{edge} {date}")
    return None


def _other_half(pair: Pairing) -> Bilingual | None:
    """Whether the clause speaks of the half of a year that its source's report is not on."""
    said, period = HALF_YEAR.search(pair.clause.text), pair.evidence.header.period
    if said is None or period is None or len(period[1]) < len("2021-06"):
        return None
    first = said[1].lower() == "đầu"
    outside = period[0][5:7] > LAST_OF_FIRST if first else period[1][5:7] <= LAST_OF_FIRST
    if not outside or said[0].lower() in pair.sentence.text.lower():
        return None
    return both("answers.struck_date_other", theirs=" – ".join(period), ours=said[0])


def _year_before(pair: Pairing) -> str | None:
    """The year before the report's own, where the source compares with it without saying which: "so với năm trước"."""
    years = {one[:4] for one in pair.evidence.header_dates}
    told = THE_YEAR_BEFORE.search(pair.single(pair.own).text) is not None
    return str(int(min(years)) - 1) if told and years else None


def _without_its_year(date: str, pair: Pairing) -> bool:
    """Whether the source says the month, or the day, of its report's own year without the year: "từ tháng 3"."""
    year, *rest = date.split("-")
    if not rest or not any(one.startswith(year) for one in pair.evidence.header_dates):
        return False
    month = int(rest[0])
    said = rf"tháng 0?{month}" if len(rest) == 1 else rf"(?:ngày )?0?{int(rest[1])}/0?{month}"
    return re.search(rf"\b{said}\b(?![/.-]?\d)", pair.single(pair.own).text, re.IGNORECASE) is not None


def _date_reason(date: str, known: Sequence[str], evidence: CitedPassage) -> Bilingual:
    theirs = next((one for one in (*known, *sorted(evidence.header_dates)) if len(one) == len(date)), None)
    if theirs is None:
        return both("answers.struck_date", date=date)
    return both("answers.struck_date_other", theirs=theirs, ours=date)


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
    return _paired_otherwise(pair)


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
    ours, theirs = _label_of(number, pair.clause), _label_of(other, one)
    if other.unit != PERSON:
        return count_the_same(number.unit, other.unit, ours, theirs)
    clauses = pair.sentence.clauses
    parted = any(PARTED.match(clause.text) for clause in clauses[: clauses.index(one) + 1])
    counted = {rival.unit for clause in clauses[: clauses.index(one)] for rival in clause.figures.numbers}
    return parted and number.unit in counted and count_the_same(number.unit, other.unit, ours, theirs)


def _same_count(number: Number, other: Number, one: Clause, pair: Pairing) -> bool:
    label = _label_of(other, one)
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
    return None if number.ordinal else _label_fault(number, other, one, pair)


def _bounded(number: Number, clause: Clause) -> str:
    """A number with the two words before it, which bound it or say what became of it."""
    before = clause.text[: number.span[0]].split()[-2:]
    return " ".join([*before, number.text])


def _label_of(number: Number, clause: Clause) -> frozenset[str]:
    """The words about a number of `clause`."""
    return next(
        label for one, label in zip(clause.figures.numbers, clause.labels, strict=True) if one.span == number.span
    )


def _label_fault(number: Number, other: Number, one: Clause, pair: Pairing) -> Bilingual | None:
    """Whether the claim says of a number what the source says of another number of the same kind."""
    sentence, evidence = pair.sentence, pair.evidence
    ours, theirs = _label_of(number, pair.clause), _label_of(other, one)
    if pair.gathered(ours, one):
        return both("answers.struck_elsewhere")
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
            another = _of_another_one(pair.clause, one, place) or (
                place.text in beside and _done_to_another((number, pair.clause), (other, one), (rival, place), pair)
            )
            if narrower or another:
                return both("answers.struck_number_other", theirs=place.text, ours=pair.clause.text)
            if borrowed and nearer >= enough and (borrowed - lead or place is not sentence.clauses[0]):
                return both("answers.struck_number_other", theirs=place.text, ours=pair.clause.text)
    return None


def _of_another_one(ours: Clause, one: Clause, place: Clause) -> bool:
    """Whether what a claim names by its number has another figure: "tháng 6 có 4 vụ, tháng 7 có 9 vụ"."""
    said, theirs, others = (
        {(number.ordinal, number.amount) for number in clause.figures.numbers if number.ordinal}
        for clause in (ours, one, place)
    )
    return bool(theirs) and said.isdisjoint(theirs) and not said.isdisjoint(others)


def _done_to_another(
    ours: tuple[Number, Clause], theirs: tuple[Number, Clause], rival: tuple[Number, Clause], pair: Pairing
) -> bool:
    """Whether a claim says of its figure what stands before another: of "gieo trồng 320 ha, thu hoạch 280 ha" not 280
    are gieo trồng. Where nothing stands before a figure, it is of what stands before the one in front of it."""
    said, own, others = (
        frozenset(content(compared(clause.text[: figure.span[0]]))) for figure, clause in (ours, theirs, rival)
    )
    if own & others:
        own, others = own - others, others - own
        if not own:
            return False
    if not others or not others <= said or not own.isdisjoint(pair.clause.content):
        return False
    order = [clause.text for clause in pair.single(theirs[1]).clauses]
    return bool(own) or (theirs[1].text in order and order.index(rival[1].text) > order.index(theirs[1].text))


def _paired_otherwise(pair: Pairing) -> Bilingual | None:
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
