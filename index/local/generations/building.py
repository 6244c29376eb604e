"""A generation is built beside the current one, of its segments and of what has changed; a rename makes it whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ....corpus.vietnamese import NORMALISER_VERSION
from ...errors import DiskFullError, EncoderMismatchError, GenerationDamagedError, NormaliserMismatchError
from ...models.encoder import Encoder
from ...records import EncoderRecord
from ..catalog import Catalog
from ..catalog.reports import Sizes
from ..paths import BUILDING, GENERATIONS, LEXICAL, MANIFEST, NEXT
from . import bit_codes
from .current_generation import numbers, sync_folder, withdraw, write_synced
from .dense_segment import DenseSegment, deleted_name, file_names, write_segment
from .generation import Generation
from .lexical import build_lexical
from .manifest import Manifest, fingerprint
from .postings import META, add_postings, read_meta
from .segments import Segment, goes_at_once, level_of, to_merge
from .sharing import share, share_all

Ids = npt.NDArray[np.int64]

NONE: Ids = np.empty(0, np.int64)

META_PATH = f"{LEXICAL}/{META}"

MARKING = ".marking"
"""A folder in which documents are marked deleted; it goes before the generation is whole."""


def base_of(data: Path, catalog: Catalog, encoder: Encoder | EncoderRecord) -> Generation | None:
    """The generation that the next one can be built upon: the one since which the catalog knows what has changed.

    Returns:
        None where there is none that is whole and made with `encoder`: all is built anew.
    """
    number, digest = catalog.generation, catalog.changed.base
    if number is None or digest is None:
        return None
    try:
        base = Generation.at(data / GENERATIONS / f"{number:06}", encoder.name)
    except (GenerationDamagedError, EncoderMismatchError, NormaliserMismatchError):
        return None
    return base if base.manifest.digest == digest else None


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment that goes into the next generation, with the rows that are deleted from it there."""

    segment: Segment
    vectors: DenseSegment
    gone: Ids


@dataclass(frozen=True, slots=True)
class Plan:
    """What a generation is made of.

    Attributes:
        kept: segments of the one before.
        added: the passages of a new segment; None for all there are.
        level: of the new segment, at least.
    """

    kept: Sequence[Kept] = ()
    added: Ids | None = None
    level: int = 0


def build(
    data: Path, catalog: Catalog, encoder: Encoder | EncoderRecord, base: Generation | None, purge: bool = False
) -> int:
    """Build a generation of all that the catalog holds, and say in the catalog that it is the one to use.

    Every text must have its vector. To be called in a transaction of the catalog: the commit is what makes the
    generation the current one, together with the changes it shows; `make_current` lets readers know.

    Args:
        data: the data folder.
        catalog: what it is built from.
        encoder: whose vectors it takes.
        base: what it is built upon, as `base_of` gives it; None to build all anew.
        purge: leave nothing of a passage that is gone in any file.

    Returns:
        The generation's number.

    Raises:
        DiskFullError: there is no room; nothing was left behind.
    """
    plan = Plan() if base is None else _changes(base, catalog.changed.ids(), catalog.changed.present(), purge)
    with _building(data) as (folder, number):
        manifest = _build(folder, number, catalog, encoder, plan, base)
        _commit(folder, catalog, manifest)
        catalog.changed.since(manifest.digest)
    return number


def merge(data: Path, catalog: Catalog, base: Generation) -> int | None:
    """Build a generation that shows the same as `base` from fewer segments, where it has too many or spoilt ones.

    The catalog is only read meanwhile, and others may change it.

    Returns:
        The generation's number; None where nothing was to be done.
    """
    chosen, level = to_merge(base.manifest.segments)
    manifest = base.manifest
    if not chosen:
        return None
    with _building(data) as (folder, number):
        with catalog.database.snapshot():
            if (catalog.version, catalog.changed.base) != (manifest.catalog_version, manifest.digest):
                return None  # what stands there now is not what `base` shows
            pairs = list(zip(manifest.segments, base.dense.segments, strict=True))
            kept = [Kept(segment, vectors, NONE) for segment, vectors in pairs if segment not in chosen]
            added = np.concatenate([vectors.live_ids for segment, vectors in pairs if segment in chosen])
            encoder = EncoderRecord(manifest.encoder, manifest.dimension, manifest.prompts)
            merged = _build(folder, number, catalog, encoder, Plan(kept, np.sort(added), level), base)
        with catalog.database.transaction():
            _commit(folder, catalog, merged)
            catalog.changed.moved(merged.digest)
    return number


def _changes(base: Generation, changed: Ids, present: Ids, purge: bool) -> Plan:
    """What of `base` stays: all segments but those of which little is left."""
    kept, added = [], [present]
    for segment, vectors in zip(base.manifest.segments, base.dense.segments, strict=True):
        rows, there = vectors.rows(changed)
        gone = rows[there]
        deleted = segment.deleted + len(gone)
        if deleted and (purge or goes_at_once(segment.passages, deleted)):
            added.append(np.setdiff1d(vectors.live_ids, changed, assume_unique=True))
        elif deleted < segment.passages:
            kept.append(Kept(segment, vectors, gone))
    return Plan(kept, np.sort(np.concatenate(added)))


@contextmanager
def _building(data: Path) -> Iterator[tuple[Path, int]]:
    """A folder for the next generation, and its number; what is not committed when it is left is not there."""
    generations = data / GENERATIONS
    generations.mkdir(exist_ok=True)
    number = max(numbers(generations), default=0) + 1
    folder = generations / f"{BUILDING}{number:06}"
    try:
        (folder / LEXICAL).mkdir(parents=True)
        yield folder, number
    except BaseException:
        withdraw(data, number)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _commit(folder: Path, catalog: Catalog, manifest: Manifest) -> None:
    """Give a generation that is complete its name, and let the catalog's transaction make it the current one."""
    generations = folder.parent
    folder.rename(generations / f"{manifest.generation:06}")
    sync_folder(generations)
    write_synced(generations.parent / NEXT, f"{manifest.generation:06}\n")
    record = EncoderRecord(manifest.encoder, manifest.dimension, manifest.prompts)
    catalog.set_generation(manifest.generation, record)


def _build(
    folder: Path,
    number: int,
    catalog: Catalog,
    encoder: Encoder | EncoderRecord,
    plan: Plan,
    base: Generation | None,
) -> Manifest:
    sizes = catalog.reports.sizes(plan.added)
    _make_sure_of_room(folder.parents[1], sizes, encoder.dimension)
    build_lexical(folder / LEXICAL, catalog.reports.texts(plan.added))
    segments = []
    if sizes.passages:
        held = write_segment(
            folder,
            number,
            encoder.dimension,
            catalog.vectors.of_passages(encoder.name, plan.added),
            catalog.vectors.of_sentences(encoder.name, plan.added),
            sizes.sentences,
        )
        level = max(plan.level, level_of(held.passages))
        postings = tuple(entry["segment_id"] for entry in read_meta(folder / LEXICAL)["segments"])
        lengths = held.lengths
        segments.append(Segment(number, level, held.passages, held.sentences, 0, None, lengths, lengths, postings))
    shared = True
    if base is not None and plan.kept:
        more, shared = _keep(folder, number, plan.kept, base)
        segments = [*more, *segments]
    known = {} if base is None else {name: said for name, said in base.manifest.files.items() if name != META_PATH}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(".lock")]
    files = {}
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if name not in known or not shared:
            with path.open("rb") as file:
                os.fsync(file.fileno())
        files[name] = known.get(name) or fingerprint(path)
    counts = catalog.reports.counts()
    manifest = Manifest(
        generation=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        catalog_version=catalog.version,
        encoder=encoder.name,
        dimension=encoder.dimension,
        prompts=encoder.prompts,
        normaliser=NORMALISER_VERSION,
        counts={name: counts[name] for name in ("reports", "passages", "sentences")},
        files=files,
        segments=tuple(segments),
        shared=shared,
    )
    write_synced(folder / MANIFEST, manifest.to_text())
    for path in (folder / LEXICAL, folder):
        sync_folder(path)
    return manifest


def _keep(folder: Path, number: int, kept: Sequence[Kept], base: Generation) -> tuple[list[Segment], bool]:
    """The segments that stay, their files shared, what is gone named; whether none of them had to be copied."""
    names = [name for one in kept for name in one.segment.postings]
    touched = {name for one in kept if len(one.gone) for name in one.segment.postings}
    gone = [passage for one in kept for passage in one.vectors.ids[one.gone].tolist()]
    left, shared = add_postings(base.folder / LEXICAL, folder / LEXICAL, names, touched, gone, folder / MARKING)
    segments = []
    for one in kept:
        segment = one.segment
        files = (*file_names(segment.number), bit_codes.codes_name(segment.number))
        shared &= share_all((base.folder / name for name in files if name in base.manifest.files), folder)
        if len(one.gone):
            rows = deleted_name(segment.number, number)
            deleted = one.vectors.deleted_with(one.gone)
            np.save(folder / rows, deleted)
            lengths = one.vectors.lengths_without(deleted)
            segment = replace(segment, deleted=len(deleted), rows=rows, lengths=lengths)
        elif segment.rows:
            shared &= share(base.folder / segment.rows, folder / segment.rows)
        postings = tuple(name for name in segment.postings if name in left)
        segments.append(replace(segment, postings=postings))
    return segments, shared


def _make_sure_of_room(data: Path, sizes: Sizes, dimension: int) -> None:
    """Where a file is mapped into memory a full disk ends the process without a word: better to ask before."""
    needed = sizes.passages * (32 + 2 * dimension) + sizes.sentences * 2 * dimension + 8 * sizes.characters
    if sizes.passages > bit_codes.LARGE:
        needed += sizes.passages * (8 + dimension // 8)
    free = shutil.disk_usage(data).free
    if free < needed:
        raise DiskFullError(data, needed, free)
