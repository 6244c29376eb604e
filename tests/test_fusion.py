"""Scores of two sides, and confidence."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tracuu.index.models.encoder import Encoder
from tracuu.search.confidence import confidence, is_calibrated
from tracuu.search.confidence_features import Features
from tracuu.search.constants import E5, FOUND
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


WEAK = Features(
    foreign=False,
    cosine=0.84,
    margin=0.03,
    sentence=0.84,
    together=0.3,
    stranger=False,
    length=math.log(5),
    words=0.3,
)


def test_confidence_grows_with_each_kind_of_evidence() -> None:
    assert 0 < confidence(WEAK, E5) < FOUND
    for better in (replace(WEAK, sentence=0.88), replace(WEAK, together=0.9)):
        assert confidence(WEAK, E5) < confidence(better, E5) < 1
    assert confidence(replace(WEAK, stranger=True), E5) < confidence(WEAK, E5)
    assert confidence(replace(WEAK, sentence=0.9, together=0.9), E5) > FOUND
    foreign = replace(WEAK, foreign=True, cosine=0.8)
    assert confidence(foreign, E5) < FOUND < confidence(replace(foreign, cosine=0.86, margin=0.05), E5)


@pytest.mark.parametrize("model", ["BAAI/bge-m3", None])
def test_with_an_encoder_that_has_no_coefficients_only_the_words_count(model: str | None) -> None:
    near = replace(WEAK, cosine=0.99, margin=0.5, sentence=0.99, together=1.0)
    assert not is_calibrated(model)
    assert confidence(near, model) == confidence(WEAK, model) < FOUND
    assert confidence(replace(WEAK, words=1.0), model) > FOUND
    assert confidence(replace(WEAK, words=1.0, stranger=True), model) < FOUND
    assert confidence(replace(WEAK, words=1.0, mute=True), model) == 0.0


def test_the_bundled_encoder_has_coefficients_of_its_own(encoder: Encoder) -> None:
    assert is_calibrated(encoder.name)
