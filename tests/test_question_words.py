"""What the words of a question do in it: the same word asks, is polite or names a report here, and is matter there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.disturbed import HashEncoder
from tests.asking import answered
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.absent import AbsentWords, absent_words
from tracuu.search.function_words import NO_MATTER
from tracuu.search.understanding import understand


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Nậm Lìa có mấy bản?", "có 11 bản"),
        ("nam lia co may ban?", "có 11 bản"),
        ("Xã Vân Sơn có mấy hộ?", "1.946 hộ"),
        ("xa van son co may ho?", "1.946 hộ"),
        ("Phường Bến Đá có bao nhiêu hộ?", "11.870 hộ"),
        ("phuong ben da co bao nhieu ho", "11.870 hộ"),
        ("Xã Tân Lập có bao nhiêu văn bản còn hiệu lực?", "Rà soát 43 văn bản"),
        ("xa tan lap co bao nhieu van ban con hieu luc", "Rà soát 43 văn bản"),
    ],
)
def test_what_a_place_has_is_no_list_of_reports(sample_engine: SearchEngine, question: str, quoted: str) -> None:
    given = answered(sample_engine, question)
    assert (given.found, given.method) == (True, "extractive")
    assert quoted in given.sources[0].quote


def test_how_many_of_a_thing_is_not_how_many_did_something(sample_engine: SearchEngine) -> None:
    given = answered(sample_engine, "Xã Đồng Mây có bao nhiêu hộ?")
    assert not given.found, "of all its households the report says nothing, only that 112 gave land"
    assert not answered(sample_engine, "Xã Nậm Lìa có bao nhiêu hộ nghèo?").found


@pytest.mark.parametrize(
    "question",
    [
        "báo cáo của xã Tân Lập", "tìm hộ báo cáo của xã Tân Lập", "xem giúp các báo cáo của xã Tân Lập",
        "giúp tôi tìm báo cáo của xã Tân Lập", "bản báo cáo của xã Tân Lập", "xem hộ tôi báo cáo của xã Tân Lập",
    ],
)  # fmt: skip
def test_politeness_and_words_for_a_report_are_still_passed_over(sample_engine: SearchEngine, question: str) -> None:
    given = answered(sample_engine, question)
    assert (given.found, given.method, len(given.sources)) == (True, "header", 2)


def test_a_report_may_be_out_of_force(sample_engine: SearchEngine) -> None:
    assert answered(sample_engine, "Báo cáo nào còn hiệu lực?").not_understood == ("còn hiệu lực",)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("mấy hộ", "hộ"), ("hộ nghèo", "hộ nghèo"), ("mấy bản", "bản"), ("người giúp việc", "người giúp việc"),
        ("tài liệu lưu trữ", "tài liệu lưu trữ"), ("đơn vị sự nghiệp", "đơn vị sự nghiệp"),
        ("tìm hộ", ""), ("xem giúp", ""), ("giúp tôi", ""), ("mấy bản báo cáo", ""), ("tài liệu nào", ""),
        ("các đơn vị", ""),
    ],
)  # fmt: skip
def test_a_word_is_matter_but_in_the_phrases_in_which_it_is_none(words: str, matter: str) -> None:
    assert " ".join(NO_MATTER.rest(words.split(), accented=True)) == matter


def absent(view: View, engine: SearchEngine, question: str) -> list[tuple[str, bool]]:
    asked = understand(view, question)
    hits = engine.find(view, asked).hits
    return [(one.text, one.elsewhere) for one in absent_words(asked, view, hits[0].passage.text)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("hộ khẩu", "hộ khẩu"), ("hộ chiếu", "hộ chiếu"), ("người giúp việc", "giúp việc"), ("ho chieu", "hộ chiếu"),
    ],
)  # fmt: skip
def test_syllables_far_apart_make_no_word(
    sample_view: View, sample_engine: SearchEngine, question: str, words: str
) -> None:
    assert absent(sample_view, sample_engine, question) == [(words, False)]
    assert not sample_view.words.frequency(words.replace(" ", "_"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("cấp cứu ở xã Vân Sơn", ["cấp cứu"]), ("ngày công của xã Vân Sơn", ["ngày công"]),
        ("cap cuu o xa van son", ["cấp cứu"]), ("Số liệu xã Vân Sơn", []), ("Tổng số tiền ở xã Vân Sơn", []),
    ],
)  # fmt: skip
def test_a_word_is_matter_though_half_of_it_says_that_a_report_is_meant(
    sample_view: View, question: str, words: list[str]
) -> None:
    there = absent_words(understand(sample_view, question), sample_view)
    assert [one.text for one in there] == words
    assert all(one.elsewhere for one in there)


def test_of_a_place_whose_reports_are_silent_about_its_population(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    paragraph = Paragraph(1, "Kinh phí còn hạn chế, người dân góp thêm.", "paragraph", ())
    store.take_in([Report("bc.txt", Header(agency="UBND xã An Bình"), (), (paragraph,))], HashEncoder())
    with store.view() as view:
        there = absent_words(understand(view, "Dân số xã An Bình"), view)
        assert there == (AbsentWords("dân số", elsewhere=False),)
        assert absent_words(understand(view, "Số kinh phí xã An Bình"), view) == ()
    store.close()


@pytest.mark.parametrize(
    ("question", "signer"),
    [
        ("Quýnh", "Đỗ Văn Quýnh"), ("quynh", "Đỗ Văn Quýnh"), ("ông Quýnh ký", "Đỗ Văn Quýnh"),
        ("Ông Quýnh ký những báo cáo nào?", "Đỗ Văn Quýnh"), ("bà Lụa", "Mai Thị Lụa"), ("ba Lua", "Mai Thị Lụa"),
        ("Bà Lụa ký báo cáo nào?", "Mai Thị Lụa"), ("Phiệt", "Lưu Thế Phiệt"), ("đồng chí Sính", "Vàng A Sính"),
    ],
)  # fmt: skip
def test_a_signer_is_found_by_the_given_name(sample_engine: SearchEngine, question: str, signer: str) -> None:
    [source] = answered(sample_engine, question).sources
    found = sample_engine.search(question, 1)
    assert [one.value for one in found.conditions if one.field == "signer" and one.applied] == [signer]
    assert found.hits[0].passage.report.header.signer == signer
    assert source.passage_id.startswith(found.hits[0].passage.report.id)
    assert found.absent == ()


@pytest.mark.parametrize(
    "question",
    [
        "bà Lụa Đào", "ông Lua", "ba sen", "Lịch", "lịch công tác", "bà con", "đồng chí Tân", "lúa", "lua",
        "ông Lùa",
    ],
)  # fmt: skip
def test_what_is_no_given_name_of_one_signer_names_nobody(sample_view: View, question: str) -> None:
    signers = [one.value for one in understand(sample_view, question).conditions if one.field == "signer"]
    assert signers == (["Mai Thị Lụa"] if question == "ông Lua" else []), "typed by halves it may be Lụa"


def test_of_two_who_are_called_alike_neither_is_meant(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    paragraph = Paragraph(1, "Kinh phí còn hạn chế.", "paragraph", ())
    names = ("Đỗ Văn Quýnh", "Lê Thị Quýnh", "Vàng A Sính")
    reports = [Report(f"{n}.txt", Header(signer=name), (), (paragraph,)) for n, name in enumerate(names)]
    store.take_in(reports, HashEncoder())
    with store.view() as view:
        assert understand(view, "ông Quýnh").conditions == ()
        [one] = understand(view, "ông Sính").conditions
        assert (one.value, one.applied) == ("Vàng A Sính", True)
        assert absent_words(understand(view, "Quýnh"), view) == ()
    store.close()


@pytest.mark.parametrize(
    "question",
    ["Quýnh nêu gì về kinh phí?", "Đinh Thị Hải Yến", "Văn phòng Điều phối NTM", "Sở Ngoại vụ", "Thanh tra tỉnh"],
)
def test_who_signed_and_who_received_it_is_not_missing(sample_view: View, question: str) -> None:
    assert absent_words(understand(sample_view, question), sample_view) == ()


def test_a_syllable_of_a_signer_is_no_word_and_a_position_no_office(sample_view: View) -> None:
    director = ("Giám đốc Sở Văn hóa, Thể thao và Du lịch tỉnh Hải Lâm là ai?", "giám đốc")
    for question, word in (("viết thư mãi", "mãi"), director):
        assert word in [one.text for one in absent_words(understand(sample_view, question), sample_view)]
