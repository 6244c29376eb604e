"""What a form prescribes is known before it is recognised: fixed formulas and numerals of a scanned page, set right.

The words of the report itself are never touched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from ..syllables import is_allowed
from ..vietnamese import LOWER, UPPER, fold
from .layout import Line
from .pages import Page

FORMULAS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Nơi nhận:",
    "BÁO CÁO", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "THÔNG BÁO", "HƯỚNG DẪN", "CHƯƠNG TRÌNH",
    "KẾ HOẠCH", "PHƯƠNG ÁN", "ĐỀ ÁN", "BIÊN BẢN", "TỜ TRÌNH", "CÔNG ĐIỆN", "KẾT LUẬN",
)  # fmt: skip
"""Lines that Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW (of the Party) prescribe letter by letter."""

LONG_FORMULA, ALIKE = 16, 0.86
"""From so many letters on a formula is known by this share of them; a shorter one by all but their marks."""

LOOKALIKES = str.maketrans({"0": "o", "1": "i", "l": "i", "|": "i", "8": "b", "5": "s"})
NUMBER_LABEL = re.compile(
    r"^[.,'`·|]{0,2}[S5][^\W\d]{1,2}\s*[:;.,]\s*(?=[\d./…_]|$)|^[.,'`·|]{0,2}[S5][6ôo0]\s*[:;]\s*"
)
"""A misread "Số:" with the number after it: "Sô: 15/BC", "S6: 15/BC"."""

SPECKS = re.compile(r"^[“”\"'‘’`´.,:;|~-]+|[“”\"'‘’`´.,:;|~-]+$")
NAME_WORD = re.compile(rf"[{UPPER}][{LOWER}]+")
LONGEST_NAME = 5

NUMBER_BAND = 0.4
"""Share of the first page's height in which its number stands."""

NUMERAL = re.compile(rf"^([IVXHLl1|!]{{1,5}})[.,]\s+(?=[{UPPER}])")
STROKES = str.maketrans({"H": "II", "L": "I", "l": "I", "1": "I", "|": "I", "!": "I"})
ROMAN = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
)  # fmt: skip


def with_formulas(page: Page) -> Page:
    """`page` with the lines that are a formula but for a few letters as the formula, and names without specks."""
    lines = [replace(line, text=_formula(_name(line.text))) for line in page.lines]
    if page.number == 1:
        lines = [_labelled(line) if line.top < NUMBER_BAND * page.height else line for line in lines]
    return replace(page, lines=lines)


def _name(text: str) -> str:
    """A line that is someone's name but for the specks between its words, without them."""
    words = [SPECKS.sub("", word) for word in text.split()]
    named = 2 <= len(words) <= LONGEST_NAME and all(NAME_WORD.fullmatch(word) and is_allowed(word) for word in words)
    return " ".join(words) if named else text


def _labelled(line: Line) -> Line:
    return replace(line, text=NUMBER_LABEL.sub("Số: ", line.text).strip())


def _formula(text: str) -> str:
    letters = _letters(text)
    for formula in FORMULAS:
        known = _letters(formula)
        if letters == known and text.isupper() == formula.isupper():
            return text if text in FORMULAS else formula
        if len(known) >= LONG_FORMULA and abs(len(known) - len(letters)) <= 4 and len(letters) > 8:
            matcher = SequenceMatcher(None, letters, known)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                return formula
    return text


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text).translate(LOOKALIKES))


def with_numerals(pages: list[Page]) -> list[Page]:
    """`pages` with the Roman numerals that open a line as their order shows them: "H." after "I." is "II."."""
    last = 0
    above = ""
    read: list[Page] = []
    for page in pages:
        lines: list[Line] = []
        for line in page.lines:
            text, last = _numbered(line.text, last, above)
            above = text[:2] if re.match(r"[A-ZĐ]\.", text) else above
            lines.append(replace(line, text=text))
        read.append(replace(page, lines=lines))
    return read


def _numbered(text: str, last: int, above: str) -> tuple[str, int]:
    """A line with its numeral, and the value of the last numeral; `above` is the last capital that numbered a line."""
    match = NUMERAL.match(text)
    if not match or match[1].isdigit() or (above and ord(match[1][0]) == ord(above[0]) + 1):
        return text, last
    strokes = match[1].translate(STROKES)
    following = ROMAN[min(last + 1, len(ROMAN) - 1)]
    if strokes != following and f"{strokes}I" == following and last > 1:
        strokes = following
    if strokes not in ROMAN or (match[1] == "H" and strokes != following):
        return text, last
    return f"{strokes}. {text[match.end() :]}", ROMAN.index(strokes)
