"""What makes a sentence true where it stands: the words that lead it in, and the force with which it is said there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...corpus.vietnamese import LOWER, UPPER
from ...index.records import Passage
from ...index.store import View
from ..claims.clauses import compared, line, pieces
from ..claims.force import Force, force_under, forces
from ..constants import LEAD_CHARACTERS, LIST_ITEMS
from .composition import Point, sentence_point

Span = tuple[int, int]

LED: frozenset[str] = frozenset(("item", "bullet", "row"))
"""Kinds of paragraph that a sentence ending in a colon leads in."""

COLON = re.compile(rf":\s+(?=[{LOWER}])|:\s+(?=\d[^;]*,\s)")
"""Where a lead-in within a sentence ends; in "khánh tiết, đi công tác: 213 triệu đồng" stands a figure and no list."""

ONE_SYLLABLE = "Sở|Bộ|Ban|Cục|Phòng|Quỹ|Hội|Đội|Chi|Đài|Ngành|Trường|[A-ZĐ]{2,}"
REQUEST = re.compile(
    r"^\W*(?:(?:\d{1,2}|[a-zđ])[.)]\s*)?(?:[Đđ]ề nghị|[Kk]iến nghị|[Đđ]ề xuất)(?: với)?"
    rf"(?:,?(?: và)? (?:(?:{ONE_SYLLABLE})(?!\w)|[{UPPER}][^\W\d_]*(?: [{LOWER}]+)?))*"
    rf"(?:(?: [{LOWER}]+){{0,3}}? (?:tỉnh|huyện|xã|thị xã|thị trấn|phường|thành phố)(?: [{UPPER}]\w+)*(?!\w))?"
)
"""How a request opens, with whom it goes to, as far as capitals tell."""


AFTERTHOUGHT = re.compile(r"\s\(?(?:nếu (?:có|cần)|khi cần)\b")
"""What a sentence ends in that only limits what it says last: "… tham mưu về hoạt động này nếu có yêu cầu"."""


DONE = re.compile(
    r"\bđã\s(?:[^\s,;]+\s){0,4}?(?:xong|hoàn thành|bàn giao|khánh thành|nghiệm thu|đưa vào)\b", re.IGNORECASE
)
ASKED_FOR = re.compile(r"\b(?:đề nghị|kiến nghị|đề xuất|xin|mong|cần|sớm|tiếp tục|hỗ trợ|bố trí|cấp)\b", re.IGNORECASE)
"""What says that something is done, and what may ask for it."""


class Standing:
    """Reads what stands around the sentences of the passages of one view; each report's list is read once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._reports: dict[str, Sequence[Passage]] = {}
        self._leads: dict[int, str] = {}

    def lead_in(self, passage: Passage, span: Span) -> str:
        """The words that lead a sentence in, verbatim, and are no part of it; "" where it says itself all that it says.

        "Đề nghị UBND tỉnh:" of a sentence cut out of a longer one, and "đề nghị Sở … một số nội dung như:" of a list.
        """
        if passage.id not in self._leads:
            self._leads |= dict(self._leading(self.whole(passage.report.id)))
        return opening(passage, span) or self._leads.get(passage.id, "")

    def items(self, passage: Passage, span: Span) -> list[Passage]:
        """What the sentence leads in where it ends its passage with a colon: items of a list, as many as are shown."""
        text = passage.text
        if text[slice(*span)].rstrip()[-1:] != ":" or text[span[1] :].strip():
            return []
        listed = []
        for other in self._after(passage):
            if other.kind not in LED or other.sections != passage.sections:
                break
            listed.append(other)
        return listed[:LIST_ITEMS]

    def force(self, passage: Passage, span: Span, words: Iterable[str]) -> Force:
        """With what force the sentence says `words` there: the clause that has most of them decides."""
        given = force_under(passage.sections, passage.role)
        lead = self.lead_in(passage, span)
        if lead:
            led = _forces(line(lead), given)[-1][1]
            given = led if led != "fact" else given
        sentence = line(without_afterthought(passage.text[slice(*span)]))
        if given == "request" and DONE.search(sentence) and not ASKED_FOR.search(sentence):
            given = "fact"  # among requests: "Trạm … đã sửa chữa xong, bàn giao ngày 20/6/2022"
        return force_of(sentence, given, words)

    def point(self, passage: Passage, span: Span, citation: str, words: Iterable[str] = ()) -> Point:
        """The sentence as a point of an answer, with what leads it in and the force with which it says `words`."""
        lead, force = self.lead_in(passage, span), self.force(passage, span, words)
        return sentence_point(passage, span, citation, lead, force)

    @staticmethod
    def _leading(whole: Sequence[Passage]) -> Iterator[tuple[int, str]]:
        """What leads each item of a report in: the last sentence before its list, where that ends in a colon."""
        sections, before = None, ""
        for one in whole:
            if one.sections != sections:
                sections, before = one.sections, ""
            if one.kind in LED:
                yield one.id, before
            else:
                last = one.text[slice(*one.sentences[-1])] if one.sentences else ""
                before = last if last.endswith(":") else ""

    def _after(self, passage: Passage) -> Sequence[Passage]:
        whole = self.whole(passage.report.id)
        return whole[next((at for at, one in enumerate(whole, 1) if one.id == passage.id), len(whole)) :]

    def whole(self, report: str) -> Sequence[Passage]:
        """The passages of a report, in order."""
        if report not in self._reports:
            self._reports[report] = list(self._view.passages_of(report))
        return self._reports[report]


def without_afterthought(sentence: str) -> str:
    """`sentence` without what it ends in that only limits what it says last."""
    limit = AFTERTHOUGHT.search(sentence, max(sentence.rfind(","), sentence.rfind(";")) + 1)
    return sentence[: limit.start()] if limit else sentence


def beginning(passage: Passage, span: Span) -> int:
    """Where the sentence begins that `span` was cut out of at a semicolon; where `span` does if it was not."""
    spans, text = passage.sentences, passage.text
    first = next((n for n, one in enumerate(spans) if one[0] == span[0]), 0)
    while first and text[: spans[first][0]].rstrip().endswith(";"):
        first -= 1
    return spans[first][0] if spans else span[0]


def opening(passage: Passage, span: Span) -> str:
    """How the sentence begins that `span` was cut out of at a semicolon, as far as it leads `span` in."""
    text, start = passage.text, beginning(passage, span)
    if start == span[0]:
        return ""
    end = next(end for begin, end in passage.sentences if begin == start)
    if colon := COLON.search(text, start, end):
        lead = text[start : colon.start() + 1]
    else:
        asked = REQUEST.match(text[start:end])
        lead = asked[0].rstrip() if asked else ""
    return lead if len(lead) <= LEAD_CHARACTERS else ""


def force_of(sentence: str, given: Force, words: Iterable[str]) -> Force:
    """The force of the clause of `sentence` that has most of `words`, as `compared` has them; of the first of several.

    Args:
        sentence: as `line` has it.
        given: the force that its section gives it.
        words: what it is asked to say.
    """
    clauses, said = _forces(sentence, given), set(words)
    if len({force for _, force in clauses}) == 1:
        return clauses[0][1]
    return max(clauses, key=lambda clause: len(said.intersection(compared(clause[0]))))[1]


def _forces(sentence: str, given: Force) -> list[tuple[str, Force]]:
    parts = pieces(sentence)
    return list(zip(parts, forces(sentence, parts, given), strict=True))


def words_of(text: str) -> frozenset[str]:
    """The words of a question as `force_of` compares them."""
    return frozenset(compared(line(text)))
