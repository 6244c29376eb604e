"""Pictures of the page in each state that a person meets, and how far two pictures of one state are apart.

    python -m bench.states tests/approved [--data STORE]

takes them over the samples, to be looked at and approved; `tests/test_ui_states.py` compares the page with them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bench.pictures import COLOURS, LAPTOP, PHONE, over_samples

TILE = 16
"""Side of the squares in which pictures are compared, pixels: of one a tick is no small part."""

ALIKE = 14.0
"""Mean difference of a square's pixels, 0..255, up to which it is the same: letters that are smoothed otherwise are, a
tick that is missing is not."""

SCREEN = (2560, 1300)
VERSION = "chromium.txt"
"""The version of the browser that the approved pictures were taken with: another lays letters out otherwise."""

STILL = (
    "*, ::before, ::after { transition: none !important; animation: none !important; caret-color: #0000 !important }"
)


@dataclass(frozen=True)
class State:
    """A state of the page: the address it is at, what is done there, and what of it is looked at."""

    path: str
    steps: tuple[Callable[[Page], object], ...] = ()
    part: str = ""
    size: tuple[int, int] = LAPTOP
    options: Mapping[str, Any] = field(default_factory=dict)


def click(what: str) -> Callable[[Page], object]:
    """A click on the first of what is seen."""
    return lambda page: page.locator(f"{what} >> visible=true").first.click()


def typed(text: str, until: str) -> Callable[[Page], object]:
    """Typing into the box of the tab until something is there."""

    def step(page: Page) -> None:
        page.locator("input[type=search]:visible").press_sequentially(text)
        expect(page.locator(until).first).to_be_visible()

    return step


def wait(what: str) -> Callable[[Page], object]:
    """Waiting for something to be seen."""
    return lambda page: expect(page.locator(f"{what} >> visible=true").first).to_be_visible(timeout=60_000)


DARK: dict[str, Any] = {"color_scheme": "dark"}
FORCED: dict[str, Any] = {"forced_colors": "active"}
ASKED = "?q=kinh+phí+hạn+chế"
TICKED = f"{ASKED}&year=2024"
FACET = ".facet[data-name=year]"

STATES: dict[str, State] = {
    "found": State(ASKED),
    "found-dark": State(ASKED, options=DARK),
    "found-forced": State(ASKED, options=FORCED),
    "found-phone": State(ASKED, size=PHONE),
    "found-wide": State(f"{ASKED}&k=2", size=SCREEN),
    "grouped": State(f"{ASKED}&group=1"),
    "not-found": State("?q=giá+vé+xem+bóng+đá+ở+sân+vận+động"),
    "ticked": State(TICKED, (click(f"{FACET} summary"),), f"{FACET} fieldset"),
    "ticked-dark": State(TICKED, (click(f"{FACET} summary"),), f"{FACET} fieldset", options=DARK),
    "ticked-forced": State(TICKED, (click(f"{FACET} summary"),), f"{FACET} fieldset", options=FORCED),
    "offered": State("?tab=search", (typed("tân l", ".offered li"),)),
    "reading": State(ASKED, (click(".card .open"), wait("#report .here"), wait(".passage-tools"))),
    "reading-phone": State(ASKED, (click(".card .open"), wait("#report .here")), size=PHONE),
    "basket": State(ASKED, (click(".card .pick"), click("#masthead .show-basket"), wait("#basket .quote"))),
    "answer": State("?tab=ask&q=Ai+ký+báo+cáo+số+214/BC-UBND+của+xã+Tân+Lập?"),
    "wordings": State("?tab=wording&q=kinh+phí+hạn+chế"),
    "holdings": State("?tab=holdings"),
    "plain": State(ASKED, options={"java_script_enabled": False}),
}


def picture(browser: Browser, address: str, state: State) -> Image.Image:
    """The page in a state, without what is another each time: how long it took."""
    width, height = state.size
    options: dict[str, Any] = {"locale": "vi-VN", "color_scheme": "light", "reduced_motion": "reduce", **state.options}
    with browser.new_context(viewport={"width": width, "height": height}, **options) as context:
        page = context.new_page()
        page.goto(f"{address}&{state.path.removeprefix('?')}")
        if options.get("java_script_enabled", True):
            page.add_style_tag(content=STILL)
            page.locator(":is(.card, .answer, .examples, .far):visible").first.wait_for(timeout=60_000)
            for step in state.steps:
                step(page)
            expect(page.locator("[aria-busy]")).to_have_count(0, timeout=60_000)
            page.evaluate(
                """async () => { await document.fonts.ready;
                for (const said of document.querySelectorAll(".counted")) for (const node of said.childNodes)
                  if (node.nodeType === 3) node.data = node.data.replace(/[0-9]+[.,][0-9]+/, "0,00");
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); }"""
            )
            page.mouse.move(0, 0)
        else:
            page.wait_for_url("**/plain?*")  # where the page leads whoever runs no scripts
            page.get_by_role("listitem").first.wait_for(timeout=60_000)
        seen = page.locator(f"{state.part} >> visible=true").first.screenshot() if state.part else page.screenshot()
    return Image.open(io.BytesIO(seen)).convert("RGB").quantize(COLOURS)


Apart = Literal["size"] | tuple[int, int, float]


def apart(one: Image.Image, other: Image.Image) -> Apart | None:
    """Where two pictures differ: in size, or most at a square, x, y and by how much; None where they are alike."""
    if one.size != other.size:
        return "size"
    first, second = (np.asarray(image.convert("RGB"), np.float32) for image in (one, other))
    height, width = (-(-side // TILE) * TILE for side in first.shape[:2])
    far = np.zeros((height, width), np.float32)
    far[: first.shape[0], : first.shape[1]] = np.abs(first - second).mean(axis=2)
    tiles = far.reshape(height // TILE, TILE, width // TILE, TILE).mean(axis=(1, 3))
    row, column = np.unravel_index(int(tiles.argmax()), tiles.shape)
    most = float(tiles[row, column])
    return (int(column) * TILE, int(row) * TILE, most) if most > ALIKE else None


def main() -> None:
    """Take every picture."""
    with over_samples(__doc__, "where the approved pictures stand") as (browser, address, folder):
        for name, state in STATES.items():
            picture(browser, address, state).save(folder / f"{name}.png", optimize=True)
        (folder / VERSION).write_text(f"{browser.version}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
