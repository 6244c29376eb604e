"""What a question asks about must stand in the reports that it names, whatever else they share with it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bench.disturbed import HashEncoder
from tests.asking import passages_seen
from tracuu.corpus.report import Header, Paragraph, Report, Section
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search.absent import absent_words
from tracuu.search.matter import Matter, halves, matter_in, without_matter
from tracuu.search.named_passages import of_what_is_named
from tracuu.search.understanding import understand

TEXTS = {
    "UBND xã An Bình": ("Xã An Bình tu bổ hai di tích trong năm.", "Khách tham quan tăng."),
    "UBND xã Yên Hòa": ("Xã Yên Hòa giành bốn huy chương bạc, hơn năm 2018.", "Phong trào thể thao năm 2019 còn yếu."),
}
SECTIONS = (Section("I", "Bảo tồn hiện vật", 1, "results", "I. Bảo tồn hiện vật"),)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    store = open_store(tmp_path_factory.mktemp("store"))
    reports = [
        Report(
            f"{agency}.txt",
            Header(agency=agency, title="Về công tác văn hóa", issued="2021-12-05"),
            SECTIONS,
            tuple(Paragraph(n, text, "paragraph", (0,)) for n, text in enumerate(texts, 1)),
        )
        for agency, texts in TEXTS.items()
    ]
    store.take_in(reports, HashEncoder())
    with store.view() as view:
        yield view
    store.close()


def asked_of(view: View, question: str) -> tuple[Matter, set[str | None]]:
    """How far the matter stands in the reports named, and whose these are."""
    asked = understand(view, question)
    passages = passages_seen(view)
    ids = np.array([passage.id for passage in passages], np.int64)
    named = [p for p, marked in zip(passages, of_what_is_named(asked, ids, view), strict=True) if marked]
    absent = absent_words(asked, view, named[0].text if named else "")
    told = matter_in(asked, named, bool(absent), view)
    return told, {passage.report.header.agency for passage in named}


def test_only_the_reports_that_are_named_count(view: View) -> None:
    one, other = TEXTS
    there, whose = asked_of(view, "Xã Yên Hòa giành mấy huy chương?")
    assert whose == {other}
    assert (there.pairs, there.missing) == (1.0, 0.0)
    elsewhere, whose = asked_of(view, "Xã An Bình giành mấy huy chương?")
    assert whose == {one}
    assert elsewhere.pairs < there.pairs
    assert elsewhere.missing > 0.3
    assert elsewhere.pairs_known == there.pairs_known == 1.0, "the store has them, in another's report"
    without_accents, _ = asked_of(view, "xa an binh gianh may huy chuong")
    assert (without_accents.pairs, without_accents.missing > 0.3) == (elsewhere.pairs, True)


def test_names_and_question_words_are_no_matter(view: View) -> None:
    named, _ = asked_of(view, "Xã Yên Hòa có bao nhiêu huy chương?")
    assert (named.pairs, named.missing, named.pairs_known) == (1.0, 0.0, 1.0)


def test_where_none_is_named_all_count_with_their_headings_and_titles(view: View) -> None:
    everywhere, whose = asked_of(view, "huy chương")
    assert whose == set(TEXTS)
    assert everywhere.pairs == 1.0
    assert asked_of(view, "bảo tồn hiện vật")[0].missing == 0.0
    assert asked_of(view, "công tác văn hóa")[0].pairs == 1.0


def test_what_stands_nowhere_weighs_most(view: View) -> None:
    nowhere, _ = asked_of(view, "tàu vũ trụ")
    assert (nowhere.pairs, nowhere.pairs_known) == (0.0, 0.0)
    assert nowhere.missing == pytest.approx(1.0, abs=0.01)
    assert asked_of(view, "what is it")[0] == Matter(), "nothing is asked about"


def test_what_speaks_against_the_reports_that_are_named(view: View) -> None:
    def against(question: str) -> tuple[bool, bool]:
        told, _ = asked_of(view, question)
        return told.lacking, told.untimely

    assert against("Xã An Bình tu bổ mấy di tích?") == (False, False)
    assert against("Xã An Bình giành mấy huy chương?") == (True, False), "only another has medals"
    assert against("giành mấy huy chương vàng ở lễ hội") == (False, False), "none is named"
    assert against("Xã An Bình năm 2021 tu bổ mấy di tích?") == (False, False)
    assert against("Xã An Bình năm 2019 tu bổ mấy di tích?") == (False, True), "they are of 2021 and do not speak of it"
    assert against("Xã Yên Hòa năm 2019 giành mấy huy chương?") == (False, False), "they speak of it"
    assert against("Xã Yên Hòa năm 2018 giành mấy huy chương?") == (False, True), "they only compare with it"


def test_half_of_a_word_is_no_question_word_and_a_name_no_matter(view: View) -> None:
    assert halves(understand(view, "Dân số xã An Bình")) == [1]
    assert halves(understand(view, "báo cáo số 12")) == []
    assert asked_of(view, "Dân số xã An Bình")[0].pairs == 0.0, "no report here speaks of it"
    asked = understand(view, "Xã Yên Hòa có gần xã An Bình không?")
    idle = [word for word, passed in zip(asked.words.terms, without_matter(asked), strict=True) if passed]
    assert {"yên", "hòa", "an", "bình"} <= set(idle), "both names, whichever is a condition"
