"""The page as a person uses it, in a real browser over a real server."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from docx import Document
from PIL import Image, ImageStat
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browsing import entered, faults_in, needs_axe, served, visiting
from tests.conftest import SAMPLES
from tests.test_model_answer import Server, events, says, serving
from tracuu.door.listening import PortTakenError
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.page.language import WORDS
from tracuu.service.house import open_house
from tracuu.serving import serve

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
YEAR = re.compile(r"\b20\d\d\b(?!/)")

HOSTILE_NAME = "mật ong <img src=x onerror=window.pwned=8>.md"


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[Server, str]]:
    """A language model that says nothing, until a test has it say something."""
    with serving(says(status=500)) as server:
        yield server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, model: tuple[Server, str]) -> Iterator[tuple[str, Path]]:
    """The page's address, over a data folder where nothing is indexed yet."""
    data = tmp_path_factory.mktemp("data")
    with served(data, model[1]) as there:
        yield there, data


@pytest.fixture(scope="module")
def indexed(
    address: tuple[str, Path], sample_store: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The samples and a hostile report are there."""
    shutil.copytree(sample_store, address[1], dirs_exist_ok=True)
    reports = tmp_path_factory.mktemp("reports")
    (reports / (HOSTILE_NAME if os.name != "nt" else "mật ong.md")).write_text(HOSTILE, encoding="utf-8")
    sync(address[1], [reports], encoder)


@pytest.fixture
def visits(browser: Browser, usual: BrowserContext, address: tuple[str, Path]) -> Iterator[Any]:
    yield from visiting(browser, usual, address[0])


def test_an_empty_store_says_what_to_do_and_answers_once_something_is_indexed(
    visits: Any, address: tuple[str, Path], request: pytest.FixtureRequest
) -> None:
    visit = visits("?tab=search")
    expect(visit.notice).to_contain_text("tracuu index")
    visit.ask("kinh phí hạn chế")
    expect(visit.notice).to_contain_text("Chưa có báo cáo nào trong kho")
    request.getfixturevalue("indexed")
    expect(visit.page.locator("[aria-busy]")).to_have_count(0)
    visit.ask("kinh phí hạn chế")
    expect(visit.cards.first).to_be_visible()


@pytest.mark.usefixtures("indexed")
class TestSearch:
    def test_a_question_gives_cards_that_can_be_quoted_and_cited(self, visits: Any) -> None:
        visit = visits()
        expect(visit.page).to_have_title("tracuu — Tra cứu báo cáo")
        expect(visit.notice).to_contain_text("Trong kho có 16 báo cáo")
        visit.ask("kinh phí hạn chế")
        expect(visit.page).to_have_title("kinh phí hạn chế — tracuu")
        first = visit.cards.first
        expect(first.locator(".source strong")).to_have_text("UBND xã Tân Lập")
        expect(first.locator("mark")).to_contain_text("Kinh phí dành cho cải cách hành chính còn hạn chế")
        citation = first.locator("cite").inner_text()
        assert citation.startswith("Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập")
        first.get_by_role("button", name="Chép trích dẫn").click()
        expect(first.get_by_role("button", name="Đã chép")).to_be_visible()
        assert visit.copied() == citation
        visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
        first.get_by_role("button", name="Chép câu kèm nguồn").click()
        expect(first.get_by_role("button", name="Đã chép").nth(1)).to_be_visible()
        assert visit.copied() == f"“{first.locator('mark').inner_text()}” ({citation})"

    def test_facets_narrow_count_what_is_left_and_stand_in_the_address(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế")
        visit.facet("year").click()
        visit.page.get_by_role("checkbox", name="2024").check()
        expect(visit.cards.locator(".source").first).to_contain_text("22/11/2024")
        assert {"22/11/2024" in text for text in visit.cards.locator(".source").all_inner_texts()} == {True}
        expect(visit.page.get_by_role("checkbox", name="2024")).to_be_focused()
        assert visit.said() == {"tab": ["search"], "q": ["kinh phí hạn chế"], "year": ["2024"]}
        visit.facet("agency").click()
        expect(visit.page.locator("[data-name=agency] label")).to_have_text([re.compile("UBND xã Đồng Mây *[0-9]+")])
        visit.page.go_back()
        expect(visit.cards.first.locator(".source")).to_contain_text("UBND xã Tân Lập")
        visit.page.go_forward()
        expect(visit.cards.first.locator(".source")).to_contain_text("22/11/2024")

    def test_what_is_chosen_is_seen_and_taken_off_one_by_one_or_all_at_once(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế&level=commune&year=2023&year=2024")
        chips = visit.page.locator(".chip")
        expect(chips).to_have_text(["Cấp: Xã, phường, thị trấn ✕", "Năm: 2023 ✕", "Năm: 2024 ✕"])
        visit.page.get_by_role("link", name="Bỏ điều kiện “Năm: 2023”").click()
        expect(chips).to_have_count(2)
        assert visit.said()["year"] == ["2024"]
        visit.page.get_by_role("link", name="Xóa bộ lọc").click()
        expect(chips).to_have_count(0)
        assert visit.said() == {"q": ["kinh phí hạn chế"]}

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_a_tick_is_seen_in_every_theme(self, visits: Any, scheme: str) -> None:
        visit = visits("?q=kinh+phí+hạn+chế&year=2024", color_scheme=scheme)
        visit.facet("year").click()
        boxes = [visit.page.get_by_role("checkbox", name=year) for year in ("2024", "2023")]
        expect(boxes[0]).to_be_checked()
        looks = [Image.open(io.BytesIO(box.screenshot())).convert("L") for box in boxes]
        inside = [look.crop((3, 3, 14, 14)) for look in looks]
        ticked, empty = (ImageStat.Stat(one).stddev[0] for one in inside)
        assert ticked > 5 * empty + 10, "a tick stands out from its box"

    def test_years_are_a_range_a_long_list_is_narrowed_and_results_are_sorted(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế")
        visit.facet("year").click()
        visit.page.get_by_role("spinbutton", name="Từ năm").fill("2021")
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.type("2030")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".chip")).to_have_text(["Từ năm 2021 ✕", "Đến năm 2030 ✕"])
        visit.page.get_by_label("Sắp xếp").select_option("Ngày ban hành cũ nhất")
        expect(visit.page.locator(".counted:visible").last).to_contain_text("xếp theo: ngày ban hành cũ nhất")
        years = [int(year) for text in visit.cards.locator(".source").all_inner_texts() for year in YEAR.findall(text)]
        assert years == sorted(years)
        assert years[0] >= 2021
        assert (visit.said()["sort"], visit.said()["from"]) == (["oldest"], ["2021"])
        visit.facet("agency").click()
        labels = visit.page.locator("[data-name=agency] label:visible")
        assert labels.count() > 8
        visit.page.get_by_label("Gõ để lọc danh sách").first.fill("ben da")
        expect(labels).to_have_text([re.compile("UBND phường Bến Đá")])

    def test_where_there_is_no_server_that_is_said_and_nothing_found_before_stays(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế", bypass_csp=False)
        expect(visit.cards.first).to_be_visible()
        visit.page.context.set_offline(True)
        visit.ask("phân loại rác tại nguồn")
        expect(visit.page.locator("#masthead .unreachable")).to_contain_text("Không nối được với tracuu")
        expect(visit.cards).to_have_count(0)
        toast = visit.page.locator(".toast-body")
        expect(toast.first).to_be_attached()
        expect(toast.first).to_be_hidden()
        visit.page.evaluate("document.querySelectorAll('.toast-body').forEach((toast) => toast.remove())")
        visit.page.context.set_offline(False)
        visit.ask("phân loại rác tại nguồn")
        expect(visit.cards.first).to_be_visible()
        expect(visit.page.locator("#masthead .unreachable")).to_be_hidden()

    def test_a_report_that_is_named_stands_before_its_passages(self, visits: Any) -> None:
        visit = visits("?q=báo+cáo+số+214/BC-UBND+ngày+05/12/2023")
        named = visit.page.locator(".named .card")
        expect(named).to_have_count(1)
        expect(named).to_contain_text("Báo cáo số 214/BC-UBND ngày 5/12/2023")
        expect(named).to_contain_text("Người ký: Đỗ Văn Quýnh")
        visit.page.keyboard.press("ArrowDown")
        expect(named).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#report header h2")).to_have_text("UBND xã Tân Lập")
        expect(visit.page.locator("#report mark")).to_have_count(0)

    def test_a_condition_is_shown_taken_off_and_put_on_again(self, visits: Any) -> None:
        visit = visits()
        visit.ask("báo cáo của xã Tân Lập năm 2023")
        said = visit.page.locator(".conditions")
        expect(said.first).to_contain_text("cơ quan UBND xã Tân Lập")
        expect(said.first).to_contain_text("báo cáo về năm 2023")
        expect(visit.cards.locator(".source strong").first).to_have_text("UBND xã Tân Lập")
        visit.page.get_by_role("link", name="Bỏ điều kiện “báo cáo về năm 2023”").click()
        expect(said.nth(1)).to_contain_text("Chưa lọc theo: báo cáo về năm 2023")
        assert visit.said()["off"] == ["period=2023"]
        visit.page.get_by_role("link", name="báo cáo về năm 2023").click()
        expect(said).to_have_count(1)
        assert "off" not in visit.said()

    def test_an_answer_promised_while_the_stream_is_closed_comes_all_the_same(self, visits: Any) -> None:
        """The server says that no answer is due when the first has come, though a second was asked for just before."""
        visit = visits()
        promised, streams = iter("AB"), iter(("A", "B"))

        def stream(route: Any) -> None:
            said = [{"msg": "process_completed", "event_id": next(streams)}, {"msg": "close_stream"}]
            route.fulfill(
                body="".join(f"data: {json.dumps(one)}\n\n" for one in said), content_type="text/event-stream"
            )

        visit.page.route("**/queue/join*", lambda route: route.fulfill(json={"event_id": next(promised)}))
        visit.page.route("**/queue/data*", stream)
        heard = visit.page.evaluate(
            """async () => {
                await fetch("/gradio_api/queue/join", { method: "POST" });
                await fetch("/gradio_api/queue/join", { method: "POST" });
                return (await fetch("/gradio_api/queue/data?session_hash=x")).text();
            }"""
        )
        messages = [json.loads(line.removeprefix("data: ")) for line in heard.split("\n\n") if line]
        assert [one.get("event_id") or one["msg"] for one in messages] == ["A", "B", "close_stream"]

    def test_everything_can_be_done_from_the_keyboard(self, visits: Any) -> None:
        visit = visits()
        keys = visit.page.keyboard
        expect(visit.box).to_be_focused()
        keys.type("kinh phí hạn chế")
        keys.press("Enter")
        expect(visit.cards.first).to_be_visible()
        for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
            keys.press(key)
        expect(visit.cards.nth(1)).to_be_focused()
        keys.press("c")
        expect(visit.cards.nth(1).get_by_role("button", name="Đã chép")).to_be_visible()
        assert visit.copied() == visit.cards.nth(1).locator("cite").inner_text()
        keys.press("b")
        expect(visit.page.locator("#masthead .count")).to_have_text("1")
        expect(visit.cards.nth(1)).to_be_focused()
        keys.press("Enter")
        expect(visit.here).to_be_focused()
        keys.press("Escape")
        expect(visit.page.locator("#report article")).to_have_count(0)
        expect(visit.cards.nth(1)).to_be_focused()
        keys.press("?")
        expect(visit.page.get_by_role("dialog")).to_contain_text("Chép trích dẫn của kết quả đang chọn")
        keys.press("Escape")
        keys.press("/")
        expect(visit.box).to_be_focused()
        keys.type("c?/b")
        expect(visit.box).to_have_value("c?/b")

    def test_an_address_can_be_shared_and_gone_back_from(self, visits: Any) -> None:
        visit = visits("?tab=search&q=kinh+phi+han+che&level=commune")
        expect(visit.page.locator(".understood")).to_contain_text("Đã hiểu: kinh phí hạn chế")
        visit.cards.nth(1).get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.here).to_be_in_viewport()
        shared = visits("?" + urlsplit(visit.page.url).query)
        expect(shared.here).to_have_text(visit.here.inner_text())
        expect(shared.box).to_have_value("kinh phi han che")
        visit.page.go_back()
        expect(visit.page.locator("#report article")).to_have_count(0)
        visit.page.get_by_role("button", name="Tìm đúng như đã gõ").click()
        expect(visit.page.locator(".understood")).to_have_count(0)
        assert visit.said()["typed"] == ["1"]
        assert visit.said()["level"] == ["commune"]

    def test_what_was_asked_is_remembered_on_this_browser_until_it_is_forgotten(self, visits: Any) -> None:
        visit = visits()
        visit.ask("phân loại rác tại nguồn")
        expect(visit.cards.first).to_be_visible()
        visit.page.goto(visit.page.url.split("?", maxsplit=1)[0])
        visit.page.get_by_role("button", name="phân loại rác tại nguồn").nth(1).click()
        expect(visit.box).to_have_value("phân loại rác tại nguồn")
        visit.page.goto(visit.page.url.split("?", maxsplit=1)[0])
        visit.page.get_by_role("button", name="Xóa lịch sử").click()
        expect(visit.page.locator(".past:visible")).to_have_count(0)
        assert visit.page.evaluate("localStorage.getItem('tracuu.past')") == "[]"

    def test_a_list_is_lengthened_and_saved(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí")
        expect(visit.cards).to_have_count(10)
        visit.page.get_by_role("button", name="Xem thêm kết quả").click()
        expect(visit.cards).to_have_count(30)
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("link", name="Word").click()
        assert saved.value.suggested_filename == "tra-cuu-kinh-phi.docx"
        shown = visit.cards.last.locator(".passage").inner_text()
        paragraphs = [paragraph.text for paragraph in Document(str(saved.value.path())).paragraphs]
        assert f"“{shown}”" in paragraphs

    def test_no_answer_and_a_wrong_filter_are_said_in_plain_words(self, visits: Any) -> None:
        visit = visits("?q=qwzx+vbnm+asdf+hjkl")
        expect(visit.notice.first).to_contain_text("Không có trong kho: “qwzx")
        expect(visit.notice.nth(1)).to_contain_text("Không tìm thấy đoạn nào trả lời câu hỏi này trong kho")
        visit.ask('"cụm từ này không có ở đâu cả"')
        expect(visit.notice.last).to_contain_text("bỏ bớt bộ lọc")
        visit.ask("kinh phí năm:hai")
        expect(visit.notice.first).to_contain_text("Bộ lọc “năm” không nhận giá trị")


@pytest.mark.usefixtures("indexed")
class TestReading:
    def test_a_report_is_opened_at_the_passage_walked_through_and_closed(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế")
        card = visit.cards.nth(3)
        card.get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.here).to_have_text(card.locator(".passage").inner_text())
        expect(visit.here).to_be_in_viewport()
        assert visit.page.evaluate("scrollY") > 0, "the list stays where it was read"
        expect(visit.page.locator("#report header h2")).to_have_text(card.locator(".source strong").inner_text())
        visit.page.locator("#report .outline summary").click()
        last = visit.page.locator("#report .outline button").last
        heading = last.inner_text()
        last.click()
        there = "#report .body :is(h3, h4, h5, h6, .here)"  # a heading that its paragraph begins with stands in that
        expect(visit.page.locator(there, has_text=heading).first).to_be_in_viewport()
        visit.page.emulate_media(media="print")
        expect(visit.page.locator("#work")).to_be_hidden()
        expect(visit.page.locator("#report .body")).to_be_visible()
        visit.page.emulate_media(media="screen")
        visit.page.get_by_role("button", name="Đóng").first.click()
        expect(visit.page.locator("#report article")).to_have_count(0)
        assert "p" not in visit.said()
        visit.cards.first.get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.here).to_be_in_viewport()

    def test_what_is_closed_before_it_has_come_does_not_open(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế")
        button = visit.cards.first.get_by_role("button", name="Xem trong báo cáo")
        button.click()
        expect(visit.here).to_be_in_viewport()
        visit.page.get_by_role("button", name="Đóng").first.click()
        expect(visit.page.locator("#report article")).to_have_count(0)
        with visit.page.expect_response("**/queue/join*"):  # its answer comes by another way, and later
            button.evaluate("element => { element.click(); history.back(); }")
        visit.ask("rác thải")  # is answered after it
        expect(visit.page.locator("#report article")).to_have_count(0)

    def test_the_original_and_what_it_cites_are_a_click_away(self, visits: Any) -> None:
        visit = visits("?q=kinh+phí+hạn+chế")
        visit.cards.first.get_by_role("button", name="Xem trong báo cáo").click()
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("link", name="Tải tệp gốc").click(modifiers=["Alt"])
        assert Path(saved.value.path()).read_bytes() == (SAMPLES / saved.value.suggested_filename).read_bytes()
        visit.page.get_by_text("Thông tin văn bản").click()
        cited = visit.page.locator("#report .info a.go").first
        number = re.search(r"\S*/\S+", cited.inner_text())
        assert number
        cited.click()
        expect(visit.box).to_have_value(f'viện_dẫn:"{number[0]}"')

    def test_the_same_passage_in_another_report_is_one_click_away(self, visits: Any) -> None:
        visit = visits()
        visit.page.get_by_role("button", name="trông chờ cấp trên").click()
        also = visit.cards.first.locator(".also button")
        citation = also.inner_text()
        also.click()
        expect(visit.page.locator("#report header h2")).to_have_text(re.search(r"của (.+?), mục", citation)[1])  # type: ignore[index]

    def test_a_hostile_report_is_only_text(self, visits: Any) -> None:
        visit = visits()
        visit.ask("mật ong lấy mật <img src=x onerror=window.pwned=9>")
        card = visit.cards.filter(has_text="onerror").first
        expect(card).to_contain_text('<img src=x onerror="window.pwned=3">')
        card.get_by_role("button", name="Chọn câu").click()
        card.get_by_role("button", name="Xem trong báo cáo").click()
        body = visit.page.locator("#report .body")
        expect(body).to_contain_text("</mark><script>window.pwned=4</script>")
        expect(body).to_contain_text('" onmouseover="window.pwned=5" x="')
        expect(body).to_contain_text("${window.pwned=7}")
        expect(visit.page.locator("#report .about")).to_contain_text("<img src=x onerror=window.pwned=8>")
        visit.facet("agency").click()
        visit.page.locator("[data-name=agency] label").first.hover()
        visit.page.locator("#masthead .show-basket").click()
        expect(visit.page.locator("#basket li")).to_contain_text("<img src=x")
        visit.tab("Hỏi đáp")
        visit.ask("Xã có bao nhiêu đàn ong lấy mật <script>window.pwned=10</script>?")
        expect(visit.page.locator("#ask-answer .card").first).to_be_visible()
        visit.tab("Câu mẫu")
        visit.ask("đàn ong lấy mật")
        expect(visit.page.locator("#wording-answer .passage").first).to_contain_text("<img src=x")
        assert visit.page.locator(":is(#work, #side) :is(img, script)").count() == 0


@pytest.mark.usefixtures("indexed")
class TestAsking:
    def test_each_sentence_opens_its_source_beside_it(self, visits: Any, model: tuple[Server, str]) -> None:
        model[0].reply = says(status=500)
        visit = visits("?tab=ask&q=Ai+ký+báo+cáo+số+214/BC-UBND+của+xã+Tân+Lập?")
        expect(visit.page.locator(".answer")).to_contain_text("Đỗ Văn Quýnh")
        visit.page.locator(".answer .ref").first.click()
        expect(visit.page.locator("#report header h2")).to_have_text("UBND xã Tân Lập")
        visit.ask("Bao nhiêu báo cáo nêu thiếu kinh phí?")
        expect(visit.page.locator(".answer .said p").first).to_contain_text("báo cáo có đoạn nói về “thiếu kinh phí”")
        numbers = visit.page.locator(".answer .ref").all_inner_texts()
        assert len(numbers) == visit.cards.count() > 3
        visit.ask("Giá vé xem bóng đá ở sân vận động là bao nhiêu?")
        expect(visit.page.locator(".answer.far")).to_contain_text("không phải câu trả lời")

    def test_a_model_writes_and_what_its_sources_do_not_bear_out_is_struck(
        self, visits: Any, model: tuple[Server, str]
    ) -> None:
        quote = "mở lớp tập huấn về quyết toán vốn [1]"
        model[0].reply = says(
            *events(f"Các xã đề nghị {quote}. Kinh phí là 999 tỷ đồng [1]. <script>pwned</script> [1].")
        )
        visit = visits("?tab=ask&q=Các+địa+phương+kiến+nghị+gì+về+tập+huấn?")
        answer = visit.page.locator(".answer")
        expect(answer).to_contain_text("Mô hình ngôn ngữ viết")
        expect(answer.locator(".said .quote")).to_have_text(f"Các xã đề nghị {quote}.")
        expect(answer.locator(".stands-on")).to_contain_text("kiến nghị: ")
        expect(answer.locator(".stands-on")).to_contain_text("tập huấn về quyết toán vốn")
        expect(answer.locator("s")).to_have_count(2)
        expect(answer.locator(".struck")).to_contain_text("nguồn không có số “999 tỷ đồng” như vậy")
        answer.get_by_role("button", name="Mở nguồn 1").click()
        expect(visit.here).to_contain_text("tập huấn về quyết toán vốn")

    def test_a_model_that_fails_leaves_the_reports_own_words(self, visits: Any, model: tuple[Server, str]) -> None:
        visit = visits("?tab=ask")
        for reply, said in (
            (says(status=500), "trả lời không dùng được"),
            (says(*events("Mọi việc đều tốt [1]. Không ai thiếu gì [99].")), "không viết được câu nào mà nguồn"),
            (says(*events("Các xã đề nghị mở lớp tập huấn [1].", finish=None)), "đứt giữa chừng"),
        ):
            model[0].reply = reply
            visit.ask("Các địa phương kiến nghị gì về tập huấn?")
            expect(visit.notice).to_contain_text(said)
            expect(visit.page.locator(".answer")).to_contain_text("Nguyên văn các báo cáo")
            assert visit.page.locator(".answer .ref").count() > 3

    def test_a_model_that_keeps_silent_keeps_nobody_waiting(self, visits: Any, model: tuple[Server, str]) -> None:
        def silent(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            time.sleep(3)

        model[0].reply = silent
        visit = visits("?tab=ask&q=Các+địa+phương+kiến+nghị+gì+về+tập+huấn?")
        expect(visit.page.locator(".writing")).to_be_visible()
        expect(visit.page.locator(".answer .ref").nth(3)).to_be_visible()
        visit.ask("Ai ký báo cáo số 214/BC-UBND của xã Tân Lập?")
        expect(visit.page.locator(".answer")).to_contain_text("Đỗ Văn Quýnh")
        visit.ask("Các xã kiến nghị gì về tập huấn?")
        expect(visit.notice).to_contain_text("quá chậm")
        expect(visit.page.locator(".answer")).to_contain_text("Nguyên văn các báo cáo")


@pytest.mark.usefixtures("indexed")
class TestWordings:
    def test_sentences_are_gathered_kept_and_taken_along_with_footnotes(self, visits: Any) -> None:
        visit = visits("?tab=wording&q=kinh+phí+hạn+chế")
        first, second = visit.cards.first, visit.cards.filter(has=visit.page.locator(".blank")).last
        texts = [card.locator(".passage").inner_text() for card in (first, second)]
        expect(second.locator(".blank").first).to_be_visible()
        second.get_by_role("button", name="Chép mẫu trống").click()
        expect(second.get_by_role("button", name="Đã chép")).to_be_visible()
        assert "[số]" in visit.copied()
        for card in (first, second):
            card.get_by_role("button", name="Chọn câu").click()
            expect(card.get_by_role("button", name="Đã chọn")).to_be_visible()
        visit.page.reload()
        visit.page.get_by_role("button", name="Câu đã chọn 2").click()
        expect(visit.page.locator("#basket .quote")).to_have_text(texts)
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("button", name="Tải tệp Word có cước chú").click()
        content = io.BytesIO(Path(saved.value.path()).read_bytes())
        assert [f"“{text}”" for text in texts] == [
            paragraph.text for paragraph in Document(content).paragraphs if paragraph.text.startswith("“")
        ]
        visit.page.get_by_role("button", name="Bỏ", exact=True).first.click()
        expect(visit.page.locator("#basket .quote")).to_have_text(texts[1:])
        visit.page.route("**/quotations.docx", lambda route: route.fulfill(status=500, body="Ổ đĩa đầy."))
        visit.page.get_by_role("button", name="Tải tệp Word có cước chú").click()
        expect(visit.page.locator("#basket .failed")).to_have_text("Ổ đĩa đầy.")
        visit.page.route("**/quotations.docx", lambda route: route.abort())
        visit.page.get_by_role("button", name="Tải tệp Word có cước chú").click()
        expect(visit.page.locator("#basket .failed")).to_contain_text("không nối được với tracuu")
        visit.page.get_by_role("button", name="Bỏ hết").click()
        expect(visit.page.locator("#basket")).to_contain_text("Chưa chọn câu nào")

    def test_wordings_are_narrowed_by_level_role_and_year(self, visits: Any) -> None:
        visit = visits("?tab=wording&q=kinh+phí+hạn+chế&level=province")
        assert {"Sở" in text for text in visit.cards.locator("cite").all_inner_texts()} == {True}
        expect(visit.page.locator(".facet:visible summary")).to_have_text([re.compile("Cấp"), "Mục", "Năm"])


@pytest.mark.usefixtures("indexed")
class TestOverview:
    def test_pictures_lead_to_reports_and_passages_by_mouse_and_by_keyboard(self, visits: Any) -> None:
        visit = visits()
        assert visit.page.locator(".counts, .chart").count() == 0
        visit.page.get_by_role("tab", name="Tổng quan", exact=True).click()
        expect(visit.page.locator(".counts")).to_contain_text("16")
        circle = visit.page.locator("svg.wide g.theme").nth(2)
        title = circle.locator("title").text_content()
        circle.click()
        expect(visit.page.locator(".theme-title")).to_have_text(title)
        assert visit.said() == {"tab": ["overview"], "q": [title]}
        visit.page.keyboard.press("ArrowDown")
        expect(visit.cards.first).to_be_focused()
        visit.page.go_back()
        expect(circle).to_be_in_viewport()
        button = visit.page.get_by_role("button", name=title)
        button.focus()
        button.press("Enter")
        expect(visit.page.locator(".theme-title")).to_have_text(title)
        visit.page.go_back()
        visit.page.locator(".chart.years summary").press("Enter")
        visit.page.locator(".chart.years").get_by_role("row", name="2022").get_by_role("link").last.press("Enter")
        expect(visit.cards).to_have_count(4)
        assert visit.said() == {"tab": ["search"], "year": ["2022"]}
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#report article")).to_be_focused()
        expect(visit.page.locator("#report header h2")).to_have_text(
            visit.cards.first.locator(".source strong").inner_text()
        )
        expect(visit.page.locator("#report mark")).to_have_count(0)

    def test_a_report_leads_to_those_like_it(self, visits: Any) -> None:
        visit = visits("?agency=UBND+xã+Tân+Lập")
        visit.cards.first.get_by_role("button", name="Đọc báo cáo").click()
        visit.page.get_by_text("Báo cáo tương tự").click()
        visit.page.locator("#report .similar button").first.click()
        expect(visit.page.locator("#report header h2")).to_have_text("UBND xã Tân Lập")
        assert visit.said()["agency"] == ["UBND xã Tân Lập"]


@pytest.mark.usefixtures("indexed")
class TestEverywhere:
    def test_a_phone_shows_all_of_it_and_nothing_off_its_edge(self, visits: Any) -> None:
        visit = visits("?q=mật+ong", viewport={"width": 390, "height": 844})
        visit.facet("year").click()
        expect(visit.page.get_by_role("checkbox", name="2022")).to_be_in_viewport()
        visit.page.keyboard.press("Escape")
        visit.cards.first.get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.here).to_be_in_viewport()
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
        visit.page.keyboard.press("Escape")
        for tab in ("Hỏi đáp", "Câu mẫu"):
            visit.tab(tab)
            visit.ask("mật ong")
            expect(visit.cards.first).to_be_visible()
            assert visit.page.evaluate("document.documentElement.scrollWidth") == 390

    @pytest.mark.parametrize(("locale", "languages"), [("en-US", ["en", "vi"]), ("vi-VN", ["vi", "en"])])
    def test_the_page_speaks_the_browsers_language_until_another_is_chosen(
        self, visits: Any, locale: str, languages: list[str]
    ) -> None:
        visit = visits("?q=kinh+phí+năm:hai", locale=locale)
        for language in languages:
            words = WORDS["en" if language == "en" else "vi"]
            expect(visit.page.get_by_role("button", name=words["search_button"], exact=True)).to_be_visible()
            expect(visit.page.get_by_role("tab", name=words["tab_ask"], exact=True)).to_be_visible()
            expect(visit.notice).to_contain_text("does not take" if language == "en" else "không nhận giá trị")
            assert visit.page.evaluate("document.documentElement.lang") == language
            assert visit.said() == {"q": ["kinh phí năm:hai"]}
            if language == languages[0]:
                visit.page.get_by_role("button", name=words["language"]).click()

    def test_only_the_page_itself_is_served_and_only_under_its_own_name(self, address: tuple[str, Path]) -> None:
        with entered(address[0]) as client:

            def status(path: str, **headers: str) -> int:
                return client.get(path, headers=headers).status_code

            assert [status(path) for path in ("", "ui.css", "ui.js", "charts.css")] == [200] * 4
            assert status("fonts/source-serif-4-LICENSE.txt") == 200
            assert status("", Host="another.example") == 400
            assert status("export.json?q=a", Host="another.example") == 400
            for path in ("gradio_api/file=ui.py", f"gradio_api/file={address[1]}/catalog.sqlite", "monitoring"):
                assert status(path) == 404
            assert status("fonts/%2e%2e/ui.py") == status("ui.py") == status("ui.toml") == 404

    def test_the_browser_is_told_to_ask_no_other_host(self, address: tuple[str, Path]) -> None:
        with entered(address[0]) as client:
            policy = client.get("").headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert not re.search(r"https?:|\*", policy)

    @needs_axe
    def test_axe_finds_no_serious_fault_in_the_light_or_in_the_dark(
        self, visits: Any, model: tuple[Server, str]
    ) -> None:
        model[0].reply = says(*events("Các xã đề nghị mở lớp tập huấn [1]. Có 999 tỷ [1]."))
        visit = visits("?q=kinh+phi+han+che", bypass_csp=True, reduced_motion="reduce")
        faults = partial(faults_in, visit.page)
        visit.facet("year").click()
        visit.cards.first.get_by_role("button", name="Chọn câu").click()
        visit.cards.first.get_by_role("button", name="Xem trong báo cáo").click()
        expect(visit.here).to_be_visible()
        visit.page.locator("#report .similar summary").click()
        visit.page.locator("#masthead .show-basket").click()
        expect(visit.page.locator("#basket .quote")).to_be_visible()
        visit.facet("year").click()
        assert faults() == []
        visit.tab("Hỏi đáp")
        visit.ask("Các địa phương kiến nghị gì về tập huấn?")
        expect(visit.page.locator(".struck")).to_be_visible()
        assert faults() == []
        visit.page.get_by_role("tab", name="Tổng quan").click()
        expect(visit.page.locator(".chart.themes_years")).to_be_visible()
        visit.page.locator(".chart.years summary").click()
        assert faults() == []
        visit.tab("Câu mẫu")
        visit.ask("kinh phí hạn chế")
        expect(visit.cards.first).to_be_visible()
        visit.page.locator(".show-keys").click()
        assert faults() == []


def test_a_port_that_is_taken_is_said_with_the_fix(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Cổng {port} .* `--port {port + 1}`"):
            serve(open_house(tmp_path), port=port)
