"""What offices really send: every part of a header found by where it stands, whatever it says."""

from __future__ import annotations

from typing import Any

import pytest

from tracuu.corpus import report_from_blocks
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.header.agency_names import natural_name
from tracuu.corpus.report import Header, Report

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = """Thực hiện chương trình công tác năm 2024, đơn vị báo cáo kết quả như sau:

I. KẾT QUẢ ĐẠT ĐƯỢC

Đã nạo vét 12 km kênh mương nội đồng, đạt 96% kế hoạch của cả năm.

II. KHÓ KHĂN

Kinh phí được giao còn thấp so với nhu cầu thực tế của địa phương."""
RECIPIENTS = "Nơi nhận:\n- Như trên;\n- Lưu: VT."


def written(
    agency: str = "UBND XÃ BÌNH LÂM",
    number: str = "Số: 31/BC-UBND",
    date: str = "Bình Lâm, ngày 4 tháng 6 năm 2024",
    title: str = "BÁO CÁO\nKết quả công tác thủy lợi",
    body: str = BODY,
    signed: str = f"{RECIPIENTS}\n\nCHỦ TỊCH\n\nVũ Thị Nhàn",
) -> str:
    return "\n\n".join(part for part in (agency, MOTTO, number, date, title, body, signed) if part)


def report(text: str) -> Report:
    return report_from_blocks(parse_markdown(text), "thử.txt")


def header(text: str) -> Header:
    return report(text).header


def said(text: str, *fields: str) -> tuple[Any, ...]:
    read = header(text)
    return tuple(getattr(read, field) for field in fields)


@pytest.mark.parametrize(
    ("line", "doc_type", "title"),
    [
        ("THƯ MỜI\nDự hội nghị tổng kết", "Thư mời", "Dự hội nghị tổng kết"),
        ("PHIẾU TRÌNH\nVề việc mua sắm trang thiết bị", "Phiếu trình", "Về việc mua sắm trang thiết bị"),
        ("BẢN QUY ĐỊNH\nVề văn hóa công sở", "Bản quy định", "Về văn hóa công sở"),
        ("KỊCH BẢN\nDiễn tập phòng thủ dân sự", "Kịch bản", "Diễn tập phòng thủ dân sự"),
        ("BẢN TỰ NHẬN XÉT, ĐÁNH GIÁ\nCủa tập thể lãnh đạo", "Bản tự nhận xét, đánh giá", "Của tập thể lãnh đạo"),
        ("THAM LUẬN VỀ CÔNG TÁC GIẢM NGHÈO", "Tham luận", "VỀ CÔNG TÁC GIẢM NGHÈO"),
        ("TRÍCH NGANG TÌNH HÌNH CHĂN NUÔI", "Trích ngang", "TÌNH HÌNH CHĂN NUÔI"),
        # a title alone is no type, and throws no letterhead away
        ("TÌNH HÌNH KINH TẾ - XÃ HỘI NĂM 2024", None, "TÌNH HÌNH KINH TẾ - XÃ HỘI NĂM 2024"),
        # a listed type below a stamp or a note in capitals is still the type
        ("DỰ THẢO\n\nBÁO CÁO\nKết quả công tác", "Báo cáo", "Kết quả công tác"),
    ],
)
def test_the_type_is_what_stands_in_its_place(line: str, doc_type: str | None, title: str) -> None:
    read = said(written(title=line), "doc_type", "title", "agency", "number", "issued")
    assert read == (doc_type, title, "UBND xã Bình Lâm", "31/BC-UBND", "2024-06-04")


def test_a_listed_type_in_the_body_is_not_the_document_s() -> None:
    body = f"Thực hiện kế hoạch công tác năm, đơn vị kính mời:\n\nCHƯƠNG TRÌNH HỘI NGHỊ\n\n{BODY}"
    assert said(written(title="THƯ MỜI\nHội nghị tổng kết", body=body), "doc_type") == ("Thư mời",)


@pytest.mark.parametrize("number", ["", "Số: ......../SXD-QLĐT", "Sô: 1Z [SXD"])
def test_a_letter_whose_number_nobody_can_read(number: str) -> None:
    text = written(
        agency="UBND TỈNH BÌNH LÂM\nSỞ XÂY DỰNG", number=number,
        title="V/v tăng cường quản lý\ntrật tự xây dựng\n\nKính gửi: UBND các xã, phường.",
    )  # fmt: skip
    assert said(text, "agency", "doc_type", "addressees", "number", "issued") == (
        "Sở Xây dựng tỉnh Bình Lâm", "Công văn", ("UBND các xã, phường",), None, "2024-06-04"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Sơ kết 6 tháng đầu năm;\nnhiệm vụ 6 tháng cuối năm", "Sơ kết 6 tháng đầu năm; nhiệm vụ 6 tháng cuối năm"),
        ("Sơ kết học kỳ I;\n\nPhương hướng học kỳ II", "Sơ kết học kỳ I; Phương hướng học kỳ II"),
        ("Kết quả thực hiện:\nnhiệm vụ năm 2024", "Kết quả thực hiện: nhiệm vụ năm 2024"),
        ("Tổng kết công tác năm 2024.", "Tổng kết công tác năm 2024"),
        ("Kết quả cải cách hành chính của\nỦy ban nhân dân xã", "Kết quả cải cách hành chính của Ủy ban nhân dân xã"),
        # a kind alone on the type's line, a date between type and title
        ("SƠ KẾT\nPhong trào thi đua năm 2024", "SƠ KẾT Phong trào thi đua năm 2024"),
        ("(Tháng 5 năm 2024)\nVề tình hình dịch bệnh", "Về tình hình dịch bệnh"),
        ("THAM LUẬN\nKính thưa các đồng chí!", "THAM LUẬN"),
        # a time that is whole ends a title, whatever else ends in its word
        (
            "Nhiệm vụ 6 tháng cuối năm\n\nThực hiện Kế hoạch số 5/KH-UBND ngày 2 tháng 1 năm 2024 của Ủy ban nhân\n"
            "dân huyện, xã đã làm được như sau:",
            "Nhiệm vụ 6 tháng cuối năm",
        ),
        ("Tổng kết công tác Hội\nMỤC LỤC\nI. KẾT QUẢ ....... 1", "Tổng kết công tác Hội"),
        # a sentence of the body is none of it
        ("Kết quả trồng rừng\n\nXã trồng được 12 ha.", "Kết quả trồng rừng"),
        ("Kết quả trồng rừng\n\nXã có các kết quả sau đây:", "Kết quả trồng rừng"),
    ],
)
def test_a_title_and_its_end(below: str, title: str) -> None:
    on_its_line = " " if below.startswith(("SƠ KẾT", "THAM LUẬN")) else "\n"
    assert said(written(title=f"BÁO CÁO{on_its_line}{below}"), "title") == (title,)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            "Chính phủ\n\nNghị định của Chính phủ số 91/2004/NĐ-CP\nngày 2/3/2004 về quản lý chợ.\n\nChính phủ\n\n"
            "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;",
            ("Nghị định", "91/2004/NĐ-CP", "2004-03-02", "Chính phủ", "về quản lý chợ"),
        ),
        (
            "THÔNG TƯ LIÊN TỊCH\nBỘ Y TẾ - TÀI CHÍNH\nSố 12/1999/TTLT-BYT-BTC ngày 4 tháng 5 năm 1999\n"
            "Hướng dẫn thu phí\n\nCăn cứ Nghị định số 95-CP ngày 27 tháng 8 năm 1994 của Chính phủ;",
            (
                "Thông tư liên tịch",
                "12/1999/TTLT-BYT-BTC",
                "1999-05-04",
                "Bộ Y tế - Bộ Tài chính",
                "Hướng dẫn thu phí",
            ),
        ),
        (
            "THÔNG TƯ\nLIÊN BỘ THƯƠNG MẠI - TỔNG CỤC HẢI QUAN\nSố 3/1998/TTLB ngày 5 tháng 6 năm 1998\n"
            "Về việc gắn nhãn\n\nCăn cứ ý kiến của Thủ tướng Chính phủ;",
            ("Thông tư liên bộ", "3/1998/TTLB", "1998-06-05", "Bộ Thương mại - Tổng cục Hải quan", "Về việc gắn nhãn"),
        ),
    ],
)
def test_number_and_date_in_the_title(opening: str, expected: tuple[str | None, ...]) -> None:
    assert said(f"{opening}\n\n{BODY}", "doc_type", "number", "issued", "agency", "title") == expected


@pytest.mark.parametrize(
    "note",
    [
        "(Ban hành kèm theo Quyết định số 7/2010/QĐ-UBND\nngày 8 tháng 9 năm 2010 của UBND tỉnh Bình Lâm)",
        "(Ban hành kèm theo Quyết định số 7/2010/QĐ-UBND ngày 08/9/2010 của Ủy ban nhân dân tỉnh Bình Lâm)",
        "(Kèm theo Quyết định số: 7/2010/QĐ-UBND ngày 08 tháng 9 năm 2010\n\ncủa UBND tỉnh Bình Lâm)",
    ],
)
@pytest.mark.parametrize("titled", ["QUY CHẾ\nQUẢN LÝ CHỢ NÔNG THÔN", "DANH MỤC\nCác chợ được sửa chữa"])
def test_what_is_attached_has_number_date_and_issuer_of_what_it_is_attached_to(note: str, titled: str) -> None:
    text = f"{titled}\n{note}\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\nVăn bản này nói về các chợ ở nông thôn."
    if titled.startswith("DANH"):
        text = f"{MOTTO}\n\nBình Lâm, ngày 8 tháng 9 năm 2010\n\n{text}"
    assert said(text, "number", "issued", "agency") == ("7/2010/QĐ-UBND", "2010-09-08", "UBND tỉnh Bình Lâm")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số:              57/BC-UBND", "57/BC-UBND"), ("Số:\t57\t/BC-UBND", "57/BC-UBND"),
        ("Số: ____57____/BC-UBND", "57/BC-UBND"), ("Số: 1.057/BC-UBND", "1.057/BC-UBND"),
        ("Số: 12.345/BC-UBND", "12.345/BC-UBND"), ("Số:..57../BC-UBND", "57/BC-UBND"),
        ("Số:          /BC-UBND", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_typed(printed: str, number: str | None) -> None:
    date = "Bình Lâm, ngày 4 tháng 6 năm 2024"
    beside = f"UBND XÃ BÌNH LÂM          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{printed}          {date}"
    for text in (written(number=printed), f"{beside}\n\nBÁO CÁO\nKết quả\n\n{BODY}\n\n{RECIPIENTS}"):
        assert said(text, "number", "agency") == (number, "UBND xã Bình Lâm")


@pytest.mark.parametrize(
    ("printed", "issued"),
    [
        ("ngàyÁ*Ï tháng 10 năm 2025", "2025-10"), ("ngày ?? tháng 10 năm 2025", "2025-10"),
        ("ngày 1S tháng 10 năm 2025", "2025-10"), ("ngày 12-15 tháng 10 năm 2025", "2025-10"),
        ("ngày 12 - 15/10/2025", "2025-10"), ("ngày 31 tháng 9 năm 2025", "2025-09"),
        ("ngày 12 tháng 10 năm 2025", "2025-10-12"), ("ngày 12/10/2025", "2025-10-12"),
        ("tháng 10 năm 2025", "2025-10"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_read_takes_no_month_with_it(printed: str, issued: str) -> None:
    assert said(written(date=f"Bình Lâm, {printed}"), "issued", "place") == (issued, "Bình Lâm")


@pytest.mark.parametrize(
    ("printed", "agency", "parent", "province"),
    [
        ("SỞ TƯ PHÁP HƯNG YÊN\nTHANH TRA", "Thanh tra Sở Tư pháp Hưng Yên", "Sở Tư pháp Hưng Yên", "Hưng Yên"),
        ("BỘ Y TẾ\nTHANH TRA", "Thanh tra Bộ Y tế", "Bộ Y tế", None),
        ("UBND TỈNH BÌNH LÂM\nTHANH TRA", "Thanh tra tỉnh Bình Lâm", "UBND tỉnh Bình Lâm", "Bình Lâm"),
        (
            "TỔNG CÔNG TY CẤP NƯỚC SÔNG LAM\nPHÒNG KẾ HOẠCH",
            "Phòng Kế hoạch, Tổng công ty Cấp nước Sông Lam", "Tổng công ty Cấp nước Sông Lam", None,
        ),
        (
            "TRƯỜNG ĐẠI HỌC SƯ PHẠM BÌNH LÂM\nKHOA NGỮ VĂN",
            "Khoa Ngữ văn, Trường Đại học Sư phạm Bình Lâm", "Trường Đại học Sư phạm Bình Lâm", None,
        ),
        ("CÔNG TY CỔ PHẦN MÔI TRƯỜNG ĐÔ THỊ BÌNH LÂM", "Công ty Cổ phần Môi trường đô thị Bình Lâm", None, None),
        ("ĐẢNG ỦY XÃ BÌNH LÂM\nỦY BAN KIỂM TRA", "Ủy ban Kiểm tra Đảng ủy xã Bình Lâm", "Đảng ủy xã Bình Lâm", None),
        ("ĐẢNG ỦY XÃ BÌNH LÂM\nUBKT", "Ủy ban Kiểm tra Đảng ủy xã Bình Lâm", "Đảng ủy xã Bình Lâm", None),
        (
            "UBND TỈNH BÌNH LÂM\nBQL KHU KINH TẾ\nBÌNH LÂM",
            "Ban Quản lý Khu kinh tế Bình Lâm", "UBND tỉnh Bình Lâm", "Bình Lâm",
        ),
        ("UBND TỈNH BÌNH LÂM\nVƯỜN QUỐC GIA BẠCH KHÊ", "Vườn Quốc gia Bạch Khê", "UBND tỉnh Bình Lâm", "Bình Lâm"),
        (
            "UBND TỈNH BÀ RỊA – VŨNG TÀU\nSỞ XÂY DỰNG", "Sở Xây dựng tỉnh Bà Rịa – Vũng Tàu",
            "UBND tỉnh Bà Rịa – Vũng Tàu", "Bà Rịa – Vũng Tàu",
        ),
        ("UBND TỈNH BÌNH LÂM\nUBND ĐẶC KHU HÒN MUN", "UBND đặc khu Hòn Mun", "UBND tỉnh Bình Lâm", "Bình Lâm"),
        # communes since July 2025: with a name of two parts, with an office of their own
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT", "UBND phường Xuân Hương - Đà Lạt", None, None),
        ("UBND XÃ TÂN LẬP\nPHÒNG KINH TẾ", "Phòng Kinh tế xã Tân Lập", "UBND xã Tân Lập", None),
        # offices of a Party committee, a council or a ministry are none of the People's Committee beside it
        (
            "TỈNH ỦY BÌNH LÂM\nBAN TUYÊN GIÁO VÀ DÂN VẬN",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy Bình Lâm", "Tỉnh ủy Bình Lâm", "Bình Lâm",
        ),
        (
            "HĐND TỈNH BÌNH LÂM\nBAN KINH TẾ - NGÂN SÁCH", "Ban Kinh tế - Ngân sách HĐND tỉnh Bình Lâm",
            "HĐND tỉnh Bình Lâm", "Bình Lâm",
        ),
        ("HĐND XÃ BÌNH LÂM\nTHƯỜNG TRỰC HĐND", "HĐND xã Bình Lâm", None, None),
        ("UBND TỈNH BÌNH LÂM\nVĂN PHÒNG", "Văn phòng UBND tỉnh Bình Lâm", "UBND tỉnh Bình Lâm", "Bình Lâm"),
        ("BỘ Y TẾ\nVĂN PHÒNG", "Văn phòng Bộ Y tế", "Bộ Y tế", None),
        # the "xã" of "hợp tác xã" and "xã hội" is no commune
        ("HỢP TÁC XÃ DỊCH VỤ NÔNG NGHIỆP SÔNG LAM", "Hợp tác xã Dịch vụ nông nghiệp Sông Lam", None, None),
        ("HỢP TÁC XÃ CHÈ SÔNG LAM\nTỔ CHẾ BIẾN", "Tổ chế biến, Hợp tác xã Chè Sông Lam",
         "Hợp tác xã Chè Sông Lam", None),
        (
            "LIÊN MINH HỢP TÁC XÃ VIỆT NAM\nLIÊN MINH HỢP TÁC XÃ TỈNH BÌNH LÂM", "Liên minh Hợp tác xã tỉnh Bình Lâm",
            "Liên minh Hợp tác xã Việt Nam", "Bình Lâm",
        ),
        (
            "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH BÌNH LÂM", "Bảo hiểm xã hội tỉnh Bình Lâm",
            "Bảo hiểm xã hội Việt Nam", "Bình Lâm",
        ),
        # what belongs to the body above, though its first word names no body elsewhere
        ("UBND XÃ TÂN LẬP\nBẢN NÀ LỐC", "Bản Nà Lốc", "UBND xã Tân Lập", None),
        ("UBND XÃ TÂN LẬP\nTỔ DÂN PHỐ SỐ 2", "Tổ dân phố số 2", "UBND xã Tân Lập", None),
        ("ỦY BAN NHÂN DÂN XÃ\nBẢN NÀ LỐC", "UBND xã Bản Nà Lốc", None, None),
        ("CÔNG TY ĐIỆN LỰC BÌNH LÂM\nĐIỆN LỰC SÔNG LAM", "Điện lực Sông Lam", "Công ty Điện lực Bình Lâm", None),
        ("TẬP ĐOÀN BƯU CHÍNH\nVIỄN THÔNG SÔNG LAM", "Tập đoàn Bưu chính viễn thông Sông Lam", None, None),
        (
            "MTTQ VIỆT NAM TỈNH BÌNH LÂM\nBAN THƯỜNG TRỰC\nỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP",
            "Ủy ban MTTQ Việt Nam xã Tân Lập", "MTTQ Việt Nam tỉnh Bình Lâm", "Bình Lâm",
        ),
        # marks lost over the words of closed sets
        ("UBND TINH BÌNH LÂM\nSƠ TU PHÁP", "Sở Tư pháp tỉnh Bình Lâm", "UBND tỉnh Bình Lâm", "Bình Lâm"),
        ("SỞ Y TẾ BÌNH LÂM\nPHÒNG TỔ CHÚC CÁN BÔ", "Phòng Tổ chức cán bộ, Sở Y tế Bình Lâm", "Sở Y tế Bình Lâm", None),
        ("UBND TỈNH BÌNH LÂM\nSỐ NÔI VU", "Sở Nội vụ tỉnh Bình Lâm", "UBND tỉnh Bình Lâm", "Bình Lâm"),
    ],
)  # fmt: skip
def test_an_agency_is_never_another_body(printed: str, agency: str, parent: str | None, province: str | None) -> None:
    assert said(written(agency=printed), "agency", "parent_agency", "province") == (agency, parent, province)


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("ĐẢNG ỦY SỞ TƯ PHÁP", "Đảng ủy Sở Tư pháp"),
        ("ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG", "Đảng ủy các cơ quan đảng"),
        ("CHI BỘ TRƯỜNG MẦM NON SAO MAI", "Chi bộ Trường Mầm non Sao Mai"),
        ("CHI BỘ THÔN NÀ LỐC", "Chi bộ thôn Nà Lốc"),
        ("CỤC THỦY SẢN VÀ KIỂM NGƯ", "Cục Thủy sản và Kiểm ngư"),
        ("BỆNH VIỆN ĐA KHOA KHU VỰC SÔNG LAM", "Bệnh viện Đa khoa khu vực Sông Lam"),
        ("BỆNH VIỆN Y HỌC CỔ TRUYỀN TỈNH BÌNH LÂM", "Bệnh viện Y học cổ truyền tỉnh Bình Lâm"),
        ("TRƯỜNG PTDTBT TIỂU HỌC SÔNG LAM", "Trường PTDTBT Tiểu học Sông Lam"),
        ("KHO BẠC NHÀ NƯỚC KHU VỰC IX", "Kho bạc Nhà nước khu vực IX"),
        # a board's task is a phrase, and no list of fields
        ("BAN CHỈ ĐẠO PHÒNG, CHỐNG MA TÚY VÀ MẠI DÂM", "Ban Chỉ đạo phòng, chống ma túy và mại dâm"),
    ],
)
def test_a_name_in_capitals_is_written_as_prose_has_it(printed: str, agency: str) -> None:
    assert natural_name(printed, "") == agency


def test_the_place_of_the_date_line_is_no_territory() -> None:
    text = written(agency="TẬP ĐOÀN GIẤY PHƯƠNG NAM\nBAN KỸ THUẬT", date="Hà Nội, ngày 4 tháng 6 năm 2024")
    assert said(text, "agency", "province", "place") == ("Ban Kỹ thuật, Tập đoàn Giấy Phương Nam", None, "Hà Nội")


@pytest.mark.parametrize(
    ("signed", "signer", "role"),
    [
        ("TRƯỞNG THÔN\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Trưởng thôn"),
        ("HIỆU TRƯỞNG\n(Đã ký)\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Hiệu trưởng"),
        ("GIÁM ĐỐC TRUNG TÂM\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Giám đốc"),
        ("QUẢN ĐỐC PHÂN XƯỞNG\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Quản đốc phân xưởng"),  # on no list
        ("KT. TRƯỞNG TRẠM\nPHÓ TRƯỞNG TRẠM\n\nVŨ THỊ NHÀN", "Vũ Thị Nhàn", "Phó Trưởng trạm"),
        # the nearest to the name is the position; above it stands for whom
        ("ĐẠI DIỆN NHÀ TRƯỜNG\nHIỆU TRƯỞNG\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Hiệu trưởng"),
        ("TM. BAN GIÁM ĐỐC\nPHÓ GIÁM ĐỐC PHỤ TRÁCH\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Phó Giám đốc"),
        ("TM. ĐOÀN CHỦ TỊCH\nỦY VIÊN\n\nVũ Thị Nhàn", "Vũ Thị Nhàn", "Ủy viên"),
        # whoever signs last of those side by side has a position of their own
        ("KẾ TOÁN TRƯỞNG                  GIÁM ĐỐC\n\nLê Thị Na                       Vũ Thị Nhàn",
         "Vũ Thị Nhàn", "Giám đốc"),
        ("NGƯỜI LẬP BIỂU          PHỤ TRÁCH KẾ TOÁN          THỦ TRƯỞNG ĐƠN VỊ\n\nLê Thị Na               Vũ Văn Bốn"
         "                 Vũ Thị Nhàn", "Vũ Thị Nhàn", "Thủ trưởng đơn vị"),
        # degrees and ranks behind and before the name
        ("GIÁM ĐỐC\n\nTS. Vũ Thị Nhàn, MBA", "Vũ Thị Nhàn", "Giám đốc"),
        ("CHỈ HUY TRƯỞNG\n\nThiếu tá QNCN Vũ Thị Nhàn", "Vũ Thị Nhàn", "Chỉ huy trưởng"),
        # what is attached begins, with a title in capitals that is no name
        ("GIÁM ĐỐC\n\nVũ Thị Nhàn\n\nQUY CHẾ CHI\n(Ban hành theo Báo cáo số 3)\n\nMai Ất", "Vũ Thị Nhàn", "Giám đốc"),
        ("GIÁM ĐỐC\n\nVũ Thị Nhàn\n\nCHẾ ĐỘ TRỰC\nPHẦN THỨ NHẤT\nĐIỀU LỆ\n\nĐiều 1. Ca", "Vũ Thị Nhàn", "Giám đốc"),
    ],
)  # fmt: skip
def test_whoever_signs_whatever_the_position(signed: str, signer: str, role: str) -> None:
    read = header(written(signed=f"{RECIPIENTS}\n\n{signed}"))
    assert (read.signer, read.signer_role, read.recipients) == (signer, role, ("Như trên", "Lưu: VT"))


def test_whoever_writes_of_themselves_signs_without_recipients() -> None:
    assert said(written(signed="NGƯỜI TỰ KIỂM ĐIỂM\n\nVũ Thị Nhàn"), "signer") == ("Vũ Thị Nhàn",)


@pytest.mark.parametrize(
    "signed",
    [
        "THƯ KÝ                              CHỦ TRÌ\n\nLê Thị Na                          Vũ Văn Bốn",
        "CHỦ TỌA                              THƯ KÝ\n\nVũ Văn Bốn                          Lê Thị Na",
        "THƯ KÝ                              CHỦ TRÌ\nLê Thị Na                          Vũ Văn Bốn",
        "NGƯỜI GHI BIÊN BẢN\n\nLê Thị Na\n\nCHỦ TRÌ\n\nVũ Văn Bốn",
    ],
)
def test_who_presided_answers_for_minutes(signed: str) -> None:
    assert said(written(title="BIÊN BẢN\nHọp thôn", signed=signed), "signer") == ("Vũ Văn Bốn",)


def test_a_signature_beside_recipients_that_wrap() -> None:
    signed = (
        "Nơi nhận:                                TỔ TRƯỞNG\n- Sở Y tế, Sở Tài chính\n"
        "các tỉnh, thành phố                      Vũ Thị Nhàn\n- Lưu: VT."
    )
    read = header(written(signed=signed))
    assert (read.signer, read.signer_role) == ("Vũ Thị Nhàn", "Tổ trưởng")
    assert read.recipients == ("Sở Y tế, Sở Tài chính các tỉnh, thành phố", "Lưu: VT")


def test_a_digital_stamp_says_who_signed_and_when() -> None:
    stamp = "Người ký: Vũ Thị Nhàn\nEmail: nhan@binhlam.gov.vn\nThời gian ký: 12.09.2025 10:22:33 +07:00"
    read = header(written(date="", signed=f"{RECIPIENTS}\n\n{stamp}"))
    assert (read.signer, read.issued, read.recipients) == ("Vũ Thị Nhàn", "2025-09-12", ("Như trên", "Lưu: VT"))
    digital = "Signature valid\nDigitally signed by: Vũ Thị Nhàn\nDate: 12/09/2025 10:22:33"
    pen = "Bình Lâm, ngày      tháng      năm 2025"
    read = header(written(date=pen, signed=f"{RECIPIENTS}\n\nCHỦ TỊCH\n{digital}"))
    assert (read.signer, read.signer_role, read.issued) == ("Vũ Thị Nhàn", "Chủ tịch", "2025-09-12")
    of_agency = stamp.replace("Vũ Thị Nhàn", "Ủy ban nhân dân xã Bình Lâm")
    assert header(written(signed=f"{RECIPIENTS}\n\n{of_agency}")).signer is None
    assert header(f"{of_agency}\n\n{written()}").agency == "UBND xã Bình Lâm"
