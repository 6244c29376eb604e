"""Bodies that have no territory of their own (companies, universities, banks), and their names as prose has them."""

from __future__ import annotations

import re

from ..vietnamese import fold
from .places import title_case

KINDS = (
    r"tập đoàn|tổng công ty(?: cổ phần| nhà nước)?"
    r"|công ty(?: (?:tnhh|cổ phần|cp|mtv|một thành viên|hai thành viên|trách nhiệm hữu hạn|hợp danh|nhà nước))*"
    r"|doanh nghiệp(?: tư nhân)?|xí nghiệp|nhà máy|ngân hàng(?: thương mại)?(?: cổ phần| tmcp)?"
    r"|hợp tác xã|(?:trường )?đại học|học viện|trường (?:cao đẳng|trung cấp)(?: nghề)?|phân hiệu|nhà xuất bản"
)
WITHOUT_TERRITORY = re.compile(rf"(?:{KINDS})\b(?!\s+nhà nước)", re.IGNORECASE)
"""A branch of the State's Bank stands in a province."""

NAMED = re.compile(rf"(?P<kind>{KINDS})\s+(?P<name>.+)", re.IGNORECASE)
INSIDE = re.compile(
    r"(?:Phòng|Ban(?! Quản lý)|Khoa|Tổ|Bộ môn|Trung tâm|Văn phòng|Thanh tra|Viện|Chi nhánh|Xí nghiệp"
    r"|Phân xưởng|Công trường|Đội)\b"
)
"""What is only a part of the body above it, and is named with it."""

OF_COUNCIL = re.compile(r"(?:Ban|Văn phòng)\b(?! (?:Quản lý|Chỉ))")
COUNCIL = re.compile(r"(?:HĐND|(?:Huyện|Tỉnh|Thị|Thành|Quận|Đảng) (?:ủy|uỷ))\b")
"""Boards of a council or of a Party committee, which are none of the People's Committee of the same unit."""

OFFICES = ("Sở ", "Chi cục ", "Cục ", "Trung tâm ", "Bệnh viện ")
KIND_WORDS = ("cổ phần", "một thành viên", "hai thành viên", "trách nhiệm hữu hạn", "đại học", "cao đẳng", "trung cấp")
"""Words of a kind that prose writes large: "Công ty Cổ phần", "Trường Đại học"."""

FIELDS = tuple(
    sorted(
        (
            "lương thực", "thực phẩm", "điện lực", "điện nước", "điện", "cấp nước", "cấp thoát nước", "thoát nước",
            "nước sạch", "môi trường", "môi trường đô thị", "đô thị", "công trình đô thị", "công trình", "xây dựng",
            "đầu tư", "đầu tư xây dựng", "phát triển", "phát triển nhà", "thương mại", "dịch vụ", "sản xuất",
            "xuất nhập khẩu", "vận tải", "vận tải biển", "hàng hải", "hàng không", "đường sắt", "bưu điện",
            "bưu chính viễn thông", "bưu chính", "viễn thông", "công nghệ thông tin", "công nghệ", "thông tin",
            "dược phẩm", "dược", "y dược", "y tế", "dầu khí", "xăng dầu", "than", "khoáng sản", "thép", "xi măng",
            "cao su", "cà phê", "chè", "thuốc lá", "giấy", "dệt may", "may", "da giày", "hóa chất", "phân bón", "giống",
            "giống cây trồng", "cây trồng", "vật nuôi", "chăn nuôi", "thủy sản", "nông nghiệp", "lâm nghiệp",
            "nông lâm", "nông lâm nghiệp", "thủy lợi", "khai thác", "khai thác công trình thủy lợi", "quản lý",
            "tư vấn", "thiết kế", "tư vấn thiết kế", "du lịch", "khách sạn", "bảo hiểm", "tài chính", "chứng khoán",
            "cơ khí", "chế tạo", "lắp máy", "xổ số kiến thiết", "xổ số", "công nghiệp", "sư phạm", "sư phạm kỹ thuật",
            "kỹ thuật", "kinh tế", "luật", "khoa học", "khoa học tự nhiên", "khoa học xã hội và nhân văn", "ngoại ngữ",
            "ngoại thương", "bách khoa", "kiến trúc", "mỏ địa chất", "giao thông vận tải", "văn hóa", "mỹ thuật",
            "nghệ thuật", "thể dục thể thao", "điều dưỡng", "quản trị kinh doanh", "tài nguyên và môi trường",
            "lao động xã hội",
            "phát triển nông thôn", "ngân hàng", "công thương", "chính sách xã hội", "kế toán", "nội vụ",
            "hành chính", "chính trị", "quốc gia", "quân y", "quốc phòng", "nhà ở",
            "vật tư", "vật liệu xây dựng", "chiếu sáng", "vệ sinh môi trường", "bến xe", "cảng", "truyền tải điện",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
"""What such bodies do: in prose a field has a large first letter, and what follows it is a name."""

FIELD_OPENING = re.compile(rf"(?:{'|'.join(FIELDS)})(?=$|[\s,–-])")
JOINT = re.compile(r"\s*(?:,|–|-|&)\s*|\s+(?:và\s+)?")


def institution_name(name: str) -> str | None:
    """ "công ty TNHH MTV lương thực hải lam" is "Công ty TNHH MTV Lương thực Hải Lam"; None for another kind of body.

    Args:
        name: in small letters but for abbreviations.
    """
    match = NAMED.fullmatch(name)
    if match is None or match["name"].startswith("nhà nước"):
        return None
    kind = match["kind"]
    for words in KIND_WORDS:
        kind = re.sub(rf"(?<= ){words}", words[0].upper() + words[1:], kind)
    return f"{kind[0].upper()}{kind[1:]} {_fields_and_name(match['name'])}"


def _fields_and_name(said: str) -> str:
    """The fields, the first of each list with a large letter, and the name after them, each of its words so."""
    written: list[str] = []
    at, opens = 0, True
    while field := FIELD_OPENING.match(said, at):
        words = field[0]
        written.append(f"{words[0].upper()}{words[1:]}" if opens else words)
        joint = JOINT.match(said, field.end())
        if joint is None:
            return "".join(written)
        opens = bool(joint[0].strip())
        written.append(joint[0])
        at = joint.end()
    rest = said[at:]
    return "".join(written) + " ".join(word if word.isupper() else title_case(word) for word in rest.split(" "))


def is_whole(name: str) -> bool:
    """Whether a name has more than what a body does: "CÔNG TY ĐIỆN LỰC HẢI LAM", not "TẬP ĐOÀN BƯU CHÍNH"."""
    match = NAMED.fullmatch(name.lower())
    said = match["name"] if match else ""
    at = 0
    while field := FIELD_OPENING.match(said, at):
        joint = JOINT.match(said, field.end())
        at = joint.end() if joint else len(said)
    return at < len(said)


def part_of(name: str, above: str) -> str | None:
    """The name of a part of the body `above`, where it says nothing without that; None where it stands alone.

    A department of a company, a faculty of a university, the inspectors of a province's department: "Thanh tra" under
    "Sở Y tế Hưng Yên" is no "Thanh tra tỉnh".
    """
    folded = fold(name)
    if folded == "thanh tra" and not fold(above).startswith(("ubnd", "uy ban nhan dan")):
        return f"{name} {above}"
    if folded in ("uy ban kiem tra", "van phong") or (OF_COUNCIL.match(name) and COUNCIL.match(above)):
        return f"{name} {above}"
    if INSIDE.match(name) and WITHOUT_TERRITORY.match(above):
        return f"{name}, {above}"
    if name.startswith(("Phòng ", "Khoa ")) and above.startswith(
        ("Sở ", "Chi cục ", "Cục ", "Trung tâm ", "Bệnh viện ")
    ):
        return f"{name}, {above}"
    return None
