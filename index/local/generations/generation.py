"""One consistent, checksummed set of index files: built beside the current one, made current by one rename."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from ....corpus.errors import TracuuError
from ....corpus.vietnamese import NORMALISER_VERSION
from ...disk_faults import errno_of
from ...errors import (
    CatalogLostError,
    CurrentDamagedError,
    CurrentUnreadableError,
    DiskFullError,
    EncoderMismatchError,
    GenerationDamagedError,
    NormaliserMismatchError,
    NothingIndexedError,
)
from ...models.encoder import Encoder
from ...records import EncoderRecord
from ..catalog import Catalog
from ..paths import BUILDING, CATALOG_FILE, CURRENT, GENERATIONS, LEXICAL, MANIFEST, NEXT
from .current_generation import (
    ATTEMPTS,
    catalog_is_as_new_as,
    current_folder,
    finish_publication,
    numbers,
    sync_folder,
    write_synced,
)
from .dense import DenseIndex, build_dense
from .lexical import LexicalIndex, build_lexical
from .manifest import FORMAT, Manifest, fingerprint

__all__ = [
    "CATALOG_FILE", "CURRENT", "GENERATIONS", "MANIFEST", "Generation", "Manifest", "build", "current_folder",
    "is_published",
]  # fmt: skip

SMALL = 64 * 1024
"""Bytes up to which a file's SHA-256 is looked at when it is opened; `verify` looks at all."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation. It stays readable when a newer one is published."""

    folder: Path
    manifest: Manifest
    dense: DenseIndex
    lexical: LexicalIndex

    @classmethod
    def open(cls, data: Path, encoder: str | None = None) -> Self:
        """The current generation of the data folder.

        Args:
            data: the data folder.
            encoder: name of the encoder it must have been made with; None to take it as it is.

        Raises:
            NothingIndexedError, CurrentDamagedError, GenerationDamagedError: there is nothing whole to open.
            EncoderMismatchError, NormaliserMismatchError: it was made with something else.
            CatalogLostError: the catalog that it shows is not there.
        """
        finish_publication(data)
        for attempt in range(ATTEMPTS):
            folder = current_folder(data)
            try:
                generation = cls._open(folder, encoder)
                if not catalog_is_as_new_as(data, generation.manifest.catalog_version):
                    raise CatalogLostError(data / CATALOG_FILE)
                return generation
            except GenerationDamagedError:
                if attempt == ATTEMPTS - 1 or current_folder(data) == folder:
                    raise
        raise GenerationDamagedError(data / GENERATIONS)

    @classmethod
    def _open(cls, folder: Path, encoder: str | None) -> Self:
        manifest = Manifest.read(folder / MANIFEST)
        if encoder is not None and manifest.encoder != encoder:
            raise EncoderMismatchError(manifest.encoder, encoder)
        if (manifest.normaliser, manifest.format) != (NORMALISER_VERSION, FORMAT):
            raise NormaliserMismatchError
        for name, expected in manifest.files.items():
            path = folder / name
            try:
                size = path.stat().st_size
                whole = size == expected["size"] and (size > SMALL or fingerprint(path) == expected)
            except FileNotFoundError:
                whole = False
            except OSError as error:
                raise CurrentUnreadableError(path, error.strerror or str(error)) from error
            if not whole:
                raise GenerationDamagedError(path)
        try:
            dense = DenseIndex.open(folder)
        except (OSError, ValueError, RuntimeError) as error:
            raise _unreadable(error, folder) from error
        try:
            lexical = _open_lexical(folder / LEXICAL)
        except (OSError, ValueError) as error:
            raise _unreadable(error, folder / LEXICAL) from error
        return cls(folder, manifest, dense, lexical)


def _open_lexical(folder: Path) -> LexicalIndex:
    """Tantivy opens no index without a lock file in its folder: where nothing can be written, a copy of it."""
    try:
        return LexicalIndex.open(folder)
    except (OSError, ValueError) as error:
        if errno_of(error) not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as name:
        return LexicalIndex.open(shutil.copytree(folder, Path(name) / LEXICAL))


def _unreadable(error: Exception, path: Path) -> TracuuError:
    """A file that the system does not let us read now is not damaged for that."""
    number = errno_of(error)
    return GenerationDamagedError(path) if number is None else CurrentUnreadableError(path, os.strerror(number))


def is_published(data: Path, catalog: Catalog, encoder: Encoder | EncoderRecord) -> bool:
    """Whether the current generation is whole and shows the catalog as it is, made with `encoder`."""
    try:
        generation = Generation.open(data, encoder.name)
    except (
        CatalogLostError,
        NothingIndexedError,
        CurrentDamagedError,
        GenerationDamagedError,
        EncoderMismatchError,
        NormaliserMismatchError,
    ):
        return False
    return generation.manifest.catalog_version == catalog.version


def build(data: Path, catalog: Catalog, encoder: Encoder | EncoderRecord) -> int:
    """Build a generation of all that the catalog holds, and say in the catalog that it is the one to use.

    Every text must have its vector. To be called in a transaction of the catalog: the commit is what makes the
    generation the current one, together with the changes it shows; `make_current` lets readers know.

    Args:
        data: the data folder.
        catalog: what it is built from.
        encoder: whose vectors it takes.

    Returns:
        The generation's number.

    Raises:
        DiskFullError: there is no room; nothing was left behind.
    """
    generations = data / GENERATIONS
    generations.mkdir(exist_ok=True)
    _make_sure_of_room(data, catalog, encoder.dimension)
    number = max(numbers(generations), default=0) + 1
    building = generations / f"{BUILDING}{number:06}"
    try:
        (building / LEXICAL).mkdir(parents=True)
        _build(building, number, catalog, encoder)
        building.rename(generations / f"{number:06}")
        sync_folder(generations)
        write_synced(data / NEXT, f"{number:06}\n")
        catalog.set_generation(number, EncoderRecord(encoder.name, encoder.dimension, encoder.prompts))
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return number


def _build(folder: Path, number: int, catalog: Catalog, encoder: Encoder | EncoderRecord) -> None:
    counts = catalog.reports.counts()
    build_dense(
        folder,
        encoder.dimension,
        catalog.vectors.of_passages(encoder.name),
        catalog.vectors.of_sentences(encoder.name),
        counts["sentences"],
    )
    build_lexical(folder / LEXICAL, catalog.reports.texts())
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(".lock")]
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    manifest = Manifest(
        generation=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        catalog_version=catalog.version,
        encoder=encoder.name,
        dimension=encoder.dimension,
        prompts=encoder.prompts,
        normaliser=NORMALISER_VERSION,
        counts={name: counts[name] for name in ("reports", "passages", "sentences")},
        files={path.relative_to(folder).as_posix(): fingerprint(path) for path in paths},
    )
    write_synced(folder / MANIFEST, manifest.to_text())
    for path in (folder / LEXICAL, folder):
        sync_folder(path)


def _make_sure_of_room(data: Path, catalog: Catalog, dimension: int) -> None:
    """Where a file is mapped into memory a full disk ends the process without a word: better to ask before."""
    counts = catalog.reports.counts()
    needed = (counts["passages"] + counts["sentences"]) * (8 + 2 * dimension)
    needed += 8 * catalog.reports.text_length()
    free = shutil.disk_usage(data).free
    if free < needed:
        raise DiskFullError(data, needed, free)
