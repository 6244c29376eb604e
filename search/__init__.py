"""Asking: a question becomes passages, each with its citation."""

from search.engine import SearchEngine
from search.results import Hit, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]
