"""Of which type a number is, what it shares with its neighbours, and when two citations are of one document."""

from __future__ import annotations

import pytest

from tracuu.corpus.references import names_reference, reference_key, references_in
from tracuu.corpus.references.citation_context import date_after, date_before, issuer_after, issuer_before
from tracuu.corpus.references.cited_documents import citations_in
from tracuu.corpus.references.document_number import document_numbers, number_key


def cited(*texts: str) -> list[str]:
    """Type and number, or a law's name, of each document that `texts` cite."""
    return [f"{found.type} {found.number or found.title}" for found in references_in(texts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a type in small letters that ends another's name gives way to the one that the symbol says
        ("Quyết định ban hành quy chế số 12/QĐ-UB", ["Quyết định 12/QĐ-UB"]),
        ("Quyết định ban hành Quy chế số 12/QĐ-UB", ["Quy chế 12/QĐ-UB"]),
        ("Quyết định; quy chế số 12/QĐ-UB", ["Quy chế 12/QĐ-UB"]),
        (f"Quyết định {'x' * 38} quy chế số 12/QĐ-UB", ["Quyết định 12/QĐ-UB"]),
        (f"Quyết định {'x' * 39} quy chế số 12/QĐ-UB", ["Quy chế 12/QĐ-UB"]),
        ("Quyết định về kế hoạch, đề án, quy chế số 12/QĐ-UB", ["Quyết định 12/QĐ-UB"]),
        ("Quyết định về kế hoạch, đề án, dự án, quy chế số 12/QĐ-UB", ["Quy chế 12/QĐ-UB"]),
        ("Kế hoạch về quy chế số 12/QĐ-UB", ["Quy chế 12/QĐ-UB"]),
        ("Kế hoạch số 5/KH-UBND, Quyết định, quy chế số 12/QĐ-UB", ["Kế hoạch 5/KH-UBND", "Quyết định 12/QĐ-UB"]),
        ("Quyết định số 5/QĐ-UB về quy chế số 12/QĐ-UB", ["Quyết định 5/QĐ-UB", "Quy chế 12/QĐ-UB"]),
        ("Thông tư hướng dẫn số 14 TC/TCT", ["Thông tư 14 TC/TCT"]),
        ("văn bản số 12/KH-UBND", ["Kế hoạch 12/KH-UBND"]),
        ("văn bản số 12/STC-SKH", ["Công văn 12/STC-SKH"]),
        # a few plain words between a type and an agency's number
        ("Tờ trình liên sở số 12/STC-SKH", ["Tờ trình 12/STC-SKH"]),
        ("TTr liên sở số 12/STC-SKH", ["Công văn 12/STC-SKH"]),
        ("Tờ trình: liên sở số 12/STC-SKH", ["Công văn 12/STC-SKH"]),
        (f"Tờ trình {'x' * 35} số 12/STC-SKH", ["Tờ trình 12/STC-SKH"]),
        (f"Tờ trình {'x' * 36} số 12/STC-SKH", ["Công văn 12/STC-SKH"]),
        ("Tờ trình liên sở số 12/KH-UBND", ["Kế hoạch 12/KH-UBND"]),
        # a law's name between it and its number
        ("Luật Báo chí số 103/2016/QH13", ["Luật 103/2016/QH13"]),
        ("Luật Báo chí 103/2016/QH13", ["Luật 103/2016/QH13"]),
        ("Bộ luật Dân sự số 91/2015/QH13", ["Bộ luật 91/2015/QH13"]),
        ("Pháp lệnh Phí số 38/2001/UBTVQH10", ["Pháp lệnh 38/2001/UBTVQH10"]),
        ("Nghị quyết về dự toán số 52/2001/QH10", ["Nghị quyết 52/2001/QH10"]),
        ("Quyết định về dự toán số 52/2001/QH10", ["Luật 52/2001/QH10"]),
        ("Lệnh công bố số 5/2003/L-CTN", ["Lệnh 5/2003/L-CTN"]),
        ("Nghị quyết về luật của xã số 52/2001/QH10", ["Nghị quyết 52/2001/QH10"]),
        ("Nghị quyết và Luật Báo chí số 52/2001/QH10", ["Luật 52/2001/QH10"]),
        ("Nghị quyết. Luật. Theo số 52/2001/QH10", ["Luật 52/2001/QH10"]),
        ("Nghị quyết số 5/NQ-CP, dự toán số 52/2001/QH10", ["Nghị quyết 5/NQ-CP", "Luật 52/2001/QH10"]),
        # one that follows another has its type
        ("Tờ trình số 12/STC-SKH và 13/STC-NS", ["Tờ trình 12/STC-SKH", "Tờ trình 13/STC-NS"]),
        ("Tờ trình số 12/STC-SKH hoặc số: 13/STC-NS", ["Tờ trình 12/STC-SKH", "Tờ trình 13/STC-NS"]),
        ("Tờ trình số 12/STC-SKH; 13/KH-STC", ["Tờ trình 12/STC-SKH", "Kế hoạch 13/KH-STC"]),
        ("Tờ trình số 12/STC-SKH gửi 13/STC-NS", ["Tờ trình 12/STC-SKH"]),
        # bare numbers that share the symbol of the last
        ("các Quyết định số 31, 32 và 35/QĐ-UB", ["Quyết định 31/QĐ-UB", "Quyết định 32/QĐ-UB", "Quyết định 35/QĐ-UB"]),
        (
            "Quyết định 31/2000, 32 và số 35/2001/QĐ-UB",
            ["Quyết định 31/2000/QĐ-UB", "Quyết định 32/2001/QĐ-UB", "Quyết định 35/2001/QĐ-UB"],
        ),
        ("Quyết định số 31 và 35A/QĐ-UB", ["Quyết định 31/QĐ-UB", "Quyết định 35A/QĐ-UB"]),
        ("Quyết định số 31 và 1.350/QĐ-UB", ["Quyết định 31/QĐ-UB", "Quyết định 1.350/QĐ-UB"]),
        # a year before a dash is no number
        ("Kế hoạch 2022 - UBND xã đã làm", []),
        ("Kế hoạch 2022-KH/UBND", ["Kế hoạch 2022-KH/UBND"]),
        ("Kế hoạch 22 - KH/UBND", ["Kế hoạch 22-KH/UBND"]),
    ],
)  # fmt: skip
def test_the_type_of_a_number(text: str, found: list[str]) -> None:
    assert cited(f"Theo {text}.") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xã có 24-KL/TW.", ["Kết luận 24-KL/TW"]),
        ("Xã có 24 - KL/TW.", []),
        ("Theo 24 - KL/TW.", ["Kết luận 24-KL/TW"]),
        ("Xã có số 24 - KL/TW.", ["Kết luận 24-KL/TW"]),
        ("Xã có số 24/2012/KL.", ["Kết luận 24/2012/KL"]),
        ("Xã có số 24/KL.", ["Kết luận 24/KL"]),
        ("Xã có 24/KL.", []),
        ("Xã có tổng số 24/KL.", []),
        ("Xã có tổng số: 24/KL.", []),
        ("Xã có số 24 - STC-SKH.", []),
        ("Xã có số 24/STC-SKH.", ["Công văn 24/STC-SKH"]),
        ("Xã có 24/STC-SKH.", []),
        ("Tại 24/STC-SKH.", ["Công văn 24/STC-SKH"]),
        ("Tại 24-STC-SKH.", []),
        ("Tại 24/STC.", []),
        ("Tại 24/S-SKH.", []),
        ("Xã có số 24/2012/STC.", ["Công văn 24/2012/STC"]),
        ("Tại 24/2012/STC.", []),
        ("Số: 45/QĐ-UB", []),
        ("Số: 45/QĐ-UB ngày 3/2/2020", ["Quyết định 45/QĐ-UB"]),
        ("Xã có Số: 45/QĐ-UB", ["Quyết định 45/QĐ-UB"]),
        ("Lập theo mẫu số 45/QĐ-UB", []),
        ("Lập theo biểu: 45/QĐ-UB", []),
        (f"Lập theo mẫu {'x' * 26} 45/QĐ-UB", ["Quyết định 45/QĐ-UB"]),
    ],
)
def test_a_number_without_a_type_is_a_documents_or_is_none(text: str, found: list[str]) -> None:
    assert cited(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a bare number is a document's if its day or issuer is said, and then only where it could be nothing else
        ("Kế hoạch 5 ngày 3/2/2020", ["Kế hoạch 5"]),
        ("Kế hoạch 5 tháng 2/2020", []),
        ("Kế hoạch số 5 của UBND xã", ["Kế hoạch 5"]),
        ("Kế hoạch 5 của UBND xã", []),
        ("Nghị quyết 5 của Bộ Chính trị", ["Nghị quyết 5"]),
        ("nghị quyết 5 của Bộ Chính trị", []),
        ("nghị quyết số 5 của Bộ Chính trị", ["Nghị quyết 5"]),
        ("Nghị quyết 5", []),
        ("Kế hoạch số 5", []),
        ("Kế hoạch số 5 và Kế hoạch số 5/KH-UB", ["Kế hoạch 5/KH-UB"]),
        ("Kế hoạch số 5/KH-UB, kế hoạch số 5", ["Kế hoạch 5/KH-UB"]),
        ("Quyết định 5a ngày 3/2/2020", ["Quyết định 5a"]),
        ("Quyết định 5 triệu", []),
        # a year after it
        ("Quyết định số 5/2020", ["Quyết định 5/2020"]),
        ("Quyết định 5/2020", []),
        ("Nghị định 5/2020", ["Nghị định 5/2020"]),
        ("Thông tư liên tịch 5/2020", ["Thông tư liên tịch 5/2020"]),
        ("Nghị định 2020 của Chính phủ", []),
        ("Nghị định số 2020 của Chính phủ", ["Nghị định 2020"]),
        ("Nghị định số 5%", []),
        # a plenum's resolution
        ("Nghị quyết Trung ương 05 khóa IX", ["Nghị quyết Nghị quyết Trung ương 5 khóa IX"]),
        ("Nghị quyết TW 5 (khoá ix)", ["Nghị quyết Nghị quyết Trung ương 5 khóa IX"]),
        ("Nghị quyết Hội nghị lần thứ 7 BCH Trung ương khóa X", ["Nghị quyết Nghị quyết Trung ương 7 khóa X"]),
        ("Nghị quyết Trung ương khóa IX", []),
        ("Kết luận Trung ương 5 khóa IX", []),
        # a law by its name and year
        ("Luật Báo chí năm 2016", ["Luật Luật Báo chí"]),
        ("Luật Báo chí ngày 5/4/2016", ["Luật Luật Báo chí"]),
        ("Luật Báo chí 2016", ["Luật Luật Báo chí"]),
        ("Luật Báo chí (2016)", ["Luật Luật Báo chí"]),
        ("luật Báo chí năm 2016", []),
        ("PL Báo chí năm 2016", []),
        ("Kế hoạch Báo chí năm 2016", []),
        ("Luật năm 2016", []),
        ("Luật Báo chí", []),
        ("Luật Báo chí ngày 3 họp", []),
        ("Luật Báo chí được áp dụng từ năm 2016", []),
        ("Luật Báo chí, UBND xã họp năm 2016", []),
        ("Luật Báo chí và Luật Trẻ em năm 2016", ["Luật Luật Trẻ em"]),
        ("Luật sửa đổi một số điều của Luật Báo chí năm 2016", ["Luật Luật sửa đổi một số điều của Luật Báo chí"]),
        ("Hiến pháp năm 2013", ["Hiến pháp Hiến pháp"]),
        ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992", ["Hiến pháp Hiến pháp"]),
        (f"Luật {'Trẻ ' * 40}năm 2016", [f"Luật Luật{' Trẻ' * 40}"]),
        (f"Luật {'Trẻ ' * 41}năm 2016", []),
        (f"Luật {'Nghiêng ' * 25}năm 2016", []),
    ],
)
def test_documents_without_a_symbol(text: str, found: list[str]) -> None:
    assert cited(f"Theo {text}.") == found


def dated(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(found.number, found.date, found.issuer) for found in references_in([text])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quyết định ngày 3/2/2020 số 5/QĐ-UB.", [("5/QĐ-UB", "2020-02-03", None)]),
        ("Quyết định của UBND tỉnh số 5/QĐ-UB.", [("5/QĐ-UB", None, "UBND tỉnh")]),
        ("Quyết định của UBND tỉnh ngày 3/2/2020 số 5/QĐ-UB.", [("5/QĐ-UB", "2020-02-03", "UBND tỉnh")]),
        ("Quyết định của UBND tỉnh số 5/QĐ-UB ngày 3/2/2020.", [("5/QĐ-UB", "2020-02-03", "UBND tỉnh")]),
        ("Quyết định ngày 3/2/2020 số 5/QĐ-UB của UBND tỉnh.", [("5/QĐ-UB", "2020-02-03", "UBND tỉnh")]),
        ("Quyết định của UBND tỉnh 5/QĐ-UB.", [("5/QĐ-UB", None, None)]),
        ("Quyết định số 4 và 5/QĐ-UB ngày 3/2/2020.", [("4/QĐ-UB", None, None), ("5/QĐ-UB", "2020-02-03", None)]),
        ("Ngày 3/2/2020, UBND tỉnh ban hành Quyết định số 5/QĐ-UB.", [("5/QĐ-UB", "2020-02-03", "UBND tỉnh")]),
        (
            "Quyết định số 4/QĐ-UB. Ngày 3/2/2020, UBND tỉnh ban hành Quyết định số 5/QĐ-UB.",
            [("4/QĐ-UB", None, None), ("5/QĐ-UB", "2020-02-03", "UBND tỉnh")],
        ),
        (
            "Quyết định số 5/QĐ-UB, Kế hoạch số 6/KH-UB ngày 3/2/2020.",
            [("5/QĐ-UB", None, None), ("6/KH-UB", "2020-02-03", None)],
        ),
        (
            "Quyết định số 5/QĐ-UB của UBND tỉnh Kế hoạch số 6/KH-UB.",
            [("5/QĐ-UB", None, "UBND tỉnh"), ("6/KH-UB", None, None)],
        ),
        (
            "Quyết định số 5/QĐ-UB của UBND tỉnh 6/KH-UB.",
            [("5/QĐ-UB", None, "UBND tỉnh"), ("6/KH-UB", None, None)],
        ),
    ],
)  # fmt: skip
def test_date_and_issuer_on_either_side(text: str, found: list[tuple[str | None, ...]]) -> None:
    assert dated(text) == found


def test_where_a_citation_begins_and_ends() -> None:
    for text, spans in (
        ("Theo Quyết định số 5/QĐ-UB ngày 3/2/2020 của xã", ["Quyết định số 5/QĐ-UB ngày 3/2/2020"]),
        ("Theo 24-KL/TW của Bộ Chính trị.", ["24-KL/TW của Bộ Chính trị"]),
        ("Tờ trình liên sở số 5/STC-SKH;", ["Tờ trình liên sở số 5/STC-SKH"]),
        ("Quyết định số 5/QĐ-UB, 6/QĐ-UB;", ["Quyết định số 5/QĐ-UB", "6/QĐ-UB"]),
        ("Luật Báo chí số 103/2016/QH13;", ["Luật Báo chí số 103/2016/QH13"]),
        ("Luật Báo chí năm 2016; Nghị định 47/2019,", ["Luật Báo chí năm 2016", "Nghị định 47/2019"]),
        (
            "Nghị quyết 21 của Bộ Chính trị và Nghị định 5/NĐ-CP",
            ["Nghị quyết 21 của Bộ Chính trị", "Nghị định 5/NĐ-CP"],
        ),
    ):
        assert [text[one.start : one.end].strip() for one in citations_in(text)] == spans


@pytest.mark.parametrize(
    ("text", "date", "rest"),
    [
        (" ngày 3 tháng 2 năm 2020 của", "2020-02-03", " của"),
        (", ngày 3/2/2020;", "2020-02-03", ";"),
        (" (ngày 3-2-2020) về", "2020-02-03", " về"),
        (" 3.2.20,", "2020-02-03", ","),
        (" 3/2/98,", "1998-02-03", ","),
        (" 3/2/40,", "2040-02-03", ","),
        (" 3/2/41,", "1941-02-03", ","),
        (" tháng 2 năm 2020", "2020-02", ""),
        (" tháng 2/2020", "2020-02", ""),
        (" năm 2020", "2020", ""),
        (" năm 2020 - 2025", None, " năm 2020 - 2025"),
        (" ký ngày 3/2/2020", "2020-02-03", ""),
        (" được Quốc hội khóa X thông qua ngày 3/2/2020", "2020-02-03", ""),
        (" ngày 3/2-2020", None, " ngày 3/2-2020"),
        (" và ngày 3/2/2020", None, " và ngày 3/2/2020"),
        (" năm 1850", None, " năm 1850"),
        (" ngày 3/2/1850", None, " ngày 3/2/1850"),
    ],
)
def test_the_date_after_a_number(text: str, date: str | None, rest: str) -> None:
    found, end = date_after(f"5/QĐ-UB{text}", 7)
    assert (found, f"5/QĐ-UB{text}"[end:].strip()) == (date, rest.strip())


def test_the_date_before_a_type_is_the_one_that_issuing_ties_to_it() -> None:
    def before(text: str, start: int = 0) -> str | None:
        return date_before(text, start, len(text))

    assert before("Ngày 25/7/2011 UBND tỉnh đã ra ") == "2011-07-25"
    assert before("phê duyệt ngày 6/8/2018 tại ") == "2018-08-06"
    assert before("ngày 6/8/2018 bằng ") == "2018-08-06"
    assert before("Ngày 25/7/2011 UBND tỉnh đã họp về ") is None
    assert before("Ngày 25/7/2011. UBND tỉnh đã ra ") is None
    assert before("Ngày 25/7/2011 UBND tỉnh đã ra ", 12) is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (" của UBND tỉnh về việc", "UBND tỉnh"),
        (" (của UBND tỉnh)", "UBND tỉnh"),
        (" do UBND  tỉnh ban hành", "UBND tỉnh"),
        (", của liên Bộ Tài chính - Nội vụ hướng dẫn", "liên Bộ Tài chính - Nội vụ"),
        (" của Bộ Văn hóa, Thể thao và Du lịch về", "Bộ Văn hóa, Thể thao và Du lịch"),
        (" của Bộ Giáo dục và đào tạo về", "Bộ Giáo dục và đào tạo"),
        (" của Sở Y tế và các xã", "Sở Y tế"),
        (" của Sở Y tế và triển khai", "Sở Y tế"),
        (" của Sở Y tế - Sở Nội vụ", "Sở Y tế - Sở Nội vụ"),
        (" của Sở Y tế triển khai", "Sở Y tế"),
        (" của Ban Chỉ đạo tỉnh", "Ban Chỉ đạo tỉnh"),
        (" của Ban chỉ đạo tỉnh", "Ban chỉ đạo tỉnh"),
        (" của Ban tổ chức tỉnh", "Ban tổ chức tỉnh"),
        (" của Sở tổ chức tỉnh", "Sở"),
        (" của UBND tỉnh, huyện", "UBND tỉnh"),
        (" CỦA UBND TỈNH VỀ DỰ TOÁN", "UBND TỈNH"),
        (" của UBND tỉnh.", "UBND tỉnh"),
        (" của UBND 5 xã", "UBND"),
        (" của huyện", None),
        (" của chính phủ", "chính phủ"),
        (" của uỷ ban xã", "uỷ ban xã"),
        (" cho UBND tỉnh", None),
        (" của Bộ " + "Một " * 20, "Bộ" + " Một" * 17),
        ("", None),
    ],
)
def test_the_issuer_after_a_number(text: str, issuer: str | None) -> None:
    whole = f"5/QĐ-UB{text}"
    found, end = issuer_after(whole, 7, len(whole))
    assert found == issuer
    assert whole[:end].split()[-1] == (issuer or "5/QĐ-UB").split()[-1]
    assert issuer_after(whole, 7, 8) == (None, 7)


def test_the_issuer_before_a_type_is_the_one_that_issues() -> None:
    def before(text: str) -> str | None:
        return issuer_before(text, 0, len(text))

    assert before("UBND  huyện đã ban hành ") == "UBND huyện"
    assert before("Theo đó, UBND huyện ban hành và chỉ đạo thực hiện ") == "UBND huyện"
    assert before("UBND huyện họp bàn ") is None
    assert before("nhân dân đã ban hành ") is None
    assert issuer_before("UBND huyện đã ban hành ", 5, 23) is None


# --- when two citations are of one document


def test_the_fuller_of_two_citations_is_kept() -> None:
    short, full = "Quyết định 5/2020", "Quyết định số 5/2020/QĐ-UB ngày 3/2/2020 của UBND tỉnh"
    for texts in ((short, full), (full, short)):
        (found,) = references_in(texts)
        assert (found.number, found.date, found.issuer) == ("5/2020/QĐ-UB", "2020-02-03", "UBND tỉnh")
    (found,) = references_in(["Kế hoạch số 5/KH-UB năm 2020", "Kế hoạch số 5/KH-UB ngày 3/2/2020"])
    assert found.date == "2020-02-03"
    (found,) = references_in(["Kế hoạch số 5/KH-UB ngày 3/2/2020", "Kế hoạch số 5/KH-UB tháng 2/2020"])
    assert found.date == "2020-02-03"
    (found,) = references_in(["Kế hoạch số 5/KH-UB của UBND tỉnh", "Kế hoạch số 5/KH-UB của UBND xã"])
    assert found.issuer == "UBND tỉnh"
    (found,) = references_in(["Theo 5/KH-UB", "Kế hoạch số 5/KH-UB của UBND xã"])
    assert found.issuer == "UBND xã"


def test_a_printed_type_stands_against_one_read_from_the_symbol() -> None:
    bare, printed = "Theo 12/STC-SKH", "Tờ trình số 12/STC-SKH"
    assert cited(bare, printed) == cited(printed, bare) == ["Tờ trình 12/STC-SKH"]
    assert cited(printed, "Báo cáo số 12/STC-SKH") == ["Tờ trình 12/STC-SKH"]
    assert cited("văn bản số 12/STC-SKH", printed) == ["Tờ trình 12/STC-SKH"]


def dates(*texts: str) -> list[str | None]:
    return [found.date for found in references_in(texts)]


def test_a_vaguer_date_is_of_the_document_whose_date_it_agrees_with() -> None:
    number = "Kế hoạch số 5/KH-UB"
    assert dates(f"{number} ngày 3/2/2020", f"{number} năm 2020") == ["2020-02-03"]
    assert dates(f"{number} năm 2020", f"{number} tháng 2/2020") == ["2020-02"]
    assert dates(f"{number} ngày 3/2/2020", f"{number} năm 2021") == ["2020-02-03", "2021"]
    assert dates(f"{number} tháng 2/2020", f"{number} tháng 3/2020") == ["2020-02", "2020-03"]
    assert dates(f"{number} ngày 3/2/2020", f"{number} ngày 4/2/2020", number) == ["2020-02-03", "2020-02-04"]
    assert dates(number, f"{number} ngày 3/2/2020", f"{number} ngày 4/2/2020") == ["2020-02-03", "2020-02-04"]
    assert dates(f"{number} ngày 3/2/2020", f"{number} ngày 4/2/2021", f"{number} năm 2021") == [
        "2020-02-03", "2021-02-04",
    ]  # fmt: skip
    yearly = "Quyết định số 5/2020/QĐ-UB"
    assert dates(f"{yearly} ngày 3/2/2020", f"{yearly} ngày 4/2/2020") == ["2020-02-03"], "its number has the year"


def test_a_short_form_is_of_the_whole_one_before_or_after_it() -> None:
    assert cited("Nghị định 82 và Nghị định 82/2015/NĐ-CP") == ["Nghị định 82/2015/NĐ-CP"]
    assert cited("Nghị định 82/2015 và Nghị định 82/2015/NĐ-CP") == ["Nghị định 82/2015/NĐ-CP"]
    assert cited("Nghị định 82/2015/NĐ-CP và Nghị định 82/2015") == ["Nghị định 82/2015/NĐ-CP"]
    assert cited("Nghị định 82/2014 và Nghị định 82/2015/NĐ-CP") == ["Nghị định 82/2014", "Nghị định 82/2015/NĐ-CP"]
    assert cited("Nghị định 82 và Quyết định 82/2015/QĐ-TTg") == ["Quyết định 82/2015/QĐ-TTg"]
    assert cited("Nghị định 82") == [], "too little to stand for a document"
    two = cited("Chỉ thị 16", "Chỉ thị số 16/CT-TTg", "Chỉ thị số 16/CT-UBND của UBND tỉnh")
    assert two == ["Chỉ thị 16/CT-TTg", "Chỉ thị 16/CT-UBND"]
    assert cited("Luật Báo chí năm 2016", "Luật Báo chí số 103/2016/QH13 năm 2016") == ["Luật 103/2016/QH13"]
    assert cited("Luật Báo chí năm 1999", "Luật Báo chí số 103/2016/QH13") == [
        "Luật Luật Báo chí",
        "Luật 103/2016/QH13",
    ]


def test_what_a_document_says_of_itself_is_no_reference() -> None:
    text = "Kế hoạch số 5/KH-UB ngày 3/2/2020"
    assert references_in([text], "5/KH-UB", "2020-02-03") == ()
    assert references_in([text], "5/KH-UB", "2020-02") == ()
    assert references_in([text], "5/KH-UB") == ()
    assert references_in(["Kế hoạch số 5/KH-UB"], "5/KH-UB", "2020-02-03") == ()
    assert dates(text) == ["2020-02-03"]
    assert len(references_in([text], "5/KH-UB", "2021-02-03")) == 1
    assert len(references_in([text], "6/KH-UB", "2020-02-03")) == 1
    yearly = "Kế hoạch số 5/2020/KH-UB ngày 3/2/2020"
    assert references_in([yearly], "5/2020/KH-UB", "2020-02-04") == ()


@pytest.mark.parametrize(
    ("said", "reference", "meant"),
    [
        ("Quyết định 5", ("Quyết định", "5/QĐ-UB"), True),
        ("Quyết định 5", ("Quyết định", "5"), True),
        ("Quyết định 5", ("Kế hoạch", "5"), False),
        ("5", ("Kế hoạch", "5"), True),
        ("5", ("Kế hoạch", "5/KH-UB"), True),
        ("5", ("Kế hoạch", "15/KH-UB"), False),
        ("5/KH", ("Kế hoạch", "5/KH-UB"), True),
        ("Quyết định 5/KH", ("Kế hoạch", "5/KH-UB"), True),
        ("Quyết định 5/2020", ("Kế hoạch", "5/2020/KH-UB"), False),
        ("Kế hoạch 5/2020", ("Kế hoạch", "5/2020/KH-UB"), True),
        ("Công văn 5", ("Công văn", "5/SYT-KH"), True),
        ("Công văn 5", ("Công văn", "5/SYT"), False),
        ("Công văn 5", ("Kế hoạch", "5/KH-UB"), False),
        ("Nghị định 5", ("Nghị định", "5/CP"), True),
        ("Nghị định 5", ("Công văn", "5/CP-VX"), False),
        ("Luật 5", ("Luật", "5/2020/QH14"), True),
        ("Nghị quyết 5", ("Nghị quyết", "5/2020/UBTVQH14"), True),
        ("Pháp lệnh 5", ("Pháp lệnh", "5/2020/UBTVQH14"), True),
        ("Kế hoạch 5", ("Luật", "5/2020/QH14"), False),
        ("Quy định 5", ("Quy định", "5/QĐ-TW"), True),
        ("Thông tri 5", ("Thông tri", "5-TT/TW"), True),
        ("KH số 5", ("Kế hoạch", "5/KH-UB"), True),
        ("văn bản 5", ("Kế hoạch", "5/KH-UB"), True),
        ("Kế hoạch", ("Kế hoạch", "5/KH-UB"), True),
        ("Kế hoạch", ("Kế hoạch", "5"), True),
        ("Kế hoạch", ("Quyết định", "5"), False),
        ("KH", ("Kế hoạch", "5/KH-UB"), True),
        ("Luật Báo", ("Luật", None, "Luật Báo chí", "2016"), True),
        ("Luật Bá", ("Luật", None, "Luật Báo chí", "2016"), False),
        ("Luật Báo chí ngày 5", ("Luật", None, "Luật Báo chí", "2016"), False),
        ("Luật Báo chí", ("Luật", None, "Luật Báo chí"), True),
    ],
)
def test_what_a_person_may_mean(said: str, reference: tuple[str, ...], meant: bool) -> None:
    assert names_reference(said, reference_key(*reference)) is meant


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("5/KH-UB", ["5/KH-UB"]),
        ("5 / KH - UB", ["5/KH-UB"]),
        ("5 - KH/UB", ["5-KH/UB"]),
        ("71 CP", ["71 CP"]),
        ("71 XY", []),
        ("71 TC/TCT", ["71 TC/TCT"]),
        ("5/kh-ub", ["5/KH-UB"]),
        ("5/qđ-ttg", ["5/QĐ-TTg"]),
        ("5/NĐ-CP - UBND", ["5/NĐ-CP"]),
        ("5 - NĐ - CP - UBND", ["5-NĐ-CP-UBND"]),
        ("5/QĐ-UB.HC", ["5/QĐ-UB.HC"]),
        ("5/QĐ-UB.UBND xã", ["5/QĐ-UB"]),
        ("5/QĐ.UB", ["5/QĐ.UB"]),
        ("5/TT-BYT/2020", ["5/TT-BYT/2020"]),
        ("5/2020/TT-BYT", ["5/2020/TT-BYT"]),
        ("1.234/UB-TH", ["1.234/UB-TH"]),
        ("12bis/UB-TH", ["12bis/UB-TH"]),
        ("a5/KH-UB", []),
        ("4/5/KH-UB", []),
        ("số5/KH-UB", ["5/KH-UB"]),
        ("5/" + "A1/" * 9, ["5/" + "/".join(["A1"] * 8)]),
        ("5/KH-UB và 6/KH-UB", ["5/KH-UB", "6/KH-UB"]),
        ("5/Nhà", []),
    ],
)
def test_numbers_as_they_are_spelled(text: str, spelled: list[str]) -> None:
    assert [number.spelled for number in document_numbers(text)] == spelled


def test_how_a_number_stands_to_its_symbol() -> None:
    def apart(text: str) -> bool:
        (number,) = document_numbers(text)
        return number.apart

    assert [apart(text) for text in ("5/KH-UB", "5 -KH/UB", "5 - KH/UB", "71 CP", "71 TC/TCT")] == [
        False, False, True, True, True,
    ]  # fmt: skip


def test_keys_of_years_and_dots() -> None:
    for number, key in (
        ("12/98/TT-BTC", "12-1998-tt-btc"), ("12/40/TT-BTC", "12-2040-tt-btc"), ("12/41/TT-BTC", "12-1941-tt-btc"),
        ("12/98", "12-98"), ("1.234/UB", "1234-ub"), ("0/UB", "0-ub"), ("007/UB", "7-ub"), ("", ""),
        ("5-NQ/T.U", "5-nq-tu"), ("5-NQ/T.Ư", "5-nq-tw"), ("5-NQ/T. W", "5-nq-tw"), ("5-NQ/TƯ", "5-nq-tw"),
    ):  # fmt: skip
        assert number_key(number) == key
