"""Reading: a file becomes a Report, with its header, outline, paragraphs and references."""

from __future__ import annotations

from pathlib import Path

from corpus.header import read_header
from corpus.outline import outline
from corpus.parts import divide
from corpus.reading import Block, read_blocks
from corpus.references import references_in
from corpus.report import Report

__all__ = ["read_report", "report_from_blocks"]


def read_report(path: Path, name: str | None = None) -> Report:
    """The report in `path`, under `name` (by default the file's own).

    Raises:
        corpus.errors.FileUnreadableError: the file cannot be read as a report; the message says why.
    """
    return report_from_blocks(read_blocks(path), name or path.name)


def report_from_blocks(blocks: list[Block], name: str) -> Report:
    """The report that `blocks` hold, with a warning in Vietnamese wherever the reading is unsure."""
    parts = divide(blocks)
    header = read_header(parts)
    sections, paragraphs = outline(parts.body)
    references = references_in([" ".join(parts.title), *(paragraph.text for paragraph in paragraphs)])
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
