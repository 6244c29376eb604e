"""The vectors of texts, by encoder and by the text's hash: they outlive the reports, and nothing is encoded twice."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ....corpus.report import Header, Report
from ...records import in_context, paragraph_of
from .database import Database
from .filters import GIVEN, given, marks
from .reports import Reports
from .staging import Staging

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


class Vectors:
    """What encoders have made of the texts of a catalog, and which texts they have not seen."""

    def __init__(self, database: Database, reports: Reports, staging: Staging) -> None:
        self._database = database
        self._reports = reports
        self._staging = staging

    def missing(self, encoder: str, ids: Ids | None = None) -> tuple[int, Iterator[tuple[bytes, str]]]:
        """How many texts `encoder` has never encoded, and hash and text of each, once.

        They are the paragraphs in their context, and their sentences bare.

        Args:
            encoder: its name.
            ids: only texts of these paragraphs; None for all there are.
        """
        paragraphs, sentences = "paragraphs", "sentences"
        if ids is not None:
            paragraphs = f"(SELECT id, vector_hash FROM paragraphs WHERE id IN {GIVEN})"
            sentences = f"(SELECT * FROM sentences WHERE paragraph IN {GIVEN})"
        unknown = "NOT EXISTS (SELECT 1 FROM vectors v WHERE v.encoder = :encoder AND v.text_hash ="
        rows = self._database.rows(
            f"SELECT vector_hash AS hash, min(id) AS id, 0 AS start, -1 AS stop FROM {paragraphs} p"
            f" WHERE {unknown} p.vector_hash) GROUP BY vector_hash"
            f" UNION ALL SELECT text_hash, min(paragraph), start, stop FROM {sentences} s WHERE {unknown} s.text_hash)"
            f" AND text_hash NOT IN (SELECT vector_hash FROM {paragraphs}) GROUP BY text_hash ORDER BY 2",
            {"encoder": encoder, "ids": given(ids)},
        )
        return len(rows), self._texts(rows)

    def stale(self, encoder: str) -> dict[str, list[int]]:
        """The passages, by report, that `encoder` has not encoded in the context in which they stand now."""
        found: dict[str, list[int]] = {}
        unknown = "NOT EXISTS (SELECT 1 FROM vectors v WHERE v.encoder = ? AND v.text_hash = p.vector_hash)"
        for report, number in self._database.rows(f"SELECT report, id FROM paragraphs p WHERE {unknown}", (encoder,)):
            found.setdefault(report, []).append(number)
        return found

    def _texts(self, rows: Iterable[sqlite3.Row]) -> Iterator[tuple[bytes, str]]:
        report = Report("", Header())
        current = ""
        for row in rows:
            (found,) = self._database.rows("SELECT * FROM paragraphs WHERE id = ?", (row["id"],))
            if found["report"] != current:
                current = found["report"]
                report = self._reports.without_paragraphs(current) or report
            start, stop = row["start"], row["stop"]
            yield row["hash"], in_context(report, paragraph_of(found)) if stop < 0 else found["text"][start:stop]

    def known(self, encoder: str, hashes: Collection[bytes]) -> set[bytes]:
        """Those of `hashes` whose texts `encoder` has encoded."""
        rows = self._database.rows(
            f"SELECT text_hash FROM vectors WHERE encoder = ? AND text_hash IN ({marks(hashes)})", (encoder, *hashes)
        )
        return {row[0] for row in rows}

    def put(self, encoder: str, hashes: Sequence[bytes], vectors: FloatArray) -> None:
        """Keep the vectors of texts, float32 (n, d), under their hashes: in 16 bits, as they are searched."""
        blobs = [vector.tobytes() for vector in vectors.astype(np.float16)]
        rows = [(encoder, key, blob, zlib.crc32(blob)) for key, blob in zip(hashes, blobs, strict=True)]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)

    def forget_unused(self) -> None:
        """Forget the vectors of texts that no report has, nor any that is staged."""
        with self._database.transaction() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (hash BLOB PRIMARY KEY) WITHOUT ROWID")
            connection.execute("DELETE FROM temp.wanted")
            connection.execute("INSERT OR IGNORE INTO wanted SELECT vector_hash FROM paragraphs")
            connection.execute("INSERT OR IGNORE INTO wanted SELECT text_hash FROM sentences")
            _, staged = self._staging.texts()
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key, _ in staged))
            connection.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT hash FROM temp.wanted)")

    def of_passages(self, encoder: str, ids: Ids | None = None) -> Iterator[tuple[Ids, Ids, FloatArray]]:
        """Batches of passages, by id: what a segment keeps of them.

        Args:
            encoder: its name.
            ids: only these passages; None for all.

        Yields:
            Their ids, int64 (n,); their tokens and terms of context, int64 (n, 2); their vectors in context, float32
            (n, d).
        """
        inside = "" if ids is None else f" WHERE p.id IN {GIVEN}"
        sql = (
            "SELECT p.id, p.tokens, p.context_terms, v.vector FROM paragraphs p JOIN vectors v"
            f" ON v.encoder = :encoder AND v.text_hash = p.vector_hash{inside} ORDER BY p.id"
        )
        for numbers, vectors in self._rows(sql, encoder, ids):
            yield numbers[:, 0], numbers[:, 1:], vectors

    def of_sentences(self, encoder: str, ids: Ids | None = None) -> Iterator[tuple[Ids, FloatArray]]:
        """Batches of the ids of the paragraphs that sentences stand in, and the sentences' vectors, in order."""
        inside = "" if ids is None else f" WHERE s.paragraph IN {GIVEN}"
        sql = (
            "SELECT s.paragraph, v.vector FROM sentences s JOIN vectors v ON v.encoder = :encoder"
            f" AND v.text_hash = s.text_hash{inside} ORDER BY s.paragraph, s.start"
        )
        for numbers, vectors in self._rows(sql, encoder, ids):
            yield numbers[:, 0], vectors

    def _rows(self, sql: str, encoder: str, ids: Ids | None) -> Iterator[tuple[Ids, FloatArray]]:
        for rows in self._database.batches(sql, {"encoder": encoder, "ids": given(ids)}):
            numbers = np.array([tuple(row)[:-1] for row in rows], dtype=np.int64)
            kept = np.frombuffer(b"".join(row["vector"] for row in rows), np.float16)
            yield numbers, kept.astype(np.float32).reshape(len(rows), -1)
