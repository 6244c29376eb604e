"""One SQLite file: opened, migrated, read, changed in whole transactions, copied, its faults named."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from ....corpus.errors import TracuuError
from ...errors import (
    CatalogDamagedError,
    CatalogTooNewError,
    CatalogUnavailableError,
    DiskFullError,
    StoreBusyError,
)
from ..generations.current_generation import sync_folder
from .schema import SCHEMA_VERSION, prepare

BATCH = 4096
"""Rows that are in memory at once while a generation is built."""

UNDECODABLE = "Could not decode to UTF-8"
"""What Python says of a text whose bytes are damaged; SQLite does not look at them."""

BUSY_SECONDS = 60
"""How long a change waits for another one: a publication keeps the catalog to itself while it builds."""

WAL_BYTES = 64 * 1024 * 1024
"""What the write-ahead log is cut back to after a large change."""

ENDINGS = ("", "-wal", "-shm", "-journal")
"""Of the files that SQLite keeps for one database."""


class Database:
    """One file. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path, frozen: tuple[int, ...] | None = None) -> None:
        self._connection = connection
        self._path = path
        self._frozen = frozen
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """The catalog in `path`, made if it is not there; where the folder cannot be written, to be read only.

        Raises:
            CatalogUnavailableError: it cannot be opened or written here.
            CatalogDamagedError: the file is not a catalog or is broken.
            CatalogTooNewError: a newer tracuu wrote it.
            DiskFullError: there is no room to make or migrate it.
        """
        try:
            connection, version = connect(path)
            frozen = None
        except sqlite3.Error as error:
            if not _can_be_read_only(path):
                raise named_fault(error, path) from error
            try:
                connection, version = connect(path, immutable=True)
            except sqlite3.Error as second:
                raise named_fault(second, path) from second
            frozen = _stamp(path)
        if version > SCHEMA_VERSION:
            connection.close()
            raise CatalogTooNewError(path)
        return cls(connection, path, frozen)

    def close(self) -> None:
        """Close the file; the catalog cannot be used again."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock, self._named_faults():
            if self._frozen is not None:
                self._follow()
            return self._connection.execute(sql, values).fetchall()

    def batches(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[list[sqlite3.Row]]:
        """The rows of a query, `BATCH` at a time."""
        with self._lock, self._named_faults():
            cursor = self._connection.execute(sql, values)
            rows = cursor.fetchmany(BATCH)
        while rows:
            yield rows
            with self._named_faults():
                rows = cursor.fetchmany(BATCH)

    def _follow(self) -> None:
        """SQLite takes a file that is opened `immutable` at its word: open it anew when it is another one."""
        stamp = _stamp(self._path)
        if stamp != self._frozen:
            self._connection.close()
            self._connection, _ = connect(self._path, immutable=True)
            self._frozen = stamp

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All changes inside become visible together, or none; one inside another is a part of it."""
        with self._lock, self._named_faults():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that also raises `version`."""
        with self.transaction() as connection:
            yield connection
            connection.execute(
                "INSERT INTO meta VALUES ('version', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1"
            )

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write."""
        with self._lock, self._named_faults():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def begin(self) -> None:
        """From now on all that is read is of this moment, until `end`; what is made in `temp` is gone after it."""
        with self._lock, self._named_faults():
            if self._frozen is not None:
                self._follow()
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT 1 FROM meta LIMIT 1").fetchall()

    def end(self) -> None:
        """See what others have written since `begin`."""
        with self._lock, self._named_faults():
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Change what a snapshot alone sees: its own temporary tables."""
        with self._lock, self._named_faults():
            self._connection.execute(sql, values)

    def fill(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same for many rows."""
        with self._lock, self._named_faults():
            self._connection.executemany(sql, rows)

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

    @contextmanager
    def without_references(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which rows may refer to rows that are not there yet."""
        with self._lock, self._named_faults():
            self._connection.execute("PRAGMA foreign_keys = OFF")
            with self.transaction() as connection:
                yield connection
            self._connection.execute("PRAGMA foreign_keys = ON")

    def integrity(self) -> list[str]:
        """What SQLite's own checks of pages, indexes and references find wrong."""
        found = [row[0] for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"{row[0]} → {row[2]}" for row in self.rows("PRAGMA foreign_key_check")]

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for what is read row by row inside a snapshot or a transaction."""
        return self._connection

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def version(self) -> int:
        """A number that grows with every change to reports."""
        return int(self.meta("version") or 0)

    def raise_version(self, past: int) -> None:
        """Make `version` greater than it was and than `past`: no generation of another catalog is taken for ours."""
        with self.transaction() as connection:
            version = str(max(self.version, past) + 1)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (version,))
            connection.execute("DELETE FROM meta WHERE key = 'generation'")

    def meta(self, key: str) -> str | None:
        """What is kept under a name about the catalog as a whole."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0]["value"]) if rows else None

    @contextmanager
    def _named_faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            fault = named_fault(error, self._path)
            if fault is error:
                raise
            raise fault from error


def connect(path: Path, immutable: bool = False) -> tuple[sqlite3.Connection, int]:
    """A connection that migrates an earlier catalog, and the version that its schema had.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    target = f"file:{quote(str(path.absolute()))}?{'immutable=1' if immutable else 'mode=rwc'}"
    connection = sqlite3.connect(target, uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version <= SCHEMA_VERSION and not immutable:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
            prepare(connection)
        elif version < SCHEMA_VERSION:
            raise sqlite3.OperationalError("attempt to migrate a readonly database")
    except BaseException:
        connection.close()
        raise
    return connection, version


def named_fault(error: sqlite3.Error, path: Path) -> TracuuError | sqlite3.Error:
    """What a person is told of SQLite's `error`; the error itself where it is ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(error).startswith(UNDECODABLE):
        return CatalogDamagedError(path)
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(path.parent)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(path.parent)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return CatalogUnavailableError(path, str(error))
    return error


def _can_be_read_only(path: Path) -> bool:
    """Whether nobody can be writing here: the folder does not let us, and no log is waiting to be taken in."""
    log = Path(f"{path}-wal")
    try:
        return path.is_file() and not (log.exists() and log.stat().st_size) and not _writable(path.parent)
    except OSError:
        return False


def _writable(folder: Path) -> bool:
    if not os.access(folder, os.W_OK):
        return False
    return not (hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY)


def _stamp(path: Path) -> tuple[int, ...]:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


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
