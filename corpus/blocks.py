"""What a format keeps apart: the blocks of a document, and what is known of a line without its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .vietnamese import nfc

BlockKind = Literal["text", "heading", "row"]

MAX_BYTES = 50 * 1024 * 1024
"""A report is text; a larger file, or a larger part of an archive, is something else."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff]")
RULE = re.compile(r"^[\s\-_*=–—.]{3,}$")
BROKEN_WORD = re.compile(r"[\w)](?:[-/])$")
"""The end of a line at which a number or a span of years was cut: "15/NQ-", "2021-"."""

BROKEN_LENGTH = 2
"""Characters of such an end: no more of a text that grows line by line is looked at again."""

PAGE_NUMBER = re.compile(r"(?:trang\s*)?\d{1,4}|trang\s*\d{1,4}\s*/\s*\d{1,4}|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)

LAYOUT_CELL = re.compile(
    r"cộng\s+h[òo][àa]\s+xã\s+hội|độc\s+lập\s*-|đảng\s+cộng\s+sản|^[^\S\n]*số\s*:|nơi\s+nhận|^[^\S\n]*kính\s+gửi\s*:"
    r"|(?:^[^\S\n]*|[^\S\n]{4})(?:tm|kt|tl|tuq|t/m|k/t)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What stands in the tables that only place the letterhead and the signature side by side."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that its format keeps apart from its neighbours.

    Attributes:
        lines: its lines, NFC, without emphasis marks or trailing space; never empty.
        kind: "heading" if the format marks it so, "row" for a row of a table (cells joined by " | ").
        bold: whether all of it is emphasised.
        page: from 1; None where the format has no pages.
    """

    lines: tuple[str, ...]
    kind: BlockKind = "text"
    bold: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader gives.

    Attributes:
        blocks: in reading order.
        warnings: where the letters themselves are unsure (recognised from a picture, a guessed encoding), Vietnamese.
        doubts: words of recognised pages, as `vietnamese.tokens` has them, that nothing confirms: recognised with
            little confidence, or otherwise when the same lines were looked at again.
    """

    blocks: list[Block]
    warnings: tuple[str, ...] = ()
    doubts: frozenset[str] = frozenset()


def text_blocks(text: str, kind: BlockKind = "text", page: int | None = None) -> list[Block]:
    """The block that a format's own paragraph makes; none if there is nothing to read in it."""
    lines = tuple(
        line
        for line in (clean_line(CONTROL.sub("", nfc(line))) for line in re.split(r"[\n\v]", text))
        if line and not RULE.match(line)
    )
    return [Block(lines, kind, page=page)] if lines else []


def joined(lines: Iterable[str]) -> str:
    """Wrapped lines as one: with a space, and without one where a number was cut at its dash or stroke."""
    pieces: list[str] = []
    end = ""
    for line in lines:
        cut = BROKEN_WORD.search(end) and line[:1].isalnum()
        pieces += [line] if cut or not end else [" ", line]
        end = f"{end}{line}"[-BROKEN_LENGTH:]
    return "".join(pieces)


def clean_line(line: str) -> str:
    """`line` with each run of white space as one space."""
    return " ".join(line.replace("\u00a0", " ").split())
