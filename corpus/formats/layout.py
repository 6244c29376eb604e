"""Words with their places on a page become its lines, and the columns and tables that those lines stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from statistics import median

from ..blocks import LAYOUT_CELL, clean_line
from ..vietnamese import nfc

COLUMN_GAP = 2.5
"""Two words further apart than this many times their size stand in two columns (letterhead, signature)."""

PEN_GAP = 15.0
"""The same in the line of the number, which a pen was to fill in."""

NARROW_GUTTER = 0.6
"""The same beside a row that is cut there: full lines of a letterhead come near each other."""

LANE_REACH = 4.0
"""Sizes of type within which a row of a table stands below another: two rows, or one that wraps."""

SAME_ROW = 0.4
"""Share of its size by which the foot of a word may lie off the row's."""

LETTER_SPACED = 0.6
"""Where this share of a line's words are single letters, the letters were set apart ("Đ ộ c  l ậ p")."""

NEAR, FAR = 2.2, 12.0
"""Sizes of type between two lines of one column: as in a list, and as where a signature is left room."""

CENTRED = 0.05
"""Share of the text's width by which the middle of a centred line may lie off the page's."""

TABLE_ROWS = 3
"""Rows side by side from which three columns are a table without rules."""

NUMBER_LABEL = re.compile(r"số:?", re.IGNORECASE)
ADDRESSEES = re.compile(r"kính\s+gửi", re.IGNORECASE)
"""What stands below a letterhead's columns and in none of them."""

RECIPIENTS = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
"""What opens the closing of a document, below its columns of text."""

MARK_ALONE = re.compile(r"(?:[-–+•·*✓▪➢]|\(?\d{1,2}(?:\.\d{1,2})*[.)/]|[IVXL]+[.)/]|[a-zđ]\)|[A-ZĐ]\.)")
FIGURE = re.compile(r"[\d.,%/()+-]*\d[\d.,%/()+-]*|[-–]")
NOTE_CALL = re.compile(r"[(\[]?(?:\d{1,2}|\*{1,3})[)\]]?")
NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXL]+)[.)]\s")


@dataclass(frozen=True, slots=True)
class Word:
    """One word; lengths in points (or any one unit) from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column; `first` is the width of its first word."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first: float

    @property
    def middle(self) -> float:
        """Where the line's middle stands across the page."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a page, top to bottom: running text (one column), columns side by side, or a table's rows."""

    columns: tuple[tuple[Line, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def top(self) -> float:
        """Where its first line stands."""
        return min((line.top for column in self.columns for line in column), default=0.0)


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words on one base line, each row from left to right, rows from the top."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.bottom):
        if rows and abs(word.bottom - rows[-1][0].bottom) < max(word.size, rows[-1][0].size) * SAME_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    joined: list[list[Word]] = []
    for row in rows:
        if joined and all(_calls(word, row[0]) for word in joined[-1]):
            row += [replace(word, text=f"\x0e{word.text}\x0f", bottom=row[0].bottom) for word in joined.pop()]
        joined.append(row)
    return [sorted(row, key=lambda word: word.x0) for row in joined]


def _calls(word: Word, below: Word) -> bool:
    """Whether a word of the row above is a superscript of this one, set apart from the words at its sides."""
    small = word.size <= 0.8 * below.size and NOTE_CALL.fullmatch(word.text)
    return bool(small) and word.bottom - below.top > 0.3 * below.size


def lines_of(rows: list[list[Word]]) -> list[Line]:
    """The lines of a page, parted where a column gap lies between two words of a row; from the top."""
    lines = [_line(part) for row in _with_gutters([_parts(row) for row in rows]) for part in row]
    return sorted((line for line in lines if line.text), key=lambda line: (line.top, line.x0))


def _with_gutters(rows: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """Rows in parts, a whole one cut where the row above or below it is, if a wider gap of its own lies there."""
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        for at in order:
            near = rows[at - order.step]
            if len(rows[at]) == 1 and len(near) == 2:
                rows[at] = _cut_at_gutter(rows[at][0], near)
            elif 1 < len(rows[at]) < len(fuller := _fuller(rows, at, order.step)):
                rows[at] = [cut for part in rows[at] for cut in _cut_at_lanes(part, fuller)]
    return rows


def _fuller(rows: list[list[list[Word]]], at: int, step: int) -> list[list[Word]]:
    """The row before `at`, or the one before that where it only wraps a cell."""
    near = rows[at - step]
    before = at - 2 * step
    return rows[before] if len(near) == 1 and 0 <= before < len(rows) else near


def _cut_at_lanes(part: list[Word], near: list[list[Word]]) -> list[list[Word]]:
    """A cell of a table's row cut wherever the row `near` has white between cells and this one more than a blank."""
    if abs(part[0].bottom - near[0][0].bottom) > LANE_REACH * part[0].size:
        return [part]
    lanes = [(left[-1].x1, right[0].x0) for left, right in pairwise(near)]
    parts = [[part[0]]]
    for left, right in pairwise(part):
        wide = right.x0 - left.x1 > NARROW_GUTTER * right.size
        if wide and any(left.x1 < high and right.x0 > low for low, high in lanes):
            parts.append([])
        parts[-1].append(right)
    return parts


def _cut_at_gutter(row: list[Word], near: list[list[Word]]) -> list[list[Word]]:
    """`row` in two parts if its widest gap, wider than justified text has, lies where that of the row `near` does."""
    low, high = near[0][-1].x1, near[1][0].x0
    if len(row) < 4 or abs(row[0].bottom - near[0][0].bottom) > NEAR * row[0].size:
        return [row]
    gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
    at = max(range(len(gaps)), key=gaps.__getitem__)
    beside = row[at].x1 < high and row[at + 1].x0 > low
    wide = gaps[at] > NARROW_GUTTER * row[at].size and gaps[at] > 1.5 * sorted(gaps)[-2]
    return [row[: at + 1], row[at + 1 :]] if beside and wide else [row]


def _parts(row: list[Word]) -> list[list[Word]]:
    """A row cut at its column gaps; one that was only stretched to the margins, or starts with its number, is whole."""
    parts: list[list[Word]] = [[row[0]]]
    gaps: list[float] = []
    for left, right in pairwise(row):
        gap = right.x0 - left.x1
        marked = len(parts[-1]) == 1 and len(parts) == 1 and MARK_ALONE.fullmatch(left.text) and gap < 5 * right.size
        pen = gap < PEN_GAP * right.size and _goes_on_with_number(left.text, right.text)
        if gap > COLUMN_GAP * right.size and not marked and not pen:
            parts.append([])
            gaps.append(gap)
        parts[-1].append(right)
    stretched = len(parts) > 3 and len(parts) == len(row) and max(gaps) < 1.3 * min(gaps)
    return [row] if stretched and not all(FIGURE.fullmatch(word.text) for word in row[1:]) else parts


def _goes_on_with_number(left: str, right: str) -> bool:
    """Whether the room between two words was left for the pen: "Số:      57/BC-UBND", "57      /BC-UBND"."""
    return (NUMBER_LABEL.fullmatch(left) is not None and right[:1].isdigit()) or (left.isdigit() and right[:1] == "/")


def _line(words: list[Word]) -> Line:
    joined = _close_up(words)
    return Line(
        text=clean_line(nfc(" ".join(word.text for word in joined))),
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        size=median(word.size for word in words),
        bold=all(word.bold for word in words),
        first=joined[0].x1 - joined[0].x0,
    )


def _close_up(words: list[Word]) -> list[Word]:
    """Letters that were set apart, as the words that the wider gaps between them show."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if len(words) < 5 or single < LETTER_SPACED * len(words):
        return words
    usual = median(right.x0 - left.x1 for left, right in pairwise(words))
    joined = [words[0]]
    for left, right in pairwise(words):
        if right.x0 - left.x1 > 1.6 * usual + 0.05 * right.size:
            joined.append(right)
        else:
            last = joined[-1]
            joined[-1] = Word(last.text + right.text, last.x0, right.x1, last.top, last.bottom, last.size, last.bold)
    return joined


def regions_of(lines: list[Line]) -> list[Region]:
    """The regions of a page's `lines`, which come from the top; side by side, the left column is read first."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    beside = _beside(lines)
    regions: list[Region] = []
    flow: list[Line] = []
    position = 0
    while position < len(lines):
        end, gutter = _extent(lines, position, beside, (left, right)) if position in beside else (position, 0.0)
        if end == position:
            flow.append(lines[position])
            position += 1
            continue
        group = [*_above(flow, lines[position], gutter, left + 0.4 * (right - left)), *lines[position:end]]
        position = end
        if flow:
            regions.append(Region((tuple(flow),)))
            flow = []
        regions.append(_settle(group, gutter))
    if flow:
        regions.append(Region((tuple(flow),)))
    return regions


def _beside(lines: list[Line]) -> set[int]:
    """Which lines have another at their side."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        for other in range(index + 1, len(lines)):
            below = lines[other]
            if below.top >= line.bottom:
                break
            overlap = min(line.bottom, below.bottom) - max(line.top, below.top)
            apart = below.x0 >= line.x1 or line.x0 >= below.x1
            if apart and overlap > 0.3 * min(line.bottom - line.top, below.bottom - below.top):
                found |= {index, other}
    return found


def _extent(lines: list[Line], start: int, beside: set[int], margins: tuple[float, float]) -> tuple[int, float]:
    """Where the region that opens at `start` ends (there, if none does), and where its gutter lies."""
    bands = _bands([list(takewhile(lambda line: line.top < lines[start].bottom, islice(lines, start, None)))])
    if len(bands) < 2:
        return start, 0.0
    low, high = bands[0][1], bands[1][0]
    end = start
    sides: dict[bool, list[Line]] = {False: [], True: []}
    for index in range(start, len(lines)):
        line = lines[index]
        on_right = line.x0 > low and (line.middle > (low + high) / 2 or line.x1 > high)
        if not on_right and sides[False] and RECIPIENTS.match(line.text):
            while end > start and lines[end - 1].bottom > line.top:
                end -= 1
            break
        if (not on_right and line.x1 >= high) or (index not in beside and ADDRESSEES.match(line.text)):
            break
        if index not in beside and not _belongs(line, sides[on_right], on_right, margins, lines[index - 1]):
            break
        low, high = (low, min(high, line.x0)) if on_right else (max(low, line.x1), high)
        sides[on_right].append(line)
        end = index + 1
    return end, (low + high) / 2


def _belongs(line: Line, column: list[Line], on_right: bool, margins: tuple[float, float], previous: Line) -> bool:
    """Whether a line with none at its side goes on with the column it stands under."""
    left, right = margins
    if not column or abs(line.middle - (left + right) / 2) < CENTRED * (right - left):
        return False
    gap = line.top - column[-1].bottom
    if on_right:
        under = line.x0 < max(above.x1 for above in column) and min(above.x0 for above in column) < line.x1 + line.size
        return under and gap < FAR * line.size
    return gap < NEAR * line.size and not NUMBERED.match(line.text) and line.top - previous.bottom < NEAR * line.size


def _above(flow: list[Line], first: Line, gutter: float, far_right: float) -> list[Line]:
    """The lines of the right column that stand higher than any of the left; taken off the end of `flow`."""
    taken: list[Line] = []
    below = first
    while flow and flow[-1].x0 > max(gutter, far_right) and below.top - flow[-1].bottom < NEAR * below.size:
        below = flow.pop()
        taken.insert(0, below)
    return taken


def _settle(group: list[Line], gutter: float) -> Region:
    """The region that lines side by side make: a table's rows, or two columns (the right one perhaps several)."""
    placing = any(LAYOUT_CELL.search(line.text) for line in group)
    rows = () if placing else _table_rows(group)
    if rows:
        return Region((tuple(group),), rows)
    columns: list[tuple[Line, ...]] = []
    for side in (
        [line for line in group if line.middle <= gutter],
        [line for line in group if line.middle > gutter],
    ):
        further = regions_of(side) if len(side) < len(group) else [Region((tuple(side),))]
        if all(len(region.columns) == 1 and not region.rows for region in further):
            columns.append(tuple(side))
        else:
            columns.extend(column for region in further for column in region.columns)
    return Region(tuple(column for column in columns if column))


def _table_rows(group: list[Line]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table drawn without rules; none if the lines are columns of text."""
    visual = list(_visual_rows(group))
    full = [row for row in visual if len(row) == max(map(len, visual))]
    bands = _bands(full)
    if len(full) < TABLE_ROWS or len(bands) < 2:
        return ()
    figures = sum(bool(FIGURE.fullmatch(row[-1].text)) for row in full)
    if len(bands) == 2 and figures < len(full) - 1:
        return ()
    rows: list[list[list[str]]] = []
    for row in visual:
        cells: list[list[str]] = [[] for _ in bands]
        for line in row:
            cells[_band(line, bands)].append(line.text)
        wrapped = not any(cells[1:]) and not cells[0][0][:1].isupper() if cells[0] else True
        if rows and wrapped:
            rows[-1] = [above + below for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return tuple(tuple(" ".join(cell) for cell in row) for row in rows)


def _visual_rows(group: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in sorted(group, key=lambda line: line.bottom):
        if row and line.bottom - row[0].bottom > SAME_ROW * line.size:
            yield sorted(row, key=lambda line: line.x0)
            row = []
        row.append(line)
    yield sorted(row, key=lambda line: line.x0)


def _bands(rows: list[list[Line]]) -> list[tuple[float, float]]:
    """The stretches across the page that the cells of `rows` fill, with white between them."""
    bands: list[tuple[float, float]] = []
    for x0, x1 in sorted((line.x0, line.x1) for row in rows for line in row):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def _band(line: Line, bands: list[tuple[float, float]]) -> int:
    return max(range(len(bands)), key=lambda index: min(line.x1, bands[index][1]) - max(line.x0, bands[index][0]))
