"""A document's three parts: what stands above its body, the body, and what closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.blocks import Block
from corpus.vietnamese import UPPER

DOC_TYPES = (
    "Báo cáo",
    "Quyết định",
    "Kế hoạch",
    "Nghị quyết",
    "Chỉ thị",
    "Thông báo",
    "Tờ trình",
    "Chương trình",
    "Hướng dẫn",
    "Đề án",
    "Phương án",
    "Kết luận",
    "Quy chế",
    "Quy định",
    "Thông tri",
    "Công điện",
    "Biên bản",
)
"""Tên loại văn bản (Nghị định 30/2020/NĐ-CP, Điều 7) that an archive of reports meets."""

KINDS_OF_REPORT = (
    "NHANH",
    "TÓM TẮT",
    "BỔ SUNG",
    "CHUYÊN ĐỀ",
    "ĐỘT XUẤT",
    "SƠ BỘ",
    "GIẢI TRÌNH",
    "THẨM TRA",
    "CHÍNH TRỊ",
)
"""Words that, alone after the type on its line, belong to it: "BÁO CÁO NHANH"."""

DOC_TYPE_LINE = re.compile(
    rf"^({'|'.join(name.upper() for name in DOC_TYPES)})(?=\s|$|[:.])"
    rf"(?:\s+(?:{'|'.join(KINDS_OF_REPORT)})(?:\s+SỐ\s+\d+)?$)?"
    r"\s*[:.]?\s*(.*)$"
)
ADDRESSEE = re.compile(r"^kính\s+gửi\s*:?", re.IGNORECASE)
RECIPIENTS = re.compile(r"^nơi\s+nhận\s*:?", re.IGNORECASE)
SIGNER_ROLES = (
    "Phó Chủ tịch Thường trực", "Phó Chủ tịch", "Chủ tịch", "Phó Tổng Giám đốc", "Tổng Giám đốc",
    "Phó Giám đốc Thường trực", "Phó Giám đốc", "Giám đốc", "Phó Bí thư Thường trực", "Phó Bí thư", "Bí thư",
    "Phó Trưởng phòng", "Trưởng phòng", "Phó Trưởng ban Thường trực", "Phó Trưởng ban", "Trưởng ban",
    "Phó Chánh Văn phòng", "Chánh Văn phòng", "Phó Chánh Thanh tra", "Chánh Thanh tra", "Phó Chánh án", "Chánh án",
    "Phó Chi cục trưởng", "Chi cục trưởng", "Phó Tổng cục trưởng", "Tổng cục trưởng", "Phó Cục trưởng", "Cục trưởng",
    "Phó Vụ trưởng", "Vụ trưởng", "Phó Viện trưởng", "Viện trưởng", "Phó Hiệu trưởng", "Hiệu trưởng",
    "Phó Trưởng Công an", "Trưởng Công an", "Phó Trưởng đoàn", "Trưởng đoàn", "Phó Chỉ huy trưởng", "Chỉ huy trưởng",
    "Hạt trưởng", "Trạm trưởng", "Đội trưởng", "Thứ trưởng", "Bộ trưởng",
)  # fmt: skip
SIGNING = re.compile(
    rf"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TUN|Q)(?:\s*\.\s*|\s+)[{UPPER}]"
    rf"|^(?:Q\.\s*|QUYỀN\s+)?(?:{'|'.join(role.upper() for role in SIGNER_ROLES)})(?:\s+[{UPPER}\s,-]+)?$"
)
"""Quyền hạn, chức vụ của người ký: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC"."""

APPENDIX = re.compile(r"^phụ\s+lục\b", re.IGNORECASE)
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
CLOSING_LINES = 40
CLOSING_LINE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's parts, each a run of blocks; any of them may be empty.

    Attributes:
        letterhead: above the document's type.
        doc_type: tên loại as printed ("BÁO CÁO"); None if there is none.
        title: the lines of the trích yếu.
        addressees: the lines of the kính gửi, without its label.
        body: what the report says.
        closing: nơi nhận and signature.
    """

    letterhead: tuple[Block, ...]
    doc_type: str | None
    title: tuple[str, ...]
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    closing: tuple[Block, ...]


def divide(blocks: list[Block]) -> Parts:
    """The parts of the document in `blocks`."""
    letterhead, doc_type, title, rest = _opening(blocks)
    addressees, rest = _addressees(rest)
    body, closing = _closing(rest)
    return Parts(tuple(letterhead), doc_type, tuple(title), tuple(addressees), tuple(body), tuple(closing))


def _opening(blocks: list[Block]) -> tuple[list[Block], str | None, list[str], list[Block]]:
    """Letterhead, document type, title lines, and all that follows."""
    position = _doc_type_position(blocks)
    if position is None:
        return *_letterhead_without_type(blocks), [], blocks[_letterhead_length(blocks) :]
    index, line_index = position
    block = blocks[index]
    match = DOC_TYPE_LINE.match(block.lines[line_index])
    assert match is not None
    letterhead = blocks[:index]
    if line_index:
        letterhead = [*letterhead, replace(block, lines=block.lines[:line_index])]
    title = [match[2]] if match[2] else []
    rest = blocks[index + 1 :]
    if block.lines[line_index + 1 :]:
        rest = [replace(block, lines=block.lines[line_index + 1 :]), *rest]
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
    letterhead = [*letterhead, *(Block((line,)) for line in between if SUBTITLE.match(line))]
    rest = _without_lines(rest, len(between))
    if rest and SUBTITLE.match(" ".join(rest[0].lines)):
        letterhead, rest = [*letterhead, rest[0]], rest[1:]
    return letterhead, match[1], title, rest


def _doc_type_position(blocks: list[Block]) -> tuple[int, int] | None:
    seen = 0
    for index, block in enumerate(blocks):
        for line_index, line in enumerate(block.lines):
            if DOC_TYPE_LINE.match(line):
                return index, line_index
            seen += 1
        if seen > LETTERHEAD_LINES:
            break
    return None


def _letterhead_length(blocks: list[Block]) -> int:
    """How many blocks before the first heading or long line; a document without a type has a short head."""
    for index, block in enumerate(blocks[:12]):
        if any(len(line) > 100 or NUMBERED.match(line) or BODY_OPENING.match(line) for line in block.lines):
            return 0 if index > 8 else index
    return 0


def _letterhead_without_type(blocks: list[Block]) -> tuple[list[Block], None]:
    return blocks[: _letterhead_length(blocks)], None


def _continues_title(block: Block, title: list[str]) -> bool:
    first = block.lines[0]
    if block.kind == "row" or not _is_title_line(first, title):
        return False
    return not title or block.bold or block.kind == "heading" or not first[:1].isupper() or _unfinished(title[-1])


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


def _without_lines(blocks: list[Block], count: int) -> list[Block]:
    """`blocks` without their first `count` lines."""
    rest = blocks
    while count and rest:
        left = rest[0].lines[count:]
        count -= min(count, len(rest[0].lines))
        rest = [replace(rest[0], lines=left), *rest[1:]] if left else rest[1:]
    return rest


def _unfinished(line: str) -> bool:
    """Whether a title line ends in a word or mark that wants another."""
    return line.endswith((",", "-", "–")) or line.lower().rsplit(maxsplit=1)[-1] in {
        "và", "của", "về", "các", "tại", "trên", "trong", "năm", "tháng", "với", "cho", "từ", "đến", "huyện", "xã",
    }  # fmt: skip


def _addressees(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """The lines after "Kính gửi:" and what follows them."""
    if not blocks or not ADDRESSEE.match(blocks[0].lines[0]):
        return [], blocks
    found: list[str] = []
    rest = blocks
    while rest:
        taken = 0
        for line in rest[0].lines:
            named = ADDRESSEE.sub("", line).strip()
            listed = named.startswith(("-", "+", "•"))
            if found and NUMBERED.match(named):
                break
            if found and not listed and (rest[0] is not blocks[0] or found[-1].endswith((".", ":"))):
                break
            if found and (len(named) > TITLE_LINE_LENGTH or (BODY_OPENING.match(named) and not listed)):
                break
            found += [name for part in named.split(";") if (name := part.strip(" -+•"))]
            if named.endswith(";"):
                found[-1] += ";"
            taken += 1
        left = rest[0].lines[taken:]
        if left:
            rest = [replace(rest[0], lines=left), *rest[1:]]
            break
        rest = rest[1:]
        if found and found[-1].endswith("."):
            break
    return [name.rstrip(" .;,") for name in found], rest


def _closing(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The body, with appendices, and the nơi nhận and signature between them."""
    start = _closing_start(blocks)
    if start is None:
        return blocks, []
    index, line_index = start
    body = blocks[:index]
    head = blocks[index]
    closing = [replace(head, lines=head.lines[line_index:]), *blocks[index + 1 :]]
    if line_index:
        body = [*body, replace(head, lines=head.lines[:line_index])]
    for position, block in enumerate(closing[1:], 1):
        if APPENDIX.match(block.lines[0]):
            return [*body, *closing[position:]], closing[:position]
    return body, closing


def _closing_start(blocks: list[Block]) -> tuple[int, int] | None:
    """Where the nơi nhận or, without one, the signature begins: the first such line with no body after it."""
    lines = [(index, at, line) for index, block in enumerate(blocks) for at, line in enumerate(block.lines)]
    for position, (index, at, line) in enumerate(lines):
        if RECIPIENTS.match(line) or SIGNING.match(line):
            following = [text for *_, text in lines[position : position + CLOSING_LINES + 1]]
            if _only_closing(following):
                return index, at
    return None


def _only_closing(lines: list[str]) -> bool:
    """Whether `lines`, to their end or to an appendix, are few and short as in nơi nhận and signature."""
    for position, line in enumerate(lines):
        if APPENDIX.match(line):
            return position > 1
        if len(line) > CLOSING_LINE_LENGTH:
            return False
    return len(lines) <= CLOSING_LINES
