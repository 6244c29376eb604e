"""What the page shows: what a card says, and that everything from a report, a file's name or a question is text."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup import drawn
from tracuu.corpus.report import Header, Paragraph, Reference, Report, Section
from tracuu.index.records import Filter, Passage, ReportRecord
from tracuu.page.address import Address, read_address
from tracuu.page.cards import answers, controls, frame, hits, overview
from tracuu.page.cards import basket as basket_card
from tracuu.page.cards import conditions as condition_cards
from tracuu.page.cards import listing as reports_listed
from tracuu.page.cards import report as reading
from tracuu.page.cards import wordings as wording_cards
from tracuu.page.cards.frame import choices
from tracuu.page.cards.hits import LONG, sureness
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import explained
from tracuu.search import Hit, SearchResult
from tracuu.search.answer import Answer, Source
from tracuu.search.answer.model import WrittenSentence
from tracuu.search.answer.model_text import CheckedSentence
from tracuu.search.claims.backing import Backing
from tracuu.search.conditions import Condition
from tracuu.search.errors import EmptyQueryError
from tracuu.search.overview import SimilarReport, Theme
from tracuu.search.overview.phrases import Name
from tracuu.search.wording import Variant, Wording
from tracuu.search.wording.blanks import Blank
from tracuu.search.wording.forms import Edit
from tracuu.search.wording.sayings import Use
from tracuu.service.basket import Chosen, Pick
from tracuu.words import Bilingual

answer_card, basket, listing = drawn(answers.answer_card), drawn(basket_card.basket), drawn(reports_listed.listing)
choices_card, conditions_card = drawn(condition_cards.choices_card), drawn(condition_cards.conditions_card)
by_words, card, results = drawn(hits.by_words), drawn(hits.card), drawn(hits.results)
marked, notice = drawn(controls.marked), drawn(controls.notice)
box, facets, masthead = drawn(frame.box), drawn(frame.facets), drawn(frame.masthead)
theme_gone, theme_passages = drawn(overview.theme_gone), drawn(overview.theme_passages)
cited_document, reading_pane = drawn(reading.cited_document), drawn(reading.reading_pane)
nothing_to_read, wordings = drawn(reading.nothing_to_read), drawn(wording_cards.wordings)

VI, EN = WORDS["vi"], WORDS["en"]
ASKED = Address(question="kinh phi")
EVIL = ["<img src=x onerror=alert(1)>", "</mark><script>x</script>", '" onmouseover="x', "'><b>", "{{x}} ${x}", "&lt;"]


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
    return SearchResult("kinh phi", understood_as, 0.95, found, 40.0, hits)


def variant(*uses: Use, **values: Any) -> Variant:
    known = Variant(uses[0].text, uses[0].text, (), uses, holds=True, covered=1.0, score=0.9)
    return replace(known, **values)


def theme(name: str) -> Theme:
    return Theme(1, (Name(name, 3),), np.arange(5), (1,), ("abc",), Counter({2023: 5}), Counter({2023: 1}), (0, 0))


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
    shown = card(hit(passage(), (0, 21), also_in=(("def-2", "Báo cáo số 9"),)), VI)
    said = plain(shown)
    assert "UBND xã Ngọc Lâm Báo cáo số 132/BC-UBND ngày 17/8/2023" in said
    assert "I. Đánh giá › 2. Tồn tại" in said
    assert "Tồn tại, hạn chế" in said
    assert "đoạn 3 (trang 2)" in said
    assert "<mark>Kinh phí còn hạn chế.</mark> Chưa có nguồn." in shown
    assert 'data-text="Báo cáo số 132/BC-UBND, mục I.2, đoạn 3"' in shown
    assert 'data-text="“Kinh phí còn hạn chế.” (Báo cáo số 132/BC-UBND, mục I.2, đoạn 3)"' in shown
    assert 'data-pick="abc-4:0:21"' in shown
    assert "Cũng có trong: Báo cáo số 9" in said
    assert 'data-passage="abc-4"' in shown
    assert 'data-passage="def-2"' in shown
    assert "0.9" not in said


def test_what_stands_in_many_reports_is_one_line_that_opens() -> None:
    others = tuple((f"r{n // 2}-{n}", f"Báo cáo số {n}") for n in range(70))
    shown = card(hit(passage(), (0, 21), also_in=others), VI)
    assert '<details class="also"><summary>Cũng có trong 35 báo cáo</summary>' in shown
    assert shown.count("<details") == 1


def test_what_stands_there_to_the_letter_is_not_called_missing() -> None:
    there, other = result(hit(passage())), result(hit(passage("Chưa có nguồn.")))
    for found, said in ((there, "Có đoạn viết đúng những chữ này"), (other, "Không tìm thấy đoạn nào trả lời")):
        shown = plain(results(replace(found, query="Kinh phí CÒN hạn chế", found=False, confidence=0.0), ASKED, VI))
        assert said in shown


def test_what_a_report_does_not_say_is_left_out() -> None:
    said = plain(card(hit(passage(agency=None, number=None, issued="2021-06", doc_type=None, title=None)), VI))
    assert "Không rõ cơ quan" in said
    assert "Văn bản tháng 6/2021" in said
    assert "None" not in said


@pytest.mark.parametrize("evil", EVIL)
def test_everything_from_a_file_or_a_reader_is_text(evil: str) -> None:
    found = passage(evil + " " + evil, agency=evil, number=evil, title=evil, doc_type=evil, signer=evil, secrecy=evil)
    section = Section(None, evil, 1, "other", evil)
    found = replace(found, report=replace(found.report, file=evil, id=evil), sections=(section,))
    paragraphs = (Paragraph(1, evil, "bullet", (0,), 1),) * 5
    report = Report(evil, found.report.header, (section,), paragraphs, (Reference(evil, evil, None, evil),), (evil,))
    source = Source(1, evil, evil, evil)
    use = Use(found, 0, len(evil), (Edit(0, 2, evil),))
    for shown in (
        card(hit(found, (3, 8), citation=evil, also_in=((evil, evil),)), VI),
        reading_pane(report, found, VI),
        results(result(hit(found), understood_as=evil), Address(question=evil), VI),
        facets({"agency": Counter({evil: 1})}, Address(question=evil), "search-form", VI),
        box("search", [evil], VI),
        notice(evil),
        nothing_to_read(evil, VI),
        answer_card(Answer(evil, True, 1.0, f"{evil} [1]", (source,), "extractive"), VI, "vi", {1: evil}, aside=evil),
        answer_card(
            Answer(evil, True, 1.0, f"{evil} [1]", (source,), "model"),
            VI,
            "vi",
            {},
            (CheckedSentence(evil, (), False, Bilingual(evil, evil)),),
        ),
        answer_card(Answer(evil, False, 0.0, evil, (), "extractive"), VI, "vi", {}),
        wordings(Wording(evil, evil, (variant(use, use, text=evil, blanks=(Blank(0, 1, evil),)),)), VI),
        basket([Chosen(Pick(evil, 0, 3), found), Chosen(Pick(evil, 0, 3), None)], VI),
        by_words(result(hit(found)), VI),
        listing([(found.report, 3)], 1, Address(filter=Filter(years=(2023,))), VI),
        reading_pane(report, found, VI, [SimilarReport(found.report, 0.9, "other_year")]),
        theme_passages(theme(evil), [hit(found)], 1, Address("overview", evil), VI),
        theme_gone(evil, VI),
    ):
        harmless = Outline(shown)
        assert not {"img", "script", "b"} & set(harmless.tags)
        assert not [name for name in harmless.attributes if name.startswith("on")]
        assert evil in html.unescape(shown)


@given(st.text(), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=4))
def test_for_every_text_and_every_span_the_markup_gives_the_text_back(text: str, spans: list[tuple[int, int]]) -> None:
    shown = marked(text, spans)
    assert html.unescape(shown.replace("<mark>", "").replace("</mark>", "")) == html.unescape(html.escape(text)) == text
    assert shown.count("<mark>") == shown.count("</mark>") <= len(spans)


@given(st.text(min_size=1), st.data())
def test_for_every_span_what_is_marked_is_that_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    _, rest = marked(text, [(start, end)]).split("<mark>")
    assert html.unescape(rest.split("</mark>")[0]) == text[start:end]


def test_a_very_long_passage_is_shown_around_what_is_marked() -> None:
    text = "Một. " * 10_000 + "Đúng chỗ này." + " Hai." * 10_000
    start = text.index("Đúng")
    shown = card(hit(passage(text), (start, start + 13)), VI)
    assert "<mark>Đúng chỗ này.</mark>" in shown
    assert len(shown) < LONG + 3000
    assert shown.count("[…]") == 2


def test_no_answer_is_said_in_plain_words_above_the_nearest_passages() -> None:
    shown = results(result(hit(passage()), found=False), ASKED, VI)
    assert "Kho có nội dung liên quan, nhưng có thể không trả lời đúng câu hỏi này." in plain(shown)
    assert 'class="cards far"' in shown
    nothing = results(replace(result(hit(passage()), found=False), confidence=0.1), ASKED, VI)
    assert "Không tìm thấy đoạn nào trả lời câu hỏi này trong kho. Dưới đây là những đoạn gần nhất." in plain(nothing)
    assert shown.count("<article") == 1


def test_nothing_at_all_says_what_to_try() -> None:
    assert "bỏ bớt bộ lọc" in results(result(found=False), ASKED, VI)
    assert "Remove a filter" in results(result(found=False), ASKED, EN)


def test_while_the_model_is_loaded_what_shares_a_word_is_shown_and_nothing_is_called_sure() -> None:
    found = result(hit(passage("Thiếu vốn.")), hit(passage("Không một chữ chung."), score=0.0), found=False)
    said = plain(by_words(found, VI))
    assert "Đang nạp mô hình, tạm tìm theo từ." in said
    assert "Thiếu vốn." in said
    assert "Không một chữ chung." not in said
    assert "Không tìm thấy" not in said


def test_how_sure_it_is_is_said_in_words() -> None:
    assert sureness(0.95, VI) == "Kho có câu trả lời."
    assert sureness(0.8, VI) == "Nhiều khả năng kho có câu trả lời."
    assert sureness(0.55, VI) == "Có thể kho có câu trả lời; nên đọc kỹ."


def test_what_words_alone_tell_is_no_certainty() -> None:
    found = result(hit(passage()))
    doubtful = plain(results(replace(found, calibrated=False), ASKED, VI))
    assert "Có thể kho có câu trả lời; nên đọc kỹ." in doubtful
    assert "chỉ xét được theo từ ngữ" in doubtful
    assert "chỉ xét được theo từ ngữ" not in plain(results(found, ASKED, VI))
    given = Answer("?", True, 0.9, "Thiếu vốn. [1]", (Source(1, "a-1", "Thiếu vốn.", "B"),), "extractive")
    assert "words alone tell" in plain(answer_card(replace(given, calibrated=False), EN, "en", {}))
    assert "words alone tell" not in plain(answer_card(given, EN, "en", {}))


def test_how_a_question_was_understood_is_said() -> None:
    assert "Đã hiểu: kinh phí" in plain(results(result(hit(passage()), understood_as="kinh phí"), ASKED, VI))
    assert "Understood as: kinh phí" in plain(results(result(hit(passage()), understood_as="kinh phí"), ASKED, EN))


def test_a_list_can_be_lengthened_and_saved_as_it_was_asked_for() -> None:
    asked = Address(question="a&b", filter=Filter(years=(2023,)), shown=1)
    shown = html.unescape(results(result(hit(passage())), asked, VI))
    assert 'name="k" value="21"' in shown
    assert 'href="/export.docx?q=a%26b&year=2023&k=1"' in shown
    assert 'name="k"' not in results(result(hit(passage())), ASKED, VI)


def test_a_report_is_opened_with_its_headings_and_the_passage_marked() -> None:
    found = passage()
    paragraphs = tuple(Paragraph(n, f"Đoạn văn {n}.", "paragraph", (0, 1) if n > 2 else (0,), n) for n in range(1, 7))
    shown = reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs), found, VI)
    body = shown[shown.index('class="body"') :]
    assert body.index("I. Đánh giá") < body.index("Đoạn văn 1.") < body.index("2. Tồn tại") < body.index("Đoạn văn 3.")
    assert shown.count("<mark>") == 1
    assert "<mark>Đoạn văn 4.</mark>" in shown
    assert body.count("2. Tồn tại") == 1
    assert "Tệp: bc.docx" in shown
    assert 'href="/originals/abc"' in shown


def test_a_report_opened_as_a_whole_marks_nothing_and_lists_those_like_it() -> None:
    found = passage()
    report = Report("bc.docx", found.report.header, found.sections, (Paragraph(1, "Đoạn.", "paragraph", (0,)),) * 5)
    other = replace(found.report, id="def", header=replace(found.report.header, agency="UBND xã Khác"))
    shown = reading_pane(report, found, VI, [SimilarReport(other, 0.9, "other_agency")], whole_report=True)
    assert "<mark>" not in shown
    assert "Báo cáo tương tự (1)" in plain(shown)
    assert 'data-passage="def">UBND xã Khác, Báo cáo số 132/BC-UBND ngày 17/8/2023<' in shown
    assert "cùng nội dung, cơ quan khác" in plain(shown)
    assert "Báo cáo tương tự" not in plain(reading_pane(report, found, VI))


def test_a_list_of_reports_opens_each_and_can_be_lengthened() -> None:
    asked = Address("search", filter=Filter(years=(2023,)))
    shown = listing([(passage().report, 3)] * 10, 12, asked, VI)
    assert shown.count('data-passage="abc"') == 10
    assert 'href="/?tab=search&amp;year=2023&amp;k=30"' in shown
    assert "12 báo cáo trong phạm vi đã chọn" in plain(shown)
    assert "k=30" not in listing([(passage().report, 3)], 1, asked, VI)
    assert "bỏ bớt bộ lọc" in listing([], 0, asked, VI)


def test_a_theme_of_one_year_counts_that_year() -> None:
    shown = theme_passages(theme("tập huấn"), [hit(passage())], 5, Address("overview", "x", Filter(years=(2023,))), VI)
    assert "5 đoạn trong 1 báo cáo · 2023" in plain(shown)
    assert 'href="/?tab=search&amp;q=t%E1%BA%ADp+hu%E1%BA%A5n&amp;year=2023"' in shown


def test_the_outline_opens_the_first_paragraph_under_each_heading() -> None:
    found = passage()
    paragraphs = tuple(Paragraph(n, f"Đoạn {n}.", "paragraph", (0, 1) if n > 2 else (0,)) for n in range(1, 7))
    shown = reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs), found, VI)
    opens = re.findall(r'<li class="depth-(\d)">.*?data-passage="(.*?)"(.*?)>', shown)
    assert opens == [("1", "abc-1", ""), ("2", "abc-3", ' aria-current="location"')]


def test_an_open_report_tells_its_header_what_it_cites_and_where_the_reading_is_unsure() -> None:
    found = passage()
    report = Report(
        "bc.docx",
        found.report.header,
        references=(Reference("Kết luận", "16-KL/TW", "2023-09-05", "Ban Bí thư"),),
        warnings=("Không thấy người ký.",),
    )
    said = plain(reading_pane(report, found, VI))
    assert "Thông tin văn bản Cơ quan ban hành UBND xã Ngọc Lâm Số, ký hiệu 132/BC-UBND" in said
    assert "Văn bản viện dẫn (1) Kết luận 16-KL/TW ngày 5/9/2023 của Ban Bí thư" in said
    assert "Nên đối chiếu với bản gốc Không thấy người ký." in said


def test_a_document_cited_leads_to_all_that_cite_it() -> None:
    linked = html.unescape(cited_document(Reference("Kết luận", "16-KL/TW"), VI))
    assert 'href="/?tab=search&q=vi%E1%BB%87n_d%E1%BA%ABn%3A%2216-KL%2FTW%22"' in linked
    assert "<a" not in cited_document(Reference("Luật", None, title="Luật Báo chí"), VI)


def test_every_passage_of_a_secret_report_is_marked() -> None:
    assert "MẬT" not in plain(card(hit(passage()), VI))
    assert "TỐI MẬT" in plain(card(hit(passage(secrecy="Tối mật")), VI))
    found = passage(secrecy="Tối mật")
    assert "TỐI MẬT" in plain(wordings(Wording("a", None, (variant(Use(found, 0, 21)),)), VI))
    assert "TỐI MẬT" in plain(basket([Chosen(Pick("abc-4", 0, 21), found)], VI))


def test_a_heading_with_its_text_on_the_same_line_is_not_said_twice() -> None:
    found = passage()
    paragraphs = (Paragraph(1, "2. Tồn tại: chưa có nguồn.", "item", (0, 1)),) * 4
    shown = reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs[:1]), found, VI)
    assert shown[shown.index('class="body"') :].count("2. Tồn tại") == 1


def test_a_very_long_report_is_opened_around_the_passage() -> None:
    found = replace(passage(), ordinal=251)
    paragraphs = tuple(Paragraph(n, f"Đoạn văn {n}.", "paragraph", (0, 1)) for n in range(1, 501))
    shown = reading_pane(Report("bc.docx", found.report.header, found.sections, paragraphs), found, VI)
    assert "Phần trên: đoạn thứ 161 đến 220" in shown
    assert "Phần dưới: đoạn thứ 282 đến 341" in shown
    assert "Đoạn văn 221." in shown
    assert "Đoạn văn 220." not in shown
    assert "<mark>Đoạn văn 251.</mark>" in shown
    assert "2. Tồn tại" in shown


def test_each_sentence_of_an_answer_opens_its_source() -> None:
    sources = (Source(1, "abc-4", "Thiếu kinh phí [2].", "Báo cáo số 1"), Source(2, "def-1", "Thiếu vốn.", "Báo cáo 2"))
    given = Answer("Thiếu gì?", True, 0.9, "2 báo cáo:\nThiếu kinh phí [2]. [1]\nThiếu vốn. [2]", sources, "extractive")
    shown = answer_card(given, VI, "vi", {1: "abc-4:0:19"})
    said = plain(shown)
    assert "2 báo cáo: Thiếu kinh phí [2]. [1] Thiếu vốn. [2]" in said
    assert re.findall(r'class="open ref"[^>]* data-passage="(.*?)"', shown) == ["abc-4", "def-1"]
    assert shown.count("data-pick=") == 1
    assert "Nguyên văn các báo cáo" in said


def test_what_is_reckoned_opens_the_sources_of_its_figures() -> None:
    sources = tuple(Source(n, f"a-{n}", quote, "Báo cáo") for n, quote in ((1, "phạt 9,4"), (2, "phạt 46,5")))
    text = "9,4 + 46,5 = 55,9 triệu đồng [1][2]\nxã A: phạt 9,4 [1]\nxã B: phạt 46,5 [2]"
    shown = answer_card(Answer("?", True, 0.8, text, sources, "computed"), VI, "vi", {})
    working = shown.partition("<ul>")[0]
    assert [working.count(f'data-passage="a-{n}"') for n in (1, 2)] == [1, 1]
    assert VI["method_computed"] in working


def test_an_answer_that_is_none_says_so_and_calls_the_nearest_so() -> None:
    given = Answer("?", False, 0.1, "Không có.\nGần nhất:\nXa. [1]", (Source(1, "a-1", "Xa.", "B"),), "model")
    shown = answer_card(replace(given, method="extractive"), VI, "vi", {})
    assert 'class="answer far"' in shown
    assert "Không có. Gần nhất: Xa. [1]" in plain(shown)
    assert "Nguyên văn" not in plain(shown)


def test_under_each_sentence_of_a_model_stands_what_it_rests_on_and_what_is_only_asked_for() -> None:
    given = Answer("?", True, 0.9, "Xã đề nghị cấp vốn [1].", (Source(1, "a-1", "Vốn.", "B"),), "model")
    asked, fact = (Backing(passage(text), text) for text in ("Đề nghị cấp <vốn>.", "Xã thiếu vốn."))
    told = (WrittenSentence(given.answer, ((1, asked), (1, fact))),)
    shown = answer_card(given, VI, "vi", {}, told=told)
    assert "Mô hình ngôn ngữ viết, không phải nguyên văn báo cáo" in plain(shown)
    said = plain(shown)
    assert "kiến nghị : [1] “Đề nghị cấp <vốn>.” [1] “Xã thiếu vốn.”" in said
    copied = re.search(r'data-text="(Xã đề nghị.*?)"', shown, re.DOTALL)
    assert copied
    assert "(Mô hình ngôn ngữ viết" in copied[1]


def test_what_a_model_wrote_without_ground_is_struck_with_the_reason() -> None:
    given = Answer(
        "?", True, 0.9, "Thiếu vốn [1, 2].", tuple(Source(n, f"a-{n}", "Vốn.", "B") for n in (1, 2)), "model"
    )
    why = Bilingual("nguồn không có số", "the source has no such number")
    struck = (CheckedSentence("Có 999 tỷ [1].", (1,), False, why),)
    shown = answer_card(given, VI, "vi", {}, struck, writing=True)
    assert '<s lang="vi">Có 999 tỷ [1].</s> <span>nguồn không có số</span>' in shown
    assert "<span>the source has no such number</span>" in answer_card(given, EN, "en", {}, struck)
    assert re.findall(r'class="open ref"[^>]* data-passage="(.*?)"', shown) == ["a-1", "a-2"]
    assert "đang viết" in plain(shown)


def test_a_wording_shows_its_blanks_what_differs_and_where_it_is_used() -> None:
    text = "Xã còn thiếu 5 người."
    first, other = Use(passage(text), 0, len(text)), Use(passage("Xã vẫn thiếu 7 người."), 0, 21, (Edit(3, 6, "còn"),))
    shown = wordings(Wording("thiếu", None, (variant(first, other, blanks=(Blank(13, 14, "số"),)),)), VI)
    assert 'Xã còn thiếu <span class="blank" title="số">5</span> người.' in shown
    assert "Xã <del>còn</del> <ins>vẫn</ins> thiếu 7 người." in shown
    assert 'data-pick="abc-4:0:21"' in shown
    assert "1 báo cáo gần nhất ngày 17/8/2023" in plain(shown)
    assert "Chưa thấy báo cáo nào" in plain(wordings(Wording("x", None, ()), VI))
    assert '<p class="template">Xã còn thiếu 5 người.</p>' in shown


def test_opposites_stand_apart_under_headings_where_a_phrase_has_both() -> None:
    use = Use(passage("Xã còn thiếu 5 người."), 0, 21)
    lacking, met, neither = (variant(use, pole=pole) for pole in ("lacking", "met", None))
    shown = plain(wordings(Wording("người", None, (met, lacking, neither)), VI))
    places = [shown.index(VI[key]) for key in ("put_lacking", "put_met", "put_neither")]
    assert places == sorted(places)
    assert VI["put_lacking"] not in plain(wordings(Wording("người", None, (lacking, neither)), VI))


def test_the_basket_quotes_what_is_there_and_says_what_is_gone() -> None:
    there, gone = Chosen(Pick("abc-4", 0, 21), passage()), Chosen(Pick("def-1", 0, 5), None)
    shown = basket([there, gone], VI)
    assert "Kinh phí còn hạn chế." in plain(shown)
    assert "không còn trong kho" in plain(shown)
    assert re.findall(r'<input type="hidden" name="pick" value="(.*?)">', shown) == ["abc-4:0:21"]
    assert "Chưa chọn câu nào" in plain(basket([], VI))


def test_facets_offer_what_there_is_with_how_much_of_it() -> None:
    assert choices("level", Counter(province=2, commune=3), VI) == [
        ("Xã, phường, thị trấn", "commune"),
        ("Tỉnh, thành phố", "province"),
    ]
    assert choices("year", Counter({"2016": 1, "2025": 4}), VI) == [("2025", "2025"), ("2016", "2016")]
    assert choices("role", Counter(funding=1), EN) == [("Funding", "funding")]
    shown = facets({"year": Counter({"2016": 7})}, Address(filter=Filter(years=(2016, 1999))), "search-form", VI)
    assert "Năm 2" in plain(shown)
    assert "2016 7" in plain(shown)
    assert "1999 0" in plain(shown)
    assert shown.count(" checked") == 2


def test_every_word_stands_in_both_languages() -> None:
    assert VI.keys() == EN.keys()
    assert all(VI.values())
    assert all(EN.values())
    fields = [set(re.findall(r"{\w+}", VI[key])) for key in VI]
    assert fields == [set(re.findall(r"{\w+}", EN[key])) for key in VI]
    assert "Phím tắt" in plain(masthead(VI))


def test_a_fault_is_a_sentence_in_the_readers_language_never_a_traceback() -> None:
    def mendable() -> Any:
        yield "so far"
        raise EmptyQueryError

    def unexpected() -> Any:
        raise ZeroDivisionError

    assert "Chưa có câu hỏi" in list(explained(mendable, "vi"))[1]
    assert "There is no question" in list(explained(mendable, "en"))[1]
    assert [plain(said) for said in explained(unexpected, "vi")] == [VI["unexpected"]]


def test_what_was_understood_can_be_taken_off_and_what_is_only_mentioned_put_on() -> None:
    asked = Address(question="báo cáo năm 2023 của xã Tân Lập", ignored=("period=2023",))
    agency = Condition("agency", "=", "UBND xã Tân Lập", True, "xã Tân Lập")
    year = Condition("period", "=", "2023", False, "năm 2023")
    number = Condition("cites", "=", "16-KL/TW", False, "16-KL/TW")
    shown = conditions_card((agency, year, number), ("gần đây",), asked, VI, "vi")
    text = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert "Đã hiểu: cơ quan UBND xã Tân Lập ✕" in text
    assert "Chưa lọc theo: báo cáo về năm 2023 · văn bản 16-KL/TW" in text
    assert "Chưa hiểu, nên chưa dùng làm điều kiện: “gần đây”." in text
    off, on, cites = (html.unescape(link) for link in re.findall(r'href="/\?([^"]+)"', shown))
    assert read_address(off).ignored == ("period=2023", agency.key)
    assert read_address(on).ignored == ()
    assert read_address(cites).question == f'{asked.question} viện_dẫn:"16-KL/TW"'
    english = html.unescape(re.sub(r"<[^>]+>", "", conditions_card((agency, year), (), asked, EN, "en")))
    assert english == "Understood: agency UBND xã Tân Lập ✕Not narrowed to: reporting on 2023"


def test_a_condition_that_no_report_fits_is_said_and_a_ticked_filter_is_not_said_twice() -> None:
    missing = Condition("period", "=", "2019", False, "năm 2019", stated=True, missing=True)
    ticked = Condition("year", "=", "2019", True, "")
    shown = conditions_card((missing, ticked), (), ASKED, VI, "vi")
    assert "Trong kho không có báo cáo nào như vậy: báo cáo về năm 2019." in shown
    assert "năm 2019" not in conditions_card((ticked,), (), ASKED, VI, "vi")
    assert conditions_card((missing,), (), ASKED, VI, "vi", say_missing=False) == ""


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_said_of_conditions_is_text(evil: str) -> None:
    one = Condition("agency", "=", evil, True, evil)
    for shown in (
        conditions_card((one, replace(one, applied=False)), (evil,), Address(question=evil), VI, "vi"),
        choices_card([(evil, Address(question=evil))]),
    ):
        assert "<img" not in shown
        assert "<script" not in shown
        assert 'onmouseover="' not in html.unescape(shown) or "onmouseover=&#34;" in shown or "&quot;" in shown
