"""Any history of a folder ends in what indexing its last state from nothing gives, crashes or not.

python -m bench.histories --examples 200
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.crash import kill_at
from bench.disturbed import HashEncoder, contents, merge_often, read_here, report_text, results
from tracuu.corpus.reading import READER_VERSION
from tracuu.index.errors import NothingReadableError
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify

NAMES = ("a.txt", "b.txt", "c.txt", "quý/a.txt", "quý/d.txt")
SEEDS = 5
"""So few texts that files often say the same as another one, or as they did before."""

STEPS = 130

names = st.sampled_from(NAMES)
events = st.one_of(
    st.tuples(st.just("write"), names, st.integers(0, SEEDS - 1)),
    st.tuples(st.just("move"), names, names),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("break"), names),
    st.tuples(st.just("sync"), st.booleans()),
    st.tuples(st.just("crash"), st.booleans(), st.integers(0, STEPS)),
    st.just(("reader",)),
    st.just(("merging",)),
)


class History:
    """A folder and a store that events happen to."""

    def __init__(self, work: Path, count: Counter[str]) -> None:
        self.reports, self.data = work / "reports", work / "data"
        self.reports.mkdir(parents=True)
        self._count = count
        self._reader = READER_VERSION
        merge_often(False)

    def happen(self, event: tuple[Any, ...]) -> None:
        """One event."""
        kind, *rest = event
        self._count[kind] += 1
        getattr(self, kind)(*rest)

    def write(self, name: str, seed: int) -> None:
        """A file is added or changed."""
        path = self.reports / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(report_text(seed), encoding="utf-8")

    def move(self, name: str, to: str) -> None:
        """A file is moved, maybe onto another one."""
        if (self.reports / name).is_file():
            (self.reports / to).parent.mkdir(exist_ok=True)
            (self.reports / name).replace(self.reports / to)

    def delete(self, name: str) -> None:
        """A file is deleted."""
        (self.reports / name).unlink(missing_ok=True)

    def break_(self, name: str) -> None:
        """A file is no report any more."""
        path = self.reports / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")

    def merging(self) -> None:
        """From now on segments are merged all the time."""
        merge_often()

    def reader(self) -> None:
        """Another version of the reader: all is read again."""
        self._reader += 1
        setattr(syncing, "READER_VERSION", self._reader)  # noqa: B010 - the room does not export it

    def sync(self, prune: bool, force: bool = False) -> None:
        """The folder is indexed."""
        with suppress(NothingReadableError):
            sync(self.data, [self.reports], HashEncoder(), prune=prune, force=force)

    def crash(self, prune: bool, step: int) -> None:
        """The folder is indexed, and the process killed at that step."""
        pid = os.fork()
        if pid == 0:
            signal.alarm(60)
            try:
                kill_at(step)()
                self.sync(prune)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)


setattr(History, "break", History.break_)


def check(history: list[tuple[Any, ...]], count: Counter[str]) -> None:
    """The store after `history` and a last sync is that of a new one."""
    with tempfile.TemporaryDirectory(prefix="tracuu-history-") as folder:
        past = History(Path(folder), count)
        for event in history:
            past.happen(event)
        past.sync(prune=True, force=True)
        again = Path(folder) / "again"
        with suppress(NothingReadableError):
            sync(again, [past.reports], HashEncoder())
        assert contents(past.data) == contents(again)
        if (again / "CURRENT").exists():
            assert results(past.data, HashEncoder()) == results(again, HashEncoder())
            assert verify(past.data).faults == []


def main() -> None:
    """Check so many histories; a failing one is shrunk and shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--events", type=int, default=10, help="of a history, at most")
    options = parser.parse_args()
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    count: Counter[str] = Counter()

    @settings(max_examples=options.examples, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])  # fmt: skip
    @given(st.lists(events, min_size=1, max_size=options.events))
    def every(history: list[tuple[Any, ...]]) -> None:
        count["histories"] += 1
        check(history, count)

    every()
    print(dict(count))


if __name__ == "__main__":
    main()
