"""Which lines of a letterhead name agencies, and where one name ends and the next begins."""

from __future__ import annotations

import re

from ..vietnamese import LOWER, fold
from .agency_names import SHORT_FORMS, natural_name
from .institutions import is_whole
from .places import UNIT_LEVELS
from .state_bodies import is_top_body, state_body, state_body_opening

LETTERHEAD_AGENCY = re.compile(
    r"^(?:UBND|MTTQ|UBMTTQ|UBKT|BQL(?:DA)?|TTYT|LĐLĐ|ỦY BAN|UỶ BAN"
    r"|HĐND|HỘI|SỞ|PHÒNG(?!,? CHỐNG)|BAN|BCH|BCĐ|VĂN PHÒNG|TRUNG TÂM|ĐẢNG BỘ|ĐẢNG ỦY"
    r"|ĐẢNG UỶ|(?:HUYỆN|TỈNH|THỊ|THÀNH|QUẬN) (?:ỦY|UỶ|ĐOÀN)|CHI CỤC|CHI BỘ|CỤC|VỤ|TỔNG CỤC|CÔNG AN|BỘ|TRƯỜNG|THANH TRA"
    r"|HẠT|ĐỘI|TRẠM|MẶT TRẬN|BỆNH VIỆN|VIỆN|TÒA ÁN|TOÀ ÁN|ĐOÀN|LIÊN ĐOÀN|CÔNG ĐOÀN|KHO BẠC|BẢO HIỂM|QUỐC HỘI|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|CHỦ TỊCH|NGÂN HÀNG|KIỂM TOÁN|TỔNG CÔNG TY|CÔNG TY|TẬP ĐOÀN|TỔNG LIÊN ĐOÀN|TỔ CÔNG TÁC|TỔ|ĐÀI"
    r"|HỌC VIỆN|ĐẠI HỌC|LIÊN (?:BỘ|MINH|HIỆP|NGÀNH)|TRUNG ƯƠNG|TỈNH HỘI|HỢP TÁC XÃ|NHÀ MÁY|NHÀ XUẤT BẢN"
    r"|XÍ NGHIỆP|CHI NHÁNH|CHI ĐOÀN|KHOA|THƯ VIỆN|BẢO TÀNG|NHÀ HÁT|VƯỜN QUỐC GIA|KHU BẢO TỒN|QUỸ|TẠP CHÍ"
    r"|BÁO(?! CÁO)|PHÂN HIỆU|NÔNG TRƯỜNG|LÂM TRƯỜNG|CẢNG VỤ|NHÀ VĂN HÓA|NHÀ THIẾU NHI|DOANH NGHIỆP|THÔNG TẤN XÃ"
    r"|QUÂN KHU|QUÂN ĐOÀN|QUÂN CHỦNG|BINH ĐOÀN)\b",
    re.IGNORECASE,
)

STANDING_BODY = re.compile(
    r"(?:BAN\s+)?THƯỜNG\s+(?:TRỰC|VỤ)(?:\s+(?:HĐND|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN))?|BAN\s+CHẤP\s+HÀNH", re.IGNORECASE
)
"""A letterhead line that only says which body of the organisation above it writes."""

JOINT_MINISTRIES = re.compile(r"^LIÊN\s+(?:BỘ|TỊCH)\s*:?\s+(?:BỘ\s+)?", re.IGNORECASE)
"""Before the ministries' names without their "BỘ": "LIÊN BỘ TÀI CHÍNH - NỘI VỤ"."""

COMMITTEE_THEN_OFFICE = re.compile(
    rf"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ) [^{LOWER}]{{2,30}}?"
    r"(?=\s(?:SỞ|PHÒNG|UBND|ỦY BAN|UỶ BAN|TRUNG TÂM)\s)"
)
"""The upper of two lines of a letterhead that ran together: "UBND TỈNH HÀ GIANG SỞ NỘI VỤ"."""

WHOLE_COMMITTEE = re.compile(
    r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) \w+ \w+(?: \w+)*"
)
HAMLET = re.compile(r"(?:THÔN|BẢN|ẤP|BUÔN|XÓM|LÀNG|KHÓM|KHU PHỐ|KHU DÂN CƯ|TỔ DÂN PHỐ)\s+\S")
COMMUNE = re.compile(r"(?:XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S")
"""Under the name of a commune, a line that opens so names one of its hamlets."""

BRANCH = re.compile(r"(?:CÔNG TRƯỜNG|PHÂN XƯỞNG|VIỄN THÔNG|ĐIỆN LỰC|BƯU ĐIỆN)\b")
"""A part of the company above, or the rest of its name: "TẬP ĐOÀN BƯU CHÍNH" over "VIỄN THÔNG VIỆT NAM"."""

LONGEST_REST = 2
"""Words of a line that may yet end a committee's name; more are a body's own, whatever it is called."""

JOINED = re.compile(
    r"\s*[-–]\s*(?=BỘ|NGÂN HÀNG|TÒA ÁN|TOÀ ÁN|VIỆN KIỂM|ỦY BAN|UỶ BAN|TỔNG LIÊN|THANH TRA|TRUNG ƯƠNG|KIỂM TOÁN|BAN\b)"
)
"""Between the names of bodies that issue together, on one line."""


def agency_lines(letterhead: list[str]) -> list[str]:
    """The agencies of a letterhead, a name broken over two lines joined."""
    joined: list[str] = []
    for line in (name for cell in letterhead for name in _run_together(cell)):
        if STANDING_BODY.fullmatch(line):
            continue
        both = f"{joined[-1]} {line}" if joined else ""
        if joined and _is_below(joined[-1], line):
            joined.append(line)
        elif joined and (state_body(both) or _goes_on(joined[-1], line)):
            joined[-1] = both
        elif LETTERHEAD_AGENCY.match(line) or line.split(maxsplit=1)[0] in SHORT_FORMS:
            joined.append(line)
    return [line.rstrip(" -–,") for line in joined]


def _is_below(above: str, line: str) -> bool:
    """Whether `line` names what belongs to the body `above`, though nothing in it says that it names a body."""
    return bool((HAMLET.match(line) and COMMUNE.search(above)) or (BRANCH.match(line) and is_whole(above)))


def _ministries(line: str) -> list[str]:
    """The ministries of a "LIÊN BỘ TÀI CHÍNH - NỘI VỤ"."""
    named = JOINT_MINISTRIES.match(line)
    found: list[str] = []
    pending: list[str] = []
    for word in re.split(r"(\s*[-–,]\s*|\s+VÀ\s+)", line[named.end() :], flags=re.IGNORECASE) if named else []:
        pending.append(word)
        body = state_body("Bộ " + "".join(pending)) or state_body("".join(pending))
        if body:
            found.append(body)
            pending = []
        elif not pending[0].strip(" -–,") or pending[0].strip().lower() == "và":
            pending = []
    return found


def _run_together(cell: str) -> list[str]:
    """The agencies of a cell whose lines ran together: "BỘ TÀI CHÍNH TỔNG CỤC THUẾ"."""
    if state_body(cell):
        return [cell]
    opening = state_body_opening(cell)
    committee = COMMITTEE_THEN_OFFICE.match(cell)
    end = opening[1] if opening and is_top_body(opening[0]) else committee.end() if committee else len(cell)
    rest = cell[end:].strip()
    return [cell[:end].strip(), rest] if LETTERHEAD_AGENCY.match(rest) else [cell]


def _goes_on(above: str, line: str) -> bool:
    """Whether `line` goes on with the agency's name `above`."""
    if above.endswith(("-", "–")) and is_top_body(above) and is_top_body(line):
        return False
    if line.split(maxsplit=1)[0] in SHORT_FORMS:
        return False
    if WHOLE_COMMITTEE.fullmatch(above) and len(line.split()) > LONGEST_REST:
        return False
    if above.lower().endswith((" và", ",", "-", "–")) and len(line) < 60:
        return True
    opening = state_body_opening(f"{above} {line}")
    if opening and opening[1] > len(above):
        return True
    if LETTERHEAD_AGENCY.match(line) and " " in line.strip(" -–*."):
        return False
    return (line.isupper() and len(line) < 60) or bool(
        re.match(rf"(?i)(?:{'|'.join(UNIT_LEVELS)})\s", line) and fold(above).endswith(("nhan dan", "ubnd", "uy"))
    )


def joint_bodies(lines: list[str]) -> tuple[str, ...]:
    """The bodies that issue together, in the letterhead's order; none if there is but one."""
    parts = [part for line in lines for part in _ministries(line) or JOINED.split(line)]
    if len(parts) < 2 or not all(map(is_top_body, parts)):
        return ()
    names = tuple(natural_name(part, "") for part in parts)
    return names if len(set(names)) > 1 and "Chính phủ" not in names else ()
