"""How a figure went over the years: of reports written for this, and of a place's row in another's table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import answered
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.search.answer.each_asked import each_asked
from tracuu.search.answer.questions import question_of
from tracuu.search.engine import SearchEngine
from tracuu.search.understanding import understand

OF_THE_COMMUNE = """UBND XÃ NÀ PHAI
Số: {number}/BC-UBND

Nà Phai, ngày 10 tháng 12 năm {year}

BÁO CÁO
Kết quả phát triển kinh tế - xã hội năm {year}

I. ĐẶC ĐIỂM

Nà Phai có 07 thôn, {households} hộ; tỷ lệ hộ nghèo {poor}%. Đàn trâu còn {buffaloes} con.

II. KẾT QUẢ

Xã trồng mới {planted} ha quế. Diện tích lúa 271 ha, năng suất lúa đạt {harvest} tạ/ha, sản lượng {crop} tấn.
"""
OF_THE_STATION = """TRẠM THÚ Y HUYỆN BẢN LỒM
Số: 88/BC-TTY

Bản Lồm, ngày 12 tháng 12 năm 2021

BÁO CÁO
Kết quả phòng, chống dịch bệnh động vật năm 2021

I. KẾT QUẢ

Kết quả tiêu hủy lợn theo địa bàn như sau:

| Địa bàn | Số hộ | Số lợn tiêu hủy (con) |
|---|---|---|
| Xã Nà Phai | 41 | 312 |
| Xã Mường Khương | 18 | 127 |
"""
YEARS = {
    2019: {
        "number": 101,
        "households": 612,
        "poor": "41,2",
        "buffaloes": "1.340",
        "planted": 54,
        "harvest": "49,7",
        "crop": "1.347",
    },
    2020: {
        "number": 97,
        "households": 625,
        "poor": "36,8",
        "buffaloes": "1.295",
        "planted": 61,
        "harvest": "50,1",
        "crop": "1.358",
    },
    2021: {
        "number": 88,
        "households": 631,
        "poor": "33,4",
        "buffaloes": "1.310",
        "planted": 70,
        "harvest": "51,3",
        "crop": "1.390",
    },
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[SearchEngine]:
    folder: Path = tmp_path_factory.mktemp("nhiều năm")
    for year, said in YEARS.items():
        (folder / f"{year}.txt").write_text(OF_THE_COMMUNE.format(year=year, **said), encoding="utf-8")
    (folder / "trạm.md").write_text(OF_THE_STATION, encoding="utf-8")
    store = open_store(folder / "kho")
    store.sync([folder], encoder)
    engine = SearchEngine.open_with(store, encoder)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Tỷ lệ hộ nghèo của xã Nà Phai thay đổi thế nào qua các năm?", "41,2% (2019) → 36,8% (2020) → 33,4% (2021)"),
        ("ty le ho ngheo xa na phai thay doi the nao qua cac nam", "41,2% (2019) → 36,8% (2020) → 33,4% (2021)"),
        ("Tỷ lệ hộ nghèo của xã Nà Phai từ năm 2020 đến năm 2021 thay đổi ra sao?", "36,8% (2020) → 33,4% (2021)"),
        ("Đàn trâu của xã Nà Phai biến động ra sao qua các năm?", "1.340 (2019) → 1.295 (2020) → 1.310 (2021) con"),
        ("Số hộ của xã Nà Phai qua các năm là bao nhiêu?", "612 (2019) → 625 (2020) → 631 (2021) hộ"),
        (
            "Năng suất lúa của xã Nà Phai tăng giảm thế nào qua các năm?",
            "49,7 (2019) → 50,1 (2020) → 51,3 (2021) tạ/ha",
        ),
    ],
)
def test_each_year_has_the_figure_of_its_own_report(engine: SearchEngine, question: str, row: str) -> None:
    given = answered(engine, question)
    assert given.answer.splitlines()[0] == row
    assert given.method == "computed"
    assert len(given.sources) == row.count("→") + 1


def test_a_figure_that_the_reports_have_not_goes_nowhere(engine: SearchEngine) -> None:
    given = answered(engine, "Số bác sĩ của xã Nà Phai thay đổi thế nào qua các năm?")
    assert "→" not in given.answer
    assert not (given.found and given.confidence > 0.5)


def test_what_is_not_asked_over_years_is_of_the_year_asked(engine: SearchEngine) -> None:
    given = answered(engine, "Tỷ lệ hộ nghèo của xã Nà Phai năm 2020 là bao nhiêu?")
    assert "36,8%" in given.answer
    assert "→" not in given.answer


def test_a_place_without_a_figure_of_its_own_has_that_of_its_row(engine: SearchEngine) -> None:
    given = answered(engine, "Năm 2021 xã Nà Phai và xã Mường Khương tiêu hủy tổng cộng bao nhiêu con lợn?")
    assert given.answer.splitlines()[0].startswith("312 + 127 = 439")
    assert given.answer.splitlines()[1].startswith("xã Nà Phai: ")


def test_three_that_are_asked_at_once_are_each_told(engine: SearchEngine) -> None:
    given = answered(engine, "Xã Nà Phai năm 2021 có bao nhiêu hộ, bao nhiêu con trâu, tỷ lệ hộ nghèo bao nhiêu?")
    assert given.found
    for figure in ("631 hộ", "1.310 con", "33,4%"):
        assert figure in given.answer


def test_measures_without_a_crop_are_of_the_one_that_comes_last(engine: SearchEngine) -> None:
    given = answered(engine, "Diện tích, năng suất và sản lượng lúa của xã Nà Phai năm 2020 là bao nhiêu?")
    assert given.found
    assert "271 ha" in given.answer
    assert "50,1 tạ/ha" in given.answer
    assert "1.358 tấn" in given.answer
    assert "quế" not in given.answer


@pytest.mark.parametrize(
    "question",
    ["Trong năm 2020 xã Nà Phai có bao nhiêu hộ?", "Trong năm xã Nà Phai trồng mới bao nhiêu ha quế?"],
)
def test_a_year_that_is_said_once_asks_of_no_others(engine: SearchEngine, question: str) -> None:
    assert "→" not in answered(engine, question).answer


def test_a_condition_that_was_taken_off_is_taken_off_in_each_question(engine: SearchEngine) -> None:
    with engine.view() as view:
        text = "Báo cáo năm 2020 của xã Nà Phai có bao nhiêu hộ, bao nhiêu con trâu?"
        whole = understand(view, text)
        off = frozenset(one.key for one in whole.said.applied if one.field in ("period", "issued"))
        assert off
        asked = understand(view, text, ignored=off)
        (first, *_) = each_asked(asked, question_of(asked))
        assert not off & {one.key for one in understand(view, first, ignored=asked.ignored).said.applied}
