"""The page in a real browser over a real server, for the tests that use it as a person does."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect, sync_playwright

from tests.conftest import ROOT

expect.set_options(timeout=60_000)  # machines are slow and noisy: nothing is judged by how soon it comes

SERVE = """
import pathlib, sys
from tracuu.door import Accounts
from tracuu.search.answer.llm import LanguageModel
from tracuu.service.house import open_house
from tracuu.serving import serve
data, port, model, *names = sys.argv[1:]
asked = LanguageModel(model, idle=1.5, rest=0.0) if model else None  # one that kept silent is asked in the next test
house = open_house(pathlib.Path(data), language_model=asked, ahead=True)
signing_in = bool(Accounts(pathlib.Path(data)).listed())
serve(house, port=int(port), announce=lambda address: print(address, flush=True), names=names, accounts=signing_in)
"""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIETLY += ["--disable-sync", "--no-first-run"]
AXE = find_spec("axe_playwright_python")
BOX = ":is(input[type=search], form.draft textarea):visible"
"""What the tab that is open asks with."""


needs_axe = pytest.mark.skipif(AXE is None, reason="axe-playwright-python is not installed")


@contextmanager
def served(data: Path, model: str = "", *names: str) -> Iterator[str]:
    """The address of the page over the store in `data`, with the language model at that address, known by `names`.

    Where `data` has accounts people sign in there.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(port), model, *names], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()


def at(address: str, path: str = "") -> str:
    """The address that was printed, with its token if it has one, at a place of the page: "" or a query string."""
    return f"{address}{'&' if '?' in address else '?'}{path.removeprefix('?')}" if path else address


@contextmanager
def entered(address: str) -> Iterator[httpx.Client]:
    """What a program has that was let in by the address that was printed, as a browser keeps it."""
    with httpx.Client(base_url=address.partition("?")[0], follow_redirects=True, timeout=20, trust_env=False) as client:
        assert client.get(address).status_code == 200
        yield client


@contextmanager
def running(*options: str) -> Iterator[Browser]:
    """A browser, started with these options of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIETLY, *options])
        yield browser
        browser.close()


class Visit:
    """A reader's visit: every request and dialog is written down."""

    def __init__(self, context: BrowserContext, address: str, path: str) -> None:
        self.foreign: list[str] = []
        self.alarms: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("request", lambda request: self.requested(request.url, address.partition("?")[0]))
        self.page.on("dialog", self.alarmed)
        self.page.on("pageerror", lambda error: self.alarms.append(str(error)))
        self.page.goto(at(address, path))
        self.box: Locator = self.page.locator(BOX)
        self.cards: Locator = self.page.locator(".card:visible")
        self.notice: Locator = self.page.locator("#work .notice:visible")
        self.here: Locator = self.page.locator("#report .here")
        expect(self.box).to_be_visible()
        expect(self.notice.or_(self.cards).first).to_be_visible()

    def requested(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.foreign.append(url)

    def alarmed(self, dialog: Dialog) -> None:
        self.alarms.append(dialog.message)
        dialog.dismiss()

    def ask(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()
        expect(self.page.locator(BOX)).to_be_visible()

    def facet(self, name: str) -> Locator:
        return self.page.locator(f"[data-name={name}]:visible summary")

    def said(self) -> dict[str, list[str]]:
        """What the address asks for."""
        return parse_qs(urlsplit(self.page.url).query)

    def copied(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))


def visiting(browser: Browser, usual: BrowserContext, address: str) -> Iterator[Callable[..., Visit]]:
    """What makes visits, in the `usual` context or one with other options; each must have been left unharmed."""
    contexts: list[BrowserContext] = []
    made: list[Visit] = []

    def visit(path: str = "", **options: Any) -> Visit:
        if options:
            contexts.append(browser.new_context(**{"locale": "vi-VN", **options}))
        made.append(Visit(contexts[-1] if options else usual, address, path))
        return made[-1]

    yield visit
    for one in made:
        assert one.foreign == [], "the page asked another host"
        assert one.alarms == []
        assert one.page.evaluate("window.pwned") is None
        assert one.page.locator(".toast-body").count() == 0
        one.page.evaluate("localStorage.clear()")
        one.page.close()
    for context in contexts:
        context.close()


def faults_in(page: Page) -> list[str]:
    """What axe finds on the page as it stands, in the light and in the dark; its context must bypass the policy."""
    assert AXE
    assert AXE.origin
    page.evaluate(Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = []
    for scheme, only in (("light", ""), ("dark", ", runOnly: ['color-contrast']")):
        page.evaluate(f"document.body.classList.toggle('dark', {str(scheme == 'dark').lower()})")
        run = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']{only}}})")
        found += [f"{scheme}: {fault['id']}: {fault['nodes'][0]['html']}" for fault in run["violations"]]
    page.evaluate("document.body.classList.remove('dark')")
    return found
