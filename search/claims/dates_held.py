"""Dates and document numbers of a claim held against those of a source, and against the time its report is on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...words import Bilingual, both
from .evidence import CitedPassage
from .pairing import Pairing
from .vocabulary import PLANNED

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
