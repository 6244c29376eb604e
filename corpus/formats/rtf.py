"""A rich text file (.rtf) becomes blocks, each run of letters read by the font that it is set in.

The readers on offer flatten the file and forget its fonts; but only the font says that a run is TCVN3, and that
.VnTimeH draws it in capitals. So the few control words that change what a page says are followed here (RTF 1.9.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ..blocks import Reading
from ..errors import FileUnreadableError, unreadable
from .flow import DEEPEST, Flow, Run
from .legacy import CP1252, font_encoding
from .rtf_words import CHARSETS, DROPPED, ESCAPED, PARAGRAPH_ENDS, SHOWN_THOUGH_STARRED, SIGNS

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)"
)
GROUP_END = re.compile(r"\\bin(?P<length>[0-9]{1,10}) ?|\\.|(?P<brace>[{}])", re.DOTALL)

DEEPEST_GROUP = 10_000
"""Braces; no program nests more."""


@dataclass(frozen=True, slots=True)
class _RtfState:
    """How text is set inside a group; `depth` counts tables, where `in_table`."""

    font: int | None = None
    bold: bool = False
    hidden: bool = False
    capitals: bool = False
    fonts: bool = False
    box: bool = False
    in_box: bool = False
    skip: int = 1
    in_table: bool = False
    depth: int = 1
    heading: bool = False


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 1


def read_rtf(path: Path) -> Reading:
    """The blocks of a rich text file: what its body shows, without notes, pictures, running heads and hidden text.

    Raises:
        FileUnreadableError: the file cannot be opened, or is no rich text.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    if not source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise FileUnreadableError(key="reading.other_inside", ending=".rtf")
    return _Document(source.decode("latin-1")).reading()


class _Document:
    """Follows the control words of one file from its start to its end, once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._flow = Flow()
        self._state = _RtfState()
        self._stack: list[_RtfState] = []
        self._fonts: dict[int, _Font] = {}
        self._default_font: int | None = None
        self._codepage = "cp1252"
        self._bytes = bytearray()
        self._skip = 0
        self._starred = self._opening = False
        self._surrogate = ""
        self._edges: list[int] = []
        self._header_row = False

    def reading(self) -> Reading:
        """The blocks of the document, to its end or to where it was cut."""
        while match := TOKEN.match(self._source, self._position):
            self._position = match.end()
            kind = match.lastgroup
            if kind in ("byte", "text"):
                self._opening = False
            if kind == "byte":
                self._byte(int(match["byte"], 16))
            elif kind == "text":
                self._text(match["text"])
            elif kind is not None:
                self._flush()
                if kind == "brace":
                    self._skip = 0
                    if not self._group(match["brace"]):
                        break
                elif kind == "sign":
                    self._sign(match["sign"])
                elif match["word"] == "bin":
                    self._position += min(max(int(match["number"] or 0), 0), len(self._source))
                else:
                    self._word(match["word"], int(match["number"]) if kind == "number" else None)
        self._flush()
        return self._flow.reading()

    def _group(self, brace: str) -> bool:
        """Opens or closes a group; False where the outermost one closes."""
        self._starred = False
        self._opening = brace == "{"
        if brace == "{":
            self._stack.append(self._state)
            if self._state.box:
                self._state = replace(self._state, box=False)
            return len(self._stack) < DEEPEST_GROUP
        if self._state.box:
            self._flow.take_up()
        if self._stack:
            self._state = self._stack.pop()
        return bool(self._stack)

    def _word(self, word: str, number: int | None) -> None:
        opening, starred = self._opening, self._starred
        self._opening = self._starred = False
        state = self._state
        if word == "u" and number is not None:
            self._unicode(number % 0x10000)
            self._skip = state.skip
            return
        self._skip = 0
        if word == "fonttbl":
            self._state = replace(state, fonts=True)
        elif opening and (word in DROPPED or (starred and word not in SHOWN_THOUGH_STARRED)):
            self._skip_group()
        elif word in ("shptxt", "dptxbxtext"):
            self._flow.set_aside()
            self._state = replace(state, box=True, in_box=True)
        elif word in SIGNS:
            self._write(SIGNS[word])
        elif word in PARAGRAPH_ENDS:
            self._end_paragraph()
        else:
            self._property(word, number)

    def _skip_group(self) -> None:
        """Goes on just before the brace that closes the group."""
        depth = 1
        while match := GROUP_END.search(self._source, self._position):
            depth += {"{": 1, "}": -1}.get(match["brace"], 0)
            if not depth:
                self._position = match.start()
                return
            self._position = match.end() + min(int(match["length"] or 0), len(self._source))
        self._position = len(self._source)

    def _property(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        match word:
            case "f" if state.fonts:
                self._state = replace(state, font=number or 0)
                self._fonts[number or 0] = _Font()
            case "fcharset" if state.fonts and state.font is not None:
                self._fonts[state.font].charset = number or 0
            case "f":
                self._state = replace(state, font=number)
            case "deff":
                self._default_font = number
            case "ansicpg" if number:
                self._codepage = f"cp{number}"
            case "mac" | "pc" | "pca":
                self._codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            case "b":
                self._state = replace(state, bold=on)
            case "v" | "deleted":
                self._state = replace(state, hidden=on)
            case "caps":
                self._state = replace(state, capitals=on)
            case "plain":
                self._state = replace(state, font=None, bold=False, hidden=False, capitals=False)
            case "pard":
                self._state = replace(state, in_table=False, depth=1, heading=False)
            case "uc":
                self._state = replace(state, skip=min(max(number or 0, 0), 8))
            case "intbl":
                self._state = replace(state, in_table=True)
            case "itap":
                self._state = replace(state, depth=min(max(number or 0, 1), DEEPEST), in_table=bool(number))
            case "outlinelevel":
                self._state = replace(state, heading=number is not None and number < 9)
            case "trowd":
                self._edges, self._header_row = [], False
            case "cellx":
                self._edges.append(number or 0)
            case "trhdr":
                self._header_row = True
            case "cell" | "nestcell":
                self._end_cell(nested=word == "nestcell")
            case "row" | "nestrow":
                self._end_row(nested=word == "nestrow")

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in ESCAPED:
            self._write(ESCAPED[sign])

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _text(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _unicode(self, code: int) -> None:
        if 0xD800 <= code < 0xDC00:
            self._surrogate = chr(code)
            return
        pair = self._surrogate + chr(code)
        self._surrogate = ""
        self._write(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))

    def _flush(self) -> None:
        """Writes the bytes since the last control word, in the code page of their font."""
        if self._bytes:
            source = bytes(self._bytes)
            self._bytes.clear()
            self._write(_decoded(source, self._codepage_here()))

    def _codepage_here(self) -> str:
        font = self._font()
        if font is None:
            return self._codepage
        return "cp1252" if font_encoding(font.name) else CHARSETS.get(font.charset, self._codepage)

    def _font(self) -> _Font | None:
        number = self._default_font if self._state.font is None else self._state.font
        return None if number is None else self._fonts.get(number)

    def _write(self, text: str) -> None:
        state = self._state
        if state.hidden:
            return
        if state.fonts:
            if state.font is not None and state.font in self._fonts:
                self._fonts[state.font].name += text.rstrip(";")
            return
        font = self._font()
        self._flow.write(Run(text, font.name if font else None, state.bold, state.capitals))

    def _end_paragraph(self) -> None:
        state = self._state
        if not state.in_box:
            self._flow.to_depth(state.depth if state.in_table else 0)
        self._flow.end_paragraph("heading" if state.heading else "text")

    def _end_cell(self, nested: bool) -> None:
        if self._state.in_box:
            self._flow.end_paragraph()
        else:
            self._flow.to_depth(max(self._state.depth, 2) if nested else 1)
            self._flow.end_cell()

    def _end_row(self, nested: bool) -> None:
        if self._flow.depth and not self._state.in_box:
            self._flow.to_depth(max(self._flow.depth, 2) if nested else 1)
            self._flow.end_row(self._header_row, self._edges)


def _decoded(source: bytes, codepage: str) -> str:
    if codepage == "cp1252":
        return "".join(CP1252[byte] for byte in source)
    try:
        return source.decode(codepage, "replace")
    except LookupError:
        return "".join(CP1252[byte] for byte in source)
