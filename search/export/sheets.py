"""What a search found becomes a sheet: a workbook that can be filtered and printed, or lines of CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...corpus.citation import prose_date
from ...corpus.header.unsure import READ_FIELDS
from ...words import say
from .quotations import LANGUAGE, in_xml

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from .. import Hit

Value = str | int | date | None

COLUMNS: dict[str, Callable[[Hit], Value]] = {
    "rank": lambda hit: hit.rank,
    "secrecy": lambda hit: hit.passage.report.header.secrecy,
    "text": lambda hit: hit.passage.text,
    "source": lambda hit: hit.citation,
    "agency": lambda hit: hit.passage.report.header.agency,
    "doc_type": lambda hit: hit.passage.report.header.doc_type,
    "number": lambda hit: hit.passage.report.header.number,
    "issued": lambda hit: day_or_words(hit.passage.report.header.issued),
    "title": lambda hit: hit.passage.report.header.title,
    "unsure": lambda hit: ", ".join(say(READ_FIELDS[name], LANGUAGE) for name in hit.passage.report.header.unsure),
    "sections": lambda hit: " > ".join(section.heading for section in hit.passage.sections),
    "paragraph": lambda hit: hit.passage.n,
    "page": lambda hit: hit.passage.page,
    "also_in": lambda hit: "; ".join(citation for _, citation in hit.also_in),
    "file": lambda hit: hit.passage.report.file,
    "passage": lambda hit: hit.passage.key,
}
"""The columns of a sheet by their names in the words, and what stands in them for a passage."""
WIDTHS = {
    "rank": 5, "secrecy": 9, "text": 60, "source": 40, "agency": 20, "title": 30, "unsure": 16, "sections": 26,
    "paragraph": 6, "page": 6, "also_in": 30, "file": 20, "question": 40, "understood": 40,
}  # fmt: skip
"""Of columns, in characters."""
CELL_LIMIT = 32_767
"""Characters in one cell (Excel specifications and limits)."""
FIRST_DAY = date(1900, 3, 1)
"""The first that Excel counts as the calendar does: it has a 29 February 1900."""
DAY_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
LINK_COLOUR = "0563C1"
FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What a spreadsheet may take for a formula (OWASP, CSV Injection), also behind blanks that it drops."""
A_DATE_TO_EXCEL = re.compile(r"\s*\d{1,4}[-/]\d{1,4}(?:[-/]\d{1,4})?\s*")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook takes for a character by its number (ECMA-376 Part 1, 22.9.2.19)."""


def day_or_words(issued: str | None) -> Value:
    """A date as a day, if it is as precise as that and a sheet can count it; else in words."""
    if not issued:
        return None
    day = date.fromisoformat(issued) if issued.count("-") == 2 else None
    return day if day and day >= FIRST_DAY else prose_date(issued)


def plain_cell(text: str) -> str:
    """`text` as whatever opens a CSV file shows it: an apostrophe before what it could run, or change to a date."""
    text = in_xml(text)
    return cut(f"'{text}" if FORMULA.match(text) or A_DATE_TO_EXCEL.fullmatch(text) else text)


def cut(text: str) -> str:
    """`text` as far as one cell holds it, and a word on what is missing."""
    if len(text) <= CELL_LIMIT:
        return text
    missing = say("documents.cut", LANGUAGE)
    return text[: CELL_LIMIT - len(missing)] + missing


def csv_of(hits: Iterable[Hit]) -> bytes:
    """The passages as CSV in UTF-8 with a mark at its head, for Excel; dates in words, for it rewrites others."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(map(column_name, COLUMNS))
    for hit in hits:
        values = [value(hit) for value in COLUMNS.values()]
        said = [prose_date(value.isoformat()) if isinstance(value, date) else value for value in values]
        writer.writerow([value if isinstance(value, int) else plain_cell(value or "") for value in said])
    return target.getvalue().encode("utf-8-sig")


def xlsx_of(
    hits: Sequence[Hit],
    sources: Sequence[str],
    question: Sequence[str],
    address: Callable[[str], str | None] | None = None,
) -> bytes:
    """The passages, the list of their sources, and what was asked as three sheets of a workbook.

    Text is text by the type of its cell, whatever it begins with, and stays so when somebody edits it.

    Args:
        hits: the passages found.
        sources: the list of sources.
        question: what was asked, how it was understood, whether it was answered.
        address: where a report can be had, by its id; None where nowhere.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - only this format needs it

    book = Workbook()
    book.remove(book.active)
    passages = _sheet(book.create_sheet(say("documents.sheet_passages", LANGUAGE)), list(COLUMNS))
    for line, hit in enumerate(hits, 2):
        for at, (name, value) in enumerate(COLUMNS.items(), 1):
            cell = _fill(passages.cell(line, at), value(hit))
            if name == "source" and address and (there := address(hit.passage.report.id)):
                _link(cell, there)
    listed = _sheet(book.create_sheet(say("documents.sheet_sources", LANGUAGE)), ["rank", "source"])
    for number, source in enumerate(sources, 1):
        _fill(listed.cell(number + 1, 1), number)
        _fill(listed.cell(number + 1, 2), source)
    asked = _sheet(book.create_sheet(say("documents.sheet_question", LANGUAGE)), ["question", "understood", "found"])
    for at, said in enumerate(question, 1):
        _fill(asked.cell(2, at), said)
    for sheet in (passages, listed):
        sheet.auto_filter.ref = sheet.dimensions
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def column_name(column: str) -> str:
    """What stands at the head of a column."""
    return say(f"documents.column_{column}", LANGUAGE)


def _sheet(sheet: Worksheet, columns: Sequence[str]) -> Worksheet:
    """A sheet with its head, which stays in sight and on every page that is printed."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(1, at, column_name(column))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = WIDTHS.get(column, 14)
    return sheet


def _fill(cell: Cell, value: Value) -> Cell:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        text = ESCAPE.sub("_x005F_", in_xml(value))
        if text:
            cell.value = cut(text)
            cell.data_type = "s"  # openpyxl takes "=1" for a formula, "#N/A" and the like for errors
            if FORMULA.match(text):
                cell.number_format = TEXT_FORMAT
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DAY_FORMAT
    return cell


def _link(cell: Cell, address: str) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    cell.hyperlink = address
    cell.font = Font(color=LINK_COLOUR, underline="single")
