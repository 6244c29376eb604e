"""What becomes of words: how many are restored that were typed without accents, and which well-spelled are changed.

    python -m bench.mending BEIR_FOLDER QUERIES.jsonl REPORTS [--keep FOLDER] [--every N]

Each corpus of `bench.calibrate` is asked its own questions, and the samples those of the BEIR folder as well, whose
words they have not. A question with accents must be left as it is; folded, it should be restored.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.calibrate import ROOT, stores
from tracuu.corpus.vietnamese import fold, has_accents, tokens
from tracuu.index.models.encoder import BUNDLED, load_encoder
from tracuu.index.opening import open_store
from tracuu.search.judged import read_judged, read_queries
from tracuu.search.understanding import words_of


def told(store: Path, questions: Iterable[str]) -> str:
    """The share of words and of questions restored, and the questions that are changed though they have accents."""
    words = right = whole = asked = 0
    changed = []
    opened = open_store(store)
    with opened.view() as view:
        for question in filter(has_accents, questions):
            said = tokens(question)
            meant = words_of(question, view).text
            if tokens(meant) != said:
                changed.append(f"    {question} -> {meant}")
            restored = tokens(words_of(fold(question), view).text)
            same = sum(map(str.__eq__, said, restored)) if len(said) == len(restored) else 0
            words, right, whole, asked = words + len(said), right + same, whole + (same == len(said)), asked + 1
    opened.close()
    shares = f"{asked} questions, restored {right / words:.4f} of the words and {whole / asked:.3f} of the questions"
    return "\n".join([f"{shares}, changed {len(changed)} with accents", *changed])


def main() -> None:
    """Print both for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("beir", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--keep", type=Path, help="where the stores stay for the next time")
    parser.add_argument("--every", type=int, default=3, help="of the BEIR folder's questions one in so many is asked")
    given = parser.parse_args()
    in_beir = list(read_queries(given.beir).values())[:: given.every]
    judged = {"reports": given.queries, "samples": ROOT / "tests" / "samples_queries.jsonl"}
    own = {name: [query.text for query in read_judged(file) if query.type != "typo"] for name, file in judged.items()}
    with tempfile.TemporaryDirectory() as temporary:
        made = stores(given.beir, given.reports, given.keep or Path(temporary), load_encoder(BUNDLED))
        for name, store in made.items():
            print(f"{name}: {told(store, own.get(name, in_beir))}")
        print(f"samples, asked of the BEIR folder's: {told(made['samples'], in_beir[::2])}")


if __name__ == "__main__":
    main()
