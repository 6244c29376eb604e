"""Where a question leaves reports out: "trừ xã Tân Lập", "không do chủ tịch ký", "các xã ngoài xã Vân Sơn"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .spelled import Spelled

OF_THEM = r"(?:(?:của|do|bởi|ở|tại|thuộc|từ|là|các|những|báo cáo|văn bản|cơ quan|đơn vị|ubnd|of|by|from|in|the)\s+)*"
EXCEPT = (
    r"(?:(?:ngoại|loại) trừ|(?<!phòng )(?<!khấu )(?<!bài )(?<!diệt )(?<!giảm )(?<!tiêu )(?<!miễn )trừ(?: đi| ra)?"
    r"|không (?:kể|tính|gồm|bao gồm|lấy)|except(?: for)?|excluding|other than|apart from)"
)
OUTSIDE = r"(?<!đối )(?<!bên )(?<!nước )(?<!trong )(?<!tiếng )ngoài"
"""Without accents "đối ngoại" looks like it; "khách nước ngoài" are left out of nothing."""

LEAVING_OUT = Spelled(
    rf"\b(?:(?P<except>{EXCEPT})|(?P<outside>{OUTSIDE})|(?P<denied>(?:không|chẳng|chưa|not)(?P<so> phải)?))\s+"
    rf"(?P<of>{OF_THEM})$"
)
"""What stands right before a condition that is to be left out."""

DENIED = Spelled(r"(?:do|của|bởi|thuộc|ban hành|ký|by|of|from)\s")
"""With what a condition begins that a mere "không" before it denies; else "không" ends a question for yes or no."""

MANY = Spelled(
    r"(?:^|\b(?:các|những|mọi|từng|còn) (?:xã|phường|thị trấn|huyện|tỉnh|đơn vị|địa phương|cơ quan|nơi|báo cáo)"
    r"(?: (?:nào|khác))?,? |\b(?:nào|khác),? )$"
)
"""Before "ngoài" where it leaves something out; else it may be said of the matter: "lao động đi làm ngoài huyện"."""

AND_ALSO = Spelled(r"\s*(?:,|\b(?:và|hoặc|hay|lẫn|cả|and|or)\b)\s*(?:(?:của|do|các|những|năm|cả)\s+)*")

NOT_READ = Spelled(
    rf"\b(?:(?:ngoại|loại) trừ|(?<!phòng )(?<!khấu )trừ|không phải (?:của|do)|không thuộc) (?:{OF_THEM})"
    r"(?:xã|phường|thị trấn|thị xã|thành phố|huyện|tỉnh|ubnd|phòng|sở|ban|đảng ủy|huyện ủy|năm|tháng|quý|ngày|báo cáo"
    r"|cấp|ông|bà|chủ tịch)\b[^,?]*",
    never_plain=r"\btru (?:xa|huyen|tinh|ubnd|phong|nam|bao cao|so|ban|thanh pho|thang|quy|ba|ong|cap)\b",
)
"""What leaves something out that is none of the conditions known; without accents "tru so" may be "trụ sở"."""


class LeftOut(NamedTuple):
    """Where the words begin that leave a condition out, and whether they can be said of nothing but reports."""

    start: int
    of_reports: bool


def left_out(lower: str, start: int, accented: bool) -> LeftOut | None:
    """Whether what begins at `start` is to be left out; None if it is not.

    Args:
        lower: the question in lower case, folded where it has no accents.
        start: of a condition in it.
        accented: whether it has any.
    """
    match = LEAVING_OUT.of(accented).search(lower[:start])
    if match is None:
        return None
    if match["outside"]:
        return LeftOut(match.start(), MANY.of(accented).search(lower[: match.start()]) is not None)
    if match["denied"]:
        denies = match["so"] or match["of"] or DENIED.of(accented).match(lower, start)
        return LeftOut(match.start(), False) if denies else None
    return LeftOut(match.start(), True)


def is_joined(lower: str, end: int, start: int, accented: bool) -> bool:
    """Whether what begins at `start` is left out with what ends at `end`: "trừ xã Tân Lập và xã Vân Sơn"."""
    return AND_ALSO.of(accented).fullmatch(lower, end, start) is not None


def groups_left_out(lower: str, spans: Sequence[tuple[int, int]], accented: bool) -> list[list[int]]:
    """The places in `spans`, of names in order, of those that are left out, what is one name of several together."""
    groups: list[list[int]] = []
    end = -1
    for place, (start, stop) in enumerate(spans):
        if left_out(lower, start, accented) or (end >= 0 and is_joined(lower, end, start, accented)):
            groups.append([place])
        elif end >= 0 and OF_ONE_NAME.of(accented).fullmatch(lower, end, start):
            groups[-1].append(place)
        else:
            end = -1
            continue
        end = stop
    return groups


OF_ONE_NAME = Spelled(r"\s*(?:(?:của|thuộc|ở)\s+)?")
"""Between an office and its place."""
