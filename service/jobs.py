"""Work in a thread of its own, and how far it is."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ..index.changes import Progress

T = TypeVar("T")

EVERY = 0.4
"""Seconds between two looks at how far a change is."""

SOON = 1.0
"""Seconds of a stage after which it can be told how long it takes."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a change is, and seconds left, where that can be told.

    Its stage is "wait" while another change goes on, then "read", "encode", "edit" or "publish".
    """

    stage: str
    done: int
    total: int
    left: float | None = None


class Job(Generic[T]):
    """A change in a thread of its own: it goes on when nobody watches any more. Its `id` names it.

    Args:
        work: what is done, told whom to tell how far it is.
        counted: whether those who watch may know how much there is in all.
    """

    def __init__(self, work: Callable[[Progress], T], counted: bool = True) -> None:
        self._counted = counted
        self.id = secrets.token_hex(8)
        self._work = work
        self._step = Step("read", 0, 0)
        self._since = self._told = time.monotonic()
        self._done: Future[T] = Future()
        threading.Thread(target=self._run, name="holdings", daemon=True).start()

    def running(self) -> bool:
        """Whether it is not done yet."""
        return not self._done.done()

    def step(self) -> Step:
        """How far it is now; the seconds left pass also while nothing is told of it."""
        step, passed = self._step, time.monotonic() - self._told
        return step if step.left is None else replace(step, left=max(0.0, step.left - passed))

    def done(self, seconds: float) -> bool:
        """Whether it is done, at the latest in so many seconds."""
        wait([self._done], seconds)
        return self._done.done()

    def ended(self) -> None:
        """Wait until it is done, however long that takes."""
        wait([self._done])

    def fault(self) -> BaseException | None:
        """What it failed with, if it is done and did."""
        return self._done.exception() if self._done.done() else None

    def if_it_fails(self, do: Callable[[], object]) -> None:
        """Let `do` be called once it has failed, in its thread, or at once if it has."""
        self._done.add_done_callback(lambda done: do() if done.exception() else None)

    def steps(self) -> Iterator[Step]:
        """How far it is, again and again until it is done."""
        while self.running():
            yield self.step()
            wait([self._done], EVERY)

    def outcome(self) -> T:
        """What it came to; raises what it failed with."""
        return self._done.result()

    def _run(self) -> None:
        try:
            self._done.set_result(self._work(self._progress))
        except BaseException as error:  # noqa: BLE001  (whoever watches is told)
            self._done.set_exception(error)

    def _progress(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._step.stage:
            self._since = now
        whole = Step(stage, done, total, seconds_left(now - self._since, done, total))
        self._told = now
        self._step = whole if self._counted else Step(stage, 0, 0)


def seconds_left(elapsed: float, done: int, total: int) -> float | None:
    """How long the rest takes at the pace so far; None where that cannot be told yet."""
    return elapsed / done * (total - done) if done and elapsed >= SOON else None
