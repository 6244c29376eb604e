"""Tables as formats have them become blocks: rows of data, or the cells of one that only places text."""

from __future__ import annotations

from corpus.blocks import LAYOUT_CELL, Block, clean_line, text_blocks
from corpus.vietnamese import nfc


def table_blocks(rows: list[list[str]]) -> list[Block]:
    """A table that only places text side by side gives its cells in reading order, any other its rows."""
    if any(LAYOUT_CELL.search(cell) for row in rows for cell in row):
        columns = max(len(row) for row in rows)
        cells = [row[column] for column in range(columns) for row in rows if column < len(row)]
        return [block for cell in cells for block in text_blocks(cell, "text")]
    lines = [" | ".join(clean_line(nfc(cell)) for cell in row) for row in rows]
    return [Block((line,), kind="row") for line in lines if line.strip(" |")]
