"""Text is kept to the sign: in every format each paragraph is what the source has, letter by letter, in its order."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_formats_pdf import paragraph, write_pdf
from tracuu.corpus.outline import read_outline
from tracuu.corpus.reading import read_blocks
from tracuu.corpus.vietnamese import nfc

SIGNS = (
    "-3,2%", "+84", "–5°C", "±0,5", "(-7)", "5*3*2", "a_b_c", "C:\\_luu\\-x", "\\.", "[1]", "{x}", "<b>", "&amp;", "m²",
    "1/2", "“dẫn”", "…", "§5", "№7", "①", ">", "^", "~", "$5", "@", "=", "×", "≤", "kW·h", "2021-2025", "o", "•5", "#7",
    "+", "-", "–", "x", "10^6", "'", '"', "%", "1.200.000", "đ/c", "T.Ư", "e\u0302\u0301", "…/…", "(*)", "**", "__",
)  # fmt: skip
WORDS = ("xã", "thôn", "Hạ", "giảm", "tăng", "kinh", "phí", "được", "giao", "trong", "năm", "nay")
OPENINGS = ("- ", "+ ", "• ", "-", "+", "–", "", "-3,2% ", "+84 ", "−1 ", "* ", "\\- ")
BULLETS = ("- ", "+ ", "• ", "* ", "– ")
"""A sign and a blank: the only thing that may be left out."""

MARKS = str.maketrans(dict.fromkeys("*_", ""))
"""Of markdown's emphasis, which plain text may use too."""

PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(OPENINGS), st.lists(st.sampled_from(SIGNS + WORDS), min_size=8, max_size=30)),
    min_size=2,
    max_size=5,
).map(lambda found: [f"{opening}Hộ {' '.join(words)} thôn {at}." for at, (opening, words) in enumerate(found)])


def compact(text: str) -> str:
    return "".join(nfc(text).split())


def expected(paragraphs: list[str]) -> list[str]:
    found = [nfc(paragraph).strip() for paragraph in paragraphs]
    return [compact(one[2:] if one.startswith(BULLETS) else one) for one in found]


def read(path: Path) -> list[str]:
    return [compact(paragraph.text) for paragraph in read_outline(tuple(read_blocks(path).blocks))[1]]


def write_text(path: Path, paragraphs: list[str]) -> None:
    path.write_text("\n\n".join(paragraphs), "utf-8")


def write_html(path: Path, paragraphs: list[str]) -> None:
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    path.write_text(f"<html><meta charset='utf-8'><body>{body}</body></html>", "utf-8")


def write_docx(path: Path, paragraphs: list[str]) -> None:
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(str(path))


def write_rtf(path: Path, paragraphs: list[str]) -> None:
    def escaped(letter: str) -> str:
        if letter in "\\{}":
            return f"\\{letter}"
        return letter if letter.isascii() else f"\\u{ord(letter)}?"

    body = "\\par ".join("".join(map(escaped, nfc(one))) for one in paragraphs)
    path.write_text(f"{{\\rtf1\\ansi {body}\\par}}", "ascii")


WRITERS: dict[str, Callable[[Path, list[str]], None]] = {
    "txt": write_text, "html": write_html, "docx": write_docx, "rtf": write_rtf,
}  # fmt: skip


@pytest.mark.parametrize("ending", WRITERS)
@given(paragraphs=PARAGRAPHS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_left_out_but_bullets(tmp_path: Path, ending: str, paragraphs: list[str]) -> None:
    path = tmp_path / f"thử.{ending}"
    WRITERS[ending](path, paragraphs)
    if ending == "txt":
        assert [one.translate(MARKS) for one in read(path)] == [one.translate(MARKS) for one in expected(paragraphs)]
    else:
        assert read(path) == expected(paragraphs)


@given(paragraphs=PARAGRAPHS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_of_a_page_is_left_out(tmp_path: Path, paragraphs: list[str]) -> None:
    draws, y = [], 90.0
    for one in paragraphs:
        drawn, y = paragraph(y, nfc(one), indent=36)
        draws += drawn
        y += 12
    path = write_pdf(tmp_path / "thử.pdf", [draws])
    assert "".join(read(path)) == "".join(expected(paragraphs))


@given(cells=st.lists(st.sampled_from(SIGNS + WORDS), min_size=2, max_size=6))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_says_what_its_cells_say(tmp_path: Path, cells: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TT", *(f"Cột {at}" for at in range(len(cells)))])
    for number in (1, 2, 3):
        for column, cell in enumerate([str(number), *cells], 1):
            sheet.cell(number + 1, column, cell).data_type = "s"
    book.save(tmp_path / "thử.xlsx")
    row = compact("TT: 1 | " + " | ".join(f"Cột {at}: {cell}" for at, cell in enumerate(cells)))
    assert row in read(tmp_path / "thử.xlsx")


def test_a_backslash_is_an_escape_in_markdown_alone(tmp_path: Path) -> None:
    text = "Tệp lưu ở C:\\_luu\\-x của máy chủ xã, không phải ở máy của \\*cán bộ."
    for ending, shown in (("txt", text), ("md", "Tệp lưu ở C:_luu-x của máy chủ xã, không phải ở máy của *cán bộ.")):
        path = tmp_path / f"thử.{ending}"
        path.write_text(text, "utf-8")
        assert read(path) == [compact(shown)]


def test_a_sign_opens_an_item_and_is_no_bullet(tmp_path: Path) -> None:
    path = tmp_path / "thử.txt"
    path.write_text("Các việc đã làm trong năm:\n-Nạo vét kênh.\n- Trồng cây.\n-3,2% hộ nghèo.", "utf-8")
    _, paragraphs = read_outline(tuple(read_blocks(path).blocks))
    assert [(one.kind, one.text) for one in paragraphs] == [
        ("paragraph", "Các việc đã làm trong năm:"), ("bullet", "-Nạo vét kênh."),
        ("bullet", "Trồng cây. -3,2% hộ nghèo."),
    ]  # fmt: skip
