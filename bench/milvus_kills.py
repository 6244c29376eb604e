"""Kill an import into a store on Milvus, or the server under it, at random moments; after each, nothing may be lost.

python -m bench.milvus_kills --kills 200
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.disturbed import HashEncoder, read_here, report_text, write_reports
from bench.stores import Kind, milvus_server
from tracuu.corpus.errors import TracuuError
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.milvus import client
from tracuu.index.opening import Place, milvus_at, open_store
from tracuu.index.store import Store

ENCODER = HashEncoder()
EVERYTHING = 10_000
QUESTION = "kinh phí còn hạn chế"
READY = "ready"
ROOT = Path(__file__).resolve().parents[1]


def make(folder: Path) -> None:
    """Reports to begin with."""
    write_reports(folder, range(3))


def change(folder: Path) -> None:
    """Add one, write one anew, take one away."""
    write_reports(folder, (20,))
    (folder / "bc000.txt").write_text(report_text(100), encoding="utf-8")
    (folder / "bc001.txt").unlink(missing_ok=True)


def contents(store: Store) -> dict[str, Any]:
    """All that a store says and finds, but for the ids of passages, which go by the order of writing."""
    vector = ENCODER.encode_queries([QUESTION])[0]
    with store.view() as view:
        reports = {record.id: view.full_report(record.id) for record in view.reports()}
        passages = {one.key: one for report in reports for one in view.passages_of(report)}
        numbers = {one.id: key for key, one in passages.items()}
        sides = view.both_sides(vector, QUESTION.split(), "accented", EVERYTHING, 10)
        scored = zip(sides.ids.tolist(), sides.dense.tolist(), sides.lexical.tolist(), strict=True)
        return {
            "reports": reports,
            "files": sorted(file.path for file in view.files()),
            "counts": view.counts(),
            "facets": view.facets(),
            "words": {word: view.words.frequency(word) for word in (*QUESTION.split(), "xã", "kinh_phí")},
            "forms": view.words.forms("han"),
            "mean": round(view.mean_cosine(vector), 4),
            "found": {numbers[one]: (round(dense, 4), round(lexical, 3)) for one, dense, lexical in scored},
            "listed": sorted(passages),
        }


def torn(said: dict[str, Any]) -> bool:
    """Whether what is counted, listed and found are not the same passages."""
    return not (sorted(said["found"]) == said["listed"] and said["counts"]["passages"] == len(said["listed"]))


@contextmanager
def importing(place: Place, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """An import in a process of its own, which has said that it begins."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.milvus_kills", "--child", str(place.data), place.kind, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    try:
        process.stdout.readline()
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def child(data: Path, kind: str, folder: Path) -> None:
    """That process."""
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    store = open_store(Place(data, kind))
    print(READY, flush=True)
    store.sync([folder], ENCODER, prune=True)


@dataclass
class Killed:
    """What came of the kills.

    Attributes:
        outcomes: of how many imports what was seen after their kill.
        lost: what was not as it is to be.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Judge:
    """What a store says before the import that is disturbed, and after it; nothing else may be seen.

    Attributes:
        before, after: what `contents` gives.
        seconds: that the import takes, from when it says that it begins.
    """

    before: dict[str, Any]
    after: dict[str, Any]
    seconds: float

    def look(self, store: Store, killed: Killed, name: str) -> None:
        """What is seen now."""
        said = contents(store)
        outcome = "as before" if said == self.before else "as after" if said == self.after else "otherwise"
        killed.outcomes[outcome] += 1
        if outcome == "otherwise":
            killed.lost.append(f"{name}: {_differing(said, self.after)} is neither as before nor as after")
        if torn(said):
            killed.lost.append(f"{name}: what is listed is not what is found")

    def look_after(self, store: Store, killed: Killed, name: str) -> None:
        """What is seen when the import was run again."""
        said = contents(store)
        if said != self.after:
            killed.lost.append(f"{name}: {_differing(said, self.after)} differs after the next import")
        if faults := store.verify().faults:
            killed.lost.append(f"{name}: verify: {faults}")


def _differing(said: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    return [read for read, value in wanted.items() if said[read] != value]


class Work:
    """A store, the reports that go into it, and the judge.

    Args:
        folder: where all of it is.
        address: of the server.
    """

    def __init__(self, folder: Path, address: str) -> None:
        setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
        self.kind, self.folder, self.address = Kind(address), folder, address
        self.numbers = iter(range(1_000_000))
        store, _ = self.fresh()
        before = contents(store)
        change(self.reports)
        with importing(self.place, self.reports) as process:
            began = time.perf_counter()
            assert process.wait() == 0, "the undisturbed import failed"
            seconds = time.perf_counter() - began
        self.judge = Judge(before, contents(store), seconds)

    @property
    def reports(self) -> Path:
        """The reports, in one place always: stores know them by their paths."""
        return self.folder / "reports"

    def fresh(self) -> tuple[Store, Place]:
        """A store as it is before the import that is disturbed."""
        shutil.rmtree(self.reports, ignore_errors=True)
        make(self.reports)
        self.place = self.kind.place(self.folder / f"kho {next(self.numbers)}")
        store = open_store(self.place)
        store.sync([self.reports], ENCODER, prune=True)
        return store, self.place

    def drop(self, place: Place) -> None:
        """Have a store that was looked at cost no more."""
        milvus = milvus_at(place)
        for name in milvus.names():
            milvus.drop(name)


def kill_imports(work: Work, kills: int, seed: int) -> Killed:
    """Kill so many imports, each of a fresh store; after each look, import again, and look again."""
    killed, rng = Killed(), random.Random(seed)
    for number in range(kills):
        store, place = work.fresh()
        change(work.reports)
        delay = rng.uniform(0, work.judge.seconds)
        with importing(place, work.reports) as process:
            time.sleep(delay)
            ended = process.poll() is not None
            process.send_signal(signal.SIGKILL)
        killed.outcomes["ended before"] += ended
        work.judge.look(store, killed, f"kill {number} after {delay:.3f} s")
        store.sync([work.reports], ENCODER, prune=True)
        work.judge.look_after(store, killed, f"kill {number} after {delay:.3f} s")
        work.drop(place)
    return killed


def kill_servers(folder: Path, kills: int, seed: int) -> Killed:
    """Kill the server so many times while it takes in an import, and start it again on what it has on its disk."""
    killed, rng = Killed(), random.Random(seed)
    with milvus_server(folder / "milvus") as (address, _):
        work = Work(folder, address)
    for number in range(kills):
        with milvus_server(folder / "milvus") as (address, server):
            work.kind = Kind(address)
            _, place = work.fresh()
            change(work.reports)
            with importing(place, work.reports) as process:
                delay = rng.uniform(0, work.judge.seconds)
                time.sleep(delay)
                os.killpg(server.pid, signal.SIGKILL)
                process.kill()
        with milvus_server(folder / "milvus", int(address.rpartition(":")[2])):
            store = open_store(place)
            name = f"server {number} after {delay:.3f} s"
            work.judge.look(store, killed, name)
            store.sync([work.reports], ENCODER, prune=True)
            work.judge.look_after(store, killed, name)
            work.drop(place)
    return killed


def main() -> None:
    """Print what came of it; leave with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--kills", type=int, default=200, help="of imports")
    parser.add_argument("--servers", type=int, default=20, help="kills of the server")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.child:
        data, kind, folder = options.child
        try:
            child(Path(data), kind, Path(folder))
        except TracuuError as error:
            raise SystemExit(f"{type(error).__name__}: {error.en}") from error
        return
    client.PATIENCE = 60.0  # the machine may be busy
    told = {}
    with tempfile.TemporaryDirectory(prefix="tracuu-kills-") as folder:
        with milvus_server(Path(folder) / "milvus") as (address, _):
            told["imports"] = kill_imports(Work(Path(folder), address), options.kills, options.seed)
        (Path(folder) / "servers").mkdir()
        told["servers"] = kill_servers(Path(folder) / "servers", options.servers, options.seed)
    print(json.dumps({name: vars(one) for name, one in told.items()}, ensure_ascii=False, indent=2))
    raise SystemExit(any(one.lost for one in told.values()))


if __name__ == "__main__":
    main()
