"""The lexical side for one who may not see all: words weigh, and BM25 scores, as if there were no other passages.

Tantivy takes a word's weight from every passage it has. Here each is counted among those that may be seen; Tantivy
finds more candidates than are wanted with the weights put right, and those are scored anew by the same formula.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import tantivy

from ....corpus.vietnamese import bigrams, fold, tokens
from ...records import Accents, context_terms
from .lexical import FIELDS, LexicalIndex, weighted_terms

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

K1, B = 1.2, 0.75
"""Tantivy's own (`bm25.rs`)."""

MORE = 2
SPARE = 100
"""Candidates taken for each that is wanted, and besides: the mean length of all passages is not theirs, so that
Tantivy's own order is right but for near ties. Those of them are scored anew that may be among the best."""

WIDER = 4
"""How many times more are taken where one that was not may still be among the best: by passages that are not to be
seen the order may be any."""

ROUNDING = 1.0001
"""Tantivy counts in 32 bits."""


def _norms() -> list[int]:
    """Lengths of a field as Tantivy keeps them in a byte, ascending; a length counts as the largest not above it.

    They are Lucene's (`SmallFloat.byte4ToInt`): exact below 40, then with three binary digits after the first.
    """
    norms = list(range(24))
    for byte in range(232):
        digits, shift = byte & 7, (byte >> 3) - 1
        norms.append(24 + (digits if shift < 0 else (digits | 8) << shift))
    return norms


NORMS = _norms()

Texts = Callable[[Ids], Iterator[tuple[int, str, str]]]
"""Id, text and context of these passages."""


class ScopedLexical:
    """Some of the passages of an index, as an index of them alone would be.

    Args:
        whole: the index.
        ids: the passages, ascending; None for all that are not deleted.
        lengths: how many they are, and their tokens, pairs of tokens and terms of context, all together.
        texts: gives what they say.
        weighed: the same lengths of all passages of the index, by which Tantivy scores; 0 where nobody knows.
        known: in how many of them terms stand, by field and term, as far as it was asked before.
    """

    def __init__(
        self,
        whole: LexicalIndex,
        ids: Ids | None,
        lengths: tuple[int, int, int, int],
        texts: Texts,
        weighed: tuple[int, int, int, int] = (0, 0, 0, 0),
        known: dict[tuple[str, str], int] | None = None,
    ) -> None:
        self._whole = whole
        self._ids = ids
        self._texts = texts
        self._count, *totals = lengths
        self._averages = [total / max(self._count, 1) for total in totals]
        self._up, self._down = _most_off(self._averages, weighed)
        self._known = {} if known is None else known

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _among(self) -> tantivy.Query | None:
        return None if self._ids is None else self._whole.among(self._ids)

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        """In how many passages a syllable, or a pair ("kinh_phí"), stands."""
        single, pair = FIELDS[accents]
        return self._frequency(pair if "_" in word else single, word)

    def under(self, term: str) -> int:
        """How many passages stand under a heading, or are of an agency, with a folded syllable or pair."""
        return self._frequency("context", term)

    def forms(self, folded: str) -> list[tuple[str, int]]:
        """The accented forms of a folded syllable, the most frequent first, with in how many passages each stands."""
        there = [(form, self._frequency("forms", f"{folded}|{form}")) for form, _ in self._whole.forms(folded)]
        return sorted(((form, count) for form, count in there if count), key=lambda one: (-one[1], one[0]))

    def search(
        self, words: Sequence[str], k: int, accents: Accents = "accented", allowed: Ids | None = None
    ) -> tuple[Ids, FloatArray]:
        """Ids and BM25 scores of the `k` best passages, best first; as `LexicalIndex.search`."""
        ids = self._ids if allowed is None else allowed
        terms = [
            (field, term, boost * weight / self._weight_of_all(field, term))
            for field, term, boost in weighted_terms(words, accents)
            if (weight := self._weight(field, term))
        ]
        if not terms or (ids is not None and not len(ids)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        wanted, least = MORE * k + SPARE if math.isfinite(self._up) else len(self._whole) + 1, 0.0
        while True:
            found, near = self._whole.best(terms, wanted, ids)
            if len(found) > k:  # one that is not among the first by so much is not, scored anew
                least = max(least, near[k - 1] / self._down / self._up)
            some = np.sort(found[near >= least])
            scores = self.scores(words, some, accents)
            order = np.lexsort((some, -scores))[:k]
            if len(found) < wanted or near[-1] * self._up < scores[order[-1]]:
                return some[order], scores[order]
            wanted, least = WIDER * wanted, scores[order[-1]] / self._up

    def scores(self, words: Sequence[str], ids: Ids, accents: Accents = "accented") -> FloatArray:
        """BM25 scores, float32 (n,), of the passages `ids`, few and ascending; 0 where no word stands."""
        single, _ = FIELDS[accents]
        asked = [
            (0 if field == single else 2 if field == "context" else 1, term, boost * self._weight(field, term))
            for field, term, boost in weighted_terms(words, accents)
        ]
        scores = dict.fromkeys(ids.tolist(), 0.0)
        above: dict[str, list[str]] = {}  # passages of one section share their context
        for number, text, context in self._texts(ids):
            said = tokens(text)
            if accents == "folded":
                said = [fold(word) for word in said]
            if context not in above:
                above[context] = context_terms(context)
            fields = (said, bigrams(said), above[context])
            counts = [Counter(field) for field in fields]
            lengths = [self._length(len(field), place) for place, field in enumerate(fields)]
            scores[number] = sum(
                weight * (1 + K1) * tf / (tf + lengths[place])
                for place, term, weight in asked
                if (tf := counts[place][term])
            )
        return np.array(list(scores.values()), dtype=np.float32)

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents = "accented") -> FloatArray:
        """Sum of the weights of those words that stand in each passage, float32 (n,)."""
        return self._whole.standing(weights, ids, accents)

    def matching(
        self, phrases: Sequence[Sequence[str]], excluded: Sequence[Sequence[str]], accents: Accents = "accented"
    ) -> Ids:
        """Ids, ascending, of the passages in which each of `phrases` stands word for word and none of `excluded`."""
        found = self._whole.matching(phrases, excluded, accents)
        return found if self._ids is None else np.intersect1d(found, self._ids, assume_unique=True)

    def holding(self, phrases: Sequence[Sequence[str]], accents: Accents = "accented") -> Ids:
        """Ids, ascending, of the passages, others among them, in which one of `phrases` stands word for word."""
        return self._whole.holding(phrases, accents)

    def _frequency(self, field: str, term: str) -> int:
        known = self._known.get((field, term))
        if known is None:
            if not self._whole.document_frequency(field, term):
                return 0  # not kept: of what may be typed there is no end
            known = self._known[field, term] = self._whole.count(field, term, self._among)
        return known

    def _weight(self, field: str, term: str) -> float:
        """A term's inverse document frequency; 0 for one that stands nowhere."""
        frequency = self._frequency(field, term)
        return _idf(frequency, self._count) if frequency else 0.0

    def _weight_of_all(self, field: str, term: str) -> float:
        return _idf(self._whole.document_frequency(field, term), self._whole.weighed)

    def _length(self, length: int, place: int) -> float:
        """What a field's length adds to a term's frequency in BM25's denominator."""
        norm = NORMS[bisect_right(NORMS, length) - 1]
        return K1 * (1 - B + B * norm / (self._averages[place] or 1.0))


def _most_off(averages: Sequence[float], weighed: tuple[int, int, int, int]) -> tuple[float, float]:
    """How many times more, and less, than Tantivy's a score may be with these mean lengths in place of its own.

    A length counts in the denominator of BM25, against the mean: no term's share changes by more than the mean does. In
    a field of which none has anything, no term is found.
    """
    passages, *totals = weighed
    means = [(ours, total / max(passages, 1)) for ours, total in zip(averages, totals, strict=True) if ours]
    if not all(theirs for _, theirs in means):
        return math.inf, math.inf
    shares = [ours / theirs for ours, theirs in means]
    return ROUNDING * max([1.0, *shares]), ROUNDING / min([1.0, *shares])


def _idf(frequency: int, count: int) -> float:
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
