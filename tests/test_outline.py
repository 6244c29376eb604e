"""Sections and paragraphs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, SHARED, needs_shared
from tracuu.corpus import read_report, report_from_blocks
from tracuu.corpus.blocks import Block
from tracuu.corpus.citation import cite
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.outline import read_outline
from tracuu.corpus.outline.contents import without_contents
from tracuu.corpus.outline.numbering import roman_value
from tracuu.corpus.report import Header, Report
from tracuu.corpus.roles import role_of
from tracuu.corpus.vietnamese import sentence_ends

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "samples_expected.json").read_text(encoding="utf-8")
)


def tree(text: str) -> list[tuple[int, str]]:
    sections, _ = read_outline(tuple(parse_markdown(text)))
    return [(section.depth, section.heading) for section in sections]


def texts(text: str) -> list[str]:
    _, paragraphs = read_outline(tuple(parse_markdown(text)))
    return [paragraph.text for paragraph in paragraphs]


def test_a_body_with_three_levels() -> None:
    body = """I. KẾT QUẢ

1. Tuyên truyền

- Đã treo 45 băng rôn, khẩu hiệu.

2. Đánh giá

2.1. Ưu điểm

Nhìn chung các xã làm tốt.

II. Kiến nghị

Đề nghị cấp thêm kinh phí.
"""
    sections, paragraphs = read_outline(tuple(parse_markdown(body)))
    assert [(s.depth, s.number, s.title, s.role) for s in sections] == [
        (1, "I", "KẾT QUẢ", "results"),
        (2, "1", "Tuyên truyền", "other"),
        (2, "2", "Đánh giá", "other"),
        (3, "2.1", "Ưu điểm", "advantages"),
        (1, "II", "Kiến nghị", "proposals"),
    ]
    assert [(p.n, p.kind, p.section, p.text) for p in paragraphs] == [
        (1, "bullet", (0, 1), "Đã treo 45 băng rôn, khẩu hiệu."),
        (1, "paragraph", (0, 2, 3), "Nhìn chung các xã làm tốt."),
        (1, "paragraph", (4,), "Đề nghị cấp thêm kinh phí."),
    ]


def test_numbered_sentences_are_items_and_numbered_headings_are_not() -> None:
    body = """IV. NHIỆM VỤ

1. Tiếp tục đẩy mạnh tuyên truyền trong cán bộ, công chức và nhân dân trên địa bàn toàn huyện.

2. Tổ chức tập huấn nghiệp vụ. Bố trí cán bộ chuyên trách.

V. ĐÁNH GIÁ

1. Ưu điểm

Các phòng phối hợp tốt.
"""
    assert tree(body) == [(1, "IV. NHIỆM VỤ"), (1, "V. ĐÁNH GIÁ"), (2, "1. Ưu điểm")]
    assert texts(body)[1] == "2. Tổ chức tập huấn nghiệp vụ. Bố trí cán bộ chuyên trách."


def test_a_heading_that_carries_its_text_keeps_it() -> None:
    body = "II. KẾT QUẢ\n\n1. Nhân lực\n\nChưa có cán bộ.\n\n2. Kinh phí: Chưa có kinh phí.\n"
    assert tree(body) == [(1, "II. KẾT QUẢ"), (2, "1. Nhân lực"), (2, "2. Kinh phí")]
    assert texts(body) == ["Chưa có cán bộ.", "2. Kinh phí: Chưa có kinh phí."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thường xuyên phối hợp tuyên truyền chủ trương của Nhà", "nước về thông tin đối ngoại."),
        ("Đẩy mạnh tuyên truyền để bạn bè trong và ngoài nước hiểu rõ về huyện Đơn", "Dương; đồng thời bảo mật."),
        ("- Triển khai dự thảo Luật Đơn vị hành chính - kinh", "tế đặc biệt đến các xã."),
    ],
)
def test_paragraphs_cut_by_a_page_are_joined(first: str, second: str) -> None:
    for gap in ("\n\n", "\n\n\n\n"):
        (joined,) = texts(f"{first}{gap}{second}\n")
        assert joined == f"{first.removeprefix('- ')} {second}"


def test_headings_and_bullets_are_never_taken_for_a_second_half() -> None:
    body = (
        "Đã hướng dẫn cho toàn thể cán bộ, giáo viên, học sinh\n\n- Các phòng đã phân công.\n\nIII. KIẾN NGHỊ\n\nA.\n"
    )
    assert len(texts(body)) == 3


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "PHẦN THỨ NHẤT\n\nTÌNH HÌNH CHUNG\n\nI. Đặc điểm\n\nVăn.",
            [(1, "PHẦN THỨ NHẤT TÌNH HÌNH CHUNG"), (2, "I. Đặc điểm")],
        ),
        ("A. KẾT QUẢ\n\nI. Chung\n\nVăn.\n\nB. VIỆC\n\nVăn.", [(1, "A. KẾT QUẢ"), (2, "I. Chung"), (1, "B. VIỆC")]),
        ("1. Việc\n\n1.1. Rác\n\nVăn.\n\n2. Lỗi\n\nVăn.", [(1, "1. Việc"), (2, "1.1. Rác"), (1, "2. Lỗi")]),
        ("KẾT QUẢ ĐẠT ĐƯỢC\n\nVăn.\n\nHẠN CHẾ, TỒN TẠI:\n\nVăn.", [(1, "KẾT QUẢ ĐẠT ĐƯỢC"), (1, "HẠN CHẾ, TỒN TẠI")]),
        ("H. Khác\n\nVăn.\n\nI. Cuối\n\nVăn.", [(1, "H. Khác"), (1, "I. Cuối")]),
    ],
)  # fmt: skip
def test_numbering_styles(body: str, expected: list[tuple[int, str]]) -> None:
    assert tree(body) == expected


def test_numbers_in_running_text_are_not_headings() -> None:
    assert tree("1.5 tỷ đồng đã được giải ngân trong năm.\n\n30/4 là ngày lễ lớn của đất nước.") == []


@settings(deadline=None)
@given(st.integers(1, 39))
def test_roman_numbers(value: int) -> None:
    tens, ones = divmod(value, 10)
    numeral = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("NHỮNG TÒN TẠI, HẠN CHẾ", "limitations"),
        ("Kết quả thực hiện nhiệm vụ", "results"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ CÁC GIẢI PHÁP", "tasks"),
        ("Kiến nghị đề xuất", "proposals"),
        ("Thuận lợi, khó khăn", "limitations"),
        ("Bố trí nhân lực phụ trách", "staffing"),
        ("Kinh phí", "funding"),
        ("Đặc điểm tình hình", "context"),
        ("Mặt chưa được", "limitations"),
        ("KẾ HOẠCH HOẠT ĐỘNG NĂM 2017", "tasks"),
        ("Việc xây dựng kế hoạch hoạt động", "other"),
    ],
)
def test_roles(heading: str, role: str) -> None:
    assert role_of(heading) == role


SEED_TREES = {
    "000": ["I. Kết quả thực hiện", "II. Tồn tại, hạn chế", "III. Kiến nghị đề xuất"],
    "001": [
        "I. ĐẶC ĐIỂM TÌNH HÌNH", "  1. Thuận lợi", "  2. Khó khăn", "II. KẾT QUẢ TUYÊN TRUYỀN VỀ THÔNG TIN ĐỐI NGOẠI",
        "  1. Tuyên truyền về các văn bản chỉ đạo",
        "  2. Tuyên truyền quảng bá hình ảnh, tiềm năng phát triển kinh tế của huyện", "  3. Đánh giá chung",
        "    3.1. Ưu điểm", "    3.2. Hạn chế, yếu kém", "III. PHƯƠNG HƯỚNG NHIỆM VỤ 6 THÁNG CUỐI NĂM 2021",
        "IV. ĐỀ XUẤT KIẾN NGHỊ",
    ],
    "003": [
        "I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN",
        "  1. Việc xây dựng kế hoạch hoạt động thông tin đối ngoại trong năm 2016",
        "  2. Bố trí nhân lực phụ trách công tác thông tin đối ngoại.", "  3. Kinh phí", "III. NHỮNG TÒN TẠI, HẠN CHẾ",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT", "V. KẾ HOẠCH HOẠT ĐỘNG NĂM 2017",
    ],
}  # fmt: skip
SEED_COUNTS = {"000": (11, 3), "001": (26, 11), "002": (33, 11), "003": (15, 8), "004": (51, 13)}
"""Paragraphs and sections of each real report, counted by eye."""


def seed_report(prefix: str) -> Report:
    (path,) = (SHARED / "reports").glob(f"{prefix}_*.txt")
    return read_report(path)


@needs_shared
@pytest.mark.parametrize("prefix", SEED_TREES)
def test_section_trees_of_real_reports(prefix: str) -> None:
    sections = seed_report(prefix).sections
    assert ["  " * (section.depth - 1) + section.heading for section in sections] == SEED_TREES[prefix]


@needs_shared
@pytest.mark.parametrize("prefix", SEED_COUNTS)
def test_real_reports_are_verbatim_and_whole(prefix: str) -> None:
    report = seed_report(prefix)
    (path,) = (SHARED / "reports").glob(f"{prefix}_*.txt")
    source = " ".join(re.sub(r"[*#]", "", path.read_text(encoding="utf-8")).split())
    assert (len(report.paragraphs), len(report.sections)) == SEED_COUNTS[prefix]
    for paragraph in report.paragraphs:
        assert paragraph.text in source
    body = " ".join(paragraph.text for paragraph in report.paragraphs)
    for formal in ("Nơi nhận", "Kính gửi:", "CHỦ TỊCH", "Lưu:", report.header.signer or "—"):
        assert formal not in body


@pytest.mark.parametrize("file", EXPECTED)
def test_section_trees_of_the_samples(file: str) -> None:
    got = [[section.heading.rstrip(": "), section.depth] for section in read_report(SAMPLES / file).sections]
    assert got == [[heading.rstrip(": "), depth] for heading, depth in EXPECTED[file]["sections"]]


@pytest.mark.parametrize("file", [file for file in EXPECTED if file.endswith((".txt", ".md"))])
def test_samples_are_verbatim(file: str) -> None:
    source = " ".join(re.sub(r"[*#]", "", (SAMPLES / file).read_text(encoding="utf-8")).split())
    paragraphs = read_report(SAMPLES / file).paragraphs
    assert len(paragraphs) > 15
    for paragraph in paragraphs:
        assert paragraph.kind != "paragraph" or paragraph.text in source


@pytest.mark.parametrize("file", EXPECTED)
def test_no_paragraph_of_the_samples_is_a_formal_part(file: str) -> None:
    report = read_report(SAMPLES / file)
    assert len(report.header.recipients) >= 4
    for paragraph in report.paragraphs:
        assert not re.search(r"Nơi nhận|Lưu:|Kính gửi:|CHỦ TỊCH|GIÁM ĐỐC|CỘNG HÒA", paragraph.text)


@pytest.mark.parametrize("file", EXPECTED)
def test_reports_survive_json(file: str) -> None:
    report = read_report(SAMPLES / file)
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="IVX1234.)- \n#*|:;AÁĐabcđếơ“”", max_size=400))
def test_for_every_text_reading_ends_without_a_fault(text: str) -> None:
    report = report_from_blocks(parse_markdown(text), "bất kỳ")
    for paragraph in report.paragraphs:
        assert paragraph.text
        assert all(0 <= position < len(report.sections) for position in paragraph.section)


def test_a_heading_is_not_glued_to_the_line_below() -> None:
    body = "1. Tồn tại\nCòn 12 công trình.\n2. Khác\na) Rác thải\nTổ thu gom 4,5 tấn/ngày.\nDân đồng tình."
    assert tree(body) == [(1, "1. Tồn tại"), (1, "2. Khác"), (2, "a) Rác thải")]
    assert texts(body) == ["Còn 12 công trình.", "Tổ thu gom 4,5 tấn/ngày.", "Dân đồng tình."]


def test_lines_broken_by_width_are_joined_and_paragraphs_are_not() -> None:
    body = """1. Quy mô
Toàn thành phố có 2.300 trường. Sĩ số còn cao ở các huyện vùng ven như Bình Tân, Hóc
Môn, Bình Chánh và một số phường mới lập có tốc độ tăng dân số cơ học rất nhanh trong
năm qua.
Thiếu 3.200 giáo viên các cấp.
"""
    first, second = texts(body)
    assert first.endswith(
        "Hóc Môn, Bình Chánh và một số phường mới lập có tốc độ tăng dân số cơ học rất nhanh trong năm qua."
    )
    assert second == "Thiếu 3.200 giáo viên các cấp."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "I- Chỉ đạo\n\n1- Quán triệt\n\nVăn.\n\n1.1- Học\n\nVăn.\n\nII- Khác\n\nVăn.",
            [(1, "I- Chỉ đạo"), (2, "1- Quán triệt"), (3, "1.1- Học"), (1, "II- Khác")],
        ),
        (
            "I. KẾT QUẢ\n\nVăn.\n\nPHỤ LỤC\nTỔNG HỢP HỘ NGHÈO\n(Kèm theo Báo cáo năm 2023)\nTỉnh A: 5 hộ.",
            [(1, "I. KẾT QUẢ"), (1, "PHỤ LỤC TỔNG HỢP HỘ NGHÈO")],
        ),
    ],
)
def test_party_numbers_and_appendices(body: str, expected: list[tuple[int, str]]) -> None:
    assert tree(body) == expected


REGULATION = """Chương I
QUY ĐỊNH CHUNG
VỀ GIẾNG NƯỚC

Mục 1
PHẠM VI

Điều 1. Phạm vi điều chỉnh

1. Nghị định này quy định về giếng nước ở nông thôn.

2. Nghị định này không áp dụng đối với:

a) Giếng khoan công nghiệp;

b) Giếng của cơ sở sản xuất nước đóng chai.

Điều 2. Giải thích từ ngữ

Trong Nghị định này, giếng là nơi lấy nước.

Mục 2
ĐỐI TƯỢNG

Điều 3. Nghị định này áp dụng đối với mọi tổ chức, cá nhân dùng giếng.

Chương II
ĐIỀU KHOẢN THI HÀNH

Điều 4.
Nghị định này có hiệu lực từ ngày ký.
"""


def test_chapters_articles_and_their_clauses() -> None:
    sections, paragraphs = read_outline(tuple(parse_markdown(REGULATION)))
    assert [(s.depth, s.number, s.title) for s in sections] == [
        (1, "Chương I", "QUY ĐỊNH CHUNG VỀ GIẾNG NƯỚC"),
        (2, "Mục 1", "PHẠM VI"),
        (3, "Điều 1", "Phạm vi điều chỉnh"),
        (4, "1", ""),
        (4, "2", ""),
        (5, "a", ""),
        (5, "b", ""),
        (3, "Điều 2", "Giải thích từ ngữ"),
        (2, "Mục 2", "ĐỐI TƯỢNG"),
        (3, "Điều 3", ""),
        (1, "Chương II", "ĐIỀU KHOẢN THI HÀNH"),
        (2, "Điều 4", ""),
    ]
    cited = [cite(Header(), [sections[i] for i in p.section], p.n).removeprefix("Văn bản, ") for p in paragraphs]
    assert list(zip(cited, [p.text for p in paragraphs], strict=True)) == [
        ("khoản 1 Điều 1, đoạn 1", "1. Nghị định này quy định về giếng nước ở nông thôn."),
        ("khoản 2 Điều 1, đoạn 1", "2. Nghị định này không áp dụng đối với:"),
        ("điểm a khoản 2 Điều 1, đoạn 1", "a) Giếng khoan công nghiệp;"),
        ("điểm b khoản 2 Điều 1, đoạn 1", "b) Giếng của cơ sở sản xuất nước đóng chai."),
        ("Điều 2, đoạn 1", "Trong Nghị định này, giếng là nơi lấy nước."),
        ("Điều 3, đoạn 1", "Điều 3. Nghị định này áp dụng đối với mọi tổ chức, cá nhân dùng giếng."),
        ("Điều 4, đoạn 1", "Điều 4. Nghị định này có hiệu lực từ ngày ký."),
    ]


def test_what_a_decision_issues_stands_beside_its_articles() -> None:
    body = """Điều 1. Ban hành kèm theo Quyết định này Quy chế giếng nước.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
QUY CHẾ
(Ban hành kèm theo Quyết định số 12/2004/QĐ-BXD)
Điều 1. Phạm vi
Mọi giếng nước dùng chung.
"""
    assert tree(body) == [(1, "Điều 1"), (1, "Điều 2"), (1, "QUY CHẾ"), (2, "Điều 1. Phạm vi")]


def test_the_enacting_formula_is_no_heading() -> None:
    text = "QUYẾT ĐỊNH\nVề giếng nước\n\nCăn cứ Luật Nước;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Bịt giếng cũ.\n"
    report = report_from_blocks(parse_markdown(text), "thử.md")
    assert [section.heading for section in report.sections] == ["Điều 1"]
    assert [p.text for p in report.paragraphs] == ["Căn cứ Luật Nước;", "Điều 1. Bịt giếng cũ."]


HOSTILE = {
    "marks that never close": "*a " * 30_000,
    "a rule that is none": "-" * 60_000 + "x",
    "blank lines": "\n" * 60_000,
    "blanks in a date": "ngày" + "." * 60_000,
    "signatures": "TM. UBND\n\n" * 6_000,
    "nơi nhận": "Nơi nhận:\n" * 6_000,
    "columns": "TM. A     b\n" * 6_000,
    "letterheads": "UBND XÃ A\n" * 6_000,
    "citations": "Quyết định số 1/QĐ-UBND của A " * 3_000,
    "mottoes": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM " * 3_000,
    "articles": "Điều 1. A\n1. B\na) C\n" * 3_000,
    "capitals": "CỘNG HÒA XÃ HỘI\n" * 6_000,
    "places": "Hà Nội Hà Nội " * 10_000 + ", ngày",
    "attributions": "QUYẾT ĐỊNH\n" + "CỦA BỘ TÀI CHÍNH SỐ 1/QĐ NGÀY 1/1/2001 " * 3_000,
    "halves": ("a" * 50 + " và\n\n") * 1_500,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_seconds(name: str) -> None:
    report_from_blocks(parse_markdown(HOSTILE[name]), "dài")
    assert list(sentence_ends("." * 60_000)) == []


FRAGMENTS = (
    "UBND HUYỆN A", "SỞ Y TẾ", "HỘI", "TỈNH ĐOÀN", "QUẬN 1", "TP. HUẾ", "Số: /BC", "Số 1-BC/HU", "*", "____",
    "Huế, ngày  tháng 5 năm", "2023", "BÁO CÁO", "BÁO CÁO NHANH", "V/v", "“", "Kính gửi:", "- Sở A;", "I.", "I-",
    "1.1-", "PHẦN THỨ NHẤT", "Phụ lục", "a) Rác", "3. Kinh phí: không.", "- 2 -", "2", "Nơi nhận:", "TM. UBND", "KT.",
    "CHỦ TỊCH", "(Đã ký)", "ThS.", "Lò Văn Phín", "| a | b |", "|---|", "\f", "\t", "     ", "\n", "\n\n",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40), st.sampled_from(["\n", " ", "\n\n"]))
def test_for_every_shuffled_report_reading_and_citing_end_without_a_fault(fragments: list[str], between: str) -> None:
    report = report_from_blocks(parse_markdown(between.join(fragments)), "bất kỳ")
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    for paragraph in report.paragraphs:
        assert cite(report.header, [report.sections[i] for i in paragraph.section], paragraph.n)


@pytest.mark.parametrize(
    ("contents", "kept"),
    [
        (["MỤC LỤC", "MỞ ĐẦU......1", "I. KẾT QUẢ......2", "II. HẠN CHẾ......7"], []),
        (["Mục lục:", "MỞ ĐẦU 1", "I. KẾT QUẢ ĐẠT ĐƯỢC TRONG", "CÔNG TÁC THỦY LỢI 2", "II. HẠN CHẾ 7"], []),
        (["I. KẾT QUẢ . . . . . 1", "1. Kênh … … … 3", "II. HẠN CHẾ ·····12"], []),  # without its heading
        # what only looks like one
        (["Người lập biểu ........ 1", "Hộ nghèo: 12."], ["Người lập biểu ........ 1", "Hộ nghèo: 12."]),
        (["Thôn Hạ ...... 12", "Thôn Thượng ...... 7", "Thôn Đông ...... 9"],
         ["Thôn Hạ ...... 12", "Thôn Thượng ...... 7", "Thôn Đông ...... 9"]),
        (["MỤC LỤC", "Xã không lập mục lục."], ["MỤC LỤC", "Xã không lập mục lục."]),
    ],
)  # fmt: skip
def test_a_table_of_contents_is_no_outline(contents: list[str], kept: list[str]) -> None:
    body = ["MỞ ĐẦU", "Năm 2024 xã có 12 thôn."]
    blocks = [Block((line,)) for line in [*contents, *body]]
    assert [line for block in without_contents(blocks) for line in block.lines] == [*kept, *body]
    whole = (Block((*contents, *body)),)
    assert [line for block in without_contents(whole) for line in block.lines] == [*kept, *body]


def test_how_things_stood_among_results_is_a_result() -> None:
    report = report_from_blocks(
        parse_markdown(
            "BÁO CÁO\n\nI. TÌNH HÌNH CHUNG\n\nXã có 5 thôn.\n\nII. KẾT QUẢ\n\n1. Tình hình sản xuất\n\nTrồng 10 ha.\n\n"
            "2. Đặc điểm, bối cảnh\n\nXã ở xa.\n\nIII. TỒN TẠI\n\n1. Tình hình dịch bệnh\n\nCòn 2 ổ dịch.\n\n"
            "Trên đây là báo cáo của UBND xã./."
        ),
        "thử",
    )
    roles = [report.role(paragraph) for paragraph in report.paragraphs]
    assert roles == ["context", "results", "context", "limitations", "other"]


def test_what_sums_up_a_section_is_of_it() -> None:
    report = report_from_blocks(
        parse_markdown("BÁO CÁO\n\nI. KẾT QUẢ\n\nTrên đây là kết quả đạt được.\n\nII. TỒN TẠI\n\nCòn thiếu."), "thử"
    )
    assert [report.role(paragraph) for paragraph in report.paragraphs] == ["results", "limitations"]


def test_a_wrapped_item_goes_on_in_a_capital_where_another_line_of_it_goes_on_in_a_small_letter() -> None:
    item = (
        "1. Ủy ban nhân dân xã đã phối hợp chặt chẽ với Trung tâm Y tế huyện",
        "Sơn Bằng tổ chức tiêm chủng cho trẻ em trong độ tuổi, đạt tỷ lệ cao",
        "nhất từ trước đến nay.",
    )
    lines = "\n\n".join(f"Dòng thứ {n}.\nDòng khác {n}." for n in range(20))
    _, paragraphs = read_outline(tuple(parse_markdown("\n".join(item) + "\n\n" + lines)))
    assert paragraphs[0].text == " ".join(item)
    assert len(paragraphs) == 41


@pytest.mark.parametrize(
    "lines",
    [
        ("Thôn Bãi Sậy", "có 12 hộ", "Thôn Hạ", "Thôn Thượng"),
        ("Ông Nguyễn Văn An, chủ tịch", "phó ban", "Bà Lê Thị Hoa, phó chủ tịch", "Ông Trần Văn Minh, ủy viên"),
        (
            "Thành phần tham gia gồm các ông, bà có tên sau đây:",
            "ông Nguyễn Văn An",
            "là tổ trưởng",
            "Bà Lê Thị Hoa, Phó Chủ tịch Hội Phụ nữ của ta",
            "Ông Trần Văn Minh, Chủ tịch Hội Nông dân ta",
        ),
    ],
)
def test_short_lines_that_begin_in_a_capital_stand_apart_whatever_another_does(lines: tuple[str, ...]) -> None:
    around = "\n\n".join(f"Dòng thứ {n}.\nDòng khác {n}." for n in range(20))
    _, paragraphs = read_outline(tuple(parse_markdown("\n".join(lines) + "\n\n" + around)))
    assert [one.text for one in paragraphs if one.text in lines] == [
        line for at, line in enumerate(lines) if line[0].isupper() and not "".join(lines[at + 1 : at + 2])[:1].islower()
    ]
