"""The parts of a Word document as a walk through them meets what Word shows: paragraphs, tables, boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .fonts import Span
from .package import Package
from .word_numbering import Numbering
from .word_styles import OFF, WORD, Look, Styles, heading_level, value

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

REMOVED = {f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "trPr", "tcPr")}
"""What a tracked change took out, and properties, which are no text."""

LETTERS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-",
           f"{WORD}softHyphen": "\u00ad", f"{WORD}ptab": "\t"}  # fmt: skip
NOT_SHOWN = re.compile(r"\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|INDEX|TOA)\b", re.IGNORECASE)
"""Fields whose results repeat the headings, or count pages."""

MOST_COLUMNS = 63
"""Of a table in Word."""

BYTE, PRIVATE_USE = 0xFF, 0xF000
"""Where Word keeps the characters of symbol fonts."""

SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class WordParagraph:
    """A paragraph as it is met, its letters not yet converted.

    Attributes:
        label: the number or bullet that Word puts before it.
        spans: its text.
        heading: whether its style or outline level says so.
        bold: whether every letter is bold.
        notes: its footnotes, each as the text of its paragraphs.
        boxes: what stands in the text boxes anchored in it.
    """

    label: Span | None = None
    spans: list[Span] = field(default_factory=list)
    heading: bool = False
    bold: bool = True
    notes: list[tuple[str, list[Item]]] = field(default_factory=list)
    boxes: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class WordTable:
    """A table: its rows on the grid, None where a cell of the same row covers the place."""

    rows: list[list[list[Item] | None]]
    header_rows: int


Item = WordParagraph | WordTable


class Walk:
    """The walk through a document's parts, which keeps what goes on from one paragraph to the next."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(self._related("styles"))
        self._numbering = Numbering(self._related("numbering"))
        self._notes = {
            (kind, note.get(f"{WORD}id")): note
            for kind in ("footnote", "endnote")
            for note in self._related(f"{kind}s") or ()
        }
        self._noted = 0
        self._fields: list[str] = []
        self._fields_close = False

    def items(self) -> list[Item]:
        """Everything that is shown."""
        root = self._package.part(self._package.main)
        body = root.find(f"{WORD}body") if root is not None else None
        if body is None:
            raise ValueError("no word/document.xml")
        kinds = [mark.get(f"{WORD}fldCharType") for mark in body.iter(f"{WORD}fldChar")]
        self._fields_close = kinds.count("begin") == kinds.count("end")
        return list(self._walk(body))

    def _related(self, kind: str) -> Element | None:
        return next((self._package.part(name) for name in self._package.related(self._package.main, kind)), None)

    def heads(self) -> list[list[Item]]:
        """What stands in each of the running heads."""
        roots = map(self._package.part, self._package.related(self._package.main, "header"))
        return [list(self._walk(root)) for root in roots if root is not None]

    def _walk(self, container: Element) -> Iterator[Item]:
        """The paragraphs and tables of a body, a cell, a text box or a note."""
        open_: WordParagraph | None = None
        for element in _children(container, (f"{WORD}p", f"{WORD}tbl")):
            if element.tag == f"{WORD}tbl":
                yield self._table(element)
                continue
            paragraph = self._paragraph(element, open_)
            joined = element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None
            open_ = paragraph if joined else None
            if not joined:
                yield paragraph
        if open_ is not None:
            yield open_

    def _paragraph(self, element: Element, opened: WordParagraph | None) -> WordParagraph:
        """The next paragraph; the rest of `opened` where a tracked change deleted the mark between the two."""
        properties = element.find(f"{WORD}pPr")
        style_id = value(properties, "pStyle")
        style = self._styles.paragraph(style_id)
        paragraph = opened or WordParagraph(heading=bool(heading_level(properties, None, style.heading)))
        if opened is None:
            label = self._numbering.label(properties, style, style_id)
            if label is not None:
                mark = properties.find(f"{WORD}rPr") if properties is not None else None
                look = label[1].over(self._styles.look(style, mark))
                paragraph.label = Span(label[0], look.font, bool(look.capitals))

        def look_of(run: Element) -> Look:
            return self._styles.look(style, run.find(f"{WORD}rPr"))

        self._inline(element, paragraph, look_of)
        return paragraph

    def _inline(self, element: Element, paragraph: WordParagraph, look_of: Callable[[Element], Look]) -> None:
        for child in element:
            if child.tag == f"{WORD}r":
                self._run(child, paragraph, look_of(child))
            elif child.tag == MATH_TEXT:
                paragraph.spans.append(Span(child.text or ""))
            elif child.tag == f"{COMPATIBILITY}AlternateContent":
                self._inline(_chosen(child), paragraph, look_of)
            elif child.tag not in REMOVED and not _placeholder(child) and not _counts_pages(child):
                self._inline(child, paragraph, look_of)

    def _run(self, run: Element, paragraph: WordParagraph, look: Look) -> None:
        text = ""
        for child in run:
            name = child.tag.rpartition("}")[2]
            if name == "fldChar":
                self._field(child.get(f"{WORD}fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                text += self._note(name.removesuffix("Reference"), child, paragraph)
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                for box in _boxes(child):
                    paragraph.boxes.extend(self._walk(box))
            elif name == "t" and child.tag.startswith(WORD):
                text += child.text or ""
            elif name == "sym":
                text += _symbol(child)
            elif name == "br" and child.get(f"{WORD}type") in ("page", "column"):
                text += "\n"
            else:
                text += LETTERS.get(child.tag, "")
        if look.hidden or not text or not self._shown():
            return
        if text.strip():
            paragraph.bold = paragraph.bold and bool(look.bold)
        paragraph.spans.append(Span(text, look.font, bool(look.capitals)))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shown(self) -> bool:
        return not (self._fields_close and any(map(NOT_SHOWN.match, self._fields)))

    def _note(self, kind: str, reference: Element, paragraph: WordParagraph) -> str:
        note = self._notes.pop((kind, reference.get(f"{WORD}id")), None)
        if note is None:
            return ""
        own_mark = reference.get(f"{WORD}customMarkFollows") not in (None, *OFF)
        self._noted += not own_mark
        mark = "" if own_mark else f"[{self._noted}]"
        paragraph.notes.append((mark, list(self._walk(note))))
        return mark

    def _table(self, element: Element) -> WordTable:
        rows: list[list[list[Item] | None]] = []
        header_rows = 0
        for row in _children(element, (f"{WORD}tr",)):
            properties = row.find(f"{WORD}trPr")
            if properties is not None and properties.find(f"{WORD}del") is not None:
                continue
            header = properties.find(f"{WORD}tblHeader") if properties is not None else None
            if header is not None and header.get(f"{WORD}val") not in OFF and header_rows == len(rows):
                header_rows += 1
            places: list[list[Item] | None] = [None] * _span(properties, "gridBefore", 0)
            for cell in _children(row, (f"{WORD}tc",)):
                shape = cell.find(f"{WORD}tcPr")
                content: list[Item] | None = list(self._walk(cell))
                merged = shape.find(f"{WORD}vMerge") if shape is not None else None
                if merged is not None and merged.get(f"{WORD}val") != "restart" and rows:
                    above = rows[-1]
                    content = above[len(places)] if len(places) < len(above) else content
                width = min(_span(shape, "gridSpan", 1), MOST_COLUMNS - len(places))
                places += [content, *[None] * (width - 1)] if width > 0 else []
            rows.append(places)
        return WordTable(rows, header_rows)


def _children(container: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """The nearest elements below that are `wanted`, through content controls and what else only wraps them."""
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            yield from _children(_chosen(child), wanted)
        elif child.tag not in REMOVED and child.tag != f"{WORD}p" and not _placeholder(child):
            yield from _children(child, wanted)


def _chosen(alternatives: Element) -> Element:
    """Of the same content in two forms, the newer."""
    return next(iter(alternatives), alternatives)


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing."""
    if element.tag == f"{WORD}txbxContent":
        yield element
        return
    for child in [_chosen(element)] if element.tag == f"{COMPATIBILITY}AlternateContent" else element:
        yield from _boxes(child)


def _placeholder(element: Element) -> bool:
    """Whether a content control shows only its prompt, or the table of contents that Word made."""
    if element.tag != f"{WORD}sdt":
        return False
    gallery = element.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
    contents = gallery is not None and gallery.get(f"{WORD}val") == "Table of Contents"
    return contents or element.find(f"{WORD}sdtPr/{WORD}showingPlcHdr") is not None


def _counts_pages(element: Element) -> bool:
    return element.tag == f"{WORD}fldSimple" and NOT_SHOWN.match(element.get(f"{WORD}instr", "")) is not None


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{WORD}char", ""), 16)
        return chr(code if code > BYTE else PRIVATE_USE | code) if code not in SURROGATES else ""
    except (ValueError, OverflowError):
        return ""


def _span(properties: Element | None, name: str, default: int) -> int:
    text = value(properties, name) or ""
    return min(int(text), MOST_COLUMNS) if text.isdecimal() and len(text) < 9 else default
