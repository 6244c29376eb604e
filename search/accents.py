"""What was meant: "kinh phi han che" becomes "kinh phí hạn chế" by the corpus's own syllables and pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..index.store import Vocabulary
from .constants import LEXICON_PAIR_COUNT, RESTORATION_BEAM, SYLLABLE_PAIR_SHARE
from .lexicon import is_pair

Candidate = tuple[str, float, float]
"""A word, what it counts for in the corpus, and the prior of its being meant by what was typed."""


def restore(candidates: Sequence[Sequence[Candidate]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The likeliest words, one of each of `candidates`: Viterbi over a model of syllable pairs."""
    if not candidates:
        return ()
    kept = [sorted(words, key=lambda word: -word[1] * word[2])[:RESTORATION_BEAM] for words in candidates]
    total = max(1.0, sum(count for words in kept for _, count, _ in words))
    best: list[tuple[float, tuple[str, ...]]] = [
        (math.log(prior * count / total), (word,)) for word, count, prior in kept[0]
    ]
    for words, before in zip(kept[1:], kept, strict=False):
        steps = [[_log_probability(left, word, total, vocabulary) for left in before] for word in words]
        extended = []
        for (word, _, _), row in zip(words, steps, strict=True):
            score, path = max(
                ((best[i][0] + step, best[i][1]) for i, step in enumerate(row)), key=lambda scored: scored[0]
            )
            extended.append((score, (*path, word)))
        best = extended
    _, path = max(best, key=lambda scored: scored[0])
    return path


def _log_probability(left: Candidate, right: Candidate, total: float, vocabulary: Vocabulary) -> float:
    before, before_count, _ = left
    word, count, prior = right
    together = vocabulary.frequency(f"{before}_{word}") or (LEXICON_PAIR_COUNT if is_pair(before, word) else 0)
    pair = together / max(before_count, 1)
    return math.log(prior * (SYLLABLE_PAIR_SHARE * min(pair, 1.0) + (1 - SYLLABLE_PAIR_SHARE) * count / total))
