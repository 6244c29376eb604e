"""Tools for assistants, called by the official client: over stdio, and over HTTP with a key."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tests.conftest import ROOT
from tests.programs import Service, copy_of, serving
from tracuu.commands.application import app

Ask = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def service(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(copy_of(sample_store, tmp_path_factory.mktemp("mcp") / "kho")) as running:
        yield running


def over_http(service: Service, ask: Ask, shown: str | None = None, **mode: Any) -> Any:
    """What `ask` gets over HTTP, with the key of a reader, or what else is shown."""

    async def asked() -> Any:
        key = shown or service.keys["reader"]
        async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}) as http:
            transport = streamable_http_client(f"{service.address}/mcp", http_client=http)
            async with Client(transport, **mode) as client:
                return await ask(client)

    return asyncio.run(asked())


def over_stdio(data: Path, ask: Ask) -> Any:
    """What `ask` gets of `tracuu mcp`."""

    async def asked() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "tracuu.cli", "--data", str(data), "mcp"],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        async with Client(command) as client:
            return await ask(client)

    return asyncio.run(asked())


async def every_tool(client: Client) -> dict[str, Any]:
    """What each tool gives, found and cited by one another."""
    found = await client.call_tool("search", {"query": "kinh phí hạn chế", "k": 3, "level": ["xã"]})
    first = found.structured_content["results"][0]["passage_id"]
    called = {
        "search": found,
        "ask": await client.call_tool("ask", {"question": "Ai ký báo cáo của xã Tân Lập năm 2023?"}),
        "cite": await client.call_tool("cite", {"passages": [first], "style": "vi-full"}),
        "open": await client.call_tool("open", {"id": first, "limit": 2}),
    }
    for result in called.values():
        assert not result.is_error
        assert json.loads(result.content[0].text) == result.structured_content  # type: ignore[union-attr]
    return {name: result.structured_content for name, result in called.items()}


def is_whole(service: Service, said: dict[str, Any]) -> None:
    """The tools say what the command line does, and each passage has its citation."""

    def printed(*arguments: str) -> Any:
        done = CliRunner().invoke(app, ["--data", str(service.data), *arguments, "--json"])
        return json.loads(done.stdout)

    first = said["search"]["results"][0]
    expected = printed("search", "kinh phí hạn chế", "-k", "3", "--level", "xã")
    assert {**said["search"], "took_ms": 0} == {**expected, "took_ms": 0}
    assert said["ask"] == printed("ask", "Ai ký báo cáo của xã Tân Lập năm 2023?")
    assert said["ask"]["found"]
    assert said["cite"] == printed("cite", first["passage_id"], "--style", "vi-full")
    opened = said["open"]
    assert opened["passages"][0]["passage_id"] == first["passage_id"]
    assert len(opened["passages"]) == 2
    assert (opened["passages"][0]["text"], opened["passages"][0]["citation"]) == (first["text"], first["citation"])
    assert opened["report"] == next(one for one in printed("list") if one["id"] == first["report"]["id"])


def test_over_http(service: Service) -> None:
    is_whole(service, over_http(service, every_tool))


def test_over_http_as_older_clients_speak(service: Service) -> None:
    is_whole(service, over_http(service, every_tool, mode="legacy"))


def test_over_stdio(service: Service) -> None:
    is_whole(service, over_stdio(service.data, every_tool))


def test_the_tools_say_in_both_languages_what_they_do_and_that_they_change_nothing(service: Service) -> None:
    async def listed(client: Client) -> Any:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = over_http(service, listed)
    assert [tool.name for tool in tools] == ["search", "ask", "cite", "open"]
    assert len(str(instructions).splitlines()) == 2
    for tool in tools:
        assert len(tool.description.splitlines()) == 2
        assert tool.annotations.read_only_hint
        assert "context" not in tool.input_schema["properties"]


def test_what_cannot_be_asked_is_said_in_both_languages(service: Service) -> None:
    asked: list[tuple[str, dict[str, Any], str]] = [
        ("search", {"query": "a" * 1001}, "more than 1000 characters"),
        ("search", {"query": "kinh phí", "year": ["năm nào"]}, "does not take"),
        ("open", {"id": "không có"}, "No passage has the id"),
        ("cite", {"passages": ["không có"]}, "No passage has the id"),
        ("ask", {"question": " "}, ""),
        ("search", {"query": "a", "k": 51}, "less than or equal to 50"),
        ("remove", {"id": "0ecb07c9692b"}, "Unknown tool"),
    ]

    async def tried(client: Client) -> list[Any]:
        return [await client.call_tool(name, given) for name, given, _ in asked]

    for result, (_, _, said) in zip(over_http(service, tried), asked, strict=True):
        assert result.is_error
        assert said in result.content[0].text


def test_a_report_is_read_from_its_beginning_and_on(service: Service) -> None:
    async def read(client: Client) -> list[Any]:
        parts: list[Any] = []
        while not parts or parts[-1]["passages"]:
            at = sum(len(part["passages"]) for part in parts)
            parts.append((await client.call_tool("open", {"id": "0ecb07c9692b", "offset": at})).structured_content)
        return parts

    parts = over_http(service, read)
    keys = [one["passage_id"] for part in parts for one in part["passages"]]
    assert len(keys) == len({*keys}) == parts[0]["found"]
    whole = service.client("reader").get("/api/v1/reports/0ecb07c9692b").json()
    texts = [one["text"] for part in parts for one in part["passages"]]
    assert {*texts} <= {one["text"] for one in whole["paragraphs"]}


def test_who_sees_a_part_sees_no_more_through_the_tools(service: Service) -> None:
    async def found(client: Client) -> Any:
        return (await client.call_tool("search", {"query": "kinh phí"})).structured_content["results"]

    assert over_http(service, found)
    assert over_http(service, found, service.keys["of-closed"]) == []


def test_without_a_key_there_are_none(service: Service) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    said = {"Accept": "application/json, text/event-stream"}
    for shown in ({}, {"Authorization": "Bearer x"}):
        with httpx.Client(base_url=service.address, trust_env=False) as client:
            answer = client.post("/mcp", json=asked, headers={**said, **shown, "Origin": service.address})
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "key")
    with service.client("reader") as client:
        assert client.post("/mcp", json=asked, headers={**said, "Origin": "http://evil.test"}).status_code == 403
        assert client.get("/mcp", headers={"Accept": "text/event-stream"}).status_code == 405
        assert client.post("/mcp", content=b"x" * (2 << 20)).status_code == 413
        assert client.post("/mcp", json=asked, headers=said).status_code == 200
