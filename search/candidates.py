"""What both sides find for a question, each passage with the exact scores of both and what of the question it has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import bigrams
from ..index.store import BothSides, View
from .constants import EVIDENCE_PASSAGES, SIDE_DEPTH
from .understanding import Words
from .word_shares import shares, word_weights

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both sides found, n passages by ascending id.

    Attributes:
        sides: their ids, and the scores of both sides.
        words: float32 (n,), the share of the question's words, by weight, that stands in each, 0..1.
        pairs: float32 (n,), the same of its pairs of neighbouring words.
    """

    sides: BothSides
    words: FloatArray
    pairs: FloatArray

    @property
    def ids(self) -> Ids:
        """Of the passages, int64 (n,)."""
        return self.sides.ids

    def looked_at(self) -> list[int]:
        """Ids of both sides' best."""
        best = [np.argsort(-side, kind="stable")[:EVIDENCE_PASSAGES] for side in (self.sides.lexical, self.sides.dense)]
        return list(dict.fromkeys(self.ids[np.concatenate(best)].tolist()))

    def among(self, fit: BoolArray) -> Candidates:
        """Those that `fit`, bool (n,), marks."""
        places = np.flatnonzero(fit)
        sides = BothSides(
            self.sides.ids[places],
            self.sides.dense[places],
            self.sides.lexical[places],
            [self.sides.sentences[place] for place in places],
            self.sides.core[places],
        )
        return Candidates(sides, self.words[places], self.pairs[places])


def find_candidates(view: View, words: Words, vector: FloatArray, depth: int = SIDE_DEPTH) -> Candidates:
    """The union of both sides' best.

    Args:
        view: what is asked.
        words: how the question's are taken.
        vector: the question's, float32 (d,), L2-normalised.
        depth: how many to take from each side.
    """
    sides = view.both_sides(vector, (*words.terms, *words.alternatives), words.accents, depth, SIDE_DEPTH)
    found, pairs = (
        shares(word_weights(terms, words.accents, view.words), sides.ids, words.accents, view)
        for terms in (words.terms, bigrams(list(words.terms)))
    )
    return Candidates(sides, found, pairs)
