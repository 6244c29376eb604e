"""What every kind of bundle gives: entries, by names that are safe to show and to keep."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from ...words import say
from ..errors import FileUnreadableError
from ..formats.charset import decode

MAX_MEMBERS = 10_000
"""Files in one bundle; a province sends in some 3,000 reports a year."""

LONGEST = 200
"""Characters of a folder's or file's name that are kept."""

OUTSIDE = ".."

OF_THE_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
"""What Windows and macOS leave in folders, beside what they hide by its first letter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a bundle lists it.

    Attributes:
        name: its path in there, as `safe_name` has it.
        open: its content; raises FileUnreadableError, or whatever its parser raises.
    """

    name: str
    open: Callable[[], IO[bytes]]


def entry(said: str, content: Callable[[], IO[bytes]]) -> Entry:
    """An entry by the name it was given; one that leads out of its bundle keeps its fault for its content."""
    if OUTSIDE in _parts(said):
        return Entry(safe_name(said), _leads_out)
    return Entry(safe_name(said), content)


def _leads_out() -> IO[bytes]:
    raise FileUnreadableError(key="reading.bundle_outside")


def safe_name(said: str) -> str:
    """A relative path, NFC, without control signs and steps upwards, as near as can be to what was `said`."""
    parts = [_shortened(part) for part in _parts(said) if part != OUTSIDE]
    return "/".join(filter(None, parts)) or "tep"


def _parts(said: str) -> list[str]:
    shown = "".join(letter for letter in unicodedata.normalize("NFC", said) if unicodedata.category(letter)[0] != "C")
    return [part for part in (part.strip() for part in shown.replace("\\", "/").split("/")) if part not in ("", ".")]


def _shortened(part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    if len(part) <= LONGEST or not dot or len(ending) >= LONGEST:
        return part[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


def is_hidden(path: str | PurePath) -> bool:
    """Whether a file, or a folder above it, is the system's or an editor's own: no report, whoever brings it."""
    return any(part.startswith((".", "~$")) or part.lower() in OF_THE_SYSTEM for part in PurePath(path).parts)


def spelled(raw: bytes) -> str | None:
    """A name in the encoding that spells Vietnamese in it; None where none does."""
    try:
        found = decode(raw)
    except FileUnreadableError:
        return None
    return None if say("warnings.encoding_unknown", "vi") in found.warnings else found.text
