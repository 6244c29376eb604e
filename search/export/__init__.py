"""What a search found becomes a file: Word, Excel, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...corpus.bibliography import CslItem
from ...corpus.citation import cite_in_full, sources
from ...corpus.errors import TracuuError
from ...words import say
from .quotations import LANGUAGE, ExportUnwritableError, Quotation, in_xml, quotations_docx, save

if TYPE_CHECKING:
    from ...index.records import Passage
    from .. import Hit, SearchResult

__all__ = [
    "FORMATS",
    "LANGUAGE",
    "ExportUnwritableError",
    "Quotation",
    "also_in",
    "export",
    "exported",
    "quotations_docx",
    "source_of",
]

COLUMNS: dict[str, Callable[[Hit], str | int | None]] = {
    "rank": lambda hit: hit.rank,
    "secrecy": lambda hit: hit.passage.report.header.secrecy,
    "text": lambda hit: hit.passage.text,
    "source": lambda hit: hit.citation,
    "agency": lambda hit: hit.passage.report.header.agency,
    "doc_type": lambda hit: hit.passage.report.header.doc_type,
    "number": lambda hit: hit.passage.report.header.number,
    "issued": lambda hit: hit.passage.report.header.issued,
    "title": lambda hit: hit.passage.report.header.title,
    "sections": lambda hit: " > ".join(section.heading for section in hit.passage.sections),
    "paragraph": lambda hit: hit.passage.n,
    "page": lambda hit: hit.passage.page,
    "also_in": lambda hit: "; ".join(citation for _, citation in hit.also_in),
    "file": lambda hit: hit.passage.report.file,
    "passage": lambda hit: hit.passage.key,
}
"""The columns of a sheet by their names in the words, and what stands in them for a passage."""
WIDTHS = {
    "rank": 5, "secrecy": 9, "text": 60, "source": 40, "agency": 20, "title": 30, "sections": 26, "paragraph": 6,
    "page": 6, "also_in": 30, "file": 20, "question": 40, "understood": 40,
}  # fmt: skip
"""Of columns, in characters."""
CELL_LIMIT = 32_767
"""Characters in one cell (Excel specifications and limits)."""
FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What a spreadsheet may take for a formula (OWASP, CSV Injection), also behind blanks that it drops."""
MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|#$]")
MARKDOWN_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


class ExportFormatError(TracuuError):
    """The ending of the file names no format that a result can be saved in."""

    def __init__(self, name: str) -> None:
        known = ", ".join(FORMATS)
        super().__init__(name=name, known=known)


def export(result: SearchResult, path: Path) -> None:
    """Save `result` in the format that the ending of `path` names; a file that is there is replaced.

    Raises:
        ExportFormatError: the ending is none of `FORMATS`.
        ExportUnwritableError: the file cannot be written.
    """
    save(exported(result, path.suffix), path)


def exported(result: SearchResult, ending: str) -> bytes:
    """`result` in the format of `ending` (".docx"), as bytes; ExportFormatError if that is none of `FORMATS`."""
    write = FORMATS.get(ending.lower())
    if write is None:
        raise ExportFormatError(ending)
    return write(result)


def source_of(passage: Passage) -> CslItem:
    """The passage as citations take it."""
    report = passage.report
    return CslItem(passage.key, report.header, passage.sections, passage.n, passage.page, report.file)


def quotation_of(hit: Hit) -> Quotation:
    """The hit as it is quoted: cited in full, with the other reports that say the same."""
    passage, report = hit.passage, hit.passage.report
    citation = cite_in_full(report.header, passage.sections, passage.n, passage.page, report.file)
    return Quotation(passage.text, also_in([citation, *(other for _, other in hit.also_in)]), report.header.secrecy)


def also_in(citations: Iterable[str]) -> str:
    """The citations of what stands in several reports to the letter, as one."""
    return say("documents.also_in", LANGUAGE).join(citations)


def plain_cell(text: str) -> str:
    """`text` as a spreadsheet shows and never runs it: an apostrophe before what could begin a formula."""
    text = in_xml(text)
    text = f"'{text}" if FORMULA.match(text) else text
    if len(text) <= CELL_LIMIT:
        return text
    cut = say("documents.cut", LANGUAGE)
    return text[: CELL_LIMIT - len(cut)] + cut


def _column(name: str) -> str:
    return say(f"documents.column_{name}", LANGUAGE)


def _rows(hits: Iterable[Hit]) -> list[list[str | int]]:
    rows = []
    for hit in hits:
        values = [value(hit) for value in COLUMNS.values()]
        rows.append([value if isinstance(value, int) else plain_cell(value or "") for value in values])
    return rows


def _sources(result: SearchResult) -> list[str]:
    return sources((hit.passage.report.header, hit.passage.report.file) for hit in result.hits)


def _question(result: SearchResult) -> str:
    if result.understood_as:
        return say("documents.question_understood", LANGUAGE, question=result.query, understood=result.understood_as)
    return say("documents.question", LANGUAGE, question=result.query)


def _docx(result: SearchResult) -> bytes:
    target = io.BytesIO()
    lead = _question(result) if result.found else f"{_question(result)}. {say('documents.not_found', LANGUAGE)}"
    title = say("documents.title", LANGUAGE)
    quotations_docx([quotation_of(hit) for hit in result.hits], target, title, lead, _sources(result))
    return target.getvalue()


def _xlsx(result: SearchResult) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only this format needs it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = Workbook()
    found = say("documents.found" if result.found else "documents.not_found", LANGUAGE)
    sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[str | int]]]] = {
        "passages": (list(COLUMNS), _rows(result.hits)),
        "sources": (
            ["rank", "source"],
            [[number, plain_cell(source)] for number, source in enumerate(_sources(result), 1)],
        ),
        "question": (
            ["question", "understood", "found"],
            [[plain_cell(result.query), plain_cell(result.understood_as or ""), found]],
        ),
    }
    book.remove(book.active)
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(say(f"documents.sheet_{name}", LANGUAGE))
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
        for at, column in enumerate(columns, 1):
            sheet.column_dimensions[sheet.cell(1, at).column_letter].width = WIDTHS.get(column, 14)
            sheet.cell(1, at, _column(column)).font = Font(bold=True)
        for line, row in enumerate(rows, 2):
            for at, value in enumerate(row, 1):
                cell = sheet.cell(line, at, None if value == "" else value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(value, str) and value:
                    cell.data_type = "s"  # openpyxl takes "#N/A" and the like for errors
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _csv(result: SearchResult) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(map(_column, COLUMNS))
    writer.writerows(_rows(result.hits))
    return target.getvalue().encode("utf-8-sig")


def _json(result: SearchResult) -> bytes:
    return (json.dumps(result.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _markdown(result: SearchResult) -> bytes:
    lines = [f"# {say('documents.title', LANGUAGE)}", "", escape_markdown(_question(result)), ""]
    lines += [] if result.found else [say("documents.not_found", LANGUAGE), ""]
    for hit in result.hits:
        quotation = quotation_of(hit)
        mark = f"**\\[{escape_markdown(quotation.secrecy).upper()}\\]** " if quotation.secrecy else ""
        lines += [f"> {mark}{escape_markdown(quotation.text)}", ">", f"> — {escape_markdown(quotation.citation)}", ""]
    listed = [f"{number}. {escape_markdown(source)}" for number, source in enumerate(_sources(result), 1)]
    lines += [f"## {say('documents.sources', LANGUAGE)}", "", *listed, ""] if listed else []
    return "\n".join(lines).encode("utf-8", "replace")


def escape_markdown(text: str) -> str:
    """`text` on one line that Markdown shows letter by letter."""
    text = MARKDOWN.sub(r"\\\g<0>", " ".join(in_xml(text).split()))
    return MARKDOWN_LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


FORMATS: dict[str, Callable[[SearchResult], bytes]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
    ".md": _markdown,
}
"""The endings that a result can be saved with."""
