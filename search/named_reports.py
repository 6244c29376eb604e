"""Which reports a question is after by what their headers say: by number, date, signer, agency, or by their title."""

from __future__ import annotations

from collections.abc import Sequence

from ..corpus.vietnamese import fold, tokens
from ..index.records import ReportRecord
from ..index.store import View
from .constants import NAMED_REPORTS, NAMED_TITLE_WORDS
from .header_names import header_names
from .numbers_asked import number_asked
from .understanding import Understood

REPORT = " bao cao "
SAID_OF_ANY = frozenset(("cua", "ve", "nam", "tai", "o"))
"""What joins the parts of what a report is called, folded."""

TELLING = ("number", "issued", "signer", "agency", "order")
"""Conditions that tell a report from others; all that is of a year, a level or a province does not."""


def named_reports(view: View, asked: Understood) -> list[ReportRecord]:
    """The reports that the question names, newest first; none where it names many, or asks what reports say.

    Args:
        view: what is seen.
        asked: the question.
    """
    said = {condition.field for condition in asked.said.applied if condition.said and condition.op != "!="}
    seen = view.within(asked.scope)
    found: list[ReportRecord] = []
    part = number_asked(asked.query.text)
    if part and not asked.query.phrases:
        found = [one for report in header_names(view).numbered_in_part(part) if (one := seen.report(report))]
    if "number" in said or (asked.lists and said.intersection(TELLING)):
        found = seen.reports()
    if not found and not asked.query.phrases:
        title = _folded(asked.query.text)
        if len(title.split()) >= NAMED_TITLE_WORDS:
            titles = view.derived("titles, folded", _titles)
            found = [report for report in seen.reports() if title in titles.get(report.id, "")]
            if not found and title.startswith(REPORT):
                meant = [report for report in seen.reports() if _is_all_said_of(report, title.split())]
                found = meant if len(meant) == 1 else []
    return found if len(found) <= NAMED_REPORTS else []


def _is_all_said_of(report: ReportRecord, words: Sequence[str]) -> bool:
    """Whether each of these words stands in what a report is called: its kind, title, agency, and when it is of."""
    header = report.header
    named = (header.doc_type, header.title, header.agency, header.issued, *(header.period or ()))
    known = _folded(" ".join(one.replace("-", " ") for one in named if one))
    return all(f" {word} " in known for word in words if word not in SAID_OF_ANY)


def _titles(view: View) -> dict[str, str]:
    """The title of each report, with its type of document before it, as it is compared."""
    return {
        report.id: _folded(f"{report.header.doc_type or ''} {report.header.title}")
        for report in view.reports()
        if report.header.title
    }


def _folded(text: str) -> str:
    return f" {' '.join(fold(word) for word in tokens(text))} "
