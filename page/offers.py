"""What the page offers to who types: plain answers, where Gradio would take an event and a stream for each key."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..corpus.errors import TracuuError
from ..search.engine import citation_of
from ..service.asking import FACETS, facets, search
from ..service.house import House
from ..service.readers import Reader
from ..service.reports import listed, picked, report, side_by_side
from ..service.suggesting import suggested
from .address import MOST_SAVED, MOST_SHOWN, read_address
from .cards.comparison import BESIDE, pairs_of
from .cards.frame import facet_values
from .cards.report import part_of
from .cards.suggestions import offered
from .downloads import Handler, threaded
from .language import WORDS, asked_language
from .tabs.desk import as_html

log = logging.getLogger(__name__)

LONGEST_NUMBERS = 16
"""Figures of two places in a report, at most."""

NAMED = ("", "search")
"""Tabs on which reports and agencies are looked for, and not only what they say."""


def routes(house: House, asker: Callable[[Request], Reader]) -> list[Route]:
    """The addresses under which whoever `asker` says asks is told what may be meant, and what else there is to ask."""

    def narrow(request: Request) -> Response:
        name, wanted = (request.query_params.get(said, "") for said in ("name", "wanted"))
        address = read_address(request.url.query)
        if name not in FACETS:
            return HTMLResponse("", 404)
        counted = facets(house, asker(request), address.request, name)[name]
        words = WORDS[asked_language(request.headers)]
        return HTMLResponse(
            as_html(facet_values(name, counted, address, f"{address.tab or NAMED[1]}-form", words, wanted))
        )

    def suggest(request: Request) -> Response:
        typed, tab = (request.query_params.get(name, "") for name in ("q", "tab"))
        found = suggested(house, asker(request), typed, names=tab in NAMED)
        return HTMLResponse(as_html(offered(found, tab, WORDS[asked_language(request.headers)])))

    def read_on(request: Request) -> Response:
        report_id, where = (request.query_params.get(said, "") for said in ("p", "where"))
        first, last = (request.query_params.get(said, "") for said in ("from", "to"))
        if not (first.isdecimal() and last.isdecimal() and len(first + last) < LONGEST_NUMBERS):
            return HTMLResponse("", 404)
        words = WORDS[asked_language(request.headers)]
        one, beside, other = report_id.partition(BESIDE)
        if beside:
            both = side_by_side(house, asker(request), one, other)
            return HTMLResponse(as_html(pairs_of(both, int(first), int(last), words)) if both else "")
        read, full = (int(first), int(last)), report(house, asker(request), report_id)
        part = part_of(full, report_id, *read, words, above=where != "below", below=where != "above")
        return HTMLResponse(as_html(part))

    def quote(request: Request) -> Response:
        there = picked(house, asker(request), request.query_params.getlist("pick"))
        return PlainTextResponse(
            "\n".join(f"“{one.text}” ({citation_of(one.passage)})" for one in there if one.passage)
        )

    def found(request: Request) -> Response:
        """What there is to an address, by ids: of passages that answer it, without a question of reports.

        And of all that says the same: what is only folded otherwise is not new.
        """
        reader, asked = asker(request), read_address(request.url.query)
        if not asked.question:
            reports = [record.id for record, _ in listed(house, reader, asked.request)[:MOST_SAVED]]
            return JSONResponse({"found": reports, "known": reports})
        answer = search(house, reader, replace(asked.request, k=MOST_SHOWN))
        hits = answer.hits if answer.found else ()
        keys = [hit.passage.key for hit in hits]
        return JSONResponse({"found": keys, "known": [*keys, *(key for hit in hits for key, _ in hit.also_in)]})

    routes = (("suggestions", suggest), ("facet", narrow), ("part", read_on), ("quote", quote), ("found", found))
    return [Route(f"/{name}", offering(handler)) for name, handler in routes]


def offering(handler: Callable[[Request], Response]) -> Handler:
    """`handler` in a thread of its own; where it fails nothing is offered, for who only types asks nothing."""

    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except TracuuError:
            return HTMLResponse("")
        except Exception:
            log.exception("The page could not offer anything")
            return HTMLResponse("", 500)

    return threaded(handle)
