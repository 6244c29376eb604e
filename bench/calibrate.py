"""Fits the numbers in search/confidence.py: is there an answer here at all?

    python bench/calibrate.py BEIR_FOLDER [BEIR_FOLDER_WITHOUT_ACCENTS]

Each question is asked of the whole corpus (answered) and of the corpus without the passages judged relevant to it (not
answered). Prints the logistic regression, its area under the ROC curve and its reliability in ten bins.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from index.encoder import load_encoder
from index.ingest import store_reports
from index.records import Filter
from search.engine import SearchEngine
from search.evaluation import read_documents, read_qrels, read_queries


def observations(folder: Path) -> tuple[list[list[float]], list[int]]:
    """Evidence and label of every question, with its passages and without them."""
    encoder = load_encoder("bundled")
    relevant: dict[str, set[str]] = {}
    for qrel in read_qrels(folder):
        relevant.setdefault(qrel.query_id, set()).add(qrel.doc_id)
    rows: list[list[float]] = []
    labels: list[int] = []
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary)
        store_reports(data, read_documents(folder), encoder)
        engine = SearchEngine.open_with(data, encoder)
        ids = {report.file: report.id for report in engine.catalog.reports()}
        for query_id, text in read_queries(folder).items():
            if query_id not in relevant:
                continue
            others = tuple(report for file, report in ids.items() if file not in relevant[query_id])
            for label, wanted in ((1, Filter()), (0, Filter(reports=others))):
                evidence = engine.search(text, 10, wanted).evidence
                if evidence and not evidence.foreign:
                    rows.append([evidence.cosine, evidence.bm25, evidence.coverage])
                    labels.append(label)
        engine.close()
    return rows, labels


def main() -> None:
    """Fit over the folders named on the command line."""
    rows: list[list[float]] = []
    labels: list[int] = []
    for folder in sys.argv[1:]:
        more_rows, more_labels = observations(Path(folder))
        rows += more_rows
        labels += more_labels
    x, y = np.array(rows), np.array(labels)
    model = LogisticRegression(C=1000, max_iter=1000)
    predicted = cross_val_predict(model, x, y, cv=5, method="predict_proba")[:, 1]
    model.fit(x, y)
    print("intercept", model.intercept_[0], "cosine, bm25, coverage", model.coef_[0])
    print("AUC", {name: round(roc_auc_score(y, x[:, i]), 3) for i, name in enumerate(("cosine", "bm25", "coverage"))})
    print("AUC together, five folds", round(roc_auc_score(y, predicted), 3))
    for low in np.arange(0, 1, 0.1):
        inside = (predicted >= low) & (predicted < low + 0.1)
        if inside.any():
            print(
                f"{low:.1f}-{low + 0.1:.1f}: said {predicted[inside].mean():.2f},"
                f" was {y[inside].mean():.2f}, n={inside.sum()}"
            )


if __name__ == "__main__":
    main()
