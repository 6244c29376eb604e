"""The judged sets: what is said to be relevant stands in the reports as they are read, and every kind is there."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tracuu.corpus import read_report
from tracuu.corpus.vietnamese import fold, nfc
from tracuu.search.judged import NOT_RETRIEVAL, read_judged, squeeze

TESTS = Path(__file__).parent
SETS = {
    "samples_queries.jsonl": SAMPLES,
    "samples_test_queries.jsonl": SAMPLES,
    "district/queries.jsonl": TESTS / "district" / "reports",
}


@cache
def paragraphs(file: Path) -> tuple[str, ...]:
    return tuple(squeeze(paragraph.text) for paragraph in read_report(file).paragraphs)


@pytest.mark.parametrize("name", SETS)
def test_what_is_judged_relevant_stands_in_the_report(name: str) -> None:
    queries = read_judged(TESTS / name)
    assert len({query.id for query in queries}) == len(queries)
    assert len({fold(query.text) for query in queries}) == len(queries) or name == "samples_queries.jsonl"
    for query in queries:
        assert bool(query.stretches) or query.type in (*NOT_RETRIEVAL,), query.id
        for file, words, grade in query.stretches if query.type != "fact" else ():  # a fact may stand in the header
            assert grade in (1, 2)
            assert nfc(words) == words
            assert any(squeeze(words) in text for text in paragraphs(SETS[name] / file)), (query.id, file, words)


def test_every_kind_of_question_is_asked_often_enough() -> None:
    asked = Counter(query.type for query in read_judged(TESTS / "samples_test_queries.jsonl"))
    wanted = {"paraphrase": 30, "english": 20, "near": 40, "table": 10}
    assert asked.total() >= 150
    assert all(asked[kind] >= least for kind, least in wanted.items())


def test_the_district_is_one_over_six_years() -> None:
    files = sorted((TESTS / "district" / "reports").iterdir())
    headers = [read_report(file).header for file in files]
    assert len(files) == 30
    assert all(header.agency and header.number and header.signer for header in headers)
    assert {(header.issued or "")[:4] for header in headers} >= {str(year) for year in range(2018, 2023)}
    lines = Counter(text for file in files for text in paragraphs(file))
    assert sum(count > 1 for count in lines.values()) > 20, "boilerplate is repeated to the letter"
