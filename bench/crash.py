"""Kill the writer at every step of a sync and at random moments; after each, nothing may be lost.

python -m bench.crash --random 300
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from bench.disturbed import HashEncoder, contents, merge_often, read_here, report_text, results, write_reports
from tracuu.corpus.sandbox import dismiss
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.catalog.files import Files
from tracuu.index.local.catalog.staging import Staging
from tracuu.index.local.catalog.vectors import Vectors
from tracuu.index.local.generations import building
from tracuu.index.local.keeping import publishing
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify

Step = Callable[[str], None]

SCENARIOS = ("first", "changes", "merges")
"""An import into an empty store; one after files were added, changed, moved and deleted; and such a one after which
segments are merged."""


class SteppingConnection(sqlite3.Connection):
    """A connection that says when it begins and commits."""

    step: Step

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """As SQLite's, between two steps."""
        word = sql.split()[0]
        if word not in ("BEGIN", "COMMIT"):
            return super().execute(sql, *values)
        self.step(f"before {word}")
        cursor = super().execute(sql, *values)
        self.step(f"after {word}")
        return cursor


STEPS: tuple[tuple[Any, str], ...] = (
    (syncing, "sweep"),
    (Staging, "drop"),
    (Staging, "add"),
    (Vectors, "put"),
    (Staging, "apply"),
    (Files, "remove"),
    (publishing, "build"),
    (building, "build_lexical"),
    (building, "write_segment"),
    (building, "add_postings"),
    (building, "write_synced"),
    (Catalog, "set_generation"),
    (publishing, "make_current"),
    (publishing, "merge"),
    (os, "fsync"),
    (os, "rename"),
    (os, "replace"),
    (os, "mkdir"),
    (os, "unlink"),
    (os, "rmdir"),
    (os, "link"),
)
"""What a sync does, in the order in which it first does it: each is a step before it and a step after it."""


def instrument(step: Step) -> None:
    """Have `step` called before and after everything in `STEPS`, and every transaction, in this process."""

    def stepping(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            step(f"before {name}")
            value = function(*args, **kwargs)
            step(f"after {name}")
            return value

        return call

    for holder, name in STEPS:
        said = f"{holder.__name__}.{name}" if isinstance(holder, type) else name
        setattr(holder, name, stepping(said, getattr(holder, name)))
    connect = sqlite3.connect
    SteppingConnection.step = staticmethod(step)
    sqlite3.connect = lambda *args, **kwargs: connect(*args, factory=SteppingConnection, **kwargs)  # type: ignore[assignment]


def make(work: Path, scenario: str) -> None:
    """In `work`: the folder `reports` as it is to be indexed, and the store `data` as it is before that."""
    reports, data = work / "reports", work / "data"
    write_reports(reports, range(8))
    if scenario == "first":
        data.mkdir()
        return
    if scenario == "merges":
        merge_often()
    write_reports(reports / "quý", range(20, 23))
    index_folder(work)
    (reports / "bc000.txt").write_text(report_text(100), encoding="utf-8")
    (reports / "bc001.txt").write_text(report_text(101), encoding="utf-8")
    (reports / "bc002.txt").unlink()
    (reports / "quý" / "bc020.txt").rename(reports / "đổi tên.txt")
    write_reports(reports, (30, 31))
    (reports / "hỏng.docx").write_bytes(b"PK\x03\x04 no document")


def index_folder(work: Path) -> HashEncoder:
    """The sync that is disturbed."""
    encoder = HashEncoder()
    sync(work / "data", [work / "reports"], encoder, prune=True)
    return encoder


def in_child(work: Path, prepare: Callable[[], None], delay: float | None = None) -> int:
    """Run the sync in a process of its own, killed after `delay` seconds if given; its wait status."""
    dismiss()  # no process that reads files may serve two masters
    pid = os.fork()
    if pid == 0:
        try:
            prepare()
            index_folder(work)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - a child reports by its exit code alone
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    if delay is not None:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def steps_of(work: Path) -> list[str]:
    """The names of all steps of an undisturbed sync, in order."""
    listed = work / "steps"

    def prepare() -> None:
        file = listed.open("w", encoding="utf-8", buffering=1)
        instrument(lambda name: print(name, file=file))

    status = in_child(work, prepare)
    assert status == 0, "the undisturbed sync failed"
    return listed.read_text(encoding="utf-8").split("\n")[:-1]


def kill_at(number: int) -> Callable[[], None]:
    """Prepare a child to kill itself at that step."""

    def prepare() -> None:
        count = 0

        def step(_: str) -> None:
            nonlocal count
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1

        instrument(step)

    return prepare


class Judge:
    """Knows what the store is before the sync and after it, and accepts nothing else."""

    def __init__(self, template: Path, work: Path) -> None:
        self._template, self._work = template, work
        self.fresh()
        self._before = None if not (work / "data" / "CURRENT").exists() else results(work / "data", HashEncoder())
        index_folder(work)
        self._after, self._contents = results(work / "data", HashEncoder()), contents(work / "data")
        self.was_before = self.was_after = 0

    def fresh(self) -> None:
        """Put the store back as it was before the sync; paths stay, for the catalog has them."""
        shutil.rmtree(self._work / "data", ignore_errors=True)
        shutil.copytree(self._template / "data", self._work / "data")

    def look(self) -> list[str]:
        """What is wrong after the writer was killed, and after the next sync."""
        data = self._work / "data"
        wrong = []
        if (data / "CURRENT").exists() or self._before is not None:
            answers = results(data, HashEncoder())
            self.was_before += answers == self._before
            self.was_after += answers == self._after
            if answers not in (self._before, self._after):
                wrong.append("results are neither those before nor those after")
        else:
            self.was_before += 1
        if (data / "catalog.sqlite").exists() and not (found := verify(data)).whole:
            wrong.append(f"verify: {found.faults}")
        index_folder(self._work)
        if results(data, HashEncoder()) != self._after:
            wrong.append("the next sync ends in other results")
        if contents(data) != self._contents:
            wrong.append("the next sync ends in another catalog")
        if (found := verify(data)).faults:
            wrong.append(f"verify after the next sync: {found.faults}")
        return wrong


def run(scenario: str, chosen: int | None, at_random: int, seed: int) -> dict[str, Any]:
    """Kill at `chosen` steps, all if None, and at so many random moments; what came of it."""
    with tempfile.TemporaryDirectory(prefix="tracuu-crash-") as folder:
        work, template = Path(folder) / "work", Path(folder) / "template"
        make(work, scenario)
        shutil.copytree(work / "data", template / "data")
        judge = Judge(template, work)
        judge.fresh()
        names = steps_of(work)
        rng = random.Random(seed)
        numbers = range(len(names)) if chosen is None else sorted(rng.sample(range(len(names)), chosen))
        judge.fresh()
        started = time.perf_counter()
        in_child(work, lambda: None)
        whole = time.perf_counter() - started
        killed: Counter[str] = Counter()
        finished, lost = 0, []
        for number in numbers:
            judge.fresh()
            status = in_child(work, kill_at(number))
            killed[names[number]] += 1
            lost += [f"step {number}, {names[number]}: {what}" for what in judge.look()]
            if not os.WIFSIGNALED(status):
                lost.append(f"step {number}, {names[number]}: the writer was not killed")
        for _ in range(at_random):
            judge.fresh()
            delay = rng.uniform(0, whole)
            status = in_child(work, lambda: None, delay)
            finished += not os.WIFSIGNALED(status)
            lost += [f"after {delay:.3f} s: {what}" for what in judge.look()]
        return {
            "scenario": scenario,
            "steps": len(names),
            "killed at steps": sum(killed.values()),
            "kinds of steps": len(killed),
            "killed at random": at_random - finished,
            "ended before": finished,
            "found as before": judge.was_before,
            "found as after": judge.was_after,
            "lost": lost,
        }


def main() -> None:
    """Print what came of each scenario; leave with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, help="how many steps, chosen at random; all by default")
    parser.add_argument("--random", type=int, default=100, help="kills at random moments, for each scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real-reader", action="store_true", help="read in processes of their own, as tracuu does")
    parser.add_argument("--scenario", choices=SCENARIOS, action="append")
    options = parser.parse_args()
    if not options.real_reader:
        setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    told = [run(scenario, options.steps, options.random, options.seed) for scenario in options.scenario or SCENARIOS]
    print(json.dumps(told, ensure_ascii=False, indent=2))
    raise SystemExit(any(one["lost"] for one in told))


if __name__ == "__main__":
    main()
