"""A question becomes passages: both sides asked, fused, sentences rescored, repetitions folded, each one cited."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from tracuu.corpus.citation import cite
from tracuu.corpus.vietnamese import fold
from tracuu.index.errors import CurrentDamagedError, NothingIndexedError
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations.generation import CATALOG_FILE, Generation, current_folder
from tracuu.index.local.generations.lexical import Accents, LexicalIndex
from tracuu.index.models.encoder import BUNDLED, Encoder, load_encoder
from tracuu.index.records import Filter, Passage
from tracuu.search.asked_facts import Fact, fact_asked, holds
from tracuu.search.candidates import Candidates, find_candidates
from tracuu.search.confidence import confidence, is_calibrated
from tracuu.search.confidence_features import features_of
from tracuu.search.constants import (
    FACT_IN_SENTENCE,
    FOUND,
    REMEMBERED_QUESTIONS,
    RERANKED,
    SEARCH_ATTEMPTS,
    SEARCH_PAUSE,
    SIDE_DEPTH,
)
from tracuu.search.query import Query, parse_query
from tracuu.search.ranking import asks_for_precedents, fused, spread
from tracuu.search.repetition import Gist, first_same, gist
from tracuu.search.rerank import CrossEncoderReranker, Reranker, reranked, window
from tracuu.search.results import Hit, SearchResult
from tracuu.search.understanding import Reading, read_words
from tracuu.search.word_shares import covered, term_weights, word_weights

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


class SearchEngine:
    """Searches one data folder; follows it to each new generation. Safe to share between threads."""

    def __init__(
        self, data: Path, catalog: Catalog, encoder: Encoder, generation: Generation, reranker: Reranker | None = None
    ) -> None:
        self._data = data
        self._encoder = encoder
        self._reranker = reranker
        self._generation = generation
        self._lock = threading.Lock()
        self._vectors: dict[str, FloatArray] = {}
        self.catalog = catalog

    @classmethod
    def open(cls, data: Path | str, model: str = BUNDLED, reranker: str | None = None) -> Self:
        """The engine over `data`, with the encoder that `model` names and, if given, a cross-encoder.

        Raises:
            corpus.errors.TracuuError: there is nothing whole to search, or it was made with another model.
        """
        folder = Path(data)
        current_folder(folder)
        return cls.open_with(folder, load_encoder(model), CrossEncoderReranker(reranker) if reranker else None)

    @classmethod
    def open_with(cls, data: Path, encoder: Encoder, reranker: Reranker | None = None) -> Self:
        """The engine over `data`, with an encoder that is loaded already; raises as `open` does."""
        generation = Generation.open(data, encoder.name)
        return cls(data, Catalog.open(data / CATALOG_FILE), encoder, generation, reranker)

    def close(self) -> None:
        """Let go of the catalog."""
        self.catalog.close()

    def generation(self) -> Generation:
        """The current generation, opened anew if another was published since.

        While CURRENT cannot be read the open one goes on answering.
        """
        with self._lock:
            with suppress(CurrentDamagedError, NothingIndexedError):
                if current_folder(self._data) != self._generation.folder or not self._in_step(self._generation):
                    self._generation = Generation.open(self._data, self._encoder.name)
            return self._generation

    def _in_step(self, generation: Generation) -> bool:
        """Whether the catalog says that this is the generation that shows it."""
        return self.catalog.generation in (None, generation.manifest.generation)

    def search(self, question: str, k: int = 10, wanted: Filter | None = None, as_typed: bool = False) -> SearchResult:
        """The `k` passages that answer `question` best, among those that `wanted` and its own filters admit.

        Where no passage has what stands in quotes inside a longer question, its words count like all others, and
        `understood_as` says so.

        Args:
            question: what was typed.
            k: how many passages at most.
            wanted: a filter, joined with those in `question`.
            as_typed: neither restore accents nor mend slips.

        Raises:
            EmptyQueryError, FilterValueError: the question cannot be asked.
            RerankerUnavailableError: there is to be a reranker, and it cannot be loaded.
        """
        for _ in range(SEARCH_ATTEMPTS):
            version, generation = self.catalog.version, self.generation()
            result = self._search(generation, question, k, wanted, as_typed)
            if self.catalog.version == version and self._in_step(generation):
                break
            time.sleep(SEARCH_PAUSE)
        return result

    def _search(
        self, generation: Generation, question: str, k: int, wanted: Filter | None, as_typed: bool
    ) -> SearchResult:
        started = time.perf_counter()
        query = parse_query(question, wanted)
        reading = read_words(query, generation.lexical, as_typed)
        allowed = self.allowed(query, generation.lexical, reading.accents)
        nowhere = allowed is not None and not len(allowed) and query.says_more_than_phrases
        if nowhere:
            query = replace(query, phrases=())
            reading = read_words(query, generation.lexical, as_typed)
            allowed = self.allowed(query, generation.lexical, reading.accents)
        vector = self.vector(reading.text)
        candidates = find_candidates(generation, reading, vector, max(SIDE_DEPTH, 3 * k), allowed)
        weights = word_weights(reading.words, reading.accents, generation.lexical)
        looked_at = self.catalog.passages(candidates.looked_at())
        order, scores = self._ranking(candidates, reading, asks_for_precedents(query))
        hits = self._hits(candidates, order, scores, k, reading, generation.lexical, allowed, looked_at)
        evidence = (
            features_of(candidates, looked_at, reading, weights, generation.dense.mean_score(vector)) if hits else None
        )
        model = self._encoder.name if vector.any() else None
        probability = confidence(evidence, model) if evidence else 0.0
        mended = reading.restored and reading.text != " ".join(query.words)
        understood = reading.text if mended or nowhere else None
        took = (time.perf_counter() - started) * 1000
        return SearchResult(
            query.raw, understood, probability, probability >= FOUND, took, tuple(hits), evidence, is_calibrated(model)
        )

    def vector(self, text: str) -> FloatArray:
        """The vector of a question, float32 (d,), L2-normalised."""
        with self._lock:
            known = self._vectors.pop(text, None)
            vector = self._encoder.encode_queries([text]).reshape(-1) if known is None else known
            self._vectors[text] = vector
            if len(self._vectors) > REMEMBERED_QUESTIONS:
                del self._vectors[next(iter(self._vectors))]
        return vector

    def allowed(self, query: Query, lexical: LexicalIndex, accents: Accents) -> Ids | None:
        """Ids that filters, phrases and exclusions admit; None if all. Every path to a passage goes through here."""
        allowed = self.catalog.select(query.filter)
        if query.phrases or query.excluded:
            sides = [[[fold(w) for w in run] if accents == "folded" else run for run in runs]
                     for runs in (query.phrases, query.excluded)]  # fmt: skip
            matching = lexical.matching(sides[0], sides[1], accents)
            allowed = matching if allowed is None else np.intersect1d(allowed, matching, assume_unique=True)
        return allowed

    def _ranking(self, candidates: Candidates, reading: Reading, precedents: bool) -> tuple[list[int], FloatArray]:
        """Places in `candidates`, best first, ties by their order in the catalog; and the falling scores."""
        scores = fused(candidates, reading.script)
        if precedents:
            scores = spread(scores, candidates.ids, self.catalog.report_of(candidates.ids.tolist()))
        order = np.lexsort((candidates.ids, -scores))
        scores = scores[order]
        if self._reranker is None or not len(order):
            return order.tolist(), scores
        best = order[:RERANKED].tolist()
        passages = self.catalog.passages(candidates.ids[best].tolist())
        texts = []
        for place in best:
            passage = passages.get(int(candidates.ids[place]))
            sentence = nearest_sentence(passage, candidates.sentences[place]) if passage else (0, 0)
            texts.append(window(passage.text, sentence) if passage else "")
        with self._lock:
            second = self._reranker.scores(reading.text, texts)
        scores = reranked(scores, second)
        again = np.argsort(-scores, kind="stable")
        return order[again].tolist(), scores[again]

    def _hits(
        self,
        candidates: Candidates,
        order: list[int],
        scores: FloatArray,
        k: int,
        reading: Reading,
        lexical: LexicalIndex,
        allowed: Ids | None,
        known: Mapping[int, Passage],
    ) -> list[Hit]:
        """The first `k` passages of `order` that differ; those `known` are not asked for again."""
        chosen: list[tuple[int, Passage]] = []
        gists: list[Gist] = []
        nearly: dict[int, list[Passage]] = {}
        for start in range(0, len(order), 2 * k):
            batch = order[start : start + 2 * k]
            wanted = {int(candidates.ids[place]) for place in batch}
            passages = {**known, **self.catalog.passages(wanted - known.keys())}
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
        weights = term_weights(reading.words, reading.accents, lexical)
        fact = fact_asked(reading.text)
        score_of = dict(zip(order, scores.tolist(), strict=True))
        same = self.catalog.same_text([passage for _, passage in chosen])
        for number, others in nearly.items():
            listed = {other.id for other in same[number]}
            same[number] += [other for other in others if other.id not in listed]
        return [
            Hit(
                rank=rank,
                score=score_of[place],
                passage=passage,
                highlights=best_sentence(passage, candidates.sentences[place], weights, reading.accents, fact),
                citation=citation_of(passage),
                also_in=tuple(
                    (other.key, citation_of(other))
                    for other in same[passage.id]
                    if allowed is None or other.id in allowed
                ),
            )
            for rank, (place, passage) in enumerate(chosen, 1)
        ]


def citation_of(passage: Passage) -> str:
    """The passage's citation in prose."""
    return cite(passage.report.header, passage.sections, passage.n, passage.page, passage.report.file)


def nearest_sentence(passage: Passage, dense: FloatArray) -> tuple[int, int]:
    """[start, end) of the sentence of `passage` that is nearest to the question."""
    spans = passage.sentences
    return spans[int(np.argmax(dense))] if len(dense) == len(spans) else (0, len(passage.text))


def best_sentence(
    passage: Passage, dense: FloatArray, weights: Mapping[str, float], accents: Accents, fact: Fact | None
) -> tuple[tuple[int, int], ...]:
    """[start, end) of the sentence of `passage` that answers best.

    Cosine and the query's words and pairs of words in it count alike, and a fact of the kind asked for
    `FACT_IN_SENTENCE` (`bench/retrieval.py` measures it).
    """
    spans = passage.sentences
    if len(dense) != len(spans) or len(spans) < 2:
        return ((0, len(passage.text)),)
    texts = [passage.text[start:end] for start, end in spans]
    said = np.array([covered(text, weights, accents) for text in texts], np.float32)
    facts = np.array([fact is not None and holds(text, fact) for text in texts], np.float32)
    return (spans[int(np.argmax(dense + said + FACT_IN_SENTENCE * facts))],)
