"""A PDF becomes blocks: its text layer where it has one, and the pictures of its pages where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfplumber.utils.exceptions import PdfminerException

from ...words import say
from ..blocks import LAYOUT_CELL, Reading, clean_line
from ..errors import FileUnreadableError, unreadable
from ..vietnamese import nfc
from .glyphs import GlyphWord, in_unicode, unreadable_share, visible, words_of
from .layout import Word, lines_of, rows_of
from .pages import Page, PageTable, blocks_of
from .text_layer import is_believable

MAX_PAGES = 2000
"""No report is longer; what claims to be was made to keep its reader busy."""

UNREADABLE = 0.1
"""Where the file gives no letter for this share of a page's glyphs, the page is read from its picture."""

LEAST_LETTERS = 40
"""A page with fewer letters, and a picture over it, is a scan with a stamp or a page number."""

PICTURE_SHARE = 0.4
"""Share of a page that a picture covers on a scan."""

DRAWN_LETTERS = 200
"""Curves on a page without letters from which its text was turned into drawings."""

MAX_RULES = 5000
"""Lines and boxes on a page above which they are a drawing and not tables."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _TextPage:
    """A page of a text layer before the encodings of its fonts are known; without words where it needs a scan."""

    number: int
    width: float
    height: float
    words: list[GlyphWord]
    tables: list[list[list[Box | None]]]
    scan: bool
    pictured: bool = False


def read_pdf(path: Path) -> Reading:
    """The blocks of `path`, without page numbers and running heads; pages without text through `tesseract`.

    Raises:
        FileUnreadableError: the file is no PDF, is broken or too long, asks for a password, or is a scan and the
            programs that read scans are missing.
    """
    pages = list(_text_pages(path))
    words = in_unicode([page.words for page in pages])
    read = {page.number: _page(page, found) for page, found in zip(pages, words, strict=True) if not page.scan}
    doubted = [
        page.number
        for page, found in zip(pages, words, strict=True)
        if not is_believable((word.text for word in found), page.pictured)
    ]
    scanned = sorted({*doubted, *(page.number for page in pages if page.scan)})
    warnings: tuple[str, ...] = ()
    doubts: frozenset[str] = frozenset()
    if scanned:
        from .scan import page_list, pdf_pages  # noqa: PLC0415 - most files need no recognition

        recognised, warnings, doubts = pdf_pages(path, scanned, required=not any(page.lines for page in read.values()))
        read |= {page.number: page for page in recognised if page.lines}
        if doubted:
            warnings = (say("warnings.layer_doubted", "vi", pages=page_list(doubted)), *warnings)
    return Reading(blocks_of([read[number] for number in sorted(read)]), warnings, doubts)


def _text_pages(path: Path) -> Iterator[_TextPage]:
    try:
        with pdfplumber.open(path) as document:
            if len(list(islice(document.pages, MAX_PAGES + 1))) > MAX_PAGES:
                raise FileUnreadableError(key="reading.pdf_long", pages=MAX_PAGES)
            for number, page in enumerate(document.pages, 1):
                yield _text_page(page, number)
                page.close()
    except FileUnreadableError:
        raise
    except Exception as error:
        reason = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(reason, (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed)):
            raise FileUnreadableError(key="reading.pdf_locked") from error
        raise unreadable("reading.pdf_broken", error) from error


def _text_page(page: Any, number: int) -> _TextPage:
    width, height = float(page.width), float(page.height)
    glyphs = visible(page.chars, width, height, [_box(rect) for rect in page.rects if _dark(rect)])
    letters = sum(not glyph["text"].isspace() for glyph in glyphs)
    pictured = _pictured(page) > PICTURE_SHARE
    scan = (
        unreadable_share(glyphs) > UNREADABLE
        or (letters < LEAST_LETTERS and pictured)
        or (not letters and len(page.curves) > DRAWN_LETTERS)
    )
    if scan or not glyphs:
        return _TextPage(number, width, height, [], [], scan)
    ruled = 4 <= len(page.lines) + len(page.rects) + len(page.curves) <= MAX_RULES
    tables = [[list(row.cells) for row in table.rows] for table in page.find_tables()] if ruled else []
    return _TextPage(number, width, height, words_of(glyphs), tables, scan=False, pictured=pictured)


def _box(item: dict[str, Any]) -> Box:
    return item["x0"], item["top"], item["x1"], item["bottom"]


def _dark(rect: dict[str, Any]) -> bool:
    """Whether a box is filled with a colour on which white letters can be read."""
    colour = rect.get("non_stroking_color")
    if not rect.get("fill") or not isinstance(colour, (tuple, list)):
        return False
    parts = [part for part in colour if isinstance(part, (int, float))]
    return bool(parts) and (max(parts) > 0.3 if len(parts) == 4 else min(parts) < 0.8)


def _pictured(page: Any) -> float:
    """Share of the page that its largest picture covers."""
    area = float(page.width) * float(page.height)
    return max(
        ((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) / area for image in page.images), default=0
    )


def _page(page: _TextPage, words: list[Word]) -> Page:
    """The page's lines and tables; a table that only places text side by side gives its words back to the lines."""
    tables: list[PageTable] = []
    for cells in page.tables:
        boxes = [box for row in cells for box in row if box]
        if max(map(len, cells), default=0) < 2 or len(boxes) < 2:
            continue
        whole = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        inside = [word for word in words if _inside(word, whole)]
        rows = [[_cell_text(inside, box) if box else "" for box in row] for row in cells]
        if not any(any(row) for row in rows) or any(LAYOUT_CELL.search(cell) for row in rows for cell in row):
            continue
        tables.append(PageTable(rows, whole[1], whole[3]))
        words = [word for word in words if not _inside(word, whole)]
    return Page(page.number, page.width, page.height, lines_of(rows_of(words)), tuple(tables))


def _cell_text(words: list[Word], box: Box) -> str:
    rows = rows_of([word for word in words if _inside(word, box)])
    return clean_line(nfc(" ".join(word.text for row in rows for word in row)))


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
