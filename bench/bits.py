"""What is found by one bit a number in a large segment, and what that takes, against looking at every vector.

    OMP_NUM_THREADS=1 python -m bench.bits STORE QUERIES.jsonl [--passages 400000] [--questions 60]

Vectors are drawn about those of the store, a hundred are wanted of each question. Prints milliseconds of processor time
(medians) and the share of the true ten and hundred: of all passages by how many are scored again, of three quarters of
them, of all but the nearest thousand; of FAISS's lists of near vectors in 8 bits (IVF) by how many are looked through;
and of the store's own vectors beside as many drawn ones, the share of the true ten among the first by bits.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import faiss
import numpy as np
import numpy.typing as npt

from bench.latency import Drawing
from bench.passages import every_passage
from tracuu.index.local.generations import bit_codes
from tracuu.index.local.generations.dense_segment import DenseSegment, write_segment
from tracuu.index.models.encoder import FloatArray, load_encoder
from tracuu.index.opening import open_store
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged

Ids = npt.NDArray[np.int64]
Find = Callable[[FloatArray], Ids]

WANTED = 100
BATCH = 16_384
LISTS = 512
NEAREST = 1000


def batches(drawing: Drawing, passages: int) -> Iterator[tuple[Ids, Ids, FloatArray]]:
    """So many drawn vectors, as a segment is written of them."""
    for first in range(0, passages, BATCH):
        ids = np.arange(first, min(first + BATCH, passages), dtype=np.int64)
        yield ids, np.ones((len(ids), 2), np.int64), drawing.encode_passages([""] * len(ids))


def measured(name: str, find: Find, questions: FloatArray, truth: list[Ids]) -> None:
    """Print what it takes to find what is nearest to each question, and how much of that is found."""
    took, shares = [], {10: list[float](), WANTED: list[float]()}
    for question, true in zip(questions, truth, strict=True):
        started = time.thread_time()
        found = find(question)
        took.append(time.thread_time() - started)
        for k, share in shares.items():
            share.append(len(np.intersect1d(found, true[:k])) / k)
    ten, hundred = (statistics.fmean(share) for share in shares.values())
    print(f"{name}: {1000 * statistics.median(took):.1f} ms, {ten:.3f} of ten, {hundred:.3f} of a hundred", flush=True)


def first_by_bits(vectors: FloatArray, questions: FloatArray) -> str:
    """The share of the true ten of these vectors among the first fifty and the first hundred by their bits."""
    codes = faiss.IndexRaBitQFastScan(vectors.shape[1], faiss.METRIC_INNER_PRODUCT)
    codes.train(vectors)
    codes.add(vectors)
    shares = []
    for many in (50, 100):
        near = codes.search(questions, many)[1]
        true = np.argsort(-questions @ vectors.T, axis=1)[:, :10]
        both = [len(np.intersect1d(one, other)) / 10 for one, other in zip(near, true, strict=True)]
        shares.append(f"first {many} {statistics.fmean(both):.3f}")
    return ", ".join(shares)


def main() -> None:
    """Measure what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, default=400_000)
    parser.add_argument("--questions", type=int, default=60)
    asked = parser.parse_args()
    encoder = load_encoder("bundled")
    store = open_store(asked.store)
    with SearchEngine(store, encoder).view() as view:
        ids = np.array([passage.id for passage in every_passage(view)], np.int64)
        real = view.passage_vectors(ids)
    store.close()
    drawing = Drawing(encoder, real)
    questions = encoder.encode_queries([query.text for query in read_judged(asked.queries)][: asked.questions])
    for name, vectors in ((f"{len(real)} real", real), ("as many drawn", drawing.encode_passages([""] * len(real)))):
        print(f"{name}: of the true ten among the {first_by_bits(vectors, questions)}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_segment(folder, 1, encoder.dimension, batches(drawing, asked.passages), [], 0)
        segment = DenseSegment.open(folder, 1, None)
        every = np.arange(asked.passages)
        vectors = segment.vectors(every)
        cosines = [vectors @ question for question in questions]
        truth = [np.argsort(-one)[:WANTED] for one in cosines]

        def found(question: FloatArray, allowed: Ids | None = None) -> Ids:
            return segment.search(question, WANTED, allowed)[0]

        with patch.object(bit_codes, "LARGE", asked.passages):
            measured("every vector in 16 bits", found, questions, truth)
        for again in (10, bit_codes.AGAIN, 40):
            with patch.object(bit_codes, "AGAIN", again):
                measured(f"by bits, {again * WANTED} scored again", found, questions, truth)
        some = every[every % 4 > 0]
        of_some = [some[np.argsort(-one[some])[:WANTED]] for one in cosines]
        measured("of three quarters", lambda question: found(question, some), questions, of_some)
        order = {question.tobytes(): np.argsort(-one) for question, one in zip(questions, cosines, strict=True)}
        farther = {question: np.sort(ids[NEAREST:]) for question, ids in order.items()}
        of_farther = [ids[NEAREST : NEAREST + WANTED] for ids in order.values()]
        name = f"of all but the nearest {NEAREST}"
        measured(name, lambda question: found(question, farther[question.tobytes()]), questions, of_farther)
        lists: Any = faiss.index_factory(encoder.dimension, f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT)
        lists.train(vectors[:: max(1, asked.passages // bit_codes.SAMPLE)])
        lists.add(vectors)
        for part in (8, 4):
            lists.nprobe = LISTS // part
            measured(
                f"lists in 8 bits, one of {part} looked through",
                lambda question: lists.search(question[None, :], WANTED)[1][0],
                questions,
                truth,
            )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
