"""Answers from headers and from the documents that reports cite: exact, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ...corpus.citation import cite_report, prose_date
from ...corpus.references import names_reference, reference_key
from ...corpus.references.cited_documents import citations_in
from ...corpus.report import Header, Level
from ...corpus.vietnamese import fold
from ...index.records import Passage, ReportRecord
from ...index.store import View
from ..constants import HEADERS_ANSWERED
from ..engine import citation_of
from .composition import Answer, Point, composed, declined, header_point, sentence_point
from .meant_reports import Meant, best_by_title
from .questions import Question

LEVEL_SAID: dict[Level, str] = {"commune": "xã", "district": "huyện", "province": "tỉnh", "central": "trung ương"}


def _signer(header: Header) -> str:
    return ", ".join(filter(None, (header.signer, header.signer_role))) if header.signer else ""


def _issued(header: Header) -> str:
    return prose_date(header.issued) if header.issued else ""


def _addressees(header: Header) -> str:
    if header.addressees:
        return "; ".join(header.addressees)
    return "; ".join(header.recipients)


def _period(header: Header) -> str:
    if not header.period:
        return ""
    first, last = header.period
    return prose_date(first) if first == last else f"từ {prose_date(first)} đến {prose_date(last)}"


PARTS: dict[str, tuple[str, Callable[[Header], str]]] = {
    "signer": ("người ký", _signer),
    "number": ("số và ký hiệu", lambda header: header.number or ""),
    "issued": ("ngày ban hành", _issued),
    "addressees": ("nơi nhận", _addressees),
    "place": ("địa danh", lambda header: header.place or ""),
    "period": ("thời gian báo cáo", _period),
    "title": ("trích yếu", lambda header: header.title or ""),
    "district": ("huyện", lambda header: header.district or ""),
    "province": ("tỉnh", lambda header: header.province or ""),
    "parent_agency": ("cơ quan chủ quản", lambda header: header.parent_agency or ""),
    "secrecy": ("độ mật", lambda header: header.secrecy or ""),
    "urgency": ("độ khẩn", lambda header: header.urgency or ""),
    "agency": ("cơ quan ban hành", lambda header: header.agency or ""),
}
"""What each part is called, and its value; "" where the header is silent."""


def from_headers(question: Question, meant: Meant) -> Answer:
    """The parts asked for, of each report meant; declined if it is not said which, or if the report is silent."""
    reports = best_by_title(question, meant)
    if not reports:
        return declined(question.raw, _no_report(meant), (), "header", 0.0)
    if len(reports) > HEADERS_ANSWERED:
        why = f"Có {len(reports)} báo cáo hợp với câu hỏi. Hãy nêu rõ cơ quan, năm hoặc số của báo cáo."
        return declined(question.raw, why, (), "header", 0.0)
    points = []
    silent = []
    for report in reports:
        values = {name: PARTS[name][1](report.header) for name in question.parts}
        if question.office and fold(report.header.signer_role or "") != question.office:
            continue
        said = ", ".join(dict.fromkeys(filter(None, values.values())))
        if said:
            points.append(header_point(report, said, _label(report) if len(reports) > 1 else ""))
        silent += [f"{cite_report(report.header, report.file)} không ghi {PARTS[name][0]}."
                   for name, value in values.items() if not value]  # fmt: skip
    if not points:
        why = "\n".join(silent) or "Không có báo cáo nào do người giữ chức vụ này ký."
        return declined(question.raw, why, (), "header", 0.0)
    return composed(question.raw, points, "header", 1.0)


def reports_listed(question: Question, reports: Sequence[ReportRecord]) -> Answer:
    """How many reports there are of the kind asked for, with the list of them."""
    if not reports:
        return declined(question.raw, "Trong kho không có báo cáo nào như vậy.", (), "header", 0.0)
    points = [header_point(report, report.header.title or report.file, _label(report)) for report in reports]
    return composed(question.raw, points, "header", 1.0, f"{len(points)} báo cáo{_kind_said(question)}:")


def citing(question: Question, view: View, reports: Sequence[ReportRecord], narrowed: bool) -> Answer:
    """Those of `reports` that cite the document named, each with the sentence of `view` that does.

    Where the view is `narrowed` to a part of their passages, a report cites what a sentence of that part does.
    """
    document = question.document or ""
    ids = {report for cited in view.citations([document]) for report in cited.reports}
    points = []
    for report in reports:
        if report.id in ids:
            cites = first_where(view.passages_of(report.id), lambda text: cites_document(text, document))
            if cites or not narrowed:
                point = cites or header_point(report, report.header.title or report.file)
                points.append(replace(point, label=_label(report)))
    if not points:
        return declined(question.raw, f"Không báo cáo nào trong kho viện dẫn {document}.", (), "header", 0.0)
    return composed(question.raw, points, "header", 1.0, f"{len(points)} báo cáo viện dẫn {document}:")


def documents_cited(question: Question, view: View, meant: Meant) -> Answer:
    """The sentences in which each of the reports meant first cites a document, in order."""
    reports = best_by_title(question, replace(meant, rest=()))
    points = []
    for report in reports[:HEADERS_ANSWERED]:
        known: set[str] = set()
        for passage in view.passages_of(report.id):
            for span in passage.sentences:
                keys = {reference_key(c.type, c.number, c.title) for c in citations_in(passage.text[slice(*span)])}
                if keys - known:
                    points.append(sentence_point(passage, span, citation_of(passage)))
                    known |= keys
    if not points:
        why = "Báo cáo không viện dẫn văn bản nào." if reports else _no_report(meant)
        return declined(question.raw, why, (), "header", 0.0)
    return composed(question.raw, points, "header", 1.0)


def cites_document(text: str, name: str) -> bool:
    """Whether `text` cites the document that a person means by `name`."""
    return any(names_reference(name, reference_key(c.type, c.number, c.title, c.date)) for c in citations_in(text))


def first_where(passages: Iterable[Passage], wanted: Callable[[str], bool]) -> Point | None:
    """The first sentence that is as `wanted`; the whole passage where no sentence of it is so alone."""
    for passage in passages:
        if wanted(passage.text):
            spans = (span for span in passage.sentences if wanted(passage.text[slice(*span)]))
            return sentence_point(passage, next(spans, (0, len(passage.text))), citation_of(passage))
    return None


def _label(report: ReportRecord) -> str:
    year = f" ({report.header.period[1][:4]})" if report.header.period else ""
    return f"{report.header.agency or report.file}{year}"


def _kind_said(question: Question) -> str:
    levels = "".join(f" cấp {LEVEL_SAID[level]}" for level in question.levels)
    return levels + "".join(f" năm {year}" for year in question.years)


def _no_report(meant: Meant) -> str:
    if meant.unknown or meant.placed:
        return "Trong kho không có báo cáo nào như vậy."
    return "Chưa rõ hỏi báo cáo nào, hoặc trong kho không có. Hãy nêu cơ quan, năm hoặc số của báo cáo."
