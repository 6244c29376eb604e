"""Which kind of store a place names: a folder of this machine is a local one."""

from __future__ import annotations

from pathlib import Path

from .local.store import LocalStore
from .store import Store


def open_store(place: Path) -> Store:
    """The store at `place`, where there may be nothing yet: whoever takes a view of it is told."""
    return LocalStore(place)
