"""An archive (.zip) as the files that it holds, their names in whatever encoding the archiver wrote."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from ..blocks import MAX_BYTES
from ..errors import FileUnreadableError
from ..formats.archive import ENCRYPTED, is_bomb
from .entries import MAX_MEMBERS, Entry, entry, spelled

UTF_8 = 0x800
"""Bit 11 of a member's flags: its name is UTF-8 (APPNOTE 6.3, 4.4.4); without it `zipfile` reads code page 437."""

UNICODE_PATH = 0x7075
"""The extra field with a name in UTF-8 beside the one in the archiver's own encoding (APPNOTE 6.3, 4.6.9)."""

OF_THE_SYSTEM = "__MACOSX"


def zip_entries(path: Path) -> Iterator[Entry]:
    """The files in the archive at `path`; folders, and what macOS adds, are passed over.

    Raises:
        FileUnreadableError: there are too many of them.
        BadZipFile: it is no archive, or one that was cut short.
    """
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise FileUnreadableError(key="reading.bundle_crowded", files=MAX_MEMBERS)
        for member in members:
            name = _name(member)
            if not name.startswith(OF_THE_SYSTEM):
                yield entry(name, partial(_open, archive, member))


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & ENCRYPTED:
        raise FileUnreadableError(key="reading.locked")
    if is_bomb(member):
        raise FileUnreadableError(key="reading.bundle_bomb")
    if member.file_size > MAX_BYTES:
        raise FileUnreadableError(key="reading.too_large", megabytes=MAX_BYTES >> 20)
    return archive.open(member)


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member: as its extra field has it in UTF-8, else in the encoding that spells Vietnamese in it."""
    if member.flag_bits & UTF_8:
        return member.filename
    raw = member.orig_filename.encode("cp437", "ignore")
    return _unicode_path(member.extra) or (member.filename if raw.isascii() else spelled(raw) or member.filename)


def _unicode_path(extra: bytes) -> str | None:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None
