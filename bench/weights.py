"""nDCG@10 by the dense side's share and by what words and pairs found count; candidates are scored once.

    python -m bench.weights BEIR_FOLDER

A row is the share where no passage has a word of the question and the share where one has them all, what all words and
all pairs count, and nDCG@10 for questions as asked and without their accents.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

import ir_measures
import numpy as np
from ir_measures import nDCG

from bench.passages import every_passage
from tracuu.corpus.vietnamese import fold
from tracuu.index.models.encoder import load_encoder
from tracuu.search.candidates import Candidates, find_candidates
from tracuu.search.constants import DENSE_WEIGHT, PAIRS_WEIGHT, WORDS_WEIGHT, Script
from tracuu.search.evaluation import JudgedSet, open_beir
from tracuu.search.ranking import fused
from tracuu.search.understanding import understand

RISING = ((0.85, 0.6), (0.9, 0.6), (0.9, 0.7), (0.95, 0.7), (0.9, 0.8), (0.95, 0.8), (0.5, 0.5), (1.0, 0.5))
COUNTING = ((0.0, 0.0), (0.0, 0.6), (0.2, 0.0), (0.2, 0.4), (0.2, 0.5), (0.2, 0.6), (0.2, 0.7), (0.4, 0.6))
SPELLINGS: tuple[Script, ...] = ("accented", "unaccented")


def main() -> None:
    """Measure the folder named on the command line."""
    with (
        tempfile.TemporaryDirectory() as temporary,
        open_beir(Path(sys.argv[1]), Path(temporary), load_encoder("bundled")) as judged,
    ):
        engine = judged.engine
        found: dict[Script, dict[str, Candidates]] = {spelling: {} for spelling in SPELLINGS}
        with engine.view() as view:
            for query, asked in judged.queries.items():
                for spelling, text in zip(SPELLINGS, (asked, fold(asked)), strict=True):
                    words = understand(view, text).words
                    found[spelling][query] = find_candidates(view, words, engine.vector(words.text))
            names = {passage.id: judged.name_of(passage) for passage in every_passage(view)}
        for shares in (*((w / 10, w / 10) for w in range(11)), *RISING):
            show(judged, found, names, shares, (WORDS_WEIGHT, PAIRS_WEIGHT))
        for counting in COUNTING:
            show(judged, found, names, DENSE_WEIGHT["accented"], counting)


def show(
    judged: JudgedSet,
    found: dict[Script, dict[str, Candidates]],
    names: dict[int, str],
    shares: tuple[float, float],
    counting: tuple[float, float],
) -> None:
    """Print a row."""
    with (
        patch.dict("tracuu.search.ranking.DENSE_WEIGHT", dict.fromkeys(SPELLINGS, shares)),
        patch("tracuu.search.ranking.WORDS_WEIGHT", counting[0]),
        patch("tracuu.search.ranking.PAIRS_WEIGHT", counting[1]),
    ):
        values = [ndcg(judged, candidates, names, spelling) for spelling, candidates in found.items()]
    print(*(f"{weight:.2f}" for weight in (*shares, *counting)), *(f"{value:.4f}" for value in values))


def ndcg(judged: JudgedSet, found: dict[str, Candidates], names: dict[int, str], spelling: Script) -> float:
    """nDCG@10 of every question's candidates as they are fused now."""
    run = []
    for query, candidates in found.items():
        scores = fused(candidates, spelling)
        best = np.argsort(-scores)[:10]
        run += [ir_measures.ScoredDoc(query, names[int(candidates.ids[i])], float(scores[i])) for i in best]
    return float(ir_measures.calc_aggregate([nDCG @ 10], judged.qrels, run)[nDCG @ 10])


if __name__ == "__main__":
    main()
