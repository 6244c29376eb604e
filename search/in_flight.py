"""Work that several ask for at once is done once, and all get what it comes to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class InFlight:
    """The work that is being done now, by what it depends on. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._going: dict[Hashable, Future[object]] = {}

    def __call__(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` comes to, or raises; whoever asks for the same meanwhile waits for it.

        Args:
            key: all that the outcome depends on: what may be seen, above all.
            work: done in the thread of the first who asks; it must not ask for the same itself.
        """
        with self._lock:
            going = self._going.get(key)
            if going is None:
                own: Future[object] = Future()
                self._going[key] = own
        if going is not None:
            return going.result()  # type: ignore[return-value]  # what the same key gives is of one type
        try:
            outcome = work()
        except BaseException as error:
            own.set_exception(error)
            raise
        else:
            own.set_result(outcome)
            return outcome
        finally:
            with self._lock:
                del self._going[key]
