"""The formal parts of a document."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import read_report, report_from_blocks
from corpus.agency import natural_name
from corpus.dates import date_in, period_in
from corpus.reading import parse_markdown
from corpus.report import Header
from tests.conftest import SAMPLES, SHARED, needs_shared

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
