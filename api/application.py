"""The application of programs: its routes, its description, its errors, and the addresses that it needs open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route

from ..corpus.blocks import MAX_BYTES
from ..door import Opening
from ..words import both
from . import asking, changing, health, reports
from .faults import explain
from .running import Running
from .tools import LARGEST, OverHttp

DESCRIPTION = "/api/v1/openapi.json"
QUESTION = 64 * 1024
"""Bytes of a question with its filters, or of ids."""

DRAFT = 8 * 1024 * 1024
"""Bytes of a draft as long as any that is read."""

FILE = MAX_BYTES + 64 * 1024
"""Bytes of one file with what a form puts around it."""

READ, ASKED, REPORT = ("GET",), ("GET", "POST"), "/api/v1/reports/{report}"

OPENINGS = (
    Opening("/healthz", READ, to="anyone"),
    Opening("/readyz", READ, to="programs"),
    Opening("/metrics", READ, to="programs"),
    Opening(DESCRIPTION, READ, to="programs"),
    Opening("/api/v1/search", ASKED, QUESTION, to="programs"),
    Opening("/api/v1/ask", ASKED, QUESTION, to="programs"),
    Opening("/api/v1/wording", ASKED, QUESTION, to="programs"),
    Opening("/api/v1/cite", ASKED, QUESTION, to="programs"),
    Opening("/api/v1/check", ("POST",), DRAFT, to="programs"),
    Opening("/api/v1/check/file", ("POST",), FILE, to="programs"),
    Opening("/api/v1/reports", READ, to="programs"),
    Opening("/api/v1/reports", ("POST",), FILE, to="programs"),
    Opening(REPORT, ("GET", "DELETE"), to="programs"),
    Opening(REPORT, ("PATCH",), QUESTION, to="programs"),
    Opening(f"{REPORT}/original", READ, to="programs"),
    Opening(f"{REPORT}/restore", ("POST",), to="programs"),
    Opening("/api/v1/references", READ, to="programs"),
    Opening("/api/v1/statistics", READ, to="programs"),
    Opening("/api/v1/jobs", READ, to="programs"),
    Opening("/api/v1/jobs/{job}", READ, to="programs"),
    Opening("/mcp", ("POST",), LARGEST, to="programs"),
)
"""What programs need."""

COSTLY = (
    *(f"/api/v1/{asked}" for asked in ("search", "ask", "wording", "cite", "check", "check/file")),
    "/api/v1/references",
    "/api/v1/statistics",
    "/mcp",
)
"""Of these, the ones that take a core for a while."""


def application(running: Running) -> FastAPI:
    """The routes for programs, behind no door: who asks must be in the scope of each request, where a door puts it."""
    tools = OverHttp(running.house)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.running():
            yield

    about = both("api.about")
    app = FastAPI(
        title="tracuu",
        version="1",
        description=f"{about.vi}\n\n{about.en}",
        openapi_url=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    for made in (
        health.routes(running),
        asking.routes(running.house),
        reports.routes(running.house),
        changing.routes(running.changes),
    ):
        app.include_router(made)
    app.router.routes.append(Route("/mcp", tools, methods=["POST"]))
    explain(app)
    return app
