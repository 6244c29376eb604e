"""The parts of a header one by one: the type's line, state bodies, titles, signatures."""

from __future__ import annotations

from collections import Counter

import pytest

from tracuu.corpus.header.agency_names import natural_name
from tracuu.corpus.header.places import known_units, level_of, provinces, settle_spelling, units_in
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
        ("Nghị định của Chính phủ:", None),
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
    assert state_body_opening("Bộ Tài chính - ") == ("Bộ Tài chính", len("Bộ Tài chính")), (
        "a mark after it is none of it"
    )
    assert state_body_opening("Bộ Văn hóa - Thông tin") == ("Bộ Văn hóa - Thông tin", len("Bộ Văn hóa - Thông tin"))
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
    twice, left = attribution(("số 5/QĐ-UB ngày 3/2/2020", "ngày 4/2/2020 họp"), "Quyết định")
    assert (twice.number, twice.issued, left) == ("5/QĐ-UB", ("2020-02-03", "day"), ("ngày 4/2/2020 họp",))
    assert attribution(("(số 5/QĐ-UB", ")", "Về nước sạch"), "Quyết định")[1] == ("Về nước sạch",)
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
        ("ĐOÀN LUẬT SƯ VIỆT NAM", "Đoàn luật sư Việt Nam"),
        ("ĐOÀN TNCS HỒ CHÍ MINH HUYỆN SƠN BẰNG", "Đoàn TNCS Hồ Chí Minh huyện Sơn Bằng"),
        ("HỘI ĐỒNG NHÂN DÂN XÃ NẬM LÌA", "HĐND xã Nậm Lìa"),
    ],
)
def test_names_of_the_nation_keep_their_capitals(printed: str, natural: str) -> None:
    assert natural_name(printed, "") == natural


def test_a_word_that_names_no_type_of_document_has_none() -> None:
    assert read_type_line("TRUNG TÂM Y TẾ", "", True) is None


@pytest.mark.parametrize(
    ("closing", "name", "role", "form", "agency"),
    [
        ("TM. UBND XÃ|CHỦ TỊCH|Lò Văn Phín", "Lò Văn Phín", "Chủ tịch", "TM.", "UBND XÃ"),
        ("CHỦ TỊCH UBND XÃ|Lò Văn Phín", "Lò Văn Phín", "Chủ tịch", None, "UBND XÃ"),
        ("TM. UBND XÃ|CHỦ TỊCH UBND HUYỆN", None, "Chủ tịch", "TM.", "UBND XÃ"),
        ("KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|Lò Văn Phín", "Lò Văn Phín", "Phó Chủ tịch", "KT.", None),
        ("KT. CHỦ TỊCH|TL. GIÁM ĐỐC|Lò Văn Phín", "Lò Văn Phín", "Giám đốc", "TL.", None),
        ("KT. CHỦ TỊCH|TM. UBND XÃ|Lò Văn Phín", "Lò Văn Phín", "Chủ tịch", "TM.", "UBND XÃ"),
        ("Lò Văn Phín|CHỦ TỊCH", None, "Chủ tịch", None, None),
        ("CHỦ TỊCH|Lò Văn Phín|Nơi nhận:|Vũ Duy Kiểm", "Lò Văn Phín", "Chủ tịch", None, None),
        ("CHỦ TỊCH|Lò Văn Phín|Vũ Duy Kiểm", "Vũ Duy Kiểm", "Chủ tịch", None, None),
        ("TM. UBND|PHÓ CHỦ TỊCH (PHỤ TRÁCH)|Lò Văn Phín", "Lò Văn Phín", "Phó Chủ tịch", "TM.", "UBND"),
        ("PHÓ CHỦ TỊCH (PHỤ TRÁCH)|Lò Văn Phín", None, None, None, None),
        ("CHỦ TỊCH|- Lưu: VT, Vũ Duy Kiểm", "Vũ Duy Kiểm", "Chủ tịch", None, None),
        ("CHỦ TỊCH|- Lưu: VT. Vũ Duy Kiểm|Lò Văn Phín", "Lò Văn Phín", "Chủ tịch", None, None),
        ("- Lưu: VT. Vũ Duy Kiểm", None, None, None, None),
        ("CHỦ TỊCH|- Lưu: VT. PHÒNG Y TẾ", None, "Chủ tịch", None, None),
    ],
)
def test_signatures(closing: str, name: str | None, role: str | None, form: str | None, agency: str | None) -> None:
    found = signature(closing.split("|"))
    assert (found.name, found.role, found.form, found.agency) == (name, role, form, agency)


HOME, MONEY, LABOUR = "Bộ Nội vụ", "Bộ Tài chính", "Bộ Lao động - Thương binh và Xã hội"


@pytest.mark.parametrize(
    ("closing", "first", "name", "role", "form"),
    [
        # a column after the other
        (
            "KT. BỘ TRƯỞNG BỘ NỘI VỤ|THỨ TRƯỞNG|Lò Văn A|BỘ TRƯỞNG BỘ TÀI CHÍNH|Vũ Văn Ba",
            HOME, "Lò Văn A", "Thứ trưởng", "KT.",
        ),
        (
            "KT. BỘ TRƯỞNG BỘ NỘI VỤ|THỨ TRƯỞNG|Lò Văn A|BỘ TRƯỞNG BỘ TÀI CHÍNH|Vũ Văn Ba",
            MONEY, "Vũ Văn Ba", "Bộ trưởng", None,
        ),
        # line by line, as two columns read across
        (
            "KT. BỘ TRƯỞNG|KT. CHỦ NHIỆM|BỘ NỘI VỤ|BỘ TÀI CHÍNH|THỨ TRƯỞNG|PHÓ CHỦ NHIỆM|Lò Văn A|Vũ Văn Ba",
            HOME, "Lò Văn A", "Thứ trưởng", "KT.",
        ),
        (
            "KT. BỘ TRƯỞNG|TL. CHỦ NHIỆM|BỘ NỘI VỤ|BỘ TÀI CHÍNH|THỨ TRƯỞNG|PHÓ CHỦ NHIỆM|Lò Văn A|Vũ Văn Ba",
            MONEY, "Vũ Văn Ba", "Phó Chủ nhiệm", "TL.",
        ),
        ("Nơi nhận:|BỘ TRƯỞNG BỘ NỘI VỤ|Lò Văn A|BỘ TRƯỞNG BỘ Y TẾ|Vũ Văn Ba", HOME, "Lò Văn A", "Bộ trưởng", None),
        # a name over two lines, with marks about it
        (
            "BỘ TRƯỞNG BỘ TÀI CHÍNH|Lò Văn A|BỘ TRƯỞNG - BỘ LAO ĐỘNG - THƯƠNG BINH|VÀ XÃ HỘI|Vũ Văn Ba",
            LABOUR, "Vũ Văn Ba", "Bộ trưởng", None,
        ),
        # nobody signs for the first: whoever signs first
        ("BỘ TRƯỞNG BỘ NỘI VỤ|Lò Văn A|BỘ TRƯỞNG BỘ TÀI CHÍNH|Vũ Văn Ba", LABOUR, "Lò Văn A", "Bộ trưởng", None),
        ("BỘ TRƯỞNG BỘ NỘI VỤ|BỘ TRƯỞNG BỘ TÀI CHÍNH|Nơi nhận:", HOME, None, "Bộ trưởng", None),
        (
            "BỘ TRƯỞNG - BỘ LAO ĐỘNG - THƯƠNG BINH|VÀ XÃ HỘI|Lò Văn A|BỘ TRƯỞNG BỘ TÀI CHÍNH|Vũ Văn Ba",
            LABOUR, "Lò Văn A", "Bộ trưởng", None,
        ),
        # two names on a line are cut where a family name stands nearest to its middle
        ("BỘ TRƯỞNG BỘ NỘI VỤ|BỘ TRƯỞNG BỘ TÀI CHÍNH|Lò An Vi Trần Thị Hà", HOME, "Lò An Vi", "Bộ trưởng", None),
        ("BỘ TRƯỞNG BỘ NỘI VỤ|BỘ TRƯỞNG BỘ TÀI CHÍNH|Lò An Vi Trần Thị Hà", MONEY, "Trần Thị Hà", "Bộ trưởng", None),
        ("BỘ TRƯỞNG BỘ NỘI VỤ|BỘ TRƯỞNG BỘ TÀI CHÍNH|Lò An Vũ Ba", MONEY, "Vũ Ba", "Bộ trưởng", None),
        ("BỘ TRƯỞNG BỘ NỘI VỤ|BỘ TRƯỞNG BỘ TÀI CHÍNH|Lò Văn Lâm", MONEY, "Lò Văn Lâm", "Bộ trưởng", None),
        ("BỘ TRƯỞNG BỘ NỘI VỤ|Lò A Vũ Ba", HOME, "Lò A Vũ Ba", "Bộ trưởng", None),
    ],
)  # fmt: skip
def test_the_first_agencys_signer_however_the_columns_were_read(
    closing: str, first: str, name: str | None, role: str, form: str | None
) -> None:
    found = signature(closing.split("|"), (first, "Bộ Y tế"))
    assert (found.name, found.role, found.form) == (name, role, form)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ThS. Lò Văn Phín", "Lò Văn Phín"),
        ("Thạc sĩ Lò Văn Phín", "Lò Văn Phín"),
        ("(Đã ký) Lò Văn Phín", "Lò Văn Phín"),
        ("Thượng tá LÒ VĂN PHÍN", "Lò Văn Phín"),
        ("BS.CKII. Lò Văn Phín", "Lò Văn Phín"),
        ("Quản Văn Phín", "Quản Văn Phín"),
        ("QUẢN VĂN PHÍN", None),
        ("Văn phòng", None),
        ("Lò", None),
        ("Giám đốc Lò Văn Phín", None),
        ("Lò văn phín", None),
        ("Ký tên", None),
    ],
)
def test_a_line_that_is_a_persons_name(line: str, name: str | None) -> None:
    assert (person_name(line) if is_person(line) else None) == name


def test_units_named_in_a_text() -> None:
    def named(text: str) -> dict[str, int]:
        return {" ".join(unit): count for unit, count in units_in(text).items()}

    assert named("UBND xã Nậm Lìa, xã Nậm Lìa và HUYỆN SƠN BẰNG") == {"xã Nậm Lìa": 2, "huyện Sơn Bằng": 1}
    assert named("Tỉnh Hà Giang Ban hành") == {"tỉnh Hà Giang": 1}
    assert named("UBND tỉnh Ban hành; huyện ta; xã Và") == {}
    assert named("quận 1, phường 12, xã 5") == {"quận 1": 1, "phường 12": 1}
    assert named("TP.Huế, TX Mỹ Hào, tp Huế") == {"thành phố Huế": 1, "thị xã Mỹ Hào": 1}
    assert named("thị xã Mỹ Hào, thị trấn Bần") == {"thị xã Mỹ Hào": 1, "thị trấn Bần": 1}
    assert named("XÃ HỘI PHÁT TRIỂN; XÃ HỘI HOAN; xã Hội Hoan") == {"xã Hội Hoan": 1}
    assert named("HUYỆN ĐOÀN SƠN BẰNG; phường Đoàn Kết") == {"phường Đoàn Kết": 1}


def test_one_spelling_for_each_unit() -> None:
    counts = Counter({
        ("huyện", "Nguyễn Bình"): 3, ("huyện", "Nguyên Bình"): 2,
        ("xã", "Nậm Lìa"): 1, ("xã", "Nậm Lia"): 2, ("huyện", "Nậm Lìa"): 1,
    })  # fmt: skip
    assert settle_spelling(counts) == {("huyện", "Nguyên Bình"): 5, ("xã", "Nậm Lia"): 3, ("huyện", "Nậm Lìa"): 1}


def test_cities_run_by_the_centre_are_provinces() -> None:
    units = [("thành phố", "Hà Nội"), ("thành phố", "Lạng Sơn"), ("quận", "Hà Nội"), ("thị trấn", "Bần"), ("tỉnh", "A")]
    assert [level_of(*unit) for unit in units] == ["province", "district", "district", "commune", "province"]
    assert provinces()["ha noi"] == ("thành phố", "Hà Nội")
    assert provinces()["ha giang"] == ("tỉnh", "Hà Giang")
    assert "tỉnh hà giang" in known_units()


@pytest.mark.parametrize(
    ("printed", "text", "natural"),
    [
        ("SỞ  Y TẾ", "", "Sở Y tế"),
        ("sở y tế", "", "Sở Y tế"),
        ("Sở y tế", "", "Sở y tế"),
        ("TỔ CÔNG TÁC NƯỚC", "TỔ CÔNG TÁC NƯỚC. Tổ Công tác  Nước đã họp.", "Tổ Công tác Nước"),
        ("TỔ CÔNG TÁC NƯỚC", "TỔ CÔNG TÁC NƯỚC. TỔ  CÔNG TÁC NƯỚC đã họp.", "Tổ công tác nước"),
        ("TỔ CÔNG TÁC NƯỚC", "Giúp tổ Công tác Nước", "Tổ công tác nước"),
        ("TỔ CÔNG TÁC NƯỚC", "Tổ công tác", "Tổ công tác nước"),
        ("BCH ĐOÀN XÃ NẬM LÌA", "", "Đoàn xã Nậm Lìa"),
        ("UBND TP. HUẾ", "", "UBND thành phố Huế"),
        ("UBND TP HUẾ", "", "UBND thành phố Huế"),
        ("Uỷ ban nhân dân xã Nậm Lìa", "", "UBND xã Nậm Lìa"),
        ("CHỦ TỊCH UBND XÃ NẬM LÌA", "", "UBND xã Nậm Lìa"),
        ("BỘ TRƯỞNG BỘ TÀI CHÍNH", "", "Bộ Tài chính"),
        ("HUYỆN ĐOÀN SƠN BẰNG", "", "Huyện đoàn Sơn Bằng"),
        ("HUYỆN UỶ SƠN BẰNG", "", "Huyện uỷ Sơn Bằng"),
        ("ĐẢNG ỦY XÃ NẬM LÌA", "", "Đảng ủy xã Nậm Lìa"),
        ("PHÒNG NÔNG NGHIỆP VÀ PTNT HUYỆN SƠN BẰNG", "", "Phòng Nông nghiệp và PTNT huyện Sơn Bằng"),
        ("PHÒNG THANH NIÊN", "", "Phòng Thanh niên"),
        ("TRƯỜNG TIỂU HỌC VÀ THCS ĐẶNG XÁ", "", "Trường Tiểu học và THCS Đặng Xá"),
        ("TRƯỜNG MẦM NON HOA HỒNG", "", "Trường Mầm non Hoa Hồng"),
        ("BỆNH VIỆN ĐA KHOA HUYỆN SƠN BẰNG", "", "Bệnh viện đa khoa huyện Sơn Bằng"),
        ("SỞ XÂY DỰNG THANH HÓA", "", "Sở Xây dựng Thanh Hóa"),
        ("SỞ XÂY DỰNG THỪA THIÊN HUẾ", "", "Sở Xây dựng Thừa Thiên Huế"),
        ("ỦY BAN MTTQ XÃ NẬM LÌA", "", "Ủy ban MTTQ xã Nậm Lìa"),
        ("PHÒNG GD&ĐT", "", "Phòng GD&ĐT"),
        ("ĐẢNG BỘ HUYỆN VÀ XÃ", "", "Đảng bộ huyện và xã"),
        ("UBMTTQ XÃ NẬM LÌA", "", "UBMTTQ xã Nậm Lìa"),
    ],
)
def test_names_as_prose_has_them(printed: str, text: str, natural: str) -> None:
    assert natural_name(printed, text) == natural


def test_where_an_issuers_name_in_a_title_ends() -> None:
    def issuer_and_rest(*title: str) -> tuple[str, tuple[str, ...]]:
        said, left = attribution(title, "Quyết định")
        return said.issuer, left

    assert issuer_and_rest("của UBND xã Nậm Lìa", "Về nước sạch") == ("UBND xã Nậm Lìa", ("Về nước sạch",))
    assert issuer_and_rest("CỦA UBND HUYỆN", "SƠN BẰNG", "NƯỚC SẠCH") == ("UBND HUYỆN SƠN BẰNG", ("NƯỚC SẠCH",))
    assert issuer_and_rest("CỦA UBND XÃ A", "NƯỚC", "SẠCH") == ("UBND XÃ A", ("NƯỚC", "SẠCH"))
    assert issuer_and_rest("của UBND xã Nậm Lìa") == ("UBND xã Nậm Lìa", ())
    assert issuer_and_rest("của nhân dân xã", "Về nước sạch") == ("", ("của nhân dân xã", "Về nước sạch"))
    long = "UBND xã " + "x" * 112
    assert issuer_and_rest(f"của {long}") == (long, ())
    assert issuer_and_rest(f"của {long}x") == ("", (f"của {long}x",))


def test_the_authority_between_title_and_grounds() -> None:
    grounds = "Căn cứ Luật Nước sạch;"

    def parted(*lines: str) -> tuple[tuple[str, ...], str] | None:
        found = title_above_grounds([], [*lines, grounds])
        return (found[0], found[1]) if found else None

    assert parted("Về nước", "UBND XÃ") == (("Về nước",), "UBND XÃ")
    assert parted("Về nước", "ỦY BAN NHÂN DÂN", "XÃ NẬM LÌA") == (("Về nước",), "ỦY BAN NHÂN DÂN XÃ NẬM LÌA")
    assert parted("Về nước", "UBND XÃ", "(Khóa X)") == (("Về nước",), "UBND XÃ")
    assert parted("Về nước", "Bộ trưởng Bộ Tài chính") == (("Về nước",), "Bộ trưởng Bộ Tài chính")
    assert parted("Về nước", "Chủ tịch xã họp") == (("Về nước", "Chủ tịch xã họp"), "")
    assert parted("Về nước của", "UBND XÃ") == (("Về nước của", "UBND XÃ"), "")
    assert parted("Đội cấp thị xã", "UBND XÃ") == (("Đội cấp thị xã",), "UBND XÃ")
    assert parted("Về nước", "UBND XÃ", "tại các Thôn") == (("Về nước", "UBND XÃ", "tại các Thôn"), "")
    assert parted("x" * 500) == (("x" * 500,), "")
    assert parted("x" * 501) is None
    assert parted(*["Về nước"] * 14) == (("Về nước",) * 14, "")
