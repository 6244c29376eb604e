"""The original beside the report in a real browser: at the page of the passage, on and back, and away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import CHROMIUM, faults_in, needs_axe
from tracuu.index.opening import open_store
from tracuu.words import say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"),
]


def said(key: str, **values: object) -> str:
    return say(f"page.{key}", "vi", **values)


@pytest.fixture(scope="module")
def passages(sample_store: Path) -> dict[str, str]:
    """A passage of a PDF that is not on its first page, and one of no PDF."""
    store = open_store(sample_store)
    with store.view() as view:
        known = [passage for record in view.reports() for passage in view.passages_of(record.id)]
    store.close()
    paged = next(one for one in known if one.page == 2 and one.report.file.endswith(".pdf"))
    plain = next(one for one in known if one.report.file.endswith(".md"))
    return {"pdf": paged.key, "other": plain.key}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(locale="vi-VN", bypass_csp=False, viewport={"width": 1400, "height": 900}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda one: faults.append(one.text) if "Content Security Policy" in one.text else None)
        yield page
        assert faults == []


def opened(page: Page, address: str, passage: str) -> Locator:
    """The button that shows the original of the report of a passage."""
    page.goto(f"{address}&q=kinh+phí&p={passage}")
    expect(page.locator("#report .here")).to_be_visible()
    return page.get_by_role("button", name=said("show_original"), exact=True)


def drawn(page: Page, number: int) -> None:
    """Wait until that page is there, and seen."""
    image = page.get_by_role("img", name=said("original_page", n=number), exact=True)
    expect(image).to_be_visible()
    page.wait_for_function("() => document.querySelector('.original img').naturalWidth > 1000")


def test_the_page_of_the_passage_is_shown_beside_the_report(page: Page, address: str, passages: dict[str, str]) -> None:
    button = opened(page, address, passages["pdf"])
    button.click()
    drawn(page, 2)
    beside = page.locator(".original")
    expect(beside.get_by_role("heading")).to_be_focused()
    left, right = beside.bounding_box(), page.locator("#report .here").bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"], "neither lies over the other"
    beside.get_by_role("button", name=said("page_before")).click()
    drawn(page, 1)
    expect(beside.get_by_role("button", name=said("page_before"))).to_be_disabled()
    for number in (2, 3, 4, 5, 6):
        beside.get_by_role("button", name=said("page_after")).click()
        expect(beside.get_by_role("heading")).to_have_text(said("original_page", n=number))
        expect(beside).not_to_have_attribute("aria-busy", "true")
        if beside.get_by_role("alert").is_visible():
            break
    expect(beside.get_by_role("alert")).to_contain_text("không có trang")
    expect(beside.get_by_role("button", name=said("page_after"))).to_be_disabled()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.locator("#report .here")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_it_is_at_the_paragraph_that_is_read_by_keys_alone(page: Page, address: str, passages: dict[str, str]) -> None:
    button = opened(page, address, passages["pdf"])
    page.locator("#report p[data-n='1']").focus()
    button.focus()
    page.keyboard.press("Enter")
    drawn(page, 1)
    page.keyboard.press("Escape")
    expect(page.locator(".original")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#report article")).to_have_count(0)


def test_what_came_in_no_pdf_has_none(page: Page, address: str, passages: dict[str, str]) -> None:
    expect(opened(page, address, passages["other"])).to_have_count(0)
    expect(page.get_by_role("link", name=said("original"))).to_be_visible()


def test_on_a_telephone_it_lies_over_all_and_goes_again(page: Page, address: str, passages: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, address, passages["pdf"]).click()
    drawn(page, 2)
    box = page.locator(".original").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    page.locator(".original").get_by_role("button", name=said("close"), exact=True).click()
    expect(page.locator("#report .here")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@needs_axe
def test_it_has_no_fault_that_axe_finds(browser: Browser, address: str, passages: dict[str, str]) -> None:
    with browser.new_context(locale="vi-VN", bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        opened(page, address, passages["pdf"]).click()
        drawn(page, 2)
        assert faults_in(page) == []
