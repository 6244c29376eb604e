"""Asking: a question becomes passages, each with its citation."""

from tracuu.search.engine import SearchEngine
from tracuu.search.results import Hit, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]
