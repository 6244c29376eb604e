"""Is there an answer here at all? A probability calibrated for the encoder, or one from the words alone."""

from __future__ import annotations

import math

from .confidence_features import Features
from .constants import ANSWERED_LOGIT, E5, WORDS_LOGIT, Logit

CALIBRATIONS: dict[str, Logit] = {E5: ANSWERED_LOGIT}
"""By the encoder's name. `python -m bench.calibrate ... --model NAME` prints the rows for another."""


def is_calibrated(model: str | None) -> bool:
    """Whether the encoder of that name has coefficients of its own."""
    return model in CALIBRATIONS


def confidence(evidence: Features, model: str | None) -> float:
    """The probability, 0..1, that the corpus answers the question.

    Args:
        evidence: what speaks for it.
        model: the name of the encoder that the cosines are of; with one that has no coefficients of its own only the
            words count, and with None, where nothing was encoded.
    """
    if evidence.mute:
        return 0.0
    logit = CALIBRATIONS.get(model or "", WORDS_LOGIT)
    said = logit.intercept + sum(weight * float(getattr(evidence, name)) for name, weight in logit.weights.items())
    return 1 / (1 + math.exp(-said))
