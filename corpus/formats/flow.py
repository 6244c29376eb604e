"""Runs of text as a word processor sets them, in paragraphs and tables, become blocks with letters in Unicode."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..blocks import Block, BlockKind, Reading, text_blocks
from .charset import damage, reads_as_well, repaired
from .legacy import SYMBOL_FONT, font_encoding, from_font, shown_symbols
from .tables import table_blocks
from .text import LIST_MARK, in_columns

DEEPEST = 8
"""Tables within tables; what lies deeper belongs to the cell around it."""

PAGE_LAYOUT = 20
"""Paragraphs: a cell of more holds a page, and its table only places it."""

MOST_COLUMNS, MOST_ROWS = 64, 1000
"""That one cell may span."""

SAME_EDGE = 40
"""Twips: cells of different rows whose edges are no further apart share a column."""

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
SOFT_HYPHEN = "\xad"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one way.

    Attributes:
        text: as the bytes show it where `font` is of a legacy encoding; a line feed breaks the line.
        font: its name; None if unknown.
        bold: whether it is emphasised.
        capitals: whether it is drawn in capitals.
    """

    text: str
    font: str | None = None
    bold: bool = False
    capitals: bool = False


@dataclass(slots=True)
class _Paragraph:
    runs: list[Run]
    kind: BlockKind = "text"
    mark: str = ""
    text: str = ""

    @property
    def bold(self) -> bool:
        letters = [run.bold for run in self.runs if run.text.strip()]
        return bool(letters) and all(letters)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=list)
    cell: _Cell = field(default_factory=list)
    edges: list[list[int]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    header_rows: int = 0

    def fill_held(self) -> None:
        """Leaves the places empty that cells of the rows above reach down to."""
        while self.held.get(len(self.row)):
            self.held[len(self.row)] -= 1
            self.row.append([])

    def aligned(self) -> list[list[_Cell]]:
        """The rows with each cell under the edge that it shares with others, where edges are known."""
        if any(len(row) != len(edges) for row, edges in zip(self.rows, self.edges, strict=True)):
            return self.rows
        places: list[int] = []
        for edge in sorted(edge for edges in self.edges for edge in edges):
            if not places or edge - places[-1] > SAME_EDGE:
                places.append(edge)
        if len(places) > MOST_COLUMNS:
            return self.rows
        rows: list[list[_Cell]] = []
        for row, edges in zip(self.rows, self.edges, strict=True):
            rows.append([])
            for cell, edge in zip(row, edges, strict=True):
                empty = bisect_right(places, edge) - len(rows[-1]) - 1
                rows[-1] += [cell, *([] for _ in range(empty))]
        return rows


_Cell = list["_Paragraph | _Table"]


class Flow:
    """Collects a document in reading order, and gives its blocks once the letters of all of it are known.

    Attributes:
        raw: whether letters of no legacy font are bytes in an encoding that nobody declared.
    """

    def __init__(self, raw: bool = False) -> None:
        self.raw = raw
        self._body: _Cell = []
        self._tables: list[_Table] = []
        self._runs: list[Run] = []
        self._set_aside: list[list[Run]] = []

    @property
    def depth(self) -> int:
        """How many tables are open."""
        return len(self._tables)

    def write(self, run: Run) -> None:
        """Adds `run` to the paragraph."""
        if run.font and SYMBOL_FONT.match(run.font):
            codes = "".join(chr(0xF000 + ord(c)) if "!" <= c <= "\xff" and c != "\xa0" else c for c in run.text)
            run = replace(run, text=codes)
        self._runs.append(run)

    def end_paragraph(self, kind: BlockKind = "text", mark: str = "") -> bool:
        """Closes the paragraph, and tells whether there was one.

        Args:
            kind: of its block.
            mark: opens it, unless it opens with a number or a bullet of its own.
        """
        full = any(run.text.strip() for run in self._runs)
        if full:
            (self._tables[-1].cell if self._tables else self._body).append(_Paragraph(self._runs, kind, mark))
        self._runs = []
        return full

    def set_aside(self) -> None:
        """Begins a text that stands apart (a text box) in the middle of a paragraph."""
        self._set_aside.append(self._runs)
        self._runs = []

    def take_up(self) -> None:
        """Ends the text that stands apart and goes on with the paragraph around it."""
        self.end_paragraph()
        self._runs = self._set_aside.pop() if self._set_aside else []

    def to_depth(self, depth: int) -> None:
        """Opens or closes tables until `depth` are open; the paragraph not yet closed moves to the innermost."""
        runs, self._runs = self._runs, []
        while self.depth < depth:
            self.open_table()
        while self.depth > depth:
            self.close_table()
        self._runs = runs

    def open_table(self) -> None:
        """Opens a table within the innermost one."""
        self.end_paragraph()
        self._tables.append(_Table())

    def end_cell(self, columns: int = 1, rows: int = 1) -> None:
        """Closes a cell of the innermost table, empty or not, that spans so many columns and rows."""
        self.end_paragraph()
        if self._tables:
            table = self._tables[-1]
            table.fill_held()
            place = len(table.row)
            columns, rows = min(max(columns, 1), MOST_COLUMNS), min(max(rows, 1), MOST_ROWS)
            table.row += [table.cell, *([] for _ in range(columns - 1))]
            table.cell = []
            if rows > 1:
                table.held.update(dict.fromkeys(range(place, place + columns), rows - 1))

    def end_row(self, header: bool = False, edges: Sequence[int] = ()) -> None:
        """Closes a row of the innermost table.

        Args:
            header: whether the format marks it as one that names the columns.
            edges: where each of its cells ends on the page, if the format tells a cell's columns by that.
        """
        self.end_paragraph()
        if self._tables:
            table = self._tables[-1]
            if table.cell:
                self.end_cell()
            table.fill_held()
            if table.row:
                table.header_rows += header and table.header_rows == len(table.rows)
                table.rows.append(table.row)
                table.edges.append(list(edges))
                table.row = []

    def close_table(self) -> None:
        """Closes the innermost table."""
        self.end_row()
        if self._tables:
            table = self._tables.pop()
            (self._tables[-1].cell if self._tables else self._body).append(table)

    def reading(self) -> Reading:
        """The blocks of all that was written, tables still open closed."""
        while self._set_aside:
            self.take_up()
        while self._tables:
            self.close_table()
        self.end_paragraph()
        paragraphs = list(_paragraphs(self._body))
        warnings = _set_texts(paragraphs, self.raw)
        lost = damage("".join(paragraph.text for paragraph in paragraphs))
        return Reading(list(_blocks(self._body)), (*warnings, *lost))


def _paragraphs(cell: _Cell) -> Iterator[_Paragraph]:
    for item in cell:
        if isinstance(item, _Paragraph):
            yield item
        else:
            for row in item.rows:
                for inner in row:
                    yield from _paragraphs(inner)


def _set_texts(paragraphs: list[_Paragraph], raw: bool) -> tuple[str, ...]:
    """Writes down what each paragraph says: by its fonts where they tell the encoding, else by how it spells."""
    pieces: list[tuple[_Paragraph, str, bool, bool]] = []
    for paragraph in paragraphs:
        for (font, capitals), runs in groupby(paragraph.runs, _letters):
            text = "".join(run.text for run in runs)
            shown = from_font(text, font)
            known = font is not None and reads_as_well(text, shown)
            pieces.append((paragraph, shown if known else text, known, capitals))
    unknown = [text for _, text, known, _ in pieces if not known]
    found, warnings = repaired(unknown, frozenset(range(len(unknown))) if raw else frozenset())
    rest = iter(found)
    for paragraph, text, known, capitals in pieces:
        shown = text if known else next(rest)
        paragraph.text += shown.upper() if capitals else shown
    for paragraph in paragraphs:
        paragraph.text = shown_symbols(paragraph.text.replace(SOFT_HYPHEN, ""))
        opening = paragraph.text.lstrip()
        if paragraph.mark and not LIST_MARK.match(opening):
            paragraph.text = f"{paragraph.mark} {opening}"
    return warnings


def _letters(run: Run) -> tuple[str | None, bool]:
    """What runs must share to be read as one: VNI writes a letter as two, and they may be set apart."""
    return (run.font if font_encoding(run.font) else None), run.capitals


def _blocks(cell: _Cell) -> Iterator[Block]:
    for is_table, items in groupby(cell, lambda item: isinstance(item, _Table)):
        if is_table:
            for item in items:
                if isinstance(item, _Table):
                    yield from _table_blocks(item)
        else:
            yield from in_columns(
                (_paragraph_blocks(item), item.text) for item in items if isinstance(item, _Paragraph)
            )


def _paragraph_blocks(paragraph: _Paragraph) -> list[Block]:
    bold = paragraph.bold or paragraph.kind == "heading"
    blocks = [block for text in BLANK_LINE.split(paragraph.text) for block in text_blocks(text, paragraph.kind)]
    return [replace(block, bold=bold) for block in blocks]


def _table_blocks(table: _Table) -> Iterator[Block]:
    """The rows of a table, or what stands in its cells if it only places whole pages or is a single column."""
    cells = [cell for row in table.rows for cell in row]
    nested = any(isinstance(item, _Table) for cell in cells for item in cell)
    columns = max((sum(map(bool, row)) for row in table.rows), default=0)
    if nested or columns < 2 or max(map(len, cells)) > PAGE_LAYOUT:
        for cell in cells:
            yield from _blocks(cell)
    else:
        rows = [[_cell_text(cell) for cell in row] for row in table.aligned()]
        yield from table_blocks(rows, header_rows=table.header_rows or None)


def _cell_text(cell: _Cell) -> str:
    return "\n".join(item.text for item in cell if isinstance(item, _Paragraph))
