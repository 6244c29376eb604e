"""The vectors of a large segment in one bit a number (FAISS's RaBitQ), to find those that are scored exactly.

What it takes and what it misses is in docs/benchmarks.md ("Growth"), by `bench.bits`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

LARGE = 200_000
"""Passages up to which all are looked at in 16 bits: so many take 23 ms."""

AGAIN = 20
"""Passages found by their bits for each that is wanted: of 1,000 for a hundred .965 of the true ten are among them, of
2,000 .992, of 4,000 all in half as much time again."""

QUARTER = 4
"""Where fewer than one in so many are admitted, or more than one in so many would be ranked, to look at each that is
admitted takes less than to find enough of them by bits."""

SPARE = 2
"""Passages ranked for each that should be needed where not all are admitted. Where too few of them are, what is
admitted goes by what is asked, and each is looked at: of 400,000, a half admitted, that takes 24 ms; to rank 8,000 and
then four times as many 29."""

CLEAR = 2.3
"""Standard deviations of what the bits are off by, between the last that is wanted and the last that was ranked, from
which on none is taken to be missed. Of 240,000 vectors drawn about real ones, a hundred wanted, 20 questions: where a
filter admits any half 2.6 to 3.8 and .975 of the true hundred, where it leaves out the nearest thousand 1.9 to 2.2 and
.655; those are looked at each then."""

SAMPLE = 50_000
"""Vectors that their centre is taken from."""

BATCH = 16_384
"""Vectors in memory at once."""


def codes_name(number: int) -> str:
    """Of the file of the codes of a segment."""
    return f"codes-{number:06}.faiss"


def write_codes(path: Path, index: Any) -> None:
    """Write the codes of a segment, of whose vectors `index` is."""
    made = faiss.IndexRaBitQFastScan(index.d, faiss.METRIC_INNER_PRODUCT)
    steps = np.linspace(0, index.ntotal - 1, min(SAMPLE, index.ntotal)).astype(np.int64)
    made.train(index.reconstruct_batch(np.unique(steps)))
    for first in range(0, index.ntotal, BATCH):
        made.add(index.reconstruct_n(first, min(BATCH, index.ntotal - first)))
    faiss.write_index(made, str(path))


class BitCodes:
    """The codes of a segment; they are read when they are first asked: 56 bytes for a vector of 384 numbers."""

    def __init__(self, path: Path, count: int) -> None:
        self._path = path
        self._count = count

    def are_for(self, admitted: int) -> bool:
        """Whether to look for the nearest of so many rows takes less by their bits."""
        return admitted > max(LARGE, self._count // QUARTER)

    def nearest(self, query: FloatArray, k: int, admits: npt.NDArray[np.bool_] | None) -> tuple[Ids, FloatArray] | None:
        """Rows, `AGAIN` times `k`, that have the `k` nearest among them, or nearly all; and their cosines by bits.

        Args:
            query: float32 (d,), L2-normalised.
            k: how many are wanted.
            admits: for every row whether it may be found; None for all.

        Returns:
            Rows ascending; None where each that is admitted is better looked at.
        """
        enough = AGAIN * k
        ranked = enough
        if admits is not None:
            ranked = SPARE * enough * self._count // max(int(np.count_nonzero(admits)), 1)
        if ranked > self._count // QUARTER:
            return None
        (said,), (rows,) = self._codes.search(query[None, :], ranked)
        there = rows >= 0
        if admits is not None:
            there &= admits[rows]
        rows, said = rows[there][:enough], said[there][:enough]
        if len(rows) < enough:
            return None
        order = np.argsort(rows)
        return rows[order], said[order]

    @cached_property
    def _codes(self) -> Any:
        return faiss.read_index(str(self._path), faiss.IO_FLAG_MMAP_IFC)


def are_clear(said: FloatArray, cosines: FloatArray, k: int) -> bool:
    """Whether the `k` nearest of some rows are clear of all that were ranked after these.

    Args:
        said: their cosines by bits.
        cosines: their own.
        k: how many are wanted; there are more of them.
    """
    off = cosines - said
    last = np.partition(cosines, -k)[-k]
    return bool(last >= said.min() + off.mean() + CLEAR * off.std())
