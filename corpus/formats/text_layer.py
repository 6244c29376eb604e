"""Whether the text layer of a page can be believed: it is tested by how its words spell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..syllables import is_allowed
from ..vietnamese import has_no_vowel, is_syllable

WORD = re.compile(r"[^\W\d_]{2,}")
LEAST_WORDS = 20
"""A page of fewer words is too short to tell."""

ACCENTED = 0.4
"""Least share of the words of Vietnamese that carry a mark: 0.6 to 0.8 in reports, 0.1 to 0.3 in what a program for
another language makes of them."""

SPELLED = 0.5
"""Share of words that might be syllables without their marks, under which a page is in another language."""

WRONG = 0.3
"""Share of the words with marks that no Vietnamese syllable has, over which the letters are not what the page shows."""


def is_believable(words: Iterable[str], pictured: bool) -> bool:
    """Whether a page's words are what a reader of the page sees.

    Args:
        words: of the text layer, in Unicode.
        pictured: whether a picture covers the page, so that the layer is what some program recognised in it.
    """
    found = [match[0] for word in words for match in WORD.finditer(word)]
    if len(found) < LEAST_WORDS:
        return True
    accented = [word for word in found if not word.isascii()]
    wrong = sum(not is_allowed(word.lower()) and not has_no_vowel(word) for word in accented)
    if wrong > WRONG * len(found):
        return False
    if not pictured:
        return True
    lost = len(accented) - wrong < ACCENTED * len(found)
    return not (lost and sum(map(is_syllable, found)) >= SPELLED * len(found))
