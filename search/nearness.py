"""What is near in a store: how close questions of no store in particular come to its sentences.

A cosine says little by itself: in a small store the best of an unanswered question is low, in a large one high, and one
in English is lower than one in Vietnamese. A question is judged by its distance from what such questions reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..index.store import View
from .constants import NEARNESS_PASSAGES, NEARNESS_TRIMMED, Script

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
def _vectors() -> tuple[str, dict[str, npt.NDArray[np.float32]]]:
    with np.load(VECTORS) as kept:
        return str(kept["encoder"]), {name: kept[name].astype(np.float32) for name in ("vi", "en")}


def nearness(view: View, model: str | None, script: Script) -> Nearness:
    """What is near in all that the asker may see, for a question in `script`; worked out once for each moment.

    The best and the worst `NEARNESS_TRIMMED` of the questions are left out: some store may answer one.
    """
    name, vectors = _vectors()
    if model != name:
        return UNKNOWN
    language = "en" if script == "foreign" else "vi"

    def measured(whole: View) -> Nearness:
        best = sorted(_best_sentence(whole, vector) for vector in vectors[language])
        cut = int(NEARNESS_TRIMMED * len(best))
        kept = np.array(best[cut : len(best) - cut])
        return Nearness(float(kept.mean()), max(float(kept.std()), float(np.finfo(np.float32).eps)))

    return view.derived(f"nearness {language}", measured)


def _best_sentence(view: View, vector: npt.NDArray[np.float32]) -> float:
    sides = view.both_sides(vector, (), "accented", NEARNESS_PASSAGES, NEARNESS_PASSAGES)
    return max((float(scores.max()) for scores in sides.sentences if len(scores)), default=0.0)
