"""The dense side: exact search over the vectors of all segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .dense_segment import DenseSegment

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

SAMPLE = 1000


class DenseIndex:
    """Inner product over every paragraph: the cosine, since vectors are L2-normalised.

    Args:
        segments: each with a passage that is not deleted; no passage stands in two of them that is in neither.
        dimension: d of every vector.
    """

    def __init__(self, segments: Sequence[DenseSegment], dimension: int) -> None:
        self.segments = segments
        self._dimension = dimension

    def __len__(self) -> int:
        return sum(map(len, self.segments))

    def search(self, query: FloatArray, k: int, allowed: Ids | None = None) -> tuple[Ids, FloatArray]:
        """Ids and cosines of the nearest paragraphs, best first; of the same cosine the lower id first.

        Args:
            query: float32 (d,), L2-normalised.
            k: how many to return at most.
            allowed: only these paragraphs, ascending, if given.
        """
        if allowed is not None and len(allowed) == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parts = [segment.search(query, k, allowed) for segment in self.segments]
        ids = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)])
        scores = np.concatenate([np.empty(0, np.float32), *(part[1] for part in parts)])
        best = np.lexsort((ids, -scores))[:k]
        return ids[best], scores[best]

    def scores(self, query: FloatArray, ids: Ids) -> FloatArray:
        """Cosines, float32 (n,), of the paragraphs `ids`, which must be in the index."""
        return self.vectors(ids) @ query

    def vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of the paragraphs `ids`, which must be in the index."""
        vectors = np.zeros((len(ids), self._dimension), np.float32)
        for segment, places, rows in self._located(ids):
            vectors[places] = segment.vectors(rows)
        return vectors

    def sentence_means(self, ids: Ids) -> FloatArray:
        """Mean of the bare sentences' vectors, float32 (n, d), of each paragraph of `ids`; zeros where it has none."""
        means = np.zeros((len(ids), self._dimension), np.float32)
        for segment, places, rows in self._located(ids):
            vectors, counts = segment.sentences(rows)
            some = counts > 0
            if some.any():
                starts = (np.cumsum(counts) - counts)[some]
                means[places[some]] = np.add.reduceat(vectors, starts) / counts[some, None]
        return means

    def sentence_scores(self, query: FloatArray, ids: Ids) -> list[FloatArray]:
        """For each paragraph of `ids` the cosines of its sentences, in their order."""
        scores = [np.empty(0, np.float32)] * len(ids)
        for segment, places, rows in self._located(ids):
            vectors, counts = segment.sentences(rows)
            for place, part in zip(places.tolist(), np.split(vectors @ query, np.cumsum(counts)[:-1]), strict=True):
                scores[place] = part
        return scores

    def sentences(self, ids: Ids) -> list[FloatArray]:
        """For each paragraph of `ids` the vectors of its sentences, float32 (n, d), in their order."""
        found = [np.empty((0, self._dimension), np.float32)] * len(ids)
        for segment, places, rows in self._located(ids):
            vectors, counts = segment.sentences(rows)
            for place, part in zip(places.tolist(), np.split(vectors, np.cumsum(counts)[:-1]), strict=True):
                found[place] = part
        return found

    @cached_property
    def ids(self) -> Ids:
        """Every paragraph in the index, ascending."""
        if len(self.segments) == 1:
            return self.segments[0].live_ids
        ids = np.concatenate([np.empty(0, np.int64), *(segment.live_ids for segment in self.segments)])
        return np.sort(ids, kind="stable")  # they are nearly in order

    @cached_property
    def centre(self) -> FloatArray:
        """Mean vector, float32 (d,), of `SAMPLE` paragraphs at even steps, of which there must be one."""
        return self.centre_of(self.ids)

    def centre_of(self, ids: Ids) -> FloatArray:
        """The same for some of the paragraphs, by ascending id."""
        steps = np.linspace(0, len(ids) - 1, min(SAMPLE, len(ids))).astype(np.int64)
        return np.asarray(self.vectors(ids[np.unique(steps)]).mean(axis=0), dtype=np.float32)

    def _located(self, ids: Ids) -> Iterator[tuple[DenseSegment, Ids, Ids]]:
        """The segments in which some of `ids` stand, with their places in `ids` and their rows in the segment."""
        for segment in self.segments if len(ids) else ():
            rows, there = segment.rows(ids)
            if there.any():
                yield segment, np.flatnonzero(there), rows[there]
