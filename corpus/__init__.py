"""Reading: a file becomes a Report, with its header, outline, paragraphs and references."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracuu.corpus.blocks import Block
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.header import read_header
from tracuu.corpus.header.extent import divide
from tracuu.corpus.outline import read_outline
from tracuu.corpus.reading import read_blocks
from tracuu.corpus.references import references_in
from tracuu.corpus.report import Report
from tracuu.corpus.vietnamese import vietnamese_share

__all__ = ["read_report", "report_from_blocks"]

VIETNAMESE = 0.6
"""Least share of Vietnamese syllables in a file without any formal part of a document."""


class NotAReportError(FileUnreadableError):
    """A text that is neither in Vietnamese nor has any formal part of a document: notes, code, a licence."""

    def __init__(self) -> None:
        super().__init__(
            "Tệp không phải văn bản hành chính tiếng Việt (không thấy số, tên loại, cơ quan, người ký). "
            "Hãy để tệp này ngoài thư mục báo cáo.",
            "The file is no Vietnamese administrative document (no number, type, agency or signer). "
            "Keep it out of the folder of reports.",
        )


def read_report(path: Path, name: str | None = None) -> Report:
    """The report in `path`, under `name` (by default the file's own).

    Raises:
        corpus.errors.FileUnreadableError: the file cannot be read as a report; the message says why.
    """
    reading = read_blocks(path)
    report = report_from_blocks(reading.blocks, name or path.name)
    report = replace(report, warnings=(*reading.warnings, *report.warnings))
    header = report.header
    formal = header.doc_type or header.number or header.signer or header.issued
    if not formal and vietnamese_share(" ".join(p.text for p in report.paragraphs)) < VIETNAMESE:
        raise NotAReportError
    return report


def report_from_blocks(blocks: list[Block], name: str) -> Report:
    """The report that `blocks` hold, with a warning in Vietnamese wherever the reading is unsure."""
    parts = divide(blocks)
    header = read_header(parts)
    sections, paragraphs = read_outline(parts.body)
    headings = (section.heading for section in sections)
    notes = (" ".join(block.lines) for block in parts.letterhead if block.lines[0].startswith("("))
    cited_in = [" ".join(parts.title), *notes, *headings, *(paragraph.text for paragraph in paragraphs)]
    references = references_in(cited_in, header.number, header.issued)
    missing = [
        warning
        for absent, warning in (
            (parts.doc_type is None, "Không thấy tên loại văn bản."),
            (header.agency is None, "Không rõ cơ quan ban hành."),
            (header.number is None, "Không có số, ký hiệu."),
            (header.issued_precision != "day", "Không có ngày ban hành đầy đủ."),
            (header.signer is None, "Không thấy người ký."),
            (not sections, "Không nhận ra đề mục nào."),
            (not paragraphs, "Không có đoạn văn nào trong phần nội dung."),
        )
        if absent
    ]
    return Report(name, header, sections, paragraphs, references, tuple(missing))
