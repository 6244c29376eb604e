"""The store in one file, made while it is in use; and a store from such a file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ....corpus.errors import TracuuError
from ...changes import Backup, Progress, Published, Verification
from ...disk_faults import named_faults
from ...errors import CatalogDamagedError, NothingIndexedError, PathMissingError
from ...models.encoder import Encoder
from ..catalog import Catalog
from ..catalog.database import discard, replace_catalog
from ..generations.current_generation import current_folder, sweep, sync_folder
from ..generations.manifest import Manifest
from ..lock import writer
from ..paths import CATALOG_FILE, MANIFEST
from .publishing import BESIDE, Shown
from .verification import check_catalog

PART = ".part"
"""What a backup ends in until it is complete and has been looked at."""

TABLES = {"meta", "reports", "files", "paragraphs", "sentences", "vectors"}
"""What every version of the catalog has."""


class BackupExistsError(TracuuError):
    """There is a file where the backup is to go."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class BackupDamagedError(TracuuError):
    """A backup is not whole, or is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class StoreNotEmptyError(TracuuError):
    """A backup would take the place of reports."""

    def __init__(self, data: Path, reports: int) -> None:
        super().__init__(data=data, reports=reports)


def backup(data: Path, target: Path, force: bool = False) -> Backup:
    """Write the catalog, from which all else can be built, to one file; searching and indexing go on meanwhile.

    Args:
        data: the data folder.
        target: the file; it is there whole or not at all.
        force: write over a file that is there.

    Raises:
        NothingIndexedError: there is no store.
        BackupExistsError: there is such a file.
        CatalogDamagedError: the catalog is not whole, so the backup would not be.
        DiskFullError, StoreUnwritableError: it cannot be written there.
    """
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    if target.exists() and not force:
        raise BackupExistsError(target)
    part = target.with_name(target.name + PART)
    with named_faults(target), _discarded_on_fault(part), Catalog.open(data / CATALOG_FILE) as catalog:
        discard(part)
        catalog.database.copy_to(part)
        checked = _checked(part)
        if not checked.whole:
            raise CatalogDamagedError(data / CATALOG_FILE)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.absolute().parent)
    return Backup(target, target.stat().st_size, checked.checked["reports"], checked.checked["passages"])


def restore_backup(
    data: Path,
    source: Path,
    encoder: Encoder,
    force: bool = False,
    progress: Progress = lambda *_: None,
    shown_in: Shown = BESIDE,
) -> Published:
    """Make the store what a backup holds; what the backup has vectors for is not encoded again.

    Args:
        data: the data folder, made if it is not there.
        source: the backup, which is left as it is.
        encoder: what the index is made with.
        force: also where the store has reports, which are lost.
        progress: told how far each stage is.
        shown_in: where it is published.

    Raises:
        PathMissingError: there is no such file.
        BackupDamagedError: it is no backup, or not whole; the store was left as it was.
        CatalogTooNewError: a newer tracuu made it.
        StoreNotEmptyError: the store has reports.
    """
    if not source.is_file():
        raise PathMissingError(source)
    with writer(data, "restore"):
        sweep(data)
        here = data / CATALOG_FILE
        fresh = data / f"{CATALOG_FILE}{PART}"
        with _discarded_on_fault(fresh):
            past_version, past_id = _past(data, force)
            _copy(source, fresh)
            with Catalog.open(fresh) as catalog:
                if not _sound(catalog).whole:
                    raise BackupDamagedError(source)
                catalog.renumber(past_id)
                catalog.database.raise_version(past_version)
                catalog.database.compact(0)
            replace_catalog(fresh, here)
        with Catalog.open(here) as catalog:
            return shown_in.publish(data, catalog, encoder, again=True, progress=progress)


@contextmanager
def _discarded_on_fault(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        discard(path)
        raise


def _past(data: Path, force: bool) -> tuple[int, int]:
    """The version of the catalog that is there and its last paragraph's id: what comes must not be taken for it."""
    version = last_id = 0
    with suppress(TracuuError):
        version = Manifest.read(current_folder(data) / MANIFEST).catalog_version
    try:
        with Catalog.open(data / CATALOG_FILE) as catalog:
            reports = catalog.reports.counts()["reports"]
            if reports and not force:
                raise StoreNotEmptyError(data, reports)
            version, last_id = max(version, catalog.version), catalog.last_id()
    except CatalogDamagedError:
        last_id = 0
    return version, last_id


def _copy(source: Path, target: Path) -> None:
    """The backup as a catalog of its own, opened for reading alone."""
    discard(target)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            if not {name for (name,) in old.execute("SELECT name FROM sqlite_master")} >= TABLES:
                raise BackupDamagedError(source)
            old.backup(new)
            new.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        raise BackupDamagedError(source) from error


def _checked(path: Path) -> Verification:
    with Catalog.open(path) as catalog:
        return _sound(catalog)


def _sound(catalog: Catalog) -> Verification:
    result = Verification()
    check_catalog(catalog, result)
    return result
