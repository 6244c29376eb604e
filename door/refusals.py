"""Refusals: why a request does not get in, and what is said to who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response

Reason = Literal["name", "another", "token", "closed", "length", "large"]

STATUS: dict[Reason, int] = {
    "name": 400,
    "another": 403,
    "token": 401,
    "closed": 404,
    "length": 411,
    "large": 413,
}

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a page that says no may load, and who may frame it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said: as a page to a person who opened an address, as text to a script that asked."""

    page: str
    text: str


def refused(refusals: Mapping[Reason, Refusal], reason: Reason, headers: Headers, again: bool = False) -> Response:
    """The answer to who is refused.

    Args:
        refusals: what is said.
        reason: why.
        headers: of the request.
        again: let the browser ask once more by itself, now from our own page.
    """
    said = refusals[reason]
    as_page = "text/html" in headers.get("accept", "") or headers.get("sec-fetch-dest") == "document"
    kind = HTMLResponse if as_page else PlainTextResponse
    more = {"Refresh": "0"} if again else {}
    return kind(said.page if as_page else said.text, STATUS[reason], {"Content-Security-Policy": NOTHING, **more})
