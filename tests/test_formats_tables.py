"""Rows that can be found and quoted with the names of their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office_files import p, table, tc, texts, write_docx
from tracuu.corpus.formats.tables import table_blocks
from tracuu.corpus.formats.word import read_docx


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["TT", "Xã"], ["1", "Tân Lập"]], ["TT: 1 | Xã: Tân Lập"]),
        ([["Cấp", "2022", "2023"], ["Tiểu học", "5", "6"]], ["Cấp: Tiểu học | 2022: 5 | 2023: 6"]),
        ([["Họ và tên", "Chức vụ"]], ["Họ và tên | Chức vụ"]),
        ([["3", "4"], ["5", "6"]], ["3 | 4", "5 | 6"]),
        ([["Đồng Mây", "Khe Hạ"], ["Tân Lập", "Ngọc Lâm"]], ["Đồng Mây | Khe Hạ", "Tân Lập | Ngọc Lâm"]),
        ([["TT", "Xã"], ["1", "A"], ["TT", "Xã"], ["2", "B"]], ["TT: 1 | Xã: A", "TT: 2 | Xã: B"]),
        ([["TT", "Xã", "Hộ"], ["", "", ""], ["I", "Núi", ""], ["1", "A", "4"]], ["I | Núi", "TT: 1 | Xã: A | Hộ: 4"]),
        ([["TT", "Năm", ""], ["", "2022", "2023"], ["1", "5", "6"]], ["TT: 1 | Năm / 2022: 5 | Năm / 2023: 6"]),
        ([["Chỉ tiêu:", "Kết quả"], ["Thu", "25\ntỷ đồng"]], ["Chỉ tiêu: Thu | Kết quả: 25 tỷ đồng"]),
        ([["TT", "Xã", "A", "B"], ["A", "B", "1", "2=3-1"], ["1", "C", "4", "5"]], ["TT: 1 | Xã: C | A: 4 | B: 5"]),
        ([["TT", "A", "B"], ["1", "2", "3"], ["2", "5", "6"]], ["TT: 1 | A: 2 | B: 3", "TT: 2 | A: 5 | B: 6"]),
        ([["TT", "A", "B"], ["1", "2", "3"], ["1", "5", "6"]], ["TT: 1 | A: 5 | B: 6"]),
        (
            [["TT", "A", "B"], ["1", "2", "3"], ["1", "5", "6"], ["TT", "A", "B"], ["1", "2", "3"], ["1", "8", "9"]],
            ["TT: 1 | A: 5 | B: 6", "TT: 1 | A: 8 | B: 9"],
        ),
        ([[], ["", ""]], []),
        ([], []),
    ],
)  # fmt: skip
def test_rows_say_the_names_of_their_columns(rows: list[list[str]], expected: list[str]) -> None:
    assert texts(table_blocks(rows, page=3)) == expected
    assert {block.page for block in table_blocks(rows, page=3)} <= {3}


def test_a_long_row_is_parted_between_its_cells() -> None:
    long = " ".join(["nâng cấp đường liên thôn"] * 45)
    blocks = table_blocks([["TT", "Nội dung", "Kết quả"], ["1", long, f"{long}\n{long}"]])
    assert [len(text) < 1300 for text in texts(blocks)] == [True, True, True]
    assert [text[:12] for text in texts(blocks)] == ["TT: 1 | Nội ", "Kết quả: nân", "Kết quả: nân"]


def test_a_large_table_that_speaks_of_signing_is_data() -> None:
    rows = [["Số: hộ", "Xã", "Thu", "Ghi chú"], ["1", "Tân Lập", "5", "KT giảm"]]
    assert texts(table_blocks(rows)) == ["Số: hộ: 1 | Xã: Tân Lập | Thu: 5 | Ghi chú: KT giảm"]
    assert texts(table_blocks([["TT", "Nhóm"], ["1", "KT - XH"]])) == ["TT: 1 | Nhóm: KT - XH"]


def test_a_header_that_the_format_marks_is_taken_with_what_parts_it() -> None:
    rows = [["Đồng Mây", "Khe Hạ", ""], ["", "Bản trên", "Bản dưới"], ["Tốt", "Khá", "Khá"]]
    assert texts(table_blocks(rows, header_rows=1)) == [
        "Đồng Mây: Tốt | Khe Hạ / Bản trên: Khá | Khe Hạ / Bản dưới: Khá"
    ]


@pytest.mark.parametrize(
    ("header", "around", "named"),
    [
        (["Thôn", "Chi tiết"], ["Bãi Sậy", ""], "Thôn: Bãi Sậy"),
        (["TT", "Xã", "Chi tiết hộ nghèo"], ["1", "Bình Lâm", ""], "TT: 1 | Xã: Bình Lâm"),
    ],
)
def test_rows_of_a_table_within_a_table_say_what_stands_around(
    tmp_path: Path, header: list[str], around: list[str], named: str
) -> None:
    inner = table(tc("Nguyên nhân") + tc("Số hộ"), tc("Thiếu đất") + tc("17"), tc("Ốm đau") + tc("9"))
    other = ["", *around[1:-1], ""] if len(around) > 2 else ["Bến Đình", ""]
    nested = f"<w:tc><w:tcPr/>{p('')}{inner}{p('')}</w:tc>"
    rows = ["".join(map(tc, header)), *("".join(map(tc, cells[:-1])) + nested for cells in (around, other))]
    read = texts(read_docx(write_docx(tmp_path / "a.docx", table(*rows))).blocks)
    assert read[:2] == [f"{named} | Nguyên nhân: Thiếu đất | Số hộ: 17", f"{named} | Nguyên nhân: Ốm đau | Số hộ: 9"]
    assert len(read) == 4
