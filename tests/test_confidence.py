"""Whether there is an answer: by an encoder's own coefficients, or by the words alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tracuu.console import print_result
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.search import SearchEngine
from tracuu.search.confidence import confidence, is_calibrated
from tracuu.search.confidence_features import Features
from tracuu.search.constants import E5, FOUND
from tracuu.service.engines import NoMeaning

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
    assert (
        confidence(replace(WEAK, words=0.9, stranger=True), model) < FOUND < confidence(replace(WEAK, words=0.9), model)
    )
    assert confidence(replace(WEAK, words=1.0, mute=True), model) == 0.0


def test_the_bundled_encoder_has_coefficients_of_its_own(encoder: Encoder) -> None:
    assert is_calibrated(encoder.name)


@pytest.fixture(scope="module")
def words_alone(sample_store: Path) -> Iterator[SearchEngine]:
    """The samples while their model is being loaded."""
    store = open_store(sample_store)
    with store.view() as view:
        engine = SearchEngine.open_with(store, NoMeaning.of(view.made_with))
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("question", "found"),
    [("kinh phí hạn chế", True), ("kinh phi han che", True), ("cách nấu phở bò", False), ("how to fund it", False)],
)
def test_while_the_model_is_being_loaded_the_words_decide(
    words_alone: SearchEngine, sample_engine: SearchEngine, question: str, found: bool
) -> None:
    result = words_alone.search(question)
    assert (result.calibrated, result.found) == (False, found)
    assert result.to_json()["calibrated"] is False
    assert sample_engine.search(question).calibrated


class Another:
    """An encoder with vectors as good as the bundled one's, under a name that no coefficients were fitted to."""

    name = "another/model"

    def __init__(self, encoder: Encoder) -> None:
        self.dimension, self.prompts = encoder.dimension, encoder.prompts
        self.encode_queries, self.encode_passages = encoder.encode_queries, encoder.encode_passages


def test_another_encoder_is_not_judged_by_the_bundled_ones_coefficients(
    encoder: Encoder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").mkdir()
    said = "UBND xã báo cáo như sau:\nKinh phí cho hoạt động văn hóa còn hạn chế.\nĐường liên thôn đã xuống cấp.\n"
    (tmp_path / "reports" / "a.txt").write_text(said, encoding="utf-8")
    another = Another(encoder)
    sync(tmp_path / "store", [tmp_path / "reports"], another)
    engine = SearchEngine.open_with(tmp_path / "store", another)
    result = engine.search("kinh phí văn hóa còn hạn chế")
    engine.close()
    assert result.evidence is not None
    assert result.confidence == confidence(result.evidence, None) != confidence(result.evidence, E5)
    assert not result.calibrated
    print_result(result)
    assert "chưa được hiệu chỉnh cho mô hình này" in capsys.readouterr().out
    print_result(replace(result, calibrated=True))
    assert "hiệu chỉnh" not in capsys.readouterr().out
