"""Suggestions while somebody types: reports and agencies by their names, phrases as reports go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.disturbed import HashEncoder
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search.suggestions import suggestions


def test_reports_are_offered_by_number_date_signer_and_title_with_accents_or_without(sample_view: View) -> None:
    for typed in ("214", "bao cao so 214/BC", "ngày 5/12/2023", "đỗ văn quýnh xã tân l", "cai cach hanh chinh xa tan"):
        found = suggestions(sample_view, typed)
        assert "214/BC-UBND" in [report.header.number for report in found.reports], typed
    assert suggestions(sample_view, "UBND xã Tân L").agencies == ("UBND xã Tân Lập",)
    assert suggestions(sample_view, "214", names=False).reports == ()


@pytest.mark.parametrize("typed", ["", " ", "a", "?!", "xyzzy", "kinh phí xyzzy"])
def test_nothing_is_offered_where_nothing_goes_on_so(sample_view: View, typed: str) -> None:
    found = suggestions(sample_view, typed)
    assert (found.reports, found.agencies, found.phrases) == ((), (), ())


REPORT = """ỦY BAN NHÂN DÂN
XÃ THỬ {n}
Số: {n}/BC-UBND
Thử, ngày 7 tháng 7 năm 2024

BÁO CÁO
Kết quả năm 2024

I. Kết quả
{text}
"""
SAID = (
    "Cơ sở vật chất còn thiếu. So với năm trước thì hơn.",
    "Trường có cơ sở vật chất đã cũ; cơ sở vật chất của trạm cũng vậy.",
    "Cơ số vắc xin còn đủ. Cơ sở dữ liệu dân cư đã xong.",
    "Đã nhập cơ sở dữ liệu dân cư; cơ sở và trường đều nhập.",
    "Cơ sở và hộ đều nhập. Ý kiến cơ sở. Vật tư còn đủ.",
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    base: Path = tmp_path_factory.mktemp("gợi ý")
    (base / "tệp").mkdir()
    for n, text in enumerate(SAID):
        (base / "tệp" / f"{n}.txt").write_text(REPORT.format(n=n, text=text), encoding="utf-8")
    store = open_store(base / "kho")
    store.sync([base / "tệp"], HashEncoder())
    with store.view() as view:
        yield view


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cơ sở v", ("cơ sở vật chất",)),
        ("co so v", ("cơ sở vật chất",)),
        ("Cơ sở ", ("cơ sở vật chất", "cơ sở dữ liệu dân cư")),
        ("xã nào có cơ sở d", ("xã nào có cơ sở dữ liệu dân cư",)),
        ("cơ số v", ()),
        ("cơ sở vật chất", ()),
    ],
)
def test_a_phrase_goes_on_as_several_reports_do_as_far_as_it_is_one(
    view: View, typed: str, offered: tuple[str, ...]
) -> None:
    """Not with what one alone says, not over a full stop, not by other accents than were typed, not up to "và"."""
    found = suggestions(view, typed).phrases
    assert sorted(map(str.lower, found)) == sorted(map(str.lower, offered))


def test_what_is_offered_has_all_its_accents_and_no_capital_within(sample_view: View) -> None:
    assert suggestions(sample_view, "kinh phi han che", names=False).phrases == ("kinh phí hạn chế",)
    assert suggestions(sample_view, "kinh phí hạn c", names=False).phrases == ("kinh phí hạn chế",)
