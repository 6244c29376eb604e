"""Asking: a question becomes passages, each with its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine import SearchEngine
    from .results import Hit, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]


def __getattr__(name: str) -> Any:
    """What `from tracuu.search import ...` gives, loaded when it is first asked for: help needs no engine."""
    if name in __all__:
        from . import engine, results  # noqa: PLC0415

        return getattr(engine if hasattr(engine, name) else results, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
