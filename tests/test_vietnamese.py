"""Text for matching."""

from __future__ import annotations

import itertools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.vietnamese import (
    bigrams,
    fold,
    has_accents,
    is_syllable,
    place_tone,
    sentences,
    tokens,
    vietnamese_share,
)

VIETNAMESE_TEXT = st.text(alphabet='aàáảãạăâeèêioôơuưyđ bcdghklmnpqrstvx.,;:!?…()"“”0123456789/-ABCĐÔỒ', max_size=200)


def test_tokens_keep_what_default_patterns_drop() -> None:
    assert tokens("Ở 5 xã: Quyết định 16-KL/TW") == ["ở", "5", "xã", "quyết", "định", "16", "kl", "tw"]


def test_decomposed_text_gives_the_same_tokens() -> None:
    text = "Kinh phí hạn chế, đầu tư thủy lợi"
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(text)


def test_both_tone_placements_are_one_word() -> None:
    assert tokens("hoà bình, thuỷ lợi, khoẻ") == tokens("hòa bình, thủy lợi, khỏe")
    assert place_tone("quý") == "quý"
    assert place_tone("hoàn toàn ngoái") == "hoàn toàn ngoái"


def test_folding_takes_the_bar_of_d_too() -> None:
    assert fold("Đánh giá đầy đủ") == "danh gia day du"


@given(VIETNAMESE_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_bigrams_are_neighbours() -> None:
    assert bigrams(["kinh", "phí", "ít"]) == ["kinh_phí", "phí_ít"]
    assert bigrams(["một"]) == []


def test_accents_are_seen_in_either_form() -> None:
    assert has_accents("kinh phí")
    assert has_accents(unicodedata.normalize("NFD", "kinh phí"))
    assert has_accents("Đ")
    assert not has_accents("kinh phi 2023")


def test_syllables_are_told_from_english() -> None:
    assert all(map(is_syllable, ["nghiêng", "khuỷu", "quốc", "gì", "đường"]))
    assert not any(map(is_syllable, ["funding", "reports", "external", "staff"]))
    assert vietnamese_share("Kinh phí hoạt động còn hạn chế") == 1.0
    assert vietnamese_share("This file lists the irregularities of five files") < 0.5


def spoken(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_where_another_begins() -> None:
    assert spoken("Khu vực ASEAN có 1.500 người. Tuy nhiên, còn thiếu. 02 xã đã xong./.") == [
        "Khu vực ASEAN có 1.500 người.",
        "Tuy nhiên, còn thiếu.",
        "02 xã đã xong./.",
    ]


def test_abbreviations_and_item_numbers_end_no_sentence() -> None:
    assert spoken("1. Tiếp tục đẩy mạnh. Phối hợp với TP. Hồ Chí Minh") == [
        "1. Tiếp tục đẩy mạnh.",
        "Phối hợp với TP. Hồ Chí Minh",
    ]


def test_the_initial_of_a_name_ends_no_sentence() -> None:
    assert spoken("Ông Trần Hữu N. Nam và bà Lê H. Hoa đã dự. Xã Tân An đạt loại A. Mục V. Kiến nghị") == [
        "Ông Trần Hữu N. Nam và bà Lê H. Hoa đã dự.",
        "Xã Tân An đạt loại A.",
        "Mục V.",
        "Kiến nghị",
    ]


def test_long_clauses_between_semicolons_stand_alone() -> None:
    text = (
        "Ngân sách hàng năm bố trí cho hoạt động này của huyện còn hạn chế; "
        "việc bồi dưỡng kỹ năng, kiến thức chưa sâu rộng đến các cơ quan."
    )
    assert spoken(text) == [text[:67].strip(), text[67:].strip()]
    assert len(spoken("gạo; muối; mắm")) == 1


@given(VIETNAMESE_TEXT)
def test_for_every_text_sentences_hold_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join(text[start:end] for start, end in spans).split() == text.split() or "".join(
        "".join(text[start:end].split()) for start, end in spans
    ) == "".join(text.split())
