"""How many reports say something: each asked by itself, counted, and quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...corpus.vietnamese import fold, tokens
from ...index.records import Filter, ReportRecord
from ...index.scope import Scope
from ...index.store import View
from ...words import Language, say
from ..constants import COUNTED_AMONG, COUNTED_FROM, DECLINED_CONFIDENCE, MATTER_SPOKEN
from ..engine import SearchEngine
from ..results import Hit
from ..understanding import Understood
from .composition import Answer, composed, declined
from .content import nearest
from .header import label_of
from .standing import Standing

LACK = ("thiếu", "hạn chế", "hạn hẹp", "eo hẹp", "chưa được bố trí", "không đủ", "khó khăn")
"""What reports call a lack of something: whoever counts one of these means all."""

SAME: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\b(?:thieu|han che|han hep|eo hep|chua duoc bo tri|khong du|kho khan)\b"),
        re.compile(r"\b(?:thieu|han che|han hep|eo hep|chua|khong|kho khan|it|giam|chi|moi|cham)\b"),
    ),
    (
        re.compile(r"\b(?:kinh phi|ngan sach|nguon von|tien)\b"),
        re.compile(r"\b(?:kinh phi|ngan sach|von|tien|chi phi|bu chi)\b"),
    ),
)
"""Folded words of a matter, and those one of which a sentence has that speaks of it in other words."""


def reports_saying(
    engine: SearchEngine,
    view: View,
    asked: Understood,
    reports: Sequence[ReportRecord],
    matter: str,
    language: Language,
) -> Answer:
    """How many of `reports` say `matter`, each asked by itself, with the sentence of each that says it best."""
    if not reports:
        return declined(asked.raw, say("answers.no_such_report", language), (), "extractive", 0.0, language)
    meant = view.within(Scope(filter=Filter(reports=tuple(report.id for report in reports))))
    first = engine.find(meant, asked.about(matter, view), COUNTED_AMONG)
    among = {hit.passage.report.id for hit in first.hits}
    among |= {key.rpartition("-")[0] for hit in first.hits for key, _ in hit.also_in}
    sure: dict[str, tuple[float, Hit]] = {}
    for wording in wordings_of(matter):
        put_so = asked.about(wording, view)
        for report in among - sure.keys():
            result = engine.find(view.within(Scope(filter=Filter(reports=(report,)))), put_so, 1)
            if result.confidence >= COUNTED_FROM and speaks_of(matter, result.hits[0]):
                sure[report] = result.confidence, result.hits[0]
    standing = Standing(view)
    if not sure:
        why = say("answers.said_by_none", language, matter=matter)
        none = declined(
            asked.raw,
            why,
            nearest(first.hits, standing),
            "extractive",
            min(first.confidence, DECLINED_CONFIDENCE),
            language,
        )
        return replace(none, calibrated=first.calibrated)
    hits = [sure[report.id][1] for report in reports if report.id in sure]
    points = [
        replace(standing.point(hit.passage, hit.highlights[0], hit.citation), label=label_of(hit.passage.report))
        for hit in hits
    ]
    lead = say("answers.said_by", language, n=len(points), matter=matter, among=len(reports))
    given = composed(asked.raw, points, "extractive", min(confidence for confidence, _ in sure.values()), lead)
    return replace(given, calibrated=first.calibrated)


def wordings_of(matter: str) -> list[str]:
    """`matter` and, where it says that something lacks, the other words that reports have for it."""
    said = next((word for word in LACK if re.search(rf"\b{word}\b", matter, re.IGNORECASE)), None)
    if said is None or said == matter.lower():
        return [matter]
    return [matter, *(re.sub(rf"(?i)\b{said}\b", word, matter) for word in LACK if word != said)]


def speaks_of(matter: str, hit: Hit) -> bool:
    """Whether the sentence marked in `hit`, or a heading above it, has the words of `matter` or what means them."""
    passage = hit.passage
    texts = (*(section.heading for section in passage.sections), passage.text[slice(*hit.highlights[0])])
    said = [fold(word) for text in texts for word in tokens(text)]
    folded = " ".join(fold(word) for word in tokens(matter))
    for asked, told in SAME:
        if asked.search(folded) and not asked.fullmatch(folded):
            if not told.search(" ".join(said)):
                return False
            folded = asked.sub(" ", folded)
    rest = folded.split()
    return sum(word in said for word in rest) >= MATTER_SPOKEN * len(rest)
