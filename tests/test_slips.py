"""What was meant: accents restored, slips of the keyboard mended."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.vietnamese import fold, has_accents, tokens
from tracuu.index.records import Accents
from tracuu.index.store import View
from tracuu.search.accents import restore
from tracuu.search.slips import meant, split_joined
from tracuu.search.understanding import understand


class Counts:
    """The vocabulary of a tiny corpus."""

    sentences = (
        *["kinh phí hạn chế"] * 6, *["kinh phí hoạt động"] * 3, "kính gửi", "hàn điện", *["cán bộ kiêm nhiệm"] * 2,
        *["cán bộ nghiệp vụ"] * 2, *["biển đảo quê hương"] * 2, "khó khăn", "trường học", "trưởng thôn",
        "hỗ trợ nước sạch", "sông có một đảo", *["điều kiện sống"] * 3, *["truyền thanh thông minh"] * 3,
        *["kết hợp"] * 3, "bác sĩ", *["hộ nghèo"] * 2, *["hộ dân"] * 12,
    )  # fmt: skip

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        for sentence in self.sentences:
            words = tokens(sentence)
            for term in (*words, *(f"{a}_{b}" for a, b in pairwise(words))):
                self.counts[term] = self.counts.get(term, 0) + 1

    def under(self, term: str) -> int:
        return 0

    def forms(self, folded: str) -> list[tuple[str, int]]:
        return [(word, n) for word, n in self.counts.items() if "_" not in word and fold(word) == folded]

    def __len__(self) -> int:
        return len(self.sentences)

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        return self.counts.get(word, 0)


COUNTS = Counts()


def understood(typed: str) -> str:
    words = split_joined(tokens(typed), COUNTS)
    return " ".join(restore(meant(words, COUNTS, has_accents(typed)), COUNTS))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kinh phi han che", "kinh phí hạn chế"),
        ("xyz han che", "xyz hạn chế"),
        ("kinh phí hạn chê", "kinh phí hạn chế"),
        ("kinh phi hạn chế", "kinh phí hạn chế"),
        ("kinhphí hạnchế", "kinh phí hạn chế"),
        ("ket hop", "kết hợp"),
        ("ket hon", "kết hôn"),
        ("dieu khien", "điều khiển"),
        ("bác sỉ", "bác sỉ"),
        ("hộ ngèo", "hộ nghèo"),
        ("hộ nghề", "hộ nghề"),
        ("cán bộ kiêm nhiệp", "cán bộ kiêm nhiệm"),
        ("biển đão", "biển đảo"),
        ("thông min", "thông minh"),
        ("knih phí", "kinh phí"),
        ("", ""),
    ],
)
def test_slips_are_mended_by_what_the_corpus_says(typed: str, said: str) -> None:
    assert understood(typed) == said


@pytest.mark.parametrize(
    "right",
    [
        *dict.fromkeys(Counts.sentences), "nước sạch trường học", "đảo", "hạn chế kinh phí", "khăn trường", "16 KL TW",
        "hoạt động 2023", "qd19 a1", "băng rôn", "kinh phí bao nhiêu", "máy móc phòng ốc", "xin thêm cán bộ", "phở bò",
        "điều khiển", "điều khiển giao thông",
    ],
)  # fmt: skip
def test_right_spelling_stays(right: str) -> None:
    assert understood(right) == " ".join(tokens(right))


def test_a_word_with_a_neighbour_of_its_own_is_no_slip(sample_view: View) -> None:
    assert sample_view.words.frequency("con_thứ")
    for typed, said in (
        ("con thử máu", "con thử máu"), ("xét nghiệm con thử máu", "xét nghiệm con thử máu"),
        ("trạm y tế thiếu bác sỉ", "trạm y tế thiếu bác sĩ"), ("sinh con thử ba", "sinh con thứ ba"),
    ):  # fmt: skip
        assert understand(sample_view, typed).words.text == said


@given(st.text(max_size=40))
def test_whatever_is_typed_every_word_is_answered_for(text: str) -> None:
    words = split_joined(tokens(text), COUNTS)
    assert "".join(words) == "".join(tokens(text))
    restored = restore(meant(words, COUNTS, has_accents(text)), COUNTS)
    assert len(restored) == len(words)
