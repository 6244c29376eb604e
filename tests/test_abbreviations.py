"""Abbreviations mean their words, and numbers are the same however they are written."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from tests.asking import passages_seen
from tracuu.corpus.vietnamese import fold, tokens
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.abbreviations import OF_THEMSELVES, WORDS, in_full
from tracuu.search.spellings import numbers_there
from tracuu.search.understanding import understand, words_of

REPORT = """UBND XÃ AN BÌNH
Số: 9/BC-UBND
BÁO CÁO
Kết quả năm 2024
I. KẾT QUẢ
1. Chương trình mỗi xã một sản phẩm đặc trưng (viết tắt là MXMSPĐT) đã có 4 sản phẩm được công nhận.
2. Kinh phí cho MXMSPĐT là 1.946 triệu đồng.
3. Công tác CCHC được quan tâm; ngày 5/12 đã họp.
4. Trồng được 12,5% diện tích rừng.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn An
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> SearchEngine:
    folder = tmp_path_factory.mktemp("viết tắt")
    (folder / "bc.txt").write_text(REPORT, encoding="utf-8")
    store = open_store(folder / "kho")
    store.sync([folder / "bc.txt"], encoder)
    return SearchEngine.open_with(store, encoder)


def first(engine: SearchEngine, question: str) -> str:
    return engine.search(question).hits[0].passage.text


def test_the_table_is_folded_and_each_abbreviation_has_the_letters_of_its_words() -> None:
    for letters, words in {**WORDS, **OF_THEMSELVES}.items():
        assert letters == fold(letters), letters
        initials = "".join(fold(word)[0] for word in words.split())
        short = "".join(fold(word)[0] for word in words.split() if word not in ("và", "vệ"))
        rest = iter(initials)
        assert letters in (initials, short) or all(letter in rest for letter in letters), letters


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("ATTP", "an toàn thực phẩm"),
        ("ATTT", "an toàn thông tin"),
        ("PBGDPL", "phổ biến giáo dục pháp luật"),
        ("attp", "an toàn thực phẩm"),
        ("NTM", "nông thôn mới"),
        ("CCHC", "cải cách hành chính"),
        ("PCCC", "phòng cháy chữa cháy"),
        ("NTM xã Đồng Mây đạt mấy tiêu chí", "nông thôn mới xã Đồng Mây đạt mấy tiêu chí"),
    ],
)
def test_an_abbreviation_finds_what_its_words_find(sample_engine: SearchEngine, short: str, words: str) -> None:
    one, other = sample_engine.search(short), sample_engine.search(words)
    assert one.hits[0].passage.key == other.hits[0].passage.key
    assert one.found
    assert other.found


@pytest.mark.parametrize("typed", ["GD&ĐT", "GDĐT", "GD-ĐT"])
def test_marks_within_make_no_difference(sample_view: View, typed: str) -> None:
    assert in_full(f"công tác {typed}", sample_view).text == "công tác giáo dục và đào tạo"


@pytest.mark.parametrize("typed", ["214/BC-UBND", "72/2015/NĐ-CP", "xã Tân Lập", "thôn", "ban", "16-KL/TW"])
def test_numbers_of_documents_and_words_are_left(sample_view: View, typed: str) -> None:
    assert in_full(typed, sample_view).text == typed


@pytest.mark.parametrize("question", ["Ủy ban nhân dân xã Tân Lập", "uy ban nhan dan xa tan lap"])
def test_an_office_is_itself_in_whatever_words(sample_engine: SearchEngine, question: str) -> None:
    one, other = sample_engine.search(question), sample_engine.search("UBND xã Tân Lập")
    assert [hit.passage.key for hit in one.hits] == [hit.passage.key for hit in other.hits]


def test_what_reports_write_short_is_read_short(sample_view: View) -> None:
    assert in_full("Ủy ban nhân dân xã", sample_view).text == "UBND xã"


def test_a_report_defines_its_own(engine: SearchEngine) -> None:
    with engine.view() as view:
        assert in_full("kinh phí MXMSPĐT", view).text == "kinh phí mỗi xã một sản phẩm đặc trưng"
        assert in_full("kinh phí XYZT", view).text == "kinh phí XYZT"


def test_what_a_report_defines_is_read_in_any_case_and_found_where_only_the_letters_stand(engine: SearchEngine) -> None:
    with engine.view() as view:
        for typed in ("MXMSPĐT", "mxmspđt", "mxmspdt"):
            said = in_full(typed, view)
            assert (said.text, said.letters) == ("mỗi xã một sản phẩm đặc trưng", ("mxmspđt",))
        assert words_of("kinh phi mxmspdt", view).alternatives == ("mxmspdt",)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("PCTT&TKCN", "phòng chống thiên tai và tìm kiếm cứu nạn"),
        ("THTKCLP", "thực hành tiết kiệm chống lãng phí"),
        ("TCD", "tiếp công dân"),
        ("tphcm", "thành phố hồ chí minh"),
    ],
)
def test_two_in_one_and_words_of_all_offices(sample_view: View, typed: str, words: str) -> None:
    assert in_full(typed, sample_view).text == words


def test_in_quotes_an_abbreviation_is_what_was_typed(engine: SearchEngine) -> None:
    with engine.view() as view:
        assert understand(view, '"CCHC"').words.text == "CCHC"
        assert understand(view, '"MXMSPĐT" kinh phi').words.terms == ("mxmspđt", "kinh", "phi")


def test_where_all_are_capitals_syllables_are_looked_up_nowhere(engine: SearchEngine) -> None:
    with engine.view() as view, patch.object(view, "holding", side_effect=AssertionError):
        assert in_full("KINH PHÍ CÒN HẠN CHẾ", view).text == "KINH PHÍ CÒN HẠN CHẾ"


def test_words_find_what_a_report_writes_short(engine: SearchEngine) -> None:
    with engine.view() as view:
        assert in_full("cải cách hành chính", view).letters == ("cchc",)
    assert first(engine, "công tác cải cách hành chính").startswith("3. Công tác CCHC")


@pytest.mark.parametrize(
    ("typed", "holds"),
    [("1946 triệu", "1.946"), ("12.5%", "12,5%"), ("họp 05/12", "5/12")],
)
def test_a_number_is_found_however_it_is_written(engine: SearchEngine, typed: str, holds: str) -> None:
    assert holds in first(engine, typed)


@pytest.mark.parametrize(("typed", "other"), [("1946 triệu", "1.946 triệu"), ("họp 05/12", "họp 5/12")])
def test_both_spellings_of_a_number_ask_the_same(engine: SearchEngine, typed: str, other: str) -> None:
    one, same = engine.search(typed), engine.search(other)
    assert [hit.passage.key for hit in one.hits] == [hit.passage.key for hit in same.hits]
    assert one.confidence == same.confidence


@pytest.mark.parametrize("typed", ["năm 1946", "214/BC-UBND", "72/2015/NĐ-CP", "q1946", "2024"])
def test_a_year_and_the_number_of_a_document_stay(engine: SearchEngine, typed: str) -> None:
    with engine.view() as view:
        assert numbers_there(typed, view.words) == typed


def test_the_samples_have_what_is_asked_of_them(sample_view: View) -> None:
    said = {word for passage in passages_seen(sample_view) for word in tokens(passage.text)}
    assert {"attp", "pccc"} & said
    assert Path(__file__).is_file()
