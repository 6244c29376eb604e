"""Stopping without losing a request: those that have come are answered, and streams that never end are let go."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import anyio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Stopping:
    """Whether the service is being stopped; known to all that stands on its loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def begun(self) -> bool:
        """Whether it is."""
        return self._event.is_set()

    def begin(self) -> None:
        """Stop: to be called on the loop."""
        self._event.set()

    async def wait(self) -> None:
        """Wait until it is."""
        await self._event.wait()


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
        async with anyio.create_task_group() as both:
            both.start_soon(self._cut, both.cancel_scope)
            await self._app(scope, receive, last)
            both.cancel_scope.cancel()
        if open_still:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _cut(self, scope: anyio.CancelScope) -> None:
        await self._stopping.wait()
        scope.cancel()
