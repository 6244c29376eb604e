"""A generation of what the catalog holds and what is staged: encode what never was, then all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ...changes import Progress, Published
from ...disk_faults import named_faults
from ...errors import DiskFullError, StoreBusyError, StoreUnwritableError, TooManyOpenFilesError
from ...models.encoder import Encoder
from ...records import EncoderRecord
from ..catalog import Catalog
from ..generations.building import base_of, build, merge
from ..generations.current_generation import KEPT, make_current, withdraw
from ..generations.generation import Generation, is_published
from .encoding import encode_missing, encode_staged
from .purging import purge


class Publish(Protocol):
    """Makes visible what a catalog holds and what is staged in it."""

    def __call__(
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
        """As `publish`, wherever it is to be seen."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """Where what a catalog holds is made visible: in generations beside it, or elsewhere.

    Attributes:
        publish: makes it so.
        is_published: whether it is, of what this encoder has made.
    """

    publish: Publish
    is_published: Callable[[Path, Catalog, EncoderRecord], bool]


def publish(
    data: Path,
    catalog: Catalog,
    encoder: Encoder | EncoderRecord,
    *,
    change: Callable[[], None] = lambda: None,
    kept: int = KEPT,
    again: bool = False,
    progress: Progress = lambda *_: None,
) -> Published:
    """Put in place what is staged, together with the generation that shows it; only the writer may.

    It is built of what has changed since the last one. Where it has too many segments after that, a second one follows
    that shows the same from fewer. What was erased and may still stand in a file is purged with it.

    Args:
        data: the data folder.
        catalog: its catalog.
        encoder: what the index is made with. With the record of one what is staged goes on waiting, and nothing is
            built while a text has no vector.
        change: what else is to become visible with it.
        kept: how many generations stay.
        again: build all anew, also where the current generation seems to be whole and to show all there is.
        progress: told how far each stage is.
    """
    encoded = 0
    number = None
    base = None if again else base_of(data, catalog, encoder)

    def missing() -> tuple[int, Iterator[tuple[bytes, str]]]:
        return catalog.vectors.missing(encoder.name, None if base is None else catalog.changed.ids())

    if not isinstance(encoder, EncoderRecord):
        encoded += encode_staged(catalog, encoder, progress) + encode_missing(catalog, encoder, missing(), progress)
    try:
        with catalog.database.transaction():
            if not isinstance(encoder, EncoderRecord):
                catalog.staging.apply()
                change()
                # of a header that was corrected in the meantime
                encoded += encode_missing(catalog, encoder, missing(), progress)
            else:
                change()
            counts = catalog.reports.counts()
            owed = bool(catalog.removals.owed())
            needed = again or not is_published(data, catalog, encoder) or (owed and _has_deleted(base))
            if needed and (counts["reports"] or catalog.generation) and not missing()[0]:
                progress("publish", 0, 1)
                number = build(data, catalog, encoder, base, owed)
    except BaseException:
        if number is not None:
            withdraw(data, number)
        raise
    if number is not None:
        make_current(data, number, kept)
        _merge(data, catalog, encoder, kept)
        progress("publish", 1, 1)
    if owed and is_published(data, catalog, encoder):
        purge(data, catalog)
    return Published(encoded, counts["reports"], counts["passages"], number)


def _has_deleted(base: Generation | None) -> bool:
    """Whether a generation still holds what it does not show."""
    return base is not None and any(segment.deleted for segment in base.manifest.segments)


def _merge(data: Path, catalog: Catalog, encoder: Encoder | EncoderRecord, kept: int) -> None:
    """Let segments become one where there are too many; what was published stays where that cannot be done now."""
    base = base_of(data, catalog, encoder)
    with suppress(DiskFullError, StoreUnwritableError, TooManyOpenFilesError, StoreBusyError), named_faults(data):
        number = None if base is None else merge(data, catalog, base)
        if number is not None:
            make_current(data, number, kept)


BESIDE = Shown(publish, is_published)
"""In generations beside the catalog."""
