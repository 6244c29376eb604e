"""How many a place has: the figure of its own reports that is of just what is asked, whatever else they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.vietnamese import fold
from ...index.store import View
from ..abbreviations import in_full
from ..claims.vocabulary import MEASURES
from ..constants import FIGURE_ALIKE
from ..engine import citation_of
from ..understanding import Understood
from ..word_shares import word_weights
from .differing import asks_difference
from .figure_asked import Figure, Wanted, figures_of, is_total_row
from .meant_reports import Meant
from .parts import IDLE
from .questions import Question
from .sentences import Candidate, Scorer
from .sifting import of_year
from .standing import Standing

MEASURED_BY = frozenset(map(fold, MEASURES))
"""Folded units that measure: "mấy ngày" counts nothing."""


OF_ALL = re.compile(
    r"\b(?:tong (?:so|cong)|tat ca|toan (?:bo|xa|huyen|thi xa|tinh|phuong|thi tran|thanh pho|dia ban))\b"
)
"""Folded words that ask for the figure of all, which a table has in a row of its own."""


ALL = re.compile(r"^(?:toàn(?: bộ)?|cả|tất cả)\b")
"""Before the name of a place, which is left out: "toàn thị xã … có"."""


def figures_of_place(
    asked: Understood, question: Question, meant: Meant, view: View, standing: Standing
) -> list[Figure] | None:
    """The figures in the place's own reports that are of what it is asked how many there are of; None where that is not
    asked of one place, or not in Vietnamese. "Vân Sơn có bao nhiêu hộ nghèo?" is not answered by all its households.
    """
    own = meant.own
    if question.form != "number" or question.wants or question.plural or not (meant.placed and own):
        return None
    if asks_difference(question.folded):
        return None
    if asked.words.script == "foreign":
        return None
    if question.fact and question.fact.unit[:1] and question.fact.unit[0] in MEASURED_BY:
        return None
    others = ALL.sub("", " ".join(asked.said.others))
    matter = in_full(" ".join(IDLE.sub(" ", others).split()), view).text
    wanted = Wanted.of(matter, lambda words: word_weights(words, "accented", view.words))
    if not (wanted.weights or wanted.named):
        return None
    found = [
        one
        for one in figures_of(own, wanted, standing)
        if all(of_year(year, one.passage, one.passage.text[slice(*one.span)]) for year in question.years)
    ]
    found = [one for one in found if one.passage.report.year in question.years] or found
    if OF_ALL.search(question.folded):
        found = [one for one in found if is_total_row(one.passage)] or found
    facts = [one for one in found if standing.force(one.passage, one.span, wanted.weights) == "fact"]
    best = max((one.score for one in facts), default=0.0)
    return [one for one in facts if one.score > best - FIGURE_ALIKE]


def behind_its_place(fit: Sequence[Candidate], question: Question, meant: Meant) -> bool:
    """Whether the best sentence has a figure of the kind asked for right behind the name of the place it is asked of:
    "(thị trấn 3,1%, xã Nậm Lìa 52,7%)"."""
    if not (fit and meant.placed and question.form in ("number", "share", "money")):
        return False
    said = fold(fit[0].text)
    return any(re.search(rf"\b{re.escape(place)}(?: la| co| dat| con)?:? \d", said) for place in meant.places)


def told_by(figures: Sequence[Figure], scorer: Scorer, fit: list[Candidate]) -> list[Candidate]:
    """The sentence of the figure where there is but one, though another of its passage was nearer than it."""
    if len({one.amount for one in figures}) > 1 or not fit:
        return []
    return [scorer.candidate(one.passage, one.span, citation_of(one.passage), fit[0].score) for one in figures[:1]]


def says(one: Candidate, figures: Sequence[Figure]) -> bool:
    """Whether one of `figures` stands in the sentence; a table's row says something where none is of another row."""
    if one.passage.kind != "row":
        return any((figure.passage.key, figure.span) == (one.passage.key, one.span) for figure in figures)
    of_rows = [figure.passage.key for figure in figures if figure.passage.kind == "row"]
    return not of_rows or one.passage.key in of_rows
