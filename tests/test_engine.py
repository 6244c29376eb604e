"""Asking: the promises of search over the real reports and the samples."""

from __future__ import annotations

import json
import math
from pathlib import Path
from threading import Thread

import pytest

from bench.disturbed import HashEncoder
from tests.asking import passages_seen
from tests.conftest import SHARED, needs_shared
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import SearchEngine, SearchResult
from tracuu.search.errors import EmptyQueryError, FilterValueError, QuestionTooLongError
from tracuu.search.judged import read_judged

OWN = Path(__file__).parent / "samples_queries.jsonl"

FUNDING = {
    "000": "Kinh phí cho hoạt động thông tin đối ngoại còn hạn chế",
    "001": "còn hạn hẹp",
    "002": "chưa được phân bổ",
    "003": "Chưa có kinh phí",
}


def found(result: SearchResult, file: str, said: str, within: int) -> bool:
    return any(h.passage.report.file.startswith(file) and said in h.passage.text for h in result.hits[:within])


@needs_shared
@pytest.mark.parametrize("question", ["kinh phí hạn chế", "KINH PHÍ HẠN CHẾ", "kinh phi han che"])
def test_the_main_job(seed_engine: SearchEngine, question: str) -> None:
    result = seed_engine.search(question, k=10)
    assert result.found
    for file, said in FUNDING.items():
        assert found(result, file, said, 6), said
    assert found(result, "004", "Ngân sách hàng năm bố trí", 10)
    with seed_engine.view() as view:
        headings = {s.heading for report in view.reports() for s in report.sections}
    for hit in result.hits:
        assert hit.passage.text not in headings
        assert not hit.passage.text.startswith(("Kính gửi", "Nơi nhận", "TM.", "KT.", "Lưu"))


@pytest.mark.parametrize("question", ["kinh phí hạn chế", "KINH PHÍ HẠN CHẾ", "kinh phi han che"])
def test_the_main_job_on_the_samples(sample_engine: SearchEngine, sample_view: View, question: str) -> None:
    """Of the twelve reports that say in their own words that money is short, most within the first ten, best first."""
    judged = {query.id: query for query in read_judged(OWN)}["s001"]
    gains = judged.gains(passages_seen(sample_view))
    result = sample_engine.search(question, 10)
    fully = [gains.get(hit.passage.key, 0) == 3 for hit in result.hits]
    assert result.found
    assert fully[:3] == [True] * 3
    assert sum(fully) >= 6
    assert len({hit.passage.report.id for hit in result.hits}) >= 7
    headings = {s.heading for report in sample_view.reports() for s in report.sections}
    for hit in result.hits:
        assert hit.passage.text not in headings
        assert not hit.passage.text.startswith(("Kính gửi", "Nơi nhận", "TM.", "KT.", "Lưu"))


def test_without_accents_the_understanding_is_shown(sample_engine: SearchEngine) -> None:
    assert sample_engine.search("kinh phi han che").understood_as == "kinh phí hạn chế"
    assert sample_engine.search("kinh phí hạn chế").understood_as is None


@needs_shared
def test_the_json_contract(seed_engine: SearchEngine) -> None:
    answer = json.loads(json.dumps(seed_engine.search("kinh phí hạn chế", k=3).to_json()))
    assert list(answer) == [
        "query", "understood_as", "conditions", "not_understood", "absent", "confidence", "found", "verdict",
        "calibrated", "took_ms", "results",
    ]  # fmt: skip
    hit = answer["results"][0]
    assert list(hit) == [
        "rank", "score", "passage_id", "text", "highlights", "report", "section", "role", "paragraph", "page",
        "citation", "also_in",
    ]  # fmt: skip
    assert hit["citation"] == "Báo cáo số 132/BC-UBND ngày 17/8/2023 của UBND xã Ngọc Lâm, mục II, đoạn 4"
    assert (hit["section"], hit["role"], hit["paragraph"]) == (["II. Tồn tại, hạn chế"], "limitations", 4)
    assert hit["report"]["issued"] == "2023-08-17"
    assert set(hit["report"]) == {
        "id", "file", "doc_type", "number", "issued", "agency", "level", "province", "title", "signer", "signer_role",
        "unsure",
    }  # fmt: skip
    ((start, end),) = hit["highlights"]
    assert hit["text"][start:end].startswith("Kinh phí")


def test_the_json_contract_on_the_samples(sample_engine: SearchEngine) -> None:
    hit = json.loads(json.dumps(sample_engine.search("kinh phí hạn chế", k=3).to_json()))["results"][0]
    assert hit["text"].startswith("Kinh phí dành cho cải cách hành chính còn hạn chế, cả năm được cấp 12 triệu đồng")
    assert hit["citation"] == "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập, mục III.2, đoạn 3"
    assert hit["section"] == ["III. ĐÁNH GIÁ CHUNG", "2. Tồn tại, hạn chế"]
    assert (hit["rank"], hit["role"], hit["paragraph"], hit["page"]) == (1, "limitations", 3, None)
    ((start, end),) = hit["highlights"]
    assert hit["text"][start:end].endswith("chỉ đủ in biểu mẫu và làm băng rôn;")


def test_the_best_sentence_of_a_sample_is_marked(sample_engine: SearchEngine) -> None:
    result = sample_engine.search("hướng dẫn thống nhất về chế độ bồi dưỡng người tiếp công dân kiêm nhiệm")
    ((start, end),) = result.hits[0].highlights
    marked = result.hits[0].passage.text[start:end]
    assert marked == "có hướng dẫn thống nhất về chế độ bồi dưỡng đối với người tiếp công dân kiêm nhiệm."
    assert start > 0


@needs_shared
def test_the_best_sentence_is_marked(seed_engine: SearchEngine) -> None:
    result = seed_engine.search("trình độ cán bộ còn hạn chế, cơ sở vật chất thiếu")
    hit = next(h for h in result.hits if h.passage.text.startswith("Các đơn vị, ban ngành"))
    ((start, end),) = hit.highlights
    assert "cơ sở vật chất còn thiếu" in hit.passage.text[start:end] or "Trình độ" in hit.passage.text[start:end]
    assert start > 0


@needs_shared
def test_the_same_paragraph_twice_is_one_result(seed_engine: SearchEngine) -> None:
    result = seed_engine.search("Đẩy mạnh ứng dụng công nghệ thông tin trong hoạt động đối ngoại của huyện", k=20)
    texts = [hit.passage.text for hit in result.hits]
    assert len(texts) == len(set(texts))
    assert any(hit.also_in for hit in result.hits)


def test_what_two_reports_say_word_for_word_is_one_result(tmp_path: Path) -> None:
    said = "Kinh phí cho công tác thu gom rác còn hạn chế, xe chở rác đã cũ và hay hỏng."
    for name in ("A", "B"):
        text = f"UBND XÃ {name}\n\nBÁO CÁO\nKết quả năm 2023\n\nI. HẠN CHẾ\n\n{said}\n\nRiêng xã {name} đủ người.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    encoder = HashEncoder()
    sync(tmp_path / "kho", [tmp_path / "A.txt", tmp_path / "B.txt"], encoder)
    engine = SearchEngine.open_with(tmp_path / "kho", encoder)
    hits = [hit for hit in engine.search("kinh phí thu gom rác", 20).hits if hit.passage.text == said]
    engine.close()
    assert len(hits) == 1
    assert len(hits[0].also_in) == 1


def test_filters_apply_before_ranking_in_the_samples(sample_engine: SearchEngine) -> None:
    wanted = Filter(agencies=("Khe Hạ",), roles=("proposals",))
    result = sample_engine.search("kinh phí hạn chế", 20, wanted)
    assert len(result.hits) == 3, "all three paragraphs of that section, however far down they rank without a filter"
    assert {hit.passage.role for hit in result.hits} == {"proposals"}
    typed = sample_engine.search('kinh phí hạn chế cơ_quan:"Khe Hạ" mục:"kiến nghị"')
    assert [h.passage.key for h in typed.hits] == [h.passage.key for h in result.hits]


@needs_shared
def test_filters_apply_before_ranking(seed_engine: SearchEngine) -> None:
    result = seed_engine.search("kinh phí hạn chế", 10, Filter(agencies=("Tuy Phước",), roles=("proposals",)))
    assert len(result.hits) == 4, "all four paragraphs of that section, however far down they rank without a filter"
    assert {hit.passage.role for hit in result.hits} == {"proposals"}
    typed = seed_engine.search('kinh phí hạn chế cơ_quan:"Tuy Phước" mục:"kiến nghị"')
    assert [h.passage.key for h in typed.hits] == [h.passage.key for h in result.hits]


@pytest.mark.parametrize(
    ("wanted", "check"),
    [
        (Filter(levels=("commune",)), lambda h: h.passage.report.header.level == "commune"),
        (Filter(provinces=("an giao",)), lambda h: h.passage.report.header.province == "An Giao"),
        (Filter(years=(2022, 2023)), lambda h: h.passage.report.year in (2022, 2023)),
        (Filter(doc_types=("báo cáo",)), lambda h: h.passage.report.header.doc_type == "Báo cáo"),
        (Filter(roles=("limitations",)), lambda h: h.passage.role == "limitations"),
    ],
)  # fmt: skip
def test_every_filter_admits_only_its_own(sample_engine: SearchEngine, wanted: Filter, check: object) -> None:
    hits = sample_engine.search("kinh phí hạn chế", 20, wanted).hits
    assert hits
    assert callable(check)
    assert all(check(hit) for hit in hits)


def test_a_phrase_must_stand_word_for_word(sample_engine: SearchEngine) -> None:
    hits = sample_engine.search('"kinh phí"', 50).hits
    assert hits
    assert all("kinh phí" in hit.passage.text.lower() for hit in hits)
    without = sample_engine.search("kinh phí -kinh", 50).hits
    assert not any("kinh" in hit.passage.text.lower().split() for hit in without)
    assert sample_engine.search('"chế hạn phí kinh"').hits == ()
    folded = sample_engine.search('"kinh phi"', 50).hits
    assert {hit.passage.key for hit in hits} <= {hit.passage.key for hit in folded}


@pytest.mark.parametrize(
    "question",
    ["xqzwv brrr", "giá vàng SJC hôm nay", "cách nấu phở bò", "lịch thi đấu bóng đá SEA Games",
     "số vụ ly hôn trên địa bàn", "Ai ký báo cáo phòng chống tham nhũng của tỉnh Lào Cai?"],
)  # fmt: skip
def test_what_no_report_answers_is_not_called_found(sample_engine: SearchEngine, question: str) -> None:
    assert not sample_engine.search(question).found


@pytest.mark.parametrize(
    "question",
    ["kinh phí hạn chế", "kinh phi han che", "tảo hôn", "đề nghị mở lớp tập huấn", "nuoc thai cho dem",
     "trạm y tế thiếu bác sỉ", "Khách du lịch đến Hải Lâm lưu trú bình quân mấy ngày?",
     "Nguyên nhân các vụ cháy ở thị trấn Khê Hạ là gì?"],
)  # fmt: skip
def test_what_reports_say_is_called_found(sample_engine: SearchEngine, question: str) -> None:
    assert sample_engine.search(question).found


def test_a_name_or_a_figure_that_no_report_has_lowers_the_confidence(sample_engine: SearchEngine) -> None:
    known, unknown = ("Xã Tân Lập giải quyết hồ sơ đúng hạn", "Xã Tân Xuyên giải quyết hồ sơ đúng hạn")
    assert sample_engine.search(known).confidence > sample_engine.search(unknown).confidence
    evidence = [sample_engine.search(f"cải cách hành chính năm {year}").evidence for year in (2023, 1987)]
    assert [found and found.stranger for found in evidence] == [False, True]


@needs_shared
def test_nothing_judged_unanswerable_is_called_found(seed_engine: SearchEngine) -> None:
    assert called_found(seed_engine, SHARED / "queries" / "dev.jsonl") == []


def test_nothing_judged_unanswerable_in_the_samples_is_called_found(sample_engine: SearchEngine) -> None:
    assert called_found(sample_engine, OWN) == []


def called_found(engine: SearchEngine, queries: Path) -> list[str]:
    """The questions judged to have no answer that the engine calls found all the same."""
    unanswerable = [query for query in read_judged(queries) if query.type == "ood"]
    assert unanswerable
    return [query.text for query in unanswerable if engine.search(query.text).found]


def test_how_many_are_asked_for_does_not_change_their_order(sample_engine: SearchEngine) -> None:
    few, many = (sample_engine.search("cán bộ kiêm nhiệm nhiều việc", k).hits for k in (10, 100))
    assert [hit.passage.key for hit in many[:10]] == [hit.passage.key for hit in few]


def test_questions_that_cannot_be_asked(sample_engine: SearchEngine) -> None:
    with pytest.raises(EmptyQueryError):
        sample_engine.search("  ")
    with pytest.raises(FilterValueError):
        sample_engine.search("kinh phí năm:hai-nghìn")
    for question in ("a" * 1001, "kinh " * 101):
        with pytest.raises(QuestionTooLongError):
            sample_engine.search(question)


@pytest.mark.parametrize(
    "question",
    ['"', "' OR 1=1; --", "id:* AND (", "\x00 kinh", "😀 kinh phí", "\ud800 x",
     "a" * 1000, "kinh " * 100],
)  # fmt: skip
def test_hostile_questions_are_only_words(sample_engine: SearchEngine, question: str) -> None:
    try:
        sample_engine.search(question, 3)
    except EmptyQueryError:
        assert question == '"'


def test_every_result_is_verbatim(sample_engine: SearchEngine, sample_view: View) -> None:
    for question in ("tập huấn nghiệp vụ", "phân loại rác", "hạn chế và nguyên nhân"):
        for hit in sample_engine.search(question, 20).hits:
            full = sample_view.full_report(hit.passage.report.id)
            assert full is not None
            assert full.paragraphs[hit.passage.ordinal - 1].text == hit.passage.text
            for start, end in hit.highlights:
                assert 0 <= start < end <= len(hit.passage.text)


@pytest.mark.slow
def test_a_fact_at_the_end_of_a_long_paragraph_is_found(tmp_path: Path, encoder: Encoder) -> None:
    does = "tổ chức sinh hoạt định kỳ, vận động hội viên tham gia phong trào chung, giữ gìn vệ sinh đường làng ngõ xóm"
    said = [f"Đoàn thể thôn {name} {does} và thăm hỏi gia đình chính sách nhân dịp lễ, tết." for name in "ABCDEFGH"]
    last = "Cầu treo bản Nà Phai bị lũ cuốn hỏng hai nhịp, ước thiệt hại 340 triệu đồng."
    long = " ".join(said * 8) + " " + last
    assert len(long.split()) > 2000
    report = "\n\n".join(["BÁO CÁO\nKết quả năm 2023", "I. TÌNH HÌNH", *said, long, "Cầu qua suối được sơn lại."])
    (tmp_path / "dài.txt").write_text(report + "\n", encoding="utf-8")
    sync(tmp_path / "kho", [tmp_path / "dài.txt"], encoder)
    engine = SearchEngine.open_with(tmp_path / "kho", encoder)
    for question in ("thiệt hại do lũ ở cầu treo", "cau treo ban Na Phai"):
        hit = engine.search(question, 3).hits[0]
        assert hit.passage.text == long
        assert [long[start:end] for start, end in hit.highlights] == [last]
    engine.close()


def test_an_open_engine_follows_to_the_next_generation(tmp_path: Path, encoder: Encoder) -> None:
    folder = tmp_path / "báo cáo"
    folder.mkdir()
    (folder / "một.txt").write_text("BÁO CÁO\nKết quả năm 2023\n\nKinh phí còn hạn chế.\n", encoding="utf-8")
    sync(tmp_path / "kho", [folder], encoder)
    engine = SearchEngine.open_with(tmp_path / "kho", encoder)
    before = {hit.passage.report.file for hit in engine.search("kinh phí", 50).hits}
    (folder / "hai.txt").write_text("BÁO CÁO\nKết quả năm 2024\n\nKinh phí đã đủ.\n", encoding="utf-8")
    sync(tmp_path / "kho", [folder], encoder)
    after = {hit.passage.report.file for hit in engine.search("kinh phí", 50).hits}
    engine.close()
    assert (before, after) == ({"một.txt"}, {"một.txt", "hai.txt"})


def test_one_engine_serves_many_threads(sample_engine: SearchEngine) -> None:
    questions = ["kinh phí hạn chế", "tập huấn", "phân loại rác", "kinh phi han che"] * 3
    alone = {question: [h.passage.key for h in sample_engine.search(question).hits] for question in questions}
    together: list[bool] = []

    def ask(question: str) -> None:
        together.append([h.passage.key for h in sample_engine.search(question).hits] == alone[question])

    threads = [Thread(target=ask, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [True] * len(questions)


def test_judged_queries_over_the_samples(sample_engine: SearchEngine, sample_view: View) -> None:
    """nDCG@10 of the project's own judged set; falls when retrieval gets worse."""
    passages = passages_seen(sample_view)
    scores = []
    lines = (Path(__file__).parent / "samples_queries.jsonl").read_text(encoding="utf-8").splitlines()
    for judged in map(json.loads, lines):
        if judged["type"] in ("fact", "ood"):
            continue
        gains: dict[str, int] = {}
        for stretch in judged["relevant"]:
            holders = [p.key for p in passages if p.report.file == stretch["file"] and stretch["contains"] in p.text]
            assert holders, stretch
            for key in holders:
                gains[key] = max(gains.get(key, 0), 2 ** stretch["grade"] - 1)
        got = [gains.get(hit.passage.key, 0) for hit in sample_engine.search(judged["query"], 10).hits]
        best = sorted(gains.values(), reverse=True)[:10]
        scores.append(
            sum(g / math.log2(r) for r, g in enumerate(got, 2)) / sum(g / math.log2(r) for r, g in enumerate(best, 2))
        )
    assert sum(scores) / len(scores) > 0.77


def test_quotes_that_stand_nowhere_count_as_words_of_a_longer_question(sample_engine: SearchEngine) -> None:
    asked = sample_engine.search('kinh phí "hạn chế nghiêm trọng vô cùng" ở xã')
    assert asked.understood_as == "kinh phí hạn chế nghiêm trọng vô cùng ở xã"
    assert asked.hits
    assert not sample_engine.search('"hạn chế nghiêm trọng vô cùng"').hits
    held = sample_engine.search('kinh phí "hạn chế" ở xã')
    assert held.understood_as is None
    assert all("hạn chế" in hit.passage.text.lower() for hit in held.hits)
