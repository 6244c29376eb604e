"""The numbers, dates and document numbers of a text, in a form in which two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ...corpus.dates import MONTH_YEAR, NUMERIC_DATE, WRITTEN_DATE, iso
from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import place_tone

FUNCTION_WORDS = frozenset(
    [
        "và", "là", "của", "có", "các", "những", "được", "cho", "trong", "với", "về", "theo", "tại", "ở", "từ",
        "đến", "này", "đó", "như", "để", "do", "bởi", "vì", "nên", "thì", "mà", "cũng", "đã", "ra", "vào", "cùng",
        "khi", "báo", "cáo", "nêu", "rõ", "biết", "rằng", "việc", "một", "số", "gồm", "bao", "cụ", "thể", "bằng",
        "nhằm", "tuy", "nhiên", "nhưng", "hoặc", "hay", "vẫn", "lại", "đoạn", "nguồn",
    ]
)  # fmt: skip
"""Syllables that a sentence may add without claiming anything; none that negates, limits or gives a time."""

NUMERALS = frozenset(
    [
        "một", "hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mươi", "chục", "trăm",
        "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "nửa", "rưỡi", "gấp", "đôi",
    ]
)  # fmt: skip
NOT_COUNTED = frozenset(["một số", "một cách", "một phần", "một trong", "một vài"])
NEVER_ALONE = frozenset(["tư", "tỷ", "tỉ"])
"""Without another number word: "đầu tư", "tỷ lệ"."""

SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
"""Powers of ten."""

BOUNDING = frozenset(
    [
        "hơn", "trên", "dưới", "gần", "khoảng", "quá", "tăng", "giảm", "vượt", "thiếu", "thừa", "còn", "đạt",
        "hụt", "chưa", "không", "chỉ", "mỗi",
    ]
)  # fmt: skip
"""Words before a number that change what it says: they must be the same on both sides."""

SYMBOL = re.compile(r"(?<!\w)\d+(?:/\d{4})?[/-][A-ZĐ][A-ZĐƯa-zđ]*\d*(?:[-/.][A-ZĐ][\wĐ]*)*")
YEAR = re.compile(r"năm\s+(?P<year>(?:19|20)\d\d)(?![\d.,/-]*\d)", re.IGNORECASE)
PRECISION = {4: 1, 7: 2, 10: 3}
"""Parts of a date by the length of its ISO 8601 form."""

NUMBER = re.compile(r"(?<!\w)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w|[.,]\d)|[^\W_]+(?:[.,/:][^\W_]+)*")
THOUSANDS_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
THOUSANDS_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
DECIMAL = re.compile(r"[0-9]{1,30}(?:[.,][0-9]{1,30})?")
MARK = re.compile(r"\s*(%|‰|°C?|[$€£₫])")
NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
PREVIOUS_WORD = re.compile(r"([^\W\d_]+)\s*$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text has it: its amount (or its letters, where it is none), mark, and the words at its sides."""

    amount: Fraction | str
    mark: str
    unit: str
    before: str
    text: str

    def stands_as(self, other: Number) -> bool:
        """Whether `other`, of a passage, bears this one out."""
        if (self.amount, self.mark) != (other.amount, other.mark):
            return False
        if self.before != other.before and not BOUNDING.isdisjoint((self.before, other.before)):
            return False
        if self.unit and self.unit not in FUNCTION_WORDS:
            return self.unit == other.unit
        if self.before and self.before not in FUNCTION_WORDS:
            return self.before == other.before
        return True

    @property
    def place(self) -> tuple[str, str, str]:
        """What is counted here, whatever the amount."""
        return self.before, self.mark, self.unit


@dataclass(frozen=True, slots=True)
class Figures:
    """The dates (ISO 8601), document numbers and other numbers of a text."""

    dates: frozenset[str]
    symbols: frozenset[str]
    numbers: tuple[Number, ...]


def said_in(text: str) -> Figures:
    """The dates and numbers of `text` (of `line`), each counted once: what is part of a date is no other number."""
    symbols = set()
    for match in list(SYMBOL.finditer(text)):
        symbols.add(number_key(match[0]))
        text = _blank(text, match)
    dates = set()
    for pattern in (WRITTEN_DATE, NUMERIC_DATE, MONTH_YEAR, YEAR):
        for match in list(pattern.finditer(text)):
            parts = {name: value for name, value in match.groupdict().items() if value}
            date = iso(parts["year"], parts.get("month"), parts.get("day"))
            whole = not (
                text[match.start() - 1 : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()
            )
            # A month 13 leaves `iso` a year: such digits are no date and are compared as they stand.
            if date and whole and PRECISION[len(date[0])] == len(parts):
                dates.add(date[0])
                text = _blank(text, match)
    found = (_number(text, match) for match in NUMBER.finditer(text) if any(map(str.isnumeric, match[0])))
    return Figures(frozenset(dates), frozenset(symbols), tuple(found))


def _blank(text: str, match: re.Match[str]) -> str:
    """`text` with a mark in place of `match` that no number's neighbour is read across."""
    return text[: match.start()] + "|" * len(match[0]) + text[match.end() :]


def _number(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    amount = _amount(match[0])
    mark = text[start - 1 : start]
    if not (unicodedata.category(mark or " ") == "Sc" or (mark in "-−+" and not text[start - 2 : start - 1].strip())):
        mark = ""
    while (scale := NEXT_WORD.match(text, end)) and scale[1].lower() in SCALES and isinstance(amount, Fraction):
        amount *= 10 ** SCALES[scale[1].lower()]
        end = scale.end()
    if sign := MARK.match(text, end):
        mark += sign[1]
        end = sign.end()
    after, before = NEXT_WORD.match(text, end), PREVIOUS_WORD.search(text[max(0, start - 20) : start])
    return Number(
        amount,
        mark,
        place_tone(after[1].lower()) if after else "",
        place_tone(before[1].lower()) if before else "",
        text[start:end],
    )


def _amount(digits: str) -> Fraction | str:
    """The value as Vietnamese writes it, "1.234,5" and "1234,5"; "12/15" and "4.0.1" stand for themselves."""
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    if THOUSANDS_DOTS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif THOUSANDS_COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    if DECIMAL.fullmatch(plain):
        return Fraction(plain.replace(",", "."))
    return "/".join(part.lstrip("0") or "0" for part in place_tone(plain.lower()).split("/"))


def numerals(words: Sequence[str]) -> Iterator[str]:
    """Runs of number words, each with the word that follows ("mười hai xã"); not the scale of a number in digits."""
    run: list[str] = []
    for before, word in pairwise(["", *words, ""]):
        if word in NUMERALS:
            counts = bool(run) or not (before.isnumeric() and word in SCALES)
            run = [*run, word] if counts else []
        elif run:
            phrase = " ".join([*run, word]).strip()
            year = run == ["năm"] and (word.isnumeric() or not word)
            if not (year or phrase in NOT_COUNTED or (len(run) == 1 and run[0] in NEVER_ALONE)):
                yield phrase
            run = []
