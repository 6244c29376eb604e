"""Which figure of a sentence answers what is asked: of the right measure, and about the right thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from ...corpus.vietnamese import fold, tokens
from ...index.records import Passage, ReportRecord
from ..asked_facts import CELL
from ..claims.clauses import compared, content, line, pieces
from ..claims.figures import Number, said_in
from ..claims.vocabulary import MEASURES, NEGATIONS
from ..constants import (
    FIGURE_ALIKE,
    FIGURE_BEFORE,
    FIGURE_CONTEXT,
    FIGURE_COVERED,
    FIGURE_ELSEWHERE,
    FIGURE_EXTRA,
    FIGURE_EXTRAS,
)
from ..lexicon import is_pair
from .standing import Span, Standing

MONEY = frozenset(("đồng", "vnđ", "usd"))
PEOPLE = frozenset(("người", "nhân", "khẩu"))
HEADS, COUNTED_HEADS = "nhân", "nhân khẩu"
TIMES = frozenset(("phút", "giờ", "ngày", "tuần", "tháng"))
AREAS = frozenset(("ha", "km2", "m2"))
WEIGHTS = frozenset(("tấn", "tạ", "kg", "yến", "m3"))
LENGTHS = frozenset(("km", "m"))

MEASURED: tuple[tuple[re.Pattern[str], frozenset[str], bool], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b"), units, dropped)
    for said, units, dropped in (
        ("ty le|phan tram", frozenset("%"), True),
        ("so tien|tien|bao nhieu (?:dong|trieu|ty)", MONEY, True),
        (
            "kinh phi|von|thu nhap|doanh thu|doanh so|du no|ngan sach|chi phi|muc thu|phu cap|le phi"
            r"|phi (?:thu|ve|dich|su)"
            r"|(?<!san )(?<!so )(?<!chat )(?<!khoi )(?<!luc )(?<!dung )(?<!trong )luong|(?:muc )?thiet hai$",
            MONEY,
            False,
        ),
        ("(?:san|khoi) luong|nang suat", WEIGHTS, False),
        ("chieu dai", LENGTHS, False),
        ("dan so|nhan khau|^dan$|^nguoi$", PEOPLE, False),
        ("thoi gian", TIMES, False),
        ("dien tich", AREAS, False),
    )
)
"""Folded words that say of what measure a figure is to be, the units of it, and whether they say no more than that."""

HERD, OF_HERDS = "đàn", "con"
"""What is asked of by the head, and how it is counted where the animal is named before: "đàn lợn đạt 35.400 con"."""

RATED = re.compile(r"\bnang suat\b")
"""Folded words for what is said for each hectare, head or hour."""

DROPPED = frozenset(("số", "tiền", "tỷ", "lệ", "phần", "trăm", "lượng"))
"""Words that only name a measure."""

TOLD = frozenset(("fact", "waiting", "request"))
"""Forces with which a figure may be said that answers: "đề nghị … xử phạt 06 cơ sở, số tiền 9,4 triệu đồng" too."""

NAMED_WORDS = frozenset(("dân", "số", "nhân", "khẩu"))

CHANGES = frozenset(("thiếu", "thêm", "bớt", "giảm", "tăng", "trừ", "vượt", "hụt", "nợ", "sung"))
"""Words shortly before a figure that make it something else: "thiếu 01 công chức", "bổ sung 01"."""

TOTALS = frozenset(("tổng", "cộng"))
"""What a table calls the row of all others."""

TURN = "lượt"
"""Between a number and what it counts each time: "41 lượt cơ sở"."""

BEHIND = re.compile(r"(?P<what>[^\W\d_]+ [^\W\d_]+) (?:\(\d[\d.]*\)|\d[\d.]*[,;)])$")
"""A figure alone, in brackets or before a comma, which counts what stands before it: "đất đai (19)", "Đài Loan 41,"."""

PART_OF_IT = re.compile(
    r"(?<!\d )(?<!\w)(?P<body>(?:đội(?! viên| ngũ)|tổ(?! chức)|bộ phận|trung tâm|ban(?! hành| đầu)"
    r"|phòng(?! chống| cháy)|trường(?! hợp)|trạm|khu phố|thôn|(?<!văn )bản|xóm|ấp|chợ|hợp tác xã|công ty|chi bộ"
    r"|văn phòng)(?: [^\W\d_]+)?)(?: [^\W\d_]+){0,12} (?:với|gồm|có|được giao|là)(?: [^\W\d_]+)? $",
    re.IGNORECASE,
)
"""Before a figure: what is a part of the place and has it: "Ban quản lý chợ gồm 12 người"; "9 thôn với …" are all."""

SAID_TWICE = {"dân": "hộ"}
"""A word that says nothing beside another: "hộ dân"."""

NAMED = ((re.compile(r"\b(?:dan so|nhan khau)\b|^(?:dan|nguoi)$"), re.compile(r"\b(?:dân số|nhân khẩu)\b")),)
"""Folded words that are asked for by name, and what has to stand beside the figure: "dân" is half of much else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What figure is looked for.

    Attributes:
        weights: how much each word of the matter tells, as claims compare them; none where `named` says it all.
        units: one of which it has; empty where it is counted in a word of the matter.
        named: what has to stand about it, in small letters.
        behind: the second syllable of a word, by the first: "chức" of "công".
        rated: whether it is for each of something: a yield.
        matter: the words themselves, in small letters.
    """

    weights: Mapping[str, float]
    units: frozenset[str]
    named: re.Pattern[str] | None = None
    behind: Mapping[str, str] = field(default_factory=dict)
    rated: bool = False
    matter: str = ""

    @classmethod
    def of(cls, matter: str, weigh: Callable[[list[str]], dict[str, float]]) -> Wanted:
        """What figure `matter`, a question without what compares and adds, asks for."""
        folded = fold(matter)
        row = next((row for row in MEASURED if row[0].search(folded)), None)
        words = content(compared(line(matter)))
        kept = [word for word in words if not (word in DROPPED and row and row[2])]
        kept = [word for word in kept if SAID_TWICE.get(word) not in words]
        named = next((said for asked, said in NAMED if asked.search(folded)), None)
        kept = [word for word in kept if not (named and word in NAMED_WORDS)]
        behind = {one: other for one, other in pairwise(words) if is_pair(one, other)}
        rated = RATED.search(folded) is not None
        return cls(weigh(kept), row[1] if row else frozenset(), named, behind, rated, line(matter).lower())

    def is_raised_in(self, text: str) -> bool:
        """Whether `text` has what is asked first only as something that rises or falls: "64 triệu tăng thu nhập"."""
        words = tokens(text)
        head = next((word for word in tokens(self.matter) if word in self.weights), "")
        before = [words[at - 1] if at else "" for at, word in enumerate(words) if word == head]
        return bool(before) and all(word in CHANGES and word not in self.weights for word in before)

    def covered(self, words: frozenset[str]) -> float:
        """Share, 0..1, of the weight of the matter that `words` have."""
        total = sum(self.weights.values())
        return sum(weight for word, weight in self.weights.items() if word in words) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands in a sentence of a passage.

    `score` compares those of one question; `whole` says whether its own clause has all words that are asked.
    """

    passage: Passage
    span: Span
    number: Number
    score: float
    whole: bool = False

    @property
    def amount(self) -> Fraction:
        """Its value, scale included."""
        assert isinstance(self.number.amount, Fraction)
        return self.number.amount


def figures_in(passage: Passage, wanted: Wanted, standing: Standing) -> Iterator[Figure]:
    """The figures of `passage` that may be what is wanted, said as facts or, in what was done, as requests made."""
    headings = frozenset(compared(line(" ; ".join(section.heading for section in passage.sections))))
    if passage.kind == "row":
        yield from _in_row(passage, wanted, headings)
        return
    for span in passage.sentences:
        if not any(map(str.isdigit, passage.text[slice(*span)])):
            continue
        text = line(passage.text[slice(*span)])
        numbers = said_in(text).numbers
        for number in numbers:
            if not _may_be(number, text, wanted) or _of_a_part(number, text, wanted, passage):
                continue
            about, own, beside = _about(text, numbers, number)
            before = tokens(text[: number.span[0]])[-FIGURE_BEFORE:]
            if any(word in CHANGES and word not in wanted.weights for word in before):
                continue
            alone = passage.role == "context" and set(own) <= wanted.units  # "43.205 người" of a place described
            if wanted.is_raised_in(beside.lower()):
                continue
            if wanted.named and not (wanted.named.search(beside.lower()) or alone):
                continue
            around = frozenset(compared(" ; ".join(_undenied(text, number)))) | headings
            score = _score(wanted, about, own, around, passage)
            if score and standing.force(passage, span, about) in TOLD:
                yield Figure(passage, span, number, score, wanted.weights.keys() <= set(own))


def _in_row(passage: Passage, wanted: Wanted, headings: frozenset[str]) -> Iterator[Figure]:
    """The figures in a table's row that may be what is wanted: what they are of is said by their column and the row."""
    text, reached = line(passage.text), 0
    cells = text.split(CELL)
    of_row = " ; ".join(cell.rpartition(": ")[2] for cell in cells if not any(map(str.isdigit, cell)))
    own = [word for word in content(compared(of_row)) if word not in TOTALS]
    changes = CHANGES.intersection(tokens(wanted.matter))
    for cell in cells:
        column, _, value = cell.rpartition(": ")
        start = reached + len(cell) - len(value)
        reached += len(cell) + len(CELL)
        numbers = said_in(value).numbers
        of_column = frozenset(compared(column))
        if len(numbers) != 1 or not isinstance(numbers[0].amount, Fraction) or wanted.units or wanted.named:
            continue
        if not of_column & wanted.weights.keys() or CHANGES.intersection(tokens(column.lower())) != changes:
            continue
        about = of_column | frozenset(compared(of_row))
        score = _score(wanted, about, own, about | headings, passage)
        if score:
            first, last = numbers[0].span
            number = replace(numbers[0], span=(start + first, start + last))
            span = (0, len(passage.text))
            yield Figure(passage, span, number, score, wanted.weights.keys() <= about)


def figures_of(reports: Iterable[ReportRecord], wanted: Wanted, standing: Standing) -> Iterator[Figure]:
    """The figures of all passages of `reports` that may be what is wanted."""
    for report in reports:
        for passage in standing.whole(report.id):
            yield from figures_in(passage, wanted, standing)


def is_total_row(passage: Passage) -> bool:
    """Whether a passage is the row of a table that adds up the others: "Tổng cộng | Số lớp: 442"."""
    return passage.kind == "row" and bool(TOTALS & set(tokens(passage.text.partition(CELL)[0].lower())))


def best_of(figures: Iterable[Figure]) -> Figure | None:
    """The one that is meant; None where none is, or where two that differ may be."""
    ranked = sorted(figures, key=lambda one: -one.score)
    if not ranked:
        return None
    best = ranked[0]
    others = [one for one in ranked if one.amount != best.amount and one.whole >= best.whole]
    return None if others and others[0].score > best.score - FIGURE_ALIKE else best


def figure_meant(found: Iterable[Figure], wanted: Wanted, standing: Standing) -> Figure | None:
    """The one of `found` that is meant: of those said as facts, where there are such; None as for `best_of`."""
    figures = list(found)
    facts = [one for one in figures if standing.force(one.passage, one.span, wanted.weights) == "fact"]
    return best_of(facts or figures)


def _may_be(number: Number, text: str, wanted: Wanted) -> bool:
    if not isinstance(number.amount, Fraction) or number.doubtful or number.ordinal or number.whole_of is not None:
        return False
    if number.end == "from" or number.way:  # what it was, or by how much it has changed, is not what it is
        return False
    if wanted.rated and not number.per:
        return False
    if not wanted.units:
        if not number.unit and (counts := BEHIND.search(text, 0, number.span[1] + 1)):
            return counts.end() > number.span[1] and set(compared(counts["what"])) <= wanted.weights.keys()
        counted = compared(text[number.span[1] :])[:3]
        counted = counted[1:] if counted[:1] == [TURN] and TURN not in wanted.weights else counted
        unit = counted[0] if counted and number.unit else ""
        other = wanted.behind.get(unit)
        whole = other is None or counted[1:2] == [other]
        of_it = unit in wanted.weights or (number.unit == OF_HERDS and HERD in wanted.weights)
        return whole and of_it and unit not in MEASURES and not number.mark
    if number.text.endswith(f" {HEADS}"):  # "7.812 nhân khẩu": elsewhere "nhân" multiplies
        return HEADS in wanted.units
    return number.unit in wanted.units or bool(number.mark and number.mark in wanted.units)


def _of_a_part(number: Number, text: str, wanted: Wanted, passage: Passage) -> bool:
    """Whether the figure is said to be of a part of the place, which is neither asked of nor who reports."""
    part = PART_OF_IT.search(text, 0, number.span[0])
    if not part:
        return False
    body = part["body"].lower()
    return body not in wanted.matter and body not in (passage.report.header.agency or "").lower()


def _undenied(text: str, number: Number) -> Iterator[str]:
    """The clauses of `text` that deny nothing, and the one of `number`: "không có người chết, 01 người bị bỏng"."""
    reached = 0
    for piece in pieces(text):
        reached = text.find(piece, reached)
        if reached <= number.span[0] < reached + len(piece) or NEGATIONS.isdisjoint(compared(piece)):
            yield piece
        reached += len(piece)


def _about(text: str, numbers: tuple[Number, ...], number: Number) -> tuple[frozenset[str], list[str], str]:
    """What stands about `number`, back to the last of its kind and on to the next: its words, those of its own clause,
    and the text of both."""
    start, end = 0, len(text)
    for other in numbers:
        if other.doubtful or other is number:
            continue
        if other.span[0] >= number.span[1]:
            end = min(end, other.span[0])
        elif other.span[1] <= number.span[0] and other.kind == number.kind:
            start = max(start, other.span[1])
    own, reached = "", 0
    for piece in pieces(text):
        reached = text.find(piece, reached)
        if reached <= number.span[0] < reached + len(piece):
            own = piece
        reached += len(piece)
    about = " ; ".join(_undenied(text[start:end], replace(number, span=(number.span[0] - start, end))))
    return frozenset(compared(about)), content(compared(own)), text[start:end]


def _score(wanted: Wanted, about: frozenset[str], own: list[str], around: frozenset[str], passage: Passage) -> float:
    total = sum(wanted.weights.values())
    said = sum(weight for word, weight in wanted.weights.items() if word in about)
    said += FIGURE_ELSEWHERE * sum(weight for word, weight in wanted.weights.items() if word in around - about)
    share = said / total if total else float(wanted.named is not None)
    extra = sum(word not in wanted.weights for word in own)
    if share < FIGURE_COVERED or (not wanted.units and len(wanted.weights) == 1 and extra > FIGURE_EXTRAS):
        return 0.0
    return share - FIGURE_EXTRA * extra + FIGURE_CONTEXT * (passage.role == "context")
