"""The records of an old workbook ([MS-XLS]): how its cells show their values, and what it claims to hold.

calamine gives the values and leaves out the number formats and the fonts, without which 92,6% is 0.926 and a cell in
.VnTime is no word. Records are read in passing; one that makes no sense is passed over, as its cell is shown plainly.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import olefile
from openpyxl.styles.numbers import BUILTIN_FORMATS

STREAMS = ("Workbook", "Book")
"""Of Excel 97 to 2003, and of Excel 5 and 95."""

BOF, EOF, LOCK, SHEET, DIMENSIONS = 0x0809, 0x000A, 0x002F, 0x0085, 0x0200
FONT, FORMAT, LOOK, ROW_OF_NUMBERS = 0x0031, 0x041E, 0x00E0, 0x00BD
CELLS = {0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406}
"""Formula (three ages of it), RString, LabelSst, Number, Label, BoolErr, RK: each begins with row, column, look."""

CELL_OF_ROW = 6
"""Bytes of each cell in a row of numbers: its look, its value."""

WIDE_DIMENSIONS = 14
"""Bytes of a record of dimensions whose rows stand in four bytes each, as from Excel 97 on."""

UNICODE = 0x0600
"""The version in BOF from which texts say whether they are in one byte a letter or two."""

NAME_OF_FONT = 14
"""Where a font's name begins in its record."""

NO_FONT = 4
"""An index that no font has: the fifth in the file is number 5."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows its value.

    Attributes:
        format: of numbers and dates, as Excel writes it.
        font: its name; None if the file names none.
    """

    format: str = "General"
    font: str | None = None


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """What the records of one sheet say.

    Attributes:
        looks: by row and column, from 0, of the cells that hold something.
        span: how many cells lie from the first of the sheet to its last, or how many it claims if that is more.
    """

    looks: dict[tuple[int, int], Look]
    span: int


@dataclass(frozen=True, slots=True)
class WorkbookRecords:
    """What the records of a workbook say.

    Attributes:
        locked: whether it asks for a password; then there are no sheets.
        sheets: in the order of their tabs.
    """

    locked: bool
    sheets: list[SheetRecords]


def workbook_records(path: Path) -> WorkbookRecords:
    """What stands in the workbook at `path` beside its values.

    Raises:
        OSError: it is no compound file, or has no stream of a workbook.
    """
    with olefile.OleFileIO(path) as file:
        if file.exists("EncryptedSummary") or file.exists("EncryptedSummaryInformation"):
            return WorkbookRecords(True, [])
        name = next((name for name in STREAMS if file.exists(name)), STREAMS[0])
        stream: bytes = file.openstream(name).read()
    fonts: list[str] = []
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    indexes: list[tuple[int, int]] = []
    starts: list[int] = []
    unicode = True
    for kind, content in _records(stream, 0):
        with suppress(struct.error, IndexError):
            if kind == LOCK:
                return WorkbookRecords(True, [])
            if kind == BOF:
                unicode = _number(content) >= UNICODE
            elif kind == FONT:
                fonts.append(_text(content[NAME_OF_FONT:], 1, unicode))
            elif kind == FORMAT:
                formats[_number(content)] = _text(content[2:], 2 if unicode else 1, unicode)
            elif kind == LOOK:
                indexes.append((_number(content), _number(content[2:])))
            elif kind == SHEET:
                starts.append(struct.unpack_from("<I", content)[0])
    looks = [Look(formats.get(number, PLAIN.format), _font(fonts, font)) for font, number in indexes]
    return WorkbookRecords(False, [_sheet(stream, start, looks) for start in starts])


def _sheet(stream: bytes, start: int, looks: list[Look]) -> SheetRecords:
    found: dict[tuple[int, int], Look] = {}
    rows = columns = claimed = 0
    for kind, content in _records(stream, start):
        with suppress(struct.error):
            if kind == DIMENSIONS:
                claimed = max(claimed, _claimed(content))
            elif kind in CELLS or kind == ROW_OF_NUMBERS:
                row, column = struct.unpack_from("<HH", content)
                step = CELL_OF_ROW if kind == ROW_OF_NUMBERS else len(content)
                for at, place in enumerate(range(4, len(content) - 2, step), column):
                    index = _number(content[place:])
                    found[row, at] = looks[index] if index < len(looks) else PLAIN
                    columns = max(columns, at + 1)
                rows = max(rows, row + 1)
    return SheetRecords(found, max(rows * columns, claimed))


def _claimed(content: bytes) -> int:
    """The cells that a record of dimensions speaks of: an end before its beginning is as far off as it can be."""
    wide = len(content) >= WIDE_DIMENSIONS
    top, bottom, left, right = struct.unpack_from("<IIHH" if wide else "<HHHH", content)
    return (bottom - top) % (1 << 32) * max(1, (right - left) % (1 << 16))  # type: ignore[no-any-return]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The kind and content of each record from `start` to the end of its part of the stream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(content: bytes, width: int, unicode: bool) -> str:
    """A text after its length, which stands in `width` bytes; ASCII is what matters in those of before Unicode."""
    length = int.from_bytes(content[:width], "little")
    if not unicode:
        return content[width : width + length].decode("cp1252", "replace")
    letters = content[width + 1 :]
    if content[width] & 1:
        return letters[: 2 * length].decode("utf-16-le", "replace")
    return letters[:length].decode("latin-1")


def _font(fonts: list[str], index: int) -> str | None:
    place = index - (index > NO_FONT)
    return fonts[place] if place < len(fonts) else None


def _number(content: bytes) -> int:
    number: int = struct.unpack_from("<H", content)[0]
    return number
