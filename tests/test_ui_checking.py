"""Kiểm tra dự thảo: a draft is checked on the page, in a browser over the samples, and nothing of it stays."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.asking import desk_of
from tests.browsing import faults_in, needs_axe, served, visiting
from tracuu.page.tabs.checking import answer
from tracuu.page.tabs.desk import as_html, explained
from tracuu.search.constants import DRAFT_CHARACTERS
from tracuu.service.house import House

SOURCE = "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập"
WRONG = f"Theo {SOURCE}, kinh phí cải cách hành chính cả năm được cấp 21 triệu đồng."
UNCITED = "Phường Bến Đá xử phạt 31 trường hợp với số tiền 46,5 triệu đồng."
UNBACKED = 'Tỉnh có 99 bệnh viện <img src=x onerror="window.pwned=1"> {{x}} &amp;.'
SILENT = "II.  KHÓ KHĂN,\tHẠN CHẾ"
DRAFT = f"{SILENT}\n\n{WRONG} {UNCITED}\n{UNBACKED}"


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page puts what is sent to it."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def address(sample_store: Path, uploads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(sample_store, data, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_TEMP_DIR", str(uploads))
        with served(data) as there:
            yield there


@pytest.fixture
def visits(browser: Browser, usual: BrowserContext, address: str) -> Iterator[Any]:
    yield from visiting(browser, usual, address)


def check(page: Page, draft: str | None = None) -> None:
    if draft is not None:
        page.locator("#check-question").fill(draft)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()


def findings(page: Page) -> Locator:
    return page.locator(".finding:visible")


def marked(page: Page) -> list[tuple[str, str]]:
    """The sentences that are marked in the draft, each with what is said of it."""
    marks = page.locator(".checked mark")
    expect(marks.first).to_be_visible()
    return [(str(one.get_attribute("class")), one.inner_text()) for one in marks.all()]


def test_a_draft_is_marked_mended_and_holds(visits: Any) -> None:
    page = visits("?tab=check").page
    check(page, DRAFT)
    assert marked(page) == [("fails", WRONG), ("offered", UNCITED), ("unbacked", UNBACKED)]
    words = "p => [...p.childNodes].filter(n => n.tagName != 'BUTTON').map(n => n.textContent).join('')"
    lines = [one.evaluate(words) for one in page.locator(".checked .line").all()]
    assert lines == [line for line in DRAFT.split("\n") if line]
    wrong, uncited, unbacked = findings(page).all()
    expect(wrong).to_contain_text("Không đúng với nguồn")
    expect(wrong).to_contain_text("nguồn nói 12 triệu đồng, câu nói 21 triệu đồng")
    expect(wrong.locator(".passage")).to_contain_text("cả năm được cấp 12 triệu đồng")
    expect(unbacked).to_contain_text("Chưa có nguồn")
    wrong.get_by_role("button", name="Xem trong báo cáo").click()
    expect(page.locator("#report .here")).to_contain_text("cả năm được cấp 12 triệu đồng")
    citation = uncited.locator("cite").inner_text()
    uncited.get_by_role("button", name="Chép trích dẫn").click()
    expect(uncited.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == citation
    uncited.get_by_role("button", name="Thêm vào dự thảo").click()
    box = page.locator("#check-question")
    expect(box).to_have_value(DRAFT.replace(UNCITED, f"{UNCITED[:-1]} ({citation})."))
    box.fill(box.input_value().replace("21 triệu", "12 triệu").replace(f"\n{UNBACKED}", ""))
    check(page)
    expect(page.locator("mark.fails")).to_have_count(0)
    assert [status for status, _ in marked(page)] == ["holds", "holds"]
    page.get_by_label("Chỉ hiện câu cần xem lại").check()
    expect(findings(page)).to_have_count(0)


def test_a_draft_stands_in_no_address_and_is_kept_nowhere(visits: Any, uploads: Path, tmp_path: Path) -> None:
    visit = visits("?tab=check")
    page = visit.page
    check(page, UNCITED)
    expect(findings(page)).to_have_count(1)
    assert visit.said() == {"tab": ["check"]}
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").count("46,5") == 0
    document = docx.Document()
    document.add_paragraph(WRONG)
    document.save(str(tmp_path / "dự thảo.docx"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Chọn tệp…").click()
    chooser.value.set_files(tmp_path / "dự thảo.docx")
    expect(page.locator("mark.fails")).to_have_text(WRONG)
    expect(page.locator("#check-question")).to_have_value(WRONG)
    assert [path for path in uploads.rglob("*") if path.is_file()] == []
    page.locator("#check-question").fill(UNCITED)
    check(page)
    expect(page.locator("mark.offered")).to_have_text(UNCITED)
    page.reload()
    expect(page.locator("#check-question")).to_have_value("")


def test_a_file_is_dropped_on_the_tab_and_one_that_cannot_be_read_says_why(visits: Any, uploads: Path) -> None:
    page = visits("?tab=check").page
    drop = """([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, ["du thao.txt", f"{UNCITED}\n"])
    expect(page.locator("mark.offered")).to_have_text(UNCITED)
    assert "tab=check" in page.url
    for name, text, said in (("a.docx", "no archive", ".docx"), ("a.exe", "x", ".exe"), ("a.txt", "  ", "chữ")):
        page.evaluate(drop, [name, text])
        expect(page.locator("#check-answer .notice")).to_contain_text(said)
        expect(page.locator("mark")).to_have_count(0)
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_what_was_marked_goes_along_as_comments_in_word(visits: Any) -> None:
    page = visits("?tab=check").page
    check(page, DRAFT)
    expect(findings(page)).to_have_count(3)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải dự thảo kèm nhận xét (Word)").click()
    assert saved.value.suggested_filename == "du-thao.docx"
    content = Path(saved.value.path()).read_bytes()
    document = docx.Document(io.BytesIO(content))
    assert [paragraph.text for paragraph in document.paragraphs] == [SILENT, f"{WRONG} {UNCITED}", UNBACKED]
    said = [comment.text for comment in document.comments]
    assert len(said) == 3
    assert "nguồn nói 12 triệu đồng, câu nói 21 triệu đồng" in said[0]
    assert "Nguồn viết: “" in said[0]
    assert "Có thể dẫn: " in said[1]
    assert b"commentRangeStart" in ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_a_check_is_walked_through_by_keyboard(visits: Any) -> None:
    page = visits("?tab=check").page
    box = page.locator("#check-question")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill(DRAFT)
    box.press("ArrowDown")
    expect(box).to_be_focused()
    box.press("Tab")
    page.keyboard.press("Enter")
    sign = page.get_by_role("button", name="2. Chưa dẫn nguồn, trong kho có")
    sign.press("Enter")
    expect(findings(page).nth(1)).to_be_focused()
    page.keyboard.press("c")
    expect(findings(page).nth(1).get_by_role("button", name="Đã chép")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#report .here")).to_be_focused()


def test_an_empty_draft_is_said_and_another_tab_leaves_the_check_as_it_is(visits: Any) -> None:
    visit = visits("?tab=check")
    page = visit.page
    expect(visit.notice).to_contain_text("được đối chiếu với 15 báo cáo")
    check(page, "")
    expect(visit.notice).to_contain_text("Dự thảo chưa có chữ nào")
    check(page, UNCITED)
    expect(findings(page)).to_have_count(1)
    visit.tab("Tra cứu")
    visit.tab("Kiểm tra dự thảo")
    expect(findings(page)).to_have_count(1)
    expect(page.locator("#check-question")).to_have_value(UNCITED)


def test_a_phone_shows_a_check_whole(visits: Any) -> None:
    page = visits("?tab=check", viewport={"width": 390, "height": 844}).page
    check(page, DRAFT)
    expect(findings(page)).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    line, first = page.locator(".line").nth(1), findings(page).first
    below = first.bounding_box()
    above = line.bounding_box()
    assert below
    assert above
    assert below["y"] >= above["y"] + above["height"]


@needs_axe
def test_axe_finds_no_serious_fault_in_a_check(visits: Any) -> None:
    page = visits("?tab=check", bypass_csp=True, reduced_motion="reduce").page
    check(page, f"{DRAFT}\n{WRONG.replace('21', '12')}")
    expect(findings(page)).to_have_count(4)
    assert faults_in(page) == []


def said(house: House, **event: object) -> list[str]:
    sent: Any = SimpleNamespace(**event)
    return list(explained(lambda: answer(desk_of(house), sent, "vi"), "vi"))


def test_what_is_too_long_or_was_never_sent_is_said_in_a_sentence(sample_house: House, tmp_path: Path) -> None:
    [told] = said(sample_house, draft="1 " * DRAFT_CHARACTERS)
    assert "Dự thảo dài 800000 ký tự" in told
    (tmp_path / "của người khác.txt").write_text(UNCITED, encoding="utf-8")
    [told] = said(sample_house, path=str(tmp_path / "của người khác.txt"))
    assert "Chưa nhận được tệp" in told
    assert (tmp_path / "của người khác.txt").exists()


def test_how_far_a_check_is_comes_before_what_came_of_it(sample_house: House) -> None:
    first, *_, last = said(sample_house, draft=DRAFT)
    assert "Đang đối chiếu câu 0/4…" in first
    assert "<progress" in first
    assert "Đang đối chiếu" not in last
    assert as_html(UNBACKED) in last
