"""Of which year, agency, province or signer there are most reports: counted by what their headers say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ...index.records import ReportRecord
from ...words import Language, say
from .composition import Answer, composed, header_point
from .header import label_of
from .questions import Question

MOST = re.compile(
    r"^(?:cho biet )?(?P<of>nam|tinh|co quan|don vi|ai|nguoi) (?:nao )?(?:la nguoi )?(?:co|gui|nop|lap|ban hanh|ky)"
    r"(?: duoc)? nhieu bao cao nhat\b"
)
VALUES: dict[str, Callable[[ReportRecord], str]] = {
    "nam": lambda report: str(report.year or ""),
    "tinh": lambda report: report.header.province or "",
    "co quan": lambda report: report.header.agency or "",
    "don vi": lambda report: report.header.agency or "",
    "ai": lambda report: report.header.signer or "",
    "nguoi": lambda report: report.header.signer or "",
}
"""What a report is counted under, "" where its header is silent, by the folded word that asks for it."""


def of_which_most(question: Question, reports: Sequence[ReportRecord], language: Language) -> Answer | None:
    """The value that most of `reports` have, or several, with those reports; None where that is not asked."""
    asked = MOST.search(question.folded)
    if not asked:
        return None
    value_of = VALUES[asked["of"]]
    counts = Counter(filter(None, map(value_of, reports)))
    most = max(counts.values(), default=0)
    if most < 2:  # one each: no one has most
        return None
    values = [value for value, n in counts.items() if n == most]
    points = [
        header_point(report, report.header.title or report.file, label_of(report))
        for report in reports
        if value_of(report) in values
    ]
    lead = say("answers.most", language, value="; ".join(sorted(values)), n=most, among=len(reports))
    return composed(question.raw, points, "header", 1.0, lead)
