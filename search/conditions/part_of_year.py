"""A quarter, a month or a half said without its year, of the one year in which what is named reports on it.

"Báo cáo 157 quý III" is of quý III/2025: the report of that number is on no other. Where nothing else is asked it is of
every year in which there are such reports: "báo cáo ban hành tháng 12".
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
    view: View,
    text: str,
    spans: Sequence[tuple[int, int]],
    told: Sequence[Condition],
    ignored: frozenset[str],
    alone: bool,
) -> Iterator[Condition]:
    """For each of the spans that says a part of a year, the condition that it sets, if it can only be of one year, or
    nothing is asked besides.

    Args:
        view: what is asked.
        text: the question.
        spans: where it says a time that by itself cannot be told.
        told: its other conditions; those that name reports decide the year.
        ignored: keys of conditions that whoever asks has taken off.
        alone: whether nothing else is asked.
    """
    left = []
    for start, end in spans:
        months = months_of(text[start:end])
        if months is None:
            continue
        span = (start, end)
        if one := _in_the_one_year(view, text, span, months, told, ignored):
            yield one
        else:
            left.append((span, months))
    if alone:
        yield from (_in_every_year(view, text, span, months, told, ignored) for span, months in left)


def _in_the_one_year(
    view: View,
    text: str,
    span: tuple[int, int],
    months: tuple[int, int],
    told: Sequence[Condition],
    ignored: frozenset[str],
) -> Condition | None:
    """That it is of the one year in which what is named reports on those months; None where it may be of others."""
    naming = [one for one in told if one.field in NAMING_ONE and one.op != "!=" and not one.missing]
    if not naming:
        return None
    wanted = reduce(joined, (one.filter for one in naming))
    periods = (report.header.period for report in view.within(Scope(filter=wanted)).reports())
    years = sorted({year[:4] for period in periods if period for year in period})
    ranges = [(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") for year in years]
    fitting = [ends for ends in ranges if _are_there(view, joined(wanted, Filter(periods=(ends,))))]
    if len(fitting) != 1:
        return None
    (ends,) = fitting
    value = ends[0] if ends[0] == ends[1] else "..".join(ends)
    one = Condition("period", "=", value, False, text[slice(*span)], *span, Filter(periods=(ends,)))
    applied = one.key not in ignored and any(other.applied for other in naming)
    return replace(one, applied=applied, stated=applied)


def _in_every_year(
    view: View,
    text: str,
    span: tuple[int, int],
    months: tuple[int, int],
    told: Sequence[Condition],
    ignored: frozenset[str],
) -> Condition:
    """That a report is of those months, in whatever year; a month is the one of issue, a quarter or a half what is
    reported on. Missing where there is none."""
    besides = reduce(joined, (one.filter for one in told if one.applied), Filter())
    years = sorted({int(year) + more for year in view.facets("year")["year"] if year.isdigit() for more in (0, 1)})
    ranges = [(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") for year in years]
    of_issue = months[0] == months[1]
    made = [(ends, Filter(issued=(ends,)) if of_issue else Filter(periods=(ends,))) for ends in ranges]
    there = tuple(ends for ends, wanted in made if _are_there(view, joined(besides, wanted)))
    said = text[slice(*span)]
    value = ", ".join(first if first == last else f"{first}..{last}" for first, last in there) or said
    wanted = Filter(issued=there) if of_issue else Filter(periods=there)
    one = Condition("issued" if of_issue else "period", "in", value, False, said, *span, wanted)
    applied = one.key not in ignored
    return replace(one, applied=applied and bool(there), stated=applied, missing=applied and not there)


def _are_there(view: View, wanted: Filter) -> bool:
    return not view.within(Scope(filter=wanted)).is_empty()
