"""What was typed, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.errors import TracuuError
from tracuu.corpus.report import Reference
from tracuu.index.records import Filter
from tracuu.search.constants import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS
from tracuu.search.errors import EmptyQueryError, FilterValueError, QuestionTooLongError
from tracuu.search.filter_values import read_level, read_role, read_years
from tracuu.search.query import citing, joined, parse_query


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


@pytest.mark.parametrize("typed", ["", "   ", "?!"])
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
        query = parse_query(typed)
        assert query.words or query.filter or query.excluded
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


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('cơ_quan:"Tuy Phước" đơn_vị:Sở', Filter(agencies=("Tuy Phước", "Sở"))),
        ("cap:tinh level:central", Filter(levels=("province", "central"))),
        ("tỉnh:Huế province:Huế", Filter(provinces=("Huế",))),
        ('loại:"Báo cáo" loại_văn_bản:"Kế hoạch" doc-type:plan', Filter(doc_types=("Báo cáo", "Kế hoạch", "plan"))),
        ("mục:other vai_trò:khác section:proposals", Filter(roles=("other", "proposals"))),
        ("báo_cáo:0ecb07c9692b mã:a report:b", Filter(reports=("0ecb07c9692b", "a", "b"))),
        ('căn_cứ:"16-KL/TW" cites:"1/QĐ"', Filter(references=("16-KL/TW", "1/QĐ"))),
    ],
)
def test_every_filter_is_known_by_each_of_its_names(typed: str, wanted: Filter) -> None:
    query = parse_query(f"kinh phí {typed}")
    assert (query.text, query.words, query.filter) == ("kinh phí", ("kinh", "phí"), wanted)


@pytest.mark.parametrize(
    ("typed", "level"),
    [("xã", "commune"), (" Cấp huyện ", "district"), ("PROVINCE", "province"), ("đặc khu", "commune"),
     ("bộ", "central")],
)  # fmt: skip
def test_levels_by_code_or_word(typed: str, level: str) -> None:
    assert read_level(typed) == level


@pytest.mark.parametrize(
    ("typed", "role"),
    [("limitations", "limitations"), (" Hạn chế ", "limitations"), ("kiến nghị", "proposals"), ("kinh phí", "funding"),
     ("Nhân lực", "staffing"), ("other", "other"), ("khác", "other")],
)  # fmt: skip
def test_roles_by_code_or_word(typed: str, role: str) -> None:
    assert read_role(typed) == role


def test_a_year_has_four_digits() -> None:
    assert read_years(" 2023 ") == (2023,)
    for typed in ("023", "20233", "3023", "2023x", ""):
        with pytest.raises(FilterValueError):
            read_years(typed)


def test_the_value_that_cannot_be_is_named() -> None:
    for read, typed in ((read_level, "phủ"), (read_role, "linh tinh"), (read_years, "20x3")):
        with pytest.raises(FilterValueError, match=typed):
            read(typed)


def test_a_question_is_composed_and_trimmed_before_it_is_read() -> None:
    query = parse_query("  kinh phi\u0301 ")
    assert (query.raw, query.text) == ("kinh phí", "kinh phí")


def test_a_name_that_is_no_filter_stays_in_the_question() -> None:
    query = parse_query('kết_quả:tốt năm:2023 số "12/BC"')
    assert "tốt" in query.words
    assert query.filter == Filter(years=(2023,))


def test_one_filter_typed_twice_is_taken_out_twice_and_an_empty_one_wants_nothing_else() -> None:
    assert parse_query("a năm:2021 b năm:2021 c").text == "a b c"
    empty = parse_query('a cơ_quan:"" b')
    assert (empty.filter, empty.not_applied, empty.words) == (Filter(), ('cơ_quan:""',), ("a", "cơ", "quan", "b"))


def test_a_phrase_stays_in_the_words_and_an_exclusion_does_not() -> None:
    query = parse_query('xã "còn hạn chế" -"tập huấn" -rác "" "?!"')
    assert query.words == ("xã", "còn", "hạn", "chế")
    assert query.phrases == (("còn", "hạn", "chế"),)
    assert query.excluded == (("tập", "huấn"), ("rác",))


def test_whether_a_question_says_more_than_its_phrases() -> None:
    said = [parse_query(typed).says_more_than_phrases for typed in ('"kinh phí" xã', '"kinh phí" "hạn chế"', "xã")]
    assert said == [True, False, False]


def test_a_page_that_was_pasted_is_refused_with_what_to_do() -> None:
    assert len(parse_query("xã " * MAX_QUERY_WORDS).words) == MAX_QUERY_WORDS
    for typed in ("xã " * (MAX_QUERY_WORDS + 1), "x" * (MAX_QUERY_CHARACTERS + 1)):
        with pytest.raises(QuestionTooLongError, match="Hãy hỏi ngắn hơn"):
            parse_query(typed)


def test_what_is_asked_for_beside_the_question_is_looked_for_where_nothing_else_is() -> None:
    given = Filter(references=("16-KL/TW",), years=(2023,))
    assert parse_query("", given).text == "16-KL/TW"
    assert parse_query("viện_dẫn:1/QĐ", given).text == "16-KL/TW 1/QĐ"
    assert parse_query("tập huấn", given) == parse_query("tập huấn")
    assert joined(given, Filter(years=(2021,), levels=("commune",))) == Filter(
        references=("16-KL/TW",), years=(2023, 2021), levels=("commune",)
    )


def test_the_question_that_finds_who_cites_a_document() -> None:
    decision = Reference("Quyết định", "31/QĐ-UBND", None, None)
    assert parse_query(citing(decision)).filter == Filter(references=("31/QĐ-UBND",))
    for number in (None, "", '31"/QĐ'):
        assert citing(Reference("Quyết định", number, None, None)) == ""
