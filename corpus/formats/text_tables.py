"""Tables in plain text: rows whose cells are parted by tabs, or stand under each other by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..blocks import LAYOUT_CELL, RULE
from .tables import FIGURE, naming_rows

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
            stop = _run_end(lines, at)
            rows = _aligned(lines[at:stop])
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


def _aligned(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table that was set with spaces; none where the gaps do not stand under each other."""
    lines = [line for line in lines if not RULE.match(line)]
    columns = _columns(lines)
    if not LEAST_COLUMNS <= len(columns) <= MOST_COLUMNS or any(map(LAYOUT_CELL.search, lines)):
        return []
    rows: list[list[str]] = []
    for line in lines:
        cells = [line[start:stop].strip() for start, stop in columns]
        if rows and not cells[0] and not any(map(FIGURE.fullmatch, cells)):
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    full = sum(sum(map(bool, row)) >= LEAST_COLUMNS for row in rows)
    named = len(rows) > 1 and bool(naming_rows(rows))
    return rows if named and full >= LEAST_ROWS and full * 2 > len(rows) else []


def _columns(lines: Sequence[str]) -> list[tuple[int, int]]:
    """[start, stop) of the stretches that some line fills, with `GUTTER` or more blank in all lines between them."""
    columns: list[tuple[int, int]] = []
    for start, stop in sorted(match.span() for line in lines for match in STRETCH.finditer(line)):
        if columns and start < columns[-1][1] + GUTTER:
            columns[-1] = (columns[-1][0], max(columns[-1][1], stop))
        else:
            columns.append((start, stop))
    return columns
