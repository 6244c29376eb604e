"""The letterhead's cells, in whatever order a format gives them, and the fixed formulas among them."""

from __future__ import annotations

import re
from functools import lru_cache

from ..dates import GAP, NAM, NGAY, THANG
from ..vietnamese import LOWER, UPPER, fold

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufff0-\uffff\ufffe]")
ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "‑": "-", "−": "-"})
"""Look-alikes that legacy converters leave in place of Vietnamese letters and hyphens."""

RULES = re.compile(r"(?:[-=*~–—]\s?){3,}|(?<!\w)\*+(?!\w)|-+\s*o0o\s*-+|[│┌┐└┘─|\[\]]")

SEGMENT = rf"[{UPPER}{LOWER}][{UPPER}{LOWER}\d&]*"
NUMBER = re.compile(
    r"(?:(?:luật|bộ\s+luật|pháp\s+lệnh|lệnh|nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|thông\s+tư|liên\s+tịch)\s+){0,2}"
    r"s[oòóỏõọôồốổỗộơ0]\s*[:;.]?(?:[\s.…_]*(?P<number>(?:\d{1,3}(?:\.\d{3}){1,2}|\d{1,6})[a-zđ]?(?![^\W_])))?"
    rf"(?:[\s.…_]*(?P<symbol>[/-]\s*(?:\d{{4}}\s*[/-]\s*)?(?:[X]\d\s*[/-]\s*)?{SEGMENT}(?:\s?[-–/.]\s?{SEGMENT})*"
    rf"|\s(?-i:[A-ZĐ]{{1,6}}\s?[/-]\s?[A-ZĐ]{SEGMENT}(?:\s?[-–/.]\s?{SEGMENT})*)))?",
    re.IGNORECASE,
)
"""Số và ký hiệu: "Số: 86/2002/NĐ-CP", "Luật số: 36/2009/QH12", "Số 45-BC/HU", "Số: 4321 TC/TCT"; or the pen's gap."""

DATE = (
    rf"{NGAY}{GAP}\d{{0,2}}{GAP}(?:{THANG}{GAP}\d{{0,2}}{GAP}{NAM}{GAP}(?:\d{{4}})?"
    r"|[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})"
)
PLACE = (
    rf"(?:(?i:tp|t\.p|tx|thành\s+phố|thị\s+xã|thị\s+trấn|huyện|xã)[.\s]\s*)?[{UPPER}][{LOWER}’']*"
    rf"(?:[\s-][{UPPER}][{LOWER}’']*){{0,3}}|(?i:quận|phường)\s+\d{{1,2}}"
)
PLACE_DATE_ENDING = re.compile(rf"\s(?P<cell>(?:{PLACE})\s*,\s*(?i:{DATE})[.\s]*)$")
"""Địa danh and date in the right column, after what stands beside them in the left."""

PLACE_LINE = re.compile(
    rf"^(?P<place>[^,\d:;()]{{2,40}}|(?:quận|phường)\s+\d{{1,2}})\s*,\s*{NGAY}(?:\b|(?=[^,;]{{1,12}}{THANG}))",
    re.IGNORECASE,
)
PLACE_LINE_BARE = re.compile(
    rf"^(?P<place>{PLACE})(?:\s*,?\s+(?={DATE})|\s*,\s*(?=(?i:{THANG})\s+\d{{1,2}}\s*(?:/|(?i:{NAM}))\s*\d{{4}}\s*$))"
)
"""Without its comma, or its day: "Hải Lam, tháng 6 năm 2025"."""

MOTTOES = (
    ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam"),
    ("doc", "lap", "tu", "do", "hanh", "phuc"),
    ("dang", "cong", "san", "viet", "nam"),
)
"""Quốc hiệu, tiêu ngữ, and the Party's heading, folded: a scanner's slip in a word or two leaves the rest."""

MOTTO_WORDS = 4
"""Least words in their places; what wraps to the next line is told by `MOTTO_REST`."""

MOTTO_REST = re.compile(
    r"(?:(?:chu nghia )?viet nam|nghia viet nam|hoi chu nghia viet nam|nam|hanh phuc|(?:tu do )?-? ?hanh phuc|nuoc"
    r"|doan (?:tncs|thanh nien cong san) ho chi minh|doc lap ?-?|tu do ?-?|viet nam dan chu cong hoa)"
)
ASCII_SMALL, ASCII_CAPITAL = re.compile(r"[a-z]"), re.compile(r"[A-Z]")
LEAST_CAPITALS = 3
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_HEAD_LINE = 150

SECRECY = {"mat": "Mật", "toi mat": "Tối mật", "tuyet mat": "Tuyệt mật"}
URGENCY = {
    "khan": "Khẩn",
    "thuong khan": "Thượng khẩn",
    "hoa toc": "Hỏa tốc",
    "hoa toc hen gio": "Hỏa tốc hẹn giờ",
}
STAMP = re.compile(
    r"(?P<label>do (?:mat|khan|khan mat) ?:? ?)?(?P<word>(?:tuyet |toi )?mat|(?:thuong )?khan|hoa toc(?: hen gio)?)"
    r"(?: ?:? ?\d{1,2} ?(?:h|gio)\b.*)?"
)
STAMP_ENDING = re.compile(r"^(?P<left>.*\S)\s+(?P<cell>(?:TUYỆT |TỐI )MẬT|THƯỢNG KHẨN|HỎA TỐC|HOẢ TỐC)$")
NO_NAME = re.compile(
    r"s[ốôo]\s*:|luật\s+số|s[ốô]\b.*[/-]|v\s*/\s*v|về\s+việc|ngày\b|\*|\(|(?:bản\s+)?dự\s+thảo\b|bản\s+sao\b|sao\s+y\b",
    re.IGNORECASE,
)
ARRIVAL = re.compile(
    r"\W*(?:(?:cong|cung) thong tin dien tu|cong van den|den\b\W*(?:so|ngay|gio)|so den|ngay den|chuyen ?:|luu ho so)"
)
"""The lines of a stamp that says when a document came in, folded."""

SUBJECT = re.compile(r"^(?:v\s*/\s*v|về\s+việc)\b\s*:?", re.IGNORECASE)
"""The trích yếu of a công văn, under its number."""


def plain(line: str) -> str:
    """`line` for matching: without invisible characters and look-alikes, each run of white space one space."""
    return " ".join(INVISIBLE.sub("", line).translate(ETH).split())


def capitals_whole(line: str) -> str:
    """`line` in capitals where only its letters with accents are small: "QUYếT ĐịNH", as old fonts without accented
    capitals left it; "Sở KH&ĐT" was meant so.
    """
    if ASCII_SMALL.search(line) or line.isupper() or sum(map(str.isupper, line)) < LEAST_CAPITALS:
        return line
    words = LETTERS.findall(line)
    whole = any(word.isupper() and len(word) > 1 for word in words)
    half = any(not word.isupper() and ASCII_CAPITAL.search(word, 1) for word in words)
    return line.upper() if half or not whole else line


def cells(line: str) -> list[str]:
    """The cells of one line of a letterhead, left to right, without the rules drawn between them.

    "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" is two, "Số: 86/2002/NĐ-CP Hà Nội, ngày 5 tháng 11 năm 2002" too.
    """
    return list(_cells_once(line))


@lru_cache(maxsize=256)
def _cells_once(line: str) -> tuple[str, ...]:
    if len(line) > 2 * LONGEST_HEAD_LINE:
        return (line,)
    text = " ".join(RULES.sub(" ", plain(line)).split()) or plain(line)
    return (text,) if fold(text[:10]).startswith("can cu") else tuple(_cells(text))


def _cells(text: str) -> list[str]:
    span = motto_span(text)
    if span is None:
        return [text] if len(text) > LONGEST_HEAD_LINE else _number_and_date(text)
    left, right = text[: span[0]].strip(" -–*."), text[span[1] :].strip(" -–*.")
    return [
        *(_number_and_date(left) if left else []),
        text[span[0] : span[1]],
        *(_cells(right) if right else []),
    ]


def _number_and_date(text: str) -> list[str]:
    match = NUMBER.match(text)
    if match and match["symbol"]:
        rest = text[match.end() :].lstrip(" ,;.")
        return [text] if rest in ("-", "/") else [text[: match.end()].strip(), *([rest] if rest else [])]
    inside = re.search(r"(?<=\S)\s+(?=(?:Luật\s+)?[Ss]ố\s*:\s*[\d/.…]|Số\s+\d+\s*[/-])", text)
    if inside and not text.startswith(("(", "Kính")):
        return [*_number_and_date(text[: inside.start()]), *_number_and_date(text[inside.end() :])]
    dated = PLACE_DATE_ENDING.search(text) if re.search(f"(?i){NGAY}", text) else None
    ending = dated or STAMP_ENDING.match(text)
    if ending and (left := text[: ending.start("cell")].strip()) and not PLACE_LINE.match(text):
        return [left, ending["cell"]]
    return [text]


def motto_span(line: str) -> tuple[int, int] | None:
    """Where a motto stands in `line`, even with a wrong letter or cut off by the line's end; None if nowhere."""
    said = set(LETTERS.findall(fold(line)))
    near = [motto for motto in MOTTOES if len(said.intersection(motto)) >= MOTTO_WORDS]
    words = [(fold(match[0]), *match.span()) for match in LETTERS.finditer(line)] if near else []
    for motto in near:
        for start in range(len(words)):
            window = words[start : start + len(motto)]
            alike = sum(word == of_motto for (word, *_), of_motto in zip(window, motto, strict=False))
            if alike >= MOTTO_WORDS and alike >= len(window) - 2 and motto[0][0] == window[0][0][:1]:
                first = start - 1 if start and words[start - 1][0] == "nuoc" else start
                return words[first][1], window[-1][2]
    return None


def is_motto(line: str) -> bool:
    """Whether all of `line` is of a motto."""
    span = motto_span(line)
    if span:
        return span[0] <= 6 and len(line) - span[1] <= 3
    return MOTTO_REST.fullmatch(fold(line).strip(" -–.*")) is not None


def stamp_of(line: str, words: dict[str, str]) -> str | None:
    """The độ mật or độ khẩn that a line alone says, in capitals or after its label; None in running text."""
    if len(line) > 60:
        return None
    bare = " ".join(LETTERS.findall(line)) if ":" not in line else line.strip(" .*-|[]()")
    match = STAMP.fullmatch(fold(bare).strip())
    if match is None or not (match["label"] or bare.isupper() or re.match(r"H[ỎO][ẢA]? TỐC", bare)):
        return None
    return words.get(match["word"])


def number_of(line: str) -> str | None:
    """Số và ký hiệu in a cell, "" if the pen never filled the number in; None for any other cell."""
    match = NUMBER.match(line)
    if match is None or not match["symbol"]:
        return None
    if not match["number"]:
        return ""
    symbol = match["symbol"].replace("–", "-")
    between = " " if not re.match(r"\s*[/-]", symbol) else ""
    symbol = symbol.replace(" ", "").rstrip(".-/")
    symbol = re.sub(r"TTG\b", "TTg", symbol.upper() if symbol.islower() else symbol)
    return f"{match['number']}{between}{symbol}"


def is_formal(line: str) -> bool:
    """Whether a cell is a number, date, motto, subject or stamp, and so names no agency."""
    return bool(
        is_motto(line)
        or stamp_of(line, SECRECY)
        or stamp_of(line, URGENCY)
        or PLACE_LINE.match(line)
        or NO_NAME.match(line)
        or ARRIVAL.match(fold(line))
        or PLACE_LINE_BARE.match(line)
    )
