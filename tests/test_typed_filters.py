"""Filters in whatever way they are typed: applied, or named as not applied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.errors import TracuuError
from tracuu.corpus.vietnamese import nfc, tokens
from tracuu.index.records import Filter
from tracuu.search.constants import MAX_QUERY_CHARACTERS
from tracuu.search.errors import FilterRangeError, FilterValueError
from tracuu.search.filter_values import add_filter
from tracuu.search.query import parse_query
from tracuu.search.typed_filters import typed_filters

TO_2020 = Filter(years=(2016, 2017, 2018, 2019, 2020))
IN_2023 = Filter(years=(2023,))
TAN_LAP = Filter(agencies=("UBND xã Tân Lập",))
DAY = Filter(issued=(("2023-12-05", "2023-12-05"),))
QUARTER = Filter(periods=(("2025-07", "2025-09"),))
FIRST_HALF = Filter(issued=(("2023-01-01", "2023-06-30"),))


def of(**values: object) -> Filter:
    """A Filter with one value, or a tuple of them, in each field."""
    return Filter(**{name: value if isinstance(value, tuple) else (value,) for name, value in values.items()})


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # the name and its colon
        ("năm:2023", IN_2023),
        ("năm: 2023", IN_2023),
        ("năm :2023", IN_2023),
        ("năm : 2023", IN_2023),
        ("năm：2023", IN_2023),
        ("năm：２０２３", IN_2023),
        ("năm:  \t2023", IN_2023),
        ("năm\u00a0:\u00a02023", IN_2023),
        ("nam:2023", IN_2023),
        ("nam: 2023", IN_2023),
        ("NĂM:2023", IN_2023),
        ("Năm: 2023", IN_2023),
        ("year:2023", IN_2023),
        ("(năm:2023)", IN_2023),
        ("năm:2023,", IN_2023),
        ('năm:"2023"', IN_2023),
        # years: lists, ranges, bounds
        ("năm:2016-2020", TO_2020),
        ("năm:2016–2020", TO_2020),
        ("năm: 2016 - 2020", TO_2020),
        ("năm: từ 2016 đến 2020", TO_2020),
        ("nam: tu 2016 den 2020", TO_2020),
        ("năm: 2016 tới 2020", TO_2020),
        ("năm: từ năm 2016 đến năm 2020", TO_2020),
        ("từ năm:2016 đến năm:2020", TO_2020),
        ("năm:>=2016 năm:<=2020", TO_2020),
        ("năm:2016-2018,2019,2020", TO_2020),
        ("năm:2022,2023", of(years=(2022, 2023))),
        ("năm: 2022, 2023", of(years=(2022, 2023))),
        ("năm:2022;2023", of(years=(2022, 2023))),
        ("năm: 2022 và 2023", of(years=(2022, 2023))),
        ('năm:"2022, 2023"', of(years=(2022, 2023))),
        ("năm:2022 năm:2023", of(years=(2022, 2023))),
        ("năm:2023,2023", IN_2023),
        ("năm:>2098", of(years=(2099, 2100))),
        ("năm: > 2098", of(years=(2099, 2100))),
        ("năm:sau 2098", of(years=(2099, 2100))),
        ("năm:>=2099", of(years=(2099, 2100))),
        ("năm:≥2099", of(years=(2099, 2100))),
        ("năm:2099-", of(years=(2099, 2100))),
        ("năm: từ 2099", of(years=(2099, 2100))),
        ("năm: 2099 trở đi", of(years=(2099, 2100))),
        ("năm:<1902", of(years=(1900, 1901))),
        ("năm: trước 1902", of(years=(1900, 1901))),
        ("năm:<=1901", of(years=(1900, 1901))),
        ("năm:-1901", of(years=(1900, 1901))),
        # agencies
        ('cơ quan:"UBND xã Tân Lập"', TAN_LAP),
        ('cơ_quan:"UBND xã Tân Lập"', TAN_LAP),
        ("cơ_quan:“UBND xã Tân Lập”", TAN_LAP),
        ("cơ_quan:«UBND xã Tân Lập»", TAN_LAP),
        ('coquan:"UBND xã Tân Lập"', TAN_LAP),
        ('cơquan:"UBND xã Tân Lập"', TAN_LAP),
        ("cơ quan: UBND xã Tân Lập", TAN_LAP),
        ("đơn vị: UBND xã Tân Lập", TAN_LAP),
        ("cơ quan ban hành: UBND xã Tân Lập", TAN_LAP),
        ("cơ_quan:UBND_xã_Tân_Lập", TAN_LAP),
        ('cơ_quan:"UBND xã Tân Lập', TAN_LAP),
        ('co quan:"ubnd xa tan lap"', of(agencies="ubnd xa tan lap")),
        ("co quan: ubnd xa tan lap", of(agencies="ubnd xa tan lap")),
        ("CO QUAN: UBND XA TAN LAP", of(agencies="UBND XA TAN LAP")),
        ("cơ quan: Tuy Phước", of(agencies="Tuy Phước")),
        ("cơ_quan:Sở", of(agencies="Sở")),
        ("cơ quan: Sở Y tế tỉnh An Giao", of(agencies="Sở Y tế tỉnh An Giao")),
        ("co quan: so noi vu tinh an giao", of(agencies="so noi vu tinh an giao")),
        ("cơ quan: Sở Văn hóa, Thể thao và Du lịch", of(agencies="Sở Văn hóa, Thể thao và Du lịch")),
        ("cơ quan: Huyện ủy Sơn Bằng", of(agencies="Huyện ủy Sơn Bằng")),
        ("cơ quan: UBND xã Hội An", of(agencies="UBND xã Hội An")),
        ("cơ quan: Văn phòng HĐND và UBND huyện Thạch Khê", of(agencies="Văn phòng HĐND và UBND huyện Thạch Khê")),
        ("cơ quan: Trường Tiểu học Nguyễn Du", of(agencies="Trường Tiểu học Nguyễn Du")),
        ("cơ quan: Đảng ủy xã Tân Lập, UBND xã Tân Lập", of(agencies=("Đảng ủy xã Tân Lập", "UBND xã Tân Lập"))),
        # levels, roles, types
        ("cấp:xã", of(levels="commune")),
        ("cấp: cấp xã", of(levels="commune")),
        ("cap: thi tran", of(levels="commune")),
        ("cấp:trung_ương", of(levels="central")),
        ("cấp: trung ương", of(levels="central")),
        ("level:commune", of(levels="commune")),
        ("cấp:xã,huyện", of(levels=("commune", "district"))),
        ("cấp: xã và huyện", of(levels=("commune", "district"))),
        ('cấp:"xã, huyện"', of(levels=("commune", "district"))),
        ("mục: hạn chế", of(roles="limitations")),
        ("mục:hạn_chế", of(roles="limitations")),
        ("mục: tồn tại, hạn chế", of(roles="limitations")),
        ('mục:"hạn chế",kiến nghị', of(roles=("limitations", "proposals"))),
        ('mục:"thuận lợi, khó khăn"', of(roles=("advantages", "limitations"))),
        ("muc: kien nghi", of(roles="proposals")),
        ("loại văn bản: báo cáo", of(doc_types="báo cáo")),
        ("loaivanban:báo cáo", of(doc_types="báo cáo")),
        ("loại: kế hoạch", of(doc_types="kế hoạch")),
        ("loại:TTr", of(doc_types="Tờ trình")),
        ("loại:báo cáo, tờ trình", of(doc_types=("báo cáo", "tờ trình"))),
        ("loại:biểu mẫu", of(doc_types="biểu mẫu")),
        # places and people
        ("tỉnh: Bình Định", of(provinces="Bình Định")),
        ("tỉnh: bình định", of(provinces="bình định")),
        ("tỉnh:an giao", of(provinces="an giao")),
        ("tỉnh:huế", of(provinces="huế")),
        ("tỉnh: Bà Rịa - Vũng Tàu", of(provinces="Bà Rịa - Vũng Tàu")),
        ('tỉnh:"tỉnh An Giao"', of(provinces="An Giao")),
        ("tỉnh:An Giao,Hải Lâm", of(provinces=("An Giao", "Hải Lâm"))),
        ("tỉnh: An Giao, Hải Lâm", of(provinces=("An Giao", "Hải Lâm"))),
        ("huyện: Thạch Khê", of(districts="Thạch Khê")),
        ('huyện:"huyện Thạch Khê"', of(districts="huyện Thạch Khê")),
        ("quận: 1", of(districts="1")),
        ("người ký: Đỗ Văn Quýnh", of(signers="Đỗ Văn Quýnh")),
        ('người ký:"ông Đỗ Văn Quýnh"', of(signers="Đỗ Văn Quýnh")),
        ("nguoi_ky:do van quynh", of(signers="do van quynh")),
        ("người ký: Đỗ Văn Quýnh, Hoàng Thị Mến", of(signers=("Đỗ Văn Quýnh", "Hoàng Thị Mến"))),
        ("chức vụ: phó chủ tịch", of(signer_roles="phó chủ tịch")),
        ("chức_vụ:kế toán", of(signer_roles="kế toán")),
        # numbers and documents
        ("số:214", of(numbers="214")),
        ("số: 214/BC-UBND", of(numbers="214/BC-UBND")),
        ("so:214-BC/UBND", of(numbers="214-BC/UBND")),
        ("số: 27/BC-PCTT&TKCN", of(numbers="27/BC-PCTT&TKCN")),
        ("số: 214 - BC/UBND", of(numbers="214 - BC/UBND")),
        ('số:"số 214/BC-UBND"', of(numbers="214/BC-UBND")),
        ("số:214,305", of(numbers=("214", "305"))),
        ("viện dẫn: 16-KL/TW", of(references="16-KL/TW")),
        ("viện dẫn: Nghị định 72/2015/NĐ-CP", of(references="Nghị định 72/2015/NĐ-CP")),
        ("viện_dẫn:Nghị định số 72", of(references="Nghị định số 72")),
        ("viện_dẫn:Luật Đất đai 2013,", of(references="Luật Đất đai 2013")),
        ("căn cứ: 16-KL/TW, 31/QĐ-UBND", of(references=("16-KL/TW", "31/QĐ-UBND"))),
        ("báo cáo: 0ecb07c9692b", of(reports="0ecb07c9692b")),
        ("mã:abc,def", of(reports=("abc", "def"))),
        # dates
        ("ngày:5/12/2023", DAY),
        ("ngày: 05/12/2023", DAY),
        ("ngày:5-12-2023", DAY),
        ("ngày:5.12.2023", DAY),
        ("ngày:2023-12-05", DAY),
        ("ngày: 5 tháng 12 năm 2023", DAY),
        ("ngay: 5 thang 12 nam 2023", DAY),
        ("ngày ban hành: ngày 5/12/2023", DAY),
        ("ngày: 5/12/2023, 6/12/2023", of(issued=(("2023-12-05", "2023-12-05"), ("2023-12-06", "2023-12-06")))),
        ("tháng:12/2023", of(issued=(("2023-12", "2023-12"),))),
        ("tháng: 12 năm 2023", of(issued=(("2023-12", "2023-12"),))),
        ("tháng:12 năm:2023", of(years=2023, issued=(("2023-12", "2023-12"),))),
        ("tháng: 11, 12 năm:2023", of(years=2023, issued=(("2023-11", "2023-11"), ("2023-12", "2023-12")))),
        ("ban hành:2023", of(issued=(("2023", "2023"),))),
        ("ban hành:2022-2023", of(issued=(("2022", "2023"),))),
        ("ban hành:>2020", of(issued=(("2021-01-01", "9999-12-31"),))),
        ("ban hành:>2/2024", of(issued=(("2024-03-01", "9999-12-31"),))),
        ("ban hành:<1/3/2024", of(issued=(("0001-01-01", "2024-02-29"),))),
        ("ngày: từ 1/1/2023 đến 30/6/2023", FIRST_HALF),
        ("ngày:1/1/2023-30/6/2023", FIRST_HALF),
        ("từ:1/1/2023 đến:30/6/2023", FIRST_HALF),
        ("từ ngày: 1/1/2023 đến ngày: 30/6/2023", FIRST_HALF),
        ("từ:2016 đến:2020", of(issued=(("2016", "2020"),))),
        ("từ:1/5/2016 đến:2016", of(issued=(("2016-05-01", "2016"),))),
        ("từ:2016 đến:2020 đến:5/2020", of(issued=(("2016", "2020-05"),))),
        ("từ ngày: 1/1/2025", of(issued=(("2025-01-01", "9999-12-31"),))),
        ("trước ngày: 1/1/2025", of(issued=(("0001-01-01", "2024-12-31"),))),
        ("sau ngày:31/12/2024", of(issued=(("2025-01-01", "9999-12-31"),))),
        ("quý: III/2025", QUARTER),
        ("quý:3/2025", QUARTER),
        ("quý: III năm 2025", QUARTER),
        ("quý:III năm:2025", of(years=2025, periods=(("2025-07", "2025-09"),))),
        ("giai đoạn: 2016-2020", of(periods=(("2016", "2020"),))),
        ("kỳ báo cáo: 6 tháng đầu năm 2021", of(periods=(("2021-01", "2021-06"),))),
        ("kỳ báo cáo: 6 tháng cuối năm 2021", of(periods=(("2021-07", "2021-12"),))),
        # one beside the other
        ("năm:2023 cấp:xã", of(years=2023, levels="commune")),
        ("cơ quan: UBND xã Tân Lập năm: 2023", of(agencies="UBND xã Tân Lập", years=2023)),
    ],
)  # fmt: skip
def test_a_filter_is_applied_however_it_is_typed(typed: str, wanted: Filter) -> None:
    for question in (f"{typed} kinh phí", f"kinh phí {typed}"):
        query = parse_query(question)
        text = query.text.replace("năm:2023 kinh", "kinh")
        assert (text, query.filter, query.not_applied) == ("kinh phí", wanted, ()), question


def test_a_filter_alone_is_a_question() -> None:
    query = parse_query("năm:2023 cấp:xã")
    assert (query.words, query.text, query.filter) == ((), "", Filter(years=(2023,), levels=("commune",)))


@pytest.mark.parametrize(
    ("typed", "text", "wanted"),
    [
        ("cơ quan: UBND xã Tân Lập kinh phí năm 2023", "kinh phí năm 2023", TAN_LAP),
        ("co quan: ubnd xa tan lap kinh phi", "kinh phi", of(agencies="ubnd xa tan lap")),
        ("cơ quan: UBND xã Tân Lập xã hội hóa", "xã hội hóa", TAN_LAP),
        ("cơ quan: Sở Nội vụ kết quả và kiến nghị", "kết quả và kiến nghị", of(agencies="Sở Nội vụ")),
        ("cơ quan: Sở Nội vụ và UBND", "và UBND", of(agencies="Sở Nội vụ")),
        ("tỉnh: An Giao Báo cáo kinh phí", "Báo cáo kinh phí", of(provinces="An Giao")),
        ("tỉnh: An Giao, kinh phí", "kinh phí", of(provinces="An Giao")),
        ("cấp:xã, kinh phí", "kinh phí", of(levels="commune")),
        ("năm:2022, kinh phí", "kinh phí", of(years=2022)),
        ("năm:2022 và kế hoạch", "và kế hoạch", of(years=2022)),
        ("năm:2022 5 xã", "5 xã", of(years=2022)),
        ("năm:2020- kinh phí năm:<2022", "kinh phí", of(years=(2020, 2021))),
        ("loại văn bản: báo cáo kết quả", "kết quả", of(doc_types="báo cáo")),
        ("mục: kết quả hạn chế", "hạn chế", of(roles="results")),
        ("số: 214/BC-UBND kinh phí", "kinh phí", of(numbers="214/BC-UBND")),
        ("báo cáo số: 214 kinh phí", "báo cáo kinh phí", of(numbers="214")),
        ("số: 214, 5 xã", "5 xã", of(numbers="214")),
        ("người ký: đỗ văn quýnh", "", of(signers="đỗ văn quýnh")),
        ("nguoi_ky:do van quynh kinh phi", "kinh phi", of(signers="do van quynh")),
        ("huyen: thach khe", "", of(districts="thach khe")),
        ("kết quả trong năm: 2023", "kết quả trong", IN_2023),
        ('"kinh phí cơ_quan:"Tân Lập"', '"kinh phí', of(agencies="Tân Lập")),
    ],
)
def test_a_value_without_quotes_ends_where_it_can_be_none(typed: str, text: str, wanted: Filter) -> None:
    query = parse_query(typed)
    assert (query.text, query.filter, query.not_applied) == (text, wanted, ())


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("lĩnh vực:y tế", "lĩnh vực:y tế"),
        ("kinh phí lĩnh vực:y tế", "lĩnh vực:y tế"),
        ('tinh trang:"chưa xong"', 'tinh trang:"chưa xong"'),
        ("tinh_trang:xong, kinh phí", "tinh_trang:xong"),
        ("status:open kinh phí", "status:open"),
        ("nguoi ki:An", "nguoi ki:An"),
        ("nguoiki:An kinh phí", "nguoiki:An"),
        ("cơ qaun:UBND", "cơ qaun:UBND"),
        ("co quam:UBND", "co quam:UBND"),
        ("mức:cao", "mức:cao"),
        ("nằm:2023", "nằm:2023"),
        ("sổ:12", "sổ:12"),
        ("tổng số:214", "tổng số:214"),
        ("năm:", "năm:"),
        ("kinh phí năm:", "năm:"),
        ("năm: , kinh phí", "năm:"),
        ("năm: cấp:xã", "năm:"),
        ('cơ_quan:"" kinh phí', 'cơ_quan:""'),
        ("năm: hai nghìn", "năm: hai nghìn"),
        ("năm: 20x3", "năm: 20x3"),
        ("năm: 1850", "năm: 1850"),
        ("ngày: 31/2/2023", "ngày: 31/2/2023"),
        ("mục: linh tinh", "mục: linh tinh"),
        ("cấp: bố trí", "cấp: bố trí"),
        ("cơ quan: tuy phước kinh phí", "cơ quan: tuy phước"),
        ("đơn vị: triệu đồng", "đơn vị: triệu đồng"),
        ("đơn vị:triệu đồng", "đơn vị:triệu đồng"),
        ("huyen: thach khe kinh phi", "huyen: thach khe"),
        ("tháng: 12 vụ", "tháng: 12"),
        ("ngày: 5/12", "ngày: 5/12"),
        ("kinh phí số: 214", "số: 214"),
        ("viện dẫn: 16 văn bản", "viện dẫn: 16"),
        ("mã: abc", "mã: abc"),
        ("chức vụ: kế toán", "chức vụ: kế toán"),
    ],
)
def test_what_looks_like_a_filter_and_is_none_is_named_and_its_words_stay(typed: str, named: str) -> None:
    query = parse_query(typed)
    assert query.not_applied == (named,)
    assert query.filter == (Filter(levels=("commune",)) if "cấp:xã" in typed else Filter())
    assert query.words == tuple(tokens(typed.replace("cấp:xã", "")))


def test_in_a_longer_question_only_what_is_near_a_filter_is_named() -> None:
    pasted = "Trong năm qua xã đã tổ chức nhiều lớp tập huấn cho cán bộ"
    assert parse_query(f"{pasted} lĩnh vực:y tế, trong năm: tốt").not_applied == ()
    for typed in ("nguoi ki:An", "cơ qaun:UBND", "cơ qua:UBND", "cơ quann:UBND", "cớ quan:UBND"):
        assert parse_query(f"{pasted}, {typed}").not_applied == (typed,)
    with pytest.raises(FilterValueError):
        parse_query(f"{pasted} năm:qua")


@pytest.mark.parametrize(
    "typed",
    [
        "Kinh phí: Chưa có kinh phí.", "Kinh phí:Chưa có", "Kính gửi: UBND xã", "Kính gửi:UBND xã", "bao gồm: xã",
        "http://abc.vn", "lúc 8:30 sáng", "tỷ lệ 1:2", "C:\\x", "Mục tiêu: giảm nghèo", "kết quả: đạt 99,2%",
        "16-KL/TW", "phát triển kinh tế - xã hội: kết quả", "tổng số: 214 hộ", "dân số: 5000",
        "kết quả 5 năm: 2016-2020", "cung cấp: xã, huyện", "phân loại: báo cáo", "danh mục: kinh phí",
        "Việt Nam: 2023", "liên quan đến: 2023", "hằng năm: 2023", "báo cáo: kinh phí", "căn cứ: Luật Ngân sách",
        "đơn vị tính: đồng", "hải quan: cửa khẩu",
        "năm 2023", "xã Tân Lập",
    ],
)  # fmt: skip
def test_a_colon_of_prose_is_no_filter(typed: str) -> None:
    query = parse_query(typed)
    assert (query.filter, query.not_applied, query.text) == (Filter(), (), typed)


def test_what_stands_in_quotes_is_no_filter() -> None:
    query = parse_query('"trong năm:2023" kinh phí')
    assert (query.filter, query.not_applied) == (Filter(), ())
    assert query.phrases == (("trong", "năm", "2023"),)
    said = parse_query('cơ_quan:"UBND xã năm:2023" kinh phí')
    assert (said.filter, said.text) == (Filter(agencies=("UBND xã năm:2023",)), "kinh phí")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("năm:hai nghìn", "hai"),
        ("năm:20x3", "20x3"),
        ("năm:2023x", "2023x"),
        ("năm:2023-12-05", "2023-12-05"),
        ("năm:2016-20", "2016-20"),
        ("năm:1850", "1850"),
        ("năm:2101", "2101"),
        ("năm:1899-1901", "1899-1901"),
        ("năm:2023:2024", "2023:2024"),
        ('năm: "hai nghìn"', "hai nghìn"),
        ("cấp:phủ", "phủ"),
        ("mục:linh-tinh", "linh-tinh"),
        ("ngày:31/2/2023", "31/2/2023"),
        ("ngày:29/2/2023", "29/2/2023"),
        ("ngày:5/12", "5/12"),
        ("tháng:13/2023", "13/2023"),
        ("tháng:12", "12"),
        ("quý:5/2025", "5/2025"),
        ("số:abc", "abc"),
    ],
)
def test_a_value_that_cannot_be_says_which_can(typed: str, value: str) -> None:
    with pytest.raises(FilterValueError, match=f"không nhận giá trị “{value}”. Dùng một trong: ") as raised:
        parse_query(f"kinh phí {typed}")
    assert f"does not take “{value}”. Use one of: " in raised.value.en


@pytest.mark.parametrize(
    ("typed", "said", "turned"),
    [
        ("năm:2020-2016", "2020-2016", "từ 2016 đến 2020"),
        ("năm: từ 2020 đến 2016", "từ 2020 đến 2016", "từ 2016 đến 2020"),
        ("năm:>2018 năm:<2016", "2019 – 2015", "từ 2015 đến 2019"),
        ("ngày: từ 30/6/2023 đến 1/1/2023", "từ 30/6/2023 đến 1/1/2023", "từ 1/1/2023 đến 30/6/2023"),
        ("từ:30/6/2023 đến:1/1/2023", "30/6/2023 – 1/1/2023", "từ 1/1/2023 đến 30/6/2023"),
    ],
)
def test_a_range_that_ends_before_it_begins_is_shown_the_right_way_round(typed: str, said: str, turned: str) -> None:
    with pytest.raises(FilterRangeError) as raised:
        parse_query(f"{typed} kinh phí")
    assert f"“{said}” kết thúc trước khi bắt đầu. Hãy gõ mốc sớm trước: {turned}." in raised.value.vi
    assert f"“{said}” that ends before it begins. Type the earlier end first: {turned}." in raised.value.en


def test_options_take_the_same_values() -> None:
    wanted = Filter()
    for name, value in (("years", "2016-2020"), ("levels", "xã, huyện"), ("doc_types", "BC"), ("numbers", "số 214"),
                        ("issued", "quý III/2025"), ("agencies", " A, B ")):  # fmt: skip
        wanted = add_filter(wanted, name, value)
    assert wanted == Filter(
        agencies=("A, B",), levels=("commune", "district"), years=TO_2020.years, doc_types=("Báo cáo",),
        issued=(("2025-07", "2025-09"),), numbers=("214",),
    )  # fmt: skip
    with pytest.raises(FilterValueError):
        add_filter(wanted, "issued", "tháng 12")


@pytest.mark.parametrize(
    ("typed", "text", "excluded"),
    [
        ("xã -kinh phí", "xã", (("kinh", "phí"),)),
        ("-kinh phí", "", (("kinh", "phí"),)),
        ("-kinh phí hạn chế", "hạn chế", (("kinh", "phí"),)),
        ("xã -kinh phí hạn chế", "xã", (("kinh", "phí", "hạn", "chế"),)),
        ("xã -kinh phí còn hạn chế", "xã còn hạn chế", (("kinh", "phí"),)),
        ("xã -tập huấn năm:2023", "xã", (("tập", "huấn"),)),
        ("xã -tập huấn cán bộ năm:2023", "xã", (("tập", "huấn", "cán", "bộ"),)),
        ("năm:2023 xã -tập huấn cán bộ", "xã", (("tập", "huấn", "cán", "bộ"),)),
        ("-xã hội kinh phí năm:2023", "kinh phí", (("xã", "hội"),)),
        ('-xã hội kinh phí "hạn chế"', "kinh phí hạn chế", (("xã", "hội"),)),
        ('xã -"tập huấn cán bộ xã" kinh phí', "xã kinh phí", (("tập", "huấn", "cán", "bộ", "xã"),)),
        ("-máy tính, xã hội", "xã hội", (("máy", "tính"),)),
        ("-công tác cán bộ, kinh phí", "kinh phí", (("công", "tác", "cán", "bộ"),)),
        (
            "xã -máy tính xách tay -tập huấn cán bộ xã hội hóa",
            "xã xách tay cán bộ xã hội hóa",
            (("máy", "tính"), ("tập", "huấn")),
        ),
        ("xã -rác -máy tính", "xã", (("rác",), ("máy", "tính"))),
        ("-máy tính xã hội hóa và phát triển nữa", "xã hội hóa và phát triển nữa", (("máy", "tính"),)),
        ("xã -tập huấn 2023", "xã 2023", (("tập", "huấn"),)),
        ("-COVID kinh phí", "kinh phí", (("covid",),)),
        ("-training kinh phí xã hạn chế", "kinh phí xã hạn chế", (("training",),)),
        ("COVID-19", "COVID-19", ()),
        ("2016-2020", "2016-2020", ()),
        ("kinh tế - xã hội", "kinh tế - xã hội", ()),
        ("- gạch đầu dòng", "- gạch đầu dòng", ()),
        ("-2023 kinh phí", "-2023 kinh phí", ()),
    ],
)
def test_a_minus_leaves_out_the_phrase(typed: str, text: str, excluded: tuple[tuple[str, ...], ...]) -> None:
    query = parse_query(typed)
    assert (query.text, query.excluded) == (text, excluded)


LONGEST = MAX_QUERY_CHARACTERS


@pytest.mark.parametrize(
    "hostile",
    [
        "năm:" * (LONGEST // 4), "năm " * (LONGEST // 4), "cơ " * (LONGEST // 3), ":" * LONGEST, '"' * LONGEST,
        'năm:"' * (LONGEST // 5), "a:" * (LONGEST // 2), "-a " * (LONGEST // 3), "(" * LONGEST, "x" * LONGEST,
        "cơ quan:" + "A " * ((LONGEST - 8) // 2), "số:1" + "/a" * ((LONGEST - 4) // 2), "số:1" + "." * (LONGEST - 4),
        "số:1/" + "." * (LONGEST - 5), "năm:2023" + "," * (LONGEST - 8), "tỉnh:" + "A," * ((LONGEST - 5) // 2),
        "a" * (LONGEST - 1) + ":", "-" + "a" * (LONGEST - 1), "_" * LONGEST, "năm:2023-" * (LONGEST // 9),
        "số và ký hiệu " * (LONGEST // 14), "\u0301" * LONGEST, " " * LONGEST, "từ 2016 đến " * (LONGEST // 12),
    ],
)  # fmt: skip
def test_a_question_as_long_as_may_be_is_read_in_one_walk(hostile: str) -> None:
    """No pattern looks at more than what stands up to the next mark, or at so many words, from any one place."""
    try:
        query = parse_query(hostile)
    except TracuuError as error:
        assert error.vi
    else:
        assert query.words or query.filter or query.excluded


@given(st.text(alphabet='năm:20-3,"" ：xãcấp >sốUBND/từđến', max_size=60))
def test_any_run_of_such_signs_is_read_or_refused(text: str) -> None:
    try:
        read = typed_filters(nfc(text))
    except TracuuError as error:
        assert error.vi
        return
    typed = tokens(nfc(text))
    left = tokens(read.rest)
    assert read.wanted or left == typed, "what is not applied stays"
    assert all(named and named[0] in nfc(text) for named in read.not_applied)
