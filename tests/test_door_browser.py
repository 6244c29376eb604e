"""The page attacked by other pages, in a real browser: each attack works where there is no door, and not at one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import CHROMIUM, at, running, served
from tests.conftest import ROOT
from tracuu.words import say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"),
]

NO_DOOR = """
import pathlib, sys
from tracuu.api.running import Running
from tracuu.door import ASKER
from tracuu.door.listening import listen, listening
from tracuu.door.stopping import Leaving
from tracuu.service.house import open_house
from tracuu.service.readers import OWNER
from tracuu.serving import STREAMS, behind
there = listening("127.0.0.1", 0)
address = f"http://127.0.0.1:{there.getsockname()[1]}/?token=none"
running = Running.over(open_house(pathlib.Path(sys.argv[1]), ahead=True), local=True)
app = Leaving(behind(running), running.stopping, STREAMS)
async def anybody(scope, receive, send):
    scope[ASKER] = OWNER
    await app(scope, receive, send)
listen(there, anybody, running.stopping, lambda: print(address, flush=True))
"""
"""The page as it would be without its door: what the attacks are tried on first."""

SAID = "kinh phí"
"""What reports say, and an attacker would like to read."""

ASKED = "export.json?q=kinh+ph%C3%AD"
NAMED, ANOTHER_SITE, REBOUND = "tracuu.test", "evil.test", "rebound.test"
NAMES = "--host-resolver-rules=MAP *.test 127.0.0.1"


class Evil(BaseHTTPRequestHandler):
    """A page of nothing, for scripts to run on."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>evil</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""


@pytest.fixture(scope="module")
def evil_port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running(NAMES) as browser:
        yield browser


@contextmanager
def without_door(data: Path) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-c", NO_DOOR, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def servers(sample_store: Path, uploads: Path) -> Iterator[dict[str, str]]:
    """The addresses of two pages over the samples: one with a door, one without."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_TEMP_DIR", str(uploads))
        with without_door(sample_store) as no_door, served(sample_store, "", NAMED) as door:
            yield {"open": no_door, "door": door}


@pytest.fixture(scope="module", params=["open at loopback", "open at a name", "door at loopback", "door at a name"])
def address(request: pytest.FixtureRequest, servers: dict[str, str]) -> str:
    """The address of the page, as this computer calls itself, or as others call it: browsers say less there."""
    which, _, where = request.param.partition(" at ")
    return servers[which].replace("127.0.0.1", NAMED if where == "a name" else "127.0.0.1")


@contextmanager
def opened_at(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that has the page open."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#masthead h1")).to_be_visible(timeout=60_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def clerk(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser in which the page stays open beside the pages that attack it, one after the other."""
    with opened_at(browser, address) as context:
        yield context


@pytest.fixture(params=["another port", "another site"])
def evil(request: pytest.FixtureRequest, clerk: BrowserContext, evil_port: int, address: str) -> Iterator[Page]:
    """Another page in the same browser: of a program on the same computer, whom cookies reach, and of another site."""
    page = clerk.new_page()
    host = ANOTHER_SITE if request.param == "another site" else urlsplit(address).hostname
    page.goto(f"http://{host}:{evil_port}/")
    yield page
    page.close()


@pytest.fixture
def works(address: str) -> bool:
    """Whether attacks are to work: they must where there is no door, or they show nothing."""
    return address.endswith("token=none")


def target(address: str) -> str:
    return address.partition("?")[0]


READ = """async (url) => (await (await fetch(url, {credentials: "include"})).text())"""

ASK = """async (target) => {
  const said = {fn_index: 0, data: [], session_hash: "evil", event_data: null, trigger_id: null};
  const body = JSON.stringify(said), headers = {"Content-Type": "application/json"};
  await fetch(target + "gradio_api/queue/join", {method: "POST", credentials: "include", headers, body});
  return (await fetch(target + "gradio_api/queue/data?session_hash=evil", {credentials: "include"})).text();
}"""

SEND = """async ([target, name]) => {
  const form = new FormData();
  form.append("files", new File(["evil"], name));
  await fetch(target + "gradio_api/upload", {method: "POST", mode: "no-cors", credentials: "include", body: form});
}"""

SEND_BY_FORM = """([target, name]) => {
  const form = document.createElement("form");
  Object.assign(form, {action: target + "gradio_api/upload", method: "post", enctype: "multipart/form-data"});
  const input = Object.assign(document.createElement("input"), {type: "file", name: "files"});
  const transfer = new DataTransfer();
  transfer.items.add(new File(["evil"], name));
  input.files = transfer.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""

TAKE_IN = """([kind, url]) => new Promise((done) => {
  const element = document.createElement(kind);
  element.onload = () => done(true);
  element.onerror = () => done(false);
  element[kind === "link" ? "href" : "src"] = url;
  if (kind === "link") element.rel = "stylesheet";
  element.referrerPolicy = "no-referrer"; // where browsers say no more than that
  document.body.append(element);
})"""

FRAME = """(src) => {
  document.body.append(Object.assign(document.createElement("iframe"), {src, referrerPolicy: "no-referrer"}));
}"""

FOLLOW = "(url) => { location.href = url; }"


def attempt(page: Page, script: str, argument: Any) -> str:
    """What a script comes to; nothing where the browser stops it."""
    try:
        return str(page.evaluate(script, argument))
    except Exception as error:  # noqa: BLE001 - the browser says it in words of its own
        assert re.search("Failed to fetch|NetworkError", str(error)), error
        return ""


def lets_read(page: Page, address: str) -> bool:
    """Whom Gradio lets read: every page of this computer, and, where it goes by a name, every page there is."""
    return NAMED in address or ANOTHER_SITE not in page.url


def test_another_page_reads_nothing(evil: Page, address: str, works: bool) -> None:
    read = attempt(evil, READ, target(address) + ASKED)
    assert (SAID in read) == (works and lets_read(evil, address))


def test_another_page_asks_nothing(evil: Page, address: str, works: bool) -> None:
    assert ("process_completed" in attempt(evil, ASK, target(address))) == (works and lets_read(evil, address))


@pytest.mark.parametrize("script", [SEND, SEND_BY_FORM], ids=["fetch", "form"])
def test_another_page_sends_nothing(evil: Page, address: str, uploads: Path, works: bool, script: str) -> None:
    name = f"{urlsplit(evil.url).hostname}-{urlsplit(address).netloc.replace(':', '-')}-{len(script)}.txt"
    if script == SEND:
        attempt(evil, script, [target(address), name])
    else:
        with evil.expect_navigation():
            attempt(evil, script, [target(address), name])
    assert bool(list(uploads.rglob(name))) == works


@pytest.mark.parametrize(("kind", "path"), [("script", "ui.js"), ("link", "ui.css"), ("img", "favicon.ico")])
def test_another_page_takes_nothing_of_ours_in(evil: Page, address: str, works: bool, kind: str, path: str) -> None:
    assert evil.evaluate(TAKE_IN, [kind, target(address) + path]) == works


@pytest.mark.parametrize("path", ["ui.css", "?q=kinh+ph%C3%AD"])
def test_another_page_frames_nothing(evil: Page, address: str, works: bool, path: str) -> None:
    with evil.expect_response(lambda answer: answer.url == target(address) + path):
        evil.evaluate(FRAME, target(address) + path)
    shown: list[str] = []
    for _ in range(40 if works else 1):  # what is let in is shown once it is there, on a busy machine later
        evil.wait_for_timeout(300)
        shown = [frame.url for frame in evil.frames if frame != evil.main_frame]
        if target(address) + path in shown:
            break
    assert (target(address) + path in shown) == works


def test_a_name_that_is_pointed_here_later_reads_nothing(clerk: BrowserContext, address: str, works: bool) -> None:
    page = clerk.new_page()
    rebound = target(address).replace(urlsplit(address).hostname or "", REBOUND)
    answer = page.goto(rebound)
    assert answer
    assert answer.status == (200 if works else 400)
    assert (SAID in attempt(page, READ, rebound + ASKED)) == works
    page.close()


def test_another_page_makes_the_browser_save_nothing(evil: Page, address: str, works: bool) -> None:
    saved: list[Any] = []
    evil.on("download", lambda download: saved.append(download.url))
    with evil.expect_response(target(address) + ASKED) as answer:
        evil.evaluate(FOLLOW, target(address) + ASKED)
    assert answer.value.status == (200 if works else 403)
    for _ in range(40 if works else 1):  # what is saved is told of once it begins, on a busy machine later
        evil.wait_for_timeout(300)
        if saved:
            break
    assert bool(saved) == works


def opened(page: Page, address: str, works: bool) -> None:
    """Follow a link to our page, as a person does."""
    page.evaluate(FOLLOW, address)
    if not works and NAMED in address:  # without TLS a browser does not say that a page is being opened
        expect(page.get_by_text(say("door.another", "vi"))).to_be_visible()
        page.get_by_role("link", name=say("door.again", "vi")).click()


def test_a_link_to_a_question_opens_it_for_who_is_let_in(evil: Page, address: str, works: bool) -> None:
    opened(evil, target(address) + "?q=kinh+ph%C3%AD+h%E1%BA%A1n+ch%E1%BA%BF", works)
    expect(evil.locator(".card:visible").first).to_be_visible(timeout=60_000)


def test_a_link_with_the_token_opens_the_page_too(browser: Browser, evil_port: int, address: str, works: bool) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(f"http://{ANOTHER_SITE}:{evil_port}/")
    opened(page, at(address, "?q=kinh+ph%C3%AD"), works)
    expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)
    context.close()


@pytest.mark.parametrize("address", ["door at loopback"], indirect=True)
class TestAtTheDoor:
    def test_who_was_not_given_the_address_is_told_so_and_comes_no_further(
        self, browser: Browser, evil_port: int, address: str
    ) -> None:
        context = browser.new_context(locale="vi-VN")
        page = context.new_page()
        page.goto(f"http://{ANOTHER_SITE}:{evil_port}/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate(FOLLOW, target(address) + "?q=a")
        expect(page.get_by_text(say("door.token", "vi"))).to_be_visible()
        expect(page.get_by_text(say("door.token", "en"))).to_be_visible()
        page.wait_for_timeout(1000)
        assert [url for url in asked if not url.endswith("favicon.ico")] == [target(address) + "?q=a"] * 2
        page.goto(at(address, "?q=kinh+ph%C3%AD"))
        expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)
        assert page.url == target(address) + "?q=kinh+ph%C3%AD"
        page.reload()
        expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)
        page.go_back()
        page.go_forward()
        expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)
        other = context.new_page()
        other.goto(target(address))
        expect(other.locator("#masthead h1")).to_be_visible(timeout=60_000)
        context.close()

    def test_who_has_the_cookie_no_more_is_told_on_the_page(self, browser: Browser, address: str) -> None:
        with opened_at(browser, address) as clerk:
            self._lose_the_cookie(clerk, address)

    def _lose_the_cookie(self, clerk: BrowserContext, address: str) -> None:
        page = clerk.pages[0]
        box = page.locator("input[type=search]:visible")
        box.fill("tập huấn")  # the page is all there before the cookie goes: it fetches its parts as it needs them
        page.keyboard.press("Enter")
        expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)
        clerk.clear_cookies()  # as after a restart, with another token
        box.fill("kinh phí")
        page.keyboard.press("Enter")
        expect(page.locator("#masthead .shut-out")).to_be_visible()
        expect(page.locator("#masthead .unreachable")).to_be_hidden()
        page.goto(at(address, "?q=kinh+ph%C3%AD"))
        expect(page.locator(".card:visible").first).to_be_visible(timeout=60_000)

    def test_the_cookie_is_seen_by_no_script_and_sent_with_no_foreign_link(
        self, clerk: BrowserContext, address: str
    ) -> None:
        (cookie,) = [
            one for one in clerk.cookies() if one["name"].startswith("tracuu-") and one["name"] != "tracuu-lang"
        ]
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/")
        assert cookie["value"] not in address
        assert cookie["value"] not in clerk.pages[0].evaluate("document.cookie")
