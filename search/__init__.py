"""Asking: a question becomes passages, each with its citation."""

from search.engine import Hit, SearchEngine, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]
