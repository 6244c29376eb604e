"""What each tab of the page weighs over a store of many reports: bytes sent, round trips, nodes of the document.

    python -m bench.page STORE [--keep DIR]

3,000 reports of 200 agencies are drawn from those of STORE, one paragraph stands in 40 of them, vectors are drawn about
true ones; `--keep` leaves what was made in DIR for the next run. A row is a tab as it is first opened and what is asked
on it; bytes are as they go over the wire, headers among them, without what a browser keeps from one visit to the next.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.drawn_reports import Drawn
from bench.latency import Drawing
from bench.passages import every_passage
from bench.pictures import CHROMIUM, served
from tracuu.corpus.report import Report
from tracuu.index.models.encoder import load_encoder
from tracuu.index.opening import open_store

REPORTS, AGENCIES, COPIES = 3000, 200, 40
PARAGRAPHS = 8
"""Of a report: as many as make 24,000 passages."""

BOILERPLATE = (
    "Trên cơ sở kết quả đạt được, đề nghị các cơ quan, đơn vị tiếp tục thực hiện nghiêm túc các nội dung đã nêu, kịp "
    "thời phản ánh khó khăn, vướng mắc về bộ phận thường trực để tổng hợp, báo cáo cấp có thẩm quyền xem xét."
)

ASKED = (
    ("search", "kinh phí hạn chế"),
    ("search", BOILERPLATE),
    ("ask", "Bao nhiêu báo cáo nêu thiếu kinh phí?"),
    ("wording", "kinh phí hạn chế"),
    ("check", ""),
    ("overview", ""),
    ("holdings", ""),
)


def reports(known: Sequence[Report]) -> Iterator[Report]:
    """The reports of the store: drawn, of so many agencies, one paragraph in so many of them."""
    years = (2016, 2025)
    for number, one in enumerate(Drawn(known).reports(REPORTS)):
        paragraphs = list(one.paragraphs[:PARAGRAPHS])
        if number % (REPORTS // COPIES) == 0:
            paragraphs[-1] = replace(paragraphs[-1], text=BOILERPLATE)
        issued = f"{years[0] + number % (years[1] - years[0] + 1)}-12-{1 + number % 28:02}"
        agency = f"UBND xã Thử {number % AGENCIES + 1}"
        header = replace(one.header, agency=agency, number=f"{number + 1}/BC-UBND", issued=issued)
        yield replace(one, header=header, paragraphs=tuple(paragraphs))


def blown_up(place: Path, source: Path) -> None:
    """The store of `reports` at `place`, made where there is none."""
    if (place / "CURRENT").exists():
        return
    store = open_store(source)
    with store.view() as view:
        known = [full for one in view.reports() if (full := view.full_report(one.id))]
        ids = np.array([passage.id for passage in every_passage(view)], np.int64)
        drawing = Drawing(load_encoder("bundled"), view.passage_vectors(ids))
    made = open_store(place)
    made.take_in(reports(known), drawing)
    made.close()
    store.close()


class Wire:
    """What goes over the wire to a page, counted since it was last asked."""

    def __init__(self, page: Page) -> None:
        self.trips = 0
        self.bytes = 0
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._sent)
        network.on("Network.dataReceived", self._received)
        network.on("Network.responseReceivedExtraInfo", self._headed)

    def _sent(self, event: dict[str, Any]) -> None:
        self.trips += event["request"]["url"].startswith("http")

    def _received(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def _headed(self, event: dict[str, Any]) -> None:
        self.bytes += len(event.get("headersText", ""))

    def counted(self) -> tuple[int, int]:
        """Round trips and bytes since this was last asked."""
        counted = self.trips, self.bytes
        self.trips = self.bytes = 0
        return counted


def settled(page: Page) -> None:
    """Wait until nothing is being asked, and what came is laid out."""
    expect(page.locator("[aria-busy]")).to_have_count(0, timeout=120_000)
    page.wait_for_timeout(500)


def row(what: str, page: Page, wire: Wire) -> None:
    """Print what came since the last row, and how many nodes there are."""
    trips, size = wire.counted()
    nodes = page.evaluate("document.querySelectorAll('*').length")
    shown = page.evaluate("document.querySelectorAll('[role=tabpanel]:not([style*=\"none\"]) *').length")
    print(f"| {what} | {size / 1000:.1f} | {trips} | {nodes:,} | {shown:,} |", flush=True)


def measure(browser: Browser, address: str) -> None:
    """Print the table."""
    print("| | KB | round trips | nodes of the page | of the tab |\n|---|---|---|---|---|")
    for tab, question in ASKED:
        context = browser.new_context(locale="vi-VN")
        page = context.new_page()
        wire = Wire(page)
        page.goto(address)
        page.locator("input[type=search]:visible").wait_for()
        settled(page)
        page.wait_for_timeout(1500)
        if (tab, question) == ASKED[0]:
            row("the page, nothing kept", page, wire)
            page.reload()
            page.locator("input[type=search]:visible").wait_for()
            settled(page)
            page.wait_for_timeout(1500)
            row("the page once more", page, wire)
        wire.counted()
        if tab != ASKED[0][0]:
            page.locator(f"#tab-{tab}-button").click()
            settled(page)
        if question:
            page.locator("input[type=search]:visible").fill(question)
            page.keyboard.press("Enter")
            page.locator(".card:visible").first.wait_for(timeout=120_000)
            settled(page)
        row(f"{tab}{' “' + question[:20] + '”' if question else ''}", page, wire)
        context.close()


def main() -> None:
    """Make the store, serve it, measure every tab."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("store", type=Path, help="a store of the samples")
    arguments.add_argument("--keep", type=Path, help="where the store that is made stays")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        place = chosen.keep or Path(made) / "store"
        blown_up(place, chosen.store)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with served(place) as address:
            measure(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
