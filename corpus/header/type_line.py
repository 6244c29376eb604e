"""The line of a document's opening that says its type (tên loại)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..references.doc_types import CODE_TYPES, TYPE_CODES
from ..vietnamese import fold

DOC_TYPES = tuple(
    dict.fromkeys(
        [
            *TYPE_CODES, "Bản thỏa thuận", "Giấy ủy quyền", "Giấy giới thiệu", "Giấy nghỉ phép", "Phiếu gửi",
            "Phiếu chuyển", "Phiếu báo", "Thư công", "Cương lĩnh", "Điều lệ", "Chiến lược", "Tuyên bố", "Lời kêu gọi",
            "Quy hoạch",
        ]
    )
)  # fmt: skip
"""Văn bản hành chính (Nghị định 30/2020/NĐ-CP, Điều 7), văn bản quy phạm pháp luật (Luật 80/2015/QH13, Điều 4, and the
laws before it), văn bản của Đảng (Quy định 66-QĐ/TW, Điều 4)."""

ENACTED_TYPES = frozenset(
    {
        "Nghị quyết liên tịch", "Nghị quyết", "Quyết định", "Chỉ thị", "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh",
        "Sắc lệnh", "Lệnh", "Nghị định", "Thông tư liên tịch", "Thông tư liên bộ", "Thông tư", "Công điện", "Quy chế",
        "Quy định", "Điều lệ",
    }
)  # fmt: skip
"""Types whose title may name issuer, number and date, and whose body may open with its legal grounds."""

ISSUERS_CODES = frozenset({"TTg", "HĐBT", "L"})
"""Codes that tell who issued a document, and its type only where nothing else does."""

KINDS_OF_REPORT = (
    "NHANH",
    "TÓM TẮT",
    "BỔ SUNG",
    "CHUYÊN ĐỀ",
    "ĐỘT XUẤT",
    "SƠ BỘ",
    "GIẢI TRÌNH",
    "THẨM TRA",
    "CHÍNH TRỊ",
)
"""Words that, alone after the type on its line, belong to it: "BÁO CÁO NHANH"."""

BY_FOLDED = {fold(name): name for name in DOC_TYPES}
BY_LETTERS = {name.replace(" ", ""): name for name in BY_FOLDED}
TYPE_OPENING = re.compile(rf"({'|'.join(sorted(BY_FOLDED, key=len, reverse=True))})(?=\s|$|[:.])")
KIND = re.compile(rf"\s+(?:{'|'.join(fold(kind) for kind in KINDS_OF_REPORT)})(?:\s+so\s+\d+)?$")
IN_A_TITLE = re.compile(
    r"so\s*:?\s*\d+\w?\s*[/-]|lien tich\b"
    r"|cua\s+(?:chinh phu|thu tuong|bo truong|bo |uy ban|hoi dong|quoc hoi|chu tich|thong doc|tong cuc)"
)
"""What, after a type in small letters, shows a title that names number or issuer ("nghị định của chính phủ …")."""

NUMBER_OF_LAW = re.compile(r"s[ốôo]\s*:?\s*[\d.…_]*\s*/[^\s,]+(?:$|\s+[^\d,]{2,30},\s*ngày\b)", re.IGNORECASE)
"""After the type: "Luật số: 36/2009/QH12" is the number's line in the letterhead, and no title."""

TYPE_REACH = 80
"""Characters of a line in which its type is looked for."""

LONGEST_IN_SMALL = 400
PROGRAMMES = frozenset({"Chương trình", "Đề án", "Dự án", "Quy hoạch", "Chiến lược", "Hợp đồng", "Luật", "Kế hoạch"})
NAMED_AFTER_ONE = re.compile(r"(?:ban|to|tieu ban|bcd|so|phong|bo|hoi|truong|vu|cuc|trung tam)\b[^.;:,]{0,40}$")
"""A board or office whose name goes on with the line below: "BAN QUẢN LÝ" over "DỰ ÁN ĐẦU TƯ XÂY DỰNG"."""


def read_type_line(line: str, above: str, formal: bool) -> tuple[str, str] | None:
    """The type that a line of the opening says, and the rest of the line; None for any other line.

    Capitals say it alone. In small letters, as a capitals-only font leaves them once converted, they must be
    alone or open a title that names number or issuer, and a fixed formula must stand above.

    Args:
        line: with nothing but Vietnamese letters for Vietnamese letters (no Ð for Đ).
        above: the line before it, folded; "" for the first.
        formal: whether a motto, a number or a date stands above, or nothing at all.
    """
    folded = fold(line[:TYPE_REACH])
    match = TYPE_OPENING.match(folded)
    if match is None:
        return _spaced_type(folded) if line.isupper() else None
    name, end = BY_FOLDED[match[1]], match.end()
    rest = line[end:].strip()
    if NUMBER_OF_LAW.match(rest) and (rest[2:].lstrip().startswith(":") or not line[:end].isupper()):
        return None
    kind = KIND.match(folded, end)
    if line[:end].isupper() and len(folded) == len(line[:TYPE_REACH]):
        if name in PROGRAMMES and NAMED_AFTER_ONE.match(above) and rest:
            return None
        return name, "" if kind else rest.lstrip(" :.")
    if not formal or len(line) > LONGEST_IN_SMALL or line.endswith((":", ";", ".", ",")):
        return None
    if not rest or kind or IN_A_TITLE.match(fold(rest[:TYPE_REACH])):
        return name, "" if kind else rest
    return None


@lru_cache(maxsize=256)
def _spaced_type(folded: str) -> tuple[str, str] | None:
    """ "Q U Y Ế T Đ Ị N H", as typewriters set a title."""
    words = folded.rstrip(" :.").split()
    name = BY_LETTERS.get("".join(words)) if words and all(len(word) == 1 for word in words) else None
    return (BY_FOLDED[name], "") if name else None


def type_of_symbol(number: str) -> str | None:
    """The type that a số và ký hiệu abbreviates ("86/2002/NĐ-CP" is a Nghị định); None for a công văn's."""
    code = next((part for part in re.split(r"[/.\- ]", number) if part and not part[0].isdigit()), "")
    return None if code in ISSUERS_CODES else CODE_TYPES.get(code.lower())
