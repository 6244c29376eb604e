"""OpenDocument texts, delimited tables, and files with nothing in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.office_files import needs_soffice, soffice
from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.reading import ENDINGS, read_blocks
from tracuu.corpus.sniffing import content_format

CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{more}</manifest:file-entry>
</manifest:manifest>"""
LINES = (
    "UBND XÃ BÌNH LÂM", "Số: 31/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bình Lâm, ngày 4 tháng 6 năm 2024",
    "BÁO CÁO", "Kết quả công tác thủy lợi", "I. KẾT QUẢ", "Đã nạo vét 12 km kênh mương, tăng -3,2% so với năm 2023.",
)  # fmt: skip


def write_odt(path: Path, more: str = "") -> Path:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", CONTENT.format(paragraphs=paragraphs))
        file.writestr("META-INF/manifest.xml", MANIFEST.format(more=more))
    return path


@needs_soffice
def test_an_opendocument_text_by_hand(tmp_path: Path) -> None:
    path = write_odt(tmp_path / "thử.odt")
    assert content_format(path) == "odt"
    report = read_report(path)
    assert (report.header.agency, report.header.number, report.header.issued) == (
        "UBND xã Bình Lâm", "31/BC-UBND", "2024-06-04"
    )  # fmt: skip
    assert [paragraph.text for paragraph in report.paragraphs] == [LINES[-1]]


@needs_soffice
def test_an_opendocument_text_that_an_office_saved_says_what_its_word_document_says(tmp_path: Path) -> None:
    sample = SAMPLES / "2023-bc-cchc-xa-tan-lap.docx"
    soffice(tmp_path, "odt", sample)
    saved, original = read_report(tmp_path / f"{sample.stem}.odt"), read_report(sample)
    assert saved.header == original.header
    assert [one.text for one in saved.paragraphs] == [one.text for one in original.paragraphs]


def test_an_opendocument_text_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = write_odt(tmp_path / "khóa.odt", '<manifest:encryption-data manifest:checksum="x"/>')
    with pytest.raises(FileUnreadableError, match="mật khẩu"):
        read_blocks(path)


def test_a_spreadsheet_that_calls_itself_a_text_is_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bảng.odt", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(FileUnreadableError, match=r"\.odt"):
        read_blocks(tmp_path / "bảng.odt")


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_a_file_of_no_bytes_is_called_empty(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"trống{ending}").touch()
    with pytest.raises(FileUnreadableError, match="Tệp trống"):
        read_blocks(tmp_path / f"trống{ending}")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_delimited_table_is_read_as_a_sheet(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = [
        ["TT", "Xã", "Số hộ nghèo", "Ghi chú"],
        ["1", "Bình Lâm", "1.240", "giảm -3,2%"],
        ["2", "Tân Sơn", "87", ""],
    ]
    text = "\r\n".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in rows)
    (tmp_path / "bảng.csv").write_bytes(text.encode(encoding))
    blocks = read_blocks(tmp_path / "bảng.csv").blocks
    assert [(block.kind, *block.lines) for block in blocks] == [
        ("row", "TT: 1 | Xã: Bình Lâm | Số hộ nghèo: 1.240 | Ghi chú: giảm -3,2%"),
        ("row", "TT: 2 | Xã: Tân Sơn | Số hộ nghèo: 87"),
    ]


def test_a_delimited_table_without_end_or_of_other_bytes_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hỏng.csv"
    path.write_text('TT,Xã\n1,"' + "a" * 200_000, "utf-8")
    with pytest.raises(FileUnreadableError):
        read_blocks(path)
    path.write_bytes(b"\x00\x01\x02" * 100)
    with pytest.raises(FileUnreadableError):
        read_blocks(path)
