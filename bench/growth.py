"""What a store of so many passages costs: to add a report to, to open, and to search in whole, filtered, excluded from.

    OMP_NUM_THREADS=1 python -m bench.growth STORE QUERIES.jsonl --passages 10000 100000 [--additions 17] [--keep DIR]

The store is blown up as in `bench.latency`, with vectors drawn about the true ones; `--keep` leaves what was blown up
in DIR for the next run. Of each size: processor time and bytes of adding one report of 30 passages (medians; what its
index files take by themselves is said for comparison), of opening, and of the questions asked in five ways (medians of
the least of three). With `--removed` one report is removed before they are asked.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.latency import Drawing, new_reports
from bench.passages import every_passage
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.local.generations.segments import FAN
from tracuu.index.models.encoder import FloatArray, load_encoder
from tracuu.index.opening import open_store
from tracuu.index.records import Filter, Passage
from tracuu.index.scope import EVERYTHING, Scope
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged
from tracuu.search.understanding import understand

ADDED = 30
"""Passages of the report that is added."""

ROUNDS = 3


def added(known: Sequence[Passage], number: int) -> Report:
    """A report of `ADDED` passages that no store has."""
    (report,) = new_reports(known[number % len(known) :], ADDED)
    paragraphs = tuple(
        Paragraph(one.n, f"{one.text} Báo cáo bổ sung số {number}.{one.n}.", one.kind, ()) for one in report.paragraphs
    )
    return Report(f"thêm {number}.md", Header(agency=f"UBND xã thứ {number}"), paragraphs=paragraphs)


def blown_up(place: Path, known: Sequence[Passage], passages: int, drawing: Drawing) -> None:
    """A store of so many passages, made where there is none."""
    if not (place / "CURRENT").exists():
        store = open_store(place)
        store.take_in(new_reports(known, passages), drawing)
        store.close()


def files(data: Path) -> dict[tuple[int, int], int]:
    """Size of each index file by its inode and the time it was written: one that two generations share counts once, and
    one that has the inode of a file deleted since is new.
    """
    stats = [path.stat() for path in (data / "generations").rglob("*") if path.is_file()]
    return {(stat.st_ino, stat.st_mtime_ns): stat.st_size for stat in stats}


def additions(data: Path, known: Sequence[Passage], drawing: Drawing, times: int) -> Iterator[tuple[float, int, int]]:
    """Seconds of processor time, bytes of new index files, and bytes written in all, of each report added."""
    store = open_store(data)
    first = time.time_ns()
    for number in range(first, first + times):
        report, before, wrote = added(known, number), files(data), written()
        started = time.process_time()
        store.take_in([report], drawing)
        took = time.process_time() - started
        yield took, sum(size for file, size in files(data).items() if file not in before), written() - wrote
    store.close()


def written() -> int:
    """Bytes that this process has written so far, where the system counts them."""
    counted = Path("/proc/self/io")
    return int(counted.read_text().split("wchar: ")[1].split()[0]) if counted.exists() else 0


OPENING = """
import sys, time, json, resource
from pathlib import Path
import numpy, faiss, tantivy, sqlite3
from tracuu.index.local.generations.generation import Generation
def private():
    said = Path("/proc/self/status").read_text()
    return int(said.split("RssAnon:")[1].split()[0])
before, started = private(), time.process_time()
Generation.open(Path(sys.argv[1]))
print(json.dumps([time.process_time() - started, private() - before]))
"""


def opening(data: Path) -> tuple[float, int]:
    """Milliseconds of processor time to open the index in a new process, the least of three, and KiB of memory."""
    said = [
        json.loads(subprocess.run([sys.executable, "-c", OPENING, data], check=True, capture_output=True).stdout)
        for _ in range(ROUNDS)
    ]
    return 1000 * min(one[0] for one in said), min(one[1] for one in said)


def ways(data: Path) -> dict[str, tuple[Scope, str]]:
    """How the questions are asked: within which scope, and with what added."""
    with open_store(data).view() as view:
        reports = [record.id for record in islice(view.reports(), 0, None, 2)]
    return {
        "plain": (EVERYTHING, ""),
        "an exclusion": (EVERYTHING, ' -"kinh phí"'),
        "one report": (Scope(filter=Filter(reports=tuple(reports[:1]))), ""),
        "half": (Scope(filter=Filter(reports=tuple(reports))), ""),
        "none": (Scope(filter=Filter(reports=("không có",))), ""),
    }


def searches(data: Path, questions: Sequence[str], drawing: Drawing) -> dict[str, float]:
    """Milliseconds of processor time of a search in each of the ways, the median over the questions."""
    engine = SearchEngine.open_with(open_store(data), drawing)

    def least(work: Callable[[], object]) -> float:
        took = []
        for _ in range(ROUNDS):
            started = time.thread_time()
            work()
            took.append(time.thread_time() - started)
        return 1000 * min(took)

    def ask(question: str, scope: Scope) -> None:
        with engine.view() as view:
            within = view.within(scope)
            engine.find(within, understand(within, question))

    def encode(question: str) -> None:
        drawing.encode_queries([question])

    took = {"encoding": statistics.median(least(partial(encode, question)) for question in questions)}
    with patch("tracuu.search.engine.REMEMBERED_QUESTIONS", 0):
        for name, (scope, more) in ways(data).items():
            took[name] = statistics.median(least(partial(ask, question + more, scope)) for question in questions)
    engine.close()
    return took


def main() -> None:
    """Measure what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--additions", type=int, default=FAN + 1, help="one merge is among so many")
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--removed", action="store_true", help="remove a report before anything is asked")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    encoder = load_encoder("bundled")
    store = open_store(asked.store)
    with SearchEngine(store, encoder).view() as view:
        known = every_passage(view)
        vectors: FloatArray = view.passage_vectors(np.array([passage.id for passage in known], np.int64))
    store.close()
    drawing = Drawing(encoder, vectors)
    questions = [query.text for query in read_judged(asked.queries)][: asked.questions]
    with tempfile.TemporaryDirectory() as temporary:
        alone = Path(temporary) / "alone"
        blown_up(alone, known, ADDED, drawing)
        print(f"a report by itself: {sum(files(alone).values()) / 1e6:.2f} MB of index")
        for passages in asked.passages:
            data = (asked.keep or Path(temporary)) / str(passages)
            blown_up(data, known, passages, drawing)
            took = list(additions(data, known, drawing, asked.additions))
            seconds, new, all_bytes = (statistics.median(column) for column in zip(*took, strict=True))
            mean = statistics.fmean(one[1] for one in took)
            opened, memory = opening(data)
            print(f"{passages} passages: a report added {seconds:.2f} s, {new / 1e6:.2f} MB of index (mean ", end="")
            print(
                f"{mean / 1e6:.2f}), {all_bytes / 1e6:.2f} MB in all; opened in {opened:.0f} ms, {memory} KiB",
                flush=True,
            )
            if asked.removed:
                with open_store(data).view() as view:
                    first = view.reports()[0].id
                open_store(data).remove(first)
            said = searches(data, questions, drawing)
            print("  " + ", ".join(f"{name} {value:.1f} ms" for name, value in said.items()), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
