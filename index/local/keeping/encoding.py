"""Texts that an encoder has never seen get their vectors, batch by batch: what was encoded is kept whatever comes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ...changes import Progress
from ...models.encoder import Encoder
from ..catalog import Catalog

ENCODE_BATCH = 256
"""Texts between two steps of the progress bar, and what a writer that is cut short has to encode again; the most."""

FIRST_BATCH = 64
"""Of them, as long as few are encoded: whoever waits for one report sees that it goes on. From here on the extra
`tracuu[bulk]` is used, as it is for more."""


def at_a_time(done: int) -> int:
    """Texts to encode together after so many: a step is never much longer than a quarter of what went before."""
    return min(ENCODE_BATCH, max(FIRST_BATCH, done // 4))


def encode_staged(catalog: Catalog, encoder: Encoder, progress: Progress, at_once: int | None = None) -> int:
    """Encode the texts of staged reports that have no vector of this encoder yet; every batch is kept at once."""
    total, texts = catalog.staging.texts()
    encoded = done = 0
    while batch := list(islice(texts, at_once or at_a_time(done))):
        progress("encode", done, total)
        encoded += _batch(catalog, encoder, dict(batch))
        done += len(batch)
    progress("encode", total, total)
    return encoded


def encode_missing(
    catalog: Catalog,
    encoder: Encoder,
    missing: tuple[int, Iterator[tuple[bytes, str]]],
    progress: Progress,
    at_once: int | None = None,
) -> int:
    """Encode the texts of the catalog's reports that have none: another encoder is asked for, a header corrected."""
    total, texts = missing
    encoded = 0
    while batch := dict(islice(texts, at_once or at_a_time(encoded))):
        progress("encode", encoded, total)
        encoded += _batch(catalog, encoder, batch)
    return encoded


def _batch(catalog: Catalog, encoder: Encoder, batch: dict[bytes, str]) -> int:
    known = catalog.vectors.known(encoder.name, batch.keys())
    wanted = {key: text for key, text in batch.items() if key not in known}
    if wanted:
        catalog.vectors.put(encoder.name, list(wanted), encoder.encode_passages(list(wanted.values())))
    return len(wanted)
