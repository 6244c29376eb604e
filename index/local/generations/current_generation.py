"""CURRENT: which generation is the one to use, changed by one rename, completed or swept after a cut."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from ...errors import CurrentDamagedError, CurrentUnreadableError, NothingIndexedError
from ..paths import BUILDING, CATALOG_FILE, CURRENT, GENERATIONS, LOCK_FILE, NEXT, UNPACKED

KEPT = 2
"""Generations that stay: the current one and, for readers about to open it, the one before."""

NAME = re.compile(r"\d{6,}")
LINE = re.compile(r"\d{6,}\n")

ATTEMPTS = 10
"""Publications that may overtake a reader between reading CURRENT and opening what it names."""


def current_folder(data: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NothingIndexedError: nothing was ever published.
        CurrentDamagedError: CURRENT names no generation.
        CurrentUnreadableError: it cannot be read now.
    """
    pointer = data / CURRENT
    for _ in range(ATTEMPTS):
        try:
            line = pointer.read_text(encoding="ascii")
        except FileNotFoundError as error:
            if finish_publication(data):
                continue
            if any((data / GENERATIONS).glob("[0-9]*")) and not _is_new(data):
                raise CurrentDamagedError(pointer) from error
            raise NothingIndexedError(data) from error
        except UnicodeDecodeError as error:
            raise CurrentDamagedError(pointer) from error
        except OSError as error:
            raise CurrentUnreadableError(pointer, error.strerror or str(error)) from error
        if not LINE.fullmatch(line):
            raise CurrentDamagedError(pointer)
        folder = data / GENERATIONS / line.strip()
        if folder.is_dir():
            return folder
        if _number_in(pointer) == int(line):
            break  # else it was published anew and discarded since
    raise CurrentDamagedError(pointer)


def make_current(data: Path, number: int, kept: int = KEPT) -> None:
    """Point CURRENT at a generation that the catalog names, and discard all but the newest `kept`.

    The new files are on disk before CURRENT names them: a reader, or a cut of power, sees the old generation or
    the new one.
    """
    if _number_in(data / NEXT) != number:
        write_synced(data / NEXT, f"{number:06}\n")
    (data / NEXT).replace(data / CURRENT)
    sync_folder(data)
    discard_old(data, kept)


def discard_old(data: Path, kept: int) -> None:
    """Remove all but the newest `kept` generations up to the current one, which stays, as do all while it is not known.

    A reader that has one open keeps its files until it closes them.
    """
    generations, current = data / GENERATIONS, published_number(data) or 0
    for _ in range(2):  # a reader that looks at its index just then may put a lock file into the folder
        for old in sorted(number for number in numbers(generations) if number <= current)[:-kept]:
            shutil.rmtree(generations / f"{old:06}", ignore_errors=True)


def withdraw(data: Path, number: int) -> None:
    """Remove a generation that was built and that the catalog does not name; only the writer may."""
    if _committed(data) in (number, None):
        return
    shutil.rmtree(data / GENERATIONS / f"{number:06}", ignore_errors=True)
    (data / NEXT).unlink(missing_ok=True)


def finish_publication(data: Path) -> bool:
    """Point CURRENT at the generation that the catalog names, if a writer was cut short between the two.

    Returns:
        Whether CURRENT was changed.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - few publications are cut short

    if not (data / NEXT).exists():
        return False
    with suppress(Timeout, OSError), FileLock(data / LOCK_FILE, timeout=0):
        return _follow_catalog(data)
    return False


def _follow_catalog(data: Path) -> bool:
    number = _number_in(data / NEXT)
    if number is None or number != _committed(data):
        return False
    make_current(data, number)
    return True


def published_number(data: Path) -> int | None:
    """The number in CURRENT; None where there is none that can be read."""
    return _number_in(data / CURRENT)


def _number_in(pointer: Path) -> int | None:
    """The number of the generation that CURRENT, or what is to become it, names."""
    try:
        line = pointer.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return int(line) if LINE.fullmatch(line) else None


def _committed(data: Path) -> int | None:
    """The generation that the catalog names."""
    return _said_by_catalog(data, "generation")


def _is_new(data: Path) -> bool:
    """Whether nothing was ever put in place in the catalog that is there: its first sync was cut short."""
    return (data / CATALOG_FILE).is_file() and _said_by_catalog(data, "version") == 0


def catalog_is_as_new_as(data: Path, version: int) -> bool:
    """Whether the catalog that is there can be the one that a generation shows, which had that version.

    False for one that was lost, or put back as it was before; a catalog that cannot be read now gets the benefit.
    """
    if not (data / CATALOG_FILE).is_file():
        return False
    said = _said_by_catalog(data, "version")
    return said is None or said >= version


def catalog_names_another(data: Path, number: int, digest: str) -> bool:
    """Whether the catalog knows the generation of that number by another manifest's digest: that one is not its own.

    One that the catalog does not name, or not any more, may be; a catalog that cannot be read gets the benefit.
    """
    said = _meta_of_catalog(data) or {}
    return said.get("generation") == str(number) and said.get("manifest", digest) != digest


def _said_by_catalog(data: Path, key: str) -> int | None:
    """A number in the catalog's `meta`, 0 without one, None if it cannot be read."""
    said = _meta_of_catalog(data)
    return None if said is None else int(said.get(key, 0))


def _meta_of_catalog(data: Path) -> dict[str, str] | None:
    """The catalog's `meta`, at one moment; None if it cannot be read. Nothing is locked or made for it."""
    target = f"file:{quote(str((data / CATALOG_FILE).absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(target, uri=True, timeout=0)) as connection:
            return dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.Error as error:
        return {} if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR else None  # it has no tables


def numbers(generations: Path) -> list[int]:
    """The generations that are there."""
    return [int(path.name) for path in generations.iterdir() if NAME.fullmatch(path.name)]


def write_synced(path: Path, text: str) -> None:
    """Write a file, and have it on disk when this returns."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; Windows cannot, and keeps them itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def leftovers(data: Path) -> list[Path]:
    """What a writer that was cut short left: files taken out, half-built generations, whole ones that nothing names."""
    generations, taken_out = data / GENERATIONS, [*data.glob(f"{UNPACKED}*")]
    if not generations.is_dir():
        return taken_out
    named = published_number(data) or 0
    unnamed = [generations / f"{number:06}" for number in numbers(generations) if named and number > named]
    return [*taken_out, *generations.glob(f"{BUILDING}*"), *unnamed, *([data / NEXT] if (data / NEXT).exists() else [])]


def sweep(data: Path) -> list[Path]:
    """Complete a publication that was cut short, and remove what `leftovers` lists; only the writer may."""
    _follow_catalog(data)
    swept = leftovers(data)
    for path in swept:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return swept
