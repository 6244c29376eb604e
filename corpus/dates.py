"""Dates as offices write them, with their gaps: when a document was issued, and the period it reports on."""

from __future__ import annotations

import calendar
import re

from .report import Precision
from .vietnamese import fold

DAY_LENGTH, MONTH_LENGTH, YEAR_LENGTH = 10, 7, 4
"""Characters of an ISO 8601 date, by its precision."""

GAP = r"[\s.…_]*"
NGAY, THANG, NAM = "ng[aàáảãạâă]y", "th[aáàảãạâă]ng", "n[aăáàảãạâ]m"
"""Also as a scanner takes their accents."""

WRITTEN_DATE = re.compile(
    rf"{NGAY}{GAP}(?:(?P<day>\d{{1,2}}){GAP})?{THANG}{GAP}(?:(?P<month>\d{{1,2}}){GAP})?{NAM}{GAP}(?P<year>\d{{4}})",
    re.IGNORECASE,
)
"""Thời gian ban hành as the decree has it; day and month may be left blank for the pen."""

DAYS = re.compile(
    r"\d{1,2}\s*(?:-|–|và|đến)\s*\d{1,2}\s*[/.]\s*(?P<month>\d{1,2})\s*[/.]\s*(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
""" "12 - 15/10/2025": no one day."""

NUMERIC_DATE = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})")
MONTH_YEAR = re.compile(r"tháng\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>\d{4})", re.IGNORECASE)

ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
DATE_SPAN = re.compile(rf"\btu (?:ngay )?(?P<from>{DAY})\s*(?:-|–|den)\s*(?:het )?(?:ngay )?(?P<to>{DAY})")
FIRST_MONTHS = re.compile(r"\b0?(\d{1,2}) thang dau nam(?:\D{1,60}\d{1,2} thang cuoi nam)? (\d{4})")
"""Also "6 tháng đầu năm và phương hướng 6 tháng cuối năm 2021", which reports on the first six."""

LAST_MONTHS = re.compile(r"\b0?(\d{1,2}) thang cuoi nam (\d{4})")
QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b\D{0,80}(\d{4})")
"""The first quarter named, and the year that follows: "quý III, phương hướng quý IV năm 2021" reports on the third."""

SPAN = re.compile(
    r"(?:giai doan|nhiem ky|tu|tu nam|tu thang)\s*(?:nam\s*)?(?P<from>(?:thang\s*)?(?:\d{1,2}\s*/\s*)?\d{4})"
    r"\s*(?:-|–|den)\s*(?:nam\s*|het\s*)?(?P<to>(?:thang\s*)?(?:\d{1,2}\s*(?:/|nam)\s*)?\d{4})"
)
PLAIN_SPAN = re.compile(r"\b(?P<from>\d{4})\s*[-–]\s*(?P<to>\d{4})\b")
MONTH = re.compile(r"\bthang 0?(\d{1,2})\s*(?:/|nam)\s*(\d{4})")
YEAR = re.compile(r"\bnam (\d{4})")


def iso(year: str, month: str | None, day: str | None) -> tuple[str, Precision] | None:
    """ISO 8601 as precise as the parts given; None if they are no date."""
    if not 1900 <= int(year) <= 2100:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year, "year"
    if not day or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return f"{year}-{int(month):02}", "month"
    return f"{year}-{int(month):02}-{int(day):02}", "day"


def date_in(text: str) -> tuple[str, Precision] | None:
    """The first date in `text`, however written, with its precision."""
    patterns = (WRITTEN_DATE, DAYS, NUMERIC_DATE, MONTH_YEAR)
    found = [match for pattern in patterns if (match := pattern.search(text))]
    if not found:
        return None
    parts = min(found, key=lambda match: match.start()).groupdict()
    return iso(parts["year"], parts.get("month"), parts.get("day"))


def first_day(said: str) -> str:
    """The first day of an ISO 8601 date of any precision."""
    return f"{said}-01-01"[:DAY_LENGTH] if len(said) == YEAR_LENGTH else f"{said}-01"[:DAY_LENGTH]


def last_day(said: str) -> str:
    """Its last day; the 31st of a month that no calendar has, which a title may say."""
    if len(said) != MONTH_LENGTH:
        return said if len(said) == DAY_LENGTH else f"{said}-12-31"
    year, month = int(said[:YEAR_LENGTH]), int(said[-2:])
    return f"{said}-{calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 31}"


def period_in(title: str) -> tuple[str, str] | None:
    """The period that a title says it reports on, its first and last month or year.

    "năm 2016 và kế hoạch năm 2017" reports on 2016: the plan is not yet a report.
    """
    folded = fold(title)
    if (match := DATE_SPAN.search(folded)) and (first := date_in(match["from"])) and (until := date_in(match["to"])):
        return first[0], until[0]
    if match := SPAN.search(folded) or PLAIN_SPAN.search(folded):
        return _point(match["from"]), _point(match["to"])
    if match := FIRST_MONTHS.search(folded):
        return f"{match[2]}-01", f"{match[2]}-{int(match[1]):02}"
    if match := LAST_MONTHS.search(folded):
        return f"{match[2]}-{13 - int(match[1]):02}", f"{match[2]}-12"
    if match := QUARTER.search(folded):
        last = 3 * ROMAN_QUARTERS[match[1]]
        return f"{match[2]}-{last - 2:02}", f"{match[2]}-{last:02}"
    if match := MONTH.search(folded):
        month = f"{match[2]}-{int(match[1]):02}"
        return month, month
    if match := YEAR.search(folded):
        return match[1], match[1]
    return None


def _point(text: str) -> str:
    numbers = re.findall(r"\d+", text)
    return f"{numbers[1]}-{int(numbers[0]):02}" if len(numbers) > 1 else numbers[0]
