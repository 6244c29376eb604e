"""English words of offices as reports put them: a question in English is asked in both languages.

The encoder brings languages together, but a small one not closely, and the lexical side not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from .function_words import NO_MATTER, PhraseList

ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
"""Endings of English words, and what stands in the table instead."""

LIGHT = NO_MATTER | PhraseList(
    "not, no, all, some, each, every, other, others, more, most, less, than, then, also, only, during, since, until, "
    "under, over, after, before, between, into, per, as, if, so, they, their, them, he, she, his, her, we, our, i, my, "
    "will, would, should, may, might, must, had, being, having, get, got, give, given, make, made, take, taken, show, "
    "list, find, found, happen, happened, told, mention, mentions, mentioned, describe, describes, much, many, often, "
    "current, currently, new, total, amount, kind, kinds, main, due, work, works, information, vs, versus"
)
"""English words that say little by themselves, and need no gloss."""

FILE = Path(__file__).with_name("english_glossary.toml")


Gloss = tuple[str, ...]
"""What something is called in the reports, the usual call first."""


@cache
def _entries() -> Mapping[tuple[str, ...], Gloss]:
    table: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {tuple(english.split()): tuple(vietnamese.split(" / ")) for english, vietnamese in table.items()}


def glosses(words: Sequence[str]) -> tuple[Gloss, ...]:
    """What of `words`, English tokens, is called in the reports, in order: the longest phrases first, plurals too."""
    return tuple(dict.fromkeys(gloss for _, _, gloss in _found(words)))


def untold(words: Sequence[str]) -> tuple[str, ...]:
    """Those of `words`, English tokens, that have no gloss and say something, each once."""
    told = {at for start, end, _ in _found(words) for at in range(start, end)}
    idle = LIGHT.marks(words, accented=False)
    left = (word for at, word in enumerate(words) if at not in told and not idle[at] and word.isalpha())
    return tuple(dict.fromkeys(left))


def _found(words: Sequence[str]) -> Iterator[tuple[int, int, Gloss]]:
    """Where the phrases of the table begin and end in `words`, and what they are called."""
    entries = _entries()
    longest = max(map(len, entries))
    start = 0
    while start < len(words):
        runs = [tuple(words[start : start + n]) for n in range(longest, 0, -1)]
        known = next(((run, form) for run in runs for form in _forms(run) if form in entries), None)
        if known:
            yield start, start + len(known[0]), entries[known[1]]
        start += len(known[0]) if known else 1


def _forms(run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A phrase as it is, and its last word without its ending: "studies", "flooding", "fined"."""
    last = run[-1]
    yield run
    bases = (
        last.removesuffix(ending) + other
        for ending, other in ENDINGS
        if len(last) > len(ending) + 2 and last.endswith(ending)
    )
    yield from ((*run[:-1], base) for base in bases)
