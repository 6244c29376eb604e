"""Two reports side by side: what is the same, changed, new and gone."""

from __future__ import annotations

from collections import Counter

import pytest

from tracuu.corpus.report import Paragraph
from tracuu.search.comparison import compared


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(n, text, "paragraph", ()) for n, text in enumerate(texts, 1)]


OLD = paragraphs(
    "Tổng số hộ nghèo là 120 hộ, chiếm 8,5% số hộ toàn xã.",
    "Công tác tuyên truyền được thực hiện trên loa phát thanh.",
    "Đường liên thôn bị sạt lở hai đoạn sau mưa lũ.",
)
NEW = paragraphs(
    "Công tác tuyên truyền được thực hiện trên loa phát thanh.",
    "Tổng số hộ nghèo là 96 hộ, chiếm 6,9% số hộ toàn xã.",
    "Nhà văn hóa được lắp mạng không dây.",
)


def test_paragraphs_belong_together_in_whatever_order_and_each_once() -> None:
    pairs = compared(OLD, NEW)
    told = [(pair.kind, pair.first and pair.first.n, pair.second and pair.second.n) for pair in pairs]
    assert sorted(told, key=str) == [("changed", 1, 2), ("gone", 3, None), ("new", None, 3), ("same", 2, 1)]
    assert [pair.second.n for pair in pairs if pair.second] == [1, 2, 3], "in the order of the second"


def test_the_figures_that_changed_are_marked_and_no_others() -> None:
    (pair,) = (one for one in compared(OLD, NEW) if one.kind == "changed")
    assert pair.first
    assert pair.second
    assert [pair.first.text[start:end] for start, end in pair.first_figures] == ["120", "8,5"]
    assert [pair.second.text[start:end] for start, end in pair.second_figures] == ["96", "6,9"]
    same = compared(paragraphs("Có 5 hộ, 5 thôn."), paragraphs("Có 5 hộ và 5 thôn, 5 đội."))[0]
    assert (same.kind, same.first_figures, same.second_figures) == ("changed", (), ((19, 20),))


def test_a_sign_a_mark_and_a_range_make_another_figure() -> None:
    """The words are the same: they have neither signs nor marks."""
    for old, new in (("giảm -5% so với", "giảm 5% so với"), ("đạt 8,5 tấn", "đạt 8.5 tấn"), ("10-15 hộ", "10/15 hộ")):
        (pair,) = compared(paragraphs(f"Sản lượng {old}"), paragraphs(f"Sản lượng {new}"))
        assert (pair.kind, len(pair.first_figures), len(pair.second_figures)) == ("changed", 1, 1)


def test_nothing_beside_something_and_a_report_beside_itself() -> None:
    assert [pair.kind for pair in compared([], NEW)] == ["new"] * 3
    assert [pair.kind for pair in compared(OLD, [])] == ["gone"] * 3
    assert [pair.kind for pair in compared(OLD, OLD)] == ["same"] * 3
    twice = paragraphs("Như trên.", "Như trên.")
    assert [pair.kind for pair in compared(twice, twice[:1])] == ["same", "gone"]


def test_long_reports_are_compared_to_their_ends() -> None:
    """What is told of both together is of all that they have."""
    words = ("lúa", "ngô", "chè", "cam", "bưởi", "mía", "lạc")
    kept = [f"Thôn {n} trồng {words[n % 7]} ở cánh đồng {words[n % 5]} phía {n % 11}." for n in range(1500)]
    gone = [f"Tổ vay vốn số {n} giải thể." for n in range(900)]
    told = Counter(pair.kind for pair in compared(paragraphs(*kept, *gone), paragraphs(*reversed(kept))))
    assert told == {"same": 1500, "gone": 900}


def test_a_paragraph_is_looked_for_about_its_place_where_there_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracuu.search.comparison.COMPARED", 2)
    monkeypatch.setattr("tracuu.search.comparison.AT_ONCE", 1)
    old = paragraphs(*(f"Đập nước {name} bị thấm." for name in ("Suối Bùn", "Khe Lim", "Bàu Sen", "Vực Tròn")))
    new = paragraphs(*(f"{one.text[:-1]} nặng." for one in old))
    assert [(pair.kind, pair.first and pair.first.n) for pair in compared(old, new)] == [
        ("changed", n) for n in range(1, 5)
    ]
