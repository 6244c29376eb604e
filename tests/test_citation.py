"""Citations in prose, and the documents that a report cites."""

from __future__ import annotations

from corpus.citation import cite, prose_date
from corpus.report import Header, Section

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
