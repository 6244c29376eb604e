"""The whole store at a glance: counted, gathered into themes, its gaps named, and drawn so that nothing breaks out."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.asking import passages_seen
from tracuu.corpus.report import Header, Level
from tracuu.index.clusters import spherical_kmeans, unit
from tracuu.index.records import Filter, ReportRecord
from tracuu.index.scope import Scope
from tracuu.index.store import View
from tracuu.page import charts
from tracuu.page.address import read_address
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import as_html
from tracuu.search import SearchEngine
from tracuu.search.overview import (
    Series,
    Theme,
    Themes,
    circles,
    coverage,
    find_themes,
    report_vectors,
    similar_reports,
)
from tracuu.search.overview.phrases import Name, name_groups
from tracuu.search.overview.series import subject_of, year_reported

SAID = WORDS["vi"]


@pytest.fixture(scope="module")
def themes(sample_engine: SearchEngine) -> Themes:
    with sample_engine.view() as view:
        return find_themes(view)


def test_themes_of_the_samples_are_called_what_a_clerk_calls_them(themes: Themes, sample_view: View) -> None:
    named = " · ".join(theme.title for theme in themes.themes)
    for expected in ("thông tin đối ngoại", "cải cách hành chính", "dân số", "thực phẩm", "môi trường"):
        assert expected in named
    first = [theme.names[0].text for theme in themes.themes]
    assert len(set(first)) == len(first)
    for theme in themes.themes:
        read = sample_view.passages(theme.passages.tolist())
        said = " ".join(" ".join([p.text, *(s.title for s in p.sections)]) for p in read.values()).lower()
        assert all(name.text.lower() in said for name in theme.names)


def test_themes_keep_each_passage_once_and_show_different_reports(themes: Themes, sample_view: View) -> None:
    ids = [number for theme in themes.themes for number in theme.passages.tolist()]
    assert len(set(ids)) == len(ids) <= themes.passages
    for theme in themes.themes:
        shown = sample_view.passages(theme.representatives)
        assert len({passage.report.id for passage in shown.values()}) == min(len(theme.reports), len(shown))
        assert sum(theme.reports_by_year.values()) <= len(theme.reports)
        assert all(theme.reports_by_year[year] <= themes.reports_by_year[year] for year in theme.reports_by_year)


def test_themes_are_the_same_every_time_and_stay_within_a_filter(themes: Themes, sample_view: View) -> None:
    again = find_themes(sample_view)
    assert [theme.title for theme in again.themes] == [theme.title for theme in themes.themes]
    assert [theme.position for theme in again.themes] == [theme.position for theme in themes.themes]
    communes = sample_view.within(Scope(filter=Filter(levels=("commune",))))
    allowed = {p.id for p in passages_seen(sample_view) if p.report.header.level == "commune"}
    assert allowed
    inside = find_themes(communes)
    assert inside.themes
    assert all(set(theme.passages.tolist()) <= allowed for theme in inside.themes)
    assert find_themes(sample_view.within(Scope(filter=Filter(agencies=("không có",))))).themes == ()


def test_passages_that_say_nothing_of_what_they_are_about_are_left_out(sample_view: View) -> None:
    looked_at = sample_view.passages(sample_view.places().ids.tolist()).values()
    assert looked_at
    assert all(p.kind != "row" and p.sections and not p.text.startswith("Trên đây là") for p in looked_at)


def test_a_group_is_named_by_whole_phrases_of_its_own() -> None:
    schools = [f"Học sinh tiểu học của xã{end}" for end in (" tăng.", " giảm.", " đủ phòng.", " đi học đều.")]
    roads = [f"{start} đường giao thông nông thôn ở xã." for start in ("Cần sửa", "Đã làm", "Mở rộng", "Chưa có")]
    named = name_groups([[text] for text in schools + roads], [0] * 4 + [1] * 4)
    assert named[1][0] == Name("đường giao thông nông thôn", 4)
    assert "học sinh tiểu học" in named[0][0].text.lower()


def test_places_and_people_name_no_theme() -> None:
    texts = ["Xã Mây Thượng thiếu nước sạch", "Thôn Mây Thượng chờ nước sạch", "Ông Mây Thượng cấp nước sạch"]
    named = name_groups([[text] for text in [*texts, "Việc khác", "Chuyện khác nữa"]], [0, 0, 0, 1, 1])
    assert [name.text for name in named[0]] == ["nước sạch"]


@example(n=27, seed=6632, height=0.62)  # two in one corner
@settings(max_examples=25, deadline=None)
@given(st.integers(1, 32), st.integers(0, 2**32 - 1), st.sampled_from([0.62, 1.25]))
def test_circles_stay_on_the_map_and_off_each_other(n: int, seed: int, height: float) -> None:
    random = np.random.default_rng(seed)
    points = random.choice([-1.0, 0.0, 0.3, 1.0], (n, 2))
    centres, radii = circles(points, random.integers(1, 5000, n).astype(float), height)
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) - (radii[:, None] + radii[None])
    assert (apart[~np.eye(n, dtype=bool)] > -1e-9).all()
    assert (centres - radii[:, None] > -1e-9).all()
    assert (centres + radii[:, None] < np.array([1.0, height]) + 1e-9).all()
    assert radii.min() > 0.01


def test_clusters_find_what_was_put_together() -> None:
    random = np.random.default_rng(0)
    centres = unit(random.normal(size=(5, 64)).astype(np.float32))
    labels = random.integers(0, 5, 1000)
    vectors = unit(centres[labels] + 0.03 * random.normal(size=(1000, 64)).astype(np.float32))
    found = (vectors @ spherical_kmeans(vectors, 5).T).argmax(axis=1)
    assert len(set(zip(labels.tolist(), found.tolist(), strict=True))) == 5


def test_statistics_add_up(sample_view: View) -> None:
    counted = sample_view.statistics()
    assert counted.reports == counted.provinces.total() == counted.agencies.total() == counted.years.total() == 15
    assert counted.passages == counted.roles.total() == sample_view.counts()["passages"]
    assert counted.years[2022] == 3
    assert counted.levels[2022, "district"] == 3
    cited = [document for document in counted.cited if len(document.reports) > 1]
    assert list(counted.cited) == sample_view.citations()
    assert counted.cited[: len(cited)] == tuple(cited)
    communes = sample_view.within(Scope(filter=Filter(levels=("commune",)))).statistics()
    assert {level for _, level in communes.levels} == {"commune"}
    assert communes.reports == sum(n for (_, level), n in counted.levels.items() if level == "commune")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Kết quả công tác cải cách hành chính năm 2023, phương hướng, nhiệm vụ năm 2024", "cải cách hành chính"),
        ("Tình hình kinh tế - xã hội tháng 3 năm 2023", "kinh tế - xã hội"),
        ("TỔNG KẾT CÔNG TÁC THÔNG TIN ĐỐI NGOẠI NĂM 2016 VÀ KẾ HOẠCH NĂM 2017", "thông tin đối ngoại"),
        ("Sơ kết công tác phòng, chống tham nhũng quý I/2023", "phòng, chống tham nhũng"),
        ("Tổng kết 5 năm thực hiện Nghị quyết số 07-NQ/HU về giảm nghèo", "giảm nghèo"),
        ("Kết quả bảo đảm an toàn thực phẩm 6 tháng đầu năm 2021 trên địa bàn xã Vân Sơn", "an toàn thực phẩm"),
        ("Công tác 6 tháng đầu năm 2023", ""),
    ],
)
def test_the_subject_of_a_series_is_its_title_without_time_and_place(title: str, subject: str) -> None:
    found = subject_of(Header(title=title))
    assert found is not None
    assert found.text == subject


def same(first: str, second: str) -> bool:
    a, b = (subject_of(Header(title=title)) for title in (first, second))
    assert a is not None
    assert b is not None
    return a.same(b)


def test_titles_of_one_series_vary_and_those_of_two_do_not_mix() -> None:
    assert same("Tình hình kinh tế - xã hội năm 2022", "Nhiệm vụ kinh tế - xã hội, quốc phòng - an ninh năm 2023")
    assert not same("Công tác phòng, chống tham nhũng năm 2022", "Công tác phòng, chống thiên tai năm 2022")
    assert not same("Công tác năm 2022", "Công tác dân số năm 2022")


def test_a_report_on_several_years_is_of_none_of_them() -> None:
    assert year_reported(Header(period=("2016", "2020"))) is None
    assert year_reported(Header(title="Tổng kết năm học 2021 - 2022", period=("2021", "2022"))) == 2022
    assert year_reported(Header(issued="2025-01-07", period=("2024", "2024"))) == 2024


def reports(
    agency: str, level: Level, years: list[int], district: str | None = None, province: str = "An Giao"
) -> list[ReportRecord]:
    return [
        ReportRecord(
            f"{agency}{district}{year}",
            "a.txt",
            Header(
                agency=agency,
                level=level,
                district=district,
                province=province,
                title=f"Kết quả công tác cải cách hành chính năm {year}",
                issued=f"{year}-12-10",
                period=(str(year), str(year)),
            ),
            (),
            year,
            20,
        )
        for year in years
    ]


def gaps(*records: list[ReportRecord]) -> dict[str, tuple[int, ...]]:
    return {series.agency.name: series.missing for series in coverage([one for some in records for one in some])}


def test_a_year_is_missing_between_two_or_when_others_of_the_level_have_it() -> None:
    assert gaps(reports("UBND xã A", "commune", [2019, 2020, 2022]), reports("UBND xã B", "commune", [2021, 2024])) == {
        "UBND xã A": (2021, 2023, 2024),
        "UBND xã B": (2022, 2023),
    }


def test_who_reported_once_owes_nothing() -> None:
    assert gaps(reports("UBND xã A", "commune", [2019]), reports("UBND xã B", "commune", [2018, 2019])) == {
        "UBND xã B": ()
    }


def test_nobody_that_ended_in_2025_owes_a_report_of_2025() -> None:
    found = gaps(
        reports("UBND huyện C", "district", [2022, 2023], "huyện C"),
        reports("UBND huyện D", "district", [2023, 2024, 2025], "huyện D"),
        reports("UBND xã E", "commune", [2022, 2023], "huyện C"),
        reports("UBND xã F", "commune", [2025, 2026]),
        reports("Sở Nội vụ tỉnh An Giao", "province", [2022, 2026]),
        reports("Sở Nội vụ tỉnh Bình Định", "province", [2022, 2024], province="Bình Định"),
        reports("Sở Thông tin và Truyền thông tỉnh An Giao", "province", [2022, 2024]),
    )
    assert found["UBND huyện C"] == (2024,)
    assert found["UBND xã E"] == (2024,)
    assert found["Sở Nội vụ tỉnh An Giao"] == (2023, 2024, 2025)
    assert found["Sở Nội vụ tỉnh Bình Định"] == found["Sở Thông tin và Truyền thông tỉnh An Giao"] == (2023,)


def test_two_communes_of_one_name_are_two_agencies() -> None:
    assert gaps(reports("UBND xã A", "commune", [2020], "huyện C"), reports("UBND xã A", "commune", [2022])) == {}


def test_a_report_is_like_those_of_its_agency_or_place(sample_view: View) -> None:
    known = report_vectors(sample_view)
    assert known.vectors.shape[0] == 15
    for record in sample_view.reports():
        if record.header.agency != "UBND xã Tân Lập":
            continue
        found = similar_reports(sample_view, known, record.id)
        assert found[0].report.header.agency == record.header.agency
        assert found[0].report.id != record.id
        assert found[0].relation is None
    assert similar_reports(sample_view, known, "không có") == []


def test_reports_on_one_subject_find_each_other(seed_view: View) -> None:
    known = report_vectors(seed_view)
    for record in seed_view.reports():
        assert {one.relation for one in similar_reports(seed_view, known, record.id)} == {"other_agency"}


class Strict(HTMLParser):
    """Refuses tags that are not closed in order, and remembers those there were."""

    VOID = frozenset(["rect", "circle", "line"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.open.append(tag)

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        assert tag in self.VOID
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(html: str) -> Strict:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert parser.tags["script"] == parser.tags["img"] == 0
    return parser


def test_every_picture_has_a_title_a_description_and_its_table(themes: Themes, sample_view: View) -> None:
    counted = sample_view.statistics()
    series = coverage(reports("UBND xã A", "commune", [2019, 2021]))
    for html in map(
        as_html,
        (
            charts.reports_by_year(counted, SAID),
            charts.reports_by_province(counted, SAID),
            charts.reports_by_agency(counted, SAID),
            charts.documents_cited(counted, SAID),
            charts.roles_by_year(counted, SAID),
            charts.themes_map(themes, SAID),
            charts.themes_by_year(themes, SAID),
            charts.coverage_gaps(series, SAID),
        ),
    ):
        tags = parsed(html).tags
        assert tags["desc"] == html.count('role="img"') == 2
        assert tags["table"] == tags["details"] == 1
        labels = re.findall(r'aria-labelledby="(\S+) (\S+)"', html)
        assert all(html.count(f'id="{key}"') == 1 for pair in labels for key in pair)


def test_each_circle_has_a_button_and_a_link_that_lead_to_the_same(themes: Themes) -> None:
    html = as_html(charts.themes_map(themes, SAID))
    for theme in themes.themes:
        address = escape(str(charts.theme_address(theme)))
        assert html.count(f'data-address="{address}"') == 3
        assert html.count(f'href="/?{address}"') == 1
        assert read_address(str(charts.theme_address(theme))).question == theme.title


def test_all_that_is_drawn_leads_by_keyboard_to_where_it_leads_by_mouse(themes: Themes, sample_view: View) -> None:
    counted = sample_view.statistics()
    series = coverage(reports("UBND xã A", "commune", [2019, 2021]))
    for html in map(
        as_html,
        (
            charts.reports_by_year(counted, SAID),
            charts.reports_by_province(counted, SAID),
            charts.reports_by_agency(counted, SAID),
            charts.documents_cited(counted, SAID),
            charts.roles_by_year(counted, SAID),
            charts.themes_by_year(themes, SAID),
            charts.coverage_gaps(series, SAID),
        ),
    ):
        drawn = set(re.findall(r'data-address="([^"]+)"', html))
        assert drawn
        assert drawn <= set(re.findall(r'href="/\?([^"]+)"', html))


def test_names_that_are_code_are_shown_as_text() -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    theme = Theme(1, (Name(hostile, 3),), np.arange(5), (1,), ("r",), Counter({2020: 5}), Counter({2020: 1}), (0, 0))
    found = Themes((theme,), 5, Counter({2020: 1}))
    parsed(as_html([charts.themes_map(found, SAID), charts.themes_by_year(found, SAID)]))
    (series,) = coverage(reports(f"UBND {hostile}", "commune", [2019, 2021]))
    parsed(as_html(charts.coverage_gaps([Series(series.agency, hostile, {2019: (hostile,)}, (2020,))], SAID)))


def test_a_store_with_nothing_to_draw_says_so(sample_view: View) -> None:
    nothing = sample_view.within(Scope(filter=Filter(agencies=("không có",)))).statistics()
    assert SAID["chart_none"] in as_html(charts.reports_by_year(nothing, SAID))
    assert SAID["chart_none"] in as_html(charts.documents_cited(nothing, SAID))
    assert SAID["chart_coverage_none"] in as_html(charts.coverage_gaps([], SAID))
    assert SAID["chart_themes_none"] in as_html(charts.themes_map(Themes((), 0, Counter()), SAID))
