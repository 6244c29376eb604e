"""What was meant: "kinh phi han che" becomes "kinh phí hạn chế" by the corpus's own syllables and pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..index.store import Vocabulary
from .constants import LEXICON_PAIR_COUNT, RESTORATION_BEAM, SYLLABLE_PAIR_SHARE, UNSEEN_WORD_COUNT
from .lexicon import following

Candidate = tuple[str, float, float]
"""A word, what it counts for in the corpus, and the prior of its being meant by what was typed."""

Path = tuple[float, tuple[str, ...]]
"""Words up to some place, behind the logarithm of their probability."""


def restore(candidates: Sequence[Sequence[Candidate]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The likeliest words, one of each of `candidates`: Viterbi over a model of syllable pairs."""
    if all(len(words) == 1 for words in candidates):
        return tuple(word for ((word, _, _),) in candidates)
    kept = [sorted(words, key=lambda word: -word[1] * word[2])[:RESTORATION_BEAM] for words in candidates]
    total = max(1.0, sum(count for words in kept for _, count, _ in words))
    best: list[Path] = [(math.log(prior * count / total), (word,)) for word, count, prior in kept[0]]
    for before, words in pairwise(kept):
        likeliest = max(best, key=_score)
        paired = _pairs(before, words, vocabulary)
        extended: list[Path] = []
        for word, count, prior in words:
            alone = (1 - SYLLABLE_PAIR_SHARE) * count / total
            score, path = likeliest[0] + math.log(prior * alone), likeliest[1]
            for at, share in paired.get(word, ()):
                stepped = best[at][0] + math.log(prior * (SYLLABLE_PAIR_SHARE * share + alone))
                if stepped > score:
                    score, path = stepped, best[at][1]
            extended.append((score, (*path, word)))
        best = extended
    return max(best, key=_score)[1]


def _pairs(
    before: Sequence[Candidate], words: Sequence[Candidate], vocabulary: Vocabulary
) -> Mapping[str, Sequence[tuple[int, float]]]:
    """For each of `words` the places of those of `before` that it stands behind, and which share of them it follows.

    Only words that the corpus has are looked up there: most forms of a syllable it has not.
    """
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    there = [word for word, count, _ in words if count > UNSEEN_WORD_COUNT]
    said = {word for word, _, _ in words}
    for at, (left, count, _) in enumerate(before):
        together = dict.fromkeys(following(left) & said, LEXICON_PAIR_COUNT)
        if count > UNSEEN_WORD_COUNT:
            seen = ((right, vocabulary.frequency(f"{left}_{right}")) for right in there)
            together |= {right: n for right, n in seen if n}
        for right, passages in together.items():
            found[right].append((at, min(passages / max(count, 1), 1.0)))
    return found


def _score(path: Path) -> float:
    return path[0]
