"""Which part of a report a question asks for: its requests, difficulties, tasks, solutions or advantages.

Where one is asked for, the right passage stands in a section of that role far more often than elsewhere, but not
always: requests stand among the tasks too. So it is favoured and not demanded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...corpus.report import Role
from ...index.records import Filter
from .spelled import Spelled
from .values import TIMES, Condition

NAMES: dict[Role, str] = {
    "proposals": r"kiến nghị|đề xuất|đề nghị(?! cho (?:biết|tôi|em|hỏi|xem))"
    r"|proposals?|proposed?|requests?|recommend\w*",
    "limitations": r"khó khăn|vướng mắc|hạn chế|tồn tại|bất cập|yếu kém|khuyết điểm|nguyên nhân"
    r"|difficult(?:y|ies)|limitations?|obstacles?|shortcomings?",
    "tasks": r"(?:nhiệm vụ|phương hướng)(?!.*\b(?:chưa|đã|xong|hoàn thành)\b)|tasks",
    "solutions": r"giải pháp|biện pháp|solutions?",
    "advantages": r"thuận lợi|ưu điểm|mặt mạnh|advantages",
}
"""The words by which `corpus.roles` tells sections of a role, as a question has them. What was done of the tasks, or
not, is no task."""

BEFORE = r"(?:^|\b(?:những|các|có|nêu|gặp|về|gì|what|which|the)\s+)(?:(?:những|các|some)\s+)?"
BEHIND = r"\s+(?:(?:những|các)\s+)?(?:gì|nào|ra sao|thế nào|của|về|trong|cơ bản|chủ yếu|trọng tâm|chính)\b"
TO_SOMEBODY = r"\b(?:kiến nghị|đề xuất|đề nghị)\b[^,;?]{1,60}\b(?:gì|nào)\s*\??$"
"""Whom a request goes to may stand between it and what asks for it."""

ASKED = {
    role: Spelled(rf"{BEFORE}(?:{names})\b|\b(?:{names}){BEHIND}" + (f"|{TO_SOMEBODY}" if role == "proposals" else ""))
    for role, names in NAMES.items()
}


def role_asked(text: str, lower: str, accented: bool) -> Condition | None:
    """The role that is asked for first in a question.

    Args:
        text: the question, NFC.
        lower: the same in lower case, folded where it has no accents; as long.
        accented: whether it has any.
    """
    found = [(match, role) for role, pattern in ASKED.items() if (match := pattern.of(accented).search(lower))]
    if not found:
        return None
    match, role = min(found, key=lambda one: one[0].start())
    said = text[match.start() : match.end()]
    return Condition("role", "=", role, False, said, *match.span(), Filter(roles=(role,)))


def favouring(read: Sequence[Condition], role: Condition | None, ignored: Iterable[str]) -> tuple[Condition, ...]:
    """`read` with the role that is asked for; it and what names reports marked as favoured.

    An agency is favoured where a role is asked for besides, or a time: together they name a report, alone it is near to
    all that its reports say.
    """
    off = frozenset(ignored)
    usable = [one for one in read if not one.missing and one.key not in off]
    by = {one.key for one in usable if one.names_reports}
    when = {one.key for one in usable if one.field in TIMES and one.op == "="}
    asked = role is not None and role.key not in off
    named = by | when if by and (asked or when) else frozenset()
    marked = tuple(replace(one, favoured=one.key in named) for one in read)
    return marked if role is None else (*marked, replace(role, favoured=asked))
