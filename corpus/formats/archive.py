"""The guard before every format that is a ZIP archive: nothing gets by that explodes, is locked or has entities."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from ..blocks import MAX_BYTES
from ..errors import FileUnreadableError, unreadable

MAX_PARTS = 10_000
"""A report of a thousand pictures has some two thousand parts."""

MAX_UNPACKED = 4 * MAX_BYTES
MAX_RATIO = 200
"""A part's size to its size in the archive; the wordiest XML of spreadsheets stays below 60."""

RATIO_FROM = 5 * 1024 * 1024
"""Bytes; a smaller part may be as repetitive as it likes."""

CHUNK = 1 << 16
ENCRYPTED = 0x1
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What the Office standard allows (ECMA-376, Part 2)."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError, NotImplementedError, OSError, RuntimeError)
"""What `zipfile` raises, and expat for an encoding that it does not know."""


def check_archive(path: Path) -> None:
    """Unpacks every part of `path` once, a piece at a time and kept nowhere, for what the sizes it claims do not say.

    Raises:
        FileUnreadableError: the archive is broken, locked with a password, unpacks to more than `MAX_UNPACKED`,
            or one of its parts declares a document type (the door to entities that explode or fetch).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise FileUnreadableError(key="reading.crowded", parts=MAX_PARTS)
            if any(part.flag_bits & ENCRYPTED for part in parts):
                raise FileUnreadableError(key="reading.locked")
            if any(is_bomb(part) for part in parts) or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise explodes()
            if any(part.compress_type not in PACKINGS for part in parts):
                raise ValueError("packed in a way that Office does not use")
            for part in parts:
                with archive.open(part) as content:
                    _check_part(content)
    except BROKEN as error:
        raise unreadable("reading.broken", error) from error


def explodes() -> FileUnreadableError:
    """The fault of an archive that unpacks to too much."""
    return FileUnreadableError(key="reading.explodes", megabytes=MAX_UNPACKED >> 20)


def is_bomb(part: zipfile.ZipInfo) -> bool:
    """Whether a part is far larger than what it takes in the archive."""
    return part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size


def _check_part(content: IO[bytes]) -> None:
    """Reads a part to its end; `zipfile` fails where the sum of its bytes or their number is not as claimed."""
    prolog: expat.XMLParserType | None = expat.ParserCreate()
    assert prolog is not None
    prolog.StartDoctypeDeclHandler = _refuse
    prolog.StartElementHandler = _reached_root
    while chunk := content.read(CHUNK):
        if prolog is not None:
            try:
                prolog.Parse(chunk, False)
            except (expat.ExpatError, _RootReachedError):
                prolog = None


class _RootReachedError(Exception):
    """The first element of a part: after it no document type can be declared."""


def _reached_root(*_: object) -> None:
    raise _RootReachedError


def _refuse(*_: object) -> None:
    raise FileUnreadableError(key="reading.declares")
