"""What may be brought in (hạn mức tải lên): so much of one person a day, and never the last of the disk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..door import ASKER, OPENED
from ..service.readers import Reader
from ..words import both
from .faults import refused

FILES = 20_000
"""Of one person, or of one key, a day: a folder of 5,000 files, four times."""

BYTES = 20 * 1024**3
"""Of one person, or of one key, a day."""

RESERVE = 512 * 1024**2
"""Bytes that stay free: the store must be able to write what is being changed, and to clean up."""

A_DAY = 24 * 3600


class Allowance:
    """What has been brought in today; forgotten when the service is started again.

    Args:
        today: the day.
    """

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self._today = today
        self._day = today()
        self._files: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    def take(self, asker: str, size: int) -> bool:
        """Count a file of `size` bytes before it comes, so that many at once count too; False, and none counted, where
        it is more than that person may bring today."""
        if self._day != (day := self._today()):
            self._day = day
            self._files.clear()
            self._bytes.clear()
        if self._files[asker] >= FILES or self._bytes[asker] + size > BYTES:
            return False
        self._files[asker] += 1
        self._bytes[asker] += size
        return True

    def correct(self, asker: str, more: int) -> None:
        """So many bytes more than were said have come; fewer, where negative."""
        self._bytes[asker] += more


class Allowed:
    """An application to which no more is brought than may be.

    Args:
        app: what takes it.
        bringing: the openings at which files come in, by POST.
        folders: where what is brought is written.
        allowance: what has been brought.
    """

    def __init__(
        self, app: ASGIApp, bringing: Collection[str], folders: Iterable[Path], allowance: Allowance | None = None
    ) -> None:
        self._app = app
        self._bringing = frozenset(bringing)
        self._folders = tuple(folders)
        self._allowance = allowance or Allowance()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or why nothing more is taken: 429 for a person, 507 for the disk."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope.get(OPENED) not in self._bringing:
            await self._app(scope, receive, send)
            return
        reader = scope.get(ASKER)
        asker = reader.name if isinstance(reader, Reader) else ""
        said = Headers(scope=scope).get("content-length", "")
        size = int(said) if said.isascii() and said.isdigit() else 0
        if self._free() < RESERVE + size:
            await refused(507, "disk_nearly_full", both("api.disk_nearly_full"))(scope, receive, send)
            return
        if not self._allowance.take(asker, size):
            text = both("api.uploads_used_up", files=FILES, gigabytes=BYTES // 1024**3)
            await refused(429, "uploads_used_up", text, **{"Retry-After": str(A_DAY)})(scope, receive, send)
            return
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            return message

        try:
            await self._app(scope, counted, send)
        finally:
            self._allowance.correct(asker, come - size)

    def _free(self) -> float:
        """Bytes that are free where there is least."""
        free = [float("inf")]
        for folder in self._folders:
            with suppress(OSError):  # it is made when it is first needed
                free.append(shutil.disk_usage(folder).free)
        return min(free)
