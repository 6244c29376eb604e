"""What an asker may see: said above `index/`, read by a store alone, which compiles it to what its engine takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Accents, Filter

Run = tuple[str, ...]
"""Tokens that follow one another."""

COMMON = "chung"
"""The collection of what nobody has put into another one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: all that fits every part of it.

    Attributes:
        collections: names of the collections (tập) whose reports may be seen; None for all there are.
        filter: what a passage must be.
        phrases: runs of tokens that must each stand in a passage word for word.
        excluded: runs that must not.
        accents: how the tokens of both are compared.
    """

    collections: frozenset[str] | None = None
    filter: Filter = field(default_factory=Filter)
    phrases: tuple[Run, ...] = ()
    excluded: tuple[Run, ...] = ()
    accents: Accents = "accented"

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self.collections is not None or bool(self.filter or self.phrases or self.excluded)


EVERYTHING = Scope()
