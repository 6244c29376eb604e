"""Asking: a question becomes passages, each with its citation."""

from .engine import SearchEngine
from .results import Hit, SearchResult

__all__ = ["Hit", "SearchEngine", "SearchResult"]
