"""A letter (.eml) as the files attached to it; where there are none, what it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from io import BytesIO
from pathlib import Path

from .entries import Entry, entry, spelled

BODY = "noi-dung-thu"
"""What a letter's own text is called as a file, with the ending of its kind."""

LETTER = "thu-kem-theo.eml"
UNNAMED = "tep-kem-theo"

HEADERS = ("from", "to", "date", "subject", "received", "content-type", "mime-version")
"""A letter has at least one of them."""

SEALS = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"))
"""Signatures of letters: attached by a program, and nothing to be read."""

ASIDE = (".ics", ".vcf")
ASIDE_KINDS = frozenset(("text/calendar", "application/ics", "text/vcard", "text/x-vcard"))
"""Appointments and cards, by name and by kind: they go with a letter, and nothing in them is a report."""

RAW_NAME = re.compile(r'(?:file)?name="?([^";]+)', re.IGNORECASE)
BOM = b"\xef\xbb\xbf"


def mail_entries(path: Path) -> Iterator[Entry]:
    """The files attached to the letter at `path`, letters within it among them; else its text.

    Raises:
        ValueError: it is no letter.
    """
    with path.open("rb") as file:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
    if not any(name in message for name in HEADERS):
        raise ValueError("no header of a letter")
    attached = [found for part in _parts(message) if (found := _attached(part))]
    yield from attached or _text(message)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a letter in order, without those of a letter attached to it."""
    pending = [message]
    while pending:
        part = pending.pop()
        if part.get_content_maintype() == "multipart":
            pending += reversed([one for one in part.iter_parts() if isinstance(one, EmailMessage)])
        else:
            yield part


def _attached(part: EmailMessage) -> Entry | None:
    """A part as a file; None for text of the letter, pictures set in it, its seal, appointments and cards."""
    kind = part.get_content_type()
    name = _file_name(part)
    if kind == "message/rfc822":
        return entry(name or LETTER, partial(_letter, part))
    inline = part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or "content-id" in part
    )
    aside = kind in SEALS | ASIDE_KINDS or name.lower().endswith(ASIDE)
    if inline or aside or not (name or part.get_content_disposition() == "attachment"):
        return None
    return entry(name or UNNAMED, partial(_content, part))


def _letter(part: EmailMessage) -> BytesIO:
    inner = part.get_payload(0)
    return BytesIO(inner.as_bytes() if isinstance(inner, EmailMessage) else b"")


def _content(part: EmailMessage) -> BytesIO:
    content = part.get_payload(decode=True)
    return BytesIO(content if isinstance(content, bytes) else b"")


def _text(message: EmailMessage) -> Iterator[Entry]:
    part = message.get_body(preferencelist=("html", "plain"))
    if isinstance(part, EmailMessage):
        ending = ".html" if part.get_content_subtype() == "html" else ".txt"
        yield entry(BODY + ending, partial(_said, part))


def _said(part: EmailMessage) -> BytesIO:
    """The text of a part in UTF-8; its bytes, to be told by their spelling, where it is not in the encoding it names.

    What names none is in ASCII (RFC 2045, 5.2), which programs that send eight bits do not keep to.
    """
    try:
        return BytesIO(BOM + str(part.get_content(errors="strict")).encode("utf-8", "replace"))
    except (LookupError, UnicodeDecodeError):
        return _content(part)


def _file_name(part: EmailMessage) -> str:
    """The name of a part; one in bytes of another encoding than UTF-8, as it spells."""
    name = part.get_filename() or ""
    if "\ufffd" not in name:
        return name
    for header, value in part.raw_items():
        found = header.lower() in ("content-disposition", "content-type") and RAW_NAME.search(value)
        if found:
            return spelled(found[1].encode("ascii", "surrogateescape")) or name
    return name
