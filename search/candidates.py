"""What both sides find for a question, each passage with the exact scores of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracuu.corpus.vietnamese import bigrams
from tracuu.index.local.generations.generation import Generation
from tracuu.search.constants import EVIDENCE_PASSAGES, SIDE_DEPTH
from tracuu.search.understanding import Reading
from tracuu.search.word_shares import shares, word_weights

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both sides found, n passages by ascending id.

    Attributes:
        ids: int64 (n,).
        dense: float32 (n,), the mean of the cosines of the paragraph and of its best sentence.
        lexical: float32 (n,), BM25.
        words: float32 (n,), the share of the question's words, by weight, that stands in each, 0..1.
        pairs: float32 (n,), the same of its pairs of neighbouring words.
        sentences: for each passage the cosines of its sentences.
        core: bool (n,), the first hundred of either side, however many were asked for.
    """

    ids: Ids
    dense: FloatArray
    lexical: FloatArray
    words: FloatArray
    pairs: FloatArray
    sentences: list[FloatArray]
    core: BoolArray

    def looked_at(self) -> list[int]:
        """Ids of both sides' best."""
        sides = (np.argsort(-side, kind="stable")[:EVIDENCE_PASSAGES] for side in (self.lexical, self.dense))
        return list(dict.fromkeys(self.ids[np.concatenate(list(sides))].tolist()))


def find_candidates(
    generation: Generation, reading: Reading, vector: FloatArray, depth: int = SIDE_DEPTH, allowed: Ids | None = None
) -> Candidates:
    """The union of both sides' best.

    Args:
        generation: what to ask.
        reading: how the question is taken.
        vector: the question's, float32 (d,), L2-normalised.
        depth: how many to take from each side.
        allowed: only these passages, if given.
    """
    dense, lexical = generation.dense, generation.lexical
    nearest, _ = dense.search(vector, depth, allowed)
    matched, matched_scores = lexical.search(reading.words, depth, reading.accents, allowed)
    ids = np.union1d(nearest, matched)
    sentences = dense.sentence_scores(vector, ids)
    best = np.array([scores.max(initial=-1.0) for scores in sentences], dtype=np.float32)
    paragraph = dense.scores(vector, ids)
    bm25 = np.zeros(len(ids), np.float32)
    bm25[np.searchsorted(ids, matched)] = matched_scores
    others = np.setdiff1d(ids, matched, assume_unique=True)
    if len(others) and len(matched) == depth:
        bm25[np.searchsorted(ids, others)] = lexical.scores(reading.words, others, reading.accents)
    words, pairs = (
        shares(word_weights(terms, reading.accents, lexical), ids, reading.accents, lexical)
        for terms in (reading.words, bigrams(list(reading.words)))
    )
    return Candidates(
        ids=ids,
        dense=np.where(best > -1.0, (paragraph + best) / 2, paragraph),
        lexical=bm25,
        words=words,
        pairs=pairs,
        sentences=sentences,
        core=np.isin(ids, np.concatenate([nearest[:SIDE_DEPTH], matched[:SIDE_DEPTH]])),
    )
