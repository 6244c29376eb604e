"""Numbers written in words ("ba mươi hai xã", "hai phần ba"), found in a text and made into amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...corpus.vietnamese import place_tone

DIGITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
          "tám": 8, "chín": 9}  # fmt: skip
TENS = {"mười": 10, "mươi": 10, "chục": 10, "trăm": 100}
SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
"""Powers of ten."""

HALVES = {"nửa": Fraction(1, 2), "rưỡi": Fraction(1, 2), "đôi": Fraction(2)}
NUMERALS = frozenset([*DIGITS, *TENS, *SCALES, *HALVES])
NEVER_ALONE = frozenset(["tư", "tỷ", "tỉ", "mốt", "lăm", "chục", "đôi", "rưỡi"])
"""Without another number word: "đầu tư", "tỷ lệ", "cặp đôi"."""

FIRST_TWO = frozenset(["nhất", "nhì"])
"""Numbers only behind "thứ"."""

NOT_COUNTED = frozenset(["số", "cách", "phần", "trong", "vài", "bộ", "cửa", "chiều", "mặt"])
"""After "một": "một số", "một phần", "Một cửa"."""

A_YEAR = frozenset(
    ["cả", "trong", "đầu", "cuối", "hết", "giữa", "từ", "đến", "với", "mỗi", "hằng", "hàng", "một", "nửa", "thêm", "và",
     "nhiều", "các", "của", "theo", "sang", "trước", "sau", "từng", "bước", "vào", "tới", "những", "trọn"]
)  # fmt: skip
"""Before a "năm" that is a year and not five."""

BETWEEN_TWO = frozenset(["đến", "tới", "hoặc", "hay"])
"""Between two numbers: "ba đến năm ngày"."""

WORD = re.compile(r"[^\W\d_]+|\d[\d.,/]*")
SHARE = re.compile(r"phần\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: where it stands, what it comes to, and whether it may as well be no number ("một", "năm")."""

    start: int
    end: int
    amount: Fraction | str
    doubtful: bool


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers in words of `text`; no scale behind digits ("12 triệu"), which belongs to those."""
    words = [(match.start(), match.end(), place_tone(match[0].lower())) for match in WORD.finditer(text)]
    at = 0
    while at < len(words):
        if words[at][2] in FIRST_TWO and at and words[at - 1][2] == "thứ":
            yield Numeral(*words[at][:2], f"thứ {words[at][2]}", False)
        if words[at][2] not in NUMERALS:
            at += 1
            continue
        first = at
        while at < len(words) and words[at][2] in NUMERALS and (at == first or _blank(text, words[at - 1], words[at])):
            at += 1
        if _is_name(text, words, first, at):
            continue
        if at - first > 1 and words[at - 1][2] == "năm" and words[at - 2][2] not in TENS:
            at -= 1  # "hai năm" are two years
        run = [word for _, _, word in words[first:at]]
        before = words[first - 1][2] if first else ""
        after = words[at][2] if at < len(words) and _blank(text, words[at - 1], words[at]) else ""
        earlier = words[first - 2][2] if first > 1 else ""
        if (found := _numeral(run, before, after, earlier)) is None:
            continue
        amount, doubtful = found
        end = words[at - 1][1]
        if after == "phần" and at + 1 < len(words) and words[at + 1][2] in DIGITS and isinstance(amount, Fraction):
            amount, doubtful, end = amount / DIGITS[words[at + 1][2]], False, words[at + 1][1]
            at += 2
        yield Numeral(words[first][0], end, amount, doubtful)


def _is_name(text: str, words: list[tuple[int, int, str]], first: int, end: int) -> bool:
    """Whether words[first:end] are a part of a name: "Triệu Sơn", "Ba Vì"; "Ba UBND xã" are three."""
    if end - first > 1 or not text[words[first][0]].isupper():
        return False
    beside = [at for at in (first - 1, end) if 0 <= at < len(words)]
    near = [text[slice(*words[at][:2])] for at in beside if _blank(text, *sorted((words[first], words[at])))]
    return any(word[:1].isupper() and not (len(word) > 1 and word.isupper()) for word in near)


def _blank(text: str, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return text[one[1] : other[0]].isspace()


def _numeral(run: list[str], before: str, after: str, earlier: str = "") -> tuple[Fraction | str, bool] | None:
    """What a run of number words comes to, and whether that is in doubt; None where it counts nothing."""
    if before[:1].isdigit() and run[0] in SCALES:
        return None
    if before == "gấp" and run == ["đôi"]:
        return Fraction(2), False
    if before == "thứ":
        return f"thứ {' '.join(run)}", False
    if len(run) == 1 and after == "là":  # "một là …; hai là …" counts what is listed as it goes
        return None
    if len(run) == 1 and (run[0] in NEVER_ALONE or (run[0] == "trăm" and before == "phần")):
        return None
    if run == ["một"]:
        return None if after in NOT_COUNTED and after != "phần" else (Fraction(1), True)
    if run == ["một", "nửa"]:
        return HALVES["nửa"], False
    if run == ["năm"]:
        if before in BETWEEN_TWO and earlier in DIGITS and not after[:1].isdigit():
            return Fraction(5), False
        is_year = not after or after[:1].isdigit() or before in A_YEAR or before in NUMERALS or after in A_YEAR
        return None if is_year else (Fraction(5), True)
    return amount_of(run), False


def amount_of(run: list[str]) -> Fraction:
    """ "ba mươi hai" is 32, "hai trăm rưỡi" 250, "một triệu hai" 1,000,002: read as a sum of its parts."""
    total = part = Fraction(0)
    last = Fraction(1)
    for word in run:
        if word in DIGITS:
            part += DIGITS[word]
        elif word in TENS:
            last = Fraction(TENS[word])
            if word == "mười":
                part += 10
            elif word == "trăm":
                part = (part or Fraction(1)) * 100
            else:
                hundreds, ones = part // 100 * 100, part % 100
                part = hundreds + (ones or Fraction(1)) * 10
        elif word in SCALES:
            last = Fraction(10) ** SCALES[word]
            total, part = total + (part or Fraction(1)) * last, Fraction(0)
        elif word == "rưỡi":
            part += last / 2
        else:
            part += HALVES[word]
    return total + part
