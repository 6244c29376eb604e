"""The parts of a header one by one: the type's line, state bodies, titles, signatures."""

from __future__ import annotations

import pytest

from tracuu.corpus.header.agency_names import natural_name
from tracuu.corpus.header.places import units_in
from tracuu.corpus.header.signature import is_person, person_name, signature
from tracuu.corpus.header.signing import is_signing, role_in
from tracuu.corpus.header.state_bodies import (
    body_of_office,
    body_of_symbol,
    is_central,
    is_top_body,
    state_body,
    state_body_opening,
)
from tracuu.corpus.header.title import attribution, stated_by, title_above_grounds, unfinished
from tracuu.corpus.header.type_line import read_type_line, type_of_symbol


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("BÁO CÁO", ("Báo cáo", "")),
        ("BÁO CÁO: Kết quả năm 2022.", ("Báo cáo", "Kết quả năm 2022.")),
        ("BÁO CÁO NHANH", ("Báo cáo", "")),
        ("BÁO CÁO NHANH SỐ 5", ("Báo cáo", "")),
        ("BÁO CÁO TÓM TẮT KẾT QUẢ", ("Báo cáo", "TÓM TẮT KẾT QUẢ")),
        ("Q U Y Ế T Đ Ị N H", ("Quyết định", "")),
        ("Q U Y Ế T Đ Ị N H :", ("Quyết định", "")),
        ("q u y ế t đ ị n h", None),
        ("Q U Y Ế T", None),
        ("KẾT QUẢ NĂM 2022", None),
        ("LUẬT SỐ: 36/2009/QH12", None),
        ("Luật số 36/2009/QH12", None),
        ("LUẬT SỐ 36/2009/QH12", ("Luật", "SỐ 36/2009/QH12")),
        ("Báo cáo", ("Báo cáo", "")),
        ("báo cáo nhanh", ("Báo cáo", "")),
        ("nghị định của chính phủ về nước sạch", ("Nghị định", "của chính phủ về nước sạch")),
        ("Quyết định số 12/QĐ-UB về nước sạch", ("Quyết định", "số 12/QĐ-UB về nước sạch")),
        ("báo cáo kết quả năm 2022", None),
        ("Báo cáo:", None),
        ("Nghị định của Chính phủ;", None),
        ("Nghị định của Chính phủ,", None),
        ("Nghị định của Chính phủ.", None),
    ],
)
def test_the_line_that_says_the_type(line: str, said: tuple[str, str] | None) -> None:
    assert read_type_line(line, "", True) == said


def test_small_letters_say_the_type_only_below_a_fixed_formula() -> None:
    assert read_type_line("Báo cáo", "", False) is None
    assert read_type_line("BÁO CÁO", "", False) == ("Báo cáo", "")
    assert read_type_line("nghị định của chính phủ " + "về nước sạch " * 40, "", True) is None


def test_a_board_whose_name_goes_on_is_no_programme() -> None:
    assert read_type_line("DỰ ÁN ĐẦU TƯ XÂY DỰNG", "ban quan ly", True) is None
    assert read_type_line("DỰ ÁN", "ban quan ly", True) == ("Dự án", "")
    assert read_type_line("DỰ ÁN ĐẦU TƯ", "so: 5/da-ubnd", True) == ("Dự án", "ĐẦU TƯ")
    assert read_type_line("BÁO CÁO KẾT QUẢ", "ban quan ly", True) == ("Báo cáo", "KẾT QUẢ")


@pytest.mark.parametrize(
    ("number", "doc_type"),
    [
        ("86/2002/NĐ-CP", "Nghị định"),
        ("132/BC-UBND", "Báo cáo"),
        ("12-BC/HU", "Báo cáo"),
        ("12 bc/hu", "Báo cáo"),
        ("45.QĐ.UB", "Quyết định"),
        ("/BC-UBND", "Báo cáo"),
        ("5/K-UBND", None),
        ("183/TTg", None),
        ("418/SNV-TCBC", None),
        ("236", None),
        ("", None),
    ],
)
def test_the_type_that_a_symbol_abbreviates(number: str, doc_type: str | None) -> None:
    assert type_of_symbol(number) == doc_type


def test_state_bodies_by_any_spelling_and_by_office() -> None:
    assert state_body("BỘ  VĂN HOÁ THÔNG TIN") == "Bộ Văn hóa - Thông tin"
    assert state_body("Tổng Thanh tra") == "Thanh tra Chính phủ"
    assert state_body("Sở Tài chính") is None
    assert state_body_opening("Bộ trưởng Bộ Tài chính về thuế") == ("Bộ Tài chính", len("Bộ trưởng Bộ Tài chính"))
    assert state_body_opening("Thanh tra Chính phủ và") == ("Thanh tra Chính phủ", len("Thanh tra Chính phủ"))
    long = "Ủy ban Dân tộc và Miền núi"
    assert state_body_opening(f"{long} về") == (long, len(long)), "the longest name, not Ủy ban Dân tộc"
    assert state_body_opening("Sở Tài chính") is None
    assert state_body_opening("") is None
    assert body_of_office("BỘ TRƯỞNG  BỘ TÀI  CHÍNH") == "BỘ TÀI CHÍNH"
    assert body_of_office("UBND  xã A") == "UBND xã A"


@pytest.mark.parametrize(
    ("number", "body"),
    [
        ("86/2002/NĐ-CP", "Chính phủ"),
        ("33/2024/QH15", "Quốc hội"),
        ("41/2001/PL-UBTVQH10", "Ủy ban Thường vụ Quốc hội"),
        ("183/TTg", "Thủ tướng Chính phủ"),
        ("12 BYT", "Bộ Y tế"),
        ("1.BYT", "Bộ Y tế"),
        ("132/BC-UBND", None),
        ("5/TT-BYT2", None),
    ],
)
def test_the_body_that_a_symbol_ends_in(number: str, body: str | None) -> None:
    assert body_of_symbol(number) == body


def test_bodies_of_the_centre() -> None:
    names = ("Bộ Y tế", "Tổng cục Lâm nghiệp", "Bộ Chỉ huy Quân sự tỉnh Cà Mau", "UBND xã A", "Cục Sở hữu trí tuệ")
    assert [is_central(name) for name in names] == [True, True, False, False, True]
    assert [is_top_body(name) for name in names] == [True, False, False, False, False]
    assert is_central("Bộ Y học cổ truyền"), "one with a name of that kind"


@pytest.mark.parametrize(
    ("line", "wants"),
    [("tình hình và", True), ("các xã của HUYỆN", True), ("kinh tế -", True), ("kinh tế –", True), ("kinh tế,", True),
     ("kinh tế", False), ("", False), ("và kinh tế", False)],
)  # fmt: skip
def test_a_title_line_that_wants_another(line: str, wants: bool) -> None:
    assert unfinished(line) is wants


def test_what_a_title_says_before_its_matter() -> None:
    said, left = attribution(("CỦA CHÍNH PHỦ SỐ 91/2003/NĐ-CP", "NGÀY 02 THÁNG 8 NĂM 2003 VỀ NƯỚC SẠCH"), "Nghị định")
    assert (said.issuer, said.number, said.issued) == ("Chính phủ", "91/2003/NĐ-CP", ("2003-08-02", "day"))
    assert left == ("VỀ NƯỚC SẠCH",)
    said, left = attribution(("của Bộ Tài chính - Bộ Nội vụ về lương",), "Thông tư liên tịch")
    assert (said.issuer, left) == ("Bộ Tài chính - Bộ Nội vụ", ("về lương",))
    said, left = attribution(("của Bộ Tài chính - Bộ Nội vụ về lương",), "Thông tư")
    assert (said.issuer, left) == ("Bộ Tài chính", ("- Bộ Nội vụ về lương",))
    said, left = attribution(("của UBND huyện Sơn Bằng về nước sạch",), "Quyết định")
    assert (said.issuer, left) == ("UBND huyện Sơn Bằng", ("về nước sạch",))
    said, left = attribution(("CỦA UBND", "HUYỆN SƠN BẰNG", "VỀ NƯỚC SẠCH"), "Quyết định")
    assert said.issuer.startswith("UBND")
    assert left[-1] == "VỀ NƯỚC SẠCH"
    silent = attribution(("của Chính phủ về nước sạch",), "Báo cáo")
    assert (silent[0].issuer, silent[1]) == ("", ("của Chính phủ về nước sạch",))
    assert stated_by(said, "CHÍNH PHỦ") == said.issuer
    assert stated_by(silent[0], "CHÍNH PHỦ") == "Chính phủ"
    assert stated_by(silent[0], "") == ""


def test_the_title_above_the_grounds() -> None:
    grounds = ["Căn cứ Luật Tổ chức Chính phủ;", "QUYẾT ĐỊNH:"]
    found = title_above_grounds(["Về nước sạch"], ["tại các xã", "(kèm theo)", "HỘI ĐỒNG NHÂN DÂN", "KHÓA X", *grounds])
    assert found == (("Về nước sạch", "tại các xã"), "HỘI ĐỒNG NHÂN DÂN", ["(kèm theo)"], 4)
    assert title_above_grounds([], ["Về nước sạch", "Điều 1. Phạm vi"]) == (("Về nước sạch",), "", [], 1)
    assert title_above_grounds([], ["Về nước sạch"]) is None
    assert title_above_grounds([], ["Về nước sạch:", *grounds]) is None
    assert title_above_grounds([], ["Kính gửi: UBND xã", *grounds]) is None
    assert title_above_grounds([], ["dòng"] * 15 + grounds) is None
    two = title_above_grounds([], ["Về nước sạch", "(sửa đổi", "năm 2020)", *grounds])
    assert two == (("Về nước sạch",), "", ["(sửa đổi năm 2020)"], 3)


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("TM. ỦY BAN NHÂN DÂN", True),
        ("KT. CHỦ TỊCH", True),
        ("Q. CHỦ TỊCH", True),
        ("GIÁM ĐỐC", True),
        ("tm. chính phủ", True),
        ("thủ tướng.", True),
        ("Thủ tướng chính phủ giao các bộ", False),
        ("TM", False),
        ("tm. ủy ban nhân dân " + "xã " * 30, False),
    ],
)
def test_lines_of_a_signature(line: str, signs: bool) -> None:
    assert is_signing(line) is signs


def test_roles_the_longer_name_first() -> None:
    assert role_in("PHÓ CHỦ TỊCH UBND") == "Phó Chủ tịch"
    assert role_in("Phó Chủ tịch Thường trực") == "Phó Chủ tịch Thường trực"
    assert role_in("Ông chủ tịch") is None


def test_who_signed_as_what_and_beside_whom() -> None:
    signed = signature(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "LÒ VĂN PHÍN"])
    assert (signed.name, signed.role, signed.form) == ("Lò Văn Phín", "Phó Chủ tịch", "KT.")
    assert signed.agency == "ỦY BAN NHÂN DÂN"
    beside = signature(["TM. UBND XÃ", "CHỦ TỊCH", "- Lưu: VT. Vũ Duy Kiểm"])
    assert (beside.name, beside.role) == ("Vũ Duy Kiểm", "Chủ tịch")
    stood_in = signature(["KT. CHỦ TỊCH", "Vũ Duy Kiểm"])
    assert (stood_in.name, stood_in.role, stood_in.form) == ("Vũ Duy Kiểm", "Chủ tịch", "KT.")
    assert signature(["Vũ Duy Kiểm"]) == signature([])
    last = signature(["TRƯỞNG PHÒNG", "Lò Văn A", "GIÁM ĐỐC", "Vũ Duy Kiểm"])
    assert last.name == "Vũ Duy Kiểm"


def test_of_agencies_that_issue_together_the_first_ones_signer() -> None:
    lines = ["KT. BỘ TRƯỞNG", "BỘ NỘI VỤ", "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG", "BỘ TÀI CHÍNH", "THỨ TRƯỞNG",
             "Nguyễn Văn An", "Trần Thị Bình"]  # fmt: skip
    assert signature(lines, ("Bộ Nội vụ", "Bộ Tài chính")).name == "Nguyễn Văn An"
    assert signature(lines, ("Bộ Tài chính", "Bộ Nội vụ")).name == "Trần Thị Bình"
    together = [*lines[:-2], "Nguyễn Văn An Trần Thị Bình"]
    assert signature(together, ("Bộ Nội vụ", "Bộ Tài chính")).name == "Nguyễn Văn An"
    assert signature(together, ("Bộ Tài chính", "Bộ Nội vụ")).name == "Trần Thị Bình"


def test_names_of_persons() -> None:
    assert [is_person(line) for line in ("Vũ Duy Kiểm", "LÒ VĂN PHÍN", "CHỦ TỊCH", "(Đã ký)", "12")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert person_name("PGS.TS TRẦN HÀ") == "Trần Hà"


def test_units_by_their_short_types() -> None:
    assert units_in("TP. Huế, TX. Mỹ Hào, xã Tân Lập").keys() == {
        ("thành phố", "Huế"), ("thị xã", "Mỹ Hào"), ("xã", "Tân Lập"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "natural"),
    [
        ("HỘI NÔNG DÂN VIỆT NAM", "Hội Nông dân Việt Nam"),
        ("ĐOÀN TNCS HỒ CHÍ MINH HUYỆN SƠN BẰNG", "Đoàn TNCS Hồ Chí Minh huyện Sơn Bằng"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ NẬM LÌA", "HĐND xã Nậm Lìa"),
    ],
)
def test_names_of_the_nation_keep_their_capitals(printed: str, natural: str) -> None:
    assert natural_name(printed, "") == natural


def test_a_word_that_names_no_type_of_document_has_none() -> None:
    assert read_type_line("TRUNG TÂM Y TẾ", "", True) is None
