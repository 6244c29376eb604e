"""Tables in plain text are rows, whether typed with tabs or set with spaces; what only stands apart stays text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.test_formats_pdf import LONG, at, lines, paragraph, write_pdf
from tracuu.corpus.formats.pdf import read_pdf
from tracuu.corpus.formats.text import parse_markdown


def rows(text: str) -> list[str]:
    return [block.lines[0] for block in parse_markdown(text, escapes=False) if block.kind == "row"]


SET_WITH_SPACES = """\
Biểu 1. Kết quả trồng rừng
TT   Nội dung                Kế hoạch   Kết quả
--   ---------------------   --------   -------
1    Trồng rừng phòng hộ     120        115
     ven biển
2    Chăm sóc rừng           1.200      1.180
3    Khoán bảo vệ            -          300
Ghi chú: số liệu đến 30/11.
"""


def test_columns_set_with_spaces_are_a_table() -> None:
    blocks = parse_markdown(SET_WITH_SPACES, escapes=False)
    assert [(block.kind, block.lines) for block in blocks] == [
        ("text", ("Biểu 1. Kết quả trồng rừng",)),
        ("row", ("TT: 1 | Nội dung: Trồng rừng phòng hộ ven biển | Kế hoạch: 120 | Kết quả: 115",)),
        ("row", ("TT: 2 | Nội dung: Chăm sóc rừng | Kế hoạch: 1.200 | Kết quả: 1.180",)),
        ("row", ("TT: 3 | Nội dung: Khoán bảo vệ | Kế hoạch: - | Kết quả: 300",)),
        ("text", ("Ghi chú: số liệu đến 30/11.",)),
    ]


def test_columns_typed_with_tabs_are_a_table() -> None:
    text = "TT\tTên xã\tSố hộ\tTỷ lệ (%)\n1\tTân Lập\t120\t3,5\n2\tNậm Lìa\t96\t\n\tTổng cộng\t216\t\nTiếp theo là."
    assert rows(text) == [
        "TT: 1 | Tên xã: Tân Lập | Số hộ: 120 | Tỷ lệ (%): 3,5",
        "TT: 2 | Tên xã: Nậm Lìa | Số hộ: 96",
        "Tổng cộng | Số hộ: 216",
    ]
    assert parse_markdown(text, escapes=False)[-1].lines == ("Tiếp theo là.",)


def test_a_header_of_two_lines_names_its_columns_whole() -> None:
    text = (
        "Tên xã          Số hộ     Số hộ\n                nghèo     cận nghèo\n"
        "Tân Lập         120       30\nNậm Lìa         96        12\nVăn Sơn         7         5\n"
    )
    assert rows(text)[0] == "Tên xã: Tân Lập | Số hộ nghèo: 120 | Số hộ cận nghèo: 30"


OF_PLACES = """\
TT   Nội dung             Đơn vị        Ghi chú
1    Trồng rừng           Xã Tân Lập    Đạt
     Chăm sóc rừng        Xã Nậm Lìa    Chưa đạt
     Khoán bảo vệ rừng    Xã Văn Sơn
     phòng hộ
2    - Làm đường          Xã Tân Lập    Đạt
     - Làm kè
     - Nạo vét mương      Xã Nậm Lìa
"""


def test_a_row_that_leaves_its_first_cell_empty_is_a_row() -> None:
    assert rows(OF_PLACES) == [
        "TT: 1 | Nội dung: Trồng rừng | Đơn vị: Xã Tân Lập | Ghi chú: Đạt",
        "Nội dung: Chăm sóc rừng | Đơn vị: Xã Nậm Lìa | Ghi chú: Chưa đạt",
        "Nội dung: Khoán bảo vệ rừng phòng hộ | Đơn vị: Xã Văn Sơn",
        "TT: 2 | Nội dung: - Làm đường | Đơn vị: Xã Tân Lập | Ghi chú: Đạt",
        "- Làm kè",
        "Nội dung: - Nạo vét mương | Đơn vị: Xã Nậm Lìa",
    ]


@pytest.mark.parametrize(
    "after",
    [
        "     Ghi chú: số liệu do các xã tổng hợp, tính đến hết ngày 30/11/2023.",
        "     Trong năm, các xã đã làm tốt công tác trồng rừng, chăm sóc rừng và khoán bảo vệ\nrừng phòng hộ ven biển.",
        "                                        Người lập biểu",
        "                                        Người lập\n                                        biểu",
        "                                        Người lập biểu\n--   ---------------------   --------   -------",
    ],
)
def test_an_indented_line_below_a_table_is_none_of_its_rows(after: str) -> None:
    text = SET_WITH_SPACES.replace("Ghi chú: số liệu đến 30/11.\n", after)
    whole = parse_markdown(text, escapes=False)
    assert [block.lines[0] for block in whole if block.kind == "row"] == rows(SET_WITH_SPACES)
    assert " ".join(whole[-1].lines) == " ".join(after.split("\n--")[0].split())


@pytest.mark.parametrize(
    "text",
    [
        "UBND XÃ A\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-UBND\t\tĐộc lập - Tự do - Hạnh phúc\n"
        "A\t\tA, ngày 1 tháng 2 năm 2020",
        "-\tMột là, cần  làm tốt hơn.\n-\tHai là, phải  làm xong.\n-\tBa là, còn  hạn chế.",
        "1.\tCấp ủy\tlãnh đạo.\n2.\tChính quyền điều hành.\n3.\tMặt trận\tgiám sát.",
        "Xã đã  làm  được việc\nnày và  đã  xong cả rồi\nnay còn  lại  một việc",
        "Tân Lập      120\nNậm Lìa      96\nVăn Sơn      7",
        "TM. ỦY BAN\tKT. CHỦ TỊCH\tKẾ TOÁN\n(Ký)\t(Ký)\t(Ký)\nA\tB\tC",
        "a\tb\tc\nd\te\tf",
        "\t".join(["Xã đã triển khai " * 20] * 3) + "\n" + "\t".join(["Xã " * 90] * 3) + "\n" + "\t".join("abc"),
    ],
)
def test_what_only_stands_apart_is_no_table(text: str) -> None:
    assert rows(text) == []


def test_nothing_of_a_table_is_lost() -> None:
    text = (
        "TT   Xã        Số hộ   Ghi chú\n1    Tân Lập   12      a | b\n2    Hạ        5       *x*\n3    Sơn       1\n"
    )
    assert rows(text) == [
        "TT: 1 | Xã: Tân Lập | Số hộ: 12 | Ghi chú: a | b",
        "TT: 2 | Xã: Hạ | Số hộ: 5 | Ghi chú: x",
        "TT: 3 | Xã: Sơn | Số hộ: 1",
    ]


def test_a_table_without_rules_keeps_the_names_of_its_columns_over_the_page(tmp_path: Path) -> None:
    places = (90, 140, 300, 420)
    first = [("TT", "Thôn", "Số hộ", "Hộ nghèo"), ("1", "Bản Sáo", "120", "14"), ("2", "Nậm Kha", "96", "9")]
    second = [("3", "Tà Lèng", "134", "21"), ("4", "Pá Hu", "77", "8"), ("5", "Khe Hạ", "58", "4")]
    body, _ = paragraph(120, f"{LONG}.")
    end, _ = paragraph(160, f"{LONG}.")

    def table(y: float, rows: Sequence[tuple[str, ...]]) -> list[str]:
        return [at(x, y + 20 * n, cell) for n, row in enumerate(rows) for x, cell in zip(places, row, strict=True)]

    pages = [[*body, *table(640, first)], [*table(80, second), *end]]
    blocks = read_pdf(write_pdf(tmp_path / "a.pdf", pages)).blocks
    assert lines(blocks) == [
        f"{LONG}.",
        "TT: 1 | Thôn: Bản Sáo | Số hộ: 120 | Hộ nghèo: 14",
        "TT: 2 | Thôn: Nậm Kha | Số hộ: 96 | Hộ nghèo: 9",
        "TT: 3 | Thôn: Tà Lèng | Số hộ: 134 | Hộ nghèo: 21",
        "TT: 4 | Thôn: Pá Hu | Số hộ: 77 | Hộ nghèo: 8",
        "TT: 5 | Thôn: Khe Hạ | Số hộ: 58 | Hộ nghèo: 4",
        f"{LONG}.",
    ]
