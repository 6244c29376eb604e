"""A broken catalog: every row that SQLite can still read, in a new file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ....corpus.errors import TracuuError
from ...disk_faults import named_faults
from ...errors import CatalogDamagedError
from ..catalog import Catalog
from ..catalog.database import discard, replace_catalog
from ..generations.current_generation import current_folder
from ..generations.manifest import Manifest
from ..paths import CATALOG_FILE, DAMAGED, MANIFEST

SALVAGED = "catalog.salvaged.sqlite"

MOST_BYTES = 1 << 40
"""A header that promises more is damaged itself."""

WHOLE = """
DELETE FROM paragraphs WHERE report NOT IN (SELECT id FROM reports);
DELETE FROM sentences WHERE paragraph NOT IN (SELECT id FROM paragraphs);
DELETE FROM cited WHERE report NOT IN (SELECT id FROM reports);
DELETE FROM files WHERE report IS NOT NULL AND report NOT IN (SELECT id FROM reports);
"""
"""What is left of a report that is not there itself goes: its file is read again."""


def salvage(data: Path) -> Path:
    """Put a catalog in the place of the broken one, of all that can be read of it; only the writer may.

    Returns:
        Where the broken one now is.

    Raises:
        CatalogDamagedError: no report and no vector can be read; all was left as it was.
    """
    catalog, fresh = data / CATALOG_FILE, data / SALVAGED
    number = next(n for n in range(1, 10**6) if not (data / f"{DAMAGED}{n}.sqlite").exists())
    aside = data / f"{DAMAGED}{number}.sqlite"
    with named_faults(data):
        discard(fresh)
        try:
            _put_aside(catalog, aside)
            _copy(aside, fresh)
            with Catalog.open(fresh) as saved:
                saved.database.raise_version(_published_version(data))
                saved.database.compact(0)
            replace_catalog(fresh, catalog)
        except (sqlite3.Error, CatalogDamagedError) as error:
            discard(fresh)
            discard(aside)
            raise CatalogDamagedError(catalog) from error
    return aside


def _put_aside(catalog: Path, aside: Path) -> None:
    """A copy of the broken file, as long as its header says: SQLite opens none that was cut short."""
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{catalog}{ending}", f"{aside}{ending}")
    with aside.open("r+b") as file:
        header = file.read(100)
        page, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
        if header.startswith(b"SQLite format 3\0") and page * pages < MOST_BYTES:
            file.truncate(max(page * pages, aside.stat().st_size))


def _copy(broken: Path, fresh: Path) -> None:
    source = f"file:{quote(str(broken.absolute()))}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(fresh)) as new:
        (version,) = old.execute("PRAGMA user_version").fetchone()
        tables = old.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL").fetchall()
        others = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        indexes = old.execute(others).fetchall()
        saved = {}
        new.execute("PRAGMA journal_mode = WAL")
        for name, sql in tables:
            if name != "sqlite_sequence":
                new.execute(sql)
            saved[name] = _copy_rows(old, new, name)
        if not saved.get("reports") and not saved.get("vectors"):
            raise CatalogDamagedError(broken)
        for (sql,) in indexes:
            new.execute(sql)
        for statement in filter(str.strip, WHOLE.split(";")):
            new.execute(statement)
        new.execute(f"PRAGMA user_version = {version}")
        new.commit()


def _copy_rows(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    columns = old.execute(f"PRAGMA table_info ({table})").fetchall()
    key = ", ".join(f"{name} DESC" for _, name, _, _, _, part in sorted(columns, key=lambda c: c[5]) if part)
    insert = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(columns))})"
    whole = _insert_all(new, insert, _readable(old, f"SELECT * FROM {table}"))
    if not whole:  # from the other end to where it breaks off
        _insert_all(new, insert, _readable(old, f"SELECT * FROM {table} ORDER BY {key or 'rowid DESC'}"))
    ((count,),) = new.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(count)


def _insert_all(new: sqlite3.Connection, insert: str, rows: Iterator[tuple[Any, ...] | None]) -> bool:
    """Whether all rows could be read: one that could not comes as None, the last."""
    for row in rows:
        if row is None:
            return False
        new.execute(insert, row)
    return True


def _readable(old: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...] | None]:
    try:
        yield from old.execute(sql)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        yield None


def _published_version(data: Path) -> int:
    try:
        return Manifest.read(current_folder(data) / MANIFEST).catalog_version
    except TracuuError:
        return 0
