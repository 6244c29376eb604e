"""Filters as people type them: "năm:2023", "năm: 2016-2020", "cơ quan:“UBND xã Tân Lập”", "cap:xã,huyện".

Case, accents, blanks, "_" and "-" in a name make no difference, nor does a full-width colon. What looks like a filter
is applied or named as not applied; it is never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ..corpus.references.doc_types import TYPE_CODES
from ..corpus.report import LEVELS, ROLES, Level, Role
from ..corpus.roles import TELLING, role_of
from ..corpus.vietnamese import fold
from ..index.records import Filter
from .constants import SHORT_QUESTION_WORDS
from .errors import FilterValueError
from .times_asked import Op, TimeAsked, ends_of, times_asked

FILTER_NAMES: dict[str, str] = {
    "co quan": "agencies", "don vi": "agencies", "co quan ban hanh": "agencies", "agency": "agencies",
    "cap": "levels", "level": "levels",
    "tinh": "provinces", "province": "provinces",
    "huyen": "districts", "district": "districts",
    "nam": "years", "year": "years",
    "loai": "doc_types", "loai van ban": "doc_types", "type": "doc_types", "doc type": "doc_types",
    "muc": "roles", "vai tro": "roles", "role": "roles", "section": "roles",
    "bao cao": "reports", "ma": "reports", "ma bao cao": "reports", "report": "reports",
    "vien dan": "references", "can cu": "references", "cites": "references", "reference": "references",
    "so": "numbers", "so hieu": "numbers", "so ky hieu": "numbers", "number": "numbers",
    "nguoi ky": "signers", "ky boi": "signers", "signer": "signers",
    "chuc vu": "signer_roles", "position": "signer_roles",
    "ngay": "issued", "ngay ban hanh": "issued", "ban hanh": "issued", "thang": "issued", "issued": "issued",
    "tu ngay": "issued", "den ngay": "issued", "truoc ngay": "issued", "sau ngay": "issued",
    "quy": "periods", "giai doan": "periods", "ky bao cao": "periods", "period": "periods",
}  # fmt: skip
"""Folded names of filters and the field of `Filter` each sets."""

JOINED_NAMES = {name.replace(" ", ""): name for name in FILTER_NAMES}

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

ROLE_NAMES = frozenset(name for _, names in TELLING for name in names.split("|") if name.replace(" ", "").isalpha())
DOC_TYPES = {fold(name) for name in TYPE_CODES} | {"bao cao"}

COLON = re.compile(r"\s?[:：]")
BEFORE = re.compile(r"(?:^|(?<=\s))[^\W\d_]+(?:[ _-][^\W\d_]+){0,3}$")
QUOTED = re.compile(r"\s?[\"“”«](?P<value>[^\"“”«»]*)[\"“”»]")
WORD = re.compile(r"\s?(?P<value>[^\s\"“”,]+)")
NEXT = re.compile(r"\s?,\s?(?=\S)")
YEAR_VALUES = re.compile(
    r"\s?(?P<value>(?:tu )?(?:>=?|<=?|[≥≤])? ?\d{4}(?: ?(?:-|–|den) ?(?:\d{4}(?!\d))?)?|(?:-|–|den )\d{4})(?![\w])"
)
_UNIT_WORDS = (
    "ubnd hdnd so phong xa phuong thi tran huyen quan tinh thanh pho uy ban nhan dan dang cong an truong "
    "trung tam bo chi cuc hoi doan huyenuy"
)
UNIT_WORDS = frozenset(_UNIT_WORDS.split())
UNIT_BEFORE = {"quy": "quý ", "thang": "tháng ", "ngay": "ngày "}
"""What of a filter's name is part of the time that follows."""

POSITIONS: frozenset[str] = frozenset(
    f"{deputy}{name}"
    for deputy in ("", "pho ")
    for name in (
        "chu tich",
        "giam doc",
        "bi thu",
        "truong phong",
        "truong ban",
        "chanh van phong",
        "hieu truong",
        "cuc truong",
    )
)
OPS: tuple[Op, ...] = ("<=", ">=", "<", ">")

LONGEST_VALUE = 6
"""Words of the longest value that is looked for without quotes."""

SUSPECT = re.compile(r"(?<!\S)(?:[^\W\d_]+ )?[^\W\d_]+(?:[_-][^\W\d_]+)*[:：](?!/)[^\s:]+")
"""What is typed like a filter, with nothing between name, colon and value."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """What filters a question holds.

    Attributes:
        wanted: what they admit.
        rest: the question without them.
        not_applied: what is typed like one and is none, as typed; it stays in the question.
    """

    wanted: Filter
    rest: str
    not_applied: tuple[str, ...]


def typed_filters(text: str) -> TypedFilters:
    """The filters that `text`, NFC, holds.

    Raises:
        FilterValueError: one that is typed without a blank has a value that cannot be.
    """
    wanted = Filter()
    taken: list[tuple[int, int]] = []
    not_applied: list[str] = []
    for colon in COLON.finditer(text):
        floor = taken[-1][1] if taken else 0
        name = _name_before(text, max(floor, colon.start() - 40), colon.start())
        if name is None or colon.start() < floor:
            continue
        start, field = name
        spaced = colon.end() - colon.start() > 1 or text[colon.end() : colon.end() + 1].isspace()
        values, end = _values(text, colon.end(), field, _key(text[start : colon.start()]))
        if not values:
            if field in ("reports", "references") or not _ends_here(text, colon.end()):
                continue
            not_applied.append(text[start : colon.end()].strip())
            continue
        try:
            read = [one for value in values for one in READERS.get(field, _as_it_is)(value)]
        except FilterValueError:
            if not spaced:
                raise
            not_applied.append(" ".join(text[start:end].split()))
            continue
        if spaced and not _may_stand_apart(field, values, read):
            continue
        wanted = replace(wanted, **{field: (*getattr(wanted, field), *read)})
        taken.append((start, end))
    rest = _without(text, taken)
    if len(rest.split()) <= SHORT_QUESTION_WORDS:
        not_applied += [match[0] for match in SUSPECT.finditer(rest) if match[0] not in not_applied]
    return TypedFilters(wanted, rest, tuple(not_applied))


def add_filter(wanted: Filter, name: str, value: str) -> Filter:
    """`wanted` with what `value` says more for its field `name`.

    Raises:
        FilterValueError: the value cannot be.
    """
    return replace(wanted, **{name: (*getattr(wanted, name), *READERS.get(name, _as_it_is)(value))})


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", fold(name.strip())))


def _name_before(text: str, low: int, colon: int) -> tuple[int, str] | None:
    """Where the filter's name before a colon begins, and its field; the longest that is a name."""
    match = BEFORE.search(text[low:colon])
    if not match:
        return None
    start = low + match.start()
    while True:
        key = _key(text[start:colon])
        known = JOINED_NAMES.get(key.replace(" ", ""))
        if known:
            return start, FILTER_NAMES[known]
        following = re.search(r"[ _-]", text[start:colon])
        if not following or text[start + following.start()] != " ":
            return None
        start += following.end()


def _ends_here(text: str, place: int) -> bool:
    return not text[place:].strip() or text[place:].lstrip()[:1] in ',;"“'


def _values(text: str, place: int, field: str, name: str) -> tuple[list[str], int]:
    """The values typed from `place` on, parted by commas, and where they end."""
    values: list[str] = []
    end = place
    while True:
        one = _value(text, end, field, name)
        if one is None:
            return values, end if values else place
        value, end = one
        values.append(value)
        following = NEXT.match(text, end)
        if not following or _value(text, following.end(), field, name) is None or field not in LISTED:
            return values, end
        end = following.end()


def _value(text: str, place: int, field: str, name: str) -> tuple[str, int] | None:
    quoted = QUOTED.match(text, place)
    if quoted:
        return quoted["value"], quoted.end()
    if field == "years":
        folded = fold(text)
        match = YEAR_VALUES.match(folded, place) if len(folded) == len(text) else None
        if match:
            return match["value"], match.end()
    elif field in ("issued", "periods"):
        return _time_value(text, place, name)
    word = WORD.match(text, place)
    if word is None:
        return None
    if field in KNOWN:
        words = re.match(rf"\s?(?:[^\s\"“”,:]+\s?){{1,{LONGEST_VALUE}}}", text[place:])
        said = words[0] if words else word[0]
        for length in range(len(said.split()), 1, -1):
            part = re.match(rf"\s?(?:[^\s]+\s+){{{length - 1}}}[^\s]+", said)
            if part and KNOWN[field](fold(part[0].strip())):
                return part[0].strip(), place + part.end()
    elif field in ("agencies", "provinces", "districts", "signers") and word["value"]:
        return _name_value(text, place)
    return word["value"], word.end()


def _name_value(text: str, place: int) -> tuple[str, int]:
    """A name without quotes: its first word, and those behind it as long as they have capitals or are of a unit."""
    words = list(re.finditer(r"[^\s\"“”,;]+", text[place:]))
    last = words[0]
    for word in words[1:12]:
        between = text[place + last.end() : place + word.start()]
        goes_on = word[0][:1].isupper() or (fold(word[0]) in UNIT_WORDS and last is words[0])
        if between != " " or ":" in word[0] or not goes_on:
            break
        last = word
    return text[place + words[0].start() : place + last.end()], place + last.end()


def _time_value(text: str, place: int, name: str) -> tuple[str, int] | None:
    """The time typed as a value, with the filter's name before it: "quý" of "quý: III/2025"."""
    before = UNIT_BEFORE.get(name.split()[-1], "")
    value = text[place:].lstrip()
    said = value if before and fold(value).startswith(fold(before)) else f"{before}{value}"
    shift = len(text) - len(said)
    first = next(iter(times_asked(said, date.today())), None)
    if not isinstance(first, TimeAsked) or first.start > 0:
        word = WORD.match(text, place)
        return (word["value"], word.end()) if word and re.search(r"\d", word["value"]) else None
    bound = {"tu ngay": ">=", "den ngay": "<=", "truoc ngay": "<", "sau ngay": ">"}.get(name)
    return f"{bound or ''}{said[: first.end]}", shift + first.end


def _may_stand_apart(field: str, values: list[str], read: list[Any]) -> bool:
    """Whether a value behind "name: " makes it a filter and no prose: "Mục: …" of a pasted line is none."""
    return field not in ("reports", "references") or all(re.search(r"\d", value) for value in values)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


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


def read_years(value: str) -> tuple[int, ...]:
    """The years of "2023", "2016-2020", ">2020", "từ 2016 đến 2020", "2020-"."""
    said = fold(value).strip().removeprefix("tu ").replace("≥", ">=").replace("≤", "<=")
    match = re.fullmatch(r"(?P<op>>=?|<=?)? ?(?P<first>[12]\d{3})? ?(?P<to>-|–|den)? ?(?P<last>[12]\d{3})?", said)
    if not match or not (match["first"] or match["last"]) or (match["op"] and match["to"]):
        raise FilterValueError("year", value)
    first = int(match["first"] or EARLIEST_YEAR)
    last = int(match["last"] or (LATEST_YEAR if match["to"] else first))
    if match["op"]:
        past = 0 if "=" in match["op"] else 1
        first, last = (first + past, LATEST_YEAR) if ">" in match["op"] else (EARLIEST_YEAR, first - past)
    if first == last:
        return (first,)
    if not EARLIEST_YEAR <= first <= last <= LATEST_YEAR:
        raise FilterValueError("year", value)
    return tuple(range(first, last + 1))


def read_times(value: str) -> tuple[tuple[str, str], ...]:
    """The first and last date, ISO 8601, of a time as it is typed; a bound before it as `_time_value` puts it."""
    said = value.lstrip("<>=")
    bound = next((op for op in OPS if value == f"{op}{said}"), None)
    found = times_asked(said, date.today())
    if len(found) != 1 or not isinstance(found[0], TimeAsked):
        raise FilterValueError("date", value)
    return (ends_of(replace(found[0], op=bound) if bound else found[0]),)


def _as_it_is(value: str) -> tuple[str, ...]:
    return (value.strip(),)


READERS: dict[str, Callable[[str], tuple[Any, ...]]] = {
    "levels": lambda value: (read_level(value),),
    "roles": lambda value: (read_role(value),),
    "years": read_years,
    "issued": read_times,
    "periods": read_times,
}
KNOWN: dict[str, Callable[[str], bool]] = {
    "levels": lambda folded: folded in LEVELS or folded.removeprefix("cap ") in LEVEL_WORDS,
    "roles": lambda folded: folded in ROLES or folded in ROLE_WORDS or folded in ROLE_NAMES,
    "doc_types": lambda folded: folded in DOC_TYPES,
    "signer_roles": lambda folded: folded in POSITIONS,
}
"""Of a field with known values, whether folded words are one of them."""

LISTED = frozenset(
    {"levels", "roles", "years", "doc_types", "provinces", "districts", "agencies", "numbers", "reports"}
)
"""Fields of which several values may be typed with commas between them."""

assert set(FILTER_NAMES.values()) <= {one.name for one in fields(Filter)}
