"""Vectors become groups: spherical k-means."""

from __future__ import annotations

import faiss
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

ITERATIONS = 20
RESTARTS = 3
SEED = 1
"""The same vectors give the same groups, on one thread or several."""


def spherical_kmeans(vectors: FloatArray, k: int) -> FloatArray:
    """Centroids, float32 (k, d), L2-normalised; a vector belongs to the one with which its product is largest.

    Args:
        vectors: float32 (n, d), L2-normalised, at least `k` of them.
        k: how many groups.
    """
    kmeans = faiss.Kmeans(
        vectors.shape[1],
        k,
        niter=ITERATIONS,
        nredo=RESTARTS,
        seed=SEED,
        spherical=True,
        min_points_per_centroid=1,
        max_points_per_centroid=len(vectors),
    )
    kmeans.train(np.ascontiguousarray(vectors, np.float32))
    return np.asarray(kmeans.centroids, np.float32)


def unit(vectors: FloatArray) -> FloatArray:
    """`vectors`, float32 (n, d), each L2-normalised; one of zeros stays so."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)
