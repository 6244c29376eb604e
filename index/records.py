"""The values that the catalog keeps and gives back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, Literal, Self

from ..corpus.report import Header, Level, Paragraph, ParagraphKind, Reference, Report, Role, Section
from ..corpus.vietnamese import bigrams, fold, sentences, tokens
from ..words import Bilingual
from .models.encoder import Prompts

Stored = sqlite3.Row | Mapping[str, Any]
"""A row, of a catalog or of another store, with the names of a catalog's columns."""

Accents = Literal["accented", "folded"]
"""Whether words are compared with their accents or without."""

ID_LENGTH = 12
"""Hexadecimal digits of a file's SHA-256 that are its report's id."""


LETTERED = re.compile(r"\(?([a-zđ])[.)]\s")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage must be to be looked at; an empty tuple admits all.

    Agencies match by their name or, where none has just that, any stretch of it ("tuy phuoc"); provinces and document
    types by the whole; all folded. References are names of documents ("16-KL/TW"), of which the passage's report must
    cite one. `issued` and `periods` are ranges of ISO 8601 dates of any precision, inside which all must lie that the
    report's date of issue, or the period it reports on, may mean. Numbers match in any spelling and from their start
    ("214"), signers by any stretch of their name, districts with their type or without, signer_roles by the whole.
    `without` leaves passages out by their public id, and whole reports by theirs;
    `excluded` leaves out what fits any of those filters.
    `agency_kinds` are what an agency is, or of which type of unit ("sở", "UBND huyện", "phường").
    """

    agencies: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    doc_types: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    reports: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    issued: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    signer_roles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    excluded: tuple[Filter, ...] = ()
    agency_kinds: tuple[str, ...] = ()

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

    @property
    def item(self) -> str | None:
        """The letter of an item of a list: "a" of "a) Kinh phí còn thiếu"."""
        letter = LETTERED.match(self.text) if self.kind == "item" else None
        return letter[1] if letter else None

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """[start, end) of each sentence of `text`."""
        return sentences(self.text)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that was read, or that could not be: then it has a failure in two languages and no report.

    `ctime_ns` is when the file system changed anything of it, which no program sets back; 0 where that is not known.
    """

    path: str
    name: str
    size: int
    mtime_ns: int
    sha256: str
    reader: int
    report: str | None = None
    failure_vi: str | None = None
    failure_en: str | None = None
    ctime_ns: int = 0

    @property
    def failure(self) -> Bilingual | None:
        """Why it could not be read."""
        return Bilingual(self.failure_vi, self.failure_en or self.failure_vi) if self.failure_vi else None


@dataclass(frozen=True, slots=True)
class RemovedReport:
    """A report removed by hand; of one that was erased nothing but its id is known."""

    id: str
    file: str | None
    made: str | None


@dataclass(frozen=True, slots=True)
class EncoderRecord:
    """What is to be known of an encoder to build an index of the vectors it has made."""

    name: str
    dimension: int
    prompts: Prompts

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(values["name"], values["dimension"], Prompts(**values["prompts"]))


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A legal or administrative document that reports cite, as fully as any of them names it.

    Attributes:
        reference: its type, number, date and issuer.
        reports: ids of the reports that cite it, newest first.
    """

    reference: Reference
    reports: tuple[str, ...]


YEAR_IN_KEY = re.compile(r"-(?:19|20)\d\d-")


def gather_citations(rows: Iterable[sqlite3.Row]) -> list[CitedDocument]:
    """The documents in rows of the catalog's `cited`, most cited first, then by number."""
    by_key: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    documents = [
        CitedDocument(
            Reference(
                type=_most_said(row["type"] for row in group) or "",
                number=_most_said(row["number"] for row in group),
                date=max((row["date"] for row in group if row["date"]), key=len, default=None),
                issuer=_most_said(row["issuer"] for row in group),
                title=_most_said(row["title"] for row in group),
            ),
            tuple(dict.fromkeys(row["report"] for row in group)),
        )
        for same_key in by_key.values()
        for group in _by_date(same_key)
    ]

    def name(cited: CitedDocument) -> str:
        return cited.reference.number or cited.reference.title or ""

    return sorted(documents, key=lambda cited: (-len(cited.reports), name(cited), cited.reference.type))


def _by_date(rows: Sequence[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """Rows of one number parted where their dates disagree: every commune has its own "24/QĐ-UBND".

    A date agrees with one that says more ("2023", "2023-09-05"); a row without a date goes with the most. A number that
    has its year in it ("72/2015/NĐ-CP") is one document whatever date somebody wrote.
    """
    if YEAR_IN_KEY.search(rows[0]["key"]):
        return [list(rows)]
    groups: dict[str, list[sqlite3.Row]] = {}
    for row in sorted((row for row in rows if row["date"]), key=lambda row: -len(row["date"])):
        date = next((known for known in groups if known.startswith(row["date"])), row["date"])
        groups.setdefault(date, []).append(row)
    undated = [row for row in rows if not row["date"]]
    if undated:
        (max(groups.values(), key=len) if groups else groups.setdefault("", [])).extend(undated)
    return list(groups.values())


def _most_said(values: Iterable[str | None]) -> str | None:
    said = Counter(value for value in values if value)
    return said.most_common(1)[0][0] if said else None


def in_context(report: Report, paragraph: Paragraph) -> str:
    """What is encoded for a paragraph: whose it is and what it is under, then its text; the text alone without those.

    The sentences are encoded bare. On judged queries over reports the two together find more than either
    (docs/benchmarks.md): a question often names a place or a topic that the paragraph leaves to its heading.
    """
    under = report.sections[paragraph.section[-1]].title if paragraph.section else report.header.title
    context = ". ".join(filter(None, (report.header.agency, under)))
    return f"{context}: {paragraph.text}" if context else paragraph.text


def context_of(agency: str | None, titles: Iterable[str]) -> str:
    """What a passage is found by besides its own words: the agency whose it is, and the headings above it."""
    return "\n".join([agency or "", *titles])


def context_terms(context: str) -> list[str]:
    """The terms of a context that are compared: its folded words and their pairs."""
    folded = [fold(word) for word in tokens(context)]
    return [*folded, *bigrams(folded)]


def texts_of(report: Report) -> Iterator[tuple[bytes, str]]:
    """Hash and text of all that is encoded of a report: each paragraph in its context, and its sentences bare."""
    for paragraph in report.paragraphs:
        context = in_context(report, paragraph)
        yield text_hash(context), context
        for start, stop in sentences(paragraph.text):
            sentence = paragraph.text[start:stop]
            yield text_hash(sentence), sentence


def text_hash(text: str) -> bytes:
    """The key of a text's vectors: 16 bytes of its SHA-256."""
    return sha256(text.encode()).digest()[:16]


def report_year(header: Header) -> int | None:
    """The year of a report's date or, where that is silent, the last one it reports on."""
    said = header.issued or (header.period[1] if header.period else None)
    return int(said[:4]) if said else None


def report_record(row: sqlite3.Row) -> ReportRecord:
    """The report in a row of the catalog's report query."""
    return _report_record(row["id"], row["file"], row["header"], row["content"], row["year"], row["passages"])


@lru_cache(maxsize=1024)  # a question reads the same few reports over and over
def _report_record(report: str, file: str, header: str, content: str, year: int | None, passages: int) -> ReportRecord:
    return ReportRecord(
        id=report,
        file=file,
        header=Header.from_json(json.loads(header)),
        sections=tuple(Section(**section) for section in json.loads(content)["sections"]),
        year=year,
        passages=passages,
    )


def paragraph_of(row: Stored) -> Paragraph:
    """The paragraph in a row of `paragraphs`."""
    return Paragraph(row["n"], row["text"], row["kind"], tuple(json.loads(row["section"])), row["page"])


def passage_record(row: Stored, report: ReportRecord) -> Passage:
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
