"""The catalog: one SQLite file that everything else can be rebuilt from."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from corpus.report import Header, Report
from corpus.vietnamese import sentences
from index.errors import CatalogDamagedError, CatalogTooNewError, CatalogUnavailableError
from index.records import (
    CitedDocument,
    FileRecord,
    Filter,
    Passage,
    ReportRecord,
    gather_citations,
    in_context,
    paragraph_of,
    passage_record,
    report_record,
    report_year,
    text_hash,
)
from index.schema import SCHEMA_VERSION, insert_cited, prepare
from index.selection import cited_where, marks, where

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

BATCH = 4096
"""Rows that are in memory at once while a generation is built."""


class Catalog:
    """Reports, paragraphs, sentences, vectors and failures. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """The catalog in `path`, made if it is not there.

        Raises:
            CatalogUnavailableError: it cannot be opened or written here.
            CatalogDamagedError: the file is not a catalog or is broken.
            CatalogTooNewError: a newer tracuu wrote it.
        """
        try:
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise CatalogUnavailableError(path, str(error)) from error
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version <= SCHEMA_VERSION:
                prepare(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            raise CatalogUnavailableError(path, str(error)) from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise CatalogDamagedError(path) from error
        if version > SCHEMA_VERSION:
            connection.close()
            raise CatalogTooNewError(path)
        return cls(connection)

    def close(self) -> None:
        """Close the file; the catalog cannot be used again."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that also raises `version`."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute(
                    "INSERT INTO meta VALUES ('version', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1"
                )
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @property
    def version(self) -> int:
        """A number that grows with every change to reports."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'version'")
        return int(rows[0]["value"]) if rows else 0

    def file(self, path: str) -> FileRecord | None:
        """What is known of the file at `path`."""
        rows = self._rows("SELECT * FROM files WHERE path = ?", (path,))
        return FileRecord(**dict(rows[0])) if rows else None

    def files(self) -> list[FileRecord]:
        """Every file that was read or failed, by path."""
        return [FileRecord(**dict(row)) for row in self._rows("SELECT * FROM files ORDER BY path")]

    def has_report(self, report_id: str, reader: int) -> bool:
        """Whether the report is in the catalog as that version of the reader reads it."""
        return bool(self._rows("SELECT 1 FROM files WHERE report = ? AND reader = ?", (report_id, reader)))

    def put_file(self, record: FileRecord, report: Report | None = None) -> None:
        """Record a file in one transaction; a report that no file holds any more goes with its paragraphs.

        Args:
            record: with its `report` set if the file was read.
            report: what was read, under that id; None if the file failed or the catalog has it already.
        """
        with self._change() as connection:
            if report is not None and record.report is not None:
                self._insert_report(connection, record.report, report)
            values = (getattr(record, name) for name in FileRecord.__slots__)
            connection.execute(f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * 9)})", tuple(values))
            self._drop_orphans(connection)

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forget the files at `paths`, and the reports that no other file holds."""
        with self._change() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])
            self._drop_orphans(connection)

    @staticmethod
    def _drop_orphans(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM reports WHERE id NOT IN (SELECT report FROM files WHERE report IS NOT NULL)")

    @staticmethod
    def _insert_report(connection: sqlite3.Connection, report_id: str, report: Report) -> None:
        connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))
        header = report.header
        content = report.to_json()
        del content["paragraphs"]
        connection.execute(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report_id,
                report.file,
                header.agency,
                header.level,
                header.province,
                report_year(header),
                header.doc_type,
                json.dumps(content, ensure_ascii=False),
            ),
        )
        insert_cited(connection, report_id, report.references)
        for ordinal, paragraph in enumerate(report.paragraphs, 1):
            cursor = connection.execute(
                "INSERT INTO paragraphs (report, ordinal, n, kind, role, section, page, text, text_hash, vector_hash)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report_id,
                    ordinal,
                    paragraph.n,
                    paragraph.kind,
                    report.role(paragraph),
                    json.dumps(paragraph.section),
                    paragraph.page,
                    paragraph.text,
                    text_hash(paragraph.text),
                    text_hash(in_context(report, paragraph)),
                ),
            )
            connection.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?)",
                [
                    (cursor.lastrowid, start, stop, text_hash(paragraph.text[start:stop]))
                    for start, stop in sentences(paragraph.text)
                ],
            )

    def texts_without_vectors(self, encoder: str) -> tuple[int, Iterator[tuple[bytes, str]]]:
        """How many texts `encoder` has never encoded, and hash and text of each, once.

        They are the paragraphs in their context, and their sentences bare.
        """
        rows = self._rows(
            "SELECT vector_hash AS hash, min(id) AS id, 0 AS start, -1 AS stop FROM paragraphs WHERE vector_hash NOT IN"
            " (SELECT text_hash FROM vectors WHERE encoder = :encoder) GROUP BY vector_hash"
            " UNION ALL SELECT text_hash, min(paragraph), start, stop FROM sentences WHERE text_hash NOT IN"
            " (SELECT text_hash FROM vectors WHERE encoder = :encoder)"
            " AND text_hash NOT IN (SELECT vector_hash FROM paragraphs) GROUP BY text_hash ORDER BY 2",
            {"encoder": encoder},
        )
        return len(rows), self._texts(rows)

    def _texts(self, rows: Iterable[sqlite3.Row]) -> Iterator[tuple[bytes, str]]:
        report = Report("", Header())
        current = ""
        for row in rows:
            (found,) = self._rows("SELECT * FROM paragraphs WHERE id = ?", (row["id"],))
            if found["report"] != current:
                current = found["report"]
                report = self._without_paragraphs(current) or report
            start, stop = row["start"], row["stop"]
            yield row["hash"], in_context(report, paragraph_of(found)) if stop < 0 else found["text"][start:stop]

    def put_vectors(self, encoder: str, hashes: Sequence[bytes], vectors: FloatArray) -> None:
        """Keep the vectors of texts, float32 (n, d), under their hashes; they outlive the reports."""
        rows = [(encoder, key, vector.tobytes()) for key, vector in zip(hashes, vectors, strict=True)]
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")

    def _batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[sqlite3.Row]]:
        with self._lock:
            cursor = self._connection.execute(sql, values)
        while rows := cursor.fetchmany(BATCH):
            yield rows

    def passage_texts(self) -> Iterator[tuple[int, str, str]]:
        """Id, text and context of every paragraph, by id; the context is its agency and the headings above it."""
        sections: list[str] = []
        agency = current = ""
        for rows in self._batches("SELECT id, report, section, text FROM paragraphs ORDER BY id"):
            for row in rows:
                if row["report"] != current:
                    current = row["report"]
                    record = self.report(current)
                    agency = (record and record.header.agency) or ""
                    sections = [section.title for section in record.sections] if record else []
                above = (sections[i] for i in json.loads(row["section"]) if i < len(sections))
                yield row["id"], row["text"], "\n".join([agency, *above])

    def passage_vectors(self, encoder: str) -> Iterator[tuple[Ids, FloatArray]]:
        """Batches of paragraph ids, int64 (n,), and the vectors of them in context, float32 (n, d), by id."""
        return self._vectors(
            "SELECT p.id, v.vector FROM paragraphs p JOIN vectors v ON v.encoder = ? AND v.text_hash = p.vector_hash"
            " ORDER BY p.id",
            encoder,
        )

    def sentence_vectors(self, encoder: str) -> Iterator[tuple[Ids, FloatArray]]:
        """Batches of the ids of the paragraphs that sentences stand in, and the sentences' vectors, in order."""
        return self._vectors(
            "SELECT s.paragraph, v.vector FROM sentences s JOIN vectors v ON v.encoder = ?"
            " AND v.text_hash = s.text_hash ORDER BY s.paragraph, s.start",
            encoder,
        )

    def _vectors(self, sql: str, encoder: str) -> Iterator[tuple[Ids, FloatArray]]:
        for rows in self._batches(sql, (encoder,)):
            ids = np.array([row[0] for row in rows], dtype=np.int64)
            yield ids, np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32).reshape(len(rows), -1)

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
        """The whole report with that id, as it was read."""
        report = self._without_paragraphs(report_id)
        rows = self._rows("SELECT * FROM paragraphs WHERE report = ? ORDER BY ordinal", (report_id,))
        return replace(report, paragraphs=tuple(map(paragraph_of, rows))) if report else None

    def _without_paragraphs(self, report_id: str) -> Report | None:
        rows = self._rows("SELECT content FROM reports WHERE id = ?", (report_id,))
        return Report.from_json({**json.loads(rows[0]["content"]), "paragraphs": []}) if rows else None

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


REPORT_COLUMNS = (
    "SELECT r.id, r.file, r.year, r.content, (SELECT count(*) FROM paragraphs p WHERE p.report = r.id) AS passages"
    " FROM reports r"
)
