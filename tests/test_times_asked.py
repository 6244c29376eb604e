"""Times in a question: read exactly in any spelling, and never another than what was said."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.vietnamese import fold
from tracuu.search.times_asked import OrderAsked, TimeAsked, VagueTime, ends_of, times_asked

TODAY = date(2026, 11, 28)


def said(text: str) -> list[str]:
    """Each time of `text` in one line: op, dates, about; "newest", "oldest", "vague"."""
    lines = []
    for one in times_asked(text, TODAY):
        if isinstance(one, TimeAsked):
            dates = one.first if one.first == one.last else f"{one.first}..{one.last}"
            lines.append(f"{one.op} {dates} {one.about}")
        else:
            newest = isinstance(one, OrderAsked) and one.newest
            lines.append("vague" if isinstance(one, VagueTime) else "newest" if newest else "oldest")
    return lines


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("báo cáo ngày 5/12/2023", "= 2023-12-05 issued"),
        ("báo cáo nào ngày 05/12/2023?", "= 2023-12-05 issued"),
        ("5-12-2023", "= 2023-12-05 any"),
        ("5.12.2023", "= 2023-12-05 any"),
        ("2023-12-05", "= 2023-12-05 any"),
        ("2023/12/05", "= 2023-12-05 any"),
        ("15/12/16", "= 2016-12-15 any"),
        ("báo cáo 15.12.16", "= 2016-12-15 issued"),
        ("15 tháng Mười Hai 2016", "= 2016-12-15 any"),
        ("ngày mười bốn tháng sáu năm 2022", "= 2022-06-14 any"),
        ("ngày hai mươi mốt tháng Giêng năm 2023", "= 2023-01-21 any"),
        ("mùng năm tháng 12 năm 2023", "= 2023-12-05 any"),
        ("ngày mười lăm tháng mười hai năm hai nghìn không trăm mười sáu", "= 2016-12-15 any"),
        ("tháng 6 năm hai nghìn không trăm hai mươi hai", "= 2022-06 any"),
        ("năm hai nghìn không trăm linh chín", "= 2009 any"),
        ("cuối năm 2020", "= 2020-10..2020-12 any"),
        ("đầu năm 2022", "= 2022-01..2022-03 any"),
        ("giữa năm 2022", "= 2022-04..2022-09 any"),
        ("từ đầu năm 2020 đến cuối năm 2021", "= 2020-01..2021-12 any"),
        ("đến cuối năm 2020", "<= 2020-12 any"),
        ("nửa cuối năm 2020", "= 2020-07..2020-12 period"),
        ("12/13/16", "vague"),
        ("1/2/3", "vague"),
        ("ngày mười bốn tháng sáu", "vague"),
        ("ngày 05 tháng 12 năm 2023", "= 2023-12-05 any"),
        ("ngày 5 tháng 12/2023", "= 2023-12-05 any"),
        ("mùng 5 tháng 12 năm 2023", "= 2023-12-05 any"),
        ("ngay 5 thang 12 nam 2023", "= 2023-12-05 any"),
        ("ngày 5/12/23", "= 2023-12-05 any"),
        ("ngày 5／12／2023", "= 2023-12-05 any"),
        ("December 5, 2023", "= 2023-12-05 any"),
        ("5th December 2023", "= 2023-12-05 any"),
        ("ký ngày 05 tháng 12 năm 2023", "= 2023-12-05 issued"),
        ("ky ngay 5/12/2023", "= 2023-12-05 issued"),
        ("ban hành vào ngày 5/12/2023", "= 2023-12-05 issued"),
        ("issued on December 5, 2023", "= 2023-12-05 issued"),
        ("tháng 12 năm 2023", "= 2023-12 any"),
        ("tháng 12/2023", "= 2023-12 any"),
        ("12/2023", "= 2023-12 any"),
        ("T12/2023", "= 2023-12 any"),
        ("tháng mười hai năm 2023", "= 2023-12 any"),
        ("thang 12 nam 2023", "= 2023-12 any"),
        ("in December 2023", "= 2023-12 any"),
        ("ban hành tháng 12 năm 2023", "= 2023-12 issued"),
        ("quý III năm 2025", "= 2025-07..2025-09 period"),
        ("quý 3/2025", "= 2025-07..2025-09 period"),
        ("quý ba năm 2025", "= 2025-07..2025-09 period"),
        ("Q3/2025", "= 2025-07..2025-09 period"),
        ("third quarter of 2025", "= 2025-07..2025-09 period"),
        ("6 tháng đầu năm 2021", "= 2021-01..2021-06 period"),
        ("sáu tháng cuối năm 2021", "= 2021-07..2021-12 period"),
        ("9 tháng đầu năm 2021", "= 2021-01..2021-09 period"),
        ("nửa đầu năm 2021", "= 2021-01..2021-06 period"),
        ("first half of 2021", "= 2021-01..2021-06 period"),
        ("năm 2023", "= 2023 any"),
        ("nam 2023", "= 2023 any"),
        ("kinh phí 2023", "= 2023 any"),
        ("năm nay", "= 2026 any"),
        ("năm ngoái", "= 2025 any"),
        ("năm kia", "= 2024 any"),
        ("tháng trước", "= 2026-10 any"),
        ("quý này", "= 2026-10..2026-12 any"),
        ("hôm qua", "= 2026-11-27 any"),
        ("last year", "= 2025 any"),
        ("2016-2020", "= 2016..2020 any"),
        ("2016 – 2020", "= 2016..2020 any"),
        ("giai đoạn 2016-2020", "= 2016..2020 period"),
        ("nhiệm kỳ 2016 - 2020", "= 2016..2020 period"),
        ("từ năm 2016 đến năm 2020", "= 2016..2020 any"),
        ("từ 2016 đến 2020", "= 2016..2020 any"),
        ("giữa năm 2016 và năm 2020", "= 2016..2020 any"),
        ("between 2016 and 2020", "= 2016..2020 any"),
        ("từ ngày 1/1/2023 đến ngày 30/6/2023", "= 2023-01-01..2023-06-30 any"),
        ("giữa tháng 6 và tháng 9 năm 2022", "= 2022-06..2022-09 any"),
        ("từ tháng 3 đến tháng 8 năm 2023", "= 2023-03..2023-08 any"),
        ("từ ngày 1/1 đến ngày 30/6/2023", "= 2023-01-01..2023-06-30 any"),
        ("trước năm 2020", "< 2020 any"),
        ("before 2020", "< 2020 any"),
        ("ban hành sau ngày 01/01/2025", "> 2025-01-01 issued"),
        ("sau năm 2023", "> 2023 any"),
        ("từ năm 2023 đến nay", ">= 2023 any"),
        ("kể từ ngày 1/7/2025", ">= 2025-07-01 any"),
        ("since 2023", ">= 2023 any"),
        ("đến hết năm 2020", "<= 2020 any"),
        ("tính đến ngày 30/6/2022", "<= 2022-06-30 any"),
        ("năm 2020 trở về trước", "<= 2020 any"),
        ("báo cáo mới nhất", "newest"),
        ("báo cáo của xã Tân Lập gần đây nhất", "newest"),
        ("báo cáo gần nhất của xã", "newest"),
        ("the latest report", "newest"),
        ("báo cáo cũ nhất", "oldest"),
        ("báo cáo đầu tiên", "oldest"),
        ("bao cao moi nhat", "newest"),
        ("gần đây", "vague"),
        ("tháng 12", "vague"),
        ("quý III", "vague"),
        ("ngày 5/12", "vague"),
        ("6 tháng đầu năm", "vague"),
        ("ngày 31/02/2023", "vague"),
        ("tháng 13 năm 2023", "vague"),
        ("trước khi sáp nhập", "vague"),
        ("sau Tết", "vague"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_said(text: str, time: str) -> None:
    assert said(text) == [time]
    assert said(unicodedata.normalize("NFC", text.upper())) == [time]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("quỹ 3 năm 2023", ["= 2023 any"]),  # a fund, no quarter
        ("đội thắng 5 năm 2023", ["= 2023 any"]),  # won, no month
        ("cụ nhất xã", []),  # the eldest, not the oldest report
        ("ngây thơ trước tệt", []),
        ("trược 2023", ["= 2023 any"]),
        ("cấp 2023 máy tính", []),  # amounts, and no years
        ("kết nạp 2023 đoàn viên", []),
        ("mua 2023 bàn ghế", []),
        ("quy 3 nam 2023", ["= 2023-07..2023-09 period"]),  # without accents it may be
        ("báo cáo quý 3 nam 2023", ["= 2023-07..2023-09 period"]),
    ],
)
def test_a_word_with_other_accents_is_none_of_time(text: str, times: list[str]) -> None:
    assert said(text) == times


def test_two_times_are_two() -> None:
    assert said("kinh phí năm 2023 so với năm 2022") == ["= 2023 any", "= 2022 any"]
    assert said("các năm 2022, 2023") == ["= 2022 any", "= 2023 any"]


@pytest.mark.parametrize(
    "text",
    [
        "kinh phí hạn chế", "Ban hành ngày nào?", "năm nào", "tháng mấy", "quý nào", "khi nào", "năm xã khó khăn",
        "Nghị định 72/2015/NĐ-CP", "214/BC-UBND", "Quyết định số 2405/QĐ-UBND", "2023 hộ nghèo", "2.023 người",
        "5/12 tiêu chí", "tỷ lệ 99,2%", "so với năm trước", "cùng kỳ năm trước", "thu nhập cao nhất", "xã gần nhất",
        "đến trường", "từ đâu", "sau sinh", "trước mắt", "năm học", "Đại hội XII", "16-KL/TW", "ngày càng tăng",
        "1946 đồng", "khoảng 2020 hộ", "hằng năm", "năm mươi hộ", "mục 1.2.16",
        "mười hai tháng", "hai nghìn hộ", "quý vị đại biểu", "Việt Nam",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert said(text) == []


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        [
            "ngày {d}/{m}/{y}", "{d:02}/{m:02}/{y}", "ngày {d:02} tháng {m:02} năm {y}", "{d}-{m}-{y}", "{d}.{m}.{y}",
            "mùng {d} tháng {m} năm {y}", "ngày {d} tháng {m}/{y}", "{y}-{m:02}-{d:02}",
        ]
    ),
    st.sampled_from(["Báo cáo nào có {}?", "kinh phí {} của xã", "{}", "xã Tân Lập {} nói gì"]),
    st.booleans(),
)  # fmt: skip
def test_a_day_in_any_spelling_inside_any_sentence_is_that_day(
    day: date, spelling: str, frame: str, accents: bool
) -> None:
    written = spelling.format(d=day.day, m=day.month, y=day.year)
    text = frame.format(written) if accents else fold(frame.format(written))
    (one,) = times_asked(text, TODAY)
    assert isinstance(one, TimeAsked)
    assert (one.op, one.first, one.last) == ("=", day.isoformat(), day.isoformat())
    assert (written if accents else fold(written)) in text[one.start : one.end]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("năm 2023", ("2023", "2023")),
        ("trước năm 2020", ("0001-01-01", "2019-12-31")),
        ("trước ngày 1/3/2024", ("0001-01-01", "2024-02-29")),
        ("sau năm 2023", ("2024-01-01", "9999-12-31")),
        ("sau tháng 12 năm 2023", ("2024-01-01", "9999-12-31")),
        ("sau ngày 28/2/2023", ("2023-03-01", "9999-12-31")),
        ("từ năm 2023", ("2023", "9999-12-31")),
        ("đến năm 2020", ("0001-01-01", "2020")),
    ],
)
def test_the_ends_of_a_bound_leave_the_bound_itself_out_where_it_says_so(text: str, ends: tuple[str, str]) -> None:
    (one,) = times_asked(text, TODAY)
    assert isinstance(one, TimeAsked)
    assert ends_of(one) == ends


@given(st.text(max_size=200))
def test_any_text_has_times_in_order_that_do_not_overlap(text: str) -> None:
    found = times_asked(unicodedata.normalize("NFC", text), TODAY)
    assert all(one.end <= other.start for one, other in pairwise(found))
