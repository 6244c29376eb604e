"""A question becomes an answer: from headers and references exactly, from what reports say verbatim, or declined."""

from __future__ import annotations

import re
from dataclasses import replace

from ...corpus.vietnamese import fold, tokens
from ...index.records import ReportRecord
from ...index.scope import Scope
from ...index.store import View
from ...words import Language, say
from ..conditions import Condition
from ..constants import CHOICES_SHOWN, DECLINED_CONFIDENCE, UNDECIDED_CONFIDENCE, UNSURE_HEADER
from ..engine import SearchEngine
from ..function_words import ASKING_LAST, NO_MATTER, PhraseList
from ..header_names import header_names, without_type
from ..understanding import Understood, understand
from .across import across
from .bounded import bounded
from .cited_types import citing_type, type_cited
from .composition import Answer, Choice, Method, Point, Source, composed, declined, numbered
from .content import from_passages
from .count import reports_saying
from .each_asked import answered_each, each_asked
from .excepting import excepting
from .greatest import greatest
from .header import (
    cites_document,
    citing,
    documents_cited,
    from_headers,
    label_of,
    listed_points,
    of_which,
    reports_listed,
)
from .lying_in import lying_in
from .meant_reports import Meant, reports_meant, titled
from .most import of_which_most
from .over_years import over_years
from .parts import parted
from .questions import ABOUT_REPORT, CITING, Question, question_of
from .share_asked import share_asked
from .short_for import short_for
from .standing import Standing
from .within import within_one

__all__ = ["Answer", "Choice", "Method", "Point", "Source", "answer", "composed", "declined", "numbered"]

OF_A_LIST = NO_MATTER | PhraseList(
    "nói, nói về, nói đến, nói tới, nêu, nêu về, đề cập, đề cập đến, đề cập tới, phản ánh, phản ánh về, gặp, "
    "nhắc, nhắc đến, nhắc tới, viết, viết về, cho biết, tổng số, số lượng, tổng cộng, đếm, ghi, có ghi, việc, về "
    "việc, loại, đợt, trên, dưới, nữa, mention, mentioning, speak, tell, cover, describe"
)
"""What a question about how many reports, or which, says that is no part of the matter."""

SILENT = re.compile(
    r"\b(?:(?:khong|chua) (?:ghi|co|de|dien|danh) (?:ro )?|(?:de|bo) trong (?:phan |muc )?)"
    r"(?:(?P<number>so(?: va)?(?: ky)? hieu|so)|(?P<issued>ngay(?: thang)?"
    r"(?: ban hanh| ky)?)|(?P<signer>nguoi ky|chu ky|ten nguoi ky)|(?P<addressees>kinh gui|noi nhan))\b"
)
SILENT_FIELDS = ("number", "issued", "signer", "addressees")
"""What a header may not say, and how it is asked which do not, folded."""

CONSISTS = re.compile(r"\b(?:bao )?gom\b(?=.*\b(?:ai|gi|nao|bao nhieu|may)\b)|\bco nhung ai\b")
WHO_IS = re.compile(r"^(?:hien nay |hien )?ai (?:dang )?(?:la|lam|giu chuc) (?P<who>[^?]+?)\W*$")

IS_WHAT = re.compile(r"\bla (?:gi|ai)\W*$|^(?:what|who) (?:is|are)\b")
"""What asks, folded, of a place or agency itself, and not which reports it has: whom it has in it, and what it is."""

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
    if asked.lists and CONSISTS.search(folded := fold(asked.query.text)) and not ABOUT_REPORT.search(folded):
        asked = asked.taken_as_words(view)
    given = _answered(engine, view, asked, language)
    question = question_of(asked)
    if question.kind == "content" and not asked.said.missing and (each := each_asked(asked, question)):

        def alone(one: str) -> Answer:
            return _answered(engine, view, understand(view, one, asked.given, asked.as_typed, asked.ignored), language)

        given = answered_each(asked, each, given, alone, language)
    left = (*asked.not_understood, *given.not_understood)
    if given.method == "header" and asked.not_understood:
        given = replace(given, confidence=min(given.confidence, UNSURE_HEADER))
    undated = _undated(view, asked) if given.method == "header" else 0
    if undated:
        given = replace(given, answer=f"{given.answer}\n{say('answers.undated', language, n=undated)}")
    return replace(given, conditions=asked.conditions, not_understood=left)


def _undated(view: View, asked: Understood) -> int:
    """How many reports are passed over for want of a date, where it is asked which were issued when, or last."""
    said = asked.said
    by_date = [one for one in said.read if one.field in ("issued", "order") and one.op != "!="]
    dated = [one for one in by_date if (one.applied or one.missing) and not _is_day(one)]
    if not dated:
        return 0
    besides = [one for one in said.applied if one not in by_date]
    scope = replace(asked, said=replace(said, read=tuple(besides))).scope
    return sum(not report.header.issued for report in view.within(scope).reports())


def _is_day(one: Condition) -> bool:
    """Whether a condition is of one day: then a report is meant, and not all that were issued when."""
    return one.field == "issued" and one.op == "=" and len(one.value) == len("2023-12-05")


def _answered(engine: SearchEngine, view: View, asked: Understood, language: Language) -> Answer:
    question, seen = question_of(asked), view.within(asked.scope)
    if lies := lying_in(asked, view.reports(), language):
        return lies
    if asked.said.missing:
        return _not_there(view, asked, language)
    reports = seen.reports()
    if most := of_which_most(question, reports, language):
        return most
    if question.kind == "reports" and question.document and CITING.search(question.folded):
        return citing(question, seen, reports, bool(asked.scope), language)
    if name := type_cited(question):
        return citing_type(question, name, seen, reports, bool(asked.scope), language)
    meant = reports_meant(asked, question, reports, whole=question.kind != "content")
    if question.kind == "content" and meant.placed and (office := _office_of_theirs(question, meant)):
        return from_headers(replace(question, kind="header", parts=("signer",), office=office), meant, language)
    if question.kind == "reports":
        return _which_reports(engine, view, asked, question, meant, language)
    if question.kind == "cites":
        return documents_cited(question, seen, meant, language)
    if question.kind == "header" and question.document and not meant.placed:
        on_document = [report for report in reports if cites_document(report.header.title or "", question.document)]
        if on_document or "signer" in question.parts:
            return from_headers(question, Meant(tuple(on_document), placed=True), language)
    elif (
        question.kind == "header"
        and not (meant.placed or meant.rest or meant.unknown or question.about_report)
        and (given := of_which(question, meant, language))
    ):
        return given
    elif question.kind == "header" and (meant.placed or question.about_report):
        return _not_there(view, asked, language) if meant.unknown else from_headers(question, meant, language)
    if question.kind == "content" and (given := over_years(view, asked, question, meant, Standing(view), language)):
        return given
    parts = parted(asked, reports) if question.kind == "content" and question.asks else None
    if parts and (given := across(engine, view, asked, parts, Standing(view), language)):
        return given
    if question.kind == "content":
        standing = Standing(view)
        if given := greatest(view, asked, question, meant, standing, language):
            return given
        if given := short_for(view, asked, meant, standing, language):
            return given
        for reckoned in (bounded, excepting, within_one):
            if given := reckoned(view, asked, question, meant, standing, language):
                return given
    given = from_passages(engine, view, asked, question, meant, language)
    if question.kind == "content" and not (given.found and given.confidence > UNDECIDED_CONFIDENCE):
        return share_asked(view, asked, question, meant, Standing(view), language) or given
    return given


def _office_of_theirs(question: Question, meant: Meant) -> str:
    """The position, folded, whose holder is asked for and who signs one of the reports meant: "Ai là Hạt trưởng …?"."""
    asked = WHO_IS.match(question.folded)
    if asked is None:
        return ""
    found = [""]
    for header in (report.header for report in meant.reports):
        role = fold(header.signer_role or "")
        if role and f"{asked['who']} ".startswith(f"{role} "):
            theirs = fold(f"cua {header.agency} {header.district} {header.province}").split()
            if set(tokens(asked["who"].removeprefix(role))) <= set(theirs):  # another board has another
                found.append(role)
    return max(found, key=len)


def _which_reports(
    engine: SearchEngine, view: View, asked: Understood, question: Question, meant: Meant, language: Language
) -> Answer:
    """The reports of a kind, or those that say something: counted and listed."""
    if asked.not_understood:
        why = say("answers.condition_not_understood", language, said=", ".join(asked.not_understood))
        return declined(asked.raw, why, (), "header", 0.0, language)
    if meant.unknown:
        return _not_there(view, asked, language)
    given = _by_header(asked, question, meant, language)
    if given:
        return given
    accented = asked.words.accents == "accented"
    others = list(asked.said.others)
    while others and ASKING_LAST.marks(others[-1:], accented)[0]:  # "có báo cáo nào … không?"
        others.pop()
    matter = OF_A_LIST.rest(others, accented)
    saying = any(f" {word} " in f" {question.folded} " for word in SAYING)
    if not matter:
        if unmet := [one for one in asked.said.read if _is_of_no_report(view, one)]:
            why = say("answers.no_report_with", language, said=", ".join(one.said for one in unmet))
            return declined(asked.raw, why, (), "header", 0.0, language)
        narrowed = any(one.field != "doc_type" for one in asked.said.applied)
        if saying and not narrowed:
            return declined(asked.raw, say("answers.what_about", language), (), "header", 0.0, language)
        if meant.placed and IS_WHAT.search(question.folded) and not (question.about_report or question.office):
            why, points = say("answers.not_what_it_is", language), listed_points(meant.reports)
            return declined(asked.raw, why, points, "header", DECLINED_CONFIDENCE, language, "answers.own_reports")
        return reports_listed(question, meant.reports, language)
    if asked.words.script == "foreign":  # no report says it in the question's words
        return from_passages(engine, view, asked, question, meant, language)
    if not saying:
        about = titled(matter, meant.reports)
        if about:
            return reports_listed(question, about, language)
    return reports_saying(engine, view, asked, meant.reports, " ".join(matter), language)


def _is_of_no_report(view: View, one: Condition) -> bool:
    """Whether a time that is said is that of no report, and so was not applied."""
    time = one.field in ("issued", "period") and one.op == "=" and not one.applied
    return time and view.within(Scope(filter=one.filter)).is_empty()


def _by_header(asked: Understood, question: Question, meant: Meant, language: Language) -> Answer | None:
    """The reports whose header is silent about something, where that alone is asked; None otherwise."""
    silent = SILENT.search(question.folded)
    rest = NO_MATTER.rest(tokens(SILENT.sub(" ", question.folded)), accented=False)
    if not silent or set(rest) - {"bao", "cao", "khong", "chua", "con", "van"} or asked.said.applied[1:]:
        return None
    field = next(field for field in SILENT_FIELDS if silent[field])
    return reports_listed(question, tuple(one for one in meant.reports if not getattr(one.header, field)), language)


def _not_there(view: View, asked: Understood, language: Language) -> Answer:
    """There is no report as the question names it; what there is instead, to be chosen."""
    missing = ", ".join(one.said for one in asked.said.missing) or asked.said.unknown
    why = say("answers.no_report_with", language, said=missing) if missing else say("answers.no_such_report", language)
    given = declined(asked.raw, why, (), "header", 0.0, language)
    return replace(given, choices=_instead(view, asked))


def _instead(view: View, asked: Understood) -> tuple[Choice, ...]:
    """Reports of a unit of the same name and another type; else those that fit all but what is missing."""
    said = asked.said.unknown
    if said:
        names = header_names(view)
        near = names.other_types(without_type([fold(word) for word in tokens(said)]))
        agencies = dict.fromkeys(report.header.agency for report in near if report.header.agency)
        return tuple(Choice(name, asked.raw.replace(said, name)) for name in agencies)[:CHOICES_SHOWN]
    reports = view.within(asked.scope).reports() if asked.said.applied else []
    said = asked.said.missing[-1].said if asked.said.missing else ""
    return tuple(Choice(label_of(report), _instead_of(said, report, asked.raw)) for report in reports[:CHOICES_SHOWN])


def _instead_of(said: str, report: ReportRecord, question: str) -> str:
    """The question about a report that is there, named by its number or, without one, by its agency and year."""
    number = report.header.number
    return question.replace(said, f"số {number}" if number else label_of(report)) if said else label_of(report)
