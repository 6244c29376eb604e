"""How a figure of one place went from year to year: that of each year's report, quoted, in the order of the years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...corpus.vietnamese import fold, has_accents
from ...index.records import ReportRecord
from ...index.store import View
from ...words import Language, say
from ..claims.clauses import line
from ..constants import COMPUTED_CONFIDENCE, FIGURE_SURE, UNDECIDED_CONFIDENCE
from ..engine import citation_of
from ..understanding import Understood
from ..word_shares import word_weights
from .across import together
from .composition import Answer, composed
from .figure_asked import Figure, Wanted, figure_meant, figures_of
from .header import label_of
from .meant_reports import Meant
from .parts import is_of, matter_in, without_names
from .questions import Question
from .standing import Standing

OF_YEARS = re.compile(
    r"\b(?:(?:qua|theo|trong) (?:cac|tung|nhung|nhieu|\d+|hai|ba|bon|may)|tung|cac) nam\b"
    r"(?! sinh| gioi| nu)(?! (?:19|20)\d)"
)
"""What asks of each year, folded: "qua các năm", "theo từng năm", "trong ba năm"."""

GOES = re.compile(
    r"\b(?:(?:thay doi|bien dong|bien doi|dien bien|chuyen bien|tang giam|tang,? giam|tang|giam|tien trien)"
    r" (?:the nao|ra sao|nhu the nao|nhu nao)|bien dong|dien bien|xu huong)\b"
)
"""What asks how something went, folded."""

ASIDE = re.compile(
    r"\b(?:thay doi|bien dong|bien doi|dien bien|chuyen bien|xu huong|tien trien|tang,? giam|nhu|the nao|ra sao|nao"
    r"|(?:qua|theo|tung|moi|trong|nhung|cac)(?: cac| tung| nhung| moi)? nam|giai doan|thoi ky|gan day)\b"
)
"""What such a question says, folded, that is no part of the matter."""


def over_years(
    view: View, asked: Understood, question: Question, meant: Meant, standing: Standing, language: Language
) -> Answer | None:
    """The figure of each year, oldest first, from the own reports of the place or agency that is named; None where it
    is not asked how it went over years, or where fewer than two years have it. The years that have a report and no
    figure in it are named.
    """
    spans = [one for one in asked.said.times if one.op == "=" and one.first[:4] < one.last[:4]]
    goes = GOES.search(question.folded) is not None
    if not (OF_YEARS.search(question.folded) and (goes or question.form)) and not (spans and goes):
        return None
    text = line(without_names(asked))
    if not has_accents(text) or question.wants or not meant.placed or (question.years and not spans):
        return None
    folded = fold(text)
    kept = list(text)
    for said in ASIDE.finditer(folded) if len(folded) == len(text) else ():
        kept[slice(*said.span())] = " " * (said.end() - said.start())
    matter = matter_in("".join(kept))
    wanted = Wanted.of(matter, lambda words: word_weights(words, "accented", view.words))
    own = [report for report in meant.own if all(_is_in(report, one.first, one.last) for one in spans)]
    if not (wanted.weights or wanted.named):
        return None
    years = sorted({one.year for one in own if one.year})
    found = [(str(year), _of_year([one for one in own if is_of(one, year)], wanted, standing)) for year in years]
    figures = [figure for _, figure in found if figure]
    put = together(figures, matter, wanted.units) if len(figures) > 1 else None
    if put is None:
        return None
    points = [
        replace(standing.point(one.passage, one.span, citation_of(one.passage)), label=label_of(one.passage.report))
        for one in figures
    ]
    told = [year for year, figure in found if figure]
    row = " → ".join(f"{shown.strip()} ({year})" for shown, year in zip(put.shown, told, strict=True))
    lead = f"{row}{f' {put.unit}' if put.alike and put.unit else ''}"
    untold = [year for year, figure in found if figure is None]
    if untold:
        lead = f"{lead}; {say('answers.years_untold', language, years=', '.join(untold))}"
    sure = UNDECIDED_CONFIDENCE if untold else COMPUTED_CONFIDENCE
    return composed(asked.raw, points, "computed", sure, lead)


def _is_in(report: ReportRecord, first: str, last: str) -> bool:
    """Whether a report's year lies in a span of years."""
    return bool(report.year) and first[:4] <= str(report.year) <= last[:4]


def _of_year(reports: Sequence[ReportRecord], wanted: Wanted, standing: Standing) -> Figure | None:
    """The figure that surely is of what is asked in one year, where all its reports that have one agree on it: one that
    is of something else would look like a change."""
    found = [figure_meant(figures_of((one,), wanted, standing), wanted, standing) for one in reports]
    sure = [one for one in found if one and one.score >= FIGURE_SURE]
    return max(sure, key=lambda one: one.score) if len({one.amount for one in sure}) == 1 else None
