"""Collections (tập) of reports: which there are, and what stands in each; put together by those alone who see all."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.scope import COMMON
from ..search.errors import ReportUnknownError
from .house import House
from .readers import Reader


def collections(house: House, reader: Reader) -> dict[str, list[str]]:
    """Every collection by name, with the ids of its reports; what stands in none that has a name stands in `COMMON`.

    Raises:
        NotAllowedError: the reader does not see all.
        NothingIndexedError: nothing was ever indexed.
    """
    reader.must_be("admin", whole=True)
    there = house.store.collections()
    with house.seen_by(reader) as view:
        known = [record.id for record in view.reports()]
    filed = {report for reports in there.values() for report in reports}
    common = {*there.get(COMMON, ()), *(report for report in known if report not in filed)}
    return {COMMON: sorted(common), **{name: reports for name, reports in there.items() if name != COMMON}}


def put(house: House, reader: Reader, reports: Sequence[str], name: str) -> None:
    """Let reports stand in a collection besides; it is made with the first of them.

    Raises:
        NotAllowedError: the reader does not see all.
        ReportUnknownError: there is no such report; nothing was changed.
    """
    for report, stands in _standing(house, reader, reports).items():
        house.store.collect(report, {*stands, name})


def move(house: House, reader: Reader, reports: Sequence[str], name: str) -> None:
    """Let reports stand in a collection and in no other; raises as `put`."""
    for report in _standing(house, reader, reports):
        house.store.collect(report, {name})


def take(house: House, reader: Reader, reports: Sequence[str], name: str) -> int:
    """Let reports stand in a collection no more; those that stand in no other stand in `COMMON`; raises as `put`.

    Returns:
        How many did stand in it.
    """
    there = {report: stands for report, stands in _standing(house, reader, reports).items() if name in stands}
    for report, stands in there.items():
        house.store.collect(report, stands - {name} or {COMMON})
    return len(there)


def _standing(house: House, reader: Reader, reports: Sequence[str]) -> dict[str, set[str]]:
    """The names of the collections in which each of these reports stands."""
    there = collections(house, reader)
    standing = {report: {name for name, ids in there.items() if report in ids} for report in reports}
    with house.seen_by(reader) as view:
        for report in reports:
            if view.report(report) is None:
                raise ReportUnknownError(report)
    return standing
