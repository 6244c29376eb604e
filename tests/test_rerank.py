"""The second reading: a real cross-encoder, made here, moves passages; one that is not there is explained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tracuu.index.models.encoder import Encoder
from tracuu.search import SearchEngine
from tracuu.search.constants import RERANKED, RERANKER_WINDOW
from tracuu.search.rerank import (
    CrossEncoderReranker,
    RerankerUnavailableError,
    reranked,
    window,
)

LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A BERT of one small layer with random weights, which knows the letters."""
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    torch.manual_seed(5)
    folder.mkdir(exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=labels, initializer_range=1.0,
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_the_cross_encoder_and_the_first_ranking_decide_together(
    tmp_path: Path, sample_engine: SearchEngine, sample_store: Path, encoder: Encoder
) -> None:
    question = "kinh phí hạn chế"
    reranker = CrossEncoderReranker(str(cross_encoder(tmp_path / "model")))
    engine = SearchEngine.open_with(sample_store, encoder, reranker)
    before, after = sample_engine.search(question, 70), engine.search(question, 70)
    engine.close()
    keys = [hit.passage.key for hit in before.hits]
    assert [hit.passage.key for hit in after.hits] != keys
    assert {hit.passage.key for hit in after.hits[:20]} != set(keys[:20])
    assert {hit.passage.key for hit in after.hits[:30]} <= set(keys[: RERANKED + 20])
    scores = [hit.score for hit in after.hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= min(scores) <= max(scores) <= 1
    assert (after.confidence, after.found) == (before.confidence, before.found)

    first = after.hits[0]
    texts = [hit.passage.text for hit in after.hits if len(hit.passage.text) <= RERANKER_WINDOW]
    alone = dict(zip(texts, reranker.scores(question, texts), strict=True))
    if first.passage.text in alone:
        assert alone[first.passage.text] > np.median(list(alone.values()))


@pytest.mark.parametrize("model", ["./none", "/no/such/model"])
def test_a_missing_reranker_is_explained_when_it_is_needed(sample_store: Path, encoder: Encoder, model: str) -> None:
    engine = SearchEngine.open_with(sample_store, encoder, CrossEncoderReranker(model))
    with pytest.raises(RerankerUnavailableError, match=f"“{model}”.*TRACUU_RERANKER") as caught:
        engine.search("kinh phí")
    assert "unset TRACUU_RERANKER" in caught.value.message("en")
    engine.close()


def test_a_model_that_is_no_reranker_is_refused(tmp_path: Path) -> None:
    classifier = cross_encoder(tmp_path / "classifier", labels=3)
    with pytest.raises(RerankerUnavailableError, match="3 điểm"):
        CrossEncoderReranker(str(classifier)).scores("kinh phí", ["Kinh phí còn hạn chế."])
    (tmp_path / "classifier" / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(RerankerUnavailableError):
        CrossEncoderReranker(str(classifier)).scores("kinh phí", ["Kinh phí còn hạn chế."])


def test_what_was_read_again_stays_before_the_rest() -> None:
    first = np.array([1.0, 0.9, 0.5, 0.4], np.float32)
    scores = reranked(first, np.array([-3.0, 8.0], np.float32))
    assert np.argsort(-scores).tolist() == [1, 0, 2, 3]
    np.testing.assert_allclose(reranked(first, np.array([2.0, 2.0], np.float32))[2:], [0.25, 0.2])


@pytest.mark.parametrize("best", [(0, 20), (1490, 1600), (2980, 3000)])
def test_of_a_long_passage_the_part_about_its_best_sentence_is_read(best: tuple[int, int]) -> None:
    text = "".join(f"{number:09} " for number in range(300))
    part = window(text, best)
    assert len(part) == RERANKER_WINDOW
    assert text[slice(*best)] in part
    assert window("Kinh phí còn hạn chế.", (0, 21)) == "Kinh phí còn hạn chế."
