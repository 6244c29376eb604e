"""A PDF with a text layer becomes blocks: lines joined into paragraphs by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from corpus.blocks import LAYOUT_CELL, PAGE_NUMBER, Block, Reading, clean_line
from corpus.errors import FileUnreadableError
from corpus.vietnamese import nfc

COLUMN_GAP = 2.5
"""Two words further apart than this many times their size stand in two columns (letterhead, signature)."""

FIRST_LINE_INDENT = 8.0
"""Points beyond the left margin at which a line opens a paragraph."""

FAR_LEFT = 60.0
"""Points; a line that starts this much before the one above it belongs to something else (a number under a date)."""

SHORT_LINE = 0.12
"""A line that ends this share of the text width before the right margin closes its paragraph."""

LEADING = 1.35
"""A gap of this many times the page's usual one parts two paragraphs."""

MARGIN_BAND = 0.1
"""Share of the page's height, at its top and bottom, where page numbers and running heads stand."""

LIST_MARK = re.compile(r"(?:[-–+•·*✓\uf02d\uf0a7\uf0b7]|\d{1,2}(?:\.\d{1,2})*[.)/-]|[IVXL]+[.)/-]|[a-zđ]\)|[A-ZĐ]\.)\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column; lengths in points from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    bold: bool
    page: int
    column: int


def read_pdf(path: Path) -> Reading:
    """The blocks of `path`, without page numbers and running heads.

    Raises:
        FileUnreadableError: the file is no PDF, is broken, or asks for a password.
    """
    try:
        with pdfplumber.open(path) as document:
            pages = [_page_items(page, number) for number, page in enumerate(document.pages, 1)]
    except Exception as error:
        raise FileUnreadableError(
            "Không đọc được tệp PDF: tệp hỏng, có mật khẩu, hoặc không phải PDF. Hãy mở thử và lưu lại.",
            "The PDF cannot be read: it is broken, asks for a password, or is no PDF. Open and save it again.",
        ) from error
    running = _running_heads(pages)
    blocks: list[Block] = []
    for items in pages:
        lines: list[Line] = []
        for item in items:
            if isinstance(item, Block):
                blocks.extend(_paragraphs(lines))
                lines = []
                blocks.append(item)
            elif item.text not in running:
                lines.append(item)
        blocks.extend(_paragraphs(lines))
    return Reading(blocks)


def _page_items(page: Any, number: int) -> list[Line | Block]:
    """The lines and table rows of a page, top to bottom, without its page number."""
    tables = page.find_tables()
    placed: list[tuple[float, Line | Block]] = []
    for table in tables:
        rows = [[clean_line(nfc(cell or "")) for cell in row] for row in table.extract()]
        if any(LAYOUT_CELL.search(cell) for row in rows for cell in row):
            continue
        top = table.bbox[1]
        placed += [(top, Block((" | ".join(row),), kind="row", page=number)) for row in rows if any(row)]
    boxes = [table.bbox for table in tables if any(top == table.bbox[1] for top, _ in placed)]
    words = [
        word
        for word in page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.2)
        if not any(_inside(word, box) for box in boxes)
    ]
    for line in _lines(words, number):
        edge = min(line.top, page.height - line.top)
        if edge < page.height * MARGIN_BAND and PAGE_NUMBER.fullmatch(line.text):
            continue
        placed.append((line.top, line))
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _lines(words: list[dict[str, Any]], page: int) -> Iterator[Line]:
    """Words on one base line, parted where a column gap lies between them."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: word["bottom"]):
        if rows and abs(word["bottom"] - rows[-1][-1]["bottom"]) < word["size"] * 0.4:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        columns: list[list[dict[str, Any]]] = [[row[0]]]
        for left, right in pairwise(row):
            if right["x0"] - left["x1"] > COLUMN_GAP * right["size"]:
                columns.append([])
            columns[-1].append(right)
        for index, column in enumerate(columns):
            yield Line(
                text=clean_line(nfc(" ".join(word["text"] for word in column))),
                x0=column[0]["x0"],
                x1=column[-1]["x1"],
                top=min(word["top"] for word in column),
                size=median(word["size"] for word in column),
                bold=all("bold" in word["fontname"].lower() for word in column),
                page=page,
                column=index + 1 if len(columns) > 1 else 0,
            )


def _running_heads(pages: list[list[Line | Block]]) -> set[str]:
    """Texts that open or close at least three pages and half of all."""
    edges = Counter(
        text for items in pages for text in {item.text for item in (*items[:1], *items[-1:]) if isinstance(item, Line)}
    )
    return {text for text, count in edges.items() if count >= max(3, len(pages) / 2)}


def _paragraphs(lines: list[Line]) -> Iterator[Block]:
    """Lines joined into paragraphs; side-by-side columns give the left one whole, then the right one."""
    if not lines:
        return
    body = [line for line in lines if not line.column] or lines
    left = min(line.x0 for line in body)
    right = max(line.x1 for line in body)
    gaps = [below.top - above.top for above, below in pairwise(body)]
    leading = median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 0.0
    for in_columns, group in groupby(lines, key=lambda line: bool(line.column)):
        run = list(group)
        if in_columns:
            for column in sorted({line.column for line in run}):
                yield _block([line for line in run if line.column == column], split=True)
            continue
        paragraph: list[Line] = []
        for line in run:
            if paragraph and _opens_paragraph(paragraph[-1], line, left, right, leading):
                yield _block(paragraph)
                paragraph = []
            paragraph.append(line)
        yield _block(paragraph)


def _opens_paragraph(above: Line, line: Line, left: float, right: float, leading: float) -> bool:
    centred = abs((line.x0 - left) - (right - line.x1)) < FIRST_LINE_INDENT and line.x0 - left > 20
    return (
        bool(LIST_MARK.match(line.text))
        or line.bold != above.bold
        or above.x0 - line.x0 > FAR_LEFT
        or above.x1 < right - SHORT_LINE * (right - left)
        or (line.x0 > left + FIRST_LINE_INDENT and not centred and above.x0 <= line.x0 - FIRST_LINE_INDENT)
        or (leading > 0 and line.top - above.top > LEADING * leading)
    )


def _block(lines: list[Line], split: bool = False) -> Block:
    texts = tuple(line.text for line in lines) if split else (" ".join(line.text for line in lines),)
    return Block(texts, bold=all(line.bold for line in lines), page=lines[0].page)
