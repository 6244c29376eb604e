"""What a Word document's styles say of its paragraphs and letters, through all that they are based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .legacy import font_encoding

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")
HEADING = re.compile(r"heading [1-9]", re.IGNORECASE)
BODY_LEVEL = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; None where nothing is said.

    Attributes:
        font: the name of the font; a legacy one if letters beyond ASCII or those within have one.
        bold, capitals, hidden: as they stand or, in a style, as they turn what it is based on.
    """

    font: str | None = None
    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, and `below` where it says nothing."""
        return Look(
            self.font or below.font,
            below.bold if self.bold is None else self.bold,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
        )


UNSAID = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits.

    Attributes:
        look: of its letters.
        heading: whether paragraphs of it are headings.
        list_id: the list that numbers its paragraphs (w:numId); None if it says nothing, "0" if none does.
        list_level: from 0; None if the list's own levels say which.
    """

    look: Look = UNSAID
    heading: bool | None = None
    list_id: str | None = None
    list_level: int | None = None


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._styles: dict[str, Style] = {}
        self._default: dict[str, str] = {}
        self._document = Look()
        if root is None:
            return
        for element in root.iter(f"{WORD}style"):
            name = element.get(f"{WORD}styleId", "")
            self._elements[name] = element
            if element.get(f"{WORD}default") not in (None, *OFF):
                self._default[element.get(f"{WORD}type", "")] = name
        self._document = look_of(root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr"))

    def paragraph(self, name: str | None) -> Style:
        """The paragraph style called `name`, or the document's own."""
        return self._style(name if name in self._elements else self._default.get("paragraph"))

    def look(self, paragraph: Style, run: Element | None) -> Look:
        """The look of a run with the properties `run` (w:rPr) in a paragraph of a style.

        Bold in the paragraph's style and in the run's character style undo each other (ECMA-376 Part 1, 17.7.3).
        """
        named = run.find(f"{WORD}rStyle") if run is not None else None
        character = self._style(named.get(f"{WORD}val")).look if named is not None else Look()
        below = paragraph.look
        both = Look(
            character.font or below.font,
            bool(character.bold) != bool(below.bold),
            bool(character.capitals) != bool(below.capitals),
            bool(character.hidden) != bool(below.hidden),
        )
        return look_of(run).over(both).over(self._document)

    def _style(self, name: str | None) -> Style:
        if name is None:
            return Style()
        if name not in self._styles:
            chain: list[Element] = []
            while name in self._elements and self._elements[name] not in chain:
                chain.append(self._elements[name])
                name = value(chain[-1], "basedOn")
            style = Style()
            for element in reversed(chain):
                style = _derived(element, style)
            self._styles[chain[0].get(f"{WORD}styleId", "") if chain else ""] = style
            return style
        return self._styles[name]


def _derived(element: Element, below: Style) -> Style:
    properties = element.find(f"{WORD}pPr")
    list_id, list_level = list_of(properties)
    return Style(
        look_of(element.find(f"{WORD}rPr")).over(below.look),
        heading_level(properties, value(element, "name"), below.heading),
        below.list_id if list_id is None else list_id,
        below.list_level if list_level is None else list_level,
    )


def heading_level(properties: Element | None, name: str | None, below: bool | None) -> bool | None:
    """Whether a paragraph with these properties (w:pPr) and style name is a heading."""
    level = value(properties, "outlineLvl")
    if level is not None:
        return level.isdecimal() and int(level) < BODY_LEVEL
    return True if name and HEADING.fullmatch(name) else below


def list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and the level in it that paragraph properties (w:pPr) name."""
    numbering = properties.find(f"{WORD}numPr") if properties is not None else None
    level = value(numbering, "ilvl")
    return value(numbering, "numId"), int(level) if level and level.isdecimal() else None


def look_of(properties: Element | None) -> Look:
    """What run properties (w:rPr) say themselves."""
    if properties is None:
        return Look()
    fonts = properties.find(f"{WORD}rFonts")
    names = [fonts.get(f"{WORD}{slot}") for slot in ("hAnsi", "ascii")] if fonts is not None else []
    legacy = next(filter(font_encoding, names), None)
    return Look(
        legacy or next(filter(None, names), None),
        _switch(properties, "b"),
        _switch(properties, "caps"),
        _switch(properties, "vanish"),
    )


def value(element: Element | None, child: str) -> str | None:
    """The w:val of a child."""
    found = element.find(f"{WORD}{child}") if element is not None else None
    return found.get(f"{WORD}val") if found is not None else None


def _switch(properties: Element, name: str) -> bool | None:
    element = properties.find(f"{WORD}{name}")
    return None if element is None else element.get(f"{WORD}val") not in OFF
