"""Streams of a page belong to who opened them: nobody else listens, and they end when that one is in no more."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import parse_qs

import anyio
import anyio.lowlevel
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .entry import session_of
from .refusals import STATUS
from .sessions import Session


class OwnStreams:
    """An application whose streams are told apart by what a browser calls them, each its own from the first time on.

    Args:
        app: what answers.
        streams: addresses at which it answers for as long as somebody listens.
        lives: whether a session still is one.
    """

    def __init__(self, app: ASGIApp, streams: Collection[str], lives: Callable[[Session], bool]) -> None:
        self._app = app
        self._streams = streams
        self._lives = lives
        self._open: dict[str, tuple[bytes, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        session = session_of(scope) if scope["type"] == "http" else None
        if session is None or scope["path"] not in self._streams:
            await self._app(scope, receive, send)
            return
        called = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        whose, listening = self._open.get(called, (session.hash, 0))
        if whose != session.hash:
            await PlainTextResponse("", 404)(scope, receive, send)
            return
        self._open[called] = (whose, listening + 1)
        try:
            with anyio.CancelScope() as stream:
                await self._app(scope, receive, self._while_it_lives(session, send, stream))
        finally:
            whose, listening = self._open.pop(called)
            if listening > 1:
                self._open[called] = (whose, listening - 1)

    def _while_it_lives(self, session: Session, send: Send, stream: anyio.CancelScope) -> Send:
        """What sends, until the session is none any more: then the stream ends."""

        async def given(message: Message) -> None:
            if self._lives(session):
                await send(message)
                return
            if message["type"] == "http.response.start":
                await send({**message, "status": STATUS["session"]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            stream.cancel()
            await anyio.lowlevel.checkpoint()  # where it takes hold: what hands out events may wait for nothing itself

        return given
