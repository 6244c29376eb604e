"""Suggestions while somebody types: of what they may see, and of nothing else."""

from __future__ import annotations

from ..search.suggestions import Suggestions, suggestions
from .house import House
from .readers import Reader


def suggested(house: House, reader: Reader, typed: str, names: bool = True) -> Suggestions:
    """What `reader` may be about to ask; nothing of reports' names without `names`.

    Raises:
        corpus.errors.TracuuError: there is nothing whole to look at.
    """
    with house.seen_by(reader) as view:
        return suggestions(view, typed, names)
