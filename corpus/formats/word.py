"""A Word document (.docx) becomes blocks: what Word shows, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..blocks import LAYOUT_CELL, Block, Reading, text_blocks
from .fonts import Letters, Span
from .package import open_package
from .tables import can_name, is_layout, named_cells, naming_rows, table_blocks
from .text import in_columns
from .word_walk import Item, Walk, WordParagraph, WordTable

PAGE, PAGE_ROWS = 20, 3
"""A cell of more paragraphs holds a page, and its table, which has no more rows, only places it."""

STAMP = re.compile(
    r"(?:độ\s+(?:mật|khẩn)\s*:\s*)?"
    r"(?:(?:tuyệt\s+|tối\s+)?mật|(?:hỏa|hoả)\s+tốc(?:\s+hẹn\s+giờ)?|(?:thượng\s+)?khẩn)",
    re.IGNORECASE,
)
"""Độ mật, độ khẩn (Nghị định 30/2020/NĐ-CP, Điều 8): the one thing in a running head that must not be lost."""


def read_docx(path: Path) -> Reading:
    """The blocks of a Word document; automatic numbers are text, legacy fonts come out as Unicode.

    Left out: what tracked changes deleted, hidden text, tables of contents, page numbers, running heads and feet
    (their letterhead or stamp of secrecy and urgency comes first). A footnote is a block below its paragraph,
    marked "[1]" in both.

    Raises:
        FileUnreadableError: the file is broken, hostile, or locked with a password.
    """
    with open_package(path, "word/document.xml") as package:
        walk = Walk(package)
        items, heads = walk.items(), walk.heads()
        writer = _Writer([*items, *(item for head in heads for item in head)])
        return Reading([*writer.head_blocks(heads), *writer.blocks(items)], writer.letters.warnings)


class _Writer:
    """Items to blocks, in the letters of their own document."""

    def __init__(self, items: list[Item]) -> None:
        self.letters = Letters(spans for item in items for spans in _paragraphs(item))

    def head_blocks(self, heads: list[list[Item]]) -> list[Block]:
        """The blocks of the running heads that hold a letterhead or a stamp, each once."""
        found: list[Block] = []
        for head in heads:
            blocks = list(self.blocks(head))
            lines = [line for block in blocks for line in block.lines]
            if any(STAMP.fullmatch(line) or LAYOUT_CELL.search(line) for line in lines):
                found += [block for block in blocks if block not in found]
        return found

    def blocks(self, items: Iterable[Item]) -> Iterator[Block]:
        """The blocks of a body or of what stands for itself in it (a box, a frame)."""
        paragraphs: list[tuple[list[Block], str]] = []
        for item in items:
            if isinstance(item, WordTable):
                yield from in_columns(paragraphs)
                paragraphs = []
                yield from self._table(item)
                continue
            if item.boxes:
                yield from in_columns(paragraphs)
                paragraphs = []
                yield from self.blocks(item.boxes)
            text = self._text(item)
            if _says_something(item):
                paragraphs.append((list(_paragraph_blocks(text, item)), text))
            if item.notes:
                yield from in_columns(paragraphs)
                paragraphs = []
                yield from self._notes(item)
        yield from in_columns(paragraphs)

    def _text(self, paragraph: WordParagraph) -> str:
        return "".join(map(self.letters.text, _texts(paragraph)))

    def _notes(self, paragraph: WordParagraph) -> Iterator[Block]:
        for mark, items in paragraph.notes:
            texts = [self._text(item).strip() for item in items if isinstance(item, WordParagraph)]
            yield from text_blocks(f"{mark} {' '.join(texts)}")

    def _table(self, table: WordTable) -> Iterator[Block]:
        cells = [cell for row in table.rows for cell in row if cell is not None]
        contents = list({id(cell): cell for cell in cells}.values())
        items = [item for cell in contents for item in cell]
        rows = [["" if cell is None else self._cell(cell) for cell in row] for row in table.rows]
        nested = any(isinstance(item, WordTable) for item in items)
        pages = len(rows) <= PAGE_ROWS and max(map(len, contents), default=0) > PAGE
        if len(cells) <= len(rows) or pages or (nested and is_layout(rows)):
            for cell in contents:
                yield from self.blocks(cell)
            return
        yield from self.blocks(box for item in items if isinstance(item, WordParagraph) for box in item.boxes)
        header_rows = table.header_rows if table.header_rows < len(rows) else None
        if nested:
            yield from self._rows_around(table, rows, header_rows)
        else:
            yield from table_blocks(rows, header_rows=header_rows)
        for item in items:
            if isinstance(item, WordParagraph) and item.notes:
                yield from self._notes(item)

    def _rows_around(self, table: WordTable, rows: list[list[str]], header_rows: int | None) -> Iterator[Block]:
        """The rows of a table that holds tables: each row of these says, before its own cells, what stands around."""
        inside = [_tables_in(row) for row in table.rows]
        depth = header_rows or len(naming_rows(rows)) or int(len(rows) > 1 and not inside[0] and can_name(rows[0]))
        header = rows[:depth]
        read: set[int] = set()
        for row, found in zip(rows[depth:], inside[depth:], strict=True):
            tables = [inner for inner in found if id(inner) not in read]
            read.update(map(id, tables))
            if not tables:
                yield from table_blocks([*header, row], header_rows=depth or None)
            around = named_cells(header, row)
            for block in (block for inner in tables for block in self._table(inner)):
                lines = tuple(f"{around} | {line}" for line in block.lines) if around else block.lines
                yield replace(block, lines=lines) if block.kind == "row" else block

    def _cell(self, items: list[Item]) -> str:
        return "\n".join(self._text(item) for item in items if isinstance(item, WordParagraph))


def _tables_in(row: Sequence[list[Item] | None]) -> list[WordTable]:
    """The tables that stand in the cells of a row, each once."""
    cells = {id(cell): cell for cell in row if cell is not None}
    return [item for cell in cells.values() for item in cell if isinstance(item, WordTable)]


def _says_something(paragraph: WordParagraph) -> bool:
    return any(span.text.strip() for span in paragraph.spans)


def _paragraph_blocks(text: str, paragraph: WordParagraph) -> Iterator[Block]:
    for block in text_blocks(text, "heading" if paragraph.heading else "text"):
        yield Block(block.lines, block.kind, paragraph.bold)


def _paragraphs(item: Item) -> Iterator[list[Span]]:
    """The texts of an item and of all in it."""
    if isinstance(item, WordParagraph):
        yield from _texts(item)
        inside = [*item.boxes, *(inner for _, note in item.notes for inner in note)]
    else:
        inside = [inner for row in item.rows for cell in row for inner in cell or ()]
    for inner in inside:
        yield from _paragraphs(inner)


def _texts(paragraph: WordParagraph) -> tuple[list[Span], list[Span]]:
    """What Word puts before a paragraph, and what was typed."""
    return [paragraph.label] if paragraph.label else [], paragraph.spans
