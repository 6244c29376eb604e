"""What is asked of the catalog while searching: reports, passages, what filters admit, documents cited."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tracuu.corpus.report import Report
from tracuu.index.local.catalog.database import Database
from tracuu.index.local.catalog.filters import cited_where, marks, where
from tracuu.index.records import (
    CitedDocument,
    Filter,
    Passage,
    ReportRecord,
    gather_citations,
    paragraph_of,
    passage_record,
    report_record,
)

Ids = npt.NDArray[np.int64]

REPORT_COLUMNS = (
    "SELECT r.id, r.file, r.year, r.content, r.header,"
    " (SELECT count(*) FROM paragraphs p WHERE p.report = r.id) AS passages FROM reports r"
)


class Lookup(Database):
    """The catalog as those see it who ask."""

    def counts(self) -> dict[str, int]:
        """How many reports, passages, sentences and failures there are."""
        (row,) = self._rows(
            "SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM paragraphs) AS passages,"
            " (SELECT count(*) FROM sentences) AS sentences,"
            " (SELECT count(*) FROM files WHERE failure_vi IS NOT NULL) AS failures"
        )
        return dict(row)

    def reports(self) -> list[ReportRecord]:
        """Every report, newest first, then by agency."""
        rows = self._rows(f"{REPORT_COLUMNS} ORDER BY r.year IS NULL, r.year DESC, r.agency, r.file")
        return [report_record(row) for row in rows]

    def report(self, report_id: str) -> ReportRecord | None:
        """The report with that id."""
        rows = self._rows(f"{REPORT_COLUMNS} WHERE r.id = ?", (report_id,))
        return report_record(rows[0]) if rows else None

    def full_report(self, report_id: str) -> Report | None:
        """The whole report with that id, its header with what was corrected by hand."""
        report = self._without_paragraphs(report_id)
        return report and self._with_paragraphs(report_id, report)

    def _with_paragraphs(self, report_id: str, report: Report) -> Report:
        rows = self._rows("SELECT * FROM paragraphs WHERE report = ? ORDER BY ordinal", (report_id,))
        return replace(report, paragraphs=tuple(map(paragraph_of, rows)))

    def _without_paragraphs(self, report_id: str, as_read: bool = False) -> Report | None:
        for row in self._rows("SELECT file, content, header FROM reports WHERE id = ?", (report_id,)):
            content = json.loads(row["content"])
            header = content["header"] if as_read else json.loads(row["header"])
            return Report.from_json({**content, "file": row["file"], "header": header, "paragraphs": []})
        return None

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; one that is gone is left out."""
        wanted = list(ids)
        rows = self._rows(f"SELECT * FROM paragraphs WHERE id IN ({marks(wanted)})", wanted)
        reports = {row["report"] for row in rows}
        found = self._rows(f"{REPORT_COLUMNS} WHERE r.id IN ({marks(reports)})", list(reports))
        records = {row["id"]: report_record(row) for row in found}
        return {row["id"]: passage_record(row, records[row["report"]]) for row in rows if row["report"] in records}

    def report_of(self, ids: Iterable[int]) -> dict[int, str]:
        """For each of these passages the id of its report; one that is gone is left out."""
        wanted = list(ids)
        return {
            row["id"]: row["report"]
            for row in self._rows(f"SELECT id, report FROM paragraphs WHERE id IN ({marks(wanted)})", wanted)
        }

    def passage(self, key: str) -> Passage | None:
        """The passage with that public id."""
        report_id, _, ordinal = key.rpartition("-")
        rows = self._rows("SELECT id FROM paragraphs WHERE report = ? AND ordinal = ?", (report_id, ordinal))
        return self.passages([rows[0]["id"]])[rows[0]["id"]] if rows else None

    def same_text(self, passages: Sequence[Passage]) -> dict[int, list[Passage]]:
        """For the id of each of `passages`, the others that say the same to the letter."""
        ids = [passage.id for passage in passages]
        rows = self._rows(
            "SELECT a.id AS id, b.id AS other FROM paragraphs a JOIN paragraphs b ON b.text_hash = a.text_hash"
            f" AND b.id <> a.id WHERE a.id IN ({marks(ids)}) ORDER BY b.id",
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
        clause, values = where(wanted, self._distinct)
        rows = self._rows(
            f"SELECT p.id FROM paragraphs p JOIN reports r ON r.id = p.report WHERE {clause} ORDER BY p.id", values
        )
        return np.array([row["id"] for row in rows], dtype=np.int64)

    def _distinct(self, table: str, column: str) -> list[str]:
        return [row[0] for row in self._rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")]

    def citations(self, wanted: Iterable[str] | None = None) -> list[CitedDocument]:
        """The documents that reports cite, most cited first, each with the reports that rest on it.

        Args:
            wanted: only documents that one of these names ("16-KL/TW", "Nghị định 72/2015/NĐ-CP"); None for all.
        """
        clause, values = ("1", []) if wanted is None else cited_where(wanted, self._distinct)
        rows = self._rows(
            "SELECT c.key, c.type, c.number, c.date, c.issuer, c.title, c.report FROM cited c"
            f" JOIN reports r ON r.id = c.report WHERE {clause} ORDER BY r.year IS NULL, r.year DESC, r.agency, r.file",
            values,
        )
        return gather_citations(rows)

    def facets(self) -> dict[str, Counter[str]]:
        """For each thing that can be filtered by, its values and how many passages each has."""
        columns = {
            "agency": "r.agency",
            "level": "r.level",
            "province": "r.province",
            "year": "r.year",
            "doc_type": "r.doc_type",
            "role": "p.role",
        }
        return {
            name: Counter(
                {
                    str(row[0]): row[1]
                    for row in self._rows(
                        f"SELECT {column}, count(*) FROM paragraphs p JOIN reports r ON r.id = p.report"
                        f" WHERE {column} IS NOT NULL GROUP BY 1"
                    )
                }
            )
            for name, column in columns.items()
        }
