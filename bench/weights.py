"""nDCG@10 by the dense side's share, for questions as asked and without their accents; candidates are scored once.

    python -m bench.weights BEIR_FOLDER

A row is the share where no passage has a word of the question and the share where one has them all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import nDCG

from corpus.vietnamese import fold
from index.encoder import load_encoder
from index.ingest import store_reports
from search.coverage import word_weights
from search.engine import SearchEngine, best_coverage
from search.evidence import Candidates
from search.fusion import convex
from search.judged import read_documents, read_qrels, read_queries
from search.query import parse_query
from search.reading import read_words

RISING = ((0.8, 0.6), (0.85, 0.6), (0.9, 0.6), (0.95, 0.6), (0.85, 0.5), (0.95, 0.5), (1.0, 0.5), (0.6, 0.4))


def main() -> None:
    """Measure the folder named on the command line."""
    folder = Path(sys.argv[1])
    qrels, encoder = read_qrels(folder), load_encoder("bundled")
    with tempfile.TemporaryDirectory() as temporary:
        store_reports(Path(temporary), read_documents(folder), encoder)
        engine = SearchEngine.open_with(Path(temporary), encoder)
        files = {
            p.id: p.report.file
            for p in engine.catalog.passages(range(1, 1 + engine.catalog.counts()["passages"])).values()
        }
        generation = engine.generation()
        scored: list[dict[str, tuple[Candidates, float]]] = [{}, {}]
        for query_id, asked in read_queries(folder).items():
            for spelling, text in enumerate((asked, fold(asked))):
                reading = read_words(parse_query(text), generation.lexical)
                vector = encoder.encode_queries([reading.text])[0]
                candidates = engine.candidates(generation, reading, vector, 100)
                weights = word_weights(reading.words, reading.accents, generation.lexical)
                scored[spelling][query_id] = (
                    candidates,
                    best_coverage(candidates, engine.catalog.passages(candidates.matched()), weights, reading.accents),
                )
        engine.close()
    for none, every in [*((w / 10, w / 10) for w in range(11)), *RISING]:
        values = [ndcg(found, files, qrels, none, every) for found in scored]
        print(f"{none:.2f} {every:.2f}  {values[0]:.4f}  {values[1]:.4f}")


def ndcg(
    scored: dict[str, tuple[Candidates, float]],
    files: dict[int, str],
    qrels: list[ir_measures.Qrel],
    none: float,
    every: float,
) -> float:
    """nDCG@10 of every question's candidates fused with a share between `none` and `every`, by coverage."""
    run = []
    for query_id, (found, coverage) in scored.items():
        fused = convex(found.dense, found.lexical, none + (every - none) * coverage)
        best = np.argsort(-fused)[:10]
        run += [ir_measures.ScoredDoc(query_id, files[int(found.ids[i])], float(fused[i])) for i in best]
    return float(ir_measures.calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10])


if __name__ == "__main__":
    main()
