"""The ways something has been put: counted by report, grouped, with blanks, each verbatim and cited."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import worded
from tests.conftest import ROOT
from tests.test_cli import ENVIRONMENT
from tracuu.commands.wording import marked
from tracuu.corpus.report import Header, Level, Paragraph, Report, Role, Section
from tracuu.corpus.vietnamese import tokens
from tracuu.index.local.keeping.sync import store_reports
from tracuu.index.models.encoder import Encoder
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.constants import SAYING_SHORTEST
from tracuu.search.errors import EmptyQueryError, FilterValueError
from tracuu.search.understanding import understand
from tracuu.search.wording.blanks import blanks_in, fill
from tracuu.search.wording.forms import edits, form_of, near_same
from tracuu.search.wording.parts import core_of, parts_of
from tracuu.search.wording.polarity import matter_in
from tracuu.search.wording.sayings import clauses
from tracuu.search.wording.wanted import wanted_of

SHORT_OF_MONEY = "Kinh phí dành cho công tác truyền thanh của xã {} còn hạn hẹp, năm {} chỉ được cấp {} triệu đồng."
NOT_GIVEN = "Đến nay đơn vị vẫn chưa được bố trí kinh phí để duy trì hoạt động của đài truyền thanh cơ sở."
GIVEN = NOT_GIVEN.replace("vẫn chưa được", "đã được")
LEAN_ON = "Một số hộ nghèo còn tâm lý trông chờ, ỷ lại vào sự hỗ trợ của Nhà nước."


def report(
    agency: str,
    issued: str,
    *said: str,
    level: Level = "commune",
    role: Role = "limitations",
    file: str | None = None,
) -> Report:
    heading = Section("II", "Nội dung", 1, role, "II. Nội dung")
    header = Header(agency=agency, number="12/BC-UBND", issued=issued, doc_type="Báo cáo", level=level)
    paragraphs = tuple(Paragraph(n, text, "paragraph", (0,)) for n, text in enumerate(said, 1))
    return Report(file or f"{agency} {issued}.docx", header, (heading,), paragraphs)


REPORTS = (
    report(
        "UBND xã Nam Lĩnh", "2021-05-03", SHORT_OF_MONEY.format("Nam Lĩnh", 2021, 12),
        "Đường liên thôn được bê tông hóa 2,5 km.", f"a) {SHORT_OF_MONEY.format('Nam Lĩnh', 2020, 9)}",
    ),
    report("UBND xã Cẩm Giàng Thượng", "2022-06-10", SHORT_OF_MONEY.format("Cẩm Giàng Thượng", 2022, "7,5"), LEAN_ON),
    report("UBND xã Trà Lũng", "2023-11-20", SHORT_OF_MONEY.format("Trà Lũng", 2023, 30),
           "Lúa vụ xuân đạt 61 tạ trên một héc ta."),
    report("UBND xã Hòa Mục", "2024-01-15",
           SHORT_OF_MONEY.format("Hòa Mục", 2023, 4).replace("còn hạn hẹp", "còn rất hạn hẹp"),
           "Trường học đã có đủ nước sạch cho học sinh."),
    report("UBND xã Sơn Vi Hạ", "2019-12-01", f"{NOT_GIVEN} {LEAN_ON}"),
    report("UBND huyện Bắc Lũng", "2024-12-01", NOT_GIVEN, level="district", role="proposals"),
    report("UBND huyện Đông Khê Hạ", "2023-12-01", GIVEN, level="district", role="results"),
    report("UBND xã Yên Mỹ Trung", "2025-12-01", "Toàn xã trồng mới 14 ha rừng sản xuất.",
           "Còn tình trạng trông chờ, ỷ lại ở một bộ phận người dân."),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    data = tmp_path_factory.mktemp("wordings")
    store_reports(data, REPORTS, encoder)
    return data


@pytest.fixture(scope="module")
def engine(store: Path, encoder: Encoder) -> Iterator[SearchEngine]:
    engine = SearchEngine.open_with(store, encoder)
    yield engine
    engine.close()


def tracuu(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracuu.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**ENVIRONMENT, "COLUMNS": "200"},
        check=False,
    )


def test_a_phrase_gives_the_sentences_that_hold_it_counted_by_report(engine: SearchEngine) -> None:
    found = worded(engine, "còn hạn hẹp")
    first = found.variants[0]
    assert first.holds
    assert first.count == 4
    assert len(first.uses) == 5
    assert first.text == SHORT_OF_MONEY.format("Trà Lũng", 2023, 30)
    assert first.template == SHORT_OF_MONEY.format("[tên xã]", "[năm]", "[số]")
    assert first.uses[0].citation == "Báo cáo số 12/BC-UBND ngày 20/11/2023 của UBND xã Trà Lũng, mục II, đoạn 1"


def test_the_json_contract(engine: SearchEngine) -> None:
    answer = json.loads(json.dumps(worded(engine, "còn hạn hẹp").to_json()))
    assert list(answer) == ["phrase", "variants"]
    variant = answer["variants"][0]
    assert list(variant)[:3] == ["text", "count", "citations"]
    assert variant["count"] == len(variant["reports"])
    assert len(variant["citations"]) == len(variant["passage_ids"]) == 5
    assert sum(form["count"] for form in variant["forms"]) >= variant["count"]
    for start, end, name in variant["blanks"]:
        assert variant["text"][start:end] in {"Trà Lũng", "2023", "30"}, name


def test_what_differs_in_a_group_is_marked(engine: SearchEngine) -> None:
    (other,) = [use for use in worded(engine, "còn hạn hẹp").variants[0].uses if use.edits]
    assert other.passage.report.header.agency == "UBND xã Hòa Mục"
    (edit,) = other.edits
    assert (other.text[edit.start : edit.end], edit.instead) == ("rất", "")
    assert marked(other).plain == f"≈ {other.text}"


def test_what_says_the_opposite_is_another_variant_and_none_of_a_phrase_that_says_which(engine: SearchEngine) -> None:
    counts = {variant.text: variant.count for variant in worded(engine, "bố trí kinh phí").variants}
    assert counts[NOT_GIVEN] == 2
    assert counts[GIVEN] == 1
    for phrase, said, opposite in (
        ("chưa được bố trí kinh phí", NOT_GIVEN, GIVEN),
        ("đã được bố trí kinh phí", GIVEN, NOT_GIVEN),
    ):
        texts = [variant.text for variant in worded(engine, phrase).variants]
        assert said in texts
        assert opposite not in texts


def test_a_meaning_gives_paraphrases_too(engine: SearchEngine) -> None:
    found = worded(engine, "chưa có kinh phí cho truyền thanh")
    assert not found.variants[0].holds
    assert {NOT_GIVEN, SHORT_OF_MONEY.format("Trà Lũng", 2023, 30)} <= {variant.text for variant in found.variants}


@pytest.mark.parametrize("phrase", ["trông chờ, ỷ lại", "TRÔNG CHỜ Ỷ LẠI", '"trông chờ, ỷ lại"', "trong cho y lai"])
def test_the_most_used_comes_first_and_then_the_most_recent(engine: SearchEngine, phrase: str) -> None:
    found = [variant for variant in worded(engine, phrase).variants if variant.holds]
    assert [(variant.count, variant.newest) for variant in found] == [(2, "2022-06-10"), (1, "2025-12-01")]
    assert found[0].text == LEAN_ON


def test_every_variant_stands_where_its_filters_let_it(engine: SearchEngine) -> None:
    for wanted, agency in (
        (Filter(levels=("district",), roles=("proposals",)), "UBND huyện Bắc Lũng"),
        (Filter(years=(2019,)), "UBND xã Sơn Vi Hạ"),
    ):
        (variant,) = [v for v in worded(engine, "chưa được bố trí kinh phí", wanted).variants if v.holds]
        assert [use.passage.report.header.agency for use in variant.uses] == [agency]
    assert worded(engine, "chưa được bố trí kinh phí năm:2019") == worded(
        engine, "chưa được bố trí kinh phí năm:2019", Filter(years=(2019,))
    )
    assert worded(engine, "còn hạn hẹp", Filter(years=(1999,))).variants == ()


def test_what_nobody_wrote_has_no_variants(engine: SearchEngine) -> None:
    for phrase in ("xyzzy quux", "giá vàng trong nước", "lịch thi đấu bóng đá"):
        assert worded(engine, phrase).variants == ()


@pytest.mark.parametrize("phrase", ["<script>alert(1)</script>", "[bold]kinh phí[/]", "'; DROP TABLE reports; --",
                                    "kinh phí \x00 \u202e", "(((*+?[" + "kinh phí " * 50, "5", "|||a|b"])  # fmt: skip
def test_anything_may_be_typed(engine: SearchEngine, phrase: str) -> None:
    answer = worded(engine, phrase).to_json()
    assert all(variant["count"] >= 1 for variant in answer["variants"])


def test_what_cannot_be_asked_is_refused(engine: SearchEngine) -> None:
    for phrase in ("", "  ", "…", "[]"):
        with pytest.raises(EmptyQueryError):
            worded(engine, phrase)
    with pytest.raises(FilterValueError):
        worded(engine, "kinh phí cấp:phủ")


def test_a_sentence_that_hundreds_copied_keeps_no_other_out(tmp_path: Path, encoder: Encoder) -> None:
    copies = [
        report("UBND xã Nam Lĩnh", "2021", "Tuyến đường liên thôn đã xuống cấp nghiêm trọng.", file=str(n))
        for n in range(150)
    ]
    long = "Sau đợt mưa kéo dài, nhiều tuyến đường nội đồng và cầu cống ở vùng trũng bị ngập, xuống cấp, đi lại vất vả."
    store_reports(tmp_path, [*copies, report("UBND xã Nam Lĩnh", "2020", long)], encoder)
    engine = SearchEngine.open_with(tmp_path, encoder)
    assert [variant.count for variant in worded(engine, "tuyến đường xuống cấp").variants] == [150, 1]
    engine.close()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_for_every_phrase_of_a_report_the_wording_is_verbatim_and_holds_it(
    sample_engine: SearchEngine, sample_view: View, data: st.DataObject
) -> None:
    record = data.draw(st.sampled_from(sample_view.reports()))
    key = f"{record.id}-{data.draw(st.integers(0, record.passages - 1))}"
    passage = sample_view.passage(key)
    if passage is None or not (spans := [span for _, span in clauses(passage)]):
        return
    start, end = data.draw(st.sampled_from(spans))
    words = tokens(passage.text[start:end])
    first = data.draw(st.integers(0, len(words) - SAYING_SHORTEST))
    phrase = " ".join(words[first : first + data.draw(st.integers(SAYING_SHORTEST, 8))])
    found = worded(sample_engine, phrase, limit=1000, as_typed=True)
    asked = wanted_of(understand(sample_view, phrase, as_typed=True), sample_view)
    said = passage.text[start:end]
    parts = parts_of(said)
    run = core_of(said, parts, tokens(phrase), "accented")
    contrary = asked.pole.is_contradicted_by(tokens(said[parts[run[0]][0] : parts[run[1] - 1][1]]))
    if not contrary and asked.role in (None, passage.role):
        assert any(use.passage.key == key and variant.holds for variant in found.variants for use in variant.uses)
    for variant in found.variants:
        assert variant.text == variant.uses[0].text
        assert variant.count == len({use.passage.report.id for use in variant.uses})
        for use, citation in zip(variant.uses, variant.to_json()["citations"], strict=False):
            assert use.text in use.passage.text
            assert citation
            assert len(tokens(use.text)) >= SAYING_SHORTEST


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("UBND xã Nam Lĩnh và phường 5", "UBND xã [tên xã] và phường [tên phường]"),
        ("xã Nông thôn mới, cấp xã Thực hiện", "xã Nông thôn mới, cấp xã Thực hiện"),
        ("Thôn Đá Bạc và tổ dân phố 3 theo văn bản Luật", "Thôn [tên thôn] và tổ dân phố [tên thôn] theo văn bản Luật"),
        ("Kế hoạch số 15/KH-UBND ngày 2/3/2021", "Kế hoạch số [số ký hiệu] [ngày]"),
        ("Nghị định  72/2015/NĐ–CP ngày 07 tháng 9 năm 2015", "Nghị định  [số ký hiệu] [ngày]"),
        ("ngày 30/6, tháng 3/2023, tháng 12", "[ngày], tháng [tháng], tháng [tháng]"),
        ("quý III/2025, quý I năm 2024", "quý [quý], quý [quý]"),
        ("giai đoạn 2021-2025, năm học 2021 - 2022, năm 2023", "giai đoạn [năm], năm học [năm], năm [năm]"),
        ("đạt 12,5% với 1.250 hộ, 5/13 người, 100m2", "đạt [số]% với [số] hộ, [số] người, [số]m2"),
        ("dịch COVID-19 và mạng 4G, TCVN", "dịch COVID-19 và mạng 4G, TCVN"),
        ("đồng chí Trần Văn Mẫu chủ trì", "đồng chí [họ tên] chủ trì"),
        ("đất ở Khe Hạ và Thạch Lâm Thượng", "đất ở [địa danh] và [tên tỉnh]"),
        ("", ""),
    ],
)
def test_what_changes_is_a_blank(text: str, template: str) -> None:
    assert fill(text, blanks_in(text, Header(province="Thạch Lâm Thượng", place="Khe Hạ"))) == template


@given(st.text("xã Nam Lĩnh 0123456789/-.,%ngàythăm[]Đ–QUBD\n", max_size=120))
def test_for_every_text_the_blanks_stand_apart_and_in_order(text: str) -> None:
    blanks = blanks_in(text)
    assert all(0 <= blank.start < blank.end <= len(text) for blank in blanks)
    assert all(one.end <= other.start for one, other in pairwise(blanks))


LONG = "công tác phối hợp giữa các ngành đoàn thể ở cơ sở có lúc có nơi còn thiếu chặt chẽ"


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        (LONG, LONG.upper(), True),
        (LONG, LONG.replace("lúc", "khi"), True),
        (LONG, LONG.replace("thiếu", "chưa"), False),
        ("đã giao 5 xe cho xã Nam Lĩnh", "Đã giao 12 xe cho xã Hòa Mục.", True),
        ("kinh phí còn hạn chế", "kinh phí còn hạn hẹp", False),
        ("kinh phí còn hạn chế", "kinh phí còn hạn chê", True),
        ("", "", True),
    ],
)
def test_a_slip_is_no_difference_another_word_in_a_short_sentence_is(text: str, other: str, same: bool) -> None:
    forms = [form_of(one, blanks_in(one)) for one in (text, other)]
    assert (near_same(forms) == [[0, 1]]) is same


@given(*[st.lists(st.sampled_from(["kinh", "phí", "còn", "hạn", "chế", "rất"]), max_size=9)] * 2)
def test_for_every_two_texts_the_edits_lead_from_one_to_the_other(one: list[str], other: list[str]) -> None:
    text, target = " ".join(one), " ".join(other)
    found = edits(text, form_of(text, ()), target, form_of(target, ()))
    rebuilt = text
    for edit in reversed(found):
        rebuilt = f"{rebuilt[: edit.start]} {edit.instead} {rebuilt[edit.end :]}"
    assert tokens(rebuilt) == other


def test_on_the_command_line(store: Path, tmp_path: Path) -> None:
    basket = tmp_path / "trích.docx"
    shown = tracuu("--data", store, "wording", "trông chờ, ỷ lại", "--export", basket, "--pick", 2)
    assert shown.returncode == 0, shown.stderr
    assert "1. 2 báo cáo" in shown.stdout
    assert LEAN_ON in shown.stdout
    assert "và 1 đoạn khác (--all)" in shown.stdout
    with zipfile.ZipFile(basket) as docx:
        assert "Còn tình trạng trông chờ" in docx.read("word/document.xml").decode()
        notes = docx.read("word/footnotes.xml").decode()
    assert "Ủy ban nhân dân xã Yên Mỹ Trung" in notes  # in full, as each is the first time
    assert "Sơn Vi Hạ" not in notes
    wrong = tracuu("--data", store, "wording", "trông chờ, ỷ lại", "--export", basket, "--pick", 99)
    assert wrong.returncode == 2
    assert "Không có cách viết số 99" in wrong.stderr


def test_nothing_found_is_said_plainly(store: Path) -> None:
    shown = tracuu("--data", store, "wording", "xyzzy quux")
    assert shown.returncode == 0
    assert "Chưa thấy báo cáo nào" in shown.stdout
    answer = tracuu("--data", store, "wording", "xyzzy quux", "--json")
    assert json.loads(answer.stdout) == {"phrase": "xyzzy quux", "variants": []}


def test_a_phrase_that_only_names_a_place_is_looked_for(sample_engine: SearchEngine) -> None:
    found = worded(sample_engine, "phường Bến Đá")
    assert found.variants
    assert "phường Bến Đá" in found.variants[0].text
    with pytest.raises(EmptyQueryError):
        worded(sample_engine, "năm:2023")


@pytest.mark.parametrize(
    ("phrase", "matter"),
    [
        ("thiếu liên kết", "liên kết"),
        ("chưa được bố trí", "bố trí"),
        ("chưa chủ động", "chủ động"),
        ("kinh phí còn hạn chế", "kinh phí"),
    ],
)
def test_what_shares_only_how_it_is_said_does_not_say_it(sample_engine: SearchEngine, phrase: str, matter: str) -> None:
    for variant in worded(sample_engine, phrase).variants:
        assert matter in variant.text.lower(), variant.text


@pytest.mark.parametrize(
    ("phrase", "matter"),
    [
        ("thiếu biên chế", ["biên", "chế"]),
        ("kinh phí còn rất hạn chế", ["kinh", "phí"]),
        ("chưa chủ động", ["chủ", "động"]),
        ("còn nhiều khó khăn", ["khó", "khăn"]),
        ("giảm nghèo", ["giảm", "nghèo"]),
        ("chưa có", []),
    ],
)
def test_a_phrase_is_about_what_is_left_beside_its_pole(phrase: str, matter: list[str]) -> None:
    assert matter_in(tokens(phrase)) == matter
