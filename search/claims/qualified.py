"""Words that make another thing of what follows: who is "cận nghèo" is not poor, and a "phó chủ tịch" no chairman."""

from __future__ import annotations

import re
from collections.abc import Set

from ...words import Bilingual, both
from .clauses import Clause, compared
from .pairing import Pairing

HEADS = r"chủ tịch|chủ nhiệm|bí thư|giám đốc|trưởng|hiệu trưởng|tổng|chánh|cục|viện"
NEXT = r"[^\W\d]+"
QUALIFIED = re.compile(
    r"\b(?:"
    rf"(?P<poor>cận|thoát|tái) (?P<poverty>nghèo|mù chữ)|(?P<rank>phó|nguyên|cựu) (?P<head>{HEADS})"
    r"|(?P<doubt>nghi(?: ngờ)?) (?P<case>mắc|nhiễm|bị|có|lây)"
    r"|(?P<nearly>(?<!về )cơ bản|gần|suýt|sắp) (?P<end>đạt|hoàn thành|xong|hết|đủ|thoát)"
    r"|(?P<wish>đăng ký|xin|chuẩn bị) (?P<wished>đạt|thoát|hoàn thành|xây dựng|tham gia|thôi|nghỉ|chuyển|rút|khởi công)"
    rf"|(?P<some>một số|một vài|vài|phần lớn|đa số|hầu hết|nhiều)(?: các| những)? (?P<of_some>{NEXT})"
    rf"|(?P<stop>(?:tạm )?(?:dừng|ngừng|hoãn)|nguy cơ) (?P<stopped>{NEXT})"
    r")\b",
    re.IGNORECASE,
)
"""What qualifies, and what is qualified by it, in the order of the groups."""

NARROWS = re.compile(
    r"\b(?:vụ (?:xuân|chiêm|mùa|đông|hè thu|thu đông)|nữ|dự bị|kiêm(?: nhiệm)?(?=[^,;]*\d)|tập sự|nghỉ hưu"
    r"|dân tộc thiểu số)\b",
    re.IGNORECASE,
)
"""What makes less of what stands before it: a harvest of one season, members who are women."""

ALL = re.compile(r"\b(?:các|những|mọi|tất cả(?: các)?|toàn bộ|toàn thể) $", re.IGNORECASE)
"""How a claim says that it means whatever is called so."""

TOGETHER = re.compile(r"\btổng cộng\b|\btổng số\b|\btất cả là\b", re.IGNORECASE)
EACH = re.compile(r"^(?:[^\d]*\b)?(?:mỗi|bình quân|từng)\b", re.IGNORECASE)
"""How a figure is said to be of all, or of each."""

AS_WELL = {"thoát": frozenset(["khỏi", "hết", "giảm"]), "phó": frozenset(["lãnh"])}
"""Other words by which a claim says the same."""


def qualified_fault(pair: Pairing) -> Bilingual | None:
    """Whether one of the two has something only qualified, and the other as it is."""
    ours, theirs = pair.clause, pair.own
    known = pair.sentence.words | pair.evidence.around
    if lost := _unqualified(theirs.text, ours.text, frozenset(ours.words)):
        return both("answers.struck_replaced", theirs=lost, ours=ours.text)
    if added := _unqualified(ours.text, theirs.text, known):
        return both("answers.struck_words", listed=added)
    if ours.figures.numbers and (narrowed := _narrowed(theirs, pair.claim | set(ours.words))):
        return both("answers.struck_replaced", theirs=narrowed, ours=ours.text)
    if theirs.figures.numbers and (narrower := _narrowed(ours, set(theirs.words) | pair.evidence.around)):
        return both("answers.struck_words", listed=narrower)
    if TOGETHER.search(ours.text) and EACH.search(theirs.text):
        return both("answers.struck_replaced", theirs=theirs.text, ours=ours.text)
    return None


def _narrowed(clause: Clause, words: Set[str]) -> str:
    """What narrows the only figure of a clause, and is none of `words`."""
    if len([number for number in clause.figures.numbers if not (number.doubtful or number.ordinal)]) != 1:
        return ""
    return next((one[0] for one in NARROWS.finditer(clause.text) if words.isdisjoint(compared(one[0]))), "")


def _unqualified(text: str, other: str, words: frozenset[str]) -> str:
    """What `text` has qualified throughout, and `other`, whose words are `words`, as it is; "" where it has none."""
    for match in QUALIFIED.finditer(text):
        by, of = (group.lower() for group in match.groups() if group)
        said = frozenset(compared(by))
        if said <= words or AS_WELL.get(by, frozenset()) & words:
            continue
        plainly = re.compile(rf"\b{re.escape(of)}\b", re.IGNORECASE)
        alone = len(plainly.findall(text)) > sum(
            of == [group.lower() for group in one.groups() if group][1] for one in QUALIFIED.finditer(text)
        )
        if alone or not (there := plainly.search(other)):
            continue
        if not match["some"] or ALL.search(other[: there.start()]):
            return match[0]
    return ""
