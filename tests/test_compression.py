"""What goes over the wire: text in gzip to who takes it, a stream message by message, all else as it is."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, Iterator

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from tracuu.door.compression import LEAST, Compressed

TEXT = "Kinh phí còn hạn chế. " * 200


def client_of(answer: Callable[[Request], Awaitable[Response]]) -> TestClient:
    return TestClient(Compressed(Starlette(routes=[Route("/", answer, methods=["GET", "HEAD"])])))


def given(
    content: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, encoding: str = ""
) -> TestClient:
    async def answer(_: Request) -> Response:
        headers = {"ETag": '"a"'} | ({"Content-Encoding": encoding} if encoding else {})
        return Response(content, status, headers, kind)

    return client_of(answer)


def test_a_text_is_a_tenth_as_long_and_says_the_same() -> None:
    client = given(TEXT)
    packed = client.get("/")
    assert packed.text == TEXT
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] == 'W/"a"'
    assert packed.num_bytes_downloaded < len(TEXT.encode()) / 10
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    assert (plain.text, plain.headers.get("content-encoding"), plain.headers["etag"]) == (TEXT, None, '"a"')
    assert int(client.head("/").headers["content-length"]) == len(TEXT.encode())


@pytest.mark.parametrize(
    "client",
    [
        given("x" * (LEAST - 1)),
        given(b"\0" * 4000, "application/octet-stream"),
        given(b"\0" * 4000, "font/woff2"),
        given(TEXT, encoding="br"),
        given(TEXT, status=206),
    ],
    ids=["short", "no text", "font", "packed already", "a part"],
)
def test_what_gains_nothing_or_is_packed_stays_as_it_is(client: TestClient) -> None:
    with client.stream("GET", "/") as answer:
        raw = b"".join(answer.iter_raw())
        assert len(raw) == int(answer.headers["content-length"])
        assert answer.headers.get("content-encoding") != "gzip"


def test_each_message_of_a_stream_can_be_read_before_the_next_is_made() -> None:
    """What has been sent so far is unpacked by itself: nothing of it waits in the packer."""
    sent: list[Message] = []
    seen: list[str] = []
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def messages() -> Iterator[str]:
        for n in range(3):
            yield f"data: {n} {TEXT}\n\n"
            seen.append(
                unpacker.decompress(b"".join(one["body"] for one in sent if one["type"].endswith("body"))).decode()
            )
            del sent[1:]

    async def answer(_: Request) -> Response:
        return StreamingResponse(messages(), media_type="text/event-stream")

    async def receive() -> Message:
        await anyio.sleep_forever()
        return {}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"accept-encoding", b"gzip")],
        "query_string": b"",
    }
    app = Compressed(Starlette(routes=[Route("/", answer)]))
    anyio.run(app, scope, receive, send)
    assert seen == [f"data: {n} {TEXT}\n\n" for n in range(3)]
    assert unpacker.decompress(b"".join(one["body"] for one in sent[1:])) == b""
    assert unpacker.eof, "it is closed as gzip is"


def test_an_error_is_said_as_it_is() -> None:
    async def answer(_: Request) -> Response:
        return PlainTextResponse(TEXT, 404)

    assert client_of(answer).get("/").headers.get("content-encoding") is None
