"""The catalog: one SQLite file that everything else can be rebuilt from, in parts with one job each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from uuid import uuid4

from ...records import EncoderRecord
from .changed import Changed
from .collections import Collections
from .database import Database
from .files import Files
from .header_corrections import HeaderCorrections
from .removals import Removals
from .reports import Reports
from .staging import Staging
from .vectors import Vectors

__all__ = ["Catalog"]


class Catalog:
    """The file, and what is kept in it. Safe to share between threads.

    Attributes:
        database: the file: transactions, snapshots, its own checks.
        changed: passages that are not as the last generation shows them.
        reports: reports and passages, looked up.
        files: which file holds which report.
        staging: what a sync has read and nobody sees yet.
        corrections: what people have put right in headers.
        removals: reports taken out by hand.
        collections: who may see which report.
        vectors: what encoders have made of the texts.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.changed = Changed(database)
        self.reports = Reports(database)
        self.collections = Collections(database)
        self.corrections = HeaderCorrections(database, self.reports)
        self.files = Files(database, self.collections, self.corrections)
        self.removals = Removals(database, self.reports, self.files, self.collections)
        self.staging = Staging(database, self.files, self.corrections, self.removals)
        self.vectors = Vectors(database, self.reports, self.staging)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The catalog in `path`, made if it is not there; raises as `Database.open` does."""
        return cls(Database.open(path))

    def close(self) -> None:
        """Close the file; the catalog cannot be used again."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def version(self) -> int:
        """A number that grows with every change to reports."""
        return self.database.version

    @property
    def generation(self) -> int | None:
        """The number of the last generation, which shows the catalog as it was then."""
        said = self.database.meta("generation")
        return int(said) if said else None

    def encoder(self) -> EncoderRecord | None:
        """What the last generation was made with."""
        said = self.database.meta("encoder")
        return EncoderRecord.from_json(json.loads(said)) if said else None

    def set_generation(self, number: int, encoder: EncoderRecord) -> None:
        """Record a generation that is complete on disk and what it was made with; it is the current one after this."""
        with self.database.transaction() as connection:
            rows = [("generation", str(number)), ("encoder", json.dumps(encoder.to_json(), ensure_ascii=False))]
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def set_encoder(self, encoder: EncoderRecord) -> None:
        """Record what the last publication was made with, wherever it is."""
        self._keep("encoder", encoder.to_json())

    def identity(self) -> str:
        """What tells this catalog from every other; a copy of it has the same."""
        known = self.database.meta("identity")
        if known is None:
            known = uuid4().hex
            self._keep("identity", known)
            return known
        return str(json.loads(known))

    def note(self, place: str, states: Sequence[str]) -> None:
        """Record under which names of its states what is published elsewhere shows it, or is just about to."""
        self._keep(place, list(states))

    def noted(self, place: str) -> list[str]:
        """What was noted of a place last; nothing at first."""
        return list(json.loads(self.database.meta(place) or "[]"))

    def _keep(self, key: str, value: object) -> None:
        with self.database.transaction() as connection:
            said = json.dumps(value, ensure_ascii=False)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, said))

    def last_id(self) -> int:
        """The largest id that a paragraph ever had."""
        rows = self.database.rows("SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'")
        return int(rows[0]["seq"]) if rows else 0

    def renumber(self, past: int) -> None:
        """Give every paragraph another id, greater than `past`: one that another catalog used is never taken for it."""
        with self.database.without_references() as connection:
            for expression in ("-({column} + ?)", "-{column} + 0 * ?"):  # by way of ids that nobody has
                for table, column in (("paragraphs", "id"), ("sentences", "paragraph")):
                    connection.execute(f"UPDATE {table} SET {column} = {expression.format(column=column)}", (past,))
            for row in connection.execute("SELECT sha256, ids FROM removed WHERE ids IS NOT NULL").fetchall():
                ids = json.dumps([past + number for number in json.loads(row["ids"])])
                connection.execute("UPDATE removed SET ids = ? WHERE sha256 = ?", (ids, row["sha256"]))
            connection.execute("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'paragraphs'", (past,))
