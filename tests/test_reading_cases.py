"""Files that were once read wrongly, each with its field and the right value; they are kept beside the repository."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.conftest import SHARED
from tracuu.corpus import read_report
from tracuu.corpus.formats import scan

FOLDER = SHARED / "cases" / "reading"
EXPECTED = FOLDER / "expected.jsonl"
ROWS = [json.loads(line) for line in EXPECTED.read_text("utf-8").splitlines()] if EXPECTED.is_file() else []


@cache
def read(file: str) -> dict[str, Any]:
    return read_report(FOLDER / file).to_json()


def value(report: dict[str, Any], field: str) -> Any:
    if field == "sections.count":
        return len(report["sections"])
    return report["references"][0]["number"] if field == "references.0.number" else report["header"][field]


@pytest.mark.skipif(not scan.vietnamese_installed(), reason="tesseract with vie is not installed")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['file']} {row['field']}")
def test_a_field_that_was_read_wrongly_is_right(row: dict[str, Any]) -> None:
    report = read(row["file"])
    if row["field"] == "warnings":
        assert any("không phải chữ Việt" in warning for warning in report["warnings"])
    else:
        assert value(report, row["field"]) == row["right"]
