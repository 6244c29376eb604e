"""Text typed in plain ASCII with its marks after the vowels is read as what it says; what only looks so is left."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tracuu.corpus import read_report
from tracuu.corpus.formats.viqr import from_viqr, is_viqr

MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
TONES = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}


def typed(text: str) -> str:
    """`text` as RFC 1456 has it typed; a mark that is none stands after a stroke."""
    found = ""
    for letter in unicodedata.normalize("NFC", text).translate(str.maketrans("–‰“”", '-%""')):
        decomposed = unicodedata.normalize("NFD", letter)
        base, marks = decomposed[0], decomposed[1:]
        if letter in "đĐ":
            found += "dd" if letter == "đ" else "DD"
        elif marks:
            found += base + "".join(filter(None, map(MARKS.get, marks))) + "".join(filter(None, map(TONES.get, marks)))
        else:
            found += "\\" * (letter in "^(+*'`?~." and found[-1:] in tuple("aeiouyAEIOUY^(+")) + letter
    return found.encode("ascii", "ignore").decode()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_report_typed_so_reads_as_it_would_in_unicode(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / sample.name
    path.write_text(typed(sample.read_text(encoding="utf-8")), "ascii")
    read, right = read_report(path), read_report(sample)
    assert (read.header.number, read.header.agency, read.header.title) == (
        right.header.number, right.header.agency, right.header.title,
    )  # fmt: skip
    assert [section.role for section in read.sections] == [section.role for section in right.sections]
    assert [typed(one.text) for one in read.paragraphs] == [typed(one.text) for one in right.paragraphs]
    assert sum(one.text.isascii() for one in read.paragraphs) <= 1
    assert any("VIQR" in warning for warning in read.warnings)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_report_typed_without_a_stroke_ends_its_sentences_all_the_same(sample: Path) -> None:
    text = typed(sample.read_text(encoding="utf-8"))
    right, read = from_viqr(text).split(), from_viqr(text.replace("\\", "")).split()
    assert [(one, other) for one, other in zip(right, read, strict=True) if one != other] == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ca'n bo^. xa~ xe't, ro^`i ra. Bo^. dde^` nghi. UBND cho.", "Cán bộ xã xét, rồi ra. Bộ đề nghị UBND cho."),
        ("I. KIE^'N NGHI.\nXa~ kho^ng co' thu. Ti?nh lo.", "I. KIẾN NGHỊ\nXã không có thu. Tỉnh lo."),
        ("Kho'a na`y do ai lo? Ve^` ke^'t qua? Nho'm.", "Khóa này do ai lo? Về kết quả Nhóm."),
        ("Na(m nay. Co^ng ta'c tho^i. DDo^`ng ba`o mu+u.", "Năm nay. Công tác thôi. Đồng bào mưu."),
        ("Ho^. ddo'i, ho^. ngho`, ti`m dde^'n ho^. Ba Na.", "Hộ đói, hộ nghò, tìm đến hộ Ba Na."),
        (
            "UBND xa~ Ta^n Ba. Xa~ Tu+. xa^y du+.ng, xa~ Ta^n Ba to^?ng ke^'t.",
            "UBND xã Tân Ba. Xã Tự xây dựng, xã Tân Ba tổng kết.",
        ),
        ("Co' 5 ca'n bo^..", "Có 5 cán bộ."),
        (f"Na(m{'.' * 100_000} ca'n bo^.{'.' * 9} 5", f"Năm{'.' * 100_000} cán bộ{'.' * 9} 5"),
    ],
)
def test_where_a_sentence_ends_a_mark_is_no_tone(said: str, shown: str) -> None:
    assert from_viqr(said) == shown


def test_marks_and_signs_after_a_stroke() -> None:
    assert from_viqr("DDa?ng u?y, HDDND xa~ DDo^.i Ca^'n; ddu+o+.c 3.5 ty? ddo^`ng\\. Ho'a. a\\'") == (
        "Đảng ủy, HĐND xã Đội Cấn; được 3.5 tỷ đồng. Hóa. a'"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bao cao ket qua nam 2020 cua UBND xa. " * 20,
        "Don't add the address to O(n^2) data(x); a+b, o+k, do(x) e^x odd middle ladder " * 20,
        "Báo cáo ke^'t qua? na(m " * 20,
        "ke^'t qua? " * 5,
        "Report due on dd/mm/yyyy (format dd.mm.yyyy), address and Add-on. Ngay dd/mm nop bao cao. " * 20,
        "Bao cao UBND xa, HDDND xa, 500dd moi ho. " * 20,
        "Ngay 12.5.2020 hop UBND xa(3/4), huyen ta(3/4). Ket qua? Da lam so+5/2020, to+3/2020. " * 20,
        "ke^'t qua? " * 50,
    ],
)
def test_what_only_looks_so_is_left(text: str) -> None:
    assert not is_viqr(text)
