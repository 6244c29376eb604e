"""The numbers and bullets that Word writes before paragraphs by itself, as it shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .word_styles import UNSAID, WORD, Look, Style, list_of, look_of, value

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
MOST_ROMAN = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` with "%1" where the number of the first level goes."""

    text: str = ""
    format: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False
    joined: bool = False
    look: Look = UNSAID


@dataclass(slots=True)
class Counter:
    """Where a list stands: for each level its last number, None before the first."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of a document, and where each of them stands while its paragraphs are met in order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._levels: dict[str, list[Level]] = {}
        self._counters: dict[str, Counter] = {}
        if root is not None:
            self._abstract = {e.get(f"{WORD}abstractNumId", ""): e for e in root.iter(f"{WORD}abstractNum")}
            self._lists = {e.get(f"{WORD}numId", ""): e for e in root.iter(f"{WORD}num")}
        self._by_style = {
            style: element for element in self._abstract.values() if (style := value(element, "styleLink")) is not None
        }

    def label(self, properties: Element | None, style: Style, style_id: str | None) -> tuple[str, Look] | None:
        """What Word shows before the next paragraph, with the space after it; None if it is in no list."""
        list_id, level = list_of(properties)
        if list_id is None:
            list_id = style.list_id
            level = level if level is not None else style.list_level
        if list_id is None or list_id not in self._lists:
            return None
        if level is None:
            level = self._level_of_style(list_id, style_id)
        level = min(level, LEVELS - 1)
        levels = self._list_levels(list_id)
        numbers = self._count(list_id, level, levels)
        shown = levels[level]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            format_ = "decimal" if shown.legal else levels[place].format
            count = numbers[place]
            return numeral(levels[place].start if count is None else count, format_)

        text = shown.text if shown.format == "bullet" else PLACE.sub(number, shown.text)
        if not text.strip():
            return None
        return (text if shown.joined else f"{text} "), shown.look

    def _abstract_of(self, list_id: str) -> Element | None:
        element = self._abstract.get(value(self._lists[list_id], "abstractNumId") or "")
        linked = value(element, "numStyleLink")
        return self._by_style.get(linked, element) if linked else element

    def _level_of_style(self, list_id: str, style_id: str | None) -> int:
        """The level that a paragraph style is tied to in its list; the first if in none."""
        element = self._abstract_of(list_id)
        for level in element.iter(f"{WORD}lvl") if element is not None and style_id else ():
            if value(level, "pStyle") == style_id:
                return _number(level.get(f"{WORD}ilvl"), 0)
        return 0

    def _list_levels(self, list_id: str) -> list[Level]:
        if list_id not in self._levels:
            levels = [Level() for _ in range(LEVELS)]
            abstract = self._abstract_of(list_id)
            elements = [*(abstract.iter(f"{WORD}lvl") if abstract is not None else ())]
            elements += self._lists[list_id].iter(f"{WORD}lvl")
            for element in elements:
                place = _number(element.get(f"{WORD}ilvl"), 0)
                if 0 <= place < LEVELS:
                    levels[place] = _level(element)
            self._levels[list_id] = levels
        return self._levels[list_id]

    def _count(self, list_id: str, level: int, levels: list[Level]) -> list[int | None]:
        """The numbers of all levels at the next paragraph of `level`; lists of one kind count on together."""
        shared = value(self._lists[list_id], "abstractNumId") or list_id
        counter = self._counters.setdefault(shared, Counter())
        numbers = counter.numbers
        if (list_id, level) not in counter.started:
            counter.started.add((list_id, level))
            for override in self._lists[list_id].iter(f"{WORD}lvlOverride"):
                start = value(override, "startOverride")
                if _number(override.get(f"{WORD}ilvl"), 0) == level and start is not None:
                    numbers[level] = _number(start, 1) - 1
        for higher in range(level):
            if numbers[higher] is None:
                numbers[higher] = levels[higher].start
        last = numbers[level]
        numbers[level] = levels[level].start if last is None else last + 1
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or level < restart:
                numbers[deeper] = None
        return numbers


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    legal = element.find(f"{WORD}isLgl")
    return Level(
        value(element, "lvlText") or "",
        value(element, "numFmt") or "decimal",
        _number(value(element, "start"), 0),
        None if restart is None else _number(restart, 0),
        legal is not None and legal.get(f"{WORD}val") not in ("0", "false"),
        value(element, "suff") == "nothing",
        look_of(element.find(f"{WORD}rPr")),
    )


def numeral(count: int, format_: str) -> str:
    """`count` in one of Word's number formats (w:numFmt); in figures where the format is none of those in use."""
    if format_ == "none":
        return ""
    if format_ in ("upperRoman", "lowerRoman") and 0 < count <= MOST_ROMAN:
        roman = _roman(count)
        return roman if format_ == "upperRoman" else roman.lower()
    if format_ in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letter if format_ == "upperLetter" else letter.lower()
    if format_ == "decimalZero":
        return f"{count:02d}"
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default
