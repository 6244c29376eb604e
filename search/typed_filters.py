"""Where a question holds filters as people type them: "năm: 2016-2020", "co quan:ubnd xa tan lap", "cấp:xã,huyện".

What looks like a filter is applied or named as not applied; it is never passed over. A value in quotes is taken as it
is; without them it is the longest stretch that can be one (`typed_names`, for names of offices, places and people).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from ..corpus.dates import first_day, last_day
from ..corpus.header.signing import SIGNER_ROLES
from ..corpus.references.doc_types import ABBREVIATIONS, LAWS, TYPE_CODES
from ..corpus.report import LEVELS, ROLES
from ..corpus.vietnamese import fold, is_syllable, tokens
from ..index.records import Filter
from .constants import FILTER_SLIP_SHORTEST, SHORT_QUESTION_WORDS
from .errors import FilterRangeError, FilterValueError
from .filter_values import (
    EARLIEST,
    LATEST,
    QUOTES,
    Calendar,
    Span,
    any_of,
    read_span,
    read_value,
    spelled,
    time_of,
    years_of,
)
from .typed_names import TO_MARK, typed_name

FILTER_NAMES: dict[str, str] = {
    "cơ quan": "agencies", "đơn vị": "agencies", "cơ quan ban hành": "agencies", "agency": "agencies",
    "cấp": "levels", "level": "levels",
    "tỉnh": "provinces", "province": "provinces",
    "huyện": "districts", "quận": "districts", "thị xã": "districts", "district": "districts",
    "năm": "years", "từ năm": "years", "đến năm": "years", "year": "years",
    "loại": "doc_types", "loại văn bản": "doc_types", "type": "doc_types", "doc type": "doc_types",
    "mục": "roles", "vai trò": "roles", "role": "roles", "section": "roles",
    "báo cáo": "reports", "mã": "reports", "mã báo cáo": "reports", "report": "reports",
    "viện dẫn": "references", "căn cứ": "references", "cites": "references", "reference": "references",
    "số": "numbers", "số hiệu": "numbers", "số ký hiệu": "numbers", "số và ký hiệu": "numbers", "number": "numbers",
    "người ký": "signers", "ký bởi": "signers", "signer": "signers",
    "chức vụ": "signer_roles", "position": "signer_roles",
    "ngày": "issued", "ngày ban hành": "issued", "ban hành": "issued", "ngày ký": "issued", "tháng": "issued",
    "issued": "issued", "từ": "issued", "đến": "issued", "từ ngày": "issued", "đến ngày": "issued",
    "trước ngày": "issued", "sau ngày": "issued", "từ tháng": "issued", "đến tháng": "issued",
    "quý": "periods", "giai đoạn": "periods", "kỳ báo cáo": "periods", "period": "periods",
}  # fmt: skip
"""Names of filters, and the field of `Filter` that each sets. They are typed with their accents or without any, and
with a blank, "_", "-" or nothing between their syllables."""

ACCENTED = ("quận",)
"""Those that are another word without their accents: "hải quan: …"."""

NAMES = {fold(name).replace(" ", ""): name for name in FILTER_NAMES}
CALENDARS: dict[str, Calendar] = {"tháng": "month", "từ tháng": "month", "đến tháng": "month", "quý": "quarter"}
"""Names of filters by times whose value may be a bare number."""

BOUNDS = {"từ": ">=", "đến": "<=", "trước": "<", "sau": ">"}
"""What the first syllable of a name makes of the time behind it."""

COMPOUNDS: dict[str, frozenset[str]] = {
    name: frozenset(before.split())
    for name, before in {
        "số": "tong mot dan he chi da tan ti ty thong bien doanh si sy nhan thieu con",
        "cấp": "cung tro nang trung so phan cao khan dang phu cung bao",
        "loại": "phan xep chung the chuan kim",
        "mục": "danh hang chuyen tieu de",
        "năm": "hang viet mien phia ha quang",
        "ngày": "hang",
        "tháng": "hang",
        "đến": "quan cap",
        "tỉnh": "toan",
        "huyện": "toan",
    }.items()
}
"""Words before a name that make another word of it, folded: "tổng số: 214" is no number of a document."""

DOCUMENTS = frozenset(("van ban", *map(fold, TYPE_CODES)))
LASTING = frozenset(("năm", "tháng", "ngày", "quý", "cấp", "loại"))
"""Names that with a blank behind the colon may be counted: "kết quả 5 năm: …"."""

TYPED_AS_PROSE = frozenset(("báo cáo", "căn cứ", "report"))
"""Names that begin sentences of reports: with a blank behind the colon only what must be a value makes them filters."""

PROSE = frozenset(
    ("kinh phi", "kinh gui", "noi nhan", "bao gom", "gom", "vi du", "luu y", "ghi chu", "trong do", "cu the", "chu y",
     "tai lieu", "noi dung", "cau hoi", "hoi", "mailto")
)  # fmt: skip
"""Words before a colon that are taken for prose even where no blank follows it; folded."""

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width signs, as keyboards for other scripts give them: "：" is ":"."""

PHRASE = rf"(?<![^\s(,;])-?[{QUOTES}][^{QUOTES}]+(?<!:)[{QUOTES}]"
QUOTED = re.compile(rf"[{QUOTES}](?P<value>[^{QUOTES}]*)[{QUOTES}]")
MARKS = re.compile(
    rf"{PHRASE}|(?<![^\s(,;\[])(?P<name>{any_of(FILTER_NAMES.keys() - ACCENTED)}|{'|'.join(ACCENTED)}) ?:"
    rf"(?: ?[{QUOTES}][^{QUOTES}]*[{QUOTES}])?",
    re.IGNORECASE,
)
"""What is passed over as a phrase, or the name of a filter up to its colon, with a value in quotes behind it."""

WORD = re.compile(rf"[^\s,;{QUOTES}]+")
PAIR = re.compile(r"[^\W\d_]+ [^\W\d_]+(?!\w)")
YEAR = re.compile(r"\d{4}")
LIST_MARK = re.compile(r" ?[,;] ?")
LIST_WORD = re.compile(r" ?[,;] ?| (?:và|va|hoặc|hoac|and|or) ", re.IGNORECASE)
END = r"(?![\w/]|-\w)"

LEVEL_NAMES = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "tỉnh", "thành phố", "sở",
               "trung ương", "bộ")  # fmt: skip
ROLE_NAMES = (
    "kiến nghị", "đề xuất", "kiến nghị đề xuất", "đề xuất kiến nghị", "đề nghị", "kinh phí", "ngân sách", "nguồn vốn",
    "nhân lực", "nhân sự", "biên chế", "tồn tại", "hạn chế", "tồn tại hạn chế", "khó khăn", "yếu kém", "khuyết điểm",
    "vướng mắc", "bất cập", "nguyên nhân", "khó khăn vướng mắc", "thuận lợi", "ưu điểm", "phương hướng", "nhiệm vụ",
    "phương hướng nhiệm vụ", "kế hoạch", "giải pháp", "nhiệm vụ giải pháp", "biện pháp", "kết quả", "thành tích",
    "tình hình", "bối cảnh", "đặc điểm", "đặc điểm tình hình", "khác",
)  # fmt: skip
KNOWN: dict[str, tuple[str, ...]] = {
    "levels": (*LEVEL_NAMES, *LEVELS),
    "roles": (*ROLE_NAMES, *ROLES),
    "doc_types": (*TYPE_CODES, *ABBREVIATIONS),
    "signer_roles": tuple(SIGNER_ROLES),
}
"""The values that a field is known to have."""

UNKNOWN_TOO = frozenset(("doc_types", "signer_roles"))
"""Of these, fields that take any other value too."""

SYMBOL = r"(?:(?:[/-]| [/-] ?(?=[A-ZĐ]{2})|[/-] (?=[A-ZĐ]{2}))[\w&]+(?:\.[A-ZĐ]{2,3})?){1,8}"
NUMBER = re.compile(rf"(?i:(?:số|so) )?(?P<number>\d{{1,6}}[A-Za-zđĐ]?(?P<symbol>{SYMBOL})?){END}")
"""A số và ký hiệu, or the digits that it begins with."""

REPORT_ID = re.compile(r"[0-9a-f]{12}(?!\w)")

SUSPECT = re.compile(rf"{PHRASE}|(?<=[^\W\d_])(?P<colon>:)(?=[{QUOTES}]?\w)")
NAME_WORD = re.compile(r"[^\W\d_]+(?:[_-][^\W\d_]+)*")
SLIPPED = [name for name in NAMES if len(name) >= FILTER_SLIP_SHORTEST]
"""Names that are known with one slip in them."""

REACH = 60
"""Characters before a colon in which a name of three words stands."""


@cache
def known_value(name: str) -> re.Pattern[str]:
    """One of the values that the field of that name is known to have, as they are typed."""
    level = rf"(?:{spelled('cấp')}[ _-])?" if name == "levels" else ""
    return re.compile(rf"{level}{any_of(KNOWN[name])}{END}", re.IGNORECASE)


@cache
def document_named() -> re.Pattern[str]:
    """A document by its number, with its type or without."""
    return re.compile(
        rf"(?:(?P<type>(?i:{any_of((*TYPE_CODES, *ABBREVIATIONS))}))\s)?(?i:(?:số|so)\s)?"
        rf"\d{{1,6}}[A-Za-zđĐ]?(?P<symbol>{SYMBOL})?{END}"
    )


@cache
def type_alone() -> re.Pattern[str]:
    """A type of document, a law's or another's."""
    return re.compile(rf"(?:(?P<law>{any_of(LAWS)})|{any_of(TYPE_CODES)}){END}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """What filters a question holds.

    Attributes:
        wanted: what they admit.
        rest: the question without them, a line break where each of them stood, and no other.
        not_applied: what is typed like one and is none, as typed; it stays in the question.
    """

    wanted: Filter
    rest: str
    not_applied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a filter, with its colon.

    Attributes:
        start: where it begins.
        end: one past the colon.
        name: as `FILTER_NAMES` has it.
        spaced: whether a blank stands before or behind the colon.
        opens: whether it begins what is typed, or stands behind a comma or a type of document ("báo cáo số: 214").
    """

    start: int
    end: int
    name: str
    spaced: bool
    opens: bool

    @property
    def field(self) -> str:
        """What of a Filter it sets."""
        return FILTER_NAMES[self.name]

    @property
    def calendar(self) -> Calendar | None:
        """What times its values are, if they are times."""
        if self.field in ("issued", "periods"):
            return CALENDARS.get(self.name, "date")
        return "year" if self.field == "years" else None

    @property
    def bound(self) -> str | None:
        """The bound that it makes of a time behind it."""
        return BOUNDS.get(self.name.split()[0]) if self.calendar else None


def typed_filters(text: str) -> TypedFilters:
    """The filters that `text`, NFC, holds.

    A name counts from a word's beginning up to its colon; a blank may stand on either side of that. What is behind it
    without a blank is meant as a value, and refused where it cannot be one; behind a blank it may be prose, and is
    named instead, as what is typed like a filter and has a name that is none. A pasted sentence has colons of its own:
    in a longer question only what is near a filter's name is named.

    Raises:
        FilterValueError: one that is typed without a blank has a value that cannot be.
    """
    text = " ".join(text.split())
    plain = text.translate(WIDE)
    short = len(tokens(text)) <= SHORT_QUESTION_WORDS
    heads = [head for match in MARKS.finditer(plain) if (head := _head(plain, match))]
    has_years = any(head.field == "years" for head in heads)
    gathered = _Gathered()
    rest: list[str] = []
    not_applied: list[str] = []
    at = 0
    for head, stop in zip(heads, [*(head.start for head in heads[1:]), len(plain)], strict=False):
        if head.start < at:
            continue
        values, length = _values(plain[head.end : stop], head, has_years=has_years)
        if values:
            gathered.add(head, values)
            rest.append(text[at : head.start])
            at = head.end + length
        elif head.name not in TYPED_AS_PROSE and (short or not head.spaced):
            end = _end_of_suspect(plain, head.end, stop)
            not_applied.append(text[head.start : end].rstrip())
    rest.append(text[at:])
    left = "\n".join(rest)
    not_applied += _suspects(left, short)
    return TypedFilters(gathered.filter(), left, tuple(dict.fromkeys(not_applied)))


def _head(plain: str, match: re.Match[str]) -> Head | None:
    """The name of a filter in a match of `MARKS`; None for a phrase, and for a part of another word."""
    if match["name"] is None:
        return None
    name = NAMES[re.sub(r"[ _-]", "", fold(match["name"]))]
    before = plain[max(0, match.start() - REACH) : match.start()].split()
    colon = plain.index(":", match.end("name"))
    spaced = colon > match.end("name") or plain[colon + 1 : colon + 2] == " "
    lasts = spaced and name in LASTING and before and before[-1].isdecimal()
    if before and (lasts or fold(before[-1]) in COMPOUNDS.get(name, ())):
        return None
    opens = not before or before[-1][-1] in ",;" or fold(" ".join(before[-2:])) in DOCUMENTS
    return Head(match.start(), colon + 1, name, spaced, opens)


def _values(text: str, head: Head, *, has_years: bool) -> tuple[list[Any], int]:
    """The values behind a name, and where they end; none where there is nothing that can be one.

    Args:
        text: what stands between its colon and the next name.
        head: the name.
        has_years: whether the question has a filter of years, which a month without one is of.

    Raises:
        FilterValueError: what stands there without a blank cannot be.
    """
    values: list[Any] = []
    end = 0
    place = int(text.startswith(" "))
    joined_by = LIST_WORD if head.calendar or head.field in KNOWN else LIST_MARK
    while True:
        one = _value(text, place, head, first=not values)
        if one is None:
            return values, end
        found, end = one
        if head.spaced and not has_years and not YEAR.search(text) and any(map(_lacks_year, found)):
            return [], 0
        values += found
        following = joined_by.match(text, end)
        if following is None:
            return values, end
        place = following.end()


def _value(text: str, place: int, head: Head, *, first: bool) -> tuple[list[Any], int] | None:
    """The value at `place`, read, and its end; None where there is none."""
    quoted = QUOTED.match(text, place)
    if quoted:
        found = (quoted["value"], quoted.end()) if tokens(quoted["value"]) else None
    else:
        place += text.startswith(tuple(QUOTES), place)
        found = _unquoted(text, place, head, first=first)
    if found is None:
        return None
    try:
        return _read(found[0], head), found[1]
    except FilterValueError as error:
        if not first or (head.spaced and not quoted and not isinstance(error, FilterRangeError)):
            return None
        raise


def _lacks_year(value: Any) -> bool:
    return isinstance(value, Span) and value.months is not None


def _read(value: str, head: Head) -> list[Any]:
    if head.calendar is None:
        return list(read_value(head.field, value))
    return [read_span(part, head.calendar, head.bound) for part in re.split("[,;]", value) if part.strip()]


def _unquoted(text: str, place: int, head: Head, *, first: bool) -> tuple[str, int] | None:
    """The stretch at `place` that is a value, and its end; without a blank before it, and first, any word is."""
    glued = not head.spaced and first
    word = WORD.match(text, place)
    if word is None:
        return None
    glued = glued and bool(tokens(word[0]))
    if glued and "_" in word[0]:
        return word[0].replace("_", " "), word.end()
    if head.calendar:
        match = time_of(head.calendar).match(text, place)
    elif head.field in KNOWN:
        match = known_value(head.field).match(text, place)
    elif head.field == "reports":
        match = REPORT_ID.match(text, place)
    elif head.field == "numbers":
        match = _number(text, place, head, first=first)
    elif head.field == "references":
        return _reference(text, place, head, first=first) or ((word[0], word.end()) if glued else None)
    else:
        return typed_name(text, place, head.field, spaced=head.spaced, first=first)
    if match:
        return match[0].replace("_", " "), match.end()
    if head.field == "reports" and not first and text[place - 1] in ",;":
        return word[0], word.end()
    if not glued:
        return None
    pair = PAIR.match(text, place) if head.field in UNKNOWN_TOO else None
    said = pair[0] if pair and all(map(is_syllable, pair[0].split())) else word[0].rstrip(".)]")
    return said, place + len(said)


def _number(text: str, place: int, head: Head, *, first: bool) -> re.Match[str] | None:
    """A number of a document; behind a blank, bare digits count only where the name begins what is typed."""
    match = NUMBER.match(text, place)
    if match is None or match["symbol"]:
        return match
    alone = TO_MARK.match(text, match.end())
    if not first:
        listed = text[place - 1] in ",;" or (alone is not None and not alone[0].strip())
        return match if listed else None
    return match if not head.spaced or head.opens else None


def _reference(text: str, place: int, head: Head, *, first: bool) -> tuple[str, int] | None:
    """A document by its type and number, or either; a law, without a blank before it, by its name up to a mark."""
    match = document_named().match(text, place)
    if match and (match["type"] or match["symbol"] or (first and not head.spaced)):
        return match[0], match.end()
    kind = type_alone().match(text, place) if first and not head.spaced else None
    if kind is None:
        return None
    end = kind.end()
    if kind["law"]:
        named = TO_MARK.match(text, place)
        end = place + len(named[0].rstrip()) if named else end
    return text[place:end], end


@dataclass
class _Gathered:
    """The values of all filters: those of one field admit each other's, but bounds hold together."""

    listed: dict[str, list[Any]] = field(default_factory=dict)
    bounds: dict[str, tuple[str, str]] = field(default_factory=dict)
    months: list[tuple[str, Span]] = field(default_factory=list)

    def add(self, head: Head, values: list[Any]) -> None:
        """Take in what one filter admits."""
        for value in values:
            if not isinstance(value, Span):
                self.listed.setdefault(head.field, []).append(value)
            elif value.months:
                self.months.append((head.field, value))
            elif value.is_open:
                first, last = self.bounds.get(head.field, (EARLIEST, LATEST))
                later, earlier = max(first, value.first, key=first_day), min(last, value.last, key=last_day)
                self.bounds[head.field] = later, earlier
            else:
                self.listed.setdefault(head.field, []).append(value)

    def filter(self) -> Filter:
        """All of them as one Filter.

        Raises:
            FilterValueError: a month or a quarter has no year, neither its own nor in a filter of years.
        """
        for name, (first, last) in self.bounds.items():
            if first_day(first) > last_day(last):
                begun, ended = (said[:4] if name == "years" else _day(said) for said in (first, last))
                raise FilterRangeError("year" if name == "years" else "date", f"{begun} – {ended}", ended, begun)
            self.listed.setdefault(name, []).append(Span(first, last))
        years = [year for span in self.listed.get("years", ()) for year in years_of(span)]
        for name, span in self.months:
            assert span.months
            opening, closing = span.months
            of = years or [int(other.last[:4]) for other in self.listed.get(name, ()) if not other.is_open]
            if not of:
                raise FilterValueError("date", str(closing))
            self.listed.setdefault(name, []).extend(Span(f"{one}-{opening:02}", f"{one}-{closing:02}") for one in of)
        wanted = Filter()
        for name, values in self.listed.items():
            if name == "years":
                found: list[Any] = years
            else:
                found = [(value.first, value.last) if isinstance(value, Span) else value for value in values]
            wanted = replace(wanted, **{name: tuple(dict.fromkeys(found))})
        return wanted


def _day(said: str) -> str:
    """A date, ISO 8601 of any precision, as it is typed."""
    return "/".join(str(int(part)) for part in reversed(said.split("-")))


def _suspects(rest: str, short: bool) -> list[str]:
    """What is typed like a filter in what is left of a question, and has a name that is none."""
    plain = rest.translate(WIDE)
    found = []
    for colon in SUSPECT.finditer(plain):
        if colon["colon"] is None:
            continue
        start = max(0, colon.start() - REACH)
        words = list(re.finditer(r"[^\s\n,;(]+", plain[start : colon.start()]))[-3:]
        if not words or not NAME_WORD.fullmatch(words[-1][0]) or len(words[-1][0]) < 2:
            continue
        names = [words[-count:] for count in (3, 2, 1) if len(words) >= count]
        near = next((name for name in names if _is_near(" ".join(word[0] for word in name))), None)
        pair = len(words) > 1 and all(is_syllable(word[0]) and len(word[0]) > 1 for word in words[-2:])
        name = words[-max(len(near or ()), 2 if pair else 1) :]
        said = fold(" ".join(word[0] for word in name))
        if (near or short) and said not in PROSE and fold(words[-1][0]) not in PROSE:
            found.append(rest[start + name[0].start() : _end_of_suspect(plain, colon.end(), len(plain))])
    return found


def _end_of_suspect(plain: str, place: int, stop: int) -> int:
    """Where what stands behind a colon ends, to be shown: in quotes, or a word, or two syllables alike in case."""
    place += plain.startswith(" ", place)
    quoted = QUOTED.match(plain, place, stop)
    if quoted:
        return quoted.end()
    first = WORD.match(plain, place, stop)
    if first is None:
        return place
    second = WORD.match(plain, first.end() + 1, stop) if plain.startswith(" ", first.end()) else None
    both = second is not None and is_syllable(first[0]) and is_syllable(second[0])
    return second.end() if second and both and second[0].islower() == first[0].islower() else first.end()


def _is_near(said: str) -> bool:
    """Whether `said` is a filter's name but for its accents or one slip: a letter wrong, missing, too much, or two in
    each other's place."""
    typed = re.sub(r"[ _-]", "", fold(said))
    return len(typed) >= FILTER_SLIP_SHORTEST and any(_one_slip(typed, name) for name in SLIPPED)


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    differ = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    same = next(differ, min(len(one), len(other)))
    left, right = one[same:], other[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


assert set(FILTER_NAMES.values()) == {one.name for one in fields(Filter)} - {"without", "excluded", "agency_kinds"}
