"""Citations in prose, and the documents that a report cites."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.headers import HEADERS, SECTIONS
from tracuu.corpus.citation import (
    alphabetical,
    cite,
    cite_again,
    cite_in_full,
    cite_report,
    cite_report_in_full,
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
    assert where(section("II"), section("1"), section("a")) == "điểm a mục II.1"
    assert where(section("1"), section("1.2")) == "mục 1.2"
    assert where(section(None, "Tồn tại")) == "mục “Tồn tại”"
    assert where(section("II"), section(None, "Tồn tại")) == "mục II, mục “Tồn tại”"


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


def test_the_list_of_sources_has_each_report_once_by_issuer_date_and_number() -> None:
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
