"""Reports taken out by hand: gone from results at once, brought back, or erased down to the last byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ....corpus.errors import TracuuError
from ...changes import Removed
from ...errors import CurrentDamagedError, GenerationDamagedError, NothingIndexedError, StoreBusyError
from ...records import EncoderRecord
from ..catalog import Catalog
from ..generations.current_generation import current_folder, sweep
from ..generations.manifest import Manifest
from ..lock import writer
from ..paths import CATALOG_FILE, MANIFEST
from .publishing import BESIDE, Shown


class EraseUnfinishedError(TracuuError):
    """A report is out, but its text may still stand in a file."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report=report_id)


class IndexBehindError(TracuuError):
    """A report is out, but the index that had it cannot be built again without encoding others first."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report=report_id)


def remove(data: Path, report_id: str, shown: Shown = BESIDE) -> Removed:
    """Take a report out of the store: no result shows it from now on, and no sync brings it back.

    Readers ask the catalog for each hit, so even those that have an earlier generation open leave it out.
    """
    with _catalog(data) as catalog:
        if not catalog.removals.remove(report_id):
            return Removed("unknown")
        return Removed("removed", _publish(data, catalog, shown))


def restore(data: Path, report_id: str, shown: Shown = BESIDE) -> Removed:
    """Undo `remove`. A report that was erased may be read from its file again, if that is still there."""
    with _catalog(data) as catalog:
        if not catalog.removals.restore(report_id):
            return Removed("unknown")
        if catalog.reports.report(report_id) is None:
            return Removed("permitted")
        return Removed("restored", _publish(data, catalog, shown))


def erase(data: Path, report_id: str, shown: Shown = BESIDE) -> Removed:
    """Take a report out, or one that was removed before, and leave no byte of its text in the data folder.

    Its originals in the data folder go too; what stays is the SHA-256 of its file, so that no sync brings it back.
    Backups made before still have it. What is cut short, or raises, is owed: the next publication goes on with it.

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
            with catalog.database.transaction():
                catalog.removals.erase(report_id)
                catalog.vectors.forget_unused()
            if not _publish_now(data, catalog, shown):
                raise IndexBehindError(report_id)
            if catalog.removals.owed():
                raise EraseUnfinishedError(report_id)
        return Removed("erased", published=True)


@contextmanager
def _catalog(data: Path) -> Iterator[Catalog]:
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        yield catalog


def _publish(data: Path, catalog: Catalog, shown: Shown) -> bool:
    """Publish, unless another writer is at work, which then does."""
    with suppress(StoreBusyError), writer(data, "remove"):
        sweep(data)
        return _publish_now(data, catalog, shown)
    return False


def _publish_now(data: Path, catalog: Catalog, shown: Shown) -> bool:
    """Whether what is published shows the catalog as it is; nothing is encoded for it."""
    made_with = encoder_of(data, catalog)
    if made_with is None:
        return False
    shown.publish(data, catalog, made_with)
    return shown.is_published(data, catalog, made_with)


def encoder_of(data: Path, catalog: Catalog) -> EncoderRecord | None:
    """What the store's index is made with, as the catalog or else the current manifest has it."""
    recorded = catalog.encoder()
    if recorded is None:
        with suppress(NothingIndexedError, CurrentDamagedError, GenerationDamagedError):
            manifest = Manifest.read(current_folder(data) / MANIFEST)
            recorded = EncoderRecord(manifest.encoder, manifest.dimension, manifest.prompts)
    return recorded
