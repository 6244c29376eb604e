"""Text that an Office document sets in named fonts, some of them from before Unicode, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..vietnamese import nfc
from .charset import reads_as_well, repaired
from .legacy import SYMBOL_FONT, draws_capitals, font_encoding, from_font, shown_symbols

PRIVATE_USE = 0xF000
"""Where Office keeps the characters of symbol fonts."""

SOFT_HYPHEN = "\u00ad"
"""The letter ư in TCVN3; a mark that shows nothing in Unicode."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one font.

    Attributes:
        text: as the file has it.
        font: its name; None if the file names none.
        capitals: whether it is shown in capitals.
    """

    text: str
    font: str | None = None
    capitals: bool = False


class Letters:
    """The letters of one document: legacy ones by their font's name or, where it says nothing, by how they spell.

    Args:
        paragraphs: the spans of every paragraph or cell of the document, in order.

    Attributes:
        warnings: where the encoding was guessed, Vietnamese.
    """

    def __init__(self, paragraphs: Iterable[Sequence[Span]]) -> None:
        unnamed = [
            text for spans in paragraphs for text, font, _ in _stretches(spans) if text and _by_font(text, font) is None
        ]
        found, self.warnings = repaired(unnamed)
        self._repaired = dict(zip(unnamed, found, strict=True))

    def text(self, spans: Sequence[Span]) -> str:
        """The text of a paragraph in Unicode, NFC."""
        pieces = []
        for text, font, capitals in _stretches(spans):
            shown = _by_font(text, font)
            if shown is None:
                shown = self._repaired.get(text, text)
            pieces.append(shown.upper() if capitals else shown)
        return shown_symbols(nfc("".join(pieces)).replace(SOFT_HYPHEN, ""))


def _by_font(text: str, font: str | None) -> str | None:
    """What a legacy or symbol font shows; None if the font tells nothing, or something that is not true."""
    if font and SYMBOL_FONT.match(font):
        return "".join(chr(PRIVATE_USE | ord(letter)) if "!" <= letter <= "\xff" else letter for letter in text)
    if not font_encoding(font):
        return None
    shown = from_font(text, font)
    return shown if reads_as_well(text, shown) else None


def _stretches(spans: Sequence[Span]) -> Iterator[tuple[str, str | None, bool]]:
    """Text, a font and capitals of the spans joined that read alike: a change of emphasis may cut a syllable of VNI."""

    def reading(span: Span) -> tuple[str | None, bool, bool]:
        encoding = "symbols" if span.font and SYMBOL_FONT.match(span.font) else font_encoding(span.font)
        return encoding, bool(encoding) and draws_capitals(span.font), span.capitals

    for _, group in groupby(spans, reading):
        run = list(group)
        yield "".join(span.text for span in run), run[0].font, run[0].capitals
