"""Words by what they do in a sentence about facts: which claim nothing, deny, or stand for one another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...corpus.vietnamese import nfc
from .synonyms import as_first_said

FUNCTION_WORDS = frozenset(
    [
        "và", "là", "của", "có", "các", "những", "được", "cho", "trong", "với", "về", "theo", "tại", "ở", "từ",
        "đến", "này", "đó", "như", "để", "do", "bởi", "vì", "nên", "thì", "mà", "cũng", "đã", "ra", "vào", "cùng",
        "khi", "báo", "cáo", "nêu", "rõ", "biết", "rằng", "việc", "một", "số", "gồm", "bao", "cụ", "thể", "bằng",
        "nhằm", "tuy", "nhiên", "nhưng", "hoặc", "hay", "vẫn", "lại", "đoạn", "nguồn", "đạt", "còn", "song", "bị",
        "mỗi", "hằng", "hàng", "ghi", "viết", "đây", "qua", "lên", "xuống", "phải", "tổng", "cả", "trên", "chiếm",
        "hiện", "nay", "so", "thêm", "riêng", "nếu", "chỉ", "trừ", "mức", "mới", "đi", "tới", "khiến", "nhờ", "nào",
        "mọi", "đều",
    ]
)  # fmt: skip
"""Syllables that a sentence may add without claiming anything; none that negates. Those that limit a figure or say
what becomes of it are compared where they do, with the figure."""

HEADS = frozenset(["người", "phần", "sự", "cách", "loại", "đàn"])
"""Nouns that only lead to what is named behind them: "người Mông" are "dân tộc Mông"."""

NEGATIONS = frozenset(["không", "chưa", "chẳng", "chả", "đừng", "thiếu"])
NOT_DENYING = frozenset([("không", "chỉ"), ("không", "những")])
WEAK = frozenset(
    ["có", "được", "còn", "bị", "thể", "phải", "đủ", "hề", "nào", "hoàn", "toàn", "để", "xảy", "ra",
     "là", "một", "cho", "kịp", "từng", "chủ", "động"]
)  # fmt: skip
"""Words between a negation and what it denies."""

OPPOSITES = {
    one: other
    for pair in (
        ("đúng", "sai"), ("tăng", "giảm"), ("đủ", "thiếu"), ("cao", "thấp"), ("nhiều", "ít"), ("nam", "nữ"),
        ("trước", "sau"), ("trong", "ngoài"), ("thu", "chi"), ("nhập", "xuất"), ("mới", "cũ"), ("đầu", "cuối"),
        ("mở", "đóng"), ("công", "tư"), ("nhanh", "chậm"), ("mạnh", "yếu"), ("thuận", "khó"), ("rộng", "hẹp"),
        ("lớn", "nhỏ"), ("sớm", "muộn"), ("lên", "xuống"), ("vượt", "hụt"), ("thừa", "thiếu"), ("tốt", "kém"),
        ("dài", "ngắn"), ("trai", "gái"), ("đi", "đến"), ("nhanh", "muộn"), ("dễ", "khó"), ("nhận", "trả"),
    )
    for one, other in (pair, pair[::-1])
}  # fmt: skip
"""A word of which a sentence may not have the one where its source has the other."""

QUANTIFIERS = frozenset(
    ["mọi", "đều", "hầu hết", "đa số", "duy nhất", "luôn", "hoàn toàn", "thường xuyên",
     "chỉ", "nhiều nhất", "cao nhất", "thấp nhất", "lớn nhất", "đầu tiên", "lần đầu", "chủ yếu"]
)  # fmt: skip
"""Phrases that say of how many, how often or of whom alone something holds."""

PLANNED = "kế hoạch|chỉ tiêu|mục tiêu|dự toán|quy định|quy chuẩn"
"""What a result is measured by."""

ALIKE = {
    re.compile(rf"\b(?:{said})\b"): word
    for said, word in (
        (rf"(?:nhiều|cao|lớn) hơn(?= (?:{PLANNED})\b)", "vượt"),
        (rf"(?:ít|thấp|nhỏ) hơn(?= (?:{PLANNED})\b)", "chưa đạt"),
        ("số tiền|tỷ lệ|diện tích|số lượng|trị giá|chiều dài|mức độ", ""),
        ("tối thiểu|không dưới|không thấp hơn|không ít hơn", "ít nhất"),
        ("tối đa|không quá|không vượt quá|không cao hơn|không nhiều hơn|không trên|cao nhất là", "nhiều nhất"),
        (r"đưa (?=[^,;]{0,40}\b(?:lên|xuống|về|còn) \d)", ""),
        (r"hạ(?= (?:tỷ lệ|mức|giá|chỉ tiêu|lãi))", "giảm"),
        ("hạn hẹp|eo hẹp", "hạn chế"),
        ("nhân dân đóng góp", "dân đóng góp"),
        ("chi trả", "chi"),
        (r"(?<!hoàn )trả(?! (?:lời|lại|góp|kết quả|hồ sơ|về))", "chi"),
        ("kiến nghị|đề xuất", "đề nghị"),
        ("đặt mục tiêu|mục tiêu là|mục tiêu", "phấn đấu"),
        ("xử phạt", "phạt"),
        ("tiếp nhận", "nhận"),
        ("tổng số|tổng cộng|cộng lại", "tổng"),
        ("người dân(?! tộc)", "dân"),
        ("nhân dân", "dân"),
        ("bởi vì|vì|bởi", "do"),
        ("xây dựng", "xây"),
        ("cấp phát", "cấp"),
        ("hàng (?=ngày|tuần|tháng|năm|quý)", "hằng "),
    )
}
"""What offices say in several ways, in small letters, and the way in which it is compared; in this order.

What only names the measure of a figure is left out.
"""

MEASURES = frozenset(
    ["đồng", "usd", "ha", "km", "km2", "m", "m2", "m3", "kg", "tấn", "tạ", "lít", "mm", "phút", "giờ", "ngày", "tuần",
     "tháng", "năm", "điểm", "lần", "mét"]
)  # fmt: skip
"""Units that measure; every other word after a number is what it counts."""

PER = "ngày|tuần|tháng|quý|năm|vụ|kỳ|hộ|người|khẩu|xã|thôn|lớp|lượt|đợt|đơn vị|học sinh|em|cháu|đội viên"
"""What an amount is for each of."""

BODIES = frozenset(
    [
        "công an", "doanh nghiệp", "hợp tác", "chủ tịch", "bí thư", "ngân hàng", "bệnh viện", "mặt trận", "quân đội",
        "biên phòng", "dân phòng", "công ty", "thanh tra", "kho bạc", "hội đồng", "ủy ban", "tòa án", "trạm y",
        "nhà trường", "phụ huynh", "giáo viên", "học sinh", "cán bộ", "công chức", "công nhân", "đảng viên",
    ]
)  # fmt: skip
"""The first two syllables of what acts or is acted on: a source that bears a claim out names it, too."""

NEVER_ADDED = frozenset(["vượt", "hụt", "thừa", "đủ", "hết", "xong", "tự"])
"""Words that say how far something went, that it is over, or that nobody helped: a claim may not have one that its
source lacks."""

LEFT_OPEN = frozenset(["còn", "có", "hết"])
"""With nothing behind them they are all that a clause says, and its source must say it of the same."""

SAYING_SO: Mapping[str, frozenset[str]] = {
    "request": frozenset(["đề", "nghị", "xin", "mong", "muốn", "yêu", "cầu"]),
    "target": frozenset(
        ["phấn", "đấu", "dự", "kiến", "kế", "hoạch", "chỉ", "tiêu", "nhiệm", "vụ", "phương", "hướng", "sẽ", "đặt", "ra"]
    ),
}
"""Words with which a claim says of a request, or of a target, that it is one."""


def alike(text: str) -> str:
    """`text` in small letters and with one word for each of `ALIKE` and of the groups of `synonyms`."""
    text = as_first_said(nfc(text).lower())
    for said, word in ALIKE.items():
        text = said.sub(word, text)
    return text
