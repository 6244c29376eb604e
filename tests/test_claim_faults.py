"""Each kind of fault that a sentence may have, beside a sentence of the same passage that has it not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tracuu.corpus.vietnamese import nfc
from tracuu.index.records import Passage
from tracuu.search import SearchEngine
from tracuu.search.claims.clauses import sentence_of
from tracuu.search.claims.evidence import CitedPassage
from tracuu.search.claims.figures import said_in
from tracuu.search.claims.verdict import held

FUNDED = "Tổng vốn huy động năm 2024"
FIRES = "trong năm xảy ra 04 vụ cháy"
OFFERED = "phụ cấp của cộng tác viên 100.000"
SCHOOLS = ("Cấp học: Tiểu học", "Cấp học: Trung học cơ sở")
PRIZES = "đứng thứ ba toàn tỉnh"

PAIRS: list[tuple[str, str | tuple[str, ...], str, str]] = [
    (
        "a figure of another item of the list",
        FIRES,
        "01 vụ ở nhà dân",
        "02 vụ ở nhà dân",
    ),
    (
        "who has what, parted at a còn that is no conjunction",
        SCHOOLS,
        "Trung học cơ sở thị xã còn thiếu 26 giáo viên",
        "Trung học cơ sở thị xã còn thiếu 9 giáo viên",
    ),
    ("for each of what", OFFERED, "Mỗi năm cộng tác viên có 100.000 đồng", "Mỗi tháng cộng tác viên có 100.000 đồng"),
    (
        "a sum of figures that are not named",
        FUNDED,
        "Doanh nghiệp và ngân sách tỉnh có tổng cộng 5,9 tỷ đồng",
        "Doanh nghiệp và nhân dân đóng góp tổng cộng 5,9 tỷ đồng",
    ),
    ("a rank in words", PRIZES, "Lớp 9 đứng thứ nhất toàn tỉnh", "Lớp 9 đứng thứ ba toàn tỉnh"),
    (
        "who does it",
        "trao đổi 12 chương trình",
        "Báo An Giao trao đổi 12 chương trình với đài bạn",
        "Đài Phát thanh và Truyền hình tỉnh An Giao trao đổi 12 chương trình với đài bạn",
    ),
    (
        "where it is",
        "Xưởng tái chế nhựa",
        "Sau khi đo khói, xưởng tái chế nhựa ở phường Bến Đá bị đình chỉ",
        "Sau khi đo khói, xưởng tái chế nhựa ở Phú Điền bị đình chỉ",
    ),
    (
        "a figure of what stands behind it",
        "tỉnh đón 2,86 triệu lượt",
        "Khách quốc tế năm 2024 tăng 17,4% so với năm 2023",
        "Lượt khách năm 2024 tăng 17,4% so với năm 2023",
    ),
    (
        "a figure of a part, said of the whole",
        "Bộ máy cấp xã hiện có 52",
        "Bộ máy cấp xã có 52 cán bộ, công chức từ huyện chuyển về",
        "Bộ máy cấp xã có 52 cán bộ, công chức, trong đó 19 người từ cơ quan cấp huyện chuyển về",
    ),
    (
        "a figure in brackets, of another item",
        "Hồ sơ quá hạn rơi vào",
        "Hồ sơ quá hạn rơi vào lĩnh vực bảo trợ xã hội (19)",
        "Hồ sơ quá hạn rơi vào lĩnh vực đất đai (19)",
    ),
    (
        "alike, where one is less",
        "mức lương khởi điểm thấp hơn",
        "Mức lương khởi điểm bằng doanh nghiệp",
        "Mức lương khởi điểm thấp hơn doanh nghiệp ba lần",
    ),
    (
        "the effect for the cause",
        "mức lương khởi điểm thấp hơn",
        "Do không ai nộp hồ sơ nên mức lương khởi điểm thấp hơn doanh nghiệp ba lần",
        "Do mức lương khởi điểm thấp hơn doanh nghiệp ba lần nên hai kỳ tuyển dụng không ai nộp hồ sơ",
    ),
]
"""What is wrong, words of the passages, a false sentence, a true one."""


@pytest.fixture(scope="module")
def passages(sample_engine: SearchEngine) -> list[Passage]:
    with sample_engine.view() as view:
        return [passage for report in view.reports() for passage in view.passages_of(report.id)]


@pytest.mark.parametrize(("words", "false", "true"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_the_false_one_is_struck_and_the_true_one_stands(
    words: str | tuple[str, ...], false: str, true: str, passages: list[Passage]
) -> None:
    several = (words,) if isinstance(words, str) else words
    cited = [CitedPassage.of(next(one for one in passages if nfc(said) in one.text)) for said in several]
    assert held(true, cited).fault is None, held(true, cited).fault
    assert held(false, cited).fault is not None


def test_two_years_are_no_twenty_five() -> None:
    counted = [(one.amount, one.unit) for text in ("hai năm", "ba năm học") for one in said_in(text).numbers]
    assert counted == [(Fraction(2), "năm"), (Fraction(3), "năm")]


def test_a_word_that_only_begins_like_a_negation_denies_nothing() -> None:
    said = {text: sentence_of(text).clauses[0] for text in ("08 cơ sở còn thiếu sót", "khai không trung thực")}
    assert [clause.denied for clause in said.values()] == [(), (("trung", "thực"),)]
    assert "thiếu" in said["08 cơ sở còn thiếu sót"].content
