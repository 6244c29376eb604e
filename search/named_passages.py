"""Which passages are of what a question names: of its agencies, or speaking of their place, and telling of its time.

What is near to a question in everything else answers it for somebody else: of "kinh phí cải cách hành chính của xã Vân
Sơn" nothing is known by what xã Tân Lập says of its own, nor of "năm 2023" by what a report of 2024 compares with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import TOKEN, fold
from ..index.records import Passage
from ..index.scope import Scope
from ..index.store import View
from .conditions import TIMES, Condition, fitting
from .constants import TOLD_PASSAGES
from .header_names import UNIT, header_names, without_type
from .query import joined
from .understanding import Understood
from .years_told import is_on, years_told

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

NAMING_ONE = ("agency", "district", "province")
"""Fields of a condition that name one agency or place, and not a kind of them."""

Ids = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def naming(asked: Understood) -> list[Condition]:
    """The conditions that name an agency or a place, and are not applied."""
    return [one for one in asked.said.read if one.field in NAMING_ONE and one.names_reports and _is_open(one)]


def timing(asked: Understood) -> list[Condition]:
    """The conditions that say of when it is asked, and are not applied; not those it only compares with."""
    told = years_told(asked.query.text)
    times = (one for one in asked.said.read if one.field in TIMES and one.op == "=" and not one.applied)
    return [one for one in times if not YEAR.search(one.said) or told & _years(one)]


def of_what_is_named(asked: Understood, ids: Ids, view: View) -> BoolArray:
    """Which of the passages `ids`, bool (n,), are of what the question names; all, where it names nothing."""
    fit = _of_the_agency(asked, ids, view)
    times = timing(asked)
    if not (times and fit.any()):
        return fit
    report_of = view.report_of(ids.tolist())
    years = frozenset[int]().union(*map(_years, times))
    reports = header_names(view).reports
    of_time = {one for one in set(report_of.values()) if one in reports and any(is_on(reports[one], y) for y in years)}
    fit_by_report = np.array([report_of.get(number) in of_time for number in ids.tolist()], np.bool_)
    open_ = ids[fit & ~fit_by_report]
    holding = [view.holding([str(year)], "folded") for year in sorted(years)]
    among = np.intersect1d(open_, np.concatenate([open_[:0], *holding]))
    telling = {n for n, passage in view.passages(set(among.tolist())).items() if years & told_by(passage)}
    return np.asarray(fit & (fit_by_report | np.isin(ids, sorted(telling))))


def _of_the_agency(asked: Understood, ids: Ids, view: View) -> BoolArray:
    wanted = naming(asked)
    if not wanted:
        return np.ones(len(ids), np.bool_)
    report_of = view.report_of(ids.tolist())
    named = fitting(view, report_of.values(), wanted)
    fit = np.array([report_of.get(number) in named for number in ids.tolist()], np.bool_)
    for run in called(asked):
        fit |= np.isin(ids, view.holding(run, "folded"))
    return fit


def called(asked: Understood) -> list[tuple[str, ...]]:
    """What the agencies and places are called that a question names, folded words: of a department the department, of
    a committee its place."""
    words = [fold(match[0]) for match in TOKEN.finditer(asked.query.text)]
    named = [one for one in asked.said.named if one.kind != "signer" and one.end <= len(words)]
    runs = []
    before = -1
    for one in named:
        of_office, before = before, one.end if one.kind == "agency" else -1
        if one.kind == "place" and of_office >= 0 and set(words[of_office : one.start]) <= {"cua", "thuoc", "o"}:
            continue
        said = " ".join(words[one.start : one.end])
        place = UNIT.search(said)
        of_committee = place and said.startswith(("ubnd", "uy ban", "hdnd", "hoi dong"))
        runs.append(tuple((place["name"] if place and of_committee else without_type(said.split())).split()))
    return [run for run in runs if run]


def told_by(passage: Passage) -> frozenset[int]:
    """The years that a passage tells of, by its text and the headings above it."""
    headings = (section.heading for section in passage.sections)
    return frozenset().union(*map(years_told, (passage.text, *headings)))


def is_untimely(asked: Understood, view: View) -> bool:
    """Whether a question names reports of `view`, and a time that none of them is of, or tells of."""
    named_by = [one.filter for one in asked.said.read if one.names_reports and not one.missing]
    times = timing(asked)
    if not (named_by and times):
        return False
    named = view.within(Scope(filter=reduce(joined, named_by)))
    return not named.is_empty() and any(
        named.within(Scope(filter=one.filter)).is_empty() and not _tells_of(_years(one), named) for one in times
    )


def _tells_of(years: Iterable[int], view: View) -> bool:
    for year in sorted(years):
        holding: Sequence[int] = view.holding([str(year)], "folded")[:TOLD_PASSAGES].tolist()
        if any(year in told_by(passage) for passage in view.passages(set(holding)).values()):
            return True
    return False


def _years(one: Condition) -> frozenset[int]:
    said = sorted(map(int, YEAR.findall(one.value)))
    return frozenset(range(said[0], said[-1] + 1)) if said else frozenset()


def _is_open(one: Condition) -> bool:
    return not (one.applied or one.missing)
