"""A question becomes an answer: from headers and references exactly, from what reports say verbatim, or declined."""

from __future__ import annotations

from dataclasses import replace

from tracuu.corpus.vietnamese import fold, tokens
from tracuu.index.local.catalog import Catalog
from tracuu.index.records import Filter, ReportRecord
from tracuu.search.answer.composition import Answer, Method, Point, Source, composed, declined, numbered
from tracuu.search.answer.content import from_passages
from tracuu.search.answer.count import reports_saying
from tracuu.search.answer.header import cites_document, citing, documents_cited, from_headers, reports_listed
from tracuu.search.answer.meant_reports import Meant, reports_meant, titled
from tracuu.search.answer.questions import CITING, Question, understand
from tracuu.search.engine import SearchEngine
from tracuu.search.query import parse_query

__all__ = ["Answer", "Method", "Point", "Source", "answer", "composed", "declined", "numbered"]

OF_A_LIST = frozenset(
    tokens(
        "co bao nhieu cao neu noi de cap phan anh ve viec den toi cua trong nam nao nhung cac kho tong so luong may"
        " liet ke danh sach hien da duoc ghi biet rang cho la hay gi ten xa huyen tinh trung uong gap nhac how many"
        " which reports mention say about do the gom bao ban hanh lap"
    )
)
"""Folded words of a question about how many reports, or which, that are no part of the matter."""

SAYING = ("neu", "noi", "de cap", "phan anh", "cho biet", "gap", "nhac", "co noi", "kien nghi", "de nghi", "mention")
"""Folded words before what reports say; without them a matter may also be their title's."""


def answer(engine: SearchEngine, question: str, wanted: Filter | None = None) -> Answer:
    """The answer to `question` from the reports that `wanted` and its own filters admit.

    Raises:
        EmptyQueryError, FilterValueError: the question cannot be asked.
    """
    query = parse_query(question, wanted)
    asked = replace(understand(query.text), raw=query.raw)
    reports = _admitted(engine.catalog, query.filter)
    if asked.kind == "reports" and asked.document and CITING.search(asked.folded):
        return citing(asked, engine.catalog, reports)
    meant = reports_meant(asked, reports, whole=asked.kind != "content")
    if asked.kind == "reports":
        return _which_reports(engine, asked, meant, query.filter)
    if asked.kind == "cites":
        return documents_cited(asked, engine.catalog, meant)
    if asked.kind == "header" and asked.document and not meant.placed:
        on_document = [report for report in reports if cites_document(report.header.title or "", asked.document)]
        if on_document or "signer" in asked.parts:
            return from_headers(asked, Meant(tuple(on_document), placed=True))
    elif asked.kind == "header" and (meant.placed or asked.about_report):
        return from_headers(asked, meant)
    return from_passages(engine, asked, meant, wanted)


def _admitted(catalog: Catalog, wanted: Filter) -> list[ReportRecord]:
    """The reports of which `wanted` admits a passage."""
    reports = catalog.reports()
    if not wanted:
        return reports
    inside = [report for report in reports if not wanted.reports or report.id in wanted.reports]
    admitted = (catalog.select(replace(wanted, reports=(report.id,))) for report in inside)
    return [report for report, ids in zip(inside, admitted, strict=True) if ids is not None and len(ids)]


def _which_reports(engine: SearchEngine, asked: Question, meant: Meant, wanted: Filter) -> Answer:
    """The reports of a kind, or those that say something: counted and listed."""
    places = {word for place in meant.places for word in place.split()}
    words = [word for word in tokens(parse_query(asked.raw).text) if not word.isdigit()]
    matter = [word for word in words if fold(word) not in OF_A_LIST and fold(word) not in places]
    if not matter or meant.unknown:
        return reports_listed(asked, meant.reports)
    if not any(f" {word} " in f" {asked.folded} " for word in SAYING):
        about = titled(tuple(map(fold, matter)), meant.reports)
        if about:
            return reports_listed(asked, about)
    return reports_saying(engine, asked, meant.reports, " ".join(matter), wanted)
