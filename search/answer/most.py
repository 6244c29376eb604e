"""Of which year, agency, province or signer there are most reports: counted by what their headers say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ...index.records import ReportRecord
from ...words import Language, say
from ..constants import DECLINED_CONFIDENCE
from .composition import Answer, composed, declined, header_point
from .header import label_of, reported_year
from .meant_reports import titled
from .questions import Question

MOST = re.compile(
    r"^(?:cho biet )?(?P<of>nam|tinh|co quan|don vi|ai|nguoi) (?:nao )?(?:la nguoi )?(?:co|gui|nop|lap|ban hanh|ky)"
    r"(?: duoc)? nhieu bao cao(?: (?:noi |neu )?ve (?P<on>.+?))? nhat(?: (?:trong|o) kho)?"
    r"(?: (?:noi |neu )?ve (?P<matter>.+?))?"
    r"(?: (?:nhi|vay|the|a))?\W*$"
)
VALUES: dict[str, Callable[[ReportRecord], str]] = {
    "nam": reported_year,
    "tinh": lambda report: report.header.province or "",
    "co quan": lambda report: report.header.agency or "",
    "don vi": lambda report: report.header.agency or "",
    "ai": lambda report: report.header.signer or "",
    "nguoi": lambda report: report.header.signer or "",
}
"""What a report is counted under, "" where its header is silent, by the folded word that asks for it."""


def of_which_most(question: Question, reports: Sequence[ReportRecord], language: Language) -> Answer | None:
    """The value that most of `reports` have, or several, with those reports; None where that is not asked, or where it
    is asked of those on a matter that no title names."""
    asked = MOST.search(question.folded)
    if not asked:
        return None
    if matter := asked["on"] or asked["matter"]:
        reports = titled(matter.split(), reports)
    value_of = VALUES[asked["of"]]
    counts = Counter(filter(None, map(value_of, reports)))
    most = max(counts.values(), default=0)
    if not counts:
        return None
    if most < 2 and len(counts) != 1:
        why = say("answers.most_none", language, n=most, among=len(reports))
        return declined(question.raw, why, (), "header", DECLINED_CONFIDENCE, language)
    values = [value for value, n in counts.items() if n == most]
    points = [
        header_point(report, report.header.title or report.file, label_of(report))
        for report in reports
        if value_of(report) in values
    ]
    key = "answers.most" if len(values) == 1 else "answers.most_alike"
    lead = say(key, language, value="; ".join(sorted(values)), n=most, among=len(reports))
    return composed(question.raw, points, "header", 1.0, lead)
