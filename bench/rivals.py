"""Other libraries over the same passages, each as its own documentation has it, with the same model.

Each function takes the passages, the questions and the model's folder, and gives for each question the places of the
best passages with their scores, best first.
"""

from __future__ import annotations

from pathlib import Path

import bm25s
from pyvi import ViTokenizer
from sentence_transformers import SentenceTransformer, util
from txtai import Embeddings

from tracuu.corpus.vietnamese import tokens

Found = list[list[tuple[int, float]]]
DEPTH = 10


def sentence_transformers(passages: list[str], questions: list[str], model: Path) -> Found:
    """`util.semantic_search` over whole passages, with the model's prompts."""
    encoder = SentenceTransformer(str(model), device="cpu")
    over = encoder.encode(passages, prompt="passage: ", normalize_embeddings=True, convert_to_tensor=True)
    asked = encoder.encode(questions, prompt="query: ", normalize_embeddings=True, convert_to_tensor=True)
    return [
        [(int(hit["corpus_id"]), float(hit["score"])) for hit in hits]
        for hits in util.semantic_search(asked, over, top_k=DEPTH)
    ]


def bm25s_syllables(passages: list[str], questions: list[str], _model: Path) -> Found:
    """BM25 (Lucene's) over syllables, accents as typed."""
    return _bm25s([tokens(text) for text in passages], [tokens(text) for text in questions])


def bm25s_words(passages: list[str], questions: list[str], _model: Path) -> Found:
    """BM25 (Lucene's) over words as pyvi segments them, accents as typed."""
    segmented = ([ViTokenizer.tokenize(text).lower().split() for text in texts] for texts in (passages, questions))
    return _bm25s(*segmented)


def _bm25s(passages: list[list[str]], questions: list[list[str]]) -> Found:
    index = bm25s.BM25()
    index.index(passages, show_progress=False)
    places, scores = index.retrieve(questions, k=min(DEPTH, len(passages)), show_progress=False)
    return [
        [(int(place), float(score)) for place, score in zip(*row, strict=True)]
        for row in zip(places, scores, strict=True)
    ]


def txtai_hybrid(passages: list[str], questions: list[str], model: Path) -> Found:
    """Embeddings with `hybrid=True`, its own tokens and weights."""
    embeddings = Embeddings(
        path=str(model), hybrid=True, instructions={"query": "query: ", "data": "passage: "}, content=False
    )
    embeddings.index(list(enumerate(passages)))
    return [
        [(int(place), float(score)) for place, score in found] for found in embeddings.batchsearch(questions, DEPTH)
    ]
