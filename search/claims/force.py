"""With what force a source says something: as a fact, a request, a target, a condition, or as what is waited for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ...corpus.report import Role, Section
from ...corpus.vietnamese import fold

Force = Literal["fact", "request", "target", "condition", "waiting"]

ASKING = r"đề nghị|kiến nghị|đề xuất|(?<!vắc )(?<!vắc-)xin(?! lỗi| nghỉ| thôi| miễn)|mong(?: muốn)?|yêu cầu"
REQUEST = re.compile(rf"\b(?:{ASKING})\b", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:theo|đơn|phiếu|ý kiến|nội dung|những|các|so với|được|bị|đúng|với|lời|đạt|đáp ứng|đủ|mức)\s*$", re.IGNORECASE
)
"""Before a word of asking that only names a request: "đơn kiến nghị", "đáp ứng yêu cầu"; "được đề nghị" asks, too."""

PASSIVE = re.compile(r"\b(?:được|bị)\s*$", re.IGNORECASE)
OPENING = re.compile(rf"^\W*(?:(?:\d{{1,2}}|[a-zđ])[.)]\s*)?(?:{ASKING})\b", re.IGNORECASE)
"""A sentence that opens with a request asks for all that it says."""

TARGET = re.compile(
    r"\b(?:phấn đấu|dự kiến|sẽ|kế hoạch(?: năm (?:19|20)\d\d)?(?= của [^,;]{1,60} là| là)"
    r"|(?:đặt|đề ra|có) (?:mục tiêu|chỉ tiêu|kế hoạch)|mục tiêu(?: là)?$|mục tiêu (?:là|của|đến|năm)"
    r"|chỉ tiêu (?:là|năm)|chỉ tiêu (?:(?!được)[^,;]){1,30}giao|nhiệm vụ (?:là|năm)|phương hướng"
    r"|trong thời gian tới|cần phải)\b",
    re.IGNORECASE,
)
BEHIND_TARGET = re.compile(r"\b(?:[Vv]ượt|[Đđ]ạt|so với|[Hh]oàn thành|bằng|thấp hơn|cao hơn)\s+(?:\S+\s+){0,3}$")
"""Before a target that a result is only measured by: "vượt mục tiêu", "đạt 103% kế hoạch"."""

CONDITION = re.compile(
    r"(?:^|\s)(?:nếu|giả sử|(?:đơn vị|cơ quan|hộ|người|xã|thôn|cơ sở|trường) nào [^;]{3,120} thì|trong trường hợp"
    r"|trường hợp mà|hễ|khi có [^;,]{2,40} thì|quá ngày [^,;]{1,40} không)\s",
    re.IGNORECASE,
)
INSTEAD = "mà "
"""How a clause begins that alone holds under the condition that it names: "chưa có cán bộ mà giao … nếu có yêu cầu";
so does one behind a semicolon."""

WAITING = re.compile(r"\b(?:chờ|đợi|đang trình|đang xin)\b", re.IGNORECASE)
DONE = re.compile(r"^(?:và |mà )?(?:được|đã|mới|song|nhưng|đáp ứng)\b", re.IGNORECASE)
"""How a clause begins that says what came of it."""

DONE_BY_NOW = re.compile(
    r"^(?:(?:tính )?đến (?:ngày|tháng|hết|cuối|nay)(?: [\d/]+)? )?đã (?:hoàn thành|thực hiện xong)\b", re.IGNORECASE
)
"""How one begins that says so under a heading of plans, too."""

OF_RESULTS = re.compile(
    r"\b(?:ket qua|thuc hien|tong ket|danh gia|tinh hinh|ton tai|han che|kho khan|uu diem|thuan loi|nguyen nhan|da lam"
    r"|trien khai|bai hoc|dat duoc|khuyet diem|vuong mac|dac diem|cong tac)\b"
)
OF_PLANS = re.compile(r"\b(?:phuong huong|nhiem vu|ke hoach|muc tieu|giai phap|thoi gian toi|trong tam|phan dau)\b")
OF_REQUESTS = re.compile(r"\b(?:kien nghi|de nghi|de xuat)\b")
"""Of folded headings."""


def force_under(sections: Sequence[Section], role: Role) -> Force:
    """What the headings above a passage make of what it says: the innermost that tells, or else its role."""
    for section in reversed(sections):
        heading = fold(section.title)
        if OF_REQUESTS.search(heading) and not OF_PLANS.search(heading):
            return "request"
        if OF_RESULTS.search(heading) and not heading.startswith(("ke hoach", "phuong huong", "nhiem vu", "muc tieu")):
            return "fact"
        if OF_PLANS.search(heading):
            return "target"
    return "request" if role == "proposals" else "fact"


def forces(text: str, clauses: Sequence[str], given: Force | None) -> list[Force]:
    """The force of each of the clauses of the sentence `text`, where nothing in it says otherwise `given`."""
    if CONDITION.search(f"{text} "):
        supposed = next((at for at, one in enumerate(clauses) if CONDITION.search(f"{one} ")), 0)
        apart = clauses[supposed].startswith(INSTEAD) or f"; {clauses[supposed]}" in text
        first = supposed if apart else 0
        return ["condition" if at >= first else given or "fact" for at in range(len(clauses))]
    if OPENING.match(text):
        return ["request"] * len(clauses)
    found: list[Force] = []
    held: Force = given or "fact"
    for clause in clauses:
        said = _said(clause)
        if said == "target":
            held = "target"
        elif (DONE_BY_NOW if given == "target" else DONE).match(clause) and held == "target":
            held = "fact"
        found.append(said or held)
    return found


def _said(clause: str) -> Force | None:
    for match in REQUEST.finditer(clause):
        before = clause[: match.start()]
        if not NAMED.search(before) or PASSIVE.search(before):
            return "request"
    target = TARGET.search(clause)
    if target and not BEHIND_TARGET.search(clause[: target.start()]):
        return "target"
    if WAITING.search(clause):
        return "waiting"
    return None
