"""Abbreviations in words: a claim and its source are compared as if neither of them abbreviated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...corpus.vietnamese import fold, is_syllable, tokens
from ..abbreviations import JOINT, OF_THEMSELVES, RUN, WITHIN, WORDS

JOINING = "và"
"""What initials may pass over: "GD&ĐT", "NNPTNT"."""

OF_INITIALS = 3
"""Letters from which on initials tell of whose they are."""


@lru_cache(maxsize=4096)
def in_words(text: str) -> str:
    """`text` with each abbreviation of offices written out, the first letter a capital as names have it.

    Args:
        text: of `line`; the numbers of documents keep theirs.
    """
    shouted = text.isupper()

    def written(match: re.Match[str]) -> str:
        words = _meant(match[0])
        if words is None or (shouted and is_syllable(match[0])):
            return match[0]
        return words[0].upper() + words[1:]

    return RUN.sub(written, text)


def _meant(said: str) -> str | None:
    if not said.isupper():
        return None
    letters = WITHIN.sub("", fold(said))
    if letters in WORDS:
        return WORDS[letters]
    each = [WORDS.get(fold(part)) for part in JOINT.split(said)]
    if len(each) == 1 or not all(each):
        return None
    return f" {JOINING} ".join(one for one in each if one) if "&" in said else " ".join(one for one in each if one)


def by_initials(text: str, shown: Sequence[str]) -> str:
    """`text` with the words of its sources in place of abbreviations that no table has and whose initials those are.

    Args:
        text: of `in_words`.
        shown: the texts of the sources.
    """

    def written(match: re.Match[str]) -> str:
        letters = WITHIN.sub("", match[0])
        own = fold(letters) in OF_THEMSELVES or any(match[0] in one for one in shown)
        if not match[0].isupper() or len(letters) < OF_INITIALS or own:
            return match[0]
        found = (words for one in shown for words in [_begun_with(fold(letters), tokens(one))] if words)
        words = next(found, None)
        return match[0] if words is None else words[0].upper() + words[1:]

    return RUN.sub(written, text)


def _begun_with(letters: str, words: Sequence[str]) -> str | None:
    """The first of `words` that follow one another and begin with `letters`, "và" passed over."""
    for start in range(len(words)):
        end, left = start, letters
        while left and end < len(words):
            if words[end] == JOINING and end > start and left[0] != "v":
                end += 1
            elif fold(words[end][0]) == left[0]:
                end, left = end + 1, left[1:]
            else:
                break
        if not left:
            return " ".join(words[start:end])
    return None
