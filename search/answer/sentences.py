"""Which sentences answer a question: the kind of fact that is in them, and how well they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.references.cited_documents import citations_in
from corpus.vietnamese import fold, tokens
from index.records import Filter, Passage
from search.answer.header import cites_document
from search.answer.parts import Point, sentence_point
from search.answer.questions import Form, Question
from search.answer.reports import Meant
from search.coverage import covered, word_weights
from search.engine import SearchEngine
from search.query import parse_query
from search.reading import read_words

RANK, HIGHLIGHT, FORM, OWN_REPORT, ROLE = 1.5, 0.3, 0.3, 0.25, 0.35
"""What a sentence gains, where a passage's place among the hits and the question's words in it give 1 each: for being
the passage's best by both sides, for a fact of the kind asked, for the report named, for the section's role."""

INTRODUCES = 0.5
"""What a sentence loses that only leads to what follows it: "UBND xã báo cáo như sau:"."""

FORM_PATTERNS: dict[Form, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "share": re.compile(r"\d\s*(?:%|phần trăm|‰|điểm)", re.IGNORECASE),
    "money": re.compile(r"\d[\d.,]*\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\b|đồng|VNĐ|USD)", re.IGNORECASE),
    "date": re.compile(
        r"\d{1,2}[/.-]\d{1,2}|\b(?:ngày|tháng|năm|quý)\s*(?:\d|[IVX]+\b)|\d{1,2}[/-]\d{4}|\bquý\b", re.IGNORECASE
    ),
    "reason": re.compile(r"\b(?:do(?! đó| vậy)|vì(?! vậy| thế)|bởi|nguyên nhân|nhờ|lý do)\b", re.IGNORECASE),
}

STRICT: frozenset[Form] = frozenset({"number", "share", "money", "date", "document"})
"""Kinds of fact without which a sentence is no answer."""

ASKING_WORDS = frozenset(
    tokens(
        "nao gi ai sao bao nhieu may the khi dau duoc la va cua nhung cac vi tai do ly nguyen nhan co hay ra cho biet"
        " nhu phan tram ngay thang nam ty le muc dat"
    )
)
"""Folded words that ask and need not stand in the answer."""

UNIT_REACH = 2
"""Words that may stand between a figure and what it counts: "910 lượt người"."""

ITEM_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[a-zđ])[.)]\s*")
"""A sentence's own number, which is no figure."""

PEOPLE = frozenset(
    ("giao vien", "can bo", "cong chuc", "vien chuc", "hoc sinh", "lao dong", "dang vien", "nguoi dan", "bac si")
)
"""Those whose number may be said of "người": "còn thiếu 51 người, thiếu nhất là giáo viên"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer.

    Attributes:
        passage: where it stands.
        span: [start, end) in the passage's text.
        citation: in prose.
        score: higher is better; comparable within one question.
        covers: share, 0..1, of the weight of the words asked that it has, with the headings above it.
    """

    passage: Passage
    span: tuple[int, int]
    citation: str
    score: float
    covers: float

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.text[slice(*self.span)]

    def point(self) -> Point:
        """The sentence as a point of an answer."""
        return sentence_point(self.passage, self.span, self.citation)


class Scorer:
    """Scores sentences of passages for one question."""

    def __init__(self, engine: SearchEngine, question: Question, meant: Meant, wanted: Filter | None) -> None:
        lexical = engine.generation().lexical
        query = parse_query(question.raw, wanted)
        reading = read_words(query, lexical)
        words = [word for word in reading.words if fold(word) not in ASKING_WORDS] or list(reading.words)
        self.question = question
        self.accents = reading.accents
        places = {word for place in meant.places for word in place.split()}
        matter = [word for word in words if fold(word) not in places and not word.isdigit()] or words
        self.matter = word_weights(matter, reading.accents, lexical)
        self.near = frozenset(report.id for report in meant.reports) if meant.placed else frozenset()

    def best(self, passage: Passage, share: float, marked: Sequence[tuple[int, int]], cited: str) -> list[Candidate]:
        """The sentence of `passage` that answers best, and the cause told beside it where one is asked for.

        `share` is the passage's score against the best one's, 0..1. Empty if the question's kind of fact is in none of
        its sentences.
        """
        question = self.question
        spans = [span for span in passage.sentences if self._answers(passage.text[slice(*span)])]
        if not spans:
            return []
        headings = " ".join(section.heading for section in passage.sections)
        base = RANK * share + OWN_REPORT * (passage.report.id in self.near)
        base += ROLE * (question.role is not None and passage.role == question.role)
        base += FORM * (question.form == "reason" and "nguyen nhan" in fold(headings))

        def score(span: tuple[int, int]) -> float:
            text = passage.text[slice(*span)]
            return (
                covered(text, self.matter, self.accents)
                + HIGHLIGHT * (span in marked)
                + FORM * (question.form is not None and has_form(text, question))
                + HIGHLIGHT * (question.form == "reason" and "nguyên nhân" in text.lower())
                - INTRODUCES * text.endswith(":")
            )

        best = max(spans, key=score)
        chosen = [best]
        text = passage.text[slice(*best)]
        if question.form == "reason" and (text.endswith(";") or not has_form(text, question)):
            at = spans.index(best)
            beside = spans[at + 1 : at + 2] + spans[max(at - 1, 0) : at]
            chosen += [span for span in beside if has_form(passage.text[slice(*span)], question)][:1]
        value = base + score(best)
        return [Candidate(passage, span, cited, value, self._covers(headings, passage, span)) for span in chosen]

    def _covers(self, headings: str, passage: Passage, span: tuple[int, int]) -> float:
        return covered(f"{headings} {passage.text[slice(*span)]}", self.matter, self.accents)

    def _answers(self, text: str) -> bool:
        question = self.question
        if question.form in STRICT and not has_form(text, question):
            return False
        return question.document is None or cites_document(text, question.document)


def has_form(text: str, question: Question) -> bool:
    """Whether `text` has a fact of the kind that `question` asks for: a figure of its unit, a date, a document."""
    if question.form == "document":
        return any(fold(citation.type) == question.document_type for citation in citations_in(text))
    text = ITEM_NUMBER.sub("", text)
    if question.form is None or not FORM_PATTERNS[question.form].search(text):
        return False
    if question.form != "number" or not question.unit:
        return True
    folded = fold(text)
    unit = re.escape(question.unit[0])
    if " ".join(question.unit) in PEOPLE and " ".join(question.unit) in folded:
        unit += "|nguoi"
    return re.search(rf"\d[\d.,/]*\s*(?:\w+\s+){{0,{UNIT_REACH}}}(?:{unit})\b", folded) is not None
