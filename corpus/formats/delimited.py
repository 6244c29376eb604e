"""A table with a mark between its cells (.csv) becomes blocks as a sheet does, its figures as they are typed."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

from ..blocks import Reading
from ..errors import unreadable
from .charset import decode
from .fonts import Span
from .sheets import MOST_COLUMNS, Sheet, filled_rows, sheet_blocks

MARKS = (";", ",", "\t", "|")
"""Between cells; where two of them part a text alike the first is meant, as "," also stands in Vietnamese figures."""

SAMPLE_ROWS = 50


def read_csv(path: Path) -> Reading:
    """The blocks of a table of delimited text, in any encoding.

    Raises:
        FileUnreadableError: the file cannot be opened, holds no text, is broken, or has too many rows.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    decoded = decode(source)
    lines = decoded.text.splitlines()
    try:
        rows = csv.reader(lines, delimiter=_mark(lines))
        cells = ([Span(cell.strip()) for cell in row[:MOST_COLUMNS]] for row in rows)
        reading = sheet_blocks([Sheet("", filled_rows(path.name, cells))])
    except csv.Error as error:
        raise unreadable("reading.sheets_broken", error) from error
    return Reading(reading.blocks, (*decoded.warnings, *reading.warnings))


def _mark(lines: list[str]) -> str:
    """The mark that parts the most rows into the same number of cells, more than one."""

    def agreement(mark: str) -> int:
        widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=mark), SAMPLE_ROWS))
        return max((times for width, times in widths.items() if width > 1), default=0)

    return max(MARKS, key=agreement)
