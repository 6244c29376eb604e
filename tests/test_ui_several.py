"""Kho báo cáo in a real browser: several reports ticked and the same done to them, by mouse and by keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import CHROMIUM, faults_in, needs_axe, served
from tracuu.index.opening import open_store
from tracuu.words import say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"),
]


def said(key: str, **values: object) -> str:
    return say(f"page.{key}", "vi", **values)


@pytest.fixture(scope="module")
def address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the samples, one of which stands in a collection of its own."""
    data = tmp_path_factory.mktemp("nhiều") / "kho"
    shutil.copytree(sample_store, data)
    store = open_store(data)
    with store.view() as view:
        store.collect(view.reports()[-1].id, ["phòng A"])
    store.close()
    with served(data) as there:
        yield there


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(locale="vi-VN", bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}&tab=holdings")
        expect(cards(page).first).to_be_visible()
        yield page
        assert faults == []


def cards(page: Page) -> Locator:
    return page.locator("#holdings-answer .held .card")


def asked(page: Page, *places: int) -> Locator:
    """The dialog over the reports at those places of the list."""
    for place in places:
        cards(page).nth(place).locator(".choose").check()
    page.get_by_role("button", name=said("several_button")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text(said("several_title", n=len(places)))
    return dialog


def confirm(dialog: Locator, count: int) -> None:
    dialog.get_by_role("button", name=said("several_confirm", n=count), exact=True).click()


def outcome(page: Page) -> Locator:
    return page.locator("#holdings-work .outcome")


def test_an_agency_is_set_for_those_ticked_and_what_is_gone_is_named(page: Page, address: str) -> None:
    button = page.get_by_role("button", name=said("several_button"))
    expect(button).to_be_disabled()
    dialog = asked(page, 0, 1, 2)
    expect(page.locator(".several .chosen")).to_have_text(said("chosen", n=3))
    gone = dialog.locator("li").nth(2).text_content()
    assert gone
    other = page.context.new_page()  # somebody else takes one of them out before it is confirmed
    other.goto(f"{address}&tab=holdings")
    removed = cards(other).nth(2).locator(".choose").get_attribute("value")
    cards(other).nth(2).get_by_role("button", name=said("remove"), exact=True).click()
    expect(other.locator("#holdings-change .outcome")).to_be_visible()
    confirm(dialog, 3)  # nothing is filled in: the browser asks for it, and nothing is done
    expect(dialog).to_be_visible()
    dialog.get_by_role("textbox", name=said("field_agency")).fill("Sở Ong <img src=x>")
    confirm(dialog, 3)
    expect(dialog).to_have_count(0)
    expect(outcome(page)).to_contain_text(said("did_several_corrected", n=2))
    expect(outcome(page)).to_contain_text(said("not_done", n=1))
    expect(outcome(page).locator(".faults li")).to_have_count(1)
    expect(outcome(page)).to_be_focused()
    for place in (0, 1):
        expect(page.locator(".held .source", has_text="Sở Ong <img src=x>").nth(place)).to_be_visible()
    other.get_by_role("button", name=said("undo"), exact=True).click()
    expect(other.locator(f".held .choose[value='{removed}']")).to_have_count(1)
    other.close()


def test_a_secrecy_is_set_and_the_mark_is_seen(page: Page) -> None:
    dialog = asked(page, 0, 3)
    dialog.get_by_role("combobox", name=said("field_secrecy")).select_option("Tối mật")
    expect(dialog.get_by_role("radio", name=said("set_secrecy"))).to_be_checked()
    confirm(dialog, 2)
    expect(outcome(page)).to_contain_text(said("did_several_corrected", n=2))
    expect(page.locator(".held .secret", has_text="TỐI MẬT")).to_have_count(2)


def test_reports_are_moved_to_a_collection(page: Page) -> None:
    dialog = asked(page, 1, 2)
    dialog.get_by_role("radio", name=said("move_to_collection")).check()
    dialog.get_by_role("combobox", name=said("collection"), exact=True).select_option("phòng A")
    confirm(dialog, 2)
    expect(outcome(page)).to_contain_text(said("did_several_collected", n=2))


def test_by_keys_alone_all_that_are_listed_are_removed_and_brought_back(page: Page) -> None:
    shown = cards(page).count()
    everything = page.get_by_role("checkbox", name=said("choose_all", n=shown))
    everything.focus()
    page.keyboard.press("Space")
    expect(page.locator(".several .chosen")).to_have_text(said("chosen", n=shown))
    cards(page).first.focus()
    page.keyboard.press("b")
    expect(page.locator(".several .chosen")).to_have_text(said("chosen", n=shown - 1))
    assert everything.evaluate("box => box.indeterminate")
    page.keyboard.press("b")
    expect(everything).to_be_checked()
    page.get_by_role("button", name=said("several_button")).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name=said("set_agency"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(everything).to_be_checked()
    page.get_by_role("button", name=said("several_button")).press("Enter")
    expect(dialog.get_by_role("radio", name=said("set_agency"))).to_be_focused()
    page.keyboard.press("ArrowUp")  # round to the last
    expect(dialog.get_by_role("radio", name=said("remove_several"))).to_be_checked()
    page.keyboard.press("Enter")
    expect(outcome(page)).to_contain_text(said("did_several_removed", n=shown))
    expect(page.locator("#holdings-answer .several")).to_have_count(0)
    outcome(page).get_by_role("button", name=said("undo"), exact=True).press("Enter")
    expect(outcome(page)).to_contain_text(said("did_several_restored", n=shown))
    expect(cards(page)).to_have_count(shown)


def test_ticks_stay_where_the_list_grows_and_go_where_it_no_longer_shows_them(page: Page) -> None:
    first = cards(page).first.locator(".choose").get_attribute("value")
    cards(page).first.locator(".choose").check()
    cards(page).nth(1).locator(".choose").check()
    page.get_by_label(said("holdings_label")).fill("không có báo cáo nào tên thế")
    page.keyboard.press("Enter")
    expect(cards(page)).to_have_count(0)
    page.get_by_label(said("holdings_label")).fill("")
    page.keyboard.press("Enter")
    expect(page.locator(f".held .choose[value='{first}']")).not_to_be_checked()
    expect(page.get_by_role("button", name=said("several_button"))).to_be_disabled()


@needs_axe
def test_the_ticks_and_the_dialog_have_no_fault_that_axe_finds(page: Page) -> None:
    cards(page).first.locator(".choose").check()
    assert faults_in(page) == []
    page.get_by_role("button", name=said("several_button")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults_in(page) == []


@pytest.mark.parametrize("width", [320, 390, 2560])
def test_nothing_of_it_goes_off_the_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    dialog = asked(page, 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
