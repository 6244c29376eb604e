"""A question becomes passages: both sides asked, fused, sentences rescored, repetitions folded, each one cited."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from ..corpus.citation import cite
from ..corpus.report import Role
from ..index.errors import EncoderMismatchError
from ..index.models.encoder import BUNDLED, Encoder, load_encoder
from ..index.opening import Place, open_store
from ..index.records import Accents, Filter, Passage
from ..index.scope import EVERYTHING, Scope
from ..index.store import Store, View
from .absent import AbsentWords, absent_words
from .asked_facts import Fact, fact_asked, holds
from .candidates import Candidates, find_candidates
from .casing import cased
from .confidence import confidence, is_calibrated
from .confidence_features import Features, features_of
from .constants import (
    EXACT_CONFIDENCE,
    FACT_IN_SENTENCE,
    FOUND,
    MISSING_CONFIDENCE,
    REMEMBERED_QUESTIONS,
    RERANKED,
    SIDE_DEPTH,
)
from .english_matter import called_together, is_uncalled, names_in_english, says_of_names
from .frames import without_echo
from .in_flight import InFlight
from .matter import matter_in
from .named_passages import of_what_is_named
from .nearness import apart, beyond, nearness
from .ranking import asks_for_precedents, favour, fused, spread, under_heading
from .repetition import Gist, first_same, gist
from .rerank import CrossEncoderReranker, Reranker, reranked, window
from .results import Hit, SearchResult
from .understanding import Understood, Words, understand
from .word_shares import covered, known_share, term_weights, word_weights

FloatArray = npt.NDArray[np.float32]


class SearchEngine:
    """Searches one store with one encoder; follows it to each new generation. Safe to share between threads.

    Attributes:
        in_flight: what is being worked out now, for all who ask for the same.
    """

    def __init__(self, store: Store, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.store = store
        self.encoder = encoder
        self._reranker = reranker
        self.in_flight = InFlight()
        self._lock = threading.Lock()
        self._reading_again = threading.Lock()  # a reranker is asked by one at a time, and keeps no question waiting
        self._vectors: dict[str, FloatArray] = {}

    @classmethod
    def open(cls, data: Place | Path | str, model: str = BUNDLED, reranker: str | None = None) -> Self:
        """The engine over the store in `data`, a folder or another place, with the encoder that `model` names.

        Args:
            data: where the store is.
            model: the encoder's name or folder.
            reranker: a cross-encoder's name or folder, if there is to be one.

        Raises:
            corpus.errors.TracuuError: there is nothing whole to search, or it was made with another model.
        """
        store = open_store(Path(data) if isinstance(data, str) else data)
        with store.view():
            encoder = load_encoder(model)
        return cls.open_with(store, encoder, CrossEncoderReranker(reranker) if reranker else None)

    @classmethod
    def open_with(cls, store: Store | Path, encoder: Encoder, reranker: Reranker | None = None) -> Self:
        """The engine over `store`, with an encoder that is loaded already; raises as `open` does."""
        engine = cls(open_store(store) if isinstance(store, Path) else store, encoder, reranker)
        with engine.view():
            return engine

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    @contextmanager
    def view(self, scope: Scope = EVERYTHING) -> Iterator[View]:
        """What one who may see `scope` sees of the store now: taken once for all that one request asks.

        Raises:
            EncoderMismatchError: the store was made with another model.
            corpus.errors.TracuuError: there is nothing whole to search.
        """
        with self.store.view(scope) as view:
            if view.made_with.name != self.encoder.name:
                raise EncoderMismatchError(view.made_with.name, self.encoder.name)
            yield view

    def search(self, question: str, k: int = 10, wanted: Filter | None = None, as_typed: bool = False) -> SearchResult:
        """The `k` passages that answer `question` best, among those that `wanted` and its own filters admit.

        Args:
            question: what was typed.
            k: how many passages at most.
            wanted: a filter, joined with those in `question`.
            as_typed: neither restore accents nor mend slips.

        Raises:
            EmptyQueryError, FilterValueError: the question cannot be asked.
            RerankerUnavailableError: there is to be a reranker, and it cannot be loaded.
        """
        with self.view() as view:
            return self.find(view, understand(view, question, wanted, as_typed), k)

    def find(self, view: View, asked: Understood, k: int = 10) -> SearchResult:
        """The `k` passages of `view` that answer best what was understood; raises as `search` does."""
        started = time.perf_counter()
        seen = view.within(asked.scope)
        model: str | None = self.encoder.name
        features = None
        absent: tuple[AbsentWords, ...] = ()
        if asked.lists:
            hits, probability = _listed(seen, k), 1.0
        else:
            vector = self.vector(cased(asked.words, seen))
            model = self.encoder.name if vector.any() else None
            vector = apart(vector, model, asked.words.script)
            candidates = find_candidates(seen, asked.words, vector, max(SIDE_DEPTH, 3 * k))
            looked_at = seen.passages(candidates.looked_at())
            order, scores = self._ranking(seen, candidates, asked)
            hits = _hits(seen, candidates, order, scores, k, asked.words, looked_at)
            absent = absent_words(asked, view, hits[0].passage.text if hits else "")
            fit = of_what_is_named(asked, candidates.ids, seen)
            if hits:
                evidence = candidates.among(fit) if fit.any() else candidates
                features = _evidence(seen, evidence, asked, vector, model, looked_at, bool(absent))
            probability = confidence(features, model) if features else 0.0
            probability = probability if fit.any() else min(probability, MISSING_CONFIDENCE)
        if asked.said.only_a_part and hits and hits[0].passage.role in _roles(asked):
            probability = EXACT_CONFIDENCE
        if asked.is_figure:
            probability = EXACT_CONFIDENCE if asked.figure_stands_in(seen) else 0.0
        if asked.said.missing or asked.says_nothing:
            probability = min(probability, MISSING_CONFIDENCE)
        if not hits:
            probability = 0.0
        return SearchResult(
            query=asked.raw,
            understood_as=asked.as_shown,
            confidence=probability,
            found=probability >= FOUND,
            took_ms=(time.perf_counter() - started) * 1000,
            hits=tuple(hits),
            evidence=features,
            calibrated=is_calibrated(model) or asked.lists,
            conditions=asked.conditions,
            not_understood=asked.not_understood,
            absent=absent,
        )

    def vector(self, text: str) -> FloatArray:
        """The vector of a question, float32 (d,), L2-normalised."""
        with self._lock:
            known = self._vectors.pop(text, None)
        if known is None:  # others are not kept waiting meanwhile
            vector = self.in_flight(text, lambda: self.encoder.encode_queries([text]).reshape(-1))
        else:
            vector = known
        with self._lock:
            self._vectors[text] = vector
            if len(self._vectors) > REMEMBERED_QUESTIONS:
                del self._vectors[next(iter(self._vectors))]
        return vector

    def _ranking(self, view: View, candidates: Candidates, asked: Understood) -> tuple[list[int], FloatArray]:
        """Places in `candidates`, best first, ties by their order in the store; and the falling scores."""
        scores = favour(fused(candidates, asked.words.script), candidates.ids, asked.said.favoured, view)
        scores = without_echo(scores, candidates.ids, asked, view)
        if asks_for_precedents(asked.query):
            scores = under_heading(scores, candidates.ids, asked.words, view)
            scores = spread(scores, candidates.ids, view.report_of(candidates.ids.tolist()))
        order = np.lexsort((candidates.ids, -scores))
        scores = scores[order]
        if self._reranker is None or not len(order):
            return order.tolist(), scores
        best = order[:RERANKED].tolist()
        passages = view.passages(candidates.ids[best].tolist())
        texts = []
        for place in best:
            passage = passages.get(int(candidates.ids[place]))
            sentence = nearest_sentence(passage, candidates.sides.sentences[place]) if passage else (0, 0)
            texts.append(window(passage.text, sentence) if passage else "")
        with self._reading_again:
            second = self._reranker.scores(asked.words.text, texts)
        scores = reranked(scores, second)
        again = np.argsort(-scores, kind="stable")
        return order[again].tolist(), scores[again]


def _evidence(
    view: View,
    candidates: Candidates,
    asked: Understood,
    vector: FloatArray,
    model: str | None,
    known: Mapping[int, Passage],
    lacking: bool,
) -> Features:
    """What speaks for an answer in those `candidates` that are of what is named; those `known` are not asked for again.

    `lacking` says whether a word of the question stands in none of the reports asked.
    """
    words, best = asked.words, candidates.looked_at()
    passages = {**known, **view.passages(set(best) - known.keys())}
    read = {number: passages[number] for number in best if number in passages}
    matter = matter_in(asked, read.values(), lacking, view)
    names = names_in_english(asked)
    if names and not any(says_of_names(asked, names, passage, view) for passage in read.values()):
        matter = replace(matter, lacking=True)
    return features_of(
        candidates,
        read,
        words,
        word_weights(words.terms, words.accents, view.words),
        view.mean_cosine(vector),
        nearness(view, model),
        known_share(words.terms, view.words),
        beyond(view, model, vector, candidates.sides) if words.script == "foreign" else 0.0,
        matter,
        called_together(asked, read.values(), view),
        is_uncalled(asked, view),
    )


def _roles(asked: Understood) -> set[Role]:
    return {role for one in asked.said.favoured for role in one.filter.roles}


def _listed(view: View, k: int) -> list[Hit]:
    """The first `k` passages of what is seen where nothing is looked for in it.

    Of one report its passages in order, of more the first of each that is seen, newest report first.
    """
    reports = view.reports()
    if len(reports) == 1:
        passages = view.passages_of(reports[0].id)[:k]
    else:
        passages = [passage for report in reports[:k] for passage in view.passages_of(report.id)[:1]]
    same = view.same_text([passage.id for passage in passages])
    return [
        Hit(
            rank=rank,
            score=1.0,
            passage=passage,
            highlights=tuple(passage.sentences[:1]),
            citation=citation_of(passage),
            also_in=tuple((other.key, citation_of(other)) for other in same[passage.id]),
        )
        for rank, passage in enumerate(passages, 1)
    ]


def _hits(
    view: View,
    candidates: Candidates,
    order: list[int],
    scores: FloatArray,
    k: int,
    words: Words,
    known: Mapping[int, Passage],
) -> list[Hit]:
    """The first `k` passages of `order` that differ; those `known` are not asked for again."""
    chosen: list[tuple[int, Passage]] = []
    gists: list[Gist] = []
    nearly: dict[int, list[Passage]] = {}
    for start in range(0, len(order), 2 * k):
        batch = order[start : start + 2 * k]
        wanted = {int(candidates.ids[place]) for place in batch}
        passages = {**known, **view.passages(wanted - known.keys())}
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
    weights = term_weights(words.terms, words.accents, view.words)
    fact = fact_asked(words.text)
    score_of = dict(zip(order, scores.tolist(), strict=True))
    same = view.same_text([passage.id for _, passage in chosen])
    for number, others in nearly.items():
        listed = {other.id for other in same[number]}
        same[number] += [other for other in others if other.id not in listed]
    return [
        Hit(
            rank=rank,
            score=score_of[place],
            passage=passage,
            highlights=best_sentence(passage, candidates.sides.sentences[place], weights, words.accents, fact),
            citation=citation_of(passage),
            also_in=tuple((other.key, citation_of(other)) for other in same[passage.id]),
        )
        for rank, (place, passage) in enumerate(chosen, 1)
    ]


def citation_of(passage: Passage) -> str:
    """The passage's citation in prose."""
    report = passage.report
    return cite(report.header, passage.sections, passage.n, passage.page, report.file, passage.item)


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
