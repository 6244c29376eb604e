"""Circles on a plane: near each other where themes are, none over another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..constants import MAP_FILLED, MAP_GAP, MAP_PULL, MAP_ROUNDS, MAP_SMALLEST

FloatArray = npt.NDArray[np.float32]
Points = npt.NDArray[np.float64]

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
"""Radians between the directions in which circles first step aside, that two in one place may part."""


def plane(vectors: FloatArray) -> Points:
    """Positions, float64 (n, 2) in [-1, 1], by classical scaling: the two directions in which `vectors` differ most."""
    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    points = np.zeros((len(vectors), 2))
    axes = min(2, len(s))
    points[:, :axes] = u[:, :axes] * s[:axes]
    heaviest = np.abs(points).argmax(axis=0)
    points *= np.where(points[heaviest, [0, 1]] < 0, -1, 1)
    return np.asarray(points / np.maximum(np.abs(points).max(axis=0), 1e-9), np.float64)


def circles(points: Points, sizes: npt.NDArray[np.float64], height: float) -> tuple[Points, Points]:
    """Centres, float64 (n, 2), and radii, float64 (n,), inside a plane 1 wide and `height` high, none over another.

    Args:
        points: positions in [-1, 1], float64 (n, 2).
        sizes: what the areas show, float64 (n,), positive.
        height: of the plane.
    """
    radii = np.maximum(np.sqrt(sizes / sizes.max()), MAP_SMALLEST)
    radii *= min(np.sqrt(MAP_FILLED * height / (np.pi * (radii**2).sum())), min(1.0, height) / 4)
    extent = np.array([1.0, height])
    homes = extent / 2 + points * (extent / 2 - radii[:, None])
    turns = GOLDEN_ANGLE * np.arange(len(points))
    turned = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    centres = homes + MAP_GAP * turned
    aside = 1e-6 * (turned[:, None] - turned[None, :])
    reach = radii[:, None] + radii[None, :] + MAP_GAP
    for round_ in range(MAP_ROUNDS):
        if round_ < MAP_ROUNDS // 2:
            centres += MAP_PULL * (homes - centres)
        apart = centres[:, None] - centres[None, :]
        apart = np.where(np.abs(apart).max(axis=-1, keepdims=True) < 1e-9, aside, apart)  # in one corner both
        distance = np.hypot(apart[..., 0], apart[..., 1])
        overlap = np.maximum(reach - distance, 0)
        np.fill_diagonal(overlap, 0)
        centres += ((overlap / 2 / np.maximum(distance, 1e-9))[..., None] * apart).sum(axis=1)
        centres = np.clip(centres, radii[:, None], extent - radii[:, None])
    return _shrunk(centres, radii)


def _shrunk(centres: Points, radii: Points) -> tuple[Points, Points]:
    """Every radius less by the same share, where a pair still overlaps."""
    distance = np.hypot(*np.moveaxis(centres[:, None] - centres[None, :], -1, 0))
    reach = radii[:, None] + radii[None, :]
    np.fill_diagonal(distance, np.inf)
    return centres, radii * min(1.0, float((distance / reach).min(initial=1.0)))
