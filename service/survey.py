"""What is said of the whole store, worked out once for each generation of its index and kept until the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tracuu.index.local.catalog import Catalog
from tracuu.index.local.catalog.statistics import Statistics, statistics
from tracuu.index.local.generations.dense import DenseIndex
from tracuu.index.local.generations.generation import Generation
from tracuu.search import SearchEngine
from tracuu.search.overview import ReportVectors, Series, Themes, coverage, find_themes, report_vectors

T = TypeVar("T")


class Once(Generic[T]):
    """A piece of work that is done again only when there is something new. Safe to share between threads.

    Args:
        work: what it is.
        follows_catalog: do it again, too, when the catalog alone has changed: a report was taken out.
    """

    def __init__(self, work: Callable[[Catalog, DenseIndex], T], follows_catalog: bool = False) -> None:
        self._work = work
        self._follows_catalog = follows_catalog
        self._done: tuple[tuple[str, int], T] | None = None
        self._lock = threading.Lock()

    def ready(self, engine: SearchEngine) -> bool:
        """Whether it is done for the generation that `engine` shows."""
        return self._done is not None and self._done[0] == self._key(engine, engine.generation())

    def __call__(self, engine: SearchEngine) -> T:
        """What it comes to; whoever asks while it is being done waits for it."""
        generation = engine.generation()
        with self._lock:
            key = self._key(engine, generation)
            if self._done is None or self._done[0] != key:
                self._done = (key, self._work(engine.catalog, generation.dense))
            return self._done[1]

    def _key(self, engine: SearchEngine, generation: Generation) -> tuple[str, int]:
        return generation.folder.name, engine.catalog.version if self._follows_catalog else 0


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is worked out over the whole of one data folder; what is costly, from the vectors, once a generation."""

    counted: Once[Statistics] = field(default_factory=lambda: Once(lambda catalog, _: statistics(catalog), True))
    series: Once[list[Series]] = field(default_factory=lambda: Once(lambda known, _: coverage(known.reports()), True))
    themes: Once[Themes] = field(default_factory=lambda: Once(find_themes))
    vectors: Once[ReportVectors] = field(default_factory=lambda: Once(report_vectors))
