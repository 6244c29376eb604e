"""Answers: from headers exactly, from what reports say word for word, and none where they say nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bench.answers import holds
from tests.asking import answered, passages_seen
from tests.conftest import ROOT, SHARED, needs_shared
from tests.test_cli import tracuu
from tracuu.commands import answering
from tracuu.commands.application import app
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.answer import Answer
from tracuu.search.answer.questions import asked_for
from tracuu.search.asked_facts import Fact
from tracuu.search.constants import FOUND
from tracuu.search.errors import EmptyQueryError
from tracuu.search.judged import read_judged

OWN = ROOT / "tests" / "answers_samples.jsonl"
SAMPLES = ROOT / "tests" / "samples_queries.jsonl"
DEV = SHARED / "queries" / "dev.jsonl"
FULLY = 3
PIECES = (
    "ai ký", "báo cáo", "xã Tân Lập", "Huyện Ba Vì", "bao nhiêu hộ", "nào", "vì sao", "các địa phương", "kiến nghị gì",
    "số 132/BC-UBND", "ngày nào", "tỷ lệ", "%", "viện dẫn Nghị định", "thiếu kinh phí", "?", "[1]", "“", "-không",
    "2023", "năm:2023", "cấp:xã", "dịch vụ công",
)  # fmt: skip
NUMBER = re.compile(r" \[(\d+)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A judged question and the answer to it."""

    id: str
    must: tuple[str, ...]
    declined: bool
    answer: Answer

    @property
    def wrong(self) -> bool:
        return self.answer.found and (
            self.declined or (bool(self.must) and not holds(self.answer.answer, [*self.must]))
        )


@cache
def asked_of(engine: SearchEngine, queries: Path) -> list[Asked]:
    rows = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines()]
    return [
        Asked(
            row["id"],
            tuple(row.get("must", ())),
            row.get("declined", row["type"] == "ood"),
            answered(engine, row["query"]),
        )
        for row in rows
    ]


def assert_sound(engine: SearchEngine, given_: Answer) -> None:
    """What holds for every answer: sources numbered in order of use, each quote verbatim, nothing besides."""
    numbers = [source.n for source in given_.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [int(n) for n in NUMBER.findall(given_.answer)] == numbers
    assert given_.found or given_.answer
    assert given_.found == (given_.confidence >= FOUND)
    assert not given_.found or given_.sources
    with engine.view() as view:
        passages = [view.passage(source.passage_id) for source in given_.sources]
    for line in given_.answer.splitlines():
        match = NUMBER.search(line)
        if match:
            source, passage = given_.sources[int(match[1]) - 1], passages[int(match[1]) - 1]
            assert line.endswith(f"{source.quote} [{source.n}]")
            assert passage is not None
            assert source.quote
            assert given_.method == "header" or source.quote in passage.text
            before = line.removesuffix(f"{source.quote} [{source.n}]")
            assert given_.method == "header" or not before or before.endswith((": ", f"{source.lead_in} […] "))
    with engine.view() as view:
        for source in given_.sources:
            if source.lead_in:
                own = view.passages_of(source.passage_id.rpartition("-")[0])
                assert any(source.lead_in in passage.text for passage in own)


def test_who_signed(sample_engine: SearchEngine, sample_view: View) -> None:
    given_ = answered(sample_engine, "Ai ký báo cáo cải cách hành chính năm 2023 của xã Tân Lập?")
    report = next(r for r in sample_view.reports() if r.header.number == "214/BC-UBND")
    applied = {"applied": True, "favoured": False}
    assert given_.to_json() == {
        "question": "Ai ký báo cáo cải cách hành chính năm 2023 của xã Tân Lập?",
        "found": True,
        "confidence": 1.0,
        "answer": "Đỗ Văn Quýnh, Chủ tịch [1]",
        "sources": [
            {
                "n": 1,
                "passage_id": f"{report.id}-1",
                "quote": "Đỗ Văn Quýnh, Chủ tịch",
                "citation": "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập",
            }
        ],
        "method": "header",
        "calibrated": True,
        "conditions": [
            {"field": "period", "op": "=", "value": "2023", "said": "năm 2023", **applied},
            {"field": "agency", "op": "=", "value": "UBND xã Tân Lập", "said": "xã Tân Lập", **applied},
        ],
        "not_understood": [],
        "choices": [],
    }


def test_the_cause_is_quoted_whole(sample_engine: SearchEngine) -> None:
    given_ = answered(sample_engine, "Nguyên nhân các vụ cháy ở thị trấn Khê Hạ là gì?")
    assert given_.method == "extractive"
    assert "03 vụ do chập điện, quá tải" in given_.answer
    assert "01 vụ do đốt rác" in given_.answer


def test_many_reports_give_one_point_each(sample_engine: SearchEngine) -> None:
    given_ = answered(sample_engine, "Các địa phương kiến nghị gì về tập huấn?")
    reports = [source.passage_id.rpartition("-")[0] for source in given_.sources]
    assert given_.found
    assert len(reports) == len(set(reports)) >= 6
    assert sum("tập huấn" in source.quote for source in given_.sources) >= 5


def test_reports_are_counted_with_the_list_behind_them(sample_engine: SearchEngine) -> None:
    given_ = answered(sample_engine, "Bao nhiêu báo cáo nêu thiếu kinh phí?")
    assert given_.answer.startswith(f"{len(given_.sources)} báo cáo có đoạn nói về “thiếu kinh phí”")
    assert len({source.passage_id.rpartition("-")[0] for source in given_.sources}) == len(given_.sources) >= 5
    levels = answered(sample_engine, "Có bao nhiêu báo cáo của cấp tỉnh?")
    assert levels.answer.startswith("2 báo cáo cấp tỉnh:")


def test_every_question_of_our_own_is_right(sample_engine: SearchEngine) -> None:
    asked = asked_of(sample_engine, OWN)
    assert [one.id for one in asked if one.wrong or one.answer.found == one.declined] == []


def test_facts_of_the_samples_are_exact(sample_engine: SearchEngine) -> None:
    asked = asked_of(sample_engine, SAMPLES)
    assert [one.id for one in asked if one.wrong or (one.must and not one.answer.found)] == []


@needs_shared
def test_facts_of_real_reports_are_right_or_declined(seed_engine: SearchEngine) -> None:
    asked = asked_of(seed_engine, DEV)
    assert [one.id for one in asked if one.wrong] == []
    facts = [one for one in asked if one.must]
    assert sum(one.answer.found for one in facts) >= 0.9 * len(facts)


@needs_shared
def test_what_search_finds_is_among_the_sources(seed_engine: SearchEngine, sample_engine: SearchEngine) -> None:
    assert among_the_sources((seed_engine, DEV), (sample_engine, SAMPLES)) >= 0.92


def test_what_search_finds_in_the_samples_is_among_the_sources(sample_engine: SearchEngine) -> None:
    assert among_the_sources((sample_engine, SAMPLES)) >= 0.95


def among_the_sources(*asked: tuple[SearchEngine, Path]) -> float:
    """Share of the judged questions answered by a hit, whose answer quotes one of those hits."""
    found = missed = 0
    for engine, queries in asked:
        with engine.view() as view:
            passages = passages_seen(view)
        answers = {one.id: one for one in asked_of(engine, queries)}
        for judged in read_judged(queries):
            full = {key for key, gain in judged.gains(passages).items() if gain == FULLY}
            hits = {hit.passage.key for hit in engine.search(judged.text, 10).hits}
            if judged.type != "fact" and full & hits:
                among = bool(full & {source.passage_id for source in answers[judged.id].answer.sources})
                found += among
                missed += not among
    return found / (found + missed)


@needs_shared
def test_every_judged_answer_is_sound(seed_engine: SearchEngine) -> None:
    for one in asked_of(seed_engine, DEV):
        assert_sound(seed_engine, one.answer)


@pytest.mark.parametrize("queries", [SAMPLES, OWN], ids=["judged", "own"])
def test_every_judged_answer_from_the_samples_is_sound(sample_engine: SearchEngine, queries: Path) -> None:
    for one in asked_of(sample_engine, queries):
        assert_sound(sample_engine, one.answer)


def test_any_paragraph_may_be_asked(sample_engine: SearchEngine, sample_view: View) -> None:
    for passage in passages_seen(sample_view)[::48]:
        assert_sound(sample_engine, answered(sample_engine, passage.text))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=9),
)
def test_any_question_gets_a_sound_answer(sample_engine: SearchEngine, words: list[str]) -> None:
    try:
        given_ = answered(sample_engine, " ".join(words))
    except EmptyQueryError:
        return
    assert_sound(sample_engine, given_)


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký báo cáo của huyện " + "Ba Vì " * 45 + "?",
        "Ai ký báo cáo của xã " + "A" * 970 + "?",
        "' OR 1=1; DROP TABLE reports; --",
        "<script>alert('báo cáo')</script> do ai ký?",
        "Ai ký báo cáo của xã %Tân_Lập%?\x00",
        "İİİ ký báo cáo của xã İ Tân?",
    ],
)
def test_hostile_questions_are_only_questions(sample_engine: SearchEngine, question: str) -> None:
    assert_sound(sample_engine, answered(sample_engine, question))


@pytest.mark.parametrize("question", ["", "???", "[1] — …".replace("1", "")])
def test_no_words_no_question(sample_engine: SearchEngine, question: str) -> None:
    with pytest.raises(EmptyQueryError):
        answered(sample_engine, question)


def test_filters_bound_every_kind_of_answer(sample_engine: SearchEngine, sample_view: View) -> None:
    commune = Filter(levels=("commune",))
    counted = answered(sample_engine, "Có bao nhiêu báo cáo?", commune)
    assert counted.answer.startswith("7 báo cáo")
    assert counted.answer == answered(sample_engine, "Có bao nhiêu báo cáo? cấp:xã").answer
    assert not answered(sample_engine, "Ai ký báo cáo của Huyện ủy Sơn Bằng?", commune).found
    said = answered(sample_engine, "thiếu kinh phí", commune)
    ids = {record.id for record in sample_view.reports() if record.header.level == "commune"}
    assert {source.passage_id.rpartition("-")[0] for source in said.sources} <= ids


@pytest.mark.parametrize(
    ("question", "vi", "en"),
    [
        ("Có bao nhiêu báo cáo của cấp tỉnh?", "2 báo cáo cấp tỉnh:", "Reports, province level: 2"),
        (
            "Có bao nhiêu báo cáo của cấp xã năm 2023?",
            r"\d+ báo cáo cấp xã năm 2023:",
            r"Reports, commune level, 2023: \d+",
        ),
        (
            "Bao nhiêu báo cáo nêu thiếu kinh phí?",
            r"\d+ báo cáo có đoạn nói về “thiếu kinh phí”, trong \d+ báo cáo được xét từng báo cáo một:",
            r"Reports with a passage that speaks of “thiếu kinh phí”: \d+, of \d+ that were looked at one by one:",
        ),
        (
            "Báo cáo nào viện dẫn Nghị định 61/2018/NĐ-CP?",
            "[0-9]+ báo cáo viện dẫn 61/2018/NĐ-CP:",
            "Reports that cite 61/2018/NĐ-CP: [0-9]+",
        ),
        (
            "Báo cáo nào viện dẫn Nghị định 999/2018/NĐ-CP?",
            "Không báo cáo nào trong kho viện dẫn 999/2018/NĐ-CP[.]",
            "No report in the store cites 999/2018/NĐ-CP[.]",
        ),
        (
            "Ai ký báo cáo của xã Ba Vì?",
            "Trong kho không có báo cáo nào như vậy: xã Ba Vì[.]",
            "There is no such report in the store: xã Ba Vì[.]",
        ),
        (
            "Ai ký báo cáo?",
            "Chưa rõ hỏi báo cáo nào, .*",
            "It is not clear which report is meant, .*",
        ),
        (
            "Độ mật của báo cáo số 214/BC-UBND?",
            "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập không ghi độ mật[.]",
            "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập does not give a degree of secrecy[.]",
        ),
        (
            "Giá vé máy bay đi Paris là bao nhiêu?",
            "Không tìm thấy câu trả lời trong kho[.]\nNhững đoạn gần nhất, không phải câu trả lời:",
            "No answer was found in the store[.]\nThe nearest passages, which are no answer:",
        ),
        ("Ai ký báo cáo cải cách hành chính năm 2023 của xã Tân Lập?", "", ""),
        ("Các địa phương kiến nghị gì về tập huấn?", "", ""),
    ],
)
def test_what_stands_around_the_quotes_is_in_the_language_of_who_asks(
    sample_engine: SearchEngine, question: str, vi: str, en: str
) -> None:
    given_, translated = answered(sample_engine, question), answered(sample_engine, question, language="en")
    assert replace(translated, answer=given_.answer) == given_
    (ours, quotes), (theirs, same) = apart(given_), apart(translated)
    assert quotes == same
    assert re.fullmatch(vi, ours)
    assert re.fullmatch(en, theirs)
    assert_sound(sample_engine, translated)


def apart(given_: Answer) -> tuple[str, list[str]]:
    """What an answer says of its own, and the lines that are the reports'."""
    lines = given_.answer.splitlines()
    return "\n".join(line for line in lines if not NUMBER.search(line)), [line for line in lines if NUMBER.search(line)]


@pytest.mark.parametrize(
    ("question", "kind", "parts"),
    [
        ("Ai ký báo cáo của huyện Triệu Sơn?", "header", ("signer",)),
        ("ai ky bao cao cua huyen trieu son", "header", ("signer",)),
        ("Số và ngày của báo cáo xã Ngọc Lâm?", "header", ("number", "issued")),
        ("Báo cáo được gửi đến những nơi nào?", "header", ("addressees",)),
        ("Có mấy báo cáo của cấp huyện?", "reports", ()),
        ("Báo cáo nào viện dẫn Kết luận 16-KL/TW?", "reports", ()),
        ("Báo cáo của xã Ngọc Lâm căn cứ những văn bản nào?", "cites", ()),
        ("Kế hoạch số 59/KH-UBND ban hành ngày nào?", "content", ()),
        ("Xã Đồng Mây có bao nhiêu hộ nghèo?", "content", ()),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str, parts: tuple[str, ...]) -> None:
    asked = asked_for(question)
    assert (asked.kind, asked.parts) == (kind, parts)


def test_may_is_a_name_too() -> None:
    assert asked_for("Thu nhập của xã Đồng Mây năm 2024?").form is None
    assert asked_for("Xã có mấy thôn?").fact == Fact("number", ("thon",))
    assert asked_for("xa co may thon").fact == Fact("number", ("thon",))


def test_the_command(sample_store: Path, tmp_path: Path) -> None:
    run = CliRunner()
    printed = run.invoke(app, ["--data", str(sample_store), "ask", "Ai ký báo cáo phường Bến Đá?"])
    assert printed.exit_code == 0
    assert "Lưu Thế Phiệt, Phó Chủ tịch [1]" in printed.output
    nothing = run.invoke(app, ["--data", str(sample_store), "ask", "--json", "Ai ký báo cáo xã Ba Vì?"])
    assert (nothing.exit_code, json.loads(nothing.output)["found"]) == (0, False)
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": 7, "query": "Có bao nhiêu báo cáo?"}\n\n{"id": 8}\n', encoding="utf-8")
    answered = run.invoke(app, ["--data", str(sample_store), "ask", "--batch", str(batch)])
    rows = [json.loads(line) for line in answered.stdout.splitlines() if line.startswith("{")]
    assert answered.exit_code == 2
    assert (rows[0]["id"], rows[0]["found"], len(rows[0]["sources"])) == (7, True, 15)
    assert (rows[1]["found"], "error" in rows[1]) == (False, True)
    assert answering.ask.__doc__


def test_the_command_explains_in_the_language_it_is_told(sample_store: Path) -> None:
    def said(*arguments: str) -> str:
        return tracuu("--data", sample_store, "--lang", "en", "ask", *arguments).stdout

    assert said("Có bao nhiêu báo cáo của cấp tỉnh?").splitlines()[1] == "Reports, province level: 2"
    assert (
        json.loads(said("--json", "Ai ký báo cáo xã Ba Vì?"))["answer"]
        == "There is no such report in the store: xã Ba Vì."
    )


def test_reports_that_cite_a_type_of_document_are_counted_by_their_references(sample_engine: SearchEngine) -> None:
    of_government = answered(sample_engine, "Có bao nhiêu báo cáo viện dẫn nghị định của Chính phủ?")
    assert (of_government.method, of_government.confidence) == ("header", 1.0)
    assert of_government.answer.startswith("5 báo cáo viện dẫn nghị định:")
    assert all("Nghị định số" in source.quote for source in of_government.sources)
    assert len(answered(sample_engine, "Những báo cáo nào căn cứ vào luật?").sources) == 5
    assert len(answered(sample_engine, "Bao nhiêu báo cáo cấp xã viện dẫn nghị quyết?").sources) == 2
    assert not answered(sample_engine, "Có báo cáo nào viện dẫn thông tư không?").found
    assert answered(sample_engine, "Bao nhiêu báo cáo viện dẫn nghị định của Quốc hội?").method != "header"


@pytest.mark.parametrize(
    "question",
    ["Ban Chỉ huy Phòng, chống thiên tai gồm những ai?", "UBND xã Tân Lập gồm những ai?", "UBND phường Bến Đá là gì?"],
)
def test_a_list_of_its_reports_does_not_answer_what_an_agency_is(sample_engine: SearchEngine, question: str) -> None:
    assert not answered(sample_engine, question).found


@pytest.mark.parametrize(
    ("question", "reply", "quote"),
    [
        ("Có tử vong mẹ ở xã Nậm Lìa không?", "Không.", "Không có tử vong mẹ"),
        ("Có người chết do cháy ở thị trấn Khê Hạ không?", "Không.", "không có người chết"),
        ("Có trụ nước chữa cháy tại thị trấn Khê Hạ không?", "Chưa.", "chưa có trụ nước chữa cháy"),
        ("Có chợ ở xã Vân Sơn không?", "Có.", "có 01 chợ"),
    ],
)
def test_a_place_said_last_is_asked_as_one_said_first(
    sample_engine: SearchEngine, question: str, reply: str, quote: str
) -> None:
    given = answered(sample_engine, question)
    assert given.answer.splitlines()[0] == reply
    assert quote in given.sources[0].quote
