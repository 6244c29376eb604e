"""Tools for assistants (Model Context Protocol): search, ask, cite, open. Each gives passages with their citations."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.requests import Request as Sent
from starlette.types import Receive, Scope, Send

from ..corpus.errors import TracuuError
from ..service.basket import MOST
from ..service.house import House
from ..service.objects import reading_told
from ..service.readers import NotAllowedError, Reader
from ..service.reports import read_from
from ..service.styles import Style
from ..words import Language, both
from . import asked as ask
from .asking import answer_given, cited_as, search_found
from .faults import NOBODY, asker_of, fault_of

READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
MOST_READ = 60
"""Passages of a report that are given at once: what an assistant reads costs it room."""

MOST_FOUND = 50
LARGEST = 1024 * 1024
"""Bytes of a message."""


def assistant(house: House, asker: Callable[[Context[Any, Any]], Reader]) -> MCPServer[Any]:
    """The tools over `house`, which give what whoever `asker` says may see."""
    server: MCPServer[Any] = quietly(lambda: MCPServer("tracuu", instructions=_said("mcp"), log_level="ERROR"))

    def given(context: Context[Any, Any], work: Callable[[Reader], dict[str, Any]]) -> dict[str, Any]:
        """What `work` gives, or the sentences that say why it gives nothing."""
        reader = NOBODY
        try:
            reader = asker(context)
            return work(reader)
        except TracuuError as error:
            why = fault_of(error, reader)
            raise ToolError(f"{why['vi']}\n{why['en']}") from error

    def search(
        context: Context[Any, Any],
        query: Annotated[str, _field("query")],
        k: Annotated[int, _field("k", ge=1, le=MOST_FOUND)] = 10,
        agency: Annotated[list[str], _filter("agency")] = [],  # noqa: B006 - never written to; a schema shows it
        level: Annotated[list[str], _filter("level")] = [],  # noqa: B006
        province: Annotated[list[str], _filter("province")] = [],  # noqa: B006
        year: Annotated[list[str], _filter("year")] = [],  # noqa: B006
        role: Annotated[list[str], _filter("role")] = [],  # noqa: B006
    ) -> dict[str, Any]:
        wanted = {"agency": agency, "level": level, "province": province, "year": year, "role": role}
        return given(context, lambda reader: search_found(house, reader, ask.Search(query=query, k=k, **wanted)))  # type: ignore[arg-type]

    def answer(
        context: Context[Any, Any],
        question: Annotated[str, _field("question")],
        language: Annotated[Language, _field("language")] = "vi",
    ) -> dict[str, Any]:
        asked = ask.Question(question=question, language=language, llm=False)
        return given(context, lambda reader: answer_given(house, reader, asked))

    def cite(
        context: Context[Any, Any],
        passages: Annotated[list[str], _field("passages", min_length=1, max_length=MOST)],
        style: Annotated[Style, _field("style")] = "vi",
    ) -> dict[str, Any]:
        return given(context, lambda reader: cited_as(house, reader, ask.Cite(passages=passages, style=style)))

    def open_report(
        context: Context[Any, Any],
        id: Annotated[str, _field("open_id")],
        offset: Annotated[int, _field("open_offset", ge=0)] = 0,
        limit: Annotated[int, _field("open_limit", ge=1, le=MOST_READ)] = 20,
    ) -> dict[str, Any]:
        return given(context, lambda reader: reading_told(read_from(house, reader, id, offset, limit)))

    for name, tool in (("search", search), ("ask", answer), ("cite", cite), ("open", open_report)):
        server.add_tool(tool, name=name, description=_said(f"tool_{name}"), annotations=READS)
    return server


def quietly(make: Callable[[], MCPServer[Any]]) -> MCPServer[Any]:
    """What `make` makes; the logging of this process stays as it is, which the package sets up for itself."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    try:
        return make()
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


class OverHttp:
    """The tools at an address, as an ASGI application: each request by itself, and whoever the door knows asks."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer for as long as this lasts."""
        server = assistant(self._house, asker_over_http)
        server.streamable_http_app(stateless_http=True, json_response=True, max_request_body_size=LARGEST)
        self._manager = server.session_manager
        async with self._manager.run():
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        assert self._manager is not None, "the application has not been started"
        await self._manager.handle_request(scope, receive, send)


def asker_over_http(context: Context[Any, Any]) -> Reader:
    """Who asks, as the door knows them; raises NotAllowedError for a request that came past it."""
    sent = context.request_context.request
    if not isinstance(sent, Sent):
        raise NotAllowedError
    return asker_of(sent)


def _said(name: str) -> str:
    text = both(f"api.{name}")
    return f"{text.vi}\n{text.en}"


def _filter(name: str) -> Any:
    return _field(name, max_length=ask.MOST_VALUES)


def _field(name: str, **given: Any) -> Any:
    return Field(description=_said(name), **given)
