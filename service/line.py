"""A line (hàng chờ) before what costs much: so many at a time, so many of one asker, the others in the order they came.

Who is being answered the least is answered next, so that nobody's ten questions are before another's one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import anyio

from ..corpus.sandbox import cores

EACH = 4
"""Questions of one key, of all programs without one, or of one person, that are answered at a time."""

LONGEST_LINE = 100
"""Questions that wait at a time: at a tenth of a second each, the last of them waits some ten seconds."""

PATIENCE = 20.0
"""Seconds in line; a browser and most programs wait for thirty and more."""


def at_once() -> int:
    """How many are best served at a time: one who is served keeps a core busy, and more would only take turns at it."""
    return max(2, cores())


@dataclass(eq=False, slots=True)
class Waiter:
    """Somebody in line.

    Attributes:
        asker: who.
        served: set when it is their turn.
    """

    asker: str
    served: anyio.Event = field(default_factory=anyio.Event)


class Line:
    """Who is served and who waits; on one event loop.

    Args:
        places: how many are served at a time; by default `at_once` (`python -m bench.askers` has what more would gain).
        each: how many of them may be of one asker.
        longest: how many may wait.
    """

    def __init__(self, places: int | None = None, each: int = EACH, longest: int = LONGEST_LINE) -> None:
        self._places = places or at_once()
        self._each = each
        self.longest = longest
        self._served: Counter[str] = Counter()
        self._waiting: list[Waiter] = []

    def join(self, asker: str) -> Waiter | None:
        """A place in line, or at once before it; None where the line is too long."""
        if len(self._waiting) >= self.longest:
            return None
        waiter = Waiter(asker)
        self._waiting.append(waiter)
        self._go_on()
        return waiter

    def position(self, waiter: Waiter) -> int:
        """Where somebody stands, from 1; 0 if they are served."""
        return self._waiting.index(waiter) + 1 if waiter in self._waiting else 0

    def leave(self, waiter: Waiter) -> None:
        """Somebody is done, or waits no longer."""
        if waiter in self._waiting:
            self._waiting.remove(waiter)
        else:
            self._served[waiter.asker] -= 1
        self._go_on()

    def _go_on(self) -> None:
        while self._served.total() < self._places:
            may = [waiter for waiter in self._waiting if self._served[waiter.asker] < self._each]
            if not may:
                return
            next_one = min(may, key=lambda waiter: self._served[waiter.asker])  # the first of those who have least
            self._waiting.remove(next_one)
            self._served[next_one.asker] += 1
            next_one.served.set()
