"""Searching without scripts, in a real browser that runs none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import at
from tracuu.page.language import WORDS

VI = WORDS["vi"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="vi-VN", java_script_enabled=False) as context:
        yield context.new_page()


def test_a_question_is_asked_narrowed_and_its_report_read(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_text("không chạy JavaScript")).to_be_visible()
    page.get_by_role("searchbox").fill("kinh phi han che")
    page.get_by_role("button", name=VI["search_button"], exact=True).click()
    hits = page.get_by_role("listitem").filter(has=page.locator("blockquote"))
    expect(hits).to_have_count(10)
    expect(hits.first.locator("mark")).to_contain_text("Kinh phí dành cho cải cách hành chính còn hạn chế")
    expect(hits.first.locator("cite")).to_contain_text("Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập")
    page.locator("[data-name=year] summary").click()
    page.get_by_role("checkbox", name="2024").check()
    page.get_by_role("button", name=VI["search_button"], exact=True).click()
    expect(hits.first).to_contain_text("22/11/2024")
    page.get_by_role("link", name="Bỏ điều kiện “Năm: 2024”").click()
    expect(hits.first).to_contain_text("5/12/2023")
    text = hits.first.locator("blockquote").inner_text()
    hits.first.get_by_role("link", name=VI["open"]).click()
    expect(page.locator("#here")).to_have_text(text)
    expect(page.locator("#here")).to_be_in_viewport()


def test_an_address_that_was_shared_is_answered_and_what_cannot_be_asked_is_said(page: Page, address: str) -> None:
    page.goto(at(address, "?q=báo+cáo+số+214/BC-UBND&level=commune"))
    expect(page.get_by_role("heading", name=VI["named"])).to_be_visible()
    page.goto(at(address, "?q=kinh+phí+năm:hai"))
    expect(page.get_by_text("Bộ lọc “năm” không nhận giá trị")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("kinh phí năm:hai")
    page.goto(at(address, '?q="><script>x</script>'))
    expect(page.get_by_role("searchbox")).to_have_value('"><script>x</script>')
    page.goto(address)
    expect(page.get_by_role("link", name=VI["open_report"])).to_have_count(10)


def test_what_is_typed_while_the_page_is_still_coming_is_answered_before_it_is_there(
    browser: Browser, address: str
) -> None:
    """On a slow line Gradio takes seconds; nothing that it says of itself meanwhile is in English."""
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.add_init_script(
            """window.said = new Set(); new MutationObserver(() => window.said.add(document.body?.innerText ?? ""))
            .observe(document, { subtree: true, childList: true, characterData: true })"""
        )
        held: list[Route] = []
        page.route("**/assets/index-*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into what it is given
        page.goto(address, wait_until="commit")
        first = page.get_by_role("textbox", name=VI["search_label"])
        first.fill("kinh phí hạn chế")
        first.press("Enter")
        plainly = page.locator("#first blockquote")
        expect(plainly).to_have_count(10)
        expect(plainly.first.locator("mark")).to_contain_text("Kinh phí dành cho cải cách hành chính còn hạn chế")
        first.fill("xyzzyx")
        first.press("Enter")
        expect(page.locator("#first .there")).to_contain_text("xyzzyx")
        first.fill("kinh phí hạn chế")
        first.press("Enter")
        expect(plainly.first.locator("mark")).to_be_visible()
        assert held, "Gradio is not there yet"
        page.unroute("**/assets/index-*.js")  # lets them go
        expect(page.locator(".card:visible").first).to_contain_text("UBND xã Tân Lập")
        expect(page.get_by_role("combobox", name=VI["search_label"])).to_have_value("kinh phí hạn chế")
        expect(first).to_have_count(0)
        said = " ".join(page.evaluate("[...window.said]"))
        assert not re.search(r"Loading|queue:|processing|error", said, re.IGNORECASE)


def test_an_address_that_was_shared_is_answered_before_the_page_is_there(browser: Browser, address: str) -> None:
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        held: list[Route] = []
        page.route("**/assets/index-*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into what it is given
        page.goto(at(address, "?q=kinh+phí+hạn+chế&year=2024"), wait_until="commit")
        expect(page.locator("#first blockquote").first).to_be_visible()
        expect(page.locator("#first .source").first).to_contain_text("2024")
        page.unroute("**/assets/index-*.js")
        expect(page.locator(".card:visible").first).to_contain_text("2024")
        expect(page.locator("#first")).to_have_count(0)
