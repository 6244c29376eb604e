"""Whether a figure lies on one side of another: "Tỷ lệ hộ nghèo có dưới 25% không?" is held against what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from ...index.store import View
from ...words import Language, say
from ..claims.clauses import line, pieces
from ..claims.figures import Bound, Number, said_in
from ..claims.vocabulary import MEASURES
from ..constants import ABOUT, COMPUTED_CONFIDENCE, FIGURE_SURE, UNDECIDED_CONFIDENCE
from ..engine import citation_of
from ..understanding import Understood
from ..word_shares import word_weights
from ..years_told import is_on_several, years_told
from .composition import Answer, composed
from .figure_asked import PEOPLE, Figure, Wanted, figure_meant, figures_of
from .meant_reports import Meant
from .parts import matter_in, without_names
from .questions import Question
from .sifting import of_year
from .standing import Standing
from .yes_no import asks_whether

PLAINER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{said})(?= \d)", re.IGNORECASE), plainer)
    for said, plainer in (
        ("không (?:vượt quá|vượt|cao hơn|nhiều hơn)|chưa (?:vượt quá|vượt)", "không quá"),
        ("(?:thấp|ít|nhỏ|kém|chậm|ngắn) hơn", "dưới"),
        ("(?:cao|nhiều|lớn|đông|dài|rộng|nặng) hơn|vượt(?: quá| mức| trên)?", "trên"),
        ("đủ|từ", "ít nhất"),
    )
)
"""How a bound is put in a question, and how reports put it, as `claims.figures` reads them."""

HOLDS: dict[Bound, Callable[[Fraction, Fraction], bool]] = {
    "least": lambda figure, bound: figure >= bound,
    "most": lambda figure, bound: figure <= bound,
    "over": lambda figure, bound: figure > bound,
    "under": lambda figure, bound: figure < bound,
}

ONE_SIDED: dict[Bound, tuple[Bound, ...]] = {
    "least": ("least", "over"), "over": ("least", "over"), "most": ("most", "under"), "under": ("most", "under"),
}  # fmt: skip
"""The bounds of a figure of which it is known on which side of it lies what it stands for."""

WITH_UNIT = re.compile(r"^(?:%|phần trăm|[^\W\d_]+(?: (?:đồng|triệu|tỷ))?)(?:\s*/\s*\w+)*")
"""The unit behind a figure, with what it is for each of."""

AVERAGE = "bình quân"
"""What is of each without saying of whom."""

NOT_YET = re.compile(r"\bchưa\W*$", re.IGNORECASE)

BOUND_WORDS = re.compile(
    r"\b(?:ít nhất|tối thiểu|không (?:dưới|thấp hơn|ít hơn|quá|trên)|nhiều nhất|tối đa|dưới|chưa (?:đến|tới|đầy)|gần"
    r"|trên|hơn|quá|trở (?:lên|xuống)|đạt|chiếm|có|là|được|lên|đến|tới|còn|không|chưa|đúng|phải|hay)\b",
    re.IGNORECASE,
)
"""What of such a question says nothing of the matter."""


def bounded(
    view: View, asked: Understood, question: Question, meant: Meant, standing: Standing, language: Language
) -> Answer | None:
    """Yes or no, with the sentence that has the figure; None where no bound is asked of one figure of one place.

    A figure that is itself only a bound ("hơn 300 hộ") replies only where that decides it.
    """
    own = meant.own
    text = line(without_names(asked))
    if not (meant.placed and own) or question.wants or not asks_whether(text):
        return None
    for said, plainer in PLAINER:
        text = said.sub(plainer, text)
    bounds = [one for one in said_in(text).numbers if one.bound in HOLDS and isinstance(one.amount, Fraction)]
    if len(bounds) != 1:
        return None
    bound = bounds[0]
    behind = text[bound.span[1] :].strip()
    measured = bound.mark or (bound.unit if bound.unit in MEASURES else "")
    if measured:
        behind = WITH_UNIT.sub("", behind, count=1)
    matter = matter_in(BOUND_WORDS.sub(" ", f"{text[: bound.span[0]]} {behind}"))
    wanted = Wanted.of(matter, lambda words: word_weights(words, "accented", view.words))
    if measured:
        wanted = replace(wanted, units=frozenset((measured,)))
    if not (wanted.weights or wanted.named):
        return None
    found = [
        one
        for one in figures_of(own, wanted, standing)
        if _is_alike(one.number, bound, of_each=AVERAGE in matter) and all(_is_of(one, year) for year in question.years)
    ]
    figure = figure_meant(found, wanted, standing)
    replies = _reply(figure.number, bound) if figure else None
    if figure is None or replies is None:
        return None
    point = standing.point(figure.passage, figure.span, citation_of(figure.passage))
    sure = COMPUTED_CONFIDENCE if figure.score >= FIGURE_SURE else UNDECIDED_CONFIDENCE
    no = "not_yet" if NOT_YET.search(text) else "no"
    lead = say(f"answers.reply_{'yes' if replies else no}", language)
    return composed(asked.raw, [point], "computed", sure, lead)


def _is_alike(one: Number, bound: Number, of_each: bool) -> bool:
    """Whether a figure is in the unit of the bound, and of the same for each; an average may leave out of whom."""
    if one.per != bound.per and not (of_each and not bound.per):
        return False
    people = {one.unit, bound.unit} <= {*PEOPLE, "dân"}
    return one.mark == bound.mark and (bool(one.mark) or people or one.unit == bound.unit)


def _is_of(figure: Figure, year: int) -> bool:
    """Whether the figure's own clause, or else its sentence, tells of `year`."""
    sentence = figure.passage.text[slice(*figure.span)]
    told = years_told(_clause(line(sentence), figure.number)) or years_told(sentence)
    return year in told if told or is_on_several(figure.passage.report) else of_year(year, figure.passage, sentence)


def _clause(text: str, number: Number) -> str:
    for start, piece in _placed(text):
        if start <= number.span[0] < start + len(piece):
            return piece
    return text


def _placed(text: str) -> Iterator[tuple[int, str]]:
    reached = 0
    for piece in pieces(text):
        reached = text.find(piece, reached)
        yield reached, piece
        reached += len(piece)


def _reply(number: Number, bound: Number) -> bool | None:
    """Whether the figure lies where it is asked; None where what it says itself is a bound that does not decide."""
    assert isinstance(number.amount, Fraction)
    assert isinstance(bound.amount, Fraction)
    holds = HOLDS[bound.bound](number.amount, bound.amount)
    far = abs(number.amount - bound.amount) > ABOUT * bound.amount
    if not number.bound or (number.bound == "about" and far):
        return holds
    if holds:
        return True if number.bound in ONE_SIDED[bound.bound] else None
    against: Bound = "most" if bound.bound in ("least", "over") else "least"
    return False if number.bound in ONE_SIDED[against] else None
