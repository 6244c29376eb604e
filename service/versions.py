"""Which reports are versions of one document: the same number, the same title and period, or the same file's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from ..corpus.report import Header
from ..corpus.vietnamese import fold
from ..index.records import ReportRecord, report_year

Why = Literal["same_number", "same_title", "same_file"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """Another version of a document.

    Attributes:
        record: the report in the store.
        why: what they have in common.
        age: whether the one in the store was issued before or after; None where that is not said.
    """

    record: ReportRecord
    why: Why
    age: Literal["older", "newer"] | None


class Versions:
    """The reports of a store, by what versions of one document have in common."""

    def __init__(self, records: Iterable[ReportRecord]) -> None:
        self._by_key: dict[Key, list[ReportRecord]] = defaultdict(list)
        for record in records:
            for key in keys(record.header, record.file):
                self._by_key[key].append(record)

    def of(self, header: Header, file: str, own: str = "") -> list[Kin]:
        """The other versions of the document with that header and file; `own` is its id if it is in the store."""
        found: dict[str, Kin] = {}
        for key in keys(header, file):
            for record in self._by_key.get(key, ()):
                if record.id != own and record.id not in found and _may_be_one(header, record.header):
                    found[record.id] = Kin(record, _WHY[key[0]], _age(record.header, header))
        return list(found.values())


_WHY: dict[str, Why] = {"number": "same_number", "title": "same_title", "file": "same_file"}


def keys(header: Header, file: str) -> Iterator[Key]:
    """What another version of a document would have too, the surest first; numbers begin anew each year."""
    agency, number = fold(header.agency or ""), "".join(fold(header.number or "").split())
    if agency and number[:1].isdigit():
        yield "number", agency, number, str(report_year(header))
    if agency and header.title and header.period:
        yield "title", agency, fold(header.title), *header.period
    yield "file", PurePosixPath(file).name.casefold()


def _may_be_one(one: Header, other: Header) -> bool:
    """Files of one name from two agencies are two documents."""
    return not (one.agency and other.agency) or fold(one.agency) == fold(other.agency)


def _age(there: Header, here: Header) -> Literal["older", "newer"] | None:
    if not there.issued or not here.issued or there.issued == here.issued:
        return None
    return "older" if there.issued < here.issued else "newer"
