"""Word, Excel and PowerPoint files, old and new, as a reader sees them."""

from __future__ import annotations

import datetime
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import olefile
import openpyxl
import pytest

from tests.conftest import SAMPLES
from tests.office_files import (
    REPORT,
    W,
    box,
    legacy,
    legacy_docx,
    needs_soffice,
    ole,
    p,
    soffice,
    swap,
    table,
    tc,
    texts,
    write_docx,
    write_pptx,
    write_xlsx,
)
from tracuu.corpus import read_report
from tracuu.corpus.blocks import Block
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats import office
from tracuu.corpus.formats.office import read_doc, read_ppt
from tracuu.corpus.formats.old_sheets import read_xls
from tracuu.corpus.formats.sheets import read_xlsx
from tracuu.corpus.formats.slides import read_pptx
from tracuu.corpus.formats.word import read_docx


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Block]]:
    def read(body: str, **parts: str) -> list[Block]:
        return read_docx(write_docx(tmp_path / "tờ.docx", body, **parts)).blocks

    return read


SAMPLE = "BC-tong-ket-nam-hoc-2021-2022-PGDDT-Luong-Giang"

LISTS = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Muc"/>
    <w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
    <w:rPr><w:rFonts w:hAnsi="Symbol"/></w:rPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


NUMBERED_STYLES = """
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="MucCon"><w:name w:val="Mục con"/><w:basedOn w:val="Muc"/></w:style>
"""


def item(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


NUMBERED = "".join(
    [
        p("Tình hình", '<w:pStyle w:val="Muc"/>'),
        item("Thuận lợi", 1, 1),
        item("Về nguồn lực", 1, 2),
        item("Về con người", 1, 2),
        item("cán bộ xã;", 1, 3),
        item("cán bộ thôn;", 1, 3),
        item("Khó khăn", 1, 1),
        item("Về kinh phí", 1, 2),
        p("Không đánh số", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("Kết quả", '<w:pStyle w:val="MucCon"/>'),
        item("Kinh tế", 1, 1),
        item("Thu ngân sách;", 2),
        item("chi thường xuyên;", 2, 1),
        item("Hiệu lực", 3),
        item("thi hành", 3, 1),
        item("Đếm lại", 4),
        item("Đếm tiếp", 4),
        item("Nhảy cấp", 4, 2),
        item("Lùi cấp", 4, 1),
    ]
)


SHOWN = [
    "I. Tình hình", "1. Thuận lợi", "1.1. Về nguồn lực", "1.2. Về con người", "a) cán bộ xã;", "b) cán bộ thôn;",
    "2. Khó khăn", "2.1. Về kinh phí", "Không đánh số", "II. Kết quả", "1. Kinh tế", "- Thu ngân sách;",
    "• chi thường xuyên;", "Điều 4. Hiệu lực", "4.0thi hành", "I. Đếm lại", "II. Đếm tiếp",
    "1.1. Nhảy cấp", "2. Lùi cấp",
]  # fmt: skip


def test_automatic_numbers_are_text_as_word_shows_them(read: Callable[..., list[Block]]) -> None:
    assert texts(read(NUMBERED, numbering=LISTS, styles=NUMBERED_STYLES)) == SHOWN


@needs_soffice
def test_numbers_are_those_that_libreoffice_shows(tmp_path: Path) -> None:
    write_docx(tmp_path / "số.docx", NUMBERED, numbering=LISTS, styles=NUMBERED_STYLES)
    soffice(tmp_path, "txt:Text (encoded):UTF8", tmp_path / "số.docx")
    shown = (tmp_path / "số.txt").read_text("utf-8-sig").replace("•", "-").replace("◦", "-")
    assert "".join(shown.split()) == "".join("".join(SHOWN).replace("•", "-").split())


def test_bold_and_headings_come_from_styles_too(read: Callable[..., list[Block]]) -> None:
    styles = """
      <w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:rPr><w:b/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Dam"/></w:style>
      <w:style w:type="character" w:styleId="Manh"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Vong"><w:name w:val="Vòng"/><w:basedOn w:val="Vong"/></w:style>
      <w:style w:type="paragraph" w:styleId="M1"><w:name w:val="heading 1"/><w:basedOn w:val="Dam"/></w:style>
    """
    blocks = read(
        p("Kế thừa", '<w:pStyle w:val="Con"/>')
        + p("Chữ mạnh", "", '<w:rStyle w:val="Manh"/>')
        + p("Tắt đậm", '<w:pStyle w:val="Con"/>', '<w:b w:val="0"/>')
        + p("Đậm hai lần", '<w:pStyle w:val="Con"/>', '<w:rStyle w:val="Manh"/>')
        + p("Vòng tròn", '<w:pStyle w:val="Vong"/>')
        + p("Đề mục", '<w:pStyle w:val="M1"/>')
        + p("Cấp bốn", '<w:outlineLvl w:val="3"/>')
        + p("Chữ hoa", "", "<w:caps/>"),
        styles=styles,
    )
    assert [(text, block.bold, block.kind) for text, block in zip(texts(blocks), blocks, strict=True)] == [
        ("Kế thừa", True, "text"),
        ("Chữ mạnh", True, "text"),
        ("Tắt đậm", False, "text"),
        ("Đậm hai lần", False, "text"),
        ("Vòng tròn", False, "text"),
        ("Đề mục", True, "heading"),
        ("Cấp bốn", False, "heading"),
        ("CHỮ HOA", False, "text"),
    ]


def test_tracked_changes_are_read_as_accepted(read: Callable[..., list[Block]]) -> None:
    kept = "<w:r><w:t>Thu đạt </w:t></w:r>"
    gone = "<w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    new = "<w:ins><w:r><w:t>25 tỷ</w:t></w:r></w:ins>"
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Kinh phí </w:t></w:r></w:p>" + p("còn thiếu.")
    row = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("Xã bị xóa") + tc("9") + "</w:tr>"
    rows = f"<w:tbl><w:tr>{tc('Xã')}{tc('Số hộ')}</w:tr>{row}<w:tr>{tc('Tân Lập')}{tc('45')}</w:tr></w:tbl>"
    assert texts(read(f"<w:p>{kept}{gone}{new}</w:p>{joined}{rows}")) == [
        "Thu đạt 25 tỷ",
        "Kinh phí còn thiếu.",
        "Xã: Tân Lập | Số hộ: 45",
    ]


def test_what_word_does_not_show_is_left_out(read: Callable[..., list[Block]]) -> None:
    def field(code: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")

    contents = "<w:p>" + field(" TOC \\o ", "<w:r><w:t>I. Tình hình 3</w:t></w:r>") + "</w:p>"
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    assert texts(
        read(
            contents
            + f"<w:sdt>{gallery}<w:sdtContent>{p('II. Kết quả 4')}</w:sdtContent></w:sdt>"
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Trong ô nhập')}</w:sdtContent></w:sdt>"
            + f"<w:sdt>{prompt}<w:sdtContent>{p('Bấm để nhập')}</w:sdtContent></w:sdt>"
            + p("ẩn", "", "<w:vanish/>")
            + "<w:p>"
            + field(" HYPERLINK ", "<w:r><w:t>xem phụ lục</w:t></w:r>")
            + field(" PAGE ", p("7"))
            + "</w:p>"
            + "<w:p><w:r><w:t>tổ</w:t><w:softHyphen/><w:t>ng</w:t><w:noBreakHyphen/><w:sym w:char='F0FC'/></w:r></w:p>"
        )
    ) == ["Trong ô nhập", "xem phụ lục", "tổng-✓"]


def test_a_footnote_stands_below_its_paragraph(read: Callable[..., list[Block]]) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p("Số liệu đến ngày 30/11.")}</w:footnote>'
    line = '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    body = f"<w:p><w:r><w:t>Đạt 92,6%</w:t></w:r>{reference}<w:r><w:t>.</w:t></w:r></w:p>" + p("Sau đó.")
    assert texts(read(body, footnotes=line + note)) == ["Đạt 92,6%[1].", "[1] Số liệu đến ngày 30/11.", "Sau đó."]


def test_a_letterhead_in_text_boxes_is_read_once(read: Callable[..., list[Block]]) -> None:
    motto = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")
    assert texts(read(box(p("UBND XÃ TÂN LẬP") + p("MẬT")) + box(motto) + p("BÁO CÁO"))) == [
        "UBND XÃ TÂN LẬP",
        "MẬT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO",
    ]


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "HỎA TỐC", "KHẨN"])
def test_a_stamp_in_the_running_head_survives_and_the_rest_goes(read: Callable[..., list[Block]], stamp: str) -> None:
    assert texts(read(p("BÁO CÁO"), hdr=box(p(stamp)))) == [stamp, "BÁO CÁO"]
    font = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    assert texts(read(p("BÁO CÁO"), hdr=p(legacy(stamp.lower(), "tcvn3"), "", font))) == [stamp, "BÁO CÁO"]
    assert texts(read(p("BÁO CÁO"), hdr=p("Báo cáo năm 2023"), ftr=p("Trang 1"))) == ["BÁO CÁO"]


def test_a_letterhead_set_with_tabs_is_two_columns(read: Callable[..., list[Block]]) -> None:
    def line(left: str, right: str) -> str:
        return f"<w:p><w:r><w:t>{left}</w:t><w:tab/><w:tab/><w:t>{right}</w:t></w:r></w:p>"

    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    body = line("UBND XÃ TÂN LẬP", motto) + line("Số: 12/BC-UBND", "Độc lập - Tự do - Hạnh phúc") + p("BÁO CÁO")
    assert texts(read(body)) == ["UBND XÃ TÂN LẬP\nSố: 12/BC-UBND", f"{motto}\nĐộc lập - Tự do - Hạnh phúc", "BÁO CÁO"]


def test_items_typed_with_tabs_are_no_columns(read: Callable[..., list[Block]]) -> None:
    items = "".join(
        f"<w:p><w:r><w:t>{at}.</w:t><w:tab/><w:t>{text}</w:t></w:r></w:p>" for at, text in ((1, "KT - XH"), (2, "Thu"))
    )
    assert texts(read(items)) == ["1. KT - XH", "2. Thu"]


def test_merged_headers_are_joined_and_merged_rows_filled(read: Callable[..., list[Block]]) -> None:
    down, again = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = table(
        tc("TT", down) + tc("Xã", down) + tc("Kinh phí", '<w:gridSpan w:val="2"/>'),
        tc("", again) + tc("", again) + tc("Năm 2022") + tc("Năm 2023"),
        tc("(1)") + tc("(2)") + tc("(3)") + tc("(4)"),
        tc("A") + tc("Vùng cao", '<w:gridSpan w:val="3"/>'),
        tc("1") + tc("Tân Lập", down) + tc("25") + tc("30"),
        tc("2") + tc("", again) + tc("5") + tc(""),
        tc("Tổng cộng", '<w:gridSpan w:val="2"/>') + tc("30") + tc("30"),
    )
    blocks = read(rows)
    assert {block.kind for block in blocks} == {"row"}
    assert texts(blocks) == [
        "A | Vùng cao",
        "TT: 1 | Xã: Tân Lập | Kinh phí / Năm 2022: 25 | Kinh phí / Năm 2023: 30",
        "TT: 2 | Xã: Tân Lập | Kinh phí / Năm 2022: 5",
        "Tổng cộng | Kinh phí / Năm 2022: 30 | Kinh phí / Năm 2023: 30",
    ]


def test_a_frame_around_text_is_no_table(read: Callable[..., list[Block]]) -> None:
    inner = table(tc("Xã") + tc("Số hộ"), tc("Tân Lập") + tc("45"))
    frame = f"<w:tbl><w:tr><w:tc>{p('I. TÌNH HÌNH', '', '<w:b/>')}{inner}{p('Hết.')}</w:tc></w:tr></w:tbl>"
    blocks = read(frame)
    assert [(block.kind, block.bold) for block in blocks] == [("text", True), ("row", False), ("text", False)]
    assert texts(blocks)[1] == "Xã: Tân Lập | Số hộ: 45"


def test_a_table_in_a_cell_merged_over_rows_is_read_once(read: Callable[..., list[Block]]) -> None:
    inner = table(tc("Thôn") + tc("Số hộ"), tc("Khe Hạ") + tc("12"))
    merged = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Tân Lập")}{inner}</w:tc>'
    outer = table(tc("TT") + tc("Xã"), tc("1") + merged, tc("2") + tc("", "<w:vMerge/>"))
    assert texts(read(outer)) == ["TT: 1 | Xã: Tân Lập | Thôn: Khe Hạ | Số hộ: 12", "TT: 2 | Xã: Tân Lập"]


def test_a_table_that_places_whole_pages_is_no_table(read: Callable[..., list[Block]]) -> None:
    page = "".join(p(f"Đoạn {number}.") for number in range(25))
    assert texts(read(table(f"<w:tc>{page}</w:tc>" + tc("Lề"))))[-2:] == ["Đoạn 24.", "Lề"]


def test_letters_of_symbol_fonts_are_what_they_draw(read: Callable[..., list[Block]]) -> None:
    symbols = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    runs = f"<w:r><w:rPr>{symbols}</w:rPr><w:t>\u00fc</w:t></w:r><w:r><w:t> Đạt</w:t></w:r>"
    assert texts(read(f"<w:p>{runs}</w:p>")) == ["✓ Đạt"]


def test_a_row_of_a_table_in_a_cell_says_the_row_around_it(read: Callable[..., list[Block]]) -> None:
    inner = table(tc("Thôn") + tc("Số hộ"), tc("Khe Hạ") + tc("12"))
    outer = table(tc("TT") + tc("Xã"), tc("1") + f"<w:tc>{p('Tân Lập')}{inner}</w:tc>")
    assert texts(read(outer)) == ["TT: 1 | Xã: Tân Lập | Thôn: Khe Hạ | Số hộ: 12"]


@pytest.mark.parametrize(
    ("encoding", "font", "capital_font"),
    [
        ("vni", "VNI-Times", "VNI-Times"),
        ("tcvn3", ".VnTime", ".VnTimeH"),
        ("tcvn3", "Times New Roman", ".VnTimeH"),
        ("vni", "Arial", "VNI-Helve"),
    ],
)
def test_legacy_fonts_come_out_as_unicode(tmp_path: Path, encoding: str, font: str, capital_font: str) -> None:
    path = legacy_docx(tmp_path / "cũ.docx", encoding, font, capital_font)
    assert texts(read_docx(path).blocks) == [text for text, _ in REPORT]


def test_a_syllable_cut_by_emphasis_is_whole_again(read: Callable[..., list[Block]]) -> None:
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    typed = legacy("Kết quả", "vni")
    runs = "".join(f"<w:r><w:rPr>{font}{'<w:b/>' * (at % 2)}</w:rPr><w:t>{c}</w:t></w:r>" for at, c in enumerate(typed))
    assert texts(read(f"<w:p>{runs}</w:p>")) == ["Kết quả"]


def test_a_legacy_font_in_a_style_counts_and_unicode_beside_it_stays(read: Callable[..., list[Block]]) -> None:
    style = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
        '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    modern = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    typed = legacy("Nhà nước được trường", "tcvn3").replace("\xad", "</w:t><w:softHyphen/><w:t>")
    blocks = read(p(typed) + p("Xã có đô thị, tổ hợp tác", "", modern) + p("Xã có cá", "", modern), styles=style)
    assert texts(blocks) == ["Nhà nước được trường", "Xã có đô thị, tổ hợp tác", "Xã có cá"]


def test_unicode_in_a_legacy_font_stays_as_it_is(read: Callable[..., list[Block]]) -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    assert texts(read(p("Kinh phí được cấp", "", font) + p("hát các bài", "", font))) == [
        "Kinh phí được cấp",
        "hát các bài",
    ]


def test_a_strict_document_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "chuẩn.docx", p("Kinh phí còn thiếu."))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    swap(path, "word/document.xml", lambda xml: xml.replace(W.encode(), strict))
    assert texts(read_docx(path).blocks) == ["Kinh phí còn thiếu."]


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample, a document in .VnTime, a workbook and slides, saved by LibreOffice as files of Office 97."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office97")
    document = docx.Document(str(SAMPLES / f"{SAMPLE}.docx"))
    document.add_paragraph()  # as Word always has it; without it .doc loses the last table
    document.save(str(folder / f"{SAMPLE}.docx"))
    legacy_docx(folder / "tcvn3.docx", "tcvn3", ".VnTime", ".VnTimeH")
    write_xlsx(folder / "bảng.xlsx")
    write_pptx(folder / "chiếu.pptx")
    soffice(folder, "doc:MS Word 97", *folder.glob("*.docx"))
    soffice(folder, "xls:MS Excel 97", folder / "bảng.xlsx")
    soffice(folder, "ppt:MS PowerPoint 97", folder / "chiếu.pptx")
    return folder


def test_a_sample_saved_as_doc_reads_the_same(old_files: Path) -> None:
    modern = read_report(SAMPLES / f"{SAMPLE}.docx", "tệp")
    assert modern.header.number
    assert [paragraph.kind for paragraph in modern.paragraphs].count("row") == 5
    assert read_report(old_files / f"{SAMPLE}.doc", "tệp") == modern


def test_a_doc_in_vntime_is_unicode(old_files: Path) -> None:
    assert texts(read_doc(old_files / "tcvn3.doc").blocks) == [text for text, _ in REPORT]


WORKBOOK = [
    "Kinh phí",
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "BIỂU TỔNG HỢP KINH PHÍ NĂM 2023",
    "TT: 1 | Thôn: Đồng Mây | Kinh phí (triệu đồng) / Năm 2022: 25.000 | Kinh phí (triệu đồng) / Năm 2023: 25.500,5 "
    "| Ngày chi: 05/12/2023 | Tỷ lệ: 92,6%",
    "TT: 2 | Thôn: Khe Hạ | Kinh phí (triệu đồng) / Năm 2022: 1.250 | Kinh phí (triệu đồng) / Năm 2023: 0,0 "
    "| Ngày chi: 01/11/2023 | Tỷ lệ: 100,0%",
    "Tổng cộng | Kinh phí (triệu đồng) / Năm 2022: 26.250 | Kinh phí (triệu đồng) / Năm 2023: 25.500,5",
    "Người lập biểu",
    "CHỦ TỊCH",
]


def test_a_workbook_is_its_sheets_titles_and_rows(tmp_path: Path) -> None:
    blocks = read_xlsx(write_xlsx(tmp_path / "bảng.xlsx")).blocks
    assert texts(blocks) == WORKBOOK
    assert [block.kind for block in blocks] == ["heading", *["text"] * 3, *["row"] * 3, *["text"] * 2]


def test_an_old_workbook_reads_the_same(old_files: Path) -> None:
    assert texts(read_xls(old_files / "bảng.xls").blocks) == WORKBOOK


SHOWN_VALUES: list[tuple[object, str, str]] = [
    (25000, "General", "25000"),
    (0.1 + 0.2, "General", "0,3"),
    (1234567.891, "#,##0.00", "1.234.567,89"),
    (12.5, "0.##", "12,5"),
    (7, "00", "07"),
    (-1500, "#,##0;[Red]-#,##0", "-1.500"),
    (1500, '#,##0 "đ"', "1.500 đ"),
    (1500, "#,##0\\ [$VND]", "1.500"),
    (0.5, "0%", "50%"),
    (-1500, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "(1.500)"),
    (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
    (1e300, "General", "1e+300"),
    (1e20, "0.000000000000", "100000000000000000000,000000000000"),
    (True, "General", "TRUE"),
    (datetime.datetime(2023, 11, 1, 7, 30), "dd/mm/yyyy hh:mm", "01/11/2023 07:30"),
    (datetime.datetime(2023, 11, 1), "mm/yyyy", "11/2023"),
    ("=1+1 là hai", "General", "=1+1 là hai"),
]


def write_value(cell: Any, value: object, format_: str) -> None:
    cell.value, cell.number_format = value, format_
    if isinstance(value, str):
        cell.data_type = "s"


@pytest.mark.parametrize(("value", "format_", "shown"), SHOWN_VALUES)
def test_a_value_is_shown_as_its_cell_shows_it(tmp_path: Path, value: object, format_: str, shown: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    write_value(book.active["B2"], value, format_)
    book.save(tmp_path / "một.xlsx")
    assert texts(read_xlsx(tmp_path / "một.xlsx").blocks) == [shown]


LEGACY_CELLS = ["Tổng số hộ nghèo", "Kinh phí được cấp"]


def write_legacy(sheet: Any, font: str | None) -> None:
    for row, text in enumerate(LEGACY_CELLS, 1):
        cell = sheet.cell(row, 1, legacy(text, "vni"))
        if font:
            cell.font = openpyxl.styles.Font(name=font)


def test_legacy_cells_are_unicode(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    write_legacy(book.active, "VNI-Times")
    book.save(tmp_path / "vni.xlsx")
    assert texts(read_xlsx(tmp_path / "vni.xlsx").blocks) == LEGACY_CELLS


@needs_soffice
def test_old_cells_are_shown_as_new_ones_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    wanted = [
        *SHOWN_VALUES,
        (datetime.datetime(2023, 11, 1), "dd/mm/yyyy hh:mm", "01/11/2023 00:00"),
        (datetime.datetime(2023, 11, 1), "mm-dd-yy", "01/11/2023"),
        (datetime.time(7, 30), "h:mm", "07:30"),
        ("=B2*2", "#,##0", "50.000"),
    ]
    for place, (value, format_, _) in enumerate(wanted):  # apart, so that none is a header; lone numbers share a row
        write_value(sheet.cell(2 + 3 * place, 2 + place % 3), value, format_)
        if value == "=B2*2":
            sheet.cell(2 + 3 * place, 2 + place % 3).data_type = "f"
    write_legacy(book.create_sheet("Sheet 2"), "VNI-Times")
    write_legacy(book.create_sheet("Sheet 3"), None)
    sheet = book.create_sheet("Sheet 4")
    for row, text in enumerate(LEGACY_CELLS, 1):
        sheet.cell(row, 1, legacy(text.lower(), "tcvn3")).font = openpyxl.styles.Font(name=".VnTimeH")
    book.create_sheet("Rất kín")["A1"] = "không ai thấy"
    book["Rất kín"].sheet_state = "veryHidden"
    book.save(tmp_path / "cũ.xlsx")
    soffice(tmp_path, "xls:MS Excel 97", tmp_path / "cũ.xlsx")
    assert texts(read_xls(tmp_path / "cũ.xls").blocks) == [
        *(shown for _, _, shown in wanted),
        *LEGACY_CELLS,
        *LEGACY_CELLS,
        *map(str.upper, LEGACY_CELLS),
    ]


def record(kind: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack("<HH", kind, len(content)) + content


def excel_95(sheet: bytes, hidden: int = 0) -> bytes:
    """The stream of a workbook of Excel 95 with one sheet of these records; looks: 0 plain, 1 in .VnTime, 2 percent."""

    def word(*numbers: int) -> bytes:
        return struct.pack(f"<{len(numbers)}H", *numbers)

    def font(name: str) -> bytes:
        return record(0x31, word(200, 0, 0x7FFF, 400, 0, 0, 0), bytes([len(name)]), name.encode())

    begin = record(0x0809, word(0x0500, 5, 0, 0))
    looks = [record(0xE0, word(font, format_), bytes(12)) for font, format_ in [(0, 0), (5, 0), (0, 10)]]
    codes = record(0x42, word(1252))
    head = begin + codes + b"".join([font("Arial")] * 4) + font(".VnTime") + b"".join(looks)
    name = b"B\xea"
    tab = 4 + 4 + 2 + 1 + len(name)
    at = len(head) + tab + 4
    head += record(0x85, struct.pack("<IBB", at, hidden, 0), bytes([len(name)]), name) + record(0x0A)
    assert len(head) == at
    return head + record(0x0809, word(0x0500, 0x10, 0, 0)) + sheet + record(0x0A)


def label(row: int, column: int, look: int, text: bytes) -> bytes:
    return record(0x0204, struct.pack("<HHHH", row, column, look, len(text)), text)


def test_a_workbook_of_excel_95_is_read(tmp_path: Path) -> None:
    typed = legacy("Kinh phí được cấp", "tcvn3").encode("cp1252")
    sheet = label(0, 0, 1, typed) + record(0x0203, struct.pack("<HHHd", 2, 1, 2, 0.926))
    sheet += record(0xBD, struct.pack("<HHHIHIH", 4, 0, 0, 25000 << 2 | 2, 2, 1 << 2 | 2, 1))
    path = ole(tmp_path / "95.xls", "Book", content=excel_95(sheet))
    assert texts(read_xls(path).blocks) == ["Bê", "Kinh phí được cấp", "92,60%", "25000 | 100,00%"]
    with pytest.raises(FileUnreadableError, match="không có chữ"):
        read_report(ole(tmp_path / "kín.xls", "Book", content=excel_95(sheet, hidden=1)))


@pytest.mark.parametrize("claim", [b"A1:XFD1048576", b"A1:A1"])
def test_a_sheet_is_read_to_its_end_whatever_size_it_claims(tmp_path: Path, claim: bytes) -> None:
    path = write_xlsx(tmp_path / "bảng.xlsx")
    swap(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:F11"', b'ref="' + claim + b'"'))
    assert texts(read_xlsx(path).blocks) == WORKBOOK


SLIDES = [
    ("Kết quả năm 2023", "heading", 1),
    ("Thu 25 tỷ đồng", "text", 1),
    ("Chi 20 tỷ đồng", "text", 1),
    ("Thôn: Đồng Mây | Số hộ: 45", "row", 1),
    ("Thôn: Khe Hạ | Số hộ: 50", "row", 1),
    ("Nhấn mạnh phần thu", "text", 1),
    ("Kiến nghị", "heading", 2),
]


def test_slides_are_read_from_top_to_bottom(tmp_path: Path, old_files: Path) -> None:
    for blocks in (read_pptx(write_pptx(tmp_path / "chiếu.pptx")).blocks, read_ppt(old_files / "chiếu.ppt").blocks):
        assert [(block.lines[0], block.kind, block.page) for block in blocks] == SLIDES


def test_an_old_file_locked_by_office_says_password(tmp_path: Path, old_files: Path) -> None:
    for name, stream, at, mark in (
        ("tcvn3.doc", "WordDocument", 11, b"\x01"),
        ("bảng.xls", "Workbook", None, b"\x2f\x00\x00\x00"),
        ("chiếu.ppt", "Current User", 12, struct.pack("<I", office.SLIDES_LOCKED)),
    ):
        path = tmp_path / name
        shutil.copyfile(old_files / name, path)
        with olefile.OleFileIO(path) as file:
            content = bytearray(file.openstream(stream).read())
        raw = path.read_bytes()
        place = raw.find(bytes(content[:64]))
        offset = at if at is not None else 4 + content[2]
        path.write_bytes(raw[: place + offset] + mark + raw[place + offset + len(mark) :])
        with pytest.raises(FileUnreadableError, match="mật khẩu"):
            read_report(path)
