"""Is there an answer here at all? A probability calibrated for the encoder, or one from the words alone."""

from __future__ import annotations

import math
from typing import NamedTuple

from .confidence_features import Features
from .constants import E5, FOREIGN_LOGIT, VIETNAMESE_LOGIT, WORDS_LOGIT, Logit


class Calibration(NamedTuple):
    """What was fitted to one encoder's cosines."""

    vietnamese: Logit
    foreign: Logit


CALIBRATIONS: dict[str, Calibration] = {E5: Calibration(VIETNAMESE_LOGIT, FOREIGN_LOGIT)}
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
    logit = WORDS_LOGIT
    if model in CALIBRATIONS:
        logit = CALIBRATIONS[model].foreign if evidence.foreign else CALIBRATIONS[model].vietnamese
    said = logit.intercept + sum(weight * float(getattr(evidence, name)) for name, weight in logit.weights.items())
    return 1 / (1 + math.exp(-said))
