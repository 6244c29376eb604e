"""Accents restored: "kinh phi han che" becomes "kinh phí hạn chế" by the corpus's own syllables and pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

PAIR_SHARE = 0.9
"""How much of a syllable's probability comes from the pair with the one before, the rest from its own count."""

BEAM = 24
"""Most frequent forms of a syllable that are considered; no folded syllable of ours has more."""


class Vocabulary(Protocol):
    """Where syllables and pairs are counted."""

    def forms(self, folded: str) -> list[tuple[str, int]]:
        """The accented forms of a folded syllable with their counts."""
        ...

    def frequency(self, word: str) -> int:
        """The count of a syllable, or of a pair joined by "_"."""
        ...


@dataclass(frozen=True, slots=True)
class Restored:
    """The words with their accents, and the probability that this reading, of all readings, is meant."""

    words: tuple[str, ...]
    certainty: float


def restore(words: Sequence[str], vocabulary: Vocabulary) -> Restored:
    """The likeliest accents of `words`, which carry none: Viterbi over a model of syllable pairs.

    A word that the corpus does not have stays as it was typed.
    """
    if not words:
        return Restored((), 1.0)
    candidates = [vocabulary.forms(word)[:BEAM] or [(word, 1)] for word in words]
    total = max(1, sum(count for forms in candidates for _, count in forms))
    best: list[tuple[float, tuple[str, ...]]] = [(math.log(count / total), (form,)) for form, count in candidates[0]]
    mass = [score for score, _ in best]
    for forms, before in zip(candidates[1:], candidates, strict=False):
        steps = [[_log_probability(left, form, count, total, vocabulary) for left in before] for form, count in forms]
        extended = []
        for (form, _count), row in zip(forms, steps, strict=True):
            score, path = max(
                ((best[i][0] + step, best[i][1]) for i, step in enumerate(row)), key=lambda scored: scored[0]
            )
            extended.append((score, (*path, form)))
        mass = [_log_sum([mass[i] + step for i, step in enumerate(row)]) for row in steps]
        best = extended
    score, path = max(best, key=lambda scored: scored[0])
    return Restored(path, math.exp(score - _log_sum(mass)))


def _log_probability(left: tuple[str, int], form: str, count: int, total: int, vocabulary: Vocabulary) -> float:
    before, before_count = left
    pair = vocabulary.frequency(f"{before}_{form}") / max(before_count, 1)
    return math.log(PAIR_SHARE * min(pair, 1.0) + (1 - PAIR_SHARE) * count / total)


def _log_sum(logs: list[float]) -> float:
    top = max(logs)
    return top + math.log(sum(math.exp(value - top) for value in logs))
