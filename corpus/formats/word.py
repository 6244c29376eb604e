"""A Word document (.docx) becomes blocks."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from corpus.blocks import MAX_BYTES, Block, BlockKind, Reading, text_blocks
from corpus.errors import unreadable
from corpus.formats.tables import table_blocks
from corpus.vietnamese import nfc

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")


def read_docx(path: Path) -> Reading:
    """The blocks of a Word document; legacy fonts come out as Unicode."""
    import viparse  # noqa: PLC0415 - kept out of the paths that read no Word file

    try:
        (document,) = viparse.load(path, output="json", encoding="auto", max_bytes=MAX_BYTES)
        items = json.loads(document.text)["blocks"]
    except viparse.ViparseError as error:
        raise unreadable("tệp Word hỏng, có mật khẩu, hoặc không phải .docx", "broken .docx", error) from error
    except (OSError, ValueError, KeyError) as error:
        raise unreadable("tệp Word hỏng hoặc không phải .docx", "the .docx file is broken", error) from error
    bold = bold_paragraphs(path)
    blocks: list[Block] = []
    for item in items:
        if item["type"] == "table":
            blocks.extend(table_blocks(item["rows"]))
            continue
        kind: BlockKind = "heading" if item["type"] == "heading" else "text"
        blocks.extend(replace(block, bold=" ".join(block.lines) in bold) for block in text_blocks(item["text"], kind))
    return Reading(blocks)


def bold_paragraphs(path: Path) -> frozenset[str]:
    """The texts, white space as single spaces, of the paragraphs of `path` in which every letter is bold.

    Empty where the file's main part is missing, broken or larger than `MAX_BYTES`: bold is a help, never needed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("word/document.xml")
            root = ElementTree.fromstring(archive.read(part)) if part.file_size <= MAX_BYTES else None
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return frozenset()
    paragraphs = root.iter(f"{WORD}p") if root is not None else ()
    return frozenset(text for paragraph in paragraphs if (text := _bold_text(paragraph)))


def _bold_text(paragraph: ElementTree.Element) -> str | None:
    """The text of a paragraph; None if any letter of it is not bold."""
    pieces: list[str] = []
    for run in paragraph.iter(f"{WORD}r"):
        text = "".join(
            piece.text or "" if piece.tag == f"{WORD}t" else " " for piece in run if piece.tag != f"{WORD}rPr"
        )
        bold = run.find(f"{WORD}rPr/{WORD}b")
        if text.strip() and (bold is None or bold.get(f"{WORD}val") in OFF):
            return None
        pieces.append(text)
    return " ".join(nfc("".join(pieces)).split()) or None
