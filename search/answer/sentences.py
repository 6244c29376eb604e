"""Which sentences answer a question: the kind of fact that is in them, and how well they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.report import Role
from ...corpus.vietnamese import fold, tokens
from ...index.records import Passage
from ...index.store import View
from ..asked_facts import Fact, Form, holds
from ..claims.force import Force
from ..constants import (
    FACT_COVERED,
    FORCE_LOSS,
    FORM_WEIGHT,
    HIGHLIGHT_WEIGHT,
    INTRODUCTION_LOSS,
    OWN_REPORT_WEIGHT,
    RANK_WEIGHT,
    RESTATED,
    ROLE_WEIGHT,
)
from ..english_matter import english_matter
from ..function_words import PhraseList
from ..understanding import Words
from ..word_shares import covered, word_weights
from .composition import Point, sentence_point
from .header import cites_document
from .lacking import LACKING, asks_lack, says_lack, says_none
from .meant_reports import Meant
from .questions import Question
from .standing import Standing, beginning, words_of

STRICT: frozenset[Form] = frozenset({"number", "share", "money", "duration", "distance", "date", "document"})
"""Kinds of fact without which a sentence is no answer."""

FACTS: frozenset[Force] = frozenset(("fact", "waiting"))
"""Forces with which a sentence says what is; what is waited for is how things stand."""

DEEDS: frozenset[Role] = frozenset(("results", "solutions", "tasks"))
"""Roles of sections that tell how something is done."""

CAUSE = "nguyên nhân"
"""What a sentence that tells the cause has, or its heading."""

ASKING_WORDS = frozenset(
    tokens(
        "nao gi ai sao bao nhieu may the khi dau duoc la va cua nhung cac vi tai do ly nguyen nhan co hay ra cho biet"
        " nhu phan tram ngay thang nam ty le muc dat"
    )
)
"""Folded words that ask and need not stand in the answer."""

OF_WHOM = PhraseList(
    "địa phương nào, các địa phương, những địa phương, mọi địa phương, từng địa phương, "
    "đơn vị nào, các đơn vị, những đơn vị, mọi đơn vị, từng đơn vị, nơi nào, các nơi, những nơi, mọi nơi, từng nơi"
)
"""What asks for those who say so, of whom a sentence has the name if anything."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer.

    Attributes:
        passage: where it stands.
        span: [start, end) in the passage's text.
        citation: in prose.
        score: higher is better; comparable within one question.
        covers: share, 0..1, of the weight of the words asked that it has, with the headings above it.
        lead_in: the words that lead it in, and are no part of it.
        force: with which it says what is asked.
    """

    passage: Passage
    span: tuple[int, int]
    citation: str
    score: float
    covers: float
    lead_in: str = ""
    force: Force = "fact"

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.text[slice(*self.span)]

    @property
    def tells_cause(self) -> bool:
        """Whether it says of something why it is so, by its words or its heading."""
        headings = " ".join(section.heading for section in self.passage.sections)
        of_causes = CAUSE in f"{headings} {self.lead_in}".lower()
        return holds(self.text, Fact("reason")) or (of_causes and not self.restates)

    @property
    def restates(self) -> bool:
        """Whether it says all that is asked about, and no word of why: of its cause it tells nothing."""
        return self.covers >= RESTATED and not holds(self.text, Fact("reason"))

    def point(self) -> Point:
        """The sentence as a point of an answer."""
        return sentence_point(self.passage, self.span, self.citation, self.lead_in, self.force)


class Scorer:
    """Scores sentences of passages for one question."""

    def __init__(self, view: View, asked: Words, question: Question, meant: Meant, standing: Standing) -> None:
        self.standing = standing
        self.of_lack = asks_lack(question.folded)
        self.english = english_matter(asked, view.words)
        asked = asked.told
        self.said = words_of(asked.text)
        asking = ASKING_WORDS | ({LACKING} if self.of_lack else set())  # said as "chưa đạt" it lacks as well
        accented = asked.accents == "accented"
        of_whom = OF_WHOM.marks([word if accented else fold(word) for word in asked.terms], accented)
        told = [word for word, left in zip(asked.terms, of_whom, strict=True) if not left and fold(word) not in asking]
        words = told or list(asked.terms)
        self.question = question
        self.as_fact = question.asks and not question.wants
        self.accents = asked.accents
        self.places = meant.places
        places = {word for place in meant.places for word in place.split()}
        matter = [word for word in words if fold(word) not in places and not word.isdigit()] or words
        self.matter = word_weights(matter, asked.accents, view.words)
        self.near = frozenset(report.id for report in meant.reports) if meant.placed else frozenset()

    def best(self, passage: Passage, share: float, marked: Sequence[tuple[int, int]], cited: str) -> list[Candidate]:
        """The sentence of `passage` that answers best, and the cause told beside it where one is asked for.

        `share` is the passage's score against the best one's, 0..1. Empty if the question's kind of fact is in none of
        its sentences.
        """
        question = self.question
        spans = [span for span in passage.sentences if self._answers(passage.text[slice(*span)])]
        if self.of_lack:
            spans = [span for span in spans if says_lack(passage.text[slice(*span)])] or spans
        if not spans:
            return []
        headings = " ".join(section.heading for section in passage.sections)
        base = RANK_WEIGHT * share + OWN_REPORT_WEIGHT * (passage.report.id in self.near)
        base += ROLE_WEIGHT * (question.role is not None and passage.role == question.role)
        base += ROLE_WEIGHT * (question.how and passage.role in DEEDS)
        base += FORM_WEIGHT * (question.form == "reason" and fold(CAUSE) in fold(headings))

        most = max(self._share(passage.text[slice(*span)]) for span in spans)

        def score(span: tuple[int, int]) -> float:
            text = passage.text[slice(*span)]
            on_it = question.form != "reason" or CAUSE in text.lower() or 2 * self._share(text) >= most
            return (
                self._share(f"{headings} {text}" if question.how else text)
                + HIGHLIGHT_WEIGHT * (on_it and span in marked)
                + FORM_WEIGHT * (on_it and self._holds(text))
                + HIGHLIGHT_WEIGHT * (question.form == "reason" and CAUSE in text.lower())
                - INTRODUCTION_LOSS * text.endswith(":")
                - FORCE_LOSS * (self.as_fact and self.standing.force(passage, span, self.said) not in FACTS)
            )

        best = max(spans, key=score)
        chosen = [best]
        text = passage.text[slice(*best)]
        if question.form == "reason" and (text.endswith(";") or not self._holds(text)):
            at = spans.index(best)
            beside = spans[at + 1 : at + 2] + spans[max(at - 1, 0) : at]
            chosen += [span for span in beside if self._holds(passage.text[slice(*span)])][:1]
        value = base + score(best)
        return [self.candidate(passage, span, cited, value) for span in chosen]

    def candidate(self, passage: Passage, span: tuple[int, int], cited: str, value: float) -> Candidate:
        """The sentence at `span` of `passage`, with the score that is given.

        Where a part of it that was cut off at a semicolon has the figure, and what it is of stands in the parts before,
        it begins where these do: "Xảy ra 02 vụ tai nạn tại mỏ đá …; đoàn đã … tạm dừng khai thác 45 ngày".
        """
        headings = " ".join(section.heading for section in passage.sections)
        covers = self._covers(headings, passage, span)
        if covers < FACT_COVERED and self.question.form in STRICT:
            whole = (beginning(passage, span), span[1])
            with_before = self._covers(headings, passage, whole)
            if with_before >= FACT_COVERED:
                span, covers = whole, with_before
        lead, force = self.standing.lead_in(passage, span), self.standing.force(passage, span, self.said)
        return Candidate(passage, span, cited, value, covers, lead, force)

    def _covers(self, headings: str, passage: Passage, span: tuple[int, int]) -> float:
        """How much of what is asked the sentence has, with its headings; one that names the place has its passage too:
        "tỷ lệ hộ nghèo … (thị trấn 3,1%, xã Nậm Lìa 52,7%)" says of what once."""
        text = passage.text[slice(*span)]
        said = f" {' '.join(map(fold, tokens(text)))} "
        placed = any(f" {place} " in said for place in self.places)
        whole = placed or (self.of_lack and says_lack(text))
        return self._share(f"{headings} {passage.text if whole else text}")

    def _share(self, text: str) -> float:
        """How much of the matter stands in `text`; of a question in English by what it is called."""
        return self.english.share(text) if self.english.called else covered(text, self.matter, self.accents)

    def _holds(self, text: str) -> bool:
        return self.question.fact is not None and holds(text, self.question.fact)

    def _answers(self, text: str) -> bool:
        question = self.question
        if question.form in STRICT and not self._holds(text):
            return question.form == "number" and says_none(text, question.folded)
        return question.document is None or cites_document(text, question.document)
