"""The formal parts of a document."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, SHARED, needs_shared
from tracuu.corpus import read_report, report_from_blocks
from tracuu.corpus.dates import date_in, period_in
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.header.agency_names import natural_name
from tracuu.corpus.header.places import units_in
from tracuu.corpus.report import Header

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "samples_expected.json").read_text(encoding="utf-8")
)

LETTER = """UBND HUYỆN SƠN BẰNG
UBND XÃ NẬM LÌA
Số: 12/BC-UBND
Nậm Lìa, ngày 05 tháng 7 năm 2019

BÁO CÁO
Kết quả công tác dân số 6 tháng đầu năm 2019

Kính gửi: Trung tâm Y tế huyện Sơn Bằng

I. KẾT QUẢ

1. Công tác truyền thông

- Ban Dân số xã đã tổ chức 12 buổi nói chuyện tại các bản với hơn bốn trăm lượt người nghe.

Nơi nhận:
- Như trên;
- Lưu: VP.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lò Văn Phín
"""


def header_of(text: str) -> Header:
    return report_from_blocks(parse_markdown(text), "thử.md").header


def test_a_whole_header() -> None:
    assert header_of(LETTER) == Header(
        agency="UBND xã Nậm Lìa",
        parent_agency="UBND huyện Sơn Bằng",
        level="commune",
        district="huyện Sơn Bằng",
        number="12/BC-UBND",
        issued="2019-07-05",
        issued_precision="day",
        place="Nậm Lìa",
        doc_type="Báo cáo",
        title="Kết quả công tác dân số 6 tháng đầu năm 2019",
        period=("2019-01", "2019-06"),
        addressees=("Trung tâm Y tế huyện Sơn Bằng",),
        recipients=("Như trên", "Lưu: VP"),
        signer="Lò Văn Phín",
        signer_role="Phó Chủ tịch",
        signing_form="KT.",
    )


SEED: dict[str, dict[str, Any]] = {
    "000": {
        "agency": "UBND xã Ngọc Lâm",
        "level": "commune",
        "district": "thị xã Mỹ Hào",
        "province": "Hưng Yên",
        "number": "132/BC-UBND",
        "issued": "2023-08-17",
        "issued_precision": "day",
        "place": "Ngọc Lâm",
        "doc_type": "Báo cáo",
        "title": "Công tác thông tin đối ngoại giai đoạn 2020 đến tháng 8/2023 trên địa bàn xã Ngọc Lâm",
        "period": ("2020", "2023-08"),
        "addressees": ("UBND thị xã Mỹ Hào", "Phòng Văn hóa Thông tin thị xã Mỹ Hào"),
        "signer": "Vũ Duy Kiểm",
        "signer_role": "Phó Chủ tịch",
        "signing_form": "TM.",
    },
    "001": {
        "agency": "UBND huyện Nguyên Bình",
        "level": "district",
        "district": "huyện Nguyên Bình",
        "province": "Cao Bằng",
        "number": None,
        "issued": "2021-06",
        "issued_precision": "month",
        "place": "Nguyên Bình",
        "title": "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2021",
        "period": ("2021-01", "2021-06"),
        "signer": "Dương Hiến Hòa",
        "signer_role": "Phó Chủ tịch",
        "signing_form": "KT.",
    },
    "002": {
        "agency": "UBND huyện Tuy Phước",
        "level": "district",
        "province": "Bình Định",
        "number": None,
        "issued": "2023",
        "issued_precision": "year",
        "title": "Kết quả hoạt động thông tin đối ngoại năm 2022",
        "period": ("2022", "2022"),
        "signer": "Nguyễn Hùng Tân",
        "signer_role": "Phó Chủ tịch",
        "signing_form": "KT.",
    },
    "003": {
        "agency": "UBND huyện Triệu Sơn",
        "level": "district",
        "province": "Thanh Hóa",
        "number": None,
        "issued": None,
        "issued_precision": None,
        "doc_type": "Báo cáo",
        "title": "TỔNG KẾT CÔNG TÁC THÔNG TIN ĐỐI NGOẠI NĂM 2016 VÀ KẾ HOẠCH NĂM 2017",
        "period": ("2016", "2016"),
        "addressees": ("Sở Thông tin và Truyền thông Thanh Hóa",),
        "signer": "Lê Quang Trung",
        "signer_role": "Phó Chủ tịch",
        "signing_form": "KT.",
    },
    "004": {
        "agency": "Huyện ủy Đơn Dương",
        "level": "district",
        "district": "huyện Đơn Dương",
        "province": "Lâm Đồng",
        "number": None,
        "issued": None,
        "title": "Tổng kết 10 năm thực hiện Kết luận số 16-KL/TW, ngày 14/2/2012 của Bộ Chính trị (khóa XI)"
        " về Chiến lược phát triển thông tin đối ngoại giai đoạn 2010 - 2020",
        "period": ("2010", "2020"),
        "signer": "Đinh Thị Mai",
        "signer_role": "Phó Bí thư",
        "signing_form": "TM.",
    },
}


def seed_text(prefix: str) -> str:
    (path,) = (SHARED / "reports").glob(f"{prefix}_*.txt")
    return path.read_text(encoding="utf-8")


@needs_shared
@pytest.mark.parametrize("prefix", SEED)
def test_the_five_reports(prefix: str) -> None:
    header = header_of(seed_text(prefix))
    assert {name: getattr(header, name) for name in SEED[prefix]} == SEED[prefix]


@needs_shared
@pytest.mark.parametrize("prefix", SEED)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    decompose=st.booleans(), carriage=st.booleans(), blank=st.integers(0, 3), marks=st.sampled_from(["", "**", "***"])
)
def test_headers_hold_on_variations(prefix: str, decompose: bool, carriage: bool, blank: int, marks: str) -> None:
    text = seed_text(prefix)
    if marks:
        text = "\n".join(
            f"{marks}{line.rstrip()}{marks}"
            if line.strip() and len(line) < 90 and "*" not in line and line[0] not in "-#"
            else line
            for line in text.split("\n")
        )
    text = text.replace("\n\n", "\n\n" + "\n" * blank)
    if carriage:
        text = text.replace("\n", "\r\n")
    if decompose:
        text = unicodedata.normalize("NFD", text)
    header = header_of(text)
    assert {name: getattr(header, name) for name in SEED[prefix]} == SEED[prefix]


@pytest.mark.parametrize("file", EXPECTED)
def test_the_samples(file: str) -> None:
    expected = {name: value for name, value in EXPECTED[file].items() if name not in ("sections", "run_in")}
    header = read_report(SAMPLES / file).header
    assert {name: getattr(header, name) for name in expected} == expected


def test_what_is_not_said_is_none() -> None:
    header = header_of("Số: /BC-UBND\n\nngày tháng năm\n\nBÁO CÁO\n\nI. KẾT QUẢ\n\nĐã làm xong các việc được giao.")
    assert (header.number, header.issued, header.agency, header.signer, header.title) == (None,) * 5
    assert header.doc_type == "Báo cáo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 17 tháng 08 năm 2023", ("2023-08-17", "day")),
        ("ngày tháng 6 năm 2021", ("2021-06", "month")),
        ("ngày ..... tháng ..... năm 2023", ("2023", "year")),
        ("ngày 7/9/2015", ("2015-09-07", "day")),
        ("ngày 14 /02/2012", ("2012-02-14", "day")),
        ("ngày 45 tháng 13 năm 2020", ("2020", "year")),
        ("không có ngày nào", None),
    ],
)
def test_dates(text: str, expected: tuple[str, str] | None) -> None:
    assert date_in(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("6 tháng cuối năm 2021", ("2021-07", "2021-12")),
        ("9 tháng đầu năm 2024", ("2024-01", "2024-09")),
        ("quý III năm 2025", ("2025-07", "2025-09")),
        ("Quý I/2023", ("2023-01", "2023-03")),
        ("tháng 8/2023", ("2023-08", "2023-08")),
        ("năm 2016 và kế hoạch năm 2017", ("2016", "2016")),
        ("giai đoạn 2021 - 2025", ("2021", "2025")),
        ("từ năm 2019 đến năm 2022", ("2019", "2022")),
        ("quý III, phương hướng, nhiệm vụ trọng tâm quý IV năm 2021", ("2021-07", "2021-09")),
        ("6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2021", ("2021-01", "2021-06")),
        ("từ ngày 01/7/2025 đến ngày 15/9/2025", ("2025-07-01", "2025-09-15")),
        ("công tác tiếp công dân", None),
    ],
)
def test_periods(title: str, expected: tuple[str, str] | None) -> None:
    assert period_in(title) == expected


@pytest.mark.parametrize(
    ("printed", "natural"),
    [
        ("ỦY BAN NHÂN DÂN XÃ NGỌC LÂM", "UBND xã Ngọc Lâm"),
        ("UBND THỊ XÃ MỸ HÀO", "UBND thị xã Mỹ Hào"),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở Thông tin và Truyền thông"),
        ("HUYỆN ỦY ĐƠN DƯƠNG", "Huyện ủy Đơn Dương"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_letterheads_in_capitals_read_naturally(printed: str, natural: str) -> None:
    assert natural_name(printed, "") == natural


def with_letterhead(
    *lines: str, body: str = "I. KẾT QUẢ\n\nĐã làm xong các việc được giao.", closing: str = ""
) -> Header:
    return header_of("\n".join(lines) + f"\n\nBÁO CÁO\nKết quả công tác năm 2022\n\n{body}\n\n{closing}")


@pytest.mark.parametrize(
    ("lines", "agency", "parent", "level"),
    [
        (
            ["TỈNH ĐOÀN LẠNG SƠN", "BCH ĐOÀN HUYỆN BẮC SƠN", "ĐOÀN TNCS HỒ CHÍ MINH"],
            "Đoàn huyện Bắc Sơn", "Tỉnh đoàn Lạng Sơn", "district",
        ),
        (
            ["HỘI LIÊN HIỆP PHỤ NỮ HUYỆN YÊN THẾ", "BCH HỘI LHPN XÃ ĐỒNG KỲ"],
            "Hội LHPN xã Đồng Kỳ", "Hội Liên hiệp Phụ nữ huyện Yên Thế", "commune",
        ),
        (
            ["MẶT TRẬN TỔ QUỐC VIỆT NAM", "HUYỆN BA VÌ", "BAN THƯỜNG TRỰC"],
            "Mặt trận Tổ quốc Việt Nam huyện Ba Vì", None, "district",
        ),
        (
            ["PHÒNG GD&ĐT HUYỆN GIA LÂM", "TRƯỜNG TIỂU HỌC ĐẶNG XÁ"],
            "Trường Tiểu học Đặng Xá", "Phòng GD&ĐT huyện Gia Lâm", "district",
        ),
        (["UBND TP. HUẾ", "PHÒNG NỘI VỤ"], "Phòng Nội vụ thành phố Huế", "UBND thành phố Huế", "province"),
        (["ỦY BAN NHÂN DÂN", "QUẬN 1", "PHÒNG Y TẾ"], "Phòng Y tế quận 1", "UBND quận 1", "district"),
        (
            ["SỞ Y TẾ THANH HÓA", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "Thanh Hóa, ngày 3 tháng 1 năm 2022"],
            "Trung tâm Kiểm soát bệnh tật tỉnh Thanh Hóa", "Sở Y tế Thanh Hóa", "province",
        ),
        (
            ["BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"],
            "Bộ Lao động - Thương binh và Xã hội", None, "central",
        ),
        (
            ["QUÂN KHU 9", "BỘ CHỈ HUY QUÂN SỰ TỈNH CÀ MAU"],
            "Bộ Chỉ huy Quân sự tỉnh Cà Mau", "Quân khu 9", "province",
        ),
    ],
)  # fmt: skip
def test_agencies_of_every_kind(lines: list[str], agency: str, parent: str | None, level: str) -> None:
    header = with_letterhead(*lines)
    assert (header.agency, header.parent_agency, header.level) == (agency, parent, level)


def test_a_ministry_stands_in_no_province() -> None:
    header = with_letterhead("BỘ Y TẾ", "Hà Nội, ngày 2 tháng 3 năm 2023", body="Tỉnh Hà Giang, huyện Mèo Vạc làm tốt.")
    assert (header.level, header.province, header.district) == ("central", None, None)


def test_capitals_of_society_name_no_commune() -> None:
    assert not units_in("PHÁT TRIỂN KINH TẾ XÃ HỘI NĂM 2020; TỈNH ĐOÀN LẠNG SƠN")
    assert units_in("xã Hội Hoan, xã Đoàn Kết").keys() == {("xã", "Hội Hoan"), ("xã", "Đoàn Kết")}


def test_who_answers_and_not_who_asked_is_the_agency() -> None:
    asked = "Thực hiện Kế hoạch số 15/KH-UBND của UBND huyện Kim Bôi, UBND xã Đú Sáng báo cáo kết quả như sau:"
    assert header_of(f"BÁO CÁO\n\n{asked}").agency == "UBND xã Đú Sáng"


@pytest.mark.parametrize(
    ("closing", "signer", "role"),
    [
        ("TRƯỞNG CÔNG AN HUYỆN\n\nThượng tá Nguyễn Văn Bắc", "Nguyễn Văn Bắc", "Trưởng Công an"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG KẾ HOẠCH\n\nBS.CKII. Lê Văn Thịnh", "Lê Văn Thịnh", "Trưởng phòng"),
        ("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\n\nPGS.TS Trần Hà", "Trần Hà", "Phó Hiệu trưởng"),
        ("TM. UBND XÃ\nQ. CHỦ TỊCH\n(Đã ký)\nKSOR PHƯỚC\nNơi nhận:\nNhư Trên", "Ksor Phước", "Chủ tịch"),
        ("KT. HẠT TRƯỞNG\nPHÓ TRƯỞNG BAN THƯỜNG TRỰC\nVi A", "Vi A", "Phó Trưởng ban Thường trực"),
    ],
)
def test_signers(closing: str, signer: str, role: str) -> None:
    header = with_letterhead("UBND XÃ A", closing=closing)
    assert (header.signer, header.signer_role) == (signer, role)


@pytest.mark.parametrize(
    ("closing", "form"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVũ Duy Kiểm", "TM."),
        ("T/M ỦY BAN NHÂN DÂN\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nVũ Duy Kiểm", "KT."),
        ("T.L CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nVũ Duy Kiểm", "TL."),
        ("TUQ.CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nVũ Duy Kiểm", "TUQ."),
        ("QUYỀN CHỦ TỊCH\n\nVũ Duy Kiểm", "Q."),
        ("CHỦ TỊCH\n\nVũ Duy Kiểm", None),
    ],
)
def test_forms_of_signing(closing: str, form: str | None) -> None:
    header = with_letterhead("UBND XÃ A", closing=closing)
    assert (header.signing_form, header.signer) == (form, "Vũ Duy Kiểm")


def test_a_header_written_before_forms_of_signing_were_read_is_still_read() -> None:
    values = header_of(LETTER).to_json()
    del values["signing_form"]
    assert Header.from_json(values).signing_form is None


@pytest.mark.parametrize(
    ("stamp", "secrecy", "urgency"),
    [
        ("MẬT", "Mật", None),
        ("TỐI MẠT", "Tối mật", None),
        ("| TUYỆT MẬT |", "Tuyệt mật", None),
        ("Độ mật: Mật", "Mật", None),
        ("Độ khẩn: Thượng khẩn", None, "Thượng khẩn"),
        ("HỎA TỐC HẸN GIỜ", None, "Hỏa tốc hẹn giờ"),
        ("Bảo mật", None, None),
        ("Mật độ dân số", None, None),
        ("Mật", None, None),
    ],
)
def test_stamps(stamp: str, secrecy: str | None, urgency: str | None) -> None:
    for lines in (["UBND XÃ A", stamp, "Số: 1/BC-UBND"], [stamp, "UBND XÃ A"]):
        header = with_letterhead(*lines)
        assert (header.secrecy, header.urgency) == (secrecy, urgency)


def test_a_stamp_is_none_in_running_text() -> None:
    assert (
        with_letterhead("UBND XÃ A", body="Nuôi ong lấy mật. Công văn mật, tối mật được quản lý tốt.").secrecy is None
    )


def test_recipients_beside_the_signature_are_all_found() -> None:
    closing = "Nơi nhận:\n\nTM. UBND XÃ\nCHỦ TỊCH\n\n- Như trên;\n- Đảng ủy xã;\n- Lưu: VT.\n\nVũ Duy Kiểm"
    header = with_letterhead("UBND XÃ A", closing=closing)
    assert header.recipients == ("Như trên", "Đảng ủy xã", "Lưu: VT")
    assert header.signer == "Vũ Duy Kiểm"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 01/2024/BC-UBND", "01/2024/BC-UBND"),
        ("Số 45-BC/HU", "45-BC/HU"),
        ("Số 12 - BC/ĐU", "12-BC/ĐU"),
        ("Số:        /BC-SCT", None),
    ],
)
def test_numbers(line: str, number: str | None) -> None:
    assert with_letterhead("UBND XÃ A", line).number == number


@pytest.mark.parametrize(
    ("opening", "title", "addressees"),
    [
        ("BÁO CÁO\nV/v an ninh tháng 11\n\nKính gửi: Công an tỉnh", "V/v an ninh tháng 11", ("Công an tỉnh",)),
        ("BÁO CÁO NHANH\nTình hình mưa lũ\n\nKính gửi: Sở A; Sở B", "Tình hình mưa lũ", ("Sở A", "Sở B")),
        ("BÁO CÁO NHANH SỐ 5\nTình hình mưa lũ", "Tình hình mưa lũ", ()),
        ("BÁO CÁO\nThực hiện Chỉ thị về “Học tập”", "Thực hiện Chỉ thị về “Học tập”", ()),
        ("BÁO CÁO\n“Học tập và làm theo”", "Học tập và làm theo", ()),
        (
            "BÁO CÁO\nKết quả\n(Tính đến 16h00)\nKính gửi: UBND tỉnh\n1/ Kết quả:\n+ Đã xong.",
            "Kết quả", ("UBND tỉnh",),
        ),
    ],
)  # fmt: skip
def test_titles_and_addressees(opening: str, title: str, addressees: tuple[str, ...]) -> None:
    header = header_of(f"{opening}\n\nI. KẾT QUẢ\n\nĐã làm xong các việc được giao.")
    assert (header.title, header.addressees) == (title, addressees)


def test_a_date_broken_over_two_lines() -> None:
    assert with_letterhead("UBND XÃ A", "Phước Tây, ngày 18 tháng 11", "năm 2022").issued == "2022-11-18"


def header_with(*head: str, closing: str = "", body: str = "") -> Header:
    """The header of a report whose letterhead is `head` and whose body says nothing of itself."""
    return report_from_blocks(
        parse_markdown("\n".join(head) + f"\n\nBÁO CÁO\nKết quả\n\n{body or 'I. KẾT QUẢ'}\n\nĐã xong.\n\n{closing}"),
        "thử.md",
    ).header


@pytest.mark.parametrize(
    ("head", "number"),
    [
        (["UBND XÃ A", "Số:", "12/BC-UBND"], "12/BC-UBND"),
        (["UBND XÃ A", "số", "12/BC-UBND"], "12/BC-UBND"),
        (["UBND XÃ A", "Số:", "BC-UBND"], None),
        (["UBND XÃ A", "Số: 12/BC-", "UBND"], "12/BC-UBND"),
        (["UBND XÃ A", "Số: 12/BC-", "XÃ A"], "12/BC"),
        (["UBND XÃ A", "Số: 12/BC-UBND", "Số: 13/BC-UBND"], "12/BC-UBND"),
        (["UBND XÃ A", "Số: /BC-UBND", "Số: 13/BC-UBND"], None),
        (["UBND XÃ A"], None),
    ],
)
def test_the_number_of_a_letterhead(head: list[str], number: str | None) -> None:
    assert header_with(*head).number == number


def test_the_rest_of_a_number_cut_by_the_end_of_a_line_names_no_agency() -> None:
    assert header_with("UBND XÃ A", "Số: 12/BC-", "UBND").agency == "UBND xã A"


@pytest.mark.parametrize(
    ("head", "closing", "issued", "place"),
    [
        (["Nậm Lìa, ngày 3 tháng 2 năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        (["Nậm Lìa ngày 3 tháng 2 năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        (["NẬM LÌA, ngày 3 tháng 2 năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        (["ngày 3 tháng 2 năm 2020"], "", "2020-02-03", None),
        (["ngày 3 tháng 2", "năm 2020"], "", "2020-02-03", None),
        (["Nậm Lìa, ngày 3 tháng 2", "năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        (["ngày 1 tháng 1 năm 2019", "Nậm Lìa, ngày 3 tháng 2 năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        (["Nậm Lìa, ngày", "ngày 3 tháng 2 năm 2020"], "", "2020-02-03", "Nậm Lìa"),
        ([], "TM. UBND XÃ\nNậm Lìa, ngày 3 tháng 2 năm 2020\nCHỦ TỊCH\nLò Văn Phín", "2020-02-03", "Nậm Lìa"),
        ([], "", None, None),
    ],
)
def test_place_and_date(head: list[str], closing: str, issued: str | None, place: str | None) -> None:
    header = header_with("UBND XÃ NẬM LÌA", *head, closing=closing)
    assert (header.issued, header.place) == (issued, place)


def test_when_the_assembly_passed_it_at_the_end_of_the_body() -> None:
    passed = "Luật này được Quốc hội thông qua ngày 19 tháng 6 năm 2009."
    assert header_with("QUỐC HỘI", body=f"Một.\n\n{passed}\n\nHai.").issued == "2009-06-19"
    assert header_with("QUỐC HỘI", body=f"Một.\n\n{passed}\n\nHai.\n\nBa.").issued is None


@pytest.mark.parametrize(
    ("subject", "agency"),
    [
        (["V/v phối hợp với", "Sở Y tế"], "UBND xã A"),
        (["V/v phối hợp với", "Sở Y tế", "ngày 3 tháng 2 năm 2020", "PHÒNG Y TẾ"], "Phòng Y tế xã A"),
        (["V/v phối hợp", "PHÒNG Y TẾ"], "Phòng Y tế xã A"),
    ],
)
def test_what_a_subject_names_is_not_who_issues(subject: list[str], agency: str) -> None:
    assert header_with("UBND XÃ A", "Số: 12/BC-UBND", *subject).agency == agency


def test_a_report_says_of_itself_who_reports_in_its_first_four_lines() -> None:
    said = "UBND xã Nậm Lìa báo cáo như sau"
    assert header_with(body=f"Một.\n\nHai.\n\nBa.\n\n{said}").agency == "UBND xã Nậm Lìa"
    assert header_with(body=f"Một.\n\nHai.\n\nBa.\n\nBốn.\n\n{said}\n\nNăm.\n\nSáu.").agency is None
    closes = "Trên đây là kết quả của UBND xã Nậm Lìa."
    assert header_with(body=f"Một.\n\nHai.\n\nBa.\n\nBốn.\n\n{closes}").agency == "UBND xã Nậm Lìa"
    assert header_with(body=f"Một.\n\nHai.\n\nBa.\n\nBốn.\n\n{closes}\n\nNăm.").agency is None


@pytest.mark.parametrize(
    ("head", "body", "district", "province"),
    [
        ("UBND XÃ A", "Huyện Sơn Bằng, huyện Sơn Bằng, huyện Ba Vì; tỉnh Hà Giang", "huyện Sơn Bằng", "Hà Giang"),
        ("UBND XÃ A", "Tỉnh Cao Bằng, tỉnh Cao Bằng, tỉnh Hà Giang", None, "Cao Bằng"),
        ("UBND HUYỆN BA VÌ", "Huyện Sơn Bằng, huyện Sơn Bằng, huyện Sơn Bằng", "huyện Ba Vì", None),
        ("UBND TỈNH HÀ GIANG", "Tỉnh Cao Bằng, tỉnh Cao Bằng, huyện Sơn Bằng", None, "Hà Giang"),
        ("BỘ Y TẾ", "Huyện Sơn Bằng, tỉnh Hà Giang", None, None),
    ],
)
def test_district_and_province(head: str, body: str, district: str | None, province: str | None) -> None:
    header = header_with(head, body=f"I. KẾT QUẢ\n\n{body}.")
    assert (header.district, header.province) == (district, province)


def test_from_july_2025_a_commune_is_in_no_district() -> None:
    for day, district in (("30/6/2025", "huyện Sơn Bằng"), ("1/7/2025", None)):
        header = header_with("UBND XÃ A", f"A, ngày {day}", body="I. KẾT QUẢ\n\nTại huyện Sơn Bằng.")
        assert (header.district, header.level) == (district, "commune")


def test_a_stamp_stands_among_the_first_lines() -> None:
    for before, secrecy in ((11, "Mật"), (12, None)):
        text = "\n\n".join(["Dòng này dài hơn."] * before)
        assert header_with("UBND XÃ A", body=f"{text}\n\nMẬT\n\nHết.").secrecy == secrecy
    title = "BÁO CÁO\nKết quả\nTỐI MẬT\n\nKính gửi: Sở Y tế\n\nHết."
    assert header_of(title).secrecy == "Tối mật"


def test_a_letterhead_in_small_letters_is_read_as_in_capitals_where_its_motto_is_small() -> None:
    motto = "cộng hòa xã hội chủ nghĩa việt nam"
    assert header_with("ubnd xã nậm lìa", motto, "Số: 1/BC-UBND").agency == "UBND xã Nậm Lìa"
    assert header_with("UBND xã Nậm Lìa", motto, "Số: 1/BC-UBND").agency == "UBND xã Nậm Lìa"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("“Kết quả”", "Kết quả"), ('"Kết quả"', "Kết quả"), ("“Kết quả” năm", "“Kết quả” năm"),
        ("Về “Kết quả”", "Về “Kết quả”"), ("“Một” và “hai”", "“Một” và “hai”"),
    ],
)  # fmt: skip
def test_quotes_about_a_whole_title_are_none_of_it(printed: str, title: str) -> None:
    assert header_of(f"BÁO CÁO\n{printed}\n\nI. KẾT QUẢ\n\nĐã xong.").title == title
