"""How headings and items are numbered: Phần, Chương, Mục, Điều, I., A., 1., 1.1., a), -, +."""

from __future__ import annotations

import re

from ..vietnamese import UPPER

NUMBERING_STYLES: tuple[tuple[str, str], ...] = (
    (
        "part",
        r"(?P<number>phần\s+(?:thứ\s+)?(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|[ivxl]+|\d+|[a-d]))\s*[.:–-]?(?=\s|$)",
    ),
    ("appendix", r"(?P<number>phụ\s+lục(?:\s+(?:số\s+)?(?:\d{1,2}|[ivx]{1,5}|[a-d]))?)\s*[.:–-]?(?=\s|$)"),
    ("chapter", r"(?P<number>chương\s+(?:[ivxl]+|\d+))\s*[.:–-]?(?=\s|$)"),
    (
        "section",
        rf"(?P<number>(?:tiểu\s+)?mục\s+(?:[ivxl]+|\d{{1,2}}|[a-h]))\s*(?:[.:–-](?=\s|$)|$|(?=\s(?-i:[{UPPER}]{{2}})))",
    ),
    ("article", rf"(?P<number>điều\s+\d{{1,3}}[a-zđ]?)\s*(?:[.:][-–]?(?=\s|$|(?-i:[{UPPER}]))|[-–](?=\s)|$)"),
    ("roman", rf"(?P<number>(?-i:[IVX]{{1,5}}))\s*(?:[.)/:](?=\s|(?-i:[{UPPER}]))|\s?[-–](?=\s))"),
    ("capital", r"(?P<number>(?-i:[A-HK-ZĐ]))\s*[.)/](?=\s)"),
    ("dotted", rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\s*[.)/:]?(?=\s|(?-i:[{UPPER}]))|\s?[-–](?=\s))"),
    ("arabic", rf"(?P<number>\d{{1,2}})\s*(?:[.)/](?=\s|(?-i:[{UPPER}]))|\s?[-–](?=\s))"),
    ("letter", r"(?P<number>(?-i:[a-zđ]))\s*[.)/](?=\s)"),
    ("bracketed", r"\((?P<number>\d{1,2}|[a-zđ])\)(?=\s)"),
)
"""How headings and items are numbered; "dotted" nests by its number of parts, the rest as they are met."""

OUTERMOST_STYLES = ("part", "appendix")
TITLE_BELOW = ("part", "appendix", "chapter", "section", "article")
"""Styles whose number may stand alone on its line."""

LEGAL_RANKS = {"part": 0, "appendix": 0, "chapter": 1, "section": 2, "article": 3}
"""The order in which a legal document nests (Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, điều)."""

COMPILED_STYLES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in NUMBERING_STYLES)
_SIGNS = r"•·▪●○✓➢\uf02d\uf0a7\uf0b7"
BULLET = re.compile(rf"^(?:[-–—+*{_SIGNS}]\s+(?=\S)|o\s+(?=[{UPPER}]))")
"""A sign and a blank; a sign that clings to what follows is a part of it: "-3,2%", "+84"."""

LISTED = re.compile(rf"^(?:[-–—+*](?=[^\W\d_])|[{_SIGNS}](?=\S))|{BULLET.pattern}")
"""What opens an item of a list: a bullet, or its sign close to the first word."""

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def numbering(text: str) -> tuple[str, str, str] | None:
    """Style, number and title of a numbered text; None for any other, "1.5 tỷ" and "30/4" among them."""
    for style, pattern in COMPILED_STYLES:
        match = pattern.match(text)
        if not match:
            continue
        title = text[match.end() :].strip().lstrip("–-:. ")
        first = title.lstrip('"“‘([')[:1]
        if not title and style in TITLE_BELOW:
            return style, match["number"], title
        if first.isupper() or (first.isdigit() and style in ("roman", "capital")):
            return style, match["number"], title
        if style == "letter" and title:
            return style, match["number"], title
    return None


def roman_value(number: str) -> int:
    """The value of a Roman number made of I, V and X."""
    values = [ROMAN_VALUES[letter] for letter in number.upper()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def ordinal(number: str) -> int:
    """Where a number stands among its siblings; of the ordinal words only the first is told apart, the rest are 2."""
    last = number.rsplit(".", 1)[-1].rsplit(maxsplit=1)[-1]
    if last.isdigit():
        return int(last)
    if re.fullmatch(r"[IVX]+", last):
        return roman_value(last)
    return {"nhất": 1, "a": 1, "A": 1}.get(last, 2)
