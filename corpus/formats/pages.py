"""Pages of lines become blocks: furniture gone, wrapped lines joined, notes after the paragraph that calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ..blocks import LAYOUT_CELL, RULE, Block, joined
from .layout import SAME_ROW, Line, Region, regions_of
from .tables import naming_rows, table_blocks

FIRST_LINE_INDENT = 8.0
"""Points beyond the left margin at which a line opens a paragraph."""

HANGING_INDENT = 60.0
"""Points by which the second line of an item may stand right of its mark."""

FAR_LEFT = 60.0
"""Points; a line that starts this much before the one above it belongs to something else (a number under a date)."""

SHORT_LINE = 0.12
"""A line that ends this share of the text width before the right margin closes its paragraph."""

FAR_RIGHT = 0.35
"""No paragraph starts further right than this share of the text width: a signature, a date, a centred title does."""

LEADING = 1.35
"""A gap of this many times the page's usual one parts two paragraphs."""

MARGIN_BAND = 0.1
"""Share of the page's height, at its top and bottom, where page numbers and running heads stand."""

SAME_PLACE = 4.0
"""Points by which a running head may move from page to page."""

NOTE_SIZE = 0.93
"""Footnotes are set no larger than this share of the body's type."""

LIST_MARK = re.compile(
    r"(?:[-–—+•·*✓▪➢❖●○□]|\d{1,2}(?:\.\d{1,2})*[.)/-]|\d{1,2}(?:\.\d{1,2})+(?=\s)|[IVXL]+[.)/-]|[a-zđ]\)|[A-ZĐ]\.)\s"
    r"|(?:Điều|Chương|Mục|Phần|Phụ lục)\s+(?:\d|[IVXL]|thứ)"
)
TERMINAL = (".", ";", ":", "!", "?", "…")
PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:trang|page|tr|p)\b\W*)?(?:\d{1,4}|[ivx]{1,5})(?:\s*(?:/|trên|of|\|)\s*\d{1,4})?[^\w.)]*",
    re.IGNORECASE,
)
RAISED = re.compile("\x0e([^\x0f]*)\x0f")
"""A superscript, as a reader of pages marks it until it is known whether it calls a note."""

NOTE = re.compile("\x0e?[(\\[]?(\\d{1,2}|\\*{1,3})[)\\]]?\x0f?[\\s.]*")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its cells, where it begins and ends on its page, and how many rows name its columns, where they are
    those of the page before.
    """

    rows: list[list[str]]
    top: float
    bottom: float
    header_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, lengths in points; `lines` come from the top and are in none of the `tables`.

    `margins` are where its running text begins and ends, once that is known.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: tuple[PageTable, ...] = ()
    margins: tuple[float, float] = (0.0, 0.0)


def blocks_of(pages: list[Page]) -> list[Block]:
    """The blocks of a document, in reading order, without page numbers and running heads."""
    blocks: list[Block] = []
    held: list[Block] = []
    parted = [_notes(page) for page in without_furniture(pages)]
    carried = _with_names_carried([_with_open_tables(body) for body, _ in parted])
    for body, (_, notes) in zip(carried, parted, strict=True):
        found = list(_page_blocks(body))
        for index, block in enumerate(found):
            opens = block.bold or bool(LIST_MARK.match(block.lines[0]))
            if index == 0 and opens:
                blocks += held
            blocks.append(_plain(block, notes))
            if index == 0 and not opens:
                blocks += held
            if index == 0:
                held = []
            last = index == len(found) - 1
            called = [number for line in block.lines for number in RAISED.findall(line) if number in notes]
            below = [notes.pop(number) for number in [*called, *(notes if last else ())] if number in notes]
            if last and not block.lines[-1].endswith(TERMINAL):
                held += below
            else:
                blocks += below
    return [*blocks, *held]


def without_furniture(pages: list[Page]) -> list[Page]:
    """`pages` without their numbers and the heads and feet that return from page to page."""
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_margin(line, page):
                places[_alike(line)].append((page.number, line.top))
    running = {text for text, seen in places.items() if _returns(seen, len(pages))}
    return [replace(page, lines=_without_margins(page, running)) for page in pages]


def _without_margins(page: Page, running: set[str]) -> list[Line]:
    """The lines of a page but for its number and running heads; a number beside a text that stays is of a table."""
    lines = [line for line in page.lines if not RULE.match(line.text)]
    margin = [line for line in lines if _in_margin(line, page)]
    numbers = [line for line in margin if PAGE_NUMBER.fullmatch(line.text)]
    heads = [line for line in margin if _alike(line) in running]
    texts = [line for line in margin if line not in numbers and line not in heads]
    gone = {id(line) for line in (*heads, *(line for line in numbers if not any(_level(line, one) for one in texts)))}
    return [line for line in lines if id(line) not in gone]


def _level(line: Line, other: Line) -> bool:
    """Whether two lines stand on one row."""
    return abs(line.bottom - other.bottom) < SAME_ROW * line.size


def _in_margin(line: Line, page: Page) -> bool:
    return min(line.top, page.height - line.top) < page.height * MARGIN_BAND


def _alike(line: Line) -> str:
    """What a running head has on every page: its text with each number as one sign."""
    return re.sub(r"\d+", "#", line.text.lower())


def _returns(seen: list[tuple[int, float]], pages: int) -> bool:
    numbers = {number for number, _ in seen}
    tops = sorted(top for _, top in seen)
    return len(numbers) >= max(2, (pages - 1) / 2) and tops[-1] - tops[0] < SAME_PLACE


def _notes(page: Page) -> tuple[Page, dict[str, Block]]:
    """A page without its footnotes, and they by their number."""
    if len(page.lines) < 3:
        return page, {}
    usual = median(line.size for line in page.lines for _ in range(len(line.text)))
    calls = {number for line in page.lines for number in RAISED.findall(line.text)}
    start = len(page.lines)
    first = start
    while start and page.lines[start - 1].size <= NOTE_SIZE * usual and page.lines[start - 1].top > page.height / 3:
        start -= 1
        match = NOTE.match(page.lines[start].text)
        if match and match[1] in calls:
            first = start
    notes: dict[str, list[str]] = {}
    for line in page.lines[first:]:
        match = NOTE.match(line.text)
        if match and match[1] in calls and match[1] not in notes:
            notes[match[1]] = [f"{match[1]} {line.text[match.end() :]}"]
        else:
            list(notes.values())[-1].append(line.text)
    blocks = {number: Block((_unmarked(joined(lines)),), page=page.number) for number, lines in notes.items()}
    return replace(page, lines=page.lines[:first]), blocks


def _plain(block: Block, notes: dict[str, Block]) -> Block:
    """`block` with superscripts as plain letters ("m2"), and without those that call one of `notes`."""
    if not any("\x0e" in line for line in block.lines):
        return block
    lines = (RAISED.sub(lambda mark: "" if mark[1] in notes else mark[1], line) for line in block.lines)
    return replace(block, lines=tuple(lines))


def _unmarked(text: str) -> str:
    return text.replace("\x0e", "").replace("\x0f", "")


def _page_blocks(page: Page) -> Iterator[Block]:
    """The blocks of one page: what stands between its tables, and their rows."""
    lines, margins = page.lines, page.margins
    done = 0.0
    for table in sorted(page.tables, key=lambda table: table.top):
        between = [line for line in lines if done <= line.top < table.top]
        yield from _lines_blocks(between, margins, page.number)
        yield from _rows_blocks(table.rows, page.number, table.header_rows)
        done = table.top
    yield from _lines_blocks([line for line in lines if line.top >= done], margins, page.number)


def _with_open_tables(page: Page) -> Page:
    """`page` with its margins, and with a table without rules at its top or bottom, where it may go on over the page,
    among its tables.
    """
    regions = regions_of(page.lines)
    flow = [line for region in regions if len(region.columns) == 1 for line in region.columns[0]] or page.lines
    margins = (min((line.x0 for line in flow), default=0.0), max((line.x1 for line in flow), default=0.0))
    page = replace(page, margins=margins)
    open_ = [] if page.tables else [region for region in (*regions[:1], *regions[1:][-1:]) if region.rows]
    if not open_:
        return page
    inside = {id(line) for region in open_ for line in region.columns[0]}
    tables = (
        PageTable([list(row) for row in region.rows], region.top, max(line.bottom for line in region.columns[0]))
        for region in open_
    )
    return replace(page, lines=[line for line in page.lines if id(line) not in inside], tables=tuple(tables))


def _with_names_carried(pages: list[Page]) -> list[Page]:
    """`pages` with the names of a table's columns repeated where it goes on at the top of the next."""
    carried = pages[:1]
    for page in pages[1:]:
        above = max(carried[-1].tables, key=lambda table: table.bottom, default=None)
        first = min(page.tables, key=lambda table: table.top, default=None)
        if above and first and _goes_on(above, carried[-1], first, page):
            names = above.rows[: above.header_rows] if above.header_rows else naming_rows(above.rows)
            whole = replace(first, rows=[*names, *first.rows], header_rows=len(names) or None)
            page = replace(page, tables=tuple(whole if table is first else table for table in page.tables))  # noqa: PLW2901
        carried.append(page)
    return carried


def _goes_on(above: PageTable, page: Page, table: PageTable, next_page: Page) -> bool:
    """Whether nothing stands between two tables of as many columns but the end of a page."""
    columns = {len(row) for row in (*above.rows, *table.rows)}
    below = any(line.top > above.bottom for line in page.lines)
    return len(columns) == 1 and not below and not any(line.top < table.top for line in next_page.lines)


def _rows_blocks(rows: Iterable[Iterable[str]], page: int, header_rows: int | None = None) -> list[Block]:
    return table_blocks([[_unmarked(cell) for cell in row] for row in rows], page, header_rows)


def _lines_blocks(lines: list[Line], margins: tuple[float, float], page: int) -> Iterator[Block]:
    for region in regions_of(lines):
        if region.rows:
            yield from _rows_blocks(region.rows, page)
        elif len(region.columns) == 1:
            yield from _paragraphs(region.columns[0], margins, page)
        else:
            yield from _side_by_side(region, page)


def _side_by_side(region: Region, page: int) -> Iterator[Block]:
    """Columns one after the other: letterhead and signature line by line, any other as running text."""
    placing = any(LAYOUT_CELL.search(line.text) for column in region.columns for line in column)
    for column in region.columns:
        if placing:
            yield _block(_without_orphans(column), page, split=True)
        else:
            margins = (min(line.x0 for line in column), max(line.x1 for line in column))
            yield from _paragraphs(column, margins, page)


def _without_orphans(column: Iterable[Line]) -> list[Line]:
    """A column's lines, where one word in capitals alone under the widest in capitals is its end ("… VIỆT", "NAM")."""
    lines = list(column)
    widest = max((line.x1 - line.x0 for line in lines if line.text.isupper()), default=0.0)
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if (
            above
            and " " not in line.text
            and line.text.isalpha()
            and line.text.isupper()
            and above.text.isupper()
            and line.bold == above.bold
            and above.x1 - above.x0 > 0.9 * widest
            and line.top - above.bottom < 0.5 * line.size
        ):
            whole[-1] = replace(above, text=f"{above.text} {line.text}", bottom=line.bottom)
        else:
            whole.append(line)
    return whole


def _paragraphs(lines: tuple[Line, ...], margins: tuple[float, float], page: int) -> Iterator[Block]:
    """The paragraphs of running text; lines that start far to the right stay lines."""
    left, right = margins
    gaps = [gap for above, below in pairwise(lines) if (gap := below.top - above.top) > 0]
    leading = median(gaps) if gaps else 0.0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _opens_paragraph(paragraph, line, left, right, leading):
            yield _paragraph(paragraph, left, right, page)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph, left, right, page)


def _paragraph(lines: list[Line], left: float, right: float, page: int) -> Block:
    aside = all(line.x0 > left + FAR_RIGHT * (right - left) for line in lines)
    return _block(lines, page, split=aside)


def _opens_paragraph(paragraph: list[Line], line: Line, left: float, right: float, leading: float) -> bool:
    above, width = paragraph[-1], right - left
    marked = bool(LIST_MARK.match(line.text))
    finished = above.text.endswith(TERMINAL)
    full = above.x1 > right - 0.03 * width - line.first
    apart = leading > 0 and line.top - above.top > LEADING * leading
    at_margin = line.x0 < left + FIRST_LINE_INDENT
    if marked and not apart and full and not finished and at_margin and not line.bold:
        marked = paragraph[0].x0 < left + FIRST_LINE_INDENT and not line.text[2:3].islower()
    hanging = (
        bool(LIST_MARK.match(paragraph[0].text))
        and 0 < line.x0 - paragraph[0].x0 < HANGING_INDENT
        and (len(paragraph) > 1 or full)
        and not (finished and line.text[:1].isupper() and above.x1 < right - SHORT_LINE * width)
    )
    indented = line.x0 > left + FIRST_LINE_INDENT
    centred = _is_centred(line, left, right)
    room = right - above.x1 - line.first - 0.25 * line.size
    return (
        marked
        or apart
        or line.bold != above.bold
        or abs(line.size - above.size) > 0.2 * above.size
        or above.x0 - line.x0 > FAR_LEFT
        or (above.x1 < right - SHORT_LINE * width and room > 0)
        or (room > 0.02 * width and finished and line.text[:1].isupper())
        or (indented and finished and line.text[:1].isupper() and _beneath(line, paragraph))
        or (indented and not (centred or hanging) and above.x0 <= line.x0 - FIRST_LINE_INDENT)
        or (indented and not centred and _is_centred(above, left, right))
        or (centred and line.text.isupper() != above.text.isupper())
        or (centred and finished and line.text.isupper())
    )


def _beneath(line: Line, paragraph: list[Line]) -> bool:
    """Whether `line` starts under the first and only line of a paragraph, where its second would be at the margin."""
    return len(paragraph) == 1 and abs(line.x0 - paragraph[0].x0) < FIRST_LINE_INDENT / 2


def _is_centred(line: Line, left: float, right: float) -> bool:
    return abs((line.x0 - left) - (right - line.x1)) < FIRST_LINE_INDENT and line.x0 - left > FIRST_LINE_INDENT


def _block(lines: list[Line], page: int, split: bool = False) -> Block:
    texts = tuple(line.text for line in lines) if split else (joined(line.text for line in lines),)
    return Block(texts, bold=all(line.bold for line in lines), page=page)
