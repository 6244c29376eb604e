"""Routes that tell how the service runs: that it is alive, that it can be asked, and what it has done."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from ..corpus.errors import TracuuError
from ..service.reports import counts
from ..words import both
from . import told
from .faults import refused
from .metrics import KIND
from .routing import Asker, described
from .running import Running

METRICS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


def routes(running: Running) -> APIRouter:
    """The addresses at which whoever runs the service looks after it."""
    house, metrics, stopping = running.house, running.metrics, running.stopping
    router = APIRouter()

    @router.get("/healthz", **described("alive", told.Alive))
    async def alive() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @router.get("/readyz", **described("ready", told.Alive))
    def ready(reader: Asker) -> JSONResponse:
        if stopping.begun:
            return refused(503, "stopping", both("api.stopping"))
        with house.seen_by(reader):
            return JSONResponse({"status": "ok"})

    given = described("metrics", None)
    given["responses"] |= METRICS

    @router.get("/metrics", response_class=Response, **given)
    def counted(reader: Asker) -> Response:
        reader.must_be("reader", whole=True)  # what others ask and what the whole store holds is counted in it
        there = {"reports": 0, "passages": 0}
        with suppress(TracuuError):  # /readyz says why
            there = counts(house, reader)
        metrics.now(0 if running.changes.settled(0) else 1, there["reports"], there["passages"])
        return Response(metrics.text(), media_type=None, headers={"Content-Type": KIND})

    return router
