"""Which passages say nearly the same: reports copy each other, and last year's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..corpus.vietnamese import fold, tokens
from .constants import SAME_PASSAGE


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
            if common >= SAME_PASSAGE * (len(one.pairs) + len(other.pairs) - common):
                return place
    return None
