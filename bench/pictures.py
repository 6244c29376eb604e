"""The pictures of docs/huong-dan.md, and how long its walk takes: the page over the samples, in a real browser.

    python -m bench.pictures docs/pictures [--data STORE]

The walk is made at a person's pace: `KEY` between keys, `LOOK` before each action. What it takes is printed.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
TRACUU = Path(sys.executable).with_name("tracuu")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LAPTOP = (1280, 800)
PHONE = (390, 760)
COLOURS = 48
KEY = 200
"""Milliseconds from key to key: 60 words a minute, an accent or a tone a key."""
LOOK = 5.0
"""Seconds a reader looks at a screen before doing something."""


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of the page over `data`, as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(TRACUU), "--data", str(data), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said = (re.search(r"http://\S+", line) for line in process.stderr)
        yield next(address[0] for address in said if address)
    finally:
        process.terminate()
        process.wait()


class Walk:
    """A clerk at the page: each action is counted, and preceded by a look at the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, what: str) -> None:
        """Look, then click."""
        self._look()
        self.page.locator(f"{what} >> visible=true").first.click()

    def ask(self, what: str) -> None:
        """Look, then type over what stands in the box, and Enter."""
        self._look()
        box = self.page.locator("input[type=search]:visible")
        box.fill("")
        box.press_sequentially(what, delay=KEY)
        box.press("Enter")
        self.page.locator("[aria-busy]").wait_for(state="detached")

    def paste(self, into: str) -> None:
        """Look, then paste what was copied."""
        self._look()
        self.page.locator(into).focus()
        self.page.keyboard.press("ControlOrMeta+v")

    def add(self, what: str, into: str) -> None:
        """Look, then type behind what stands there, on a line of its own."""
        self._look()
        box = self.page.locator(into)
        box.focus()
        self.page.keyboard.press("ControlOrMeta+End")
        box.press("Enter")
        box.press_sequentially(what, delay=KEY)

    def mend(self, wrong: str, right: str, into: str) -> None:
        """Look, then put one word in the place of another."""
        self._look()
        box = self.page.locator(into)
        box.fill(box.input_value().replace(wrong, right))

    def _look(self) -> None:
        time.sleep(LOOK)
        self.actions += 1


def walk(page: Page, picture: Callable[[str], None]) -> int:
    """From "tôi cần viết mục Khó khăn" to a Word file of sentences with their sources; how many actions it took."""
    clerk = Walk(page)
    clerk.click("role=tab[name='Câu mẫu']")
    clerk.ask("kinh phí hạn chế")
    clerk.click(".card .pick >> nth=0")
    clerk.click(".card .pick >> nth=2")
    picture("cau-mau")
    clerk.ask("trông chờ, ỷ lại")
    clerk.click(".card .pick >> nth=0")
    clerk.click("#masthead .show-basket")
    page.locator("#basket .quote").nth(2).wait_for()
    picture("cau-da-chon")
    with page.expect_download():
        clerk.click("#basket button.primary")
    return clerk.actions


def section(page: Page, picture: Callable[[str], None]) -> int:
    """From the sentences chosen to a section that was checked before it is signed; how many actions it took."""
    clerk, box = Walk(page), "#check-question"
    clerk.click("#basket .copy")
    clerk.click("role=tab[name='Kiểm tra dự thảo']")
    page.locator("#masthead .show-basket").click()
    clerk.paste(box)
    clerk.add(UNCITED, box)
    clerk.add(WRONG, box)
    clerk.click("#check-form .primary")
    page.locator(".finding.card .cite-here").first.wait_for()
    page.locator(".checked .row:has(mark.offered)").evaluate("row => row.scrollIntoView({ block: 'start' })")
    picture("kiem-tra")
    clerk.click(".cite-here")
    clerk.mend("21 triệu", "12 triệu", box)
    clerk.click("#check-form .primary")
    page.locator("mark.holds").nth(4).wait_for()
    page.locator("#check-form .actions").evaluate("part => part.scrollIntoView({ block: 'start' })")
    picture("kiem-tra-xong")
    with page.expect_download():
        clerk.click(".save-draft")
    return clerk.actions


UNCITED = "Phường Bến Đá xử phạt 31 trường hợp với số tiền 46,5 triệu đồng."
WRONG = "Theo Báo cáo số 214/BC-UBND, kinh phí cải cách hành chính cả năm được cấp 21 triệu đồng."
"""A figure without a source, and one that was mistyped."""


def save(page: Page, path: Path) -> None:
    """What the page shows, in as few colours as text needs."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def pictures(browser: Browser, address: str, folder: Path) -> None:
    """Every picture but those of the walk."""

    def shot(
        name: str, path: str, *clicks: str, at: str = "", dark: bool = False, size: tuple[int, int] = LAPTOP
    ) -> None:
        width, height = size
        page = browser.new_page(
            locale="vi-VN",
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        page.goto(f"{address}&{path.removeprefix('?')}")
        page.locator(":is(.card, .answer, .themes_years):visible").first.wait_for()
        for what in clicks:
            page.locator(what).first.click()
            page.wait_for_timeout(700)
        if at:
            page.locator(at).first.evaluate("part => part.scrollIntoView({ block: 'start' })")
        save(page, folder / f"{name}.png")
        page.close()

    shot("tra-cuu", "?q=kinh+phi+han+che", ".facet[data-name=level] summary")
    shot("doc-bao-cao", "?q=kinh+phí+hạn+chế", ".card .open")
    shot("hoi-dap", "?tab=ask&q=Các+địa+phương+kiến+nghị+gì+về+tập+huấn?", ".answer .ref")
    shot("kho-bao-cao", "?tab=holdings")
    shot("tong-quan", "?tab=overview")
    shot("chu-de", "?tab=overview", at=".chart.themes")
    shot("bao-cao-tuong-tu", "?agency=UBND+xã+Tân+Lập", ".card .open", "#report .similar summary")
    shot("nen-toi", "?q=kinh+phí+hạn+chế", ".card .open", dark=True)
    shot("dien-thoai", "?q=kinh+phí+hạn+chế", size=PHONE)


@contextmanager
def over_samples(said: str | None, what: str) -> Iterator[tuple[Browser, str, Path]]:
    """A browser, the page over the samples, and the folder for what is made, as the command line says.

    Args:
        said: what the command is.
        what: goes into the folder.
    """
    arguments = argparse.ArgumentParser(description=said)
    arguments.add_argument("folder", type=Path, help=what)
    arguments.add_argument("--data", type=Path, help="a store of the samples; made anew without it")
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        data = chosen.data or Path(made)
        if chosen.data is None:
            subprocess.run([TRACUU, "--data", data, "index", SAMPLES], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with served(data) as address:
            yield browser, address, chosen.folder
        browser.close()


def main() -> None:
    """Make the pictures, walk the walk, print what it took."""
    with over_samples(__doc__, "where the pictures go") as (browser, address, folder):
        pictures(browser, address, folder)
        width, height = LAPTOP
        page = browser.new_page(
            locale="vi-VN",
            viewport={"width": width, "height": height},
            permissions=["clipboard-read", "clipboard-write"],
        )
        page.goto(address)
        page.locator("input[type=search]:visible").wait_for()
        for steps in (walk, section):
            start = time.perf_counter()
            actions = steps(page, lambda name: save(page, folder / f"{name}.png"))
            print(f"{steps.__name__}: {actions} actions, {time.perf_counter() - start:.0f} seconds")


if __name__ == "__main__":
    main()
