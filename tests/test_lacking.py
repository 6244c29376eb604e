"""How much is lacking is answered by a figure of what lacks, and by none of what there is."""

from __future__ import annotations

import pytest

from tests.asking import answered
from tracuu.search import SearchEngine
from tracuu.search.answer.lacking import asks_lack, says_lack, says_none


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("thiếu 01 công chức văn phòng - thống kê từ tháng 3/2023", True),
        ("phần thiếu 479 triệu đồng chưa có nguồn bù", True),
        ("hai tiêu chí chưa đạt là trường học (số 5) và môi trường (số 17)", True),
        ("Còn 02 nhiệm vụ chưa hoàn thành là niêm yết thủ tục", True),
        ("Giáo viên hiện có: 733 | Giáo viên còn thiếu: 51", True),
        ("quý III thu được 811 triệu đồng", False),
        ("Cán bộ, công chức hiện có 19/20 biên chế", False),
    ],
)
def test_a_figure_of_what_lacks(text: str, lacks: bool) -> None:
    assert says_lack(text) is lacks


def test_what_asks_for_one() -> None:
    assert asks_lack("xa tan lap con thieu bao nhieu cong chuc")
    assert asks_lack("con bao nhieu nhiem vu chua hoan thanh")
    assert not asks_lack("xa tan lap co bao nhieu cong chuc")
    assert not asks_lack("vi sao thieu giao vien")


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Phường Bến Đá còn thiếu bao nhiêu kinh phí thu gom rác quý III?", "phần thiếu 479 triệu đồng", "811"),
        ("Xã Tân Lập còn thiếu bao nhiêu công chức?", "thiếu 01 công chức", "07 công chức"),
        ("xa tan lap con thieu bao nhieu cong chuc", "thiếu 01 công chức", "07 công chức"),
        ("Thị xã Lương Giang còn thiếu bao nhiêu giáo viên?", "còn thiếu 51 người", "412 giáo viên"),
        ("Còn bao nhiêu nhiệm vụ xã Tân Lập chưa hoàn thành?", "Còn 02 nhiệm vụ chưa hoàn thành", "27 nhiệm vụ"),
        ("Còn bao nhiêu di tích của Hải Lâm cần tu bổ khẩn cấp?", "còn 37 di tích cần tu bổ khẩn cấp", "08 di tích"),
    ],
)
def test_what_lacks_answers(sample_engine: SearchEngine, question: str, said: str, unsaid: str) -> None:
    given = answered(sample_engine, question)
    assert given.found
    assert said in given.answer
    assert unsaid not in given.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Trụ nước chữa cháy của thị trấn Khê Hạ có mấy cái?", "chưa có trụ nước chữa cháy"),
        ("Thị trấn Khê Hạ có bao nhiêu trụ nước chữa cháy?", "chưa có trụ nước chữa cháy"),
        ("Vụ cháy ở Khê Hạ năm 2016 làm mấy người chết?", "không có người chết"),
        ("Xã Vân Sơn có mấy biên chế chuyên trách về an toàn thực phẩm?", "không có biên chế chuyên trách"),
    ],
)
def test_that_there_is_none_answers_how_many_there_are(sample_engine: SearchEngine, question: str, said: str) -> None:
    given = answered(sample_engine, question)
    assert given.found
    assert said in given.answer


def test_none_of_something_else_says_nothing() -> None:
    assert says_none("Toàn thị trấn chưa có trụ nước chữa cháy;", "co may tru nuoc chua chay?")
    assert not says_none("không có nguồn để thay máy tính", "xa tan lap co bao nhieu may tinh?")
