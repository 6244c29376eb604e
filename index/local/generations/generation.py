"""One consistent, checksummed set of index files, open to be read."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
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
    EncoderMismatchError,
    GenerationDamagedError,
    NormaliserMismatchError,
    NothingIndexedError,
)
from ...models.encoder import Encoder
from ...records import EncoderRecord
from ..catalog import Catalog
from ..paths import CATALOG_FILE, CURRENT, GENERATIONS, LEXICAL, MANIFEST
from .current_generation import (
    ATTEMPTS,
    catalog_is_as_new_as,
    catalog_names_another,
    current_folder,
    finish_publication,
)
from .dense import DenseIndex
from .dense_segment import DenseSegment
from .lexical import LexicalIndex
from .manifest import FORMAT, Manifest, fingerprint
from .whole_dense import WHOLE, open_whole

__all__ = [
    "CATALOG_FILE", "CURRENT", "GENERATIONS", "MANIFEST", "Generation", "Manifest", "current_folder", "is_published",
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
            NothingIndexedError, CurrentDamagedError, GenerationDamagedError: there is nothing whole to open, or it is
                not of the catalog that is there.
            EncoderMismatchError, NormaliserMismatchError: it was made with something else.
            CatalogLostError: the catalog that it shows is not there.
        """
        finish_publication(data)
        for attempt in range(ATTEMPTS):
            folder = current_folder(data)
            try:
                generation = cls.at(folder, encoder)
                manifest = generation.manifest
                if not catalog_is_as_new_as(data, manifest.catalog_version):
                    raise CatalogLostError(data / CATALOG_FILE)
                if catalog_names_another(data, manifest.generation, manifest.digest):
                    raise GenerationDamagedError(folder / MANIFEST)
                return generation
            except GenerationDamagedError:
                if attempt == ATTEMPTS - 1 or current_folder(data) == folder:
                    raise
        raise GenerationDamagedError(data / GENERATIONS)

    @classmethod
    def at(cls, folder: Path, encoder: str | None) -> Self:
        """The generation in a folder; raises as `open` does."""
        manifest = Manifest.read(folder / MANIFEST)
        if encoder is not None and manifest.encoder != encoder:
            raise EncoderMismatchError(manifest.encoder, encoder)
        if manifest.normaliser != NORMALISER_VERSION or manifest.format not in (FORMAT, WHOLE):
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
            if manifest.format == WHOLE:
                dense = [open_whole(folder)]
            else:
                dense = [DenseSegment.open(folder, one.number, one.rows) for one in manifest.segments]
        except (OSError, ValueError, RuntimeError) as error:
            raise _unreadable(error, folder) from error
        try:
            lexical = _open_lexical(folder / LEXICAL)
        except (OSError, ValueError) as error:
            raise _unreadable(error, folder / LEXICAL) from error
        return cls(folder, manifest, DenseIndex(dense, manifest.dimension), lexical)

    @property
    def lengths(self) -> tuple[int, int, int, int]:
        """How many passages there are, and their tokens, pairs of tokens and terms of context, all together."""
        return _together(len(self.dense), [one.lengths for one in self.manifest.segments])

    @property
    def weighed(self) -> tuple[int, int, int, int]:
        """The same with those that are deleted, which still count where words are weighed; 0 where nobody knows."""
        segments = self.manifest.segments
        return _together(sum(one.passages for one in segments), [one.weighed for one in segments])


def _together(passages: int, lengths: Sequence[tuple[int, int, int]]) -> tuple[int, int, int, int]:
    tokens, pairs, context = (sum(one[place] for one in lengths) for place in range(3))
    return passages, tokens, pairs, context


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
