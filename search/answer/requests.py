"""All that an agency requests, where it is asked just that: each request of its reports, whole and in their order."""

from __future__ import annotations

import re

from ...corpus.vietnamese import fold, tokens
from ...index.records import Passage
from ..abbreviations import letters_in_full
from ..constants import REQUESTS_GIVEN
from ..engine import citation_of
from ..understanding import Understood
from .meant_reports import Meant
from .questions import Question
from .sentences import Candidate, Scorer
from .sifting import OF_A_ROLE
from .standing import Standing

REQUESTED = re.compile(
    r"\b(?:kien nghi|de nghi|de xuat|yeu cau)\b(?: (?:voi|len|den|toi))?(?P<to>.*?)\b(?:ho tro |giup )?(?:nhung )?gi\b"
    r"(?: (?:voi|len|den|toi|cho)(?P<behind>[^?]*))?"
)
"""What asks, folded, what is requested; of whom, before it or behind it."""


def all_requested(
    asked: Understood, question: Question, meant: Meant, scorer: Scorer, standing: Standing, score: float
) -> list[Candidate]:
    """The requests of the reports of the place, where nothing else is asked; of one addressee where one is named.

    Args:
        asked: the question as it is understood.
        question: what it asks for.
        meant: the reports that it means.
        scorer: makes a sentence of a passage.
        standing: of each passage in its report.
        score: that each gets.

    Returns:
        None of them where something else is asked too, or of several places.
    """
    put = REQUESTED.search(question.folded)
    own = meant.own
    if not (put and own and meant.placed) or question.plural or "request" not in question.wants:
        return []
    to = _words(f"{put['to']} {put['behind'] or ''}")
    rest = [word for part in asked.said.matter for word in _words(part) if word not in to]
    if not all(OF_A_ROLE.marks(rest, accented=False)):
        return []
    there = [one for report in own for one in standing.whole(report.id) if _is_request(one, standing)]
    addressed = [one for one in there if to and set(to) <= set(_words(_addressee(one)))]
    return [
        scorer.candidate(one, (0, len(one.text)), citation_of(one), score)
        for one in (addressed or there)[:REQUESTS_GIVEN]
    ]


def _is_request(passage: Passage, standing: Standing) -> bool:
    if passage.role != "proposals" or passage.kind == "row":
        return False
    return any(standing.force(passage, span, frozenset()) == "request" for span in passage.sentences)


def _addressee(passage: Passage) -> str:
    """How a request begins, with the heading it stands under: whom it goes to is said there."""
    return " ".join((*(section.heading for section in passage.sections), passage.text[:120]))


def _words(text: str) -> tuple[str, ...]:
    return letters_in_full(fold(word) for word in tokens(text))
