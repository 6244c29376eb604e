"""Reports on their way into the store, as those who wait see them: how far it is, whose turn it is, what is none."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browsing import CHROMIUM
from tests.conftest import ROOT, SAMPLES
from tracuu.index.errors import StoreBusyError
from tracuu.index.local.keeping.encoding import ENCODE_BATCH, FIRST_BATCH, at_a_time
from tracuu.page.tabs.desk import explained
from tracuu.service.jobs import Job
from tracuu.words import both, say

SERVE = """
import pathlib, sys, time
from tracuu.index.models.encoder import BundledEncoder
from tracuu.service.house import open_house
from tracuu.serving import serve
data, steps = pathlib.Path(sys.argv[1]), []
encode = BundledEncoder.encode_passages
def when_let(self, texts):
    steps.append(texts)
    while len(steps) > int((data / "steps").read_text() or 0):
        time.sleep(0.05)
    return encode(self, texts)
BundledEncoder.encode_passages = when_let
serve(open_house(data, ahead=True), port=int(sys.argv[2]), announce=lambda at: print(at, flush=True))
"""
"""A server that encodes as many batches as the file `steps` of its data folder says, and then waits."""

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed")


def said(key: str, **values: object) -> str:
    return say(f"page.{key}", "vi", **values)


def report(number: int, paragraphs: int = 2) -> FilePayload:
    lines = "\n\n".join(f"Thôn thứ {n} của xã có {n + number} đàn ong lấy mật." for n in range(paragraphs))
    text = f"ỦY BAN NHÂN DÂN XÃ ĐÁ BIA\n\nSố: {number}/BC-UBND\n\nĐá Bia, ngày 5 tháng 3 năm 2024\n\nBÁO CÁO\n"
    text += f"Kết quả nuôi ong lần {number}\n\nI. KẾT QUẢ\n\n{lines}\n"
    return FilePayload(name=f"ong-{number}.txt", mimeType="text/plain", buffer=text.encode())


RECIPE = FilePayload(
    name="cong-thuc.txt", mimeType="text/plain",
    buffer="Công thức nấu phở\n\nXương bò 2 kg, hầm 6 giờ.\n\nHành, gừng nướng.\n".encode(),
)  # fmt: skip


def let(data: Path, steps: int) -> None:
    (data / "steps").write_text(str(steps))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    let(tmp_path, 0)
    return tmp_path


@pytest.fixture
def slow(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()


def visit(browser: Browser, address: str) -> Page:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}&tab=holdings")
    expect(page.locator(".dropzone")).to_be_visible()
    return page


def bring(page: Page, *files: FilePayload) -> None:
    page.locator(".dropzone .files").set_input_files(files)
    expect(page.locator("#holdings-incoming .card")).to_have_count(len(files))


def progress(page: Page) -> Locator:
    return page.locator("#holdings-work .progress")


def test_steps_are_short_at_first_and_whole_later() -> None:
    assert [at_a_time(done) for done in (0, 64, 300, 800, 10**6)] == [FIRST_BATCH, 64, 75, 200, ENCODE_BATCH]


def test_the_seconds_left_pass_while_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("tracuu.service.jobs.time.monotonic", lambda: now[0])

    def work(told: object) -> None:
        assert callable(told)
        told("encode", 0, 300)
        now[0] = 10.0
        told("encode", 100, 300)

    job = Job(work)
    assert job.done(20)
    assert job.step().left == 20.0
    now[0] = 14.0
    assert job.step().left == 16.0
    now[0] = 99.0
    assert job.step().left == 0.0


def test_a_store_that_another_program_writes_is_told_of_without_its_place() -> None:
    def work() -> Iterator[str]:
        yield ""
        raise StoreBusyError(Path("/srv/kho"), both("keeping.this_page"), both("keeping.doing_watch"))

    *_, told = explained(work, "vi")
    assert "/srv" not in told
    assert "theo dõi thư mục" in told
    assert "lệnh" not in told


@in_browser
def test_what_goes_on_is_in_sight_and_in_focus_from_the_first_to_what_came_of_it(
    browser: Browser, slow: str, data: Path
) -> None:
    page = visit(browser, slow)
    bring(page, report(1, 90), *(report(n) for n in range(2, 9)))
    page.get_by_role("button", name="Đưa cả 8 báo cáo vào kho").click()
    expect(progress(page)).to_be_in_viewport(ratio=1)
    expect(page.locator("#holdings-work")).to_be_focused()
    expect(page.get_by_role("button", name="Đưa cả 8 báo cáo vào kho")).to_be_disabled()
    expect(page.locator("#holdings-incoming button:enabled")).to_have_count(0)
    expect(progress(page).get_by_role("status")).to_contain_text(re.compile(r": 0/\d+ câu, đoạn"))
    page.wait_for_timeout(1200)  # a pace is told of after a second
    let(data, 1)
    expect(progress(page).get_by_role("status")).to_contain_text(f": {FIRST_BATCH}/")
    expect(progress(page).get_by_role("status")).to_contain_text("còn khoảng")
    expect(page.locator("#holdings-work")).to_be_focused()
    page.reload()
    expect(progress(page)).to_be_in_viewport(ratio=1)
    expect(page.locator("#holdings-incoming button:enabled")).to_have_count(0)
    let(data, 99)
    expect(page.locator(".outcome")).to_contain_text("Đã đưa 8 báo cáo vào kho")
    expect(page.locator(".outcome")).to_be_in_viewport(ratio=1)
    expect(page.locator(".outcome input[type=search]")).to_be_focused()
    expect(page.locator(".held .card")).to_have_count(8)
    page.context.close()


@in_browser
def test_who_comes_second_waits_their_turn_and_a_third_is_told_of_nothing_as_their_own(
    browser: Browser, slow: str, data: Path
) -> None:
    first, second = visit(browser, slow), visit(browser, slow)
    bring(first, report(1))
    bring(second, report(2))
    first.get_by_role("button", name="Đưa vào kho", exact=True).click()
    expect(progress(first).get_by_role("status")).to_contain_text("câu, đoạn")
    second.get_by_role("button", name="Đưa vào kho", exact=True).click()
    expect(progress(second)).to_be_in_viewport(ratio=1)
    expect(progress(second).get_by_role("status")).to_have_text(said("stage_wait"))
    third = visit(browser, slow)
    expect(progress(third).get_by_role("status")).to_have_text(said("others_change"))
    let(data, 99)
    expect(first.locator(".outcome")).to_contain_text("Trong kho có 1 báo cáo")
    expect(second.locator(".outcome")).to_contain_text("Trong kho có 2 báo cáo")
    expect(third.locator(".elsewhere")).to_have_text(said("others_changed"))
    expect(third.locator(".outcome")).to_have_count(0)
    expect(third.locator(".held .card").first).to_be_visible()
    for page in (first, second, third):
        page.context.close()


@in_browser
def test_what_is_no_report_is_not_kept_with_those_that_are_but_by_its_own_button(
    browser: Browser, slow: str, data: Path
) -> None:
    let(data, 99)
    page = visit(browser, slow)
    bring(page, RECIPE)
    recipe = page.locator("#holdings-incoming .card")
    expect(recipe).to_contain_text(said("no_report"))
    expect(page.get_by_role("button", name=said("keep"), exact=True)).to_have_count(0)
    expect(recipe.get_by_role("button", name=said("keep_anyway"))).to_be_visible()
    page.locator(".dropzone .files").set_input_files([report(1), report(2)])
    page.get_by_role("button", name=said("keep_all", n=2)).click()
    expect(page.locator(".outcome")).to_contain_text("Trong kho có 2 báo cáo")
    expect(recipe).to_have_count(1)
    recipe.get_by_role("button", name=said("keep_anyway")).click()
    expect(page.locator(".outcome")).to_contain_text("Trong kho có 3 báo cáo")
    page.context.close()


@in_browser
def test_a_header_is_put_right_in_a_form_that_is_in_sight_beside_the_page_of_the_original(
    browser: Browser, slow: str, data: Path
) -> None:
    let(data, 99)
    page = visit(browser, slow)
    page.locator(".dropzone .files").set_input_files(SAMPLES / "bc-chuyen-doi-so-2022-huyen-thach-khe.pdf")
    page.get_by_role("button", name=said("correct")).click()
    dialog = page.get_by_role("dialog")
    agency = dialog.get_by_label(said("field_agency"))
    expect(agency).to_be_focused()
    expect(agency).to_be_in_viewport(ratio=1)
    image = dialog.get_by_role("img")
    expect(image).to_have_attribute("alt", said("original_page", n=1))
    drawn = "() => document.querySelector('dialog img').naturalWidth > 900"
    page.wait_for_function(drawn)
    form, beside = dialog.locator("form").bounding_box(), image.bounding_box()
    assert form
    assert beside
    assert form["x"] + form["width"] <= beside["x"]
    dialog.get_by_role("button", name=said("page_after")).click()
    page.wait_for_function(drawn)
    expect(image).to_have_attribute("alt", said("original_page", n=2))
    for _ in range(9):
        if dialog.get_by_role("button", name=said("page_after")).is_disabled():
            break
        dialog.get_by_role("button", name=said("page_after")).click()
        page.wait_for_timeout(1500)
    expect(dialog.get_by_role("button", name=said("page_after"))).to_be_disabled()
    expect(image).to_be_visible()
    page.keyboard.press("Escape")
    bring_text(page)
    page.locator(".card", has_text="ong-1.txt").get_by_role("button", name=said("correct")).click()
    expect(dialog.get_by_label(said("field_agency"))).to_be_focused()
    expect(dialog.locator(".beside")).to_contain_text("Thôn thứ 0 của xã")
    assert dialog.locator(".headings").evaluate("list => getComputedStyle(list).listStyleType") == "none"
    page.context.close()


def bring_text(page: Page) -> None:
    page.locator(".dropzone .files").set_input_files(report(1))
    expect(page.locator("#holdings-incoming .card")).to_have_count(2)
