"""A whole part of a report, where a question asks for just that: "Bài học kinh nghiệm là gì?", "gặp khó khăn gì?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.report import Role
from ...corpus.vietnamese import fold, tokens
from ...index.records import Passage, ReportRecord
from ..constants import HEADING_WORDS, REQUESTS_GIVEN
from ..engine import citation_of
from ..function_words import NO_MATTER, SAYING, PhraseList
from ..understanding import Understood
from ..years_told import is_on, years_told
from .meant_reports import Meant
from .questions import AHEAD, Question
from .sentences import Candidate, Scorer
from .standing import Standing

WHAT = re.compile(r"\b(?:gi|nao|the nao|ra sao)\b")
"""What asks, folded, for all that is said of something."""

NO_MATTER_HERE = NO_MATTER | SAYING | PhraseList("rút ra, đúc rút, đúc kết, đưa ra, chỉ ra, trong")

LISTED: frozenset[Role] = frozenset(("limitations", "advantages", "tasks", "solutions"))
"""Roles of which all is asked for as such; requests go to somebody (`requests.all_requested`)."""

OF_THESE = NO_MATTER_HERE | PhraseList(
    "khó khăn, hạn chế, tồn tại, vướng mắc, bất cập, yếu kém, khuyết điểm, thuận lợi, ưu điểm, mặt mạnh, nhiệm vụ, "
    "phương hướng, giải pháp, biện pháp, trọng tâm, chủ yếu, thời gian tới, gặp, gặp phải, công tác, hoạt động, "
    "lĩnh vực"
)
"""What a question for such a part says that is no part of what this is about."""


def under_heading(
    asked: Understood, question: Question, meant: Meant, scorer: Scorer, standing: Standing, score: float
) -> list[Candidate]:
    """All that stands where a question asks for the whole of a part, in the reports of the place asked.

    That part is the one under a heading that the question has word for word, or those of one role. None where no such
    part is asked for, where something else is asked too that neither the report's title nor what stands there has, or
    where more stands there than is given. `score` is what each gets.
    """
    own = meant.own
    if not own or question.form or question.plural or not WHAT.search(question.folded):
        return []
    there = _of_role(asked, question, own, standing) if question.role else _headed(asked, question, own, standing)
    if len(there) > REQUESTS_GIVEN:
        return []
    return [scorer.candidate(one, (0, len(one.text)), citation_of(one), score) for one in there]


def _headed(
    asked: Understood, question: Question, reports: Sequence[ReportRecord], standing: Standing
) -> list[Passage]:
    """The passages under the first heading whose words the question has, in their order."""
    text = f" {' '.join(question.words)} "
    for report in reports:
        whole = standing.whole(report.id)
        for heading in dict.fromkeys(one for passage in whole for one in _headings(passage)):
            if len(heading) < HEADING_WORDS or f" {' '.join(heading)} " not in text:
                continue
            there = [one for one in whole if heading in _headings(one)]
            if _tells(report, there, heading, NO_MATTER_HERE.rest(list(asked.said.matter), accented=True)):
                return there
    return []


def _of_role(
    asked: Understood, question: Question, reports: Sequence[ReportRecord], standing: Standing
) -> list[Passage]:
    """The passages in sections of the role asked for, of one report; none of several, each of which has its own."""
    of_time = [one for one in reports if _is_of_the_year(one, question, standing)]
    if len(of_time) != 1 or question.role not in LISTED:
        return []
    (report,) = of_time
    there = [one for one in standing.whole(report.id) if one.role == question.role and one.kind != "row"]
    rest = OF_THESE.rest(list(asked.said.matter), asked.words.accents == "accented")
    return there if _tells(report, [], (), rest) else []


def _is_of_the_year(report: ReportRecord, question: Question, standing: Standing) -> bool:
    """Whether a report's part of the role asked for is of the year asked: by its heading, or else that of the report,
    what lies ahead in it of the next."""
    if not question.years:
        return True
    headings = {
        one.title for passage in standing.whole(report.id) for one in passage.sections if passage.role == question.role
    }
    told = {year for heading in headings for year in years_told(heading)}
    if told:
        return told.issuperset(question.years)
    return all(is_on(report, year - (question.role in AHEAD)) for year in question.years)


def _tells(report: ReportRecord, there: Sequence[Passage], heading: Sequence[str], matter: Sequence[str]) -> bool:
    """Whether a report's title, the heading, or what stands under it has all of `matter`."""
    title = map(fold, tokens(f"{report.header.title or ''} {report.header.agency or ''}"))
    said = {*heading, *title, *(fold(word) for one in there for word in tokens(one.text))}
    return all(fold(word) in said for word in matter)


def _headings(passage: Passage) -> list[tuple[str, ...]]:
    """The words of the headings above a passage, folded, without their numbers."""
    return [tuple(fold(word) for word in tokens(section.title)) for section in passage.sections]
