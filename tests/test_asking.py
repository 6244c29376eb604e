"""What a question can be narrowed to, and the reports that a filter admits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tracuu.corpus.vietnamese import fold
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import Hit
from tracuu.service.asking import Request, Sort, facets, in_order, search
from tracuu.service.house import House
from tracuu.service.readers import OWNER
from tracuu.service.reports import listed

OLDEST = Request("", sort="oldest")


def issued(hit: Hit) -> str:
    report = hit.passage.report
    return report.header.issued or str(report.year)


def test_what_is_found_is_put_in_order_by_date_and_by_agency(sample_house: House) -> None:
    best = search(sample_house, OWNER, Request("kinh phí hạn chế", k=20))
    orders: tuple[tuple[Sort, Callable[[Hit], str]], ...] = (
        ("newest", issued),
        ("oldest", issued),
        ("agency", lambda hit: fold(hit.passage.report.header.agency or "")),
    )
    for sort, of in orders:
        found = search(sample_house, OWNER, Request("kinh phí hạn chế", k=20, sort=sort))
        keys = list(map(of, found.hits))
        assert keys == sorted(keys, reverse=sort == "newest")
        assert [hit.rank for hit in found.hits] == list(range(1, 21))
        assert (found.confidence, found.found) == (best.confidence, best.found)
    everything = {hit.passage.key for hit in search(sample_house, OWNER, Request("kinh phí hạn chế", k=100)).hits}
    assert {hit.passage.key for hit in found.hits} <= everything


def test_a_report_without_a_date_comes_last_in_either_order(sample_view: View) -> None:
    known = sample_view.reports()[:3]
    undated = replace(known[0], id="x", year=None, header=replace(known[0].header, issued=None))
    orders: tuple[Sort, ...] = ("newest", "oldest")
    for sort in orders:
        assert in_order([undated, *known], sort, lambda one: one)[-1] == undated
    assert in_order([undated, *known], "relevance", lambda one: one) == [undated, *known]


def test_a_filter_alone_lists_the_reports_that_it_admits(sample_house: House, sample_view: View) -> None:
    everything = listed(sample_house, OWNER, Request(""))
    dates = [record.header.issued or str(record.year) for record, _ in everything]
    assert dates == sorted(dates, reverse=True)
    assert sum(passages for _, passages in everything) == sample_view.counts()["passages"]
    assert dict(listed(sample_house, OWNER)) == dict(everything)
    oldest = [record.header.issued or str(record.year) for record, _ in listed(sample_house, OWNER, OLDEST)]
    assert oldest == sorted(dates)
    proposals = listed(sample_house, OWNER, Request("", Filter(years=(2022,), roles=("proposals",))))
    assert {record.year for record, _ in proposals} == {2022}
    assert all(0 < passages < record.passages for record, passages in proposals)


def test_a_facet_counts_what_the_question_and_the_others_leave(sample_house: House, sample_view: View) -> None:
    everything = facets(sample_house, OWNER, Request(""))
    assert sum(everything["role"].values()) == sample_view.counts()["passages"]
    assert everything == sample_view.facets()
    one_year = facets(sample_house, OWNER, Request("", Filter(years=(2023,))))
    assert set(one_year["agency"]) == {"UBND xã Tân Lập"}
    assert one_year["year"] == everything["year"], "its own values are alternatives"
    quoted = facets(sample_house, OWNER, Request('"trông chờ cấp trên"'), "year")
    assert 0 < sum(quoted["year"].values()) < 10
    nowhere = facets(sample_house, OWNER, Request('"không có ở đâu" kinh phí'), "year")
    assert nowhere["year"] == everything["year"], "the search takes its words then"
