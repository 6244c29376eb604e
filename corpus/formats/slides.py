"""A presentation (.pptx) becomes blocks: each slide's title, its texts from top to bottom, its tables and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from ..blocks import Block, BlockKind, Reading, text_blocks
from ..errors import unreadable
from .archive import check_archive
from .fonts import Letters, Span
from .tables import table_blocks

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
FURNITURE = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER)
DEEPEST_GROUP = 20
NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class SlideText:
    """A paragraph on a slide."""

    spans: tuple[Span, ...]
    kind: BlockKind
    bold: bool
    page: int


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table on a slide: rows of cells of paragraphs."""

    rows: list[list[list[SlideText]]]
    page: int


def read_pptx(path: Path) -> Reading:
    """The blocks of a presentation; the page is the slide's number, hidden slides are left out, notes follow theirs.

    Raises:
        FileUnreadableError: the file is broken, hostile, or locked with a password.
    """
    check_archive(path)
    try:
        items = [
            item
            for number, slide in enumerate(Presentation(str(path)).slides, 1)
            if slide._element.get("show") not in ("0", "false")
            for item in _slide(slide, number)
        ]
    except Exception as error:
        raise unreadable("reading.slides_broken", error) from error
    letters = Letters(text.spans for item in items for text in _texts(item))
    blocks: list[Block] = []
    for item in items:
        if isinstance(item, SlideTable):
            rows = [["\n".join(letters.text(text.spans) for text in cell) for cell in row] for row in item.rows]
            blocks += table_blocks(rows, item.page)
        else:
            found = text_blocks(letters.text(item.spans), item.kind, item.page)
            blocks += [replace(block, bold=item.bold) for block in found]
    return Reading(blocks, letters.warnings)


def _texts(item: SlideText | SlideTable) -> Iterable[SlideText]:
    return [item] if isinstance(item, SlideText) else [text for row in item.rows for cell in row for text in cell]


def _slide(slide: Any, number: int) -> Iterator[SlideText | SlideTable]:
    """The title first, then the other shapes by their place, then the notes."""
    shapes = sorted(_shapes(slide.shapes), key=lambda found: found[0])
    kinds = [(_placeholder(shape), shape) for _, shape in shapes]
    for kind, shape in sorted(kinds, key=lambda pair: pair[0] not in TITLES):
        if kind in FURNITURE:
            continue
        if getattr(shape, "has_table", False):
            rows = [
                [list(_paragraphs(cell.text_frame, "text", number)) for cell in row.cells] for row in shape.table.rows
            ]
            yield SlideTable(rows, number)
        elif getattr(shape, "has_text_frame", False):
            yield from _paragraphs(shape.text_frame, "heading" if kind in TITLES else "text", number)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, "text", number)


def _shapes(shapes: Any, place: tuple[int, int] | None = None, depth: int = 0) -> Iterator[tuple[tuple[int, int], Any]]:
    """Each shape with where it is read: its top and left edge, or those of the outermost group it stands in."""
    for shape in shapes:
        edge = place or (int(shape.top or 0), int(shape.left or 0))
        if hasattr(shape, "shapes"):
            if depth < DEEPEST_GROUP:
                yield from _shapes(shape.shapes, edge, depth + 1)
        else:
            yield edge, shape


def _placeholder(shape: Any) -> Any:
    return shape.placeholder_format.type if getattr(shape, "is_placeholder", False) else None


def _paragraphs(frame: Any, kind: BlockKind, page: int) -> Iterator[SlideText]:
    for paragraph in frame.paragraphs:
        spans: list[Span] = []
        bold = True
        for element in paragraph._p.iterchildren(f"{NAMESPACE}r", f"{NAMESPACE}fld", f"{NAMESPACE}br"):
            if element.tag == f"{NAMESPACE}br":
                spans.append(Span("\n"))
                continue
            look = element.find(f"{NAMESPACE}rPr")
            face = look.find(f"{NAMESPACE}latin") if look is not None else None
            text = element.findtext(f"{NAMESPACE}t") or ""
            font = face.get("typeface") if face is not None else None
            spans.append(Span(text, font, look is not None and look.get("cap") == "all"))
            bold = bold and (not text.strip() or (look is not None and look.get("b") in ("1", "true")))
        if any(span.text.strip() for span in spans):
            yield SlideText(tuple(spans), kind, bold, page)
