"""The lines that a signature is known by: the form of signing and the roles of those who sign."""

from __future__ import annotations

import re

from ..vietnamese import UPPER, fold

RECIPIENTS = re.compile(r"^nơi\s+(?:nhận|gửi)\b\s*:?", re.IGNORECASE)
_RANKS = (
    "Chủ tịch", "Tổng Giám đốc", "Giám đốc", "Bí thư", "Trưởng phòng", "Trưởng ban", "Chánh Văn phòng",
    "Chánh Thanh tra", "Chánh án", "Chi cục trưởng", "Tổng cục trưởng", "Cục trưởng", "Vụ trưởng", "Viện trưởng",
    "Hiệu trưởng", "Trưởng Công an", "Trưởng đoàn", "Chỉ huy trưởng", "Thủ tướng", "Thống đốc", "Chủ nhiệm",
    "Tổng Thanh tra", "Tổng Kiểm toán", "Viện trưởng", "Tư lệnh", "Trưởng khoa", "Trưởng trạm", "Trưởng ấp",
    "Tổng Biên tập", "Tổng Thư ký", "Đội trưởng",
)  # fmt: skip
SIGNER_ROLES = tuple(
    sorted(
        {
            *_RANKS,
            *(f"Phó {rank}" for rank in _RANKS),
            *(f"Phó {rank} Thường trực" for rank in _RANKS),
            "Chủ tịch nước", "Chủ tịch Quốc hội", "Phó Chủ tịch nước", "Phó Chủ tịch Quốc hội", "Bộ trưởng",
            "Thứ trưởng", "Thứ trưởng Thường trực", "Tổng Bí thư", "Thường trực Ban Bí thư", "Hạt trưởng",
            "Trạm trưởng", "Chính ủy", "Tổng Kiểm toán Nhà nước", "Phó Tổng Kiểm toán Nhà nước", "Chủ tọa",
        },
        key=len,
        reverse=True,
    )
)  # fmt: skip
"""Chức vụ, the longer name first."""

FORM = r"(?:TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ|T\.UQ|TUN|Q)"
SIGNING_FORM = re.compile(
    rf"^(?P<form>{FORM})(?:\s*[.:,]\s*|\s+|(?<=[A-Z])/\s*)(?=\S)|^(?P<acting>QUYỀN)\s+(?=\S)", re.I
)
BIG_ROLES = "|".join(role.upper() for role in SIGNER_ROLES)
SECRETARIES = ("Thư ký", "Người ghi biên bản", "Người lập biên bản", "Người lập biểu", "Người lập", "Thư ký cuộc họp")
"""Who sign a document that another answers for."""

POSITIONS = (
    rf"(?:PHÓ\s+)?(?:TRƯỞNG (?:THÔN|BẢN|ẤP|BUÔN|LÀNG|XÓM|KHU|KHỐI|TỔ|NHÓM|TIỂU BAN|BỘ PHẬN|BỘ MÔN|CHI NHÁNH"
    rf"|TRẠI|TRUNG TÂM|ĐẠI DIỆN|CA|KÍP|ĐÀI|KHO|CỤM|CHỢ|BẾN)|TỔ TRƯỞNG|TỔ PHÓ|NHÓM TRƯỞNG|NHÓM PHÓ|ĐỘI PHÓ|LỚP TRƯỞNG"
    rf"|KHỐI TRƯỞNG|CỤM TRƯỞNG|THÔN TRƯỞNG|XÓM TRƯỞNG"
    rf"|BẢN TRƯỞNG|ẤP TRƯỞNG|BUÔN TRƯỞNG|XƯỞNG TRƯỞNG|KẾ TOÁN TRƯỞNG|KẾ TOÁN|THỦ TRƯỞNG|THỦ QUỸ|CHÍNH TRỊ VIÊN"
    rf"|NGƯỜI (?:BÁO CÁO|VIẾT|LÀM|KHAI|NHẬN XÉT|NHẬN|GIAO|CAM KẾT|ĐỀ NGHỊ|TỰ (?:KIỂM ĐIỂM|NHẬN XÉT|ĐÁNH GIÁ))"
    rf"|PHỤ TRÁCH|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ|CHỦ HỘ|CHỦ ĐẦU TƯ|ĐẠI DIỆN|ỦY VIÊN|UỶ VIÊN"
    rf"|{'|'.join(map(str.upper, SECRETARIES))})"
)
"""Positions besides those of Nghị định 30/2020/NĐ-CP, in capitals, the first words of a line."""

POSITION = re.compile(rf"(?:{POSITIONS})(?:\s+[{UPPER}\s,-]+)?")
POSITION_OPENING = re.compile(rf"(?:{POSITIONS})(?=\s|$)")
LONGEST_SIGNING = 90
OTHER_ROLES = 6
"""Words of a position that is on no list."""
SIGNING = re.compile(
    rf"^{FORM}(?:\s*[.:,]\s*|\s+|(?<=[A-Z])/\s*)[{UPPER}]"
    rf"|^(?:Q\.\s*|QUYỀN\s+)?(?:{BIG_ROLES})(?:\s+[{UPPER}\s,-]+)?$"
)
"""Quyền hạn, chức vụ của người ký: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC"."""

BY_FOLDED = {fold(role): role for role in SIGNER_ROLES}
FOLDED_ROLES = "|".join(sorted(BY_FOLDED, key=len, reverse=True))
ROLE_OPENING = re.compile(FOLDED_ROLES)
SIGNING_IN_SMALL = re.compile(
    rf"(?:tm|t/m|kt|k/t|tl|t/l|tuq)\s?\.\s?(?:{FOLDED_ROLES}|chinh phu|uy ban|ubnd|hoi dong|ban |thu tuong)"
    rf"[^.;:,\d]{{0,60}}|{FOLDED_ROLES}"
)
"""The same in small letters, as a capitals-only font leaves them once converted: the form must be there, or nothing
but the role."""


def is_signing(line: str) -> bool:
    """Whether `line` says in what right or role someone signs."""
    if SIGNING.match(line) or POSITION.fullmatch(line):
        return True
    return len(line) < LONGEST_SIGNING and SIGNING_IN_SMALL.fullmatch(fold(line).rstrip(" .")) is not None


def role_in(line: str) -> str | None:
    """The chức vụ that `line` opens with; of a position that no law names, the whole line."""
    match = ROLE_OPENING.match(fold(line))
    other = POSITION.fullmatch(line)
    if match and not (other and not line.startswith(BY_FOLDED[match[0]].upper())):
        return BY_FOLDED[match[0]]
    if other and len(line.split()) <= OTHER_ROLES:
        return f"{line[0]}{line[1:].lower()}"
    return None


def is_on_behalf(line: str) -> bool:
    """Whether `line` says for whom someone signs, and no position: "ĐẠI DIỆN NHÀ TRƯỜNG" over "HIỆU TRƯỞNG"."""
    return SIGNING_FORM.match(line) is not None or line.startswith("ĐẠI DIỆN")


def is_secretary(line: str) -> bool:
    """Whether whoever signs as `line` says does so beside one who answers for the document."""
    return any(fold(line).startswith(fold(role)) for role in SECRETARIES)
