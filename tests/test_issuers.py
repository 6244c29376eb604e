"""Who issued a document, told by its letterhead, its title, its number, its own words, its signature: one at a time."""

from __future__ import annotations

import pytest

from tracuu.corpus.header.agency import AgencyClue, Issuer, Unit, issuer_of
from tracuu.corpus.header.agency_lines import joint_bodies
from tracuu.corpus.header.places import settle_spelling, units_in
from tracuu.corpus.header.signature import signature

SON_BANG = Unit("huyện", "Sơn Bằng", "district")
NAM_LIA = Unit("xã", "Nậm Lìa", "commune")
HA_GIANG = Unit("tỉnh", "Hà Giang", "province")


def issuer(
    *letterhead: str,
    said: str = "",
    number: str = "",
    opening: str = "",
    ending: str = "",
    closing: tuple[str, ...] = (),
    place: str | None = None,
    text: str = "",
) -> Issuer:
    """The issuer by these clues alone; the units are those that they, and `text`, name."""
    whole = "\n".join([*letterhead, said, opening, text, ending, *closing])
    return issuer_of(
        AgencyClue(
            letterhead=list(letterhead),
            said=said,
            number=number,
            opening=opening,
            ending=ending,
            closing=list(closing),
            signature=signature(list(closing)),
            units=settle_spelling(units_in(whole)),
            place=place,
            text=whole,
        )
    )


@pytest.mark.parametrize(
    ("letterhead", "agency", "parent", "level"),
    [
        # one line, or two: the lower one issues, the upper one stands above it
        (["UBND HUYỆN SƠN BẰNG"], "UBND huyện Sơn Bằng", None, "district"),
        (["UBND HUYỆN SƠN BẰNG", "UBND XÃ NẬM LÌA"], "UBND xã Nậm Lìa", "UBND huyện Sơn Bằng", "commune"),
        (
            ["UBND TỈNH HÀ GIANG", "SỞ Y TẾ", "CHI CỤC DÂN SỐ"],
            "Chi cục Dân số tỉnh Hà Giang", "Sở Y tế tỉnh Hà Giang", "province",
        ),
        # a department has its unit from the line above
        (["UBND HUYỆN SƠN BẰNG", "PHÒNG NỘI VỤ"], "Phòng Nội vụ huyện Sơn Bằng", "UBND huyện Sơn Bằng", "district"),
        (["UBND TỈNH HÀ GIANG", "SỞ NỘI VỤ"], "Sở Nội vụ tỉnh Hà Giang", "UBND tỉnh Hà Giang", "province"),
        (["HUYỆN ỦY SƠN BẰNG", "BAN TUYÊN GIÁO"], "Ban Tuyên giáo Huyện ủy Sơn Bằng", "Huyện ủy Sơn Bằng", "district"),
        (["THỊ ỦY LƯƠNG GIANG", "VĂN PHÒNG"], "Văn phòng Thị ủy Lương Giang", "Thị ủy Lương Giang", "district"),
        (["THÀNH ỦY LẠNG SƠN", "VĂN PHÒNG"], "Văn phòng Thành ủy Lạng Sơn", "Thành ủy Lạng Sơn", "district"),
        # a line that says only which body of it writes
        (["HUYỆN ỦY SƠN BẰNG", "BAN THƯỜNG VỤ"], "Huyện ủy Sơn Bằng", None, "district"),
        (["HĐND HUYỆN SƠN BẰNG", "THƯỜNG TRỰC"], "HĐND huyện Sơn Bằng", None, "district"),
        # names broken over two lines
        (["ỦY BAN NHÂN DÂN", "HUYỆN SƠN BẰNG"], "UBND huyện Sơn Bằng", None, "district"),
        (["Ủy ban nhân dân", "huyện Sơn Bằng"], "UBND huyện Sơn Bằng", None, "district"),
        (["UBND", "Huyện Sơn Bằng"], "UBND huyện Sơn Bằng", None, "district"),
        (["Đảng ủy", "xã Nậm Lìa"], "Đảng ủy xã Nậm Lìa", None, "commune"),
        (["PHÒNG VĂN HÓA VÀ", "THÔNG TIN"], "Phòng Văn hóa và Thông tin", None, None),
        (["PHÒNG VĂN HÓA,", "THỂ THAO HUYỆN SƠN BẰNG"], "Phòng Văn hóa, thể thao huyện Sơn Bằng", None, "district"),
        (["Phòng Văn hóa và", "Thông tin"], "Phòng Văn hóa và Thông tin", None, None),
        (["PHÒNG Y TẾ -"], "Phòng Y tế", None, None),
        (["PHÒNG TÀI CHÍNH -", "KẾ HOẠCH"], "Phòng Tài chính - Kế hoạch", None, None),
        (["PHÒNG TÀI CHÍNH –", "KẾ HOẠCH"], "Phòng Tài chính – kế hoạch", None, None),
        # lines that a format ran together
        (["UBND TỈNH HÀ GIANG SỞ NỘI VỤ"], "Sở Nội vụ tỉnh Hà Giang", "UBND tỉnh Hà Giang", "province"),
        (["UBND HUYỆN SƠN BẰNG PHÒNG Y TẾ"], "Phòng Y tế huyện Sơn Bằng", "UBND huyện Sơn Bằng", "district"),
        (["UỶ BAN NHÂN DÂN HUYỆN SƠN BẰNG TRUNG TÂM VĂN HÓA"], "Trung tâm Văn hóa huyện Sơn Bằng",
         "UBND huyện Sơn Bằng", "district"),
        (["BỘ TÀI CHÍNH TỔNG CỤC THUẾ"], "Tổng cục Thuế", "Bộ Tài chính", "central"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG"], "Ban Chấp hành Trung ương", None, "central"),
        # bodies of the centre, and what stands under them
        (["BỘ Y TẾ"], "Bộ Y tế", None, "central"),
        (["QUỐC HỘI", "ỦY BAN THƯỜNG VỤ QUỐC HỘI"], "Ủy ban Thường vụ Quốc hội", None, "central"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"], "Văn phòng Trung ương", "Ban Chấp hành Trung ương", "central"),
        (["BỘ Y TẾ", "BỆNH VIỆN CHỢ RẪY"], "Bệnh viện Chợ Rẫy", "Bộ Y tế", "central"),
        (["TỔNG CỤC THUẾ", "CỤC THUẾ HÀ GIANG"], "Cục Thuế Hà Giang", "Tổng cục Thuế", "province"),
        (["TỔNG CỤC THUẾ", "CỤC THUẾ THỪA THIÊN HUẾ"], "Cục Thuế Thừa Thiên Huế", "Tổng cục Thuế", "province"),
        (["TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH HÀ GIANG"], "Cục Thuế tỉnh Hà Giang", "Tổng cục Thuế", "province"),
        # a department of a province whose province nothing names
        (["SỞ Y TẾ"], "Sở Y tế", None, "province"),
        (["PHÒNG Y TẾ"], "Phòng Y tế", None, None),
    ],
)  # fmt: skip
def test_by_the_letterhead(letterhead: list[str], agency: str, parent: str | None, level: str | None) -> None:
    found = issuer(*letterhead)
    assert (found.agency, found.parent, found.level) == (agency, parent, level)


def test_a_province_that_an_office_of_the_centre_has_in_its_name() -> None:
    assert issuer("TỔNG CỤC THUẾ", "CỤC THUẾ HÀ GIANG").unit == HA_GIANG
    assert issuer("BỘ Y TẾ", "BỆNH VIỆN CHỢ RẪY").unit is None


@pytest.mark.parametrize(
    ("lines", "together"),
    [
        (["BỘ TÀI CHÍNH - BỘ NỘI VỤ"], ("Bộ Tài chính", "Bộ Nội vụ")),
        (["BỘ TÀI CHÍNH – NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"], ("Bộ Tài chính", "Ngân hàng Nhà nước Việt Nam")),
        (["BỘ TÀI CHÍNH", "BỘ NỘI VỤ", "BỘ Y TẾ"], ("Bộ Tài chính", "Bộ Nội vụ", "Bộ Y tế")),
        (["LIÊN BỘ TÀI CHÍNH - NỘI VỤ"], ("Bộ Tài chính", "Bộ Nội vụ")),
        (["LIÊN BỘ: TÀI CHÍNH, NỘI VỤ"], ("Bộ Tài chính", "Bộ Nội vụ")),
        (["LIÊN TỊCH BỘ Y TẾ VÀ BỘ NỘI VỤ"], ("Bộ Y tế", "Bộ Nội vụ")),
        (
            ["LIÊN BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - TÀI CHÍNH"],
            ("Bộ Lao động - Thương binh và Xã hội", "Bộ Tài chính"),
        ),
        (["LIÊN BỘ TÀI CHÍNH - NGÂN HÀNG NHÀ NƯỚC"], ("Bộ Tài chính", "Ngân hàng Nhà nước Việt Nam")),
        (["BỘ TÀI CHÍNH"], ()),
        (["BỘ TÀI CHÍNH", "BỘ TÀI CHÍNH"], ()),
        (["BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"], ()),
        (["CHÍNH PHỦ", "BỘ TÀI CHÍNH"], ()),
        (["LIÊN BỘ"], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_bodies_that_issue_together(lines: list[str], together: tuple[str, ...]) -> None:
    assert joint_bodies(lines) == together


def test_bodies_that_issue_together_are_all_the_agency() -> None:
    both = Issuer("Bộ Tài chính - Bộ Nội vụ", central=True, joint=("Bộ Tài chính", "Bộ Nội vụ"))
    assert issuer("BỘ TÀI CHÍNH - BỘ NỘI VỤ") == both
    assert issuer("BỘ TÀI CHÍNH -", "BỘ NỘI VỤ") == both
    assert issuer("BỘ TÀI CHÍNH –", "BỘ NỘI VỤ") == both
    assert issuer(said="Bộ Tài chính - Bộ Nội vụ") == both
    assert issuer(said="Bộ Tài chính") == Issuer("Bộ Tài chính", central=True)
    labour = "Bộ Lao động - Thương binh và Xã hội"
    assert issuer(said=labour) == Issuer(labour, central=True), "one body with a dash in its name"


@pytest.mark.parametrize(
    ("letterhead", "said", "number", "agency"),
    [
        ("CHÍNH PHỦ", "", "33/1998/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("CHÍNH PHỦ", "THỦ TƯỚNG CHÍNH PHỦ", "", "Thủ tướng Chính phủ"),
        ("CHÍNH PHỦ", "CHÍNH PHỦ", "86/2002/NĐ-CP", "Chính phủ"),
        ("QUỐC HỘI", "", "12/2008/UBTVQH12", "Ủy ban Thường vụ Quốc hội"),
        ("QUỐC HỘI", "ỦY BAN THƯỜNG VỤ QUỐC HỘI", "", "Ủy ban Thường vụ Quốc hội"),
        ("QUỐC HỘI", "", "33/2024/QH15", "Quốc hội"),
        ("BỘ Y TẾ", "THỦ TƯỚNG CHÍNH PHỦ", "5/QĐ-TTg", "Bộ Y tế"),
    ],
)
def test_who_acts_under_the_letterhead_of_another(letterhead: str, said: str, number: str, agency: str) -> None:
    assert issuer(letterhead, said=said, number=number) == Issuer(agency, central=True)


def test_without_a_letterhead_by_the_title_else_the_number() -> None:
    assert issuer(said="BỘ TRƯỞNG BỘ TÀI CHÍNH") == Issuer("Bộ Tài chính", central=True)
    assert issuer(number="12/2004/TT-BTC") == Issuer("Bộ Tài chính", central=True)
    assert issuer(said="BỘ Y TẾ", number="12/2004/TT-BTC").agency == "Bộ Y tế"
    assert issuer(said="CHỦ TỊCH UBND XÃ NẬM LÌA") == Issuer("UBND xã Nậm Lìa", None, NAM_LIA)
    assert issuer(said="GIÁM ĐỐC SỞ Y TẾ", place="Hà Giang") == Issuer("Sở Y tế tỉnh Hà Giang", None, HA_GIANG)
    assert issuer(said="GIÁM ĐỐC SỞ Y TẾ", text="các huyện của tỉnh Hà Giang").unit == HA_GIANG
    military = "BỘ CHỈ HUY QUÂN SỰ TỈNH HÀ GIANG"
    assert issuer(said=military) == Issuer("Bộ Chỉ huy Quân sự tỉnh Hà Giang", None, HA_GIANG)


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("UBND xã Nậm Lìa báo cáo kết quả như sau:", "UBND xã Nậm Lìa"),
        ("Ủy ban nhân dân xã Nậm Lìa trân trọng báo cáo.", "UBND xã Nậm Lìa"),
        ("UBND xã Nậm Lìa xin báo cáo.", "UBND xã Nậm Lìa"),
        ("Phòng Nội vụ huyện Sơn Bằng kính báo cáo.", "Phòng Nội vụ huyện Sơn Bằng"),
        ("Huyện ủy Sơn Bằng báo cáo.", "Huyện ủy Sơn Bằng"),
        ("Đảng ủy xã Nậm Lìa báo cáo.", "Đảng ủy xã Nậm Lìa"),
        ("Thị ủy Lương Giang báo cáo.", "Thị ủy Lương Giang"),
        ("Theo yêu cầu của UBND huyện Sơn Bằng, UBND xã Nậm Lìa báo cáo.", "UBND xã Nậm Lìa"),
        ("Phòng Nội vụ báo cáo. UBND xã Nậm Lìa báo cáo.", "UBND xã Nậm Lìa"),
        ("UBND huyện Sơn Bằng về việc báo cáo năm; UBND xã Nậm Lìa báo cáo.", "UBND xã Nậm Lìa"),
        ("UBND huyện Sơn Bằng đề nghị báo cáo.", None),
        ("UBND huyện Sơn Bằng giao báo cáo.", None),
        ("Các thôn đã gửi báo cáo về xã Nậm Lìa.", None),
    ],
)
def test_who_says_of_itself_that_it_reports(opening: str, agency: str | None) -> None:
    assert issuer(opening=opening).agency == agency
    assert issuer(ending=opening).agency == agency


def test_what_an_ending_says_its_report_is_of() -> None:
    of_the_commune = Issuer("UBND xã Nậm Lìa", None, NAM_LIA)
    assert issuer(ending="Trên đây là kết quả năm 2022 của UBND xã Nậm Lìa.") == of_the_commune
    assert issuer(opening="Trên đây là kết quả năm 2022 của UBND xã Nậm Lìa.").agency is None
    both = issuer(opening="UBND xã Nậm Lìa báo cáo.", ending="Trên đây là kết quả của UBND huyện Sơn Bằng.")
    assert both == of_the_commune, "what opens a report says it before what ends it"


@pytest.mark.parametrize(
    ("closing", "text", "found"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "xã Nậm Lìa", Issuer("UBND xã Nậm Lìa", None, NAM_LIA)),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "huyện Sơn Bằng", Issuer("UBND huyện Sơn Bằng", None, SON_BANG)),
        (["BÍ THƯ"], "xã Nậm Lìa", Issuer("Đảng ủy xã Nậm Lìa", None, NAM_LIA)),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "huyện Sơn Bằng", Issuer("Huyện ủy Sơn Bằng", None, SON_BANG)),
        (["BÍ THƯ"], "tỉnh Hà Giang", Issuer("Tỉnh ủy Hà Giang", None, HA_GIANG)),
        (["TM. BAN CHẤP HÀNH ĐOÀN", "BÍ THƯ"], "xã Nậm Lìa", Issuer(unit=NAM_LIA)),
        (["TM. BAN CHẤP HÀNH HỘI", "CHỦ TỊCH"], "xã Nậm Lìa", Issuer(unit=NAM_LIA)),
        (["GIÁM ĐỐC"], "huyện Sơn Bằng", Issuer(unit=SON_BANG)),
        (["CHỦ TỊCH"], "", Issuer()),
        (["BÍ THƯ"], "", Issuer()),
        (["KT. BỘ TRƯỞNG BỘ TÀI CHÍNH", "THỨ TRƯỞNG"], "xã Nậm Lìa", Issuer("Bộ Tài chính", central=True)),
        (["TM. CHÍNH PHỦ", "THỦ TƯỚNG"], "xã Nậm Lìa", Issuer("Chính phủ", central=True)),
        (["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"], "", Issuer("Thủ tướng Chính phủ", central=True)),
        ([], "xã Nậm Lìa", Issuer(unit=NAM_LIA)),
        ([], "", Issuer()),
    ],
)
def test_by_the_signature_alone(closing: list[str], text: str, found: Issuer) -> None:
    assert issuer(closing=(*closing, "Lò Văn Phín"), text=text) == found


@pytest.mark.parametrize(
    ("place", "text", "unit"),
    [
        ("Nậm Lìa", "huyện Sơn Bằng, huyện Sơn Bằng, xã Nậm Lìa", NAM_LIA),
        ("Xã Nậm Lìa", "huyện Sơn Bằng, huyện Sơn Bằng, xã Nậm Lìa", NAM_LIA),
        (None, "xã Nậm Lìa, huyện Sơn Bằng, huyện Sơn Bằng", SON_BANG),
        ("Bản Mế", "xã Nậm Lìa, huyện Sơn Bằng, huyện Sơn Bằng", SON_BANG),
        ("Hà Giang", "xã Nậm Lìa", HA_GIANG),
        ("TP. Bắc Hòa", "xã Nậm Lìa, xã Nậm Lìa, thành phố Bắc Hòa", Unit("thành phố", "Bắc Hòa", "district")),
        ("TP Bắc Hòa", "xã Nậm Lìa, xã Nậm Lìa, thành phố Bắc Hòa", Unit("thành phố", "Bắc Hòa", "district")),
        ("t.p bắc hòa", "xã Nậm Lìa, xã Nậm Lìa, thành phố Bắc Hòa", Unit("thành phố", "Bắc Hòa", "district")),
        (None, "", None),
    ],
)
def test_the_unit_of_the_place_line_else_the_one_named_most(place: str | None, text: str, unit: Unit | None) -> None:
    assert issuer("PHÒNG Y TẾ", place=place, text=text).unit == unit


@pytest.mark.parametrize(
    ("letterhead", "text", "agency"),
    [
        (["UBND HUYỆN NGUYỄN BÌNH"], "Tại huyện Nguyên Bình, huyện Nguyên Bình.", "UBND huyện Nguyên Bình"),
        (["PHÒNG Y TẾ HUYỆN NGUYỄN BÌNH"], "Tại huyện Nguyên Bình.", "Phòng Y tế huyện Nguyên Bình"),
        (["Phòng Y tế huyện Sơn Bằng, tỉnh Hà Giang"], "", "Phòng Y tế huyện Sơn Bằng"),
        (["SỞ Y TẾ HÀ GIANG"], "Tại tỉnh Hà Giang.", "Sở Y tế Hà Giang"),
        (["SỞ Y TẾ"], "Tại tỉnh Hà Giang.", "Sở Y tế tỉnh Hà Giang"),
        (["UBND"], "Tại xã Nậm Lìa.", "UBND xã Nậm Lìa"),
        (["HĐND"], "Tại xã Nậm Lìa.", "HĐND xã Nậm Lìa"),
        (["TRƯỜNG TIỂU HỌC ĐẶNG XÁ"], "Tại xã Nậm Lìa.", "Trường Tiểu học Đặng Xá"),
        (["ĐẢNG ỦY"], "Tại xã Nậm Lìa.", "Đảng ủy"),
    ],
)
def test_an_agency_is_named_with_its_unit_as_the_document_spells_it(
    letterhead: list[str], text: str, agency: str
) -> None:
    assert issuer(*letterhead, text=text).agency == agency


def test_levels() -> None:
    assert Issuer(central=True, unit=SON_BANG).level == "central"
    assert Issuer("Sở Y tế", unit=SON_BANG).level == "province"
    assert Issuer("Phòng Y tế", unit=SON_BANG).level == "district"
    assert Issuer(unit=NAM_LIA).level == "commune"
    assert Issuer("Phòng Y tế").level is None
