"""nDCG@10 by the dense side's share, for questions as asked and without their accents; candidates are scored once.

python -m bench.weights BEIR_FOLDER
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
from search.engine import Candidates, SearchEngine, read_words
from search.evaluation import read_documents, read_qrels, read_queries
from search.fusion import convex
from search.query import parse_query


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
        scored: list[dict[str, Candidates]] = [{}, {}]
        for query_id, asked in read_queries(folder).items():
            for spelling, text in enumerate((asked, fold(asked))):
                reading = read_words(parse_query(text), generation.lexical)
                vector = encoder.encode_queries([reading.text])[0]
                scored[spelling][query_id] = engine.candidates(generation, reading, vector, 100)
        engine.close()
    for weight in np.arange(0, 1.01, 0.1):
        values = [ndcg(found, files, qrels, float(weight)) for found in scored]
        print(f"{weight:.1f}  {values[0]:.4f}  {values[1]:.4f}")


def ndcg(scored: dict[str, Candidates], files: dict[int, str], qrels: list[ir_measures.Qrel], weight: float) -> float:
    """nDCG@10 of every question's candidates fused with the dense side's share `weight`."""
    run = []
    for query_id, found in scored.items():
        fused = convex(found.dense, found.lexical, weight)
        best = np.argsort(-fused)[:10]
        run += [ir_measures.ScoredDoc(query_id, files[int(found.ids[i])], float(fused[i])) for i in best]
    return float(ir_measures.calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10])


if __name__ == "__main__":
    main()
