"""Words of several syllables among the tokens of a text: lists of them as they are written, and where one stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Run = tuple[str, ...]
"""Tokens that follow one another."""

Known = dict[str, tuple[Run, ...]]
"""Runs by their first token, the longest first."""


def runs_in(listed: str) -> list[Run]:
    """The runs of a list parted by commas."""
    return [tuple(words.split()) for words in listed.split(", ")]


def known(runs: Iterable[Run]) -> Known:
    """Runs, to be looked for."""
    by_first: Known = {}
    for run in sorted(set(runs), key=len, reverse=True):
        by_first[run[0]] = (*by_first.get(run[0], ()), run)
    return by_first


def run_at(words: Sequence[str], place: int, of: Known) -> Run:
    """The longest of the known runs that begins at `place`; empty if none does."""
    if place >= len(words):
        return ()
    return next((run for run in of.get(words[place], ()) if tuple(words[place : place + len(run)]) == run), ())
