"""A generation of what the catalog holds and what is staged: encode what never was, then all at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from ...changes import Progress, Published
from ...models.encoder import Encoder
from ...records import EncoderRecord
from ..catalog import Catalog
from ..generations.current_generation import KEPT, make_current
from ..generations.generation import build, is_published

ENCODE_BATCH = 256
"""Texts between two steps of the progress bar, and what a writer that is cut short has to encode again."""


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

    Args:
        data: the data folder.
        catalog: its catalog.
        encoder: what the index is made with. With the record of one what is staged goes on waiting, and nothing is
            built while a text has no vector.
        change: what else is to become visible with it.
        kept: how many generations stay.
        again: build also where the current generation seems to be whole and to show all there is.
        progress: told how far each stage is.
    """
    encoded = 0
    number = None
    if not isinstance(encoder, EncoderRecord):
        encoded += _encode_staged(catalog, encoder, progress) + _encode(catalog, encoder, progress)
    with catalog.database.transaction():
        if not isinstance(encoder, EncoderRecord):
            catalog.staging.apply()
            change()
            encoded += _encode(catalog, encoder, progress)  # of a header that was corrected in the meantime
        else:
            change()
        counts = catalog.reports.counts()
        missing, _ = catalog.vectors.missing(encoder.name)
        needed = again or not is_published(data, catalog, encoder)
        if needed and not missing and (counts["reports"] or catalog.generation):
            progress("publish", 0, 1)
            number = build(data, catalog, encoder)
    if number is not None:
        make_current(data, number, kept)
        progress("publish", 1, 1)
    return Published(encoded, counts["reports"], counts["passages"], number)


def _encode_staged(catalog: Catalog, encoder: Encoder, progress: Progress) -> int:
    """Encode the texts of staged reports that have no vector of this encoder yet; every batch is kept at once."""
    total, texts = catalog.staging.texts()
    encoded = done = 0
    while batch := list(islice(texts, ENCODE_BATCH)):
        progress("encode", done, total)
        encoded += _encode_batch(catalog, encoder, dict(batch))
        done += len(batch)
    progress("encode", total, total)
    return encoded


def _encode(catalog: Catalog, encoder: Encoder, progress: Progress) -> int:
    """Encode the texts of the catalog's reports that have none: another encoder is asked for, a header corrected."""
    total, texts = catalog.vectors.missing(encoder.name)
    encoded = 0
    while batch := dict(islice(texts, ENCODE_BATCH)):
        progress("encode", encoded, total)
        encoded += _encode_batch(catalog, encoder, batch)
    return encoded


def _encode_batch(catalog: Catalog, encoder: Encoder, batch: dict[bytes, str]) -> int:
    known = catalog.vectors.known(encoder.name, batch.keys())
    wanted = {key: text for key, text in batch.items() if key not in known}
    if wanted:
        catalog.vectors.put(encoder.name, list(wanted), encoder.encode_passages(list(wanted.values())))
    return len(wanted)
