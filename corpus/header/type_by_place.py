"""The tên loại by where it stands: the first line in capitals below a letterhead, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..blocks import Block
from ..vietnamese import fold
from .agency_lines import LETTERHEAD_AGENCY
from .letterhead import PLACE_LINE, PLACE_LINE_BARE, SUBJECT, cells, is_formal, is_motto, number_of

Mark = Literal["motto", "number", "date"]

MARKS = 2
"""Of motto, number and date, so many make a letterhead."""

REACH = 40
"""Lines from the beginning in which a letterhead may stand."""

RUNNING = 100
"""Characters; a longer line is running text, and no part of what stands above the body."""

LONGEST_TYPE, LONGEST_PAPER = 4, 7
"""Words of a type that is on no list; more where its first word says that it is one: "Phiếu đề nghị thanh toán"."""

PAPER = re.compile(r"(?:ban|giay|phieu|don|thu|bieu|bang|lich|bai)\s")

OTHER_TYPES = (
    "Thư mời", "Thư ngỏ", "Thư kêu gọi", "Thư cảm ơn", "Bản kiểm điểm", "Bản tự kiểm điểm", "Bản cam kết",
    "Bản quy định", "Bản thuyết minh", "Bản tin", "Bản tường trình", "Bản nhận xét", "Bản đăng ký", "Đề cương",
    "Phiếu trình", "Phiếu đề nghị", "Phiếu xin ý kiến", "Phiếu giao việc", "Phiếu đánh giá", "Tham luận",
    "Quy trình", "Quy ước", "Hương ước", "Nội quy", "Lịch công tác", "Lịch tiếp công dân", "Danh sách", "Danh mục",
    "Diễn văn", "Bài phát biểu", "Giấy xác nhận", "Giấy chứng nhận", "Giấy đề nghị", "Giấy biên nhận", "Giấy đi đường",
    "Đơn đề nghị", "Đơn xin", "Dự toán", "Quyết toán", "Bảng tổng hợp", "Bảng kê", "Biểu tổng hợp", "Chuyên đề",
    "Thể lệ", "Cam kết", "Giao ước thi đua", "Kịch bản", "Thông điệp", "Văn bản", "Công bố", "Nhận xét", "Lý lịch",
)  # fmt: skip
"""What offices write besides the types that laws name; the list only tells where such a type ends on its line."""

BY_FOLDED = {fold(name): name for name in OTHER_TYPES}
OTHER_OPENING = re.compile(rf"(?:{'|'.join(sorted(BY_FOLDED, key=len, reverse=True))})(?=\s|$|[:.])")
TITLE_WORD = re.compile(
    r"(?<!,)\s+(?=(?:ve|v/v|ket qua|cong tac|tong ket|so ket|thuc hien|tinh hinh|trien khai|nam|quy|thang|cua|cho|tai"
    r"|hoat dong|danh gia|phuong huong|ra soat|gop y|to chuc|xay dung)\b)"
)
"""What opens a title on the line of its type."""

NO_TYPE = re.compile(r"(?:tai lieu|so den|den\b|cong van den|trang|ngay den|mat\b|noi nhan|kinh gui)")
HEADING = re.compile(r"(?:[IVXL]+|[A-ZĐ]|\d{1,2})\s*[.)/:-]|(?:PHẦN|CHƯƠNG|MỤC|ĐIỀU|PHỤ LỤC)\s")


@dataclass(frozen=True, slots=True)
class PlacedType:
    """A line that stands where the type does: block, line and cell, the type, None where it is only a title, and the
    rest of the line.
    """

    index: int
    line: int
    cell: int
    doc_type: str | None
    rest: str


def mark_of(cell: str) -> Mark | None:
    """Which mark of a letterhead a cell is."""
    if is_motto(cell):
        return "motto"
    if PLACE_LINE.match(cell) or PLACE_LINE_BARE.match(cell):
        return "date"
    labelled = re.match(r"s[ốôo]\s*:", cell, re.IGNORECASE) is not None
    return "number" if labelled or number_of(cell) is not None else None


def letterhead_end(blocks: list[Block]) -> int:
    """How many lines, from the first, end in the last mark of a letterhead; 0 where there is none."""
    end = 0
    marks: set[Mark] = set()
    for at, line in enumerate(_head_lines(blocks), 1):
        found = {mark for cell in cells(line) if (mark := mark_of(cell))}
        marks |= found
        end = at if found else end
    return end if len(marks) >= MARKS else 0


def type_by_place(blocks: list[Block]) -> PlacedType | None:
    """What stands where the type does; None where there is no letterhead, or nothing in capitals below it."""
    head = list(_head(blocks))
    marked = [at for at, (*_, cell) in enumerate(head) if mark_of(cell)]
    if len({mark_of(head[at][-1]) for at in marked}) < MARKS:
        return None
    for index, line, cell_index, cell in head[marked[-1] + 1 :]:
        if SUBJECT.match(cell):
            return None
        if _may_be_type(cell):
            return PlacedType(index, line, cell_index, *_parted(cell))
    return None


def _head_lines(blocks: list[Block]) -> Iterator[str]:
    """The lines above the first of running text."""
    lines = (line for block in blocks if block.kind != "row" for line in block.lines)
    for count, line in enumerate(lines):
        opens_body = len(line) > 2 * RUNNING or HEADING.match(line) or fold(line[:8]).startswith("kinh gui")
        if (
            count == REACH
            or opens_body
            or (line.endswith((".", ":")) and not line.isupper() and len(line) > RUNNING / 2)
        ):
            return
        yield line


def _head(blocks: list[Block]) -> Iterator[tuple[int, int, int, str]]:
    left = sum(1 for _ in _head_lines(blocks))
    for index, block in enumerate(blocks):
        for at, line in enumerate(block.lines):
            if not left or block.kind == "row":
                return
            left -= 1
            yield from ((index, at, place, cell) for place, cell in enumerate(cells(line)))


def _may_be_type(cell: str) -> bool:
    if not cell.isupper() or len(cell) > RUNNING or not re.search(r"[^\W\d]{2}", cell) or cell.startswith("("):
        return False
    folded = fold(cell)
    return not (LETTERHEAD_AGENCY.match(cell) or is_formal(cell) or NO_TYPE.match(folded))


def _parted(cell: str) -> tuple[str | None, str]:
    """The type that `cell` says, and the rest of it."""
    folded = fold(cell)
    known = OTHER_OPENING.match(folded)
    if known and len(folded) == len(cell):
        return BY_FOLDED[known[0]], cell[known.end() :].strip(" :.")
    title = TITLE_WORD.search(folded) if len(folded) == len(cell) else None
    end = title.start() if title else len(cell)
    name = cell[:end].strip(" :.")
    longest = LONGEST_PAPER if PAPER.match(folded) else LONGEST_TYPE
    if not 0 < len(name.split()) <= longest:
        return None, cell
    return f"{name[0]}{name[1:].lower()}", cell[end:].strip(" :.")
