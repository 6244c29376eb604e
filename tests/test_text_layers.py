"""Text layers of pages are tested, not believed: fonts from before Unicode in pieces, layers of other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_formats_pdf import WIDTH, Draw, at, lines, needs_tesseract, write_pdf
from tracuu.corpus.formats.pdf import read_pdf
from tracuu.corpus.formats.text_layer import is_believable

SUBSETS = {
    "A": "AAAAAA+VnTime",
    "B": "BAAAAA+VnTime",
    "I": "CAAAAA+VnTimeItalic",
    "H": "DAAAAA+VnTimeHBold",
    "U": "Any",
}
SCANS = Path(__file__).parents[2] / "shared" / "cases" / "reading"

VIETNAMESE = (
    "Đã tổ chức 12 lớp tập huấn cho 640 lượt cán bộ y tế cơ sở; hướng dẫn các trạm y tế thực hiện tiêm chủng mở rộng "
    "theo kế hoạch của tỉnh và của ngành"
)
ENGLISH_LAYER = (
    "Da t6 chitc 12 lép tap hudn cho 640 luot can bo y té co sd; huéng dan cac tram y té thuc hién tiém ching mé rong "
    "theo ké hoach cua tinh va cua nganh"
)
ENGLISH = (
    "The department organised twelve training courses for health workers and guided the stations through the enlarged "
    "programme of vaccination according to the plan of the province"
)
SHIFTED = " ".join("".join(chr(ord(letter) + 0x60) for letter in word) for word in ENGLISH.split())
"""What a font with an encoding of its own leaves: letters with marks, in no syllable."""


@pytest.mark.parametrize(
    ("text", "pictured", "believable"),
    [
        (VIETNAMESE, True, True), (VIETNAMESE, False, True), (VIETNAMESE.upper(), True, True),
        (ENGLISH_LAYER, True, False),
        (ENGLISH_LAYER, False, True),  # as somebody typed it: there is nothing better to be had
        (ENGLISH, True, True), (ENGLISH, False, True),
        (SHIFTED, False, False), (SHIFTED, True, False),
        ("Trang 1", True, True), ("", True, True),
    ],
)  # fmt: skip
def test_a_layer_is_believed_by_how_it_spells(text: str, pictured: bool, believable: bool) -> None:
    assert is_believable(text.split(), pictured) == believable


def drawn(y: float, *words: tuple[str, str]) -> list[Draw]:
    """Words side by side, each in its font; a word whose text ends in "~" goes on with the next."""
    draws, x = [], 85.0
    for font, text in words:
        draws.append(at(x, y, text.rstrip("~"), font=font))
        x += WIDTH * 13 * len(text.rstrip("~")) + (0 if text.endswith("~") else 5)
    return draws


def test_a_letter_from_another_subset_of_a_font_stands_in_its_word(tmp_path: Path) -> None:
    draws = [
        *drawn(100, ("A", "Thñ"), ("A", "t~"), ("B", "\u2212~"), ("A", "íng"),
              ("A", "h~"), ("B", "\u2212~"), ("A", "íng"), ("A", "dÉn.")),
        *drawn(130, ("I", "ngµy"), ("I", "20"), ("I", "th¸ng"), ("I", "02"), ("I", "n¨m"), ("I", "2006")),
        *drawn(160, ("H", "b¸o"), ("H", "c¸o")),
    ]  # fmt: skip
    read = lines(read_pdf(write_pdf(tmp_path / "a.pdf", [draws], subsets=SUBSETS)).blocks)
    assert read == ["Thủ tướng hướng dẫn.", "ngày 20 tháng 02 năm 2006", "BÁO CÁO"]


@pytest.mark.parametrize(("font", "text"), [("A", ("193/2001/Q§", "TTg")), ("U", ("193/2001/QD", "TTg"))])
def test_a_blank_that_takes_no_room_is_a_soft_hyphen(tmp_path: Path, font: str, text: tuple[str, str]) -> None:
    x = 85 + len(text[0]) * WIDTH * 13
    draws = [at(85, 100, text[0], font=font), at(x, 100, " ", font=font), at(x, 100, text[1], font=font)]
    x = 85 + len("thong") * WIDTH * 13
    draws += [at(85, 130, "thong", font="U"), at(x, 130, " ", font="U"), at(x, 130, "tin", font="U")]
    read = " ".join(lines(read_pdf(write_pdf(tmp_path / "a.pdf", [draws], subsets=SUBSETS)).blocks))
    assert read in ("193/2001/QĐ-TTg thongtin", "193/2001/QD-TTg thongtin")


@needs_tesseract
@pytest.mark.skipif(not SCANS.is_dir(), reason="no shared cases here")
def test_a_scan_with_a_layer_for_another_language_is_recognised_again() -> None:
    reading = read_pdf(SCANS / "scan-english-ocr-layer.pdf")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(lines(reading.blocks))
    assert any("không phải chữ Việt" in warning for warning in reading.warnings)
