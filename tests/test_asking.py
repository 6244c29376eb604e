"""What a question can be narrowed to, and the reports that a filter admits."""

from __future__ import annotations

from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.service.asking import Request, facets
from tracuu.service.house import House
from tracuu.service.readers import OWNER
from tracuu.service.reports import listed


def test_a_filter_alone_lists_the_reports_that_it_admits(sample_house: House, sample_view: View) -> None:
    everything = listed(sample_house, OWNER, Request(""))
    assert [record for record, _ in everything] == sample_view.reports()
    assert sum(passages for _, passages in everything) == sample_view.counts()["passages"]
    assert listed(sample_house, OWNER) == everything
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
