"""What the page gives to take along: lists of results, wordings, sentences chosen, and the files reports came in."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ..corpus.bibliography import CslItem, bibtex, csl_json, ris
from ..corpus.citation import sources
from ..corpus.errors import TracuuError
from ..corpus.vietnamese import fold
from ..search.export import ExportFormatError, exported, quotations_docx
from ..search.export.drafts import checked_docx
from ..search.wording.quoting import quotations_of
from ..service.asking import Request as Asked
from ..service.asking import search, word
from ..service.basket import MOST, quotations
from ..service.changes import Changes
from ..service.checking import check, draft_of
from ..service.house import House
from ..service.readers import Reader
from ..service.reports import cited, cited_as, original_page, picked
from ..service.reports import original as original_file
from .address import MOST_SAVED, Address, read_address
from .language import WORDS, asked_language

log = logging.getLogger(__name__)

KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".csl.json": "application/vnd.citationstyles.csl+json",
}
CITED_IN: dict[str, Callable[[Sequence[CslItem]], str]] = {".ris": ris, ".bib": bibtex, ".csl.json": csl_json}
"""What reference managers read, by the endings of files."""

SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""Of everything that is given: a browser saves it, and neither guesses what it is nor runs what is in it."""

Handler = Callable[[Request], Awaitable[Response]]


def routes(house: House, asker: Callable[[Request], Reader]) -> list[Route]:
    """The addresses under which things can be taken along by whoever `asker` says asks."""

    def save_list(request: Request) -> Response:
        ending = f".{request.path_params['ending']}"
        reader, address = asker(request), read_address(request.url.query)
        found = search(house, reader, asked(request, address))
        sources = cited_as(house, reader, (hit.passage for hit in found.hits))
        saved = exported(found, ending, sources, lambda report: f"{request.base_url}originals/{report}")
        return attached(saved, f"tra-cuu {address.question}", ending)

    async def save_citations(request: Request) -> Response:
        ending = f".{request.path_params['ending']}"
        if ending not in CITED_IN:
            raise ExportFormatError(ending)
        async with request.form(max_fields=2 * MOST, max_files=0) as form:
            said = [str(value) for value in form.getlist("pick")]
        return await run_in_threadpool(citations_of, request, ending, said)

    def citations_of(request: Request, ending: str, picks: Sequence[str]) -> Response:
        reader = asker(request)
        if request.method == "POST":
            found = [one.source for one in picked(house, reader, picks) if one.source]
        elif keys := request.query_params.getlist("p")[:MOST]:
            found = cited(house, reader, keys)
        else:
            hits = search(house, reader, asked(request, read_address(request.url.query))).hits
            found = list(cited_as(house, reader, (hit.passage for hit in hits)).values())
        return attached(CITED_IN[ending](found).encode(), "trich-dan", ending)

    def save_wordings(request: Request) -> Response:
        reader, address = asker(request), read_address(request.url.query)
        target = io.BytesIO()
        found = word(house, reader, address.request)
        used = (uses[0].passage for variant in found.variants for uses in variant.forms.values())
        sources = cited_as(house, reader, used)
        quotations_docx(list(quotations_of(found.variants, sources)), target, WORDS["vi"]["tab_wording"], found.phrase)
        return attached(target.getvalue(), f"cau-mau {address.question}", ".docx")

    def original(request: Request) -> Response:
        file = original_file(house, asker(request), request.path_params["report"])
        saved = f"attachment; filename*=utf-8''{quote(file.name)}"
        return Response(
            file.content, media_type="application/octet-stream", headers={**SAFE, "Content-Disposition": saved}
        )

    def page_of_original(request: Request) -> Response:
        drawn = original_page(house, asker(request), request.path_params["report"], page_asked(request))
        return Response(drawn, media_type="image/jpeg", headers=SAFE)

    async def save_basket(request: Request) -> Response:
        async with request.form(max_fields=2 * MOST, max_files=0) as form:
            said, noted = ([str(value) for value in form.getlist(name)] for name in ("pick", "note"))
        return await run_in_threadpool(docx_of, asker(request), said, dict(zip(said, noted, strict=False)))

    def docx_of(reader: Reader, said: list[str], notes: Mapping[str, str]) -> Response:
        there = picked(house, reader, said)
        target = io.BytesIO()
        listed = sources((one.source.header, one.source.file) for one in there if one.source)
        quotations_docx(quotations(there, notes), target, WORDS["vi"]["basket"], sources=listed)
        return attached(target.getvalue(), "cau-da-chon", ".docx")

    async def save_draft(request: Request) -> Response:
        async with request.form(max_fields=1, max_files=0) as form:
            said = str(form.get("draft", ""))
        return await run_in_threadpool(draft_docx, asker(request), said)

    def draft_docx(reader: Reader, said: str) -> Response:
        paragraphs, target = draft_of(said), io.BytesIO()
        checked_docx(paragraphs, check(house, reader, paragraphs), target)
        return attached(target.getvalue(), "du-thao", ".docx")

    return [
        Route("/export.{ending}", in_words(threaded(save_list))),
        Route("/citations.{ending}", in_words(save_citations), methods=["GET", "POST"]),
        Route("/wordings.docx", in_words(threaded(save_wordings))),
        Route("/originals/{report}", in_words(threaded(original))),
        Route("/originals/{report}/pages/{page}", in_words(threaded(page_of_original))),
        Route("/quotations.docx", in_words(save_basket), methods=["POST"]),
        Route("/checked.docx", in_words(save_draft), methods=["POST"]),
    ]


def waiting_routes(changes: Changes, asker: Callable[[Request], Reader]) -> list[Route]:
    """The address at which the pages of a PDF that waits are looked at, by who has its token and may keep it."""

    def page_that_waits(request: Request) -> Response:
        drawn = changes.waiting_page(asker(request), request.path_params["token"], page_asked(request))
        return Response(drawn, media_type="image/jpeg", headers=SAFE)

    return [Route("/waiting/{token}/pages/{page}", in_words(threaded(page_that_waits)))]


def page_asked(request: Request) -> int:
    """The number of the page that an address names; 0, which no original has, where it names none."""
    said = request.path_params["page"]
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0


def asked(request: Request, address: Address) -> Asked:
    """What an address asks the store, as long as it is shown, or with `all` as long as a list may be."""
    return replace(address.request, k=MOST_SAVED) if request.query_params.get("all") else address.request


def threaded(handler: Callable[[Request], Response]) -> Handler:
    """`handler` in a thread of its own, for it waits for files and the encoder."""

    async def handle(request: Request) -> Response:
        return await run_in_threadpool(handler, request)

    return handle


def in_words(handler: Handler) -> Handler:
    """`handler`; where it fails, the sentence that says why, in the reader's language."""

    async def handle(request: Request) -> Response:
        language = asked_language(request.headers)
        try:
            return await handler(request)
        except TracuuError as error:
            said, status = error.message(language), 404
        except Exception:
            log.exception("The page could not give a file")
            said, status = WORDS[language]["unexpected"], 500
        return PlainTextResponse(said, status, SAFE)

    return handle


def attached(content: bytes, name: str, ending: str) -> Response:
    """A file to be saved under `name`, as far as a name of a file goes."""
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    saved = f"attachment; filename={quote('-'.join(words)[:80] + ending)}"
    return Response(content, media_type=KINDS[ending], headers={**SAFE, "Content-Disposition": saved})
