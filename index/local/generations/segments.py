"""Which segments a generation has, and when some of them become one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

FAN = 16
"""Segments of one level that become one of the next: a passage is written once for each level, of which a million
passages have four, and no level has more."""

LOWEST = 64
"""A new segment of up to `FAN` times as many passages is of the lowest level, of up to `FAN` times more of the next."""

SPOILT = 8
"""A segment is written anew when more than one in so many of its passages are deleted."""

LITTLE = 4096
"""Passages up to which that is done before those who search see what changed, and not after."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some passages, in files that never change; those since deleted are named in a file beside them.

    Attributes:
        number: of the generation that it was made for.
        level: how often what it holds became one with others.
        passages: how many it holds, with those that are deleted.
        sentences: of these.
        deleted: how many are deleted.
        rows: the file that says which; None without any.
        lengths: tokens, pairs of tokens and terms of context of those that are not, all together.
        weighed: the same of all that it holds: what Tantivy weighs words by.
        postings: the ids of Tantivy's segments of them.
    """

    number: int
    level: int
    passages: int
    sentences: int
    deleted: int
    rows: str | None
    lengths: tuple[int, int, int]
    weighed: tuple[int, int, int]
    postings: tuple[str, ...]

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `dataclasses.asdict`, by way of JSON."""
        return cls(**{**values, **{name: tuple(values[name]) for name in ("lengths", "weighed", "postings")}})


def level_of(passages: int) -> int:
    """The level of a new segment of so many passages."""
    return max(0, int(math.log(max(passages, 1) / LOWEST, FAN)))


def is_spoilt(passages: int, deleted: int) -> bool:
    """Whether so many deleted passages are too many."""
    return deleted * SPOILT > passages


def goes_at_once(passages: int, deleted: int) -> bool:
    """Whether a segment of which so many are deleted is not worth keeping any longer."""
    return passages <= LITTLE and is_spoilt(passages, deleted)


def to_merge(segments: Sequence[Segment]) -> tuple[list[Segment], int]:
    """The segments that are to become one, if any, and the level of that one at least."""
    for level in sorted({segment.level for segment in segments}):
        same = [segment for segment in segments if segment.level == level]
        if len(same) >= FAN:
            return same, level + 1
    return [segment for segment in segments if is_spoilt(segment.passages, segment.deleted)], 0
