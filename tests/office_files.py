"""Office files that the tests make: by hand, by the libraries that write them, by LibreOffice."""

from __future__ import annotations

import datetime
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from tracuu.corpus.blocks import Block
from tracuu.corpus.formats.legacy_letters import LETTERS

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def rels(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """A Word document of a body's XML and the inner XML of parts named by their root ("styles", "numbering")."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", CONTENT_TYPES)
        file.writestr("_rels/.rels", rels(officeDocument="word/document.xml"))
        kinds = {"hdr": "header", "ftr": "footer"}
        names = {kinds.get(root, root): f"{root}.xml" for root in parts}
        file.writestr("word/_rels/document.xml.rels", rels(**names))
        file.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for root, inner in parts.items():
            file.writestr(f"word/{root}.xml", f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
    return path


def p(text: str, properties: str = "", look: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(blocks: list[Block]) -> list[str]:
    return ["\n".join(block.lines) for block in blocks]


def legacy(text: str, encoding: str) -> str:
    """`text` as it was typed before Unicode."""
    codes: dict[str, str] = {}
    for typed, letter in LETTERS[encoding].items():
        codes.setdefault(letter, typed)
    return "".join(codes.get(letter, letter) for letter in text)


def soffice(folder: Path, target: str, *files: Path, read_as: str = "") -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    source = [f"--infilter={read_as}"] if read_as else []
    command = ["soffice", profile, "--headless", *source, "--convert-to", target, "--outdir", folder, *files]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=100)


def box(content: str) -> str:
    new = f"<w:drawing><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:p><w:r>{both}</mc:AlternateContent></w:r></w:p>"


REPORT = [
    ("ỦY BAN NHÂN DÂN XÃ TÂN LẬP", True),
    (
        "Đánh giá tình hình sản xuất, đời sống của nhân dân trong xã sáu tháng đầu năm và những việc phải làm tiếp.",
        False,
    ),
    ("Kinh phí được cấp còn thiếu, đường vào các thôn đặc biệt khó khăn chưa sửa được; đề nghị huyện hỗ trợ.", False),
]


def legacy_docx(path: Path, encoding: str, font: str, capital_font: str) -> Path:
    document = docx.Document()
    for text, capitals in REPORT:
        typed = legacy(text.lower() if capitals and encoding == "tcvn3" else text, encoding)
        run = document.add_paragraph().add_run(typed)
        run.font.name = capital_font if capitals else font
    document.save(str(path))
    return path


def write_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kinh phí"
    rows: list[list[object]] = [
        ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ TÂN LẬP", None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["BIỂU TỔNG HỢP KINH PHÍ NĂM 2023"],
        ["TT", "Thôn", "Kinh phí (triệu đồng)", None, "Ngày chi", "Tỷ lệ"],
        [None, None, "Năm 2022", "Năm 2023", None, None],
        ["1", "Đồng Mây", 25000, 25500.5, datetime.date(2023, 12, 5), 0.926],
        ["2", "Khe Hạ", 1250, 0, datetime.date(2023, 11, 1), 1],
        ["Tổng cộng", None, 26250, 25500.5, None, None],
        [],
        ["Người lập biểu", None, None, None, "CHỦ TỊCH"],
    ]
    for row in rows:
        sheet.append(row)
    for place in ("A4:F4", "C5:D5", "A9:B9"):
        sheet.merge_cells(place)
    for column, format_ in (("C", "#,##0"), ("D", "#,##0.0"), ("E", "dd/mm/yyyy"), ("F", "0.0%")):
        for cell in sheet[column][6:9]:
            cell.number_format = format_
    hidden = book.create_sheet("Nháp")
    hidden["A1"] = "không ai thấy"
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def write_pptx(path: Path) -> Path:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    frame = slide.shapes.add_table(3, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    for at, (village, households) in enumerate([("Thôn", "Số hộ"), ("Đồng Mây", "45"), ("Khe Hạ", "50")]):
        frame.cell(at, 0).text, frame.cell(at, 1).text = village, households
    slide.shapes.title.text = "Kết quả năm 2023"
    slide.placeholders[1].text = "Thu 25 tỷ đồng\nChi 20 tỷ đồng"
    slide.notes_slide.notes_text_frame.text = "Nhấn mạnh phần thu"
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "Kiến nghị"
    hidden = slides.slides.add_slide(slides.slide_layouts[5])
    hidden.shapes.title.text = "Nháp"
    hidden._element.set("show", "0")
    slides.save(str(path))
    return path


def swap(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Rewrites one part of an archive."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert change(parts[part]) != parts[part]
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def ole(path: Path, *streams: str, content: bytes = b"") -> Path:
    """A compound file ([MS-CFB]) of small streams with these names, each `content` and zeros up to 4,096 bytes."""
    assert len(content) <= 4096
    entries = ["Root Entry", *streams]
    directory = b""
    for index, name in enumerate(entries):
        kind, child = (5, 1) if index == 0 else (2, -1)
        after = index + 1 if 0 < index < len(streams) else -1
        start, size = (-2, 0) if index == 0 else (2 + 8 * (index - 1), 4096)
        title = name.encode("utf-16-le") + bytes(2)
        links = struct.pack("<HBBiii", len(title), kind, 1, -1, after, child)
        directory += title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<iQ", start, size)
    directory = directory.ljust(512, b"\0")
    assert len(directory) == 512
    fat = [-3, -2]
    for _ in streams:
        fat += [*range(len(fat) + 1, len(fat) + 8), -2]
    sectors = (
        struct.pack("<128i", *fat, *[-1] * (128 - len(fat))) + directory + content.ljust(4096, b"\0") * len(streams)
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiii", 0, 1, 1, 0, 4096, -2, 0, -2, 0) + struct.pack("<109i", 0, *[-1] * 108)
    path.write_bytes(header + sectors)
    return path
