"""Every request is counted and, where that is wanted, written down: by its address's pattern, without what it asks."""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..door import ASKER, OPENED
from ..service.readers import Reader
from .metrics import REFUSED, Metrics

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READING = ("GET", "HEAD")
CHANGING = "/api/v1/reports"
"""Below it whoever sends something changes the store, and it is written down who did."""

LONGEST = 300
"""Characters of a message that are written down."""

requests = logging.getLogger("tracuu.requests")


class Watched:
    """An application whose every request is counted, and written down where `requests` is listened to."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.begun()
        try:
            await self._app(scope, receive, seen)
        finally:
            seconds = time.perf_counter() - began
            method = scope["method"] if scope["method"] in METHODS else REFUSED
            route = scope.get(OPENED, REFUSED)
            self._metrics.answered(method, route, status, seconds)
            told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
            asker = scope.get(ASKER)
            if isinstance(asker, Reader) and route.startswith(CHANGING) and method not in READING:
                told["who"] = asker.name
            requests.info("request", extra={"told": told})


class JsonLines(logging.Formatter):
    """A JSON object a line: what happened, and where in the program; of an error its kind, not what it says.

    What an error says may hold a question, or a sentence of a report.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg).splitlines()[0][:LONGEST] if str(record.msg) else "",
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__
            line["at"] = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)[-8:]]
        return json.dumps(line, ensure_ascii=False)


def write_down() -> None:
    """Let every request, and whatever goes wrong, be written to standard error as `JsonLines`."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    requests.setLevel(logging.INFO)
