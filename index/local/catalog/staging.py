"""What a sync has read and nobody sees yet: put in place all at once, with the generation that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from ....corpus.report import Report
from ...records import FileRecord, texts_of
from .database import Database
from .files import Files
from .header_corrections import HeaderCorrections
from .removals import Removals


class Staging:
    """The files that wait for the next generation."""

    def __init__(self, database: Database, files: Files, corrections: HeaderCorrections, removals: Removals) -> None:
        self._database = database
        self._files = files
        self._corrections = corrections
        self._removals = removals

    def add(self, record: FileRecord, report: Report | None = None) -> None:
        """Keep what `Files.put` is to put in place with the next generation."""
        content = None if report is None else json.dumps(report.to_json(), ensure_ascii=False)
        texts = 0 if report is None else sum(1 for _ in texts_of(report))
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO staged (path, report, record, content, texts) VALUES (?, ?, ?, ?, ?)",
                (record.path, record.report, json.dumps(asdict(record)), content, texts),
            )

    def all(self) -> list[FileRecord]:
        """The files that wait, in the order in which they were read."""
        rows = self._database.rows("SELECT record FROM staged ORDER BY n")
        return [FileRecord(**json.loads(row["record"])) for row in rows]

    def drop(self, paths: Iterable[str]) -> None:
        """Forget what was staged of these files, and of those that were to share what one of them says."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM staged WHERE path = ?", [(path,) for path in paths])
            connection.execute(
                "DELETE FROM staged WHERE content IS NULL AND report IS NOT NULL AND report NOT IN"
                " (SELECT id FROM reports UNION SELECT report FROM staged WHERE content IS NOT NULL)"
            )

    def has_report(self, report_id: str, reader: int) -> bool:
        """Whether the report is in the catalog, or staged, as that version of the reader reads it."""
        return bool(
            self._database.rows("SELECT 1 FROM files WHERE report = ? AND reader = ?", (report_id, reader))
            or self._database.rows(
                "SELECT 1 FROM staged WHERE report = ? AND content IS NOT NULL"
                " AND json_extract(record, '$.reader') = ?",
                (report_id, reader),
            )
        )

    def apply(self) -> None:
        """Put all that is staged in its place, but for what was removed by hand in the meantime."""
        numbers = [row["n"] for row in self._database.rows("SELECT n FROM staged ORDER BY n")]
        if not numbers:
            return
        with self._database.change() as connection:
            for n in numbers:
                for row in self._database.rows("SELECT record, content FROM staged WHERE n = ?", (n,)):
                    record = FileRecord(**json.loads(row["record"]))
                    report = Report.from_json(json.loads(row["content"])) if row["content"] else None
                    if not self._removals.is_removed(record.sha256):
                        self._files.write(connection, record, report)
            connection.execute("DELETE FROM staged")
            self._files.tidy(connection)

    def texts(self) -> tuple[int, Iterator[tuple[bytes, str]]]:
        """How many texts the staged reports have, and hash and text of each, in their order."""
        ((count,),) = self._database.rows("SELECT coalesce(sum(texts), 0) FROM staged")
        return count, self._texts()

    def _texts(self) -> Iterator[tuple[bytes, str]]:
        for row in self._database.rows("SELECT n, report FROM staged WHERE content IS NOT NULL ORDER BY n"):
            for (content,) in self._database.rows("SELECT content FROM staged WHERE n = ?", (row["n"],)):
                report = Report.from_json(json.loads(content))
                header = self._corrections.header(row["report"], report.header)
                yield from texts_of(replace(report, header=header))
