"""A catalog published to a store on Milvus: what never was is encoded, all is seen, what was erased leaves no byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...corpus.bundles import outer
from ..changes import Progress, Published
from ..local.catalog import Catalog
from ..local.generations.current_generation import KEPT
from ..local.keeping.encoding import ENCODE_BATCH, encode_missing, encode_staged
from ..local.keeping.purging import SECONDS, delete_originals
from ..models.encoder import Encoder
from ..records import EncoderRecord
from . import current
from .carrying import note_shown, note_unshown
from .client import Milvus
from .helping import HelpedEncoder, helpers
from .lease import writing
from .publication import EXACT, Index, Publication
from .states import state_of
from .sweeping import sweep


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes a catalog to a store on Milvus.

    Attributes:
        milvus: where.
        index: of its dense side.
        replacing: whether whatever is there may go, be it of another catalog, or of a later state of this one.
    """

    milvus: Milvus
    index: Index = EXACT
    replacing: bool = False

    def publish(
        self,
        data: Path,
        catalog: Catalog,
        encoder: Encoder | EncoderRecord,
        *,
        change: Callable[[], None] = lambda: None,
        kept: int = KEPT,
        again: bool = False,
        progress: Progress = lambda *_: None,
    ) -> Published:
        """Let be seen what is staged and what else has changed; as `keeping.publishing.publish`, but in Milvus.

        Raises:
            MilvusBusyError: another machine has published meanwhile; what was read and encoded is kept.
            MilvusOtherError: what is there was published from another catalog.
            MilvusUnreachableError, MilvusRefusedError, MilvusFaultError: it could not be written.
        """
        del kept
        encoded = 0
        record = EncoderRecord(encoder.name, encoder.dimension, encoder.prompts)
        if isinstance(encoder, EncoderRecord):
            with catalog.database.transaction():
                change()
        else:
            helped = HelpedEncoder(encoder, self.milvus)
            at_once = ENCODE_BATCH * (1 + helpers(self.milvus, encoder.name))
            encoded = encode_staged(catalog, helped, progress, at_once)
            encoded += encode_missing(catalog, helped, catalog.vectors.missing(encoder.name), progress, at_once)
            with catalog.database.transaction():
                waiting, before = catalog.staging.all(), _paths(catalog)
                catalog.staging.apply()
                change()
                note_unshown(catalog, (("files", path) for path in before - _paths(catalog)))
                note_unshown(catalog, (("files", file.path) for file in waiting))
                encoded += encode_missing(catalog, encoder, catalog.vectors.missing(encoder.name), progress)
        counts = catalog.reports.counts()
        with writing(self.milvus, data) as milvus:
            take_out_hidden(milvus, catalog)
            # what was erased stands on in a segment until Milvus writes that anew, which nobody can make it do
            number = self._publish(milvus, catalog, record, again or bool(catalog.removals.owed()), progress)
            if catalog.removals.owed() and self.is_published(data, catalog, record):
                self._purge(milvus, data, catalog)
        return Published(encoded, counts["reports"], counts["passages"], number)

    def _publish(
        self, milvus: Milvus, catalog: Catalog, encoder: EncoderRecord, again: bool, progress: Progress
    ) -> int | None:
        """As `publish`, of one moment of the catalog: what is removed meanwhile is for the next publication."""
        catalog.identity()  # made if there is none, which cannot be done in a snapshot
        with Catalog.open(catalog.database.path) as still, still.database.snapshot():
            publication = Publication(milvus, self.index, still, encoder, progress)
            if not self.replacing:
                publication.check_in_step(catalog)
            if not publication.can_be_written():
                return None
            number = publication.publish(again, catalog)
            note_shown(catalog, still)
            shown = {row["id"] for row in still.database.rows("SELECT id FROM reports")}
        _, hidden = current.read_with_hidden(milvus)
        current.show(milvus, (one.report for one in hidden if one.report not in shown))
        return number

    def is_published(self, data: Path, catalog: Catalog, encoder: EncoderRecord) -> bool:
        """Whether what is seen is what the catalog holds."""
        del data
        now = current.read(self.milvus)
        return now is not None and now.encoder == encoder and now.catalog == state_of(catalog)

    def _purge(self, milvus: Milvus, data: Path, catalog: Catalog) -> None:
        """Leave no byte of the reports that were erased, which no publication shows any more."""
        owed = catalog.removals.owed()
        now = current.read(milvus)
        assert now is not None
        sweep(milvus, now, now.version)
        for report_id, paths in owed.items():
            delete_originals(data, report_id, {outer(Path(path)) for path in paths})
        if catalog.database.compact(SECONDS):
            catalog.removals.owe({})


def _paths(catalog: Catalog) -> set[str]:
    return {row["path"] for row in catalog.database.rows("SELECT path FROM files")}


def take_out_hidden(milvus: Milvus, catalog: Catalog) -> None:
    """Remove in this catalog what was removed on any machine and is to be shown by no publication any more."""
    _, hidden = current.read_with_hidden(milvus)
    for one in hidden:
        catalog.removals.remove(one.report)
