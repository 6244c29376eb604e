"""Reports that follow each other: the same agency on the same subject, year after year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...corpus.report import Header
from ...corpus.vietnamese import bigrams, fold, nfc, tokens
from ..constants import SUBJECT_ALIKE

PLAN = re.compile(
    r"(?:[,;.]\s*|\s+và\s+)(?:phương\s+hướng|phương\s+án|nhiệm\s+vụ|kế\s+hoạch|định\s+hướng|mục\s+tiêu|dự\s+kiến)\b"
    r"(?=.*(?:năm|tháng|quý|giai\s+đoạn|thời\s+gian)).*$",
    re.IGNORECASE | re.DOTALL,
)
"""The second half of a title, on the time to come: "..., phương hướng, nhiệm vụ năm 2024"."""

DOCUMENT = re.compile(r"^.*\bsố\s+\d\S*.*?\bvề\s+(?=\S)", re.IGNORECASE | re.DOTALL)
"""A title that names the document carried out: "... Nghị quyết số 07-NQ/HU ... về giảm nghèo" is about the last."""

TIME = re.compile(
    r"\b(?:(?:sơ\s+kết|tổng\s+kết)\s+)?(?:\d+\s+(?:năm|tháng)(?:\s+(?:đầu|cuối)\s+năm)?|quý\s+(?:[ivx]+|\d+|một|hai|ba|tư)"
    r"|tháng\s+\d+|năm\s+học|nhiệm\s+kỳ|giai\s+đoạn|năm|đến|từ|ngày)\b(?:[\s,/–-]*(?:năm\s+|tháng\s+)?\d+)*|\d+",
    re.IGNORECASE,
)

WHERE = re.compile(
    r"\b(?:trên\s+địa\s+bàn|tại\s+địa\s+phương|của\s+(?:ubnd|ủy\s+ban|uỷ\s+ban)|tỉnh|huyện|xã)\b(?!\s+hội).*$",
    re.IGNORECASE | re.DOTALL,
)

OPENING = re.compile(
    r"^(?:(?:báo cáo|tình hình|kết quả|công tác|hoạt động|thực hiện|triển khai|tổng kết|sơ kết|đánh giá|việc|về|và"
    r"|tổ chức|nhiệm vụ|kế hoạch|phát triển|bảo đảm|đảm bảo|tăng cường|chương trình)\b[\s,]*)+",
    re.IGNORECASE,
)
SCHOOL_YEAR = re.compile(r"năm\s+học", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a series of reports is about.

    Attributes:
        text: a title without its time and place ("thông tin đối ngoại"); "" for a report on the agency's work at large.
        words: its folded syllables, for matching.
    """

    text: str
    words: tuple[str, ...]

    def same(self, other: Subject) -> bool:
        """Whether both are of one series; of a subject of one or two syllables the longer must begin with it."""
        shorter, longer = sorted((self.words, other.words), key=len)
        if len(shorter) < 3:
            return bool(shorter) == bool(longer) and longer[: len(shorter)] == shorter
        pairs = set(bigrams(list(shorter)))
        return len(pairs & set(bigrams(list(longer)))) >= SUBJECT_ALIKE * len(pairs)


def subject_of(header: Header) -> Subject | None:
    """The subject of a report; None without a title."""
    if not header.title:
        return None
    title = WHERE.sub("", TIME.sub(" ", DOCUMENT.sub("", PLAN.sub("", nfc(header.title)))))
    text = OPENING.sub("", " ".join(title.split())).strip(" ,;.:-–")
    text = text.lower() if text.isupper() else text
    return Subject(text, tuple(map(fold, tokens(text))))


def year_reported(header: Header) -> int | None:
    """The one year that a report is about: of its period, else of its date.

    None for a report over several years, which is no report of any of them; a school year counts as the one it ends in.
    """
    if header.period:
        first, last = (int(point[:4]) for point in header.period)
        school = last - first == 1 and SCHOOL_YEAR.search(header.title or "")
        return last if first == last or school else None
    return int(header.issued[:4]) if header.issued else None
