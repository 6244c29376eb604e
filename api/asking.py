"""Routes of questions: search, ask, wording, check, cite. Each gives what the command of its name prints as JSON."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, BinaryIO

import anyio
from fastapi import APIRouter, Body, Query
from fastapi import Request as Sent
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from ..index.disk_faults import named_faults
from ..service import asking, checking
from ..service.asking import Request
from ..service.citing import citations
from ..service.house import House
from ..service.incoming import safe_name
from ..service.line import PATIENCE, WRITERS
from ..service.narrowing import filter_of
from ..service.readers import Reader
from ..service.reports import cited
from ..words import Language
from . import asked as ask
from . import told
from .line import TURN, Turn
from .routing import Asker, described, without_model
from .sending import SENT, one_file


def search_found(house: House, reader: Reader, asked: ask.Search) -> dict[str, Any]:
    """What `tracuu search --json` prints."""
    request = Request(asked.query, filter_of(asked.filters), asked.as_typed, asked.k)
    return asking.search(house, reader, request).to_json()


def answer_given(house: House, reader: Reader, asked: ask.Question) -> dict[str, Any]:
    """What `tracuu ask --json` prints; where a language model does not answer, the quoted answer stands."""
    asked_of = house if asked.llm else without_model(house)
    written, _ = asking.answered(asked_of, reader, Request(asked.question, language=asked.language))
    return written.to_json(asked.language)


async def answer_in_turn(house: House, reader: Reader, asked: ask.Question, turn: object) -> JSONResponse:
    """The same, where others wait: a language model takes minutes and no core, so the `turn` among those who take one
    is over before it is waited for, in a line of its own; whose turn does not come there has the quoted answer."""
    growing = asking.ask(
        house if asked.llm else without_model(house), reader, Request(asked.question, language=asked.language)
    )

    def begun() -> tuple[asking.Quotable, JSONResponse]:
        first = next(growing)
        return first, JSONResponse(first.written.to_json(asked.language))

    with closing(growing):
        first, quoted = await run_in_threadpool(begun)
        if not first.writing:
            return quoted
        if isinstance(turn, Turn):
            turn.over()
        waiter = WRITERS.join(reader.name)
        if waiter is None:
            return quoted
        try:
            with anyio.move_on_after(PATIENCE):
                await waiter.served.wait()
            if not waiter.served.is_set():
                return quoted
            written, _ = await run_in_threadpool(asking.whole, first, growing)
        finally:
            WRITERS.leave(waiter)
        return JSONResponse(written.to_json(asked.language))


def wordings_found(house: House, reader: Reader, asked: ask.Phrase) -> dict[str, Any]:
    """What `tracuu wording --json` prints."""
    request = Request(asked.phrase, filter_of(asked.filters), asked.as_typed)
    return asking.word(house, reader, request, asked.limit).to_json()


def checked(house: House, reader: Reader, asked: ask.Draft | ask.Sentence) -> dict[str, Any]:
    """What `tracuu check --json` prints of a draft, or a line of its batch of a sentence."""
    if isinstance(asked, ask.Sentence):
        verdict = checking.supported(house, reader, asked.sentence, asked.passages)
        return verdict.to_json(asked.language)
    found = checking.check(house, reader, checking.draft_of(asked.draft))
    return {"file": None, **found.to_json(asked.language)}


def checked_file(house: House, reader: Reader, sent: BinaryIO, name: str, language: Language) -> dict[str, Any]:
    """What `tracuu check FILE --json` prints; nothing is kept of the file."""
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder, safe_name(name).name)
        with named_faults(draft.parent), draft.open("wb") as kept:
            shutil.copyfileobj(sent, kept)
        paragraphs = checking.draft_in(draft)
    return {"file": name, **checking.check(house, reader, paragraphs).to_json(language)}


def cited_as(house: House, reader: Reader, asked: ask.Cite) -> dict[str, Any]:
    """What `tracuu cite --json` prints."""
    return citations(cited(house, reader, asked.passages), asked.style)


def routes(house: House) -> APIRouter:
    """The addresses at which questions are asked of `house`."""
    router = APIRouter()

    @router.get("/api/v1/search", **described("search", told.Found))
    def search(reader: Asker, asked: Annotated[ask.Search, Query()]) -> JSONResponse:
        return JSONResponse(search_found(house, reader, asked))

    @router.post("/api/v1/search", **described("search_post", told.Found))
    def search_post(reader: Asker, asked: ask.Search) -> JSONResponse:
        return JSONResponse(search_found(house, reader, asked))

    @router.get("/api/v1/ask", **described("ask", told.Answer))
    async def answer(reader: Asker, asked: Annotated[ask.Question, Query()], sent: Sent) -> JSONResponse:
        return await answer_in_turn(house, reader, asked, sent.scope.get(TURN))

    @router.post("/api/v1/ask", **described("ask_post", told.Answer))
    async def answer_post(reader: Asker, asked: ask.Question, sent: Sent) -> JSONResponse:
        return await answer_in_turn(house, reader, asked, sent.scope.get(TURN))

    @router.get("/api/v1/wording", **described("wording", told.Wordings))
    def wording(reader: Asker, asked: Annotated[ask.Phrase, Query()]) -> JSONResponse:
        return JSONResponse(wordings_found(house, reader, asked))

    @router.post("/api/v1/wording", **described("wording_post", told.Wordings))
    def wording_post(reader: Asker, asked: ask.Phrase) -> JSONResponse:
        return JSONResponse(wordings_found(house, reader, asked))

    @router.post("/api/v1/check", **described("check", told.Checked | told.Supported))
    def check(reader: Asker, asked: Annotated[ask.Draft | ask.Sentence, Body()]) -> JSONResponse:
        return JSONResponse(checked(house, reader, asked))

    @router.post("/api/v1/check/file", openapi_extra=SENT, **described("check_file", told.Checked))
    async def check_file(reader: Asker, request: Sent, language: Language = "vi") -> JSONResponse:
        async with one_file(request) as sent:
            return JSONResponse(
                await run_in_threadpool(checked_file, house, reader, sent.file, sent.filename or "", language)
            )

    @router.get("/api/v1/cite", **described("cite", told.Citations))
    def cite(reader: Asker, asked: Annotated[ask.Cite, Query()]) -> JSONResponse:
        return JSONResponse(cited_as(house, reader, asked))

    @router.post("/api/v1/cite", **described("cite_post", told.Citations))
    def cite_post(reader: Asker, asked: ask.Cite) -> JSONResponse:
        return JSONResponse(cited_as(house, reader, asked))

    return router
