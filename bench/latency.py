"""Processor time of a search against that of encoding its question, on one thread.

    OMP_NUM_THREADS=1 python -m bench.latency STORE QUERIES.jsonl

Of each question the least of five rounds; prints both means and their ratio.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.encoder import load_encoder
from search.engine import SearchEngine
from search.judged import read_judged

ROUNDS = 5


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


def main() -> None:
    """Time the questions of the file named on the command line."""
    store, queries = Path(sys.argv[1]), Path(sys.argv[2])
    encoder = load_encoder("bundled")
    engine = SearchEngine.open_with(store, encoder)
    questions = [query.text for query in read_judged(queries)]
    searching = mean_least(engine.search, questions)
    encoding = mean_least(lambda question: encoder.encode_queries([question]), questions)
    engine.close()
    print(f"search {searching:.1f} ms, encoder alone {encoding:.1f} ms, ratio {searching / encoding:.2f}")


if __name__ == "__main__":
    main()
