"""What is said of all that a reader sees, worked out once for each moment of the store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ..index.statistics import Statistics
from ..index.store import View
from ..search.overview import ReportVectors, Series, Themes, coverage, find_themes, report_vectors

T = TypeVar("T")

KEPT = 8
"""Moments and readers whose results are kept, the last asked for."""


class Once(Generic[T]):
    """A piece of work that is done again only when there is something new. Safe to share between threads."""

    def __init__(self, work: Callable[[View], T]) -> None:
        self._work = work
        self._done: dict[tuple[object, ...], T] = {}
        self._lock = threading.Lock()

    def ready(self, view: View) -> bool:
        """Whether it is done for what `view` shows."""
        return view.moment in self._done

    def __call__(self, view: View) -> T:
        """What it comes to; whoever asks while it is being done waits for it."""
        with self._lock:
            result = self._done.pop(view.moment) if view.moment in self._done else self._work(view)
            self._done[view.moment] = result
            if len(self._done) > KEPT:
                del self._done[next(iter(self._done))]
            return result


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is worked out over the whole of one store."""

    counted: Once[Statistics] = field(default_factory=lambda: Once(lambda view: view.statistics()))
    series: Once[list[Series]] = field(default_factory=lambda: Once(lambda view: coverage(view.reports())))
    themes: Once[Themes] = field(default_factory=lambda: Once(find_themes))
    vectors: Once[ReportVectors] = field(default_factory=lambda: Once(report_vectors))
