"""The verdict rests on passages of what a question names: its agencies, or what speaks of their place, and its time."""

from __future__ import annotations

import numpy as np
import pytest

from tests.asking import answered, passages_seen
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.named_passages import called, is_untimely, of_what_is_named
from tracuu.search.understanding import understand


def whose(view: View, question: str) -> set[str | None]:
    """The agencies of the passages that are of what a question names."""
    passages = passages_seen(view)
    ids = np.array([passage.id for passage in passages], np.int64)
    fit = of_what_is_named(understand(view, question), ids, view)
    return {passage.report.header.agency for passage, marked in zip(passages, fit, strict=True) if marked}


def test_only_what_is_named_counts_and_what_speaks_of_it(sample_view: View) -> None:
    assert whose(sample_view, "Kinh phí của xã Nậm Lìa là bao nhiêu?") == {"UBND xã Nậm Lìa", "Huyện ủy Sơn Bằng"}
    assert whose(sample_view, "kinh phi cua phong giao duc va dao tao thi xa luong giang") == {
        "Phòng Giáo dục và Đào tạo thị xã Lương Giang"
    }, "that others speak of the town says nothing of its department"
    assert len(whose(sample_view, "Kinh phí hạn chế")) == len({r.header.agency for r in sample_view.reports()})
    assert called(understand(sample_view, "UBND xã Vân Sơn và thị trấn Khê Hạ")) == [("van", "son"), ("khe", "ha")]


def test_and_of_the_time_that_is_named(sample_view: View) -> None:
    assert whose(sample_view, "Xã Tân Lập có bao nhiêu công chức?") >= {"UBND xã Tân Lập", "UBND xã Đồng Mây"}
    passages = passages_seen(sample_view)
    ids = np.array([passage.id for passage in passages], np.int64)

    def years(question: str) -> set[int | None]:
        fit = of_what_is_named(understand(sample_view, question), ids, sample_view)
        return {passage.report.year for passage, marked in zip(passages, fit, strict=True) if marked}

    assert years("Xã Tân Lập có bao nhiêu công chức năm 2023?") == {2023}
    assert years("Xã Đồng Mây đạt mấy tiêu chí năm 2023?") == set(), "a report of 2024 only compares with 2023"
    assert years("Xã Đồng Mây tăng mấy tiêu chí so với năm 2023?") == {2022, 2024, 2025}
    assert is_untimely(understand(sample_view, "Xã Đồng Mây đạt mấy tiêu chí năm 2023?"), sample_view)
    assert not is_untimely(understand(sample_view, "Xã Đồng Mây nợ bao nhiêu từ năm 2022?"), sample_view)


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("Tổ công nghệ số cộng đồng của thị xã Lương Giang có bao nhiêu thành viên?", "UBND thị xã Lương Giang"),
        ("Kinh phí CCHC của xã Vân Sơn là bao nhiêu?", "UBND xã Vân Sơn"),
        ("kinh phi cai cach hanh chinh cua xa van son la bao nhieu", "UBND xã Vân Sơn"),
        ("Thị trấn Khê Hạ có bao nhiêu hợp tác xã sơ chế quế?", "UBND thị trấn Khê Hạ"),
    ],
)
def test_what_another_agency_says_answers_nothing(sample_engine: SearchEngine, question: str, agency: str) -> None:
    assert sample_engine.search(question).confidence < 0.5, "at most there may be an answer"
    given = answered(sample_engine, question)
    assert not given.found
    why = given.answer.partition("\n")[0]
    assert agency in why or "Không tìm thấy" in why


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tỷ lệ hộ nghèo ở xã Nậm Lìa là bao nhiêu?", "52,7%"),  # said by the district's party committee
        ("Kinh phí cải cách hành chính của xã Tân Lập là bao nhiêu?", "12 triệu đồng"),
        ("Tổ công nghệ số cộng đồng của huyện Thạch Khê có bao nhiêu thành viên?", "687 thành viên"),
    ],
)
def test_what_is_said_of_the_place_answers(sample_engine: SearchEngine, question: str, said: str) -> None:
    given = answered(sample_engine, question)
    assert given.found
    assert said in given.answer
