"""Figures of one report put together: what it says of two things and more, added up or one taken from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...index.records import ReportRecord
from ...index.store import View
from ...words import Language, say
from ..asked_facts import CELL
from ..claims.clauses import compared, line
from ..claims.figures import said_in
from ..constants import (
    COMPUTED_CONFIDENCE,
    DECLINED_CONFIDENCE,
    FIGURE_SURE,
    THINGS_ADDED,
    UNDECIDED_CONFIDENCE,
)
from ..understanding import Understood
from ..word_shares import word_weights
from .across import Together, quoted_once, together, vietnamese
from .composition import Answer, composed, declined
from .figure_asked import Figure, Wanted, figure_meant, figures_of
from .meant_reports import Meant
from .parts import ADDS, is_of, matter_in, without_names
from .questions import Question
from .standing import Standing

TAKEN_FROM = re.compile(r"\b(?:chenh (?:lech|nhau)|cach nhau|hon kem nhau|kem nhau|hieu so)\b|\bhon\b.*\bbao nhieu\b")
"""Folded words that ask for a difference."""

BESIDE = re.compile(r"\s(?:và|với|cùng)\s|(?:,| va )\s|\s(?:(?:nhiều|ít|cao|thấp|lớn|nhỏ|đông) )?hơn\s", re.IGNORECASE)
"""Between the things whose figures are put together."""

FOR_SURE = re.compile(r"\b(?:tong cong|cong lai|gop lai|cong voi)\b")
"""Folded words that add and nothing else; "tổng số" may be said of what "và" joins."""

COUNTED_LAST = re.compile(r"\b(?:còn |bị )?(?:thiếu |thừa )?(?:(?:tổng cộng|tất cả|cả thảy) )?(?:bao nhiêu|mấy) (?=\w)")
"""Where it is said what is counted, and whether it is lacking."""

ASKED_FOR = re.compile(r"\bbao nhieu\b")

PARTS = re.compile(r"\b(?:gồm|trong đó)\b", re.IGNORECASE)
"""Between a figure and those that it is made of."""

TOTAL = re.compile(r"\btổng\b[^,;:\d]*(?:năm \d{4}[^,;:\d]*)?$", re.IGNORECASE)
"""Before a figure: "Tổng vốn huy động năm 2024 là"."""


def within_one(
    view: View, asked: Understood, question: Question, meant: Meant, standing: Standing, language: Language
) -> Answer | None:
    """What comes of the figures of two things and more in a report of the place asked; None where that is not asked,
    or one figure is of all of them. Where a thing has none, nothing is reckoned: it is said which.
    """
    adds, takes = ADDS.search(question.folded), TAKEN_FROM.search(question.folded)
    own = meant.own
    if not (question.asks and (adds or takes) and meant.placed and own) or question.wants or question.plural:
        return None
    things = _things(without_names(asked))
    if len(ASKED_FOR.findall(question.folded)) > 1 or not 2 <= len(things) <= (THINGS_ADDED if adds else 2):
        return None

    def weigh(words: list[str]) -> dict[str, float]:
        return word_weights(words, "accented", view.words)

    whole = Wanted.of(" ".join(things), weigh)
    wanted = [Wanted.of(one, weigh) for one in things]
    wanted = [replace(one, units=one.units or whole.units) for one in wanted]
    if not all(one.weights for one in wanted):
        return None
    of_time = [report for report in own if all(is_of(report, year) for year in question.years)]
    best: list[Figure | None] = []
    for report in of_time:
        if any(_is_of_all(one, whole) for one in _figures(report, whole, standing)):
            return None
        of_each = [_figures(report, one, standing) for one in wanted]
        found = [figure_meant(some, one, standing) for some, one in zip(of_each, wanted, strict=True)]
        wholes = [one for one in found if one and any(other and _is_part_of(other, one) for other in found)]
        if wholes:  # "248 đơn, gồm 33 đơn khiếu nại, 12 đơn tố cáo": all of them are none of the parts
            apart = ([one for one in some if one not in wholes] for some in of_each)
            found = [figure_meant(some, one, standing) for some, one in zip(apart, wanted, strict=True)]
        if sum(map(bool, found)) > sum(map(bool, best)):
            best = found
    figures = [one for one in best if one]
    if not figures or len({(one.passage.key, one.span, one.number.span) for one in figures}) < len(figures):
        return None
    places = list(dict.fromkeys((one.passage.key, one.span) for one in figures))
    points = quoted_once(figures, standing)
    missing = [thing for thing, one in zip(things, best, strict=True) if one is None]
    if missing and not (takes or FOR_SURE.search(question.folded)):
        return None
    put = None if missing else counted_together(figures, " ".join(things), whole)
    if put is None or put.mark:
        why = say("answers.figure_missing", language, parts="; ".join(missing)) if missing else ""
        why = why or say("answers.not_comparable", language)
        return declined(asked.raw, why, points, "computed", DECLINED_CONFIDENCE, language, "answers.figures_found")
    order = sorted(range(len(figures)), key=lambda at: -put.amounts[at])
    numbers = "".join(f"[{n}]" for n in dict.fromkeys(places.index((one.passage.key, one.span)) + 1 for one in figures))
    lead = f"{put.sum() if adds else put.gap(order[0], order[-1], language)} {numbers}"
    sure = all(one.score >= FIGURE_SURE for one in figures)
    return composed(asked.raw, points, "computed", COMPUTED_CONFIDENCE if sure else UNDECIDED_CONFIDENCE, lead)


def _things(text: str) -> list[str]:
    """What is put together in a question without its names; what is counted of all of them is said with the last:
    "Tiểu học và trung học cơ sở thiếu mấy giáo viên"."""
    *parts, last = BESIDE.split(text)
    things = [matter for one in parts if (matter := matter_in(one))]
    counted = COUNTED_LAST.search(last)
    if counted and (own := matter_in(last[: counted.start()])):
        shared = matter_in(last[counted.start() :])
        return [f"{one} {shared}" for one in (*things, own)]
    return [*things, *filter(None, [matter_in(last)])]


def _figures(report: ReportRecord, wanted: Wanted, standing: Standing) -> list[Figure]:
    return [one for one in figures_of((report,), wanted, standing) if not _is_total(one)]


def _is_of_all(one: Figure, whole: Wanted) -> bool:
    """Whether a figure is of all that is asked together, which stands on one side of it: "52 cán bộ, công chức"."""
    text, (start, end) = line(one.passage.text[slice(*one.span)]), one.number.span
    others = [number.span for number in said_in(text).numbers if not number.doubtful]
    before = text[max((last for _, last in others if last <= start), default=0) : start]
    behind = text[end : min((first for first, _ in others if first >= end), default=len(text))]
    return any(whole.weights.keys() <= set(compared(side)) for side in (before, behind))


def _is_part_of(part: Figure, whole: Figure) -> bool:
    """Whether a sentence says of one figure that it is a part of another: "248 đơn, gồm 33 đơn khiếu nại"."""
    if (part.passage.key, part.span) != (whole.passage.key, whole.span) or part.amount >= whole.amount:
        return False
    between = line(whole.passage.text[slice(*whole.span)])[whole.number.span[1] : part.number.span[0]]
    return PARTS.search(between) is not None


def _is_total(one: Figure) -> bool:
    """Whether a figure is called the total itself, and no part of one."""
    return TOTAL.search(line(one.passage.text[slice(*one.span)])[: one.number.span[0]]) is not None


def counted_together(figures: Sequence[Figure], matter: str, whole: Wanted) -> Together | None:
    """The figures in one unit; what is only counted is added whatever it is: "21 quán ăn" and "18 cửa hàng". None for
    those of different columns of a table."""
    if len({column for one in figures if (column := _column(one))}) > 1:
        return None
    if whole.units or any(one.number.mark for one in figures):
        return together(figures, matter, whole.units)
    put = together(figures, matter, frozenset(one.number.unit for one in figures))
    if put is None or put.alike:
        return put
    units = {one.number.unit for one in figures}
    digits = tuple(vietnamese(one.amount) for one in figures)
    return replace(put, shown=digits, unit=units.pop() if len(units) == 1 else "")


def _column(one: Figure) -> str:
    """What the column of a table is called in which a figure stands; "" outside a table."""
    if one.passage.kind != "row":
        return ""
    return line(one.passage.text)[: one.number.span[0]].rpartition(CELL)[2].rpartition(": ")[0]
