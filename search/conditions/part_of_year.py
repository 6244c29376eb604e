"""A quarter, a month or a half said without its year, of the one year in which what is named reports on it.

"Báo cáo 157 quý III" is of quý III/2025: the report of that number is on no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from ...corpus.vietnamese import fold
from ...index.records import Filter
from ...index.scope import Scope
from ...index.store import View
from ..query import joined
from ..times_asked import MONTHS, QUARTERS
from .values import Condition

PART = re.compile(
    r"(?:quy (?P<quarter>iv|i{1,3}|[1-4])|thang (?P<month>0?[1-9]|1[0-2])"
    r"|(?P<count>0?[1-9]|1[0-2]|sau|chin|ba) thang (?P<end>dau|cuoi) nam)$"
)
"""A part of a year without the year, folded."""

NAMING_ONE = ("number", "agency", "signer")
"""Fields of a condition that name one report, or the reports of one agency or person."""


def months_of(said: str) -> tuple[int, int] | None:
    """The first and the last month of a part of a year that `said` names without its year; None where it names none."""
    part = PART.search(fold(said))
    if part is None:
        return None
    if part["quarter"]:
        last = 3 * QUARTERS[part["quarter"]]
        return last - 2, last
    if part["month"]:
        return int(part["month"]), int(part["month"])
    count = MONTHS.get(part["count"]) or int(part["count"])
    return (1, count) if part["end"] == "dau" else (13 - count, 12)


def in_its_year(
    view: View, text: str, spans: Sequence[tuple[int, int]], told: Sequence[Condition], ignored: frozenset[str]
) -> Iterator[Condition]:
    """For each of the spans that says a part of a year, the condition that it sets, if it can only be of one year.

    Args:
        view: what is asked.
        text: the question.
        spans: where it says a time that by itself cannot be told.
        told: its other conditions; those that name reports decide the year.
        ignored: keys of conditions that whoever asks has taken off.
    """
    naming = [one for one in told if one.field in NAMING_ONE and one.op != "!=" and not one.missing]
    if not naming:
        return
    wanted = reduce(joined, (one.filter for one in naming))
    for start, end in spans:
        months = months_of(text[start:end])
        if months is None:
            continue
        periods = (report.header.period for report in view.within(Scope(filter=wanted)).reports())
        years = sorted({year[:4] for period in periods if period for year in period})
        fitting = []
        for year in years:
            ends = (f"{year}-{months[0]:02}", f"{year}-{months[1]:02}")
            if not view.within(Scope(filter=joined(wanted, Filter(periods=(ends,))))).is_empty():
                fitting.append(ends)
        if len(fitting) == 1:
            (ends,) = fitting
            value = ends[0] if ends[0] == ends[1] else "..".join(ends)
            one = Condition("period", "=", value, False, text[start:end], start, end, Filter(periods=(ends,)))
            applied = one.key not in ignored and any(other.applied for other in naming)
            yield replace(one, applied=applied, stated=applied)
