"""The catalog: one SQLite file that everything else can be rebuilt from."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tracuu.corpus.report import Report
from tracuu.index.corrections import Correction, checked, corrected
from tracuu.index.local.catalog.database import BUSY_SECONDS
from tracuu.index.local.catalog.intake import Intake
from tracuu.index.local.catalog.report_rows import set_header
from tracuu.index.records import ID_LENGTH, FileRecord, RemovedReport


class Catalog(Intake):
    """Reports, paragraphs, sentences, vectors, failures, and what people changed. Safe to share between threads.

    What a sync reads is staged, out of sight, until `apply_staged` puts all of it in its place.
    """

    def correct(self, report_id: str, field: str, value: Any) -> bool:
        """Put a field of a report's header right; what is shown, cited and filtered by has it from now on.

        Where it changes the context that paragraphs are encoded in, the next publication encodes them.

        Args:
            report_id: the report's id.
            field: a name in `index.corrections.FIELDS`.
            value: what holds; "" if the document does not say; None to go back to what was read.

        Returns:
            False if there is no such report.

        Raises:
            CorrectionError: there is no such field, or it cannot hold that.
        """
        kept = None if value is None else checked(field, value)
        report = self.as_read(report_id)
        if report is None:
            return False
        with self._change() as connection:
            connection.execute("DELETE FROM corrections WHERE report = ? AND field = ?", (report_id, field))
            original = report.header.to_json().get(field)
            if value is not None and kept != original:
                self._put_correction(connection, report_id, Correction(field, kept, original, _now()))
            set_header(connection, report_id, report, corrected(report.header, self.corrections(report_id)))
        return True

    def as_read(self, report_id: str) -> Report | None:
        """The whole report with that id as it was read, without what was corrected by hand."""
        report = self._without_paragraphs(report_id, as_read=True)
        return report and self._with_paragraphs(report_id, report)

    def removed(self) -> list[RemovedReport]:
        """The reports removed by hand, the last one first; those erased have nothing but their id."""
        rows = self._rows("SELECT sha256, report, made, content FROM removed ORDER BY made DESC, sha256")
        return [
            RemovedReport(
                id=row["report"] or row["sha256"][:ID_LENGTH],
                file=json.loads(row["content"])["file"] if row["content"] else None,
                made=row["made"],
            )
            for row in rows
        ]

    def remove(self, report_id: str) -> bool:
        """Take a report out: nobody finds it from now on, its files stay out of each sync, `restore` undoes it.

        Returns:
            False if there is no such report.
        """
        report = self.as_read(report_id)
        files = [file for file in self.files() if file.report == report_id]
        if report is None or not files:
            return False
        ids = [
            row["id"] for row in self._rows("SELECT id FROM paragraphs WHERE report = ? ORDER BY ordinal", (report_id,))
        ]
        with self._change() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO removed VALUES (?, ?, ?, ?, ?, ?)",
                (
                    files[0].sha256,
                    report_id,
                    _now(),
                    json.dumps([asdict(file) for file in files]),
                    json.dumps(report.to_json(), ensure_ascii=False),
                    json.dumps(ids),
                ),
            )
            connection.execute("DELETE FROM files WHERE report = ?", (report_id,))
            connection.execute("DELETE FROM staged WHERE report = ?", (report_id,))
            connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))
        return True

    def restore(self, report_id: str) -> bool:
        """Undo `remove`: the report is back with its ids and corrections; one erased may be read again, no more.

        Returns:
            False if no such report was removed.
        """
        row = self._tombstone(report_id)
        if row is None:
            return False
        with self._change() as connection:
            connection.execute("DELETE FROM removed WHERE sha256 = ?", (row["sha256"],))
            if row["content"]:
                self._insert(
                    connection, report_id, Report.from_json(json.loads(row["content"])), json.loads(row["ids"])
                )
                for file in (FileRecord(**values) for values in json.loads(row["files"])):
                    taken = self.file(file.path)  # by what the same file says now
                    path = f"{file.path}~{report_id}" if taken else file.path
                    self._put(connection, replace(file, path=path), None)
                self._tidy(connection)
        return True

    def _tombstone(self, report_id: str) -> sqlite3.Row | None:
        rows = self._rows(
            "SELECT * FROM removed WHERE report = ? OR (report IS NULL AND substr(sha256, 1, ?) = ?)",
            (report_id, ID_LENGTH, report_id),
        )
        return rows[0] if rows else None

    def erase(self, report_id: str) -> bool:
        """Forget all of a removed report but its file's SHA-256, and the vectors of texts that no report has.

        Returns:
            False if no such report was removed.
        """
        row = self._tombstone(report_id)
        if row is None:
            return False
        with self._change() as connection:
            connection.execute(
                "UPDATE removed SET report = NULL, made = NULL, files = NULL, content = NULL, ids = NULL"
                " WHERE sha256 = ?",
                (row["sha256"],),
            )
            connection.execute("DELETE FROM corrections WHERE report = ?", (report_id,))
            self._forget_vectors(connection)
        return True

    def compact(self, seconds: int) -> bool:
        """Write the file anew without what was deleted, and empty the log beside it.

        Returns:
            False if readers have kept the log from being emptied for so long.
        """
        with self._lock, self._named_faults():
            self._connection.execute("VACUUM")
            self._connection.execute(f"PRAGMA busy_timeout = {seconds * 1000}")
            ((busy, _, _),) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        return not busy

    def copy_to(self, target: Path) -> None:
        """Write all of it, as it is at one moment, to a new file that is complete by itself; others go on meanwhile."""
        with self._lock, self._named_faults(), closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

    def last_id(self) -> int:
        """The largest id that a paragraph ever had."""
        rows = self._rows("SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'")
        return int(rows[0]["seq"]) if rows else 0

    def renumber(self, past: int) -> None:
        """Give every paragraph another id, greater than `past`: one that another catalog used is never taken for it."""
        with self._lock, self._named_faults():
            self._connection.execute("PRAGMA foreign_keys = OFF")
            with self.transaction() as connection:
                for expression in ("-({column} + ?)", "-{column} + 0 * ?"):  # by way of ids that nobody has
                    for table, column in (("paragraphs", "id"), ("sentences", "paragraph")):
                        connection.execute(f"UPDATE {table} SET {column} = {expression.format(column=column)}", (past,))
                for row in connection.execute("SELECT sha256, ids FROM removed WHERE ids IS NOT NULL").fetchall():
                    ids = json.dumps([past + number for number in json.loads(row["ids"])])
                    connection.execute("UPDATE removed SET ids = ? WHERE sha256 = ?", (ids, row["sha256"]))
                connection.execute("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'paragraphs'", (past,))
            self._connection.execute("PRAGMA foreign_keys = ON")

    def _forget_vectors(self, connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (hash BLOB PRIMARY KEY) WITHOUT ROWID")
        connection.execute("DELETE FROM temp.wanted")
        connection.execute("INSERT OR IGNORE INTO wanted SELECT vector_hash FROM paragraphs")
        connection.execute("INSERT OR IGNORE INTO wanted SELECT text_hash FROM sentences")
        _, staged = self.staged_texts()
        connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key, _ in staged))
        connection.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT hash FROM temp.wanted)")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
