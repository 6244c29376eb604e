"""Whether a place lies in another one is answered by the headers of its own reports."""

from __future__ import annotations

import pytest

from tests.asking import answered
from tracuu.search import SearchEngine


@pytest.mark.parametrize(
    ("question", "reply", "where"),
    [
        ("Xã Đồng Mây có thuộc tỉnh An Giao không?", "Có.", "huyện Thạch Khê, tỉnh An Giao"),
        ("Thị trấn Khê Hạ thuộc tỉnh An Giao phải không?", "Có.", "huyện Thạch Khê, tỉnh An Giao"),
        ("Có phải xã Vân Sơn thuộc huyện Thạch Khê không?", "Có.", "huyện Thạch Khê, tỉnh An Giao"),
        ("Phường Bến Đá có thuộc tỉnh Hải Lâm không?", "Không.", "tỉnh An Giao"),
        ("Xã Vân Sơn thuộc tỉnh Nghệ An phải không?", "Không.", "huyện Thạch Khê, tỉnh An Giao"),
        ("xa van son co thuoc huyen son bang khong", "Không.", "huyện Thạch Khê, tỉnh An Giao"),
    ],
)
def test_yes_and_no_with_what_the_header_says(
    sample_engine: SearchEngine, question: str, reply: str, where: str
) -> None:
    given = answered(sample_engine, question)
    assert (given.found, given.method, given.confidence) == (True, "header", 1.0)
    assert given.answer.startswith(reply)
    assert [source.quote for source in given.sources] == [where]


def test_what_only_an_older_report_says_is_not_certain(sample_engine: SearchEngine) -> None:
    """Of xã Tân Lập the report of 2023 names a district, that of 2025 none: there are none any more."""
    given = answered(sample_engine, "Xã Tân Lập có thuộc huyện Thạch Khê không?")
    assert given.confidence == 0.5
    assert "(2023)" in given.answer


@pytest.mark.parametrize(
    "question",
    [
        "Phường Bến Đá có thuộc huyện Sơn Bằng không?",  # its header names no district
        "Xã Vân Sơn có chợ ở thôn Đồi Chè không?",
        "Kinh phí của xã Vân Sơn có thuộc dự toán không?",
    ],
)
def test_nothing_is_said_by_headers_of_what_they_do_not_say(sample_engine: SearchEngine, question: str) -> None:
    given = answered(sample_engine, question)
    assert given.method != "header" or not given.found
