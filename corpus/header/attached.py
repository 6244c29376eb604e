"""What a note says of an attached document: "(Ban hành kèm theo Quyết định số 05/2006/QĐ-UBND ngày … của UBND …)"."""

from __future__ import annotations

import re

from ..dates import date_in
from .letterhead import number_of, plain
from .title import NOT_SAID, Attribution

NOTE = re.compile(
    r"\(?\s*(?:được\s+)?(?:ban\s+hành\s+)?(?:kèm\s+)?theo\s+(?:nội\s+dung\s+)?(?:\w+\s+){1,4}?(?=số\b)", re.IGNORECASE
)
"""Up to the number of the document that issues it."""

ISSUER = re.compile(r"\bcủa\s+(?P<name>[^();]{3,120}?)\s*\)?[\s.;]*$", re.IGNORECASE)


def attributed(lines: list[str]) -> Attribution:
    """Number, date and issuer of the document to which this one is attached, as the note under its title has them.

    Args:
        lines: those of the letterhead and the notes, a note on one line or on several.
    """
    for at, line in enumerate(lines):
        opening = NOTE.match(line)
        if opening is None:
            continue
        whole = " ".join(lines[at : _note_end(lines, at)])
        said = plain(whole[opening.end() :])
        number = number_of(said)
        if not number:
            continue
        issuer = ISSUER.search(said)
        return Attribution(issuer["name"].strip() if issuer else "", number, date_in(said))
    return NOT_SAID


def _note_end(lines: list[str], at: int) -> int:
    """After the line that closes the note's bracket; one that has none ends with its own line."""
    if not lines[at].startswith("("):
        return at + 1
    closes = (end for end in range(at, min(at + 4, len(lines))) if lines[end].rstrip(" .").endswith(")"))
    return next(closes, at) + 1
