"""A line (hàng chờ) before what costs much: so many at a time, so many of one asker, the others in turn.

Who is being answered the least is answered next, so that nobody's ten questions are before another's one; and whose
questions all take many times as long as is usual has their turn more seldom."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio

from ..corpus.sandbox import cores

EACH = 4
"""Questions of one key, of all programs without one, or of one person, that are answered at a time."""

LONGEST_LINE = 100
"""Questions that wait at a time: at a tenth of a second each, the last of them waits some ten seconds."""

PATIENCE = 20.0
"""Seconds in line; a browser and most programs wait for thirty and more."""


USUAL = 2.0
"""Times what an answer takes on the average that still count as one turn: a question costs twice what a search does."""

MOST_TURNS = 4.0
"""That one answer counts as, so that nobody waits until they are told that the machine is busy."""

LOOKED_AT = 4
"""Of somebody's answers, the last ones: the shortest of them tells how long theirs take, for any one may take longer,
and all do where the machine is at something else for a while."""

OF_ALL = 0.02
"""What the last answer weighs in how long all of them take."""


def at_once() -> int:
    """How many are best served at a time: one who is served keeps a core busy, and more would only take turns at it."""
    return max(2, cores())


@dataclass(eq=False, slots=True)
class Waiter:
    """Somebody in line.

    Attributes:
        asker: who.
        turn: when it is their turn, counted in the turns that one asker has had who asks without end.
        before: the turn of what they asked before; None where they have not.
        served: set when it is.
        since: when it was, in seconds.
    """

    asker: str
    turn: float = 0.0
    before: float | None = None
    since: float = 0.0
    served: anyio.Event = field(default_factory=anyio.Event)


class Line:
    """Who is served and who waits; on one event loop.

    Args:
        places: how many are served at a time; by default `at_once` (`python -m bench.askers` has what more would gain).
        each: how many of them may be of one asker.
        longest: how many may wait.
        clock: seconds, from any beginning.
    """

    def __init__(
        self,
        places: int | None = None,
        each: int = EACH,
        longest: int = LONGEST_LINE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._places = places or at_once()
        self._each = each
        self.longest = longest
        self._clock = clock
        self._served: Counter[str] = Counter()
        self._waiting: list[Waiter] = []
        self._turn = 0.0
        self._last: dict[str, float] = {}
        self._took: dict[str, deque[float]] = {}
        self._usual = 0.0

    def join(self, asker: str) -> Waiter | None:
        """A place in line, or at once before it; None where the line is too long."""
        if len(self._waiting) >= self.longest:
            return None
        before = self._last.get(asker)
        waiter = Waiter(asker, self._turn if before is None else max(self._turn, before + self._costs(asker)), before)
        self._last[asker] = waiter.turn
        self._waiting.append(waiter)
        self._go_on()
        return waiter

    def position(self, waiter: Waiter) -> int:
        """Where somebody stands, from 1; 0 if they are served."""
        if waiter not in self._waiting:
            return 0
        before = self._waiting[: self._waiting.index(waiter)]
        return 1 + sum(one.turn < waiter.turn or (one.turn == waiter.turn and one in before) for one in self._waiting)

    def leave(self, waiter: Waiter) -> None:
        """Somebody is done, or waits no longer."""
        if waiter in self._waiting:
            self._waiting.remove(waiter)
            if self._last[waiter.asker] == waiter.turn and waiter.before is not None:
                self._last[waiter.asker] = waiter.before  # what nobody answered costs no turn
        else:
            self._served[waiter.asker] -= 1
            self._note(waiter.asker, self._clock() - waiter.since)
        self._go_on()

    def _costs(self, asker: str) -> float:
        """The turns that an answer to somebody counts as."""
        took = self._took.get(asker, ())
        if len(took) < LOOKED_AT or not self._usual:
            return 1.0
        return min(MOST_TURNS, max(1.0, min(took) / (USUAL * self._usual)))

    def _note(self, asker: str, seconds: float) -> None:
        """An answer took so long."""
        self._took.setdefault(asker, deque(maxlen=LOOKED_AT)).append(seconds)
        self._usual += (OF_ALL if self._usual else 1.0) * (seconds - self._usual)

    def _go_on(self) -> None:
        while self._served.total() < self._places:
            may = [waiter for waiter in self._waiting if self._served[waiter.asker] < self._each]
            if not may:
                return
            next_one = min(may, key=lambda waiter: (self._served[waiter.asker], waiter.turn))  # of alike ones the first
            self._waiting.remove(next_one)
            self._served[next_one.asker] += 1
            self._turn = max(self._turn, next_one.turn)
            next_one.since = self._clock()
            next_one.served.set()


WRITERS = Line(16, each=2)
"""Who waits for a language model, which takes minutes and no core of this machine."""
