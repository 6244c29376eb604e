"""Files to blocks."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.conftest import SAMPLES
from tracuu.corpus import NotAReportError, read_report
from tracuu.corpus.blocks import MAX_BYTES
from tracuu.corpus.errors import FileNotSupportedError, FileUnreadableError
from tracuu.corpus.formats.text import parse_markdown, side_by_side, strip_emphasis, without_page_numbers
from tracuu.corpus.reading import read_blocks


def lines(text: str) -> list[tuple[str, ...]]:
    return [block.lines for block in parse_markdown(text)]


def test_markdown_marks_go_and_words_stay() -> None:
    blocks = parse_markdown("## **II. Tồn tại**\n\n- *Kinh phí* còn __hạn chế__  \nở 2 * 3 xã (*Đ/c Tân*)\n")
    assert [(block.lines, block.kind) for block in blocks] == [
        (("II. Tồn tại",), "heading"),
        (("- Kinh phí còn hạn chế", "ở 2 * 3 xã (Đ/c Tân)"), "text"),
    ]


def test_marks_inside_words_are_letters() -> None:
    assert strip_emphasis("tep__du__lieu và 3*4*5")[0] == "tep__du__lieu và 3*4*5"


def test_a_line_of_one_space_parts_blocks() -> None:
    assert lines("một\n \nhai") == [("một",), ("hai",)]


def test_emphasis_over_the_whole_block_is_seen() -> None:
    assert parse_markdown("**BÁO CÁO\nTổng kết**")[0].bold
    assert not parse_markdown("**Nơi nhận:** UBND")[0].bold


def test_unicode_is_composed_and_controls_go() -> None:
    assert lines("Kinh phi\u0301\u200b co\u0300n\u00a0thie\u0302\u0301u\r\n") == [("Kinh phí còn thiếu",)]


def test_pipe_tables_become_rows() -> None:
    blocks = parse_markdown("| TT | Xã |\n|---|---|\n| 1 | Tân Lập |")
    assert [(block.lines[0], block.kind) for block in blocks] == [("TT: 1 | Xã: Tân Lập", "row")]


def test_columns_laid_out_with_spaces_are_read_one_after_the_other() -> None:
    left, right = side_by_side(["UBND XÃ A            CỘNG HÒA", "Số: 1/BC-UBND        Độc lập", " " * 30 + "Ông B"])
    assert left.split("\n") == ["UBND XÃ A", "Số: 1/BC-UBND"]
    assert right.split("\n") == ["CỘNG HÒA", "Độc lập", "Ông B"]


def test_every_sample_is_read() -> None:
    formats = {path.suffix for path in SAMPLES.iterdir()}
    assert formats == {".txt", ".md", ".docx", ".pdf"}
    assert all(read_blocks(path).blocks for path in SAMPLES.iterdir())


def test_pdf_blocks_know_their_page_and_lose_its_number() -> None:
    blocks = read_blocks(SAMPLES / "bc-chuyen-doi-so-2022-huyen-thach-khe.pdf").blocks
    assert {block.page for block in blocks} == {1, 2, 3}
    assert not any(line.strip(" -").isdigit() for block in blocks for line in block.lines)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("giả.docx", b"khong phai word"),
        ("giả.pdf", b"%PDF-1.7\nrubbish"),
        ("nhị-phân.txt", b"MZ\x00\x01\x02"),
        ("latin.txt", "Báo cáo".encode("utf-16-le") + b"\xd8"),
        ("trống.md", b"\n \n"),
    ],
)
def test_a_broken_file_has_its_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileUnreadableError) as caught:
        read_blocks(path)
    assert "Hãy" in caught.value.vi
    assert caught.value.en


def test_a_cut_docx_has_its_sentence(tmp_path: Path) -> None:
    whole = (SAMPLES / "2023-bc-cchc-xa-tan-lap.docx").read_bytes()
    path = tmp_path / "cụt.docx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileUnreadableError):
        read_blocks(path)


def test_an_unknown_format_says_which_are_known(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.bmp"
    path.touch()
    with pytest.raises(FileNotSupportedError, match=r"\.docx"):
        read_blocks(path)


def test_a_missing_and_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError):
        read_blocks(tmp_path / "không-có.txt")
    huge = tmp_path / "lớn.txt"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(FileUnreadableError, match="MB"):
        read_blocks(huge)


def test_notes_in_english_are_no_report(tmp_path: Path) -> None:
    path = tmp_path / "NOTES.md"
    path.write_text("# Notes\n\nThese lines tell where the files came from and who checked them last.", "utf-8")
    with pytest.raises(NotAReportError):
        read_report(path)


def test_word_line_breaks_part_lines_not_blocks(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("TM. ỦY BAN NHÂN DÂN")
    paragraph.add_run().add_break()
    paragraph.add_run("CHỦ TỊCH")
    path = tmp_path / "ngắt.docx"
    document.save(str(path))
    assert read_blocks(path).blocks[0].lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_page_numbers_go_and_halves_meet() -> None:
    page = "Ủy ban nhân dân huyện đã chỉ đạo các xã rà soát từng nhà. " * 6
    assert without_page_numbers(f"{page}\n- 2 -\n{page}").split("\n")[1] == ""
    assert without_page_numbers(f"{page}\n\n2\n\n{page}\n3\n{page}").count("2") == 0


@pytest.mark.parametrize("text", ["TT\n1\nXã A\n2\nXã B", "Số vụ\n1\n", "Số hộ nghèo\n45\nSố hộ cận nghèo\n12"])
def test_numbers_of_a_table_are_no_page_numbers(text: str) -> None:
    assert without_page_numbers(text) == text


def test_a_mark_closes_after_a_colon_without_a_space() -> None:
    assert strip_emphasis("**Kinh phí:**Chưa có")[0] == "Kinh phí:Chưa có"


def test_addressees_in_a_table_are_lines_and_no_row(tmp_path: Path) -> None:
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Kính gửi:", "- Bộ Y tế;\n- UBND tỉnh."
    path = tmp_path / "bảng.docx"
    document.save(str(path))
    assert [block.lines for block in read_blocks(path).blocks] == [("Kính gửi:",), ("- Bộ Y tế;", "- UBND tỉnh.")]


def test_bold_paragraphs_of_word_are_seen(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Tồn tại, hạn chế").bold = True
    half = document.add_paragraph("Kinh phí: ")
    half.add_run("chưa có.").bold = True
    document.add_paragraph().add_run("Không đậm").bold = False
    path = tmp_path / "đậm.docx"
    document.save(str(path))
    assert [block.bold for block in read_blocks(path).blocks] == [True, False, False]
