"""Retrieval on a twenty-fourth of XQuAD, in both spellings (`make bench` asks all of it), and how runs are compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.xquad_to_beir import convert
from tests.conftest import SHARED, needs_shared
from tracuu.index.models.encoder import Encoder
from tracuu.search.errors import JudgedSetError
from tracuu.search.evaluation import MEASURES, compare, evaluate
from tracuu.search.judged import read_judged

ARTICLES = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of the 48 articles, 10 paragraphs, each question in both spellings."""
    source = json.loads((SHARED / "queries" / "xquad.vi.json").read_text(encoding="utf-8"))
    few = tmp_path_factory.mktemp("xquad")
    (few / "few.json").write_text(json.dumps({"data": source["data"][:ARTICLES]}), encoding="utf-8")
    for strip in (False, True):
        convert(few / "few.json", few / str(strip), strip_accents=strip)
    for name in ("queries.jsonl", "qrels/test.tsv"):
        stripped = (few / "True" / name).read_text(encoding="utf-8").splitlines()
        rows = [line.replace('"_id": "', '"_id": "plain-') for line in stripped]
        if name.endswith("tsv"):
            rows = [f"plain-{line}" for line in stripped[1:]]
        with (few / "False" / name).open("a", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
    return few / "False"


@needs_shared
def test_questions_find_their_paragraph_with_and_without_accents(folder: Path, encoder: Encoder) -> None:
    evaluation = evaluate(folder, encoder)
    assert evaluation.passages == 5 * ARTICLES
    assert evaluation.measures["nDCG@10"] > 0.97
    assert evaluation.measures["R@100"] >= evaluation.measures["R@10"] >= evaluation.measures["RR@10"]


MADE = {
    "Xã Nậm Lìa có 11 bản, 968 hộ và 4.873 người.": "Xã Nậm Lìa có bao nhiêu hộ?",
    "Phường Bến Đá thu gom 42 tấn rác mỗi ngày.": "Mỗi ngày phường thu gom bao nhiêu rác?",
    "Cầu treo bản Nà Phai bị lũ cuốn hỏng hai nhịp.": "Cầu treo bản Nà Phai hỏng vì sao?",
}


@pytest.mark.parametrize("strip", [False, True])
def test_a_made_collection_is_converted_and_measured(tmp_path: Path, encoder: Encoder, strip: bool) -> None:
    asked = [
        {"context": said, "qas": [{"id": str(n), "question": question}]}
        for n, (said, question) in enumerate(MADE.items())
    ]
    (tmp_path / "made.json").write_text(json.dumps({"data": [{"title": "x", "paragraphs": asked}]}), encoding="utf-8")
    convert(tmp_path / "made.json", tmp_path / "made", strip_accents=strip)
    evaluation = evaluate(tmp_path / "made", encoder)
    assert evaluation.passages == len(MADE)
    assert (evaluation.measures["nDCG@10"], evaluation.measures["R@10"]) == (1.0, 1.0)


OWN = [
    {"id": "một cửa", "type": "keyword", "query": "máy tính bộ phận một cửa",
     "relevant": [{"file": "nhỏ", "contains": "Máy tính  **một cửa** đã cũ", "grade": 2},
                  {"file": "nhỏ", "contains": "Bộ phận một cửa còn thiếu người", "grade": 1}]},
    {"id": "ngoài", "type": "ood", "query": "giá vàng hôm nay", "relevant": []},
]  # fmt: skip


def test_queries_in_our_own_format_are_measured_by_type(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "báo cáo").mkdir()
    body = "Máy tính một cửa đã cũ.\n\nBộ phận một cửa còn thiếu người.\n\nĐường liên thôn đã được bê tông hóa.\n"
    report = f"UBND XÃ A\nSố: 1/BC-UBND\n\nBÁO CÁO\nKết quả năm 2023\n\nI. HẠN CHẾ\n\n{body}"
    (tmp_path / "báo cáo" / "nhỏ.txt").write_text(report, encoding="utf-8")
    queries = tmp_path / "câu hỏi.jsonl"
    queries.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in OWN), encoding="utf-8")
    evaluation = evaluate(queries, encoder, reports=tmp_path / "báo cáo")
    assert (evaluation.queries, evaluation.passages) == (1, 3)
    assert evaluation.by_query["một cửa"]["nDCG@10"] == pytest.approx(1.0)
    assert evaluation.by_type == {"keyword": evaluation.measures}
    assert evaluation.missed == {}
    first = next(evaluation.trec_run())
    assert first.startswith("một cửa Q0 ")
    assert first.endswith("-1 1 0.0000 tracuu")


def test_words_that_no_passage_holds_are_named(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "báo cáo.txt").write_text("BÁO CÁO\nKết quả năm 2023\n\nĐường đã làm xong.\n", encoding="utf-8")
    queries = tmp_path / "câu hỏi.jsonl"
    queries.write_text(json.dumps(OWN[0], ensure_ascii=False), encoding="utf-8")
    with pytest.raises(JudgedSetError, match="một cửa"):
        evaluate(queries, encoder, reports=tmp_path / "báo cáo.txt")
    queries.write_text('{"id": 1}', encoding="utf-8")
    with pytest.raises(JudgedSetError, match="dòng 1"):
        read_judged(queries)


def test_two_runs_are_compared_query_by_query() -> None:
    def run(*values: float) -> dict[str, dict[str, float]]:
        return {str(i): {str(m): value for m in MEASURES} for i, value in enumerate(values)}

    same = compare(run(0.5, 1.0, 0.0), run(0.5, 1.0, 0.0))
    assert {(c.better, c.worse, c.p) for c in same} == {(0, 0, 1.0)}
    better = compare(run(*[0.9] * 12), run(*[0.5] * 12))[0]
    assert [better.here, better.there] == pytest.approx([0.9, 0.5])
    assert (better.better, better.worse) == (12, 0)
    assert better.p == pytest.approx(2 / 2**12, rel=0.05)
    chance = compare(run(*[0.9, 0.5] * 6), run(*[0.5, 0.9] * 6))[0]
    assert chance.p > 0.9
    with pytest.raises(JudgedSetError):
        compare(run(1.0), {})
