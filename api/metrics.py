"""How the service runs, counted for Prometheus: how often, how long, what failed. Never what was asked or is said."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from ..service.notes import Asked
from ..words import say

KIND = CONTENT_TYPE_PLAIN_0_0_4
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds."""

REFUSED = "-"
"""In the place of the address of a request that was not let in: no address that anybody thinks of makes a new line."""


class Metrics:
    """The counts of one service since it was started. Safe to share between threads; as `service.notes.Notes`."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = self._counter("requests", "method", "route", "status")
        self._latency = self._histogram("request_seconds", "route")
        self._running = self._gauge("requests_running")
        self._searches = self._counter("searches", "kind")
        self._not_found = self._counter("searches_not_found", "kind")
        self._seconds = self._histogram("search_seconds", "kind")
        self._changes = self._counter("changes", "did")
        self._imported = self._counter("imported_files")
        self._unreadable = self._counter("unreadable_files")
        self._failed = self._counter("changes_failed")
        self._going_on = self._gauge("changes_running")
        self._reports = self._gauge("reports")
        self._passages = self._gauge("passages")

    def _counter(self, name: str, *labels: str) -> Counter:
        return Counter(f"tracuu_{name}", _help(name), labels, registry=self._registry)

    def _gauge(self, name: str) -> Gauge:
        return Gauge(f"tracuu_{name}", _help(name), registry=self._registry)

    def _histogram(self, name: str, *labels: str) -> Histogram:
        return Histogram(f"tracuu_{name}", _help(name), labels, registry=self._registry, buckets=BUCKETS)

    def asked(self, what: Asked, found: bool, seconds: float) -> None:
        """A question was answered."""
        self._searches.labels(what).inc()
        self._seconds.labels(what).observe(seconds)
        if not found:
            self._not_found.labels(what).inc()

    def changed(self, did: str, files: int, failures: int) -> None:
        """A change is done."""
        self._changes.labels(did).inc()
        self._unreadable.inc(failures)
        if did in ("kept", "synced"):
            self._imported.inc(files)

    def failed(self) -> None:
        """A change came to nothing."""
        self._failed.inc()

    def begun(self) -> None:
        """A request has come."""
        self._running.inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._running.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._latency.labels(route).observe(seconds)

    def now(self, changes: int, reports: int, passages: int) -> None:
        """How many changes go on, and what there is."""
        self._going_on.set(changes)
        self._reports.set(reports)
        self._passages.set(passages)

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)


def _help(name: str) -> str:
    return say(f"api.metric_{name}", "en")
