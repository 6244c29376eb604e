"""The numbers, dates and document numbers of a clause, in a form in which two clauses can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Literal

from ...corpus.dates import MONTH_YEAR, NUMERIC_DATE, WRITTEN_DATE, iso
from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import place_tone
from ..constants import CLAIM_NUMBERS
from .numerals import SCALES, numerals
from .vocabulary import FUNCTION_WORDS, PER

SYMBOL = re.compile(r"(?<!\w)\d{1,6}(?:/\d{4})?[/-][A-ZĐ][A-ZĐƯa-zđ]*\d*(?:[-/.&][A-ZĐ][\wĐ]*)*")
YEAR = re.compile(r"năm\s+(?P<year>(?:19|20)\d\d)(?![\d.,/-]*\d)", re.IGNORECASE)
PRECISION = {4: 1, 7: 2, 10: 3}
"""Parts of a date by the length of its ISO 8601 form."""

COMPARED = re.compile(r"(?:[Ss]o với|cùng kỳ|bằng|như|hơn|kém|[\d,]\s+lần)\s+(?:\S+\s+){0,3}$|\(\s*$")
"""Before a date with which something is compared: it is not when the rest happened."""

EDGE = re.compile(r"(?:^|\W)(từ|đến|tới|hết|trước|sau)\s+(?:(?:hết|ngày|đầu|cuối)\s+)?$", re.IGNORECASE)
EDGES = {"tới": "đến", "hết": "đến"}

NUMBER = re.compile(r"(?<!\w)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w|[.,]\d)|[^\W_]+(?:[.,/:][^\W_]+)*")
THOUSANDS_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
THOUSANDS_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
DECIMAL = re.compile(r"[0-9]{1,30}(?:[.,][0-9]{1,30})?")
PART_OF = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})/([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})")
MARK = re.compile(r"\s*(%|‰|°C?|[$€£₫])")
NEXT_WORD = re.compile(r"\s*([^\W\d_]+\d?)(?!\w)")
SCALE = re.compile(r"\s*([^\W\d_]+\d?)(?!\w)(?!\s+(?:lệ|trọng|suất|số)\b)", re.IGNORECASE)
"""The same, and no first half of a word: "một nửa tỷ lệ" is no half of a milliard."""

NO_UNIT = FUNCTION_WORDS | {"trừ", "cộng", "nhân", "chia", "không", "chưa", "thì", "nhất"}
CLASSIFIERS = frozenset(("ngôi", "cái", "chiếc", "con", "căn", "tấm", "quyển", "cuốn", "bức"))
"""Between a number and what it counts: "284 ngôi nhà" are 284 nhà; alone they count what is named before."""

AFTER = 48
"""Characters behind a number in which its unit, what it is for each of, and its bound are looked for."""

OF_MEASURE = "ha|kg|m2|m3|km|tấn|tạ|lít|sào"
SLASHED = re.compile(rf"(?:\s+[^\W\d_]+){{0,3}}?((?:\s*/\s*(?:{PER}|{OF_MEASURE})\b)+)", re.IGNORECASE)
FOR_EACH = re.compile(rf"(?:\s+[^\W\d_]+){{0,4}}?\s+(?:mỗi|hằng|hàng|một|từng)\s+({PER})\b", re.IGNORECASE)
EACH = re.compile(rf"\b(?:mỗi|hằng|hàng|bình quân|cả|một|từng|đầu)\s+({PER})\b", re.IGNORECASE)
PART = re.compile(rf"{PER}|{OF_MEASURE}")

Bound = Literal["", "least", "most", "over", "under", "about"]
BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("least", "ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn"),
    ("most", "nhiều nhất|tối đa|không quá|không vượt quá|không cao hơn|không nhiều hơn|không trên"),
    ("under", "dưới|chưa đến|chưa tới|chưa bằng|không bằng|không đến|không tới|gần|chưa đầy"),
    ("over", "trên|hơn|quá"),
    ("about", "khoảng|chừng"),
)
BOUNDS_BEFORE = tuple((bound, re.compile(rf"(?:^|\W)(?:{said})\s*$", re.IGNORECASE)) for bound, said in BOUNDS)
BOUND_AFTER = re.compile(r"(?:\s*/?\s*[^\W\d_]+){0,3}?\s+trở\s+(lên|xuống)\b", re.IGNORECASE)

SKIPPED = r"(?:\s*(?:hơn|gần|khoảng|được|thêm|chỉ|trên|dưới|ít nhất|tối thiểu))*\s*$"
UP = re.compile(r"(?:^|\W)(?:tăng|vượt|nâng)" + SKIPPED, re.IGNORECASE)
DOWN = re.compile(r"(?:^|\W)(?:giảm|bớt|hạ|rút ngắn)" + SKIPPED, re.IGNORECASE)
FROM = re.compile(r"(?:^|\W)từ\s*$", re.IGNORECASE)
TO = re.compile(r"(?:^|\W)(?:xuống|lên)(?:\s+(?:còn|tới|đến|thành|mức))?\s*$", re.IGNORECASE)
ONLY = re.compile(r"(?:^|\W)chỉ(?:\s+[^\W\d_]+){0,2}\s*$", re.IGNORECASE)
OUT_OF = re.compile(r"(?:\s+[^\W\d_]+){0,2}?\s+(?:trong|trên)(?:\s+(?:tổng\s+)?số)?\s+", re.IGNORECASE)
OF_THEM = frozenset(("", "trong", "trên"))
"""What stands behind a part where its unit is the whole's: "thứ 6 trong 12 xã"."""

ORDINAL = re.compile(
    r"(?:^|\W)(?<!mỗi )(?<!hằng )(?<!hàng )(?<!từng )(?<!một )(tháng|ngày|mồng|mùng|tổ|lớp|khóa|quý|khoản|điều|mục|phố"
    r"|(?<!\d )(?-i:[Tt]hôn|bản|ấp|[Xx]óm|[Kk]hu phố|[Cc]ụm|[Tt]iểu khu|[Gg]ói thầu)"  # not "Nhật Bản 19"
    r"|thứ|hạng|(?<!tổng )(?<!trong )(?<!sĩ )(?<!chỉ )(?<!dân )(?<!doanh )(?<!hệ )(?<!quân )(?<!tỷ )số)\s+$",
    re.IGNORECASE,
)
"""Before a number that names one of several instead of counting them: "tổ 5", "bão số 9"."""

MAKE = re.compile(r"(?<!\w)([^\W\d_]+)-$")
"""Before the number of a make."""

ORDINAL_DIGITS = 3

BEFORE = 40
"""Characters before a number in which what bounds it is looked for."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text has it.

    Attributes:
        amount: its value, scale included; its letters where it is none ("4.0.1").
        mark: a sign or a percent sign that belongs to it.
        unit: the word behind it, in small letters; "" where none is.
        per: what it is for each of, in order ("đồng/hộ/tháng").
        each: what the clause says "mỗi" of.
        bound: at least, at most, more than, less than, about; "" where it is said exactly.
        way: "up" or "down" where it is what something rose or fell by.
        end: "from" or "to" where it is what something rose or fell from or to.
        ordinal: the word before a number that names one of several ("tổ 5"), and counts nothing.
        only: whether "chỉ" stands before it.
        doubtful: whether it may be no number ("một", "năm").
        whole_of: the part, where this is the whole of "13/15".
        text: as it stands, with unit and all.
        span: [start, end) in the clause, without the unit.
    """

    amount: Fraction | str
    mark: str
    unit: str
    per: tuple[str, ...]
    each: frozenset[str]
    bound: Bound
    way: str
    end: str
    ordinal: str
    only: bool
    doubtful: bool
    text: str
    span: tuple[int, int]
    whole_of: Fraction | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """What two numbers share that can be added, or taken for one another."""
        return self.mark, self.unit

    def rivals(self, other: Number) -> bool:
        """Whether `other` could be taken for this: another amount of the same kind, no whole of a share."""
        return self.kind == other.kind and self.amount != other.amount and other.whole_of is None


@dataclass(frozen=True, slots=True)
class Figures:
    """The dates (ISO 8601; those compared with apart), document numbers and other numbers of a clause.

    `edges` says of a date whether something lasts from it or until it, is before it or after it.
    """

    dates: frozenset[str]
    compared: frozenset[str]
    symbols: frozenset[str]
    numbers: tuple[Number, ...]
    edges: frozenset[tuple[str, str]] = frozenset()


def said_in(text: str) -> Figures:
    """The dates and numbers of `text` on one line, each counted once: what is part of a date is no other number."""
    shown = text
    symbols = set()
    for match in list(SYMBOL.finditer(text)):
        symbols.add(number_key(match[0]))
        text = _blank(text, match)
    dates: set[str] = set()
    compared: set[str] = set()
    edges: set[tuple[str, str]] = set()
    for pattern in (WRITTEN_DATE, NUMERIC_DATE, MONTH_YEAR, YEAR):
        for match in list(pattern.finditer(text)):
            parts = {name: value for name, value in match.groupdict().items() if value}
            date = iso(parts["year"], parts.get("month"), parts.get("day"))
            whole = not (
                text[match.start() - 1 : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()
            )
            # A month 13 leaves `iso` a year: such digits are no date and are compared as they stand.
            if date and whole and PRECISION[len(date[0])] == len(parts):
                against = COMPARED.search(text[max(0, match.start() - BEFORE) : match.start()])
                (compared if against else dates).add(date[0])
                if edge := EDGE.search(text[max(0, match.start() - BEFORE) : match.start()]):
                    edges.add((date[0], EDGES.get(edge[1].lower(), edge[1].lower())))
                text = _blank(text, match)
    return Figures(
        frozenset(dates), frozenset(compared), frozenset(symbols), tuple(_numbers(text, shown)), frozenset(edges)
    )


def _blank(text: str, match: re.Match[str]) -> str:
    """`text` with a mark in place of `match` that no number's neighbour is read across."""
    return text[: match.start()] + "|" * len(match[0]) + text[match.end() :]


def _numbers(text: str, shown: str) -> list[Number]:
    """The numbers of `text`; in "hai trong ba bể" the part is of the whole's unit, and the whole is known for one.

    In "từ 34 xuống 19 cuộc/tháng" what it was has the unit of what it is.
    """
    found = sorted(islice(_single(text, shown), CLAIM_NUMBERS), key=lambda number: number.span)
    for at in range(len(found) - 1):
        part, whole = found[at], found[at + 1]
        if part.span[1] <= whole.span[0] and OUT_OF.fullmatch(text[part.span[1] : whole.span[0]]):
            unit = whole.unit if part.unit in OF_THEM else part.unit
            scale = _scale(whole, text) if part.unit in OF_THEM else 1
            amount = part.amount * scale if isinstance(part.amount, Fraction) else part.amount
            if isinstance(amount, Fraction):
                found[at + 1] = replace(whole, whole_of=amount, bound="")
            found[at] = replace(part, amount=amount, unit=unit, doubtful=False)
        if part.end == "from" and whole.end == "to" and part.kind == ("", "") and isinstance(part.amount, Fraction):
            found[at] = replace(
                part, amount=part.amount * _scale(whole, text), mark=whole.mark, unit=whole.unit, per=whole.per
            )
    return found


def _scale(number: Number, text: str) -> int:
    """What one of the unit of `number` is: 1,000,000 of "900 triệu đồng"."""
    return int(10 ** sum(SCALES.get(word, 0) for word in text[slice(*number.span)].lower().split()))


def _single(text: str, shown: str) -> Iterator[Number]:
    each = frozenset(match[1].lower() for match in EACH.finditer(text))
    for match in NUMBER.finditer(text):
        if not any(map(str.isnumeric, match[0])):
            continue
        number = _number(text, shown, *match.span(), amount_in(match[0]), each)
        yield number
        if (part := PART_OF.fullmatch(match[0])) and number.unit:
            share, whole = (Fraction(side.replace(".", "")) for side in part.groups())
            yield replace(number, amount=share)
            yield replace(number, amount=whole, whole_of=share, ordinal="")
    for numeral in numerals(text):
        number = _number(text, shown, numeral.start, numeral.end, numeral.amount, each)
        yield replace(number, doubtful=numeral.doubtful, text=number.text.lower())


def _number(text: str, shown: str, start: int, end: int, amount: Fraction | str, each: frozenset[str]) -> Number:
    first = start
    mark = text[start - 1 : start]
    if not (unicodedata.category(mark or " ") == "Sc" or (mark in "-−+" and not text[start - 2 : start - 1].strip())):
        mark = ""
    while (scale := SCALE.match(text, end)) and scale[1].lower() in SCALES and isinstance(amount, Fraction):
        amount *= 10 ** SCALES[scale[1].lower()]
        end = scale.end()
    if sign := MARK.match(text, end):
        mark += sign[1]
        end = sign.end()
    unit, behind, before = NEXT_WORD.match(text, end), text[end : end + AFTER], text[max(0, start - BEFORE) : start]
    if unit and unit[1].lower() in CLASSIFIERS and (counted := NEXT_WORD.match(text, unit.end())):
        unit = unit if counted[1].lower() in NO_UNIT else counted
    per: list[str] = []
    last = unit.end() if unit else end
    if slashed := SLASHED.match(behind):
        per += [part[0].lower() for part in PART.finditer(slashed[1].lower())]
        last = end + slashed.end()
    reach = slashed.end() if slashed else 0
    while said := FOR_EACH.match(behind, reach):
        per.append(said[1].lower())
        reach = said.end()
        last = max(last, end + reach)
    digits = len(text[first:end].partition("/")[0])  # "thứ 6/12 xã"
    bound: Bound = next((bound for bound, said in BOUNDS_BEFORE if said.search(before)), "")
    if trailing := BOUND_AFTER.match(behind):
        bound = "least" if trailing[1].lower() == "lên" else "most"
    return Number(
        amount,
        mark,
        place_tone(unit[1].lower()) if unit and unit[1].lower() not in NO_UNIT else "",
        tuple(sorted(per)),
        each,
        bound,
        "up" if UP.search(before) else "down" if DOWN.search(before) else "",
        "from" if FROM.search(before) else "to" if TO.search(before) else "",
        _ordinal(text, start, digits),
        ONLY.search(before) is not None,
        False,
        " ".join(shown[first:last].split()),
        (start, end),
    )


def _ordinal(text: str, start: int, digits: int) -> str:
    """What stands before a number that names one of several, or a make: "bão số 9", "xuồng ST-450"."""
    before = text[max(0, start - BEFORE) : start]
    if make := MAKE.search(before):
        return make[1].lower()
    return found[1].lower() if digits <= ORDINAL_DIGITS and (found := ORDINAL.search(before)) else ""


def amount_in(digits: str) -> Fraction | str:
    """The value as Vietnamese writes it, "1.234,5" and "1234,5"; "12/15" and "4.0.1" stand for themselves."""
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    if THOUSANDS_DOTS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif THOUSANDS_COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    if DECIMAL.fullmatch(plain):
        return Fraction(plain.replace(",", "."))
    return "/".join(part.lstrip("0") or "0" for part in place_tone(plain.lower()).split("/"))


def share_of(number: Number) -> Fraction | None:
    """The part of a whole that a percentage, or a number in words below one, says."""
    if not isinstance(number.amount, Fraction):
        part = PART_OF.fullmatch(number.amount)
        sides = [int(side.replace(".", "")) for side in part.groups()] if part else [0, 0]
        return Fraction(*sides) if sides[1] else None
    if number.mark == "%":
        return number.amount / 100
    return number.amount if number.amount < 1 and not (number.mark or any(map(str.isdigit, number.text))) else None


NEARLY = Fraction("0.1")
"""How far, for its size, a figure may lie from what it is said to be over, under or about."""


def within(amount: Fraction, said: Fraction, bound: str) -> bool:
    """Whether `amount` is what is said with `bound`: over, under or about it; exactly that where there is none."""
    if bound == "over":
        return said < amount <= said * (1 + 2 * NEARLY)
    if bound == "under":
        return said * (1 - NEARLY) <= amount < said
    if bound == "about":
        return abs(amount - said) <= said * NEARLY
    return amount == said
