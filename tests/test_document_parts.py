"""A document divided: letterhead, type, title, kính gửi, body, nơi nhận and signature, each from where to where."""

from __future__ import annotations

import pytest

from tracuu.corpus.blocks import Block, BlockKind
from tracuu.corpus.header.closing import closing_span, recipients, unmerged
from tracuu.corpus.header.extent import Parts, divide
from tracuu.corpus.header.letterhead import (
    SECRECY,
    URGENCY,
    capitals_whole,
    cells,
    is_formal,
    is_motto,
    motto_span,
    number_of,
    stamp_of,
)
from tracuu.corpus.header.opening import read_opening, without_lines

MATTER = "Các thôn, bản trong xã đã làm xong những việc được giao từ đầu năm, kể cả việc sửa đường và nạo vét mương."


def blocks(text: str) -> list[Block]:
    """A block for each paragraph of `text`, parted by blank lines."""
    return [Block(tuple(paragraph.split("\n"))) for paragraph in text.split("\n\n")]


def lines(found: tuple[Block, ...] | list[Block]) -> list[str]:
    return [line for block in found for line in block.lines]


def divided(text: str) -> Parts:
    return divide(blocks(text))


def body_of(text: str) -> list[str]:
    """The body of a report that begins with `text`."""
    return lines(divided(f"BÁO CÁO\nKết quả năm 2022\n\n{text}").body)


@pytest.mark.parametrize(
    ("addressed", "addressees", "body"),
    [
        ("Kính gửi: UBND huyện Sơn Bằng", ["UBND huyện Sơn Bằng"], []),
        ("Kính gửi: Sở Nội vụ; Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"], []),
        ("Kính gửi: Các xã; các HTX,", ["Các xã", "các HTX"], []),
        ("Kính gửi:\n- Sở Nội vụ;\n+ Sở Y tế;\n• Ban Dân tộc.", ["Sở Nội vụ", "Sở Y tế", "Ban Dân tộc"], []),
        ("Kính gửi:\n\n- Sở Nội vụ;\n\n- Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"], []),
        ("Kính gửi: Ủy ban nhân dân\nhuyện Sơn Bằng", ["Ủy ban nhân dân huyện Sơn Bằng"], []),
        ("Kính gửi: Ủy ban nhân dân\n\nhuyện Sơn Bằng", ["Ủy ban nhân dân huyện Sơn Bằng"], []),
        ("Kính gửi: Sở Nội vụ\nCông an huyện", ["Sở Nội vụ", "Công an huyện"], []),
        # what follows begins the body
        ("Kính gửi: Sở Nội vụ\n\nXã đã làm xong.", ["Sở Nội vụ"], ["Xã đã làm xong."]),
        ("Kính gửi: Sở Nội vụ.\nXã đã làm xong.", ["Sở Nội vụ"], ["Xã đã làm xong."]),
        ("Kính gửi: Sở Nội vụ.\nvà các xã.", ["Sở Nội vụ"], ["và các xã."]),
        ("Kính gửi: Sở Nội vụ;\nvà các xã.", ["Sở Nội vụ", "và các xã"], []),
        ("Kính gửi các đơn vị:\nXã đã làm xong.", ["các đơn vị:"], ["Xã đã làm xong."]),
        ("Kính gửi: Sở Nội vụ\n1. Kết quả", ["Sở Nội vụ"], ["1. Kết quả"]),
        ("Kính gửi: Sở Nội vụ\nI. KẾT QUẢ\n- Đã xong;", ["Sở Nội vụ"], ["I. KẾT QUẢ", "- Đã xong;"]),
        ("Kính gửi: Sở Nội vụ\nThực hiện kế hoạch,", ["Sở Nội vụ"], ["Thực hiện kế hoạch,"]),
        ("Kính gửi:\n- Sở Nội vụ;\n- Phòng Y tế.", ["Sở Nội vụ", "Phòng Y tế"], []),
        (f"Kính gửi: Sở Nội vụ\n{MATTER}", ["Sở Nội vụ"], [MATTER]),
        (f"Kính gửi: Sở Nội vụ;\n{MATTER}", ["Sở Nội vụ", MATTER.rstrip(".")], []),
        (f"Kính gửi:\n- Sở Nội vụ\n- {MATTER}", ["Sở Nội vụ", MATTER.rstrip(".")], []),
        (f"Kính gửi: Sở Nội vụ;\n{MATTER} {MATTER}", ["Sở Nội vụ"], [f"{MATTER} {MATTER}"]),
        (f"Kính gửi: Sở Nội vụ;\n{'X' * 160}", ["Sở Nội vụ", "X" * 160], []),
        (f"Kính gửi: Sở Nội vụ;\n{'X' * 161}", ["Sở Nội vụ"], ["X" * 161]),
        (f"Kính gửi:\n- Sở Nội vụ;\n- {MATTER} {MATTER}", ["Sở Nội vụ"], [f"- {MATTER} {MATTER}"]),
        ("Kính gửi: Sở Nội vụ.\n\n- Đã xong;", ["Sở Nội vụ"], ["- Đã xong;"]),
        ("Kính gửi: Sở Nội vụ\n\n- Sở Y tế;\nĐã xong.", ["Sở Nội vụ", "Sở Y tế"], ["Đã xong."]),
    ],
)
def test_addressees_and_where_the_body_begins(addressed: str, addressees: list[str], body: list[str]) -> None:
    found = divided(f"BÁO CÁO\nKết quả năm 2022\n\n{addressed}\n\nHết.")
    assert list(found.addressees) == addressees
    assert lines(found.body) == [*body, "Hết."]


def test_without_a_kinh_gui_there_are_no_addressees() -> None:
    found = divided("BÁO CÁO\nKết quả năm 2022\n\nI. KẾT QUẢ\n\nKính gửi: Sở Nội vụ")
    assert found.addressees == ()
    assert lines(found.body) == ["I. KẾT QUẢ", "Kính gửi: Sở Nội vụ"]
    assert divided("BÁO CÁO").addressees == ()


MOTTO_LINE = "Độc lập - Tự do - Hạnh phúc"
DATE_LINE = "Sơn Bằng, ngày 3 tháng 1 năm 2020"


def test_motto_and_date_below_the_addressee_are_of_the_letterhead() -> None:
    found = divided(f"BÁO CÁO\nKết quả năm 2022\n\nKính gửi: Sở Y tế\n\n{MOTTO_LINE}\n{DATE_LINE}\nHết.\n\nXong.")
    assert lines(found.letterhead) == [MOTTO_LINE, DATE_LINE]
    assert lines(found.body) == ["Hết.", "Xong."]
    assert [len(block.lines) for block in found.body] == [1, 1]
    whole_block = divided(f"BÁO CÁO\nKết quả năm 2022\n\nKính gửi: Sở Y tế\n\n{DATE_LINE}\n\nHết.\nXong.")
    assert lines(whole_block.letterhead) == [DATE_LINE]
    assert lines(whole_block.body) == ["Hết.", "Xong."]


def test_what_only_looks_like_a_motto_or_date_stays_in_the_body() -> None:
    going_on = f"{DATE_LINE}, xã họp."
    far = "Một.\n\nHai.\n\nBa.\n\nBốn."
    long = f"Độc lập - Tự do - Hạnh phúc, {'rất ' * 10}quý."
    assert body_of(f"Một.\n\n{going_on}") == ["Một.", going_on]
    assert body_of(f"Một.\n\n{long}") == ["Một.", long]
    assert body_of(f"{far}\n\n{DATE_LINE}")[-1] == DATE_LINE
    assert body_of(f"Một.\n\nHai.\n\nBa.\n\n{DATE_LINE}") == ["Một.", "Hai.", "Ba."]


GROUNDS = "Căn cứ Luật Nước sạch ngày 3/2/2020;"


@pytest.mark.parametrize("formula", ["QUYẾT ĐỊNH:", "QUYẾT ĐỊNH", "Quyết định:", "RA QUYẾT ĐỊNH :", "NAY BAN HÀNH:"])
def test_the_enacting_formula_is_no_body(formula: str) -> None:
    for between in ("\n", "\n\n"):
        text = between.join((GROUNDS, formula, "Điều 1. Lập đội.", "Điều 2. Hết."))
        body = divided(f"QUYẾT ĐỊNH\nVề đội\n\n{text}").body
        assert lines(body) == [GROUNDS, "Điều 1. Lập đội.", "Điều 2. Hết."]
        assert len(body) == (1 if between == "\n" else 3)


def test_what_is_no_enacting_formula_stays() -> None:
    for line in ("Quyết định", "QUYẾT ĐỊNH SỐ 5:", "quyết định: lập đội"):
        text = f"QUYẾT ĐỊNH\nVề đội\n\n{GROUNDS}\n\n{line}\n\nĐiều 1. Lập đội."
        assert line in lines(divided(text).body)
    assert body_of("Chủ tịch xã đã ký\n\nQUYẾT ĐỊNH:") == ["Chủ tịch xã đã ký", "QUYẾT ĐỊNH:"], "no report enacts"
    for before, kept in ((60, False), (61, True)):
        grounds = "\n\n".join([GROUNDS] * before)
        body = lines(divided(f"QUYẾT ĐỊNH\nVề đội\n\n{grounds}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Lập đội.").body)
        assert ("QUYẾT ĐỊNH:" in body) is kept


def test_the_closing_is_cut_out_of_blocks_and_what_follows_it_is_body() -> None:
    text = "Một.\nNơi nhận:\n- Như trên;\n\nCHỦ TỊCH\nLò Văn Phín\nDANH SÁCH\nMế A\n\nMế B"
    found = divided(f"BÁO CÁO\nKết quả năm 2022\n\n{text}")
    assert lines(found.closing) == ["Nơi nhận:", "- Như trên;", "CHỦ TỊCH", "Lò Văn Phín"]
    assert [block.lines for block in found.body] == [("Một.",), ("DANH SÁCH", "Mế A"), ("Mế B",)]
    open_end = divided("BÁO CÁO\nKết quả năm 2022\n\nMột.\n\nHai.")
    assert (lines(open_end.body), open_end.closing) == (["Một.", "Hai."], ())


def test_blocks_without_their_first_lines() -> None:
    two = [Block(("a", "b")), Block(("c",), bold=True)]
    assert without_lines(two, 0) == two
    assert without_lines(two, 1) == [Block(("b",)), two[1]]
    assert without_lines(two, 2) == [two[1]]
    assert without_lines(two, 3) == []
    assert without_lines([], 2) == []


# --- closings


LONG = "x" * 161


@pytest.mark.parametrize(
    ("closing", "span"),
    [
        ("Một.|Nơi nhận:|- Như trên;|CHỦ TỊCH|Lò Văn Phín", (1, 5)),
        ("Một.|TM. UBND XÃ|CHỦ TỊCH|Lò Văn Phín|Nơi nhận:|- Như trên.", (1, 6)),
        ("Một.|Hai.", None),
        ("", None),
        # an attachment ends it: after the signer's name, or a phụ lục in any case, two lines down
        ("Một.|CHỦ TỊCH|Lò Văn Phín|DANH MỤC|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|BÁO CÁO|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|(Kèm theo Quyết định số 5)|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|(Ban hành kèm theo Quyết định)|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|Chương I|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|Điều 1. Phạm vi|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|KẾ HOẠCH LÀM ĐƯỜNG|Một", (1, 3)),
        ("Một.|CHỦ TỊCH|DANH MỤC|Một", (1, 4)),
        ("Một.|CHỦ TỊCH|Lò Văn Phín|Danh mục|Một", (1, 5)),
        ("Một.|Nơi nhận:|- Như trên;|Phụ lục|Một", (1, 3)),
        ("Một.|Nơi nhận:|Phụ lục|Một", (1, 4)),
        # no closing where the body goes on
        (f"Nơi nhận:|{LONG}|Một.", None),
        (f"CHỦ TỊCH|Lò Văn Phín|{LONG}", None),
        (f"Nơi nhận:|{LONG[1:]}|Một.", (0, 3)),
        (f"CHỦ TỊCH|Lò Văn Phín|{LONG}|GIÁM ĐỐC|Mế Văn Ba", (3, 5)),
        ("Nơi nhận:" + "|- Xã;" * 39, (0, 40)),
        ("Nơi nhận:" + "|- Xã;" * 40, None),
        ("CHỦ TỊCH|Lò Văn Phín" + "|Một" * 40 + "|DANH MỤC" + "|Một" * 5, None),
        ("CHỦ TỊCH|Lò Văn Phín" + "|Một" * 39 + "|DANH MỤC" + "|Một" * 5, (0, 41)),
    ],
)
def test_where_a_closing_begins_and_ends(closing: str, span: tuple[int, int] | None) -> None:
    assert closing_span(closing.split("|")) == span


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("- Như trên;", ["- Như trên;"]),
        ("Nơi nhận: TM. ỦY BAN NHÂN DÂN", ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"]),
        ("Nơi nhận:", ["Nơi nhận:"]),
        ("- Như trên; KT. CHỦ TỊCH", ["- Như trên;", "KT. CHỦ TỊCH"]),
        ("- Như trên;KT. CHỦ TỊCH", ["- Như trên;", "KT. CHỦ TỊCH"]),
        ("+ Như trên; CHỦ TỊCH", ["+ Như trên;", "CHỦ TỊCH"]),
        ("• Như trên; CHỦ TỊCH", ["• Như trên;", "CHỦ TỊCH"]),
        ("- Như trên; KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["- Như trên;", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT. BỘ TRƯỞNG THỨ TRƯỞNG Lò Văn Phín", ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lò Văn Phín"]),
        ("CHỦ TỊCH (Đã ký) Lò Văn Phín", ["CHỦ TỊCH", "Lò Văn Phín"]),
        ("XÃ HỘI Lò Văn Phín", ["XÃ HỘI Lò Văn Phín"]),
        ("TM. UBND XÃ TM. ĐẢNG ỦY", ["TM. UBND XÃ", "TM. ĐẢNG ỦY"]),
        ("CHỦ TỊCH GIÁM ĐỐC", ["CHỦ TỊCH", "GIÁM ĐỐC"]),
        ("- Như trên; | CHỦ TỊCH | Lò Văn Phín", ["- Như trên;", "CHỦ TỊCH", "Lò Văn Phín"]),
        ("Nơi nhận: | KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["Nơi nhận:", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)
def test_columns_that_ran_together(line: str, columns: list[str]) -> None:
    assert unmerged([line]) == columns
    assert unmerged(["Một", line, "Hai"]) == ["Một", *columns, "Hai"]


@pytest.mark.parametrize(
    ("closing", "named"),
    [
        ("Nơi nhận:|- Như trên;|- Lưu: VT.|CHỦ TỊCH|Lò Văn Phín", ("Như trên", "Lưu: VT")),
        ("Nơi nhận: Như trên;|CHỦ TỊCH", ("Như trên",)),
        ("Nơi nhận:|- Các HTX;|- Lưu: VT;", ("Các HTX", "Lưu: VT")),
        ("Nơi gửi:|+ Như trên;|• Sở Y tế;|✓ Lưu: VT.", ("Như trên", "Sở Y tế", "Lưu: VT")),
        ("Nơi nhận:|Như trên;|Sở Y tế;|Lưu: VT.", ("Như trên", "Sở Y tế", "Lưu: VT")),
        ("Nơi nhận:|Như trên|Sở Y tế", ("Như trên", "Sở Y tế")),
        # wrapped lines
        ("Nơi nhận:|- Thường trực|Huyện ủy;|- Lưu: VT.", ("Thường trực Huyện ủy", "Lưu: VT")),
        ("Nơi nhận:|+ Thường trực|Huyện ủy;", ("Thường trực Huyện ủy",)),
        ("Nơi nhận:|Sở Y tế|và các xã;|(để b/c)", ("Sở Y tế và các xã", "(để b/c)")),
        ("Nơi nhận:|Sở Y tế|(để b/c);|Lưu: VT.", ("Sở Y tế (để b/c)", "Lưu: VT")),
        ("Nơi nhận:|- Sở Y tế;|Sở Nội vụ;", ("Sở Y tế", "Sở Nội vụ")),
        ("Nơi nhận: - Thường trực|Huyện ủy;", ("Thường trực Huyện ủy",)),
        ("Nơi nhận:|- Chủ tịch, các Phó|Chủ Tịch Huyện;", ("Chủ tịch, các Phó Chủ Tịch Huyện",)),
        ("Nơi nhận:|- Phòng Y tế,|Phòng Nội Vụ", ("Phòng Y tế, Phòng Nội Vụ",)),
        ("Nơi nhận:|- Lưu VT|Lò Văn Phín", ("Lưu VT", "Lò Văn Phín")),
        # beside and below the signature
        ("Nơi nhận:|CHỦ TỊCH|- Như trên;|Lò Văn Phín|- Lưu: VT.", ("Như trên", "Lưu: VT")),
        ("Nơi nhận:|- Sở Y tế và|CHỦ TỊCH|các xã;", ("Sở Y tế và các xã",)),
        ("Nơi nhận:|- Sở Y tế;|CHỦ TỊCH|các xã;", ("Sở Y tế",)),
        ("Nơi nhận:|- Sở Y tế,|CHỦ TỊCH|các xã;", ("Sở Y tế",)),
        ("Nơi nhận:|- Sở Y tế.|CHỦ TỊCH|các xã;", ("Sở Y tế",)),
        ("Nơi nhận:|- Sở Y tế và|CHỦ TỊCH|các xã", ("Sở Y tế và",)),
        ("Nơi nhận:|- Sở Y tế|CHỦ TỊCH|- các xã;", ("Sở Y tế", "các xã")),
        ("CHỦ TỊCH|- Như trên;|Lò Văn Phín", ()),
        ("Nơi nhận:|- Như trên;|DANH MỤC|Một", ("Như trên",)),
        ("Nơi nhận:|CHỦ TỊCH|Lò Văn Phín", ()),
        ("", ()),
    ],
)
def test_recipients(closing: str, named: tuple[str, ...]) -> None:
    assert recipients(closing.split("|")) == named


# --- letterheads


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("UBND XÃ NẬM LÌA", ["UBND XÃ NẬM LÌA"]),
        ("CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        (
            "CHÍNH PHỦ - CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 5/NĐ-CP",
            ["CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 5/NĐ-CP"],
        ),
        ("Số: 86/2002/NĐ-CP Hà Nội, ngày 5 tháng 1 năm 2002", ["Số: 86/2002/NĐ-CP", "Hà Nội, ngày 5 tháng 1 năm 2002"]),
        ("Số: 86/2002/NĐ-CP; ngày 5", ["Số: 86/2002/NĐ-CP", "ngày 5"]),
        ("Số: 86/2002/NĐ-CP", ["Số: 86/2002/NĐ-CP"]),
        ("Số: 845/BC-", ["Số: 845/BC-"]),
        ("UBND XÃ Số: 5/BC-UBND Nậm Lìa, ngày 3/2/2020", ["UBND XÃ", "Số: 5/BC-UBND", "Nậm Lìa, ngày 3/2/2020"]),
        ("QUỐC HỘI Luật số: 36/2009/QH12", ["QUỐC HỘI", "Luật số: 36/2009/QH12"]),
        ("TỈNH ỦY Số 5 -BC/TU", ["TỈNH ỦY", "Số 5 -BC/TU"]),
        ("(Kèm theo Số: 5/BC-UBND)", ["(Kèm theo Số: 5/BC-UBND)"]),
        ("Kính gửi: Phòng Số: 5/A", ["Kính gửi: Phòng Số: 5/A"]),
        ("V/v họp quý 2 Nậm Lìa, ngày 3 tháng 2 năm 2020", ["V/v họp quý 2", "Nậm Lìa, ngày 3 tháng 2 năm 2020"]),
        ("V/v họp quý 2 TP. Huế, ngày tháng năm 2020", ["V/v họp quý 2", "TP. Huế, ngày tháng năm 2020"]),
        ("Nậm Lìa, ngày 3 tháng 2 năm 2020", ["Nậm Lìa, ngày 3 tháng 2 năm 2020"]),
        ("SỞ Y TẾ TỐI MẬT", ["SỞ Y TẾ", "TỐI MẬT"]),
        ("SỞ Y TẾ HỎA TỐC", ["SỞ Y TẾ", "HỎA TỐC"]),
        ("HỎA TỐC", ["HỎA TỐC"]),
        ("UBND XÃ ------ MẬT", ["UBND XÃ MẬT"]),
        ("UBND XÃ | Một", ["UBND XÃ Một"]),
        ("-----", ["-----"]),
        ("Căn cứ Luật Số: 5/2020/QH14", ["Căn cứ Luật Số: 5/2020/QH14"]),
        ("CĂN CỨ LUẬT Số: 5/2020/QH14", ["CĂN CỨ LUẬT Số: 5/2020/QH14"]),
        (f"{'x' * 140} Số: 5/BC-UBND", [f"{'x' * 140} Số: 5/BC-UBND"]),
        (f"{'x' * 130} Số: 5/BC-UBND", ["x" * 130, "Số: 5/BC-UBND"]),
        (f"{'x' * 290} -----  ---", [f"{'x' * 290} -----  ---"]),
        (f"{'x' * 286} -----", ["x" * 286]),
    ],
)  # fmt: skip
def test_cells_of_a_letterhead(line: str, cut: list[str]) -> None:
    assert cells(line) == cut


def test_where_a_motto_stands() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto_span(motto) == (0, len(motto))
    assert motto_span(f"QUỐC HỘI {motto} Số") == (9, 9 + len(motto))
    assert motto_span(f"NƯỚC {motto}") == (0, 5 + len(motto)), "“nước” before it is of it"
    assert motto_span("CỌNG HÒA XA HỘI CHỦ NGHIA VIẸT NAM") is not None, "accents do not count"
    assert motto_span("CỘNG HÒA XÃ HỘI CHỦ") == (0, 19), "cut off by the end of the line"
    assert motto_span("CÔNG HÒA XÂ HQI CHÙ NGHIE VIET NAM") is not None, "two words misread"
    assert motto_span("CÔNG HÒA XÂ HQI CHÙ NGHIE VIET NEM") is None, "three"
    assert motto_span("phát triển xã hội chủ nghĩa ở Việt Nam") is None, "its words, but not from its beginning"
    assert motto_span("UBND XÃ NẬM LÌA") is None
    assert motto_span("") is None


@pytest.mark.parametrize(
    ("line", "motto"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("* Độc lập - Tự do - Hạnh phúc *", True),
        ("Độc lập - Tự do - Hạnh phúc ...", False),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", True),
        ("VIỆT NAM", True),
        ("- Hạnh phúc.", True),
        ("ĐOÀN TNCS HỒ CHÍ MINH", True),
        ("QUỐC HỘI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", False),
        ("Độc lập - Tự do - Hạnh phúc là khẩu hiệu", False),
        ("UBND XÃ NẬM LÌA", False),
        ("Hạnh phúc gia đình", False),
    ],
)
def test_lines_of_a_motto_alone(line: str, motto: bool) -> None:
    assert is_motto(line) is motto


@pytest.mark.parametrize(
    ("line", "secrecy", "urgency"),
    [
        ("MẬT", "Mật", None),
        ("[TỐI MẬT]", "Tối mật", None),
        ("TUYỆT MẬT", "Tuyệt mật", None),
        ("KHẨN", None, "Khẩn"),
        ("THƯỢNG KHẨN", None, "Thượng khẩn"),
        ("Hỏa tốc", None, None),
        ("HỎA TỐC", None, "Hỏa tốc"),
        ("HOẢ TỐC", None, "Hỏa tốc"),
        ("Độ khẩn: Khẩn", None, "Khẩn"),
        ("Độ mật: mật.", "Mật", None),
        ("HỎA TỐC: 15h ngày 3", None, "Hỏa tốc"),
        ("Mật", None, None),
        ("mật ong", None, None),
        ("MẬT" + " " * 55 + "MẬT", None, None),
        (" " * 57 + "MẬT", "Mật", None),
        (" " * 58 + "MẬT", None, None),
    ],
)
def test_stamps_alone_on_their_line(line: str, secrecy: str | None, urgency: str | None) -> None:
    assert (stamp_of(line, SECRECY), stamp_of(line, URGENCY)) == (secrecy, urgency)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Số: 86/2002/NĐ-CP", "86/2002/NĐ-CP"),
        ("Số: 86 / 2002 / NĐ – CP", "86/2002/NĐ-CP"),
        ("Số: 4321 TCT/NV1", "4321 TCT/NV1"),
        ("Số 45 -BC/HU", "45-BC/HU"),
        ("Số: 12/qđ-ubnd", "12/QĐ-UBND"),
        ("số: 12/qđ-ttg", "12/QĐ-TTg"),
        ("SỐ: 12/QĐ-TTG", "12/QĐ-TTg"),
        ("Số: 5/BC-", "5/BC"),
        ("Số:     /BC-UBND", ""),
        ("Số: 5", None),
        ("UBND XÃ", None),
    ],
)
def test_numbers_of_a_letterhead(cell: str, number: str | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize(
    ("cell", "formal"),
    [
        ("VIỆT NAM", True), ("MẬT", True), ("KHẨN", True), ("Nậm Lìa, ngày 3", True), ("Số: 5", True),
        ("Luật số 5", True), ("Số 5-BC/HU", True), ("V/v họp", True), ("Về việc họp", True), ("ngày 3", True),
        ("* * *", True), ("(dự thảo)", True), ("Nậm Lìa ngày 3 tháng 2 năm 2020", True),
        ("UBND XÃ", False), ("Số liệu", False), ("Phòng Số", False),
    ],
)  # fmt: skip
def test_cells_that_name_no_agency(cell: str, formal: bool) -> None:
    assert is_formal(cell) is formal


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("QUYếT ĐịNH", "QUYẾT ĐỊNH"), ("CHủ TịCH", "CHỦ TỊCH"), ("Sở KH&ĐT", "Sở KH&ĐT"), ("Số", "Số"),
        ("BÁO CÁO", "BÁO CÁO"), ("Báo cáo", "Báo cáo"), ("ĐộC LậP", "ĐỘC LẬP"), ("Bộ Y", "Bộ Y"),
        ("A B ế", "A B ế"), ("Ủỷ", "Ủỷ"), ("QĐ số", "QĐ số"),
    ],
)  # fmt: skip
def test_capitals_of_old_fonts(line: str, whole: str) -> None:
    assert capitals_whole(line) == whole


# --- openings


HEAD = "UBND XÃ NẬM LÌA\nSố: 5/BC-UBND\nNậm Lìa, ngày 3 tháng 2 năm 2020"
LONG_LINE = "Ủy ban nhân dân xã đã tổ chức họp các thôn, bản để bàn việc sửa đường, nạo vét mương và trồng cây đầu năm"


@pytest.mark.parametrize(
    ("below", "title", "rest"),
    [
        ("Kết quả năm 2022\nvà kế hoạch\n\nI. KẾT QUẢ", ["Kết quả năm 2022", "và kế hoạch"], ["I. KẾT QUẢ"]),
        ("Kết quả năm 2022\n\nvà kế hoạch\n\nĐã xong", ["Kết quả năm 2022", "và kế hoạch"], ["Đã xong"]),
        ("Kết quả năm 2022 và\n\nKế hoạch\n\nĐã xong", ["Kết quả năm 2022 và", "Kế hoạch"], ["Đã xong"]),
        ("Kết quả năm 2022\n\nKế hoạch\n\nĐã xong", ["Kết quả năm 2022"], ["Kế hoạch", "Đã xong"]),
        ("Kết quả\nNgười dân vui.\nHết", ["Kết quả"], ["Người dân vui.", "Hết"]),
        ("Kết quả\nngười dân gồm:\nHết", ["Kết quả"], ["người dân gồm:", "Hết"]),
        ("Kết quả\nngười dân;\nHết", ["Kết quả"], ["người dân;", "Hết"]),
        ("Kết quả\n- người dân\nHết", ["Kết quả"], ["- người dân", "Hết"]),
        ("Kết quả\n+ người dân\nHết", ["Kết quả"], ["+ người dân", "Hết"]),
        ("Kết quả\n1. Người dân\nHết", ["Kết quả"], ["1. Người dân", "Hết"]),
        ("Kết quả\nKính gửi: Sở Y tế\nHết", ["Kết quả"], ["Kính gửi: Sở Y tế", "Hết"]),
        (f"Kết quả\n{LONG_LINE}\nHết", ["Kết quả"], [LONG_LINE, "Hết"]),
        (f"{LONG_LINE}\n\nHết.", [LONG_LINE], ["Hết."]),
        (f"Kết quả\n{LONG_LINE[:85]}\n\nHết.", ["Kết quả", LONG_LINE[:85]], ["Hết."]),
        (f"Kết quả\n{'x' * 161}\nHết", ["Kết quả"], ["x" * 161, "Hết"]),
        (f"Kết quả\n{'x' * 160}\n\nHết.", ["Kết quả", "x" * 160], ["Hết."]),
        # notes under the title stand in no title
        ("Kết quả\n\n(Số liệu đến ngày 3/2)\n\nHết.", ["Kết quả"], ["Hết."]),
        ("Kết quả\n\n(Số liệu\nđến ngày 3/2)\n\nHết.", ["Kết quả"], ["Hết."]),
        ("Kết quả\n\n(a)\n\nHết.", ["Kết quả"], ["(a)", "Hết."]),
        # whatever stands above a kính gửi is of the title
        ("Kết quả\n\nTình hình mưa lũ\n\nKính gửi: Sở Y tế", ["Kết quả", "Tình hình mưa lũ"], ["Kính gửi: Sở Y tế"]),
        ("Kết quả\n\nMưa\n\n(Đến ngày 3/2)\n\nKính gửi: Sở", ["Kết quả", "Mưa"], ["Kính gửi: Sở"]),
        ("Kết quả\n\nMưa:\n\nKính gửi: Sở", ["Kết quả"], ["Mưa:", "Kính gửi: Sở"]),
        ("Kết quả\n\nMưa!\n\nKính gửi: Sở", ["Kết quả"], ["Mưa!", "Kính gửi: Sở"]),
        ("Kết quả\n\nI. MƯA\n\nKính gửi: Sở", ["Kết quả"], ["I. MƯA", "Kính gửi: Sở"]),
        (f"Kết quả\n\nM{'x' * 299}\n\nKính gửi: Sở", ["Kết quả", "M" + "x" * 299], ["Kính gửi: Sở"]),
        (f"Kết quả\n\nM{'x' * 300}\n\nKính gửi: Sở", ["Kết quả"], ["M" + "x" * 300, "Kính gửi: Sở"]),
        ("Kết quả\n\n" + "Mưa.\n" * 5 + "Kính gửi: Sở", ["Kết quả", *["Mưa."] * 5], ["Kính gửi: Sở"]),
        ("Kết quả\n\n" + "Mưa.\n" * 6 + "Kính gửi: Sở", ["Kết quả", *["Mưa."] * 6], ["Kính gửi: Sở"]),
        ("Kết quả\n\n" + "Mưa.\n" * 7 + "Kính gửi: Sở", ["Kết quả"], [*["Mưa."] * 7, "Kính gửi: Sở"]),
        ("", [], []),
    ],
)  # fmt: skip
def test_the_title_and_where_it_ends(below: str, title: list[str], rest: list[str]) -> None:
    opening = read_opening(blocks(f"{HEAD}\n\nBÁO CÁO" + (f"\n{below}" if below else "")))
    assert opening.doc_type == "Báo cáo"
    assert lines(opening.letterhead)[:3] == HEAD.split("\n")
    assert list(opening.title) == title
    assert lines(opening.rest) == rest


def test_a_decisions_title_in_capitals_goes_on_in_capitals() -> None:
    opening = read_opening(blocks("QUYẾT ĐỊNH VỀ GIẾNG\n\nLÀNG CHÀI\n\nXã họp\n\nĐã xong."))
    assert (opening.title, lines(opening.rest)) == (("VỀ GIẾNG", "LÀNG CHÀI"), ["Xã họp", "Đã xong."])
    opening = read_opening(blocks("QUYẾT ĐỊNH\n\nVỀ GIẾNG\n\nLÀNG CHÀI\n\nXã họp"))
    assert (opening.title, lines(opening.rest)) == (("VỀ GIẾNG", "LÀNG CHÀI"), ["Xã họp"])
    opening = read_opening(blocks("BÁO CÁO\n\nVỀ GIẾNG\n\nLÀNG CHÀI\n\nXã họp"))
    assert (opening.title, lines(opening.rest)) == (("VỀ GIẾNG",), ["LÀNG CHÀI", "Xã họp"])
    opening = read_opening(blocks("QUYẾT ĐỊNH\n\n" + "LÀNG\n\n" * 7 + "Xã họp"))
    assert (opening.title, lines(opening.rest)) == (("LÀNG",) * 6, ["LÀNG", "Xã họp"])


def test_an_issuer_alone_on_the_types_line_is_no_title() -> None:
    opening = read_opening(blocks("NGHỊ ĐỊNH CỦA CHÍNH PHỦ\n\nVề nước sạch\n\nXã họp"))
    assert (opening.title, opening.attribution.issuer) == (("Về nước sạch",), "Chính phủ")
    assert lines(opening.rest) == ["Xã họp"]


def test_notes_under_the_title_are_kept_with_the_letterhead() -> None:
    for note in ("(Số liệu đến ngày 3/2)", "(Số liệu\nđến ngày 3/2)"):
        opening = read_opening(blocks(f"{HEAD}\n\nBÁO CÁO\nKết quả\n\n{note}\n\nHết."))
        assert lines(opening.letterhead)[3:] == note.split("\n")
    opening = read_opening(blocks(f"{HEAD}\n\nBÁO CÁO\nKết quả\n\n(Đến ngày 3/2)\n\nKính gửi: Sở"))
    assert lines(opening.letterhead)[3:] == ["(Đến ngày 3/2)"]


@pytest.mark.parametrize(
    ("kind", "bold", "goes_on"),
    [("text", True, True), ("heading", False, True), ("text", False, False), ("row", True, False)],
)
def test_a_title_goes_on_in_a_bold_paragraph_or_a_heading_and_never_in_a_table(
    kind: BlockKind, bold: bool, goes_on: bool
) -> None:
    below = Block(("Kế hoạch",), kind, bold)
    opening = read_opening([Block(("BÁO CÁO",)), Block(("Kết quả",), bold=True), below, Block(("Hết.",))])
    assert list(opening.title) == ["Kết quả", *(["Kế hoạch"] if goes_on else [])]


def test_the_type_in_a_cell_beside_others() -> None:
    opening = read_opening([Block(("UBND XÃ", f"Số: 5/BC {MOTTO_LINE} BÁO CÁO", "Kết quả"))])
    assert (opening.doc_type, opening.title) == ("Báo cáo", ("Kết quả",))
    assert lines(opening.letterhead) == ["UBND XÃ", "Số: 5/BC", MOTTO_LINE]


@pytest.mark.parametrize(("above", "found"), [(40, True), (41, False)])
def test_the_type_is_looked_for_in_the_first_lines(above: int, found: bool) -> None:
    for between in ("\n", "\n\n"):
        opening = read_opening(blocks(between.join(["Dòng đầu"] * above + ["BÁO CÁO"])))
        assert (opening.doc_type == "Báo cáo") is found


def test_no_type_stands_below_grounds_or_the_addressee_of_a_letter() -> None:
    for line in ("Căn cứ Luật Nước sạch;", "V/v họp\nKính gửi: Sở Y tế"):
        assert read_opening(blocks(f"UBND XÃ\n{line}\nBÁO CÁO\nKết quả")).doc_type is None
    assert read_opening(blocks("UBND XÃ\nKính gửi: Sở Y tế\nBÁO CÁO\nKết quả")).doc_type == "Báo cáo"


@pytest.mark.parametrize(
    ("number", "below", "doc_type", "title", "rest"),
    [
        ("Số: 4/UBND-VX", "V/v rà\nsoát\nKính gửi: Sở", "Công văn", ["V/v rà", "soát"], ["Kính gửi: Sở"]),
        ("Số: 4/UBND-VX", "Kính gửi: Sở\nHết.", "Công văn", [], ["Kính gửi: Sở", "Hết."]),
        ("Số: 4/UBND-VX", "V/v họp\n\nNgày mai họp.", "Công văn", ["V/v họp"], ["Ngày mai họp."]),
        ("Số: 4/BC-UBND", "V/v họp\nKính gửi: Sở", "Công văn", ["V/v họp"], ["Kính gửi: Sở"]),
        ("Số: 4/BC-UBND", "Kính gửi: Sở\nHết.", "Báo cáo", [], ["Kính gửi: Sở", "Hết."]),
        ("Số: 4/BC-UBND", "V/v họp\n\nNgày mai họp.", "Báo cáo", ["V/v họp"], ["Ngày mai họp."]),
        ("Số: 4/QĐ-UBND", "Nậm Lìa, ngày 3\n\nCăn cứ Luật;\nHết.", "Quyết định", [], ["Căn cứ Luật;", "Hết."]),
        ("Số: 4/UBND-VX", "Nậm Lìa, ngày 3\n\nCăn cứ Luật;\nHết.", None, [], ["Căn cứ Luật;", "Hết."]),
        ("Số: 4/UBND-VX", "Nậm Lìa, ngày 3\n\nNgày mai họp.", None, [], ["Ngày mai họp."]),
        # where the subject ends: a fixed formula, capitals, six lines
        ("Số: 4/UBND-VX", "V/v họp\nNậm Lìa, ngày 3\nKính gửi: Sở", "Công văn", ["V/v họp"], ["Kính gửi: Sở"]),
        ("Số: 4/UBND-VX", "V/v họp\nUBND TỈNH\nKính gửi: Sở", "Công văn", ["V/v họp"], ["Kính gửi: Sở"]),
        ("Số: 4/UBND-VX", "V/V HỌP\nBÀN\nKính gửi: Sở", "Công văn", ["V/V HỌP", "BÀN"], ["Kính gửi: Sở"]),
        (
            "Số: 4/UBND-VX", "V/v" + " họp\nrồi" * 7 + "\nKính gửi: Sở", "Công văn",
            ["V/v họp", *["rồi họp"] * 5], ["Kính gửi: Sở"],
        ),
    ],
)  # fmt: skip
def test_letters_that_say_no_type(
    number: str, below: str, doc_type: str | None, title: list[str], rest: list[str]
) -> None:
    opening = read_opening(blocks(f"TRƯỜNG TIỂU HỌC NẬM LÌA\n{number}\n{below}"))
    assert (opening.doc_type, list(opening.title), lines(opening.rest)) == (doc_type, title, rest)
    assert lines(opening.letterhead)[:2] == ["TRƯỜNG TIỂU HỌC NẬM LÌA", number]


def test_a_fragment_without_type_and_number_has_a_short_head() -> None:
    def head(*paragraphs: str) -> int:
        opening = read_opening([Block((paragraph,)) for paragraph in paragraphs])
        assert opening.doc_type is None
        assert [*lines(opening.letterhead), *lines(opening.rest)] == list(paragraphs)
        return len(opening.letterhead)

    assert head("BAN DÂN SỐ", "Thôn Một", "Thực hiện kế hoạch") == 2
    assert head("BAN DÂN SỐ", "Thôn Một", "1. Kết quả") == 2
    assert head("BAN DÂN SỐ", "Thôn Một", "x" * 101) == 2
    assert head("BAN DÂN SỐ", "Thôn Một", "x" * 100) == 0
    assert head(*["BAN DÂN SỐ"] * 8, "1. Kết quả") == 8
    assert head(*["BAN DÂN SỐ"] * 9, "1. Kết quả") == 0
    assert head("1. Kết quả", "BAN DÂN SỐ") == 0
    assert head("BAN DÂN SỐ") == 0
