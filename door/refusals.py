"""Refusals: why a request does not get in, and what is said to who asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

Reason = Literal["name", "another", "token", "session", "proxy", "key", "closed", "method", "length", "large"]

STATUS: dict[Reason, int] = {
    "name": 400,
    "another": 403,
    "token": 401,
    "session": 401,
    "proxy": 401,
    "key": 401,
    "closed": 404,
    "method": 405,
    "length": 411,
    "large": 413,
}

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a page that says no may load, and who may frame it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said: as a page to a person who opened an address, as text to a script, as JSON to a program."""

    page: str
    text: str
    error: Mapping[str, object]


def refused(
    refusals: Mapping[Reason, Refusal],
    reason: Reason,
    headers: Headers,
    again: bool = False,
    program: bool = False,
    methods: Sequence[str] = (),
) -> Response:
    """The answer to who is refused.

    Args:
        refusals: what is said.
        reason: why.
        headers: of the request.
        again: let the browser ask once more by itself, now from our own page.
        program: a program asked, at an address that is for programs.
        methods: what may be done there instead.
    """
    said = refusals[reason]
    if program:
        more = {"WWW-Authenticate": "Bearer"} if STATUS[reason] == STATUS["key"] else {}
        more |= {"Allow": ", ".join(methods)} if methods else {}
        return JSONResponse(said.error, STATUS[reason], {"Content-Security-Policy": NOTHING, **more})
    as_page = "text/html" in headers.get("accept", "") or headers.get("sec-fetch-dest") == "document"
    kind = HTMLResponse if as_page else PlainTextResponse
    more = {"Refresh": "0"} if again else {}
    return kind(said.page if as_page else said.text, STATUS[reason], {"Content-Security-Policy": NOTHING, **more})
