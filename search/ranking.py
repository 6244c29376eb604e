"""Candidates become one ranking: both sides fused, and what stands in a passage word for word."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tracuu.search.candidates import Candidates
from tracuu.search.fusion import convex
from tracuu.search.query import Query
from tracuu.search.understanding import Script

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

DENSE_WEIGHT: dict[Script, tuple[float, float]] = {
    "accented": (0.9, 0.7),
    "unaccented": (0.5, 0.5),
    "foreign": (0.95, 0.95),
}
"""The dense side's share where no passage has a word of the question, and where one has them all; in between in
proportion. Words that stand in the reports are worth more than a small model's cosine; a question in other words than
theirs has nothing but the cosine. `bench/weights.py` draws the curves. An English question shares only numbers and
symbols."""

WORDS_WEIGHT, PAIRS_WEIGHT = 0.2, 0.6
"""What a passage gains that has every word of the question, and every pair of neighbouring ones; a fused score goes
from 0 to 1. Min-max only says who is best: these say how good the best is. Only where the accents were typed: without
them too many words are the same (`bench/weights.py`)."""

PRECEDENT = 5
"""Words up to which a query looks for precedents: as many as a heading or a set phrase has."""

AGAIN = 0.03
"""What the second passage of a report, and each further one, loses where precedents are asked for: another report's own
words are worth more than a few hundredths. Twice as much costs more than it shows (`bench/retrieval.py`)."""


def fused(candidates: Candidates, script: Script) -> FloatArray:
    """The score of each candidate, float32 (n,), 0..1."""
    share = dense_weight(script, float(candidates.words.max(initial=0.0)))
    scores = np.maximum(convex(candidates.sides.dense, candidates.sides.lexical, share, candidates.sides.core), 0)
    if script != "accented":
        return scores
    scores = scores + WORDS_WEIGHT * candidates.words + PAIRS_WEIGHT * candidates.pairs
    return np.asarray(scores / (1 + WORDS_WEIGHT + PAIRS_WEIGHT), dtype=np.float32)


def asks_for_precedents(query: Query) -> bool:
    """Whether a few words are asked for, as one looks for how others put something, and no question."""
    return len(query.words) <= PRECEDENT and not query.raw.endswith("?")


def spread(scores: FloatArray, ids: Ids, report_of: Mapping[int, str]) -> FloatArray:
    """`scores`, float32 (n,), of the passages `ids`, less `AGAIN` for all but the best of each report."""
    spread_out = scores.copy()
    seen: set[str] = set()
    for place in np.lexsort((ids, -scores)).tolist():
        report = report_of.get(int(ids[place]), "")
        if report in seen:
            spread_out[place] = max(spread_out[place] - AGAIN, 0)
        seen.add(report)
    return spread_out


def dense_weight(script: Script, coverage: float) -> float:
    """The dense side's share, 0..1, for a question of which `coverage`, 0..1, stands in one passage."""
    none, all_ = DENSE_WEIGHT[script]
    return none + (all_ - none) * coverage
