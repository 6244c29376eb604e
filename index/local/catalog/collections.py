"""Which collection (tập) a report stands in: who may see it goes by that."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from ...scope import COMMON
from .database import Database
from .filters import marks

LEFT = "\x7f"
"""Before the name of a collection that a report was taken out of: no collection is called so, and nobody sees it."""


class Collections:
    """The collections of a catalog; what nobody has put into one stands in `COMMON`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, report_id: str, names: Collection[str]) -> None:
        """Let a report stand in these collections, and no other; without any in `COMMON`."""
        left = {name for name in self._rows_of(report_id) if name.startswith(LEFT)}
        self._write(report_id, {*names, *(left - {f"{LEFT}{name}" for name in names} if names else ())})

    def also(self, report_id: str, name: str) -> None:
        """Let a report stand in this collection besides, unless it was taken out of it by hand; one that is not in the
        catalog yet stands in no other."""
        (row,) = self._database.rows(
            "SELECT EXISTS (SELECT 1 FROM collections WHERE report = ?) AS filed,"
            " EXISTS (SELECT 1 FROM reports WHERE id = ?) AS there,"
            " EXISTS (SELECT 1 FROM collections WHERE report = ? AND collection IN (?, ?)) AS stands",
            (report_id, report_id, report_id, name, f"{LEFT}{name}"),
        )
        unfiled = bool(row["there"] and not row["filed"])
        if row["stands"] or (unfiled and name == COMMON):
            return
        names = {name, COMMON} if unfiled else {name}
        with self._database.change() as connection:
            connection.executemany("INSERT INTO collections VALUES (?, ?)", [(report_id, one) for one in names])

    def leave(self, report_id: str, names: Collection[str]) -> None:
        """Let a report stand in these collections no more, and keep that it did; in others it stands as before."""
        there = self._rows_of(report_id) or {COMMON}
        self._write(report_id, {f"{LEFT}{name}" if name in names else name for name in there})

    def come_back(self, report_id: str, names: Collection[str]) -> bool:
        """Undo `leave`; whether there was anything to undo."""
        there = self._rows_of(report_id)
        back = {f"{LEFT}{name}" for name in names} & there
        if back:
            self._write(report_id, {name.removeprefix(LEFT) if name in back else name for name in there})
        return bool(back)

    def left(self, names: Collection[str]) -> list[tuple[str, str]]:
        """The reports that one of these collections was left by, and the names of their files."""
        held = f"SELECT report FROM collections WHERE collection IN ({marks(names)})"
        rows = self._database.rows(
            f"SELECT id, file FROM reports WHERE id IN ({held}) ORDER BY id", [f"{LEFT}{name}" for name in names]
        )
        return [(row["id"], row["file"]) for row in rows]

    def of(self, report_id: str) -> frozenset[str]:
        """The collections in which a report stands."""
        there = self._rows_of(report_id) or {COMMON}
        return frozenset(name for name in there if not name.startswith(LEFT))

    def all(self) -> dict[str, list[str]]:
        """For each collection in which somebody has put reports, their ids, ascending; those in the catalog alone."""
        rows = self._database.rows(
            "SELECT collection, report FROM collections WHERE report IN (SELECT id FROM reports)"
            " ORDER BY collection, report"
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            if not row["collection"].startswith(LEFT):
                found.setdefault(row["collection"], []).append(row["report"])
        return found

    def _rows_of(self, report_id: str) -> set[str]:
        rows = self._database.rows("SELECT collection FROM collections WHERE report = ?", (report_id,))
        return {row["collection"] for row in rows}

    def _write(self, report_id: str, rows: Collection[str]) -> None:
        with self._database.change() as connection:
            connection.execute("DELETE FROM collections WHERE report = ?", (report_id,))
            connection.executemany("INSERT INTO collections VALUES (?, ?)", [(report_id, name) for name in rows])

    @staticmethod
    def inherit(connection: sqlite3.Connection, old: str, new: str) -> None:
        """What a file says now stands where its earlier content stood, unless it stands somewhere already."""
        connection.execute(
            "INSERT INTO collections SELECT ?, collection FROM collections WHERE report = ?"
            " AND NOT EXISTS (SELECT 1 FROM reports WHERE id = ?)"
            " AND NOT EXISTS (SELECT 1 FROM collections WHERE report = ?)",
            (new, old, new, new),
        )

    def reports(self, names: Collection[str]) -> list[str]:
        """Ids of the reports that stand in one of these collections."""
        held = f"SELECT report FROM collections WHERE collection IN ({marks(names)})"
        unfiled = "id NOT IN (SELECT report FROM collections)"
        rows = self._database.rows(
            f"SELECT id FROM reports WHERE id IN ({held}) OR (? AND {unfiled})", (*names, COMMON in names)
        )
        return [row["id"] for row in rows]
