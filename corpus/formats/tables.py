"""Tables as formats have them become blocks: rows under their columns' names, or the cells that only place text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..blocks import LAYOUT_CELL, Block, clean_line, text_blocks
from ..vietnamese import nfc

LAYOUT_COLUMNS, LAYOUT_ROWS = 3, 20
"""A letterhead or signature has no more columns and rows; a larger table holds data, whatever its cells say."""

HEADER_DEPTH = 4
"""Rows; deeper headers are not met in reports."""

HEADER_SEARCH = 40
"""Rows of a sheet above which its table must begin."""

HEADER_SHARE = 0.4
"""Least share of the columns that a header's first row names."""

NAME_LENGTH = 120
"""Characters of a column's name; a longer cell is text."""

ROW_LENGTH = 1200
"""Characters of a block: about what an encoder takes at once. A longer row gives several."""

FIGURE = re.compile(r"[-+(]?\s*\d[\d.,\s]*\)?\s*%?|[-–—x]")
YEAR = re.compile(r"(?:19|20)\d\d")
COLUMN_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-ZĐa-zđ])\)?(?:\s*=\s*[\d()+\-*/:x%,. ]+)?")
"""A cell of the row that numbers the columns: "1", "(2)", "A", "5=3+4"."""

ORDER = re.compile(r"(?:s[ốo]\s*)?(?:tt|stt|thứ tự|số thứ tự)\.?", re.IGNORECASE)
ORDINAL = re.compile(r"\(?(?:[IVXL]+|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3})*)[.)]*|[-+•*]", re.IGNORECASE)
TOTAL = re.compile(r"(?:tổng(?:\s+(?:cộng|số))?|cộng)(?:\s*\(.*\))?\s*:?", re.IGNORECASE)
NAME_WORDS = re.compile(
    r"\b(?:nội dung|chỉ tiêu|nhiệm vụ|đơn vị|tên|họ và tên|xã|địa (?:phương|bàn|điểm)|ghi chú|số lượng|kết quả|năm"
    r"|tỷ lệ|hạng mục|lĩnh vực|thời gian|kinh phí|cơ quan|danh mục|loại|nhóm|chức vụ)\b",
    re.IGNORECASE,
)


def table_blocks(rows: list[list[str]], page: int | None = None, header_rows: int | None = None) -> list[Block]:
    """The blocks of a table.

    One that only places text side by side (letterhead, signature, a frame) gives its cells, column by column. Of
    any other each row says the names of its columns: "TT: 1 | Xã: Tân Lập | Kinh phí / Năm 2022: 25"; a row of a
    single text, or of a number and a text, heads those below it and stands as it is.

    Args:
        rows: the cells' texts, their paragraphs parted by line breaks. A cell merged over columns stands in the
            first of them, the others are empty; one merged over rows stands in each or in the first.
        page: where the table starts, from 1.
        header_rows: how many rows the format marks as the header; None where it marks none.
    """
    if not header_rows and is_layout(rows):
        return [block for cell in _by_columns(rows) for block in text_blocks(cell, page=page)]
    grid = [[clean_line(nfc(cell.replace("\n", " "))) for cell in row] for row in rows]
    width = max((len(row) for row in grid), default=0)
    paragraphs = [row for row in rows if any(cell.strip() for cell in row)]
    grid = [[*row, *[""] * (width - len(row))] for row in grid if any(row)]
    depth = _deepened(grid, header_rows) if header_rows else _header_depth(grid)
    if depth >= len(grid):
        depth = 0
    names = _names(grid[:depth], width)
    lines: list[str] = []
    under_header = True
    for at, row in enumerate(grid[depth:], depth):
        if row in grid[:depth]:
            under_header = True
        elif not (under_header and _is_index(grid, at)):
            lines += _row_lines(row, paragraphs[at], names)
            under_header = False
    return [block for line in lines for block in text_blocks(line, "row", page)]


def naming_rows(rows: list[list[str]]) -> list[list[str]]:
    """The rows at the top of a table that name its columns; none if it names none."""
    grid = [[clean_line(nfc(cell)) for cell in row] for row in rows]
    return [] if is_layout(rows) else rows[: _header_depth(grid)]


def can_name(row: list[str]) -> bool:
    """Whether a row of cells may name the columns below it."""
    return _can_name([clean_line(nfc(cell)) for cell in row])


def named_cells(header: list[list[str]], row: list[str]) -> str:
    """The cells of a row that say something, each under its column's name: "Thôn: Bãi Sậy | Số hộ: 12"."""
    grid = [[clean_line(nfc(cell.replace("\n", " "))) for cell in cells] for cells in (*header, row)]
    width = max(map(len, grid))
    *names, texts = [[*cells, *[""] * (width - len(cells))] for cells in grid]
    named = zip(_names(names, width), texts, strict=True)
    return " | ".join(f"{name}: {text}" if name else text for name, text in named if text)


def is_layout(rows: list[list[str]]) -> bool:
    """Whether a table only places text: the letterhead, the addressees, the signature, a frame around text."""
    columns = {place for row in rows for place, cell in enumerate(row) if cell.strip()}
    if len(columns) <= 1:
        return True
    counted = ORDER.fullmatch(clean_line(next(filter(None, rows[0]), "")))
    small = len(columns) <= LAYOUT_COLUMNS and len(rows) <= LAYOUT_ROWS
    return small and not counted and any(LAYOUT_CELL.search(cell) for row in rows for cell in row)


def header_of(rows: list[list[str]]) -> range | None:
    """Where in a sheet the header of its table stands, below the lines of a letterhead and title; None if nowhere."""
    width = len({place for row in rows for place, cell in enumerate(row) if cell})
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        enough = sum(map(bool, row)) >= max(2, HEADER_SHARE * width)
        if enough and not any(map(LAYOUT_CELL.search, row)) and (depth := _header_depth(rows[at:])):
            return range(at, at + depth)
    return None


def _by_columns(rows: list[list[str]]) -> Iterator[str]:
    for column in range(max(map(len, rows), default=0)):
        above = ""
        for row in rows:
            cell = row[column] if column < len(row) else ""
            if cell != above:
                yield cell
            above = cell


def _header_depth(grid: list[list[str]]) -> int:
    """How many rows at the top of `grid` name its columns."""
    for depth in range(1, min(HEADER_DEPTH + 1, len(grid))):
        if _is_index(grid, depth):
            return depth
    if not grid or not _can_name(grid[0]) or not _names_columns(grid):
        return 0
    return _deepened(grid, 1)


def _deepened(grid: list[list[str]], depth: int) -> int:
    """`depth`, and the rows below that go on parting the header's cells."""
    while 0 < depth < min(HEADER_DEPTH, len(grid) - 1) and _goes_deeper(grid[depth - 1], grid[depth]):
        depth += 1
    return depth


def _can_name(row: list[str]) -> bool:
    texts = [cell for cell in row if cell]
    return (
        len(texts) >= 2
        and all(len(cell) <= NAME_LENGTH for cell in texts)
        and not any(FIGURE.fullmatch(cell) and not YEAR.fullmatch(cell) for cell in texts)
        and not all(map(YEAR.fullmatch, texts))
    )


def _names_columns(grid: list[list[str]]) -> bool:
    """Whether the first row, which can, does name the columns: by its words, or figures that stand only below it."""
    first, rest = grid[0], grid[1:]
    if ORDER.fullmatch(first[0]) or any(map(NAME_WORDS.search, first)) or any(map(YEAR.fullmatch, first)):
        return True
    below = [[row[place] for row in rest if row[place]] for place in range(len(first))]
    return any(cells and sum(bool(FIGURE.fullmatch(cell)) for cell in cells) * 2 > len(cells) for cells in below)


def _goes_deeper(above: list[str], row: list[str]) -> bool:
    """Whether `row` parts the columns that a cell of the header row `above` spans, and says nothing else."""
    spanned = {place for place, (left, right) in enumerate(pairwise(above), 1) if not right or right == left}
    spanned |= {place - 1 for place in spanned}
    inside = [row[place] for place in spanned if row[place]]
    outside = [place for place, cell in enumerate(row) if cell and place not in spanned and cell != above[place]]
    figures = any(FIGURE.fullmatch(cell) and not YEAR.fullmatch(cell) for cell in inside)
    return len(inside) >= 2 and not outside and not figures


def _names(header: list[list[str]], width: int) -> list[str]:
    """The name of each column: the header's cells above it from the top, "Kinh phí / Năm 2022"."""
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(header):
        over = ""
        for place, cell in enumerate(row):
            below = any(deeper[place] for deeper in header[depth + 1 :])
            over = cell or (over if below else "")
            name = over.rstrip(": ")
            if name and name not in parts[place]:
                parts[place].append(name)
    return [" / ".join(part) for part in parts]


def _is_index(grid: list[list[str]], at: int) -> bool:
    """Whether a row only numbers the columns; one that counts on below ("1", "2") is of data."""
    if at + 1 == len(grid) or grid[at + 1][0] == "2":
        return False
    row = grid[at]
    texts = [cell for cell in row if cell]
    if len(texts) < 2 or len(texts) < len(row) - 1 or not all(map(COLUMN_INDEX.fullmatch, texts)):
        return False
    numbers = [int(match[0]) for cell in texts if (match := re.search(r"\d+", cell))]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _row_lines(row: list[str], cells: list[str], names: list[str]) -> Iterator[str]:
    """A row as text; several where it is long, each begun anew between cells or a cell's paragraphs."""
    filled = [place for place, cell in enumerate(row) if cell]
    heads = len(filled) == 1 or (
        len(filled) == 2
        and len(row) > 2
        and bool(ORDINAL.fullmatch(row[filled[0]]))
        and not FIGURE.fullmatch(row[filled[1]])
    )
    pieces: list[str] = []
    for place in filled:
        name = "" if heads or TOTAL.fullmatch(row[place]) else names[place]
        texts = [row[place]]
        if len(row[place]) > ROW_LENGTH:
            texts = [line for line in map(clean_line, nfc(cells[place]).split("\n")) if line]
        pieces += [f"{name}: {text}" if name else text for text in texts]
    line = ""
    for piece in pieces:
        if line and len(line) + len(piece) > ROW_LENGTH:
            yield line
            line = ""
        line = f"{line} | {piece}" if line else piece
    yield line
