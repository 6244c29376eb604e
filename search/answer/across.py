"""Figures of several reports side by side: compared, added up or listed, with the working shown and each one quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

from ...corpus.vietnamese import fold
from ...index.store import View
from ...words import Language, say
from ..asked_facts import CELL
from ..claims.clauses import compared, line
from ..claims.numerals import SCALES
from ..constants import (
    ANSWER_PASSAGES,
    COMPUTED_CONFIDENCE,
    DECLINED_CONFIDENCE,
    FIGURE_COVERED,
    FIGURE_SURE,
    ROWS_READ,
    UNDECIDED_CONFIDENCE,
)
from ..engine import SearchEngine, citation_of
from ..header_names import without_type
from ..understanding import Understood
from ..word_shares import word_weights
from .composition import Answer, Point, composed, declined
from .figure_asked import COUNTED_HEADS, HEADS, Figure, Wanted, figure_meant, figures_in, figures_of
from .header import label_of, reported_year
from .parts import Part, Parted, is_of
from .standing import Standing

DIGITS = re.compile(r"\d[\d.,]*\d|\d")
WHOLE = re.compile(r"^\s*/\s*\d+")
"""Behind a part that is said with its whole: "19/20 biên chế"."""


def across(
    engine: SearchEngine, view: View, asked: Understood, parted: Parted, standing: Standing, language: Language
) -> Answer | None:
    """The figures of all the parts, and what comes of them; None where the question is of no figure.

    Where parts have none, nothing is reckoned: it is said which.
    """
    if not (parted.matter and parted.of_figures):
        return None
    wanted = Wanted.of(parted.matter, lambda words: word_weights(words, "accented", view.words))
    if not (wanted.weights or wanted.named):
        return None
    of_years = {int(one.first) for one in asked.said.times if one.is_year}
    found = [
        figure_of(part, wanted, standing)
        or (None if parted.of_years else _of_its_row(part, wanted, standing, view, of_years))
        for part in parted.parts
    ]
    figures = [figure for figure in found if figure]
    if not figures and _in_one_sentence(engine, view, asked, parted, wanted):
        return None
    labels = [
        label_of(one.passage.report) if one.passage.report in part.reports else part.said  # of its row in another's
        for part, one in zip(parted.parts, found, strict=True)
        if one
    ]
    points = [
        replace(standing.point(one.passage, one.span, citation_of(one.passage)), label=label)
        for one, label in zip(figures, labels, strict=True)
    ]
    missing = [part.said for part, figure in zip(parted.parts, found, strict=True) if figure is None]
    if missing:
        why = say("answers.figure_missing", language, parts="; ".join(missing))
        return declined(asked.raw, why, points, "computed", DECLINED_CONFIDENCE, language, "answers.figures_found")
    lead = lead_of(parted, figures, labels, wanted, language)
    if lead is None:
        why = say("answers.not_comparable", language)
        return declined(asked.raw, why, points, "computed", DECLINED_CONFIDENCE, language, "answers.figures_found")
    years = sorted({year for one in figures if (year := reported_year(one.passage.report))})
    of_several = parted.reckoning == "add" and len(years) > 1 and not parted.of_years
    if of_several:
        lead = f"{lead} {say('answers.of_several_years', language, years=', '.join(years))}"
    sure = all(one.score >= FIGURE_SURE for one in figures) and not of_several
    return composed(asked.raw, points, "computed", COMPUTED_CONFIDENCE if sure else UNDECIDED_CONFIDENCE, lead)


def quoted_once(figures: Sequence[Figure], standing: Standing) -> list[Point]:
    """The sentences in which figures stand, each once, in the order of the figures."""
    sentences = {(one.passage.key, one.span): one for one in figures}
    return [standing.point(one.passage, one.span, citation_of(one.passage)) for one in sentences.values()]


def _in_one_sentence(engine: SearchEngine, view: View, asked: Understood, parted: Parted, wanted: Wanted) -> bool:
    """Whether a passage found says it of all that is put side by side: "thị trấn 3,1%, xã Nậm Lìa 52,7%"."""
    passages = [hit.passage for hit in engine.find(view, asked, ANSWER_PASSAGES).hits]
    naming = [one for one in passages if all(fold(name) in fold(one.text) for name in parted.names)]
    return any(wanted.covered(frozenset(compared(line(one.text)))) >= FIGURE_COVERED for one in naming)


def figure_of(part: Part, wanted: Wanted, standing: Standing) -> Figure | None:
    """The figure of the newest report of a part that has one."""
    for report in part.reports:
        found = list(figures_of((report,), wanted, standing))
        if found:
            return figure_meant(found, wanted, standing)
    return None


def _of_its_row(part: Part, wanted: Wanted, standing: Standing, view: View, years: set[int]) -> Figure | None:
    """The figure of a place in the row that a table of another's report has for it, where all such rows of the years
    asked agree: "Địa bàn: Xã Phúc Điền | Số lợn tiêu hủy (con): 2.105"."""
    name = without_type(fold(part.said).split())
    held = view.holding(tuple(name.split()), "folded")[:ROWS_READ]
    rows = [
        one
        for one in view.passages(held.tolist()).values()
        if one.kind == "row"
        and without_type(fold(one.text.partition(CELL)[0].rpartition(": ")[2]).split()) == name
        and all(is_of(one.report, year) for year in years)
    ]
    found = [figure for one in rows for figure in figures_in(one, wanted, standing) if figure.score >= FIGURE_SURE]
    return found[0] if len({one.amount for one in found}) == 1 else None


@dataclass(frozen=True, slots=True)
class Together:
    """Figures that can be put together.

    Attributes:
        shown: each as it stands, with its unit where these differ.
        amounts: each in the unit of all.
        unit: of all, "" where there is none.
        alike: whether each is said in just that unit.
        mark: "%" where they are shares.
    """

    shown: tuple[str, ...]
    amounts: tuple[Fraction, ...]
    unit: str
    alike: bool
    mark: str

    def sum(self) -> str:
        """The figures added up: "9,4 + 46,5 = 55,9 triệu đồng"."""
        end = f" {self.unit}" if self.unit else ""
        return f"{' + '.join(self.shown)} = {vietnamese(sum(self.amounts, Fraction(0)))}{end}"

    def gap(self, top: int, low: int, language: Language) -> str:
        """One taken from another: "63.085 - 61.420 = 1.665 người"."""
        unit = say("answers.percentage_points", language) if self.mark == "%" else self.unit
        left = vietnamese(self.amounts[top] - self.amounts[low])
        return f"{self.shown[top]} - {self.shown[low]} = {left} {unit}".rstrip()


def together(figures: Sequence[Figure], matter: str, units: frozenset[str]) -> Together | None:
    """The figures in one unit; None where they cannot be put together.

    Args:
        figures: two or more.
        matter: what is asked: a unit goes on for as long as that has it.
        units: any of which are of one measure.
    """
    first = figures[0].number
    if any(one.number.mark != first.mark or not _same_per(one, figures[0]) for one in figures):
        return None
    said = {one.number.unit for one in figures} - {""}
    if len(said) > 1 and not first.mark and not (units and said <= units):
        return None
    texts = [_split(one, matter) for one in figures]
    alike = len({unit for _, unit in texts}) == 1
    unit = texts[0][1] if alike else _unit_of_all(figures)
    shown = [digits if alike else f"{digits} {own}".rstrip() for digits, own in texts]
    shown = [one + first.mark if first.mark == "%" else one for one in shown]
    scale = _scale(unit)
    return Together(tuple(shown), tuple(one.amount / scale for one in figures), unit, alike, first.mark)


def lead_of(
    parted: Parted, figures: Sequence[Figure], labels: Sequence[str], wanted: Wanted, language: Language
) -> str | None:
    """What comes of the figures, with the working; "" where they are only listed, None where they cannot be put
    together."""
    if parted.reckoning == "each":
        return ""
    put = together(figures, parted.matter, wanted.units)
    if put is None:
        return None
    numbers = "".join(f"[{n}]" for n in range(1, len(figures) + 1))
    if parted.reckoning == "add":
        return None if put.mark else f"{put.sum()} {numbers}"
    order = sorted(range(len(figures)), key=lambda at: -put.amounts[at])
    ranked = [f"{labels[at]}: {put.shown[at]}" for at in order]
    row, tail = ranked[0], f" {put.unit}" if put.alike and put.unit else ""
    for before, at, said in zip(order, order[1:], ranked[1:], strict=False):
        row += f" {'=' if put.amounts[before] == put.amounts[at] else '>'} {said}"
    if len(figures) > 2 or put.amounts[order[0]] == put.amounts[order[1]]:
        return f"{row}{tail} {numbers}"
    return f"{row}{tail}; {say('answers.difference', language)}: {put.gap(order[0], order[1], language)} {numbers}"


def _same_per(one: Figure, other: Figure) -> bool:
    """Whether two figures are for each of the same, as far as both say of what."""
    ours, theirs = set(one.number.per) | one.number.each, set(other.number.per) | other.number.each
    return not ours or not theirs or bool(ours & theirs)


def _split(figure: Figure, matter: str) -> tuple[str, str]:
    """The digits of a figure as they stand, and its scale and unit: ("9,4", "triệu đồng").

    A unit goes on for as long as the question has it: "248 giáo viên".
    """
    text = figure.number.text
    digits = DIGITS.search(text)
    if not digits:
        return text, figure.number.unit
    unit = WHOLE.sub("", text[digits.end() :]).replace("%", "").strip()
    unit = unit if figure.number.per else unit.partition("/")[0].strip()  # "tạ/ha", and "cấp xã/phường" not
    sentence = line(figure.passage.text[slice(*figure.span)]).lower()
    at = sentence.find(text.lower())
    behind = sentence[at + len(text) :].split()[:1] if at >= 0 else []
    longer = f"{unit} {behind[0].strip('.,;:)')}" if behind else unit
    if unit == HEADS:
        return digits[0], COUNTED_HEADS
    return digits[0], longer if figure.number.unit and longer.lower() in matter.lower() else unit


def _unit_of_all(figures: Sequence[Figure]) -> str:
    """The largest scale among them with the unit of the first."""
    units = [_split(one, "")[1] for one in figures]
    return max(units, key=_scale) if len({figure.number.unit for figure in figures}) == 1 else units[0]


def _scale(unit: str) -> int:
    """What one of `unit` is: 1.000.000 of "triệu đồng"."""
    powers = (SCALES.get(word, 0) for word in unit.lower().split())
    return int(10 ** sum(takewhile(bool, powers)))


def vietnamese(amount: Fraction) -> str:
    """A number as offices write it: dots between thousands, a comma before what is less than one."""
    whole, rest = divmod(abs(amount), 1)
    text = f"{int(whole):,}".replace(",", ".")
    decimals = f"{float(rest):.6f}"[2:].rstrip("0")
    return f"{'-' if amount < 0 else ''}{text}{',' + decimals if decimals else ''}"
