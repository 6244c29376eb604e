"""What a file is, by its first bytes, whatever it is called."""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

from .errors import FileUnreadableError, unreadable
from .formats.archive import BROKEN, MAX_PARTS
from .formats.html import looks_like_html

SNIFFED_BYTES = 1024
"""The PDF standard lets its signature stand anywhere in so many."""

SIGNATURES = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "image",
    b"\xff\xd8\xff": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, LARGER_END, LARGER_LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
END_SIZE, LARGER_END_SIZE, LARGER_LOCATOR_SIZE = 22, 56, 20
"""The record that ends an archive, and the two that stand before it where it has no room (APPNOTE 6.3, 4.3.14-16)."""

LONGEST_END = END_SIZE + LARGER_END_SIZE + LARGER_LOCATOR_SIZE + (1 << 16)
"""With the longest comment."""

MAX_DIRECTORY = 2 * 1024 * 1024
"""Bytes: some 200 for each of the parts that a document may have."""

ZIP_PARTS = {
    "word/document.xml": "docx",
    "word/document2.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
MIMETYPE, OPEN_DOCUMENT = "mimetype", b"application/vnd.oasis.opendocument.text"
"""The part that says what an OpenDocument file is, and a text ("…text-template" too)."""

OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}


def content_format(path: Path) -> str | None:
    """The format that the first bytes of `path` show, whatever its ending; None for what has no signature.

    Raises:
        FileUnreadableError: the file is an archive of something else, of too many parts, or locked with a password.
    """
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(ZIP):
        return _zip_format(path)
    if start.startswith(OLE):
        return _ole_format(path)
    known = next((name for signature, name in SIGNATURES.items() if start.startswith(signature)), None)
    return known or ("html" if looks_like_html(start) else None)


def directory_size(path: Path) -> int:
    """How many bytes the list of an archive's parts takes, by the record at its end; 0 where there is none.

    Nothing of the list is read, which `zipfile` does as a whole, whatever memory that takes.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_END))
        end = file.read(LONGEST_END)
    at = len(end) - END_SIZE
    if at < 0 or end[at : at + 4] != END or end[-2:] != b"\0\0":  # or there is a comment after it
        at = end.rfind(END)
    if at < 0 or at + END_SIZE > len(end):
        return 0
    larger = at - LARGER_LOCATOR_SIZE - LARGER_END_SIZE
    if larger >= 0 and end.startswith(LARGER_LOCATOR, at - LARGER_LOCATOR_SIZE):
        is_there = end.startswith(LARGER_END, larger)
        return int(struct.unpack_from("<Q", end, larger + 40)[0]) if is_there else sys.maxsize
    return int(struct.unpack_from("<I", end, at + 12)[0])


def _zip_format(path: Path) -> str | None:
    if directory_size(path) > MAX_DIRECTORY:
        raise FileUnreadableError(key="reading.crowded", parts=MAX_PARTS)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if MIMETYPE in names and _start_of(archive, MIMETYPE).startswith(OPEN_DOCUMENT):
                return "odt"
    except BROKEN as error:
        raise unreadable("reading.broken", error) from error
    return next((name for part, name in ZIP_PARTS.items() if part in names), None)


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as content:
        return content.read(SNIFFED_BYTES)


def _ole_format(path: Path) -> str | None:
    import olefile  # noqa: PLC0415 - only old Office files need it

    try:
        with olefile.OleFileIO(path) as file:
            streams = {entry[0] for entry in file.listdir()}
    except Exception as error:
        raise unreadable("reading.broken", error) from error
    if "EncryptedPackage" in streams:
        raise FileUnreadableError(key="reading.locked")
    return next((name for stream, name in OLE_STREAMS.items() if stream in streams), None)
