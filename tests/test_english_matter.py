"""A question in English stands or falls by what it asks about, whatever that is called in the reports."""

from __future__ import annotations

import pytest

from tests.asking import answered, passages_seen
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.english_matter import called_together, english_matter, is_uncalled, names_in_english
from tracuu.search.understanding import understand


def test_what_it_is_called_counts_by_whichever_call_stands_there(sample_view: View) -> None:
    words = understand(sample_view, "population of the commune").words
    matter = english_matter(words, sample_view.words)
    assert matter.called == ((("dân_số",), ("nhân_khẩu",)),), "a mere type of unit is no matter"
    assert matter.share("có 9 thôn với 1.946 hộ, 7.812 nhân khẩu") == matter.share("Dân số 4.873 người") == 1.0
    assert matter.share("số nhân viên") == 0.0, "the syllables of several words are none of it"
    of_pay = english_matter(understand(sample_view, "salary").words, sample_view.words)
    assert (of_pay.share("sông Lương, thị xã Lương Giang"), of_pay.share("lương 5,1 triệu đồng")) == (0.0, 1.0)
    assert english_matter(understand(sample_view, "dân số").words, sample_view.words).called == ()


def test_the_most_of_it_in_one_sentence_tells(sample_view: View) -> None:
    passages = passages_seen(sample_view)

    def told(question: str) -> float:
        return called_together(understand(sample_view, question), passages, sample_view)

    assert told("lack of funding for external information") == 1.0
    assert told("divorce") == 0.0
    assert told("how to frobnicate") == 0.5, "a word that has no gloss speaks neither way"
    assert told("kinh phí hạn chế") == 0.0
    assert is_uncalled(understand(sample_view, "number of divorces"), sample_view)
    assert not is_uncalled(understand(sample_view, "number of poor households"), sample_view)


@pytest.mark.parametrize(
    "question",
    [
        "number of hospitals in Van Son commune",
        "monthly pension of retired officials",
        "football clubs of Ben Da ward",
        "earthquake damage in Con Van district",
    ],
)
def test_what_nobody_reports_is_declined_in_english_too(sample_engine: SearchEngine, question: str) -> None:
    assert not sample_engine.search(question).found
    assert not answered(sample_engine, question).found


@pytest.mark.parametrize("question", ["air pollution in Hanoi", "average salary of teachers in Luong Giang"])
def test_no_sentence_answers_that_has_little_of_it(sample_engine: SearchEngine, question: str) -> None:
    assert not answered(sample_engine, question).found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many fires were there in Khe Ha in 2016?", "04 vụ cháy"),
        ("What is the population of Van Son commune?", "7.812 nhân khẩu"),
        ("How many tourists visited Hai Lam in 2024?", "2,86 triệu lượt khách"),
        ("How many teachers does Luong Giang lack?", "còn thiếu 51 người"),
        ("Who signed the report on disaster prevention of Con Van district?", "Trần Đình Lịch"),
        ("Which difficulties does Thach Khe district have with digital transformation?", "chuyển đổi số"),
    ],
)
def test_what_is_reported_is_answered(sample_engine: SearchEngine, question: str, said: str) -> None:
    given = answered(sample_engine, question)
    assert given.found
    assert said in given.answer


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What is the population of Hanoi?", False),  # one report names it: there a course was held
        ("Which courses were held in Hanoi?", True),
        ("What is the population of Japan?", False),
        ("How many workers went to Japan?", True),
        ("How many people work in Tokyo?", False),
        ("How many Korean tourists came by ship?", True),
    ],
)
def test_a_name_must_stand_with_what_is_asked_of_it(sample_engine: SearchEngine, question: str, found: bool) -> None:
    assert sample_engine.search(question).found is found
    assert answered(sample_engine, question).found is found


def test_which_words_are_names(sample_view: View) -> None:
    def names(question: str) -> list[tuple[str, ...]]:
        return names_in_english(understand(sample_view, question))

    assert names("What is the population of Hanoi?") == [("hanoi", "hanoi")]
    assert names("How many people work in Tokyo?") == [("tokyo",)]
    assert names("Report of the Tan Lap commune") == [], "a header has it"
    assert names("Total Revenue Of The Province") == [], "all begin with a capital"
    assert names("Dân số Hà Nội") == []
