"""Plain text and markdown become blocks, however lightly or wrongly the marks are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from ...words import say
from ..blocks import CONTROL, LAYOUT_CELL, PAGE_NUMBER, RULE, Block, Reading, clean_line, text_blocks
from ..errors import unreadable
from ..vietnamese import UPPER, nfc
from .charset import decode
from .legacy import shown_symbols
from .tables import table_blocks
from .text_tables import tables_in, with_cells
from .viqr import from_viqr, is_viqr

EMPHASIS = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3})(?=[^\s*_)\].,;:])((?:(?!(?<![\w*])\1(?=[^\s*_)\].,;:]))[\s\S])+?)(?:(?<=\S)\1(?!\w)|(?<=[:.;,])\1)"
)
"""A mark, words among which the same mark does not open again, and the mark that closes them."""

MIXED_MARKS = re.compile(r"(?<!\w)\*\*_(?=\S)|(?<=\S)_\*\*(?!\w)")
"""Bold and slanted at once, as "**_" and "_**"."""

ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
PIPE_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
PIPE_RULE = re.compile(r"^(?=[^\n]*---)[\s:|-]+$")

LINE_END = re.compile(r"\r\n?|[\v\u2028]")
PARAGRAPH_END = re.compile(r"[\f\u2029]")

LEAST_INDENT, MOST_INDENT = 2, 12
"""Spaces before the first line of a paragraph."""

INDENTED_PARAGRAPHS = 2
"""Wrapped paragraphs with one indent from which a text shows its paragraphs so."""

LEAST_PAGE = 300
"""Characters: two numbers nearer than this, each alone on its line, are cells of a table and not of pages."""

COLUMN_GAP = re.compile(
    r"(?=[^\S\n]{4})(?:"
    r"(?<=\S)(?<![/_])(?<!\b(?i:số))(?<!\b(?i:số:))[^\S\n]{4,}(?=\S)(?!tháng\b|năm\b|[/_])"
    r"|(?<=\b(?i:số:))[^\S\n]{4,}(?=[^\W\d_]))"
)
"""Between two columns set with spaces; the room left for the pen in "ngày      tháng" and "Số:      /BC" is none."""

RIGHT_COLUMN = 20
"""Spaces before a line that stands in the right column alone."""

PARTED_LENGTH = 1000
"""Characters, spaces and tabs among them, of a paragraph that may stand in two columns."""

RECIPIENTS = re.compile(r"nơi\s+(?:nhận|gửi)\b", re.IGNORECASE)
CLOSING_REACH = 16
"""Paragraphs from the first of the recipients in which the signature beside them stands."""

SIGNATURE_CELL = re.compile(rf"\(?(?:[Đđ]ã )?[Kk]ý[^()]*\)|[{UPPER}][^\s\d:;,]*(?:\s[{UPPER}][^\s\d:;,]*){{1,5}}")
MOST_SIGNATURES = 12

TAB = " " * 8
LIST_MARK = re.compile(r"[-–—+•*▪●○✓➢]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[a-zđ])[.)/]")


def read_text(path: Path) -> Reading:
    """The blocks of a plain text or markdown file: a blank line divides, markdown marks are dropped.

    Raises:
        FileUnreadableError: the file cannot be opened, or holds no text in any encoding.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    decoded = decode(source)
    escapes = path.suffix.lower() != ".txt"
    text, warnings = decoded.text, decoded.warnings
    if is_viqr(text):
        text, warnings = from_viqr(text), (*warnings, say("warnings.converted", "vi", encodings="VIQR"))
    return Reading(parse_markdown(shown_symbols(text), escapes), warnings)


def parse_markdown(text: str, escapes: bool = True) -> list[Block]:
    """The blocks of `text`, which may use markdown marks as lightly or wrongly as people do.

    Args:
        text: in any Unicode form.
        escapes: whether a backslash before a mark only says that it is none, as it does in markdown alone.
    """
    text = with_cells(CONTROL.sub("", nfc(PARAGRAPH_END.sub("\n\n", LINE_END.sub("\n", text)))))
    text = with_indents_parted(without_page_numbers(text))
    blocks: list[Block] = []
    for chunk in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        blocks.extend(_chunk_blocks(chunk))
    if not escapes or "\\" not in text:
        return blocks
    return [replace(block, lines=tuple(map(_unescaped, block.lines))) for block in blocks]


def _unescaped(line: str) -> str:
    return ESCAPE.sub(r"\1", line)


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


def with_indents_parted(text: str) -> str:
    """`text` with a blank line before each paragraph that only its first line's indent shows, where lines are wrapped.

    The indent is the one from which, more often than not, the next line goes back to the margin.
    """
    lines = text.split("\n")
    indents = [len(line) - len(line.lstrip()) if line.strip() else None for line in lines]
    wrapped = Counter(
        first for first, second in pairwise(indents) if first and second == 0 and LEAST_INDENT <= first <= MOST_INDENT
    )
    indent, times = wrapped.most_common(1)[0] if wrapped else (0, 0)
    if times < INDENTED_PARAGRAPHS:
        return text
    parted: list[str] = []
    for at, line in enumerate(lines):
        above = indents[at - 1] if at else None
        if above is not None and indents[at] == indent and not any(map(COLUMN_GAP.search, (line, lines[at - 1]))):
            parted.append("")
        parted.append(line)
    return "\n".join(parted)


def _chunk_blocks(chunk: str) -> list[Block]:
    if COLUMN_GAP.search(chunk) and (LAYOUT_CELL.search(chunk) or _are_signatures(chunk.split("\n"))):
        return [block for column in side_by_side(chunk.split("\n")) for block in _chunk_blocks(column)]
    lines = chunk.split("\n")
    blocks: list[Block] = []
    done = 0
    for table in tables_in(lines):
        blocks += _lines_blocks(lines[done : table.start])
        blocks += table_blocks([[strip_emphasis(cell)[0] for cell in row] for row in table.rows])
        done = table.stop
    return blocks + _lines_blocks(lines[done:])


def _lines_blocks(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    pending: list[str] = []
    rows: list[list[str]] = []
    header_rows: int | None = None

    def flush() -> None:
        nonlocal header_rows
        plain, emphasised = strip_emphasis("\n".join(pending))
        pending.clear()
        shown = tuple(line for line in (clean_line(line) for line in plain.split("\n")) if line)
        if shown:
            blocks.append(Block(shown, bold=emphasised))
        blocks.extend(table_blocks(rows, header_rows=header_rows if header_rows and header_rows < len(rows) else None))
        rows.clear()
        header_rows = None

    for line in lines:
        heading = HEADING_MARK.match(line)
        row = PIPE_ROW.match(line)
        if heading or RULE.match(line) or ((pending if row else rows) and not PIPE_RULE.match(line)):
            flush()
        if heading:
            title = clean_line(strip_emphasis(heading[1])[0])
            if title:
                blocks.append(Block((title,), kind="heading", bold=True))
        elif PIPE_RULE.match(line):
            header_rows = header_rows or len(rows) or None
        elif row:
            rows.append([clean_line(strip_emphasis(cell)[0]) for cell in row[1].split("|")])
        elif not RULE.match(line):
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


def in_columns(paragraphs: Iterable[tuple[Sequence[Block], str]]) -> Iterator[Block]:
    """The blocks of paragraphs; those set side by side with tabs (a letterhead) give one column, then the other.

    Args:
        paragraphs: each as its blocks and as its text with tabs and spaces as they stand.
    """
    listed = [(blocks, text.replace("\t", TAB)) for blocks, text in paragraphs]
    beside = _beside([text for _, text in listed])
    for parted, group in groupby(enumerate(listed), lambda pair: beside[pair[0]]):
        run = [pair for _, pair in group]
        texts = [text for _, text in run]
        placing = any(map(LAYOUT_CELL.search, texts)) or _are_signatures(texts)
        if parted and placing and any(map(COLUMN_GAP.search, texts)):
            for column in side_by_side("\n".join(texts).split("\n")):
                yield from text_blocks(column)
        else:
            for blocks, _ in run:
                yield from blocks


def _beside(texts: list[str]) -> list[bool]:
    """Whether each paragraph stands in two columns; those between two that do too, where recipients stand beside a
    signature and one of them leaves the right column empty.
    """
    beside = [_is_parted(text) for text in texts]
    for at, text in enumerate(texts):
        if beside[at] and RECIPIENTS.match(text.strip()):
            near = range(at, min(at + CLOSING_REACH, len(texts)))
            far = next((end for end in near if len(texts[end]) > PARTED_LENGTH), len(texts))
            last = max(end for end in near if end < far and beside[end])
            beside[at:last] = [True] * (last - at)
    return beside


def _are_signatures(lines: Sequence[str]) -> bool:
    """Whether nothing stands in the columns of `lines` but names and positions: two who sign side by side."""
    cells = [cell.strip() for line in lines if line.strip() for cell in COLUMN_GAP.split(line.strip())]
    return len(cells) <= MOST_SIGNATURES and all(map(SIGNATURE_CELL.fullmatch, cells))


def _is_parted(text: str) -> bool:
    if len(text) > PARTED_LENGTH:
        return False
    left, *right = COLUMN_GAP.split(text.strip(), maxsplit=1)
    return bool(right and not LIST_MARK.fullmatch(left)) or len(text) - len(text.lstrip()) >= RIGHT_COLUMN


def strip_emphasis(text: str) -> tuple[str, bool]:
    """`text` without markdown emphasis, and whether all of it was emphasised."""
    if "*" not in text and "_" not in text:
        return text, False
    outside = plain = MIXED_MARKS.sub("***", text)
    for _ in range(3):
        outside = EMPHASIS.sub("", outside)
        plain, count = EMPHASIS.subn(r"\2", plain)
        if not count:
            break
    return plain, plain != text and not outside.strip()
