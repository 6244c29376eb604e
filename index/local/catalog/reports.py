"""Reports and their passages, found by id, listed, counted: all there are, or what a scope shows of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ....corpus.report import Report, Role
from ...filtering import Field, cited_keys, conditions
from ...records import (
    CitedDocument,
    FileRecord,
    Filter,
    Passage,
    ReportRecord,
    context_of,
    gather_citations,
    paragraph_of,
    passage_record,
    report_record,
)
from ...statistics import Places, Statistics
from .database import Database
from .filters import COLUMNS, GIVEN, given, marks, where

Ids = npt.NDArray[np.int64]

FACETS = {
    "agency": "r.agency",
    "level": "r.level",
    "province": "r.province",
    "year": "r.year",
    "doc_type": "r.doc_type",
    "role": "p.role",
}
"""What passages can be narrowed to, and its column."""

TOPICAL = (
    "p.kind <> 'row' AND p.text NOT LIKE 'Trên đây là%' AND (p.section <> '[]' OR NOT EXISTS"
    " (SELECT 1 FROM main.paragraphs q WHERE q.report = p.report AND q.section <> '[]'))"
)
"""Of paragraphs `p` those that say what reports are about: not the rows of tables, nor what precedes the first heading
("Thực hiện Công văn số ..."), nor the closing formula ("Trên đây là báo cáo ...")."""

NEWEST_FIRST = "r.year IS NULL, r.year DESC, r.agency, r.file"


@dataclass(frozen=True, slots=True)
class Tables:
    """Where a scope is read from: the tables themselves, or temporary views that show its part of them.

    `held` is how many passages a report `r` has.
    """

    reports: str = "reports"
    paragraphs: str = "paragraphs"
    cited: str = "cited"
    files: str = "files"
    held: str = "(SELECT count(*) FROM main.paragraphs p WHERE p.report = r.id)"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large some passages are: how many, their sentences, their characters."""

    passages: int
    sentences: int
    characters: int


class Reports:
    """The reports in some tables."""

    def __init__(self, database: Database, tables: Tables | None = None) -> None:
        self._database = database
        self._tables = tables or Tables()
        self._joined = f"{self._tables.paragraphs} p JOIN {self._tables.reports} r ON r.id = p.report"
        self._records = (
            f"SELECT r.id, r.file, r.year, r.content, r.header, {self._tables.held} AS passages"
            f" FROM {self._tables.reports} r"
        )

    def _rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        return self._database.rows(sql, values)

    def counts(self) -> dict[str, int]:
        """How many reports, passages, sentences and failures there are."""
        inside = "" if self._tables == Tables() else f" WHERE paragraph IN (SELECT id FROM {self._tables.paragraphs})"
        (row,) = self._rows(
            f"SELECT (SELECT count(*) FROM {self._tables.reports}) AS reports,"
            f" (SELECT count(*) FROM {self._tables.paragraphs}) AS passages,"
            f" (SELECT count(*) FROM sentences{inside}) AS sentences,"
            f" (SELECT count(*) FROM {self._tables.files} WHERE failure_vi IS NOT NULL) AS failures"
        )
        return dict(row)

    def all(self) -> list[ReportRecord]:
        """Every report, newest first, then by agency."""
        return [report_record(row) for row in self._rows(f"{self._records} ORDER BY {NEWEST_FIRST}")]

    def report(self, report_id: str) -> ReportRecord | None:
        """The report with that id."""
        rows = self._rows(f"{self._records} WHERE r.id = ?", (report_id,))
        return report_record(rows[0]) if rows else None

    def full(self, report_id: str) -> Report | None:
        """The whole report with that id, its header with what was corrected by hand."""
        report = self.without_paragraphs(report_id)
        return report and self._with_paragraphs(report_id, report)

    def as_read(self, report_id: str) -> Report | None:
        """The whole report with that id as it was read, without what was corrected by hand."""
        report = self.without_paragraphs(report_id, as_read=True)
        return report and self._with_paragraphs(report_id, report)

    def _with_paragraphs(self, report_id: str, report: Report) -> Report:
        rows = self._rows("SELECT * FROM main.paragraphs WHERE report = ? ORDER BY ordinal", (report_id,))
        return replace(report, paragraphs=tuple(map(paragraph_of, rows)))

    def without_paragraphs(self, report_id: str, as_read: bool = False) -> Report | None:
        """The report with that id but for its paragraphs; `as_read` leaves out what was corrected by hand."""
        rows = self._rows(f"SELECT file, content, header FROM {self._tables.reports} WHERE id = ?", (report_id,))
        for row in rows:
            content = json.loads(row["content"])
            header = content["header"] if as_read else json.loads(row["header"])
            return Report.from_json({**content, "file": row["file"], "header": header, "paragraphs": []})
        return None

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; one that is not there is left out."""
        wanted = list(ids)
        rows = self._rows(f"SELECT * FROM {self._tables.paragraphs} WHERE id IN ({marks(wanted)})", wanted)
        reports = {row["report"] for row in rows}
        found = self._rows(f"{self._records} WHERE r.id IN ({marks(reports)})", list(reports))
        records = {row["id"]: report_record(row) for row in found}
        return {row["id"]: passage_record(row, records[row["report"]]) for row in rows if row["report"] in records}

    def passages_of(self, report_id: str) -> list[Passage]:
        """The passages of a report, in order."""
        rows = self._rows(f"SELECT id FROM {self._tables.paragraphs} WHERE report = ? ORDER BY ordinal", (report_id,))
        found = self.passages(row["id"] for row in rows)
        return [found[row["id"]] for row in rows if row["id"] in found]

    def report_of(self, ids: Iterable[int]) -> dict[int, str]:
        """For each of these passages the id of its report; one that is not there is left out."""
        wanted = list(ids)
        sql = f"SELECT id, report FROM {self._tables.paragraphs} WHERE id IN ({marks(wanted)})"
        return {row["id"]: row["report"] for row in self._rows(sql, wanted)}

    def roles_of(self, ids: Iterable[int]) -> dict[int, Role]:
        """For each of these passages the role of its section; one that is not there is left out."""
        wanted = list(ids)
        sql = f"SELECT id, role FROM {self._tables.paragraphs} WHERE id IN ({marks(wanted)})"
        return {row["id"]: row["role"] for row in self._rows(sql, wanted)}

    def passage(self, key: str) -> Passage | None:
        """The passage with that public id."""
        report_id, _, ordinal = key.rpartition("-")
        sql = f"SELECT id FROM {self._tables.paragraphs} WHERE report = ? AND ordinal = ?"
        rows = self._rows(sql, (report_id, ordinal))
        return self.passages([rows[0]["id"]]).get(rows[0]["id"]) if rows else None

    def same_text(self, ids: Sequence[int]) -> dict[int, list[Passage]]:
        """For each of these passages, the others that say the same to the letter."""
        rows = self._rows(
            f"SELECT a.id AS id, b.id AS other FROM main.paragraphs a JOIN {self._tables.paragraphs} b"
            f" ON b.text_hash = a.text_hash AND b.id <> a.id WHERE a.id IN ({marks(ids)}) ORDER BY b.id",
            ids,
        )
        others = self.passages({row["other"] for row in rows})
        same: dict[int, list[Passage]] = {passage_id: [] for passage_id in ids}
        for row in rows:
            if row["other"] in others:
                same[row["id"]].append(others[row["other"]])
        return same

    def select(self, wanted: Filter) -> Ids | None:
        """Ids of the passages that `wanted` admits, ascending; None if it admits all."""
        if not wanted:
            return None
        clause, values = where(conditions(wanted, self.distinct))
        return self._ids("p.id", f"{self._joined} WHERE {clause}", values)

    def ids(self) -> Ids:
        """Ids of all passages, ascending."""
        return self._ids("id", self._tables.paragraphs)

    def ids_of(self, reports: Sequence[str]) -> Ids:
        """Ids of the passages of these reports, ascending."""
        inside = "report IN (SELECT value FROM json_each(?))"
        return self._ids("id", f"{self._tables.paragraphs} WHERE {inside}", (json.dumps(reports),))

    def _ids(self, column: str, source: str, values: Sequence[Any] = ()) -> Ids:
        """A column of ids, ascending: as one value, for a row of each would take several times as long."""
        ((said,),) = self._rows(f"SELECT group_concat({column}) FROM {source}", values)
        return np.sort(np.fromstring(said or "", dtype=np.int64, sep=","))

    def distinct(self, field: Field) -> list[str]:
        """The values that a field has here."""
        column, source = (
            ("c.key", f"{self._tables.cited} c") if field == "cited" else (COLUMNS[field], f"{self._tables.reports} r")
        )
        return [row[0] for row in self._rows(f"SELECT DISTINCT {column} FROM {source} WHERE {column} IS NOT NULL")]

    def citations(self, wanted: Iterable[str] | None = None) -> list[CitedDocument]:
        """The documents that reports cite, most cited first, each with the reports that rest on it.

        Args:
            wanted: only documents that one of these names ("16-KL/TW", "Nghị định 72/2015/NĐ-CP"); None for all.
        """
        keys = None if wanted is None else cited_keys(wanted, self.distinct("cited"))
        clause = "1" if keys is None else f"c.key IN ({marks(keys)})"
        rows = self._rows(
            f"SELECT c.key, c.type, c.number, c.date, c.issuer, c.title, c.report FROM {self._tables.cited} c"
            f" JOIN {self._tables.reports} r ON r.id = c.report WHERE {clause} ORDER BY {NEWEST_FIRST}",
            keys or (),
        )
        return gather_citations(rows)

    def facets(self, *names: str) -> dict[str, Counter[str]]:
        """For each of `names`, all without any, its values and how many passages have each."""
        counted: dict[str, Counter[str]] = {name: Counter() for name in names or FACETS}
        columns = ", ".join(FACETS[name] for name in counted)
        places = ", ".join(map(str, range(1, len(counted) + 1)))
        for *values, count in self._rows(f"SELECT {columns}, count(*) FROM {self._joined} GROUP BY {places}"):
            for counter, value in zip(counted.values(), values, strict=True):
                if value is not None:
                    counter[str(value)] += count
        return counted

    def passages_by_report(self) -> dict[str, int]:
        """How many passages there are of each report that has one."""
        return dict(self._rows(f"SELECT report, count(*) FROM {self._tables.paragraphs} GROUP BY report"))

    def statistics(self) -> Statistics:
        """What there is, counted."""
        reports = f"{self._tables.reports} r"

        def count(columns: str, source: str) -> Counter[Any]:
            rows = self._rows(f"SELECT {columns}, count(*) FROM {source} GROUP BY {columns}")
            return Counter({(tuple(row)[:-1] if len(row) > 2 else row[0]): row[-1] for row in rows})

        levels = count("r.year, r.level", reports)
        roles = count("r.year, p.role", self._joined)
        return Statistics(
            reports=levels.total(),
            passages=roles.total(),
            levels=levels,
            provinces=count("r.province", reports),
            agencies=count("r.agency", reports),
            roles=roles,
            cited=tuple(self.citations()),
        )

    def places(self) -> Places:
        """Where passages stand, but for those that say nothing of what reports are about."""
        rows = self._rows(f"SELECT p.id, p.report, r.year FROM {self._joined} WHERE {TOPICAL} ORDER BY p.id")
        years = {row["report"]: row["year"] for row in rows}
        numbers = {report: number for number, report in enumerate(years)}
        return Places(
            np.array([row["id"] for row in rows], np.int64),
            np.array([numbers[row["report"]] for row in rows], np.int64),
            tuple(years),
            tuple(years.values()),
        )

    def titled_texts(self, ids: Ids) -> dict[int, tuple[str, str]]:
        """The title of the innermost section and the text of each passage, by its id; one not there is left out."""
        rows = self._rows(
            "SELECT p.id, p.text, json_extract(r.content, '$.sections[' || json_extract(p.section, '$[#-1]')"
            f" || '].title') AS title FROM {self._joined} WHERE p.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        )
        return {row["id"]: (row["title"] or "", row["text"]) for row in rows}

    def files(self) -> list[FileRecord]:
        """The files that were read or failed, by path."""
        return [FileRecord(**dict(row)) for row in self._rows(f"SELECT * FROM {self._tables.files} ORDER BY path")]

    def lengths(self) -> tuple[int, int, int, int]:
        """How many passages there are, and their tokens, pairs of tokens and terms of context, all together."""
        (row,) = self._rows(
            "SELECT count(*), coalesce(sum(tokens), 0), coalesce(sum(max(tokens - 1, 0)), 0),"
            f" coalesce(sum(context_terms), 0) FROM {self._tables.paragraphs}"
        )
        return int(row[0]), int(row[1]), int(row[2]), int(row[3])

    def texts(self, ids: Ids | None = None) -> Iterator[tuple[int, str, str]]:
        """Id, text and context of every paragraph, or of these, by id; the context: its agency, the headings above."""
        inside = "" if ids is None else f" WHERE id IN {GIVEN}"
        sql = f"SELECT id, report, section, text FROM {self._tables.paragraphs}{inside} ORDER BY id"
        for rows in self._database.batches(sql, {"ids": given(ids)}):
            headed = self._headed({row["report"] for row in rows})
            for row in rows:
                agency, titles = headed[row["report"]]
                above = (titles[i] for i in json.loads(row["section"]) if i < len(titles))
                yield row["id"], row["text"], context_of(agency, above)

    def _headed(self, reports: Collection[str]) -> dict[str, tuple[str | None, list[str]]]:
        """For each of these reports its agency, and the titles of its sections."""
        rows = self._rows(
            "SELECT id, agency, json_extract(content, '$.sections') FROM main.reports"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(reports)),),
        )
        return {row[0]: (row[1], [section["title"] for section in json.loads(row[2])]) for row in rows}

    def sizes(self, ids: Ids | None = None) -> Sizes:
        """How large these passages are, or all."""
        paragraphs, sentences = "", ""
        if ids is not None:
            paragraphs, sentences = f" WHERE id IN {GIVEN}", f" WHERE paragraph IN {GIVEN}"
        (row,) = self._rows(
            f"SELECT (SELECT count(*) FROM {self._tables.paragraphs}{paragraphs}),"
            f" (SELECT count(*) FROM sentences{sentences}),"
            f" (SELECT coalesce(sum(length(text)), 0) FROM {self._tables.paragraphs}{paragraphs})",
            {"ids": given(ids)},
        )
        return Sizes(*row)
