"""A year that a text only compares with, or that dates a document it cites, is none that it tells of."""

from __future__ import annotations

import pytest

from tests.asking import answered
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.constants import FOUND
from tracuu.search.years_told import is_on, is_on_several, years_told


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Đến tháng 11/2024 xã đạt 17/19 tiêu chí, tăng 02 tiêu chí so với năm 2023;", {2024}),
        ("So với cùng kỳ năm 2021, số lượt công dân đến trụ sở tăng 18%", set()),
        ("Tổng giá trị thiệt hại ước 96,8 tỷ đồng, gấp 2,7 lần năm 2019.", set()),
        ("cao nhất kể từ năm 1999. Triều cường", set()),
        ("chiếm 21,8% (năm 2016 là 24,5%)", {2016}),
        ("bằng 45% năm 2016", set()),
        ("đạt 92% kế hoạch năm 2017", {2017}),
        ("theo Nghị định số 79/2014/NĐ-CP ngày 31/7/2014 của Chính phủ, gồm 01 chợ", set()),
        ("Luật Tiếp công dân năm 2013, Luật Khiếu nại năm 2011", set()),
        ("giảm nghèo giai đoạn 2016 - 2018", {2016, 2017, 2018}),
        ("1.974 hộ, 2.015 người và 2.0195 ha", set()),
        ("khong dau: tang 3 vu so voi nam 2015, nam 2016 co 4 vu", {2016}),
        ("more than in 2015; in 2016 there were four", {2016}),
    ],
)
def test_the_years_that_a_text_tells_of(text: str, years: set[int]) -> None:
    assert years_told(text) == years


def test_a_report_is_on_the_years_of_its_period_and_without_one_of_its_date(sample_view: View) -> None:
    of = {report.header.number: report for report in sample_view.reports() if report.header.number}
    on = {number: [year for year in range(2014, 2027) if is_on(report, year)] for number, report in of.items()}
    assert on["12/BC-SVHTTDL"] == [2024], "issued in January 2025"
    assert on["129/BC-PGDĐT"] == [2021, 2022]
    assert on["318-BC/HU"] == [2016, 2017, 2018, 2019, 2020]
    assert [number for number, report in of.items() if is_on_several(report)] == ["318-BC/HU"]


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Năm 2023 xã Đồng Mây đạt mấy tiêu chí?", 2023),  # 17 is of 2024, two more than then
        ("nam 2023 xa dong may dat may tieu chi", 2023),
        ("Thị trấn Khê Hạ có mấy vụ cháy trong năm 2015?", 2015),  # 04 of 2016, one more than then
        ("Thu nhập bình quân xã Đồng Mây năm 2023 là bao nhiêu?", 2023),
        ("Năm 2016 huyện Sơn Bằng tạo việc làm mới cho bao nhiêu lao động?", 2016),
        ("Quý III năm 2024 phường Bến Đá xử phạt bao nhiêu trường hợp?", 2024),  # 31 of 2025
    ],
)
def test_nothing_is_answered_from_what_only_compares_with_the_year_asked(
    sample_engine: SearchEngine, question: str, year: int
) -> None:
    given = answered(sample_engine, question)
    assert not given.found
    assert given.confidence < FOUND
    assert not sample_engine.search(question).found
    assert str(year) in given.answer.partition("\n")[0], "what is not so is said"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Năm 2016 tỷ lệ trẻ là con thứ ba ở Nậm Lìa là bao nhiêu?", "(năm 2016 là 24,5%)"),
        ("Năm 2024 xã Đồng Mây đạt mấy tiêu chí?", "17/19 tiêu chí"),
        ("Xã Đồng Mây tăng mấy tiêu chí so với năm 2023?", "tăng 02 tiêu chí"),
        ("Số vụ cháy ở Khê Hạ năm 2016 tăng hay giảm so với năm 2015?", "tăng 01 vụ"),
        ("Tỷ lệ hộ nghèo của huyện Sơn Bằng cuối năm 2019 là bao nhiêu?", "24,8% cuối năm 2019"),
        ("Chỉ số cải cách hành chính năm 2022 của xã Tân Lập là bao nhiêu?", "81,46 điểm"),
        ("Quý III năm 2025 phường Bến Đá xử phạt bao nhiêu trường hợp?", "xử phạt 31 trường hợp"),
    ],
)
def test_what_tells_of_the_year_answers(sample_engine: SearchEngine, question: str, said: str) -> None:
    given = answered(sample_engine, question)
    assert given.found
    assert said in given.answer
