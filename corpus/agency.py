"""Who issued a document (cơ quan ban hành): from its letterhead, else from what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.parts import SIGNING
from corpus.places import UNIT_LEVELS, level_of, provinces, title_case, units_in
from corpus.report import Level
from corpus.vietnamese import UPPER, fold

LETTERHEAD_AGENCY = re.compile(
    r"^(?:UBND|UBMTTQ|ỦY BAN|UỶ BAN|HĐND|HỘI|SỞ|PHÒNG|BAN|BCH|BCĐ|VĂN PHÒNG|TRUNG TÂM|ĐẢNG BỘ|ĐẢNG ỦY|ĐẢNG UỶ"
    r"|(?:HUYỆN|TỈNH|THỊ|THÀNH|QUẬN) (?:ỦY|UỶ|ĐOÀN)|CHI CỤC|CỤC|TỔNG CỤC|CÔNG AN|BỘ|TRƯỜNG|THANH TRA|HẠT|ĐỘI|TRẠM"
    r"|MẶT TRẬN|BỆNH VIỆN|VIỆN|TÒA ÁN|TOÀ ÁN|ĐOÀN|LIÊN ĐOÀN|CÔNG ĐOÀN|KHO BẠC|BẢO HIỂM)\b",
    re.IGNORECASE,
)
STANDING_BODY = re.compile(r"(?:BAN\s+)?THƯỜNG\s+(?:TRỰC|VỤ)|BAN\s+CHẤP\s+HÀNH", re.IGNORECASE)
"""A letterhead line that only says which body of the organisation above it writes."""

OF_THE_BODY = re.compile(r"^(?:BCH|BTV|BAN\s+CHẤP\s+HÀNH|BAN\s+THƯỜNG\s+VỤ)\s+(?=HỘI|ĐOÀN|ĐẢNG|CÔNG ĐOÀN|LIÊN ĐOÀN)")
CITY_SHORT = re.compile(rf"\bTP(?:\.\s*|\s+)(?=[{UPPER}])")
COMMITTEE = r"(?:ủy\s+ban\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân|ubnd)"
PARTY_COMMITTEE = r"(?:huyện|tỉnh|thị|thành|quận|đảng)\s+(?:ủy|uỷ)"
YOUTH_UNION = r"(?:huyện|tỉnh|thị|thành|quận)\s+đoàn"
SPECIALISED = r"(?:Sở|Phòng|Ban|Chi cục|Trung tâm|Văn phòng|Công an|Thanh tra)"
NAMED = rf"(?:(?i:{COMMITTEE})|(?i:{PARTY_COMMITTEE})|{SPECIALISED}\s+[{UPPER}])"
SELF_REPORT = re.compile(rf"(?P<agency>{NAMED}[^.;:]{{2,80}}?)\s+(?:xin\s+|trân\s+trọng\s+|kính\s+)?báo\s+cáo\b")
SELF_CLOSING = re.compile(
    rf"(?i:trên\s+đây\s+là)[^.]{{0,250}}\b(?:của|trên địa bàn)\s+(?P<agency>{NAMED}[^.;/]{{2,80}})"
)
NEXT_AGENCY = re.compile(rf",\s+(?={NAMED})")
"""Between the agency that asked and the one that answers: "của UBND huyện Kim Bôi, UBND xã Đú Sáng báo cáo"."""

NOT_ITSELF = re.compile(r"\s(?:về|đề nghị|ban hành|giao|chỉ đạo|tỉnh bạn)\s")
"""Words that show that "… báo cáo" was asked of, and not made by, the agency before it."""

PARTY_SIGNATURE = re.compile(r"^(?!.*\bĐOÀN\b).*\bBÍ\s+THƯ\b")
COMMITTEE_SIGNATURE = re.compile(
    r"^(?!.*\b(?:HỘI|MẶT\s+TRẬN|BAN\s+CHẤP\s+HÀNH|THƯỜNG\s+VỤ)\b).*(?:ỦY BAN|UBND|CHỦ TỊCH)"
)
PARTY_NAMES = {
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
    "thành phố": "Thành ủy",
    "tỉnh": "Tỉnh ủy",
}
"""A Party committee's name by the unit it leads; a commune's is "Đảng ủy xã …"."""

PARTY_UNITS = {"thị": "thị xã", "thành": "thành phố"}
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


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: "huyện", "Tuy Phước", district."""

    type: str
    name: str
    level: Level

    def __str__(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document; None where it cannot be told."""

    agency: str | None = None
    parent: str | None = None
    unit: Unit | None = None

    @property
    def level(self) -> Level | None:
        """Cấp of the agency."""
        if self.agency and re.match(
            r"(?i)(?:bộ(?! chỉ huy)|tổng cục|thanh tra chính phủ|chính phủ|quốc hội|ban chấp hành trung ương)\b",
            self.agency,
        ):
            return "central"
        if self.agency and self.agency.startswith("Sở "):
            return "province"
        return self.unit.level if self.unit else None


def issuer_of(
    letterhead: list[str],
    opening: str,
    ending: str,
    closing: list[str],
    units: Counter[tuple[str, str]],
    place: str | None,
    text: str,
) -> Issuer:
    """The issuer of a document.

    Args:
        letterhead: the lines above the document's type that are no number, date, motto or stamp.
        opening: the first paragraphs of the body.
        ending: its last paragraphs.
        closing: the lines of nơi nhận and signature.
        units: every unit the document names, in settled spelling, with how often.
        place: địa danh.
        text: the whole document.
    """
    lines = _agency_lines(letterhead)
    if lines:
        names = [natural_name(line, text) for line in lines]
        unit = _unit_in(names[-1], units) or _unit_in(names[0], units) or _own_unit(units, place)
        parent = _with_unit(names[0], unit) if len(names) > 1 else None
        return Issuer(_with_unit(names[-1], unit), parent, unit)
    for pattern, source in ((SELF_REPORT, opening), (SELF_CLOSING, ending), (SELF_REPORT, ending)):
        for match in pattern.finditer(source):
            said = NEXT_AGENCY.split(match["agency"])[-1]
            unit = None if NOT_ITSELF.search(f"{said} ") else _unit_in(said, units)
            if unit:
                return Issuer(_said_name(said, unit), None, unit)
    unit = _own_unit(units, place)
    signature = " ".join(line for line in closing if SIGNING.match(line))
    if unit and PARTY_SIGNATURE.match(signature):
        return Issuer(_party_name(unit), None, unit)
    if unit and COMMITTEE_SIGNATURE.match(signature):
        return Issuer(f"UBND {unit}", None, unit)
    return Issuer(unit=unit)


def _agency_lines(letterhead: list[str]) -> list[str]:
    """The last two agencies of a letterhead, a name broken over two lines joined."""
    joined: list[str] = []
    for line in letterhead:
        if STANDING_BODY.fullmatch(line):
            continue
        if LETTERHEAD_AGENCY.match(line):
            joined.append(line)
        elif joined and line.isupper() and len(line) < 60:
            joined[-1] = f"{joined[-1]} {line}"
    return joined[-2:]


def natural_name(printed: str, text: str) -> str:
    """A letterhead's name as prose has it: "SỞ NỘI VỤ" is "Sở Nội vụ", "UBND XÃ NGỌC LÂM" is "UBND xã Ngọc Lâm".

    The document's own prose decides, where it says the name; a list of departments helps where it does not.
    """
    name = CITY_SHORT.sub("THÀNH PHỐ ", OF_THE_BODY.sub("", " ".join(printed.split())))
    name = re.sub(rf"^{COMMITTEE}", "UBND", name, flags=re.IGNORECASE)
    if not name.isupper():
        return name
    said = re.search(re.escape(name).replace(r"\ ", r"\s+"), text.replace(printed, ""), re.IGNORECASE)
    if said and not said[0].isupper() and said[0][:1].isupper():
        return said[0]
    natural = " ".join(word if _is_acronym(word) else word.lower() for word in name.split())
    natural = natural[0].upper() + natural[1:]
    led = re.match(rf"({PARTY_COMMITTEE}|{YOUTH_UNION})\s+(?!xã|phường|thị trấn|[-–])(.+)$", natural, re.IGNORECASE)
    if led:
        return f"{led[1]} {title_case(led[2])}"
    for department in DEPARTMENTS:
        natural = re.sub(rf"(?<=\w ){re.escape(department)}\b", department, natural, flags=re.IGNORECASE)
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


def _said_name(said: str, unit: Unit) -> str:
    office = re.match(rf"{SPECIALISED}\s+[{UPPER}]", said)
    if office:
        return _with_unit(said, unit)
    return _party_name(unit) if re.match(rf"(?i){PARTY_COMMITTEE}", said) else f"UBND {unit}"


def _unit_in(said: str, units: Counter[tuple[str, str]]) -> Unit | None:
    """The first unit that `said` names, in the document's settled spelling."""
    for unit_type, name in units_in(said):
        same = [settled for kind, settled in units if kind == unit_type and fold(settled) == fold(name)]
        settled = same[0] if same else name
        return Unit(unit_type, settled, level_of(unit_type, settled))
    party = re.search(rf"(?i:(huyện|tỉnh|thị|thành|quận)\s+(?:ủy|uỷ|đoàn))\s+((?:[{UPPER}]\w*\s?){{1,4}})", said)
    if party:
        unit_type = PARTY_UNITS.get(party[1].lower(), party[1].lower())
        name = title_case(party[2])
        return Unit(unit_type, name, level_of(unit_type, name))
    return None


def _own_unit(units: Counter[tuple[str, str]], place: str | None) -> Unit | None:
    """The unit that the place line names, else the one that the document names most."""
    printed = fold(re.sub(r"^(?:TP|T\.P)(?:\.\s*|\s+)", "", place or "", flags=re.IGNORECASE))
    named = [unit for unit in units if printed in (fold(unit[1]), fold(" ".join(unit)))]
    named += [provinces()[printed]] if printed in provinces() else []
    named += [unit for unit, _ in units.most_common(1)]
    return Unit(*named[0], level_of(*named[0])) if named else None


def _with_unit(name: str, unit: Unit | None) -> str:
    """`name` ending in its unit, in settled spelling."""
    if unit is None or re.match(rf"(?i){PARTY_COMMITTEE}", name):
        return name
    for unit_type, printed in units_in(name):
        if unit_type == unit.type and fold(printed) == fold(unit.name):
            return re.sub(rf"{unit_type}\s+{re.escape(printed)}.*", str(unit), name, flags=re.IGNORECASE)
        return name
    if fold(name).endswith(f" {fold(unit.name)}"):
        return name
    return f"{name} {unit}" if re.match(rf"UBND$|{SPECIALISED}\b", name) else name


def _party_name(unit: Unit) -> str:
    return f"{PARTY_NAMES[unit.type]} {unit.name}" if unit.type in PARTY_NAMES else f"Đảng ủy {unit}"
