"""The page in each state as it was approved, and whole at every width and zoom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from bench.states import STATES, VERSION, apart, click, picture

APPROVED = Path(__file__).parent / "approved"


def approved_here(browser: Browser) -> None:
    made_with = (APPROVED / VERSION).read_text(encoding="utf-8").strip()
    if made_with.split(".")[0] != browser.version.split(".")[0]:
        pytest.skip(
            f"the pictures are of Chromium {made_with}; look at them again: python -m bench.states tests/approved"
        )


def test_every_state_has_its_approved_picture() -> None:
    assert {path.stem for path in APPROVED.glob("*.png")} == STATES.keys()


@pytest.mark.parametrize("name", STATES)
def test_a_state_looks_as_it_was_approved(browser: Browser, address: str, name: str, tmp_path: Path) -> None:
    approved_here(browser)
    seen = picture(browser, address, STATES[name])
    seen.save(tmp_path / f"{name}.png")
    assert apart(seen, Image.open(APPROVED / f"{name}.png")) is None, f"see {tmp_path}/{name}.png"


@pytest.mark.parametrize("name", ["ticked", "ticked-dark", "ticked-forced"])
def test_a_tick_that_is_not_seen_is_told_from_the_approved_one(browser: Browser, address: str, name: str) -> None:
    """As it was once, white on white: then a ticked box looks like one that is not."""
    approved_here(browser)
    state = STATES[name]
    hidden = [
        *state.steps,
        lambda page: page.evaluate("document.querySelector('.facet input:checked').checked = false"),
    ]
    seen = picture(browser, address, type(state)(state.path, tuple(hidden), state.part, state.size, state.options))
    assert apart(seen, Image.open(APPROVED / f"{name}.png")) not in (None, "size")


def test_pictures_are_apart_by_a_tick_and_not_by_how_letters_are_smoothed() -> None:
    plain = Image.new("RGB", (300, 200), "white")
    letters = plain.copy()
    ImageDraw.Draw(letters).text((20, 20), "kinh phí hạn chế " * 3, fill="black")
    smoothed = Image.blend(letters, plain, 0.15)
    assert apart(letters, smoothed) is None
    ticked = letters.copy()
    ImageDraw.Draw(ticked).rectangle((100, 100, 111, 111), fill="teal")
    found = apart(letters, ticked)
    assert found is not None
    assert found[:2] == (96, 96), "it is told where"
    assert apart(plain, Image.new("RGB", (300, 201), "white")) == "size"


TABS = ("", "q=kinh+phí+hạn+chế", "tab=ask&q=Ai+ký+báo+cáo+số+214/BC-UBND?", "tab=wording&q=kinh+phí", "tab=check",
        "tab=overview", "tab=holdings")  # fmt: skip


@pytest.mark.parametrize(
    "width", [320, 390, 640, 1280, 2560], ids=["zoom 400%", "phone", "zoom 200%", "laptop", "wide"]
)
def test_nothing_goes_off_the_edge_at_any_width_or_zoom(browser: Browser, address: str, width: int) -> None:
    """1280 pixels at 400 % are as wide as 320, at 200 % as 640."""
    with browser.new_context(locale="vi-VN", viewport={"width": width, "height": max(256, width // 2)}) as context:
        page = context.new_page()
        for tab in TABS:
            page.goto(f"{address}&{tab}")
            expect(page.locator("#masthead h1")).to_be_visible()
            page.locator(":is(.card, .notice, .chart, textarea):visible").first.wait_for()
            expect(page.locator("[aria-busy]")).to_have_count(0)
            if "overview" in tab:  # they come last
                page.locator(".theme:visible").first.wait_for()
            assert inside(page, width), (tab, widest(page))
        page.goto(f"{address}&{TABS[1]}")
        click(".card .open")(page)
        expect(page.locator("#report .here")).to_be_visible()
        assert inside(page, width), "a report"


def inside(page: Page, width: int) -> bool:
    """Whether the page comes to be no wider than that: with its own faces, and when what moves stands still."""
    page.evaluate("document.fonts.ready")
    try:
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
    except PlaywrightTimeoutError:
        return False
    return True


def widest(page: Page) -> str:
    """What of all that shows reaches farthest to the right, as HTML."""
    return str(
        page.evaluate(
            "[...document.body.querySelectorAll('*')].filter(one => one.checkVisibility({contentVisibilityAuto: true}))"
            ".map(one => [one.getBoundingClientRect().right, one])"
            ".sort(([a], [b]) => b - a).slice(0, 3).map(([at, one]) => at + one.outerHTML.slice(0, 200)).join()"
        )
    )


def test_ten_results_are_under_a_thousand_nodes_and_forty_kilobytes(visits: Any) -> None:
    visit = visits("?tab=search")
    sizes: list[float] = []
    network = visit.page.context.new_cdp_session(visit.page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: sizes.append(event["encodedDataLength"]))
    visit.ask("kinh phí hạn chế")
    expect(visit.cards).to_have_count(10)
    expect(visit.page.locator("[aria-busy]")).to_have_count(0)
    visit.page.evaluate("document.fonts.ready")
    assert visit.page.evaluate("document.querySelectorAll('*').length") < 1000
    fonts = 70_000  # of the reports' own face, fetched once and kept
    assert sum(sizes) < 40_000 + fonts
