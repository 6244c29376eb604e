"""What the browser prints of the page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pytest
from PIL import Image
from playwright.sync_api import expect

from tracuu.page.language import WORDS

VI = WORDS["vi"]
QUESTION = "kinh phí hạn chế"


@pytest.fixture
def sheets(visits: Any) -> Iterator[Any]:
    """The sheets of a list of results that is printed from a dark page."""
    visit = visits(f"?q={QUESTION}&year=2023", color_scheme="dark", viewport={"width": 1280, "height": 800})
    expect(visit.cards).to_have_count(10)
    with pdfplumber.open(io.BytesIO(visit.page.pdf(format="A4"))) as printed:
        yield printed.pages


def test_a_list_is_printed_under_its_question_without_what_is_pressed(sheets: Any) -> None:
    text = "\n".join(sheet.extract_text() for sheet in sheets)
    assert text.startswith(f"{QUESTION}\nNăm: 2023\n")
    assert "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập, mục III.2, đoạn 3" in text
    for pressed in ("save_search", "open", "copy", "copy_quote", "pick", "clear_filters", "save_list", "search_button"):
        assert VI[pressed] not in text


def test_a_list_takes_the_sheets_whole_width_and_leaves_none_half_empty(sheets: Any) -> None:
    for sheet in sheets:
        assert max(letter["x1"] for letter in sheet.chars) > 0.85 * sheet.width
        assert min(letter["x0"] for letter in sheet.chars) < 0.1 * sheet.width
    for sheet in sheets[:-1]:
        assert max(letter["bottom"] for letter in sheet.chars) > 0.7 * sheet.height


def test_a_dark_page_is_printed_dark_on_white(sheets: Any) -> None:
    sheet: Image.Image = sheets[0].to_image(resolution=72).original.convert("L")
    assert sheet.histogram()[-1] > 0.6 * sheet.width * sheet.height
    assert max(max(letter["non_stroking_color"]) for letter in sheets[0].chars) < 0.3
