"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..corpus.vietnamese import tokens
from ..index.records import Passage
from .absent import AbsentWords
from .conditions import Condition
from .confidence_features import Features
from .constants import RELATED

Verdict = Literal["answered", "related", "nothing"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    Attributes:
        rank: from 1.
        score: 0..1, comparable within one result only.
        passage: what was found, with its report.
        highlights: [start, end) in `passage.text` of the sentence that answers best, in code points.
        citation: in prose.
        also_in: other passages that say the same or nearly so, with their citations.
    """

    rank: int
    score: float
    passage: Passage
    highlights: tuple[tuple[int, int], ...]
    citation: str
    also_in: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The hit as the `search` contract has it."""
        passage = self.passage
        header = passage.report.header
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "passage_id": passage.key,
            "text": passage.text,
            "highlights": [list(span) for span in self.highlights],
            "report": {
                "id": passage.report.id,
                "file": passage.report.file,
                "doc_type": header.doc_type,
                "number": header.number,
                "issued": header.issued,
                "agency": header.agency,
                "level": header.level,
                "province": header.province,
                "title": header.title,
                "signer": header.signer,
                "signer_role": header.signer_role,
                "unsure": list(header.unsure),
                **({"secrecy": header.secrecy} if header.secrecy else {}),
            },
            "section": [section.heading for section in passage.sections],
            "role": passage.role,
            "paragraph": passage.n,
            "page": passage.page,
            "citation": self.citation,
            "also_in": [{"passage_id": key, "citation": citation} for key, citation in self.also_in],
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one question.

    Attributes:
        query: as it was typed.
        understood_as: with its accents restored; None if it was taken as typed.
        confidence: probability, 0..1, that the corpus answers it.
        found: whether that is enough to call the hits an answer.
        took_ms: milliseconds, wall clock.
        hits: best first.
        evidence: what `confidence` was made from; None if nothing was found.
        calibrated: whether `confidence` was fitted to the encoder that was asked; else it is from the words alone.
        conditions: what the question is narrowed to, and what it says of reports without being narrowed to it.
        not_understood: what looks like a condition in it and is none that is known, as typed.
        absent: words of its matter that stand nowhere in what it is asked of.
    """

    query: str
    understood_as: str | None
    confidence: float
    found: bool
    took_ms: float
    hits: tuple[Hit, ...]
    evidence: Features | None = None
    calibrated: bool = True
    conditions: tuple[Condition, ...] = ()
    not_understood: tuple[str, ...] = ()
    absent: tuple[AbsentWords, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the store answers the question, has something on it but perhaps not that, or has nothing."""
        if self.found:
            return "answered"
        return "related" if self.hits and (self.confidence > RELATED or self.stands_there) else "nothing"

    @property
    def stands_there(self) -> bool:
        """Whether a passage found has all that was asked, word for word."""
        asked = f" {' '.join(tokens(self.understood_as or self.query))} "
        return any(asked in f" {' '.join(tokens(hit.passage.text))} " for hit in self.hits)

    def to_json(self) -> dict[str, Any]:
        """The result as the `search` contract has it."""
        return {
            "query": self.query,
            "understood_as": self.understood_as,
            "conditions": [condition.to_json() for condition in self.conditions],
            "not_understood": list(self.not_understood),
            "absent": [one.to_json() for one in self.absent],
            "confidence": round(self.confidence, 4),
            "found": self.found,
            "verdict": self.verdict,
            "calibrated": self.calibrated,
            "took_ms": round(self.took_ms, 1),
            "results": [hit.to_json() for hit in self.hits],
        }
