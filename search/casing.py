"""Capitals as the store's own text has them: the encoder tells them apart, and few people type them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..corpus.vietnamese import TOKEN, fold, has_no_vowel, is_syllable
from ..index.records import Accents, Passage
from ..index.store import View
from .constants import ABBREVIATION_LETTERS, CASING_PASSAGES
from .function_words import ASKING
from .header_names import UNITS, header_names
from .understanding import Words

FINAL_MARKS = " ?!.…"
"""The mark at the end is no part of what is asked."""


def cased(words: Words, view: View) -> str:
    """What the dense side is asked: `words.text` without the mark at its end, and however its capitals were typed, with
    those that the passages nearest by its words have, or headers; an abbreviation that none has is one by its letters.
    Behind it stand its glosses.

    Args:
        words: how the question's are taken.
        view: what is asked.
    """
    text = words.text.rstrip(FINAL_MARKS)
    lower = text.lower()
    if not text or len(lower) != len(text):  # "İ" becomes two letters
        return text
    found = list(TOKEN.finditer(lower))
    keys = [_key(match[0], words.accents) for match in found]
    forms = _forms(words, keys, view)
    letters = list(lower)
    for match in found:
        word = match[0]
        if len(word) > 1 and word.isalpha() and words.script != "foreign" and not is_syllable(word):
            is_abbreviation = has_no_vowel(word) or len(word) <= ABBREVIATION_LETTERS
            letters[match.start() : match.end()] = word.upper() if is_abbreviation else word.capitalize()
    for name in header_names(view).named([fold(match[0]) for match in found]):
        for match in found[name.start : name.end]:
            if fold(match[0]) not in UNITS:
                letters[match.start()] = letters[match.start()].upper()
    asking = ASKING.marks([match[0] for match in found], True)
    for place, match in enumerate(found):
        behind = keys[place + 1 : place + 2]
        near = behind if asking[place] else [*keys[max(place - 1, 0) : place], *behind]
        form = forms.beside(keys[place], near) or (None if asking[place] else forms.anywhere(keys[place]))
        if form and form.lower() == match[0]:
            letters[match.start() : match.end()] = form
    if words.script != "foreign" and any(asking):
        letters[0] = letters[0].upper()  # a sentence; what does not ask is a heading or a part of one
    return replace(words, text="".join(letters)).in_both


def _key(word: str, accents: Accents) -> str:
    return fold(word) if accents == "folded" else word.lower()


class _Forms:
    """How often each of the words `wanted` stands in which form in some passages, beside which other."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = frozenset(wanted)
        self._beside: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._anywhere: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def take(self, passage: Passage, accents: Accents) -> None:
        """Count the words of `passage` that are wanted, but for those that begin something, where a capital is due."""
        text = passage.text
        found = list(TOKEN.finditer(text))
        keys = [_key(match[0], accents) for match in found]
        within = False
        for place in range(1, len(found)):
            if text[found[place - 1].end() : found[place].start()] != " ":
                within = False
                continue
            left, key = keys[place - 1], keys[place]
            if key in self._wanted:
                form = found[place][0]
                self._anywhere[key][form] += 1
                self._beside[key, left][form] += 1
            if within and left in self._wanted:
                self._beside[left, key][found[place - 1][0]] += 1
            within = True

    def beside(self, word: str, near: list[str]) -> str | None:
        """The form of `word` that most have beside one of `near`."""
        return _most(sum((self._beside.get((word, other), Counter()) for other in near), Counter()))

    def anywhere(self, word: str) -> str | None:
        """The form of `word` that most have."""
        return _most(self._anywhere.get(word, Counter()))


def _most(forms: Counter[str]) -> str | None:
    return next((form for form, _ in forms.most_common(1)), None)


def _forms(words: Words, keys: Sequence[str], view: View) -> _Forms:
    forms = _Forms(keys)
    for passage in view.passages(view.best_by_words(words.terms, words.accents, CASING_PASSAGES).tolist()).values():
        forms.take(passage, words.accents)
    return forms
