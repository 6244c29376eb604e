"""A file becomes blocks: the paragraphs as its format delimits them, before anyone asks what they mean."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from .blocks import MAX_BYTES, Reading
from .bundles import ENDINGS as BUNDLES
from .bundles import is_bundle, standing
from .errors import FileNotSupportedError, FileUnreadableError, unreadable
from .sniffing import content_format

READER_VERSION = 9
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

WITHOUT_SIGNATURE = ("text", "html", "csv")


def read_blocks(path: Path, name: str | None = None) -> Reading:
    """What the report in `path` says; the path may go on in a bundle, "goi.zip/bao-cao.docx".

    Args:
        path: where it is.
        name: what it is called in messages, where it stands under another name than its own.

    Raises:
        FileNotSupportedError: the format is none of those in `FORMATS`.
        FileUnreadableError: the file is missing, too large, empty, broken, or a bundle; its message says which.
    """
    with standing(path) as there:
        return _read(there, PurePath(name or path.name))


def _read(path: Path, called: PurePath) -> Reading:
    if path.is_dir():
        raise FileUnreadableError(key="reading.folder", name=called.name)
    if is_bundle(path):
        raise FileUnreadableError(key="reading.bundle", name=called.name)
    ending = path.suffix.lower()
    promised = ENDINGS.get(ending)
    if promised is None and ending not in BUNDLES:
        raise _not_supported(called.suffix or called.name)
    try:
        size = path.stat().st_size
        if not size:
            raise FileUnreadableError(key="reading.empty")
        if size > MAX_BYTES:
            raise FileUnreadableError(key="reading.too_large", megabytes=MAX_BYTES >> 20)
        held = content_format(path)
    except FileNotFoundError as error:
        raise FileUnreadableError(key="reading.missing", name=called.name) from error
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    format_ = held or (promised if promised in WITHOUT_SIGNATURE else None)
    if format_ is None:
        raise FileUnreadableError(key="reading.other_inside", ending=called.suffix)
    reading = _reader(format_)(path)
    if not reading.blocks:
        raise FileUnreadableError(key="reading.no_text")
    return reading


def _reader(format_: str) -> Callable[[Path], Reading]:
    place = FORMATS.get(format_)
    if place is None:
        raise _not_supported(f".{format_}")
    module, function = place.split(":")
    reader: Callable[[Path], Reading] = getattr(import_module(f"tracuu.corpus.formats.{module}"), function)
    return reader


def _not_supported(what: str) -> FileNotSupportedError:
    readable = ", ".join(sorted([*ENDINGS, *BUNDLES]))
    return FileNotSupportedError(key="reading.not_supported", format=what, readable=readable)
