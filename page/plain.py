"""Searching without scripts: what Gradio's page, which is empty until they run, leads such a browser to."""

from __future__ import annotations

import logging
from collections.abc import Callable

import htpy as h
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..corpus.errors import TracuuError
from ..service.asking import facets as narrowed
from ..service.asking import inquiry
from ..service.house import House
from ..service.readers import Reader
from ..service.reports import listed, opened
from ..words import Language
from .address import PLAIN, Address, read_address
from .cards.controls import notice
from .cards.frame import facets
from .cards.hits import FORM
from .cards.plain import asking, found_plainly, plain_page, report_plainly, reports_plainly
from .downloads import threaded
from .language import WORDS, asked_language, kept_language, said_language
from .tabs.desk import as_html

log = logging.getLogger(__name__)


def leading_there(query: str) -> h.Element:
    """What leads a browser without scripts from the page to the same address here, as HTML for its head."""
    return h.noscript[h.meta(http_equiv="refresh", content=f"0; url={PLAIN}?{query}")]


def routes(house: House, asker: Callable[[Request], Reader]) -> list[Route]:
    """The address at which whoever `asker` says asks searches without scripts."""

    def show(request: Request) -> Response:
        language = asked_language(request.headers, request.url.query)
        address = read_address(request.url.query)
        passage = request.query_params.get("p", "")
        status = 200
        try:
            reader = asker(request)
            body = _report(reader, passage, language) if passage else _answer(reader, address, language)
        except TracuuError as error:
            body = [asking(address, FORM, None, WORDS[language]), notice(error.message(language))]
        except Exception:
            log.exception("The plain page could not answer")
            status, body = 500, [asking(address, FORM, None, WORDS[language]), notice(WORDS[language]["unexpected"])]
        page = plain_page(address.question, body, WORDS[language], language)
        answer = HTMLResponse(as_html(page), status)
        if said := said_language(request.url.query):
            answer.headers["set-cookie"] = kept_language(said)
        return answer

    def _report(reader: Reader, key: str, language: Language) -> h.Node:
        words = WORDS[language]
        there = opened(house, reader, key)
        return (
            notice(words["gone"]) if there is None else report_plainly(there.report, there.passage, there.whole, words)
        )

    def _answer(reader: Reader, address: Address, language: Language) -> h.Node:
        words = WORDS[language]
        if not address.question:
            offered = facets(
                narrowed(house, reader, address.request), address, FORM, words, sorted_by=True, grouping=False
            )
            reports = [record for record, _ in listed(house, reader, address.request)][: address.shown]
            return [asking(address, FORM, offered, words), reports_plainly(reports, words)]
        with inquiry(house, reader, address.request) as asked:
            offered = facets(asked.facets(), address, FORM, words, sorted_by=True, grouping=False)
            found = found_plainly(asked.passages(), asked.named(), address, words, language)
            return [asking(address, FORM, offered, words), found]

    return [Route(PLAIN, threaded(show))]
