"""Lets patterns on text without accents see only words that may be theirs: "kỳ" is no "ký", "quỹ" no "quý"."""

from __future__ import annotations

from ..corpus.vietnamese import TOKEN, fold, has_accents, place_tone, tokens

MASK = "x"
"""A letter for each that is hidden: a word stays a word, and is none that a pattern has."""


class SpelledWords:
    """The words of some patterns, with their accents."""

    def __init__(self, *texts: str) -> None:
        self._spelled = frozenset(word for text in texts for word in tokens(text.lower()))
        self._folded = frozenset(map(fold, self._spelled))

    def seen_in(self, text: str) -> str:
        """`text` folded, without the words that have other accents than those which a pattern could mean.

        A word typed without any may be one. As long as `fold(text)`; that itself where the two differ in length.
        """
        folded = fold(text)
        if len(folded) != len(text) or not has_accents(text):
            return folded
        letters = list(folded)
        for match in TOKEN.finditer(text):
            word = place_tone(match[0].lower())
            if has_accents(word) and word not in self._spelled and fold(word) in self._folded:
                letters[match.start() : match.end()] = MASK * len(match[0])
        return "".join(letters)
