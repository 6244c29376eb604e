"""A question that names a report by what its header says is after that report, and not after a passage of it."""

from __future__ import annotations

import pytest

from tracuu.service.asking import Request, inquiry
from tracuu.service.house import House
from tracuu.service.readers import OWNER


def named(house: House, question: str) -> list[str | None]:
    with inquiry(house, OWNER, Request(question)) as asked:
        return [report.header.number or report.header.title for report in asked.named()]


@pytest.mark.parametrize(
    "question",
    [
        "báo cáo số 214/BC-UBND ngày 05/12/2023",
        "214/bc-ubnd",
        "bao cao cua xa tan lap ngay 5/12/2023",
        "báo cáo do Đỗ Văn Quýnh ký",
        "Báo cáo 214/BC-UBND nói gì về kinh phí?",
    ],
)
def test_a_report_is_named_by_number_date_signer_and_agency(sample_house: House, question: str) -> None:
    assert named(sample_house, question) == ["214/BC-UBND"]


def test_a_report_is_named_by_the_words_of_its_title_in_their_order(sample_house: House) -> None:
    with sample_house.seen_by(OWNER) as view:
        titled = [(report.header.number or report.header.title, report.header.title) for report in view.reports()]
    for name, title in titled:
        if title and len(title.split()) > 8:
            assert name in named(sample_house, title.lower())
            assert name not in named(sample_house, " ".join(reversed(title.split())))


@pytest.mark.parametrize("question", ["kinh phí hạn chế", "báo cáo năm 2023", "các xã kiến nghị gì?", "báo cáo cấp xã"])
def test_who_asks_what_reports_say_is_after_none(sample_house: House, question: str) -> None:
    assert named(sample_house, question) == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("214", ["214/BC-UBND"]),
        ("412/BC", ["412/BC-UBND"]),
        ("số 412", ["412/BC-UBND"]),
        ("BC-PCTT&TKCN", ["27/BC-PCTT&TKCN"]),
        ("41", []),
        ("2023", []),
        ("999/BC-UBND", []),
        ("báo cáo cải cách hành chính xã Tân Lập 2023", ["214/BC-UBND"]),
        ("cải cách hành chính xã Tân Lập 2023", []),
    ],
)
def test_a_report_is_named_by_a_part_of_its_number_or_by_what_it_is_called(
    sample_house: House, question: str, numbers: list[str]
) -> None:
    assert named(sample_house, question) == numbers


def test_of_a_number_that_no_report_has_that_is_said_and_not_that_its_letters_are_absent(
    sample_house: House,
) -> None:
    def absent(question: str) -> list[str]:
        with inquiry(sample_house, OWNER, Request(question)) as asked:
            return [one.text for one in asked.passages().absent]

    assert absent("999/BC-UBND") == ["999/BC-UBND"]
    assert absent("BC-PCTT&TKCN") == absent("412/BC") == absent("214") == []


@pytest.mark.parametrize("question", ["gửi", "dưa"])
def test_a_word_that_stands_there_is_not_called_nothing(sample_house: House, question: str) -> None:
    with inquiry(sample_house, OWNER, Request(question)) as asked:
        found = asked.passages()
        assert (found.stands_there, found.verdict) == (True, "related")
