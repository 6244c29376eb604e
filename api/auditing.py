"""What is taken along is written down: who, when, and of an original which report; not what was asked for it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..door import ASKER, OPENED, Audit
from ..index.records import ID_LENGTH
from ..service.readers import Reader

TAKEN = (
    "/export.{ending}", "/citations.{ending}", "/wordings.docx", "/quotations.docx", "/checked.docx",
    "/originals/{report}", "/api/v1/reports/{report}/original",
)  # fmt: skip
"""The addresses at which files are given."""

REPORT = "{report}"


class Audited:
    """An application of which it is written down who took which file along."""

    def __init__(self, app: ASGIApp, audit: Audit) -> None:
        self._app = app
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        route, asker = scope.get(OPENED), scope.get(ASKER)
        if route not in TAKEN or not isinstance(asker, Reader):
            await self._app(scope, receive, send)
            return
        status = 0

        async def seen(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self._app(scope, receive, seen)
        if status == 200 and scope["method"] != "HEAD":
            parts = dict(zip(route.split("/"), scope["path"].split("/"), strict=True))
            reports = [parts[REPORT][:ID_LENGTH]] if REPORT in parts else []
            await run_in_threadpool(self._audit.note, "exported", asker.name, reports)
