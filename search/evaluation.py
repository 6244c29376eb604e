"""Judged queries in BEIR's layout against the engine that everyone searches with."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, R, nDCG

from corpus.report import Header, Paragraph, Report
from corpus.vietnamese import nfc
from index.encoder import Encoder
from index.ingest import Progress, store_reports
from search.engine import SearchEngine
from search.errors import EmptyQueryError, JudgedSetError

MEASURES = (nDCG @ 10, R @ 10, R @ 100, RR @ 10)
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over the judged queries, by measure, and how many queries and passages there were."""

    measures: dict[str, float]
    queries: int
    passages: int


def evaluate(folder: Path, encoder: Encoder, progress: Progress = lambda *_: None) -> Evaluation:
    """Index `folder`/corpus.jsonl into a temporary store and ask it the queries that qrels/test.tsv judges.

    Raises:
        JudgedSetError: a file is missing or is not as BEIR has it.
    """
    qrels = read_qrels(folder)
    judged = {qrel.query_id for qrel in qrels}
    queries = {query_id: text for query_id, text in read_queries(folder).items() if query_id in judged}
    reports = read_documents(folder)
    with tempfile.TemporaryDirectory(prefix="tracuu-eval-") as temporary:
        data = Path(temporary)
        store_reports(data, reports, encoder, progress)
        engine = SearchEngine.open_with(data, encoder)
        try:
            run: list[ir_measures.ScoredDoc] = []
            for done, (query_id, text) in enumerate(queries.items()):
                progress("search", done, len(queries))
                run.extend(_scored(engine, query_id, text))
            progress("search", len(queries), len(queries))
        finally:
            engine.close()
    values = ir_measures.calc_aggregate(MEASURES, qrels, run)
    return Evaluation({str(m): float(values[m]) for m in MEASURES}, len(queries), len(reports))


def _scored(engine: SearchEngine, query_id: str, text: str) -> Iterator[ir_measures.ScoredDoc]:
    try:
        hits = engine.search(text, k=DEPTH).hits
    except EmptyQueryError:
        return
    for hit in hits:
        same = [engine.catalog.passage(key) for key, _ in hit.also_in]
        files = [passage.report.file for passage in (hit.passage, *same) if passage]
        for offset, file in enumerate(files):
            yield ir_measures.ScoredDoc(query_id, file, -hit.rank - offset / 1000)


def read_documents(folder: Path) -> list[Report]:
    """Each document of `folder`/corpus.jsonl as a report of one paragraph, its title in front."""
    reports = []
    for row in _rows(folder / "corpus.jsonl"):
        text = " ".join(nfc(f"{row.get('title') or ''} {row['text']}").split())
        reports.append(Report(row["_id"], Header(), paragraphs=(Paragraph(1, text, "paragraph", ()),) if text else ()))
    return reports


def read_queries(folder: Path) -> dict[str, str]:
    """Text of each query of `folder`/queries.jsonl by its id."""
    return {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}


def read_qrels(folder: Path) -> list[ir_measures.Qrel]:
    """The judgements of `folder`/qrels/test.tsv."""
    return list(_qrels(folder / "qrels" / "test.tsv"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError(f"không đọc được “{path.name}”", f"“{path.name}” cannot be read") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield {**row, "_id": str(row["_id"]), "text": str(row["text"])}
        except (ValueError, TypeError, KeyError) as error:
            raise JudgedSetError(
                f"dòng {number} của “{path.name}” không đúng", f"line {number} of “{path.name}” is wrong"
            ) from error


def _qrels(path: Path) -> Iterator[ir_measures.Qrel]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError("không đọc được “qrels/test.tsv”", "“qrels/test.tsv” cannot be read") from error
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            query_id, document_id, grade = line.split("\t")
            yield ir_measures.Qrel(query_id, document_id, int(grade))
        except ValueError as error:
            raise JudgedSetError(
                f"dòng {number} của “qrels/test.tsv” không đúng", f"line {number} of “qrels/test.tsv” is wrong"
            ) from error
