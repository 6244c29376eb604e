"""The files that were read, or could not be, and the reports that they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from ....corpus.report import Report
from ...records import FileRecord
from .collections import Collections
from .database import Database
from .header_corrections import HeaderCorrections
from .report_rows import insert_report

AFTER_STROKE = chr(ord("/") + 1)
"""What sorts after every path that goes on with a stroke."""


class Files:
    """The files that a catalog knows."""

    def __init__(self, database: Database, collections: Collections, corrections: HeaderCorrections) -> None:
        self._database = database
        self._collections = collections
        self._corrections = corrections

    def file(self, path: str) -> FileRecord | None:
        """What is known of the file at `path`."""
        rows = self._database.rows("SELECT * FROM files WHERE path = ?", (path,))
        return FileRecord(**dict(rows[0])) if rows else None

    def all(self) -> list[FileRecord]:
        """Every file that was read or failed, by path."""
        return [FileRecord(**dict(row)) for row in self._database.rows("SELECT * FROM files ORDER BY path")]

    def below(self, path: str) -> list[FileRecord]:
        """What stands in the bundle at `path`, by path."""
        sql = "SELECT * FROM files WHERE path > ? AND path < ? ORDER BY path"
        return [FileRecord(**dict(row)) for row in self._database.rows(sql, (f"{path}/", f"{path}{AFTER_STROKE}"))]

    def put(self, record: FileRecord, report: Report | None = None) -> None:
        """Record a file; a report that no file holds any more goes with its paragraphs.

        What was corrected by hand stays: of a file that has changed, where it still reads what was put right.

        Args:
            record: with its `report` set if the file was read.
            report: what was read, under that id; None if the file failed or the catalog has it already.
        """
        with self._database.change() as connection:
            self.write(connection, record, report)
            self.tidy(connection)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget the files at `paths`, and the reports that no other file holds."""
        with self._database.change() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])
            self.tidy(connection)

    def write(self, connection: sqlite3.Connection, record: FileRecord, report: Report | None) -> None:
        """As `put`, in an open transaction; what no file holds any more stays until it is tidied."""
        if report is not None and record.report is not None:
            before = self.file(record.path)
            if before and before.report not in (None, record.report):
                self._collections.inherit(connection, str(before.report), record.report)
                self._corrections.inherit(connection, str(before.report), record.report, report.header)
            self.write_report(connection, record.report, report)
        values = (getattr(record, name) for name in FileRecord.__slots__)
        places = ", ".join("?" * len(FileRecord.__slots__))
        connection.execute(f"INSERT OR REPLACE INTO files VALUES ({places})", tuple(values))

    def write_report(
        self, connection: sqlite3.Connection, report_id: str, report: Report, ids: Sequence[int] = ()
    ) -> None:
        """Put a report in its place, its header as corrected; `ids` are those that its paragraphs had before."""
        insert_report(connection, report_id, report, self._corrections.header(report_id, report.header), ids)

    @staticmethod
    def tidy(connection: sqlite3.Connection) -> None:
        """Drop what no file holds any more, and call what was moved by the name that it has now."""
        connection.execute("DELETE FROM reports WHERE id NOT IN (SELECT report FROM files WHERE report IS NOT NULL)")
        name = "(SELECT name FROM files WHERE files.report = reports.id ORDER BY path LIMIT 1)"
        connection.execute(f"UPDATE reports SET file = {name} WHERE file IS NOT {name}")
