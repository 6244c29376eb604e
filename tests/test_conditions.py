"""What a question says of reports: read whole, applied where it is said of them, and shown where it is not."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import answered
from tracuu.corpus.header.agency_kinds import is_of_kind
from tracuu.corpus.vietnamese import fold
from tracuu.index.records import ReportRecord
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.header_names import Named, header_names, nearness
from tracuu.search.understanding import understand
from tracuu.service.condition_lines import condition_line

TAN_LAP = "UBND xã Tân Lập"


def read(view: View, question: str) -> list[str]:
    """Each condition in one line: "+" applied, "~" favoured, "-" neither, "!" missing."""
    return [
        f"{'+' if one.applied else '!' if one.missing else '~' if one.favoured else '-'}{one.field}{one.op}{one.value}"
        for one in understand(view, question).said.read
        if one.field != "doc_type"
    ]


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("214/BC-UBND", ["+number=214/BC-UBND"]),
        ("số 214-BC/UBND", ["+number=214-BC/UBND"]),
        ("báo cáo 214", ["+number=214"]),
        ("214 BC UBND", ["+number=214 BC UBND"]),
        ("Ai ký báo cáo số 214?", ["+number=214"]),
        ("báo cáo số 999", ["!number=999"]),
        ("5/12/2023", ["+issued=2023-12-05"]),
        ("ngày 05 tháng 12 năm 2023", ["+issued=2023-12-05"]),
        ("Báo cáo nào ngày 5/12/2023?", ["+issued=2023-12-05"]),
        ("Báo cáo nào ban hành tháng 12 năm 2023?", ["+issued=2023-12"]),
        ("Báo cáo nào ban hành sau ngày 01/01/2025?", ["+issued>2025-01-01"]),
        ("Báo cáo quý III năm 2025", ["+period=2025-07..2025-09"]),
        ("Báo cáo 6 tháng đầu năm 2021", ["+period=2021-01..2021-06"]),
        ("Báo cáo giai đoạn 2016-2020", ["+period=2016..2020"]),
        ("báo cáo 12 năm 2024", ["+number=12", "+period=2024"]),
        ("Báo cáo số 305 ngày 22/11/2024", ["+number=305", "+issued=2024-11-22"]),
        ("Báo cáo số 305 ngày 22/11/2023", ["+number=305", "!issued=2023-11-22"]),
        ("báo cáo số 12 tháng 7/2022", ["+number=12", "!issued=2022-07"]),
        ("báo cáo 88 ngày nào", ["+number=88"]),
        ("bao cao 129 thang 7/2022", ["+number=129", "+issued=2022-07"]),
        ("báo cáo 157 quý III", ["+number=157", "+period=2025-07..2025-09"]),  # it is on no other year
        ("báo cáo quý III của phường Bến Đá", ["+period=2025-07..2025-09", "+agency=UBND phường Bến Đá"]),
        ("Báo cáo 6 tháng đầu năm của xã Vân Sơn", ["+period=2021-01..2021-06", "+agency=UBND xã Vân Sơn"]),
        ("báo cáo 157 quý II", ["+number=157", "!periodinquý II"]),
        ("báo cáo quý III", ["+periodin2025-07..2025-09"]),  # of whatever year
        ("báo cáo ban hành tháng 11", ["+issuedin2019-11, 2024-11"]),
        ("Báo cáo nào của tháng 2?", ["!issuedintháng 2"]),
        ("rác thải tháng 11", []),  # of no year
        ("lương tháng 13 của giáo viên", []),
        ("Năm 2025 ban hành mấy báo cáo?", ["+issued=2025"]),
        ("Năm 2020 kỳ báo cáo nào?", ["-period=2020"]),
        ("Quý III năm 2020 có báo cáo nào?", ["+issued=2020-07..2020-09"]),  # no report is on it
        ("Báo cáo cấp xã (xã, phường, thị trấn)", ["+level=commune"]),
        ("Báo cáo 12 năm 2025", ["+number=12", "+issued=2025"]),  # it is on 2024
        (
            "Báo cáo năm 2025 của Sở Văn hóa Hải Lâm",
            ["+issued=2025", "+agency=Sở Văn hóa, Thể thao và Du lịch tỉnh Hải Lâm"],
        ),
        ("báo cáo 12 năm 2023", ["+number=12", "!period=2023"]),
        ("bao cao cua so", ["+agency_kind=so"]),
        ("cac so lieu ve cua so", []),  # may be windows
        ("thu nhập của xã đông mây", ["-agency=UBND xã Đồng Mây"]),  # behind its type however it is typed
        ("báo cáo 999 năm 2024", ["+period=2024"]),  # no report has it: as well a span of years
        ("báo cáo 12 năm 2016-2020", ["+period=2016..2020"]),
        ("báo cáo 12 tháng năm 2024", ["+period=2024"]),
        ("báo cáo 12 tháng 7/2022", ["!issued=2022-07-12"]),
        ("Báo cáo mới nhất của xã Tân Lập?", ["+ordernewestissued", f"+agency={TAN_LAP}"]),
        ("bao cao moi nhat cua xa tan lap", ["+ordernewestissued", f"+agency={TAN_LAP}"]),
        ("Đỗ Văn Quýnh", ["+signer=Đỗ Văn Quýnh"]),
        ("báo cáo do Đỗ Văn Quýnh ký", ["+signer=Đỗ Văn Quýnh"]),
        ("Bao nhiêu báo cáo do phó chủ tịch ký?", ["+signer_role=phó chủ tịch"]),
        ("Báo cáo của UBND xã Tân Lập năm 2023", [f"+agency={TAN_LAP}", "+period=2023"]),
        ("Báo cáo của xã Tân Lập năm 2019", [f"+agency={TAN_LAP}", "!period=2019"]),
        ("Báo cáo của Sở Văn hóa tỉnh Hải Lâm", ["+agency=Sở Văn hóa, Thể thao và Du lịch tỉnh Hải Lâm"]),
        ("report of Nam Lia commune", ["+agency=UBND xã Nậm Lìa"]),
        ("Báo cáo của tỉnh Hải Lâm năm 2020", ["+province=Hải Lâm", "+period=2020"]),  # no body of the whole reports
        ("Báo cáo cấp tỉnh", ["+level=province"]),
        ("kinh phí năm 2023", ["-period=2023"]),
        ("kinh phí cuối năm 2023", ["-period=2023"]),  # said of the matter, it stands in reports on that year
        ("Báo cáo cuối năm 2020", ["+issued=2020-10..2020-12"]),
        ("báo cáo ban hành giữa năm 2022", ["+issued=2022-04..2022-09"]),
        ("Báo cáo đầu năm 2022", ["!issued=2022-01..2022-03"]),
        ("kinh phí xã Tân Lập", [f"-agency={TAN_LAP}"]),
        ("Các xã nào thiếu kinh phí?", ["-level=commune"]),
        ("Báo cáo nào nói về năm 2019?", ["-period=2019"]),
        ("Số vụ cháy năm 2016 so với năm 2015", ["-period=2016", "-period=2015"]),
        ("Nghị quyết số 11-NQ/HU ban hành ngày nào?", ["-cites=11-NQ/HU"]),
        ("kinh phí hạn chế", []),
        ("đông máy", []),
    ],
)
def test_conditions_are_read_and_applied_where_they_are_said_of_reports(
    sample_view: View, question: str, conditions: list[str]
) -> None:
    assert read(sample_view, question) == conditions


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Báo cáo nào chưa ban hành?", "chưa ban hành"),
        ("Báo cáo gần đây của xã Tân Lập", "gần đây"),
        ("báo cáo nào dài nhất", "dài nhất"),
        ("rác thải tháng 12", "tháng 12"),
        ("báo cáo tháng 13", "tháng 13"),
        ("Báo cáo ngày 31/02/2023", "ngày 31/02/2023"),
        ("Báo cáo nào trừ phòng Tài chính?", "trừ phòng Tài chính"),
        ("Báo cáo nào trừ huyện Ba Vì?", "trừ huyện Ba Vì"),
    ],
)
def test_what_looks_like_a_condition_and_cannot_be_read_is_named(sample_view: View, question: str, named: str) -> None:
    assert any(named in said for said in understand(sample_view, question).not_understood)


def test_a_condition_that_is_taken_off_is_not_applied(sample_view: View) -> None:
    asked = understand(sample_view, "báo cáo của xã Tân Lập năm 2023")
    (period,) = (one for one in asked.said.read if one.field == "period")
    again = understand(sample_view, "báo cáo của xã Tân Lập năm 2023", ignored=frozenset({period.key}))
    assert [one.applied for one in again.said.read if one.field in ("agency", "period")] == [True, False]
    assert len(sample_view.within(again.scope).reports()) == 2
    assert len(sample_view.within(asked.scope).reports()) == 1


def test_only_the_matter_is_looked_for_where_a_condition_is_applied(sample_view: View) -> None:
    asked = understand(sample_view, "kinh phí trong báo cáo số 214/BC-UBND")
    assert {report.header.number for report in sample_view.within(asked.scope).reports()} == {"214/BC-UBND"}
    assert "214" not in asked.words.terms
    assert {"kinh", "phí"} <= set(asked.words.terms)


def test_a_search_shows_its_conditions_and_lists_what_a_condition_alone_admits(sample_engine: SearchEngine) -> None:
    found = sample_engine.search("214/BC-UBND", k=3)
    assert (found.found, found.confidence, found.calibrated) == (True, 1.0, True)
    assert [hit.passage.ordinal for hit in found.hits] == [1, 2, 3]
    said = found.to_json()
    assert said["conditions"] == [
        {
            "field": "number",
            "op": "=",
            "value": "214/BC-UBND",
            "applied": True,
            "favoured": False,
            "said": "214/BC-UBND",
        }
    ]
    assert said["not_understood"] == []
    several = sample_engine.search("năm:2022", k=10)
    assert [hit.passage.ordinal for hit in several.hits] == [1, 1, 1]
    assert {hit.passage.report.year for hit in several.hits} == {2022}


def test_what_is_not_there_is_not_found_and_the_rest_is_only_near(sample_engine: SearchEngine) -> None:
    found = sample_engine.search("kinh phí trong báo cáo của xã Tân Lập năm 2019")
    assert not found.found
    assert [(one.field, one.missing) for one in found.conditions if one.field == "period"] == [("period", True)]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Những báo cáo nào ban hành ngày 5/12/2023?", {"214/BC-UBND"}),
        ("Báo cáo nào ban hành tháng 12 năm 2020?", {"27/BC-PCTT&TKCN"}),
        ("Báo cáo mới nhất của xã Tân Lập?", {"412/BC-UBND"}),
        ("Báo cáo cũ nhất của xã Tân Lập?", {"214/BC-UBND"}),
        ("Báo cáo ngày 15/12/16", {"96/BC-UBND"}),
        ("báo cáo ngày mười bốn tháng sáu năm 2022", {"173/BC-UBND"}),
        ("Báo cáo cuối năm 2020", {"27/BC-PCTT&TKCN"}),
        ("Báo cáo giữa năm 2022", {"173/BC-UBND", "129/BC-PGDĐT"}),
        ("Báo cáo nào ban hành sau ngày 01/01/2025?", {"12/BC-SVHTTDL", "157/BC-UBND", "412/BC-UBND"}),
        ("Báo cáo nào ban hành trước năm 2019?", {"96/BC-UBND", None}),
        ("Những báo cáo do Chánh Văn phòng ký?", {"173/BC-UBND"}),
        ("Báo cáo của xã Tân Lập trong giai đoạn 2024-2025", {"412/BC-UBND"}),
        ("Báo cáo các năm 2022 và 2023", {"468/BC-UBND", "173/BC-UBND", "129/BC-PGDĐT", "214/BC-UBND"}),
        ("Báo cáo ban hành từ ngày 1/1/2022 và trước ngày 1/7/2022", {"173/BC-UBND"}),
        ("Những báo cáo nào do bà Hoàng Thị Mến ký?", {"412/BC-UBND"}),
        ("Báo cáo của các xã thuộc huyện Thạch Khê", {"305/BC-UBND", "214/BC-UBND", "96/BC-UBND", None}),
        ("Báo cáo của xã Tân Lập và xã Đồng Mây", {"412/BC-UBND", "305/BC-UBND", "214/BC-UBND"}),
        ("Những báo cáo của năm 2022?", {"468/BC-UBND", "173/BC-UBND", "129/BC-PGDĐT"}),
    ],
)
def test_an_answer_lists_just_the_reports_that_the_conditions_admit(
    sample_engine: SearchEngine, sample_view: View, question: str, numbers: set[str | None]
) -> None:
    given_ = answered(sample_engine, question)
    reports = {report.id: report.header.number for report in sample_view.reports()}
    assert {reports[source.passage_id.rpartition("-")[0]] for source in given_.sources} == numbers
    assert (given_.found, given_.confidence, given_.method) == (True, 1.0, "header")


def test_an_answer_says_what_it_did_not_understand_and_is_not_sure(sample_engine: SearchEngine) -> None:
    declined = answered(sample_engine, "Báo cáo nào chưa ban hành?")
    assert (declined.found, declined.not_understood) == (False, ("chưa ban hành",))
    assert "chưa ban hành" in declined.answer
    unsure = answered(sample_engine, "Ai ký báo cáo gần đây của xã Tân Lập?")
    assert unsure.not_understood == ("gần đây",)
    assert unsure.confidence <= 0.5


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Ai ký báo cáo của xã Bến Đá?", ["UBND phường Bến Đá"]),
        ("Ai ký báo cáo của xã Tân Lập năm 2019?", [f"{TAN_LAP} (2025)", f"{TAN_LAP} (2023)"]),
        ("Ai ký báo cáo của huyện Ba Vì?", []),
    ],
)
def test_what_is_not_there_is_said_with_what_is(sample_engine: SearchEngine, question: str, choices: list[str]) -> None:
    given_ = answered(sample_engine, question)
    assert (given_.found, given_.sources) == (False, ())
    assert given_.answer.startswith("Trong kho không có báo cáo nào như vậy: ")
    assert [choice.label for choice in given_.choices] == choices
    for choice in given_.choices:
        assert answered(sample_engine, choice.question).found


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Báo cáo nào nói về máy tính?", "máy"),
        ("Báo cáo nào nói về khó khăn?", "khó"),
        ("bao cao nao noi ve may tinh?", "máy"),
    ],
)
def test_a_word_of_the_matter_is_no_question_word_because_it_looks_like_one_without_accents(
    sample_engine: SearchEngine, question: str, word: str
) -> None:
    given_ = answered(sample_engine, question)
    assert given_.method == "extractive"
    assert 0 < len(given_.sources) < 15
    with sample_engine.view() as view:
        passages = [view.passage(source.passage_id) for source in given_.sources]
    headings = [" ".join(one.title for one in passage.sections) if passage else "" for passage in passages]
    for source, above in zip(given_.sources, headings, strict=True):
        assert word in f"{source.quote} {source.citation} {above}".lower()


@pytest.mark.parametrize("question", ["Báo cáo nào nói về?", "Báo cáo nào nói gì?"])
def test_without_a_matter_it_is_asked_for(sample_engine: SearchEngine, question: str) -> None:
    given_ = answered(sample_engine, question)
    assert not given_.found
    assert "chưa nêu" in given_.answer or "Không tìm thấy" in given_.answer


SPELLINGS = {
    "issued": ["ngày {d}/{m}/{y}", "{d:02}/{m:02}/{y}", "ngày {d:02} tháng {m:02} năm {y}", "{d}-{m}-{y}"],
    "number": ["số {n}", "{n}", "Số: {n}", "báo cáo {n}"],
    "agency": ["{a}", "của {a}"],
    "year": ["năm {y}", "{y}", "trong năm {y}"],
}
FRAMES = ["{}", "báo cáo {}", "kinh phí {}", "Ai ký báo cáo {}?", "Báo cáo nào {}?", "hạn chế {} là gì", "{} nói gì"]


def contradicts(kind: str, of: ReportRecord, other: ReportRecord) -> bool:
    one, two = of.header, other.header
    if kind == "issued":
        return one.issued != two.issued
    if kind == "number":
        return one.number != two.number
    if kind == "agency":
        return one.agency != two.agency
    return of.year != other.year and not (
        two.period and of.year and two.period[0][:4] <= str(of.year) <= two.period[1][:4]
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(SPELLINGS)), st.sampled_from(FRAMES), st.booleans())
def test_nothing_found_contradicts_a_condition_unless_it_is_said_not_to_be_applied(
    sample_engine: SearchEngine, sample_view: View, rng: random.Random, kind: str, frame: str, accents: bool
) -> None:
    reports = [
        report
        for report in sample_view.reports()
        if (kind != "issued" or len(report.header.issued or "") == 10) and (kind != "number" or report.header.number)
    ]
    report = rng.choice(reports)
    day = date.fromisoformat(report.header.issued) if kind == "issued" and report.header.issued else date(2023, 1, 1)
    said = rng.choice(SPELLINGS[kind]).format(
        d=day.day,
        m=day.month,
        y=report.year if kind == "year" else day.year,
        n=report.header.number,
        a=report.header.agency,
    )
    question = frame.format(said) if accents or kind == "number" else fold(frame.format(said))
    found = sample_engine.search(question, 5)
    if any(contradicts(kind, report, hit.passage.report) for hit in found.hits):
        assert any(not one.applied for one in found.conditions) or found.not_understood, question
    given_ = answered(sample_engine, question)
    seen = {one.id: one for one in sample_view.reports()}
    others = [seen[source.passage_id.rpartition("-")[0]] for source in given_.sources]
    if given_.found and any(contradicts(kind, report, other) for other in others):
        assert any(not one.applied for one in given_.conditions) or given_.not_understood, question


def test_hidden_reports_are_no_names(tmp_path: Path, sample_view: View) -> None:
    from tracuu.index.records import Filter
    from tracuu.index.scope import Scope

    part = sample_view.within(Scope(filter=Filter(years=(2022,))))
    assert read(part, "báo cáo của xã Tân Lập") == [f"!agency={TAN_LAP}"]


@pytest.mark.parametrize("question", ["Kinh phí là bao nhiêu?", "kinh phi la bao nhieu"])
def test_a_question_that_many_reports_answer_asks_of_which(sample_engine: SearchEngine, question: str) -> None:
    given_ = answered(sample_engine, question)
    assert (given_.found, given_.sources) == (False, ())
    assert given_.confidence <= 0.6
    assert len({choice.label for choice in given_.choices}) == len(given_.choices) >= 3
    chosen = answered(sample_engine, given_.choices[0].question)
    assert chosen.found
    assert all(given_.choices[0].label.partition(" (")[0] in source.citation for source in chosen.sources)


def test_what_is_done_is_not_answered_with_what_is_asked_for(sample_engine: SearchEngine) -> None:
    given_ = answered(sample_engine, "Xã Tân Lập xử lý trụ sở dôi dư như thế nào?")
    assert not any(source.quote.startswith(("Đề nghị", "1. Đề nghị")) for source in given_.sources)
    assert given_.confidence <= 0.6


def test_a_level_that_is_asked_for_is_the_level_of_the_reports(sample_engine: SearchEngine, sample_view: View) -> None:
    given_ = answered(sample_engine, "Các xã nào nói kinh phí chưa được bố trí riêng?")
    levels = {report.id: report.header.level for report in sample_view.reports()}
    assert {levels[source.passage_id.rpartition("-")[0]] for source in given_.sources} == {"commune"}


@pytest.mark.parametrize(
    "question", ["trụ sở dôi dư", "tru so doi du", "tru so dôi dư", "tình hình xã hội", "các tính năng mới"]
)
def test_no_condition_is_seen_in_words_that_only_look_like_one_without_accents(
    sample_view: View, question: str
) -> None:
    asked = understand(sample_view, question)
    assert (asked.said.read, asked.not_understood) == ((), ())


def test_a_condition_is_applied_to_what_has_the_phrase(sample_engine: SearchEngine, sample_view: View) -> None:
    """ "ủ phân từ rác bếp" stands in the report of xã Đồng Mây alone."""
    assert read(sample_view, 'báo cáo của xã Đồng Mây về "ủ phân từ rác bếp"') == ["+agency=UBND xã Đồng Mây"]
    asked = 'báo cáo của xã Tân Lập về "ủ phân từ rác bếp"'
    assert read(sample_view, asked) == [f"!agency={TAN_LAP}"]
    found = sample_engine.search(asked)
    assert [hit.passage.report.header.agency for hit in found.hits] == ["UBND xã Đồng Mây"]
    assert not found.found
    assert read(sample_view, 'báo cáo của xã Đồng Mây -"ủ phân từ rác bếp"') == [
        "+agency=UBND xã Đồng Mây", "+phrase!=ủ phân từ rác bếp"
    ]  # fmt: skip


def test_where_a_phrase_stands_nowhere_the_conditions_hold(sample_engine: SearchEngine, sample_view: View) -> None:
    asked = '"voi bay qua núi" kinh phí trong báo cáo của xã Tân Lập'
    assert understand(sample_view, asked).loosened
    assert read(sample_view, asked) == [f"+agency={TAN_LAP}"]
    assert {hit.passage.report.header.agency for hit in sample_engine.search(asked).hits} == {TAN_LAP}


@pytest.mark.parametrize(
    ("asked", "conditions"),
    [
        ("báo cáo về công tác nội vụ năm 2023", ["+period=2023"]),  # "nội" is no "nói"
        ("báo cáo nơi năm 2023 có lũ", ["+period=2023"]),  # nor is "nơi"
        ("báo cáo nói năm 2023 có lũ", ["-period=2023"]),
        ("trường bán trú có bao nhiêu học sinh học kỳ I", []),  # no "trưởng ban … ký"
        ("báo cáo do trưởng ban ký", ["!signer_role=trưởng ban"]),
        ("sổ 214 ghi gì", []),
        ("báo cáo số 214 ghi gì", ["+number=214"]),
        ("báo cáo so 214 ghi gì", ["+number=214"]),  # typed by halves
        ("bao cao của xã Tân Lập năm 2023", [f"+agency={TAN_LAP}", "+period=2023"]),
    ],
)
def test_what_has_other_accents_says_another_thing(sample_view: View, asked: str, conditions: list[str]) -> None:
    assert read(sample_view, asked) == conditions


def test_a_type_is_asked_for_in_its_own_accents(sample_view: View) -> None:
    def types(asked: str) -> list[str]:
        return [one.value for one in understand(sample_view, asked).said.read if one.field == "doc_type"]

    assert types("Quyết định cử cán bộ đi học") == []
    assert types("Báo cáo cũ") == ["Báo cáo"]


@pytest.mark.parametrize(
    ("asked", "conditions"),
    [
        ("kinh phí năm 2031", ["!period=2031"]),  # neither a header nor a passage knows the year
        ("kinh phi nam 2031", ["!period=2031"]),
        ("kinh phí giai đoạn 2031-2035", ["!period=2031..2035"]),
        ("kinh phí giai đoạn 2023-2031", ["-period=2023..2031"]),
        ("kinh phí năm 2023", ["-period=2023"]),
    ],
)
def test_a_year_of_which_nothing_is_said_is_said_to_be_missing(
    sample_engine: SearchEngine, sample_view: View, asked: str, conditions: list[str]
) -> None:
    assert read(sample_view, asked) == conditions
    if conditions[0].startswith("!"):
        assert not sample_engine.search(asked).found
        assert not answered(sample_engine, asked).found


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Who is the chairman of Nam Lia commune?", "Vàng A Sính, Chủ tịch"),
        ("who is the vice chairman of dong may commune", "Tạ Văn Khuyến, Phó Chủ tịch"),
        ("Who is the director of Nam Lia commune?", None),
    ],
)
def test_who_holds_an_office_is_asked_in_english_too(
    sample_engine: SearchEngine, question: str, holder: str | None
) -> None:
    given_ = answered(sample_engine, question)
    assert given_.found == (holder is not None)
    assert holder is None or given_.answer.startswith(holder)


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("kinh phí -Vân Sơn", ["UBND xã Vân Sơn"]), ("kinh phi -van son", ["UBND xã Vân Sơn"]),
        ("kinh phí -xã Vân Sơn", ["UBND xã Vân Sơn"]), ('kinh phí -"UBND xã Vân Sơn"', ["UBND xã Vân Sơn"]),
        ("báo cáo -Vân Sơn", ["UBND xã Vân Sơn"]), ("kinh phí -Sơn Bằng", ["Huyện ủy Sơn Bằng", "UBND huyện Sơn Bằng"]),
        ("kinh phí -rác", []), ("kinh phí -vấn sơn", []), ("kinh phí -sơn", []), ("kinh phí -huyện Vân Sơn", []),
    ],
)  # fmt: skip
def test_a_name_left_out_leaves_out_its_reports(
    sample_engine: SearchEngine, question: str, agencies: list[str]
) -> None:
    found = sample_engine.search(question, 200)
    (shown,) = (one for one in found.conditions if one.op == "!=")
    assert (shown.field, shown.applied) == ("agency" if agencies else "phrase", True)
    assert sorted(shown.value.split(", ")) == (agencies or [question.partition("-")[2].lower()])
    from_there = {hit.passage.report.header.agency for hit in found.hits}
    assert from_there and not from_there & set(agencies)
    with sample_engine.view() as view:
        taken_off = understand(view, question, ignored=frozenset({shown.key}))
        assert not [one for one in taken_off.conditions if one.op == "!=" and one.applied]
        assert not (taken_off.scope.excluded or taken_off.scope.filter.excluded)


def test_agencies_of_one_condition_stand_newest_first(sample_view: View) -> None:
    names = header_names(sample_view)
    for _ in range(3):
        near = nearness(names.named(["huyen", "son", "bang"]))
        assert list(near) == [report for report in names.reports if report in near]
    assert read(sample_view, "kinh phí của Sơn Bằng") == ["-agencyinHuyện ủy Sơn Bằng, UBND huyện Sơn Bằng"]
    made_up = [Named(0, 1, "place", dict.fromkeys("dcba", 3)), Named(1, 2, "agency", dict.fromkeys("abd", 2))]
    assert list(nearness(made_up)) == ["d", "b", "a"]


@pytest.mark.parametrize("typed", ["-Vân Sơn", "trừ Vân Sơn", "trừ xã Vân Sơn -Vân Sơn"])
def test_a_minus_before_a_name_is_the_same_condition_as_in_words(
    sample_engine: SearchEngine, sample_view: View, typed: str
) -> None:
    assert read(sample_view, f"kinh phí {typed}") == ["+agency!=UBND xã Vân Sơn"]
    (one,) = understand(sample_view, f"kinh phí {typed}").said.read
    assert condition_line(one, "vi") == "trừ cơ quan UBND xã Vân Sơn"
    in_words = understand(sample_view, "kinh phí trừ Vân Sơn")
    asked = understand(sample_view, f"kinh phí {typed}")
    assert (asked.scope, asked.words.terms) == (in_words.scope, in_words.words.terms)


def test_a_phrase_left_out_is_shown_and_can_be_taken_off(sample_engine: SearchEngine, sample_view: View) -> None:
    asked = understand(sample_view, "kinh phí -cải cách hành chính")
    (one,) = asked.conditions
    assert condition_line(one, "vi") == "trừ cụm từ “cải cách hành chính”"
    assert asked.scope.excluded == (("cải", "cách", "hành", "chính"),)
    again = understand(sample_view, "kinh phí -cải cách hành chính", ignored=frozenset({one.key}))
    assert again.scope.excluded == ()
    assert [(other.key, other.applied) for other in again.conditions] == [(one.key, False)]


ALL = {
    "12/BC-SVHTTDL", "157/BC-UBND", "412/BC-UBND", "305/BC-UBND", "214/BC-UBND", "129/BC-PGDĐT", "468/BC-UBND",
    "173/BC-UBND", "27/BC-PCTT&TKCN", "318-BC/HU", "88/BC-STTTT", "47/BC-UBND", "96/BC-UBND",
    "Vân Sơn 2021", "Sơn Bằng 2018",
}  # fmt: skip
"""The sample reports by their number; of the two without one, the place and the year."""
SAYING_NO_NUMBER = {"UBND xã Vân Sơn": "Vân Sơn 2021", "UBND huyện Sơn Bằng": "Sơn Bằng 2018"}
OF_2022 = {"129/BC-PGDĐT", "468/BC-UBND", "173/BC-UBND"}
OF_COMMUNES = {
    "157/BC-UBND", "412/BC-UBND", "305/BC-UBND", "214/BC-UBND", "47/BC-UBND", "96/BC-UBND", "Vân Sơn 2021",
}  # fmt: skip


def called(report: ReportRecord) -> str:
    return report.header.number or SAYING_NO_NUMBER[report.header.agency or ""]


def listed(engine: SearchEngine, view: View, question: str) -> set[str]:
    """The reports that an answer from headers lists."""
    given_ = answered(engine, question)
    names = {report.id: called(report) for report in view.reports()}
    assert (given_.found, given_.method) == (True, "header"), given_.answer
    return {names[source.passage_id.rpartition("-")[0]] for source in given_.sources}


@pytest.mark.parametrize(
    ("question", "condition", "left"),
    [
        ("Báo cáo nào không phải cấp xã?", "+level!=commune", ALL - OF_COMMUNES),
        (
            "Báo cáo nào không do chủ tịch ký?",
            "+signer_role!=chủ tịch",
            ALL - {"412/BC-UBND", "214/BC-UBND", "47/BC-UBND", "96/BC-UBND"},
        ),
        ("Báo cáo nào không do ông Cao Bá Ngọ ký?", "+signer!=Cao Bá Ngọ", ALL - {"96/BC-UBND"}),
        ("báo cáo không phải của UBND xã Tân Lập", f"+agency!={TAN_LAP}", ALL - {"412/BC-UBND", "214/BC-UBND"}),
        ("bao cao khong phai cua xa Tan Lap", f"+agency!={TAN_LAP}", ALL - {"412/BC-UBND", "214/BC-UBND"}),
        ("Những báo cáo nào trừ xã Tân Lập?", f"+agency!={TAN_LAP}", ALL - {"412/BC-UBND", "214/BC-UBND"}),
        ("báo cáo trừ huyện Thạch Khê", "+agency!=UBND huyện Thạch Khê", ALL - {"468/BC-UBND"}),
        ("báo cáo không phải của năm 2022", "+period!=2022", ALL - OF_2022),
        ("Báo cáo không ban hành năm 2022", "+issued!=2022", ALL - OF_2022),
        ("Báo cáo nào trừ báo cáo số 214?", "+number!=214", ALL - {"214/BC-UBND"}),
        ("Báo cáo nào của các xã, trừ Vân Sơn?", "+agency!=UBND xã Vân Sơn", OF_COMMUNES - {"Vân Sơn 2021"}),
        ("Báo cáo mới nhất trừ xã Tân Lập", f"+agency!={TAN_LAP}", {"157/BC-UBND"}),
    ],
)
def test_what_is_left_out_is_left_out_and_shown_as_that(
    sample_engine: SearchEngine, sample_view: View, question: str, condition: str, left: set[str]
) -> None:
    assert condition in read(sample_view, question)
    assert understand(sample_view, question).not_understood == ()
    assert listed(sample_engine, sample_view, question) == left


def test_several_are_left_out_and_a_report_that_is_silent_is_not(
    sample_engine: SearchEngine, sample_view: View
) -> None:
    both = {"412/BC-UBND", "214/BC-UBND", "Vân Sơn 2021"}
    assert listed(sample_engine, sample_view, "báo cáo trừ xã Tân Lập và xã Vân Sơn") == ALL - both
    assert listed(sample_engine, sample_view, "báo cáo của các xã trừ Tân Lập, Vân Sơn") == OF_COMMUNES - both
    of_town = "Những báo cáo ban hành năm 2022 trừ của thị xã Lương Giang"
    assert listed(sample_engine, sample_view, of_town) == {"468/BC-UBND"}
    dated = {"12/BC-SVHTTDL", "157/BC-UBND", "412/BC-UBND"}  # issued in 2025; 47/BC-UBND has no date
    assert listed(sample_engine, sample_view, "báo cáo trừ các báo cáo ban hành năm 2025") == ALL - dated


@pytest.mark.parametrize("question", ["các xã ngoài xã Tân Lập nói gì về máy tính", "kinh phí của các xã, trừ Tân Lập"])
def test_no_passage_is_found_of_what_is_left_out(sample_engine: SearchEngine, sample_view: View, question: str) -> None:
    assert f"+agency!={TAN_LAP}" in read(sample_view, question)
    agencies = {hit.passage.report.header.agency for hit in sample_engine.search(question, 50).hits}
    assert len(agencies) > 3
    assert TAN_LAP not in agencies
    assert all(TAN_LAP not in source.citation for source in answered(sample_engine, question).sources)


def test_what_is_left_out_can_be_taken_off(sample_view: View) -> None:
    asked = understand(sample_view, "báo cáo trừ xã Tân Lập")
    (one,) = (one for one in asked.said.read if one.field == "agency")
    assert condition_line(one, "vi") == f"trừ cơ quan {TAN_LAP}"
    again = understand(sample_view, "báo cáo trừ xã Tân Lập", ignored=frozenset({one.key}))
    assert not again.said.applied
    assert len(sample_view.within(again.scope).reports()) == len(ALL)


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("thong tin doi ngoai nam 2019", ["-period=2019"]),  # "đối ngoại", not "ngoài"
        ("kinh phí có đủ không năm 2023", ["-period=2023"]),  # asks for yes or no
        ("phòng trừ xã Tân Lập", [f"-agency={TAN_LAP}"]),
        ("lao động đi làm ngoài xã Tân Lập", [f"-agency!={TAN_LAP}"]),  # may be said of the matter
        ("Báo cáo trừ phòng Tài chính năm 2023", []),  # nothing inside what is not read is a condition
    ],
)
def test_nothing_is_left_out_that_is_only_spoken_of(sample_view: View, question: str, conditions: list[str]) -> None:
    assert read(sample_view, question) == conditions


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("Báo cáo 12 năm 2024", {"12/BC-SVHTTDL"}),
        ("3 báo cáo mới nhất", {"412/BC-UBND", "157/BC-UBND", "12/BC-SVHTTDL"}),
        ("5 bao cao gan day nhat", {"412/BC-UBND", "157/BC-UBND", "12/BC-SVHTTDL", "305/BC-UBND", "214/BC-UBND"}),
        ("2 báo cáo mới nhất của xã Tân Lập", {"412/BC-UBND", "214/BC-UBND"}),
        ("Hai báo cáo cũ nhất", {"96/BC-UBND", "Sơn Bằng 2018"}),
        ("Hai báo cáo đầu tiên", {"96/BC-UBND", "Sơn Bằng 2018"}),
        ("the 2 latest reports", {"412/BC-UBND", "157/BC-UBND"}),
        ("Báo cáo nào mới hơn, của Bến Đá hay Tân Lập?", {"412/BC-UBND"}),
        ("Báo cáo nào cũ hơn, của Bến Đá hay Tân Lập?", {"214/BC-UBND"}),
    ],
)
def test_a_number_before_a_time_and_a_count_before_an_order_count(
    sample_engine: SearchEngine, sample_view: View, question: str, reports: set[str]
) -> None:
    assert listed(sample_engine, sample_view, question) == reports


def test_a_count_is_shown_with_its_order_and_named_where_it_stands_apart(sample_view: View) -> None:
    (one,) = (one for one in understand(sample_view, "3 báo cáo mới nhất").said.read if one.field == "order")
    assert (one.said, one.to_json()["count"]) == ("3 báo cáo mới nhất", 3)
    assert (condition_line(one, "vi"), condition_line(one, "en")) == ("3 báo cáo mới nhất", "the 3 newest")
    assert understand(sample_view, "3 báo cáo của xã Tân Lập mới nhất").not_understood == ("3 báo cáo",)
    assert read(sample_view, "máy tính mới hơn") == []


@pytest.mark.parametrize(
    ("question", "condition", "reports"),
    [
        ("Báo cáo nào của phường?", "+agency_kind=phường", {"157/BC-UBND"}),
        ("bao cao cua cac phuong", "+agency_kind=phuong", {"157/BC-UBND"}),
        ("Báo cáo của các phường, thị trấn", "+agency_kindinphường, thị trấn", {"157/BC-UBND", "96/BC-UBND"}),
        ("Báo cáo nào của thị xã?", "+agency_kind=thị xã", {"129/BC-PGDĐT", "173/BC-UBND"}),
        ("báo cáo của UBND huyện", "+agency_kind=UBND huyện", {"468/BC-UBND", "Sơn Bằng 2018"}),
        ("Báo cáo của Ủy ban nhân dân huyện", "+agency_kind=UBND huyện", {"468/BC-UBND", "Sơn Bằng 2018"}),
        (
            "báo cáo của UBND các xã",
            "+agency_kind=UBND xã",
            OF_COMMUNES - {"157/BC-UBND", "96/BC-UBND"},
        ),
        ("báo cáo của các sở", "+agency_kind=sở", {"12/BC-SVHTTDL", "88/BC-STTTT"}),
        ("Có bao nhiêu báo cáo của các sở?", "+agency_kind=sở", {"12/BC-SVHTTDL", "88/BC-STTTT"}),
        ("báo cáo của phòng", "+agency_kind=phòng", {"129/BC-PGDĐT"}),
        ("báo cáo của huyện ủy năm 2020", "+agency_kind=huyện ủy", {"318-BC/HU"}),
        ("báo cáo trừ các sở", "+agency_kind!=sở", ALL - {"12/BC-SVHTTDL", "88/BC-STTTT"}),
    ],
)
def test_a_kind_of_agency_is_a_condition(
    sample_engine: SearchEngine, sample_view: View, question: str, condition: str, reports: set[str]
) -> None:
    assert condition in read(sample_view, question)
    assert listed(sample_engine, sample_view, question) == reports
    found = {called(hit.passage.report) for hit in sample_engine.search(question, 50).hits}
    assert found == reports


@pytest.mark.parametrize(
    "question",
    [
        "các phòng học xuống cấp",
        "Báo cáo của Sở Tài chính",
        "cua so",
        "của phòng học",
        "các sở thích",
        "các phòng, ban",
    ],
)
def test_what_has_a_name_of_its_own_is_no_kind(sample_view: View, question: str) -> None:
    assert read(sample_view, question) == []


def test_a_kind_is_of_an_agency_by_its_own_words_and_not_by_those_of_its_name() -> None:
    assert is_of_kind("UBND huyện Quan Sơn", "huyện")
    assert not is_of_kind("UBND huyện Quan Sơn", "quận")
    assert not is_of_kind("Sở Lao động - Thương binh và Xã hội tỉnh An Giao", "xã")
    assert is_of_kind("Đảng ủy phường 5", "đảng ủy phường")
    assert is_of_kind("Thị ủy Lương Giang", "thị xã")
    assert not is_of_kind("UBND thị xã Lương Giang", "xã")


@pytest.mark.parametrize(
    ("question", "undated"),
    [
        ("Có báo cáo nào ban hành trước năm 2020?", True),
        ("Báo cáo cũ nhất?", True),
        ("3 báo cáo mới nhất", True),
        ("Báo cáo nào ban hành trước năm 2010?", True),  # none is known to be
        ("Báo cáo cũ nhất của xã Tân Lập?", False),  # both have a date
        ("Báo cáo nào ban hành ngày 5/12/2023?", False),
        ("Báo cáo của năm 2023", False),
    ],
)
def test_reports_without_a_date_are_not_passed_over_in_silence(
    sample_engine: SearchEngine, question: str, undated: bool
) -> None:
    """The report of xã Nậm Lìa alone gives no date of issue."""
    said = "1 báo cáo không ghi ngày ban hành"
    assert (said in answered(sample_engine, question).answer) == undated
    english = answered(sample_engine, question, language="en").answer
    assert ("give no date of issue, and so cannot be told by date: 1" in english) == undated


@pytest.mark.parametrize(
    ("question", "answer_"),
    [
        ("Lý Thị Thoan giữ chức vụ gì?", "Lý Thị Thoan, Phó Chủ tịch [1]"),
        ("Chức vụ của ông Cao Bá Ngọ là gì?", "Cao Bá Ngọ, Chủ tịch [1]"),
        ("Ông Cao Bá Ngọ là ai?", "Cao Bá Ngọ, Chủ tịch [1]"),
        ("ong cao ba ngo la ai", "Cao Bá Ngọ, Chủ tịch [1]"),
        ("Ông Cao Bá Ngọ ký ngày nào?", "ngày 15/12/2016 [1]"),
        (
            "Báo cáo ban hành ngày 7/1/2025 của cơ quan nào, ai ký?",
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Hải Lâm, Đinh Thị Hải Yến, Phó Giám đốc [1]",
        ),
        ("Ai ký báo cáo số 214, và của cơ quan nào?", "UBND xã Tân Lập, Đỗ Văn Quýnh, Chủ tịch [1]"),
        ("Ai là trưởng phòng?", "Ngô Thị Bích Hợi, Trưởng phòng [1]"),  # one report alone is signed by one
    ],
)
def test_who_somebody_is_is_answered_from_the_header(sample_engine: SearchEngine, question: str, answer_: str) -> None:
    given_ = answered(sample_engine, question)
    assert (given_.answer, given_.method, given_.found) == (answer_, "header", True)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Ai là chủ tịch?", {f"{TAN_LAP} (2025)", f"{TAN_LAP} (2023)", "UBND xã Nậm Lìa (2017)",
                             "UBND thị trấn Khê Hạ (2016)"}),
        ("Ai ký?", None),
    ],
)  # fmt: skip
def test_who_signed_or_holds_an_office_without_saying_where_is_to_be_chosen(
    sample_engine: SearchEngine, question: str, labels: set[str] | None
) -> None:
    given_ = answered(sample_engine, question)
    assert (given_.found, given_.method, given_.sources) == (False, "header", ())
    assert len(given_.choices) > 3
    assert labels is None or {choice.label for choice in given_.choices} == labels
    for choice in given_.choices:
        chosen = answered(sample_engine, choice.question)
        assert (chosen.found, chosen.method, len(chosen.sources)) == (True, "header", 1)


def test_what_somebody_signed_says_is_no_part_of_its_header(sample_engine: SearchEngine) -> None:
    assert answered(sample_engine, "Ông Cao Bá Ngọ nói gì về xe chữa cháy?").method == "extractive"
    assert answered(sample_engine, "Ai ký hợp đồng xử lý rác?").method == "extractive"
