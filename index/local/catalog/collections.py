"""Which collection (tập) a report stands in: who may see it goes by that."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from ...scope import COMMON
from .database import Database
from .filters import marks


class Collections:
    """The collections of a catalog; what nobody has put into one stands in `COMMON`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, report_id: str, names: Collection[str]) -> None:
        """Let a report stand in these collections, and no other; without any in `COMMON`."""
        with self._database.change() as connection:
            connection.execute("DELETE FROM collections WHERE report = ?", (report_id,))
            connection.executemany("INSERT INTO collections VALUES (?, ?)", [(report_id, name) for name in set(names)])

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
