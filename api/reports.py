"""Routes of what there is: reports, their originals, the documents that they cite, all of it counted."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from ..index.records import ID_LENGTH
from ..service import reports
from ..service.asking import Request
from ..service.house import House
from ..service.narrowing import filter_of
from ..service.objects import cited_document, counted, listed_report, whole_report
from ..service.overview import statistics
from ..service.readers import Reader
from . import told
from .asked import DocumentsPage, ReportsPage
from .routing import Asker, described

ReportId = Annotated[str, Path(pattern=rf"^[0-9a-f]{{{ID_LENGTH}}}$", examples=["0ecb07c9692b"])]

ORIGINAL: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


def reports_listed(house: House, reader: Reader, asked: ReportsPage) -> dict[str, Any]:
    """A part of what `tracuu list --json` prints, of the reports with a passage that the filters admit."""
    narrowed = filter_of(asked.filters)
    request = Request("", narrowed, sort=asked.sort) if narrowed or asked.sort != "newest" else None
    found = reports.listed(house, reader, request)
    shown = found[asked.offset : asked.offset + asked.limit]
    return {
        "found": len(found),
        "offset": asked.offset,
        "limit": asked.limit,
        "reports": [listed_report(record, passages) for record, passages in shown],
    }


def documents_listed(house: House, reader: Reader, asked: DocumentsPage) -> dict[str, Any]:
    """A part of what `tracuu references --json` prints."""
    found, citing = reports.references(house, reader, asked.document)
    shown = found[asked.offset : asked.offset + asked.limit]
    return {
        "found": len(found),
        "offset": asked.offset,
        "limit": asked.limit,
        "references": [cited_document(document, citing) for document in shown],
    }


def routes(house: House) -> APIRouter:
    """The addresses at which the reports of `house` are read."""
    router = APIRouter()

    @router.get("/api/v1/reports", **described("list_reports", told.Reports))
    def list_reports(reader: Asker, asked: Annotated[ReportsPage, Query()]) -> JSONResponse:
        return JSONResponse(reports_listed(house, reader, asked))

    @router.get("/api/v1/reports/{report}", **described("report", told.Whole))
    def report(reader: Asker, report: ReportId) -> JSONResponse:
        return JSONResponse(whole_report(report, reports.report(house, reader, report)))

    given = described("original", None)
    given["responses"] |= ORIGINAL

    @router.get("/api/v1/reports/{report}/original", response_class=Response, **given)
    def original(reader: Asker, report: ReportId) -> Response:
        file = reports.original(house, reader, report)
        saved = f"attachment; filename*=utf-8''{quote(file.name)}"
        kind = "application/octet-stream"
        return Response(file.content, media_type=kind, headers={"Content-Disposition": saved, **SAFE})

    @router.get("/api/v1/references", **described("list_references", told.Documents))
    def list_references(reader: Asker, asked: Annotated[DocumentsPage, Query()]) -> JSONResponse:
        return JSONResponse(documents_listed(house, reader, asked))

    @router.get("/api/v1/statistics", **described("count", told.Statistics))
    def count(reader: Asker) -> JSONResponse:
        return JSONResponse(counted(statistics(house, reader)))

    return router


SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'"}
"""Of a file that somebody sent: a browser runs nothing that is in it."""
