"""Addresses, what they narrow to, and the basket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.report import LEVELS, ROLES
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.page.address import LONGEST, MOST_SHOWN, SHOWN, Address, read_address
from tracuu.page.language import asked_language
from tracuu.search import SearchEngine
from tracuu.service.asking import facets
from tracuu.service.basket import MOST, Pick, chosen, quotations, read_pick
from tracuu.service.house import House
from tracuu.service.readers import OWNER
from tracuu.service.reports import listed


def test_an_address_says_what_is_asked_and_narrowed_to() -> None:
    said = "?tab=search&q=kinh+ph%C3%AD&level=commune&year=2023&year=2024&typed=1&k=30"
    asked = Address("search", "kinh phí", Filter(levels=("commune",), years=(2023, 2024)), True, 30)
    assert read_address(said) == asked
    assert str(asked) == said[1:]


@given(
    st.builds(
        Address,
        st.sampled_from(["", "search", "ask"]),
        st.text(st.characters(codec="utf-8"), max_size=50).map(str.strip),
        st.builds(
            Filter,
            agencies=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)).map(tuple),
            levels=st.lists(st.sampled_from(LEVELS)).map(tuple),
            years=st.lists(st.integers(1900, 2100)).map(tuple),
            roles=st.lists(st.sampled_from(ROLES)).map(tuple),
        ),
        st.booleans(),
        st.integers(1, MOST_SHOWN),
    )
)
def test_for_every_address_what_it_says_is_read_back(asked: Address) -> None:
    if len(str(asked)) < LONGEST:
        assert read_address(str(asked)) == asked


@given(st.text())
def test_for_every_query_string_there_is_an_address(said: str) -> None:
    assert 1 <= read_address(said).shown <= MOST_SHOWN


def test_a_language_is_the_chosen_one_else_the_browsers_else_vietnamese() -> None:
    assert asked_language({"accept-language": "en-US,en;q=0.9"}) == "en"
    assert asked_language({"accept-language": "fr-FR,en;q=0.9"}) == asked_language({}) == "vi"
    assert asked_language({"cookie": "a=1; tracuu-lang=vi; b=2", "accept-language": "en"}) == "vi"
    assert asked_language({"cookie": "tracuu-lang=en"}) == "en"
    assert asked_language({"cookie": "tracuu-lang=<script>; xtracuu-lang=en"}) == "vi"


def test_what_cannot_be_is_left_out() -> None:
    read = read_address("level=planet&year=abc&year=²&role=%00&k=999&q=%FF&x=1")
    assert read.filter == Filter()
    assert read.shown == MOST_SHOWN
    assert read_address("k=-1").shown == SHOWN


def test_a_filter_alone_lists_the_reports_that_it_admits(sample_house: House, sample_view: View) -> None:
    everything = listed(sample_house, OWNER, Address().request)
    assert [record for record, _ in everything] == sample_view.reports()
    assert sum(passages for _, passages in everything) == sample_view.counts()["passages"]
    assert listed(sample_house, OWNER) == everything
    proposals = listed(sample_house, OWNER, Address(filter=Filter(years=(2022,), roles=("proposals",))).request)
    assert {record.year for record, _ in proposals} == {2022}
    assert all(0 < passages < record.passages for record, passages in proposals)


def test_a_facet_counts_what_the_question_and_the_others_leave(sample_house: House, sample_view: View) -> None:
    everything = facets(sample_house, OWNER, Address().request)
    assert sum(everything["role"].values()) == sample_view.counts()["passages"]
    assert everything == sample_view.facets()
    one_year = facets(sample_house, OWNER, Address(filter=Filter(years=(2023,))).request)
    assert set(one_year["agency"]) == {"UBND xã Tân Lập"}
    assert one_year["year"] == everything["year"], "its own values are alternatives"
    quoted = facets(sample_house, OWNER, Address(question='"trông chờ cấp trên"').request, "year")
    assert 0 < sum(quoted["year"].values()) < 10
    nowhere = facets(sample_house, OWNER, Address(question='"không có ở đâu" kinh phí').request, "year")
    assert nowhere["year"] == everything["year"], "the search takes its words then"


@pytest.mark.parametrize(
    "said", ["", "abc", "abc:1", ":0:5", "abc:5:5", "abc:-1:4", "abc:1:x", "abc:²:9", "a:0:" + "9" * 99]
)
def test_what_is_no_pick_is_none(said: str) -> None:
    assert read_pick(said) is None


def test_the_basket_quotes_from_the_store_alone(sample_engine: SearchEngine, sample_view: View) -> None:
    found = sample_engine.search("kinh phí hạn chế", 1).hits[0]
    pick = Pick(found.passage.key, *found.highlights[0])
    assert read_pick(str(pick)) == pick
    said = [str(pick), str(pick), "gone-1:0:5", f"{found.passage.key}:0:99999", "nonsense"]
    there, gone, beyond = chosen(sample_view, said)
    assert there.text == found.passage.text[pick.start : pick.end]
    assert (gone.text, gone.citation, beyond.passage) == ("", "", None)
    assert [quotation.text for quotation in quotations([there, gone])] == [there.text]
    assert "214/BC-UBND ngày 05 tháng 12 năm 2023" in there.citation
    assert len(chosen(sample_view, (f"{found.passage.key}:0:{n}" for n in range(1, 999)))) == MOST
