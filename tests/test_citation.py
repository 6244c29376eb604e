"""Citations in prose, and the documents that a report cites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headers import HEADERS, SECTIONS, TEXTS
from tracuu.corpus.citation import (
    alphabetical,
    cite,
    cite_again,
    cite_in_full,
    cite_report,
    cite_report_in_full,
    evidence_of,
    in_prose,
    namesakes,
    prose_date,
    reference_line,
    sources,
)
from tracuu.corpus.report import Header, Reference, Section

NGOC_LAM = Header(agency="UBND xã Ngọc Lâm", number="132/BC-UBND", issued="2023-08-17", doc_type="Báo cáo")


def section(number: str | None, title: str = "Mục") -> Section:
    return Section(number, title, 1, "other", f"{number}. {title}")


def test_the_offices_form() -> None:
    assert (
        cite(NGOC_LAM, [section("II")], 4)
        == "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm, mục II, đoạn 4"
    )


def test_without_a_number_the_title_names_the_report() -> None:
    header = Header(
        agency="UBND huyện Nguyên Bình",
        issued="2021-06",
        doc_type="Báo cáo",
        title="Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2021",
    )
    assert cite(header, [section("II"), section("3"), section("3.2")], 4) == (
        "Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2021 của UBND huyện Nguyên Bình"
        " (ban hành tháng 6/2021), mục II.3.2, đoạn 4"
    )


def test_a_title_in_capitals_becomes_prose_and_keeps_its_names() -> None:
    header = Header(
        agency="UBND huyện Triệu Sơn",
        province="Thanh Hóa",
        doc_type="Báo cáo",
        title="TỔNG KẾT CÔNG TÁC CCHC TRÊN ĐỊA BÀN HUYỆN TRIỆU SƠN NĂM 2016",
    )
    assert cite(header, [section("III")], 2) == (
        "Báo cáo tổng kết công tác CCHC trên địa bàn huyện Triệu Sơn năm 2016 của UBND huyện Triệu Sơn, mục III, đoạn 2"
    )


def test_a_number_without_a_day() -> None:
    assert cite(
        Header(doc_type="Báo cáo", number="7/BC-UBND", agency="UBND xã A", issued="2020"), [section("I")], 1
    ) == ("Báo cáo số 7/BC-UBND năm 2020 của UBND xã A, mục I, đoạn 1")


def test_places_in_the_outline() -> None:
    def where(*sections: Section) -> str:
        return cite(Header(), sections, 1).removeprefix("Văn bản, ").removesuffix(", đoạn 1")

    assert where() == "phần mở đầu"
    assert where(section("I"), section("1")) == "mục I.1"
    assert where(section("PHẦN THỨ NHẤT"), section("II"), section("1")) == "Phần thứ nhất, mục II.1"
    assert where(section("II"), section("1"), section("a")) == "điểm a khoản 1 mục II"
    assert where(section("A"), section("II"), section("3"), section("3.2"), section("đ")) == "điểm đ khoản 3.2 mục A.II"
    assert where(section("1"), section("a")) == "điểm a mục 1"
    assert where(section("II"), section("b")) == "điểm b mục II"
    assert where(section("Phần thứ hai"), section("I"), section("2"), section("c")) == (
        "Phần thứ hai, điểm c khoản 2 mục I"
    )
    assert where(section("II"), section("a"), section("1")) == "khoản 1 điểm a mục II"
    assert where(section("1"), section("1.2")) == "mục 1.2"
    assert where(section(None, "Tồn tại")) == "mục “Tồn tại”"
    assert where(section("II"), section(None, "Tồn tại")) == "mục II, mục “Tồn tại”"


def test_an_item_is_cited_by_its_letter() -> None:
    def where(*sections: Section) -> str:
        return cite(Header(), sections, 4, page=3, item="a").removeprefix("Văn bản, ")

    assert where(section("II"), section("2")) == "điểm a khoản 2 mục II (đoạn 4, trang 3)"
    assert where(section("Điều 5"), section("2")) == "điểm a khoản 2 Điều 5 (đoạn 4, trang 3)"
    assert where(section("II"), section(None, "Tồn tại")) == "mục II, điểm a mục “Tồn tại” (đoạn 4, trang 3)"
    assert where(section("II"), section("b")) == "điểm b mục II, đoạn 4 (trang 3)"  # a list inside an item
    assert where() == "phần mở đầu, đoạn 4 (trang 3)"


def test_headings_in_capitals_are_cited_in_sentence_case() -> None:
    header = replace(NGOC_LAM, province="Hưng Yên")
    heading = section(None, "KẾT QUẢ CCHC CỦA XÃ NGỌC LÂM, TỈNH HƯNG YÊN QUÝ III, QUÝ I/2023")
    assert cite(header, [heading], 1).endswith(
        "mục “Kết quả CCHC của xã Ngọc Lâm, tỉnh Hưng Yên quý III, quý I/2023”, đoạn 1"
    )
    assert cite(header, [section(None, "Về UBND xã")], 1).endswith("mục “Về UBND xã”, đoạn 1")
    assert cite(header, [section(None, "QUY CHẾ"), section("Điều 1")], 1).endswith("“Quy chế”, Điều 1, đoạn 1")


def test_names_are_those_that_the_text_writes_with_capitals() -> None:
    said = [
        "Thực hiện Nghị quyết của Đảng bộ huyện, đường Nguyễn Du đã xong.",
        "nhân dân xã, đảng viên và nhà trường; Lễ hội Gò Tháp",
        "CHI BỘ THÔN LÀM ĐƯỜNG",
    ]
    title = "KẾT QUẢ ĐẢNG BỘ HUYỆN LÀM ĐƯỜNG NGUYỄN DU THEO NGHỊ QUYẾT SỐ 07-NQ/HU CỦA ĐẢNG VIÊN"
    header, (heading,) = in_prose(Header(title=title), [section("I", "LỄ HỘI GÒ THÁP")], evidence_of(Header(), said))
    assert header.title == "Kết quả Đảng bộ huyện làm đường Nguyễn Du theo Nghị quyết số 07-NQ/HU của đảng viên"
    assert heading.title == "Lễ hội Gò Tháp"
    assert (heading.number, heading.heading) == ("I", "I. LỄ HỘI GÒ THÁP")  # verbatim where it is quoted


@pytest.mark.parametrize(
    ("printed", "said", "prose"),
    [
        # the second of two capitals, whatever is written elsewhere before the same word
        ("ĐƯỜNG GÒ THÁP CÓ ĐÈN", "làm đường Gò Tháp xong, cây tháp có mái, tháp có cửa", "Đường Gò Tháp có đèn"),
        # what begins a sentence says nothing of itself
        ("KẾT QUẢ HỘI NGHỊ", "Đã họp. Hội nghị tốt. Hội nghị xong.", "Kết quả hội nghị"),
        ("CỦA ĐẢNG BỘ XÃ", "Đảng bộ tốt. Đảng bộ mạnh. Nghị quyết Đảng bộ.", "Của Đảng bộ xã"),
        # but before another capital, where it is none of the words that stand before names
        ("LỄ HỘI GÒ THÁP", "Gò Tháp là di tích.", "Lễ hội Gò Tháp"),
        ("LỄ HỘI XÃ GÒ THÁP", "Xã Gò Tháp có di tích.", "Lễ hội xã Gò Tháp"),
        ("TẠI VIỆT NAM QUÝ IV. KẾT QUẢ KHÓA XI, VI PHẠM", "", "Tại Việt Nam quý IV. Kết quả khóa XI, vi phạm"),
        (
            "PHÒNG, CHỐNG COVID-19; KT-XH; OCOP; HỘ NGHÈO/CẬN NGHÈO",
            "",
            "Phòng, chống COVID-19; KT-XH; OCOP; hộ nghèo/cận nghèo",
        ),
    ],
)
def test_a_name_in_capitals_is_told_by_how_it_is_written_elsewhere(printed: str, said: str, prose: str) -> None:
    assert in_prose(Header(title=printed), [], evidence_of(Header(), [said]))[0].title == prose


@given(TEXTS, st.lists(TEXTS.filter(bool), max_size=2))
def test_no_letter_changes_but_in_its_size(title: str | None, said: list[str]) -> None:
    header, _ = in_prose(Header(title=title), [], evidence_of(Header(), said))
    assert (header.title or "").upper() == (title or "").upper()
    assert header.title == title or (title or "").isupper()


def test_the_year_reported_on_stands_for_a_date() -> None:
    def again(header: Header) -> str:
        return cite_again(header, [section("II")], 4).removesuffix(", mục II, đoạn 4")

    undated = replace(NGOC_LAM, issued=None, period=("2016", "2016"))
    assert again(undated) == "Báo cáo số 132/BC-UBND (kỳ báo cáo năm 2016)"
    assert again(replace(undated, number=None)) == "Báo cáo của UBND xã Ngọc Lâm (kỳ báo cáo năm 2016)"
    several = replace(undated, number=None, period=("2016-01", "2020-06"))
    assert again(several) == "Báo cáo của UBND xã Ngọc Lâm (kỳ báo cáo 2016 - 2020)"
    assert again(replace(several, issued="2020")) == "Báo cáo của UBND xã Ngọc Lâm (năm 2020)"


TAN_LAP = Header(
    agency="UBND xã Tân Lập", number="214/BC-UBND", issued="2023-12-05", doc_type="Báo cáo", title="Kết quả hè",
    level="commune", district="huyện Thạch Khê", province="An Giao",
)  # fmt: skip


def test_an_agency_whose_name_another_has_is_told_by_district_and_province() -> None:
    def again(header: Header, *others: Header) -> str:
        known = namesakes([header, *others])
        return cite_again(header, [section("II")], 4, others=known).removesuffix(", mục II, đoạn 4")

    other = replace(TAN_LAP, number="9/BC-UBND", district="huyện Sơn Bằng")
    assert again(TAN_LAP) == again(TAN_LAP, replace(other, district=None)) == "Báo cáo số 214/BC-UBND"
    told = "Báo cáo số 214/BC-UBND của UBND xã Tân Lập, huyện Thạch Khê, tỉnh An Giao"
    assert again(TAN_LAP, other) == told
    assert again(TAN_LAP, replace(other, district=None, province="Hải Lâm")) == told
    assert again(replace(TAN_LAP, number=None), other) == (
        "Báo cáo của UBND xã Tân Lập, huyện Thạch Khê, tỉnh An Giao (ngày 5/12/2023)"
    )
    huyen = replace(TAN_LAP, agency="UBND huyện Châu Thành", district="huyện Châu Thành", province="Hà Nội")
    assert again(huyen, replace(huyen, province="An Giao", number="1/BC")) == (
        "Báo cáo số 214/BC-UBND của UBND huyện Châu Thành, thành phố Hà Nội"
    )


def test_a_number_that_another_report_has_is_told_by_date_and_agency() -> None:
    def again(header: Header, other: Header) -> str:
        return cite_again(header, [], 1, others=namesakes([header, other])).removesuffix(", phần mở đầu, đoạn 1")

    assert again(TAN_LAP, replace(TAN_LAP, agency="UBND xã Nậm Lìa")) == (
        "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập"
    )
    assert again(TAN_LAP, replace(TAN_LAP, doc_type="Kế hoạch")) == "Báo cáo số 214/BC-UBND"
    unnumbered = replace(TAN_LAP, number=None)
    assert again(unnumbered, replace(unnumbered, title="Kết quả đông")) == (
        "Báo cáo kết quả hè của UBND xã Tân Lập (ban hành ngày 5/12/2023)"
    )


def test_pages_where_there_are_any() -> None:
    assert cite(NGOC_LAM, [section("II")], 4, page=3).endswith("mục II, đoạn 4 (trang 3)")


def test_dates_as_precise_as_they_are() -> None:
    assert [prose_date(d) for d in ("2023-08-07", "2021-06", "2023")] == ["ngày 7/8/2023", "tháng 6/2021", "năm 2023"]


def test_parts_and_appendices_keep_their_numerals() -> None:
    assert cite(Header(), [section("PHẦN II"), section("1")], 2) == "Văn bản, Phần II, mục 1, đoạn 2"
    assert cite(Header(), [section("PHỤ LỤC")], 3) == "Văn bản, Phụ lục, đoạn 3"


def test_articles_are_cited_with_their_clauses() -> None:
    def where(*sections: Section) -> str:
        return cite(Header(), sections, 1).removeprefix("Văn bản, ").removesuffix(", đoạn 1")

    assert where(section("Điều 5")) == "Điều 5"
    assert where(section("Chương II"), section("Mục 1"), section("Điều 5"), section("2")) == "khoản 2 Điều 5"
    assert where(section("ĐIỀU 5"), section("2"), section("a")) == "điểm a khoản 2 Điều 5"
    assert where(section("Điều 5a"), section("đ")) == "điểm đ Điều 5a"
    assert where(section(None, "Quy chế"), section("Điều 1")) == "“Quy chế”, Điều 1"
    assert where(section("Điều 1"), section("II")) == "mục II Điều 1"
    assert where(section("Chương I"), section("Mục 2")) == "Chương I, Mục 2"


def test_what_says_nothing_of_itself_is_cited_by_its_file() -> None:
    sheet = [section(None, "Biểu 2")]
    assert cite(Header(), sheet, 5, file="phu-luc-1.xlsx") == "Tệp “phu-luc-1.xlsx”, mục “Biểu 2”, đoạn 5"
    assert cite(NGOC_LAM, [section("II")], 4, file="bc.docx").startswith("Báo cáo số 132/BC-UBND")


def test_of_the_matter_is_written_out() -> None:
    letter = Header(doc_type="Công văn", title="V/v rà soát hộ nghèo", agency="UBND xã Nậm Lìa")
    assert cite(letter, [], 1) == "Công văn về việc rà soát hộ nghèo của UBND xã Nậm Lìa, phần mở đầu, đoạn 1"


def test_the_first_time_in_full_as_the_decree_has_it() -> None:
    header = replace(NGOC_LAM, title="Kết quả giảm nghèo năm 2022", issued="2023-02-07")
    assert cite_in_full(header, [section("II")], 4, page=3) == (
        "Báo cáo số 132/BC-UBND ngày 07 tháng 02 năm 2023 của Ủy ban nhân dân xã Ngọc Lâm"
        " về kết quả giảm nghèo năm 2022, mục II, đoạn 4 (trang 3)"
    )


def test_after_that_by_type_and_number() -> None:
    def again(header: Header) -> str:
        return cite_again(header, [section("II")], 4, file="bc.docx").removesuffix(", mục II, đoạn 4")

    assert again(NGOC_LAM) == "Báo cáo số 132/BC-UBND"
    assert again(replace(NGOC_LAM, number=None)) == "Báo cáo của UBND xã Ngọc Lâm (ngày 17/8/2023)"
    assert again(replace(NGOC_LAM, number=None, issued=None)) == "Báo cáo của UBND xã Ngọc Lâm"
    assert again(Header(doc_type="Báo cáo", title="Tình hình dịch bệnh")) == "Báo cáo tình hình dịch bệnh"
    assert again(Header()) == "Tệp “bc.docx”"


def test_what_a_report_leaves_unsaid_is_left_out_in_full_too() -> None:
    full = replace(NGOC_LAM, title="TỔNG KẾT CÔNG TÁC CCHC NĂM 2016.")
    assert cite_report_in_full(replace(full, number=None, issued="2021-06")) == (
        "Báo cáo của Ủy ban nhân dân xã Ngọc Lâm ban hành tháng 6 năm 2021 tổng kết công tác CCHC năm 2016"
    )
    assert cite_report_in_full(replace(full, agency=None, issued="2016")) == (
        "Báo cáo số 132/BC-UBND năm 2016 tổng kết công tác CCHC năm 2016"
    )
    assert cite_report_in_full(replace(full, title=None, issued=None)) == (
        "Báo cáo số 132/BC-UBND của Ủy ban nhân dân xã Ngọc Lâm"
    )
    assert cite_report_in_full(Header(title="V/v rà soát hộ nghèo")) == "Văn bản về việc rà soát hộ nghèo"
    assert cite_report_in_full(Header(), "biểu.xlsx") == "Tệp “biểu.xlsx”"
    assert cite_report_in_full(replace(full, agency="HĐND", issued=None)) == (
        "Báo cáo số 132/BC-UBND của Hội đồng nhân dân tổng kết công tác CCHC năm 2016"
    )


def test_a_file_names_only_what_says_neither_type_nor_number_nor_title() -> None:
    for header in (Header(doc_type="Báo cáo"), Header(number="1/BC-UBND"), Header(title="Kết quả hè")):
        for style in (cite_report, cite_report_in_full):
            assert "bc.docx" not in style(header, "bc.docx")


def test_what_a_report_cites_is_named_as_far_as_it_is_said() -> None:
    decree = Reference("Nghị định", "72/2015/NĐ-CP", "2015-09-07", "Chính phủ")
    assert reference_line(decree) == "Nghị định 72/2015/NĐ-CP ngày 7/9/2015 của Chính phủ"
    assert reference_line(replace(decree, date=None)) == "Nghị định 72/2015/NĐ-CP của Chính phủ"
    assert reference_line(replace(decree, issuer=None)) == "Nghị định 72/2015/NĐ-CP ngày 7/9/2015"
    law = Reference("Luật", None, "2016", None, "Luật Trẻ em")
    assert reference_line(law) == "Luật Trẻ em năm 2016"


def test_titles_of_a_law_and_of_an_organ_whose_name_begins_them() -> None:
    law = Header(doc_type="Luật", title="lưu trữ", agency="Quốc hội")
    assert cite_report_in_full(law) == "Luật Lưu trữ"
    assert cite_again(replace(law, number=None), [], 1) == f"{cite_report(law)}, phần mở đầu, đoạn 1"
    by = Header(doc_type="Báo cáo", agency="Sở Y tế", title="Sở Y tế kiểm tra an toàn thực phẩm")
    assert cite_report(by) == "Báo cáo Sở Y tế kiểm tra an toàn thực phẩm của Sở Y tế"
    acronym = Header(doc_type="Báo cáo", agency="Sở Y tế", title="ATTP quý I")
    assert cite_report(acronym) == "Báo cáo ATTP quý I của Sở Y tế"


def test_names_in_capitals_are_those_of_the_header() -> None:
    header = Header(
        doc_type="Báo cáo",
        agency="UBND phường Bến Đá",
        place="Bến Đá",
        district="thành phố Vĩnh Giang",
        province="An Giao",
        title="KẾT QUẢ NTM PHƯỜNG BẾN ĐÁ, THÀNH PHỐ VĨNH GIANG, TỈNH AN GIAO",
    )
    assert cite_report(header).startswith(
        "Báo cáo kết quả NTM phường Bến Đá, thành phố Vĩnh Giang, tỉnh An Giao của UBND"
    )


def test_laws_go_by_their_names() -> None:
    law = Header(doc_type="Luật", title="LUẬT LƯU TRỮ", number="33/2024/QH15", agency="Quốc hội", issued="2024-06-21")
    assert cite_report_in_full(law) == "Luật Lưu trữ"


def test_a_title_that_says_it_already_is_not_said_twice() -> None:
    header = Header(doc_type="Báo cáo", title="Báo cáo kết quả hè của UBND xã Ngọc Lâm", agency="UBND xã Ngọc Lâm")
    assert cite_report(header) == "Báo cáo kết quả hè của UBND xã Ngọc Lâm"


def test_the_list_of_sources_has_each_report_once_by_type_issuer_date_and_number() -> None:
    def report(agency: str | None, number: str | None, issued: str | None = None) -> tuple[Header, str | None]:
        return Header(agency=agency, number=number, issued=issued, doc_type="Báo cáo"), None

    cited = [
        report("Xã Đông", "10/BC", "2023-01-01"),
        report(None, "1/BC"),
        report("Xã Dương", "2/BC"),
        report("Xã Đông", "9/BC", "2023-01-01"),
        report("Xã Đông", "10/BC", "2023-01-01"),
        report("Xã Đông", "30/BC", "2021-06"),
    ]
    assert sources(cited) == [
        "Báo cáo số 2/BC của Xã Dương",
        "Báo cáo số 30/BC tháng 6 năm 2021 của Xã Đông",
        "Báo cáo số 9/BC ngày 01 tháng 01 năm 2023 của Xã Đông",
        "Báo cáo số 10/BC ngày 01 tháng 01 năm 2023 của Xã Đông",
        "Báo cáo số 1/BC",
    ]
    kinds = [Header(doc_type=kind, number="1") for kind in ("Bản tin", "Công văn", "Báo cáo", "Quyết định", "Luật")]
    assert [said.split(" số ")[0] for said in sources((header, None) for header in kinds)] == [
        "Luật", "Quyết định", "Báo cáo", "Công văn", "Bản tin",
    ]  # fmt: skip
    sheets = [(Header(), "b.xlsx"), (Header(), "a.xlsx"), (Header(), "b.xlsx")]
    assert sources(sheets) == ["Tệp “a.xlsx”", "Tệp “b.xlsx”"]


def test_the_vietnamese_alphabet() -> None:
    names = ["Đà Bắc", "Ân Thi", "An Nhơn", "Dầu Tiếng", "Ăn Mày", "An", "Bả", "Bà", "Ba", "Ô Môn", "Ơ", "Oa"]
    assert sorted(names, key=alphabetical) == [
        "An", "An Nhơn", "Ăn Mày", "Ân Thi", "Ba", "Bà", "Bả", "Dầu Tiếng", "Đà Bắc", "Oa", "Ô Môn", "Ơ",
    ]  # fmt: skip


def test_a_word_ends_before_any_letter_and_marks_stand_after_all() -> None:
    assert sorted(["Ana", "An-a", "An Nhơn", "An0"], key=alphabetical) == ["An Nhơn", "An0", "Ana", "An-a"]


@given(HEADERS, SECTIONS)
def test_whatever_a_header_leaves_out_there_is_a_citation(header: Header, above: list[Section]) -> None:
    for style in (cite, cite_in_full, cite_again):
        said = style(header, above, 3)
        assert said.endswith("đoạn 3")
        assert not said.startswith((",", " "))
        assert "None" not in said
