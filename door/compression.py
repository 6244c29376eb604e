"""Compression: text goes over the wire in gzip, a stream message by message, so that none of it waits for the next.

Whoever measures how long an answer is that holds both a secret and their own words learns of the secret (BREACH): here
no other page is let ask anything in a reader's name, and no answer holds what lets one in.
"""

from __future__ import annotations

import zlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 500
"""Bytes below which nothing is gained."""

LEVEL = 6
GZIP = 16 + zlib.MAX_WBITS
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/problem+json")


class Compressed:
    """An application whose texts are sent compressed to who takes that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        takes = scope["type"] == "http" and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        await self._app(scope, receive, _Answer(send) if takes and scope["method"] != "HEAD" else send)


class _Answer:
    """One answer on its way: its head waits for its first piece, by which it is known whether it is worth it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None
        self._packer: zlib._Compress | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            return
        if message["type"] != "http.response.body":  # a file that the server is to send by itself
            await self._begin()
            await self._send(message)
            return
        if self._head is not None:
            if _is_text(self._head) and (message.get("more_body") or len(message.get("body", b"")) >= LEAST):
                self._packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
                _say(MutableHeaders(raw=self._head["headers"]))
            await self._begin()
        if self._packer is not None:
            more = message.get("more_body", False)
            packed = self._packer.compress(message.get("body", b""))
            message = {**message, "body": packed + self._packer.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)}
        await self._send(message)

    async def _begin(self) -> None:
        head, self._head = self._head, None
        if head is not None:
            await self._send(head)


def _is_text(head: Message) -> bool:
    headers = Headers(raw=head["headers"])
    text = headers.get("content-type", "").startswith(TEXTS)
    return head["status"] == 200 and text and "content-encoding" not in headers


def _say(headers: MutableHeaders) -> None:
    headers["Content-Encoding"] = "gzip"
    headers.add_vary_header("Accept-Encoding")
    del headers["Content-Length"]
    if (tag := headers.get("etag", "")) and not tag.startswith("W/"):
        headers["ETag"] = f"W/{tag}"  # the same text in other bytes
