"""A text as the search for citations sees it: the types and numbers in it, and what follows them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from .citation_context import date_after, issuer_after
from .doc_types import ABBREVIATIONS, TYPE_CODES
from .document_number import DocumentNumber, document_numbers, plain

LETTER = "Công văn"
"""What "văn bản số" and a symbol of nothing but agencies mean."""

NAMES = {name.lower(): name for name in TYPE_CODES}
NAMED = re.compile(
    r"(?<!\w)(?<![Pp]háp\s)(?<!PHÁP\s)(?<![Kk]ỷ\s)(?:(?P<verdict>(?i:thông\s+báo\s+(?:ý\s+kiến\s+)?kết\s+luận))"
    rf"|(?P<name>(?i:{'|'.join(name.replace(' ', chr(92) + 's+') for name in TYPE_CODES)}))(?!\s+(?:sư|gia|thư)\b)"
    r"|(?P<generic>(?i:văn\s+bản))"
    rf"|(?P<short>{'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))})(?:-[A-ZĐ]\w*)?)(?!\w)"
)
"""Tên loại, whole or shortened; not the words that begin (luật sư, nghị định thư) or end (pháp luật) like one."""

QUALIFIER = r"(?:liên\s+(?:tịch|bộ|ngành)|hành\s+động|phối\s+hợp|h[ỏo][ảa]\s+tốc|khẩn|mật|nhanh|riêng|chung)\s+"
"""What may stand between a type and the number, or its \"số\"."""

ENDS_IN_SO = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A tên loại where a text says it.

    Attributes:
        start, end: its offsets.
        name: as in `TYPE_CODES`.
        shortened: whether it is an abbreviation ("QĐ").
        generic: whether it is any document's ("văn bản").
    """

    start: int
    end: int
    name: str
    shortened: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited, where a text cites it.

    Attributes:
        start, end: offsets, from the type to the date or issuer.
        type, number, date, issuer: as of a `Reference`, but without a number where a law is cited by name.
        title: the whole name of a law that the text names ("Luật Báo chí").
        derived: whether its type is read from its symbol alone.
        partial: whether it tells too little to stand for a document that is not cited in whole elsewhere.
    """

    start: int
    end: int
    type: str
    number: str | None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    derived: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class CitingText:
    """A text (`plain`) with the types and numbers in it."""

    text: str
    mentions: list[Mention]
    starts: list[int]
    numbers: list[DocumentNumber]
    number_starts: list[int]

    def limit(self, at: int) -> int:
        """Where the next type or number after `at` begins: no date or issuer is looked for beyond it."""
        mention = bisect_left(self.starts, at)
        number = bisect_left(self.number_starts, at)
        return min(
            self.starts[mention] if mention < len(self.starts) else len(self.text),
            self.number_starts[number] if number < len(self.numbers) else len(self.text),
        )

    def after(self, at: int) -> tuple[int, str | None, str | None]:
        """Where a citation whose number ends at `at` ends, and the date and issuer that follow it, in either order."""
        limit = self.limit(at)
        date, end = date_after(self.text, at)
        issuer, end = issuer_after(self.text, end, max(limit, end))
        if issuer and date is None:
            date, end = date_after(self.text, end)
        return end, date, issuer


def citing_text(text: str) -> CitingText:
    """`text` in the form of `plain`, with its types and numbers."""
    text = plain(text)
    mentions = [
        Mention(match.start(), match.end(), _name(match), bool(match["short"]), bool(match["generic"]))
        for match in NAMED.finditer(text)
    ]
    numbers = list(document_numbers(text))
    return CitingText(text, mentions, [m.start for m in mentions], numbers, [n.start for n in numbers])


def _name(match: re.Match[str]) -> str:
    if match["short"]:
        return ABBREVIATIONS[match["short"]]
    if match["generic"]:
        return LETTER
    return "Thông báo" if match["verdict"] else NAMES[match["name"].lower()]


def law_title(text: str) -> str | None:
    """The name of a law in the words that lead to its number or date; None if they are its type alone."""
    name = ENDS_IN_SO.sub("", text).strip(" ,(")
    return None if name.lower() in NAMES and name.lower() != "hiến pháp" else name


def amends(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is "sửa đổi, bổ sung một số điều của", so that one law names another."""
    between = text[start:end].lower().rstrip()
    return between.endswith("của") and ("sửa đổi" in between or "bổ sung" in between)
