"""With what force a question wants to be answered: what is, or what is requested, aimed at or supposed."""

from __future__ import annotations

import re

from ..claims.force import Force
from ..conditions.spelled import Spelled

WANTED: dict[Force, Spelled] = {
    "request": Spelled(
        r"\b(?:(?<!theo )(?<!văn )(?<!đơn )(?<!hơn )(?<!với )(?<!mức )"
        r"(?:đề nghị|kiến nghị|đề xuất)|xin(?! lỗi)|mong muốn|yêu cầu (?:gì|nào|ai)"
        r"|cần(?! bộ)|requests?|propos\w+)\b",
        never_plain=r"\bcan\b",
    ),
    "target": Spelled(
        r"\b(?:(?<!phần trăm )(?<!% )(?<!đạt )(?<!so với )(?<!vượt )(?<!hoàn thành )"
        r"(?:mục tiêu|chỉ tiêu|kế hoạch(?! số))|phấn đấu|dự kiến"
        r"|dự định|định (?:lập|mở|làm|mua|xây|thành lập|tổ chức|bố trí|trồng|lắp)|sẽ|nhiệm vụ (?:gì|nào|trọng tâm|năm)"
        r"|(?:những|các) nhiệm vụ|giải pháp|biện pháp|phương hướng|sắp tới|thời gian tới|targets?|plans?)\b"
    ),
    "condition": Spelled(r"\b(?:nếu|trường hợp nào|khi nào thì)\b"),
}
"""Words that ask for what is requested, aimed at or supposed; "vượt mục tiêu", "thấp hơn đề nghị" ask what is."""


COUNTED_NEED = re.compile(r"(?<=\bbao nhiêu )[^,?]{1,50}\bcần\b(?! (?:thêm|bổ sung|hỗ trợ))")
"""What is counted that needs something: "bao nhiêu di tích cần tu bổ" asks what is, "cần bao nhiêu" for a request."""


def forces_wanted(text: str, accented: bool) -> frozenset[Force]:
    """The forces that words of a question ask for; none where it asks what is.

    Args:
        text: the question in small letters, folded where it has no accents.
        accented: whether it has any.
    """
    counted = COUNTED_NEED.sub(" ", text) if accented else text
    return frozenset(force for force, said in WANTED.items() if next(said.finditer(counted, accented), None))
