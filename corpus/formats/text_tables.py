"""Tables in plain text: rows whose cells are parted by tabs, or stand under each other by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..blocks import LAYOUT_CELL, RULE
from .tables import FIGURE, naming_rows

LISTED = re.compile(r"[-–+•*]\s+\S")

CELL_END = "\x1f"
"""Between the cells of a row that was typed with tabs; no text has it when it has come so far."""

LEAST_ROWS, LEAST_COLUMNS = 3, 3
"""What is smaller may stand side by side by chance."""

MOST_COLUMNS = 30
GUTTER = 2
"""Spaces that part two columns, in each of their rows."""

GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
STRETCH = re.compile(r"\S+(?: \S+)*")
"""Words parted by single spaces."""

LONGEST_CELL = 200
"""Characters; what is longer in rows that are only set apart by tabs is running text."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table among lines of text: the first of its lines, the line after its last, and its cells."""

    start: int
    stop: int
    rows: list[list[str]]


def with_cells(text: str) -> str:
    """`text` with its tabs as spaces, but for those between the cells of a table, which become `CELL_END`.

    A table is a run of rows with as many tabs each; where these only align what stands side by side, as in a letterhead
    or after a bullet, there are fewer columns or rows.
    """
    if "\t" not in text:
        return text
    lines = text.split("\n")
    found: list[str] = []
    for count, run in groupby(lines, lambda line: line.count("\t") if line.strip() else 0):
        rows = list(run)
        found += _marked(rows) if count + 1 >= LEAST_COLUMNS and len(rows) >= LEAST_ROWS else rows
    return "\n".join(found).expandtabs()


def _marked(rows: list[str]) -> list[str]:
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows]
    filled = {at for row in cells for at, cell in enumerate(row) if cell}
    if (
        len(filled) < LEAST_COLUMNS
        or any(len(cell) > LONGEST_CELL for row in cells for cell in row)
        or any(LAYOUT_CELL.search(cell) for row in cells for cell in row)
        or sum(sum(map(bool, row)) >= 2 for row in cells) < LEAST_ROWS
    ):
        return rows
    return [CELL_END.join(row) for row in cells]


def tables_in(lines: Sequence[str]) -> Iterator[TextTable]:
    """The tables among `lines`, which have no tabs, in their order."""
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and CELL_END in lines[stop]:
            stop += 1
        if stop > at:
            yield TextTable(at, stop, [line.split(CELL_END) for line in lines[at:stop]])
            at = stop
            continue
        if GAP.search(lines[at].strip()):
            stop = at + _fitting(lines[at : _run_end(lines, at)])
            rows, starts = _aligned(lines[at:stop])
            while rows and _is_text(rows[-1]):
                rows.pop()
                stop = at + starts.pop()
            if rows:
                yield TextTable(at, stop, rows)
            at = max(stop, at + 1)
            continue
        at += 1


def _run_end(lines: Sequence[str], start: int) -> int:
    """Where the rows end that begin at `start`: lines with a gap in them, and indented ones that go on with a cell."""
    end = stop = start
    while stop < len(lines) and CELL_END not in lines[stop]:
        line = lines[stop]
        if GAP.search(line.strip()):
            end = stop + 1
        elif RULE.match(line) or line.startswith(" " * GUTTER):
            end = stop + 1 if stop == end else end
        else:
            break
        stop += 1
    return end


def _fitting(lines: Sequence[str]) -> int:
    """How many of `lines`, from the first, stand in the columns of those with a gap: until one runs across them."""
    columns = _columns([line for line in lines if GAP.search(line.strip())])
    for at, line in enumerate(lines):
        if not GAP.search(line.strip()) and not RULE.match(line):
            start, stop = len(line) - len(line.lstrip()), len(line.rstrip())
            if sum(left < stop and start < right for left, right in columns) != 1:
                return at
    return len(lines)


def _aligned(lines: Sequence[str]) -> tuple[list[list[str]], list[int]]:
    """The rows of a table that was set with spaces, and which of `lines` each begins with.

    There are none where the gaps do not stand under each other.
    """
    numbered = [(at, line) for at, line in enumerate(lines) if not RULE.match(line)]
    lines = [line for _, line in numbered]
    columns = _columns(lines)
    if not LEAST_COLUMNS <= len(columns) <= MOST_COLUMNS or any(map(LAYOUT_CELL.search, lines)):
        return [], []
    rows: list[list[str]] = []
    starts: list[int] = []
    above: list[str] = []
    for at, line in numbered:
        cells = [line[start:stop].strip() for start, stop in columns]
        if rows and _goes_on(above, cells, columns):
            rows[-1] = [f"{upper} {lower}".strip() for upper, lower in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
            starts.append(at)
        above = cells
    full = sum(sum(map(bool, row)) >= LEAST_COLUMNS for row in rows)
    named = len(rows) > 1 and bool(naming_rows(rows))
    return (rows, starts) if named and full >= LEAST_ROWS and full * 2 > len(rows) else ([], [])


def _goes_on(above: Sequence[str], cells: Sequence[str], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line of a table goes on with the row of the line `above`: with words that had no room there.

    A row that leaves its first cell empty has a figure, a mark of a list, or words that begin in a capital in several
    cells, or in one where they would have had room above.
    """
    if cells[0] or any(FIGURE.fullmatch(cell) or LISTED.match(cell) for cell in cells):
        return False
    capital = [at for at, cell in enumerate(cells) if cell[:1].isupper()]
    if len(capital) != 1:
        return not capital
    (at,) = capital
    start, stop = columns[at]
    return not above[at] or len(above[at]) + 1 + len(cells[at].split(maxsplit=1)[0]) > stop - start


def _is_text(row: Sequence[str]) -> bool:
    """Whether the last row of a table is a line below it that stands in one of its columns: a note, or who signs."""
    filled = [cell for cell in row if cell]
    return not row[0] and len(filled) == 1 and not FIGURE.fullmatch(filled[0]) and not LISTED.match(filled[0])


def _columns(lines: Sequence[str]) -> list[tuple[int, int]]:
    """[start, stop) of the stretches that some line fills, with `GUTTER` or more blank in all lines between them."""
    columns: list[tuple[int, int]] = []
    for start, stop in sorted(match.span() for line in lines for match in STRETCH.finditer(line)):
        if columns and start < columns[-1][1] + GUTTER:
            columns[-1] = (columns[-1][0], max(columns[-1][1], stop))
        else:
            columns.append((start, stop))
    return columns
