"""What every route has: who asks, what it says of itself in the description of the API, and the shape of its errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.requests import Request as Sent

from ..service.house import House
from ..service.readers import Reader
from ..words import both
from .faults import MediaTypeError, asker_of
from .told import Refused

BEARER = HTTPBearer(scheme_name="key", bearerFormat="tracuu-…", auto_error=False)
"""How a program shows who it is, for the description of the API: the door has looked at it long before."""


async def asker(request: Request, _: Annotated[object, Security(BEARER)]) -> Reader:
    """Who asks; on the loop, for what is no coroutine is handed to a thread, which under load waits for its turn."""
    return asker_of(request)


Asker = Annotated[Reader, Depends(asker)]

JSON = "application/json"

REASONS = (400, 401, 403, 404, 405, 409, 411, 413, 415, 422, 429, 500, 503, 507)
"""The statuses with which the door or a route says why not."""


def described(name: str, gives: Any, status: int = 200, **more: Any) -> dict[str, Any]:
    """What a route is called and says of itself, in both languages, and what it gives."""
    text = both(f"api.route_{name.removesuffix('_post')}")
    taken = [Depends(of_json)] if name in TAKES_JSON else []
    return {
        "operation_id": name,
        "summary": text.vi,
        "description": text.en,
        "status_code": status,
        "response_model": gives,
        "responses": {reason: {"model": Refused} for reason in REASONS},
        "dependencies": taken,
        **more,
    }


TAKES_JSON = ("search_post", "ask_post", "wording_post", "cite_post", "check", "correct_report")


async def of_json(request: Request) -> None:
    """Refuse a body of another kind, on the loop as `asker`; raises MediaTypeError."""
    if kind_of(request) != JSON:
        raise MediaTypeError(JSON)


def kind_of(request: Sent) -> str:
    """The media type of what was sent, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def without_model(house: House) -> House:
    """The same, where no language model writes."""
    return replace(house, language_model=None)
