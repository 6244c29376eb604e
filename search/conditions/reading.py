"""Reads the conditions in the words of a question, each where it stands, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from ...corpus.references.doc_types import TYPE_CODES
from ...corpus.references.document_number import document_numbers, plain
from ...corpus.report import Level
from ...corpus.vietnamese import fold, place_tone
from ...index.records import Accents, Filter, ReportRecord
from ...index.store import View
from ..function_words import NO_MATTER
from ..header_names import OWN, UNITS, HeaderNames, Named, header_names, nearness, type_before
from ..lexicon import is_pair
from ..times_asked import OrderAsked, TimeAsked, VagueTime, ends_of, times_asked
from . import excluding
from .addressed import SENT_TO, Addressee, addressee
from .spelled import Spelled
from .values import Condition, Field, Op

TYPES = {fold(name): name for name in TYPE_CODES}
A_TYPE = "|".join(sorted(map(str.lower, TYPE_CODES), key=len, reverse=True))

REPORT_NOUN = Spelled(r"\b(?:báo cáo(?! viên\b)|văn bản|reports?|documents?)\b")
REPORTS = Spelled(r"\b(?:báo cáo|reports?)\b")
PHRASE_END = Spelled(
    r"[,;:?!]|\b(?:nêu|nói|cho biết|đề nghị|kiến nghị|viện dẫn|dẫn chiếu|trích dẫn|căn cứ|phản ánh|đề cập|nhắc|thiếu"
    r"|gặp|mention|says?|cites?)\b"
)
"""What ends what is said of a report: behind it stands what the report says."""

CITING = Spelled(r"\b(?:viện dẫn|dẫn chiếu|trích dẫn|căn cứ|thực hiện|triển khai|cites?|refers?)\b")
A_UNIT = r"tháng|năm|quý|ngày|tuần"
A_DATE = (
    r"ngày (?:nào|mấy|\d)|tháng \d{1,2}(?!\d)|quý (?:iv|i{1,3}|[1-4])\b"
    r"|năm (?:19|20)\d\d(?!\s*(?:[-–—]|đến|tới))"
)
BARE_NUMBER = Spelled(
    r"(?:\b(?:báo cáo|văn bản|công văn|bc|report)\s+)?(?P<so>\b(?:số|no)\.?\s*:?\s*)?(?<![\w/.,-])(?P<digits>\d{1,5})"
    r"(?![\w/.,-]*\d)(?!\s*[/.-]\s*\w)"
    rf"(?!\s*(?:%|phần|triệu|tỷ|tỉ\b|đồng|hộ\b|người|xã\b|huyện|bản\b))(?P<counts>(?=\s*(?:{A_UNIT})))?"
    rf"(?P<dated>(?=\s+(?:{A_DATE})))?"
)
"""Digits that may number a report. Before "tháng" they count months, unless that names one: "báo cáo 129 tháng 7"."""
BEFORE_NUMBER = Spelled(rf"(?:\b(?:văn bản|{A_TYPE})\s+)?(?:\bsố\s*:?\s*)?$")
ASKED_OF = Spelled(r"\b(?:kiến nghị|đề nghị|đề xuất)(?: (?:với|lên|đến|tới|gửi))?\s+$")
"""Before an agency to which requests go; its own reports are not what is asked of."""

OF_A_PROVINCE = re.compile(r"(?:(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|dang bo|van phong ubnd) )?tinh\b")

SIGNED = Spelled(r"\b(?:ký|kí|signed)\b")
WHO = Spelled(r"\b(?:chức vụ|chức danh)\b|\blà ai\b|\bwho is\b")
"""What asks who somebody is: of a signer a report says so."""
BEFORE_A_PERSON = Spelled(r"(?:\b(?:do|bởi|của|by)\s+)?\b(?:(?:ông|bà|đồng chí|anh|chị|mr|mrs|ms)\.?\s+)?$")
ADDRESS = Spelled(r"\b(?P<title>ông|bà|đồng chí|anh|chị|mr|mrs|ms)\.?\s+$")
AMBIGUOUS_TITLES = frozenset(("ba", "anh", "chi"))
"""Titles that without their accents are other words as well."""

LYING_IN = Spelled(
    r"\b(?:các|những|mọi|từng) (?:xã|phường|thị trấn|xã, phường|đơn vị)(?: và \w+)? (?:trực )?"
    r"(?:thuộc|của|ở|tại|trong)(?: địa bàn)?\s*$"
)
"""What makes a district the one that others lie in: "các xã thuộc huyện Thạch Khê"."""

A_POSITION = (
    r"(?P<role>(?:phó )?(?:chủ tịch|giám đốc|bí thư|trưởng phòng|trưởng ban|chánh văn phòng|hiệu trưởng"
    r"|(?:chi )?cục trưởng|chánh thanh tra))\b"
)
POSITION = Spelled(rf"\b(?:do|bởi|là|của|một|các|những)?\s*{A_POSITION}(?=.{{0,40}}\b(?:ký|kí)\b)")
POSITION_BEHIND = Spelled(rf"\b(?:ký|kí)\b.{{0,20}}\b{excluding.EXCEPT}\s+(?:do|của|các|những|là|\s)*{A_POSITION}")
"""Who did not sign, said last: "do chủ tịch ký, không tính phó chủ tịch"."""
EITHER = Spelled(r"\s*(?:,|hoặc|hay|và)(?: là)?\s*")
"""Between positions either of which is asked for."""

SIGNING_FORMS = {"thay mat": "TM.", "thay": "KT.", "thua lenh": "TL.", "thua uy quyen": "TUQ."}
IN_WHICH_FORM = Spelled(r"\b(?:ký|kí) (?P<form>thay mặt|thay|thừa lệnh|thừa (?:ủy|uỷ) quyền)\b")
"""Quyền hạn ký, as it is said of reports, and as their signers' lines have it."""

A_UNIT_TYPE = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)"
LEVEL = Spelled(
    r"\bcấp (?P<level>xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|trung ương)\b"
    rf"(?:\s*\({A_UNIT_TYPE}(?:(?:,| và| hoặc| hay)* {A_UNIT_TYPE})*\))?"
    r"|\b(?:các|những|mọi|từng) (?P<plain>xã|huyện|tỉnh)\b"
    r"|\bcủa (?P<of>xã|huyện|tỉnh)(?=\s*(?:\?|$|năm\b|trong\b))"
    r"|(?:^|\b(?:những|các|có|mọi|với) )(?P<which>xã|huyện|tỉnh) nào\b"
)
A_KIND = (
    r"(?:(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|sở|phòng|đảng ủy|ban chỉ huy|ban chỉ đạo)"
    rf"(?: (?:của )?(?:các )?{A_UNIT_TYPE})?"
    r"|huyện ủy|thị ủy|thành ủy|tỉnh ủy|quận ủy|phường|thị trấn|thị xã|thành phố|quận|đặc khu)"
)
KINDS = rf"(?:xã(?:, (?:và )?| và | hoặc | hay )(?={A_KIND}))?{A_KIND}(?:(?:, (?:và )?| và | hoặc | hay ){A_KIND}\b)*"
KIND_END = (
    r"(?=\s*(?:[?.;]|,(?! (?:ban|ngành)\b)|$)|\s+(?:năm|trong|nào|ban hành|ký|lập|có|nói|nêu|gửi|tháng|quý|ngày"
    r"|từ|trước|sau|mới|cũ|về|và|hay|là|cấp|thiếu|gặp|kiến nghị|đề nghị)\b)"
)
"""Behind a kind that stands for itself; other words may be its name: "Sở Tài chính", "các phòng học"."""
KIND = Spelled(
    rf"\b(?:của|do|từ|thuộc)\s+(?:(?:các|những|mọi|một)\s+)?(?P<of>{KINDS}){KIND_END}"
    rf"|\b(?:các|những|mọi|từng)\s+(?P<plain>(?:phường|thị trấn|thị xã|quận)\b(?!,| và )|{KINDS}{KIND_END})"
    rf"|(?:^|\b(?:có|với) )(?P<which>phường|thị trấn|thị xã|quận|sở) nào\b",
    never_plain=r"(?<!bao cao )(?<!van ban )\b(?:cac|nhung|moi|tung|cua|do|tu|thuoc) (?:so|phong)$",
)
"""A kind of agency; without accents "các sở" may be "các số", and "của sở" a window, but where reports are of it."""
OF_SEVERAL = Spelled(r" (?:của (?:các )?|các )(?=\w)")
AND = r",|\b(?:và|va|hoặc|hoac|hay)\b"
LEVEL_OF: dict[str, Level] = {
    "xa": "commune", "phuong": "commune", "thi tran": "commune", "huyen": "district", "quan": "district",
    "thi xa": "district", "tinh": "province", "thanh pho": "province", "trung uong": "central",
}  # fmt: skip
TYPE = Spelled(rf"\b(?P<type>{A_TYPE})\b")
AT_HEAD = Spelled(r"^(?:(?:những|các|có|liệt kê|tìm|danh sách|bao nhiêu|mấy|tất cả|số lượng|ai (?:ký|kí)|theo) )*$")
OF_A_TYPE = Spelled(r"^ (?:nào|của|số|ngày|năm|tháng|quý|mới|cũ|do|ban hành|ký|kí|gần)\b|^\s*\??$")

TYPED_UNITS = frozenset(("xã", "phường", "huyện", "quận", "tỉnh", "thị", "thành", "trấn", "phố", "đặc", "khu"))
"""Words of the types of unit, as they are typed with accents."""

LONGEST_NUMBER = 6
"""Words of a số và ký hiệu that is typed with blanks alone: "214 BC UBND"."""

LONGEST_UNKNOWN = 4
"""Words of a place that no header has."""

NOT_READ = Spelled(
    r"\b(?:chưa|không|đang chờ|chờ) (?:được )?(?:ban hành|ký|phát hành|gửi|đóng dấu|công bố|phê duyệt)\b"
    r"|(?P<validity>\b(?:đã )?(?:hết hiệu lực|bị thu hồi|bị thay thế|bị bãi bỏ|bị hủy|còn hiệu lực)\b)"
    r"|\bbáo cáo (?:dự thảo|bản nháp|bản gốc|bản sao|có chữ ký số|có đóng dấu)\b"
    r"|\bbáo cáo (?:nào )?(?:dài|ngắn|dày|hay|tốt|quan trọng|nhiều trang|ít trang)(?: nhất)?\b"
    r"|\b(?:hơn|trên|dưới|ít nhất|nhiều hơn|ít hơn|không quá) \d+ (?:trang|tờ|đoạn|từ|chữ)\b"
    r"|\b(?:bằng|viết bằng) tiếng \w+\b|\bnot yet (?:issued|signed)\b|\b(?:unsigned|draft|longest|shortest) reports?\b",
)
"""What looks like a condition on reports, and no header answers.

Validity is one where it is said of reports: "báo cáo còn hiệu lực", and not "43 văn bản còn hiệu lực" of a commune.
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: where it stands, as it is meant, and folded."""

    start: int
    end: int
    said: str
    folded: str


class Reader:
    """One reading of one question."""

    def __init__(self, view: View, text: str, folded: str, words: Sequence[Word], accented: bool, today: date) -> None:
        self.view = view
        self.text = text
        self.folded = folded
        self.words = words
        self.accented = accented
        self.lower = text.lower() if accented else folded
        self.names: HeaderNames = header_names(view)
        plainly = [word.said if self._only_looks_like_a_type(word) else word.folded for word in words]
        there = [one for one in self.names.named(plainly) if self._spelled(one)]
        self.addressed = [one for one in there if self._asked_of(one)]
        self.named = [one for one in there if one not in self.addressed]
        self.named += self._given_names(there)
        said = times_asked(text, today)
        self.times = tuple(one for one in said if isinstance(one, TimeAsked))
        self.orders = [one for one in said if isinstance(one, OrderAsked)]
        vague = [(one.start, one.end) for one in said if isinstance(one, VagueTime)]
        looks_like = [one for one in NOT_READ.finditer(self.lower, accented) if self._of_reports(one)]
        self.vague_spans = sorted([*vague, *(match.span() for match in looks_like)])
        self.nouns = [match.end() for match in REPORT_NOUN.finditer(self.lower, accented)]

    def conditions(self) -> list[Condition]:
        """All that are said, in order, none inside another."""
        found: list[Condition] = []
        readings = (
            self._numbers, self._addressees, self._times, self._orders, self._names, self._places, self._signing_forms,
            self._roles, self._types, self._kinds, self._levels,
        )  # fmt: skip
        for one in (one for reading in readings for one in reading()):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
        return self._without_those_left_out(self._without_dates_cited(sorted(found, key=lambda one: one.start)))

    def _without_dates_cited(self, found: Sequence[Condition]) -> list[Condition]:
        """`found`, a day right behind a document that is cited as a part of it: "Công văn số 131/NN-TH ngày 06/11/2020"
        dates no report."""
        told: list[Condition] = []
        for one in found:
            cited = told[-1] if told and told[-1].field == "cites" else None
            if cited and one.field == "issued" and one.op == "=" and self.text[cited.end : one.start].strip(" ,") == "":
                told[-1] = replace(cited, end=one.end, said=self.text[cited.start : one.end])
                self.times = tuple(time for time in self.times if time.start != one.start)
            else:
                told.append(one)
        return told

    def _without_those_left_out(self, found: Sequence[Condition]) -> list[Condition]:
        """`found`, what is to be left out as that; what stands in an exclusion that is not read is no condition."""
        told: list[Condition] = []
        for one in found:
            told.append(self._left_out(one, told[-1] if told else None) or one)
        out = [(one.start, one.end) for one in told if one.op == "!="]
        unread = [
            match.span()
            for match in excluding.NOT_READ.finditer(self.lower, self.accented)
            if not _overlaps(match.span(), out)
        ]
        unread = [*unread, *self._unknown_left_out()]
        told = [one for one in told if not _overlaps((one.start, one.end), unread)]
        vague = [span for span in self.vague_spans if not _overlaps(span, [*out, *unread])]
        self.vague_spans = sorted([*vague, *unread])
        self.named = [one for one in self.named if not _overlaps(self._span(one), [*out, *unread])]
        self.times = tuple(one for one in self.times if not _overlaps((one.start, one.end), [*out, *unread]))
        return told

    def _left_out(self, one: Condition, before: Condition | None) -> Condition | None:
        """The condition that leaves out what fits `one`, where that is said; None elsewhere."""
        if one.field == "order":
            return None
        here = excluding.left_out(self.lower, one.start, self.accented)
        joined = before and before.op == "!=" and excluding.is_joined(self.lower, before.end, one.start, self.accented)
        if here:
            start, stated = here.start, here.of_reports or one.stated
        elif before and joined:
            start, stated = one.start, before.stated
        else:
            return None
        said = self.text[start : one.end]
        return replace(
            one, op="!=", start=start, said=said, filter=Filter(excluded=(one.filter,)),
            stated=stated and one.field != "cites",
        )  # fmt: skip

    def _unknown_left_out(self) -> list[tuple[int, int]]:
        """Where a place is left out that no header has; it is none that is asked for then."""
        if not self.unknown:
            return []
        start, end = self.unknown
        here = excluding.left_out(self.lower, start, self.accented)
        if here is None:
            return []
        self.unknown = None
        return [(here.start, end)]

    @cached_property
    def unknown(self) -> tuple[int, int] | None:
        """Where a place is named after its type that is in no header: "huyện Ba Vì".

        With capitals it is a name; without, where it is said of a report and no passage has its words.
        """
        taken = {i for one in (*self.named, *self.addressed) for i in range(one.start, one.end)}
        folded = [word.folded for word in self.words]
        for start in range(1, len(self.words)):
            no_type = self._only_looks_like_a_type(self.words[start - 1])
            kind = "" if start in taken or no_type else type_before(folded, start)
            if not kind:
                continue
            end = start
            last = next((at for at in range(start, len(self.words)) if self._is_parted(at)), len(self.words))
            while end < min(last, start + LONGEST_UNKNOWN) and end not in taken and self._is_name(end):
                end += 1
            begin = self.words[max(start - len(kind.split()), 0)].start
            if end > start:
                return begin, self.words[end - 1].end
            other = self._of_another_type(start)
            if other:
                return begin, self.words[other - 1].end
            parted = folded[start] in UNITS or self._is_parted(start) or self._is_parted(start + 1)
            missed = self._is_near_miss(start) or (self._stated(begin) and self._is_nowhere(start))
            if start + 1 not in taken and not parted and missed:
                return begin, self.words[start + 1].end
        return None

    def _only_looks_like_a_type(self, word: Word) -> bool:
        """Whether a word is no type of unit, though it is one without its accents: "không tính" is no province."""
        return word.folded in UNITS and word.said != word.folded and word.said not in TYPED_UNITS

    def _is_parted(self, place: int) -> bool:
        """Whether a word stands behind a mark that ends what is named: "cấp xã, không kể Tân Lập"."""
        return (
            0 < place < len(self.words) and not self.text[self.words[place - 1].end : self.words[place].start].isspace()
        )

    def _of_reports(self, vague: re.Match[str]) -> bool:
        """Whether what looks like a condition is said of reports, and not of what they speak of."""
        return vague["validity"] is None or REPORTS.of(self.accented).search(self.lower, 0, vague.start()) is not None

    def _is_name(self, place: int) -> bool:
        word = self.text[self.words[place].start : self.words[place].end]
        return word[:1].isupper() and not word[1:2].isupper()

    def _of_another_type(self, start: int) -> int:
        """One past the last word of a name from `start` on that a unit of another type has; 0 if there is none."""
        for end in range(min(len(self.words), start + LONGEST_UNKNOWN), start, -1):
            run = self.words[start:end]
            if self.names.other_types(" ".join(word.folded for word in run)) and self._accents_fit(run):
                return end
        return 0

    def _is_near_miss(self, start: int) -> bool:
        """Whether two words, in small letters, are half a place's name and stand in no passage: "xã an thạnh"."""
        pair = self.words[start : start + 2]
        if len(pair) < 2 or is_pair(pair[0].said, pair[1].said):
            return False
        name = (pair[0].folded, pair[1].folded)
        return self.names.is_near(name) and not len(self.view.holding(name, "folded"))

    def _is_nowhere(self, start: int) -> bool:
        """Whether the two words from `start` on may be a name, and stand in no passage."""
        pair = self.words[start : start + 2]
        said = [word.said for word in pair]
        if len(pair) < 2 or any(NO_MATTER.marks(said, self.accented)) or any(map(str.isdigit, said)):
            return False
        return not len(self.view.holding(tuple(word.folded for word in pair), "folded"))

    def _asked_of(self, one: Named) -> bool:
        """Whether a name is, or is a part of, whom requests or reports go to: "đề nghị Sở Nội vụ những gì"."""
        start = self.words[one.start].start
        if ASKED_OF.of(self.accented).search(self.lower[:start]):
            return True
        sent_to = ((match.start(), match.end() + 1) for match in SENT_TO.finditer(self.lower, self.accented))
        return _overlaps(self._span(one), [*sent_to, *(span for span, _, _ in self._sent_to)])

    @cached_property
    def _sent_to(self) -> list[tuple[tuple[int, int], str, Addressee]]:
        """The offices to which something is said to be sent: where that stands, and the name as it was typed."""
        folded = [word.folded for word in self.words]
        starts = {word.start: place for place, word in enumerate(self.words)}
        found = []
        for match in SENT_TO.finditer(self.lower, self.accented):
            place = starts.get(match.end())
            there = None if place is None else addressee(self.view, folded, place)
            if there:
                end = self.words[there.end - 1].end
                found.append(((match.start(), end), self.text[match.end() : end], there))
        return found

    def _addressees(self) -> Iterator[Condition]:
        """To whom the reports asked for go, where that is said of reports."""
        for span, name, there in self._sent_to:
            if self._stated(span[0]):
                yield self._condition("addressee", "=", name, span, Filter(reports=there.reports), True)

    def _spelled(self, one: Named) -> bool:
        """Whether a name has the accents of the header, as far as it was typed with any: "đông máy" is no Đồng Mây.

        Behind its type it is meant, however it was typed: "xã đông mây".
        """
        typed = self.words[one.start : one.end]
        return self._accents_fit(typed) or (one.kind == "place" and len(typed) > 2 and typed[0].said in TYPED_UNITS)

    def _given_names(self, named: Sequence[Named]) -> Iterator[Named]:
        """The signers who are called by their given names, behind a title of address or where nothing else is said."""
        taken = {place for one in named for place in range(one.start, one.end)}
        others = NO_MATTER.marks([word.said for word in self.words], self.accented)
        for place, word in enumerate(self.words):
            signer = None if place in taken else self.names.given.get(word.folded)
            typed = self.text[word.start : word.end].lower()
            if signer is None or place_tone(typed) not in (word.folded, signer.called):
                continue
            before = ADDRESS.of(self.accented).search(self.lower[: word.start])
            title = before["title"] if before else ""
            addressed = bool(title) and (self.accented or title not in AMBIGUOUS_TITLES or self._is_name(place))
            accents: Accents = "folded" if typed == word.folded else "accented"
            alone = all(mark or at == place for at, mark in enumerate(others))
            unheard = not self.view.words.frequency(place_tone(typed), accents)
            longer = place + 1 < len(self.words) and self._is_name(place + 1)  # "bà Lụa Đào" is another
            if (addressed and not longer) or (alone and unheard):
                yield Named(place, place + 1, "signer", signer.near)

    def _accents_fit(self, words: Sequence[Word]) -> bool:
        if not self.accented:
            return True
        spelled = self.names.spelled
        return all(word.said in (word.folded, *spelled.get(word.folded, (word.said,))) for word in words)

    def _stated(self, start: int) -> bool:
        """Whether what begins at `start` is said of a report: a report is spoken of before it, in the same phrase."""
        nouns = [end for end in self.nouns if end <= start + len("bao cao")]
        return bool(nouns) and not PHRASE_END.of(self.accented).search(self.lower, min(nouns[-1], start), start)

    def _condition(
        self, name: Field, op: Op, value: str, span: tuple[int, int], filter_: Filter, stated: bool
    ) -> Condition:
        start, end = span
        return Condition(name, op, value, False, self.text[start:end], start, end, filter_, stated)

    def _numbers(self) -> Iterator[Condition]:
        text = plain(self.text)
        if len(text) == len(self.text):
            for number in document_numbers(text):
                before = BEFORE_NUMBER.of(self.accented).search(self.lower[: number.start])
                span = (before.start() if before else number.start, number.end)
                ids = self.names.numbered(number.spelled)
                if ids and not CITING.of(self.accented).search(self.lower, 0, span[0]):
                    yield self._condition("number", "=", number.spelled, span, Filter(numbers=(number.spelled,)), True)
                else:
                    cites = Filter(references=(number.spelled,))
                    yield self._condition("cites", "=", number.spelled, span, cites, False)
        for start, word in enumerate(self.words):
            for end in range(start + 2, start + LONGEST_NUMBER + 1) if word.folded.isdigit() else ():
                run = self.words[start:end]
                if "-".join(one.folded for one in run) in self.names.numbers:
                    span = (word.start, run[-1].end)
                    said = Filter(numbers=(self.text[slice(*span)],))
                    yield self._condition("number", "=", self.text[slice(*span)], span, said, True)
        for match in BARE_NUMBER.finditer(self.lower, self.accented):
            digits = match["digits"]
            there, called = bool(self.names.numbered(digits)), match["so"] is not None
            if match["counts"] is not None and not (match["dated"] is not None and (there or called)):
                continue
            if not called and _overlaps(match.span("digits"), [(one.start, one.end) for one in self.times]):
                continue  # a day
            spoken_of = called or match.start() < match.start("digits")
            if spoken_of and (there or "bao cao" in fold(match[0])):
                yield self._condition("number", "=", digits, match.span(), Filter(numbers=(digits,)), True)

    def _times(self) -> Iterator[Condition]:
        bounds = _within_all([ends_of(one) for one in self.times if one.op != "="])
        for said in self.times:
            span, stated = (said.start, said.end), said.about == "issued" or self._stated(said.start)
            one = said if stated else _whole_years(said)
            day = len(one.first) == len("2023-12-05")
            dated = day or one.op != "=" or _is_month(one) or one.is_part
            of_issue = one.about == "issued" or (one.about == "any" and dated)
            value = one.first if one.first == one.last else f"{one.first}..{one.last}"
            ends = bounds if bounds and one.op != "=" else ends_of(one)
            if of_issue:
                yield self._condition("issued", one.op, value, span, Filter(issued=(ends,)), stated)
            else:
                yield self._condition("period", one.op, value, span, Filter(periods=(ends,)), stated)

    def _orders(self) -> Iterator[Condition]:
        for one in self.orders:
            op: Op = "newest" if one.newest else "oldest"
            stated = self._stated(one.start) or any(one.start < noun < one.end for noun in self.nouns)
            said = self._condition("order", op, "issued", (one.start, one.end), Filter(), stated)
            yield replace(said, count=one.count)

    def _names(self) -> Iterator[Condition]:
        signers = [one for one in self.named if one.kind == "signer"]
        for one in signers:
            start, end = self._span(one)
            titled = BEFORE_A_PERSON.of(self.accented).search(self.lower[:start])
            span = (titled.start() if titled else start, end)
            name = next(self.names.reports[report].header.signer or "" for report in one.near)
            asked_for = (SIGNED.of(self.accented), WHO.of(self.accented))
            stated = any(pattern.search(self.lower) for pattern in asked_for) or self._stated(span[0])
            yield self._condition("signer", "=", name, span, Filter(signers=(name,)), stated)
        offices = [one for one in self.named if one.kind != "signer"]
        groups = excluding.groups_left_out(self.lower, list(map(self._span, offices)), self.accented)
        yield from (one for group in groups for one in self._offices([offices[place] for place in group]))
        out = {place for group in groups for place in group}
        yield from self._offices([one for place, one in enumerate(offices) if place not in out])

    def _offices(self, offices: Sequence[Named]) -> Iterator[Condition]:
        if offices:
            near = nearness(offices) or {report: kind for one in offices for report, kind in one.near.items()}
            yield from self._office(offices, [self.names.reports[r] for r, kind in near.items() if kind == OWN])

    def _office(self, named: Sequence[Named], own: Sequence[ReportRecord]) -> Iterator[Condition]:
        """The agency or place that names standing together mean."""
        spans = [self._span(one) for one in named]
        span = (min(start for start, _ in spans), max(end for _, end in spans))
        if any(
            self.folded[a:b].strip(" ,") not in ("", "cua", "va", "hay", "hoac", "thuoc", "o")
            for (_, a), (b, _) in pairwise(spans)
        ):
            span = spans[0]
        stated = self._stated(span[0])
        agencies = tuple(dict.fromkeys(report.header.agency for report in own if report.header.agency))
        lying_in = LYING_IN.of(self.accented).search(self.lower[: span[0]]) or (
            stated and self.folded[slice(*span)].startswith("tinh ") and not any(map(_speaks_for_province, own))
        )
        if agencies and not lying_in:
            op: Op = "=" if len(agencies) == 1 else "in"
            yield self._condition("agency", op, ", ".join(agencies), span, Filter(agencies=agencies), stated)
            return
        headers = [self.names.reports[report].header for report in named[0].near]
        said = " ".join(self.words[i].folded for i in range(named[0].start, named[0].end))
        districts = tuple(dict.fromkeys(h.district for h in headers if h.district and fold(h.district).endswith(said)))
        provinces = tuple(dict.fromkeys(h.province for h in headers if h.province and fold(h.province) in said))
        if districts:
            yield self._condition("district", "=", ", ".join(districts), span, Filter(districts=districts), stated)
        elif provinces:
            yield self._condition("province", "=", ", ".join(provinces), span, Filter(provinces=provinces), stated)

    def _places(self) -> Iterator[Condition]:
        if self.unknown and self._stated(self.unknown[0]):
            yield self._condition("place", "=", self.text[slice(*self.unknown)], self.unknown, Filter(), True)

    def _roles(self) -> Iterator[Condition]:
        """Who signed in which position; "bí thư hoặc phó bí thư" is one condition, which either fits."""
        groups: list[list[re.Match[str]]] = []
        for match in (*POSITION.finditer(self.lower, self.accented), *self._behind()):
            joined = groups and EITHER.of(self.accented).fullmatch(self.lower[groups[-1][-1].end() : match.start()])
            if joined:
                groups[-1].append(match)
            else:
                groups.append([match])
        for group in groups:
            roles = tuple(self.text[slice(*match.span("role"))].lower() for match in group)
            op: Op = "=" if len(roles) == 1 else "in"
            start = group[0].start("role") if group[0].re is POSITION_BEHIND.of(self.accented) else group[0].start()
            span = (start, group[-1].end())
            yield self._condition("signer_role", op, ", ".join(roles), span, Filter(signer_roles=roles), True)

    def _behind(self) -> Iterator[re.Match[str]]:
        return POSITION_BEHIND.finditer(self.lower, self.accented)

    def _types(self) -> Iterator[Condition]:
        """The type asked for, at the head of the question: of a document that it names elsewhere it says nothing."""
        match = TYPE.of(self.accented).search(self.lower)
        if (
            match
            and AT_HEAD.of(self.accented).search(self.lower[: match.start()])
            and OF_A_TYPE.of(self.accented).search(self.lower[match.end() :])
        ):
            name = TYPES[fold(match["type"])]
            there = any(report.header.doc_type == name for report in self.names.reports.values())
            yield self._condition("doc_type", "=", name, match.span(), Filter(doc_types=(name,)), there)

    def _signing_forms(self) -> Iterator[Condition]:
        """In which form the reports asked for were signed."""
        for match in IN_WHICH_FORM.finditer(self.lower, self.accented):
            if self.nouns:
                form = SIGNING_FORMS[fold(match["form"])]
                signed = (report for report, one in self.names.reports.items() if one.header.signing_form == form)
                yield self._condition("signing_form", "=", form, match.span(), Filter(reports=tuple(signed)), True)

    def _levels(self) -> Iterator[Condition]:
        for match in LEVEL.finditer(self.lower, self.accented):
            said = fold(match["level"] or match["plain"] or match["of"] or match["which"])
            if not any(self.words[one.start].start <= match.end() <= self.words[one.end - 1].end for one in self.named):
                level = LEVEL_OF[said]
                stated = self._stated(match.start()) and not match["which"]
                yield self._condition("level", "=", level, match.span(), Filter(levels=(level,)), stated)

    def _kinds(self) -> Iterator[Condition]:
        for match in KIND.finditer(self.lower, self.accented):
            group = next(name for name in ("of", "plain", "which") if match[name])
            start, end = match.span(group)
            if any(one.start < len(self.words) and self._touches(one, start, end) for one in self.named):
                continue
            said = OF_SEVERAL.of(self.accented).sub(" ", self.text[start:end])
            parts = (part.strip() for part in re.split(AND, said.replace(",", ", "), flags=re.IGNORECASE))
            kinds = tuple(part if part[:4].isupper() else part.lower() for part in parts if part)
            stated = self._stated(match.start()) and group != "which"
            op: Op = "=" if len(kinds) == 1 else "in"
            wanted = Filter(agency_kinds=kinds)
            yield self._condition("agency_kind", op, ", ".join(kinds), match.span(), wanted, stated)

    def _touches(self, one: Named, start: int, end: int) -> bool:
        """Whether a name stands in [start, end), or right behind it: "của huyện Thạch Khê"."""
        first, last = self._span(one)
        return first < end + 2 and start < last

    def _span(self, one: Named) -> tuple[int, int]:
        return self.words[one.start].start, self.words[one.end - 1].end


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _within_all(ends: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """What lies within all of these: "từ năm 2020 và trước năm 2023" is two bounds of one span."""
    return (max(first for first, _ in ends), min(last for _, last in ends)) if ends else None


def _is_month(one: TimeAsked) -> bool:
    return one.first == one.last and len(one.first) == len("2023-12")


def _whole_years(one: TimeAsked) -> TimeAsked:
    """A part of a year as the year: what is said of it, and of no report, stands in the reports on that year."""
    return replace(one, first=one.first[:4], last=one.last[:4], is_part=False) if one.is_part else one


def _speaks_for_province(report: ReportRecord) -> bool:
    """Whether a report is of a province as a whole: where none is, "báo cáo của tỉnh An Giao" are those from there."""
    return OF_A_PROVINCE.match(fold(report.header.agency or "")) is not None
