"""What a question says of time: days, months, quarters, years, ranges and bounds, the newest and the oldest.

Read from the folded text, letter by letter as long as the text itself, so that what has no accents reads as well; a
word that was typed with accents is one of these only with the right ones.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ..corpus.vietnamese import has_accents
from .spelled_words import SpelledWords

About = Literal["issued", "period", "any"]
Op = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """A time said in a question.

    Attributes:
        start: of all the words that say it, in code points of the text.
        end: one past them.
        op: "=" for what lies from `first` to `last`; else both are the bound.
        first: ISO 8601, as precise as it is said: "2023-12-05", "2023-12", "2023".
        last: likewise; of a quarter or a half its last month.
        about: whether it is the date of issue (thời gian ban hành), the period reported on, or may be either.
        is_part: whether it is the beginning, the middle or the end of a year ("cuối năm 2020").
    """

    start: int
    end: int
    op: Op
    first: str
    last: str
    about: About
    is_part: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self.op == "=" and self.first == self.last and len(self.first) == len("2023")


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """The newest or the oldest asked for, by words at [start, end), and how many of them."""

    start: int
    end: int
    newest: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class VagueTime:
    """Words at [start, end) that say a time which cannot be told: "gần đây", "tháng 12" of no year, "31/02/2023"."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a quarter, a half or a year: from `first` to `last`; both empty if there is no such date."""

    start: int
    end: int
    first: str
    last: str
    period: bool = False
    is_part: bool = False


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x00A0: " ", 0x202F: " ", 0x3000: " "}
"""Full-width signs, and blanks that do not break, as they are meant."""

Y = r"(?P<y>(?:19|20)\d\d)"
D, M = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
AT, UPTO = r"(?<![\w/.,-])", r"(?![\w/]|[.,-]\d)"
IN = r"(?:\s+nam\s+|\s*[/,-]\s*(?:nam\s+)?|\s+)"
MONTHS = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
UNIT_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9,
}  # fmt: skip
NUMBER_WORDS = dict(UNIT_WORDS)
NUMBER_WORDS |= {"muoi": 10} | {f"muoi {word}": 10 + n for word, n in UNIT_WORDS.items()}
for _tens, _ten in list(UNIT_WORDS.items()):
    NUMBER_WORDS |= {f"{_tens} muoi": 10 * _ten}
    NUMBER_WORDS |= {f"{_tens}{muoi} {word}": 10 * _ten + n for word, n in UNIT_WORDS.items() for muoi in (" muoi", "")}
"""Numbers below a hundred in words, folded: "muoi bon", "hai muoi hai"."""
IN_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
YEAR_IN_WORDS = rf"hai (?:nghin|ngan) (?:khong tram )?(?:(?:linh|le) )?(?P<yw>{IN_WORDS})"
ENGLISH = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
ENGLISH |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
ENGLISH_MONTH = rf"(?P<em>{'|'.join(sorted(ENGLISH, key=len, reverse=True))})\.?"
MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
PARTS = {"dau": (1, 3), "giua": (4, 9), "cuoi": (10, 12)}
"""Months of the beginning, the middle and the end of a year."""
QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "mot": 1, "nhat": 1, "hai": 2, "ba": 3,
    "tu": 4, "bon": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
QUARTER = r"(?P<q>iv|i{1,3}|[1-4]|mot|nhat|hai|ba|tu|bon)"
COUNTED_MONTHS = r"(?P<n>0?[1-9]|1[0-2]|ba|sau|chin)"
UNITS = (
    r"(?!\s*(?:ho|nguoi|trieu|ty|dong|ha|con|km|m2|luot|truong hop|ca|to|bo|chiec|"
    r"hoc sinh|giao vien|don|vu|ban|may|tan|"
    r"phong|lop|cay|met|m|kg|nghin|ngan|%|tieu chi|van ban|bao cao|doan)\b)(?!\s*%)"
)
"""What makes digits an amount, and no year."""

POINTS: tuple[re.Pattern[str], ...] = tuple(
    map(
        re.compile,
        (
            rf"(?:\b(?:ngay|mung)\s+)?{AT}{D}\s*[/.-]\s*{M}\s*[/.-]\s*(?P<y>\d{{4}}){UPTO}",
            rf"\b(?:ngay|mung)\s+{D}\s*[/.-]\s*{M}\s*[/.-]\s*(?P<yy>\d\d){UPTO}",
            rf"(?:\b(?:ngay|mung)\s+)?(?<!\bso ){AT}{D}\s+thang\s+{M}{IN}(?P<y>\d{{4}}){UPTO}",
            rf"{AT}{D}/{M}/(?P<yy>\d\d){UPTO}",
            rf"{AT}(?<!\bmuc )(?P<d>\d\d)(?P<mark>[.-])(?P<m>\d\d)(?P=mark)(?P<yy>\d\d){UPTO}",
            rf"(?:(?:\b(?:ngay|mung|mong)\s+)?(?<!\bso ){AT}{D}|\b(?:ngay|mung|mong)\s+(?P<dw>{IN_WORDS}))"
            rf"\s+thang\s+(?!nam\s+\d)(?:{M}|(?P<mw>{MONTH_WORDS}))(?:{IN}{Y}|\s+nam\s+{YEAR_IN_WORDS}){UPTO}",
            rf"{AT}{Y}(?P<mark>[/.-])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}}){UPTO}",
            rf"\b{ENGLISH_MONTH}\s+{D}(?:st|nd|rd|th)?,?\s+{Y}{UPTO}",
            rf"{AT}{D}(?:st|nd|rd|th)?\s+{ENGLISH_MONTH},?\s+{Y}{UPTO}",
            rf"\b{ENGLISH_MONTH}\s+{Y}{UPTO}",
            rf"\bthang\s+{M}{IN}(?P<y>\d{{4}}){UPTO}",
            rf"\bthang\s+(?P<mw>{MONTH_WORDS})\s+nam\s+{Y}{UPTO}",
            rf"\bthang\s+(?:{M}|(?P<mw>{MONTH_WORDS}))\s+nam\s+{YEAR_IN_WORDS}{UPTO}",
            rf"\bt\.?{M}\s*[/-]\s*{Y}{UPTO}",
            rf"\bquy\s+{QUARTER}{IN}{Y}{UPTO}",
            rf"\bq(?P<q>[1-4])\s*[/ -]?\s*{Y}{UPTO}",
            rf"\b(?P<q>first|second|third|fourth)\s+quarter\s+(?:of\s+)?{Y}{UPTO}",
            rf"\b{COUNTED_MONTHS}\s+thang\s+(?P<half>dau|cuoi)\s+(?:cua\s+)?nam\s+{Y}{UPTO}",
            rf"\bnua\s+(?P<half>dau|cuoi)\s+nam\s+{Y}{UPTO}",
            rf"\b(?P<half>first|second)\s+half\s+of\s+{Y}{UPTO}",
            rf"\b(?P<part>dau|giua(?! nam \d{{4}} (?:va|and)\b)|cuoi)\s+nam\s+{Y}{UPTO}",
            rf"{AT}{M}\s*/\s*{Y}{UPTO}",
            rf"\b(?<!viet )nam\s+{Y}{UPTO}",
            rf"\bnam\s+{YEAR_IN_WORDS}{UPTO}",
            rf"{AT}{Y}{UPTO}{UNITS}",
        ),
    )
)
"""Times as they are written, folded; the first that stands at a place is it."""

RANGES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"\b(?:giua\s+)thang\s+(?P<m1>\d{{1,2}})\s+va\s+(?:thang\s+)?(?P<m2>\d{{1,2}}){IN}{Y}{UPTO}"),
    re.compile(rf"{AT}{Y}\s*[-–—]\s*(?P<y2>(?:19|20)\d\d){UPTO}"),
    re.compile(
        rf"\bthang\s+(?P<m1>\d{{1,2}})\s*(?:-|–|den|toi)\s*(?:het\s+)?(?:thang\s+)?(?P<m2>\d{{1,2}}){IN}{Y}{UPTO}"
    ),
    re.compile(
        rf"(?:\bngay\s+)?{AT}(?P<d1>\d{{1,2}})/(?P<m1>\d{{1,2}})\s*(?:-|–|den|toi)\s*(?:het\s+)?(?:ngay\s+)?"
        rf"(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})/{Y}{UPTO}"
    ),
)
"""Ranges written as one: of two years, and those of which the year is said once."""

RELATIVE = re.compile(
    r"(?<!so voi )(?<!cung ky )\b(?:(?P<year>nam (?:nay|ngoai|truoc|kia|vua qua))"
    r"|(?P<month>thang (?:nay|truoc|vua qua))"
    r"|(?P<quarter>quy (?:nay|truoc|vua qua))|(?P<day>hom (?:nay|qua)))\b"
    r"|\b(?P<eyear>this year|last year)\b|\b(?P<emonth>this month|last month)\b"
)
ORDER = re.compile(
    r"\b(?:(?P<newest>moi (?:day |ban hanh |ra )?nhat|gan day nhat|muon nhat|latest|newest|most recent)"
    r"|(?P<oldest>cu nhat|som nhat|lau nhat|xua nhat|oldest|earliest))\b"
    r"|\b(?:bao cao|van ban|reports?)\b(?:\s+\w+){0,6}?\s+"
    r"(?:(?P<last>gan nhat|cuoi cung|sau cung)|(?P<first>dau tien))\b"
    r"|(?:\b(?:bao cao|van ban)(?: nao)?|\bcai nao) (?:la )?(?:duoc )?(?:ban hanh |ra |ky )?"
    r"(?:(?P<newer>(?:moi|muon) hon)|(?P<older>(?:cu|som) hon))\b(?! (?:ngay|thang|nam|quy|bao cao|so|\d))"
)
NUMERALS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
COUNTED = re.compile(
    rf"(?<![\w/.,-])(?<!\bso )(?P<n>[1-9]\d?|{'|'.join(NUMERALS)}) (?:(?:ban|cai) )?"
    r"(?:(?:bao cao|van ban|reports?) )?(?:(?:duoc|da|vua) )*$"
)
"""How many reports are asked for, right before "mới nhất"."""
COUNTED_APART = re.compile(
    rf"(?<![\w/.,-])(?<!\bso )(?P<said>(?:[1-9]\d?|{'|'.join(NUMERALS)}) (?:(?:ban|cai) )?(?:bao cao|van ban))"
    r"(?: \w+){1,8} $"
)
"""The same with other words between."""
VAGUE = re.compile(
    r"\b(?:gan day|thoi gian qua|thoi gian vua qua|vua qua|dao nay|moi day|may nam (?:nay|qua)|"
    r"nhung nam (?:gan day|qua)|"
    r"recently|lately)\b(?! nhat)"
    r"|\b(?:truoc|sau) (?:khi (?:\w+ ?){1,4}|tet\b|sap nhap\b|dai hoi\b|bau cu\b)"
    r"|\b(?:hoi |dau |cuoi |giua )?(?:thang (?:0?[1-9]|1[0-2])|quy (?:iv|i{1,3}|[1-4]))\b"
    r"(?!\s*(?:nam|[/-])?\s*\d)(?! (?:nam nay|nam ngoai))"
    r"|\b(?:0?[1-9]|1[0-2]|sau|chin|ba) thang (?:dau|cuoi) nam\b|\b(?:dau|cuoi|giua) nam\b"
    r"|\bngay \d{1,2}\s*/\s*\d{1,2}\b(?![/\d])|\bngay \d{1,2} thang \d{1,2}\b(?!\s*(?:nam|[/-])?\s*\d)"
    r"|\b(?:ngay \d{1,2} |mung \d{1,2} )?(?<!luong )(?<!thuong )(?<!cau )thang (?:1[3-9]|[2-9]\d)"
    r"(?:(?:\s+nam\s+|\s*/\s*)\d{4})?\b(?![.,]\d)"
    r"|(?<![\w/.,-])\d{1,4}/\d{1,2}/\d{1,4}(?![\w/]|[.,-]\d)"
    rf"|\b(?:ngay|mung|mong) (?:\d{{1,2}}|{IN_WORDS}) thang (?:\d{{1,2}}|{IN_WORDS}|gieng|chap)\b"
    rf"(?! nam (?:\d|{IN_WORDS}))"
)

TO = re.compile(r"\s*(?:-|–|—)\s*$|\s+(?:den|toi|until|to|through)(?:\s+(?:het|cuoi))?\s*$")
AND = re.compile(r"\s+(?:va|and)\s*$")
FROM = re.compile(r"\b(?:(?:ke )?tu|trong khoang|khoang|from)\s+(?:tu\s+)?$")
BETWEEN = re.compile(r"\b(?:giua|between)\s+$")
SPAN = re.compile(r"\b(?:(?:trong )?(?:giai doan|nhiem ky|thoi ky)|(?:trong|cua|cho) ky bao cao)\s+(?:tu\s+)?$")
BOUNDS: tuple[tuple[Op, re.Pattern[str]], ...] = (
    ("<", re.compile(r"\b(?:truoc|before|prior to)\s+$")),
    (">", re.compile(r"\b(?:sau|after)\s+$")),
    (">=", re.compile(r"\b(?:ke tu|tu|since|from)\s+(?:sau\s+)?$")),
    ("<=", re.compile(r"\b(?:tinh den|den het|cho den|den|toi|khong muon hon|cham nhat(?: la)?|until|by)\s+$")),
)
ONWARDS = re.compile(r"\s*(?:tro di|den nay|toi nay|tro lai day|onwards?)\b")
BACKWARDS = re.compile(r"\s*tro ve truoc\b")
PREPOSITION = re.compile(r"\b(?:trong|vao|cua|o|in|of|on|dated)\s+$")
ISSUED = re.compile(
    r"\b(?:ban hanh|phat hanh|(?:gui|de|ra|lap)(?= ngay)|issued|signed|sent)(?:\s+(?:vao|trong|hoi|luc|on|in))*\s*$"
)
SIGNED_ACCENTED = re.compile(r"\bký(?:\s+(?:ban hành|tên))?(?:\s+(?:vào|trong|hồi|lúc))*\s*$")
SIGNED_PLAIN = re.compile(r"(?<!thoi )(?<!cung )(?<!nhiem )\bky(?:\s+(?:vao|trong|hoi|luc))*\s*$")
TO_SIGN = re.compile(r"ký|kí")
ISSUED_BEHIND = re.compile(
    r"(?:,? (?!va\b|thi\b)\w+){0,8}? (?P<verb>ban hanh|phat hanh|ky|ki)"
    r" (?:(?:duoc|nhung|cac|bao nhieu|may|tat ca|\d+|ban) )*(?:bao cao|van ban)\b"
)
"""Behind a time, what says that the reports of it were issued then: "Năm 2025 xã ban hành mấy báo cáo?"."""

OF_A_DOCUMENT = re.compile(r"\b(?:bao cao|van ban|report)(?:\s+(?:nao|so\s+\S+|\S*/\S+|de))?\s*$")

SAID_WITH = SpelledWords(
    "ngày mùng mồng tháng năm quý nửa đầu cuối giữa của và đến tới hết từ kể trong khoảng giai đoạn nhiệm kỳ "
    "kì thời báo cáo cho trước sau sáu tính không muộn hơn chậm nhất là trở đi nay này lại đây về vào ở ban "
    "hành phát gửi đề để ra lập hồi lúc văn bản nào số mới cũ sớm lâu xưa gần cùng tiên qua dạo mấy những khi "
    "tết sáp nhập đại hội bầu cử ngoái ngoài kia vừa hôm so với một giêng hai ba tư bốn bảy bẩy tám chín mười "
    "ký kí hộ người triệu tỷ đồng ha con km lượt trường hợp ca tổ bộ chiếc học sinh giáo viên đơn vụ bàn máy tấn "
    "phòng lớp cây mét nghìn ngàn tiêu chí đoàn bản cái hơn được đã là mươi lăm nhăm mốt linh lẻ không trăm chạp mục"
)
"""The words of all these patterns, as they are spelled, those of amounts among them."""

REACH = 40
"""Characters before a time in which what belongs to it stands: no phrase above is longer."""


def times_asked(text: str, today: date) -> tuple[TimeAsked | OrderAsked | VagueTime, ...]:
    """The times that `text` says, in order, none overlapping another.

    Args:
        text: NFC; one whose lower case has another length says none.
        today: what "năm nay" is counted from.
    """
    plain = text.translate(WIDE)
    folded = SAID_WITH.seen_in(plain)
    if len(folded) != len(text):
        return ()
    orders = [_order(match, folded) for match in ORDER.finditer(folded)]
    taken: list[tuple[int, int]] = [(order.start, order.end) for order in orders]
    points, vague = _points(folded, today, taken)
    said = _placed(plain, folded, points)
    vague += [VagueTime(*match.span()) for match in VAGUE.finditer(folded)]
    apart = (COUNTED_APART.search(folded[: order.start]) for order in orders if order.count == 1)
    vague += [VagueTime(*match.span("said")) for match in apart if match]
    found: list[TimeAsked | OrderAsked | VagueTime] = [*said, *orders]
    for one in vague:
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _order(match: re.Match[str], folded: str) -> OrderAsked:
    """The newest or the oldest that an order asks for, with the number before it: "3 báo cáo mới nhất"."""
    start, end = match.span(match.lastgroup or 0)
    newest = match.lastgroup in ("newest", "last", "newer")
    counted = COUNTED.search(folded[:start])
    if counted is None:
        return OrderAsked(start, end, newest)
    count = NUMERALS.get(counted["n"]) or int(counted["n"])
    return OrderAsked(counted.start(), end, newest, count)


def _points(folded: str, today: date, taken: list[tuple[int, int]]) -> tuple[list[Point], list[VagueTime]]:
    """The times in order, and what is written as a date and is none."""
    found: list[Point] = []
    never: list[VagueTime] = []
    for patterns, read in ((RANGES, _range), (POINTS, _point)):
        for pattern in patterns:
            for match in pattern.finditer(folded):
                start, end = match.span()
                if any(start < b and a < end for a, b in taken):
                    continue
                taken.append((start, end))
                ends = read(match)
                if ends is None:
                    never.append(VagueTime(start, end))
                else:
                    found.append(
                        Point(
                            start,
                            end,
                            *ends,
                            period=bool({"q", "half"} & match.re.groupindex.keys()),
                            is_part="part" in match.re.groupindex,
                        )
                    )
    for match in RELATIVE.finditer(folded):
        if not any(match.start() < b and a < match.end() for a, b in taken):
            first, last = _relative(match, today)
            found.append(Point(*match.span(), first, last))
    return sorted(found, key=lambda point: point.start), never


def _range(match: re.Match[str]) -> tuple[str, str] | None:
    parts = match.groupdict()
    if "y2" in parts:
        return (parts["y"], parts["y2"]) if parts["y"] <= parts["y2"] else None
    ends = [_iso(parts["y"], parts[f"m{i}"], parts.get(f"d{i}")) for i in (1, 2)]
    return (ends[0], ends[1]) if ends[0] and ends[1] else None


def _point(match: re.Match[str]) -> tuple[str, str] | None:
    """The first and the last date that a time means, each as precise as it is said; None if there is no such date."""
    parts = {name: value for name, value in match.groupdict().items() if value}
    year = parts.get("y") or (f"20{parts['yy']}" if "yy" in parts else str(2000 + NUMBER_WORDS[parts["yw"]]))
    if not "1900" <= year <= "2100":
        return None
    if "q" in parts:
        last = 3 * QUARTERS[parts["q"]]
        return f"{year}-{last - 2:02}", f"{year}-{last:02}"
    if "part" in parts:
        first_month, last_month = PARTS[parts["part"]]
        return f"{year}-{first_month:02}", f"{year}-{last_month:02}"
    if "half" in parts:
        said = parts.get("n", "6")
        months = int(said) if said.isdigit() else {"ba": 3, "sau": 6, "chin": 9}[said]
        if parts["half"] in ("dau", "first"):
            return f"{year}-01", f"{year}-{months:02}"
        return f"{year}-{13 - months:02}", f"{year}-12"
    month = parts.get("m") or str(ENGLISH.get(parts.get("em", ""), "") or MONTHS.get(parts.get("mw", ""), "") or "")
    day = parts.get("d") or (str(NUMBER_WORDS[parts["dw"]]) if "dw" in parts else None)
    one = _iso(year, month, day)
    return (one, one) if one else None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """ISO 8601 of a date that there is."""
    if not month:
        return year
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{int(month):02}-{int(day):02}" if day else f"{year}-{int(month):02}"


def _relative(match: re.Match[str], today: date) -> tuple[str, str]:
    said = match[0]
    this = said.endswith(("nay", "this year", "this month")) or said.startswith("this")
    if match["day"]:
        day = today if this else today - timedelta(days=1)
        return day.isoformat(), day.isoformat()
    if match["month"] or match["emonth"]:
        before = today.replace(day=1) - timedelta(days=1)
        month = (today if this else before).isoformat()[:7]
        return month, month
    if match["quarter"]:
        number = today.year * 4 + (today.month - 1) // 3 - (0 if this else 1)
        year, quarter = divmod(number, 4)
        return f"{year}-{3 * quarter + 1:02}", f"{year}-{3 * quarter + 3:02}"
    year = today.year - (0 if this else 2 if said.endswith("kia") else 1)
    return str(year), str(year)


def _placed(plain: str, folded: str, points: list[Point]) -> Iterator[TimeAsked]:
    """The points as ranges, bounds and dates, with the words about them that belong to them."""
    before_end = 0
    place = 0
    while place < len(points):
        point = points[place]
        start = point.start
        head = folded[max(before_end, start - REACH) : start]
        op: Op = "="
        about: About = "period" if point.period else "any"
        following = points[place + 1] if place + 1 < len(points) else None
        between = folded[point.end : following.start] if following else ""
        spanned = SPAN.search(head)
        pair = following is not None and (TO.fullmatch(between) or (AND.fullmatch(between) and BETWEEN.search(head)))
        if following is not None and pair and point.first <= following.last:
            opening = FROM.search(head) or BETWEEN.search(head) or spanned
            start -= len(head) - opening.start() if opening else 0
            point = replace(point, end=following.end, last=following.last, is_part=False)
            about = "period" if spanned else about
            place += 1
        elif spanned:
            start -= len(head) - spanned.start()
            about = "period"
        elif point.first != point.last and not (point.period or point.is_part):
            opening = FROM.search(head)
            start -= len(head) - opening.start() if opening else 0
        else:
            bound = next(((op, m) for op, pattern in BOUNDS if (m := pattern.search(head))), None)
            if bound:
                op = bound[0]
                start -= len(head) - bound[1].start()
        end = point.end
        if op in ("=", ">=") and (onwards := ONWARDS.match(folded, end)) and point.first[:4] == point.last[:4]:
            op, end = ">=", onwards.end()
        elif backwards := BACKWARDS.match(folded, end):
            op, end = "<=", backwards.end()
        start, issued = _issued(plain, folded, before_end, start, point)
        if issued or _is_issued_behind(plain, folded, end):
            about = "issued"
        first, last = (point.first, point.last) if op == "=" else _bound(op, point)
        yield TimeAsked(start, end, op, first, last, about, point.is_part and op == "=")
        before_end = end
        place += 1


def _issued(plain: str, folded: str, floor: int, start: int, point: Point) -> tuple[int, bool]:
    """Where the words begin that belong to a time, and whether they say that it is the date of issue."""
    low = max(floor, start - REACH)
    head = folded[low:start]
    if preposition := PREPOSITION.search(head):
        start -= len(head) - preposition.start()
        head = folded[low:start]
    typed = plain[low:start].lower()
    signed = SIGNED_ACCENTED.search(typed) if has_accents(plain) else SIGNED_PLAIN.search(head)
    if verb := ISSUED.search(head) or signed:
        return start - (len(head) - verb.start()), True
    is_day = point.first == point.last and len(point.first) == len("2023-12-05")
    return start, bool(is_day and OF_A_DOCUMENT.search(head))


def _is_issued_behind(plain: str, folded: str, end: int) -> bool:
    """Whether what follows a time says that it is when reports were issued."""
    verb = ISSUED_BEHIND.match(folded, end)
    if verb is None:
        return False
    signed = verb["verb"] in ("ky", "ki") and has_accents(plain)
    return not signed or TO_SIGN.fullmatch(plain[slice(*verb.span("verb"))].lower()) is not None


def _bound(op: Op, point: Point) -> tuple[str, str]:
    """The bound of a time that has two ends: before it is before its beginning, after it after its end."""
    one = point.first if op in ("<", ">=") else point.last
    return one, one


EARLIEST, LATEST = "0001-01-01", "9999-12-31"


def ends_of(one: TimeAsked) -> tuple[str, str]:
    """The first and the last date, ISO 8601, that a time admits."""
    if one.op == "=":
        return one.first, one.last
    if one.op == "<=":
        return EARLIEST, one.last
    if one.op == ">=":
        return one.first, LATEST
    return (EARLIEST, _day_beside(one.first, -1)) if one.op == "<" else (_day_beside(one.last, 1), LATEST)


def _day_beside(bound: str, step: int) -> str:
    """The day just before (-1), or just after (1), all of `bound`, which may be a day, a month or a year."""
    year, month, day = (*map(int, bound.split("-")), 0, 0)[:3]
    if step < 0:
        return (date(year, month or 1, day or 1) - timedelta(days=1)).isoformat()
    if day:
        return (date(year, month, day) + timedelta(days=1)).isoformat()
    return date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1).isoformat()
