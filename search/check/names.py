"""The reports of a view by what citations call them: their number, its figures alone, or their name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...corpus.citation import cite_again, cite_report, cite_report_in_full
from ...corpus.references.document_number import number_key
from ...index.records import ReportRecord
from ...index.store import View
from ..claims.clauses import one_line

SHORTEST = 12
"""Characters of a name without a number by which a report can be told from plain words."""

FIGURES = re.compile(r"\d+")


def figures_of(number: str) -> str:
    """The figures that a number begins with, without the noughts before them."""
    found = FIGURES.search(number)
    return found[0].lstrip("0") if found else ""


@dataclass(frozen=True)
class Names:
    """The reports of a view by what citations call them.

    Attributes:
        numbered: by the key of their number.
        by_figures: by the figures of their number alone.
        unnumbered: the names of those that have no number, in small letters, longest first.
    """

    numbered: dict[str, list[ReportRecord]]
    by_figures: dict[str, list[ReportRecord]]
    unnumbered: list[tuple[str, ReportRecord]]

    @classmethod
    def of(cls, view: View) -> Names:
        """The names of what is seen in `view`."""
        numbered: dict[str, list[ReportRecord]] = {}
        by_figures: dict[str, list[ReportRecord]] = {}
        unnumbered = []
        for report in view.reports():
            if report.header.number:
                numbered.setdefault(number_key(report.header.number), []).append(report)
                by_figures.setdefault(figures_of(report.header.number), []).append(report)
                continue
            short = cite_again(report.header, (), 1, None, report.file).rpartition(", phần mở đầu")[0]
            forms = {short, cite_report(report.header, report.file), cite_report_in_full(report.header, report.file)}
            unnumbered += [(one_line(form).lower(), report) for form in forms if len(form) >= SHORTEST]
        return cls(numbered, by_figures, sorted(unnumbered, key=lambda one: -len(one[0])))
