"""Why something was not done, as programs are told: a status, a word of its own, and the sentence in both languages."""

from __future__ import annotations

import logging
import re
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from ..corpus.errors import FileUnreadableError, TracuuError
from ..door import ASKER
from ..index import errors as keeping
from ..search.errors import PassageUnknownError, ReportUnknownError
from ..service.changes import NotHereError, NothingWaitsError
from ..service.readers import NotAllowedError, Reader
from ..service.reports import OriginalChangedError, OriginalGoneError
from ..words import Bilingual, both

log = logging.getLogger(__name__)

MENDED_BY_KEEPER = 503
"""The store cannot be asked or changed now; those who keep it can mend that."""

BUSY = (keeping.StoreBusyError, keeping.MilvusBusyError)
"""Somebody else is writing."""

STATUS: tuple[tuple[type[TracuuError] | tuple[type[TracuuError], ...], int], ...] = (
    ((ReportUnknownError, PassageUnknownError, OriginalGoneError), 404),
    ((NotAllowedError, NotHereError), 403),
    ((*BUSY, NothingWaitsError, OriginalChangedError), 409),
    (FileUnreadableError, 422),
    (
        (
            keeping.ModelNotFoundError, keeping.ModelUnavailableError, keeping.CatalogDamagedError,
            keeping.CatalogUnavailableError, keeping.CatalogLostError, keeping.CatalogTooNewError,
            keeping.NothingIndexedError, keeping.CurrentDamagedError, keeping.GenerationDamagedError,
            keeping.EncoderMismatchError, keeping.NormaliserMismatchError, keeping.DiskFullError,
            keeping.StoreUnwritableError, keeping.TooManyOpenFilesError, keeping.MilvusUnreachableError,
            keeping.MilvusRefusedError, keeping.MilvusFaultError, keeping.MilvusOtherError,
            keeping.MilvusMissingError, keeping.StoreUnknownError,
        ),
        MENDED_BY_KEEPER,
    ),
)  # fmt: skip
"""The status of the errors of a kind; any other is what was asked, and who asked can mend it: 422."""

HTTP: dict[int, str] = {404: "closed", 405: "method", 413: "large"}
"""The statuses that routing gives, and what is said: the door's words."""

LONGEST_PLACE = 100

NOBODY = Reader(role="reader", collections=frozenset())
"""Who came past the door: nothing is there for them, and nothing is said of the store."""


class JobUnknownError(TracuuError):
    """No change is remembered under that id."""

    def __init__(self, job: str) -> None:
        super().__init__(job=job)


class MediaTypeError(TracuuError):
    """What was sent is of a kind that is not taken there."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted=wanted)


class FormWrongError(TracuuError):
    """A form does not have what it must."""

    def __init__(self) -> None:
        super().__init__()


def fault(code: str, text: Bilingual) -> dict[str, str]:
    """A fault, as programs are told it."""
    return {"code": code, "vi": text.vi, "en": text.en}


def code_of(error: TracuuError) -> str:
    """The word that stands for errors of a kind: "question_too_long" for QuestionTooLongError."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__.removesuffix("Error")).lower()


def fault_of(error: BaseException, reader: Reader) -> dict[str, str]:
    """An error as `reader` may be told it; what has no words of ours is ours to mend.

    What is said of the store itself names folders of the machine: that is for those who keep it.
    """
    if not isinstance(error, TracuuError):
        return fault("unexpected", both("api.unexpected"))
    if not reader.may("admin", whole=True):
        if status_of(error) == MENDED_BY_KEEPER:
            return fault("unready", both("api.unready"))
        if isinstance(error, BUSY):
            return fault(code_of(error), both("api.busy"))
    return fault(code_of(error), error.text)


def status_of(error: TracuuError) -> int:
    """The status of an answer that says why not."""
    if isinstance(error, JobUnknownError):
        return 404
    if isinstance(error, MediaTypeError):
        return 415
    return next((status for kind, status in STATUS if isinstance(error, kind)), 422)


def refused(status: int, code: str, text: Bilingual, **headers: str) -> JSONResponse:
    """The answer that says why not."""
    return JSONResponse({"error": fault(code, text)}, status, headers)


def explain(app: FastAPI) -> None:
    """Let every error of `app` be answered in the one shape."""

    async def known(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, TracuuError)
        reader = request.scope.get(ASKER)
        told = fault_of(error, reader if isinstance(reader, Reader) else NOBODY)
        return JSONResponse({"error": told}, status_of(error))

    async def routing(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        if error.status_code in HTTP:
            word = HTTP[error.status_code]
            return refused(error.status_code, word, both(f"door.{word}"), **dict(error.headers or {}))
        return refused(error.status_code, "malformed", both("api.malformed"))

    async def wrong(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return refused(422, "invalid", invalid(error.errors()))

    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        return refused(500, "unexpected", both("api.unexpected"))

    app.add_exception_handler(TracuuError, known)
    app.add_exception_handler(HTTPException, routing)
    app.add_exception_handler(RequestValidationError, wrong)
    app.add_exception_handler(Exception, unexpected)


def invalid(wrong: Any) -> Bilingual:
    """Where a request is not as it must be, and what its reader said first: it speaks English."""
    first: dict[str, Any] = wrong[0] if wrong else {"loc": (), "msg": ""}
    place = ".".join(str(part) for part in first["loc"][1:])[:LONGEST_PLACE]
    readable = place.encode("utf-8", "replace").decode()
    return both("api.invalid", where=Bilingual(readable, f"{readable} ({first['msg']})" if readable else first["msg"]))


def asker_of(request: Request) -> Reader:
    """Who asks, as the door knows them: behind no door nobody is let in."""
    reader = request.scope.get(ASKER)
    if not isinstance(reader, Reader):
        raise NotAllowedError
    return reader
