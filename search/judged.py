"""Judged queries from disk: BEIR's folders, and the project's own files of queries over reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ir_measures import Qrel

from ..corpus.report import Header, Paragraph, Report
from ..corpus.vietnamese import nfc
from ..index.records import Passage
from ..words import both
from .errors import JudgedSetError

NOT_RETRIEVAL = ("fact", "ood", "near")
"""Types of query that ask for an answer or that nothing answers: there is nothing to rank for them."""

EMPHASIS = re.compile(r"[*#]")


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A question and what was judged to answer it.

    Attributes:
        id: its name.
        text: the question.
        type: what kind of question it is; "" where the set does not say.
        stretches: (start of the report's file name, words of the passage, grade) of what answers it.
    """

    id: str
    text: str
    type: str
    stretches: tuple[tuple[str, str, int], ...]

    def gains(self, passages: Iterable[Passage]) -> dict[str, int]:
        """For the public id of each relevant passage its gain, 2^grade - 1 (Burges et al. 2005)."""
        found: dict[str, int] = {}
        for passage in passages:
            text = squeeze(passage.text)
            for file, words, grade in self.stretches:
                if passage.report.file.startswith(file) and squeeze(words) in text:
                    found[passage.key] = max(found.get(passage.key, 0), 2**grade - 1)
        return found


def squeeze(text: str) -> str:
    """Runs of white space as one space, emphasis marks gone."""
    return " ".join(EMPHASIS.sub("", text).split())


def read_judged(file: Path) -> list[JudgedQuery]:
    """The queries of a file in the project's own format: {"id", "query", "type", "relevant"} a line.

    Raises:
        JudgedSetError: the file is missing or a line is not so.
    """
    queries = []
    for number, row in _lines(file):
        try:
            stretches = tuple((str(r["file"]), nfc(r["contains"]), int(r["grade"])) for r in row["relevant"])
            queries.append(JudgedQuery(str(row["id"]), str(row["query"]), str(row.get("type", "")), stretches))
        except (ValueError, TypeError, KeyError) as error:
            raise _wrong_line(file, number) from error
    return queries


def read_measured(file: Path) -> dict[str, dict[str, float]]:
    """What an earlier evaluation measured for each query, from its JSON.

    Raises:
        JudgedSetError: the file is no such JSON.
    """
    try:
        by_query = json.loads(_text(file))["by_query"]
        return {query: {name: float(value) for name, value in row.items()} for query, row in by_query.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise JudgedSetError(both("errors.judged_no_output", file=file.name)) from error


def read_documents(folder: Path) -> list[Report]:
    """Each document of `folder`/corpus.jsonl as a report of one paragraph, its title in front."""
    reports = []
    for row in _beir_rows(folder / "corpus.jsonl"):
        text = " ".join(nfc(f"{row.get('title') or ''} {row['text']}").split())
        reports.append(Report(row["_id"], Header(), paragraphs=(Paragraph(1, text, "paragraph", ()),) if text else ()))
    return reports


def read_queries(folder: Path) -> dict[str, str]:
    """Text of each query of `folder`/queries.jsonl by its id."""
    return {row["_id"]: row["text"] for row in _beir_rows(folder / "queries.jsonl")}


def read_qrels(folder: Path) -> list[Qrel]:
    """The judgements of `folder`/qrels/test.tsv."""
    file = folder / "qrels" / "test.tsv"
    qrels = []
    for number, line in enumerate(_text(file).splitlines()[1:], 2):
        if line.strip():
            try:
                query_id, document_id, grade = line.split("\t")
                qrels.append(Qrel(query_id, document_id, int(grade)))
            except ValueError as error:
                raise _wrong_line(file, number) from error
    return qrels


def _beir_rows(file: Path) -> Iterator[dict[str, Any]]:
    for number, row in _lines(file):
        try:
            yield {**row, "_id": str(row["_id"]), "text": str(row["text"])}
        except (TypeError, KeyError) as error:
            raise _wrong_line(file, number) from error


def _lines(file: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(_text(file).splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise _wrong_line(file, number) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError(both("errors.judged_unreadable", file=file.name)) from error


def _wrong_line(file: Path, number: int) -> JudgedSetError:
    return JudgedSetError(both("errors.judged_line", file=file.name, number=number))
