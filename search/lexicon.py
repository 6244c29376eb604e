"""The words of Vietnamese, whatever a store holds: what is one of them is no slip, and may be meant without accents.

`lexicon.txt` has a line, in lower case, for each syllable of a word and for each two neighbouring ones ("kinh phí"), of
the words of pyvi 0.1.1 (`pyvi/models/words.txt`, MIT License, Copyright (c) 2016 Viet-Trung Tran; see
`lexicon.LICENSE.txt`) but for abbreviations and formulas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from ..corpus.vietnamese import fold

FILE = Path(__file__).with_name("lexicon.txt")


@cache
def lexicon() -> frozenset[str]:
    """The syllables, and the neighbouring ones of a word: "kinh phí"."""
    return frozenset(FILE.read_text(encoding="utf-8").splitlines())


@cache
def forms() -> Mapping[str, tuple[str, ...]]:
    """By a folded syllable, how it may be accented."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(lexicon()):
        if " " not in word:
            found[fold(word)].append(word)
    return {folded: tuple(accented) for folded, accented in found.items()}


@cache
def _followers() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for first, _, second in (word.partition(" ") for word in lexicon() if " " in word):
        found[first].add(second)
    return {first: frozenset(behind) for first, behind in found.items()}


def following(first: str) -> frozenset[str]:
    """The syllables that stand right behind this one in a word."""
    return _followers().get(first, frozenset())


def makes_word(words: Sequence[str], place: int) -> bool:
    """Whether `words[place]` makes a word with the one before it or behind it."""
    return any(is_pair(*words[at : at + 2]) for at in (place - 1, place) if 0 <= at < len(words) - 1)


def is_pair(first: str, second: str) -> bool:
    """Whether these are neighbours in a word."""
    return second in following(first)
