"""The page in the language that is asked for: by the address, in every part that is no quotation."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import CHROMIUM, entered
from tracuu.page.cards.wordings import blank_meant
from tracuu.page.language import WORDS, asked_language, kept_language, said_language, warning_said
from tracuu.page.tabs.desk import as_html, started
from tracuu.words import Language, say, table

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed")


def test_an_address_decides_over_what_a_browser_says_and_over_what_was_chosen_before() -> None:
    headers = {"cookie": "tracuu-lang=vi", "accept-language": "vi"}
    assert asked_language(headers, "q=a&lang=en") == "en"
    assert asked_language({"accept-language": "en"}, "lang=vi") == "vi"
    assert asked_language(headers, "lang=fr") == "vi"
    assert said_language("lang=en%0d%0ax") is None
    assert asked_language({"cookie": kept_language("en").partition(";")[0]}) == "en"


def _fields(language: Language) -> str:
    return ", ".join(say(f"warnings.field_{name}", language) for name in ("number", "agency"))


@pytest.mark.parametrize("name", sorted(table("warnings", "vi")))
def test_a_warning_that_is_kept_in_vietnamese_is_said_in_english(name: str) -> None:
    values: dict[str, object] = {"n": 3, "pages": "2, 4", "share": 81.0, "program": "x", "fields": _fields("vi")}
    values |= {field: "x" for field in re.findall(r"{(\w+)", table("warnings", "vi")[name]) if field not in values}
    told = say(f"warnings.{name}", "vi", **values)
    values["fields"] = _fields("en")
    assert warning_said(told, WORDS["en"]) == say(f"warnings.{name}", "en", **values)
    assert warning_said(told, WORDS["vi"]) == told
    assert warning_said("<b>khác", WORDS["en"]) == "<b>khác"


def test_what_a_blank_is_for_is_said_in_the_readers_language() -> None:
    assert blank_meant("số", WORDS["vi"]) == "số"
    assert blank_meant("tên xã", WORDS["vi"]) == "tên xã"
    assert blank_meant("số", WORDS["en"]) == "a figure"
    assert blank_meant("tên xã", WORDS["en"]) == "a name (tên xã)"


def test_the_page_and_the_plain_page_are_in_the_language_of_their_address_and_keep_it(address: str) -> None:
    with entered(address) as client:
        first = client.get("/", params={"lang": "en"}, headers={"accept-language": "vi"})
        assert "Search in reports" in first.text
        assert WORDS["en"]["opening_page"] in first.text
        assert client.get("/plain").text.startswith('<!doctype html><html lang="en">')
        assert '<html lang="vi">' in client.get("/plain", params={"lang": "vi"}).text
        assert "set-cookie" not in client.get("/plain").headers


@in_browser
def test_an_address_with_a_language_shows_all_in_it_and_another_can_still_be_chosen(
    browser: Browser, address: str
) -> None:
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(f"{address}&lang=en&tab=holdings")
        expect(page.get_by_role("tab", name="Archive")).to_be_visible()
        expect(page).to_have_title("tracuu — Search in reports")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator(".held .card .unsure").first).to_be_visible()
        for warning in page.locator(".held .card .unsure li").all_inner_texts():
            assert not re.search("Không|Chữ|Trang", warning)
        page.get_by_role("tab", name="Search").click()
        expect(page.locator("#search-answer .notice")).to_contain_text(re.compile(r"reports, [\d,]+ passages"))
        page.locator("#masthead .show-basket").click()
        box = page.locator("#basket .new-basket input")
        page.locator("#basket .new-basket button").click()
        assert box.evaluate("box => box.validationMessage") == WORDS["en"]["basket_needs_name"]
        box.fill("Quý")
        assert box.evaluate("box => box.validationMessage") == ""
        page.locator("#masthead .language").click()
        expect(page.get_by_role("tab", name="Kho báo cáo")).to_be_visible()
        expect(page).to_have_title("tracuu — Tra cứu báo cáo")


@pytest.mark.parametrize(("language", "said"), [("vi", "1.028 báo cáo, 3.758 đoạn"), ("en", "1,028 reports, 3,758")])
def test_what_there_is_to_ask_is_counted_as_the_language_writes_numbers(
    language: Language, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracuu.page.tabs.desk.counts", lambda *_: {"reports": 1028, "passages": 3758})
    desk: Any = SimpleNamespace(house=None, reader=None)
    for ready in ("ready", "draft_ready"):
        assert said.split(",")[-1].split()[0] in as_html(started(desk, WORDS[language], ready))
    assert said in as_html(started(desk, WORDS[language]))
