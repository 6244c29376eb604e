"""Questions that were once answered wrongly, with what must hold: over the samples and the real reports together."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking import answered
from tests.conftest import SAMPLES, SHARED
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.models.encoder import Encoder
from tracuu.index.records import ReportRecord
from tracuu.search import SearchEngine, SearchResult

CASES = SHARED / "cases" / "questions.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()] if CASES.is_file() else []


@pytest.fixture(scope="module")
def engine(
    sample_store: Path, seed_store: Path, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[SearchEngine]:
    """A store of both, for which nothing is encoded that one of them has."""
    data = tmp_path_factory.mktemp("both") / "store"
    shutil.copytree(sample_store, data)
    with sqlite3.connect(data / CATALOG_FILE) as catalog:
        catalog.execute("ATTACH ? AS other", (str(seed_store / CATALOG_FILE),))
        catalog.execute("INSERT OR IGNORE INTO vectors SELECT * FROM other.vectors")
        catalog.commit()
        catalog.execute("DETACH other")
    sync(data, [SAMPLES, SHARED / "reports"], encoder)
    engine = SearchEngine.open_with(data, encoder)
    yield engine
    engine.close()


def keys(found: SearchResult) -> list[str]:
    return [hit.passage.key for hit in found.hits]


def obeys(report: ReportRecord, only: dict[str, list[Any]]) -> bool:
    said = {"year": report.year, "agency": report.header.agency}
    return all(said[name] in values for name, values in only.items())


@pytest.mark.parametrize("row", [row for row in ROWS if row["command"] == "search"], ids=lambda row: str(row["id"]))
def test_a_search_that_was_wrong_is_right(engine: SearchEngine, row: dict[str, Any]) -> None:
    found = engine.search(row["query"], 10)
    assert found.found == row.get("found", found.found)
    if "first_number" in row:
        assert found.hits[0].passage.report.header.number == row["first_number"]
    if "same_first_as" in row:
        assert keys(found)[:1] == keys(engine.search(row["same_first_as"], 10))[:1]
    if "same_list_and_verdict_as" in row:
        other = engine.search(row["same_list_and_verdict_as"], 10)
        assert (keys(found), found.confidence) == (keys(other), other.confidence)
    if "not_understood_as" in row:
        assert row["not_understood_as"] not in (found.understood_as or "")
    if "only" in row and not all(obeys(hit.passage.report, row["only"]) for hit in found.hits):
        assert found.not_understood or not all(one.applied for one in found.conditions)


@pytest.mark.parametrize("row", [row for row in ROWS if row["command"] == "ask"], ids=lambda row: str(row["id"]))
def test_an_answer_that_was_wrong_is_right(engine: SearchEngine, row: dict[str, Any]) -> None:
    given = answered(engine, row["query"])
    with engine.view() as view:
        numbers = {report.id: report.header.number for report in view.reports()}
    said = {numbers[source.passage_id.rpartition("-")[0]] for source in given.sources}
    if "numbers" in row:
        assert said == set(row["numbers"])
    if row.get("not_confident"):
        assert given.confidence <= 0.6 or given.not_understood
    if row.get("not_all_reports"):
        assert len({source.passage_id.rpartition("-")[0] for source in given.sources}) < len(numbers)
