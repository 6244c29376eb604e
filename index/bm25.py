"""BM25 as every store scores it: what a question asks for, what a word weighs, what a length adds."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import bigrams, fold, tokens
from .records import Accents, context_terms

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

FIELDS: dict[Accents, tuple[str, str]] = {
    "accented": ("syllables", "bigrams"),
    "folded": ("folded", "folded_bigrams"),
}
"""The fields that are asked for a query with accents and for one without."""

BIGRAM_WEIGHT = 0.5
"""A pair's BM25 against a single syllable's. This side alone on XQuAD-vi, nDCG@10 by `bench/bigrams.py`: .9586 at 0,
.9646 at .3, .9657 at .5, .9633 at .8."""

CONTEXT_WEIGHT = 0.3
"""The agency's and the headings' BM25 against the passage's own words."""

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


def weighted_terms(words: Sequence[str], accents: Accents) -> list[tuple[str, str, float]]:
    """What a query of these words asks for: field, term and boost of each, and of every pair of neighbouring words."""
    single, pair = FIELDS[accents]
    terms = [(single, word, 1.0) for word in words]
    terms += [(pair, bigram, BIGRAM_WEIGHT) for bigram in bigrams(list(words))]
    terms += [("context", term, CONTEXT_WEIGHT) for term in context_terms(" ".join(words))]
    return terms


def in_fields(text: str, accents: Accents) -> tuple[list[str], list[str]]:
    """A text's tokens and their pairs, as they are compared."""
    said = tokens(text)
    if accents == "folded":
        said = [fold(word) for word in said]
    return said, bigrams(said)


def bm25(
    asked: Iterable[tuple[str, str, float]],
    texts: Iterable[tuple[int, str, str]],
    averages: Sequence[float],
    accents: Accents,
) -> dict[int, float]:
    """What some passages score, by their ids; 0 where no word stands.

    Args:
        asked: field, term and weight of each, its boost times its inverse document frequency.
        texts: id, text and context of each passage.
        averages: mean length of the fields that hold tokens, pairs and context.
        accents: whether words are compared with their accents.
    """
    single, _ = FIELDS[accents]
    placed = [(0 if field == single else 2 if field == "context" else 1, term, weight) for field, term, weight in asked]
    scores: dict[int, float] = {}
    above: dict[str, list[str]] = {}  # passages of one section share their context
    for number, text, context in texts:
        if context not in above:
            above[context] = context_terms(context)
        fields = (*in_fields(text, accents), above[context])
        counts = [Counter(field) for field in fields]
        lengths = [length_share(len(field), average) for field, average in zip(fields, averages, strict=True)]
        scores[number] = sum(
            weight * (1 + K1) * tf / (tf + lengths[place])
            for place, term, weight in placed
            if (tf := counts[place][term])
        )
    return scores


def length_share(length: int, average: float) -> float:
    """What a field's length adds to a term's frequency in BM25's denominator."""
    norm = NORMS[bisect_right(NORMS, length) - 1]
    return K1 * (1 - B + B * norm / (average or 1.0))


def most_off(averages: Sequence[float], weighed: tuple[int, int, int, int]) -> tuple[float, float]:
    """How many times more, and less, than by an engine's own mean lengths a score by these may be.

    A length counts in the denominator of BM25, against the mean: no term's share changes by more than the mean does. In
    a field of which none has anything, no term is found.
    """
    passages, *totals = weighed
    means = [(ours, total / max(passages, 1)) for ours, total in zip(averages, totals, strict=True) if ours]
    if not all(theirs for _, theirs in means):
        return math.inf, math.inf
    shares = [ours / theirs for ours, theirs in means]
    return ROUNDING * max([1.0, *shares]), ROUNDING / min([1.0, *shares])


def inverse_frequency(frequency: int, count: int) -> float:
    """What a term that stands in `frequency` of `count` passages weighs."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def best_anew(
    find: Callable[[int], tuple[Ids, FloatArray]],
    score: Callable[[Ids], FloatArray],
    k: int,
    off: tuple[float, float],
    most: int,
) -> tuple[Ids, FloatArray]:
    """Ids and scores of the `k` best passages, best first, of an engine that scores by other mean lengths than ours.

    Args:
        find: so many passages that the engine finds best, best first, with its scores.
        score: these passages, ascending, scored by us.
        k: how many are wanted.
        off: how many times more, and less, than the engine's a score of ours may be.
        most: more than the engine has, or gives at once.
    """
    up, down = off
    wanted, least = min(MORE * k + SPARE, most) if math.isfinite(up) else most, 0.0
    while True:
        found, near = find(wanted)
        if len(found) > k:  # one that is not among the first by so much is not, scored anew
            least = max(least, near[k - 1] / down / up)
        some = np.sort(found[near >= least])
        scores = score(some)
        order = np.lexsort((some, -scores))[:k]
        if len(found) < wanted or wanted >= most or near[-1] * up < scores[order[-1]]:
            return some[order], scores[order]
        wanted, least = min(WIDER * wanted, most), scores[order[-1]] / up
