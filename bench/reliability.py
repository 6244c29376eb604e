"""How often what was said with a probability came true: bins, and their picture as SVG."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Bin = tuple[float, float, float]
"""Mean probability said, share that came true, and share of all weight, each 0..1."""

BINS = 10
SIDE, EDGE = 360, 48


def bins(said: FloatArray, was: FloatArray, weight: FloatArray) -> list[Bin]:
    """`BINS` of equal width; those without a question are left out."""
    number = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        (
            float(np.average(said[inside], weights=weight[inside])),
            float(np.average(was[inside], weights=weight[inside])),
            float(weight[inside].sum() / weight.sum()),
        )
        for inside in (number == i for i in range(BINS))
        if inside.any()
    ]


def picture(points: list[Bin]) -> str:
    """The reliability diagram; a point's area is its share of the questions."""

    def x(value: float) -> float:
        return round(EDGE + value * SIDE, 1)

    def y(value: float) -> float:
        return round(EDGE / 2 + (1 - value) * SIDE, 1)

    grid = "".join(
        f'<path d="M{x(0)} {y(v)}H{x(1)}M{x(v)} {y(0)}V{y(1)}" stroke="#ddd"/>'
        f'<text x="{x(0) - 6}" y="{y(v) + 4}" text-anchor="end">{v:.1f}</text>'
        f'<text x="{x(v)}" y="{y(0) + 16}" text-anchor="middle">{v:.1f}</text>'
        for v in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    line = " ".join(f"{x(said)},{y(was)}" for said, was, _ in points)
    dots = "".join(
        f'<circle cx="{x(said)}" cy="{y(was)}" r="{3 + 24 * share**0.5:.1f}" fill="#1a5fb4" fill-opacity=".5"/>'
        for said, was, share in points
    )
    width, height = SIDE + EDGE + 24, SIDE + EDGE + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{grid}\n'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4"/>\n'
        f'<polyline points="{line}" fill="none" stroke="#1a5fb4"/>{dots}\n'
        f'<text x="{x(0.5)}" y="{y(0) + 34}" text-anchor="middle">probability said</text>\n'
        f'<text x="14" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {y(0.5)})">share answered</text>\n'
        "</svg>\n"
    )
