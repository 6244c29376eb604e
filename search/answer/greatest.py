"""Which place or agency has the most or the least of something, by the figures of the newest report of each."""

from __future__ import annotations

import re
from dataclasses import replace

from ...corpus.vietnamese import fold, has_accents
from ...index.records import ReportRecord
from ...index.store import View
from ...words import Language, say
from ..claims.clauses import line
from ..constants import AGENCIES_RANKED, UNDECIDED_CONFIDENCE
from ..engine import citation_of
from ..understanding import Understood
from ..word_shares import word_weights
from .across import figure_of, lead_of
from .composition import Answer, composed
from .figure_asked import Wanted
from .header import label_of
from .meant_reports import Meant
from .parts import Part, Parted, is_of, matter_in, without_names
from .questions import Question
from .standing import Standing

OF_ALL = re.compile(
    r"\b(?P<of>xã|phường|thị trấn|huyện|thị xã|tỉnh|sở|đơn vị|cơ quan|địa phương|nơi) nào"
    r"\b(?=.*\b(?:đông|nhiều|ít|cao|thấp|lớn|nhỏ|dài|ngắn)\b(?: \w+){0,5}? nhất\b)",
    re.IGNORECASE,
)
"""What asks which of all has the most, with the type of unit that is asked for."""

DEGREE = re.compile(r"\b(?:đông|nhiều|ít|cao|thấp|lớn|nhỏ|dài|ngắn|nhất)\b", re.IGNORECASE)
LEAST = re.compile(r"\b(?:ít|thấp|nhỏ|ngắn)\b(?: \w+){0,5}? nhất\b", re.IGNORECASE)
BEFORE = re.compile(r"^.*?\bthì\b", re.IGNORECASE)
"""What only says among which: "Trong các xã có nêu dân số thì …"."""

UNITS = frozenset(("xã", "phường", "thị trấn", "huyện", "thị xã", "tỉnh", "sở"))


def greatest(
    view: View,
    asked: Understood,
    question: Question,
    meant: Meant,
    standing: Standing,
    language: Language,
) -> Answer | None:
    """Those whose reports give the figure, in order, with the sentences; None where it is not asked which has the most,
    where there are too many of them, or where fewer than two give it. Of a year it is asked of the reports of that
    year, of a place of those that are its own or lie in it.

    It is never sure: who gives no figure may have more.
    """
    text = line(without_names(asked))
    put = OF_ALL.search(text)
    if not put or not has_accents(text) or question.wants:
        return None
    of = put["of"].lower()
    by_agency: dict[str, list[ReportRecord]] = {}
    for report in meant.reports:
        agency = report.header.agency
        of_time = all(is_of(report, year) for year in question.years)
        if agency and of_time and (of not in UNITS or f" {fold(of)} " in f" {fold(agency)} "):
            by_agency.setdefault(agency, []).append(report)
    if not 2 <= len(by_agency) <= AGENCIES_RANKED:
        return None
    matter = matter_in(DEGREE.sub(" ", BEFORE.sub("", text)))
    wanted = Wanted.of(matter, lambda words: word_weights(words, "accented", view.words))
    if not (wanted.weights or wanted.named):
        return None
    parts = [Part(agency, tuple(own)) for agency, own in by_agency.items()]
    found = [(part, figure) for part in parts if (figure := figure_of(part, wanted, standing))]
    if len(found) < 2:
        return None
    figures = [figure for _, figure in found]
    parted = Parted(tuple(part for part, _ in found), "compare", matter, True, ())
    labels = [label_of(one.passage.report) for one in figures]
    lead = lead_of(parted, figures, labels, wanted, language)
    if not lead:
        return None
    points = [
        replace(standing.point(one.passage, one.span, citation_of(one.passage)), label=label)
        for one, label in zip(figures, labels, strict=True)
    ]
    amounts = [one.amount for one in figures]
    least = LEAST.search(text) is not None
    end = min(amounts) if least else max(amounts)
    which = "; ".join(label_of(one.passage.report) for one in figures if one.amount == end)
    key = "answers.of_those_least" if least else "answers.of_those_most"
    said = say(key, language, which=which, n=len(found), among=len(by_agency))
    return composed(asked.raw, points, "computed", UNDECIDED_CONFIDENCE, f"{said} {lead}")
