"""What files come to: recorded, staged while a sync reads, put in place all at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from tracuu.corpus.report import Header, Report
from tracuu.index.corrections import Correction, corrected
from tracuu.index.local.catalog.feed import Feed
from tracuu.index.local.catalog.report_rows import insert_report
from tracuu.index.records import FileRecord, texts_of


class Intake(Feed):
    """The catalog as a sync sees it."""

    def file(self, path: str) -> FileRecord | None:
        """What is known of the file at `path`."""
        rows = self._rows("SELECT * FROM files WHERE path = ?", (path,))
        return FileRecord(**dict(rows[0])) if rows else None

    def files(self) -> list[FileRecord]:
        """Every file that was read or failed, by path."""
        return [FileRecord(**dict(row)) for row in self._rows("SELECT * FROM files ORDER BY path")]

    def put_file(self, record: FileRecord, report: Report | None = None) -> None:
        """Record a file; a report that no file holds any more goes with its paragraphs.

        What was corrected by hand stays: of a file that has changed, where it still reads what was put right.

        Args:
            record: with its `report` set if the file was read.
            report: what was read, under that id; None if the file failed or the catalog has it already.
        """
        with self._change() as connection:
            self._put(connection, record, report)
            self._tidy(connection)

    def _put(self, connection: sqlite3.Connection, record: FileRecord, report: Report | None) -> None:
        if report is not None and record.report is not None:
            before = self.file(record.path)
            if before and before.report not in (None, record.report):
                self._inherit(connection, str(before.report), record.report, report.header)
            self._insert(connection, record.report, report)
        values = (getattr(record, name) for name in FileRecord.__slots__)
        connection.execute(f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * 9)})", tuple(values))

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forget the files at `paths`, and the reports that no other file holds."""
        with self._change() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])
            self._tidy(connection)

    @staticmethod
    def _tidy(connection: sqlite3.Connection) -> None:
        """Drop what no file holds any more, and call what was moved by the name that it has now."""
        connection.execute("DELETE FROM reports WHERE id NOT IN (SELECT report FROM files WHERE report IS NOT NULL)")
        name = "(SELECT name FROM files WHERE files.report = reports.id ORDER BY path LIMIT 1)"
        connection.execute(f"UPDATE reports SET file = {name} WHERE file IS NOT {name}")

    def _insert(self, connection: sqlite3.Connection, report_id: str, report: Report, ids: Sequence[int] = ()) -> None:
        insert_report(connection, report_id, report, corrected(report.header, self.corrections(report_id)), ids)

    def stage(self, record: FileRecord, report: Report | None = None) -> None:
        """Keep what `put_file` is to put in place with the next generation; nobody who searches sees it yet."""
        content = None if report is None else json.dumps(report.to_json(), ensure_ascii=False)
        texts = 0 if report is None else sum(1 for _ in texts_of(report))
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO staged (path, report, record, content, texts) VALUES (?, ?, ?, ?, ?)",
                (record.path, record.report, json.dumps(asdict(record)), content, texts),
            )

    def staged(self) -> list[FileRecord]:
        """The files that wait for the next generation, in the order in which they were read."""
        return [FileRecord(**json.loads(row["record"])) for row in self._rows("SELECT record FROM staged ORDER BY n")]

    def unstage(self, paths: Iterable[str]) -> None:
        """Forget what was staged of these files, and of those that were to share what one of them says."""
        with self.transaction() as connection:
            connection.executemany("DELETE FROM staged WHERE path = ?", [(path,) for path in paths])
            connection.execute(
                "DELETE FROM staged WHERE content IS NULL AND report IS NOT NULL AND report NOT IN"
                " (SELECT id FROM reports UNION SELECT report FROM staged WHERE content IS NOT NULL)"
            )

    def has_report(self, report_id: str, reader: int) -> bool:
        """Whether the report is in the catalog, or staged, as that version of the reader reads it."""
        return bool(
            self._rows("SELECT 1 FROM files WHERE report = ? AND reader = ?", (report_id, reader))
            or self._rows(
                "SELECT 1 FROM staged WHERE report = ? AND content IS NOT NULL"
                " AND json_extract(record, '$.reader') = ?",
                (report_id, reader),
            )
        )

    def apply_staged(self) -> None:
        """Put all that is staged in its place, but for what was removed by hand in the meantime."""
        numbers = [row["n"] for row in self._rows("SELECT n FROM staged ORDER BY n")]
        if not numbers:
            return
        with self._change() as connection:
            for n in numbers:
                for row in self._rows("SELECT record, content FROM staged WHERE n = ?", (n,)):
                    record = FileRecord(**json.loads(row["record"]))
                    report = Report.from_json(json.loads(row["content"])) if row["content"] else None
                    if not self.is_removed(record.sha256):
                        self._put(connection, record, report)
            connection.execute("DELETE FROM staged")
            self._tidy(connection)

    def staged_texts(self) -> tuple[int, Iterator[tuple[bytes, str]]]:
        """How many texts the staged reports have, and hash and text of each, in their order."""
        ((count,),) = self._rows("SELECT coalesce(sum(texts), 0) FROM staged")
        return count, self._staged_texts()

    def _staged_texts(self) -> Iterator[tuple[bytes, str]]:
        for row in self._rows("SELECT n, report FROM staged WHERE content IS NOT NULL ORDER BY n"):
            for (content,) in self._rows("SELECT content FROM staged WHERE n = ?", (row["n"],)):
                yield from texts_of(self._corrected(row["report"], Report.from_json(json.loads(content))))

    def _corrected(self, report_id: str, report: Report) -> Report:
        return replace(report, header=corrected(report.header, self.corrections(report_id)))

    def corrections(self, report_id: str) -> list[Correction]:
        """What was corrected by hand in the report's header, by field; it outlives the report until that is erased."""
        rows = self._rows("SELECT * FROM corrections WHERE report = ? ORDER BY field", (report_id,))
        return [
            Correction(row["field"], json.loads(row["value"]), json.loads(row["original"]), row["made"]) for row in rows
        ]

    def is_removed(self, digest: str) -> bool:
        """Whether a file with that SHA-256 was removed by hand and is to stay out."""
        return bool(self._rows("SELECT 1 FROM removed WHERE sha256 = ?", (digest,)))

    def _inherit(self, connection: sqlite3.Connection, old: str, new: str, header: Header) -> None:
        """What was corrected in a file's earlier content holds for its present one where that reads the same."""
        read = header.to_json()
        known = {correction.field for correction in self.corrections(new)}
        for correction in self.corrections(old):
            if correction.field not in known and read[correction.field] == correction.original:
                self._put_correction(connection, new, correction)

    @staticmethod
    def _put_correction(connection: sqlite3.Connection, report_id: str, correction: Correction) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)",
            (
                report_id,
                correction.field,
                json.dumps(correction.value, ensure_ascii=False),
                json.dumps(correction.original, ensure_ascii=False),
                correction.made,
            ),
        )
