"""The page in windows of every size: each tab can be opened, a low window shows text, a finger meets what it taps."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from tracuu.page.language import WORDS
from tracuu.ui import TABS

VI = WORDS["vi"]
ASKED = "?tab=search&q=kinh+phí+hạn+chế"


@pytest.mark.parametrize(("width", "touch"), [(320, True), (390, True), (640, False), (1280, False), (1440, False)])
def test_every_tab_is_seen_and_opened_by_finger_mouse_and_keys_at_every_width(
    visits: Any, width: int, touch: bool
) -> None:
    visit = visits(ASKED, viewport={"width": width, "height": 800}, has_touch=touch)
    if width > 1024:  # beside the list, which has half of the width then
        visit.cards.first.get_by_role("button", name=VI["open"]).click()
        expect(visit.here).to_be_visible()
    for tab in TABS:
        button = visit.page.get_by_role("tab", name=VI[f"tab_{tab.name}"], exact=True)
        expect(button).to_be_in_viewport(ratio=1)
        if touch:
            button.tap()
        else:
            button.click()
        expect(visit.page.locator(f"#tab-{tab.name}")).to_be_visible()
        assert visit.said()["tab"] == [tab.name]
    expect(visit.page.get_by_role("button", name="More tabs")).to_have_count(0)
    visit.page.get_by_role("tab", name=VI["tab_search"], exact=True).focus()
    for tab in TABS[1:]:
        visit.page.keyboard.press("Tab")
        expect(visit.page.get_by_role("tab", name=VI[f"tab_{tab.name}"], exact=True)).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(f"#tab-{TABS[-1].name}")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (844, 390)], ids=["zoom 400%", "phone on its side"])
def test_a_low_window_shows_more_of_a_report_than_its_head(visits: Any, width: int, height: int) -> None:
    visit = visits(ASKED, viewport={"width": width, "height": height})
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    expect(visit.here).to_be_focused()
    seen = visit.here.evaluate(
        """passage => { const { top, left, height } = passage.getBoundingClientRect();
        const at = [...Array(20).keys()].map((n) => document.elementFromPoint(left + 20, top + (height * n) / 20));
        return at.filter((one) => passage.contains(one)).length; }"""
    )
    assert seen > 15, "it lies open, with no head over it"


SMALL = """parts => parts.filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => [one.textContent.trim() || one.placeholder, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => height > 2 && Math.min(width, height) < 40).map(([name]) => name)"""


def test_a_finger_meets_links_ticks_and_boxes_too(visits: Any) -> None:
    visit = visits(ASKED, viewport={"width": 390, "height": 844}, has_touch=True)
    expect(visit.cards).to_have_count(10)
    visit.facet("year").click()
    targets = visit.page.locator(
        "#tab-search :is(.downloads a, label:not(.unseen, .sort), summary, .facet [type=number], button)"
    )
    assert targets.evaluate_all(SMALL) == []
    visit.page.keyboard.press("Escape")
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    expect(visit.here).to_be_focused()
    assert visit.page.locator("#report :is(.downloads a, .find input, header button)").evaluate_all(SMALL) == []


HEADINGS = "all => all.filter((one) => one.checkVisibility()).map((one) => [Number(one.tagName[1]), one.innerText])"


@pytest.mark.parametrize("tab", ["search", "wording", "ask"])
def test_headings_lead_to_each_result_and_none_leaves_a_depth_out(visits: Any, tab: str) -> None:
    visit = visits(f"?tab={tab}&q=kinh+phí+hạn+chế")
    expect(visit.cards.first).to_be_visible()
    expect(visit.page.locator("[aria-busy]")).to_have_count(0)
    headings = visit.page.locator(":is(h1, h2, h3, h4)").evaluate_all(HEADINGS)
    depths = [depth for depth, _ in headings]
    assert depths[0] == 1
    assert all(depth <= before + 1 for before, depth in pairwise(depths))
    said = [text for depth, text in headings if depth == 2]
    if tab == "search":
        assert len(said) == visit.cards.count()
        assert said[0] == "UBND xã Tân Lập Báo cáo số 214/BC-UBND ngày 5/12/2023"
    assert said
