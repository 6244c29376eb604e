"""The lexical side for one who may not see all: words weigh, and BM25 scores, as if there were no other passages.

Tantivy takes a word's weight from every passage it has. Here each is counted among those that may be seen; Tantivy
finds more candidates than are wanted with the weights put right, and those are scored anew by the same formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import tantivy

from ...bm25 import FIELDS, Texts, best_anew, bm25, inverse_frequency, most_off, weighted_terms
from ...records import Accents
from .lexical import LexicalIndex

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


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
        self._up, self._down = most_off(self._averages, weighed)
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
        return best_anew(
            lambda wanted: self._whole.best(terms, wanted, ids),
            lambda some: self.scores(words, some, accents),
            k,
            (self._up, self._down),
            len(self._whole) + 1,
        )

    def scores(self, words: Sequence[str], ids: Ids, accents: Accents = "accented") -> FloatArray:
        """BM25 scores, float32 (n,), of the passages `ids`, few and ascending; 0 where no word stands."""
        asked = [
            (field, term, boost * self._weight(field, term)) for field, term, boost in weighted_terms(words, accents)
        ]
        found = bm25(asked, self._texts(ids), self._averages, accents)
        return np.array([found.get(number, 0.0) for number in ids.tolist()], dtype=np.float32)

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
        return inverse_frequency(frequency, self._count) if frequency else 0.0

    def _weight_of_all(self, field: str, term: str) -> float:
        return inverse_frequency(self._whole.document_frequency(field, term), self._whole.weighed)
