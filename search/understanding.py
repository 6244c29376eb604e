"""How the words of a query are taken: which language, which accents, which slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracuu.corpus.vietnamese import fold, has_accents, is_syllable
from tracuu.index.local.generations.lexical import Accents, LexicalIndex
from tracuu.search.accents import Restored, restore
from tracuu.search.constants import VIETNAMESE_SHARE
from tracuu.search.query import Query
from tracuu.search.slips import meant, split_joined

Script = Literal["accented", "unaccented", "foreign"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of a query are taken.

    Attributes:
        script: which language and spelling it is in.
        typed: the words as they were typed.
        text: what the dense side is asked.
        words: what the lexical side is asked.
        accents: whether it compares them with their accents.
        restored: the likeliest reading, where it is another than what was typed.
    """

    script: Script
    typed: str
    text: str
    words: tuple[str, ...]
    accents: Accents
    restored: Restored | None = None


def read_words(query: Query, lexical: LexicalIndex, as_typed: bool = False) -> Reading:
    """How to take the words of `query`: with accents restored and slips mended, or as another language.

    What stands in quotes is meant as it was typed, and with it the whole question.
    """
    accented = has_accents(query.text)
    if not accented:
        known = sum(is_syllable(word) or lexical.frequency(word, "folded") > 0 for word in query.words)
        if known < VIETNAMESE_SHARE * len(query.words):
            return Reading("foreign", query.text, query.text, query.words, "folded")
    script: Script = "accented" if accented else "unaccented"
    accents: Accents = "accented" if accented else "folded"
    if as_typed or (accented and query.phrases):
        return Reading(script, query.text, query.text, query.words, accents)
    words = split_joined(query.words, lexical)
    restored = restore(meant(words, lexical, accented), lexical)
    if restored.words == query.words:
        return Reading(script, query.text, query.text, query.words, accents)
    used = restored.words if accented else tuple(map(fold, restored.words))
    return Reading(script, query.text, " ".join(restored.words), used, accents, restored)
