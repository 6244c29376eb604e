"""What measures a place is asked of it without a question word too, and answered by one figure."""

from __future__ import annotations

import pytest

from tests.asking import answered
from tracuu.search import SearchEngine


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Dân số xã Vân Sơn", "7.812 nhân khẩu"),
        ("dan so xa van son", "7.812 nhân khẩu"),
        ("Diện tích xã Tân Lập", "diện tích 71,4 km2"),
        ("Số vụ cháy ở Khê Hạ năm 2016", "04 vụ cháy"),
        ("Thu nhập bình quân xã Đồng Mây", "52,3 triệu đồng/người"),
        ("thu nhập bình quân xã đông mây", "52,3 triệu đồng/người"),
    ],
)
def test_a_measure_and_a_place_ask_for_the_figure(sample_engine: SearchEngine, phrase: str, said: str) -> None:
    given = answered(sample_engine, phrase)
    assert given.found
    assert len(given.sources) == 1
    assert said in given.answer


@pytest.mark.parametrize("phrase", ["so luot kham benh o xa Dong May", "Dân số thị trấn Khê Hạ", "Số ca mắc ở Vân Sơn"])
def test_another_figure_is_none(sample_engine: SearchEngine, phrase: str) -> None:
    assert not answered(sample_engine, phrase).found


def test_alone_it_is_a_phrase_that_many_reports_have(sample_engine: SearchEngine) -> None:
    assert len({source.citation for source in answered(sample_engine, "dân số").sources}) > 2


@pytest.mark.parametrize("question", ["Có báo cáo nào trước năm 2017 không?", "co bao cao nao truoc nam 2017 khong"])
def test_whether_there_is_a_report_is_answered_by_those_there_are(sample_engine: SearchEngine, question: str) -> None:
    given = answered(sample_engine, question)
    assert (given.found, given.method, len(given.sources)) == (True, "header", 1)
    assert "thị trấn Khê Hạ" in given.answer


@pytest.mark.parametrize("question", ["Báo cáo về an toàn thực phẩm gửi đến những đâu?", "Báo cáo 412 gửi đến đâu?"])
def test_where_a_report_goes_is_a_part_of_its_header(sample_engine: SearchEngine, question: str) -> None:
    given = answered(sample_engine, question)
    assert (given.found, given.method) == (True, "header")


def test_a_request_for_help_with_one_thing_is_none_with_another(sample_engine: SearchEngine) -> None:
    given = answered(sample_engine, "Những xã nào đề nghị hỗ trợ máy tính?")
    assert ["máy tính" in source.quote for source in given.sources] == [True]
