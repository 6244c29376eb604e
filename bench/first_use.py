"""How long a first use takes on a slow line: to a box to type in, to the first answer, to the whole page.

    python -m bench.first_use STORE [--rounds N]

A browser that keeps nothing opens the page on a line of 480 kbit/s with 50 ms, types a question as soon as there is a
box, and waits for its answer and then for the page itself; once more with what it keeps from the first time, and at an
address that a colleague sent. Medians of N rounds, seconds since the address was entered.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.pictures import CHROMIUM, served

KBIT, DELAY = 480, 50
"""Of the line, kbit/s and milliseconds."""

QUESTION = "kinh phí hạn chế"
ANSWERED = "#first blockquote, .card:visible"
PATIENCE = 120_000
"""Milliseconds after which something is wrong."""


def slowed(context: BrowserContext) -> Page:
    """A page at the end of that line."""
    page = context.new_page()
    line = {"offline": False, "latency": DELAY, "downloadThroughput": KBIT * 125, "uploadThroughput": KBIT * 125}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    return page


def used(page: Page, address: str, typed: bool) -> list[float]:
    """Seconds to the box, to the answer and to the page, where the question is `typed` or stands in the address."""
    begun = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    box = page.locator("#first input, input[type=search]:visible").first
    box.wait_for(timeout=PATIENCE)
    seconds = [time.perf_counter() - begun]
    if typed:
        box.fill(QUESTION)
        box.press("Enter")
    page.locator(ANSWERED).first.wait_for(timeout=PATIENCE)
    seconds.append(time.perf_counter() - begun)
    page.locator(".card:visible").first.wait_for(timeout=PATIENCE)
    return [*seconds, time.perf_counter() - begun]


def visit(browser: Browser, address: str, shared: str) -> list[list[float]]:
    """Of a first visit, of one more, and of a first one at the address that was sent."""
    with browser.new_context(locale="vi-VN") as context:
        rows = [used(slowed(context), address, typed=True) for _ in range(2)]
    with browser.new_context(locale="vi-VN") as context:
        return [*rows, used(slowed(context), shared, typed=False)]


def main() -> None:
    """Print a row of medians for each kind of visit."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("store", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args()
    with served(chosen.store) as address, sync_playwright() as playwright:
        there = urlsplit(address)
        shared = urlunsplit(there._replace(query=f"{there.query}&q={quote(QUESTION)}"))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        rounds = [visit(browser, address, shared) for _ in range(chosen.rounds)]
        browser.close()
    print("| | a box to type in | the first answer | the whole page |\n|---|---|---|---|")
    for what, rows in zip(
        ("first visit", "once more", "an address that was sent"), zip(*rounds, strict=True), strict=True
    ):
        print(f"| {what} |", " | ".join(f"{statistics.median(each):.1f} s" for each in zip(*rows, strict=True)), "|")


if __name__ == "__main__":
    main()
