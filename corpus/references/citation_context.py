"""What stands about a citation: the date and the issuer of the document cited, after its number or before it."""

from __future__ import annotations

import re

from ..dates import iso
from .document_number import YEAR

DAY, MONTH = r"(?P<day{}>\d{{1,2}})", r"(?P<month{}>\d{{1,2}})"
DATE = "|".join(
    (
        rf"ngày\s*{DAY.format(1)}\s*tháng\s*{MONTH.format(1)}\s*,?\s*(?:năm\s*|[/.-]\s*)(?P<year1>\d{{4}})",
        rf"(?:ngày\s*)?{DAY.format(2)}\s*(?P<mark>[/.-])\s*{MONTH.format(2)}\s*(?P=mark)\s*(?P<year2>\d{{4}}|\d{{2}})(?!\d)",
        rf"(?:ngày[\s.…]*)?tháng\s*{MONTH.format(3)}\s*(?:[/.-]|,?\s*năm)\s*(?P<year3>\d{{4}})(?!\d)",
        rf"(?:ngày[\s.…]*tháng[\s.…]*)?năm\s*(?P<year4>{YEAR})(?!\d|\s*[-–]\s*\d)",
    )
)
"""A date as citations have it: with day, with month alone, with year alone."""

PASSED = r"(?:đã\s+)?được\s+Quốc\s+hội[^.;()]{0,90}thông\s+qua\s+|(?:được\s+)?(?:ký|ban\s+hành|cùng)\s+"
DATE_AFTER = re.compile(rf"[\s,|]*(?:\(\s*)?(?:{PASSED})?(?:{DATE})\s*\)?", re.IGNORECASE)
ISSUING = r"(?:(?:đã|vừa|mới|có)\s+)?(?:ký\s+ban\s+hành|ban\s+hành|ra|ký|có|thông\s+qua)"
DATE_BEFORE = re.compile(rf"(?:{DATE})\s*,?\s*(?:(?:[^.;:\d]{{0,90}}\s)?{ISSUING}|tại|bằng)\s*$", re.IGNORECASE)
"""A date that the verb of issuing ties to the document named next: "Ngày 25/7/2011 UBND tỉnh đã ra Quyết định số"."""

SHORT_YEAR = 2
REACH = 160
"""Characters on either side of a citation in which its date and issuer are looked for."""

OF = re.compile(r"[\s,]*(?:\(\s*)?(?:của|do)\s+", re.IGNORECASE)
AGENCY = (
    r"(?:UBND|HĐND|UBMTTQ|MTTQ|BCH|BTV|Ủy\s+ban|Uỷ\s+ban|Hội\s+đồng|Chính\s+phủ|Thủ\s+tướng|Phó\s+Thủ\s+tướng|Quốc\s+hội"
    r"|Chủ\s+tịch|Bộ|Liên\s+[Bb]ộ|Sở|Cục|Tổng\s+cục|Chi\s+cục|Phòng|Văn\s+phòng|Ban|Đảng\s+ủy|Đảng\s+uỷ|Tỉnh\s+ủy|Tỉnh\s+uỷ"
    r"|Thành\s+ủy|Thành\s+uỷ|Huyện\s+ủy|Huyện\s+uỷ|Thị\s+ủy|Quận\s+ủy|Thường\s+trực|Trung\s+ương|Ngân\s+hàng|Kho\s+bạc"
    r"|Thanh\s+tra|Tòa\s+án|Toà\s+án|Viện|Công\s+an|Kiểm\s+toán|Bảo\s+hiểm|Trường|Trung\s+tâm|Đoàn|Hội|Liên\s+đoàn)"
)
SUBJECT = re.compile(
    rf"(?<!\w)(?P<agency>{AGENCY}(?!\w)[^,.;:()\d]{{0,80}}?)\s+{ISSUING}(?:\s+và\s+[^,.;:()\d]{{1,40}})?\s*$"
)
"""The agency whose act the citation is: "UBND huyện đã ban hành và chỉ đạo thực hiện" Kế hoạch số."""

SMALL_AGENCIES = re.compile(
    r"(?:liên\s+(?:bộ|tịch)|bộ\s|chính\s+phủ|thủ\s+tướng|[uủ][ỷy]\s+ban|tỉnh\s+[uủ]|huyện\s+[uủ]|sở\s|ubnd|hđnd)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\s,;:.()“”\"/|\d]+")
LIST_COMMA = re.compile(
    r",\s+(?=(?i:thể\s+thao|thương\s+binh|thông\s+tin|gia\s+đình|trẻ\s+em|công\s+nghệ|lâm\s+nghiệp|thủy\s+sản|chủ\s+nhiệm"
    r"|thống\s+đốc|tổng\s+thanh\s+tra))"
)
"""A comma inside the name of an agency: "Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng, Chủ nhiệm"."""

ENDS = {
    "về", "v/v", "quy", "qui", "phê", "sửa", "bổ", "hướng", "ngày", "tháng", "năm", "đã", "được", "có", "là", "thì",
    "trên", "để", "nhằm", "trong", "tại", "do", "vào", "cho", "theo", "khóa", "khoá", "lần", "nhiệm", "kỳ", "gửi",
    "yêu", "nêu", "không", "kèm", "cùng", "như", "hoặc", "sẽ", "ra", "ký", "chưa", "cũng", "còn", "này", "đó", "nói",
    "nay", "đến", "với", "số", "thuộc", "nên", "mà", "qua", "sau", "trước", "khi", "gồm", "của", "đề", "hiện", "nhưng",
    "làm", "áp", "điều", "thay", "bãi", "hủy", "kết", "giải", "xác", "bắt", "hết", "tới", "quán",
}  # fmt: skip
"""Small words that no agency's name has: what follows them is the document's subject or the sentence's."""

END_PAIRS = {
    "ban hành", "thực hiện", "triển khai", "công bố", "thành lập", "chấp thuận", "tiếp tục", "đối với", "cụ thể",
    "chỉ đạo", "tổ chức", "giao nhiệm", "giao chỉ", "giao dự", "giao kế", "quyết định", "đồng ý", "việc ban",
}  # fmt: skip
JOINED_NAMES = {
    "phát triển", "đào tạo", "môi trường", "truyền thông", "đầu tư", "xã hội", "thể thao", "du lịch", "công nghệ",
    "gia đình", "thông tin", "trẻ em", "đoàn đại", "hội đồng", "ủy ban", "uỷ ban",
}  # fmt: skip
"""Words in small letters with which an agency's name goes on after "và"."""

LONGEST_NAME = 18
"""Words of an agency's name."""


def date_after(text: str, at: int) -> tuple[str | None, int]:
    """The date that directly follows offset `at`, as ISO 8601, and where it ends; (None, at) if there is none."""
    match = DATE_AFTER.match(text, at, min(len(text), at + REACH))
    found = _iso(match) if match else None
    return (found, match.end()) if match and found else (None, at)


def date_before(text: str, start: int, end: int) -> str | None:
    """The date on which, by text[start:end], the document named at `end` was issued."""
    match = DATE_BEFORE.search(text, max(start, end - REACH), end)
    return _iso(match) if match else None


def issuer_after(text: str, at: int, limit: int) -> tuple[str | None, int]:
    """The agency that "của" at offset `at` names, and where the name ends; (None, at) if there is none.

    The name ends before offset `limit`.
    """
    of = OF.match(text, at, min(limit, at + REACH))
    if of is None:
        return None, at
    end = _name_end(text, of.end(), min(limit, of.end() + REACH))
    name = " ".join(text[of.end() : end].split())
    return (name, end) if name else (None, at)


def issuer_before(text: str, start: int, end: int) -> str | None:
    """The agency that, by text[start:end], issued the document named at `end`."""
    match = SUBJECT.search(text, max(start, end - REACH), end)
    return " ".join(match["agency"].split()) if match else None


def _name_end(text: str, start: int, limit: int) -> int:
    """Where the agency's name that begins at `start` ends; `start` itself if there is none."""
    if not (text[start : start + 1].isupper() or SMALL_AGENCIES.match(text, start, limit)):
        return start
    words: list[str] = []
    at = end = start
    while len(words) < LONGEST_NAME and (word := WORD.match(text, at, limit)):
        said = word[0].lower() if word[0].islower() or word[0].isupper() else word[0]
        following = WORD.match(text, word.end() + 1, limit)
        pair = f"{said} {following[0].lower()}" if following else said
        after_board = bool(words) and words[-1].lower() == "ban"
        if said in ENDS or (pair in END_PAIRS and not after_board):
            break
        if said in {"và", "-"}:
            two = WORD.match(text, following.end() + 1, limit) if following else None
            goes_on = following and (following[0][0].isupper() or (two and f"{following[0]} {two[0]}" in JOINED_NAMES))
            if not goes_on:
                break
        else:
            end = word.end()
        words.append(word[0])
        at = word.end()
        if comma := LIST_COMMA.match(text, at, limit):
            at = comma.end()
        else:
            at += len(text[at:limit]) - len(text[at:limit].lstrip(" "))
            if at == word.end():
                break
    return end


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    form = next(form for form in "1234" if parts[f"year{form}"])
    year = parts[f"year{form}"]
    if len(year) == SHORT_YEAR:
        year = f"{'19' if year > '40' else '20'}{year}"
    found = iso(year, parts.get(f"month{form}"), parts.get(f"day{form}"))
    return found[0] if found else None
