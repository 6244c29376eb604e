"""What the page gives while somebody types: a plain answer, where Gradio would take an event and a stream."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..corpus.errors import TracuuError
from ..service.house import House
from ..service.readers import OWNER, Reader
from ..service.suggesting import suggested
from .cards.suggestions import offered
from .downloads import threaded
from .language import WORDS, asked_language
from .tabs.desk import as_html

log = logging.getLogger(__name__)

NAMED = ("", "search")
"""Tabs on which reports and agencies are looked for, and not only what they say."""


def routes(house: House, reader: Reader = OWNER) -> list[Route]:
    """The address under which `reader` is told what may be meant."""

    def suggest(request: Request) -> Response:
        typed, tab = (request.query_params.get(name, "") for name in ("q", "tab"))
        try:
            found = suggested(house, reader, typed, names=tab in NAMED)
        except TracuuError:  # whoever asks is told why; whoever types is told nothing
            return HTMLResponse("")
        except Exception:
            log.exception("The page could not suggest anything")
            return HTMLResponse("", 500)
        return HTMLResponse(as_html(offered(found, tab, WORDS[asked_language(request.headers)])))

    return [Route("/suggestions", threaded(suggest))]
