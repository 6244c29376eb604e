"""A question becomes passages: both sides asked, fused, sentences rescored, repetitions folded, each one cited."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from corpus.citation import cite
from corpus.vietnamese import fold, has_accents, is_syllable
from index.catalog import Catalog
from index.encoder import BUNDLED, Encoder, load_encoder
from index.errors import CurrentDamagedError, NothingIndexedError
from index.generation import CATALOG_FILE, Generation, current_folder
from index.lexical import Accents, LexicalIndex
from index.records import Filter, Passage
from search.accents import Restored, restore
from search.confidence import FOUND, Evidence, confidence
from search.coverage import covered, word_weights
from search.fusion import convex
from search.query import Query, parse_query
from search.repetition import Gist, first_same, gist
from search.slips import meant, split_joined

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
Script = Literal["accented", "unaccented", "foreign"]

DENSE_WEIGHT: dict[Script, tuple[float, float]] = {
    "accented": (0.85, 0.6),
    "unaccented": (0.5, 0.5),
    "foreign": (0.95, 0.95),
}
"""The dense side's share where no passage has a word of the question, and where one has them all; in between in
proportion. Words that stand in the reports are worth more than a small model's cosine; a question in other words than
theirs has nothing but the cosine. `bench/weights.py` draws the curves. An English question shares only numbers and
symbols."""

DEPTH = 100
"""Candidates from each side, at least."""

VIETNAMESE_SHARE = 0.7
"""Of the words of a question without accents: from this share on it is Vietnamese typed without them."""

SENTENCE_DENSE_WEIGHT = 0.5
EVIDENCE_HITS = 10


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
    """

    query: str
    understood_as: str | None
    confidence: float
    found: bool
    took_ms: float
    hits: tuple[Hit, ...]
    evidence: Evidence | None = None

    def to_json(self) -> dict[str, Any]:
        """The result as the `search` contract has it."""
        return {
            "query": self.query,
            "understood_as": self.understood_as,
            "confidence": round(self.confidence, 4),
            "found": self.found,
            "took_ms": round(self.took_ms, 1),
            "results": [hit.to_json() for hit in self.hits],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of a query are taken: the script, the text for the dense side, the words for the lexical one."""

    script: Script
    text: str
    words: tuple[str, ...]
    accents: Accents
    restored: Restored | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both sides found, n passages by ascending id.

    Attributes:
        ids: int64 (n,).
        dense: float32 (n,), the mean of the cosines of the paragraph and of its best sentence.
        lexical: float32 (n,), BM25.
        sentences: for each passage the cosines of its sentences.
    """

    ids: Ids
    dense: FloatArray
    lexical: FloatArray
    sentences: list[FloatArray]


class SearchEngine:
    """Searches one data folder; follows it to each new generation. Safe to share between threads."""

    def __init__(self, data: Path, catalog: Catalog, encoder: Encoder, generation: Generation) -> None:
        self._data = data
        self._encoder = encoder
        self._generation = generation
        self._lock = threading.Lock()
        self.catalog = catalog

    @classmethod
    def open(cls, data: Path | str, model: str = BUNDLED) -> Self:
        """The engine over `data`, with the encoder that `model` names.

        Raises:
            corpus.errors.TracuuError: there is nothing whole to search, or it was made with another model.
        """
        folder = Path(data)
        current_folder(folder)
        return cls.open_with(folder, load_encoder(model))

    @classmethod
    def open_with(cls, data: Path, encoder: Encoder) -> Self:
        """The engine over `data`, with an encoder that is loaded already; raises as `open` does."""
        generation = Generation.open(data, encoder.name)
        return cls(data, Catalog.open(data / CATALOG_FILE), encoder, generation)

    def close(self) -> None:
        """Let go of the catalog."""
        self.catalog.close()

    def generation(self) -> Generation:
        """The current generation, opened anew if another was published since.

        While CURRENT cannot be read the open one goes on answering.
        """
        with self._lock:
            with suppress(CurrentDamagedError, NothingIndexedError):
                if current_folder(self._data) != self._generation.folder:
                    self._generation = Generation.open(self._data, self._encoder.name)
            return self._generation

    def search(self, question: str, k: int = 10, wanted: Filter | None = None, as_typed: bool = False) -> SearchResult:
        """The `k` passages that answer `question` best, among those that `wanted` and its own filters admit.

        Args:
            question: what was typed.
            k: how many passages at most.
            wanted: a filter, joined with those in `question`.
            as_typed: neither restore accents nor mend slips.

        Raises:
            EmptyQueryError, FilterValueError: the question cannot be asked.
        """
        started = time.perf_counter()
        query = parse_query(question, wanted)
        generation = self.generation()
        reading = read_words(query, generation.lexical, as_typed)
        allowed = self._allowed(query, generation.lexical, reading.accents)
        with self._lock:
            vector = self._encoder.encode_queries([reading.text])[0]
        candidates = self.candidates(generation, reading, vector, max(DEPTH, 3 * k), allowed)
        weights = word_weights(reading.words, reading.accents, generation.lexical)
        coverage = self.coverage(candidates, weights, reading.accents)
        hits = self._hits(candidates, k, reading, weights, coverage, allowed)
        evidence = _evidence(candidates, reading, vector, weights, coverage, generation) if hits else None
        probability = confidence(evidence) if evidence else 0.0
        understood = reading.text if reading.restored and reading.text != " ".join(query.words) else None
        took = (time.perf_counter() - started) * 1000
        return SearchResult(query.raw, understood, probability, probability >= FOUND, took, tuple(hits), evidence)

    def _allowed(self, query: Query, lexical: LexicalIndex, accents: Accents) -> Ids | None:
        """Ids that filters, phrases and exclusions admit; None if all. Every path to a passage goes through here."""
        allowed = self.catalog.select(query.filter)
        if query.phrases or query.excluded:
            sides = [[[fold(w) for w in run] if accents == "folded" else run for run in runs]
                     for runs in (query.phrases, query.excluded)]  # fmt: skip
            matching = lexical.matching(sides[0], sides[1], accents)
            allowed = matching if allowed is None else np.intersect1d(allowed, matching, assume_unique=True)
        return allowed

    def candidates(
        self, generation: Generation, reading: Reading, vector: FloatArray, depth: int, allowed: Ids | None = None
    ) -> Candidates:
        """The union of both sides' best, each with the exact score of both.

        Args:
            generation: what to ask.
            reading: how the question is taken.
            vector: the question's, float32 (d,), L2-normalised.
            depth: how many to take from each side.
            allowed: only these passages, if given.
        """
        nearest, _ = generation.dense.search(vector, depth, allowed)
        matched, matched_scores = generation.lexical.search(reading.words, depth, reading.accents, allowed)
        ids = np.union1d(nearest, matched)
        sentences = generation.dense.sentence_scores(vector, ids)
        best = np.array([scores.max(initial=-1.0) for scores in sentences], dtype=np.float32)
        paragraph = generation.dense.scores(vector, ids)
        lexical = np.zeros(len(ids), np.float32)
        lexical[np.searchsorted(ids, matched)] = matched_scores
        others = np.setdiff1d(ids, matched, assume_unique=True)
        if len(others) and len(matched) == depth:
            rest, rest_scores = generation.lexical.search(reading.words, len(others), reading.accents, others)
            lexical[np.searchsorted(ids, rest)] = rest_scores
        return Candidates(ids, np.where(best > -1.0, (paragraph + best) / 2, paragraph), lexical, sentences)

    def coverage(self, candidates: Candidates, weights: dict[str, float], accents: Accents) -> float:
        """The largest share of the question's words, by weight, that stands in one of the lexical side's best."""
        best = candidates.ids[np.argsort(-candidates.lexical, kind="stable")[:EVIDENCE_HITS]]
        texts = (passage.text for passage in self.catalog.passages(best.tolist()).values())
        return max((covered(text, weights, accents) for text in texts), default=0.0)

    def _hits(
        self,
        candidates: Candidates,
        k: int,
        reading: Reading,
        weights: dict[str, float],
        coverage: float,
        allowed: Ids | None,
    ) -> list[Hit]:
        """The first `k` passages that differ, best first; ties by their order in the catalog."""
        fused = convex(candidates.dense, candidates.lexical, dense_weight(reading.script, coverage))
        order = np.lexsort((candidates.ids, -fused)).tolist()
        chosen: list[tuple[int, Passage]] = []
        gists: list[Gist] = []
        nearly: dict[int, list[Passage]] = {}
        for start in range(0, len(order), 2 * k):
            batch = order[start : start + 2 * k]
            passages = self.catalog.passages(int(candidates.ids[place]) for place in batch)
            for place in batch:
                passage = passages.get(int(candidates.ids[place]))
                if passage is None or len(chosen) == k:
                    continue
                said = gist(passage.text)
                repeated = first_same(said, gists)
                if repeated is None:
                    chosen.append((place, passage))
                    gists.append(said)
                else:
                    nearly.setdefault(chosen[repeated][1].id, []).append(passage)
            if len(chosen) == k:
                break
        same = self.catalog.same_text([passage for _, passage in chosen])
        for number, others in nearly.items():
            known = {other.id for other in same[number]}
            same[number] += [other for other in others if other.id not in known]
        return [
            Hit(
                rank=rank,
                score=float(fused[place]),
                passage=passage,
                highlights=best_sentence(passage, candidates.sentences[place], weights, reading.accents),
                citation=citation_of(passage),
                also_in=tuple(
                    (other.key, citation_of(other))
                    for other in same[passage.id]
                    if allowed is None or other.id in allowed
                ),
            )
            for rank, (place, passage) in enumerate(chosen, 1)
        ]


def dense_weight(script: Script, coverage: float) -> float:
    """The dense side's share, 0..1, for a question of which `coverage`, 0..1, stands in one passage."""
    none, all_ = DENSE_WEIGHT[script]
    return none + (all_ - none) * coverage


def _evidence(
    candidates: Candidates,
    reading: Reading,
    vector: FloatArray,
    weights: dict[str, float],
    coverage: float,
    generation: Generation,
) -> Evidence:
    cosine = float(candidates.dense.max())
    return Evidence(
        cosine=cosine,
        bm25=float(candidates.lexical.max()) / max(sum(weights.values()), 1e-6),
        coverage=coverage,
        margin=cosine - generation.dense.mean_score(vector) if reading.script == "foreign" else None,
    )


def citation_of(passage: Passage) -> str:
    """The passage's citation in prose."""
    return cite(passage.report.header, passage.sections, passage.n, passage.page, passage.report.file)


def read_words(query: Query, lexical: LexicalIndex, as_typed: bool = False) -> Reading:
    """How to take the words of `query`: with accents restored and slips mended, or as another language.

    What stands in quotes is meant as it was typed, and with it the whole question.
    """
    accented = has_accents(query.text)
    if not accented:
        known = sum(is_syllable(word) or lexical.frequency(word, "folded") > 0 for word in query.words)
        if known < VIETNAMESE_SHARE * len(query.words):
            return Reading("foreign", query.text, query.words, "folded")
    script: Script = "accented" if accented else "unaccented"
    accents: Accents = "accented" if accented else "folded"
    if as_typed or (accented and query.phrases):
        return Reading(script, query.text, query.words, accents)
    words = split_joined(query.words, lexical)
    restored = restore(meant(words, lexical, accented), lexical)
    if restored.words == query.words:
        return Reading(script, query.text, query.words, accents)
    used = restored.words if accented else tuple(map(fold, restored.words))
    return Reading(script, " ".join(restored.words), used, accents, restored)


def best_sentence(
    passage: Passage, dense: FloatArray, weights: dict[str, float], accents: Accents
) -> tuple[tuple[int, int], ...]:
    """[start, end) of the sentence of `passage` that answers best, by cosine and by the query's words in it."""
    spans = passage.sentences
    if len(dense) != len(spans) or len(spans) < 2:
        return ((0, len(passage.text)),)
    lexical = np.array([covered(passage.text[start:end], weights, accents) for start, end in spans], np.float32)
    return (spans[int(np.argmax(convex(dense, lexical, SENTENCE_DENSE_WEIGHT)))],)
