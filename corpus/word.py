"""What the reader of Word files leaves out: which paragraphs are bold throughout."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from corpus.vietnamese import nfc

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")


def bold_paragraphs(path: Path, max_bytes: int) -> frozenset[str]:
    """The texts, white space as single spaces, of the paragraphs of `path` in which every letter is bold.

    Empty where the file's main part is missing, broken or larger than `max_bytes`: bold is a help, never needed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("word/document.xml")
            root = ElementTree.fromstring(archive.read(part)) if part.file_size <= max_bytes else None
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
