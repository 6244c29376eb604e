"""An agency's name as prose has it, from a letterhead in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..vietnamese import UPPER, fold
from .institutions import institution_name
from .places import UNIT_LEVELS, provinces, title_case, without_dashes
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
    "Tổ chức cán bộ", "Tổ chức - Hành chính", "Kế hoạch tổng hợp", "Công nghệ thông tin",
    "Văn hóa - Thông tin và Thể thao", "Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn", "Chỉ huy Quân sự",
)  # fmt: skip
"""Cơ quan chuyên môn, and what associations are of, as prose writes them, for a letterhead in capitals."""

INSTITUTIONS = (
    "Trường Mầm non", "Trường Mẫu giáo", "Trường Tiểu học và THCS", "Trường Tiểu học", "Trường THCS và THPT",
    "Trường THCS", "Trường THPT", "Trường Trung học cơ sở", "Trường Trung học phổ thông",
    "Trường PTDTBT Tiểu học và THCS", "Trường PTDTBT Tiểu học", "Trường PTDTBT THCS", "Trường PTDTBT",
    "Trường PTDTNT", "Bệnh viện", "Vườn Quốc gia", "Khu Bảo tồn thiên nhiên",
)  # fmt: skip
_TYPES = "|".join(sorted(UNIT_LEVELS, key=len, reverse=True))
NAMED_AFTER = re.compile(
    rf"({'|'.join(INSTITUTIONS)}) (?!đa khoa|khu vực|huyện|tỉnh|thành phố|xã|và\b)(.+)", re.IGNORECASE
)
"""Institutions with names of their own."""

HOSPITAL = re.compile(
    rf"bệnh viện (?P<field>đa khoa(?! (?:{_TYPES})\b)|phục hồi chức năng|điều dưỡng|y (?:học|dược) cổ truyền"
    r"|phụ sản|sản nhi|da liễu|tâm thần"
    r"|lao và bệnh phổi|ung bướu|tim mạch|nội tiết|chấn thương chỉnh hình|răng hàm mặt|tai mũi họng|bệnh nhiệt đới)"
    r"(?P<area> khu vực)?(?: (?P<name>.+))?",
    re.IGNORECASE,
)
"""A hospital by what it treats, which is no name of its own."""

BODY_OF = re.compile(
    r"(?P<body>đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi đoàn|công đoàn) (?P<of>(?:sở|bộ|ban|trường|bệnh viện|công an"
    r"|trung tâm|văn phòng|công ty|tổng công ty|tập đoàn|cục|chi cục|học viện|viện|kho bạc|ngân hàng|phòng)\b.+)",
    re.IGNORECASE,
)
"""A Party's or union's organisation in another body: "Đảng ủy Sở Nội vụ"."""

HAMLET = re.compile(r"\b(thôn|ấp|buôn|xóm|khóm|khu phố|tổ dân phố|^bản) (?!số\b)([^,]+)$", re.I)
BRANCH = re.compile(r"(Điện lực|Viễn thông|Bưu điện) (?!khu vực\b|tỉnh\b)(.+)")
"""Branches of companies, named for where they are."""

ORDINAL = re.compile(r"(?<=\bkhu vực )[ivxl]+\b|(?<=\bkhóa )[ivxl]+\b|(?<=\bvùng )[ivxl]+\b")
AFTER_JOINT = re.compile(rf"(?:(?<= và )|(?<= - ))(?!(?:{_TYPES})\b)[^\W\d]")
"""The first letter of a further field of an office: "Tuyên giáo và Dân vận" (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""

UNIT_OPENING = re.compile(rf"(?:{_TYPES})\s", re.IGNORECASE)
UNIT_AT_END = re.compile(rf"\b(?<!tác )({_TYPES}) (?!và\b|hội(?:$| (?:{_TYPES}|việt nam)\b))([^,]+)$", re.IGNORECASE)
"""The "xã" of a "hợp tác xã" and of a "bảo hiểm xã hội" is no type."""

FIELD = re.compile(
    r"^(Sở|Phòng|Ban|Chi cục|Cục|Tổng cục|Trung tâm|Văn phòng|Hội|Trường|Viện|Bộ|Hạt|Trạm|Đội|Liên đoàn|Khoa"
    r"|Công đoàn|Chi nhánh|Công trường|Phân xưởng) "
    rf"(?!đồng |{'|'.join(UNIT_LEVELS)})(\w)"
)
"""An office's kind, and the first letter of its field, which prose writes large: "Phòng Nội vụ"."""


SHORT_FORMS = {
    "BQLDA": "BAN QUẢN LÝ DỰ ÁN", "BQL": "BAN QUẢN LÝ", "UBKT": "ỦY BAN KIỂM TRA", "TTYT": "TRUNG TÂM Y TẾ",
    "LĐLĐ": "LIÊN ĐOÀN LAO ĐỘNG", "VP": "VĂN PHÒNG",
}  # fmt: skip
SHORT_FORM = re.compile(rf"^(?:{'|'.join(SHORT_FORMS)})(?=\s|$)")
"""Letters that a letterhead writes for the kind of body."""

STATE_OWNED = re.compile(
    r"(?<=ngân hàng )nhà nước|(?<=kho bạc )nhà nước|(?<=ủy ban )kiểm tra|(?<=đại biểu )quốc hội"
    r"|(?<=liên minh )hợp tác xã",
    re.IGNORECASE,
)
BOARD = re.compile(
    r"ban quản lý (?P<the>các )?(?P<what>khu (?:công nghiệp|kinh tế|chế xuất|công nghệ cao|du lịch|di tích)"
    r"(?: và (?:khu )?(?:công nghiệp|kinh tế|chế xuất))?)(?: (?P<name>.+))?",
    re.IGNORECASE,
)
"""Of zones, which have names of their own."""


def natural_name(printed: str, text: str, names: Iterable[str] = ()) -> str:
    """A letterhead's name as prose has it: "SỞ NỘI VỤ" is "Sở Nội vụ", "UBND XÃ NGỌC LÂM" is "UBND xã Ngọc Lâm".

    The document's own prose decides, where it says the name; a list of departments helps where it does not.

    Args:
        printed: as the letterhead has it.
        text: the whole document.
        names: of places that the document names, which keep their capitals.
    """
    natural = _natural_name(printed, text)
    if not printed.isupper():
        return natural
    for known in names:
        natural = re.sub(rf"(?<=\w ){re.escape(known)}$", lambda _, name=known: name, natural, flags=re.IGNORECASE)  # type: ignore[misc]
    return natural


def _natural_name(printed: str, text: str) -> str:
    name = CITY_SHORT.sub("THÀNH PHỐ ", OF_THE_BODY.sub("", " ".join(printed.split())))
    name = name.upper() if name.islower() else name
    name = SHORT_FORM.sub(lambda match: SHORT_FORMS[match[0]], name)
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
    body = institution_name(natural)
    if body:
        return body
    within = BODY_OF.fullmatch(natural)
    if within:
        return f"{natural[: within.start('of')]}{natural_name(within['of'].upper(), text)}"
    led = re.match(rf"({PARTY_COMMITTEE}|{YOUTH_UNION})\s+(?!xã|phường|thị trấn|[-–])(.+)$", natural, re.IGNORECASE)
    if led:
        return f"{led[1]} {led[2] if led[2].startswith(('các ', 'khối ')) else title_case(led[2])}"
    if natural.startswith("Ban quản lý"):
        return _with_province_capitalised(_board(natural))
    for department in DEPARTMENTS:
        natural = re.sub(rf"(?<=\w ){re.escape(department)}\b", department, natural, flags=re.IGNORECASE)
    natural = STATE_OWNED.sub(lambda match: match[0][0].upper() + match[0][1:], natural)
    natural = natural.replace("việt nam", "Việt Nam").replace("hồ chí minh", "Hồ Chí Minh")
    if FIELD.match(natural) and not natural.startswith("Ban chỉ"):
        natural = AFTER_JOINT.sub(lambda match: match[0].upper(), natural)
    natural = FIELD.sub(lambda match: f"{match[1]} {match[2].upper()}", natural)
    natural = ORDINAL.sub(lambda match: match[0].upper(), natural)
    hospital = HOSPITAL.fullmatch(natural)
    if hospital:
        return _hospital(hospital)
    own = NAMED_AFTER.fullmatch(natural)
    if own:
        kind = next(kind for kind in INSTITUTIONS if kind.lower() == own[1].strip().lower())
        return f"{kind} {title_case(own[2])}"
    natural = _with_units_large(natural)
    for named in (HAMLET, BRANCH):
        natural = named.sub(lambda match: f"{match[1]} {title_case(match[2])}", natural)
    return _with_province_capitalised(natural)


def _hospital(said: re.Match[str]) -> str:
    """ "Bệnh viện đa khoa khu vực xuân thành" is "Bệnh viện Đa khoa khu vực Xuân Thành"."""
    name = said["name"] or ""
    named = _with_units_large(f" {name}").strip() if UNIT_OPENING.match(name) else title_case(name)
    field = said["field"]
    return f"Bệnh viện {field[0].upper()}{field[1:]}{said['area'] or ''} {named}".rstrip()


def _board(natural: str) -> str:
    """ "Ban quản lý các khu công nghiệp hải lam" is "Ban Quản lý các Khu công nghiệp Hải Lam"."""
    zones = BOARD.fullmatch(natural)
    if zones is None:
        return _with_units_large(f"Ban Quản lý{natural[len('Ban quản lý') :]}")
    name = zones["name"] or ""
    of_unit = UNIT_OPENING.match(name)
    named = _with_units_large(f" {name}").strip() if of_unit else title_case(name)
    return f"Ban Quản lý {zones['the'] or ''}K{zones['what'][1:]} {named}".rstrip()


def _with_units_large(natural: str) -> str:
    """The names of units in `natural` with large letters: "xã đông an" is "xã Đông An"."""
    return UNIT_AT_END.sub(lambda match: f"{match[1]} {title_case(match[2])}", natural)


def _is_acronym(word: str) -> bool:
    """Whether `word` is no Vietnamese word, for want of a vowel: "PTNT", "GD&ĐT"."""
    return word in ("UBND", "UBMTTQ") or not re.search(r"[aeiouy]", fold(word))


def _with_province_capitalised(natural: str) -> str:
    """ "Sở Y tế thanh hóa" is "Sở Y tế Thanh Hóa"."""
    words = natural.split()
    for length in (5, 4, 3, 2):
        province = " ".join(words[-length:])
        if len(words) > length and without_dashes(province) in _province_names():
            return " ".join([*words[:-length], title_case(province)])
    return natural


@lru_cache(maxsize=1)
def _province_names() -> frozenset[str]:
    return frozenset(without_dashes(name) for name in provinces())
