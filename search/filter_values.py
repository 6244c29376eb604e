"""A filter's value, as people type it, becomes what a Filter takes: "xã", "2016-2020", "quý III/2025", "TTr"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from ..corpus.dates import ROMAN_QUARTERS, first_day, iso, last_day
from ..corpus.references.doc_types import ABBREVIATIONS
from ..corpus.report import LEVELS, ROLES, Level, Role
from ..corpus.roles import role_of
from ..corpus.vietnamese import fold
from ..index.records import Filter
from .errors import FilterRangeError, FilterValueError

LEVEL_WORDS: dict[str, Level] = {
    "xa": "commune", "phuong": "commune", "thi tran": "commune", "dac khu": "commune",
    "huyen": "district", "quan": "district", "thi xa": "district",
    "tinh": "province", "thanh pho": "province", "so": "province",
    "trung uong": "central", "bo": "central",
}  # fmt: skip

ROLE_WORDS: dict[str, Role] = {
    "tinh hinh": "context", "boi canh": "context", "khac": "other", "nhan luc": "staffing", "kinh phi": "funding",
    "phuong huong": "tasks", "nhiem vu": "tasks",
}  # fmt: skip

SHORT_TYPES = {short.lower(): name for short, name in ABBREVIATIONS.items()}
PROVINCE_TYPE = re.compile(r"(?:tỉnh|thành phố|tinh|thanh pho|tp\b\.?)\s+(?=\S)", re.IGNORECASE)
HONORIFIC = re.compile(r"(?:ông|bà|đồng chí|đ/c|đc\.?)\s+(?=\S)", re.IGNORECASE)
NUMBER_WORD = re.compile(r"(?:số|so)\b\s*:?\s*(?=\d)", re.IGNORECASE)

QUOTES = '"“”„«»'
"""Marks that open or close what is meant as it is typed."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
EARLIEST, LATEST = "0001-01-01", "9999-12-31"
"""The ends of a time that is open."""


def spelled(name: str, between: str = "[ _-]?") -> str:
    """A pattern for `name`, each syllable with all of its accents or without any: no "mức" for "mục"."""
    syllables = ((re.escape(one), re.escape(fold(one))) for one in name.lower().split())
    return between.join(one if one == plain else f"(?:{one}|{plain})" for one, plain in syllables)


def any_of(names: Iterable[str], between: str = "[ _-]?") -> str:
    """A pattern for any of `names`, the longest that stands there."""
    return f"(?:{'|'.join(spelled(name, between) for name in sorted(names, key=len, reverse=True))})"


Calendar = Literal["year", "date", "month", "quarter"]
"""What times a filter takes: years; any; any, of which a bare number is a month's; any, a bare number a quarter's."""

_YEAR = r"(?:(?:năm|nam) )?\d{4}"
_IN = r"(?: ?[/.-] ?| (?:năm|nam) )"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
_DATES = (
    r"\d{4}-\d{1,2}-\d{1,2}",
    *(rf"(?:(?:ngày|ngay) )?\d{{1,2}} ?{mark} ?\d{{1,2}} ?{mark} ?\d{{4}}" for mark in ("/", "-", r"\.")),
    r"(?:(?:ngày|ngay) )?\d{1,2} (?:tháng|thang) \d{1,2}(?: ?/ ?| (?:năm|nam) )\d{4}",
    r"\d{1,2} (?:tháng|thang) (?:đầu|dau|cuối|cuoi) (?:năm|nam) \d{4}",
    rf"(?:quý|quy) {_QUARTER}{_IN}\d{{4}}",
    rf"(?:(?:tháng|thang) )?\d{{1,2}}{_IN}\d{{4}}",
    r"\d{4}-\d{1,2}(?!\d)",
    _YEAR,
)
POINTS: dict[Calendar, tuple[str, ...]] = {
    "year": (_YEAR,),
    "date": _DATES,
    "month": (*_DATES, r"(?:(?:tháng|thang) )?\d{1,2}(?![/.]?\d)"),
    "quarter": (rf"(?:(?:quý|quy) )?{_QUARTER}{_IN}\d{{4}}", _YEAR, rf"(?:(?:quý|quy) )?{_QUARTER}(?!\w)"),
}
OPS = {
    ">=": ">=", "=>": ">=", "≥": ">=", "từ": ">=", "tu": ">=", "kể từ": ">=", "ke tu": ">=", ">": ">", "sau": ">",
    "<=": "<=", "=<": "<=", "≤": "<=", "đến": "<=", "den": "<=", "tới": "<=", "toi": "<=", "<": "<", "trước": "<",
    "truoc": "<", "-": "<=", "–": "<=",
}  # fmt: skip
_OP = rf"(?P<op>{'|'.join(sorted(map(re.escape, OPS), key=len, reverse=True))})"
_TO = r"(?:[-–—]|\.\.|(?:đến|den|tới|toi|to|until)(?: (?:hết|het))?)"
_OPEN = r"(?P<open>[-–—](?=$|[ ,;)\]])| (?:đến nay|den nay|trở đi|tro di|trở lại đây|tro lai day)(?!\w))"


@cache
def time_of(calendar: Calendar) -> re.Pattern[str]:
    """A time as a value: a point, one with a bound before it, or two with a range between them."""
    one = f"(?:{'|'.join(POINTS[calendar])})"
    return re.compile(
        rf"(?:{_OP} ?)?(?P<first>{one})(?: ?{_TO} ?(?P<last>{one})|{_OPEN})?(?![\w/]|[.:]\d|[-–]\w)", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A time asked for, from `first` to `last`, ISO 8601 of any precision; an open end is `EARLIEST` or `LATEST`.

    `months` are those of a month or a quarter whose year is said elsewhere; then there are no dates.
    """

    first: str
    last: str
    months: tuple[int, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has an end on one side alone."""
        return self.first == EARLIEST or self.last == LATEST


def read_span(value: str, calendar: Calendar, op: str | None = None) -> Span:
    """The time that a value says.

    Args:
        value: "2023", "từ 2016 đến 2020", ">5/12/2023", "2020-", "quý III/2025".
        calendar: what times it may be.
        op: the bound that it is, where it says none itself: of "từ ngày: 5/12/2023".

    Raises:
        FilterValueError: there is no such time, or none that reports are of.
    """
    said = value.strip()
    name = "year" if calendar == "year" else "date"
    match = time_of(calendar).fullmatch(" ".join(said.split()))
    first = _point(match["first"], calendar) if match else None
    last = _point(match["last"], calendar) if match and match["last"] else first
    if match is None or first is None or last is None:
        raise FilterValueError(name, said)
    bound = OPS[match["op"].lower()] if match["op"] else None
    if match["last"]:
        if bound not in (None, ">=") or first.months or last.months:
            raise FilterValueError(name, said)
        if first_day(first.first) > last_day(last.last):
            raise FilterRangeError(name, said, match["last"], match["first"])
        return Span(first.first, last.last)
    bound = bound or (">=" if match["open"] else op)
    if bound is None:
        return first
    if first.months:
        raise FilterValueError(name, said)
    return _bounded(bound, first)


def read_years(value: str) -> tuple[int, ...]:
    """The years of "2023", "2016-2020", ">2020", "từ 2016 đến 2020", "2022, 2023"."""
    return tuple(year for part in _listed(value) for year in years_of(read_span(part, "year")))


def years_of(span: Span) -> tuple[int, ...]:
    """The years that lie in a time, of those that there are reports of."""
    return tuple(range(max(int(span.first[:4]), EARLIEST_YEAR), min(int(span.last[:4]), LATEST_YEAR) + 1))


def read_level(value: str) -> Level:
    """A level by its code or its Vietnamese word ("xã")."""
    folded = fold(value.strip())
    level = next((level for level in LEVELS if level == folded), None) or LEVEL_WORDS.get(folded.removeprefix("cap "))
    if level is None:
        raise FilterValueError("level", value)
    return level


def read_role(value: str) -> Role:
    """A role of section by its code or any Vietnamese word for it ("hạn chế")."""
    folded = fold(value.strip())
    role = next((role for role in ROLES if role == folded), None) or ROLE_WORDS.get(folded) or role_of(value)
    if role == "other" and folded not in ("other", "khac"):
        raise FilterValueError("role", value)
    return role


def read_doc_type(value: str) -> str:
    """A document type by its name or the letters that texts shorten it to ("TTr")."""
    return SHORT_TYPES.get(value.strip().lower(), value.strip())


def read_number(value: str) -> str:
    """A số và ký hiệu, or the digits it begins with, without the word before them."""
    number = NUMBER_WORD.sub("", value.strip(), count=1)
    if not re.search(r"\d", number):
        raise FilterValueError("number", value.strip())
    return number


def add_filter(wanted: Filter, name: str, value: str) -> Filter:
    """`wanted` with what `value` says more for its field `name`.

    Raises:
        FilterValueError: the value cannot be.
    """
    return replace(wanted, **{name: (*getattr(wanted, name), *read_value(name, value))})


def read_value(name: str, value: str) -> tuple[Any, ...]:
    """What `value` says for the field `name` of a Filter; raises as `add_filter`."""
    return READERS.get(name, _as_it_is)(value)


def _point(said: str, calendar: Calendar) -> Span | None:
    """A day, a month, a quarter, a half or a year, as precise as it is said; None if no calendar has it."""
    folded = fold(said)
    numbers = re.findall(r"\d+", folded)
    half = re.search(r"thang (dau|cuoi)", folded)
    roman = re.search(r"\b(?:iv|i{1,3})\b", folded)
    if half:
        months, year = map(int, numbers)
        return _of_months(*((1, months) if half[1] == "dau" else (13 - months, 12)), year)
    if roman or folded.startswith("quy") or (calendar == "quarter" and len(numbers[0]) == 1):
        quarter = ROMAN_QUARTERS[roman[0] if roman else numbers.pop(0)]
        return _of_months(3 * quarter - 2, 3 * quarter, int(numbers[0]) if numbers else None)
    if len(numbers[-1]) <= 2 and len(numbers) == 1:
        return _of_months(int(numbers[0]), int(numbers[0]), None)
    return _dated(*map(int, numbers if len(numbers[0]) == 4 else reversed(numbers)))


def _of_months(first: int, last: int, year: int | None) -> Span | None:
    if not 1 <= first <= last <= 12:
        return None
    if year is None:
        return Span("", "", (first, last))
    begun, ended = _dated(year, first), _dated(year, last)
    return Span(begun.first, ended.last) if begun and ended else None


def _dated(year: int, month: int | None = None, day: int | None = None) -> Span | None:
    """The date of these parts, if there is one."""
    parts = [part for part in (year, month, day) if part is not None]
    said = iso(str(year), *(None if part is None else str(part) for part in (month, day)))
    if said is None or said[1] != ("year", "month", "day")[len(parts) - 1]:
        return None
    return Span(said[0], said[0]) if day is None or said[0] <= last_day(said[0][:7]) else None


def _bounded(op: str, point: Span) -> Span:
    """All that lies to one side of a point, with it or without."""
    if op == ">=":
        return Span(point.first, LATEST)
    if op == "<=":
        return Span(EARLIEST, point.last)
    if op == ">":
        return Span((date.fromisoformat(last_day(point.last)) + timedelta(days=1)).isoformat(), LATEST)
    return Span(EARLIEST, (date.fromisoformat(first_day(point.first)) - timedelta(days=1)).isoformat())


def _as_it_is(value: str) -> tuple[str, ...]:
    return (value.strip(),)


def _listed(value: str) -> list[str]:
    """The values of a list with commas between them."""
    return [part for part in re.split(r"[,;]", value) if part.strip()] or [value]


def _roles(value: str) -> tuple[Role, ...]:
    try:
        return tuple(map(read_role, _listed(value)))
    except FilterValueError:
        return (read_role(value),)


def _spans(value: str) -> tuple[tuple[str, str], ...]:
    """The first and the last date of each time in a list, all with their years."""
    spans = [read_span(part, "date") for part in _listed(value)]
    return tuple((span.first, span.last) for span in spans)


READERS: dict[str, Callable[[str], tuple[Any, ...]]] = {
    "levels": lambda value: tuple(map(read_level, _listed(value))),
    "roles": _roles,
    "years": read_years,
    "doc_types": lambda value: (read_doc_type(value),),
    "provinces": lambda value: (PROVINCE_TYPE.sub("", value.strip(), count=1),),
    "numbers": lambda value: (read_number(value),),
    "signers": lambda value: (HONORIFIC.sub("", value.strip(), count=1),),
    "issued": _spans,
    "periods": _spans,
}
assert set(READERS) < {one.name for one in fields(Filter)}
