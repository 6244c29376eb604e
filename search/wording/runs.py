"""Words of several syllables among the tokens of a text: lists of them as they are written, and where one stands."""

from __future__ import annotations

from collections.abc import Container, Sequence

Run = tuple[str, ...]
"""Tokens that follow one another."""

LONGEST = 4
"""Syllables of the longest that is listed anywhere: "không dùng tiền mặt"."""


def runs_in(listed: str) -> list[Run]:
    """The runs of a list parted by commas."""
    return [tuple(words.split()) for words in listed.split(", ")]


def run_at(words: Sequence[str], place: int, known: Container[Run]) -> Run:
    """The longest of the `known` runs that begins at `place`; empty if none does."""
    runs = (tuple(words[place : place + length]) for length in range(LONGEST, 0, -1))
    return next((run for run in runs if run in known), ())
