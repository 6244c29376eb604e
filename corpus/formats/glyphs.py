"""The glyphs of a PDF page become words: what is drawn twice, hidden or turned, and the letters of legacy fonts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from statistics import median
from typing import Any

from .charset import repaired
from .layout import Word, rows_of
from .legacy import SYMBOL_FONT, font_encoding, from_font, shown_symbols

Glyph = dict[str, Any]
"""A character as pdfplumber gives it: text, fontname, size, matrix, x0, x1, top, bottom, non_stroking_color."""

WORD_GAP = 0.2
"""White between two glyphs, in sizes of type, that parts words although no space is written there."""

TIGHT_WORD_GAP = 0.13
"""The same on a page that writes no spaces at all."""

JOIN_GAP = 0.08
"""White between two runs of glyphs, in sizes of type, that parts no word: a run ends where the font changes."""

SMALLEST = 0.25
"""Type smaller than this share of the page's usual is not for reading."""

RAISED_SIZE, RAISED_BY = 0.8, 0.2
"""A superscript's greatest size and the least height of its foot, as shares of the size of the letter before it."""

WHITE = 0.99
SUBSET = re.compile(r"^[A-Z]{6}\+")
STYLE = re.compile(r"[,-](?:bold|italic|oblique|regular)+$", re.IGNORECASE)
GLUED_STYLE = re.compile(r"(?:bold|italic|oblique|regular|normal)+$", re.IGNORECASE)
"""The same without a mark before it, as in "VnTimeItalic": only where the rest is a legacy font's name."""

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " "})
UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\x00-\x1f]")
WIDE_SPACE = 0.4
"""Sizes; a wider space in a .VnTime font is its ư, where the font was given an encoding of Windows (0xAD)."""

NO_ROOM = 0.02
"""Sizes by which a glyph may lie off one that takes no room."""

LOST_U = re.compile(r"(?<=[a-z\xa8-\xff])-|-(?=[a-z\xa8-\xff])")
"""The hyphen that stands for ư where a .VnTime font was given an encoding of Windows."""

TCVN3_CAPITALS = "\xa1\xa2\xa3\xa4\xa5\xa6\xa7"
"""Ă, Â, Ê, Ô, Ơ, Ư, Đ."""


@dataclass(slots=True)
class _Run:
    """Glyphs of one word and one font, in the order in which they are drawn."""

    glyphs: list[Glyph] = field(default_factory=list)
    spaced: bool = False

    @property
    def last(self) -> Glyph:
        return self.glyphs[-1]


@dataclass(frozen=True, slots=True)
class GlyphWord:
    """A word as drawn: the letters of each font in it, which may be those of a legacy encoding, and its place."""

    pieces: tuple[tuple[str, str], ...]
    place: Word

    @property
    def font(self) -> str | None:
        """The font of the whole word; None if it has several."""
        return self.pieces[0][0] if len(self.pieces) == 1 else None


def visible(glyphs: list[Glyph], width: float, height: float, shaded: list[tuple[float, ...]]) -> list[Glyph]:
    """The glyphs that a reader of the page sees, each once; of a page set sideways, as if it were turned."""
    glyphs = _turned([glyph for glyph in glyphs if glyph["text"]], width, height)
    if not glyphs:
        return []
    usual = median(glyph["size"] for glyph in glyphs)
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        size, x0, top = glyph["size"], glyph["x0"], glyph["top"]
        if size < SMALLEST * usual or glyph["x1"] < 0 or x0 > width or glyph["bottom"] < 0 or top > height:
            continue
        if _white(glyph["non_stroking_color"]) and not _on_shade(glyph, shaded):
            continue
        if glyph["text"].isspace():
            kept.append(glyph)
            continue
        step = max(size * 0.1, 0.5)
        column, row = int(x0 / step), int(top / step)
        near = (seen.get((glyph["text"], column + dx, row + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        twin = next((other for other in near if other), None)
        if twin:
            twin["doubled"] = True
            continue
        seen[glyph["text"], column, row] = glyph
        kept.append(glyph)
    return kept


def _turned(glyphs: list[Glyph], width: float, height: float) -> list[Glyph]:
    """The glyphs of the page's main direction, with their places as if it were the usual one."""
    directions: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        a, b = glyph["matrix"][:2]
        directions[(0, 1 if b > 0 else -1) if abs(b) > abs(a) else (1 if a >= 0 else -1, 0)].append(glyph)
    main = max(directions, key=lambda direction: len(directions[direction]), default=(1, 0))
    if main == (1, 0):
        return [glyph for glyph in directions[main] if abs(glyph["matrix"][1]) < 0.1 * abs(glyph["matrix"][0])]
    turned: list[Glyph] = []
    for glyph in directions[main]:
        x0, x1, top, bottom = glyph["x0"], glyph["x1"], glyph["top"], glyph["bottom"]
        if main == (0, 1):
            x0, x1, top, bottom = height - bottom, height - top, x0, x1
        elif main == (0, -1):
            x0, x1, top, bottom = top, bottom, width - x1, width - x0
        else:
            x0, x1, top, bottom = width - x1, width - x0, height - bottom, height - top
        turned.append(glyph | {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "size": bottom - top})
    return turned


def _white(colour: Any) -> bool:
    """Whether ink of this colour (grey, RGB or CMYK) cannot be seen on paper."""
    if not isinstance(colour, (tuple, list)) or not all(isinstance(part, (int, float)) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= 1 - WHITE for part in colour)
    return bool(colour) and all(part >= WHITE for part in colour)


def _on_shade(glyph: Glyph, shaded: list[tuple[float, ...]]) -> bool:
    x, y = (glyph["x0"] + glyph["x1"]) / 2, (glyph["top"] + glyph["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in shaded)


def words_of(glyphs: list[Glyph]) -> list[GlyphWord]:
    """The words that `glyphs` make, by the order in which they are drawn and by where they stand."""
    spaces = sum(glyph["text"].isspace() for glyph in glyphs)
    gap = WORD_GAP if spaces * 20 > len(glyphs) else TIGHT_WORD_GAP
    runs: list[_Run] = []
    spaced = True
    for glyph, after in zip_longest(glyphs, glyphs[1:]):
        if glyph["text"].isspace():
            if _takes_no_room(glyph, after):
                glyph["text"] = _soft_hyphen(runs[-1].last if runs else glyph, after)
            elif _is_lost_u(glyph):
                glyph["text"] = "\xad"
            else:
                spaced = True
                continue
            if not glyph["text"]:
                continue
        if spaced or not runs or not _follows(runs[-1].last, glyph, gap):
            runs.append(_Run(spaced=spaced))
        runs[-1].glyphs.append(glyph)
        spaced = False
    return [_glyph_word(run) for run in _joined(runs)]


def _follows(last: Glyph, glyph: Glyph, gap: float) -> bool:
    """Whether `glyph` goes on with the word that `last` is of: beside it, over it (a mark), or raised."""
    size = max(last["size"], glyph["size"])
    white = glyph["x0"] - last["x1"]
    overlap = min(last["bottom"], glyph["bottom"]) - max(last["top"], glyph["top"])
    return bool(overlap > 0.4 * min(last["size"], glyph["size"]) and -1.2 * size < white < gap * size)


def _takes_no_room(blank: Glyph, after: Glyph | None) -> bool:
    """Whether the next glyph stands where a blank does: it is a soft hyphen, which a browser prints so."""
    return (
        after is not None and not after["text"].isspace() and abs(after["x0"] - blank["x0"]) < NO_ROOM * blank["size"]
    )


def _soft_hyphen(before: Glyph, after: Glyph) -> str:
    """What a soft hyphen stands for: the hyphen within a symbol, ư in TCVN3, nothing inside any other word."""
    encoding = font_encoding(_font_name(before["fontname"]))
    if all(glyph["text"].isupper() or glyph["text"] in TCVN3_CAPITALS for glyph in (before, after)):
        return "-"
    return "\xad" if encoding == "tcvn3" else ""


def _is_lost_u(glyph: Glyph) -> bool:
    wide = glyph["x1"] - glyph["x0"] > WIDE_SPACE * glyph["size"]
    return bool(wide) and font_encoding(_font_name(glyph["fontname"])) == "tcvn3"


def _font_name(font: str) -> str:
    """A font's name without the tag of its subset and without its style: "ABCDEF+.VnTime,Bold" is ".VnTime"."""
    name = STYLE.sub("", SUBSET.sub("", font))
    bare = GLUED_STYLE.sub("", name)
    return bare if bare and font_encoding(bare) else name


def _joined(runs: list[_Run]) -> list[_Run]:
    """Runs that stand close together on one base line as one, where no space was written between them."""
    joined: list[_Run] = []
    for run in runs:
        if joined and not run.spaced:
            last, first = joined[-1].last, run.glyphs[0]
            size = max(last["size"], first["size"])
            level = abs(last["bottom"] - first["bottom"]) < 0.3 * size
            if level and abs(first["x0"] - last["x1"]) < JOIN_GAP * size:
                joined[-1].glyphs += run.glyphs
                continue
        joined.append(run)
    return joined


def _glyph_word(run: _Run) -> GlyphWord:
    pieces: list[tuple[str, str]] = []
    glyphs = run.glyphs
    usual = max(glyph["size"] for glyph in glyphs)
    plain = [glyph for glyph in glyphs if glyph["size"] > RAISED_SIZE * usual]
    foot = max(glyph["bottom"] for glyph in plain)
    for glyph in glyphs:
        font, text = _font_name(glyph["fontname"]), _letter(glyph)
        raised = glyph["size"] <= RAISED_SIZE * usual and foot - glyph["bottom"] > RAISED_BY * usual
        if raised and (text.isalnum() or text == "*"):
            text = f"\x0e{text}\x0f"
        if pieces and pieces[-1][0] == font:
            pieces[-1] = (font, (pieces[-1][1] + text).replace("\x0f\x0e", ""))
        else:
            pieces.append((font, text))
    place = Word(
        text="",
        x0=min(glyph["x0"] for glyph in glyphs),
        x1=max(glyph["x1"] for glyph in glyphs),
        top=min(glyph["top"] for glyph in plain),
        bottom=foot,
        size=usual,
        bold=all(glyph.get("doubled") or "bold" in glyph["fontname"].lower() for glyph in glyphs),
    )
    return GlyphWord(tuple(pieces), place)


def _letter(glyph: Glyph) -> str:
    text: str = glyph["text"]
    if len(text) == 1 and SYMBOL_FONT.search(glyph["fontname"]) and 0x20 < ord(text) < 0x100:
        text = chr(0xF000 + ord(text))
    return text.translate(LIGATURES)


def unreadable_share(glyphs: list[Glyph]) -> float:
    """Share of the glyphs that the file gives no letter for: their font has no table of Unicode."""
    letters = [glyph["text"] for glyph in glyphs if not glyph["text"].isspace()]
    if not letters:
        return 0.0
    unknown = sum(
        bool(UNMAPPED.search(text)) or 0xE000 <= ord(text[0]) < 0xF000 or 0xF100 <= ord(text[0]) < 0xF900
        for text in letters
    )
    return unknown / len(letters)


def in_unicode(pages: list[list[GlyphWord]]) -> list[list[Word]]:
    """The words of each page in Unicode: out of the encoding that their font names, else that their spelling shows."""
    read: list[list[Word]] = []
    for words in pages:
        texts: list[str] = []
        for font, run in groupby(words, key=lambda word: word.font):
            texts += _from_font(list(run), font)
        read.append([replace(word.place, text=text) for word, text in zip(words, texts, strict=True)])
    rows = [row for words in read for row in rows_of(words)]
    before = [" ".join(word.text for word in row) for row in rows]
    after, _ = repaired(before)
    mended = {
        id(word): text
        for row, old, new in zip(rows, before, after, strict=True)
        if old != new and new.count(" ") == old.count(" ")
        for word, text in zip(row, new.split(" "), strict=True)
    }
    return [[replace(word, text=mended[id(word)]) if id(word) in mended else word for word in words] for words in read]


def _from_font(words: list[GlyphWord], font: str | None) -> list[str]:
    """The texts of neighbouring words of one font; they are converted together, as the case of one shows another's."""
    if font is None:
        return ["".join(_converted(text, name) for name, text in word.pieces) for word in words]
    whole = _converted(" ".join(word.pieces[0][1] for word in words), font).split(" ")
    return whole if len(whole) == len(words) else [_converted(word.pieces[0][1], font) for word in words]


def _converted(text: str, font: str) -> str:
    name = _font_name(font)
    encoding = font_encoding(name)
    if encoding == "tcvn3":
        text = LOST_U.sub("\xad", text)
    return shown_symbols(from_font(text, name) if encoding else text)
