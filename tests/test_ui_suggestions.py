"""What the page offers while somebody types, in a real browser over a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browsing import faults_in, needs_axe, served, visiting
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.page.cards.frame import OFFERED
from tracuu.page.language import WORDS

VI = WORDS["vi"]


REPORT = "ỦY BAN NHÂN DÂN\nXÃ {name}\n\nSố: {n}/BC-UBND\n\nBÁO CÁO\nKết quả năm 2024\n\nXã {name} nuôi {n} đàn ong."
NAMES = [
    f"{first} {second}"
    for first in ("Bình", "Sơn", "Đông", "Hạ", "Kim", "Lâm")
    for second in ("An", "Cát", "Đài", "Hòa", "Khê")
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[str]:
    """The page over reports of more agencies than a list is sent with."""
    base = tmp_path_factory.mktemp("nhiều")
    (base / "tệp").mkdir()
    for n, name in enumerate(NAMES, 1):
        (base / "tệp" / f"{n}.txt").write_text(REPORT.format(name=name.upper(), n=n), encoding="utf-8")
    sync(base / "kho", [base / "tệp"], encoder)
    with served(base / "kho") as there:
        yield there


def test_a_list_too_long_to_be_sent_is_searched_as_one_types_and_what_is_ticked_stays(
    browser: Browser, usual: BrowserContext, many: str
) -> None:
    for visit in visiting(browser, usual, many):
        there = visit("?q=đàn+ong")
        there.facet("agency").click()
        labels = there.page.locator("[data-name=agency] label")
        expect(labels).to_have_count(OFFERED)
        expect(there.page.locator("[data-name=agency] .further")).to_contain_text(f"và {len(NAMES) - OFFERED} mục khác")
        narrow = there.page.locator("[data-name=agency] .narrow")
        narrow.fill("son kh")
        expect(labels).to_have_text([re.compile("UBND xã Sơn Khê *1")])
        labels.first.click()
        expect(there.cards).to_have_count(1)
        expect(there.cards).to_contain_text("Sơn Khê")
        narrow.fill("lam")
        expect(labels).to_have_count(6)
        expect(labels.first.locator("input")).to_be_checked()
        labels.last.click()
        expect(there.cards).to_have_count(2)


def test_what_is_offered_lies_over_the_page_and_leads_where_it_says_by_keys_alone(visits: Any) -> None:
    visit = visits("?q=rác+thải")
    keys, offered = visit.page.keyboard, visit.page.locator(".offered:visible li")
    expect(visit.cards.first).to_be_visible()
    expect(visit.page.locator("[aria-busy]")).to_have_count(0)
    visit.page.evaluate("document.fonts.ready")
    places = visit.cards.first.bounding_box(), visit.facet("year").bounding_box()
    visit.box.fill("")
    keys.type("tân l")
    expect(offered.first).to_contain_text("Báo cáo số 412/BC-UBND")
    assert (visit.cards.first.bounding_box(), visit.facet("year").bounding_box()) == places, "nothing moves"
    agency = offered.filter(has_text=VI["suggested_agency"])
    expect(agency).to_contain_text("UBND xã Tân Lập")
    keys.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    expect(visit.box).to_have_attribute("aria-activedescendant", offered.first.get_attribute("id"))
    expect(visit.box).to_be_focused()
    keys.press("Enter")
    expect(visit.page.locator("#report header h2")).to_have_text("UBND xã Tân Lập")
    expect(offered).to_have_count(0)
    assert visit.said()["q"] == ["rác thải"], "what was found stays beside the report"
    keys.press("Escape")
    visit.box.fill("")
    visit.box.press_sequentially("tân l")
    agency.click()
    expect(visit.page.locator(".chip")).to_have_text(["Cơ quan: UBND xã Tân Lập ✕"])
    expect(visit.box).to_have_value("")


def test_phrases_and_what_was_asked_before_are_offered_and_gone_once_one_has_asked(visits: Any) -> None:
    visit = visits()
    keys, offered = visit.page.keyboard, visit.page.locator(".offered:visible li")
    visit.ask("phân loại rác tại nguồn")
    expect(visit.cards.first).to_be_visible()
    visit.box.fill("")
    keys.type("phan loai r")
    expect(offered).to_contain_text(["phân loại rác tại nguồn", "hân loại rác"])
    expect(offered.first).to_contain_text(VI["suggested_past"])
    keys.press("Escape")
    expect(offered).to_have_count(0)
    expect(visit.box).to_have_value("phan loai r")
    visit.box.fill("")
    keys.type("trông ch")
    expect(offered.first).to_contain_text("trông chờ cấp trên hướng dẫn")
    phrase = offered.last.locator("span span").inner_text()
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(visit.box).to_have_value(phrase)
    expect(visit.cards.locator("mark").first).to_contain_text("trông chờ cấp trên hướng dẫn")
    visit.page.route("**/suggestions*", lambda route: route.fulfill(body="<li role=option>muộn</li>"))
    visit.box.fill("")
    keys.type("kinh phí hạn")
    with visit.page.expect_request("**/suggestions*"):
        keys.type(" ")
    visit.ask("kinh phí hạn chế")
    expect(visit.cards.first).to_contain_text("Kinh phí")
    expect(offered).to_have_count(0)


def test_only_what_is_asked_there_is_offered_on_other_tabs_and_a_phone_shows_it_whole(visits: Any) -> None:
    visit = visits("?tab=ask", viewport={"width": 390, "height": 844})
    offered = visit.page.locator(".offered:visible")
    visit.box.press_sequentially("đề nghị ")
    expect(offered).to_contain_text("đề nghị UBND tỉnh", ignore_case=True)
    expect(offered).not_to_contain_text(VI["suggested_report"])
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    offered.get_by_role("option").first.click()
    expect(visit.page.locator("#ask-answer .answer")).to_be_visible()
    assert visit.said()["tab"] == ["ask"]


@needs_axe
def test_axe_finds_no_fault_in_what_is_offered(visits: Any) -> None:
    visit = visits("?tab=search", bypass_csp=True, reduced_motion="reduce")
    visit.box.press_sequentially("tân l")
    expect(visit.page.locator(".offered:visible li").first).to_be_visible()
    visit.page.keyboard.press("ArrowDown")
    assert faults_in(visit.page) == []
