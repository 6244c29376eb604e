"""Fits the English part of search/confidence.py: questions over the samples that they answer, and that they do not.

    python -m bench.english

Prints each question's best cosine and its margin over the corpus's mean, and for both the area under the ROC curve and
the logistic regression.
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
NONSENSE = (
    "xqzwv brrr",
    "qwzx vbnm asdf hjkl",
    "asdf asdf asdf",
    "lorem ipsum dolor sit amet",
    "zzzzzz",
    "blorf snarg wibble",
    "fjdksl ghrueiw",
    "foo bar baz qux",
)
"""Keys struck at random: in no language, and so never answered."""


def main() -> None:
    """Ask every question and fit."""
    encoder = load_encoder("bundled")
    with tempfile.TemporaryDirectory() as temporary:
        sync(Path(temporary), [Path(__file__).parents[1] / "corpus" / "samples"], encoder)
        engine = SearchEngine.open_with(Path(temporary), encoder)
        rows = []
        for question in (*ANSWERED, *UNANSWERED, *NONSENSE):
            evidence = engine.search(question).evidence
            assert evidence is not None
            assert evidence.margin is not None
            rows.append((evidence.cosine, evidence.margin))
            print(f"{evidence.cosine:.3f} {evidence.margin:.3f} {question}")
        engine.close()
    x = np.array(rows)
    y = np.array([1] * len(ANSWERED) + [0] * (len(UNANSWERED) + len(NONSENSE)))
    for column, name in enumerate(("cosine", "margin")):
        model = LogisticRegression(C=1e5, max_iter=10000).fit(x[:, [column]], y)
        area = roc_auc_score(y, x[:, column])
        print(f"{name}: AUC {area:.3f}, intercept {model.intercept_[0]:.3f}, slope {model.coef_[0][0]:.2f}")


if __name__ == "__main__":
    main()
