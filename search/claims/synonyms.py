"""What offices say in several ways, each group in one: which of them a claim has and which its source is no matter."""

from __future__ import annotations

import re

GROUPS: tuple[tuple[str, ...], ...] = (
    ("nên", "vì vậy", "vì thế", "do vậy", "do đó", "bởi vậy", "cho nên"),
    ("bảo đảm", "đảm bảo"),
    ("bố trí", "sắp xếp"),
    ("bền vững", "vững chắc"),
    ("bình quân", "trung bình"),
    ("cha mẹ", "bố mẹ"),
    ("cấp", "cung cấp"),
    ("chậm", "chậm trễ", "trễ"),
    ("dừng", "ngừng"),
    ("đa số", "phần lớn", "phần đông"),
    ("vận động", "kêu gọi"),
    ("điểm", "điểm phần trăm"),
    ("đến", "cho đến", "cho tới", "tính đến", "tính tới"),
    ("đúng hạn", "đúng thời hạn"),
    ("giảm", "giảm bớt", "rút ngắn"),
    ("góp", "đóng góp"),
    ("hoàn thành", "hoàn tất"),
    ("hư hỏng", "xuống cấp"),
    ("lao động", "người lao động"),
    ("lắp", "lắp đặt"),
    ("lập", "thành lập"),
    ("máy tính", "máy vi tính"),
    ("mất", "thất lạc"),
    ("mua", "mua sắm"),
    ("nguyên nhân chính", "nguyên nhân chủ yếu"),
    ("nhà", "nhà ở"),
    ("ô tô", "xe hơi", "xe ô tô"),
    ("qua", "thông qua"),
    ("quá hạn", "quá thời hạn", "trễ hạn"),
    ("sinh ra", "ra đời", "chào đời"),
    ("sinh sống", "cư trú"),
    ("sửa chữa", "tu sửa", "tu bổ", "duy tu"),
    ("tăng", "gia tăng", "tăng thêm", "tăng lên"),
    ("tăng cường", "đẩy mạnh"),
    ("mọi", "tất cả", "toàn bộ", "toàn thể"),
    ("tham gia", "tham dự"),
    ("thay", "thay cho", "thay thế"),
    ("thực hiện", "triển khai", "tiến hành"),
    ("tiền", "kinh phí", "chi phí"),
    ("trụ sở", "trụ sở làm việc"),
    ("trợ giúp", "hỗ trợ", "giúp đỡ"),
    ("tuyển", "tuyển dụng"),
    ("chết", "tử vong", "thiệt mạng"),
    ("chưa kịp yêu cầu", "chậm so với yêu cầu", "chưa theo kịp yêu cầu", "không kịp yêu cầu"),
    ("chảy thẳng", "chảy trực tiếp", "xả thẳng", "xả trực tiếp", "đổ thẳng", "đổ trực tiếp"),
    ("kiêm nhiệm", "làm kiêm nhiệm", "theo chế độ kiêm nhiệm", "làm theo chế độ kiêm nhiệm"),
    ("trích từ", "lấy từ"),
    ("không đồng ý", "từ chối"),
    ("ở", "nằm ở", "đặt ở", "nằm tại", "đặt tại"),
    ("từ", "kể từ"),
    ("ỷ lại", "trông chờ"),
    ("thích hợp", "phù hợp"),
    ("lo được", "kham nổi", "lo nổi", "gánh nổi"),
    ("phụ trách", "lo mảng", "phụ trách mảng", "đảm nhiệm", "đảm trách"),
    ("không còn được", "đã hết được", "hết được"),
    ("đầu tiên", "lần đầu tiên"),
    ("đổ", "vứt", "vứt bỏ"),
    ("giao", "giao cho", "phân công"),
    ("nông dân", "bà con nông dân"),
    ("hộ", "hộ gia đình", "hộ dân"),
    ("công bố", "ban bố"),
    ("cháy", "thiêu", "thiêu rụi"),
    ("nâng", "nâng lên"),
    ("mưa", "trời mưa"),
    ("khi", "lúc", "vào lúc", "những lúc"),
)
"""Groups, the first of each standing for all; words of figures, of bounds and of how far something went are in none."""

STANDS_FOR = {said: group[0] for group in GROUPS for said in group[1:]}
SAID = re.compile(rf"\b(?:{'|'.join(sorted(STANDS_FOR, key=len, reverse=True))})\b")


def as_first_said(text: str) -> str:
    """`text`, NFC and in small letters, with the first of its group for each word that is in one."""
    return SAID.sub(lambda match: STANDS_FOR[match[0]], text)
