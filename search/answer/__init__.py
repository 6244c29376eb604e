"""A question becomes an answer: from headers and references exactly, from what reports say verbatim, or declined."""

from __future__ import annotations

from ...corpus.vietnamese import fold, tokens
from ...index.store import View
from ...words import Language
from ..engine import SearchEngine
from ..understanding import Understood
from .composition import Answer, Method, Point, Source, composed, declined, numbered
from .content import from_passages
from .count import reports_saying
from .header import cites_document, citing, documents_cited, from_headers, reports_listed
from .meant_reports import Meant, reports_meant, titled
from .questions import CITING, Question, question_of

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


def answer(engine: SearchEngine, view: View, asked: Understood, language: Language = "vi") -> Answer:
    """The answer of what is seen in `view` to what was understood.

    Args:
        engine: finds the passages.
        view: what is asked.
        asked: the question.
        language: of what stands around the quotes; these and their citations are in Vietnamese.

    Raises:
        RerankerUnavailableError: there is to be a reranker, and it cannot be loaded.
    """
    question, seen = question_of(asked), view.within(asked.scope)
    reports = seen.reports()
    if question.kind == "reports" and question.document and CITING.search(question.folded):
        return citing(question, seen, reports, bool(asked.scope), language)
    meant = reports_meant(question, reports, whole=question.kind != "content")
    if question.kind == "reports":
        return _which_reports(engine, view, asked, question, meant, language)
    if question.kind == "cites":
        return documents_cited(question, seen, meant, language)
    if question.kind == "header" and question.document and not meant.placed:
        on_document = [report for report in reports if cites_document(report.header.title or "", question.document)]
        if on_document or "signer" in question.parts:
            return from_headers(question, Meant(tuple(on_document), placed=True), language)
    elif question.kind == "header" and (meant.placed or question.about_report):
        return from_headers(question, meant, language)
    return from_passages(engine, view, asked, question, meant, language)


def _which_reports(
    engine: SearchEngine, view: View, asked: Understood, question: Question, meant: Meant, language: Language
) -> Answer:
    """The reports of a kind, or those that say something: counted and listed."""
    places = {word for place in meant.places for word in place.split()}
    words = [word for word in asked.query.words if not word.isdigit()]
    matter = [word for word in words if fold(word) not in OF_A_LIST and fold(word) not in places]
    if not matter or meant.unknown:
        return reports_listed(question, meant.reports, language)
    if not any(f" {word} " in f" {question.folded} " for word in SAYING):
        about = titled(tuple(map(fold, matter)), meant.reports)
        if about:
            return reports_listed(question, about, language)
    return reports_saying(engine, view, asked, meant.reports, " ".join(matter), language)
