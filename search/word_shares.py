"""How much of what a question says stands in a text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import bigrams, fold, tokens
from ..index.records import Accents
from ..index.store import View, Vocabulary

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


def word_weights(words: Sequence[str], accents: Accents, vocabulary: Vocabulary) -> dict[str, float]:
    """How much each word, or pair of words ("kinh_phí"), tells: its inverse document frequency in the corpus."""
    n = len(vocabulary)
    return {
        word: math.log(1 + (n - df + 0.5) / (df + 0.5))
        for word in set(words)
        for df in [min(vocabulary.frequency(word, accents), n)]
    }


def known_share(words: Sequence[str], vocabulary: Vocabulary) -> float:
    """Share, 0..1, of `words` that stand somewhere, however they are accented."""
    return sum(vocabulary.frequency(fold(word), "folded") > 0 for word in words) / len(words) if words else 0.0


def term_weights(words: Sequence[str], accents: Accents, vocabulary: Vocabulary) -> dict[str, float]:
    """How much each word and each pair of neighbouring words tells, all words together as much as all pairs."""
    weights: dict[str, float] = {}
    for terms in (words, bigrams(list(words))):
        told = word_weights(terms, accents, vocabulary)
        total = sum(told.values())
        weights |= {term: weight / total for term, weight in told.items()}
    return weights


def covered(text: str, weights: Mapping[str, float], accents: Accents) -> float:
    """Share, 0..1, of the weight of words and pairs of words that stands in `text`."""
    words = [fold(word) for word in tokens(text)] if accents == "folded" else tokens(text)
    present = set(words)
    if any("_" in term for term in weights):
        present.update(bigrams(words))
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in present) / total if total else 0.0


def shares(weights: Mapping[str, float], ids: Ids, accents: Accents, view: View) -> FloatArray:
    """Share, 0..1, of the words' weight that stands in each of the passages `ids`, ascending; float32 (n,)."""
    total = sum(weights.values())
    standing = view.standing(weights, ids, accents)
    return np.asarray(standing / total if total else standing, dtype=np.float32)
