"""Reports taken out by hand: gone from results at once, brought back, or erased down to the last byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from ....corpus.bundles import digests_within, is_bundle, outer
from ....corpus.errors import FileUnreadableError, TracuuError
from ....corpus.sandbox import unpack_safely
from ...changes import Removed
from ...errors import CurrentDamagedError, GenerationDamagedError, NothingIndexedError, StoreBusyError
from ...records import EncoderRecord
from ..catalog import Catalog
from ..generations.current_generation import current_folder, discard_old, numbers, sweep
from ..generations.generation import is_published
from ..generations.manifest import Manifest
from ..lock import writer
from ..paths import CATALOG_FILE, DAMAGED, GENERATIONS, MANIFEST, ORIGINALS
from .publishing import publish

SECONDS = 10
"""How long erasing waits for readers to let go of what they are reading."""


class EraseUnfinishedError(TracuuError):
    """A report is out, but its text may still stand in a file."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report=report_id)


class IndexBehindError(TracuuError):
    """A report is out, but the index that had it cannot be built again without encoding others first."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report=report_id)


def remove(data: Path, report_id: str) -> Removed:
    """Take a report out of the store: no result shows it from now on, and no sync brings it back.

    Readers ask the catalog for each hit, so even those that have an earlier generation open leave it out.
    """
    with _catalog(data) as catalog:
        if not catalog.removals.remove(report_id):
            return Removed("unknown")
        return Removed("removed", _publish(data, catalog))


def restore(data: Path, report_id: str) -> Removed:
    """Undo `remove`. A report that was erased may be read from its file again, if that is still there."""
    with _catalog(data) as catalog:
        if not catalog.removals.restore(report_id):
            return Removed("unknown")
        if catalog.reports.report(report_id) is None:
            return Removed("permitted")
        return Removed("restored", _publish(data, catalog))


def erase(data: Path, report_id: str) -> Removed:
    """Take a report out, or one that was removed before, and leave no byte of its text in the data folder.

    Its originals in the data folder go too; what stays is the SHA-256 of its file, so that no sync brings it back.
    Backups made before still have it.

    Raises:
        StoreBusyError: another process is writing; the report is out of all results, its text still there.
        IndexBehindError: the index cannot be built without encoding others first.
        EraseUnfinishedError: another process would not stop reading.
    """
    with _catalog(data) as catalog:
        known = catalog.removals.remove(report_id)
        if not known and not any(removed.id == report_id for removed in catalog.removals.all()):
            return Removed("unknown")
        with writer(data, "remove"):
            sweep(data)
            held_in = [outer(Path(path)) for path in catalog.removals.paths(report_id)]
            with catalog.database.transaction():
                catalog.removals.erase(report_id)
                catalog.vectors.forget_unused()
            if not _publish_now(data, catalog, purge=True):
                raise IndexBehindError(report_id)
            discard_old(data, 1)
            for damaged in data.glob(f"{DAMAGED}*"):
                damaged.unlink()
            _delete_originals(data, report_id, held_in)
            if not catalog.database.compact(SECONDS) or len(numbers(data / GENERATIONS)) > 1:
                raise EraseUnfinishedError(report_id)
        return Removed("erased", published=True)


def _delete_originals(data: Path, report_id: str, held_in: list[Path]) -> None:
    """Delete the files given to the page that the report was read from, whatever they are called; with one of several
    documents, or of the files of a bundle, goes the whole.
    """
    for path in (data / ORIGINALS).rglob("*"):
        if path.is_file() and (path.resolve() in held_in or any(map(_holds(report_id), _digests(path)))):
            path.unlink()


def _digests(path: Path) -> Iterator[str]:
    """The SHA-256 of a file, and of each in it where it is a bundle that can be opened."""
    with path.open("rb") as file:
        yield file_digest(file, "sha256").hexdigest()
    if is_bundle(path):
        with suppress(FileUnreadableError):
            yield from (member.digest for member in unpack_safely(path))


def _holds(report_id: str) -> Callable[[str], bool]:
    """Whether the file with a SHA-256 is what the report was read from, or may enclose that."""
    return lambda digest: any(one.startswith(report_id) for one in digests_within(digest))


@contextmanager
def _catalog(data: Path) -> Iterator[Catalog]:
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        yield catalog


def _publish(data: Path, catalog: Catalog) -> bool:
    """Publish, unless another writer is at work, which then does."""
    with suppress(StoreBusyError), writer(data, "remove"):
        sweep(data)
        return _publish_now(data, catalog)
    return False


def _publish_now(data: Path, catalog: Catalog, purge: bool = False) -> bool:
    """Whether the current generation shows the catalog as it is; nothing is encoded for it."""
    made_with = encoder_of(data, catalog)
    if made_with is None:
        return False
    publish(data, catalog, made_with, purge=purge)
    return is_published(data, catalog, made_with)


def encoder_of(data: Path, catalog: Catalog) -> EncoderRecord | None:
    """What the store's index is made with, as the catalog or else the current manifest has it."""
    recorded = catalog.encoder()
    if recorded is None:
        with suppress(NothingIndexedError, CurrentDamagedError, GenerationDamagedError):
            manifest = Manifest.read(current_folder(data) / MANIFEST)
            recorded = EncoderRecord(manifest.encoder, manifest.dimension, manifest.prompts)
    return recorded
