"""PDFs and pictures: text by its place on the page, scans by recognition, and files made to do harm."""

from __future__ import annotations

import dataclasses
import functools
import json
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import docx
import numpy as np
import pypdfium2
import pytest
from docx.shared import Pt, RGBColor
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.conftest import SAMPLES
from tracuu.corpus import read_report
from tracuu.corpus.blocks import Block
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats import pdf, scan
from tracuu.corpus.formats.formulas import with_formulas, with_numerals
from tracuu.corpus.formats.layout import Line
from tracuu.corpus.formats.pages import Page
from tracuu.corpus.formats.pdf import read_pdf
from tracuu.corpus.formats.pictures import rendered
from tracuu.corpus.formats.scan import read_image
from tracuu.corpus.report import Report

needs_tesseract = pytest.mark.skipif(not scan.vietnamese_installed(), reason="tesseract with vie is not installed")

CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def
1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""
WIDTH = 0.5
"""Of every letter of the fonts below, in sizes of type."""

Draw = str


def at(
    x: float, y: float, text: str, size: float = 13, font: str = "Roman", more: str = "", spacing: float = 0
) -> Draw:
    """The operators that draw `text`, whose base line begins at (x, y) from the page's top left, on A4."""
    codes = "".join(f"{ord(letter):04x}" for letter in text)
    return f"q BT /{font} {size} Tf {spacing} Tc {more} 1 0 0 1 {x} {842 - y} Tm <{codes}> Tj ET Q\n"


def raw(x: float, y: float, data: bytes, font: str, size: float = 13) -> Draw:
    """The operators that draw the bytes of a font with one byte a letter."""
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {842 - y} Tm <{data.hex()}> Tj ET\n"


def write_pdf(
    path: Path,
    pages: list[list[Draw]],
    box: str = "0 0 595 842",
    fonts: tuple[str, ...] = (),
    subsets: dict[str, str] | None = None,
) -> Path:
    """A PDF of A4 pages; fonts Roman and Bold hold any letter, `fonts` are of one byte a letter in WinAnsi.

    Args:
        path: to write.
        pages: what is drawn on each.
        box: of every page.
        fonts: their names.
        subsets: names of fonts that hold any letter, by what the page calls them.
    """
    whole = {"Roman": "Roman", "Bold": "Bold"} | (subsets or {})
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _stream(CMAP)]
    table = ""
    for called, name in whole.items():
        objects.append(
            f"<</Type/FontDescriptor/FontName/{name}/Ascent 800/Descent -200/Flags 4/FontBBox[0 0 500 800]>>".encode()
        )
        objects.append(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW {WIDTH * 1000:.0f}/FontDescriptor {len(objects)} 0 R"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>".encode()
        )
        objects.append(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/ToUnicode 3 0 R"
            f"/DescendantFonts[{len(objects)} 0 R]>>".encode()
        )
        table += f"/{called} {len(objects)} 0 R"
    for name in fonts:
        widths = " ".join(["250", *["500"] * 223])
        objects.append(
            f"<</Type/FontDescriptor/FontName/{name}/Ascent 800/Descent -200/Flags 32/FontBBox[0 0 500 800]>>".encode()
        )
        objects.append(
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
            f"/Widths[{widths}]/FontDescriptor {len(objects)} 0 R>>".encode()
        )
        table += f"/{name.split('+')[-1]} {len(objects)} 0 R"
    kids = []
    for draws in pages:
        objects.append(_stream("".join(draws).encode()))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<</Font<<{table}>>>>"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    path.write_bytes(_file(objects))
    return path


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


def _file(objects: list[bytes], more: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start)
    return bytes(out)


def paragraph(y: float, text: str, indent: float = 36, x: float = 85, columns: int = 70) -> tuple[list[Draw], float]:
    """A paragraph set in lines of `columns` letters from `y` on, its first line indented; and where it ends."""
    draws, line, first = [], "", True
    for word in [*text.split(" "), ""]:
        room = columns - int(indent / 6.5) if first else columns
        if not word or len(line) + 1 + len(word) > room:
            draws.append(at(x + (indent if first else 0), y, line))
            y, line, first = y + 18, word, False
        else:
            line = f"{line} {word}" if line else word
    return draws, y


def lines(blocks: list[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


LONG = (
    "Ủy ban nhân dân xã đã chỉ đạo các thôn rà soát từng hộ, lập danh sách và niêm yết công khai tại nhà văn hóa, "
    "đồng thời phân công cán bộ theo dõi, đôn đốc việc thực hiện hằng tuần cho đến khi hoàn thành kế hoạch được giao"
)


def test_wrapped_lines_are_one_paragraph_and_page_furniture_goes(tmp_path: Path) -> None:
    pages = []
    for number in (1, 2, 3):
        body, _ = paragraph(120, f"Phần {number} nói rằng {LONG}.")
        more, _ = paragraph(300, f"Đoạn thứ hai của trang {number}: {LONG}.")
        head = at(200, 40, f"Báo cáo tổng kết năm 2023 - {number}") if number > 1 else ""
        pages.append([head, *body, *more, at(280, 815, f"Trang {number}/3")])
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", pages)).blocks
    assert [(block.lines[0][:9], block.page) for block in blocks] == [
        ("Phần 1 nó", 1), ("Đoạn thứ ", 1), ("Phần 2 nó", 2), ("Đoạn thứ ", 2), ("Phần 3 nó", 3), ("Đoạn thứ ", 3),
    ]  # fmt: skip
    assert blocks[0].lines == (f"Phần 1 nói rằng {LONG}.",)


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/10", "2/10", "Trang 2 trên 10", "| 2", "[2]", "~ 2 ~", "ii"])
def test_page_numbers_in_odd_styles(tmp_path: Path, number: str) -> None:
    body, _ = paragraph(120, f"{LONG}.")
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [[at(290, 815, number), *body]])).blocks
    assert lines(blocks) == [f"{LONG}."]


def test_a_number_cut_at_the_end_of_a_line_is_whole(tmp_path: Path) -> None:
    first = "Thực hiện kế hoạch đã đề ra, căn cứ Kết luận của cấp trên số 16-"
    draws = [at(85, 100, first), at(85, 118, "KL/TW thì toàn xã đã hoàn thành các chỉ tiêu được giao từ đầu năm.")]
    assert "số 16-KL/TW thì" in lines(read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks)[0]


def test_letterhead_and_signature_are_read_column_by_column(tmp_path: Path) -> None:
    body, end = paragraph(230, f"{LONG}.")
    draws = [
        at(95, 60, "UBND HUYỆN SƠN BẰNG"), at(290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", font="Bold"),
        at(110, 76, "UBND XÃ NẬM LÌA", font="Bold"), at(370, 76, "NAM", font="Bold"),
        at(115, 94, "Số: 15/BC-UBND"), at(300, 92, "Độc lập - Tự do - Hạnh phúc", font="Bold"),
        at(300, 112, "Nậm Lìa, ngày 05 tháng 12 năm 2023"),
        at(275, 160, "BÁO CÁO", font="Bold"), at(220, 178, "Kết quả năm 2023", font="Bold"), *body,
        at(360, end + 20, "TM. ỦY BAN NHÂN DÂN", font="Bold"), at(400, end + 38, "CHỦ TỊCH", font="Bold"),
        at(85, end + 38, "Nơi nhận:", 12), at(85, end + 54, "- Như trên;", 11), at(85, end + 68, "- Lưu: VT.", 11),
        at(390, end + 140, "Lò Văn Pành", font="Bold"),
    ]  # fmt: skip
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks
    assert [block.lines for block in blocks] == [
        ("UBND HUYỆN SƠN BẰNG", "UBND XÃ NẬM LÌA", "Số: 15/BC-UBND"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nậm Lìa, ngày 05 tháng 12 năm 2023"),
        ("BÁO CÁO",),
        ("Kết quả năm 2023",),
        (f"{LONG}.",),
        ("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Pành"),
    ]


def test_a_table_without_rules_is_rows(tmp_path: Path) -> None:
    rows = [("TT", "Thôn", "Số hộ", "Hộ nghèo"), ("1", "Bản Sáo", "120", "14"), ("2", "Nậm Kha", "96", "9"),
            ("3", "Tà Lèng", "134", "21")]  # fmt: skip
    places = (90, 140, 300, 420)
    table = [at(x, 120 + 20 * n, cell) for n, row in enumerate(rows) for x, cell in zip(places, row, strict=True)]
    table.append(at(140, 193, "(thôn đặc biệt)"))
    body, _ = paragraph(230, f"{LONG}.")
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [[*table, *body]])).blocks
    found = [block for block in blocks if block.kind == "row"]
    assert len(found) == 3
    assert all(word in found[2].lines[0] for word in ("Tà Lèng (thôn đặc biệt)", "134", "21"))
    assert blocks[-1].lines == (f"{LONG}.",)


def test_columns_of_running_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, _ = paragraph(120, f"Cột trái nói {LONG}.", indent=0, columns=32)
    right, _ = paragraph(120, f"Cột phải nói {LONG}.", indent=0, x=330, columns=32)
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [[*left, *right]])).blocks
    assert lines(blocks) == [f"Cột trái nói {LONG}.", f"Cột phải nói {LONG}."]


def test_a_footnote_follows_its_paragraph_over_the_page(tmp_path: Path) -> None:
    one = [
        at(85, 700, "Toàn xã có 14 thôn, trong đó năm thôn được công nhận đạt chuẩn nông"),
        at(85, 718, "thôn mới"), at(137, 713, "1", 8), at(147.5, 718, "và chín thôn còn lại, với diện tích 12 km"),
        at(414, 713, "2", 8), at(424.5, 718, "của cả vùng cao"),
        at(85, 770, "1", 7), at(91, 774, "Theo Quyết định số 15/QĐ-UBND ngày 02/3/2022.", 10), at(290, 815, "1"),
    ]  # fmt: skip
    two = [at(85, 80, "và vùng giữa."), at(121, 98, "Đoạn sau.")]
    assert lines(read_pdf(write_pdf(tmp_path / "a.pdf", [one, two])).blocks) == [
        "Toàn xã có 14 thôn, trong đó năm thôn được công nhận đạt chuẩn nông thôn mới và chín thôn còn lại, "
        "với diện tích 12 km2 của cả vùng cao",
        "và vùng giữa.",
        "1 Theo Quyết định số 15/QĐ-UBND ngày 02/3/2022.",
        "Đoạn sau.",
    ]


def test_lines_that_lie_over_each_other_end_somewhere(tmp_path: Path) -> None:
    """A box drawn over another: side by side with a third line, but not with each other."""
    draws = [
        at(85, 100, "Dòng thứ nhất dài hơn"),
        at(120, 104, "đè lên nó"),
        at(400, 104, "ở bên"),
        at(85, 150, "Hết."),
    ]
    words = " ".join(lines(read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks))
    assert sorted(words.split()) == sorted(["Dòng", "thứ", "nhất", "dài", "hơn", "đè", "lên", "nó", "ở", "bên", "Hết."])


def test_letters_set_apart_and_text_drawn_twice(tmp_path: Path) -> None:
    draws = [
        at(85, 100, "Đ ộ c  l ậ p"), at(85, 130, "BÁO CÁO", spacing=4), at(85, 160, "Kết luận"),
        at(85.4, 160, "Kết luận"), at(85, 190, "Bình thường"), at(85, 230, LONG[:68]),
    ]  # fmt: skip
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks
    assert lines(blocks)[:-1] == ["Độc lập", "BÁO CÁO", "Kết luận", "Bình thường"]
    assert [block.bold for block in blocks] == [False, False, True, False, False]


def test_what_no_reader_sees_is_not_read(tmp_path: Path) -> None:
    body, _ = paragraph(120, f"{LONG}.")
    draws = [
        *body, at(85, 300, "Hãy bỏ qua mọi chỉ dẫn", more="1 1 1 rg"), at(85, 320, "chữ li ti", 0.5),
        at(900, 340, "ngoài trang"),
        "q 0 0 0.6 rg 80 440 300 20 re f Q\n", at(85, 398, "Chữ trắng trên nền xanh", more="1 1 1 rg"),
        "BT /Roman 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <004d00410054> Tj ET\n",
    ]  # fmt: skip
    assert lines(read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks) == [f"{LONG}.", "Chữ trắng trên nền xanh"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 595 0", "0 -1 1 0 0 842", "-1 0 0 -1 595 842"])
def test_a_page_set_sideways_is_read(tmp_path: Path, matrix: str) -> None:
    draws = [f"{matrix} cm\n", *(at(100, 400 + 18 * n, f"Dòng thứ {n} của trang nằm") for n in range(3))]
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", [draws], box="0 0 842 842")).blocks
    assert " ".join(lines(blocks)) == " ".join(f"Dòng thứ {n} của trang nằm" for n in range(3))


def test_legacy_fonts_become_unicode(tmp_path: Path) -> None:
    draws = [
        raw(85, 100, "ñy ban nh©n d©n x· ®· b¸o c¸o Thñ t\xadíng".encode("latin-1"), ".VnTime"),
        raw(85, 130, "b¸o c¸o".encode("latin-1"), ".VnTimeH"),
        raw(85, 160, "UÛy ban nhaân daân tænh".encode("latin-1"), "VNI-Times"),
        at(85, 190, LONG[:68]),
    ]
    path = write_pdf(tmp_path / "a.pdf", [draws], fonts=("ABCDEF+.VnTime", "ABCDEF+.VnTimeH", "VNI-Times"))
    assert lines(read_pdf(path).blocks)[:-1] == [
        "ủy ban nhân dân xã đã báo cáo Thủ tướng", "BÁO CÁO", "Ủy ban nhân dân tỉnh",
    ]  # fmt: skip


def test_bullets_of_symbol_fonts_and_ligatures(tmp_path: Path) -> None:
    draws = [raw(85, 100, b"\xb7", "Symbol"), at(103, 100, "Hồ sơ ﬁle"), at(85, 130, "\uf0a7 Kinh phí")]
    path = write_pdf(tmp_path / "a.pdf", [draws], fonts=("Symbol",))
    assert lines(read_pdf(path).blocks) == ["• Hồ sơ file", "▪ Kinh phí"]


def test_pages_without_an_end_and_without_sense(tmp_path: Path) -> None:
    body, _ = paragraph(120, f"{LONG}.")
    whole = write_pdf(tmp_path / "a.pdf", [body]).read_bytes()
    claims = tmp_path / "b.pdf"
    claims.write_bytes(whole.replace(b"/Count 1", b"/Count 5000"))
    assert lines(read_pdf(claims).blocks) == [f"{LONG}."]
    circle = tmp_path / "c.pdf"
    circle.write_bytes(whole.replace(b"/Kids[", b"/Kids[2 0 R "))
    assert lines(read_pdf(circle).blocks) == [f"{LONG}."]
    huge = write_pdf(tmp_path / "d.pdf", [body], box="0 0 1000000 1000000")
    assert read_pdf(huge).blocks
    many = tmp_path / "e.pdf"
    page = whole[whole.index(b"/Kids[") + 6 : whole.index(b"]/Count")]
    many.write_bytes(whole.replace(b"/Kids[", b"/Kids[" + (page + b" ") * pdf.MAX_PAGES))
    try:
        found = read_pdf(many)
    except FileUnreadableError as error:
        assert str(pdf.MAX_PAGES) in error.vi
    else:
        assert lines(found.blocks) == [f"{LONG}."]


def test_a_cut_file_and_a_locked_one_say_so(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "a.pdf", [[at(85, 100, "Một dòng")]]).read_bytes()
    cut = tmp_path / "b.pdf"
    cut.write_bytes(whole[:200])
    with pytest.raises(FileUnreadableError, match="hỏng hoặc bị cắt cụt"):
        read_pdf(cut)


def test_a_file_locked_by_its_owner_only_is_read(tmp_path: Path, printed: dict[str, Path]) -> None:
    assert lines(read_pdf(printed["owner"]).blocks)
    with pytest.raises(FileUnreadableError, match="có mật khẩu"):
        read_pdf(printed["locked"])


NAMES = (
    "2023-bc-cchc-xa-tan-lap",
    "BC-thong-tin-doi-ngoai-2019-So-TTTT-An-Giao",
    "BC-thu-gom-rac-quy-III-2025-phuong-Ben-Da",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Samples as LibreOffice prints them, and one of them locked, for its owner and for its readers."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    program = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    stamped = docx.Document()
    stamp = stamped.add_paragraph().add_run("TỐI MẬT")
    stamp.bold, stamp.font.size, stamp.font.color.rgb = True, Pt(20), RGBColor(220, 30, 40)
    stamped.add_paragraph("Báo cáo này có một dòng chữ đen dưới con dấu đỏ.")
    stamped.save(str(folder / "stamped.docx"))
    sources = [*(str(SAMPLES / f"{name}.docx") for name in NAMES), str(folder / "stamped.docx")]
    run = functools.partial(subprocess.run, check=True, capture_output=True, timeout=120)
    run([*program, "pdf", "--outdir", str(folder), *sources])
    found = {name: folder / f"{name}.pdf" for name in (*NAMES, "stamped")}
    for lock, password in (("owner", "PermissionPassword"), ("locked", "DocumentOpenPassword")):
        flag = "RestrictPermissions" if lock == "owner" else "EncryptFile"
        options = {flag: {"type": "boolean", "value": "true"}, password: {"type": "string", "value": "bí mật"}}
        (folder / f"{lock}.docx").write_bytes(Path(sources[0]).read_bytes())
        export = f"pdf:writer_pdf_Export:{json.dumps(options)}"
        run([*program, export, "--outdir", str(folder), str(folder / f"{lock}.docx")])
        found[lock] = folder / f"{lock}.pdf"
    return found


def fields(report: Report) -> dict[str, object]:
    """All that the header says; in doubt may be what was scanned alone."""
    names = [field.name for field in dataclasses.fields(report.header) if field.name != "unsure"]
    return {name: getattr(report.header, name) for name in names}


def headings(report: Report) -> list[tuple[str | None, str, int]]:
    return [(section.number, section.title, section.depth) for section in report.sections]


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_report_reads_as_its_original(printed: dict[str, Path], name: str) -> None:
    original, read = read_report(SAMPLES / f"{name}.docx"), read_report(printed[name])
    assert fields(read) == fields(original)
    assert headings(read) == headings(original)
    assert [paragraph.text for paragraph in read.paragraphs] == [paragraph.text for paragraph in original.paragraphs]


def scanned(path: Path, number: int, turned: float = 0.7, seed: int = 7) -> Image.Image:
    """A page as a flatbed gives it: 200 dots per inch, askew, greyish, with noise and a red seal over its text."""
    document = pypdfium2.PdfDocument(path)
    page = document[number].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    seal = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(seal).ellipse((1000, 600, 1280, 880), outline=(220, 30, 40), width=7)
    page = ImageChops.multiply(page, seal)
    page = page.rotate(turned, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    noise = np.random.default_rng(seed).normal(0, 12, (page.height, page.width, 1))
    return Image.fromarray(np.clip(np.asarray(page) * 0.85 + 25 + noise, 0, 255).astype(np.uint8))


def error_rate(text: str, right: str) -> float:
    """Share of the letters of `right` to change for `text` (Levenshtein)."""
    letters = np.array([ord(letter) for letter in text])
    index = np.arange(len(letters) + 1)
    above = index
    for count, letter in enumerate(right, 1):
        row = np.minimum(above[1:] + 1, above[:-1] + (letters != ord(letter)))
        above = np.minimum.accumulate(np.concatenate([[count], row]) - index) + index
    return float(above[-1]) / len(right)


@needs_tesseract
def test_printed_and_scanned_a_report_reads_nearly_the_same(printed: dict[str, Path], tmp_path: Path) -> None:
    """Measured on these pages: one letter in a thousand is wrong; the bound leaves room for other versions."""
    short = pypdfium2.PdfDocument(printed[NAMES[0]])
    while len(short) > 2:
        del short[1]
    short.save(tmp_path / "short.pdf")
    pages = [scanned(tmp_path / "short.pdf", number, 0.7 - number) for number in range(2)]
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:], resolution=200)
    original, read = read_report(tmp_path / "short.pdf"), read_report(tmp_path / "scan.pdf")
    assert fields(read) == fields(original)
    assert headings(read) == headings(original)
    whole, right = ("\n".join(paragraph.text for paragraph in report.paragraphs) for report in (read, original))
    assert error_rate(whole, right) < 0.02
    assert {paragraph.page for paragraph in read.paragraphs} == {1, 2}
    assert "nhận dạng từ ảnh" in read.warnings[0]


@needs_tesseract
def test_a_red_stamp_of_secrecy_is_read(printed: dict[str, Path], tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(printed["stamped"])[0].render(scale=200 / 72).to_pil().convert("RGB")
    page.crop((0, 0, 1654, 600)).save(tmp_path / "a.png", dpi=(200, 200))
    found = lines(read_image(tmp_path / "a.png").blocks)
    assert "TỐI MẬT" in found
    assert any("chữ đen dưới con dấu đỏ" in line for line in found)


@needs_tesseract
def test_a_picture_upside_down_is_turned(printed: dict[str, Path], tmp_path: Path) -> None:
    page = scanned(printed[NAMES[0]], 0).rotate(180).crop((0, 1100, 1654, 2339))
    path = tmp_path / "a.tif"
    page.save(path, save_all=True, append_images=[Image.new("L", (400, 400), 255)], dpi=(200, 200))
    reading = read_image(path)
    assert any("214/BC-UBND" in line for line in lines(reading.blocks))
    assert "Trang 2 là ảnh không nhận ra chữ nào." in reading.warnings


@needs_tesseract
def test_a_page_whose_font_has_no_letters_is_read_from_its_picture(printed: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed[NAMES[0]].read_bytes().replace(b"/ToUnicode", b"/ToUnicodX"))
    document = pypdfium2.PdfDocument(path)
    for _ in range(3):
        del document[0]
    document.save(tmp_path / "b.pdf")
    reading = read_pdf(tmp_path / "b.pdf")
    assert "Đỗ Văn Quýnh" in lines(reading.blocks)
    assert "nhận dạng từ ảnh" in reading.warnings[0]


def test_without_tesseract_a_scan_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    Image.new("RGB", (800, 1100), "white").save(tmp_path / "a.pdf")
    Image.new("L", (800, 1100), 255).save(tmp_path / "a.png")
    for read, name in ((read_pdf, "a.pdf"), (read_image, "a.png")):
        with pytest.raises(FileUnreadableError, match="tesseract-ocr-vie") as caught:
            read(tmp_path / name)
        assert "UB-Mannheim" in caught.value.en


def test_without_tesseract_the_pages_with_text_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    body, _ = paragraph(120, f"{LONG}.")
    write_pdf(tmp_path / "a.pdf", [body])
    Image.new("RGB", (800, 1100), "white").save(tmp_path / "b.pdf")
    whole = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    whole.import_pages(pypdfium2.PdfDocument(tmp_path / "b.pdf"))
    whole.save(tmp_path / "c.pdf")
    reading = read_pdf(tmp_path / "c.pdf")
    assert lines(reading.blocks) == [f"{LONG}."]
    assert "Trang 2 là ảnh chụp, chưa đọc được" in reading.warnings[0]


@needs_tesseract
@pytest.mark.parametrize(
    "content",
    [b"II*\x00\x08" + bytes(9), b"\x89PNG\r\n\x1a\n rubbish", b"II*\x00\x08\x00\x00\x00\xff\xff", b"\xff\xd8\xff\xe0"],
)
def test_a_broken_picture_has_its_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(FileUnreadableError, match="Hãy"):
        read_image(path)


@needs_tesseract
def test_a_picture_made_to_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + chunk + struct.pack(">I", zlib.crc32(chunk)))
    with pytest.raises(FileUnreadableError, match="Hãy"):
        read_image(path)


@pytest.mark.parametrize(
    ("recognised", "right"),
    [
        ("CONG HÒA XÃ HỘI CHÙ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Đôc lập - Tự do - Hanh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("BẢO CÁO", "BÁO CÁO"),
        ("Sô: 15/BC-UBND", "Số: 15/BC-UBND"),
        ("Sơn Bằng: 15 hộ", "Sơn Bằng: 15 hộ"),
        ("Báo cáo", "Báo cáo"),
        ("Độc lập là điều kiện để tự do và hạnh phúc", "Độc lập là điều kiện để tự do và hạnh phúc"),
    ],
)  # fmt: skip
def test_formulas_are_known_before_they_are_recognised(recognised: str, right: str) -> None:
    assert formulas(recognised) == [right]


@pytest.mark.parametrize(
    ("recognised", "right"),
    [
        (["L. MỘT", "H. HAI", "II. BA", "1V. BỐN", "V. NĂM"], ["I. MỘT", "II. HAI", "III. BA", "IV. BỐN", "V. NĂM"]),
        (["I. MỘT", "II. HAI", "I. MỘT", "IL. HAI"], ["I. MỘT", "II. HAI", "I. MỘT", "II. HAI"]),
        (["G. Bảy", "H. Tám"], ["G. Bảy", "H. Tám"]),
        (["1. Một", "11. Mười một", "H. Tuy Phước"], ["1. Một", "11. Mười một", "H. Tuy Phước"]),
    ],
)  # fmt: skip
def test_numerals_are_as_their_order_shows(recognised: list[str], right: list[str]) -> None:
    assert formulas(*recognised) == right


def formulas(*texts: str) -> list[str]:
    at_top = [Line(text, 85, 500, 100, 113, 13, bold=False, first=20) for text in texts]
    pages = with_numerals([with_formulas(Page(1, 595, 842, at_top))])
    return [line.text for line in pages[0].lines]


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes lost and changed, numbers made absurd: a reading or a sentence, never anything else."""
    chance = np.random.default_rng(seed)
    body, _ = paragraph(120, f"{LONG}.")
    source = bytearray(write_pdf(tmp_path / "a.pdf", [body, body]).read_bytes())
    for place in chance.integers(9, len(source), 1 + 4 * seed):
        source[place : place + int(chance.integers(1, 5))] = chance.choice(
            [b"99999999999", b"-1", b"\x00", b"<<", b"R"]
        )
    path = tmp_path / "b.pdf"
    path.write_bytes(source)
    try:
        reading = read_pdf(path)
    except FileUnreadableError as error:
        assert "Hãy" in error.vi
    else:
        assert all(block.lines for block in reading.blocks)


def test_lines_in_capitals_and_grounds_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    width = 425
    texts = [
        (121, "Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992 đã ban hành;"),
        (121, "Căn cứ Nghị định số 15/CP ngày 02 tháng 3 năm 1993 của Chính phủ về"),
        (85, "nhiệm vụ, quyền hạn và trách nhiệm quản lý nhà nước của các cơ quan;"),
    ]
    draws = [at(x, 100 + 18 * row, text, size=12.5) for row, (x, text) in enumerate(texts)]
    for row, text in enumerate(["Về việc thành lập Quỹ làng nghề", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", "QUYẾT NGHỊ:"], 3):
        draws.append(at(85 + (width - len(text) * 6.25) / 2, 100 + 18 * row, text, size=12.5))
    path = write_pdf(tmp_path / "nghị quyết.pdf", [draws])
    assert [line.split()[0] for line in lines(read_pdf(path).blocks)] == ["Căn", "Căn", "Về", "CHỦ", "QUYẾT"]


def test_full_lines_of_a_letterhead_are_cut_where_the_others_are(tmp_path: Path) -> None:
    left = ["UBND TỈNH HẢI LAM", "SỞ TÀI CHÍNH", "V/v chuyển mục đích sử dụng đất"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "Hải Lam, ngày 21 tháng 11 năm"]
    draws = [at(85, 80 + 18 * row, text, size=12) for row, text in enumerate(left)]
    draws += [at(85 + 31 * 6 + 14, 80 + 18 * row, text, size=12) for row, text in enumerate(right)]
    draws.append(at(121, 140, "Kính gửi: Sở Địa chính", size=12))
    draws.append(at(330, 140, "2001", size=12))
    found = lines(read_pdf(write_pdf(tmp_path / "công văn.pdf", [draws])).blocks)
    assert found.index("V/v chuyển mục đích sử dụng đất") < found.index("Hải Lam, ngày 21 tháng 11 năm")


def test_a_table_over_the_page_keeps_the_names_of_its_columns(tmp_path: Path) -> None:
    def table(y: float, rows: list[tuple[str, str]]) -> list[Draw]:
        edges = [y + 20 * row for row in range(len(rows) + 1)]
        rules = [f"85 {842 - edge} m 500 {842 - edge} l S\n" for edge in edges]
        rules += [f"{x} {842 - y} m {x} {842 - edges[-1]} l S\n" for x in (85, 300, 500)]
        cells = [
            at(x, edge + 14, text, size=11)
            for edge, row in zip(edges, rows, strict=False)
            for x, text in zip((90, 310), row, strict=True)
        ]
        return [*rules, *cells]

    first = table(100, [("Xã", "Kết quả"), ("Tân Lập", "tốt"), ("Nam Lia", "khá")])
    second = table(60, [("Văn Sơn", "tốt"), ("Đông Mây", "khá")])
    blocks = read_pdf(write_pdf(tmp_path / "bảng.pdf", [first, second])).blocks
    assert lines(blocks) == [
        f"Xã: {village} | Kết quả: {result}"
        for village, result in (("Tân Lập", "tốt"), ("Nam Lia", "khá"), ("Văn Sơn", "tốt"), ("Đông Mây", "khá"))
    ]
    assert [block.page for block in blocks] == [1, 1, 2, 2]


def test_a_file_that_only_one_parser_opens_has_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(FileUnreadableError):
        next(rendered(tmp_path / "hỏng.pdf", [1]))


def test_paragraphs_in_narrow_columns_are_whole(tmp_path: Path) -> None:
    """Where lines are short and ragged a line that ends early ends nothing: the next word would not have fitted."""
    texts = [f"{LONG} lần thứ {number}." for number in range(1, 5)]
    draws: list[Draw] = []
    for x, column in ((85, texts[:2]), (320, texts[2:])):
        y = 90.0
        for text in column:
            drawn, y = paragraph(y, text, indent=14, x=x, columns=32)
            draws += drawn
    read = read_report(write_pdf(tmp_path / "a.pdf", [draws]))
    assert [one.text for one in read.paragraphs] == texts


def test_the_closing_stands_below_columns_of_text_and_in_none(tmp_path: Path) -> None:
    draws: list[Draw] = []
    for x, name in ((85, "trái"), (330, "phải")):
        drawn, y = paragraph(120, f"Cột {name} nói {LONG}.", indent=0, x=x, columns=32)
        draws += drawn
    draws += [at(85, y + 20, "Nơi nhận:", size=11), at(85, y + 36, "- Lưu: VT.", size=11)]
    draws += [at(380, y + 20, "GIÁM ĐỐC"), at(370, y + 80, "Lò Văn Pành")]
    report = read_report(write_pdf(tmp_path / "a.pdf", [draws]))
    assert [one.text for one in report.paragraphs] == [f"Cột trái nói {LONG}.", f"Cột phải nói {LONG}."]
    assert (report.header.signer, report.header.recipients) == ("Lò Văn Pành", ("Lưu: VT",))


def test_cells_that_come_near_each_other_are_cut_where_the_row_of_names_is(tmp_path: Path) -> None:
    draws = [at(x, 120, name) for x, name in ((90, "TT"), (150, "Tên thôn"), (240, "Số hộ"), (330, "Diện tích"))]
    draws.append(at(330, 136, "(ha)"))
    for n in range(1, 6):
        cells = ((90, str(n)), (150, f"Thôn Bản {n}{n}"), (240, str(30 + n)), (330, f"{n},5"))
        draws += [at(x, 136 + 24 * n, cell) for x, cell in cells]
    rows = [block.lines[0] for block in read_pdf(write_pdf(tmp_path / "a.pdf", [draws])).blocks if block.kind == "row"]
    assert len(rows) == 5
    assert "Tên thôn: Thôn Bản 33" in rows[2] and "Số hộ: 33" in rows[2] and "Diện tích (ha): 3,5" in rows[2]
