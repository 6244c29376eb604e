"""Patterns without accents see only words that may be theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.vietnamese import fold
from tracuu.search.answer.questions import asked_for
from tracuu.search.spelled_words import SpelledWords

WORDS = SpelledWords("ký tên", "số")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ai ký tên", "ai ky ten"),
        ("trong kỳ này", "trong xx nay"),  # "này" is the folded form of none of them
        ("ky ten so", "ky ten so"),
        ("Ký ky kỷ", "ky ky xx"),  # what has no accents may be it
        ("Số sổ sở", "so xx xx"),
        ("ten kỹ", "ten xx"),
        ("", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert WORDS.seen_in(text) == seen


@given(st.text(alphabet="kýỳyỷ sốổoở İ10/", max_size=40))
def test_what_is_seen_is_as_long_and_says_no_more_than_the_folded_text(text: str) -> None:
    seen, folded = WORDS.seen_in(text), fold(text)
    assert len(seen) == len(folded)
    assert all(a in (b, "x") for a, b in zip(seen, folded, strict=True))


@pytest.mark.parametrize(
    ("question", "kind", "parts"),
    [
        ("Ai phụ trách bộ phận một cửa trong kỳ?", "content", ()),
        ("Ai kỷ luật cán bộ?", "content", ()),
        ("Lãnh đạo nào kỳ vọng vào chuyển đổi số?", "content", ()),
        ("Có sổ nào ghi báo cáo không?", "content", ()),
        ("máy báo cáo tự động ra sao", "content", ()),
        ("Ai ký báo cáo này?", "header", ("signer",)),
        ("ai ky bao cao nay", "header", ("signer",)),
        ("Kỳ báo cáo là năm nào?", "header", ("period",)),
        ("Báo cáo này số bao nhiêu?", "header", ("number",)),
        ("mấy báo cáo nói về rác", "reports", ()),
    ],
)
def test_a_header_is_asked_for_with_the_right_accents(question: str, kind: str, parts: tuple[str, ...]) -> None:
    asked = asked_for(question)
    assert (asked.kind, asked.parts) == (kind, parts)
