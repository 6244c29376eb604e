"""Two sides' scores become one ranking."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


def min_max(scores: FloatArray) -> FloatArray:
    """`scores`, float32 (n,), moved to 0..1 over the candidates; all zero where they do not differ."""
    if len(scores) == 0:
        return scores
    low, high = scores.min(), scores.max()
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)


def convex(dense: FloatArray, lexical: FloatArray, dense_weight: float) -> FloatArray:
    """Weighted mean of the two sides' min-max scores over the same candidates, float32 (n,).

    Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": better than RRF, and its one
    weight can be tuned on few queries.
    """
    return np.asarray(dense_weight * min_max(dense) + (1 - dense_weight) * min_max(lexical), dtype=np.float32)
