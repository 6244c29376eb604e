"""Passages that say nearly the same."""

from __future__ import annotations

import pytest

from tracuu.search.repetition import first_same, gist

SAID = (
    "Kinh phí phục vụ công tác cải cách hành chính của xã còn hạn chế, trang thiết bị ở bộ phận một cửa đã cũ, "
    "đề nghị cấp trên quan tâm hỗ trợ thêm 2 bộ máy tính trong năm tới."
)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SAID, True),
        (SAID.replace("hạn chế", "hạn chê"), True),
        (SAID.replace("của xã", "của huyện"), True),
        (SAID.upper(), True),
        (SAID.replace("2 bộ", "12 bộ"), False),
        (SAID.split(",", maxsplit=1)[0], False),
        ("Đề nghị cấp trên hỗ trợ thêm 2 bộ máy tính.", False),
        ("", False),
    ],
)
def test_a_slip_or_a_name_is_no_difference_but_a_figure_is(other: str, same: bool) -> None:
    assert (first_same(gist(other), [gist("Một câu khác hẳn."), gist(SAID)]) == 1) is same
