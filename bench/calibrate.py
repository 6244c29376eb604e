"""Fits the numbers in search/confidence.py: is there an answer here at all?

    python -m bench.calibrate [--beir FOLDER]... [--judged QUERIES.jsonl REPORTS]... [--most N]

Each judged question is asked of its whole corpus (answered) and of the corpus without the passages judged relevant to
it (not answered); a judged question without relevant passages is not answered either. Every set counts the same,
whatever its size. Prints the logistic regression, its area under the ROC curve, and its reliability in ten bins.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from corpus.vietnamese import fold
from index.encoder import load_encoder
from index.ingest import store_reports, sync
from index.records import Filter
from search.engine import SearchEngine
from search.judged import read_documents, read_judged, read_qrels, read_queries


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, and the public ids of the passages judged relevant to it."""

    text: str
    relevant: frozenset[str]


def beir_questions(folder: Path, engine: SearchEngine, most: int) -> Iterator[Judged]:
    """Questions of a BEIR folder at even steps, each as it is and without its accents."""
    keys = {record.file: f"{record.id}-1" for record in engine.catalog.reports()}
    relevant: dict[str, set[str]] = {}
    for qrel in read_qrels(folder):
        relevant.setdefault(qrel.query_id, set()).add(keys[qrel.doc_id])
    queries = [(text, frozenset(relevant[query])) for query, text in read_queries(folder).items() if query in relevant]
    for text, found in queries[:: max(1, len(queries) // most)]:
        yield Judged(text, found)
        yield Judged(fold(text), found)


def own_questions(queries: Path, engine: SearchEngine) -> Iterator[Judged]:
    """Questions of a file in the project's own format."""
    passages = engine.catalog.passages(number for number, _, _ in engine.catalog.passage_texts()).values()
    for judged in read_judged(queries):
        yield Judged(judged.text, frozenset(judged.gains(passages)))


def observe(engine: SearchEngine, questions: Iterator[Judged]) -> Iterator[tuple[list[float], int, str]]:
    """Evidence, label and question of each question with its passages and without them."""
    for judged in questions:
        for label, without in ((1, frozenset[str]()), (0, judged.relevant)):
            if label and not judged.relevant:
                continue
            evidence = engine.search(judged.text, 10, Filter(without=tuple(sorted(without)))).evidence
            if evidence and evidence.margin is None:
                yield [evidence.cosine, evidence.bm25, evidence.coverage], label, fold(judged.text)


def main() -> None:
    """Fit over the sets named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beir", type=Path, action="append", default=[])
    parser.add_argument("--judged", type=Path, nargs=2, action="append", default=[])
    parser.add_argument("--most", type=int, default=300, help="questions of each BEIR folder")
    arguments = parser.parse_args()
    encoder = load_encoder("bundled")
    sets = []
    for folder, queries in [(folder, None) for folder in arguments.beir] + [(r, q) for q, r in arguments.judged]:
        with tempfile.TemporaryDirectory() as temporary:
            data = Path(temporary)
            if queries is None:
                store_reports(data, read_documents(folder), encoder)
            else:
                sync(data, [folder], encoder)
            engine = SearchEngine.open_with(data, encoder)
            asked = (
                beir_questions(folder, engine, arguments.most) if queries is None else own_questions(queries, engine)
            )
            sets.append((folder, list(observe(engine, asked))))
            engine.close()
    x = np.array([row for _, rows in sets for row, _, _ in rows])
    y = np.array([label for _, rows in sets for _, label, _ in rows])
    weight = np.concatenate([np.full(len(rows), 1 / len(rows)) for _, rows in sets])
    groups = [question for _, rows in sets for _, _, question in rows]
    model = LogisticRegression(C=1e4, max_iter=5000)
    weight *= len(y) / weight.sum()
    predicted = cross_val_predict(
        model, x, y, groups=groups, cv=GroupKFold(5), method="predict_proba", params={"sample_weight": weight}
    )[:, 1]
    model.fit(x, y, sample_weight=weight)
    print("intercept", model.intercept_[0], "cosine, bm25, coverage", model.coef_[0])
    start = 0
    for folder, rows in sets:
        here = slice(start, start + len(rows))
        start += len(rows)
        alone = [round(float(roc_auc_score(y[here], x[here, i])), 3) for i in range(3)]
        print(
            f"{folder.name}: {len(rows)} observations, AUC {roc_auc_score(y[here], predicted[here]):.3f}, alone {alone}"
        )
    for low in np.arange(0, 1, 0.1):
        inside = (predicted >= low) & (predicted < low + 0.1)
        if inside.any():
            print(f"{low:.1f}: said {predicted[inside].mean():.2f}, was {y[inside].mean():.2f}, n={inside.sum()}")


if __name__ == "__main__":
    main()
