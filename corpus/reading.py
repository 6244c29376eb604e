"""A file becomes blocks: the paragraphs as its format delimits them, before anyone asks what they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from corpus.blocks import LAYOUT_CELL, PAGE_NUMBER, Block, BlockKind, clean_line
from corpus.errors import FileNotSupportedError, FileUnreadableError
from corpus.vietnamese import nfc
from corpus.word import bold_paragraphs

READER_VERSION = 1
"""Raised when the same file is read differently: the next sync then reads every file again."""

MAX_BYTES = 50 * 1024 * 1024
"""A report is text; a larger file is something else."""

EMPHASIS = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3})(?=[^\s*_)\].,;:])((?:(?!(?<![\w*])\1(?=[^\s*_)\].,;:]))[\s\S])+?)(?:(?<=\S)\1(?!\w)|(?<=[:.;,])\1)"
)
"""A mark, words among which the same mark does not open again, and the mark that closes them."""

MIXED_MARKS = re.compile(r"(?<!\w)\*\*_(?=\S)|(?<=\S)_\*\*(?!\w)")
"""Bold and slanted at once, as "**_" and "_**"."""

HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
PIPE_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
PIPE_RULE = re.compile(r"^(?=[^\n]*---)[\s:|-]+$")
RULE = re.compile(r"^[\s\-_*=–—.]{3,}$")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff]")

LEAST_PAGE = 300
"""Characters: two numbers nearer than this, each alone on its line, are cells of a table and not of pages."""

COLUMN_GAP = re.compile(r"(?<=\S)[^\S\n]{4,}(?=\S)")
RIGHT_COLUMN = 20
"""Spaces before a line that stands in the right column alone."""


def read_blocks(path: Path) -> list[Block]:
    """The blocks of the report in `path`.

    Raises:
        FileNotSupportedError: the format is none of those in `FORMATS`.
        FileUnreadableError: the file is missing, too large, empty, or broken; its message says which.
    """
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        readable = ", ".join(sorted(FORMATS))
        raise FileNotSupportedError(
            f"Chưa đọc được định dạng “{path.suffix or path.name}”. Hãy lưu tệp thành một trong: {readable}.",
            f"The format “{path.suffix or path.name}” is not read yet. Save the file as one of: {readable}.",
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable("không mở được tệp", "the file cannot be opened", error) from error
    if size > MAX_BYTES:
        raise FileUnreadableError(
            f"Tệp lớn quá {MAX_BYTES >> 20} MB. Hãy tách phần văn bản ra thành tệp riêng.",
            f"The file is larger than {MAX_BYTES >> 20} MB. Put the text in a file of its own.",
        )
    blocks = read(path)
    if not blocks:
        raise FileUnreadableError(
            "Tệp không có chữ nào đọc được (có thể là bản chụp). Hãy dùng bản có chữ.",
            "The file has no text that can be read (it may be a scan). Use a version with text.",
        )
    return blocks


def read_text(path: Path) -> list[Block]:
    """The blocks of a plain text or markdown file: a blank line divides, markdown marks are dropped."""
    try:
        source = path.read_bytes()
        text = source.decode("utf-8-sig")
    except OSError as error:
        raise _unreadable("không mở được tệp", "the file cannot be opened", error) from error
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
    return parse_markdown(text)


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


def read_docx(path: Path) -> list[Block]:
    """The blocks of a Word document; legacy fonts come out as Unicode."""
    import viparse  # noqa: PLC0415 - kept out of the paths that read no Word file

    try:
        (document,) = viparse.load(path, output="json", encoding="auto", max_bytes=MAX_BYTES)
        items = json.loads(document.text)["blocks"]
    except viparse.ViparseError as error:
        raise _unreadable("tệp Word hỏng, có mật khẩu, hoặc không phải .docx", "broken .docx", error) from error
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable("tệp Word hỏng hoặc không phải .docx", "the .docx file is broken", error) from error
    bold = bold_paragraphs(path, MAX_BYTES)
    blocks: list[Block] = []
    for item in items:
        if item["type"] == "table":
            blocks.extend(_table_blocks(item["rows"]))
            continue
        kind: BlockKind = "heading" if item["type"] == "heading" else "text"
        blocks.extend(replace(block, bold=" ".join(block.lines) in bold) for block in _plain_block(item["text"], kind))
    return blocks


def _table_blocks(rows: list[list[str]]) -> list[Block]:
    """A table that only places text side by side gives its cells in reading order, any other its rows."""
    if any(LAYOUT_CELL.search(cell) for row in rows for cell in row):
        columns = max(len(row) for row in rows)
        cells = [row[column] for column in range(columns) for row in rows if column < len(row)]
        return [block for cell in cells for block in _plain_block(cell, "text")]
    lines = [" | ".join(clean_line(nfc(cell)) for cell in row) for row in rows]
    return [Block((line,), kind="row") for line in lines if line.strip(" |")]


def _plain_block(text: str, kind: BlockKind) -> list[Block]:
    lines = tuple(
        line
        for line in (clean_line(CONTROL.sub("", nfc(line))) for line in re.split(r"[\n\v]", text))
        if line and not RULE.match(line)
    )
    return [Block(lines, kind=kind)] if lines else []


def read_pdf(path: Path) -> list[Block]:
    """The blocks of a PDF with a text layer, with their pages."""
    from corpus.pdf import read_pdf_blocks  # noqa: PLC0415 - its library is slow to import

    return read_pdf_blocks(path)


def _unreadable(vi: str, en: str, error: Exception) -> FileUnreadableError:
    detail = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FileUnreadableError(
        f"Không đọc được: {vi} ({detail}). Hãy mở thử tệp gốc rồi lưu lại.",
        f"Cannot be read: {en} ({detail}). Open the original and save it again.",
    )


FORMATS: dict[str, Callable[[Path], list[Block]]] = {
    ".txt": read_text,
    ".md": read_text,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
"""How each format is read, by its ending: a new format is a new row."""
