"""Two sides' scores become one ranking."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


def min_max(scores: FloatArray, core: BoolArray | None = None) -> FloatArray:
    """`scores`, float32 (n,), moved so that those of `core`, else all, span 0..1; all zero where they do not differ."""
    span = scores if core is None else scores[core]
    if len(span) == 0:
        return np.zeros_like(scores)
    low, high = span.min(), span.max()
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)


def convex(dense: FloatArray, lexical: FloatArray, dense_weight: float, core: BoolArray | None = None) -> FloatArray:
    """Weighted mean of the two sides' min-max scores over the same candidates, float32 (n,).

    Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": better than RRF, and its one
    weight can be tuned on few queries.

    Args:
        dense: float32 (n,).
        lexical: float32 (n,).
        dense_weight: share of the first, 0..1.
        core: bool (n,), the candidates that set the scale; the same for any number of candidates asked for.
    """
    fused = dense_weight * min_max(dense, core) + (1 - dense_weight) * min_max(lexical, core)
    return np.asarray(fused, dtype=np.float32)
