"""Is there an answer here at all? A calibrated probability, not a cosine."""

from __future__ import annotations

import math
from dataclasses import dataclass

FOUND = 1 / 3
"""From this probability on the page says "found". The fit weighs answered and unanswered questions alike; where two in
three are answered, as when an office asks its own reports, a third there is even odds."""

INTERCEPT = -20.85
COSINE = 20.84
BM25 = 1.363
COVERAGE = 2.061
"""A logistic regression by `bench/calibrate.py` over XQuAD-vi, with accents and without, and judged questions on real
and on sample reports, each against its whole corpus and against the corpus without its relevant passages. Area under
the ROC curve, questions held out: .929 on XQuAD-vi, where the best single one has .913; .751 and .787 on reports."""

MARGIN_ALONE = (-5.018, 86.34)
"""Intercept and slope for a question in another language, whose words no passage shares. `bench/english.py`: over 36
English questions and keys struck at random, area under the ROC curve .779; of the best cosine alone .672."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        cosine: the best of the dense side (mean of paragraph and best sentence).
        bm25: the best of the lexical side over the weight of all words asked, so that corpora of any size compare.
        coverage: the largest share of the question's words, by weight, in one of the lexical side's best.
        margin: for a question in another language, `cosine` less the mean cosine of the corpus; None for Vietnamese.
    """

    cosine: float
    bm25: float
    coverage: float
    margin: float | None = None


def confidence(evidence: Evidence) -> float:
    """The probability, 0..1, that the corpus answers the question."""
    if evidence.margin is not None:
        intercept, slope = MARGIN_ALONE
        return _logistic(intercept + slope * evidence.margin)
    return _logistic(INTERCEPT + COSINE * evidence.cosine + BM25 * evidence.bm25 + COVERAGE * evidence.coverage)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
