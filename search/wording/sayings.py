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
from ..lexicon import is_pair, makes_word
from ..understanding import Words
from .forms import Edit
from .parts import PREDICATE
from .polarity import matter_in
from .runs import Run
from .sameness import OF_ONE_FIELD

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


LABEL = re.compile(r"(?:[-–+•*▪]\s*|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[a-zđ])[.)]\s+)+")
"""The number or mark of an item before its sentence; no part of the wording."""

RUN_IN = re.compile(r"[^\W\d_][^:;,.\n]{2,60}:\s+(?=\S)")
RUN_IN_LONGEST = 7
"""Words of a heading that runs into its sentence: "Với UBND thị xã: …"."""

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


def sayings_in(view: View, asked: Words, vector: FloatArray, phrase: Sequence[str]) -> Iterator[Saying]:
    """Every sentence of the candidates, by the passages' ids.

    Args:
        view: what is asked.
        asked: how the words of the phrase are taken.
        vector: the phrase's, float32 (d,), L2-normalised.
        phrase: the words of it that are to stand in a sentence that holds it.
    """
    passages = _candidates(view, asked, vector, phrase)
    if not passages:
        return
    weights = unit_weights(asked.terms, asked.accents, view.words)
    of_matter = _matter(asked)
    alike = _alike(asked)
    of_pole = len(matter_in(tokens(asked.text))) < len(asked.terms)
    own = frozenset(pairwise(asked.terms)) if of_pole else frozenset()
    ids = np.array(sorted(passages), dtype=np.int64)
    cosines, mean = view.sentence_cosines(vector, ids), view.mean_cosine(vector)
    distinct = np.unique(np.concatenate([*cosines, [mean]]))
    usual = min(mean, float(distinct.mean()))
    span = float(distinct.max()) - usual
    for passage_id, scores in zip(ids.tolist(), cosines, strict=True):
        passage = passages[passage_id]
        for number, (first, end) in clauses(passage):
            start = first + _run_in(passage.text[first:end], of_matter)
            words = tokens(passage.text[start:end])
            if asked.accents == "folded":
                words = [fold(word) for word in words]
            cosine = float(scores[number]) if number < len(scores) else usual
            meant = max(cosine - usual, 0.0) / span if span > 0 else 0.0
            covered = share_of(weights, [*_meant(words, own), *_said_alike(words, alike)])
            score = SAYING_DENSE_SHARE * meant + (1 - SAYING_DENSE_SHARE) * covered
            on_matter = not of_matter or any(_has(words, word) for word in of_matter)
            yield Saying(Use(passage, start, end), _holds(words, phrase), covered, score, on_matter)


def _matter(asked: Words) -> list[Run]:
    """The words, of several syllables each, of what a phrase is about, as its terms are spelled."""
    found: list[Run] = []
    for syllable in matter_in(tokens(asked.text)):
        if found and is_pair(found[-1][-1], syllable):
            found[-1] = (*found[-1], syllable)
        else:
            found.append((syllable,))
    return [_spelled(word, asked.accents) for word in found]


def _has(words: Sequence[str], word: Run) -> bool:
    """Whether most of a word of several syllables stands in `words`: "biên" of "biên bản" is nothing of "biên chế"."""
    pairs = list(pairwise(word))
    there = {*pairwise(words)}
    return 2 * sum(pair in there for pair in pairs) > len(pairs) if pairs else word[0] in words


def _run_in(text: str, of_matter: Sequence[Run]) -> int:
    """Where a sentence begins behind a heading that runs into it, unless only the heading says what it is about."""
    heading = RUN_IN.match(text)
    if not heading or PREDICATE.search(heading[0]) or len(tokens(heading[0])) > RUN_IN_LONGEST:
        return 0
    above, rest = (list(map(fold, tokens(part))) for part in (heading[0], text[heading.end() :]))
    alone = any(_has(above, word) and not _has(rest, word) for word in (tuple(map(fold, one)) for one in of_matter))
    return 0 if alone or len(rest) < SAYING_SHORTEST else heading.end()


def _meant(words: Sequence[str], own: frozenset[tuple[str, str]]) -> list[str]:
    """`words` without syllables of a phrase that make another word here: "biên" in "biên bản", of "biên chế".

    Args:
        words: of a sentence, with their accents.
        own: the neighbours in the phrase.
    """
    asked = {syllable for pair in own for syllable in pair}
    return [
        word
        for place, word in enumerate(words)
        if word not in asked or not makes_word(words, place) or _in_own(words, place, own)
    ]


def _in_own(words: Sequence[str], place: int, own: frozenset[tuple[str, str]]) -> bool:
    return not own.isdisjoint(pairwise(words[max(0, place - 1) : place + 2]))


def _alike(asked: Words) -> list[tuple[Run, tuple[Run, ...]]]:
    """Words of a phrase, each with those that say the same of the same."""
    said = f" {' '.join(asked.terms)} "
    groups = [[_spelled(tuple(word.split()), asked.accents) for word in group] for group in OF_ONE_FIELD]
    return [
        (word, tuple(other for other in group if other != word))
        for group in groups
        for word in group
        if f" {' '.join(word)} " in said
    ]


def _said_alike(words: Sequence[str], alike: Sequence[tuple[Run, tuple[Run, ...]]]) -> Iterator[str]:
    """The words of a phrase for which `words` has others that say the same."""
    for word, others in alike:
        if any(_holds(words, other) for other in others):
            yield from word


def _spelled(word: Run, accents: Accents) -> Run:
    return tuple(map(fold, word)) if accents == "folded" else word


def _candidates(view: View, asked: Words, vector: FloatArray, phrase: Sequence[str]) -> dict[int, Passage]:
    """Passages in which to look, by id: both sides' best, those with the very phrase, and what repeats any of them."""
    depth = SIDE_DEPTH
    while True:
        ids = find_candidates(view, asked, vector, depth).ids
        passages = view.passages(ids.tolist())
        differing = {re.sub(r"\d+", "", fold(passage.text)) for passage in passages.values()}
        if len(differing) >= SAYINGS_DISTINCT or len(ids) < depth or depth >= SAYINGS_DEEPEST:
            break
        depth *= 2
    exact = view.holding(phrase, asked.accents)
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
            span = span[0], span[0] + len(passage.text[slice(*span)].rstrip("; "))
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
