"""A large segment in lists of vectors near each other (FAISS's IVF): only the lists near a question are looked through.

Vectors stand in them in 8 bits a number; what is found is scored again by the vectors in 16, so that what is lost is
only what no list had.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

LARGE = 300_000
"""Passages of which all are looked at; of more only those in the lists near a question."""

SHARE = 8
"""One in so many lists is looked through."""

AGAIN = 2
"""Passages scored again for each that is wanted."""

SAMPLE = 64
"""Vectors for each list that the lists are made by."""

BATCH = 16_384
"""Vectors in memory at once."""


def lists_name(number: int) -> str:
    """Of the file of the lists of a segment."""
    return f"lists-{number:06}.faiss"


def write_lists(path: Path, index: Any) -> None:
    """Write the lists of a segment, of whose vectors `index` is."""
    lists = 2 ** round(math.log2(math.sqrt(index.ntotal)))
    centres = faiss.IndexFlatIP(index.d)
    kind = faiss.ScalarQuantizer.QT_8bit
    made = faiss.IndexIVFScalarQuantizer(centres, index.d, lists, kind, faiss.METRIC_INNER_PRODUCT)
    chosen = np.random.default_rng(0).choice(index.ntotal, min(SAMPLE * lists, index.ntotal), replace=False)
    made.train(index.reconstruct_batch(np.sort(chosen)))
    for first in range(0, index.ntotal, BATCH):
        made.add(index.reconstruct_n(first, min(BATCH, index.ntotal - first)))
    faiss.write_index(made, str(path))


class NearLists:
    """The lists of a segment, mapped from disk.

    Args:
        path: their file.
        vectors: gives the vectors of rows, float32 (n, d).
    """

    def __init__(self, path: Path, vectors: Callable[[Ids], FloatArray]) -> None:
        self._lists: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        self._vectors = vectors

    def search(self, query: FloatArray, k: int, selector: Any, admitted: int) -> tuple[Ids, FloatArray]:
        """Rows and cosines of the nearest passages, best first.

        Args:
            query: float32 (d,), L2-normalised.
            k: how many at most.
            selector: what tells FAISS which rows to look at; None for all.
            admitted: how many these are: the fewer, the more lists are looked through.
        """
        probed = math.ceil(self._lists.nlist * self._lists.ntotal / (SHARE * admitted))
        options: dict[str, Any] = {"nprobe": min(probed, self._lists.nlist)}
        if selector is not None:
            options["sel"] = selector
        parameters = faiss.SearchParametersIVF(**options)
        rows = self._lists.search(query[None, :], AGAIN * k, params=parameters)[1][0]
        rows = rows[rows >= 0]
        scores = self._vectors(rows) @ query
        best = np.lexsort((rows, -scores))[:k]
        return rows[best], scores[best]
