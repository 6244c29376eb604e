"""The bodies of the State and the Party at the centre: their names in prose, and who signs for them."""

from __future__ import annotations

import re
from itertools import islice

from ..vietnamese import fold

STATE_BODIES = (
    "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Chủ tịch nước", "Văn phòng Chủ tịch nước", "Văn phòng Quốc hội",
    "Chính phủ", "Thủ tướng Chính phủ", "Phó Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Thanh tra Chính phủ",
    "Thanh tra Nhà nước", "Kiểm toán Nhà nước", "Hội đồng Bộ trưởng", "Hội đồng Nhà nước",
    "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "Ngân hàng Nhà nước Việt Nam", "Bộ Công an", "Bộ Công nghiệp", "Bộ Công nghiệp nặng", "Bộ Công nghiệp nhẹ",
    "Bộ Công Thương", "Bộ Giáo dục và Đào tạo", "Bộ Giao thông vận tải", "Bộ Kế hoạch và Đầu tư",
    "Bộ Khoa học và Công nghệ", "Bộ Khoa học, Công nghệ và Môi trường", "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Ngoại giao", "Bộ Nội vụ", "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường",
    "Bộ Dân tộc và Tôn giáo", "Bộ Quốc phòng", "Bộ Tài chính", "Bộ Tài nguyên và Môi trường",
    "Bộ Thông tin và Truyền thông", "Bộ Bưu chính, Viễn thông", "Bộ Thương mại", "Bộ Thủy sản", "Bộ Tư pháp",
    "Bộ Văn hóa - Thông tin", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Xây dựng", "Bộ Y tế", "Bộ Thủy lợi",
    "Bộ Lâm nghiệp", "Bộ Nội thương", "Bộ Năng lượng",
    "Ủy ban Dân tộc", "Ủy ban Dân tộc và Miền núi", "Ủy ban Thể dục Thể thao", "Ủy ban Chứng khoán Nhà nước",
    "Ủy ban Dân số, Gia đình và Trẻ em", "Ủy ban Bảo vệ và Chăm sóc trẻ em Việt Nam", "Ủy ban Kế hoạch Nhà nước",
    "Ủy ban Quốc gia Dân số và Kế hoạch hóa gia đình", "Ủy ban An toàn giao thông Quốc gia",
    "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "Ban Tổ chức - Cán bộ Chính phủ", "Ban Cơ yếu Chính phủ", "Ban Tôn giáo Chính phủ",
    "Ban Vật giá Chính phủ", "Ban Thi đua - Khen thưởng Trung ương",
    "Tổng cục Hải quan", "Tổng cục Thuế", "Tổng cục Thống kê", "Tổng cục Du lịch", "Tổng cục Bưu điện",
    "Tổng cục Địa chính", "Tổng cục Khí tượng Thủy văn", "Tổng cục Dự trữ Nhà nước", "Tổng cục Dạy nghề",
    "Tổng cục Tiêu chuẩn Đo lường Chất lượng", "Tổng cục Thi hành án dân sự", "Tổng cục Đường bộ Việt Nam",
    "Cục Hàng không Việt Nam", "Cục Hàng không dân dụng Việt Nam", "Cục Hàng hải Việt Nam",
    "Cục Đường sắt Việt Nam", "Cục Đường thủy nội địa Việt Nam", "Cục Sở hữu trí tuệ", "Kho bạc Nhà nước",
    "Bảo hiểm xã hội Việt Nam", "Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam",
    "Tổng Liên đoàn Lao động Việt Nam", "Trung ương Hội Nông dân Việt Nam", "Hội Nông dân Việt Nam",
    "Trung ương Hội Liên hiệp Phụ nữ Việt Nam", "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Trung ương Hội Cựu chiến binh Việt Nam", "Học viện Chính trị quốc gia Hồ Chí Minh",
    "Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương Đảng", "Bộ Chính trị", "Ban Bí thư",
    "Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương", "Ban Dân vận Trung ương", "Ban Nội chính Trung ương",
    "Ban Kinh tế Trung ương", "Ủy ban Kiểm tra Trung ương", "Văn phòng Trung ương Đảng", "Văn phòng Trung ương",
    "Quân ủy Trung ương",
)  # fmt: skip
"""Names since 1992, as the texts that founded or renamed the bodies write them."""

OTHER_NAMES = {
    "Ngân hàng Nhà nước": "Ngân hàng Nhà nước Việt Nam",
    "Bộ Văn hóa và Thông tin": "Bộ Văn hóa - Thông tin",
    "Bộ Lao động, Thương binh và Xã hội": "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Nông nghiệp và PTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ NN và PTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "Tổng Thanh tra Chính phủ": "Thanh tra Chính phủ",
    "Tổng Thanh tra Nhà nước": "Thanh tra Nhà nước",
    "Tổng Thanh tra": "Thanh tra Chính phủ",
    "Tổng Kiểm toán Nhà nước": "Kiểm toán Nhà nước",
    "Chủ tịch nước Cộng hòa xã hội chủ nghĩa Việt Nam": "Chủ tịch nước",
    "Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam": "Quốc hội",
    "Thủ tướng": "Thủ tướng Chính phủ",
    "Phó Thủ tướng": "Thủ tướng Chính phủ",
    "Phó Thủ tướng Chính phủ": "Thủ tướng Chính phủ",
    "Thống đốc Ngân hàng Nhà nước": "Ngân hàng Nhà nước Việt Nam",
    "Ban Tổ chức Cán bộ Chính phủ": "Ban Tổ chức - Cán bộ Chính phủ",
}
"""What else they are called, and by whose office."""

SYMBOL_BODIES = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "CTN": "Chủ tịch nước", "VPCP": "Văn phòng Chính phủ", "BTC": "Bộ Tài chính", "BNV": "Bộ Nội vụ",
    "BXD": "Bộ Xây dựng", "BYT": "Bộ Y tế", "BTP": "Bộ Tư pháp", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao", "BCT": "Bộ Công Thương", "BCN": "Bộ Công nghiệp", "BTM": "Bộ Thương mại",
    "BTS": "Bộ Thủy sản", "BGTVT": "Bộ Giao thông vận tải", "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGD&ĐT": "Bộ Giáo dục và Đào tạo", "BKHĐT": "Bộ Kế hoạch và Đầu tư", "BKH": "Bộ Kế hoạch và Đầu tư",
    "BKHCN": "Bộ Khoa học và Công nghệ", "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNN": "Bộ Nông nghiệp và Phát triển nông thôn", "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BTNMT": "Bộ Tài nguyên và Môi trường", "BTTTT": "Bộ Thông tin và Truyền thông",
    "BBCVT": "Bộ Bưu chính, Viễn thông", "BVHTT": "Bộ Văn hóa - Thông tin",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "NHNN": "Ngân hàng Nhà nước Việt Nam", "UBDT": "Ủy ban Dân tộc",
    "TTCP": "Thanh tra Chính phủ", "KTNN": "Kiểm toán Nhà nước", "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao", "TCHQ": "Tổng cục Hải quan", "TCT": "Tổng cục Thuế",
    "TCTK": "Tổng cục Thống kê", "BHXH": "Bảo hiểm xã hội Việt Nam", "KBNN": "Kho bạc Nhà nước",
}  # fmt: skip
"""The letters that stand for a body at the end of a số và ký hiệu."""

OFFICERS = (
    r"(?:quyền\s+)?(?:phó\s+)?(?:bộ\s+trưởng|thứ\s+trưởng|thống\s+đốc|tổng\s+giám\s+đốc|giám\s+đốc|chủ\s+nhiệm"
    r"|chủ\s+tịch(?!\s+(?:nước|quốc\s+hội))|tổng\s+cục\s+trưởng|cục\s+trưởng|vụ\s+trưởng|viện\s+trưởng|chánh\s+án"
    r"|trưởng\s+ban|hiệu\s+trưởng|chánh\s+văn\s+phòng|tổng\s+biên\s+tập|chánh\s+thanh\s+tra|chi\s+cục\s+trưởng"
    r"|trưởng\s+phòng|bí\s+thư)"
)
OFFICE = re.compile(rf"^(?:{OFFICERS}[\s,–-]+)+(?=\S)", re.IGNORECASE)
"""Who signs for a body, before its name: "BỘ TRƯỞNG BỘ TÀI CHÍNH", "CHỦ TỊCH UBND TỈNH …"."""

TOP_BODY = re.compile(
    r"(?:bo(?! chi huy| tu lenh| luat)|ngan hang nha nuoc|toa an nhan dan toi cao|vien kiem sat nhan dan toi cao"
    r"|thanh tra (?:chinh phu|nha nuoc)|uy ban (?:dan toc|the duc|dan so|trung uong|thuong vu quoc hoi|ke hoach)"
    r"|tong lien doan|tong cuc (?:hai quan|thong ke|du lich|buu dien|dia chinh)|kiem toan|trung uong|chinh phu"
    r"|ban to chuc\W+can bo|doan chu tich|van phong (?:chinh phu|quoc hoi)|bao hiem xa hoi viet nam"
    r"|ban vat gia|hoi lien hiep phu nu viet nam|hoi nong dan viet nam|hoi cuu chien binh viet nam)\b"
)
"""Bodies that stand under none: two of them over one number issue together."""


def _key(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalpha())


BY_KEY = {_key(name): name for name in STATE_BODIES} | {_key(name): real for name, real in OTHER_NAMES.items()}
WORD = re.compile(r"\S+")
LONGEST_NAME = max(len(name.split()) for name in (*STATE_BODIES, *OTHER_NAMES)) + 3


def state_body(printed: str) -> str | None:
    """The name in prose of the body that `printed` names, whatever its letters and hyphens; None for any other."""
    return BY_KEY.get(_key(printed))


def state_body_opening(text: str) -> tuple[str, int] | None:
    """The longest name of a state body, or its head's office and name, that `text` opens with, and where it ends."""
    office = OFFICE.match(text)
    found: tuple[str, int] | None = None
    key = ""
    for word in islice(WORD.finditer(text, office.end() if office else 0), LONGEST_NAME):
        letters = _key(word[0])
        key += letters
        if letters and key in BY_KEY:
            found = BY_KEY[key], word.end()
    return found


def body_of_office(printed: str) -> str:
    """The body for which an officer acts: "BỘ TRƯỞNG BỘ TÀI CHÍNH" is "BỘ TÀI CHÍNH"; the body itself stays."""
    return OFFICE.sub("", " ".join(printed.split()))


def body_of_symbol(number: str) -> str | None:
    """The body that a số và ký hiệu ends in ("86/2002/NĐ-CP" is of the Chính phủ); None if it is no state body's."""
    last = re.split(r"[/\-. ]", number)[-1]
    return SYMBOL_BODIES.get(re.sub(r"(?<=QH)\d+$|(?<=H)\d+$", "", last))


def is_top_body(printed: str) -> bool:
    """Whether `printed` names a body that stands under none."""
    return TOP_BODY.match(fold(printed)) is not None


def is_central(agency: str) -> bool:
    """Whether `agency`, named as in prose, is a state body or an office with a name of that kind."""
    return agency in BY_KEY.values() or is_top_body(agency) or agency.startswith("Tổng cục ")
