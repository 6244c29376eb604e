"""What a file is, by its first bytes, whatever it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .errors import FileUnreadableError, unreadable
from .formats.archive import BROKEN
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
        FileUnreadableError: the file is an archive of something else, or locked with a password.
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


def _zip_format(path: Path) -> str | None:
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
