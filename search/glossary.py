"""English words of offices as reports put them: a question in English is asked in both languages.

The encoder brings languages together, but a small one not closely, and the lexical side not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("english_glossary.toml")


@cache
def _entries() -> Mapping[tuple[str, ...], str]:
    table: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {tuple(english.split()): vietnamese for english, vietnamese in table.items()}


def glosses(words: Sequence[str]) -> tuple[str, ...]:
    """What of `words`, English tokens, is called in the reports, in order: the longest phrases first, plurals too."""
    entries = _entries()
    longest = max(map(len, entries))
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        runs = [tuple(words[start : start + n]) for n in range(longest, 0, -1)]
        known = next((run for run in runs if run in entries or _singular(run) in entries), ())
        if known:
            found[entries.get(known) or entries[_singular(known)]] = None
        start += len(known) or 1
    return tuple(found)


def _singular(run: tuple[str, ...]) -> tuple[str, ...]:
    return (*run[:-1], run[-1].removesuffix("s"))
