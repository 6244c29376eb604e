"""Addresses, and the language in which they are answered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tracuu.corpus.report import LEVELS, ROLES
from tracuu.index.records import Filter
from tracuu.page.address import LONGEST, MOST_SHOWN, NO_YEAR, SHOWN, SORTS, YEARS, Address, read_address
from tracuu.page.language import asked_language


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
        sort=st.sampled_from(SORTS),
        since=st.none() | st.integers(*YEARS),
        until=st.none() | st.integers(*YEARS),
    )
)
def test_for_every_address_what_it_says_is_read_back(asked: Address) -> None:
    if asked.since and asked.until and asked.since > asked.until:
        asked = replace(asked, since=asked.until, until=asked.since)
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


def test_a_range_of_years_leaves_of_those_ticked_what_lies_in_it() -> None:
    assert read_address("from=2019&to=2021").request.filter.years == (2019, 2020, 2021)
    assert read_address("from=2019").request.filter.years[:2] == (2019, 2020)
    assert read_address("to=2021&year=2020&year=2022").request.filter.years == (2020,)
    assert read_address("from=2019&to=2021&year=2023").request.filter.years == NO_YEAR
    assert read_address("from=x&to=0&sort=bad").request.filter == Filter()


def test_what_cannot_be_is_left_out() -> None:
    read = read_address("level=planet&year=abc&year=²&role=%00&k=999&q=%FF&x=1")
    assert read.filter == Filter()
    assert read.shown == MOST_SHOWN
    assert read_address("k=-1").shown == SHOWN


def test_a_range_of_years_that_was_typed_the_wrong_way_round_is_the_same_range() -> None:
    assert read_address("q=a&from=2023&to=2019") == read_address("q=a&from=2019&to=2023")
    assert read_address("from=2023&to=2019").narrowed.years == (2019, 2020, 2021, 2022, 2023)
