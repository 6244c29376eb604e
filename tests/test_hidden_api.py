"""A hidden report never shows over the API or through a tool: a store with it answers as a store without it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bench.stores import Kind
from tests.conftest import SAMPLES
from tests.stores import kind_of
from tests.test_door import filled, routes_of
from tests.test_hidden import (  # the stores, and what is asked of them
    ADMIN,
    ASKED,
    CLAIM,
    EDITOR,
    HIDDEN_SAMPLE,
    QUESTIONS,
    READER,
    SECRET_WORDS,
    Pair,
    _draft,
    pair,
    questions,
)
from tracuu.api.application import OPENINGS, application
from tracuu.api.running import Running
from tracuu.api.tools import assistant
from tracuu.door import ASKER
from tracuu.service.house import House
from tracuu.service.readers import Reader

__all__ = ["pair"]


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
    """One kind of store: what the service says is the same over each, which `tests/test_hidden.py` asks."""
    with kind_of("local", tmp_path_factory) as local:
        yield local


READERS = pytest.mark.parametrize("reader", [READER, EDITOR, ADMIN], ids=["reader", "editor", "admin"])
JSON = "application/json"
OF_NO_STORE = {"/healthz", "/api/v1/openapi.json"}

Sent = tuple[str, dict[str, Any]]
"""An address, and what is sent to it."""


def at(path: str, *queries: dict[str, Any]) -> list[Sent]:
    return [(path, {"params": query}) for query in queries]


def with_body(path: str, *bodies: dict[str, Any]) -> list[Sent]:
    return [(path, {"json": body}) for body in bodies]


def each_report(pair: Pair, path: str) -> list[Sent]:
    seen = pair.seen[0].rpartition("-")[0]
    return [(path.format(report=report), {}) for report in (*pair.hidden, seen, "0123456789ab")]


NARROWED: list[dict[str, Any]] = [
    {"query": "kinh phí", **given} for given in ({"cites": "16-KL/TW"}, {"agency": "tân lập"}, {"k": 0})
]

ROUTES: dict[tuple[str, str], Callable[[Pair], list[Sent]]] = {
    ("GET", "/readyz"): lambda pair: at("/readyz", {}),
    ("GET", "/metrics"): lambda pair: at("/metrics", {}),
    ("GET", "/api/v1/search"): lambda pair: at(
        "/api/v1/search", *({"query": question} for question in (*QUESTIONS, *questions(pair, 20, 5))), *NARROWED
    ),
    ("POST", "/api/v1/search"): lambda pair: with_body(
        "/api/v1/search", {"query": SECRET_WORDS}, {"query": "kinh phí", "report": [pair.hidden[0]]}
    ),
    ("GET", "/api/v1/ask"): lambda pair: at("/api/v1/ask", *({"question": question} for question in ASKED)),
    ("POST", "/api/v1/ask"): lambda pair: with_body("/api/v1/ask", {"question": ASKED[0], "language": "en"}),
    ("GET", "/api/v1/wording"): lambda pair: at(
        "/api/v1/wording", *({"phrase": phrase} for phrase in ("kinh phí hạn chế", "nuôi tằm", SECRET_WORDS))
    ),
    ("POST", "/api/v1/wording"): lambda pair: with_body("/api/v1/wording", {"phrase": SECRET_WORDS}),
    ("POST", "/api/v1/check"): lambda pair: with_body(
        "/api/v1/check",
        {"draft": "\n".join(_draft(pair))},
        *({"sentence": CLAIM, "passages": [key]} for key in (pair.passages[0], pair.seen[0])),
    ),
    ("POST", "/api/v1/check/file"): lambda pair: [
        ("/api/v1/check/file", {"files": {"file": ("dự thảo.txt", "\n".join(_draft(pair)[-6:]).encode())}})
    ],
    ("GET", "/api/v1/cite"): lambda pair: at(
        "/api/v1/cite",
        *({"passages": key, "style": style} for key in (pair.passages[0], pair.seen[0]) for style in ("vi", "ris")),
    ),
    ("POST", "/api/v1/cite"): lambda pair: with_body("/api/v1/cite", {"passages": [pair.seen[0], pair.passages[0]]}),
    ("GET", "/api/v1/reports"): lambda pair: at(
        "/api/v1/reports", {}, {"limit": 3, "offset": 2}, {"cites": "16-KL/TW"}, {"report": pair.hidden[0]},
        {"sort": "agency", "year": "2023-2024"},
    ),
    ("GET", "/api/v1/reports/{report}"): lambda pair: each_report(pair, "/api/v1/reports/{report}"),
    ("GET", "/api/v1/reports/{report}/original"): lambda pair: each_report(pair, "/api/v1/reports/{report}/original"),
    ("GET", "/api/v1/references"): lambda pair: at(
        "/api/v1/references", {}, {"document": "16-KL/TW"}, {"document": "99/BC-UBND"}, {"limit": 1}
    ),
    ("GET", "/api/v1/statistics"): lambda pair: at("/api/v1/statistics", {}),
    ("POST", "/api/v1/reports"): lambda pair: [
        ("/api/v1/reports", {"files": {"file": (HIDDEN_SAMPLE, (SAMPLES / HIDDEN_SAMPLE).read_bytes())}})
    ],
    ("PATCH", "/api/v1/reports/{report}"): lambda pair: [
        (f"/api/v1/reports/{report}", {"json": {"values": {"agency": "Khác"}}}) for report in pair.hidden
    ],
    ("DELETE", "/api/v1/reports/{report}"): lambda pair: [(f"/api/v1/reports/{report}", {}) for report in pair.hidden],
    ("POST", "/api/v1/reports/{report}/restore"): lambda pair: [
        (f"/api/v1/reports/{report}/restore", {}) for report in pair.hidden
    ],
    ("GET", "/api/v1/jobs"): lambda pair: at("/api/v1/jobs", {}),
    ("GET", "/api/v1/jobs/{job}"): lambda pair: at("/api/v1/jobs/0123456789abcdef", {}),
}  # fmt: skip
"""Every route, and what is sent to it here."""


def running(house: House) -> FastAPI:
    """What a service over that house runs."""
    return application(Running.over(house, local=True))


@contextmanager
def asking(house: House, reader: Reader) -> Iterator[TestClient]:
    """A client of that reader, let in as the door would."""
    app = running(house)

    async def let_in(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, ASKER: reader}, receive, send)

    with TestClient(let_in) as client:
        yield client


def test_every_route_of_the_running_application_is_tried_here(pair: Pair) -> None:
    there = {(method, path) for method, path in routes_of(running(pair.whole).routes) if method != "HEAD"}
    assert {path for _, path in there} == {one.path for one in OPENINGS}
    assert {(method, path) for method, path in there if path not in OF_NO_STORE and path != "/mcp"} == ROUTES.keys()


def said(client: TestClient, method: str, sent: Sent) -> tuple[int, dict[str, str], str]:
    """The whole answer, but for how long it took and where the store is."""
    path, given = sent
    answer = client.request(method, path, **given)
    text = re.sub(r'"took_ms":\s*[\d.]+', "", answer.content.decode("utf-8", "replace"))
    return answer.status_code, dict(answer.headers), re.sub(r"/[^\s\"“”<]*/(đủ|thiếu)", "…", text)


@READERS
def test_every_route_says_the_same(pair: Pair, reader: Reader) -> None:
    with asking(pair.whole, reader) as whole, asking(pair.without, reader) as without:
        for (method, _), given in ROUTES.items():
            for sent in given(pair):
                first, second = said(whole, method, sent), said(without, method, sent)
                first[1].pop("content-length"), second[1].pop("content-length")
                assert first == second, (method, sent)
                assert first[0] < 500


def test_the_routes_show_it_to_those_who_may_see_it(pair: Pair) -> None:
    with asking(pair.whole, Reader()) as client:
        assert client.get("/api/v1/search", params={"query": SECRET_WORDS}).json()["found"]
        assert client.get(f"/api/v1/reports/{pair.hidden[0]}").status_code == 200
        assert client.get("/api/v1/statistics").json()["reports"] > len(pair.hidden)
    with asking(pair.whole, Reader("", "reader", frozenset({"kín"}))) as client:
        listed = client.get("/api/v1/reports").json()["reports"]
        assert {one["id"] for one in listed} == {*pair.hidden}


TOOLS: dict[str, Callable[[Pair], list[dict[str, Any]]]] = {
    "search": lambda pair: [
        *({"query": question} for question in QUESTIONS), {"query": "kinh phí", "agency": ["tân lập"], "k": 40},
    ],
    "ask": lambda pair: [{"question": question} for question in ASKED],
    "cite": lambda pair: [{"passages": [key]} for key in (pair.passages[0], pair.seen[0])],
    "open": lambda pair: [
        {"id": key, "offset": offset}
        for key in (*pair.hidden, *pair.passages[:2], pair.seen[0], pair.seen[0].rpartition("-")[0])
        for offset in (0, 3)
    ],
}  # fmt: skip
"""Every tool, and what an assistant asks of it here."""


def called(house: House, reader: Reader, name: str, given: dict[str, Any]) -> tuple[bool, Any]:
    """What a tool gives that reader: whether it fails, and what it says."""
    from mcp import Client

    async def call() -> Any:
        async with Client(assistant(house, lambda _: reader)) as client:
            return await client.call_tool(name, given)

    result = asyncio.run(call())
    value = result.structured_content or [part.text for part in result.content]
    return result.is_error, re.sub(r'"took_ms": [\d.]+', "", json.dumps(value, ensure_ascii=False))


def test_every_tool_is_tried_here(pair: Pair) -> None:
    tools = asyncio.run(assistant(pair.whole, lambda _: READER).list_tools())
    assert {tool.name for tool in tools} == TOOLS.keys()


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_says_the_same(pair: Pair, name: str) -> None:
    for given in TOOLS[name](pair):
        first, second = (called(house, READER, name, given) for house in pair.houses())
        assert first == second
    failed, shown = called(pair.whole, Reader(), "search", {"query": SECRET_WORDS})
    assert not failed
    assert SECRET_WORDS in shown


def test_a_request_that_came_past_the_door_sees_nothing(pair: Pair) -> None:
    client = TestClient(running(pair.whole))
    for method, path in ROUTES:
        answer = client.request(method, filled(path.replace("{report}", pair.seen[0].rpartition("-")[0])), json={})
        assert answer.status_code in (403, 422), (method, path)
        assert answer.json()["error"]["code"] in ("not_allowed", "invalid")
    no_one = SimpleNamespace(request_context=SimpleNamespace(request=None))
    from tracuu.api.tools import asker_over_http
    from tracuu.service.readers import NotAllowedError

    with pytest.raises(NotAllowedError):
        asker_over_http(no_one)  # type: ignore[arg-type]
