"""What stands above a document's body: letterhead, tên loại and trích yếu, in whatever order a format gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..blocks import Block
from ..vietnamese import fold
from .agency_lines import LETTERHEAD_AGENCY
from .letterhead import SUBJECT, cells, is_formal, number_of, plain
from .title import GROUNDS, NOT_SAID, Attribution, attribution, title_above_grounds, unfinished
from .type_by_place import PlacedType, letterhead_end, type_by_place
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

NOTE_BLOCKS = 3
TITLE_LINE_LENGTH = 160
"""Characters; a longer line under the document's type is its first paragraph."""

ANNOUNCES = re.compile(r"\b(?:như\s+sau|sau\s+đây|dưới\s+đây|gồm|báo\s+cáo|là)\s*:$", re.IGNORECASE)
"""The end of a sentence that announces what follows; no title ends so."""

OPENS_TITLE = re.compile(
    r"(?:v/v|về|kết\s+quả|tình\s+hình|tổng\s+kết|sơ\s+kết|công\s+tác|việc|đánh\s+giá|hướng\s+dẫn|quy\s+định|ban\s+hành"
    r"|phê\s+duyệt|sửa\s+đổi|bổ\s+sung|góp\s+ý|rà\s+soát|phương\s+hướng)\b",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"(?:bảng\s+)?mục\s+lục\b", re.IGNORECASE)
KIND_WORDS = 2
"""Words at most that, in capitals on the type's line, only say its kind: the title stands below "BÁO CÁO SƠ KẾT"."""

LONGEST_UNDER_KIND = 60
"""Characters of a line below such a kind that opens as a body does: "Năm học 2023 - 2024"."""

TITLE_LINES = 6
MOST_TITLE_LINES = 20
"""More lines under a type are no title, whatever they look like."""

LONG_TITLE = 300
"""Characters of a line that a kính gửi below it shows to be of the title."""

JOINTLY = re.compile(r"liên\s+(?:tịch|bộ|ngành)\b", re.IGNORECASE)
LONG_HEAD = 100
"""Characters; a longer line is of the body."""

LETTERHEAD_LINES = 40
SUBJECT_LINES = 6


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
    placed = type_by_place(blocks)
    if placed and (found is None or _comes_first(placed, found, blocks)):
        found = placed
    if found is None:
        return _opening_without_type(blocks)
    index, line_index, cell_index = found.index, found.line, found.cell
    doc_type, on_its_line = found.doc_type, found.rest
    block = blocks[index]
    letterhead = _celled(blocks[:index])
    above = [*_cells_of(block.lines[:line_index]), *cells(block.lines[line_index])[:cell_index]]
    if above:
        letterhead = [*letterhead, replace(block, lines=tuple(above))]
    below = block.lines[line_index + 1 :]
    rest = [*([replace(block, lines=below)] if below else []), *blocks[index + 1 :]]
    first = [on_its_line] if on_its_line else []
    doc_type, first, rest = _issued_jointly(doc_type, first, rest)
    enacted = title_above_grounds(first, _first_lines(rest)) if doc_type in ENACTED_TYPES else None
    if enacted:
        title, authority, remarks, taken = enacted
        said, title = attribution(title, doc_type or "")
        letterhead += [Block((remark,)) for remark in remarks]
        return Opening(letterhead, without_lines(rest, taken), doc_type, title, said, authority)
    if doc_type in ENACTED_TYPES and (not first or first[0].isupper()):
        while rest and len(rest[0].lines) == 1 and _in_capitals_too(rest[0].lines[0], first):
            first, rest = [*first, rest[0].lines[0]], rest[1:]
    note = _first_line(rest)
    if not first and SUBTITLE.match(note) and OPENS_TITLE.match(_first_line(without_lines(rest, 1))):
        letterhead, rest = [*letterhead, Block((note,))], without_lines(rest, 1)
    alone = bool(first) and not attribution(tuple(first), doc_type or "")[1]
    title_lines, notes, rest = _title([] if alone else first, rest)
    said, title = attribution((*first, *title_lines) if alone else tuple(title_lines), doc_type or "")
    return Opening([*letterhead, *notes], rest, doc_type, title, said)


def _issued_jointly(
    doc_type: str | None, first: list[str], rest: list[Block]
) -> tuple[str | None, list[str], list[Block]]:
    """The type with "LIÊN TỊCH" below it or after it on its line, and what is left there."""
    line = first[0] if first else _first_line(rest)
    joint = JOINTLY.match(line)
    whole = f"{doc_type} {joint[0].lower()}" if joint and doc_type else ""
    if joint is None or whole not in ENACTED_TYPES:
        return doc_type, first, rest
    left = line[joint.end() :].lstrip(" :")
    if not first:
        rest = without_lines(rest, 1)
    return whole, [left] if left else [], rest


def _in_capitals_too(line: str, title: list[str]) -> bool:
    return line.isupper() and len(title) < TITLE_LINES and _is_title_line(line, title, "")


def _title(title: list[str], rest: list[Block]) -> tuple[list[str], list[Block], list[Block]]:
    """The title's lines, the notes under it, and all that follows."""
    while rest and len(title) < MOST_TITLE_LINES and _continues_title(rest[0], title, rest[1:]):
        taken = 0
        for line, below in pairwise([*rest[0].lines, _first_line(rest[1:])]):
            if len(title) == MOST_TITLE_LINES or not _is_title_line(line, title, below):
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
    note = _note(rest)
    return title, [*notes, *note], without_lines(rest, sum(len(block.lines) for block in note))


def _note(rest: list[Block]) -> list[Block]:
    """The note in brackets that `rest` opens with, over one block or more; none if its bracket does not close."""
    for count in range(1, min(NOTE_BLOCKS, len(rest)) + 1):
        lines = tuple(line for block in rest[:count] for line in block.lines)
        if SUBTITLE.match(" ".join(lines)):
            return [Block(lines)]
        if not lines[0].startswith("("):
            break
    return []


def _comes_first(placed: PlacedType, listed: PlacedType, blocks: list[Block]) -> bool:
    """Whether what stands in the type's place is it, and not the listed type below it: text has begun between them."""
    start, end = _seen(blocks, placed.index, placed.line) + 1, _seen(blocks, listed.index, listed.line)
    between = [line for _, _, line in lines_of(blocks)][start:end]
    return any(len(line) > LONG_HEAD or NUMBERED.match(line) or BODY_OPENING.match(line) for line in between)


def _type_line(blocks: list[Block]) -> PlacedType | None:
    """The document's type, where it is one that laws name."""
    above, formal, subject = "", True, False
    for index, line_index, line in lines_of(blocks):
        if index > LETTERHEAD_LINES or _seen(blocks, index, line_index) > LETTERHEAD_LINES:
            return None
        if (subject and ADDRESSEE.match(line)) or GROUNDS.match(line):
            return None
        whole = read_type_line(plain(line), above, formal)
        if whole:
            return PlacedType(index, line_index, 0, *whole)
        for cell_index, cell in enumerate(cells(line)):
            found = read_type_line(cell, above, formal)
            if found:
                return PlacedType(index, line_index, cell_index, *found)
            subject = subject or SUBJECT.match(cell) is not None
            formal = is_formal(cell) or (formal and (bool(above) or LETTERHEAD_AGENCY.match(cell) is not None))
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
    marked = letterhead_end(blocks)
    if (number is None and not marked) or (until is None and not subject and not grounds):
        if marked:
            head = _cells_of(tuple(lines[:marked]))
            return Opening([Block((line,)) for line in head], without_lines(blocks, marked))
        return Opening(_celled(blocks[: _letterhead_length(blocks)]), blocks[_letterhead_length(blocks) :])
    doc_type = type_of_symbol(number or "")
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


def _first_line(blocks: list[Block]) -> str:
    return blocks[0].lines[0] if blocks else ""


def _continues_title(block: Block, title: list[str], below: list[Block]) -> bool:
    first = block.lines[0]
    if block.kind == "row" or not _is_title_line(first, title, [*block.lines[1:], _first_line(below)][0]):
        return False
    if not title:
        return True
    emphasised = block.bold or block.kind == "heading"
    if _says_a_kind(title) and not first.isupper() and not first.endswith(("!", ".")):
        return not BODY_OPENING.match(first) or len(first) <= LONGEST_UNDER_KIND
    return emphasised or not first[:1].isupper() or unfinished(title[-1]) or title[-1].endswith((";", ":"))


def _says_a_kind(title: list[str]) -> bool:
    return len(title) == 1 and title[0].isupper() and len(title[0].split()) <= KIND_WORDS


def _is_title_line(line: str, title: list[str], below: str) -> bool:
    """Whether `line`, with `below` under it, is of the title whose lines so far are `title`."""
    if ADDRESSEE.match(line) or NUMBERED.match(line) or CONTENTS.match(line) or line.startswith(("-", "+", "•", "(")):
        return False
    if len(line) > TITLE_LINE_LENGTH or (title and title[-1].endswith(".")):
        return False
    opens_body = BODY_OPENING.match(line) is not None and not (title and unfinished(title[-1]))
    if line.endswith(":"):
        return not opens_body and not ANNOUNCES.search(line) and bool(below) and _is_title_line(below, [line], "")
    if line.endswith(";"):
        return not opens_body and (below[:1].islower() or OPENS_TITLE.match(below) is not None)
    if line.endswith("."):
        ends = OPENS_TITLE.match(line) or (title and not line[:1].isupper())
        return not opens_body and bool(ends or _opens_body(below))
    return not (title and opens_body and len(line) > 90)


def _opens_body(line: str) -> bool:
    """Whether `line` can be nothing of a title: what stands above it may be, whatever its last mark."""
    return any(pattern.match(line) for pattern in (ADDRESSEE, NUMBERED, GROUNDS)) or (
        BODY_OPENING.match(line) is not None and len(line) > LONG_HEAD
    )


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
