"""An agency's name as prose has it, from a letterhead in capitals."""

from __future__ import annotations

import re

from ..vietnamese import UPPER, fold
from .places import UNIT_LEVELS, provinces, title_case
from .state_bodies import OFFICE, body_of_office, state_body

OF_THE_BODY = re.compile(r"^(?:BCH|BTV|BAN\s+CHẤP\s+HÀNH|BAN\s+THƯỜNG\s+VỤ)\s+(?=HỘI|ĐOÀN|ĐẢNG|CÔNG ĐOÀN|LIÊN ĐOÀN)")
CITY_SHORT = re.compile(rf"\bTP(?:\.\s*|\s+)(?=[{UPPER}])")
COMMITTEE = r"(?:ủy\s+ban\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân|ubnd)"
PARTY_COMMITTEE = r"(?:huyện|tỉnh|thị|thành|quận|đảng)\s+(?:ủy|uỷ)"
YOUTH_UNION = r"(?:huyện|tỉnh|thị|thành|quận)\s+đoàn"
DEPARTMENTS = (
    "Thông tin và Truyền thông", "Văn hóa và Thông tin", "Văn hóa, Thể thao và Du lịch", "Văn hóa - Xã hội",
    "Văn hóa, Khoa học và Thông tin", "Giáo dục và Đào tạo", "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường", "Tài nguyên và Môi trường", "Khoa học và Công nghệ",
    "Lao động - Thương binh và Xã hội", "Lao động, Thương binh và Xã hội", "Kế hoạch và Đầu tư",
    "Tài chính - Kế hoạch", "Kinh tế và Hạ tầng", "Kinh tế, Hạ tầng và Đô thị", "Kinh tế", "Quản lý đô thị",
    "Giao thông vận tải", "Dân tộc và Tôn giáo", "Nội vụ", "Tư pháp", "Y tế", "Công Thương", "Xây dựng", "Tài chính",
    "Ngoại vụ", "Dân tộc", "Du lịch", "Văn hóa", "HĐND và UBND", "Phục vụ hành chính công",
    "Nông nghiệp và PTNT", "Kiểm soát bệnh tật", "Trồng trọt và Bảo vệ thực vật", "Kinh tế - Xã hội",
    "Tổ quốc Việt Nam", "Liên hiệp Phụ nữ Việt Nam", "Liên hiệp Phụ nữ", "Cựu chiến binh", "Nông dân", "Chữ thập đỏ",
    "Văn hóa - Thông tin và Thể thao", "Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn", "Chỉ huy Quân sự",
)  # fmt: skip
"""Cơ quan chuyên môn, and what associations are of, as prose writes them, for a letterhead in capitals."""

INSTITUTIONS = (
    "Trường Mầm non", "Trường Mẫu giáo", "Trường Tiểu học và THCS", "Trường Tiểu học", "Trường THCS và THPT",
    "Trường THCS", "Trường THPT", "Trường Trung học cơ sở", "Trường Trung học phổ thông", "Trường PTDTBT",
    "Trường PTDTNT", "Bệnh viện Đa khoa", "Bệnh viện",
)  # fmt: skip
NAMED_AFTER = re.compile(
    rf"({'|'.join(INSTITUTIONS)}) (?!đa khoa|khu vực|huyện|tỉnh|thành phố|xã|và\b)(.+)", re.IGNORECASE
)
"""Institutions with names of their own."""

FIELD = re.compile(
    r"^(Sở|Phòng|Ban|Chi cục|Cục|Tổng cục|Trung tâm|Văn phòng|Hội|Trường|Viện|Bộ|Hạt|Trạm|Đội|Liên đoàn) "
    rf"(?!đồng |{'|'.join(UNIT_LEVELS)})(\w)"
)
"""An office's kind, and the first letter of its field, which prose writes large: "Phòng Nội vụ"."""


def natural_name(printed: str, text: str) -> str:
    """A letterhead's name as prose has it: "SỞ NỘI VỤ" is "Sở Nội vụ", "UBND XÃ NGỌC LÂM" is "UBND xã Ngọc Lâm".

    The document's own prose decides, where it says the name; a list of departments helps where it does not.
    """
    name = CITY_SHORT.sub("THÀNH PHỐ ", OF_THE_BODY.sub("", " ".join(printed.split())))
    name = name.upper() if name.islower() else name
    state = state_body(name) or state_body(body_of_office(name))
    if state:
        return state
    name = OFFICE.sub("", name)
    name = re.sub(rf"^{COMMITTEE}", "UBND", name, flags=re.IGNORECASE)
    name = re.sub(r"^hội\s+đồng\s+nhân\s+dân\b", "HĐND", name, flags=re.IGNORECASE)
    if not name.isupper():
        return name
    said = re.search(re.escape(name).replace(r"\ ", r"\s+"), text.replace(printed, ""), re.IGNORECASE)
    if said and not said[0].isupper() and said[0][:1].isupper():
        return " ".join(said[0].split())
    natural = " ".join(word if _is_acronym(word) else word.lower() for word in name.split())
    natural = natural[0].upper() + natural[1:]
    led = re.match(rf"({PARTY_COMMITTEE}|{YOUTH_UNION})\s+(?!xã|phường|thị trấn|[-–])(.+)$", natural, re.IGNORECASE)
    if led:
        return f"{led[1]} {title_case(led[2])}"
    for department in DEPARTMENTS:
        natural = re.sub(rf"(?<=\w ){re.escape(department)}\b", department, natural, flags=re.IGNORECASE)
    natural = natural.replace("việt nam", "Việt Nam").replace("hồ chí minh", "Hồ Chí Minh")
    natural = FIELD.sub(lambda match: f"{match[1]} {match[2].upper()}", natural)
    own = NAMED_AFTER.fullmatch(natural)
    if own:
        kind = next(kind for kind in INSTITUTIONS if kind.lower() == own[1].strip().lower())
        return f"{kind} {title_case(own[2])}"
    types = "|".join(sorted(UNIT_LEVELS, key=len, reverse=True))
    natural = re.sub(
        rf"\b({types}) (?!và\b|hội$)([^,]+)$",
        lambda match: f"{match[1]} {title_case(match[2])}",
        natural,
        flags=re.IGNORECASE,
    )
    return _with_province_capitalised(natural)


def _is_acronym(word: str) -> bool:
    """Whether `word` is no Vietnamese word, for want of a vowel: "PTNT", "GD&ĐT"."""
    return word in ("UBND", "UBMTTQ") or not re.search(r"[aeiouy]", fold(word))


def _with_province_capitalised(natural: str) -> str:
    """ "Sở Y tế thanh hóa" is "Sở Y tế Thanh Hóa"."""
    words = natural.split()
    for length in (3, 2):
        province = " ".join(words[-length:])
        if len(words) > length and fold(province) in provinces():
            return " ".join([*words[:-length], title_case(province)])
    return natural
