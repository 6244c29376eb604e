"""What a reader keeps in their browser: searches that say what of them is new, baskets with notes and an order."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browsing import faults_in, needs_axe, served
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.page.language import WORDS

VI = WORDS["vi"]
LATER = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP

Số: 999/BC-UBND

Tân Lập, ngày 05 tháng 3 năm 2026

BÁO CÁO
Kết quả cải cách hành chính năm 2026

I. TỒN TẠI, HẠN CHẾ

Kinh phí dành cho cải cách hành chính còn hạn chế, cả năm chỉ được cấp 15 triệu đồng.
"""


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(sample_store, data, dirs_exist_ok=True)
    return data


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with served(store) as there:
        yield there


def test_passages_stand_together_by_their_reports_and_keys_walk_through_them_all(visits: Any) -> None:
    visit = visits("?q=kinh+phí+hạn+chế")
    expect(visit.cards.first).to_be_visible()
    expect(visit.page.locator("[aria-busy]")).to_have_count(0)
    keys = visit.page.evaluate("[...document.querySelectorAll('.card .open:not(.also *)')].map(b => b.dataset.passage)")
    visit.page.get_by_role("checkbox", name=VI["grouped"]).check()
    reports = visit.page.locator(".of-report")
    expect(reports.first).to_be_visible()
    expect(visit.page.get_by_role("checkbox", name=VI["grouped"])).to_be_focused()
    assert visit.said()["group"] == ["1"]
    firsts = list(dict.fromkeys(key.rpartition("-")[0] for key in keys))
    shown = visit.page.evaluate(
        "[...document.querySelectorAll('.of-report > header .open')].map(b => b.dataset.passage)"
    )
    assert shown == firsts, "reports stand in the order of their best passage, each once"
    assert len(firsts) < len(keys) == visit.cards.count()
    visit.page.keyboard.press("ArrowDown")
    expect(visit.cards.first).to_be_focused()


def test_a_saved_search_says_what_is_new_marks_it_and_has_seen_it_then(
    visits: Any, store: Path, tmp_path: Path, encoder: Encoder
) -> None:
    visit = visits("?q=kinh+phí+cải+cách+hành+chính&level=commune")
    expect(visit.cards.first).to_be_visible()
    visit.page.get_by_role("button", name=VI["save_search"]).click()
    expect(visit.page.get_by_role("button", name=VI["search_saved"])).to_have_attribute("aria-pressed", "true")
    home = visit.page.url.split("?", maxsplit=1)[0]
    visit.page.goto(home)
    row = visit.page.locator(".saved-searches li")
    expect(row).to_contain_text("kinh phí cải cách hành chính · Cấp: Xã, phường, thị trấn")
    expect(row.locator("small")).to_have_text(VI["nothing_new"])
    (tmp_path / "sau.txt").write_text(LATER, encoding="utf-8")
    sync(store, [tmp_path], encoder)
    visit.page.goto(home)
    expect(row.locator("small.new")).to_have_text("1 kết quả mới")
    known = visit.page.evaluate("JSON.parse(localStorage['tracuu.saved'])[0].seen.length")
    row.get_by_role("button").first.click()
    fresh = visit.cards.filter(has=visit.page.locator("small.new"))
    expect(fresh).to_have_count(1)
    expect(fresh).to_contain_text("15 triệu đồng")
    visit.page.wait_for_function("known => JSON.parse(localStorage['tracuu.saved'])[0].seen.length > known", arg=known)
    visit.page.goto(home)
    expect(row.locator("small")).to_have_text(VI["nothing_new"])
    row.get_by_role("button").last.click()
    expect(row).to_have_count(0)


def test_a_list_of_reports_is_saved_too(visits: Any) -> None:
    visit = visits("?agency=UBND+xã+Tân+Lập")
    expect(visit.cards.first).to_be_visible()
    visit.page.get_by_role("button", name=VI["save_search"]).click()
    expect(visit.page.get_by_role("button", name=VI["search_saved"])).to_be_visible()
    assert len(visit.page.evaluate("JSON.parse(localStorage['tracuu.saved'])[0].seen")) >= 2


def test_baskets_have_names_notes_and_an_order_that_word_keeps(visits: Any) -> None:
    visit = visits("?q=kinh+phí+hạn+chế")
    for place in (0, 1, 2):
        visit.cards.nth(place).get_by_role("button", name=VI["pick"]).click()
    visit.page.locator("#masthead .show-basket").click()
    quotes = visit.page.locator("#basket .quote")
    expect(quotes).to_have_count(3)
    texts = quotes.all_inner_texts()
    down = visit.page.get_by_role("button", name=VI["pick_down"]).first
    down.focus()
    down.press("Enter")
    expect(quotes).to_have_text([texts[1], texts[0], texts[2]])
    expect(visit.page.get_by_role("button", name=VI["pick_down"]).nth(1)).to_be_focused()
    visit.page.locator("#basket li[data-pick]").nth(2).drag_to(visit.page.locator("#basket li[data-pick]").first)
    order = [texts[2], texts[1], texts[0]]
    expect(quotes).to_have_text(order)
    note = visit.page.get_by_role("textbox", name=VI["pick_note"]).first
    note.fill("Về <kinh phí>")
    note.press("Tab")
    expect(visit.page.locator("#basket input[name=note]").first).to_have_value("Về <kinh phí>")
    which = visit.page.locator("#basket .which")
    visit.page.get_by_role("textbox", name=VI["basket_new"]).fill("Báo cáo quý")
    visit.page.get_by_role("button", name=VI["basket_make"]).click()
    expect(which).to_have_value("Báo cáo quý")
    expect(quotes).to_have_count(0)
    visit.cards.nth(3).get_by_role("button", name=VI["pick"]).click()
    expect(quotes).to_have_count(1)
    visit.page.reload()
    visit.page.locator("#masthead .show-basket").click()
    expect(which.locator("option")).to_have_text(["Giỏ chung (3)", "Báo cáo quý (1)"])
    which.select_option("")
    expect(quotes).to_have_text(order)
    expect(note).to_have_value("Về <kinh phí>")
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name=VI["basket_docx"]).click()
    content = io.BytesIO(Path(saved.value.path()).read_bytes())
    said = [paragraph.text for paragraph in Document(content).paragraphs]
    at = said.index("Về <kinh phí>")
    assert said[at + 1 : at + 4] == [f"“{text}”" for text in order]
    which.select_option("Báo cáo quý")
    expect(quotes).to_have_count(1)
    visit.page.get_by_role("button", name=VI["basket_drop"]).click()
    expect(which.locator("option")).to_have_text(["Giỏ chung (3)"])


@needs_axe
def test_axe_finds_no_fault_in_groups_saved_searches_and_baskets(visits: Any) -> None:
    visit = visits("?q=kinh+phí+hạn+chế&group=1", bypass_csp=True, reduced_motion="reduce")
    visit.page.get_by_role("button", name=VI["save_search"]).click()
    visit.cards.first.get_by_role("button", name=VI["pick"]).click()
    visit.page.locator("#masthead .show-basket").click()
    expect(visit.page.locator("#basket .quote")).to_have_count(1)
    assert faults_in(visit.page) == []
    visit.page.goto(visit.page.url.split("?", maxsplit=1)[0])
    expect(visit.page.locator(".saved-searches li")).to_be_visible()
    assert faults_in(visit.page) == []
