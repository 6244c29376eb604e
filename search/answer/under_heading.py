"""What stands under a heading, where a question asks for just what it says: "Bài học kinh nghiệm của … là gì?"."""

from __future__ import annotations

import re

from ...corpus.vietnamese import fold, tokens
from ...index.records import Passage
from ..constants import HEADING_WORDS, REQUESTS_GIVEN
from ..engine import citation_of
from ..function_words import NO_MATTER, SAYING, PhraseList
from ..header_names import OWN
from ..understanding import Understood
from .meant_reports import Meant
from .questions import Question
from .sentences import Candidate, Scorer
from .standing import Standing

WHAT = re.compile(r"\b(?:gi|nao|the nao|ra sao)\b")
"""What asks, folded, for all that is said of something."""

NO_MATTER_HERE = NO_MATTER | SAYING | PhraseList("rút ra, đúc rút, đúc kết, đưa ra, chỉ ra")


def under_heading(
    asked: Understood, question: Question, meant: Meant, scorer: Scorer, standing: Standing, score: float
) -> list[Candidate]:
    """The sentences under the heading that a question has word for word, in the reports of the place asked.

    None where no heading is asked for, where it is one of a role that is looked for as such, or where something else
    is asked too that neither the report's title nor what stands there has. `score` is what each gets.
    """
    own = [report for report in meant.reports if meant.near.get(report.id) == OWN]
    if not own or question.role or question.form or not WHAT.search(question.folded):
        return []
    text = f" {' '.join(question.words)} "
    for report in own:
        for heading in dict.fromkeys(one for passage in standing.whole(report.id) for one in _headings(passage)):
            if len(heading) < HEADING_WORDS or f" {' '.join(heading)} " not in text:
                continue
            there = [one for one in standing.whole(report.id) if heading in _headings(one)]
            title = map(fold, tokens(f"{report.header.title or ''} {report.header.agency or ''}"))
            said = {*heading, *title, *(fold(word) for one in there for word in tokens(one.text))}
            if all(fold(word) in said for word in NO_MATTER_HERE.rest(list(asked.said.matter), accented=True)):
                return [
                    scorer.candidate(one, (0, len(one.text)), citation_of(one), score) for one in there[:REQUESTS_GIVEN]
                ]
    return []


def _headings(passage: Passage) -> list[tuple[str, ...]]:
    """The words of the headings above a passage, folded, without their numbers."""
    return [tuple(fold(word) for word in tokens(section.title)) for section in passage.sections]
