"""What was worked out over a store, kept for as long as what it was worked out of stays as it was."""

from __future__ import annotations

from threading import Lock
from typing import Any

KEPT = 8
"""Moments, of one asker each, of which what was derived is kept."""


class Derived:
    """What was worked out of views, by their moment: the last `KEPT` of them. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[tuple[object, ...], dict[str, Any]] = {}

    def of(self, moment: tuple[object, ...]) -> dict[str, Any]:
        """What is kept of that moment, by name."""
        with self._lock:
            known = self._kept.pop(moment, None)
            self._kept[moment] = {} if known is None else known
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return self._kept[moment]
