"""The dense side: FAISS over paragraph vectors, and sentence vectors beside it, both mapped from disk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

PASSAGES_FILE = "dense.faiss"
SENTENCES_FILE = "sentences.npy"
SAMPLE = 1000


def build_dense(
    folder: Path,
    dimension: int,
    passages: Iterable[tuple[Ids, FloatArray]],
    sentences: Iterable[tuple[Ids, FloatArray]],
    sentence_count: int,
) -> None:
    """Write both files into `folder`, their vectors in 16 bits a number: half the bytes to read for each question.

    Args:
        folder: where to.
        dimension: d of every vector.
        passages: batches of paragraph ids, int64 (n,) ascending, and L2-normalised vectors, float32 (n, d).
        sentences: batches of the ids of the paragraphs that sentences stand in, and the sentences' vectors,
            in the order of paragraph and sentence.
        sentence_count: how many sentences there are in all.
    """
    halves = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap(halves)
    for ids, vectors in passages:
        index.add_with_ids(np.ascontiguousarray(vectors), ids)
    faiss.write_index(index, str(folder / PASSAGES_FILE))
    record = np.dtype([("paragraph", np.int64), ("vector", np.float16, (dimension,))])
    with (folder / SENTENCES_FILE).open("wb") as file:  # not mapped: a full disk would end the process without a word
        header = {"descr": np.lib.format.dtype_to_descr(record), "fortran_order": False, "shape": (sentence_count,)}
        np.lib.format.write_array_header_1_0(file, header)
        for ids, vectors in sentences:
            rows = np.empty(len(ids), record)
            rows["paragraph"], rows["vector"] = ids, vectors
            file.write(rows.tobytes())


class DenseIndex:
    """Inner product over every paragraph: the cosine, since vectors are L2-normalised."""

    def __init__(self, index: Any, sentences: npt.NDArray[Any]) -> None:
        self._index = index
        self._ids: Ids = faiss.vector_to_array(index.id_map)
        self._sentences = sentences

    @classmethod
    def open(cls, folder: Path) -> DenseIndex:
        """The index in `folder`; its vectors stay on disk until they are looked at.

        Raises:
            RuntimeError, OSError, ValueError: a file is missing or broken.
        """
        index = faiss.read_index(str(folder / PASSAGES_FILE), faiss.IO_FLAG_MMAP_IFC)
        return cls(index, np.load(folder / SENTENCES_FILE, mmap_mode="r"))

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, query: FloatArray, k: int, allowed: Ids | None = None) -> tuple[Ids, FloatArray]:
        """Ids and cosines of the nearest paragraphs, best first.

        Args:
            query: float32 (d,), L2-normalised.
            k: how many to return at most.
            allowed: only these paragraphs, if given.
        """
        if len(self) == 0 or (allowed is not None and len(allowed) == 0):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, ids = self._index.search(query[None, :], min(k, len(self)), params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def scores(self, query: FloatArray, ids: Ids) -> FloatArray:
        """Cosines, float32 (n,), of the paragraphs `ids`, which must be in the index."""
        return self.vectors(ids) @ query

    def vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of the paragraphs `ids`, which must be in the index."""
        return self._vectors(np.searchsorted(self._ids, ids))

    def sentence_means(self, ids: Ids) -> FloatArray:
        """Mean of the bare sentences' vectors, float32 (n, d), of each paragraph of `ids`; zeros where it has none."""
        rows, counts = self._sentence_rows(ids)
        means = np.zeros((len(ids), self._sentences["vector"].shape[1]), np.float32)
        if len(rows):
            some = counts > 0
            starts = (np.cumsum(counts) - counts)[some]
            sums = np.add.reduceat(self._sentences["vector"][rows].astype(np.float32), starts)
            means[some] = sums / counts[some, None]
        return means

    @property
    def ids(self) -> Ids:
        """Every paragraph in the index, ascending."""
        return self._ids

    def _vectors(self, positions: Ids) -> FloatArray:
        vectors = faiss.downcast_index(self._index.index).reconstruct_batch(positions)
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def centre(self) -> FloatArray:
        """Mean vector, float32 (d,), of `SAMPLE` paragraphs at even steps, of which there must be one."""
        return self.centre_of(self._ids)

    def centre_of(self, ids: Ids) -> FloatArray:
        """The same for some of the paragraphs, by ascending id."""
        steps = np.linspace(0, len(ids) - 1, min(SAMPLE, len(ids))).astype(np.int64)
        return np.asarray(self.vectors(ids[np.unique(steps)]).mean(axis=0), dtype=np.float32)

    def sentence_scores(self, query: FloatArray, ids: Ids) -> list[FloatArray]:
        """For each paragraph of `ids` the cosines of its sentences, in their order."""
        rows, counts = self._sentence_rows(ids)
        scores = self._sentences["vector"][rows].astype(np.float32) @ query
        return np.split(scores, np.cumsum(counts)[:-1]) if len(ids) else []

    def _sentence_rows(self, ids: Ids) -> tuple[Ids, Ids]:
        """The rows of the paragraphs' sentences, one paragraph's after the other's, and how many each has."""
        starts, ends = self._bisect(ids, False), self._bisect(ids, True)
        counts = ends - starts
        stops = np.cumsum(counts)
        return np.repeat(starts - (stops - counts), counts) + np.arange(counts.sum()), counts

    def _bisect(self, ids: Ids, right: bool) -> Ids:
        """Rows before (after, if `right`) which each id belongs, without reading the whole column from disk."""
        column = self._sentences["paragraph"]
        low = np.zeros(len(ids), np.int64)
        high = np.full(len(ids), len(column), np.int64)
        while np.any(low < high):
            middle = (low + high) // 2
            values = column[np.minimum(middle, len(column) - 1)]
            below = (values <= ids if right else values < ids) & (low < high)
            low = np.where(below, middle + 1, low)
            high = np.where(below | (low >= high), high, middle)
        return low
