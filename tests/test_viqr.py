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
    ],
)
def test_what_only_looks_so_is_left(text: str) -> None:
    assert not is_viqr(text)
