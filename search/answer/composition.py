"""What an answer is made of: quotes, each with the passage and the citation that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...corpus.citation import cite_report
from ...corpus.report import Role
from ...corpus.vietnamese import trim
from ...index.records import Passage, ReportRecord
from ...words import Language, say
from ..claims.force import Force
from ..conditions import Condition

Method = Literal["header", "extractive", "computed", "model"]


LEFT_OUT = "[…]"
"""Where words of the report are left out between what leads a quote in and the quote."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one [n] of an answer stands on.

    Attributes:
        n: from 1, in order of use.
        passage_id: public id of the passage quoted; for a part of the header, of the report's first passage, which
            opens the report at its head.
        quote: verbatim from the passage; for a part of the header its value as the catalog has it.
        citation: in prose; for a part of the header the report's.
        lead_in: the words that lead the quote in where it stands and are no part of it, verbatim; "" if there are none.
        role: of the section that it stands in; None for a part of the header.
        force: whether it is said as a fact, asked for, aimed at, supposed or waited for; None likewise.
    """

    n: int
    passage_id: str
    quote: str
    citation: str
    lead_in: str = ""
    role: Role | None = None
    force: Force | None = None

    def to_json(self) -> dict[str, Any]:
        """The source as the `ask` contract has it; of a part of the header there is no role and no force."""
        said = {"n": self.n, "passage_id": self.passage_id, "quote": self.quote, "citation": self.citation}
        stands = {"lead_in": self.lead_in, "role": self.role, "force": self.force}
        return {**said, **stands} if self.role else said


@dataclass(frozen=True, slots=True)
class Choice:
    """What else may be meant, to be chosen.

    Attributes:
        label: what tells it from the others.
        question: what to ask instead.
    """

    label: str
    question: str

    def to_json(self) -> dict[str, str]:
        """As JSON has it."""
        return {"label": self.label, "question": self.question}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: as it was typed.
        found: whether the reports answer it; if not, the sources are the nearest passages and no answer.
        confidence: probability, 0..1, that they do; 1 for what a header says or what was counted.
        answer: quotes, each followed by its [n], and what stands around them, in the language of who asks.
        sources: numbered from 1 in order of use.
        method: where the answer comes from.
        calibrated: whether `confidence` was fitted to the encoder that was asked, where one was; as in `SearchResult`.
        conditions: what the question is narrowed to, and what it says of reports without being narrowed to it.
        not_understood: what in it looks like a condition and is none that is known, or was left over; as typed.
        choices: what may be meant, where it is not clear, or what there is instead.
    """

    question: str
    found: bool
    confidence: float
    answer: str
    sources: tuple[Source, ...]
    method: Method
    calibrated: bool = True
    conditions: tuple[Condition, ...] = ()
    not_understood: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as the `ask` contract has it."""
        return {
            "question": self.question,
            "found": self.found,
            "confidence": round(self.confidence, 4),
            "answer": self.answer,
            "sources": [source.to_json() for source in self.sources],
            "method": self.method,
            "calibrated": self.calibrated,
            "conditions": [condition.to_json() for condition in self.conditions],
            "not_understood": list(self.not_understood),
            "choices": [choice.to_json() for choice in self.choices],
        }


@dataclass(frozen=True, slots=True)
class Point:
    """A quote on its way into an answer.

    Attributes:
        passage_id: as in `Source`.
        quote: as in `Source`.
        citation: as in `Source`.
        label: whose value it is, where several are listed.
        lead_in: as in `Source`.
        role: as in `Source`.
        force: as in `Source`.
        led_above: whether what leads it in is quoted in the line above, and not shown again.
    """

    passage_id: str
    quote: str
    citation: str
    label: str = ""
    lead_in: str = ""
    role: Role | None = None
    force: Force | None = None
    led_above: bool = False

    def line(self, n: int) -> str:
        """What an answer shows of it: whose it is, what leads it in, and the quote with its number."""
        label = f"{self.label}: " if self.label else ""
        lead = f"{self.lead_in} {LEFT_OUT} " if self.lead_in and not self.led_above else ""
        return f"{label}{lead}{self.quote} [{n}]"


def composed(question: str, points: Sequence[Point], method: Method, confidence: float, lead: str = "") -> Answer:
    """An answer that is found: `lead`, then each quote with its number, a line each."""
    lines = [lead] if lead else []
    lines += [point.line(n) for n, point in enumerate(points, 1)]
    return Answer(question, True, confidence, "\n".join(lines), numbered(points), method)


def declined(
    question: str,
    why: str,
    nearest: Sequence[Point],
    method: Method,
    confidence: float,
    language: Language,
    as_what: str = "answers.nearest",
) -> Answer:
    """An answer that is not found: why, and the nearest passages named `as_what` in `language`, if that says any."""
    lines = [why]
    if nearest:
        lines += [say(as_what, language)] if as_what else []
        lines += [point.line(n) for n, point in enumerate(nearest, 1)]
    return Answer(question, False, confidence, "\n".join(lines), numbered(nearest), method)


def numbered(points: Iterable[Point]) -> tuple[Source, ...]:
    """The points as sources, from 1."""
    return tuple(
        Source(n, one.passage_id, one.quote, one.citation, one.lead_in, one.role, one.force)
        for n, one in enumerate(points, 1)
    )


def header_point(report: ReportRecord, value: str, label: str = "") -> Point:
    """A part of the header of `report` as a point."""
    return Point(f"{report.id}-1", value, cite_report(report.header, report.file), label)


def sentence_point(
    passage: Passage, span: tuple[int, int], citation: str, lead_in: str = "", force: Force = "fact"
) -> Point:
    """text[start:end] of `passage` as a point."""
    start, end = trim(passage.text, *span)
    return Point(passage.key, passage.text[start:end], citation, "", lead_in, passage.role, force)
