"""The part of a report that a question asks for comes first, and that of the report it names before all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bench.disturbed import HashEncoder
from tests.asking import passages_seen
from tracuu.corpus.report import Header, Paragraph, Report, Section
from tracuu.corpus.vietnamese import fold, has_accents
from tracuu.index.opening import open_store
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.conditions.role_asked import role_asked
from tracuu.search.constants import FAVOURED_REPORT, FAVOURED_ROLE
from tracuu.search.ranking import favour
from tracuu.search.understanding import understand

SECTIONS = (
    Section("I", "Kết quả", 1, "results", "I. Kết quả"),
    Section("II", "Kiến nghị", 1, "proposals", "II. Kiến nghị"),
)
AGENCIES = ("UBND xã An Bình", "UBND xã Yên Hòa")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Of two reports, each with a paragraph in a section of results and one in a section of requests."""
    store = open_store(tmp_path_factory.mktemp("store"))
    reports = [
        Report(
            f"{place}.txt",
            Header(agency=agency),
            SECTIONS,
            (
                Paragraph(1, f"Đã mở {place + 2} lớp tập huấn.", "paragraph", (0,)),
                Paragraph(1, f"Mở thêm {place + 2} lớp tập huấn.", "paragraph", (1,)),
            ),
        )
        for place, agency in enumerate(AGENCIES)
    ]
    store.take_in(reports, HashEncoder())
    with store.view() as view:
        yield view
    store.close()


def gained(
    view: View, question: str, given: Filter | None = None, off: frozenset[str] = frozenset()
) -> dict[str, float]:
    """What each passage gains, by its agency and role, of those that gain anything."""
    passages = passages_seen(view)
    ids = np.array([passage.id for passage in passages], np.int64)
    asked = understand(view, question, given, ignored=off)
    gains = favour(np.zeros(len(ids), np.float32), ids, asked.said.favoured, view)
    found = zip(passages, gains.tolist(), strict=True)
    return {f"{p.report.header.agency} {p.role}": round(gain, 4) for p, gain in found if gain}


def test_sections_of_the_role_gain_and_those_of_the_named_report_more(view: View) -> None:
    one, other = (f"{agency} proposals" for agency in AGENCIES)
    both = round(FAVOURED_ROLE + FAVOURED_REPORT, 4)
    assert gained(view, "Các xã kiến nghị gì về tập huấn?") == {one: FAVOURED_ROLE, other: FAVOURED_ROLE}
    assert gained(view, "Xã An Bình kiến nghị gì về tập huấn?") == {one: both, other: FAVOURED_ROLE}
    assert gained(view, "xa an binh kien nghi gi ve tap huan") == {one: both, other: FAVOURED_ROLE}
    assert gained(view, "Kiến nghị trong báo cáo của xã An Bình về tập huấn")[one] == both  # applied, and all the same


def test_an_agency_alone_favours_nothing(view: View) -> None:
    assert gained(view, "tập huấn ở xã An Bình") == {}
    assert gained(view, "mở lớp tập huấn") == {}


def test_who_asks_for_nothing_but_a_part_of_a_report_is_shown_that_part(
    view: View, sample_engine: SearchEngine
) -> None:
    assert understand(view, "Xã An Bình kiến nghị gì?").said.only_a_part
    assert not understand(view, "Xã An Bình kiến nghị gì về tập huấn?").said.only_a_part
    assert not understand(view, "Kiến nghị những gì?").said.only_a_part, "no report is named"
    found = sample_engine.search("Đồng Mây kiến nghị gì?", k=3)
    assert found.found
    assert {(hit.passage.role, hit.passage.report.header.agency) for hit in found.hits[:2]} == {
        ("proposals", "UBND xã Đồng Mây")
    }


def test_what_is_favoured_can_be_taken_off(view: View) -> None:
    question = "Xã An Bình kiến nghị gì về tập huấn?"
    asked = understand(view, question)
    assert [(one.field, one.value, one.applied) for one in asked.said.favoured] == [
        ("agency", AGENCIES[0], False),
        ("role", "proposals", False),
    ]
    one, other = (f"{agency} proposals" for agency in AGENCIES)
    assert gained(view, question, off=frozenset(["role=proposals"])) == {}
    without_agency = gained(view, question, off=frozenset([f"agency={AGENCIES[0]}"]))
    assert without_agency == {one: FAVOURED_ROLE, other: FAVOURED_ROLE}
    assert [one.field for one in understand(view, question, ignored=frozenset(["role=proposals"])).said.favoured] == []


def test_a_role_that_is_demanded_is_not_favoured_besides(view: View) -> None:
    assert gained(view, "Các xã kiến nghị gì?", Filter(roles=("results",))) == {}


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Các huyện kiến nghị gì về tập huấn?", "proposals"),
        ("đề nghị mở lớp tập huấn", "proposals"),
        ("Phòng Giáo dục kiến nghị Sở Giáo dục những gì?", "proposals"),
        ("phong giao duc de xuat so giao duc dieu gi", "proposals"),
        ("Đề nghị cho biết kinh phí năm nay", None),
        ("khó khăn của xã về máy tính", "limitations"),
        ("kho khan cua xa ve may tinh", "limitations"),
        ("kinh phí hạn chế", None),
        ("biện pháp hạn chế tai nạn", "solutions"),
        ("Nhiệm vụ trọng tâm là gì?", "tasks"),
        ("Xã còn nhiệm vụ nào chưa làm xong?", None),
        ("Có thuận lợi gì?", "advantages"),
        ("giai phap nào giảm nghèo", "solutions"),
        ("giái pháp nào giảm nghèo", None),
        ("What are the difficulties in funding?", "limitations"),
        ("requests to higher authorities", "proposals"),
        ("lack of funding", None),
        ("tập huấn", None),
    ],
)
def test_a_role_is_asked_for_by_its_words_where_they_ask(question: str, role: str | None) -> None:
    accented = has_accents(question)
    lower = question.lower() if accented else fold(question)
    asked = role_asked(question, lower, accented)
    assert (asked and asked.value) == role
    assert asked is None or question[asked.start : asked.end] == asked.said
