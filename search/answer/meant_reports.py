"""Which reports a question means: by its conditions, by agency or place, and by the words of the title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...corpus.report import Header
from ...corpus.vietnamese import fold, has_accents, tokens
from ...index.records import ReportRecord
from ..conditions.values import Field
from ..constants import INITIALS_SHORTEST, TITLE_SHARE, TITLE_SHARE_ALONE
from ..function_words import NO_MATTER, PhraseList
from ..header_names import OWN, head_of, nearness, without_type
from ..understanding import Understood
from .questions import AHEAD, Question

OF_HEADERS = NO_MATTER | PhraseList(
    "thay ai, thay mặt ai, thay mặt, ban thường vụ, ban chấp hành, tên gì, tên là gì, họ tên, họ và tên, "
    "kính gửi, gửi đến, gửi cho, "
    "gửi tới, gửi lên, gửi đi, nơi nhận, trích yếu, tên báo cáo, địa danh, chức vụ, "
    "chức danh, độ mật, mức độ mật, độ khẩn, mức độ khẩn, mật, khẩn, giai đoạn, thời kỳ, kỳ báo cáo, thời gian "
    "báo cáo, lĩnh vực, chủ đề, vấn đề, nội dung, việc, về việc, nói về, viết về, soạn, soạn thảo, làm, viết, ra, "
    "lúc đó, khi đó, hồi đó, lúc ấy, bấy giờ, "
    "đề, phát ra, nhận, hiệu, mang, cơ quan chủ quản, cấp trên trực tiếp, cấp trên, viện dẫn, dẫn chiếu, căn cứ, "
    "dựa vào, dựa trên, văn bản, đồng chí, lãnh đạo, ông, bà, người, phụ trách, giữ chức, tổ chức, địa phương, "
    "công tác, kết quả, tình hình, chủ tịch, phó chủ tịch, giám đốc, phó giám đốc, bí thư, phó bí thư, trưởng "
    "phòng, trưởng ban, chánh văn phòng, xã, huyện, tỉnh, phường, thị trấn, thị xã, thành phố, ubnd, ủy ban nhân "
    "dân, đảng ủy, huyện ủy, ủy ban, sở, phòng, nhân dân, hôm, khoảng, dùng, nữa, vậy, bản, tài liệu, đơn vị, "
    "commune, district, province, town, ward, addressed, sent, agency, signer, position, title, chairman, chairwoman, "
    "chairperson, vice, deputy, director, secretary, giữ, giữ chức vụ"
)
"""What a question about headers says that names neither a report nor its matter."""


NARROWING: frozenset[Field] = frozenset(("number", "addressee", "agency", "signer", "signing_form", "order"))
"""Conditions that say by themselves which reports are meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The reports that a question means.

    Attributes:
        reports: those, newest first; empty if none fits what is named.
        placed: whether an agency, place, number or signer was named that the catalog has.
        dated: whether it is said when they were issued.
        numbered: whether their number is said, whatever else is.
        unknown: a place named that no report's header has, folded, without its type; "" if there is none.
        places: the names of the places and agencies named, folded, without their types.
        rest: words of the question that say something else, as they are meant.
        near: how near each report is to the places named, by its id.
        said: folded words of the question outside those names.
    """

    reports: tuple[ReportRecord, ...] = ()
    placed: bool = False
    dated: bool = False
    numbered: bool = False
    unknown: str = ""
    places: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    near: Mapping[str, int] = field(default_factory=dict)
    said: frozenset[str] = frozenset()

    @property
    def own(self) -> list[ReportRecord]:
        """Those of the place or agency named itself, newest first; not those of another that lies in it."""
        return [report for report in self.reports if self.near.get(report.id) == OWN]


def reports_meant(asked: Understood, question: Question, reports: Sequence[ReportRecord], whole: bool = True) -> Meant:
    """Those of `reports` that a question means.

    Args:
        asked: what was understood.
        question: what it asks for.
        reports: those that its conditions admit.
        whole: whether time must fit, as when a header is asked; else places alone decide.
    """
    words = [fold(word) for word in tokens(asked.query.text)]
    named = [one for one in asked.said.named if one.kind != "signer"]
    taken = {i for one in named for i in range(one.start, one.end)}
    places = tuple(dict.fromkeys(without_type(words[one.start : one.end]) for one in named))
    accented = has_accents(asked.query.text)
    others = asked.said.others if asked.words.script != "foreign" else _as_called(asked)
    rest = tuple(word for word in OF_HEADERS.rest(others, accented) if not word.isdigit())
    said = frozenset(word for i, word in enumerate(words) if i not in taken)
    near = nearness(named)
    narrowed = any(one.field in NARROWING and one.op != "!=" for one in asked.said.applied)
    if asked.said.unknown:
        unknown = without_type([fold(word) for word in tokens(asked.said.unknown)])
        return Meant(unknown=unknown, placed=bool(named), rest=rest, places=places)
    dated = any(one.field == "issued" for one in asked.said.applied)
    numbered = any(one.field == "number" and one.op == "=" for one in asked.said.applied)
    found = [report for report in reports if not named or narrowed or report.id in near]
    if not whole and question.role not in AHEAD:
        found = [report for report in found if question.may_be_told_by(report.header)]
    if named and not narrowed and not whole:
        nearest = max((near[report.id] for report in found), default=0)
        found = [report for report in found if near[report.id] == nearest]
    elif whole:
        if not any(one.field in ("issued", "period") for one in asked.said.applied):
            found = [report for report in found if _of_time(question, report.header)]
        if question.levels or question.agency_kinds:
            found = [report for report in found if question.is_of_those(report.header)]
    return Meant(tuple(found), bool(named) or narrowed, dated, numbered, "", places, rest, near, said)


def _as_called(asked: Understood) -> tuple[str, ...]:
    """The words of a question in English that are no part of a condition; what has a gloss as it is called."""
    called = (word for calls in asked.words.matter_glosses for word in calls[0])
    return (*called, *(word for word in asked.said.others if word in asked.words.untold))


def best_by_title(question: Question, meant: Meant) -> tuple[ReportRecord, ...]:
    """Those of the reports meant, of the agency named itself, that fit the rest of the question best."""
    reports = list(meant.reports)
    if meant.near:
        reports = [report for report in reports if meant.near.get(report.id, 0) == OWN]
    said = meant.placed or meant.rest or meant.dated or question.years or question.levels
    if not said and len(reports) > 1:
        return ()
    shares = {report.id: share_of(meant.rest, report.header) for report in reports}
    best = max(shares.values(), default=0.0)
    if not (meant.numbered and len(reports) == 1) and best < (TITLE_SHARE if meant.placed else TITLE_SHARE_ALONE):
        return ()
    reports = [report for report in reports if shares[report.id] == best]
    if question.years and not meant.dated:
        about = [r for r in reports if r.header.period and r.header.period[1][:4] in map(str, question.years)]
        reports = about or reports
    kinds = {report.id: len(set(head_of(report.header.agency)) & meant.said) for report in reports}
    most = max(kinds.values(), default=0)
    return tuple(report for report in reports if kinds[report.id] == most)


def titled(words: Sequence[str], reports: Sequence[ReportRecord]) -> tuple[ReportRecord, ...]:
    """The reports in whose header all of `words` stand."""
    return tuple(report for report in reports if not unsaid(words, report.header))


def share_of(words: Sequence[str], header: Header) -> float:
    """Share, 0..1, of `words` that stands in the header."""
    return 1 - len(unsaid(words, header)) / len(words) if words else 1.0


def unsaid(words: Sequence[str], header: Header) -> list[str]:
    """Those of `words` that stand nowhere in the header; one without accents stands for any with.

    Of the signer it has to be the whole name: "thế" is most often no Lưu Thế Phiệt.
    """
    values = (header.title, header.agency, header.doc_type, header.province, header.district, header.parent_agency,
              header.place, header.signer_role, *header.addressees)  # fmt: skip
    signer = header.signer or ""
    if set(map(fold, tokens(signer))) <= set(map(fold, words)):
        values = (*values, signer)
    present = {word for value in values if value for word in tokens(value)}
    folded = [fold(word) for value in values if value for word in tokens(value)]
    initials = "".join(word[0] for word in folded)

    def stands(word: str) -> bool:
        plain = word == fold(word)
        return word in present or (plain and (word in folded or (len(word) >= INITIALS_SHORTEST and word in initials)))

    return [word for word in words if not stands(word)]


def _of_time(question: Question, header: Header) -> bool:
    """Whether a report is of all the years named, by its date, its period or its title."""
    span = range(0)
    if header.period:
        span = range(int(header.period[0][:4]), int(header.period[1][:4]) + 1)
    said = {int(header.issued[:4])} if header.issued else set()
    said |= {int(year) for year in re.findall(r"(?:19|20)\d\d", header.title or "")}
    return all(year in span or year in said for year in question.years)
