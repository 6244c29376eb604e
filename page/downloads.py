"""What the page gives to take along: lists of results, the sentences chosen, and the files that reports came in."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable
from hashlib import file_digest
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from tracuu.corpus.citation import sources
from tracuu.corpus.errors import TracuuError
from tracuu.corpus.vietnamese import fold
from tracuu.index.local.catalog import Catalog
from tracuu.page.address import read_address
from tracuu.page.language import WORDS, asked_language
from tracuu.search import SearchEngine
from tracuu.search.errors import ReportUnknownError
from tracuu.search.export import exported, quotations_docx
from tracuu.service.basket import MOST, chosen, quotations

log = logging.getLogger(__name__)

KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
}
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""Of everything that is given: a browser saves it, and neither guesses what it is nor runs what is in it."""

Handler = Callable[[Request], Awaitable[Response]]


class OriginalGoneError(TracuuError):
    """The file that a report came in is not where it was."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class OriginalChangedError(TracuuError):
    """The file that a report came in is another one now."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


def routes(opened: Callable[[], SearchEngine], complete: Callable[[], SearchEngine]) -> list[Route]:
    """The addresses under which things can be taken along, over the engine that both give, as `Desk` has them."""

    def save_list(request: Request) -> Response:
        ending = f".{request.path_params['ending']}"
        address = read_address(request.url.query)
        found = complete().search(address.question, address.shown, address.filter, address.as_typed)
        return attached(exported(found, ending), f"tra-cuu {address.question}", ending)

    def original(request: Request) -> Response:
        path = original_of(opened().catalog, request.path_params["report"])
        return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=SAFE)

    async def save_basket(request: Request) -> Response:
        async with request.form(max_fields=MOST, max_files=0) as form:
            said = [str(value) for value in form.getlist("pick")]
        return await run_in_threadpool(docx_of, said)

    def docx_of(said: list[str]) -> Response:
        picked = [one for one in chosen(opened().catalog, said) if one.passage is not None]
        target = io.BytesIO()
        listed = sources((one.passage.report.header, one.passage.report.file) for one in picked if one.passage)
        quotations_docx(quotations(picked), target, WORDS["vi"]["basket"], sources=listed)
        return attached(target.getvalue(), "cau-da-chon", ".docx")

    return [
        Route("/export.{ending}", in_words(threaded(save_list))),
        Route("/originals/{report}", in_words(threaded(original))),
        Route("/quotations.docx", in_words(save_basket), methods=["POST"]),
    ]


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


def original_of(catalog: Catalog, report_id: str) -> Path:
    """The file that the report with that id was read from, as it was then.

    Raises:
        ReportUnknownError: there is no such report.
        OriginalGoneError, OriginalChangedError: its file is not there, or another.
    """
    files = [file for file in catalog.files() if file.report == report_id]
    if not files:
        raise ReportUnknownError(report_id)
    there = [file for file in files if Path(file.path).is_file()]
    if not there:
        raise OriginalGoneError(files[0].name)
    for file in there:
        with Path(file.path).open("rb") as content:
            if file_digest(content, "sha256").hexdigest() == file.sha256:
                return Path(file.path)
    raise OriginalChangedError(there[0].name)
