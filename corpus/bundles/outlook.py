"""A letter as Outlook saves it (.msg, [MS-OXMSG]) as the files attached to it; where there are none, what it says."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import olefile

from .entries import Entry, entry, spelled
from .mail import ASIDE, BODY, BOM, UNNAMED

ATTACHED = "__attach_version1.0_"
PROPERTIES = "__properties_version1.0"
"""A storage for each file attached, and the stream of fixed-size properties in every storage ([MS-OXMSG] 2.2, 2.4)."""

CONTENT, EMBEDDED = "37010102", "3701000D"
"""What is attached: bytes, or a letter as a storage of its own."""

LONG_NAME, SHORT_NAME, SHOWN_NAME, SUBJECT = "3707", "3704", "3001", "0037"
PLAIN, HTML = "1000", "10130102"
CONTENT_ID = "3712"
HIDDEN = 0x7FFE000B
CODE_PAGES = (0x3FFD0003, 0x3FDE0003)
"""PidTagMessageCodepage and PidTagInternetCodepage: of strings that are not Unicode, and of the letter as HTML."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")
DEEPEST = 8
"""Letters in each other: what an office sends has two or three."""

Storage = tuple[str, ...]


def outlook_entries(path: Path) -> Iterator[Entry]:
    """The files attached to the letter at `path`, those of letters within it under their subjects; else its text.

    Raises:
        ValueError: it is no letter.
        OSError: it is broken.
    """
    with olefile.OleFileIO(path) as file:
        if not file.exists(PROPERTIES):
            raise ValueError("no letter of Outlook")
        yield from _entries(file, ())


def _entries(file: Any, letter: Storage, within: str = "") -> Iterator[Entry]:
    held = {tuple(name[: len(letter) + 1]) for name in file.listdir() if tuple(name[: len(letter)]) == letter}
    attached = sorted(storage for storage in held if storage[-1].startswith(ATTACHED))
    found = [one for storage in attached for one in _attached(file, storage, within)]
    yield from found or _text(file, letter, within)


def _attached(file: Any, storage: Storage, within: str) -> Iterator[Entry]:
    name = next((said for tag in (LONG_NAME, SHORT_NAME, SHOWN_NAME) if (said := _string(file, storage, tag))), UNNAMED)
    set_in_text = name.lower().endswith(PICTURES) and (
        _number(file, storage, HIDDEN) or _string(file, storage, CONTENT_ID)
    )
    letter = (*storage, _stream(EMBEDDED))
    if file.exists(list(letter)):
        if len(letter) <= 2 * DEEPEST:
            subject = _string(file, letter, SUBJECT) or name
            yield from _entries(file, letter, f"{within}{subject.replace('/', '-')}.msg/")
    elif not set_in_text and not name.lower().endswith(ASIDE):
        yield entry(within + name, partial(file.openstream, [*storage, _stream(CONTENT)]))


def _text(file: Any, letter: Storage, within: str) -> Iterator[Entry]:
    if file.exists([*letter, _stream(HTML)]):
        yield entry(f"{within}{BODY}.html", partial(file.openstream, [*letter, _stream(HTML)]))
    elif said := _string(file, letter, PLAIN):
        yield entry(f"{within}{BODY}.txt", lambda: BytesIO(BOM + said.encode("utf-8", "replace")))


def _string(file: Any, storage: Storage, tag: str) -> str:
    """A property of letters: Unicode, or bytes of the code page that the letter names; empty where it is not set."""
    for kind in ("001F", "001E"):
        name = [*storage, _stream(tag + kind)]
        if file.exists(name):
            raw: bytes = file.openstream(name).read()
            return raw.decode("utf-16-le", "replace").rstrip("\0") if kind == "001F" else _decoded(file, raw)
    return ""


def _decoded(file: Any, raw: bytes) -> str:
    named = next((page for tag in CODE_PAGES if (page := _number(file, (), tag))), 0)
    found = spelled(raw.rstrip(b"\0"))
    if found is not None:
        return found
    try:
        return raw.decode("utf-8" if named == 65001 else f"cp{named}", "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")


def _number(file: Any, storage: Storage, tag: int) -> int:
    """A property of four bytes or fewer; 0 where it is not set."""
    if not file.exists([*storage, PROPERTIES]):
        return 0
    stream: bytes = file.openstream([*storage, PROPERTIES]).read()
    header = 32 if not storage else 24 if storage[-1] == _stream(EMBEDDED) else 8
    for start in range(header, len(stream) - 15, 16):
        kind, _, value = struct.unpack_from("<III", stream, start)
        if kind == tag:
            return int(value)
    return 0


def _stream(tag: str) -> str:
    return f"__substg1.0_{tag}"
