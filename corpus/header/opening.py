"""What stands above a document's body: letterhead, tên loại and trích yếu, in whatever order a format gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..blocks import Block
from ..vietnamese import fold
from .letterhead import SUBJECT, cells, is_formal, number_of, plain
from .title import GROUNDS, Attribution, attribution, title_above_grounds, unfinished
from .type_line import ENACTED_TYPES, read_type_line, type_of_symbol

ADDRESSEE = re.compile(r"^k[ií]nh\s+g[ửưu][iỉ]\s*:?", re.IGNORECASE)
NUMBERED = re.compile(
    r"^(?!V/v\b)(?:[IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)(?:\s*[.)/:]\s*\S|\s?[-–]\s+\S)|^(?:PHẦN|CHƯƠNG|Phần|Chương|Mục|Điều)\s+\S"
)
BODY_OPENING = re.compile(
    r"^(?:thực\s+hiện|căn\s+cứ|ngày|trong|năm|qua|triển\s+khai|theo|tiếp\s+tục|nhằm|để|ủy\s+ban\s+nhân\s+dân|uỷ\s+ban"
    r"|ubnd|ban\s+thường\s+vụ|huyện\s+ủy|đảng\s+ủy|sở|phòng|được\s+sự|sau\s+khi|từ)\b",
    re.IGNORECASE,
)
SUBTITLE = re.compile(r"^\(.{3,200}\)$")
"""A note under the title: "(Số liệu từ ngày 15/12/2021 đến ngày 14/6/2022)"."""

TITLE_LINE_LENGTH = 160
"""Characters; a longer line under the document's type is its first paragraph."""

TITLE_LINES = 6
LONG_TITLE = 300
"""Characters of a line that a kính gửi below it shows to be of the title."""

LETTERHEAD_LINES = 40
SUBJECT_LINES = 6
NOT_SAID = Attribution()


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the body, and all that follows."""

    letterhead: list[Block]
    rest: list[Block]
    doc_type: str | None = None
    title: tuple[str, ...] = ()
    attribution: Attribution = NOT_SAID
    authority: str = ""


def read_opening(blocks: list[Block]) -> Opening:
    """Letterhead, document type, title lines, and all that follows."""
    found = _type_line(blocks)
    if found is None:
        return _opening_without_type(blocks)
    index, line_index, cell_index, doc_type, on_its_line = found
    block = blocks[index]
    letterhead = _celled(blocks[:index])
    above = [*_cells_of(block.lines[:line_index]), *cells(block.lines[line_index])[:cell_index]]
    if above:
        letterhead = [*letterhead, replace(block, lines=tuple(above))]
    below = block.lines[line_index + 1 :]
    rest = [*([replace(block, lines=below)] if below else []), *blocks[index + 1 :]]
    first = [on_its_line] if on_its_line else []
    enacted = title_above_grounds(first, _first_lines(rest)) if doc_type in ENACTED_TYPES else None
    if enacted:
        title, authority, remarks, taken = enacted
        said, title = attribution(title, doc_type)
        letterhead += [Block((remark,)) for remark in remarks]
        return Opening(letterhead, without_lines(rest, taken), doc_type, title, said, authority)
    if doc_type in ENACTED_TYPES and (not first or first[0].isupper()):
        while rest and len(rest[0].lines) == 1 and _in_capitals_too(rest[0].lines[0], first):
            first, rest = [*first, rest[0].lines[0]], rest[1:]
    alone = bool(first) and not attribution(tuple(first), doc_type)[1]
    title_lines, notes, rest = _title([] if alone else first, rest)
    said, title = attribution((*first, *title_lines) if alone else tuple(title_lines), doc_type)
    return Opening([*letterhead, *notes], rest, doc_type, title, said)


def _in_capitals_too(line: str, title: list[str]) -> bool:
    return line.isupper() and len(title) < TITLE_LINES and _is_title_line(line, title)


def _title(title: list[str], rest: list[Block]) -> tuple[list[str], list[Block], list[Block]]:
    """The title's lines, the notes under it, and all that follows."""
    while rest and _continues_title(rest[0], title):
        taken = 0
        for line in rest[0].lines:
            if not _is_title_line(line, title):
                break
            title.append(line)
            taken += 1
        left = rest[0].lines[taken:]
        rest = [replace(rest[0], lines=left), *rest[1:]] if left else rest[1:]
        if left:
            break
    between = _before_addressees(rest)
    title += [line for line in between if not SUBTITLE.match(line)]
    notes = [Block((line,)) for line in between if SUBTITLE.match(line)]
    rest = without_lines(rest, len(between))
    if rest and SUBTITLE.match(" ".join(rest[0].lines)):
        notes, rest = [*notes, rest[0]], rest[1:]
    return title, notes, rest


def _type_line(blocks: list[Block]) -> tuple[int, int, int, str, str] | None:
    """Block, line and cell of the document's type, the type, and what follows it on its line."""
    above, formal, subject = "", True, False
    for index, line_index, line in lines_of(blocks):
        if index > LETTERHEAD_LINES or _seen(blocks, index, line_index) > LETTERHEAD_LINES:
            return None
        if (subject and ADDRESSEE.match(line)) or GROUNDS.match(line):
            return None
        whole = read_type_line(plain(line), above, formal)
        if whole:
            return index, line_index, 0, *whole
        for cell_index, cell in enumerate(cells(line)):
            found = read_type_line(cell, above, formal)
            if found:
                return index, line_index, cell_index, *found
            subject = subject or SUBJECT.match(cell) is not None
            formal = (formal and bool(above)) or is_formal(cell)
            above = fold(cell)
    return None


def lines_of(blocks: list[Block]) -> Iterator[tuple[int, int, str]]:
    """Each line with its block's position and its own."""
    return ((index, at, line) for index, block in enumerate(blocks) for at, line in enumerate(block.lines))


def _cells_of(lines: tuple[str, ...]) -> list[str]:
    return [cell for line in lines for cell in cells(line)]


def _celled(blocks: list[Block]) -> list[Block]:
    """`blocks` of a letterhead with each cell on its own line."""
    return [replace(block, lines=tuple(found)) for block in blocks if (found := _cells_of(block.lines))]


def _first_lines(blocks: list[Block]) -> list[str]:
    return [line for block in blocks[:LETTERHEAD_LINES] for line in block.lines][:LETTERHEAD_LINES]


def _opening_without_type(blocks: list[Block]) -> Opening:
    """A công văn, known by the subject under its number or its kính gửi; what its symbol tells; a fragment."""
    lines = _first_lines(blocks)
    until = next((at for at, line in enumerate(lines) if ADDRESSEE.match(line)), None)
    count = sum(len(block.lines) for block in blocks[: _letterhead_length(blocks)])
    grounds = next((at for at, line in enumerate(lines) if GROUNDS.match(line)), None)
    head = _cells_of(tuple(lines[: count if until is None else until]))
    number = next((found for line in head if (found := number_of(line)) is not None), None)
    subject = _subject(head)
    if number is None or (until is None and not subject and not grounds):
        return Opening(_celled(blocks[: _letterhead_length(blocks)]), blocks[_letterhead_length(blocks) :])
    doc_type = type_of_symbol(number)
    if (subject and until is not None) or (doc_type is None and (subject or until is not None)):
        doc_type = "Công văn"
    taken = until if until is not None else grounds if grounds is not None and not subject else count
    head = _cells_of(tuple(lines[:taken]))
    return Opening([Block((line,)) for line in head], without_lines(blocks, taken), doc_type, tuple(_subject(head)))


def _subject(head: list[str]) -> list[str]:
    """The lines of the trích yếu under the number of a công văn."""
    start = next((at for at, line in enumerate(head) if SUBJECT.match(line)), None)
    if start is None:
        return []
    found = [head[start]]
    for line in head[start + 1 : start + SUBJECT_LINES]:
        if is_formal(line) or ADDRESSEE.match(line) or (line.isupper() and not found[-1].isupper()):
            break
        found.append(line)
    return found


def _letterhead_length(blocks: list[Block]) -> int:
    """How many blocks before the first heading or long line; a document without a type has a short head."""
    for index, block in enumerate(blocks[:9]):
        if any(len(line) > 100 or NUMBERED.match(line) or BODY_OPENING.match(line) for line in block.lines):
            return index
    return 0


def _seen(blocks: list[Block], index: int, line_index: int) -> int:
    return sum(len(block.lines) for block in blocks[:index]) + line_index


def _continues_title(block: Block, title: list[str]) -> bool:
    first = block.lines[0]
    if block.kind == "row" or not _is_title_line(first, title):
        return False
    return not title or block.bold or block.kind == "heading" or not first[:1].isupper() or unfinished(title[-1])


def _is_title_line(line: str, title: list[str]) -> bool:
    if ADDRESSEE.match(line) or NUMBERED.match(line) or line.startswith(("-", "+", "•", "(")):
        return False
    if len(line) > TITLE_LINE_LENGTH or line.endswith((".", ":", ";")):
        return False
    return not (title and BODY_OPENING.match(line) and len(line) > 90)


def _before_addressees(blocks: list[Block]) -> list[str]:
    """The lines above the kính gửi, all of the trích yếu whatever their form; none if there is no kính gửi near."""
    found: list[str] = []
    for line in (line for block in blocks[:TITLE_LINES] for line in block.lines):
        if ADDRESSEE.match(line):
            return found
        if len(found) == TITLE_LINES or len(line) > LONG_TITLE or NUMBERED.match(line) or line.endswith((":", "!")):
            break
        found.append(line)
    return []


def without_lines(blocks: list[Block], count: int) -> list[Block]:
    """`blocks` without their first `count` lines."""
    for at, block in enumerate(blocks):
        if count < len(block.lines):
            return [replace(block, lines=block.lines[count:]), *blocks[at + 1 :]] if count else blocks[at:]
        count -= len(block.lines)
    return []
