"""Texts cut to what one row may hold, and put together again."""

from __future__ import annotations

from collections.abc import Iterator

from .layout import LONGEST

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
"""Of Milvus's string literals (`Plan.g4`)."""


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
    """As much of a text as a row may hold that is compared only; nothing for None."""
    if text is None:
        return ""
    return next(pieces(text, most))


def quoted(text: str) -> str:
    """A text as an expression has it: nothing in it ends the string, or stands for something else."""
    return f'"{text.translate(ESCAPES)}"'
