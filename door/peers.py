"""Peers: who is connected, whatever a header says, and for whom a trusted proxy says that it asks."""

from __future__ import annotations

import os
from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .entry import address_of

PEER = "tracuu.peer"
"""In the scope of a request: the address of whoever is connected, whatever any header says."""


class Peered:
    """An application that is told who is connected, and then what a trusted proxy says of who that one speaks for.

    Args:
        app: it.
        trusted: addresses and networks of proxies whose X-Forwarded-* is believed, besides those of this computer.
    """

    def __init__(self, app: ASGIApp, trusted: Iterable[str] = ()) -> None:
        usual = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")  # as uvicorn has it
        believed = usual if usual == "*" else ",".join([usual, *trusted])
        self._app = ProxyHeadersMiddleware(app, believed)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        scope[PEER] = address_of(scope)
        await self._app(scope, receive, send)  # type: ignore[arg-type]
