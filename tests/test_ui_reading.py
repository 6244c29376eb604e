"""The reading pane as a place to work: a long report whole, looked through, and quoted from at any paragraph."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in, needs_axe, served
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.page.cards.comparison import SHOWN
from tracuu.page.cards.report import AROUND, WHOLE_REPORT
from tracuu.page.language import WORDS

VI = WORDS["vi"]
MANY = WHOLE_REPORT + 30
PLACES = [f"Thôn thứ {n} nuôi {n} đàn ong." for n in range(1, MANY + 1)]
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ONG VÀNG\n\nSố: 77/BC-UBND\n\nBÁO CÁO\nKết quả nuôi ong năm 2024\n\nI. KẾT QUẢ TỪNG THÔN\n\n"
)


SILK = (
    "ỦY BAN NHÂN DÂN\nXÃ LỤA ĐÀO\n\nSố: {year}/BC-UBND\n\nLụa Đào, ngày 05 tháng 12 năm {year}\n\nBÁO CÁO\n"
    "Kết quả nuôi tằm dệt lụa năm {year}\n\nI. KẾT QUẢ\n\n{said}\n"
)
MINUTES = HEAD.replace("ONG VÀNG", "ONG BẠC").replace("Số: 77", "Số: 78") + "\n\n".join(
    f"Tổ hòa giải {1000 + n} họp xong." for n in range(1, MANY + 1)
)
SAID = {
    2023: (
        "Xã có 40 nong tằm ở bãi dâu ven sông, thu 120 kg kén.",
        "Tổ dệt lụa có chín khung cửi gỗ.",
        "Chưa có nhà ươm tơ.",
    ),
    2024: (
        "Tổ dệt lụa có chín khung cửi gỗ.",
        "Xã có 55 nong tằm ở bãi dâu ven sông, thu 120 kg kén.",
        "Hợp tác xã đã mở cửa hàng bán khăn quàng tại thị trấn.",
    ),
}


@pytest.fixture(scope="module")
def address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[str]:
    base = tmp_path_factory.mktemp("đọc")
    shutil.copytree(sample_store, base / "kho")
    (base / "tệp").mkdir()
    (base / "tệp" / "ong.txt").write_text(HEAD + "\n\n".join(PLACES), encoding="utf-8")
    (base / "tệp" / "họp.txt").write_text(MINUTES, encoding="utf-8")
    for year, said in SAID.items():
        (base / "tệp" / f"tằm-{year}.txt").write_text(SILK.format(year=year, said="\n\n".join(said)), encoding="utf-8")
    sync(base / "kho", [base / "tệp"], encoder)
    with served(base / "kho") as there:
        yield there


def opened_at(visit: Any, text: str) -> None:
    visit.cards.filter(has_text=text).first.get_by_role("button", name=VI["open"]).click()
    expect(visit.here).to_have_text(text)


def test_a_long_report_is_read_on_above_and_below_to_its_ends_and_printed_whole(visits: Any) -> None:
    visit = visits("?q=thôn+thứ+120+nuôi+120+đàn+ong")
    opened_at(visit, PLACES[119])
    there = visit.page.locator("#report .body p[data-n]")
    at = visit.here.bounding_box()
    assert at
    expect(visit.here).to_be_in_viewport()
    visit.page.locator("#report article").evaluate("pane => pane.scrollTop = pane.scrollHeight")
    expect(there.last).not_to_have_text(PLACES[119 + AROUND])
    visit.page.locator("#report article").evaluate("pane => pane.scrollTop = 1")
    expect(visit.page.locator("#report .body h3")).to_have_text(["I. KẾT QUẢ TỪNG THÔN"])
    visit.page.evaluate(
        "() => {window.print = () => { window.printed = document.querySelectorAll('#report p[data-n]').length }}"
    )
    visit.page.get_by_role("button", name=VI["print"]).click()
    visit.page.wait_for_function("window.printed")
    assert visit.page.evaluate("window.printed") == MANY
    assert there.all_inner_texts() == PLACES
    expect(visit.page.locator("#report .further")).to_have_count(0)


def test_the_browsers_own_print_has_the_whole_report_or_says_what_it_lacks(visits: Any) -> None:
    visit = visits("?q=thôn+thứ+120+nuôi+120+đàn+ong")
    opened_at(visit, PLACES[119])
    visit.page.route("**/part*", lambda route: route.abort())
    lacking = printed(visit)
    assert PLACES[119] in lacking
    assert PLACES[0] not in lacking
    assert lacking.count(VI["not_printed"]) == 2, "above and below"
    visit.page.unroute("**/part*")
    whole = printed(visit)
    assert [place for place in PLACES if place not in whole] == []
    assert VI["not_printed"] not in whole


def printed(visit: Any) -> str:
    """What stands on the sheets that the browser prints."""
    with pdfplumber.open(io.BytesIO(visit.page.pdf(format="A4"))) as sheets:
        return "\n".join(sheet.extract_text() for sheet in sheets.pages)


def test_the_reader_stays_where_they_read_while_more_comes_above(visits: Any) -> None:
    visit = visits("?q=thôn+thứ+150+nuôi+150+đàn+ong")
    opened_at(visit, PLACES[149])
    visit.page.route("**/part*", lambda route: route.abort())
    with visit.page.expect_event("requestfailed"):
        visit.page.locator("#report .body p[data-n]").first.evaluate("one => one.scrollIntoView()")
    expect(visit.page.locator("#report .further.above")).to_be_enabled()
    place = visit.page.evaluate_handle("document.querySelector('#report .body p[data-n]')")
    before = place.evaluate("one => one.getBoundingClientRect().top")
    visit.page.unroute("**/part*")
    visit.page.locator("#report .further.above").evaluate("button => button.click()")
    visit.page.wait_for_function(
        """([place, before]) => document.querySelectorAll('#report .body p[data-n]').length > 100
            && Math.abs(place.getBoundingClientRect().top - before) < 2""",
        arg=[place, before],
    )


def test_something_is_found_inside_a_report_with_or_without_accents_and_walked_through(visits: Any) -> None:
    visit = visits("?q=thôn+thứ+12+nuôi+12+đàn+ong")
    opened_at(visit, PLACES[11])
    box = visit.page.get_by_role("textbox", name=VI["find_inside"])
    count = visit.page.locator("#report .find .count")
    box.fill("thon thu 21")
    expect(count).to_have_text("1/11")  # 21, and 210 to 219
    box.press("Enter")
    expect(count).to_have_text("2/11")


def test_headings_are_looked_through_and_marked_and_blanks_do_not_matter(visits: Any) -> None:
    visit = visits("?q=nguyên+nhân+kinh+phí+hạn+chế+của+xã+Tân+Lập+năm+2023")
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    heading = visit.page.locator("#report .body h4", has_text="3. Nguyên nhân")
    expect(heading).to_be_attached()
    marked = "name => [...CSS.highlights.get(name)].map((range) => range.startContainer.parentElement.tagName)"
    assert "H4" in visit.page.evaluate(marked, "tracuu-question")
    box = visit.page.get_by_role("textbox", name=VI["find_inside"])
    for typed in ("Nguyên nhân", "  nguyen   nhan "):
        box.fill(typed)
        expect(visit.page.locator("#report .find .count")).to_have_text("1/1")
        assert visit.page.evaluate(marked, "tracuu-here") == ["H4"]
        expect(heading).to_be_in_viewport()


def test_who_goes_on_before_all_is_there_is_shown_the_first_place_then(visits: Any) -> None:
    visit = visits("?q=thôn+thứ+120+nuôi+120+đàn+ong")
    opened_at(visit, PLACES[119])
    visit.page.route("**/part*", lambda _: None)  # held
    box = visit.page.get_by_role("textbox", name=VI["find_inside"])
    count = visit.page.locator("#report .find .count")
    box.fill("thôn thứ")
    box.press("Enter")
    expect(count).to_have_text("…")
    visit.page.unroute("**/part*")
    expect(count).to_have_text(f"1/{MANY}")
    box.press("Enter")
    expect(count).to_have_text(f"2/{MANY}")


def test_every_paragraph_and_what_is_selected_is_quoted_with_its_source_or_kept(visits: Any) -> None:
    visit = visits("?q=kinh+phí+hạn+chế")
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    expect(visit.here).to_be_focused()
    tools = visit.page.locator("#report .passage-tools")
    expect(tools).to_be_visible()
    visit.page.keyboard.press("j")
    other = visit.page.locator("#report .body p:focus")
    text = other.inner_text()
    assert text != visit.here.inner_text()
    tools.get_by_role("button", name=VI["copy_quote"]).click()
    expect(tools.get_by_role("button", name=VI["copied"])).to_be_visible()
    citation = "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập"
    assert visit.copied().startswith(f"“{text}” ({citation}")
    blank = text.index(" ", 12)  # a mouse takes the blank behind a word along, and one before it
    before = text.rindex(" ", 0, blank - 4)
    visit.page.evaluate(
        """([start, end]) => { const text = document.querySelector('#report .body p:focus').firstChild;
        const range = document.createRange(); range.setStart(text, start); range.setEnd(text, end);
        getSelection().removeAllRanges(); getSelection().addRange(range); }""",
        [before, blank + 1],
    )
    other.dispatch_event("pointerup")
    chosen = text[before + 1 : blank]
    expect(tools.locator(".pick")).to_have_attribute(
        "data-pick", f"{report_of(visit)}-{other.get_attribute('data-n')}:{before + 1}:{blank}"
    )
    tools.get_by_role("button", name=VI["copy_quote"]).click()
    expect(tools.get_by_role("button", name=VI["copied"])).to_be_visible()
    assert visit.copied().startswith(f"“{chosen}” ({citation}")
    tools.locator(".pick").click()
    visit.page.locator("#masthead .show-basket").click()
    expect(visit.page.locator("#basket .quote")).to_have_text(chosen)
    visit.page.locator("#basket .show-basket").click()
    visit.page.evaluate("getSelection().removeAllRanges()")
    visit.here.focus()
    tools.get_by_role("button", name=VI["alike"]).click()
    expect(visit.box).to_have_value(" ".join(visit.here.inner_text().split()[:60]))
    expect(visit.cards.first).to_contain_text("Kinh phí dành cho cải cách hành chính còn hạn chế")
    expect(visit.page.locator("#report header h2")).to_have_text("UBND xã Tân Lập")


def report_of(visit: Any) -> str:
    return str(visit.page.locator("#report article").get_attribute("data-passage")).rpartition("-")[0]


def test_where_the_question_stands_is_marked_and_the_text_stays_as_it_is(visits: Any) -> None:
    visit = visits("?q=kinh+phí+hạn+chế")
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    expect(visit.here).to_be_visible()
    marked = visit.page.evaluate("[...CSS.highlights.get('tracuu-question')].map(String)")
    assert {"kinh phí", "hạn chế"} <= {text.lower() for text in marked}
    assert all(len(text.split()) > 1 for text in marked)


def test_two_years_of_an_agency_are_put_side_by_side_with_the_figures_that_changed(visits: Any) -> None:
    visit = visits("?agency=UBND+xã+Lụa+Đào")
    visit.cards.first.get_by_role("button", name=VI["open_report"]).click()
    visit.page.locator("#report .similar summary").click()
    visit.page.locator("#report .similar li", has_text="2023/BC-UBND").get_by_role("button", name=VI["compare"]).click()
    pairs = visit.page.locator("#report .comparison .pair")
    expect(pairs.first).to_be_visible()
    told = [(pair.get_attribute("class"), pair.locator("mark").all_inner_texts()) for pair in pairs.all()]
    assert sorted(told) == [("pair changed", ["40", "55"]), ("pair gone", []), ("pair new", []), ("pair same", [])]
    expect(visit.page.locator("#report .comparison .counted")).to_have_text(
        "1 đoạn thay đổi · 1 đoạn mới · 1 đoạn không còn · 1 đoạn giống nhau"
    )
    heads = visit.page.locator("#report .sides section")
    expect(heads.first).to_contain_text("2023/BC-UBND")
    visit.page.get_by_role("checkbox", name=VI["changes_only"]).check()
    expect(visit.page.locator("#report .pair:visible")).to_have_count(3)
    shared = visits("?" + visit.page.url.split("?", maxsplit=1)[1])
    expect(shared.page.locator("#report .comparison .pair")).to_have_count(4)
    shared.page.locator("#report .sides section").last.get_by_role("button").click()
    expect(shared.page.locator("#report .body")).to_contain_text("cửa hàng bán khăn quàng")


def test_a_long_comparison_tells_of_all_is_read_on_to_its_end_and_has_the_width(visits: Any) -> None:
    listed = visits("?agency=UBND+xã+Ong+Vàng&agency=UBND+xã+Ong+Bạc&sort=number").page.locator(".card .open")
    expect(listed).to_have_count(2)
    bees, minutes = (one.get_attribute("data-passage") for one in listed.all())
    visit = visits(f"?p={bees}~{minutes}", viewport={"width": 1280, "height": 800})
    expect(visit.page.locator("#report .comparison .counted")).to_have_text(
        f"0 đoạn thay đổi · {MANY} đoạn mới · {MANY} đoạn không còn · 0 đoạn giống nhau"
    )
    pairs = visit.page.locator("#report .comparison .pair")
    expect(pairs).to_have_count(SHOWN)
    widths = pairs.first.locator("p").evaluate_all("sides => sides.map((side) => side.offsetWidth)")
    assert min(widths) > 500
    further = visit.page.locator("#report .further")
    expect(further).to_have_text(VI["compared_below"].format(n=2 * MANY - SHOWN))
    further.scroll_into_view_if_needed()
    expect(pairs).to_have_count(2 * MANY)
    expect(further).to_have_count(0)
    visit.page.get_by_role("button", name=VI["close"]).click()
    expect(visit.page.locator("#report article")).to_have_count(0)
    expect(visit.page.locator("#tabs [role=tab][aria-selected=true]")).to_be_focused()


@needs_axe
def test_axe_finds_no_fault_in_the_pane_at_work_and_a_phone_shows_it_whole(visits: Any) -> None:
    visit = visits(
        "?q=kinh+phí+hạn+chế", bypass_csp=True, reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    visit.cards.first.get_by_role("button", name=VI["open"]).click()
    expect(visit.page.locator("#report .passage-tools")).to_be_visible()
    visit.page.get_by_role("textbox", name=VI["find_inside"]).fill("kinh phí")
    expect(visit.page.locator("#report .find .count")).to_contain_text("1/")
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    assert faults_in(visit.page) == []
