"""The page: what a card says and escapes, and the whole of it in a real browser."""

from __future__ import annotations

import html
import os
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect, sync_playwright

import cards
import ui
from corpus.report import Header, Paragraph, Reference, Report, Section
from index.records import Filter, Passage, ReportRecord
from search import Hit, SearchResult
from search.errors import EmptyQueryError
from words import WORDS

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
INDEXED = ("2023-bc-cchc-xa-tan-lap.docx", "2024-BC-NTM-xa-Dong-May.md")
VI, EN = WORDS["vi"], WORDS["en"]

HOSTILE = """\
ỦY BAN NHÂN DÂN XÃ <IMG SRC=X ONERROR=ALERT(1)>

Số: 7/BC-UBND

Hải Lâm, ngày 05 tháng 3 năm 2022

BÁO CÁO
Kết quả nuôi ong lấy mật "><script>window.pwned=1</script> năm 2022

I. KẾT QUẢ </mark><script>window.pwned=2</script>

Xã có 40 đàn ong lấy mật <img src=x onerror="window.pwned=3">, 900 lít </mark><script>window.pwned=4</script>.

Mật ong bán tại chợ " onmouseover="window.pwned=5" x=" giá {{constructor.constructor('window.pwned=6')()}} đồng.

Mật ong loại hai giá ${window.pwned=7} đồng.
"""
HOSTILE_NAME = "mật ong <img src=x onerror=window.pwned=8>.md"


def passage(text: str = "Kinh phí còn hạn chế. Chưa có nguồn.", **header: Any) -> Passage:
    known = Header(
        agency="UBND xã Ngọc Lâm", number="132/BC-UBND", issued="2023-08-17", doc_type="Báo cáo", title="Kết quả"
    )
    sections = (
        Section("I", "Đánh giá", 1, "results", "I. Đánh giá"),
        Section("2", "Tồn tại", 2, "limitations", "2. Tồn tại"),
    )
    record = ReportRecord("abc", "bc.docx", replace(known, **header), sections, 2023, 1)
    return Passage(1, 4, record, sections, 3, "paragraph", "limitations", 2, text)


def hit(found: Passage, *spans: tuple[int, int], **values: Any) -> Hit:
    return replace(Hit(1, 0.9, found, spans, "Báo cáo số 132/BC-UBND, mục I.2, đoạn 3"), **values)


def result(*hits: Hit, found: bool = True, understood_as: str | None = None) -> SearchResult:
    return SearchResult("kinh phi", understood_as, 0.9, found, 40.0, hits)


class Outline(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_a_card_says_who_said_it_where_and_marks_the_sentence() -> None:
    shown = cards.card(hit(passage(), (0, 21), also_in=(("def-2", "Báo cáo số 9"),)), VI)
    said = plain(shown)
    assert "UBND xã Ngọc Lâm Báo cáo số 132/BC-UBND ngày 17/8/2023" in said
    assert "I. Đánh giá › 2. Tồn tại" in said
    assert "Tồn tại, hạn chế" in said
    assert "đoạn 3 (trang 2)" in said
    assert "<mark>Kinh phí còn hạn chế.</mark> Chưa có nguồn." in shown
    assert 'data-citation="Báo cáo số 132/BC-UBND, mục I.2, đoạn 3"' in shown
    assert "Cũng có trong: Báo cáo số 9" in said
    assert 'data-passage="abc-4"' in shown
    assert 'data-passage="def-2"' in shown
    assert "0.9" not in said


def test_what_a_report_does_not_say_is_left_out() -> None:
    said = plain(cards.card(hit(passage(agency=None, number=None, issued="2021-06", doc_type=None, title=None)), VI))
    assert "Không rõ cơ quan" in said
    assert "Văn bản tháng 6/2021" in said
    assert "None" not in said


@pytest.mark.parametrize(
    "evil",
    ["<img src=x onerror=alert(1)>", "</mark><script>x</script>", '" onmouseover="x', "'><b>", "{{x}} ${x}", "&lt;"],
)
def test_everything_from_a_file_is_text(evil: str) -> None:
    found = passage(evil + " " + evil, agency=evil, number=evil, title=evil, doc_type=evil, signer=evil)
    section = Section(None, evil, 1, "other", evil)
    found = replace(found, report=replace(found.report, file=evil), sections=(section,))
    report = Report(evil, found.report.header, (section,), (Paragraph(1, evil, "bullet", (0,), 1),) * 5)
    for shown in (
        cards.card(hit(found, (3, 8), citation=evil, also_in=((evil, evil),)), VI),
        cards.reading_pane(report, found, VI),
        cards.results(result(understood_as=evil), VI),
        cards.notice(evil),
    ):
        harmless = Outline(shown)
        assert not {"img", "script", "b"} & set(harmless.tags)
        assert not [name for name in harmless.attributes if name.startswith("on")]
        assert evil in html.unescape(shown)


@given(st.text(), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=4))
def test_for_every_text_and_every_span_the_markup_gives_the_text_back(text: str, spans: list[tuple[int, int]]) -> None:
    shown = cards.marked(text, spans)
    assert html.unescape(shown.replace("<mark>", "").replace("</mark>", "")) == html.unescape(html.escape(text)) == text
    assert shown.count("<mark>") == shown.count("</mark>") <= len(spans)


@given(st.text(min_size=1), st.data())
def test_for_every_span_what_is_marked_is_that_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    _, rest = cards.marked(text, [(start, end)]).split("<mark>")
    assert html.unescape(rest.split("</mark>")[0]) == text[start:end]


def test_no_answer_is_said_in_plain_words_above_the_nearest_passages() -> None:
    shown = cards.results(result(hit(passage()), found=False), VI)
    assert "Không tìm thấy đoạn nào trả lời câu hỏi này trong kho. Dưới đây là những đoạn gần nhất." in plain(shown)
    assert 'class="cards far"' in shown
    assert shown.count("<article") == 1


def test_nothing_at_all_says_what_to_try() -> None:
    assert "bỏ bớt bộ lọc" in cards.results(result(found=False), VI)
    assert "Remove a filter" in cards.results(result(found=False), EN)


def test_how_a_question_was_understood_is_said() -> None:
    assert "Đã hiểu: kinh phí" in plain(cards.results(result(hit(passage()), understood_as="kinh phí"), VI))
    assert "Understood as: kinh phí" in plain(cards.results(result(hit(passage()), understood_as="kinh phí"), EN))


def test_a_report_is_opened_with_its_headings_and_the_passage_marked() -> None:
    found = passage()
    paragraphs = tuple(Paragraph(n, f"Đoạn văn {n}.", "paragraph", (0, 1) if n > 2 else (0,), n) for n in range(1, 7))
    shown = cards.reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs), found, VI)
    assert (
        shown.index("I. Đánh giá") < shown.index("Đoạn văn 1.") < shown.index("2. Tồn tại") < shown.index("Đoạn văn 3.")
    )
    assert shown.count("<mark>") == 1
    assert "<mark>Đoạn văn 4.</mark>" in shown
    assert shown.count("2. Tồn tại") == 1
    assert "Tệp: bc.docx" in shown


def test_an_open_report_tells_its_header_what_it_cites_and_where_the_reading_is_unsure() -> None:
    found = passage()
    report = Report(
        "bc.docx",
        found.report.header,
        references=(Reference("Kết luận", "16-KL/TW", "2023-09-05", "Ban Bí thư"),),
        warnings=("Không thấy người ký.",),
    )
    said = plain(cards.reading_pane(report, found, VI))
    assert "Thông tin văn bản Cơ quan ban hành UBND xã Ngọc Lâm Số, ký hiệu 132/BC-UBND" in said
    assert "Văn bản viện dẫn (1) Kết luận 16-KL/TW ngày 5/9/2023 của Ban Bí thư" in said
    assert "Nên đối chiếu với bản gốc Không thấy người ký." in said


def test_every_passage_of_a_secret_report_is_marked() -> None:
    assert "MẬT" not in plain(cards.card(hit(passage()), VI))
    assert "TỐI MẬT" in plain(cards.card(hit(passage(secrecy="Tối mật")), VI))
    assert hit(passage(secrecy="Tối mật")).to_json()["report"]["secrecy"] == "Tối mật"


def test_a_heading_with_its_text_on_the_same_line_is_not_said_twice() -> None:
    found = passage()
    paragraphs = (Paragraph(1, "2. Tồn tại: chưa có nguồn.", "item", (0, 1)),) * 4
    shown = cards.reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs[:1]), found, VI)
    assert shown.count("2. Tồn tại") == 1


def test_a_very_long_report_is_opened_around_the_passage() -> None:
    found = replace(passage(), ordinal=251)
    paragraphs = tuple(Paragraph(n, f"Đoạn văn {n}.", "paragraph", (0, 1)) for n in range(1, 501))
    shown = cards.reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs), found, VI)
    assert "Báo cáo dài 500 đoạn; ở đây là đoạn thứ 221 đến 281." in shown
    assert "Đoạn văn 221." in shown
    assert "Đoạn văn 220." not in shown
    assert "<mark>Đoạn văn 251.</mark>" in shown
    assert "2. Tồn tại" in shown


def test_filters_offer_what_there_is_with_how_much_of_it() -> None:
    assert ui.choices("levels", Counter(province=2, commune=3), VI) == [
        ("Xã, phường, thị trấn (3)", "commune"),
        ("Tỉnh, thành phố (2)", "province"),
    ]
    assert ui.choices("years", Counter({"2016": 1, "2025": 4}), VI) == [("2025 (4)", "2025"), ("2016 (1)", "2016")]
    assert ui.choices("roles", Counter(funding=1), EN) == [("Funding (1)", "funding")]


def test_selected_values_become_a_filter() -> None:
    selected = [["UBND xã Tân Lập"], ["commune"], [], ["2023", "2024"], [], ["funding"]]
    assert ui.wanted(selected) == Filter(
        agencies=("UBND xã Tân Lập",), levels=("commune",), years=(2023, 2024), roles=("funding",)
    )


def test_every_word_stands_in_both_languages() -> None:
    assert VI.keys() == EN.keys()
    assert all(VI.values())
    assert all(EN.values())
    fields = [set(re.findall(r"{\w+}", VI[key])) for key in VI]
    assert fields == [set(re.findall(r"{\w+}", EN[key])) for key in VI]


def test_a_fault_is_a_sentence_in_the_readers_language_never_a_traceback() -> None:
    def mendable() -> str:
        raise EmptyQueryError

    def unexpected() -> str:
        raise ZeroDivisionError

    assert "Chưa có câu hỏi" in ui.explained(mendable, "vi")
    assert "There is no question" in ui.explained(mendable, "en")
    assert plain(ui.explained(unexpected, "vi")) == VI["unexpected"]


def test_a_port_that_is_taken_is_said_with_the_fix(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ui.PortTakenError, match=f"Cổng {port} .* `--port {port + 1}`"):
            ui.serve(tmp_path, "bundled", port=port)


SERVE = """
import pathlib, sys, ui
say = lambda address: print(address, flush=True)
ui.serve(pathlib.Path(sys.argv[1]), "bundled", port=int(sys.argv[2]), announce=say)
"""
SYNC = """
import pathlib, sys
from index.encoder import load_encoder
from index.ingest import sync
sync(pathlib.Path(sys.argv[1]), [pathlib.Path(sys.argv[2])], load_encoder("bundled"))
"""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIETLY += ["--disable-sync", "--no-first-run"]

browser_needed = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"
)


def index_samples(data: Path, folder: Path) -> None:
    """In a process of its own, so that the page has to see a store that another process wrote."""
    subprocess.run([sys.executable, "-c", SYNC, str(data), str(folder)], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = tmp_path_factory.mktemp("reports")
    for name in INDEXED:
        shutil.copy(SAMPLES / name, reports)
    (reports / (HOSTILE_NAME if os.name != "nt" else "mật ong.md")).write_text(HOSTILE, encoding="utf-8")
    return reports


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The page's address, over a data folder where nothing is indexed yet."""
    data = tmp_path_factory.mktemp("data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip(), data
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield running
        running.close()


class Visit:
    """A reader's visit: every request and dialog is written down."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.foreign: list[str] = []
        self.alarms: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requested(request.url, address))
        self.page.on("dialog", self.alarmed)
        self.page.on("pageerror", lambda error: self.alarms.append(str(error)))
        self.page.goto(address)
        self.cards: Locator = self.page.locator("#results article.card")
        self.notice: Locator = self.page.locator("#results .notice")
        self.box: Locator = self.page.get_by_role("textbox").first
        expect(self.notice).to_be_visible(timeout=20_000)

    def requested(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.foreign.append(url)

    def alarmed(self, dialog: Dialog) -> None:
        self.alarms.append(dialog.message)
        dialog.dismiss()

    def ask(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")


@pytest.fixture
def visits(browser: Browser, address: tuple[str, Path]) -> Iterator[Any]:
    contexts: list[BrowserContext] = []
    made: list[Visit] = []

    def visit(**options: Any) -> Visit:
        contexts.append(browser.new_context(**{"locale": "vi-VN", **options}))
        made.append(Visit(contexts[-1], address[0]))
        return made[-1]

    yield visit
    for one in made:
        assert one.foreign == [], "the page asked another host"
        assert one.alarms == []
        assert one.page.evaluate("window.pwned") is None
    for context in contexts:
        context.close()


@browser_needed
def test_an_empty_store_says_what_to_do_and_answers_once_something_is_indexed(
    visits: Any, address: tuple[str, Path], folder: Path
) -> None:
    visit = visits()
    expect(visit.notice).to_contain_text("tracuu index THƯ_MỤC")
    visit.ask("kinh phí hạn chế")
    expect(visit.notice).to_contain_text("Chưa có báo cáo nào trong kho")
    index_samples(address[1], folder)
    visit.page.get_by_role("button", name="Tìm", exact=True).click()
    expect(visit.cards.first).to_be_visible(timeout=20_000)


@pytest.fixture(scope="module")
def indexed(address: tuple[str, Path], folder: Path) -> None:
    index_samples(address[1], folder)


@browser_needed
@pytest.mark.usefixtures("indexed")
class TestInTheBrowser:
    def test_a_question_gives_cards_that_can_be_quoted_and_cited(self, visits: Any) -> None:
        visit = visits(permissions=["clipboard-read", "clipboard-write"])
        expect(visit.page).to_have_title("tracuu — Tra cứu báo cáo")
        expect(visit.notice).to_contain_text(f"Trong kho có {len(INDEXED) + 1} báo cáo")
        visit.ask("kinh phí hạn chế")
        first = visit.cards.first
        expect(first.locator(".source strong")).to_have_text("UBND xã Tân Lập")
        expect(first.locator("mark")).to_contain_text("Kinh phí dành cho cải cách hành chính còn hạn chế")
        citation = first.locator("cite").inner_text()
        assert citation.startswith("Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập")
        button = first.locator(".copy")
        button.click()
        expect(button).to_have_text("Đã chép")
        assert visit.page.evaluate("navigator.clipboard.readText()") == citation

    def test_a_citation_is_copied_where_there_is_no_clipboard_to_ask(self, visits: Any) -> None:
        visit = visits(permissions=["clipboard-read", "clipboard-write"])
        visit.ask("kinh phí hạn chế")
        visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
        visit.cards.first.locator(".copy").click()
        expect(visit.cards.first.locator(".copy")).to_have_text("Đã chép")
        citation = visit.cards.first.locator("cite").inner_text()
        assert visit.page.evaluate("navigator.clipboard.readText()") == citation

    def test_a_filter_asks_again_and_keeps_to_it(self, visits: Any) -> None:
        visit = visits()
        visit.ask("kinh phí hạn chế")
        expect(visit.cards.first).to_be_visible()
        visit.page.get_by_label("Năm", exact=True).click()
        visit.page.get_by_role("option", name="2024").click()
        expect(visit.cards.filter(has_text="2023")).to_have_count(0)
        assert {"22/11/2024" in text for text in visit.cards.locator(".source").all_inner_texts()} == {True}

    def test_a_report_is_opened_at_the_passage_and_closed(self, visits: Any) -> None:
        visit = visits()
        visit.ask("kinh phí hạn chế")
        card = visit.cards.nth(3)
        text = card.locator(".passage").inner_text()
        card.get_by_role("button", name="Xem trong báo cáo").click()
        here = visit.page.locator("#report .here mark")
        expect(here).to_have_text(text)
        expect(here).to_be_in_viewport()
        expect(visit.page.locator("#report header")).to_contain_text(card.locator(".source strong").inner_text())
        assert visit.page.locator("#report .body p").count() > 5
        visit.page.get_by_role("button", name="Đóng").click()
        expect(visit.page.locator("#report article")).to_have_count(0)
        card.get_by_role("button", name="Xem trong báo cáo").click()
        expect(here).to_be_in_viewport()

    def test_the_same_passage_in_another_report_is_one_click_away(self, visits: Any) -> None:
        visit = visits()
        visit.page.get_by_role("button", name="trông chờ cấp trên").click()
        also = visit.cards.first.locator(".also button")
        citation = also.inner_text()
        also.click()
        expect(visit.page.locator("#report h2")).to_have_text(re.search(r"của (.+?), mục", citation)[1])  # type: ignore[index]
        expect(visit.box).to_have_value('"trông chờ cấp trên"')

    def test_a_question_without_accents_says_how_it_was_understood(self, visits: Any) -> None:
        visit = visits()
        visit.ask("kinh phi han che")
        expect(visit.page.locator("#results .understood")).to_contain_text("Đã hiểu: kinh phí hạn chế")
        visit.page.locator("#results .typed").click()
        expect(visit.page.locator("#results .understood")).to_have_count(0)
        expect(visit.page.locator("#results .card").first).to_be_visible()

    def test_no_answer_and_no_question_are_said_in_plain_words(self, visits: Any) -> None:
        visit = visits()
        visit.ask("qwzx vbnm asdf hjkl")
        expect(visit.notice).to_contain_text("Không tìm thấy đoạn nào trả lời câu hỏi này trong kho")
        visit.ask('"cụm từ này không có ở đâu cả"')
        expect(visit.notice).to_contain_text("bỏ bớt bộ lọc")
        visit.ask("   ")
        expect(visit.notice).to_contain_text("Chưa có câu hỏi")
        visit.ask("kinh phí năm:hai")
        expect(visit.notice).to_contain_text("Bộ lọc “năm” không nhận giá trị")

    def test_only_the_page_itself_is_served_and_only_under_its_own_name(self, address: tuple[str, Path]) -> None:
        def status(path: str, **headers: str) -> int:
            try:
                with urlopen(Request(address[0] + path, headers=headers), timeout=20) as answer:
                    return int(answer.status)
            except HTTPError as error:
                return error.code

        assert status("") == 200
        assert status("", Host="another.example") == 400
        for path in ("gradio_api/file=ui.py", f"gradio_api/file={address[1]}/catalog.sqlite", "monitoring"):
            assert status(path) == 403

    def test_a_hostile_report_is_only_text(self, visits: Any) -> None:
        visit = visits()
        visit.ask("mật ong lấy mật <img src=x onerror=window.pwned=9>")
        card = visit.cards.filter(has_text="onerror").first
        expect(card).to_contain_text('<img src=x onerror="window.pwned=3">')
        card.get_by_role("button", name="Xem trong báo cáo").click()
        body = visit.page.locator("#report .body")
        expect(body).to_contain_text("</mark><script>window.pwned=4</script>")
        expect(body).to_contain_text('" onmouseover="window.pwned=5" x="')
        expect(body).to_contain_text("${window.pwned=7}")
        expect(visit.page.locator("#report header")).to_contain_text("<img src=x onerror=window.pwned=8>")
        visit.page.get_by_label("Cơ quan", exact=True).click()
        visit.page.get_by_role("option").first.hover()
        assert visit.page.locator("#results img, #results script, #report img, #report script").count() == 0

    def test_a_phone_has_the_filters_folded_and_nothing_off_its_edge(self, visits: Any) -> None:
        visit = visits(viewport={"width": 390, "height": 844})
        expect(visit.page.get_by_label("Năm", exact=True)).to_be_hidden()
        visit.ask("mật ong")
        visit.cards.first.get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.page.locator("#report .here")).to_be_in_viewport()
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 390

    @pytest.mark.parametrize(("locale", "button"), [("en-US", "Search"), ("vi-VN", "Tìm"), ("fr-FR", "Tìm")])
    def test_the_page_speaks_the_browsers_language(self, visits: Any, locale: str, button: str) -> None:
        visit = visits(locale=locale)
        expect(visit.page.get_by_role("button", name=button, exact=True)).to_be_visible()
        words = EN if locale == "en-US" else VI
        expect(visit.page.get_by_label(words["agencies"], exact=True)).to_be_visible()
        expect(visit.page.get_by_text(words["examples"])).to_be_visible()
        visit.ask("")
        expect(visit.notice).to_contain_text(EmptyQueryError().message("en" if locale == "en-US" else "vi"))
