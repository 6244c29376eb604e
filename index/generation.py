"""One consistent, checksummed set of index files: built beside the current one, made current by one rename."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Self

from corpus.vietnamese import NORMALISER_VERSION
from index.catalog import Catalog
from index.dense import DenseIndex, build_dense
from index.encoder import Encoder, Prompts
from index.errors import (
    CurrentDamagedError,
    EncoderMismatchError,
    GenerationDamagedError,
    NormaliserMismatchError,
    NothingIndexedError,
)
from index.lexical import LexicalIndex, build_lexical

CATALOG_FILE = "catalog.sqlite"
GENERATIONS = "generations"
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LEXICAL = "lexical"
BUILDING = ".building-"
KEPT = 2
"""Generations that stay: the current one and, for readers about to open it, the one before."""

FORMAT = 2
NAME = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and was made with.

    Attributes:
        generation: its number.
        created: when, ISO 8601, UTC.
        catalog_version: the catalog's version that it shows.
        encoder: the encoder's name.
        dimension: of its vectors.
        prompts: what the encoder puts before queries and passages.
        normaliser: the version of the tokens.
        counts: reports, passages, sentences.
        files: size in bytes and SHA-256 of each file, by its path in the generation's folder.
        format: of the generation itself.
    """

    generation: int
    created: str
    catalog_version: int
    encoder: str
    dimension: int
    prompts: Prompts
    normaliser: int
    counts: dict[str, int]
    files: dict[str, dict[str, Any]]
    format: int = FORMAT

    @classmethod
    def read(cls, path: Path) -> Self:
        """The manifest in `path`.

        Raises:
            GenerationDamagedError: it is missing or is no manifest.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{**values, "prompts": Prompts(**values["prompts"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise GenerationDamagedError(path) from error


def current_folder(data: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NothingIndexedError: nothing was ever published.
        CurrentDamagedError: CURRENT names no generation.
    """
    pointer = data / CURRENT
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        if any((data / GENERATIONS).glob("[0-9]*")):
            raise CurrentDamagedError(pointer) from error
        raise NothingIndexedError(data) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CurrentDamagedError(pointer) from error
    folder = data / GENERATIONS / name
    if not NAME.fullmatch(name) or not folder.is_dir():
        raise CurrentDamagedError(pointer)
    return folder


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
        """
        folder = current_folder(data)
        manifest = Manifest.read(folder / MANIFEST)
        if encoder is not None and manifest.encoder != encoder:
            raise EncoderMismatchError(manifest.encoder, encoder)
        if (manifest.normaliser, manifest.format) != (NORMALISER_VERSION, FORMAT):
            raise NormaliserMismatchError
        for name, expected in manifest.files.items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != expected["size"]:
                raise GenerationDamagedError(path)
        try:
            dense = DenseIndex.open(folder)
        except (OSError, ValueError, RuntimeError) as error:
            raise GenerationDamagedError(folder) from error
        try:
            lexical = LexicalIndex.open(folder / LEXICAL)
        except (OSError, ValueError) as error:
            raise GenerationDamagedError(folder / LEXICAL) from error
        return cls(folder, manifest, dense, lexical)


def is_published(data: Path, catalog: Catalog, encoder: Encoder) -> bool:
    """Whether the current generation is whole and shows the catalog as it is, made with `encoder`."""
    try:
        generation = Generation.open(data, encoder.name)
    except (
        NothingIndexedError,
        CurrentDamagedError,
        GenerationDamagedError,
        EncoderMismatchError,
        NormaliserMismatchError,
    ):
        return False
    return generation.manifest.catalog_version == catalog.version


def publish(data: Path, catalog: Catalog, encoder: Encoder) -> Manifest:
    """Build a generation of all that the catalog holds and make it current. Every text must have its vector.

    The new files are on disk before CURRENT names them: a reader, or a cut of power, sees the old generation or
    the new one, never a part.
    """
    generations = data / GENERATIONS
    generations.mkdir(parents=True, exist_ok=True)
    _sweep(generations)
    number = max((int(path.name) for path in generations.iterdir() if NAME.fullmatch(path.name)), default=0) + 1
    building = generations / f"{BUILDING}{number:06}"
    (building / LEXICAL).mkdir(parents=True)

    counts = catalog.counts()
    build_dense(
        building,
        encoder.dimension,
        catalog.passage_vectors(encoder.name),
        catalog.sentence_vectors(encoder.name),
        counts["sentences"],
    )
    build_lexical(building / LEXICAL, catalog.passage_texts())
    manifest = Manifest(
        generation=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        catalog_version=catalog.version,
        encoder=encoder.name,
        dimension=encoder.dimension,
        prompts=encoder.prompts,
        normaliser=NORMALISER_VERSION,
        counts={name: counts[name] for name in ("reports", "passages", "sentences")},
        files={
            path.relative_to(building).as_posix(): _fingerprint(path)
            for path in sorted(building.rglob("*"))
            if path.is_file() and not path.name.endswith(".lock")
        },
    )
    _write_synced(building / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=2))
    for path in (building / LEXICAL, building):
        _sync(path)
    folder = generations / f"{number:06}"
    building.rename(folder)
    _sync(generations)
    _write_synced(data / f"{CURRENT}.new", f"{folder.name}\n")
    (data / f"{CURRENT}.new").replace(data / CURRENT)
    _sync(data)
    _discard_old(generations, number)
    return manifest


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return {"size": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in `folder` durable; Windows cannot, and keeps them itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(generations: Path) -> None:
    """Remove what a writer that was cut short left behind."""
    for path in generations.glob(f"{BUILDING}*"):
        shutil.rmtree(path)


def _discard_old(generations: Path, newest: int) -> None:
    """Remove all but the newest `KEPT`; a reader that has one open keeps its files until it closes them."""
    for path in generations.iterdir():
        if NAME.fullmatch(path.name) and int(path.name) <= newest - KEPT:
            shutil.rmtree(path, ignore_errors=True)
