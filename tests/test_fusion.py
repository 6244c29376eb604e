"""Scores of two sides, and confidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from search.confidence import FOUND, Evidence, confidence
from search.fusion import FloatArray, convex, min_max

SCORES = arrays.arrays(np.float32, st.integers(1, 40), elements=st.floats(-100, 100, width=32))


def test_each_side_counts_by_its_weight() -> None:
    fused = convex(np.array([0.9, 0.8, 0.7], np.float32), np.array([0.0, 10.0, 5.0], np.float32), 0.7)
    assert fused.tolist() == pytest.approx([0.7, 0.65, 0.15])


def test_a_side_that_tells_nothing_apart_does_not_decide() -> None:
    assert convex(np.array([0.9, 0.8], np.float32), np.array([3.0, 3.0], np.float32), 0.5).tolist() == pytest.approx(
        [0.5, 0.0]
    )
    assert min_max(np.array([], np.float32)).tolist() == []


@given(SCORES)
def test_for_every_ranking_min_max_keeps_the_order(scores: FloatArray) -> None:
    moved = min_max(scores)
    assert ((moved >= 0) & (moved <= 1)).all()
    assert all(moved[a] <= moved[b] for a in range(len(scores)) for b in range(len(scores)) if scores[a] <= scores[b])


def test_confidence_grows_with_each_kind_of_evidence() -> None:
    weak, strong = Evidence(0.82, 0.5, 0.3), Evidence(0.9, 1.5, 0.9)
    assert 0 < confidence(weak) < FOUND < confidence(strong) < 1
    assert confidence(Evidence(0.82, 0, 0, 0.04)) < FOUND < confidence(Evidence(0.82, 0, 0, 0.08))
