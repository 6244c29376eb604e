"""A file becomes its documents, each a Report with its header, outline, paragraphs and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..words import say
from .blocks import Block, joined
from .bundles import FIRST_ENCLOSED, place_in_file
from .errors import FileUnreadableError
from .header.attached import attributed
from .header.enclosed import documents
from .header.extent import divide
from .header.reading import read_header
from .header.unsure import READ_FIELDS, with_doubts
from .outline import read_outline
from .outline.pieces import capped
from .reading import read_blocks
from .references import references_in
from .report import Header, Paragraph, Report
from .vietnamese import vietnamese_share

VIETNAMESE = 0.6
"""Least share of Vietnamese syllables in a file without any formal part of a document."""


class NotAReportError(FileUnreadableError):
    """A text that is neither in Vietnamese nor has any formal part of a document: notes, code, a licence."""


def read_report(path: Path, name: str | None = None) -> Report:
    """The report in `path`, under `name` (by default the file's own), with what else stands in the same file.

    Raises:
        corpus.errors.FileUnreadableError: the file cannot be read as a report; the message says why.
    """
    number = place_in_file(path)
    if number:
        enclosed = read_report(path.parent, name).enclosed
        if number - FIRST_ENCLOSED >= len(enclosed):
            raise FileUnreadableError(key="reading.missing", name=path.name)
        return replace(enclosed[number - FIRST_ENCLOSED], file=name or path.name)
    reading = read_blocks(path, name)
    name = name or path.name
    found = [
        report_from_blocks(blocks, name if not at else f"{name}/{at + 1}", reading.doubts)
        for at, blocks in enumerate(documents(reading.blocks))
    ]
    report, *others = (replace(one, warnings=(*reading.warnings, *one.warnings)) for one in found)
    header = report.header
    formal = header.doc_type or header.number or header.signer or header.issued
    if not formal and vietnamese_share(" ".join(p.text for p in report.paragraphs)) < VIETNAMESE:
        raise NotAReportError
    return replace(report, enclosed=tuple(others), warnings=(*_several(len(found)), *report.warnings))


def parted(report: Report) -> tuple[Report, ...]:
    """The documents of a file, each as if it stood alone: who sees one is told of no other, nor how many there are."""
    told = _several(1 + len(report.enclosed))
    alone = replace(report, enclosed=(), warnings=tuple(text for text in report.warnings if text not in told))
    return (alone, *report.enclosed)


def _several(count: int) -> tuple[str, ...]:
    """The warning of a file with so many documents, if that is one."""
    return (say("warnings.several", "vi", n=count),) if count > 1 else ()


def read_draft(path: Path, name: str | None = None) -> Report:
    """A draft as its format has it, each block but the headings a paragraph; its parts and outline are not looked for.

    In plain text a line that ends what it says ends its paragraph too.

    Raises:
        corpus.errors.FileUnreadableError: the file cannot be read; the message says why.
    """
    reading = read_blocks(path, name)
    told = (block for block in reading.blocks if block.kind != "heading")
    lines = _lines_of if path.suffix.lower() in PLAIN else lambda block: [block.lines]
    texts = [(block, part) for block in told for some in lines(block) for part in capped(joined(some))]
    paragraphs = (
        Paragraph(n, text, "row" if block.kind == "row" else "paragraph", (), block.page)
        for n, (block, text) in enumerate(texts, 1)
        if not text.isupper()
    )
    return Report(name or path.name, Header(), (), tuple(paragraphs), (), reading.warnings)


PLAIN = frozenset([".txt", ".md"])
LINE_CLOSED = re.compile(r"[.!?…][\"”’)\]]*\s*$")


def _lines_of(block: Block) -> Iterator[list[str]]:
    """The lines of a block of plain text, those together that the end of a line broke: none closes what it says."""
    some: list[str] = []
    for line in block.lines:
        some.append(line)
        if LINE_CLOSED.search(line):
            yield some
            some = []
    if some:
        yield some


def report_from_blocks(blocks: list[Block], name: str, doubts: frozenset[str] = frozenset()) -> Report:
    """The report that `blocks` hold, with a warning in Vietnamese wherever the reading is unsure.

    Args:
        blocks: in reading order.
        name: the file's.
        doubts: words that nothing confirms; see `Reading`.
    """
    parts = divide(blocks)
    header = read_header(parts)
    sections, paragraphs = read_outline(parts.body)
    headings = (section.heading for section in sections)
    notes = [" ".join(block.lines) for block in parts.letterhead if block.lines[0].startswith("(")]
    cited_in = [" ".join(parts.title), *notes, *headings, *(paragraph.text for paragraph in paragraphs)]
    of_another = header.number is not None and attributed(notes).number == header.number
    references = references_in(cited_in, None if of_another else header.number, header.issued)
    header = with_doubts(header, doubts, references, " ".join(paragraph.text for paragraph in paragraphs))
    missing = (
        say(warning, "vi")
        for absent, warning in (
            (parts.doc_type is None, "warnings.no_doc_type"),
            (header.agency is None, "warnings.no_agency"),
            (header.number is None, "warnings.no_number"),
            (header.issued_precision != "day", "warnings.no_date"),
            (header.signer is None, "warnings.no_signer"),
            (not sections, "warnings.no_headings"),
            (not paragraphs, "warnings.no_paragraphs"),
        )
        if absent
    )
    named = ", ".join(say(READ_FIELDS[field], "vi") for field in header.unsure)
    doubted = (say("warnings.unsure", "vi", fields=named),) if named else ()
    return Report(name, header, sections, paragraphs, references, (*doubted, *missing))
