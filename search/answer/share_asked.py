"""What share one figure of a report is of another, where it gives both and not the share (tỷ lệ) itself."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from ...index.store import View
from ...words import Language
from ..claims.clauses import line
from ..constants import COMPUTED_CONFIDENCE, FIGURE_SURE, SHARE_DECIMALS
from ..understanding import Understood
from ..word_shares import word_weights
from .across import quoted_once, together, vietnamese
from .composition import Answer, composed
from .figure_asked import Wanted, figure_meant, figures_of
from .meant_reports import Meant
from .parts import is_of, matter_in, without_names
from .questions import Question
from .standing import Standing

SHARE = re.compile(
    r"\b(?:chiếm|bằng|đạt|được|là)\s+(?:tỷ lệ\s+|tỉ lệ\s+)?(?:bao nhiêu|mấy)\s+(?:phần trăm|%)"
    r"(?:\s+(?:của|so với|trong|trên))?",
    re.IGNORECASE,
)
"""Between the part and the whole: "… chiếm bao nhiêu phần trăm …"."""

AMONG = re.compile(
    r"^\W*(?:trong(?: tổng số| số)?|trên tổng số)\s+(?P<whole>.+?)(?:,|\s+thì)\s+(?P<part>.+)$", re.IGNORECASE
)
"""The whole named before the part: "Trong các vụ đã giải quyết thì khiếu nại sai chiếm …"."""

ASIDE = re.compile(r"\b(?:số|những|các|phải|tổng số|tổng)\b", re.IGNORECASE)


def share_asked(
    view: View, asked: Understood, question: Question, meant: Meant, standing: Standing, language: Language
) -> Answer | None:
    """One figure as a share of another of the same report of the place asked, with the working; None where that is not
    asked, or where not both figures are surely there."""
    text = line(without_names(asked))
    between = SHARE.search(text)
    if between is None or question.wants or question.plural or not (meant.placed and meant.own):
        return None
    sides = [text[: between.start()], text[between.end() :]]
    if among := AMONG.match(sides[0].replace("|", " ")):
        sides = [among["part"], among["whole"]]
    matters = [matter_in(ASIDE.sub(" ", side)) for side in sides]
    wanted = [Wanted.of(one, lambda words: word_weights(words, "accented", view.words)) for one in matters]
    if not all(one.weights for one in wanted):
        return None
    units = wanted[0].units or wanted[1].units
    for report in meant.own:
        if not all(is_of(report, year) for year in question.years):
            continue
        found = [
            figure_meant(figures_of((report,), one, standing), one, standing)
            for one in (replace(one, units=one.units or units) for one in wanted)
        ]
        figures = [one for one in found if one and one.score >= FIGURE_SURE]
        put = together(figures, " ".join(matters), units) if len(figures) > 1 else None
        if put is None or put.mark or not put.amounts[0] < put.amounts[1]:
            continue
        points = quoted_once(figures, standing)
        share = round(put.amounts[0] / put.amounts[1] * 100, SHARE_DECIMALS)
        end = f" {put.unit}" if put.unit and put.alike else ""
        numbers = "".join(f"[{n}]" for n in range(1, len(points) + 1))
        lead = f"{put.shown[0]} / {put.shown[1]}{end} ≈ {vietnamese(Fraction(share))}% {numbers}"
        return composed(asked.raw, points, "computed", COMPUTED_CONFIDENCE, lead)
    return None
