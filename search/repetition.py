"""Which passages say nearly the same: reports copy each other, and last year's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracuu.corpus.vietnamese import fold, tokens

SAME = 0.85
"""Share of word pairs in common (Jaccard) from which two passages are one: a slip or a name changed in a sentence of
thirty words stays above it, another sentence does not."""


@dataclass(frozen=True, slots=True)
class Gist:
    """A passage as it is compared: its pairs of words, folded, and its figures, which must all be the same."""

    pairs: frozenset[tuple[str, str]]
    figures: tuple[str, ...]


def gist(text: str) -> Gist:
    """What `text` is compared by."""
    words = [fold(word) for word in tokens(text)]
    return Gist(frozenset(pairwise(["", *words, ""])), tuple(sorted(word for word in words if word[:1].isdigit())))


def first_same(one: Gist, others: Sequence[Gist]) -> int | None:
    """The place of the first of `others` that says nearly the same as `one`."""
    for place, other in enumerate(others):
        if one.figures == other.figures:
            common = len(one.pairs & other.pairs)
            if common >= SAME * (len(one.pairs) + len(other.pairs) - common):
                return place
    return None
