"""What a search found becomes a file: Word, Excel, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tracuu.corpus.bibliography import CslItem
from tracuu.corpus.citation import cite_in_full, sources
from tracuu.corpus.errors import TracuuError
from tracuu.search.export.quotations import ExportUnwritableError, Quotation, in_xml, quotations_docx, save

if TYPE_CHECKING:
    from tracuu.index.records import Passage
    from tracuu.search import Hit, SearchResult

__all__ = ["FORMATS", "ExportUnwritableError", "Quotation", "export", "exported", "quotations_docx", "source_of"]

TITLE = "Kết quả tra cứu"
NOT_FOUND = "Chưa thấy đoạn nào trả lời câu hỏi này; dưới đây là những đoạn gần nhất."
COLUMNS: dict[str, Callable[[Hit], str | int | None]] = {
    "STT": lambda hit: hit.rank,
    "Độ mật": lambda hit: hit.passage.report.header.secrecy,
    "Đoạn trích": lambda hit: hit.passage.text,
    "Nguồn": lambda hit: hit.citation,
    "Cơ quan": lambda hit: hit.passage.report.header.agency,
    "Loại văn bản": lambda hit: hit.passage.report.header.doc_type,
    "Số, ký hiệu": lambda hit: hit.passage.report.header.number,
    "Ngày ban hành": lambda hit: hit.passage.report.header.issued,
    "Trích yếu": lambda hit: hit.passage.report.header.title,
    "Mục": lambda hit: " > ".join(section.heading for section in hit.passage.sections),
    "Đoạn": lambda hit: hit.passage.n,
    "Trang": lambda hit: hit.passage.page,
    "Cũng nêu tại": lambda hit: "; ".join(citation for _, citation in hit.also_in),
    "Tệp": lambda hit: hit.passage.report.file,
    "Mã đoạn": lambda hit: hit.passage.key,
}
"""The columns of a sheet, and what stands in them for a passage."""
WIDTHS = {
    "STT": 5, "Độ mật": 9, "Đoạn trích": 60, "Nguồn": 40, "Cơ quan": 20, "Trích yếu": 30, "Mục": 26, "Đoạn": 6,
    "Trang": 6, "Cũng nêu tại": 30, "Tệp": 20, "Câu hỏi": 40, "Hiểu là": 40,
}  # fmt: skip
"""Of columns, in characters."""
CELL_LIMIT = 32_767
"""Characters in one cell (Excel specifications and limits)."""
CUT = " … [cắt bớt: quá dài cho một ô]"
FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What a spreadsheet may take for a formula (OWASP, CSV Injection), also behind blanks that it drops."""
MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|#$]")
MARKDOWN_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


class ExportFormatError(TracuuError):
    """The ending of the file names no format that a result can be saved in."""

    def __init__(self, name: str) -> None:
        known = ", ".join(FORMATS)
        super().__init__(
            f"Không xuất được ra “{name}”. Hãy đặt tên tệp có đuôi: {known}.",
            f"“{name}” is no format to save in. Give the file one of these endings: {known}.",
        )


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
    others = "".join(f"; cũng nêu tại: {other}" for _, other in hit.also_in)
    return Quotation(passage.text, f"{citation}{others}", report.header.secrecy)


def plain_cell(text: str) -> str:
    """`text` as a spreadsheet shows and never runs it: an apostrophe before what could begin a formula."""
    text = in_xml(text)
    text = f"'{text}" if FORMULA.match(text) else text
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def _rows(hits: Iterable[Hit]) -> list[list[str | int]]:
    rows = []
    for hit in hits:
        values = [value(hit) for value in COLUMNS.values()]
        rows.append([value if isinstance(value, int) else plain_cell(value or "") for value in values])
    return rows


def _sources(result: SearchResult) -> list[str]:
    return sources((hit.passage.report.header, hit.passage.report.file) for hit in result.hits)


def _question(result: SearchResult) -> str:
    understood = f" (hiểu là: “{result.understood_as}”)" if result.understood_as else ""
    return f"Câu hỏi: “{result.query}”{understood}"


def _docx(result: SearchResult) -> bytes:
    target = io.BytesIO()
    lead = _question(result) if result.found else f"{_question(result)}. {NOT_FOUND}"
    quotations_docx([quotation_of(hit) for hit in result.hits], target, TITLE, lead, _sources(result))
    return target.getvalue()


def _xlsx(result: SearchResult) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only this format needs it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = Workbook()
    question = "có" if result.found else NOT_FOUND
    sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[str | int]]]] = {
        "Đoạn trích": (list(COLUMNS), _rows(result.hits)),
        "Danh mục tài liệu": (
            ["STT", "Nguồn"],
            [[number, plain_cell(source)] for number, source in enumerate(_sources(result), 1)],
        ),
        "Câu hỏi": (
            ["Câu hỏi", "Hiểu là", "Có câu trả lời"],
            [[plain_cell(result.query), plain_cell(result.understood_as or ""), question]],
        ),
    }
    book.remove(book.active)
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
        for at, column in enumerate(columns, 1):
            sheet.column_dimensions[sheet.cell(1, at).column_letter].width = WIDTHS.get(column, 14)
            sheet.cell(1, at, column).font = Font(bold=True)
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
    writer.writerow(COLUMNS)
    writer.writerows(_rows(result.hits))
    return target.getvalue().encode("utf-8-sig")


def _json(result: SearchResult) -> bytes:
    return (json.dumps(result.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _markdown(result: SearchResult) -> bytes:
    lines = [f"# {TITLE}", "", escape_markdown(_question(result)), ""]
    lines += [] if result.found else [NOT_FOUND, ""]
    for hit in result.hits:
        quotation = quotation_of(hit)
        mark = f"**\\[{escape_markdown(quotation.secrecy).upper()}\\]** " if quotation.secrecy else ""
        lines += [f"> {mark}{escape_markdown(quotation.text)}", ">", f"> — {escape_markdown(quotation.citation)}", ""]
    listed = [f"{number}. {escape_markdown(source)}" for number, source in enumerate(_sources(result), 1)]
    lines += ["## Danh mục tài liệu viện dẫn", "", *listed, ""] if listed else []
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
