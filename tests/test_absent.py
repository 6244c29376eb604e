"""What is said to stand nowhere does, and nothing else is said to: told from the texts of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.disturbed import HashEncoder
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search.absent import AbsentWords, absent_words
from tracuu.search.engine import SearchEngine
from tracuu.search.understanding import understand

PARAGRAPH = Paragraph(1, "Kinh phí còn hạn chế.", "paragraph", ())


def absent(view: View, question: str) -> list[tuple[str, bool]]:
    return [(one.text, one.elsewhere) for one in absent_words(understand(view, question), view)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hải Lâm có bao nhiêu huy chương thể thao năm 2024?", ["huy chương"]),
        ("xã Nậm Lìa có bao nhiêu người nghiện ma túy?", ["nghiện", "ma túy"]),
        ("Sở có bao nhiêu nghĩa trang, tuổi thọ là mấy?", ["nghĩa trang", "tuổi thọ"]),
        ("quy định nghỉ phép", ["nghỉ phép"]),
        ("quy dinh nghi phep nam cua cong chuc", ["nghỉ phép"]),
        ("xyzzy", ["xyzzy"]),
        ("qwzx vbnm", ["qwzx", "vbnm"]),
        ("chỉ số PAPI của tỉnh An Giao", ["papi"]),
    ],
)
def test_words_that_stand_nowhere_are_said(sample_view: View, question: str, words: list[str]) -> None:
    assert absent(sample_view, question) == [(word, False) for word in words]


def test_each_of_those_syllables_may_stand_in_other_words(sample_view: View) -> None:
    for word in ("huy", "chương", "trang", "nghỉ", "tuổi"):
        assert sample_view.words.frequency(word), word
    for pair in ("huy_chương", "nghĩa_trang", "nghỉ_phép", "tuổi_thọ"):
        assert not sample_view.words.frequency(pair), pair


@pytest.mark.parametrize(
    "question",
    [
        "kinh phí hạn chế",
        "kĩ năng",
        "tình trạng tảo hôn ở Nậm Lìa",
        "kinh phi la bao nhieu (Sở Thông tin và Truyền thông tỉnh An Giao)",  # accents in a part of it
        "xa van son co ty le",
        "kinh phi han che",
        "Các huyện kiến nghị gì về tập huấn?",
        "bài học kinh nghiệm",  # stands in headings alone
        "báo cáo của UBND xã Tân Lập nêu gì về kinh phí?",
        "What did the communes propose about staffing?",
        "funding shortage",
        "123",
    ],
)
def test_of_words_that_stand_there_nothing_is_said(sample_view: View, question: str) -> None:
    assert absent(sample_view, question) == []


def test_the_title_of_every_report_is_there(sample_view: View) -> None:
    titles = [report.header.title for report in sample_view.reports() if report.header.title]
    assert titles
    assert [absent(sample_view, title.lower()) for title in titles] == [[] for _ in titles]


def test_a_word_that_stands_in_a_title_alone_is_there(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.take_in([Report("bc.txt", Header(title="Tổng kết công tác"), (), (PARAGRAPH,))], HashEncoder())
    with store.view() as view:
        assert not view.words.frequency("tổng_kết")
        assert absent(view, "tổng kết kinh phí, nghĩa trang") == [("nghĩa trang", False)]
    store.close()


def test_what_stands_in_other_reports_than_those_asked_is_told_apart(sample_view: View) -> None:
    assert sample_view.words.frequency("bảo_tàng")
    assert absent(sample_view, "Xã Nậm Lìa có bao nhiêu bảo tàng, nghĩa trang?") == [
        ("bảo tàng", True),
        ("nghĩa trang", False),
    ]
    assert absent(sample_view, "bao nhiêu bảo tàng năm:1990..1991") == []
    assert absent(sample_view, "Xã Nậm Lìa đã làm xong chưa?") == [], "one syllable that others have says little"


def test_a_search_says_it_in_its_result(sample_engine: SearchEngine) -> None:
    found = sample_engine.search("Hải Lâm có bao nhiêu huy chương năm 2024?", 3)
    assert found.absent == (AbsentWords("huy chương", elsewhere=False),)
    assert found.to_json()["absent"] == [{"text": "huy chương", "elsewhere": False}]
    assert sample_engine.search("kinh phí hạn chế", 3).to_json()["absent"] == []


def test_what_english_words_are_called_is_looked_up_where_reports_are_named(
    sample_view: View,
) -> None:
    def absent(question: str) -> list[str]:
        return [one.text for one in absent_words(understand(sample_view, question), sample_view)]

    assert absent("What is the population of Khe Ha town?") == ["dân số"]
    assert absent("Was anyone killed or injured in the Khe Ha fires?") == [], "they speak of fires"
    assert absent("fires caused by electrical faults in Khe Ha town") == []
    assert absent("population growth rate and third children") == [], "none is named"
