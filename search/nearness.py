"""What is near in a store: how close questions of no store in particular come to its sentences.

A cosine says little by itself: in a small store the best of an unanswered question is low, in a large one high, and
what lies near to every question is high for any. A question is asked without what such questions have in common, and
judged by its distance from what they reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from ..index.store import BothSides, View
from .constants import BEYOND_PASSAGES, COMMON_SHARE, NEARNESS_PASSAGES, NEARNESS_TRIMMED, Script

FloatArray = npt.NDArray[np.float32]

Language = Literal["vi", "en"]

VECTORS = Path(__file__).with_name("generic_vectors.npz")
"""`python -m bench.generic` writes it."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the best sentence of a store reaches for a question that it does not answer: mean cosine and deviation."""

    mean: float
    deviation: float

    def of(self, cosine: float) -> float:
        """How far `cosine` is from that, in standard deviations."""
        return (cosine - self.mean) / self.deviation


UNKNOWN = Nearness(0.0, 1.0)
"""With an encoder whose vectors of the questions are not here."""


@cache
def _vectors() -> tuple[str, dict[Language, FloatArray]]:
    with np.load(VECTORS) as kept:
        return str(kept["encoder"]), {name: kept[name].astype(np.float32) for name in get_args(Language)}


def apart(vector: FloatArray, model: str | None, script: Script) -> FloatArray:
    """`vector` less `COMMON_SHARE` of what questions of no store have in common, float32 (d,), L2-normalised.

    What lies near to every question (a hub) comes first for many that it does not answer; taking the mean of questions
    off lowers each passage by how near it is to all of them (Lample and others 2018; Bogolin and others 2022, “Cross
    Modal Retrieval with Querybank Normalisation”). `vector` itself with an encoder whose vectors of those are not here.

    Args:
        vector: a question's, float32 (d,), L2-normalised.
        model: the encoder's name.
        script: the question's.
    """
    name, _ = _vectors()
    return vector if model != name else _apart(vector, "en" if script == "foreign" else "vi")


def _apart(vectors: FloatArray, language: Language) -> FloatArray:
    less = vectors - COMMON_SHARE * _vectors()[1][language].mean(axis=0)
    lengths = np.linalg.norm(less, axis=-1, keepdims=True)
    return np.asarray(less / np.maximum(lengths, np.finfo(np.float32).eps), np.float32)


@cache
def _asked(language: Language) -> FloatArray:
    return _apart(_vectors()[1][language], language)


def nearness(view: View, model: str | None) -> Nearness:
    """What is near in all that the asker may see, for a question in Vietnamese; worked out once for each moment.

    The best and the worst `NEARNESS_TRIMMED` of the questions are left out: some store may answer one.
    """
    name, _ = _vectors()
    if model != name:
        return UNKNOWN

    def measured(whole: View) -> Nearness:
        best = np.sort(whole.best_sentences(_asked("vi"), NEARNESS_PASSAGES))
        cut = int(NEARNESS_TRIMMED * len(best))
        kept = best[cut : len(best) - cut].astype(np.float64)
        return Nearness(float(kept.mean()), max(float(kept.std()), float(np.finfo(np.float32).eps)))

    return view.derived("nearness", measured)


def beyond(view: View, model: str | None, vector: FloatArray, sides: BothSides) -> float:
    """How much nearer the sentence of `sides` that stands out most is to a question than to English ones of no store.

    A sentence that is near to everything asked says little by being near (Lample and others 2018 correct for such hubs
    in the same way). 0 with an encoder whose vectors of those questions are not here.

    Args:
        view: what is asked.
        model: the encoder's name.
        vector: the question's, float32 (d,), L2-normalised.
        sides: what was found for it.
    """
    name, _ = _vectors()
    if model != name:
        return 0.0
    centre = _asked("en").mean(axis=0)
    best = np.array([scores.max(initial=-1.0) for scores in sides.sentences])
    nearest = np.sort(sides.ids[np.argsort(-best, kind="stable")[:BEYOND_PASSAGES]])
    return max(
        (float(scores.max()) for scores in view.sentence_cosines(vector - centre, nearest) if len(scores)), default=0.0
    )
