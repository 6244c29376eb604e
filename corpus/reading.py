"""A file becomes blocks: the paragraphs as its format delimits them, before anyone asks what they mean."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from .blocks import MAX_BYTES, Reading
from .errors import FileNotSupportedError, FileUnreadableError, unreadable
from .formats.archive import BROKEN
from .formats.html import looks_like_html

READER_VERSION = 6
"""Raised when the same file is read differently: the next sync then reads every file again."""

FORMATS = {
    "text": "text:read_text",
    "html": "html:read_html",
    "rtf": "rtf:read_rtf",
    "docx": "word:read_docx",
    "doc": "office:read_doc",
    "pdf": "pdf:read_pdf",
    "image": "scan:read_image",
    "xlsx": "sheets:read_xlsx",
    "xls": "old_sheets:read_xls",
    "pptx": "slides:read_pptx",
    "ppt": "office:read_ppt",
    "odt": "office:read_odt",
    "csv": "delimited:read_csv",
}
"""Where each format's reader is, imported only when a file needs it: some parsers are slow to load."""

ENDINGS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".rtf": "rtf",
    ".docx": "docx",
    ".doc": "doc",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".pptx": "pptx",
    ".ppt": "ppt",
    ".odt": "odt",
    ".csv": "csv",
    ".docm": "docx",
    ".xlsm": "xlsx",
}
"""The endings that are read, and the format that each promises; what a file really is, its content says."""

SNIFFED_BYTES = 1024
"""The PDF standard lets its signature stand anywhere in so many."""

SIGNATURES = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "image",
    b"\xff\xd8\xff": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
}
WITHOUT_SIGNATURE = ("text", "html", "csv")
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


def read_blocks(path: Path) -> Reading:
    """What the report in `path` says.

    Raises:
        FileNotSupportedError: the format is none of those in `FORMATS`.
        FileUnreadableError: the file is missing, too large, empty, or broken; its message says which.
    """
    if path.is_dir():
        raise FileUnreadableError(key="reading.folder", name=path.name)
    promised = ENDINGS.get(path.suffix.lower())
    if promised is None:
        raise _not_supported(path.suffix or path.name)
    try:
        size = path.stat().st_size
        if not size:
            raise FileUnreadableError(key="reading.empty")
        if size > MAX_BYTES:
            raise FileUnreadableError(key="reading.too_large", megabytes=MAX_BYTES >> 20)
        held = content_format(path)
    except FileNotFoundError as error:
        raise FileUnreadableError(key="reading.missing", name=path.name) from error
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    format_ = held or (promised if promised in WITHOUT_SIGNATURE else None)
    if format_ is None:
        raise FileUnreadableError(key="reading.other_inside", ending=path.suffix)
    reading = _reader(format_)(path)
    if not reading.blocks:
        raise FileUnreadableError(key="reading.no_text")
    return reading


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


def _reader(format_: str) -> Callable[[Path], Reading]:
    place = FORMATS.get(format_)
    if place is None:
        raise _not_supported(f".{format_}")
    module, function = place.split(":")
    reader: Callable[[Path], Reading] = getattr(import_module(f"tracuu.corpus.formats.{module}"), function)
    return reader


def _not_supported(what: str) -> FileNotSupportedError:
    readable = ", ".join(sorted(ENDINGS))
    return FileNotSupportedError(key="reading.not_supported", format=what, readable=readable)
