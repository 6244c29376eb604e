"""nDCG@10 over judged queries in the project's own format, by type of query and in the mean.

    python bench/judged.py QUERIES.jsonl REPORTS_FOLDER [--misses]

A passage is relevant with the highest grade among the stretches it holds; gain is 2^grade - 1.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from index.encoder import load_encoder
from index.ingest import sync
from search.engine import SearchEngine


def main() -> None:
    """Measure the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--misses", action="store_true", help="list the queries below .8 with what was found first")
    arguments = parser.parse_args()
    encoder = load_encoder("bundled")
    with tempfile.TemporaryDirectory() as temporary:
        sync(Path(temporary), [arguments.reports], encoder)
        engine = SearchEngine.open_with(Path(temporary), encoder)
        passages = all_passages(engine)
        scores: dict[str, list[float]] = defaultdict(list)
        for line in arguments.queries.read_text(encoding="utf-8").splitlines():
            judged = json.loads(line)
            result = engine.search(judged["query"], 10)
            if judged["type"] == "ood":
                print(f"ood   {result.confidence:.2f}  {judged['query']}")
                continue
            if judged["type"] == "fact":
                continue
            gains, ideal = gains_of(judged, passages, [hit.passage for hit in result.hits])
            value = dcg(gains) / dcg(ideal)
            scores[judged["type"]].append(value)
            if not result.found:
                print(f"doubt {result.confidence:.2f}  {judged['query']}")
            if arguments.misses and value < 0.8:
                print(
                    f"{value:.2f} {judged['id']} {judged['query']}:",
                    [hit.passage.text[:50] for hit in result.hits[:3]],
                )
        engine.close()
    for kind, values in scores.items():
        print(f"{kind:<14} {sum(values) / len(values):.3f}  ({len(values)})")
    every = [value for values in scores.values() for value in values]
    print(f"{'mean':<14} {sum(every) / len(every):.3f}  ({len(every)})")


def gains_of(judged: dict[str, Any], passages: list[Any], found: list[Any]) -> tuple[list[int], list[int]]:
    """Gains of the passages found, in order, and those of a perfect ranking."""
    best: dict[int, int] = {}
    for stretch in judged["relevant"]:
        said = squeeze(stretch["contains"])
        holders = [
            passage
            for passage in passages
            if passage.report.file.startswith(stretch["file"]) and said in squeeze(passage.text)
        ]
        if not holders:
            print("no passage holds", stretch)
        for passage in holders:
            best[passage.id] = max(best.get(passage.id, 0), 2 ** stretch["grade"] - 1)
    return [best.get(passage.id, 0) for passage in found], sorted(best.values(), reverse=True)[:10]


def all_passages(engine: SearchEngine) -> list[Any]:
    """Every passage of the store."""
    ids = [passage_id for passage_id, _, _ in engine.catalog.passage_texts()]
    return list(engine.catalog.passages(ids).values())


def squeeze(text: str) -> str:
    """Runs of white space as one space, emphasis marks gone."""
    return re.sub(r"\s+", " ", re.sub(r"[*#]", "", text)).strip()


def dcg(gains: list[int]) -> float:
    """Discounted cumulative gain of a ranking (Järvelin and Kekäläinen 2002)."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


if __name__ == "__main__":
    main()
