"""People at the page in a real browser: signing in, being wrong, asking, what each may do, signing out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import CHROMIUM, at, faults_in, needs_axe, running, served
from tracuu.door import Accounts, Audit
from tracuu.words import say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"),
]

READER, EDITOR = ("chị Lan", "mưa phùn tháng giêng"), ("anh Bình", "nắng tháng tám rám trái bưởi")
NAMED = "tracuu.test"


@pytest.fixture(scope="module")
def data(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("người") / "kho"
    shutil.copytree(sample_store, data)
    Accounts(data).add(*READER, "reader", None)
    Accounts(data).add(*EDITOR, "editor", None)
    return data


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(data, "", NAMED) as address:
        yield address.replace("127.0.0.1", NAMED)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running("--host-resolver-rules=MAP *.test 127.0.0.1") as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="vi-VN", bypass_csp=True)
    yield context
    context.close()


def typed(page: Page, name: str, password: str) -> None:
    page.get_by_label(say("page.sign_in_name", "vi"), exact=True).fill(name)
    page.get_by_label(say("page.sign_in_password", "vi"), exact=True).fill(password)
    page.get_by_role("button", name=say("page.sign_in", "vi"), exact=True).click()


def signed_in(context: BrowserContext, address: str, name: str, password: str, path: str = "") -> Page:
    page = context.new_page()
    page.goto(at(address, path))
    typed(page, name, password)
    expect(page.locator("#masthead .person summary")).to_have_text(re.compile(re.escape(name)), timeout=20_000)
    return page


def test_signing_in_being_wrong_asking_and_signing_out(context: BrowserContext, address: str, data: Path) -> None:
    page = context.new_page()
    page.goto(at(address, "q=kinh+phí+hạn+chế"))
    assert "kinh phí" not in page.content()
    typed(page, READER[0], "một mật khẩu sai")
    expect(page.get_by_role("alert")).to_have_text(say("page.sign_in_wrong", "vi"))
    expect(page.get_by_label(say("page.sign_in_name", "vi"), exact=True)).to_have_value(READER[0])
    typed(page, *READER)
    expect(page.locator(".card:visible").first).to_be_visible(timeout=20_000)
    assert "q=kinh" in page.url
    page.evaluate("localStorage.setItem('tracuu.trial', '1')")
    page.locator("#masthead .person summary").click()
    page.get_by_role("button", name=say("page.sign_out", "vi"), exact=True).click()
    expect(page.get_by_label(say("page.sign_in_password", "vi"), exact=True)).to_be_visible()
    assert page.evaluate("localStorage.getItem('tracuu.trial')") is None
    page.go_back()
    expect(page.get_by_label(say("page.sign_in_password", "vi"), exact=True)).to_be_visible()
    assert "hạn chế" not in page.content().replace("q=kinh", "")
    done = [(one.did, one.who) for one in Audit(data).listed(3)]
    assert done == [("not_let_in", READER[0]), ("signed_in", READER[0]), ("signed_out", READER[0])]


def test_signing_out_everywhere_ends_the_other_browser(browser: Browser, address: str) -> None:
    contexts = [browser.new_context(locale="vi-VN") for _ in range(2)]
    one, two = (signed_in(context, address, *EDITOR) for context in contexts)
    expect(two.locator(".notice:visible, .card:visible").first).to_be_visible(timeout=20_000)
    one.locator("#masthead .person summary").click()
    one.get_by_role("button", name=say("page.sign_out_everywhere", "vi"), exact=True).click()
    expect(one.get_by_label(say("page.sign_in_password", "vi"), exact=True)).to_be_visible()
    two.reload()
    expect(two.get_by_label(say("page.sign_in_password", "vi"), exact=True)).to_be_visible()
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("who", "may"), [(READER, False), (EDITOR, True)], ids=["reader", "editor"])
def test_what_one_may_not_do_is_not_shown(
    context: BrowserContext, address: str, who: tuple[str, str], may: bool
) -> None:
    page = signed_in(context, address, *who, "tab=holdings")
    expect(page.locator("#holdings-answer .card").first).to_be_visible(timeout=20_000)
    for shown in (page.locator("[data-do=remove]"), page.locator("[data-dialog=correct]"), page.locator(".dropzone")):
        expect(shown.first if may else shown).to_be_visible() if may else expect(shown).to_have_count(0)
    expect(page.locator("form.folder")).to_have_count(0)


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        typed(page, *READER)
    assert sent.value.status == 303
    assert [one["name"] for one in context.cookies() if one["httpOnly"] and one["sameSite"] == "Strict"]
    context.close()


@needs_axe
def test_the_form_and_the_head_have_no_fault_that_axe_finds(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")  # a colour on its way from light to dark has no contrast of its own
    page.goto(address)
    assert faults_in(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults_in(page) == []
    typed(page, READER[0], "một mật khẩu sai")
    assert faults_in(page) == []
    typed(page, *READER)
    expect(page.locator(".notice:visible, .card:visible").first).to_be_visible(timeout=20_000)
    page.locator("#masthead .person summary").click()
    assert faults_in(page) == []
