"""Processor time of a search against that of encoding its question, on one thread.

    OMP_NUM_THREADS=1 python -m bench.latency STORE QUERIES.jsonl [--passages N]

Of each question the least of five rounds; prints both means and their ratio. With `--passages` the store is blown up
to so many first, in a temporary folder: its own sentences in new order, with vectors drawn about the true ones.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations.generation import CATALOG_FILE, Generation
from tracuu.index.local.keeping.sync import store_reports
from tracuu.index.models.encoder import Encoder, FloatArray, load_encoder
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged

ROUNDS = 5
IN_A_REPORT = 50
SPREAD = 0.5
"""Length of the random part of a drawn vector against the true one."""


class Drawing:
    """An encoder that asks the real one for questions, and draws passages' vectors about those of a store."""

    def __init__(self, encoder: Encoder, about: FloatArray) -> None:
        self._encoder, self._about, self._random = encoder, about, np.random.default_rng(0)
        self.name, self.dimension, self.prompts = encoder.name, encoder.dimension, encoder.prompts

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """As the real one."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """float32 (n, d), L2-normalised, whatever the texts say."""
        true = self._about[self._random.integers(len(self._about), size=len(texts))]
        noise = self._random.normal(0, SPREAD / np.sqrt(self.dimension), true.shape)
        drawn = true + noise
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def new_reports(store: Path, passages: int) -> Iterator[Report]:
    """Reports of the store's own sentences, three to a passage, in new order."""
    with Catalog.open(store / CATALOG_FILE) as catalog:
        ids = [number for number, _, _ in catalog.reports.texts()]
        said = [p.text[start:end] for p in catalog.reports.passages(ids).values() for start, end in p.sentences]
    order = np.random.default_rng(1)
    for first in range(0, passages, IN_A_REPORT):
        chosen = order.integers(len(said), size=(min(IN_A_REPORT, passages - first), 3))
        paragraphs = [" ".join(said[i] for i in row) for row in chosen]
        yield Report(
            f"{first}.md",
            Header(agency=f"UBND xã số {first}"),
            paragraphs=tuple(Paragraph(n, text, "paragraph", ()) for n, text in enumerate(paragraphs, 1)),
        )


@contextmanager
def blown_up(store: Path, passages: int, encoder: Encoder) -> Iterator[Path]:
    """A temporary store of so many passages."""
    dense = Generation.open(store, encoder.name).dense
    with tempfile.TemporaryDirectory() as temporary:
        store_reports(Path(temporary), new_reports(store, passages), Drawing(encoder, dense.vectors(dense.ids)))
        yield Path(temporary)


def mean_least(work: Callable[[str], object], questions: list[str]) -> float:
    """Mean over the questions of the calling thread's milliseconds, the least of `ROUNDS`."""
    total = 0.0
    for question in questions:
        times = []
        for _ in range(ROUNDS):
            started = time.thread_time()
            work(question)
            times.append(time.thread_time() - started)
        total += min(times)
    return 1000 * total / len(questions)


def compare(store: Path, questions: list[str], encoder: Encoder) -> str:
    """What a search of `store` takes, and what encoding alone does."""
    engine = SearchEngine.open_with(store, encoder)
    passages = engine.catalog.counts()["passages"]
    with patch("tracuu.search.engine.REMEMBERED_QUESTIONS", 0):
        searching = mean_least(engine.search, questions)
    encoding = mean_least(lambda question: encoder.encode_queries([question]), questions)
    engine.close()
    return (
        f"{passages} passages: search {searching:.1f} ms, encoder alone {encoding:.1f} ms, "
        f"ratio {searching / encoding:.2f}"
    )


def main() -> None:
    """Time the questions of the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, help="blow the store up to so many")
    arguments = parser.parse_args()
    encoder = load_encoder("bundled")
    questions = [query.text for query in read_judged(arguments.queries)]
    if arguments.passages:
        with blown_up(arguments.store, arguments.passages, encoder) as large:
            print(compare(large, questions, encoder))
    else:
        print(compare(arguments.store, questions, encoder))


if __name__ == "__main__":
    main()
