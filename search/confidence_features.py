"""What speaks for an answer: how near, how well matched in words, and whether what is named is known at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from ..corpus.vietnamese import bigrams, fold, has_no_vowel, tokens
from ..index.records import Accents, Passage
from .candidates import Candidates
from .constants import COSINE_IN_SHARES
from .function_words import FUNCTION
from .header_names import UNIT_TYPES, UNITS
from .matter import Matter
from .nearness import Nearness
from .understanding import Words
from .word_shares import covered

OF_KINDS = frozenset(("cac", "nhung", "moi", "tung", "nhieu", "cap"))
"""Folded words before a type of unit that make it one of a kind."""

ENGLISH_ENDING = re.compile(
    r"(?<=\w\w)(?:ings?|[ts]ions?|ments?|ness|ity|ies|ed|ers?|est|al|ous|ful|ive|able|ible|ly|ance|ence|ship|ism|ists?|"
    r"ents|ants|ors|age|ure|ght|ck|sh|th|[^s]s|ty)$"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for an answer.

    Attributes:
        foreign: whether the question is in another language, whose words no passage shares.
        cosine: the best of the dense side (mean of paragraph and best sentence).
        margin: `cosine` less the mean cosine of the corpus.
        sentence: the best cosine of a sentence.
        together: the largest share of the question's words, by weight, in one sentence, less what its paragraph's
            cosine lacks of the best, `COSINE_IN_SHARES` fold: both sides must mean the same passage.
        stranger: whether the question names a place after its type, or a figure in any spelling, that none of the best
            passages and of their reports names. Capitals are no sign: few type them.
        near: `sentence` in standard deviations from what questions of no store in particular reach in this one; 0 where
            the question is in another language.
        beyond_foreign: how much nearer a sentence is to a question in another language than to English ones of no store
            in particular (`nearness.beyond`); else 0.
        english: how much such a question looks like English, 0..1: the share of its words that ask or join, or end as
            English words do.
        known: share, 0..1, of the words of a question in Vietnamese that the store has; else 0.
        length: logarithm of the number of words asked in Vietnamese; a long question is seldom matched as closely as a
            short one.
        words: the largest share of the question's words, by weight, in one sentence, however near it is: with
            `stranger` and `length` all that can be said without an encoder.
        matter_pairs: share of what the question asks about, by pairs of words, that the reports it names have
            (`matter.Matter.pairs`).
        matter_missing: how much tells the word of it that they lack and that tells most.
        pairs_known: share of its pairs that the store has.
        called: share of what a question in English asks about, by what it is called in reports, that stands in one
            sentence (`english_matter.called_together`); else 0.
        uncalled: whether something that it asks about stands nowhere, whatever it is called.
        lacking: whether it names reports, and a word of it stands in none of them (`matter.Matter`).
        untimely: whether it names reports and a time that they are not of.
        mute: whether the question is in no language at all: half of its words or more have no vowel.
    """

    foreign: bool
    cosine: float
    margin: float
    sentence: float
    together: float
    stranger: bool
    length: float
    words: float
    near: float
    english: float
    known: float
    beyond_foreign: float
    matter_pairs: float
    matter_missing: float
    pairs_known: float
    called: float = 0.0
    uncalled: bool = False
    lacking: bool = False
    untimely: bool = False
    mute: bool = False


def features_of(
    candidates: Candidates,
    passages: Mapping[int, Passage],
    words: Words,
    weights: Mapping[str, float],
    mean_cosine: float,
    nearness: Nearness,
    known: float,
    beyond: float,
    matter: Matter,
    called: float,
    uncalled: bool,
) -> Features:
    """The evidence in what both sides found, at least one passage.

    Args:
        candidates: what was found.
        passages: those of `candidates.looked_at()`, by id.
        words: how the question's are taken.
        weights: of the question's words.
        mean_cosine: of the question to the whole corpus.
        nearness: what is near in this store.
        known: share of the question's words that the store has.
        beyond: how much nearer a sentence is to it than to questions of no store, where it is in another language.
        matter: how far the reports that it names have what it asks about.
        called: how far what a question in English asks about stands in one sentence (`called_together`).
        uncalled: whether something that it asks about stands nowhere.
    """
    cosine = float(candidates.sides.dense.max())
    lacking = {
        n: COSINE_IN_SHARES * (cosine - float(candidates.sides.dense[np.searchsorted(candidates.ids, n)]))
        for n in passages
    }
    standing = {n: float(candidates.words[np.searchsorted(candidates.ids, n)]) for n in passages}

    @cache
    def in_one_sentence(number: int) -> float:
        passage = passages[number]
        shares = (covered(passage.text[start:end], weights, words.accents) for start, end in passage.sentences)
        return max(shares, default=0.0)

    together = -1.0
    for number in sorted(lacking, key=lacking.__getitem__):
        if 1 - lacking[number] <= together:
            break
        together = max(together, in_one_sentence(number) - lacking[number])
    most = 0.0
    for number in sorted(standing, key=standing.__getitem__, reverse=True):
        if standing[number] <= most:  # no sentence has more than its passage
            break
        most = max(most, in_one_sentence(number))
    sentence = max((float(scores.max()) for scores in candidates.sides.sentences if len(scores)), default=cosine)
    foreign = words.script == "foreign"
    return Features(
        foreign=foreign,
        cosine=cosine,
        margin=cosine - mean_cosine,
        sentence=sentence,
        together=together,
        stranger=_stranger(words, passages.values()),
        length=0.0 if foreign else math.log(len(words.terms)),
        words=most,
        near=0.0 if foreign else nearness.of(sentence),
        english=_english_share(words.terms) if foreign else 0.0,
        known=0.0 if foreign else known,
        beyond_foreign=beyond if foreign else 0.0,
        matter_pairs=matter.pairs,
        matter_missing=matter.missing,
        pairs_known=matter.pairs_known,
        called=called,
        uncalled=uncalled,
        lacking=matter.lacking,
        untimely=matter.untimely,
        mute=foreign and 2 * sum(map(has_no_vowel, words.terms)) >= len(words.terms),
    )


def _english_share(words: Sequence[str]) -> float:
    asking = FUNCTION.marks(words, False)
    looks = (marked or ENGLISH_ENDING.search(word) is not None for word, marked in zip(words, asking, strict=True))
    return sum(looks) / len(words) if len(words) > 1 else 0.0  # one word ends in anything


def _stranger(words: Words, passages: Iterable[Passage]) -> bool:
    asked = set(_places(words)) | {word for word in words.terms if not word.isalpha()}
    for passage in passages:
        if not asked:
            break
        report = passage.report
        context = (report.header.agency, report.header.title, report.header.province, str(report.year or ""))
        for text in (passage.text, *(section.title for section in passage.sections), *filter(None, context)):
            said = _words(text, words.accents)
            asked.difference_update(said, bigrams(said), map("".join, pairwise(said)))
    return bool(asked)


def _places(words: Words) -> Iterator[str]:
    """The pair of words behind each type of unit: "xã Đồng Mây" is "đồng_mây", "xã nào" is none."""
    folded = [fold(word) for word in words.terms]
    asking = FUNCTION.marks(words.terms, words.accents == "accented")
    for types in UNIT_TYPES:
        for start in range(len(folded) - len(types) - 1):
            end = start + len(types)
            kinds = _of_kinds(folded[:start])
            if tuple(folded[start:end]) == types and not kinds and not any(asking[end : end + 2]):
                yield "_".join(words.terms[end : end + 2])


def _of_kinds(before: Sequence[str]) -> bool:
    """Whether a type of unit behind these names all of a kind: "các xã, phường gặp vướng mắc" names no phường Gặp."""
    at = len(before)
    while at and before[at - 1] in UNITS:
        at -= 1
    return at > 0 and before[at - 1] in OF_KINDS


def _words(text: str, accents: Accents) -> list[str]:
    return [fold(word) for word in tokens(text)] if accents == "folded" else tokens(text)
