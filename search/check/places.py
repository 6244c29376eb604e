"""Where in a report a draft says that something stands: read in any order of its levels, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...index.records import Passage
from ..claims.clauses import one_line

RANK = {"phần": 0, "phụ lục": 0, "chương": 1, "mục": 2, "tiểu mục": 3, "điều": 4, "khoản": 5, "điểm": 6}
"""The levels of a document, outermost first: "điểm a khoản 2 mục II phần A" is "phần A, mục II, khoản 2, điểm a"."""

ORDINALS = {"nhất": "i", "hai": "ii", "ba": "iii", "bốn": "iv", "tư": "iv", "năm": "v", "sáu": "vi", "bảy": "vii"}
VALUE = (
    rf"(?:thứ\s+(?:{'|'.join(ORDINALS)})|mở đầu|[ivxl]{{1,6}}|[a-zđ]|\d{{1,4}}[a-zđ]?)"
    r"(?:\.(?:\d{1,3}|[ivxl]{1,6}|[a-zđ])){0,8}(?!\w)"
)
ELEMENT = (
    rf"(?P<word>phần|phụ\s+lục|chương|(?:tiểu\s+)?mục|điều|khoản|điểm|đoạn|trang)\s+"
    rf"(?P<value>\"[^\"]{{1,400}}\"|{VALUE})(?:\)(?=,?\s+(?:khoản|mục|điều)))?"
)
UNNAMED = re.sub(r"\?P<\w+>", "?:", ELEMENT)
JOIN = r"(?:\s?[,(]\s?|\s(?:của\s|thuộc\s|trong\s)?)"
LEVEL = re.compile(ELEMENT, re.IGNORECASE)
BETWEEN = re.compile(JOIN, re.IGNORECASE)
FURTHER = re.compile(r"\s?(?:,|\bvà)\s(?:tại\s)?", re.IGNORECASE)
BEHIND = re.compile(r"\s?[,(:]?\s?(?:(?:tại|ở)\s)?", re.IGNORECASE)
"""Between a report and the place in it that follows."""

BEFORE = re.compile(
    rf"(?:\b(?:theo|tại|trong|xem|ở)\s)?\b{UNNAMED}(?:{JOIN}{UNNAMED})*(?:\s?,)?\s?(?:của|trong|tại|thuộc)?\s?$",
    re.IGNORECASE,
)
"""A place that leads to the report behind it: "Tại mục III.2 Báo cáo số …"."""

REACH = 300
"""Characters before a report in which a place that leads to it is looked for."""

WORD_OF_NUMBER = re.compile(r"(?:phần|chương|(?:tiểu\s+)?mục|điều|phụ\s+lục)\s+(?=\S)", re.IGNORECASE)
OWN_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s")
"""What opens a paragraph that is one of several, and no section: "khoản 1 mục V" of "1. Đề nghị …"."""


@dataclass(frozen=True, slots=True)
class Step:
    """A level by its value in small letters, or its title in quotation marks; `inner` may leave out what it lies in."""

    value: str
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a draft names it: its levels outermost first, the paragraph there, the page."""

    steps: tuple[Step, ...]
    paragraph: int | None = None
    page: int | None = None


def place_behind(text: str, at: int) -> tuple[tuple[Place, ...], int]:
    """The places that stand in `text` right behind a report that ends at `at`, and where they end."""
    lead = BEHIND.match(text, at)
    return _read(text, lead.end(), lead[0].count("("), at) if lead else ((), at)


def place_before(text: str, start: int, end: int) -> tuple[tuple[Place, ...], int]:
    """The places that stand in `text` right before a report that begins at `end`, none before `start`."""
    start = max(start, end - REACH)
    found = BEFORE.search(text, start, end)
    first = found and LEVEL.search(text, found.start(), end)
    if not found or not first:
        return (), end
    places, _ = _read(text, first.start(), 0, end)
    return places, found.start()


def _read(text: str, at: int, opened: int, nothing: int) -> tuple[tuple[Place, ...], int]:
    """The places from `at` on, the brackets `opened` before it closed; (), `nothing` where there are none."""
    places: list[Place] = []
    end = here = at
    while (one := _one(text, here)) is not None:
        place, end, brackets = one
        opened += brackets
        if not place.steps and places:
            place = replace(place, steps=places[-1].steps)
        places.append(place)
        further = FURTHER.match(text, end)
        if not further:
            break
        here = further.end()
    if not places:
        return (), nothing
    while opened and text[end : end + 1] == ")":
        end, opened = end + 1, opened - 1
    return tuple(places), end


def _one(text: str, at: int) -> tuple[Place, int, int] | None:
    """One place from `at` on, where it ends, and how many brackets open in it; None where none stands there."""
    levels: dict[str, str] = {}
    end = here = at
    opened = brackets = 0
    while element := LEVEL.match(text, here):
        word = " ".join(element["word"].lower().split())
        if word in levels:
            break
        levels[word] = element["value"].lower()
        end, opened = element.end(), brackets
        between = BETWEEN.match(text, end)
        if not between:
            break
        brackets += between[0].count("(")
        here = between.end()
    if not levels:
        return None
    steps = [
        Step(value, word == "điểm")
        for word in sorted(levels.keys() & RANK.keys(), key=RANK.__getitem__)
        for value in _values(levels[word])
    ]
    paragraph, page = (int(levels[word]) if levels.get(word, "").isdecimal() else None for word in ("đoạn", "trang"))
    return Place(tuple(steps), paragraph, page), end, opened


def _values(value: str) -> list[str]:
    """What a number says level by level: "A.III.3" is "a", "iii", "3"; "thứ hai" is "ii"."""
    if value.startswith('"'):
        return [value]
    if value.startswith("thứ"):
        return [ORDINALS.get(value.split()[-1], value)]
    return value.split(".")


def standing_at(places: Iterable[Place], passages: Sequence[Passage]) -> list[Passage]:
    """Those of a report's passages that stand at one of `places`; those that it leads to from the outside, if any."""
    found: list[Passage] = []
    for place in places:
        reached = [(start, one) for one in passages if (start := _start(place, one, passages)) is not None]
        outermost = min((start for start, _ in reached), default=0)
        found += [one for start, one in reached if start == outermost and one not in found]
    return found


def _start(place: Place, passage: Passage, passages: Sequence[Passage]) -> int | None:
    """At which level of the way to `passage` the place begins; None where it is not there."""
    paged = place.page is not None and any(one.page for one in passages)
    if paged and not place.steps and passage.page != place.page:
        return None
    if place.paragraph is not None and passage.n != place.paragraph:
        return None
    if not place.steps:
        return 0
    if place.steps == (Step("mở đầu"),):
        return 0 if not passage.sections else None
    above = _way(passage)
    own = _own(passage, above)
    for start in range(len(above) + len(own)):
        end = _end(place.steps, [*above, *own], start)
        if end is not None and (place.paragraph is None or end >= len(above)):
            return start
    return None


def _end(steps: Sequence[Step], way: Sequence[frozenset[str]], at: int) -> int | None:
    """Where the steps end that begin at way[at]; levels without a number, and those above a letter, may be left out."""
    for number, step in enumerate(steps):
        while number and at < len(way) and step.value not in way[at] and (step.inner or _unnumbered(way[at])):
            at += 1
        if at == len(way) or step.value not in way[at]:
            return None
        at += 1
    return at


def _unnumbered(level: frozenset[str]) -> bool:
    return all(name.startswith('"') for name in level)


def _way(passage: Passage) -> list[frozenset[str]]:
    """What each level above a passage may be called, outermost first."""
    way: list[frozenset[str]] = []
    above = ""
    for section in passage.sections:
        number = WORD_OF_NUMBER.sub("", " ".join((section.number or "").lower().split()))
        values = _values(number.removeprefix(f"{above}.")) if number else []
        way += [frozenset([value]) for value in values[:-1]]
        way.append(frozenset([*values[-1:], f'"{one_line(section.title).lower()}"']))
        above = number or above
    return way


def _own(passage: Passage, above: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """What the passage itself is called by the mark that it begins with, unless its section is called so."""
    number = OWN_NUMBER.match(passage.text)
    own = passage.item or (number[1].rpartition(".")[2] if number else None)
    return [frozenset([own])] if own and above and own not in above[-1] else []
