"""nDCG@10 of the lexical side alone by the weight of syllable pairs; nothing is encoded.

python -m bench.bigrams BEIR_FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import ir_measures
from ir_measures import nDCG

from tracuu.corpus.vietnamese import tokens
from tracuu.index import bm25
from tracuu.index.local.generations import lexical
from tracuu.search.judged import read_documents, read_qrels, read_queries


def main() -> None:
    """Measure the folder named on the command line."""
    folder = Path(sys.argv[1])
    documents, qrels = read_documents(folder), read_qrels(folder)
    with tempfile.TemporaryDirectory() as temporary:
        rows = ((number, report.paragraphs[0].text, "") for number, report in enumerate(documents))
        lexical.build_lexical(Path(temporary), rows)
        index = lexical.LexicalIndex.open(Path(temporary))
        for weight in (0.0, 0.1, 0.3, 0.5, 0.8, 1.2, 2.0):
            bm25.BIGRAM_WEIGHT = weight
            run = [
                ir_measures.ScoredDoc(query_id, documents[number].file, float(score))
                for query_id, text in read_queries(folder).items()
                for number, score in zip(*index.search(tokens(text), 10), strict=True)
            ]
            print(f"{weight:.1f}  {ir_measures.calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10]:.4f}")


if __name__ == "__main__":
    main()
