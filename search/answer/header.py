"""Answers from headers and from the documents that reports cite: exact, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ...corpus.citation import cite_report, doubt, prose_date, prose_period
from ...corpus.references import names_reference, reference_key
from ...corpus.references.cited_documents import citations_in
from ...corpus.report import Header
from ...corpus.vietnamese import fold
from ...index.records import Passage, ReportRecord
from ...index.store import View
from ...words import Language, both, say
from ..constants import CHOICES_SHOWN, HEADERS_ANSWERED, UNSURE_HEADER
from ..engine import citation_of
from .composition import Answer, Choice, Point, composed, declined, header_point, sentence_point
from .meant_reports import Meant, best_by_title, unsaid
from .questions import Question


def _said(header: Header, part: str) -> str:
    """The value of a part, and whether nothing confirms it; "" where the header is silent."""
    value = PARTS[part](header)
    return value and value + doubt(header, part)


def _signer(header: Header) -> str:
    return ", ".join(filter(None, (header.signer, header.signer_role))) if header.signer else ""


def _issued(header: Header) -> str:
    return prose_date(header.issued) if header.issued else ""


def _addressees(header: Header) -> str:
    if header.addressees:
        return "; ".join(header.addressees)
    return "; ".join(header.recipients)


def _period(header: Header) -> str:
    return prose_period(*header.period) if header.period else ""


PARTS: dict[str, Callable[[Header], str]] = {
    "signer": _signer,
    "number": lambda header: header.number or "",
    "issued": _issued,
    "addressees": _addressees,
    "place": lambda header: header.place or "",
    "period": _period,
    "title": lambda header: header.title or "",
    "district": lambda header: header.district or "",
    "province": lambda header: header.province or "",
    "parent_agency": lambda header: header.parent_agency or "",
    "secrecy": lambda header: header.secrecy or "",
    "urgency": lambda header: header.urgency or "",
    "agency": lambda header: header.agency or "",
}
"""The value of each part; "" where the header is silent. `answers.part_` and its name say what it is called."""


def from_headers(question: Question, meant: Meant, language: Language) -> Answer:
    """The parts asked for, of each report meant; declined if it is not said which, or if the report is silent.

    Words that none of their headers has are named as not understood, and nothing is certain then.
    """
    reports = best_by_title(question, meant)
    if not reports:
        return declined(question.raw, _no_report(meant, language), (), "header", 0.0, language)
    if len(reports) > HEADERS_ANSWERED:
        why = say("answers.many_reports", language, n=len(reports))
        return declined(question.raw, why, (), "header", 0.0, language)
    points = []
    silent = []
    for report in reports:
        values = {name: _said(report.header, name) for name in question.parts}
        if question.office and fold(report.header.signer_role or "") != question.office:
            continue
        said = ", ".join(dict.fromkeys(filter(None, values.values())))
        if said:
            points.append(header_point(report, said, label_of(report) if len(reports) > 1 else ""))
        cited = cite_report(report.header, report.file)
        lacking = (both(f"answers.part_{name}") for name, value in values.items() if not value)
        silent += [say("answers.silent", language, report=cited, part=part) for part in lacking]
    if not points:
        why = "\n".join(silent) or say("answers.signed_by_none", language)
        return declined(question.raw, why, (), "header", 0.0, language)
    left = tuple(dict.fromkeys(word for report in reports for word in unsaid(meant.rest, report.header)))
    given = composed(question.raw, points, "header", UNSURE_HEADER if left else 1.0)
    return replace(given, answer="\n".join((given.answer, *silent)), not_understood=left)


def of_which(question: Question, meant: Meant, language: Language) -> Answer | None:
    """A part of a header that is asked for without saying of which report: of the only one, or which there are.

    None where there is none, of an office that no report is signed by: what reports say may still answer.
    """
    of_office = [
        report
        for report in meant.reports
        if not question.office or fold(report.header.signer_role or "") == question.office
    ]
    if not of_office:
        return None
    if len(of_office) == 1:
        return from_headers(question, replace(meant, reports=tuple(of_office), placed=True), language)
    given = declined(question.raw, say("answers.which_report", language), (), "header", 0.0, language)
    asked = question.raw.rstrip(" ?")
    choices = (Choice(label_of(report), f"{asked} {_named(report, question)}?") for report in of_office)
    return replace(given, choices=tuple(choices)[:CHOICES_SHOWN])


def _named(report: ReportRecord, question: Question) -> str:
    """A report as a question names it, or whom it is of where the holder of an office is asked for."""
    header = report.header
    if question.office:
        return f"{header.agency or ''} {reported_year(report)}".strip()
    return f"báo cáo số {header.number}" if header.number else f"báo cáo của {label_of(report)}"


def reports_listed(question: Question, reports: Sequence[ReportRecord], language: Language) -> Answer:
    """How many reports there are of the kind asked for, with the list of them."""
    if not reports:
        return declined(question.raw, say("answers.no_such_report", language), (), "header", 0.0, language)
    points = listed_points(reports)
    lead = say("answers.listed", language, n=len(points), kinds=_kinds_said(question, language))
    return composed(question.raw, points, "header", 1.0, lead)


def listed_points(reports: Sequence[ReportRecord]) -> list[Point]:
    """Reports by their titles, as a list has them."""
    return [header_point(report, report.header.title or report.file, numbered_label(report)) for report in reports]


def citing(
    question: Question, view: View, reports: Sequence[ReportRecord], narrowed: bool, language: Language
) -> Answer:
    """Those of `reports` that cite the document named, each with the sentence of `view` that does.

    Where the view is `narrowed` to a part of their passages, a report cites what a sentence of that part does.
    """
    document = question.document or ""
    ids = {report for cited in view.citations([document]) for report in cited.reports}
    those = [report for report in reports if report.id in ids]
    return citing_those(
        question, document, view, those, lambda text: cites_document(text, document), narrowed, language
    )


def citing_those(
    question: Question,
    document: str,
    view: View,
    reports: Iterable[ReportRecord],
    cites: Callable[[str], bool],
    narrowed: bool,
    language: Language,
) -> Answer:
    """Reports that cite what is called `document`, each with the first sentence of `view` that `cites` it.

    Where the view is `narrowed`, those without such a sentence are left out.
    """
    points = []
    for report in reports:
        said = first_where(view.passages_of(report.id), cites)
        if said or not narrowed:
            point = said or header_point(report, report.header.title or report.file)
            points.append(replace(point, label=numbered_label(report)))
    if not points:
        why = say("answers.cited_by_none", language, document=document)
        return declined(question.raw, why, (), "header", 0.0, language)
    lead = say("answers.cited_by", language, n=len(points), document=document)
    return composed(question.raw, points, "header", 1.0, lead)


def documents_cited(question: Question, view: View, meant: Meant, language: Language) -> Answer:
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
        why = say("answers.cites_nothing", language) if reports else _no_report(meant, language)
        return declined(question.raw, why, (), "header", 0.0, language)
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


def label_of(report: ReportRecord) -> str:
    """What tells a report from others in a list: its agency and the year it reports on."""
    year = f" ({reported_year(report)})" if report.header.period else ""
    return f"{report.header.agency or report.file}{year}"


def numbered_label(report: ReportRecord) -> str:
    """The same with its number, by which it is cited."""
    return ", số ".join(filter(None, (label_of(report), report.header.number)))


def reported_year(report: ReportRecord) -> str:
    """The year that a report is on, as its label has it: where its period ends, else the store's; "" if none."""
    return report.header.period[1][:4] if report.header.period else str(report.year or "")


def _kinds_said(question: Question, language: Language) -> str:
    levels = (both(f"answers.level_{level}") for level in question.levels)
    kinds = [say("answers.of_level", language, level=level) for level in levels]
    return "".join([*kinds, *(say("answers.of_year", language, year=year) for year in question.years)])


def _no_report(meant: Meant, language: Language) -> str:
    named = meant.unknown or meant.placed
    return say("answers.no_such_report" if named else "answers.which_report", language)
