"""Scores of two sides become one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tracuu.search.fusion import FloatArray, convex, min_max

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


def test_candidates_beyond_the_core_change_nothing_in_it() -> None:
    dense, lexical = np.array([0.9, 0.8, 0.7], np.float32), np.array([2.0, 10.0, 5.0], np.float32)
    more = convex(np.append(dense, np.float32(0.1)), np.append(lexical, np.float32(0)), 0.6, np.arange(4) < 3)
    np.testing.assert_array_equal(more[:3], convex(dense, lexical, 0.6))
    assert more[3] < more[:3].min()
