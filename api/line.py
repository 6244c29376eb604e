"""A line (hàng chờ) before what costs much: so many at a time, so many of one asker, the others in the order they came.

Who comes to a line that is too long, or waits in it for too long, is told so (503, Retry-After, and where in the line
they stood) instead of hearing nothing. Who leaves gives up their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..corpus.sandbox import cores
from ..door import ASKER, OPENED
from ..service.readers import Reader
from ..words import both
from .faults import refused

EACH = 4
"""Questions of one key, of all programs without one, or of one person, that are answered at a time."""

LONGEST_LINE = 100
"""Questions that wait at a time: at a tenth of a second each, the last of them waits some ten seconds."""

PATIENCE = 20.0
"""Seconds in line; a browser and most programs wait for thirty and more."""

COME_AGAIN = 5
"""Seconds after which it is worth asking again."""

SMALL = 64 * 1024
"""Bytes of a body that is read while its sender waits, to hear when they leave; a larger one waits to be read."""


@dataclass(eq=False, slots=True)
class _Waiter:
    """Somebody in line."""

    asker: str
    served: anyio.Event = field(default_factory=anyio.Event)


class Line:
    """Who is served and who waits; on one event loop.

    Args:
        places: how many are served at a time.
        each: how many of them may be of one asker.
        longest: how many may wait.
    """

    def __init__(self, places: int, each: int = EACH, longest: int = LONGEST_LINE) -> None:
        self._places = places
        self._each = each
        self.longest = longest
        self._served: Counter[str] = Counter()
        self._waiting: list[_Waiter] = []

    def join(self, asker: str) -> _Waiter | None:
        """A place in line, or at once before it; None where the line is too long."""
        if len(self._waiting) >= self.longest:
            return None
        waiter = _Waiter(asker)
        self._waiting.append(waiter)
        self._go_on()
        return waiter

    def position(self, waiter: _Waiter) -> int:
        """Where somebody stands, from 1; 0 if they are served."""
        return self._waiting.index(waiter) + 1 if waiter in self._waiting else 0

    def leave(self, waiter: _Waiter) -> None:
        """Somebody is done, or waits no longer."""
        if waiter in self._waiting:
            self._waiting.remove(waiter)
        else:
            self._served[waiter.asker] -= 1
        self._go_on()

    def _go_on(self) -> None:
        for waiter in [*self._waiting]:
            if self._served.total() >= self._places:
                return
            if self._served[waiter.asker] < self._each:
                self._waiting.remove(waiter)
                self._served[waiter.asker] += 1
                waiter.served.set()


class InLine:
    """An application some of whose addresses are asked by a few at a time.

    Args:
        app: what answers.
        costly: the openings that cost much.
        line: who is served; by default as many as this process has cores, and as many again that wait for the disk.
        patience: seconds in line.
    """

    def __init__(
        self, app: ASGIApp, costly: Collection[str], line: Line | None = None, patience: float = PATIENCE
    ) -> None:
        self.app = app
        self._costly = frozenset(costly)
        self._line = line or Line(max(EACH, 2 * cores()))
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, once it is the asker's turn."""
        if scope["type"] != "http" or scope.get(OPENED) not in self._costly:
            await self.app(scope, receive, send)
            return
        asker = scope.get(ASKER)
        waiter = self._line.join(asker.name if isinstance(asker, Reader) else "")
        if waiter is None:
            await busy(self._line.longest)(scope, receive, send)
            return
        try:
            heard = _Heard(receive)
            if not waiter.served.is_set() and not await self._turn(waiter, heard, scope):
                if not heard.has_left:
                    await busy(self._line.position(waiter))(scope, receive, send)
                return
            await self.app(scope, heard.again, send)
        finally:
            self._line.leave(waiter)

    async def _turn(self, waiter: _Waiter, heard: _Heard, scope: Scope) -> bool:
        """Whether the asker's turn comes while they are there."""
        with anyio.move_on_after(self._patience):
            async with anyio.create_task_group() as both_at_once:

                async def watch() -> None:
                    await heard.until_left()
                    both_at_once.cancel_scope.cancel()

                if _length(scope) <= SMALL:
                    both_at_once.start_soon(watch)
                await waiter.served.wait()
                both_at_once.cancel_scope.cancel()
        return waiter.served.is_set() and not heard.has_left


class _Heard:
    """What is received while somebody waits, to be received again by the application."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Message] = []
        self.has_left = False

    async def until_left(self) -> None:
        """Until the asker leaves."""
        while not self.has_left:
            message = await self._receive()
            self._messages.append(message)
            self.has_left = message["type"] == "http.disconnect"

    async def again(self) -> Message:
        """The next message."""
        return self._messages.pop(0) if self._messages else await self._receive()


def _length(scope: Scope) -> int:
    with suppress(ValueError):
        return int(Headers(scope=scope).get("content-length", "0"))
    return SMALL + 1


def busy(position: int) -> ASGIApp:
    """The answer that too many ask, and where in the line one stood."""
    return refused(503, "busy_now", both("api.busy_now", n=position), **{"Retry-After": str(COME_AGAIN)})
