"""The lexical side on Milvus, for one asker: words weigh, and BM25 scores, as if there were no other passages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...corpus.vietnamese import bigrams, fold
from ..bm25 import FIELDS, Texts, best_anew, bm25, in_fields, inverse_frequency, most_off, weighted_terms
from ..records import Accents
from .client import AT_ONCE, MOST, Milvus, batched
from .current import Shelf
from .expressions import listed
from .words import FORMS, count_at, dimension, said_in, term_key

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

KNOWN = 100_000
"""Counts that are kept of one publication: of what may be typed there is no end."""

ALL_IDS = (0, 1 << 62)

SINGLE = FIELDS["accented"][0]
"""The field of syllables as they are written, of which forms are."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where an asker's words are counted: the collections of a publication, and the shelves of it that may be seen.

    Attributes:
        passages, terms: names of the collections.
        version: of the publication.
        numbers: of the shelves.
        expression: what admits all that the asker may see.
        sizes: what stands there, all together.
        weighed: the lengths by which the words' weights in the rows were made.
        fewer: for each shelf, field and term, in how many passages it stands that are left out.
    """

    passages: str
    terms: str
    version: int
    numbers: tuple[int, ...]
    expression: str
    sizes: Shelf
    weighed: tuple[int, int, int, int]
    fewer: Mapping[tuple[int, str, str], int]


class MilvusLexical:
    """The passages that one asker may see.

    Args:
        milvus: the server.
        shelves: where they stand.
        texts: gives what they say.
        known: in how many of them terms stand, by field and term, as far as it was asked before.
    """

    def __init__(
        self, milvus: Milvus, shelves: Shelves, texts: Texts, known: dict[tuple[str, str], int] | None = None
    ) -> None:
        self._milvus = milvus
        self._shelves = shelves
        self._texts = texts
        self._known = {} if known is None else known
        sizes = shelves.sizes
        self._averages = [total / max(sizes.passages, 1) for total in (sizes.tokens, sizes.pairs, sizes.context)]
        self._off = most_off(self._averages, shelves.weighed)

    def __len__(self) -> int:
        return self._shelves.sizes.passages

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        """In how many passages a syllable, or a pair ("kinh_phí"), stands."""
        single, pair = FIELDS[accents]
        return self._frequency(pair if "_" in word else single, word)

    def under(self, term: str) -> int:
        """How many passages stand under a heading, or are of an agency, with a folded syllable or pair."""
        return self._frequency("context", term)

    def forms(self, folded: str) -> list[tuple[str, int]]:
        """The accented forms of a folded syllable, the most frequent first, with in how many passages each stands."""
        if folded != fold(folded):  # no term is a form of one with accents
            return []
        keys = [term_key(shelf, FORMS, folded) for shelf in self._shelves.numbers]
        rows = self._milvus.rows(self._shelves.terms, f"key in {listed(keys)}", ["counts"]) if keys else []
        said = [(SINGLE, form) for form in {form for row in rows for form in json.loads(row["counts"])}]
        self._look_up(said)
        there = [(form, self._frequency(field, form)) for field, form in said]
        return sorted(((form, count) for form, count in there if count), key=lambda one: (-one[1], one[0]))

    def search(self, words: Sequence[str], k: int, accents: Accents, expression: str) -> tuple[Ids, FloatArray]:
        """Ids and BM25 scores of the `k` best passages that an expression admits, best first."""
        vector: dict[int, float] = {}
        for field, term, weight in self._weighed(words, accents):
            if weight:
                place = dimension(field, term)
                vector[place] = vector.get(place, 0.0) + weight
        if not vector:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        return best_anew(
            lambda wanted: self._milvus.search(self._shelves.passages, accents, vector, wanted, expression),
            lambda some: self.scores(words, some, accents),
            k,
            self._off,
            MOST,
        )

    def scores(self, words: Sequence[str], ids: Ids, accents: Accents) -> FloatArray:
        """BM25 scores, float32 (n,), of the passages `ids`, ascending; 0 where no word stands."""
        found = bm25(self._weighed(words, accents), self._texts(ids), self._averages, accents)
        return np.array([found.get(number, 0.0) for number in ids.tolist()], dtype=np.float32)

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents) -> FloatArray:
        """Sum of the weights of those words that stand in each of these passages, float32 (n,)."""
        sums = dict.fromkeys(ids.tolist(), 0.0)
        for number, text, _ in self._texts(ids):
            words, pairs = in_fields(text, accents)
            there = {*words, *pairs}
            sums[number] = sum(weight for word, weight in weights.items() if word in there)
        return np.array(list(sums.values()), dtype=np.float32)

    def holding(self, phrases: Iterable[Sequence[str]], accents: Accents) -> Ids:
        """Ids, ascending, of the passages that the asker may see in which one of `phrases` stands word for word."""
        found = [np.empty(0, np.int64), *(self._holding(tuple(phrase), accents) for phrase in phrases)]
        return np.unique(np.concatenate(found))

    def _holding(self, phrase: tuple[str, ...], accents: Accents) -> Ids:
        single, pair = FIELDS[accents]
        terms = [(single, phrase[0])] if len(phrase) == 1 else [(pair, two) for two in bigrams(list(phrase))]
        self._look_up(terms)
        count, (field, term) = min((self._frequency(*one), one) for one in terms)
        if not count:
            return np.empty(0, np.int64)
        ids = np.sort(self._with_term(accents, dimension(field, term), *ALL_IDS))
        if len(phrase) <= 2 and len(ids) == count:  # else another term has the same dimension
            return ids
        said = (number for number, text, _ in self._texts(ids) if said_in(text, accents, [phrase]))
        return np.array(sorted(said), np.int64)

    def _with_term(self, accents: Accents, place: int, first: int, last: int) -> Ids:
        """The passages with a term's dimension, ids from `first` to before `last`: all, however many there are."""
        expression = f"{self._shelves.expression} and id >= {first} and id < {last}"
        ids, _ = self._milvus.search(self._shelves.passages, accents, {place: 1.0}, MOST, expression)
        if len(ids) < MOST:
            return ids
        middle = int(np.median(ids)) + 1
        parts = [self._with_term(accents, place, first, middle), self._with_term(accents, place, middle, last)]
        return np.concatenate(parts)

    def _weighed(self, words: Sequence[str], accents: Accents) -> list[tuple[str, str, float]]:
        """Field, term and weight of all that a query of these words asks for."""
        terms = weighted_terms(words, accents)
        self._look_up([(field, term) for field, term, _ in terms])
        return [(field, term, boost * self._weight(field, term)) for field, term, boost in terms]

    def _weight(self, field: str, term: str) -> float:
        """A term's inverse document frequency; 0 for one that stands nowhere."""
        frequency = self._frequency(field, term)
        return inverse_frequency(frequency, len(self)) if frequency else 0.0

    def _frequency(self, field: str, term: str) -> int:
        self._look_up([(field, term)])
        return self._known[field, term]

    def _look_up(self, terms: Iterable[tuple[str, str]]) -> None:
        """Learn how often terms stand, all at once."""
        unknown = [one for one in dict.fromkeys(terms) if one not in self._known]
        if not unknown:
            return
        if len(self._known) > KNOWN:
            self._known.clear()
        keys = {term_key(shelf, *one): one for one in unknown for shelf in self._shelves.numbers}
        fewer = self._shelves.fewer
        counted = {one: -sum(fewer.get((shelf, *one), 0) for shelf in self._shelves.numbers) for one in unknown}
        for some in batched(keys, AT_ONCE):
            fields = ["key", "counts"]
            for row in self._milvus.rows(self._shelves.terms, f"key in {listed(some)}", fields):
                counted[keys[row["key"]]] += self._then(row)
        self._known.update(counted)

    def _then(self, row: Mapping[str, str]) -> int:
        """A term's count at this publication."""
        return count_at(row["counts"], self._shelves.version)
