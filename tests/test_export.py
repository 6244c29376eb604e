"""Results saved for office programs: what was found, its sources, and nothing that runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
import python_calamine
from docx import Document
from docx.shared import Length, Pt
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

import tracuu.commands.citing  # noqa: F401 - registers the command
from tests.headers import HEADERS, HOSTILE
from tests.office_files import needs_soffice, soffice
from tracuu.commands.application import app
from tracuu.corpus.citation import namesakes
from tracuu.corpus.errors import TracuuError
from tracuu.corpus.report import Header, Section
from tracuu.index.records import Passage, ReportRecord
from tracuu.search import Hit, SearchEngine, SearchResult
from tracuu.search.export import (
    COLUMNS,
    FORMATS,
    ExportFormatError,
    ExportUnwritableError,
    Quotation,
    export,
    exported,
    plain_cell,
    quotations_docx,
)
from tracuu.search.sources import source_of
from tracuu.words import say

HEADER = Header(
    agency="UBND xã Ngọc Lâm",
    number="132/BC-UBND",
    issued="2023-08-17",
    doc_type="Báo cáo",
    title="Kết quả giảm nghèo năm 2022",
)
IN_FULL = (
    "Báo cáo số 132/BC-UBND ngày 17 tháng 8 năm 2023 của Ủy ban nhân dân xã Ngọc Lâm về kết quả giảm nghèo năm 2022,"
    " mục II, đoạn 4"
)
FORMULA_MARKS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def hit(text: str, header: Header = HEADER, rank: int = 1, file: str = "bc.docx") -> Hit:
    section = Section("II", "Hạn chế", 1, "limitations", "II. Hạn chế")
    report = ReportRecord("0123abcd", file, header, (section,), 2023, 9)
    passage = Passage(rank, rank, report, (section,), 4, "paragraph", "limitations", None, text)
    return Hit(rank, 0.9, passage, ((0, len(text)),), f"Nguồn {rank}", (("0123abcd-9", "Nguồn khác"),))


def result(*hits: Hit, query: str = "kinh phí", found: bool = True) -> SearchResult:
    return SearchResult(query, None, 0.9, found, 1.0, hits)


def sheets(content: bytes) -> list[Worksheet]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)


def cells(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def paragraphs(saved: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(saved)).paragraphs]


def footnotes(saved: bytes) -> list[str]:
    root = etree.fromstring(ZipFile(io.BytesIO(saved)).read("word/footnotes.xml"))
    return ["".join(note.itertext()).strip() for note in root][2:]


def test_a_search_saved_by_the_ending_of_the_file(sample_engine: SearchEngine, tmp_path: Path) -> None:
    found = sample_engine.search("kinh phí hạn chế", k=3)
    for ending in FORMATS:
        export(found, tmp_path / f"kết quả{ending.upper()}")
    assert len(list(tmp_path.iterdir())) == 5
    text = found.hits[0].passage.text
    assert json.loads((tmp_path / "kết quả.JSON").read_text("utf-8")) == found.to_json()
    rows = csv_rows((tmp_path / "kết quả.CSV").read_bytes())
    assert rows[0] == [say(f"documents.column_{name}", "vi") for name in COLUMNS]
    assert rows[0][:4] == ["STT", "Độ mật", "Đoạn trích", "Nguồn"]
    assert rows[1][2:4] == [text, found.hits[0].citation]
    assert cells((tmp_path / "kết quả.XLSX").read_bytes())[1][2:4] == [text, found.hits[0].citation]
    document = (tmp_path / "kết quả.DOCX").read_bytes()
    assert f"“{text}”" in paragraphs(document)
    assert len(footnotes(document)) == 3


def test_the_page_is_as_the_decree_has_it() -> None:
    document = Document(io.BytesIO(exported(result(hit("Thiếu kinh phí.")), ".docx")))
    (section,) = document.sections
    assert [round(Length(side).mm) for side in (section.page_width or 0, section.page_height or 0)] == [210, 297]
    for side, least, most in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)):
        assert least <= round(getattr(section, f"{side}_margin").mm) <= most
    font = document.styles["Normal"].font
    assert (font.name, font.size) == ("Times New Roman", Pt(14))


def test_a_footnote_cites_in_full_once_and_names_the_others_that_say_so() -> None:
    saved = exported(result(hit("Thiếu kinh phí."), hit("Thiếu người.", rank=2)), ".docx")
    assert footnotes(saved) == [
        f"{IN_FULL}; cũng nêu tại: Nguồn khác",
        "Báo cáo số 132/BC-UBND, mục II, đoạn 4; cũng nêu tại: Nguồn khác",
    ]
    assert paragraphs(saved)[-2:] == ["Danh mục tài liệu viện dẫn", f"1. {IN_FULL.removesuffix(', mục II, đoạn 4')}"]


def test_a_later_footnote_tells_its_report_from_what_the_asker_may_see(tmp_path: Path) -> None:
    passages = [hit("Thiếu kinh phí.", rank=rank).passage for rank in (1, 2)]
    other = replace(HEADER, agency="UBND xã Nậm Lìa")
    told = [replace(source_of(passage), others=namesakes([HEADER, other])) for passage in passages]
    found = result(*(replace(hit("", rank=rank), passage=passage) for rank, passage in enumerate(passages, 1)))
    saved = exported(found, ".docx", {source.key: source for source in told})
    assert footnotes(saved)[1].startswith("Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm, mục II")


def test_quotations_of_ones_own_choice(tmp_path: Path) -> None:
    chosen = [Quotation("Thiếu <kinh phí> & người.", "Báo cáo số 1"), Quotation("Hai\x00.", "Báo cáo số 2", "Mật")]
    quotations_docx(chosen, tmp_path / "trích.docx", title="Khó khăn")
    saved = (tmp_path / "trích.docx").read_bytes()
    assert paragraphs(saved) == ["Khó khăn", "“Thiếu <kinh phí> & người.”", "[MẬT] “Hai.”"]
    assert footnotes(saved) == ["Báo cáo số 1", "[MẬT] Báo cáo số 2"]


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_secret_is_marked(ending: str) -> None:
    saved = exported(result(hit("Thiếu.", replace(HEADER, secrecy="Tối mật"))), ending)
    if ending == ".docx":
        said = str(paragraphs(saved))
        assert footnotes(saved)[0].startswith("[TỐI MẬT]")
    elif ending == ".xlsx":
        said = str(cells(saved))
    else:
        said = saved.decode("utf-8")
    assert "tối mật" in said.casefold()


def test_a_document_holds_only_what_was_found() -> None:
    saved = exported(result(hit("Thiếu."), found=False), ".docx")
    assert paragraphs(saved)[1].endswith("Chưa thấy đoạn nào trả lời câu hỏi này.")
    assert (len(paragraphs(saved)), footnotes(saved)) == (2, [])


@pytest.mark.parametrize("ending", [".docx", ".md", ".xlsx"])
def test_far_passages_are_not_passed_off_as_an_answer(ending: str) -> None:
    saved = exported(result(hit("Thiếu."), found=False), ending)
    said = {".docx": paragraphs, ".xlsx": cells, ".md": bytes.decode}[ending](saved)
    assert "Chưa thấy đoạn nào trả lời" in str(said)


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_found_is_saved_too(ending: str) -> None:
    assert exported(result(query="không có"), ending)


def test_what_cannot_be_saved_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportFormatError, match=r"\.docx, \.xlsx"):
        export(result(), tmp_path / "a.odt")
    with pytest.raises(ExportUnwritableError, match="Không ghi được"):
        export(result(), tmp_path / "không có" / "a.csv")
    with pytest.raises(ExportUnwritableError, match="Không ghi được"):
        quotations_docx([], tmp_path)


@settings(max_examples=40, deadline=None)
@given(HEADERS, st.sampled_from(HOSTILE) | st.text(max_size=30), st.sampled_from(HOSTILE) | st.text(max_size=20))
def test_no_cell_is_a_formula(header: Header, text: str, name: str) -> None:
    found = result(hit(text, header, file=name), query=name)
    book = openpyxl.load_workbook(io.BytesIO(exported(found, ".xlsx")))
    in_sheets = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not {"f", "e"} & {cell.data_type for cell in in_sheets}  # in a workbook, text is so by its type
    for value in (cell for row in csv_rows(exported(found, ".csv")) for cell in row):
        assert not value.strip().startswith(FORMULA_MARKS)
        assert not value.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "-1", "+84 24", "@SUM(1)", "#N/A", "a_b", "'a", "1/2"])
def test_a_text_stands_in_its_cell_letter_by_letter(text: str) -> None:
    cell = sheets(exported(result(hit(text)), ".xlsx"))[0]["C2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert (cell.number_format == "@") is text.startswith(("=", "-", "+", "@"))  # it stays text when it is edited


def test_what_looks_like_a_character_by_its_number_is_none(tmp_path: Path) -> None:
    export(result(hit("_x0041_ và _x000D_")), tmp_path / "a.xlsx")
    assert python_calamine.load_workbook(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()[1][2] == (
        "_x0041_ và _x000D_"
    )


def test_a_workbook_is_filtered_printed_and_followed_to_its_reports() -> None:
    found = result(hit("Thiếu."), hit("Chậm.", replace(HEADER, issued="2021-06"), rank=2))
    passages, listed, _ = sheets(exported(found, ".xlsx", address=lambda report: f"http://tracuu/originals/{report}"))
    assert passages.auto_filter.ref == "A1:P3"
    assert listed.auto_filter.ref == "A1:B3"
    for sheet in (passages, listed):
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert passages["D2"].hyperlink.target == "http://tracuu/originals/0123abcd"
    assert passages["D2"].value == "Nguồn 1"
    assert (passages["H2"].value, passages["H2"].number_format) == (datetime(2023, 8, 17), "dd/mm/yyyy")
    assert passages["H3"].value == "tháng 6/2021"
    without = sheets(exported(found, ".xlsx"))[0]
    assert without["D2"].hyperlink is None


@pytest.mark.parametrize("day", ["0987-01-01", "1900-02-28"])
def test_days_that_no_sheet_can_count_are_said(day: str) -> None:
    cell = sheets(exported(result(hit("Thiếu.", replace(HEADER, issued=day))), ".xlsx"))[0]["H2"]
    assert str(cell.value).startswith("ngày ")


def test_dates_in_csv_are_words() -> None:
    for issued, said in (("2023-08-17", "ngày 17/8/2023"), ("2021-06", "tháng 6/2021"), ("2023", "năm 2023")):
        assert csv_rows(exported(result(hit("Thiếu.", replace(HEADER, issued=issued))), ".csv"))[1][7] == said
    assert csv_rows(exported(result(hit("Thiếu.", replace(HEADER, number="12/2023"))), ".csv"))[1][6] == "'12/2023"


AS_EXCEL = "CSV:44,34,76,1,,1033,false,true"
"""Commas, quotes, UTF-8, from the first line, American, quoted cells too, and every date or number found."""


@needs_soffice
def test_an_office_program_changes_no_cell(tmp_path: Path) -> None:
    header = replace(HEADER, number="5/2021")
    found = result(hit("=1+1", header), hit("_x0041_", replace(header, issued="2021-06"), rank=2))
    export(found, tmp_path / "b.xlsx")
    saved = exported(found, ".csv")
    (tmp_path / "a.csv").write_bytes(saved + b"2023-08-17,5/2021\r\n")
    opened = tmp_path / "opened"
    opened.mkdir()
    soffice(opened, "xlsx:Calc MS Excel 2007 XML", tmp_path / "a.csv", read_as=AS_EXCEL)
    soffice(opened, "ods", tmp_path / "b.xlsx")
    (lines, *_) = sheets((opened / "a.xlsx").read_bytes())
    places = ("C2", "C3", "G2", "H2", "H3")
    assert [lines[place].value for place in places if place != "C3"] == [
        "'=1+1", "'5/2021", "ngày 17/8/2023", "tháng 6/2021",
    ]  # fmt: skip
    assert lines["A4"].is_date  # as it would have done with a date
    book = python_calamine.load_workbook(opened / "b.ods").get_sheet_by_index(0).to_python()
    assert [book[int(place[1:]) - 1]["ABCDEFGH".index(place[0])] for place in places] == [
        "=1+1", "_x0041_", "5/2021", date(2023, 8, 17), "tháng 6/2021",
    ]  # fmt: skip


def test_a_cell_holds_no_more_than_it_can() -> None:
    cell = plain_cell("dài " * 10_000)
    assert len(cell) == 32_767
    assert cell.endswith("quá dài cho một ô]")
    assert plain_cell("Đạt 80% (giảm 2%)") == "Đạt 80% (giảm 2%)"


@settings(max_examples=100)
@given(st.sampled_from(HOSTILE) | st.text("*_`[]()<>#!-+=.1 )a\\&;~|$:/\n", max_size=20))
def test_markdown_shows_every_letter_and_nothing_else(text: str) -> None:
    wanted = " ".join(text.translate(dict.fromkeys([0, 11, 0xD800])).split())
    assume(wanted)
    saved = exported(result(hit(text)), ".md").decode("utf-8")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(saved)
    first = next(at for at, token in enumerate(tokens) if token.type == "blockquote_open")
    assert tokens[first + 1].type == "paragraph_open"
    children = tokens[first + 2].children or []
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
    shown = "".join(child.content for child in children)
    assert shown == wanted


@needs_soffice
def test_libreoffice_opens_them_with_their_footnotes(tmp_path: Path) -> None:
    found = result(hit("Kinh phí còn hạn hẹp."), hit("=1+1", rank=2))
    for ending in (".docx", ".xlsx"):
        folder = tmp_path / ending[1:]
        folder.mkdir()
        export(found, folder / f"kq-{ending[1:]}{ending}")
    soffice(tmp_path, "pdf", tmp_path / "docx" / "kq-docx.docx", tmp_path / "xlsx" / "kq-xlsx.xlsx")
    document, sheet = (printed(tmp_path / f"kq-{kind}.pdf") for kind in ("docx", "xlsx"))
    assert "“Kinh phí còn hạn hẹp.”" in document
    assert IN_FULL in document
    assert " =1+1 " in sheet


def printed(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_cite_on_the_command_line(sample_store: Path, sample_engine: SearchEngine) -> None:
    def cited(*arguments: str, stdin: str = "") -> str:
        return run.invoke(app, ["--data", str(sample_store), "cite", *arguments], stdin, catch_exceptions=False).stdout

    run = CliRunner()
    found = sample_engine.search("kinh phí hạn chế", k=2)
    keys = [hit.passage.key for hit in found.hits]
    as_printed = json.dumps(found.to_json(), indent=2)
    assert cited(*keys).splitlines() == [hit.citation for hit in found.hits]
    reports = [key.partition("-")[0] for key in keys]
    assert [item["id"] for item in json.loads(cited("-", "--style", "csl-json", stdin=as_printed))] == reports
    assert cited("-", "--style", "bibtex", stdin=" ".join(keys * 2)).count("@techreport{") == 2
    numbers = [hit.passage.report.header.number for hit in found.hits]
    sources = cited("-", "--sources", stdin=" ".join(keys * 2)).splitlines()
    assert len(sources) == len(numbers)
    assert [line[:3] for line in sources] == ["1. ", "2. "]
    assert all(f"Báo cáo số {number} ngày " in " ".join(sources) for number in numbers)
    batch = json.loads(cited("-", "--json", "--style", "vi-short", stdin=f"{as_printed}\n{as_printed}\n"))
    assert [row["passage_id"] for row in batch["citations"]] == keys * 2
    assert batch["citations"][0]["citation"].startswith(f"Báo cáo số {numbers[0]}, ")
    assert len(batch["sources"]) == 2
    for wrong, stdin in (("không-có-1", ""), ("-", ""), ("-", '{"results": [{}'), ("-", "{} 1")):
        with pytest.raises(TracuuError, match=r"[Mm]ã đoạn"):
            cited(wrong, stdin=stdin)
