"""Reports taken out by hand: what they were is kept until they are erased, so that they can come back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Set
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from ....corpus.bundles import digests_within
from ....corpus.report import Report
from ...records import ID_LENGTH, FileRecord, RemovedReport
from ...scope import COMMON
from .collections import LEFT, Collections
from .database import Database
from .files import Files
from .filters import marks
from .reports import Reports

OWED = "purge"
"""Under what is kept in `meta` which reports were erased whose text may still stand in a file."""


class Removals:
    """The reports that were removed by hand."""

    def __init__(self, database: Database, reports: Reports, files: Files, collections: Collections) -> None:
        self._database = database
        self._collections = collections
        self._reports = reports
        self._files = files

    def all(self, collections: Collection[str] | None = None) -> list[RemovedReport]:
        """The reports removed, the last one first; those erased have nothing but their id.

        Args:
            collections: only those that stood in one of these, and those that were taken out of one, by their names
                and without a time; None for all.
        """
        inside, values = "", list[Any]()
        if collections is not None:
            names = [*collections, *(f"{LEFT}{name}" for name in collections)]
            held = f"SELECT report FROM collections WHERE collection IN ({marks(names)})"
            unfiled = "coalesce(report, substr(sha256, 1, ?)) NOT IN (SELECT report FROM collections)"
            inside = f" WHERE coalesce(report, substr(sha256, 1, ?)) IN ({held}) OR (? AND {unfiled})"
            values = [ID_LENGTH, *names, COMMON in collections, ID_LENGTH]
        rows = self._database.rows(
            f"SELECT sha256, report, made, content FROM removed{inside} ORDER BY made DESC, sha256", values
        )
        gone = [
            RemovedReport(
                id=row["report"] or row["sha256"][:ID_LENGTH],
                file=json.loads(row["content"])["file"] if row["content"] else None,
                made=row["made"] and datetime.fromisoformat(row["made"]).isoformat(timespec="seconds"),
            )
            for row in rows
        ]
        if collections is None:
            return gone
        # When one went, or after which other, would tell whether other collections had it too.
        left = (RemovedReport(report_id, file, None) for report_id, file in self._collections.left(collections))
        told = [*left, *(replace(one, made=None) for one in gone)]
        return sorted(told, key=lambda one: (one.file or "", one.id))

    def leave(self, report_id: str, within: Set[str]) -> bool:
        """Take a report out of these collections alone; False if it stands in no other, or is not there at all."""
        stands = self._collections.of(report_id)
        if self._reports.report(report_id) is None or not (stands & within and stands - within):
            return False
        self._collections.leave(report_id, within)
        return True

    def come_back(self, report_id: str, within: Set[str]) -> bool:
        """Undo `leave`; of a report that was removed from all, see to it that it comes back in these alone."""
        if self._tombstone(report_id) is None:
            return self._collections.come_back(report_id, within)
        others = self._collections.of(report_id) - within
        if others:
            self._collections.leave(report_id, others)
        self._collections.come_back(report_id, within)
        return False

    def is_removed(self, digest: str) -> bool:
        """Whether a file with that SHA-256 was removed by hand and is to stay out."""
        return bool(self._database.rows("SELECT 1 FROM removed WHERE sha256 = ?", (digest,)))

    def remove(self, report_id: str) -> bool:
        """Take a report out: nobody finds it from now on, its files stay out of each sync, `restore` undoes it.

        Returns:
            False if there is no such report.
        """
        report = self._reports.as_read(report_id)
        files = [file for file in self._files.all() if file.report == report_id]
        if report is None or not files:
            return False
        sql = "SELECT id FROM paragraphs WHERE report = ? ORDER BY ordinal"
        ids = [row["id"] for row in self._database.rows(sql, (report_id,))]
        with self._database.change() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO removed VALUES (?, ?, ?, ?, ?, ?)",
                (
                    files[0].sha256,
                    report_id,
                    datetime.now(UTC).isoformat(timespec="microseconds"),  # what came first is told in one second, too
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
        with self._database.change() as connection:
            connection.execute("DELETE FROM removed WHERE sha256 = ?", (row["sha256"],))
            if row["content"]:
                report = Report.from_json(json.loads(row["content"]))
                self._files.write_report(connection, report_id, report, json.loads(row["ids"]))
                for file in (FileRecord(**values) for values in json.loads(row["files"])):
                    taken = self._files.file(file.path)  # by what the same file says now
                    path = f"{file.path}~{report_id}" if taken else file.path
                    self._files.write(connection, replace(file, path=path), None)
                self._files.tidy(connection)
            else:  # a bundle that it may stand in is opened again, and a file that encloses it is read again
                self.owe({other: paths for other, paths in self.owed().items() if other != report_id})
                connection.execute("UPDATE files SET reader = 0 WHERE report IS NULL AND failure_vi IS NULL")
                known = self._database.rows("SELECT sha256 FROM files UNION SELECT sha256 FROM removed")
                held = [set(digests_within(one["sha256"])) for one in known]
                beside = [(digest,) for digests in held if row["sha256"] in digests for digest in digests]
                connection.executemany("UPDATE files SET reader = 0 WHERE sha256 = ?", beside)
        return True

    def paths(self, report_id: str) -> list[str]:
        """The files that a removed report was read from; none where it is erased already."""
        row = self._tombstone(report_id)
        return [file["path"] for file in json.loads(row["files"])] if row and row["files"] else []

    def erase(self, report_id: str) -> bool:
        """Forget all of a removed report but its file's SHA-256; that its text leaves every file is owed from then on.

        Returns:
            False if no such report was removed.
        """
        row = self._tombstone(report_id)
        if row is None:
            return False
        owed = self.owed()
        with self._database.change() as connection:
            self.owe({**owed, report_id: self.paths(report_id) or owed.get(report_id, [])})
            connection.execute(
                "UPDATE removed SET report = NULL, made = NULL, files = NULL, content = NULL, ids = NULL"
                " WHERE sha256 = ?",
                (row["sha256"],),
            )
            connection.execute("DELETE FROM corrections WHERE report = ?", (report_id,))
        return True

    def owed(self) -> dict[str, list[str]]:
        """The reports erased whose text may still stand in a file of the store, with the files they were read from."""
        return dict(json.loads(self._database.meta(OWED) or "{}"))

    def owe(self, reports: Mapping[str, Collection[str]]) -> None:
        """From now on it is these."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (OWED,))
            if reports:
                said = json.dumps({report_id: list(paths) for report_id, paths in reports.items()}, ensure_ascii=False)
                connection.execute("INSERT INTO meta VALUES (?, ?)", (OWED, said))

    def _tombstone(self, report_id: str) -> sqlite3.Row | None:
        rows = self._database.rows(
            "SELECT * FROM removed WHERE report = ? OR (report IS NULL AND substr(sha256, 1, ?) = ?)",
            (report_id, ID_LENGTH, report_id),
        )
        return rows[0] if rows else None
