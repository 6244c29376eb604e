"""Processor time of a search against that of encoding its question, on one thread.

    OMP_NUM_THREADS=1 python -m bench.latency STORE QUERIES.jsonl [--passages N] [--collections]

Of each question the least of five rounds; prints both means and their ratio. With `--passages` the store is blown up
to so many first, in a temporary folder: its own sentences in new order, with vectors drawn about the true ones. With
`--collections` every other report of the store, or of a copy of it, is put into a collection, and the questions are
asked by one who may see only that one, too: what that takes against one who may see all.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.passages import every_passage
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.corpus.vietnamese import fold
from tracuu.index.models.encoder import Encoder, FloatArray, load_encoder
from tracuu.index.opening import open_store
from tracuu.index.records import Passage
from tracuu.index.scope import EVERYTHING, Scope
from tracuu.index.store import Store
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged
from tracuu.search.understanding import understand

ROUNDS = 5
IN_A_REPORT = 50
SPREAD = 0.5
"""Length of the random part of a drawn vector against the true one."""

HALF = Scope(frozenset({"nửa"}))
"""What one may see who may see only the collection of every other report."""


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


def new_reports(known: Sequence[Passage], passages: int) -> Iterator[Report]:
    """Reports of the sentences of `known`, three to a passage, in new order."""
    said = [passage.text[start:end] for passage in known for start, end in passage.sentences]
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
def measured(place: Path, passages: int | None, collections: bool, encoder: Encoder) -> Iterator[Store]:
    """The store at `place`; a temporary one where it is to have so many passages, or its reports in collections."""
    with tempfile.TemporaryDirectory() as temporary:
        store = open_store(place)
        copy = Path(temporary) / "store"
        if passages:
            with SearchEngine(store, encoder).view() as view:
                known = every_passage(view)
                vectors = view.passage_vectors(np.array([passage.id for passage in known], np.int64))
            store.close()
            store = open_store(copy)
            store.take_in(new_reports(known, passages), Drawing(encoder, vectors))
        elif collections:
            store = open_store(shutil.copytree(place, copy))
        if collections:
            with store.view() as view:
                half = view.reports()[::2]
            for record in half:
                store.collect(record.id, HALF.collections or ())
            store.sync([], encoder)
        yield store


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


def of_thirty_words(questions: Sequence[str]) -> Iterator[str]:
    """Questions of 30 words: `questions` one behind the other, cut there."""
    words = " ".join(questions).split()
    for first in range(0, len(words) - 30, 30):
        yield " ".join(words[first : first + 30])


def compare(store: Store, questions: list[str], encoder: Encoder, collections: bool) -> Iterator[str]:
    """What a search of `store` takes, and what encoding alone does; and a search by one who may see half of it."""
    engine = SearchEngine.open_with(store, encoder)

    def asking(scope: Scope) -> tuple[int, float]:
        """How many passages may be seen, and what a search takes."""

        def ask(question: str) -> None:
            with engine.view(scope) as view:
                engine.find(view, understand(view, question))

        with engine.view(scope) as view:
            passages = view.counts()["passages"]
        with patch("tracuu.search.engine.REMEMBERED_QUESTIONS", 0):
            return passages, mean_least(ask, questions)

    passages, searching = asking(EVERYTHING)
    encoding = mean_least(lambda question: encoder.encode_queries([question]), questions)
    yield (
        f"{passages} passages: search {searching:.1f} ms, encoder alone {encoding:.1f} ms, "
        f"ratio {searching / encoding:.2f}"
    )
    long = list(of_thirty_words(questions))
    with engine.view(EVERYTHING) as view:
        for kind, asked in (("", long), (" without accents", list(map(fold, long)))):
            reading = mean_least(partial(understand, view), asked)
            encoding_long = mean_least(lambda question: encoder.encode_queries([question]), asked)
            yield f"understanding 30 words{kind}: {reading:.2f} ms, {reading / encoding_long:.3f} of encoding them"
    if collections:
        seen, restricted = asking(HALF)
        yield (
            f"one collection, {seen} passages: search {restricted:.1f} ms, "
            f"{restricted / searching:.2f} times that of all, {restricted / encoding:.2f} times the encoder alone"
        )
    engine.close()


def main() -> None:
    """Time the questions of the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, help="blow the store up to so many")
    parser.add_argument("--collections", action="store_true", help="also as one who may see half of the reports")
    asked = parser.parse_args()
    encoder = load_encoder("bundled")
    questions = [query.text for query in read_judged(asked.queries)]
    with measured(asked.store, asked.passages, asked.collections, encoder) as store:
        for line in compare(store, questions, encoder, asked.collections):
            print(line)


if __name__ == "__main__":
    main()
