"""The vectors of some passages and of their sentences, in files that never change, mapped from disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from . import bit_codes

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

LOADED = 64 * 1024
"""Bytes up to which a file is read when it is opened: a mapped one keeps a file handle."""

GATHERED = 2048
"""Rows up to which a part of a segment is looked at row by row; more are cheaper in one pass over all rows."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a segment was written with: how many passages and sentences, and of the passages tokens, pairs of tokens and
    terms of context, all together."""

    passages: int
    sentences: int
    lengths: tuple[int, int, int]


def file_names(number: int) -> tuple[str, str, str]:
    """Of the files of a segment: vectors in context, what is known of each passage, vectors of sentences."""
    return f"dense-{number:06}.faiss", f"passages-{number:06}.npy", f"sentences-{number:06}.npy"


def deleted_name(number: int, generation: int) -> str:
    """Of the file of the rows of a segment that are deleted as of a generation."""
    return f"deleted-{number:06}-{generation:06}.npy"


def halves(dimension: int) -> Any:
    """An empty FAISS index of vectors in 16 bits a number: half the bytes to read for each question."""
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def write_segment(
    folder: Path,
    number: int,
    dimension: int,
    passages: Iterable[tuple[Ids, Ids, FloatArray]],
    sentences: Iterable[tuple[Ids, FloatArray]],
    sentence_count: int,
) -> Held:
    """Write the files of a segment into `folder`.

    Args:
        folder: where to.
        number: of the segment.
        dimension: d of every vector.
        passages: batches of paragraph ids, int64 (n,) ascending, their tokens and terms of context, int64 (n, 2), and
            their L2-normalised vectors, float32 (n, d).
        sentences: batches of the ids of the paragraphs that sentences stand in, and the sentences' vectors,
            in the order of paragraph and sentence.
        sentence_count: how many sentences there are in all.
    """
    dense_name, passages_name, sentences_name = file_names(number)
    index = halves(dimension)
    known = [np.empty((0, 3), np.int64)]
    for ids, lengths, vectors in passages:
        index.add(np.ascontiguousarray(vectors))
        known.append(np.column_stack([ids, lengths]))
    faiss.write_index(index, str(folder / dense_name))
    if index.ntotal > bit_codes.LARGE:
        bit_codes.write_codes(folder / bit_codes.codes_name(number), index)
    del index
    standing = [np.empty(0, np.int64)]
    with (folder / sentences_name).open("wb") as file:  # not mapped: a full disk would end the process without a word
        header = {"descr": "<f2", "fortran_order": False, "shape": (sentence_count, dimension)}
        np.lib.format.write_array_header_1_0(file, header)
        for ids, vectors in sentences:
            file.write(vectors.astype(np.float16).tobytes())
            standing.append(ids)
    ids, tokens, context = np.concatenate(known).T
    ends = np.searchsorted(np.concatenate(standing), ids, side="right")
    np.save(folder / passages_name, np.stack([ids, ends, tokens, context]))
    return Held(len(ids), sentence_count, totals(tokens, context))


def totals(tokens: Ids, context: Ids) -> tuple[int, int, int]:
    """Tokens, pairs of tokens and terms of context of passages, all together."""
    return int(tokens.sum()), int(np.maximum(tokens - 1, 0).sum()), int(context.sum())


class DenseSegment:
    """An open segment.

    Args:
        index: FAISS's, of the vectors in context by row.
        passages: int64 (4, n): ids, ascending; where each one's sentences end; its tokens; its terms of context.
        sentences: float16 (m, d).
        deleted: rows that are deleted, ascending.
        files: the names of the files of these.
        codes: the file of its vectors in bits; None where it is not large.
    """

    def __init__(
        self,
        index: Any,
        passages: Ids,
        sentences: npt.NDArray[Any],
        deleted: Ids,
        files: tuple[str, str, str],
        codes: Path | None = None,
    ) -> None:
        self.files = files
        self._codes = None if codes is None else bit_codes.BitCodes(codes, passages.shape[1])
        self._index = index
        self._sentences = sentences
        self._deleted = deleted
        self._ends = passages[1]
        self._lengths = passages[2:]
        self.ids: Ids = passages[0]

    @classmethod
    def open(cls, folder: Path, number: int, deleted: str | None) -> DenseSegment:
        """The segment of that number in `folder`; its vectors stay on disk until they are looked at.

        Raises:
            RuntimeError, OSError, ValueError: a file is missing or broken.
        """
        files = file_names(number)
        dense, passages, sentences = (folder / name for name in files)
        rows = np.empty(0, np.int64) if deleted is None else _array(folder / deleted)
        index = faiss.read_index(str(dense), faiss.IO_FLAG_MMAP_IFC)
        codes = folder / bit_codes.codes_name(number)
        return cls(index, _array(passages), _array(sentences), rows, files, codes if codes.exists() else None)

    def __len__(self) -> int:
        return len(self.ids) - len(self._deleted)

    @property
    def dimension(self) -> int:
        """D of every vector."""
        return int(self._index.d)

    @property
    def live_ids(self) -> Ids:
        """Every passage that is not deleted, ascending."""
        return np.delete(self.ids, self._deleted) if len(self._deleted) else self.ids

    def lengths_without(self, rows: Ids) -> tuple[int, int, int]:
        """Tokens, pairs of tokens and terms of context of all rows but these, all together."""
        tokens, context = np.delete(self._lengths, rows, axis=1)
        return totals(tokens, context)

    def rows(self, ids: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
        """The row of each passage, and whether it stands here and is not deleted."""
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        there = self.ids[rows] == ids
        if len(self._deleted):
            there &= ~self._is_deleted(rows)
        return rows, there

    def deleted_with(self, rows: Ids) -> Ids:
        """All rows that are deleted when these are too, ascending."""
        return np.union1d(self._deleted, rows)

    def _is_deleted(self, rows: Ids) -> npt.NDArray[np.bool_]:
        places = np.minimum(np.searchsorted(self._deleted, rows), len(self._deleted) - 1)
        return np.asarray(self._deleted[places] == rows)

    def search(self, query: FloatArray, k: int, allowed: Ids | None) -> tuple[Ids, FloatArray]:
        """Ids and cosines of the nearest passages, best first; of those in `allowed`, ascending, where it is given."""
        if allowed is None:
            return self._search(query, k, self._live, len(self))
        first, last = np.searchsorted(allowed, [self.ids[0], self.ids[-1] + 1])
        rows, there = self.rows(allowed[first:last])
        rows = rows[there]
        if len(rows) > GATHERED:
            return self._search(query, k, _chosen(rows, len(self.ids)), len(rows))
        return self._best(query, k, rows)

    def _search(
        self, query: FloatArray, k: int, admits: npt.NDArray[np.bool_] | None, admitted: int
    ) -> tuple[Ids, FloatArray]:
        """The nearest of many, so many of them: by their bits where that takes less than looking at each."""
        if self._codes is not None and self._codes.are_for(admitted):
            near = self._codes.nearest(query, k, admits)
            if near is not None:
                rows, said = near
                cosines = self.vectors(rows) @ query
                if admits is None or bit_codes.are_clear(said, cosines, k):
                    return self._first(rows, cosines, k)
        parameters = None
        if admits is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(admits, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found, nearest = self._index.search(query[None, :], min(k, len(self.ids)), params=parameters)
        there = nearest[0] >= 0
        return self.ids[nearest[0][there]], found[0][there]

    def _best(self, query: FloatArray, k: int, rows: Ids) -> tuple[Ids, FloatArray]:
        """The nearest of these rows, ascending, each looked at."""
        return self._first(rows, self.vectors(rows) @ query, k)

    def _first(self, rows: Ids, scores: FloatArray, k: int) -> tuple[Ids, FloatArray]:
        best = np.lexsort((rows, -scores))[:k]
        return self.ids[rows[best]], scores[best]

    @cached_property
    def _live(self) -> npt.NDArray[np.bool_] | None:
        """For every row whether it is not deleted; None where none is."""
        return ~_chosen(self._deleted, len(self.ids)) if len(self._deleted) else None

    def vectors(self, rows: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of some rows."""
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)

    def sentences(self, rows: Ids) -> tuple[FloatArray, Ids]:
        """The vectors of these passages' sentences, float32 (m, d), one passage's after the other's; how many of each.

        They are L2-normalised.
        """
        stops = self._ends[rows]
        counts = stops - np.where(rows > 0, self._ends[rows - 1], 0)
        ends = np.cumsum(counts)
        wanted = np.repeat(stops - ends, counts) + np.arange(counts.sum())
        return self._sentences[wanted].astype(np.float32), counts


def _chosen(rows: Ids, of: int) -> npt.NDArray[np.bool_]:
    """For each of so many rows whether it is one of these."""
    chosen = np.zeros(of, np.bool_)
    chosen[rows] = True
    return chosen


def _array(path: Path) -> npt.NDArray[Any]:
    mapped = path.stat().st_size > LOADED
    return np.asarray(np.load(path, mmap_mode="r" if mapped else None))
