"""Is there an answer here at all? A calibrated probability, not a cosine."""

from __future__ import annotations

import math

from tracuu.search.confidence_features import Features

FOUND = 0.5
"""From this probability on the page says "found": with corpora held out, where the share of answered questions called
found less the share of near-domain unanswered ones is largest, .86 - .10 (`bench/calibrate.py`)."""

INTERCEPT = -47.626
WEIGHTS = {"sentence": 48.662, "together": 5.492, "stranger": -2.285, "length": 1.431}
"""A logistic regression by `bench/calibrate.py` over XQuAD-vi, real reports and the samples, each asked what it
answers, what it did answer until its relevant passages were taken away, what the other corpora answer, and what none
does. docs/benchmarks.md has its areas under the ROC curve and its reliability. Cosines are the bundled model's."""

FOREIGN_INTERCEPT = -35.046
FOREIGN_WEIGHTS = {"cosine": 41.444, "margin": 41.266}
"""The same for questions in another language, whose words no passage shares."""


def confidence(evidence: Features) -> float:
    """The probability, 0..1, that the corpus answers the question."""
    if evidence.mute:
        return 0.0
    intercept, weights = (FOREIGN_INTERCEPT, FOREIGN_WEIGHTS) if evidence.foreign else (INTERCEPT, WEIGHTS)
    logit = intercept + sum(weight * getattr(evidence, name) for name, weight in weights.items())
    return 1 / (1 + math.exp(-logit))
