"""The store in a folder and the store on Milvus, of the same reports, side by side in one run.

    OMP_NUM_THREADS=1 python -m bench.milvus STORE QUERIES.jsonl [--passages 300000] [--keep DIR]

Reports are drawn from those of STORE (`bench.drawn_reports`), their vectors about the true ones (`bench.latency`): kept
in a folder first, then published from there to a milvus-lite server in a process of its own. Of both: what the import
takes, a publication of one more report of 30 passages, searches plain, with a filter and with an exclusion, memory,
disk, and a node that begins with nothing and answers. milvus-lite is written in Python, for trying things out: what it
takes is not what a Milvus cluster does. Without `--keep` the stores are in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import numpy as np

from bench.drawn_reports import Drawn
from bench.growth import added
from bench.latency import Drawing
from bench.passages import every_passage
from bench.searching_node import WAYS, memory, processor
from bench.stores import milvus_server
from tracuu.corpus.report import Report
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.milvus import rows
from tracuu.index.milvus.client import Milvus, Row
from tracuu.index.milvus.publication import Index
from tracuu.index.milvus.publishing import Publisher
from tracuu.index.models.encoder import Encoder, load_encoder
from tracuu.index.opening import Place, open_store
from tracuu.index.records import Passage

ADDITIONS = 3
ENCODED = 100
"""Passages that are encoded to tell how long it takes."""

T = TypeVar("T")


@dataclass
class Spent:
    """Seconds, rows and bytes by what they went to."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    rows: Counter[str] = field(default_factory=Counter)

    def timed(self, name: str, work: Callable[..., T]) -> Callable[..., T]:
        """What does the same, and counts the seconds."""

        @wraps(work)
        def counted(*args: Any, **named: Any) -> T:
            started = time.perf_counter()
            try:
                return work(*args, **named)
            finally:
                self.seconds[name] += time.perf_counter() - started

        return counted


class Counted(Milvus):
    """A client that counts the time it waits for the server."""

    def __init__(self, address: str, spent: Spent) -> None:
        super().__init__(address)
        self._spent = spent

    def put(self, name: str, rows: Iterable[Row]) -> int:
        """As `Milvus.put`."""
        kind = name.split("_")[1]
        rows = list(rows)
        self._spent.rows[kind] += len(rows)
        if kind == "passages":
            weights = sum(len(row["accented"]) + len(row["folded"]) for row in rows)
            self._spent.rows["weights of words, which are no"] += weights
        return self._spent.timed(f"{kind} written", super().put)(name, rows)

    def rows(self, name: str, expression: str, fields: Sequence[str], limit: int | None = None) -> list[Row]:
        """As `Milvus.rows`."""
        return self._spent.timed(f"{name.split('_')[1]} read", super().rows)(name, expression, fields, limit)

    def pages(self, name: str, expression: str, fields: Sequence[str]) -> Iterator[list[Row]]:
        """As `Milvus.pages`."""
        pages = super().pages(name, expression, fields)
        while page := self._spent.timed(f"{name.split('_')[1]} read", lambda: next(pages, None))():
            yield page

    def delete(self, name: str, expression: str) -> None:
        """As `Milvus.delete`."""
        self._spent.timed("deleted", super().delete)(name, expression)

    def settle(self, name: str) -> None:
        """As `Milvus.settle`."""
        self._spent.timed("put on disk", super().settle)(name)


@dataclass(frozen=True)
class Measured:
    """What a store took."""

    imported: float
    processor: tuple[float, float]
    spent: Spent
    disk: dict[str, int]
    node: dict[str, Any]
    additions: list[tuple[float, float, float, Spent]]
    memory: dict[str, int]


@contextmanager
def publishing(address: str, data: Path) -> Iterator[tuple[Callable[[], int | None], Spent]]:
    """What publishes the catalog in a folder, counted by parts."""
    spent = Spent()
    made = {"weights": "sparse vectors made", "terms_of": "terms told apart"}
    with Catalog.open(data / CATALOG_FILE) as catalog:
        publisher, record = Publisher(Counted(address, spent), Index()), catalog.encoder()
        assert record is not None

        def publish() -> int | None:
            return publisher.publish(data, catalog, record).generation

        patches = [patch.object(rows, name, spent.timed(told, getattr(rows, name))) for name, told in made.items()]
        for one in patches:
            one.start()
        try:
            yield publish, spent
        finally:
            for one in patches:
                one.stop()


def on_disk(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file())


def node(place: Place, asked: argparse.Namespace, server: int | None) -> dict[str, Any]:
    """What `bench.searching_node` tells of a store; "first answer" in seconds after its process was started."""
    with tempfile.TemporaryDirectory() as empty:
        data = place.data if server is None else Path(empty)
        store = str(data) if server is None else place.kind
        command = [sys.executable, "-m", "bench.searching_node", store, data, asked.queries]
        command += ["--questions", str(asked.questions)] + (["--server", str(server)] if server else [])
        started = time.time()
        told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    told["first answer"] -= started
    return told


def measured(
    data: Path,
    asked: argparse.Namespace,
    drawing: Drawing,
    reports: Iterable[Report],
    known: Sequence[Passage],
) -> Iterator[tuple[str, Measured]]:
    """Both stores."""
    local = Place(data / "local")
    store = open_store(local)
    stages: dict[str, float] = {}

    def told(stage: str, *_: int) -> None:
        stages.setdefault(stage, time.perf_counter())

    began, own = time.perf_counter(), time.process_time()
    store.take_in(reports, drawing, told)
    ended, spent = time.perf_counter(), Spent()
    spent.seconds["read into the catalog"] = stages["encode"] - began
    spent.seconds["vectors drawn, index built"] = ended - stages["encode"]
    took = (ended - began, time.process_time() - own)
    parts = {"catalog": (local.data / CATALOG_FILE).stat().st_size, "index": on_disk(local.data / "generations")}
    told_here = node(local, asked, None)
    with milvus_server(data / "milvus") as (address, server):
        place = Place(local.data, f"milvus:{address}")
        with publishing(address, local.data) as (publish, spent_there):
            began, own, served = time.perf_counter(), time.process_time(), processor(server.pid)
            publish()
            imported = time.perf_counter() - began
            used = (time.process_time() - own, processor(server.pid) - served)
        full = memory(str(server.pid))
        parts_there = {folder.name: on_disk(folder) for folder in (data / "milvus" / "collections").iterdir()}
        told_there = node(place, asked, server.pid)
        here, there = [], []
        for number in range(ADDITIONS):
            began, own = time.perf_counter(), time.process_time()
            store.take_in([added(known, number)], drawing)
            here.append((time.perf_counter() - began, time.process_time() - own, 0.0, Spent()))
            with publishing(address, local.data) as (publish, each):
                began, own, served = time.perf_counter(), time.process_time(), processor(server.pid)
                publish()
                took_here, took_there = time.process_time() - own, processor(server.pid) - served
                there.append((time.perf_counter() - began, took_here, took_there, each))
        kept = memory(str(server.pid))
    store.close()
    memories = {"after the import": full["all"], "after the searches": kept["all"], "at most": kept["peak"]}
    yield "folder", Measured(took[0], (took[1], 0.0), spent, parts, told_here, here, {})
    yield "Milvus", Measured(imported, used, spent_there, parts_there, told_there, there, memories)


def encoding_rate(encoder: Encoder, known: Sequence[Passage]) -> float:
    """Passages that are encoded with their sentences in a second of processor time."""
    some = known[:: max(1, len(known) // ENCODED)]
    started = time.process_time()
    encoder.encode_passages([passage.text for passage in some])
    encoder.encode_passages([passage.text[start:end] for passage in some for start, end in passage.sentences])
    return len(some) / (time.process_time() - started)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies."""
    return float(np.percentile(np.array(values), 100 * share))


def largest(seconds: dict[str, float]) -> list[tuple[str, float]]:
    """What took longest, first."""
    return sorted(seconds.items(), key=lambda one: -one[1])


def said(name: str, passages: int, one: Measured) -> Iterator[str]:
    """What is printed of a store."""
    node = one.node
    yield f"{name}: {passages} passages, {node['reports']} reports"
    own, served = one.processor
    yield f"  imported in {one.imported:.1f} s, {passages / one.imported:.0f} passages/s; {processed(own, served)}"
    for part, seconds in largest(one.spent.seconds):
        yield f"    {part}: {seconds:.1f} s ({seconds / one.imported:.0%})"
    for part, count in one.spent.rows.most_common():
        yield f"    {part}: {count} rows"
    for took, own, served, spent in one.additions:
        parts = ", ".join(f"{part} {seconds:.2f}" for part, seconds in largest(spent.seconds)[:6])
        yield f"  one more report: {took:.2f} s, {processed(own, served)}; rows {dict(spent.rows)}; {parts}"
    yield f"  disk: {', '.join(f'{part} {size / 1e6:.1f} MB' for part, size in one.disk.items())}"
    yield f"  server's memory: {', '.join(f'{part} {size / 1024:.0f} MiB' for part, size in one.memory.items())}"
    before, opened, after = (node[when] for when in ("before", "opened", "after"))
    kept = (opened["own"] - before["own"]) / node["reports"]
    yield (
        f"  node: first answer {node['first answer']:.2f} s after its process began, {node['first calls']} calls;"
        f" memory {before['all'] / 1024:.0f}"
        f" MiB with the model, {opened['all'] / 1024:.0f} opened ({kept:.2f} KiB a report),"
        f" {after['all'] / 1024:.0f} at the end"
    )
    yield f"  encoding a question: p50 {percentile(node['encoding']['took'], 0.5):.1f} ms"
    for way, told in node["ways"].items():
        p50, p95 = (percentile(told["took"], share) for share in (0.5, 0.95))
        yield (
            f"  search, {way}: p50 {p50:.1f} ms, p95 {p95:.1f} ms; processor {told['processor']:.1f} ms here,"
            f" {told['server']:.1f} ms the server; {told['calls']:.1f} calls"
        )


def processed(own: float, served: float) -> str:
    """Seconds of processor time, in words."""
    return f"processor {own:.2f} s here, {served:.2f} s the server"


ROUNDING = 2e-3
"""What two scores of the same passage may differ by: they are rounded, of 0 to 1, and of 32 bits."""


def is_alike(here: Sequence[tuple[str, float]], there: Sequence[tuple[str, float]]) -> bool:
    """Whether two stores have found the same: the same scores from first to last, of the same passages but for ties."""
    if len(here) != len(there) or any(abs(a - b) > ROUNDING for (_, a), (_, b) in zip(here, there, strict=True)):
        return False
    last = min((score for _, score in (*here, *there)), default=0.0) + ROUNDING
    return {key for key, score in here if score > last} == {key for key, score in there if score > last}


def alike(one: Measured, other: Measured) -> Iterator[str]:
    """How many questions both stores answer alike, by the way they are asked."""
    for way in WAYS:
        pairs = list(zip(one.node["ways"][way]["found"], other.node["ways"][way]["found"], strict=True))
        yield f"  {way}: {sum(is_alike(*pair) for pair in pairs)} of {len(pairs)} questions are answered alike"
        for here, there in (pair for pair in pairs if not is_alike(*pair)):
            yield f"    {here}\n    {there}"


def main() -> None:
    """Measure at the size named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, default=300_000)
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--keep", type=Path, help="where the stores are left")
    asked = parser.parse_args()
    encoder = load_encoder("bundled")
    model = open_store(asked.store)
    with model.view() as view:
        known = every_passage(view)
        vectors = view.passage_vectors(np.array([passage.id for passage in known], np.int64))
        full = [report for one in view.reports() if (report := view.full_report(one.id))]
    model.close()
    print(f"encoded: {encoding_rate(encoder, known):.1f} passages/s with their sentences, processor time", flush=True)
    reports = Drawn(full).reports(round(asked.passages * len(full) / len(known)))
    with tempfile.TemporaryDirectory() as temporary:
        data = asked.keep or Path(temporary)
        before: Measured | None = None
        for name, one in measured(data, asked, Drawing(encoder, vectors), reports, known):
            passages = round(one.node["reports"] * len(known) / len(full))
            print("\n".join(said(name, passages, one)), flush=True)
            if before is not None:
                print("\n".join(alike(before, one)))
            before = one


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
