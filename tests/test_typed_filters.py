"""Filters in whatever way they are typed: applied, or named as not applied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.errors import TracuuError
from tracuu.corpus.vietnamese import nfc
from tracuu.index.records import Filter
from tracuu.search.errors import FilterValueError
from tracuu.search.query import parse_query
from tracuu.search.typed_filters import typed_filters

YEARS_2016 = tuple(range(2016, 2021))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("năm:2023", Filter(years=(2023,))),
        ("năm: 2023", Filter(years=(2023,))),
        ("năm :2023", Filter(years=(2023,))),
        ("năm：2023", Filter(years=(2023,))),
        ("nam:2023", Filter(years=(2023,))),
        ("Năm:2023", Filter(years=(2023,))),
        ("năm:2016-2020", Filter(years=YEARS_2016)),
        ("năm:2016–2020", Filter(years=YEARS_2016)),
        ("năm: 2016 - 2020", Filter(years=YEARS_2016)),
        ("năm: từ 2016 đến 2020", Filter(years=YEARS_2016)),
        ("năm:2022,2023", Filter(years=(2022, 2023))),
        ("năm: 2022, 2023", Filter(years=(2022, 2023))),
        ("năm:>2098", Filter(years=(2099, 2100))),
        ("năm:>=2099", Filter(years=(2099, 2100))),
        ("năm:<1902", Filter(years=(1900, 1901))),
        ("năm:2099-", Filter(years=(2099, 2100))),
        ('cơ quan:"UBND xã Tân Lập"', Filter(agencies=("UBND xã Tân Lập",))),
        ("cơ quan: UBND xã Tân Lập", Filter(agencies=("UBND xã Tân Lập",))),
        ('co quan:"ubnd xa tan lap"', Filter(agencies=("ubnd xa tan lap",))),
        ('coquan:"UBND xã Tân Lập"', Filter(agencies=("UBND xã Tân Lập",))),
        ("đơn vị:Sở", Filter(agencies=("Sở",))),
        ("cấp:xã", Filter(levels=("commune",))),
        ("cấp: xã", Filter(levels=("commune",))),
        ("cấp:xã,huyện", Filter(levels=("commune", "district"))),
        ("cấp: thị trấn", Filter(levels=("commune",))),
        ("mục: hạn chế", Filter(roles=("limitations",))),
        ('mục:"hạn chế",kiến nghị', Filter(roles=("limitations", "proposals"))),
        ("loại văn bản: báo cáo", Filter(doc_types=("báo cáo",))),
        ("loại: kế hoạch", Filter(doc_types=("kế hoạch",))),
        ("tỉnh: Bình Định", Filter(provinces=("Bình Định",))),
        ("huyện: Thạch Khê", Filter(districts=("Thạch Khê",))),
        ("số:214", Filter(numbers=("214",))),
        ("số: 214/BC-UBND", Filter(numbers=("214/BC-UBND",))),
        ("người ký: Đỗ Văn Quýnh", Filter(signers=("Đỗ Văn Quýnh",))),
        ("chức vụ: phó chủ tịch", Filter(signer_roles=("phó chủ tịch",))),
        ("ngày:5/12/2023", Filter(issued=(("2023-12-05", "2023-12-05"),))),
        ("ngày: 05 tháng 12 năm 2023", Filter(issued=(("2023-12-05", "2023-12-05"),))),
        ("tháng:12/2023", Filter(issued=(("2023-12", "2023-12"),))),
        ("ban hành:2023", Filter(issued=(("2023", "2023"),))),
        ("từ ngày: 1/1/2025", Filter(issued=(("2025-01-01", "9999-12-31"),))),
        ("trước ngày: 1/1/2025", Filter(issued=(("0001-01-01", "2024-12-31"),))),
        ("quý: III/2025", Filter(periods=(("2025-07", "2025-09"),))),
        ("giai đoạn: 2016-2020", Filter(periods=(("2016", "2020"),))),
    ],
)
def test_a_filter_is_applied_however_it_is_typed(typed: str, wanted: Filter) -> None:
    for question in (f"{typed} kinh phí", f"kinh phí {typed}"):
        query = parse_query(question)
        assert (query.text, query.filter, query.not_applied) == ("kinh phí", wanted, ()), question


def test_a_filter_alone_is_a_question() -> None:
    query = parse_query("năm:2023 cấp:xã")
    assert (query.words, query.text, query.filter) == ((), "", Filter(years=(2023,), levels=("commune",)))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("lĩnh vực:y tế", "lĩnh vực:y"),
        ("nguoiki:An kinh phí", "nguoiki:An"),
        ("kinh phí năm:", "năm:"),
        ("năm: hai nghìn", "năm: hai"),
        ("mục: linh tinh", "mục: linh"),
    ],
)
def test_what_looks_like_a_filter_and_is_none_is_named_and_stays(typed: str, named: str) -> None:
    query = parse_query(typed)
    assert named in query.not_applied
    assert not query.filter
    assert query.text == typed


@pytest.mark.parametrize(
    "typed",
    [
        "Kinh phí: Chưa có kinh phí.", "Kính gửi: UBND xã", "http://abc.vn", "lúc 8:30 sáng", "Mục tiêu: giảm nghèo",
        "kết quả: đạt 99,2%", "16-KL/TW", "phát triển kinh tế - xã hội: kết quả",
    ],
)  # fmt: skip
def test_a_colon_of_prose_is_no_filter(typed: str) -> None:
    query = parse_query(typed)
    assert (query.filter, query.not_applied, query.text) == (Filter(), (), typed)


@pytest.mark.parametrize("typed", ["năm:20x3", "năm:2020-2016", "cấp:phủ", "mục:linh-tinh", "ngày:31/02/2023"])
def test_a_value_that_cannot_be_says_which_can(typed: str) -> None:
    with pytest.raises(FilterValueError, match="Dùng một trong"):
        parse_query(f"kinh phí {typed}")


@pytest.mark.parametrize(
    ("typed", "text", "excluded"),
    [
        ("xã -kinh phí", "xã", (("kinh", "phí"),)),
        ("-kinh phí", "", (("kinh", "phí"),)),
        ("xã -kinh phí hạn chế", "xã", (("kinh", "phí", "hạn", "chế"),)),
        ("-máy tính, xã hội", ", xã hội", (("máy", "tính"),)),
        ("xã -rác -máy tính", "xã", (("rác",), ("máy", "tính"))),
        ("-máy tính xã hội hóa và phát triển nữa", "xã hội hóa và phát triển nữa", (("máy", "tính"),)),
        ("COVID-19", "COVID-19", ()),
        ("kinh tế - xã hội", "kinh tế - xã hội", ()),
        ("-2023 kinh phí", "-2023 kinh phí", ()),
    ],
)
def test_a_minus_leaves_out_the_phrase(typed: str, text: str, excluded: tuple[tuple[str, ...], ...]) -> None:
    query = parse_query(typed)
    assert (query.text, query.excluded) == (text, excluded)


@given(st.text(alphabet='năm:20-3," ：xãcấp >', max_size=60))
def test_any_run_of_such_signs_is_read_or_refused(text: str) -> None:
    try:
        read = typed_filters(nfc(text))
    except TracuuError as error:
        assert error.vi
        return
    assert len(read.rest) == len(nfc(text))
