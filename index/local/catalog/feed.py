"""What a generation is built from: texts, their vectors, and what the last one was made with."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tracuu.corpus.report import Header, Report
from tracuu.index.local.catalog.filters import marks
from tracuu.index.local.catalog.lookup import Lookup
from tracuu.index.records import EncoderRecord, in_context, paragraph_of

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


class Feed(Lookup):
    """The catalog as those see it who encode and build."""

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

    def with_vectors(self, encoder: str, hashes: Collection[bytes]) -> set[bytes]:
        """Those of `hashes` whose texts `encoder` has encoded."""
        rows = self._rows(
            f"SELECT text_hash FROM vectors WHERE encoder = ? AND text_hash IN ({marks(hashes)})", (encoder, *hashes)
        )
        return {row[0] for row in rows}

    def put_vectors(self, encoder: str, hashes: Sequence[bytes], vectors: FloatArray) -> None:
        """Keep the vectors of texts, float32 (n, d), under their hashes; they outlive the reports."""
        blobs = [vector.tobytes() for vector in vectors]
        rows = [(encoder, key, blob, zlib.crc32(blob)) for key, blob in zip(hashes, blobs, strict=True)]
        with self.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)

    def text_length(self) -> int:
        """How many characters all paragraphs have together."""
        ((count,),) = self._rows("SELECT coalesce(sum(length(text)), 0) FROM paragraphs")
        return int(count)

    def encoder(self) -> EncoderRecord | None:
        """What the last generation was made with."""
        said = self._meta("encoder")
        return EncoderRecord.from_json(json.loads(said)) if said else None

    @property
    def generation(self) -> int | None:
        """The number of the last generation, which shows the catalog as it was then."""
        said = self._meta("generation")
        return int(said) if said else None

    def set_generation(self, number: int, encoder: EncoderRecord) -> None:
        """Record a generation that is complete on disk and what it was made with; it is the current one after this."""
        with self.transaction() as connection:
            rows = [("generation", str(number)), ("encoder", json.dumps(encoder.to_json(), ensure_ascii=False))]
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

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
