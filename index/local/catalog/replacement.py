"""A catalog put in the place of another one, which others may have open."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tracuu.index.local.generations.current_generation import sync_folder

ENDINGS = ("", "-wal", "-shm", "-journal")
"""Of the files that SQLite keeps for one database."""


def replace_catalog(fresh: Path, here: Path) -> None:
    """Make `here` what `fresh` is, all at once, and remove `fresh`; only the writer may.

    Through SQLite where `here` is a database still, so that those who have it open see the new one from then on; else
    by a rename.
    """
    try:
        with closing(sqlite3.connect(fresh)) as new, closing(sqlite3.connect(here)) as old:
            old.execute("PRAGMA synchronous = FULL")
            old.execute("PRAGMA journal_mode = WAL")
            new.backup(old)
        discard(fresh)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise
        for ending in ENDINGS[1:]:  # SQLite would write the log of the broken file into the new one
            Path(f"{here}{ending}").unlink(missing_ok=True)
        fresh.replace(here)
    sync_folder(here.parent)


def discard(database: Path) -> None:
    """Remove a database with all that SQLite keeps beside it."""
    for ending in ENDINGS:
        with suppress(OSError):
            Path(f"{database}{ending}").unlink(missing_ok=True)
