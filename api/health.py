"""Routes that tell how the service runs: that it is alive, that it can be asked, and what it has done."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from ..corpus.errors import TracuuError
from ..door.stopping import Stopping
from ..service.house import House
from ..service.reports import counts
from ..words import both
from . import told
from .faults import refused
from .metrics import KIND, Metrics
from .routing import Asker, described

METRICS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


def routes(house: House, metrics: Metrics, stopping: Stopping) -> APIRouter:
    """The addresses at which whoever runs the service looks after it."""
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
        try:
            there = counts(house, reader)
            metrics.held(there["reports"], there["passages"])
        except TracuuError:  # /readyz says why
            metrics.held(0, 0)
        return Response(metrics.text(), media_type=None, headers={"Content-Type": KIND})

    return router
