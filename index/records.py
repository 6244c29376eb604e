"""The values that the catalog keeps and gives back."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from corpus.report import Header, Level, ParagraphKind, Role, Section
from corpus.vietnamese import sentences


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage must be to be looked at; an empty tuple admits all.

    Agencies match by their name or, where none has just that, any stretch of it ("tuy phuoc"); provinces and document
    types by the whole; all folded. `without` leaves passages out by their public id.
    """

    agencies: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    doc_types: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    reports: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filter()


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report in the catalog, without its paragraphs; `year` is of its date, else the last it reports on."""

    id: str
    file: str
    header: Header
    sections: tuple[Section, ...]
    year: int | None
    passages: int


@dataclass(frozen=True)
class Passage:
    """A paragraph in the catalog with all that is needed to show and to cite it."""

    id: int
    ordinal: int
    report: ReportRecord
    sections: tuple[Section, ...]
    n: int
    kind: ParagraphKind
    role: Role
    page: int | None
    text: str

    @property
    def key(self) -> str:
        """The passage's public id: the same after every re-index of the same file."""
        return f"{self.report.id}-{self.ordinal}"

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """[start, end) of each sentence of `text`."""
        return sentences(self.text)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that was read, or that could not be: then it has a failure in two languages and no report."""

    path: str
    name: str
    size: int
    mtime_ns: int
    sha256: str
    reader: int
    report: str | None = None
    failure_vi: str | None = None
    failure_en: str | None = None


def text_hash(text: str) -> bytes:
    """The key of a text's vectors: 16 bytes of its SHA-256."""
    return sha256(text.encode()).digest()[:16]


def report_year(header: Header) -> int | None:
    """The year of a report's date or, where that is silent, the last one it reports on."""
    said = header.issued or (header.period[1] if header.period else None)
    return int(said[:4]) if said else None


def report_record(row: sqlite3.Row) -> ReportRecord:
    """The report in a row of the catalog's report query."""
    content = json.loads(row["content"])
    return ReportRecord(
        id=row["id"],
        file=row["file"],
        header=Header.from_json(content["header"]),
        sections=tuple(Section(**section) for section in content["sections"]),
        year=row["year"],
        passages=row["passages"],
    )


def passage_record(row: sqlite3.Row, report: ReportRecord) -> Passage:
    """The passage in a row of `paragraphs`."""
    return Passage(
        id=row["id"],
        ordinal=row["ordinal"],
        report=report,
        sections=tuple(report.sections[i] for i in json.loads(row["section"])),
        n=row["n"],
        kind=row["kind"],
        role=row["role"],
        page=row["page"],
        text=row["text"],
    )
