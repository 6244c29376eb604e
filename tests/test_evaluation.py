"""Retrieval on a twelfth of XQuAD, as asked and with the accents taken off; `make bench` asks all of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.xquad_to_beir import convert
from index.encoder import Encoder
from search.evaluation import evaluate
from tests.conftest import SHARED, needs_shared

ARTICLES = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four of the 48 articles, 20 paragraphs, each question in both spellings."""
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
