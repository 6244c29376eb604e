"""Where to look for the ways of putting something: sentences, and how well each says what was asked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ...corpus.vietnamese import bigrams, fold, tokens, trim
from ...index.records import Accents, Passage
from ...index.store import View, Vocabulary
from ..candidates import find_candidates
from ..constants import (
    EXACT_PASSAGES,
    SAYING_DENSE_SHARE,
    SAYING_SHORTEST,
    SAYINGS_DEEPEST,
    SAYINGS_DISTINCT,
    SIDE_DEPTH,
    SYLLABLES_A_WORD,
)
from ..engine import citation_of
from ..understanding import Words
from .forms import Edit
from .polarity import matter_in

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


LABEL = re.compile(r"(?:[-–+•*▪]\s*|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[a-zđ])[.)]\s+)+")
"""The number or mark of an item before its sentence; no part of the wording."""

CELL = re.compile(r"\s\|\s")
COLUMN = re.compile(r"[^:|]+:\s")


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence where it stands: [start, end) of the passage's text, and where it differs from the variant's."""

    passage: Passage
    start: int
    end: int
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text[self.start : self.end]

    @property
    def citation(self) -> str:
        """Of the passage, in prose."""
        return citation_of(self.passage)


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that may say what was asked.

    Attributes:
        use: where it stands.
        holds: whether the phrase stands in it, word for word.
        covered: the share, 0..1, of the phrase's words that it has.
        score: how well it says it, 0..1.
        on_matter: whether it has a word of what the phrase is about: for "thiếu biên chế" one of "biên chế".
        enough: whether it says it well enough.
    """

    use: Use
    holds: bool
    covered: float
    score: float
    on_matter: bool = True
    enough: bool = False


def sayings_in(view: View, asked: Words, vector: FloatArray) -> Iterator[Saying]:
    """Every sentence of the candidates, by the passages' ids.

    Args:
        view: what is asked.
        asked: how the words of the phrase are taken.
        vector: the phrase's, float32 (d,), L2-normalised.
    """
    passages = _candidates(view, asked, vector)
    if not passages:
        return
    weights = unit_weights(asked.terms, asked.accents, view.words)
    of_matter = unit_weights(_matter(asked), asked.accents, view.words)
    ids = np.array(sorted(passages), dtype=np.int64)
    cosines, mean = view.sentence_cosines(vector, ids), view.mean_cosine(vector)
    distinct = np.unique(np.concatenate([*cosines, [mean]]))
    usual = min(mean, float(distinct.mean()))
    span = float(distinct.max()) - usual
    for passage_id, scores in zip(ids.tolist(), cosines, strict=True):
        passage = passages[passage_id]
        for number, (start, end) in clauses(passage):
            words = tokens(passage.text[start:end])
            if asked.accents == "folded":
                words = [fold(word) for word in words]
            cosine = float(scores[number]) if number < len(scores) else usual
            meant = max(cosine - usual, 0.0) / span if span > 0 else 0.0
            covered = share_of(weights, words)
            score = SAYING_DENSE_SHARE * meant + (1 - SAYING_DENSE_SHARE) * covered
            on_matter = not of_matter or share_of(of_matter, words) > 0
            yield Saying(Use(passage, start, end), _holds(words, asked.terms), covered, score, on_matter)


def _matter(asked: Words) -> list[str]:
    """The words of what a phrase is about, as its terms are spelled: as a clause has them."""
    words = matter_in(tokens(asked.text))
    return [fold(word) for word in words] if asked.accents == "folded" else words


def _candidates(view: View, asked: Words, vector: FloatArray) -> dict[int, Passage]:
    """Passages in which to look, by id: both sides' best, those with the very phrase, and what repeats any of them."""
    depth = SIDE_DEPTH
    while True:
        ids = find_candidates(view, asked, vector, depth).ids
        passages = view.passages(ids.tolist())
        differing = {re.sub(r"\d+", "", fold(passage.text)) for passage in passages.values()}
        if len(differing) >= SAYINGS_DISTINCT or len(ids) < depth or depth >= SAYINGS_DEEPEST:
            break
        depth *= 2
    exact = view.holding(asked.terms, asked.accents)
    passages |= view.passages(np.setdiff1d(exact, ids)[-EXACT_PASSAGES:].tolist())
    same = view.same_text([p.id for p in {passage.text: passage for passage in passages.values()}.values()])
    return passages | {other.id: other for others in same.values() for other in others if other.id not in passages}


def clauses(passage: Passage) -> Iterator[tuple[int, tuple[int, int]]]:
    """The number of each sentence of `passage` and [start, end) of what it says, its own label left out.

    A row of a table is parted into its cells, and the heading of a column is no part of them; what is too short to be
    a wording is left out.
    """
    for number, (first, last) in enumerate(passage.sentences):
        cuts = CELL.finditer(passage.text, first, last) if passage.kind == "row" else ()
        edges = [(first, first), *(cut.span() for cut in cuts), (last, last)]
        for (_, start), (end, _) in pairwise(edges):
            label = (COLUMN if passage.kind == "row" else LABEL).match(passage.text, start, end)
            span = trim(passage.text, label.end() if label else start, end)
            if len(tokens(passage.text[slice(*span)])) >= SAYING_SHORTEST:
                yield number, span


def unit_weights(words: Sequence[str], accents: Accents, vocabulary: Vocabulary) -> dict[str, float]:
    """How much each unit of a phrase tells by its inverse document frequency: syllables, and pairs that are one word.

    Most Vietnamese words are two syllables: "nhiệm" of "trách nhiệm" is nothing of "kiêm nhiệm". A pair weighs by the
    share of its rarer syllable's passages in which it stands, and its syllables by the rest; a phrase of two syllables
    that the reports have is one word.
    """
    n = len(vocabulary)
    frequency = {unit: min(vocabulary.frequency(unit, accents), n) for unit in (*words, *bigrams(list(words)))}
    idf = {unit: math.log(1 + (n - df + 0.5) / (df + 0.5)) for unit, df in frequency.items()}
    bound = dict.fromkeys(words, 0.0)
    weights: dict[str, float] = {}
    for pair in bigrams(list(words)):
        left, right = pair.split("_")
        rarer = min(frequency[left], frequency[right])
        share = min(frequency[pair] / rarer, 1.0) if rarer else 0.0
        share = 1.0 if share and len(words) == SYLLABLES_A_WORD else share
        weights[pair] = share * idf[pair]
        bound[left], bound[right] = max(bound[left], share), max(bound[right], share)
    return weights | {word: (1 - share) * idf[word] for word, share in bound.items()}


def share_of(weights: dict[str, float], words: Sequence[str]) -> float:
    """Share, 0..1, of the weight of a phrase's units that stands in `words`."""
    present = {*words, *bigrams(list(words))}
    total = sum(weights.values())
    return sum(weight for unit, weight in weights.items() if unit in present) / total if total else 0.0


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether `phrase` stands in `words`, word for word."""
    return f" {' '.join(phrase)} " in f" {' '.join(words)} "
