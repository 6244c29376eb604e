"""Stopping without losing a request: those that have come are answered, and streams that never end are let go."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import anyio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Stopping:
    """Whether the service is being stopped; known to all that stands on its loop, and called on it alone."""

    def __init__(self) -> None:
        self.begun = False
        self._streams: set[anyio.CancelScope] = set()

    def begin(self) -> None:
        """Stop: streams end now."""
        self.begun = True
        for stream in [*self._streams]:
            stream.cancel()

    @contextmanager
    def stream(self) -> Iterator[None]:
        """What is done inside is cut short when it begins."""
        with anyio.CancelScope() as stream:
            self._streams.add(stream)
            try:
                yield
            finally:
                self._streams.discard(stream)


class Leaving:
    """An application whose answers end their connections once it is being stopped, and whose streams end then.

    Args:
        app: what answers.
        stopping: whether it is being stopped.
        streams: addresses at which it answers for as long as somebody listens.
    """

    def __init__(self, app: ASGIApp, stopping: Stopping, streams: Collection[str]) -> None:
        self._app = app
        self._stopping = stopping
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        open_still = False

        async def last(message: Message) -> None:
            nonlocal open_still
            if message["type"] == "http.response.start" and self._stopping.begun:
                MutableHeaders(scope=message)["Connection"] = "close"
            open_still = message["type"] == "http.response.start" or bool(message.get("more_body"))
            await send(message)

        if scope["path"] not in self._streams:
            await self._app(scope, receive, last)
            return
        with self._stopping.stream():
            await self._app(scope, receive, last)
        if open_still:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
