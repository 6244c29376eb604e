"""Five things that a clerk comes for, done on the page as a new user would; clicks and keys are counted.

    python -m bench.tasks STORE

STORE is one of the samples; what is dropped into a copy of it is made here. docs/huong-dan.md has the table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bench.pictures import CHROMIUM, LAPTOP, UNCITED, WRONG, served

REPORT = """ỦY BAN NHÂN DÂN
XÃ MAI HOA

Số: {n}/BC-UBND

Mai Hoa, ngày 05 tháng 3 năm 2025

BÁO CÁO
Kết quả trồng mai tháng {n} năm 2025

I. KẾT QUẢ

Xã trồng {n} nghìn gốc mai ở các thôn ven sông.
"""


class Clerk:
    """Whoever sits at the page: every click, key, paste and drop is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.keys = 0

    def click(self, what: str) -> None:
        """Click the first of what is seen, or drop something onto it."""
        self.page.locator(f"{what} >> visible=true").first.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        """Type, a key a letter."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys, each counted once, with whatever is held down."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def sees(self, what: str, text: str = "") -> None:
        """Wait until it is there."""
        seen = self.page.locator(what).filter(has_text=text).locator("visible=true").first
        expect(seen).to_be_visible(timeout=60_000)


def find_a_report(clerk: Clerk) -> None:
    """Report 214, by its number."""
    clerk.type("214")
    clerk.sees(".offered li", "214/BC-UBND")
    clerk.press("ArrowDown", "Enter")
    clerk.sees("#report h2", "Tân Lập")


def copy_a_paragraph(clerk: Clerk) -> None:
    """A paragraph behind the one that was found, with its source."""
    clerk.type("kinh phi han che")
    clerk.press("Enter")
    clerk.sees(".card mark")
    clerk.click(".card .open")
    clerk.sees("#report .here")
    clerk.press("j")
    clerk.click(".passage-tools .quote-it")
    clerk.sees(".passage-tools", "Đã chép")


def compare_two(clerk: Clerk) -> None:
    """Report 214 beside one like it."""
    find_a_report(clerk)
    clerk.click("#report .similar summary")
    clerk.click("#report .similar .compare")
    clerk.sees("#report .comparison .pair")


def drop_files(clerk: Clerk) -> None:
    """Ten files, of which two are broken; the eight are kept."""
    clerk.click("#tab-holdings-button")
    clerk.sees(".dropzone")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"bao-cao-{n}.txt") for n in range(1, 9)]
        for n, file in enumerate(files, 1):
            file.write_text(REPORT.format(n=n), encoding="utf-8")
        broken = [Path(folder, "hong-1.docx"), Path(folder, "hong-2.pdf")]
        for file in broken:
            file.write_bytes(b"PK\x03\x04 cut short" if file.suffix == ".docx" else b"%PDF-1.7 cut short")
        clerk.page.locator(".dropzone input.files").set_input_files([*files, *broken])
        clerk.clicks += 1  # the drop
        clerk.sees("#holdings-incoming .primary", "8")
    clerk.click("#holdings-incoming .primary")
    clerk.sees(".outcome")


def check_a_draft(clerk: Clerk) -> None:
    """Two sentences pasted: one without a source, one that is wrong; the first is given its source."""
    clerk.click("#tab-check-button")
    clerk.page.evaluate("text => navigator.clipboard.writeText(text)", f"{UNCITED}\n{WRONG}")
    clerk.click("#check-question")
    clerk.press("ControlOrMeta+v")
    clerk.click("#check-form .primary")
    clerk.sees(".finding.card .cite-here")
    clerk.click(".cite-here")


TASKS: dict[str, Callable[[Clerk], None]] = {
    "Tìm báo cáo 214": find_a_report,
    "Chép một đoạn kèm nguồn": copy_a_paragraph,
    "So sánh hai báo cáo": compare_two,
    "Đưa mười tệp vào kho, hai tệp hỏng": drop_files,
    "Kiểm tra dự thảo": check_a_draft,
}


def main() -> None:
    """Do each in a browser of its own; print the table."""
    with tempfile.TemporaryDirectory() as base, sync_playwright() as playwright:
        data = Path(base) / "store"
        shutil.copytree(sys.argv[1], data)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        width, height = LAPTOP
        print("| việc | bấm | phím |\n|---|---|---|")
        with served(data) as address:
            for name, task in TASKS.items():
                context = browser.new_context(
                    locale="vi-VN",
                    viewport={"width": width, "height": height},
                    permissions=["clipboard-read", "clipboard-write"],
                )
                clerk = Clerk(context.new_page())
                clerk.page.goto(address)
                expect(clerk.page.locator("input[type=search]:visible")).to_be_focused(timeout=20_000)
                task(clerk)
                print(f"| {name} | {clerk.clicks} | {clerk.keys} |", flush=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
