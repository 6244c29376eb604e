"""Fits the English part of search/confidence.py: questions over the samples that they answer, and that they do not.

    python -m bench.english

Prints each question's best cosine, the area under the ROC curve and the logistic regression over the cosine.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.encoder import load_encoder
from index.ingest import sync
from search.engine import SearchEngine

ANSWERED = (
    "lack of funding for administrative reform",
    "Which reports describe a shortage of teachers?",
    "fires caused by electrical faults",
    "How often is household waste collected?",
    "How many people found jobs?",
    "Which difficulties do communes have with digital transformation?",
    "fire safety training for residents",
    "unlicensed street food vendors",
    "population growth rate and third children",
    "complaints and denunciations settled by the town",
    "damage caused by storms and floods",
    "number of poor households",
    "tourist arrivals and cultural heritage",
    "savings in electricity and office supplies",
)
UNANSWERED = (
    "how to cook beef noodle soup",
    "gold price today",
    "vaccination rate of children against measles",
    "stock market forecast",
    "best football players of the world cup",
    "quantum computing with trapped ions",
    "weather in Paris tomorrow",
    "visa requirements for Japan",
    "mining of rare earths in the province",
    "airport construction schedule",
    "election results in the United States",
    "prices of smartphones",
    "treatment of lung cancer",
    "coffee exports to Germany",
)


def main() -> None:
    """Ask every question and fit."""
    encoder = load_encoder("bundled")
    with tempfile.TemporaryDirectory() as temporary:
        sync(Path(temporary), [Path(__file__).parents[1] / "corpus" / "samples"], encoder)
        engine = SearchEngine.open_with(Path(temporary), encoder)
        cosines = []
        for question in (*ANSWERED, *UNANSWERED):
            evidence = engine.search(question).evidence
            assert evidence is not None
            cosines.append(evidence.cosine)
            print(f"{evidence.cosine:.3f} {'foreign' if evidence.foreign else 'vietnamese'} {question}")
        engine.close()
    x, y = np.array(cosines)[:, None], np.array([1] * len(ANSWERED) + [0] * len(UNANSWERED))
    model = LogisticRegression(C=1e6, max_iter=10000).fit(x, y)
    print("AUC", round(roc_auc_score(y, x[:, 0]), 3), "intercept, slope", model.intercept_[0], model.coef_[0][0])


if __name__ == "__main__":
    main()
