"""A question, read once: its words in one spelling or another, and what it is asked of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.disturbed import HashEncoder
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.corpus.vietnamese import tokens
from tracuu.index.opening import open_store
from tracuu.index.records import Filter
from tracuu.index.scope import Scope
from tracuu.index.store import View
from tracuu.search.constants import MAX_QUERY_WORDS
from tracuu.search.errors import EmptyQueryError
from tracuu.search.spellings import syllables_there
from tracuu.search.understanding import Words, read_words, understand

TEXTS = (
    "Kinh phí cho công tác tập huấn còn hạn chế.",
    "Kinh phí còn hạn chế, máy tính đã cũ.",
    "Các trường đã lắp thiết bị smartboard.",
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Of a store that holds these texts and nothing else."""
    store = open_store(tmp_path_factory.mktemp("store"))
    paragraphs = tuple(Paragraph(n, text, "paragraph", ()) for n, text in enumerate(TEXTS, 1))
    store.take_in([Report("bc.txt", Header(issued="2023"), (), paragraphs)], HashEncoder())
    with store.view() as view:
        yield view
    store.close()


def read(view: View, typed: str, as_typed: bool = False) -> Words:
    return read_words(typed, tuple(tokens(typed)), view.words, as_typed)


def test_words_with_accents_are_taken_as_they_are(view: View) -> None:
    assert read(view, "kinh phí hạn chế") == Words(
        "kinh phí hạn chế", "accented", "kinh phí hạn chế", ("kinh", "phí", "hạn", "chế"), "accented"
    )


def test_words_without_accents_are_compared_without_and_understood_with_them(view: View) -> None:
    said = read(view, "kinh phi han che")
    assert (said.typed, said.script, said.accents) == ("kinh phi han che", "unaccented", "folded")
    assert (said.text, said.terms, said.mended) == ("kinh phí hạn chế", ("kinh", "phi", "han", "che"), True)
    typed = read(view, "kinh phi han che", as_typed=True)
    assert (typed.text, typed.terms, typed.mended) == ("kinh phi han che", ("kinh", "phi", "han", "che"), False)


def test_a_slip_is_mended_with_its_accents(view: View) -> None:
    said = read(view, "kinh phí hạn chê")
    assert (said.script, said.text, said.mended) == ("accented", "kinh phí hạn chế", True)
    assert said.terms == ("kinh", "phí", "hạn", "chế")
    assert not read(view, "kinh phí hạn chê", as_typed=True).mended


@pytest.mark.parametrize(
    ("typed", "script"),
    [
        ("how should we fund this", "foreign"),
        ("smartboard", "unaccented"),
        ("smartboard smartboard smartboard whiteboard", "unaccented"),
        ("smartboard whiteboard", "foreign"),
        ("whiteboard của", "accented"),
    ],
)
def test_a_question_of_words_that_are_neither_vietnamese_nor_known_is_foreign(
    view: View, typed: str, script: str
) -> None:
    said = read(view, typed)
    assert said.script == script
    assert said.accents == ("accented" if script == "accented" else "folded")
    if script == "foreign":
        assert (said.text, said.terms, said.mended) == (typed, tuple(tokens(typed)), False)


def test_a_question_with_its_filters_beside_and_inside(view: View) -> None:
    given = Filter(levels=("commune",), years=(2023,))
    asked = understand(view, " kinh phi han che nam:2022 -rác ", given)
    assert asked.raw == "kinh phi han che nam:2022 -rác"
    assert (asked.given, asked.loosened, asked.as_typed) == (given, False, False)
    assert asked.as_shown == "kinh phí hạn chế"
    assert asked.scope == Scope(
        filter=Filter(levels=("commune",), years=(2023, 2022)), excluded=(("rác",),), accents="folded"
    )
    assert asked.scope_without("years").filter == Filter(levels=("commune",), years=(2022,))
    assert asked.scope_without("years", "levels").filter == Filter(years=(2022,))
    assert asked.given == given


def test_as_typed_nothing_is_mended(view: View) -> None:
    asked = understand(view, "kinh phi han che", as_typed=True)
    assert (asked.as_typed, asked.as_shown, asked.words.text) == (True, None, "kinh phi han che")
    assert understand(view, "kinh phí hạn chê", as_typed=True).as_shown is None
    assert understand(view, "kinh phí hạn chế").as_shown is None
    assert understand(view, "kinh phí hạn chê").as_shown == "kinh phí hạn chế"


def test_what_stands_in_quotes_is_meant_as_it_was_typed(view: View) -> None:
    asked = understand(view, 'kinh phí "hạn chế" chê')
    assert (asked.loosened, asked.words.mended, asked.as_shown) == (False, False, None)
    assert asked.scope.phrases == (("hạn", "chế"),)
    folded = understand(view, 'kinh phi "han che"')
    assert folded.words.text == "kinh phí hạn chế"
    assert (folded.scope.phrases, folded.scope.accents) == ((("han", "che"),), "folded")


def test_quotes_that_stand_nowhere_count_as_words_but_alone_they_bind(view: View) -> None:
    asked = understand(view, 'kinh phí "hạn chê"')
    assert asked.loosened
    assert asked.scope.phrases == ()
    assert asked.as_shown == asked.words.text == "kinh phí hạn chế", "and are mended like all others"
    typed = understand(view, 'kinh phí "hạn chê"', as_typed=True)
    assert (typed.loosened, typed.words.text) == (True, "kinh phí hạn chê")
    alone = understand(view, '"hạn chê"')
    assert (alone.loosened, alone.scope.phrases) == (False, (("hạn", "chê"),))
    held = understand(view, 'xã "hạn chế"', Filter(years=(1999,)))
    assert held.loosened, "no passage of that year has it"


def test_a_part_of_a_question_is_asked_of_the_same(view: View) -> None:
    asked = understand(view, "kinh phí và máy tính năm:2023 -rác", Filter(levels=("commune",)))
    part = asked.about("may tinh", view)
    assert (part.raw, part.query.raw, part.query.text, part.query.words) == ("may tinh", "may tinh", "may tinh",
                                                                             ("may", "tinh"))  # fmt: skip
    assert part.words == read(view, "may tinh")
    assert part.scope.filter == asked.scope.filter
    assert part.query.excluded == (("rác",),)
    assert len(asked.about("xã " * (MAX_QUERY_WORDS + 1), view).query.words) == MAX_QUERY_WORDS


def test_a_filter_beside_it_may_be_all_that_is_asked(view: View) -> None:
    assert understand(view, "", Filter(references=("16-KL/TW",))).query.text == "16-KL/TW"
    alone = understand(view, "", Filter(years=(2023,)))
    assert (alone.words.terms, alone.lists, alone.scope.filter.years) == ((), True, (2023,))
    with pytest.raises(EmptyQueryError):
        understand(view, "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kĩ năng", "kỹ năng"),
        ("Kĩ Năng SỐ", "Kỹ Năng SỐ"),
        ("qui chế chi tiêu nội bộ", "quy chế chi tiêu nội bộ"),
        ("bác sỹ ở trạm y tế", "bác sĩ ở trạm y tế"),
        ("ki nang so", "ky nang so"),
        ("lý do", "lý do"),  # stands so
        ("kì lân", "kì lân"),  # stands neither way
        ("tivi, kia, khi, qua", "tivi, kia, khi, qua"),
        ("thủ tục hành chánh", "thủ tục hành chính"),
        ("Chánh quyền số", "Chính quyền số"),
        ("thu tuc hanh chanh", "thu tuc hanh chinh"),
        ("bịnh viện huyện", "bệnh viện huyện"),
        ("chánh văn phòng", "chánh văn phòng"),  # no office has "chính văn"
        ("lãnh đạo", "lãnh đạo"),
    ],
)
def test_syllables_are_taken_as_the_store_has_them(sample_view: View, typed: str, meant: str) -> None:
    assert syllables_there(typed, sample_view.words) == meant
