"""What was typed, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.errors import TracuuError
from tracuu.index.records import Filter
from tracuu.search.errors import EmptyQueryError, FilterValueError
from tracuu.search.query import parse_query


def test_words_phrases_exclusions_and_filters() -> None:
    query = parse_query('kinh phí "còn hạn chế" -"tập huấn" -xã năm:2023 cấp:xã mục:"hạn chế" cơ_quan:"Tuy Phước"')
    assert query.text == "kinh phí còn hạn chế"
    assert query.phrases == (("còn", "hạn", "chế"),)
    assert query.excluded == (("tập", "huấn"), ("xã",))
    assert query.filter == Filter(agencies=("Tuy Phước",), levels=("commune",), years=(2023,), roles=("limitations",))


@pytest.mark.parametrize("typed", ["nam:2023", "năm:2023", "year:2023", "NĂM:2023"])
def test_filters_are_known_in_english_and_without_accents(typed: str) -> None:
    assert parse_query(f"kinh phí {typed}").filter == Filter(years=(2023,))


def test_dashes_and_colons_of_prose_are_left_alone() -> None:
    query = parse_query("phát triển kinh tế - xã hội: kết quả 16-KL/TW")
    assert not query.filter
    assert query.excluded == ()
    assert query.words[-3:] == ("16", "kl", "tw")


def test_an_unclosed_quote_is_a_mark_like_any_other() -> None:
    query = parse_query('"kinh phí')
    assert query.phrases == ()
    assert query.words == ("kinh", "phí")


def test_curly_quotes_are_quotes() -> None:
    assert parse_query("“kinh phí”").phrases == (("kinh", "phí"),)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "năm:2023", "-xã"])
def test_nothing_to_look_for(typed: str) -> None:
    with pytest.raises(EmptyQueryError):
        parse_query(typed)


@pytest.mark.parametrize("typed", ["a năm:20x3", "a cấp:phủ", "a mục:linh-tinh"])
def test_values_that_cannot_be_say_what_can(typed: str) -> None:
    with pytest.raises(FilterValueError, match="Dùng một trong"):
        parse_query(typed)


@given(st.text(max_size=300))
def test_for_every_text_a_query_or_a_sentence(typed: str) -> None:
    try:
        assert parse_query(typed).words
    except TracuuError as error:
        assert error.vi
        assert error.en


def test_a_document_cited_is_a_filter_and_alone_also_the_question() -> None:
    query = parse_query('tập huấn viện_dẫn:"16-KL/TW"')
    assert query.text == "tập huấn"
    assert query.filter.references == ("16-KL/TW",)
    alone = parse_query("vien-dan:16-KL/TW")
    assert alone.text == "16-KL/TW"
    assert alone.filter.references == ("16-KL/TW",)
