"""Quotations become a Word document in the form of Nghị định 30/2020/NĐ-CP, each with its source in a footnote."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ...corpus.errors import TracuuError
from ...words import Language, say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

LANGUAGE: Language = "vi"
"""Of what is saved, whoever saves it: documents of Vietnamese offices, with what Vietnamese reports say."""
FONT = "Times New Roman"
SIZE = 14
NOTE_SIZE = 11
FIRST_LINE = 10
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Page margins and FIRST_LINE in millimetres, on A4: these, the font, its size and the page number are those of
Nghị định 30/2020/NĐ-CP, Phụ lục I."""
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ExportUnwritableError(TracuuError):
    """The file cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage or a sentence quoted, and where it stands.

    Attributes:
        text: verbatim.
        citation: for the footnote, in prose.
        secrecy: độ mật of the report, shown before the text and in the footnote.
        again: for the footnote where the report was cited before; empty for `citation` every time.
        report: which report that is; empty where none is.
        heading: what stands in a line above it; nothing if empty.
    """

    text: str
    citation: str
    secrecy: str | None = None
    again: str = ""
    report: str = ""
    heading: str = ""


def in_xml(text: str) -> str:
    """`text` without the characters that XML 1.0 has no way to write."""
    return NOT_IN_XML.sub("", text)


def quotations_docx(
    items: Sequence[Quotation],
    path: Path | IO[bytes],
    title: str = "",
    lead: str = "",
    sources: Sequence[str] = (),
) -> None:
    """Write a Word document: each quotation a paragraph, its citation a footnote, short where its report was cited.

    Args:
        items: in order.
        path: the file, or a stream open for writing.
        title: above them all; "Trích dẫn" if empty.
        lead: one line under the title.
        sources: the list of sources at the end (`corpus.citation.sources`), numbered; none if empty.

    Raises:
        ExportUnwritableError: the file cannot be written.
    """
    title = title or say("documents.quotations", LANGUAGE)
    document = blank_document(title)
    notes: list[str] = []
    document.add_paragraph(in_xml(title), style="Title")
    if lead:
        document.add_paragraph(in_xml(lead), style="Subtitle")
    cited: set[str] = set()
    for item in items:
        if item.heading:
            document.add_paragraph().add_run(in_xml(item.heading)).bold = True
        mark = f"[{in_xml(item.secrecy).upper()}] " if item.secrecy else ""
        paragraph = document.add_paragraph()
        if mark:
            paragraph.add_run(mark).bold = True
        paragraph.add_run(f"“{in_xml(item.text)}”")
        notes.append(in_xml(f"{mark}{(item.report in cited and item.again) or item.citation}"))
        cited |= {item.report} if item.report else set()
        _refer(paragraph, len(notes))
    if sources:
        document.add_paragraph(say("documents.sources", LANGUAGE), style="Heading 1")
        for number, source in enumerate(sources, 1):
            document.add_paragraph(f"{number}. {in_xml(source)}")
    _add_footnotes(document, notes)
    content = io.BytesIO()
    document.save(content)
    if isinstance(path, Path):
        save(content.getvalue(), path)
    else:
        path.write(content.getvalue())


def save(content: bytes, path: Path) -> None:
    """Write `content` to `path`, in place of what is there; ExportUnwritableError if that cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ExportUnwritableError(path, error.strerror or str(error)) from error


def blank_document(title: str) -> Document:
    """A document on the page and in the type that Nghị định 30/2020/NĐ-CP, Phụ lục I, asks for, with nothing in it."""
    from docx import Document as new_document  # noqa: N813, PLC0415 - slow, and only an export needs it
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415

    document = new_document()
    properties = document.core_properties
    properties.title, properties.language = in_xml(title)[:255], "vi-VN"
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, millimetres in MARGINS.items():
        setattr(section, side, Mm(millimetres))
    section.different_first_page_header_footer = True
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    section.header.paragraphs[0]._p.append(field)

    styles = document.styles
    styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True).base_style = styles["Normal"]
    styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Header", "footnote text"):
        style = styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.font.size = Pt(NOTE_SIZE if name == "footnote text" else SIZE)
        style.font.bold = name in ("Title", "Heading 1")
        style.font.color.rgb = RGBColor(0, 0, 0)
        layout = style.paragraph_format
        layout.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER if name in ("Title", "Subtitle", "Header") else WD_ALIGN_PARAGRAPH.JUSTIFY
        )
        layout.first_line_indent = Mm(FIRST_LINE if name == "Normal" else 0)
        layout.space_after = Pt(0 if name == "footnote text" else 6)
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    styles["Normal"].element.get_or_add_rPr().append(language)
    return document


def _refer(paragraph: Paragraph, number: int) -> None:
    """End `paragraph` with the reference to a footnote."""
    run = paragraph.add_run(style="footnote reference")
    run._r.append(_element("w:footnoteReference", id=str(number)))


def _add_footnotes(document: Document, notes: Sequence[str]) -> None:
    """The part that Word keeps footnotes in (ECMA-376 Part 1, 17.11), which python-docx has no interface to."""
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import XmlPart  # noqa: PLC0415

    root = _element("w:footnotes")
    for number, kind in enumerate(("separator", "continuationSeparator"), -1):
        root.append(_note(number, _run(_element(f"w:{kind}")), kind))
    style = document.styles["footnote text"].style_id
    reference = document.styles["footnote reference"].style_id
    for number, note in enumerate(notes, 1):
        text = _element("w:t")
        text.text = f" {note}"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        sign = _run(_element("w:footnoteRef"), reference)
        footnote = _note(number, sign, style=style)
        footnote[0].append(_run(text))
        root.append(footnote)
    part = XmlPart(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, root, document.part.package)
    document.part.relate_to(part, FOOTNOTES_RELATION)


def _note(number: int, run: BaseOxmlElement, kind: str | None = None, style: str | None = None) -> BaseOxmlElement:
    paragraph = _element("w:p")
    if style:
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", val=style))
        paragraph.append(properties)
    paragraph.append(run)
    note = _element("w:footnote", id=str(number), **({"type": kind} if kind else {}))
    note.append(paragraph)
    return note


def _run(content: BaseOxmlElement, style: str | None = None) -> BaseOxmlElement:
    run = _element("w:r")
    if style:
        properties = _element("w:rPr")
        properties.append(_element("w:rStyle", val=style))
        run.append(properties)
    run.append(content)
    return run


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
