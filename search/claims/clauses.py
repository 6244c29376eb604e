"""A text becomes clauses that can be compared: their words, figures, what they deny, with what force they say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ...corpus.vietnamese import UPPER, nfc, tokens
from ..constants import DENIED_SYLLABLES
from ..lexicon import is_pair
from .figures import SYMBOL, Figures, Number, said_in
from .force import Force, forces
from .numerals import NUMERALS
from .vocabulary import FUNCTION_WORDS, NEGATIONS, NOT_DENYING, WEAK, alike

ONE_WORD = {
    re.compile(r"\b(ủy|uỷ) ban nhân dân\b", re.IGNORECASE): "UBND",
    re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE): "HĐND",
    re.compile(r"\b(t)hị (trấn|xã)\b", re.IGNORECASE): r"\1hị\2",
    re.compile(r"\b(t)hành phố\b", re.IGNORECASE): r"\1hànhphố",
    re.compile(r"(?<=\d)\s*phần trăm\b", re.IGNORECASE): "%",
    re.compile(r"\btp\.?(?= [A-ZĐ])", re.IGNORECASE): "thànhphố",
}
"""What is written in two ways, and types of places that hold another ("thị xã" is no "xã")."""

QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂「」『』", '"') | dict.fromkeys("‘’‚‛", "'"))
CLAUSE_END = re.compile(
    rf"[,;:–—]\s+|\s?\(|\)\s?|\s+\|\s+|\.\s+(?=[{UPPER}])"
    r"|\s(?=trong đó\s|trong khi\s|nhưng\s|song\s|nên còn\s|mà (?:giao|chỉ|vẫn|phải)\s)"
)
FIGURE_IN_BRACKETS = re.compile(r"\s?\((\d{1,3}(?:\.\d{3})*)\)")
"""A count in brackets is that of the words before it: "đất đai (19)"."""

CELL_END = re.compile(r"\s+\|\s+")
"""Between the cells of a table's row, each a clause "column: value"."""

SCOPE_END = frozenset(["đã", "đang", "sẽ", "do", "nên", "mà", "thì", "khi", "nếu", "nhưng", "song"])
"""Where what a negation denies ends at the latest."""

BOUNDING = frozenset(
    [
        ("chưa", "đến"),
        ("chưa", "tới"),
        ("không", "đến"),
        ("không", "tới"),
        ("chưa", "đầy"),
        ("chưa", "bằng"),
        ("không", "bằng"),
    ]
)
"""What bounds the number behind it, and denies nothing."""

BEFORE_A_NUMBER = frozenset(["hơn", "gần", "khoảng", "chừng", "dưới", "quá", "đầy"])
"""The same of one word: it is compared with the number."""

STARTS_ANEW = SCOPE_END | NEGATIONS | WEAK | {"chỉ", "mới", "đạt", "tăng", "giảm", "vẫn", "nên", "đến"}
"""How a clause begins that does not go on with what the one before denies ("không mua ô tô, máy in")."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between its marks.

    Attributes:
        text: as `line` has it.
        words: all its words, alike ones made one.
        content: those that claim something, numbers left out.
        figures: its dates and numbers.
        labels: for each of the numbers the content words about it.
        denied: for each negation the words that it may deny, nearest first.
        force: whether it is said as a fact, or asked for, aimed at, supposed, waited for.
    """

    text: str
    words: tuple[str, ...]
    content: tuple[str, ...]
    figures: Figures
    labels: tuple[frozenset[str], ...]
    denied: tuple[tuple[str, ...], ...]
    force: Force


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its clauses, the words of all of them, and each pair of content words that follow one another."""

    clauses: tuple[Clause, ...]
    words: frozenset[str]
    order: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return ", ".join(clause.text for clause in self.clauses)


def one_line(text: str) -> str:
    """`text` on one line, NFC, with plain quotation marks; a quote of it may differ from it in nothing else."""
    return " ".join(nfc(text).translate(QUOTATION_MARKS).split())


ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|[-+•*])\s+(?=\S)")
"""The mark of an item, which is no word of it."""


def line(text: str) -> str:
    """The same without the mark of an item, and with one word for what `ONE_WORD` names."""
    text = one_line(text)
    if mark := ITEM.match(text):
        text = text[mark.end() :]
    for pattern, word in ONE_WORD.items():
        text = pattern.sub(word, text)
    return text


def sentence_of(text: str, given: Force | None = None) -> Sentence:
    """The sentence `text` (of `line`), with the force that its section gives it."""
    parts = pieces(text)
    clauses = [_clause(part, force) for part, force in zip(parts, forces(text, parts, given), strict=True)]
    for at in range(len(clauses) - 1, 0, -1):
        one, other = clauses[at - 1], clauses[at]
        if one.denied and not other.figures.numbers and other.words and other.words[0] not in STARTS_ANEW:
            further = (*one.denied[:-1], (*one.denied[-1], *_plain(takewhile(_goes_on, other.words))))
            clauses[at - 1] = replace(one, denied=further)
    return Sentence(
        tuple(clauses),
        frozenset(word for clause in clauses for word in clause.words),
        tuple(word for clause in clauses for word in clause.words),
    )


def pieces(text: str) -> list[str]:
    """`text` cut at the marks between clauses, or into the cells of a row."""
    text = FIGURE_IN_BRACKETS.sub(r" \1, ", text)
    end = CELL_END if " | " in text else CLAUSE_END
    return [piece for piece in (piece.strip(" .,;:") for piece in end.split(text)) if piece] or [text]


def _clause(text: str, force: Force) -> Clause:
    words, figures = compared(text), said_in(text)
    labels = tuple(_label(number, text, figures) for number in figures.numbers)
    return Clause(text, tuple(words), tuple(content(words)), figures, labels, tuple(_denied(words)), force)


def _label(number: Number, text: str, figures: Figures) -> frozenset[str]:
    """The content words of a clause about `number`: back to the last number of its kind, and on to the next."""
    start, end = 0, len(text)
    for other in figures.numbers:
        if other.doubtful or other.whole_of is not None:
            continue
        if other.span[0] >= number.span[1]:
            end = min(end, other.span[0])
        elif other.span[1] <= number.span[0] and other.kind == number.kind:
            start = max(start, other.span[1])
    return frozenset(content(compared(text[start:end])))


IN_WORDS = re.compile(r"(?<!\w)(\d{1,2}) tháng (?=\d{1,2} năm \d{4})|(?<=\d) năm (?=\d{4}(?!\d))", re.IGNORECASE)
"""What a date in words has more than one in figures: "18 tháng 8 năm 2025" is 18/8/2025."""


def compared(text: str) -> list[str]:
    """The words of `text` as they are compared; a document's number and what says how an amount is bounded are none."""
    return tokens(alike(IN_WORDS.sub(lambda date: f"{date[1] or ''} ", SYMBOL.sub(" ", text))))


CLAIMING_NOTHING = FUNCTION_WORDS | NUMERALS | NEGATIONS


def content(words: Sequence[str]) -> list[str]:
    """The words that claim something: numbers, in digits or in words, are compared as numbers."""
    return [
        word
        for at, word in enumerate(words)
        if not word[0].isnumeric()
        and not _of_a_share(words, at)
        and not (word in BEFORE_A_NUMBER and _is_number(words[at + 1 : at + 2]))
        and (word not in CLAIMING_NOTHING or _half_of_a_word(words, at))
    ]


def _is_number(words: Sequence[str]) -> bool:
    """Whether the first of `words`, if any, is a number, in digits or in words."""
    return bool(words) and (words[0][0].isnumeric() or words[0] in NUMERALS)


def _of_a_share(words: Sequence[str], at: int) -> bool:
    """Whether words[at] stands between the numbers of a share: "hai phần ba"."""
    return words[at] == "phần" and at > 0 and NUMERALS.issuperset((words[at - 1], *words[at + 1 : at + 2]))


def _half_of_a_word(words: Sequence[str], at: int) -> bool:
    """Whether words[at] ends a word that claims something, or begins one as if it denied: "ngân hàng", "thiếu sót"."""
    taken = at > 1 and is_pair(words[at - 2], words[at - 1])  # of "xử lý do" no "lý do"
    if at and not taken and words[at - 1] not in CLAIMING_NOTHING and is_pair(words[at - 1], words[at]):
        return True
    return words[at] in NEGATIONS and _seems_to_deny(words, at)


def _seems_to_deny(words: Sequence[str], at: int) -> bool:
    """Whether the negation words[at] is but the beginning of a word: "thiếu sót", "không gian"."""
    behind = words[at + 1 : at + 3]
    if not behind or behind[0] in CLAIMING_NOTHING or not is_pair(words[at], behind[0]):
        return False
    return not is_pair(*behind) if len(behind) > 1 else True  # "không trung thực" denies


def _denied(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at, word in enumerate(words):
        if word not in NEGATIONS or tuple(words[at : at + 2]) in NOT_DENYING or _seems_to_deny(words, at):
            continue
        if tuple(words[at : at + 2]) in BOUNDING and _is_number(words[at + 2 : at + 3]):  # "chưa đến một nửa"
            continue
        behind = _plain(takewhile(_goes_on, words[at + 1 :]))
        before = [one for one in words[:at] if one not in WEAK and not one[0].isnumeric()]
        yield tuple(behind or before[: -DENIED_SYLLABLES - 1 : -1])


def _plain(words: Iterable[str]) -> list[str]:
    return [one.lstrip("0") or one for one in words if one not in WEAK]


def _goes_on(word: str) -> bool:
    """Whether what is denied before `word` may go on with it."""
    return word not in NEGATIONS and word not in SCOPE_END
