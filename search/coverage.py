"""How much of what a question says stands in a text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from corpus.vietnamese import fold, tokens
from index.lexical import Accents, LexicalIndex


def word_weights(words: Sequence[str], accents: Accents, lexical: LexicalIndex) -> dict[str, float]:
    """How much each word tells: its inverse document frequency in the corpus."""
    n = len(lexical)
    return {
        word: math.log(1 + (n - df + 0.5) / (df + 0.5))
        for word in set(words)
        for df in [min(lexical.frequency(word, accents), n)]
    }


def covered(text: str, weights: Mapping[str, float], accents: Accents) -> float:
    """Share, 0..1, of the words' weight that stands in `text`."""
    present = set(tokens(text))
    if accents == "folded":
        present = {fold(word) for word in present}
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in present) / total if total else 0.0
