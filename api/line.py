"""What costs much is asked in a line: who comes to one that is too long, or waits in it for too long, is told so (503,
Retry-After, and where in the line they stood) instead of hearing nothing. Who leaves gives up their place."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..door import ASKER, OPENED
from ..service.line import PATIENCE, Line, Waiter
from ..service.readers import Reader
from ..words import both
from .faults import refused

COME_AGAIN = 5
"""Seconds after which it is worth asking again."""

TURN = "tracuu.turn"
"""Where in the scope of a request stands whose turn it is."""

SMALL = 64 * 1024
"""Bytes of a body that is read while its sender waits, to hear when they leave; a larger one waits to be read."""


class InLine:
    """An application some of whose addresses are asked by a few at a time.

    Args:
        app: what answers.
        costly: the openings that cost much.
        line: who is served.
        patience: seconds in line.
    """

    def __init__(self, app: ASGIApp, costly: Collection[str], line: Line, patience: float = PATIENCE) -> None:
        self.app = app
        self._costly = frozenset(costly)
        self._line = line
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
        turn = Turn(self._line, waiter)
        try:
            heard = _Heard(receive)
            if not waiter.served.is_set() and not await self._turn(waiter, heard, scope):
                if not heard.has_left:
                    await busy(self._line.position(waiter))(scope, receive, send)
                return
            scope[TURN] = turn
            await self.app(scope, heard.again, send)
        finally:
            turn.over()

    async def _turn(self, waiter: Waiter, heard: _Heard, scope: Scope) -> bool:
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


class Turn:
    """A place in a line, held until it is over: what waits for something else than this machine gives it up before."""

    def __init__(self, line: Line, waiter: Waiter) -> None:
        self._line = line
        self._waiter = waiter
        self._over = False

    def over(self) -> None:
        """The next one may begin."""
        if not self._over:
            self._over = True
            self._line.leave(self._waiter)


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
