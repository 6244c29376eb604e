"""Plain text and markdown become blocks, however lightly or wrongly the marks are used."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from corpus.blocks import CONTROL, LAYOUT_CELL, PAGE_NUMBER, RULE, Block, Reading, clean_line
from corpus.errors import FileUnreadableError, unreadable
from corpus.vietnamese import nfc

EMPHASIS = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3})(?=[^\s*_)\].,;:])((?:(?!(?<![\w*])\1(?=[^\s*_)\].,;:]))[\s\S])+?)(?:(?<=\S)\1(?!\w)|(?<=[:.;,])\1)"
)
"""A mark, words among which the same mark does not open again, and the mark that closes them."""

MIXED_MARKS = re.compile(r"(?<!\w)\*\*_(?=\S)|(?<=\S)_\*\*(?!\w)")
"""Bold and slanted at once, as "**_" and "_**"."""

HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
PIPE_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
PIPE_RULE = re.compile(r"^(?=[^\n]*---)[\s:|-]+$")

LEAST_PAGE = 300
"""Characters: two numbers nearer than this, each alone on its line, are cells of a table and not of pages."""

COLUMN_GAP = re.compile(r"(?<=\S)[^\S\n]{4,}(?=\S)")
RIGHT_COLUMN = 20
"""Spaces before a line that stands in the right column alone."""


def read_text(path: Path) -> Reading:
    """The blocks of a plain text or markdown file: a blank line divides, markdown marks are dropped."""
    try:
        source = path.read_bytes()
        text = source.decode("utf-8-sig")
    except OSError as error:
        raise unreadable("không mở được tệp", "the file cannot be opened", error) from error
    except UnicodeDecodeError as error:
        raise FileUnreadableError(
            "Tệp không phải chữ Unicode (UTF-8). Hãy mở bằng Word hoặc Notepad và lưu lại với mã UTF-8.",
            "The file is not Unicode text (UTF-8). Open it in a text editor and save it as UTF-8.",
        ) from error
    if b"\x00" in source:
        raise FileUnreadableError(
            "Tệp mang đuôi văn bản nhưng bên trong không phải văn bản. Hãy kiểm tra lại tệp gốc.",
            "The file is named as text but does not hold text. Check the original.",
        )
    return Reading(parse_markdown(text))


def parse_markdown(text: str) -> list[Block]:
    """The blocks of `text`, which may use markdown marks as lightly or wrongly as people do."""
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").expandtabs())
    text = without_page_numbers(text)
    blocks: list[Block] = []
    for chunk in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        blocks.extend(_chunk_blocks(CONTROL.sub("", chunk)))
    return blocks


def without_page_numbers(text: str) -> str:
    """`text` without the numbers of its pages: "- 2 -", and a bare "2" where all such lines together count pages."""
    lines = text.split("\n")
    found = [(at, match) for at, line in enumerate(lines) if (match := PAGE_NUMBER.fullmatch(line.strip()))]
    numbers = [int(re.findall(r"\d+", match[0])[0]) for _, match in found]
    counted = bool(numbers) and numbers[0] in (1, 2) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    stops = [0, *(at for at, _ in found)]
    pages = [sum(map(len, lines[start:end])) for start, end in pairwise(stops)]
    if len(numbers) > 1 and numbers[0] == 1:
        pages = pages[1:]
    counted = counted and min(pages) >= LEAST_PAGE
    for at, match in found:
        if counted or not match[0].isdigit():
            lines[at] = ""
    return "\n".join(lines)


def _chunk_blocks(chunk: str) -> list[Block]:
    if COLUMN_GAP.search(chunk) and LAYOUT_CELL.search(chunk):
        return [block for column in side_by_side(chunk.split("\n")) for block in _chunk_blocks(column)]
    blocks: list[Block] = []
    pending: list[str] = []

    def flush() -> None:
        text = "\n".join(pending)
        pending.clear()
        plain, emphasised = strip_emphasis(text)
        lines = tuple(line for line in (clean_line(line) for line in plain.split("\n")) if line)
        if lines:
            blocks.append(Block(lines, bold=emphasised))

    for line in chunk.split("\n"):
        heading = HEADING_MARK.match(line)
        row = PIPE_ROW.match(line)
        if heading or row or RULE.match(line) or PIPE_RULE.match(line):
            flush()
        if heading:
            title = clean_line(strip_emphasis(heading[1])[0])
            if title:
                blocks.append(Block((title,), kind="heading", bold=True))
        elif RULE.match(line) or PIPE_RULE.match(line):
            continue
        elif row:
            cells = [clean_line(strip_emphasis(cell)[0]) for cell in row[1].split("|")]
            if any(cells):
                blocks.append(Block((" | ".join(cells),), kind="row"))
        else:
            pending.append(line)
    flush()
    return blocks


def side_by_side(lines: list[str]) -> tuple[str, str]:
    """The left and the right column of a letterhead or signature that was laid out with spaces."""
    left, right = [], []
    for line in lines:
        cells = COLUMN_GAP.split(line.strip(), maxsplit=1)
        if len(cells) == 2:
            left.append(cells[0])
            right.append(cells[1])
        else:
            (right if len(line) - len(line.lstrip()) >= RIGHT_COLUMN else left).append(line.strip())
    return "\n".join(left), "\n".join(right)


def strip_emphasis(text: str) -> tuple[str, bool]:
    """`text` without markdown emphasis, and whether all of it was emphasised."""
    outside = plain = MIXED_MARKS.sub("***", text)
    for _ in range(3):
        outside = EMPHASIS.sub("", outside)
        plain, count = EMPHASIS.subn(r"\2", plain)
        if not count:
            break
    return plain, plain != text and not outside.strip()
