"""Find, quote and cite what Vietnamese administrative reports have already said.

This folder is the package `tracuu`: its rooms stand here and name each other by their place in it. A checkout may
be called anything, so the folder `tracuu/` links them all, this file too, under the name that they are imported and
installed by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracuu.search import Hit, SearchEngine, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]


def __getattr__(name: str) -> Any:
    """What `from tracuu import ...` gives, loaded when it is first asked for: the command line needs little of it."""
    if name in __all__:
        from tracuu import search  # noqa: PLC0415

        return getattr(search, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
