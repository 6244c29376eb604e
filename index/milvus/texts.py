"""Texts cut to what one row may hold, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from .layout import LONGEST

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
"""Of Milvus's string literals (`Plan.g4`)."""

LONELY = re.compile("[\ud800-\udfff]")


def pieces(text: str, most: int = LONGEST) -> Iterator[str]:
    """A text in stretches of at most `most` bytes of UTF-8, at least one; together they are it."""
    if len(text) * 4 <= most:  # no character of UTF-8 takes more
        yield text
        return
    start, size = 0, 0
    for place, character in enumerate(text):
        width = len(character.encode(errors="surrogatepass"))
        if size + width > most:
            yield text[start:place]
            start, size = place, 0
        size += width
    yield text[start:]


def clipped(text: str | None, most: int = LONGEST) -> str:
    """As much of a text as a row may hold; nothing for None."""
    if text is None:
        return ""
    return next(pieces(text, most))


def compared(text: str | None, most: int = LONGEST) -> str:
    """What a row has of a text that filters look for as a whole: never the same of two texts; nothing for None."""
    kept = clipped(text, most)
    if text is None or len(kept) == len(text):
        return kept
    told_apart = sha256(text.encode(errors="surrogatepass")).hexdigest()
    return clipped(text, most - len(told_apart)) + told_apart


def sayable(text: str) -> bool:
    """Whether there can be such a text: half a letter, which a request may have, is none."""
    return not LONELY.search(text)


def quoted(text: str) -> str:
    """A text as an expression has it: nothing in it ends the string, or stands for something else."""
    return f'"{text.translate(ESCAPES)}"'
