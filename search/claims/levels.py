"""Of what level something is, and who it is by: "cán bộ thôn" are not "cán bộ xã", nor is a bank the province."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ...words import Bilingual, both
from .clauses import compared
from .pairing import Pairing

LEVELS = frozenset(["thôn", "bản", "xóm", "ấp", "khu", "tổ", "cụm", "xã", "phường", "huyện", "quận", "tỉnh"])
OFFICES = frozenset(["ubnd", "hđnd", "ủy"])
"""Who they are is held by their names."""

BY = re.compile(rf"\b(?:do|được|bị) (?P<who>{'|'.join(sorted(LEVELS))}|trung ương) (?P<does>[^\W\d]+)", re.IGNORECASE)


def level_fault(pair: Pairing) -> Bilingual | None:
    """Whether the claim has a word of one level where its source has, behind the same word, another."""
    for what, level in pairwise(pair.clause.words):
        if level not in LEVELS or what in LEVELS | OFFICES or what not in pair.clause.content or pair.reckoned:
            continue  # a sum is of several levels
        found = [there for words in (pair.own.words, pair.sentence.order) if (there := _levels_behind(what, words))]
        if found and level not in found[0]:
            return both("answers.struck_replaced", theirs=f"{what} {found[0][0]}", ours=f"{what} {level}")
    for match in BY.finditer(pair.clause.text):
        does = re.compile(rf"\b(?:do|được|bị) (?P<who>[^.;,]{{1,60}}?) {re.escape(match['does'])}\b", re.IGNORECASE)
        by = [one["who"] for one in does.finditer(pair.sentence.text)]
        if by and not any(match["who"].lower() in compared(one) for one in by):
            return both("answers.struck_replaced", theirs=by[0], ours=match["who"])
    return None


def _levels_behind(what: str, words: Sequence[str]) -> list[str]:
    """The levels that stand behind `what`, wherever it stands: of "cán bộ xã, thôn" both."""
    return [
        level
        for at, word in enumerate(words)
        if word == what
        for level in takewhile(LEVELS.__contains__, words[at + 1 :])
    ]
