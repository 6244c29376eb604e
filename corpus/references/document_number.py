"""Số và ký hiệu of a document: how they were and are written, and the key that all their spellings share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..vietnamese import fold, nfc
from .doc_types import CODE_TYPES

DASHES = re.compile("[‐‑‒–—―−_]")


def plain(text: str) -> str:
    """`text` NFC, with one kind of dash, single spaces, and đ for the eth (Ð) of old fonts, to find numbers in."""
    return " ".join(DASHES.sub("-", nfc(text)).replace("Ð", "Đ").replace("ð", "đ").split())


YEAR = r"(?:19|20)\d{2}"
HEAD = re.compile(
    r"(?:(?<![\w/])(?<!\d[.,:-])(?<![^\W\d]-)|(?<=[Ss]ố))"
    rf"(?P<digits>\d{{1,2}}\.\d{{3}}|\d{{1,5}})(?P<letter>[a-zA-Z]?|\s?bis)(?:"
    rf"(?:\s?[/-]\s?(?P<year>{YEAR}|[089]\d)(?=\D))?(?P<separator>\s?[/-]\s?)(?=[^\W\d])"
    rf"|(?:\s?[/-]\s?(?P<full_year>{YEAR}))?(?P<space>\s)(?=[^\W\d]))"
)
"""The number and what stands between it and its symbol: "72/2015/", "16 - ", "58/2003-", the old "19 "."""

CODE = re.compile(
    r"(?:T\.\s?[ƯUW]|[NQH]đ[A-ZĐƯ]*+|[Tt]tg|[TC]tr"
    r"|[A-ZĐƯ](?![a-zđư])(?:[A-ZĐƯ\d&]|[a-zđư](?![a-zđư]{2}))*+)(?!\w)"
)
"""One part of a symbol: "QĐ", "UBND", "TTg", "QH13", "GD&ĐT", "T.Ư", the slip "Qđ"; no capitalised word."""

SMALL_SYMBOL = re.compile(
    rf"(?:{'|'.join(sorted((code for code in CODE_TYPES if len(code) > 1), key=len, reverse=True))}|nd|qd)"
    r"(?:\s?[/-]\s?[a-zđư]{1,6}\d{0,2}(?!\w)){1,3}"
)
"""A symbol all in small letters, as it comes from a font of capitals: "nđ-cp", "qđ-ubnd"."""

JOINT = re.compile(r"(?P<before>\s?)(?:[/-]|(?P<dot>\.)(?=[A-ZĐ]{2}))(?P<after>\s?)")
SUFFIX = re.compile(r"\.[A-ZĐ]{2,3}(?!\w)")
"""A unit after a full stop ("QĐ-UBND.HC"), too short to be the first word of a sentence."""

OLD_SYMBOLS = {"CP", "TTg", "HĐBT", "NĐ", "QĐ", "CT", "TT", "NQ", "UB", "CV", "TB", "KH"}
"""Parts that may stand alone, after a space, as a whole symbol: "71 CP"."""

SPACED = 3
"""Characters of a mark with a space on either side."""

LONGEST = 8
TRAILING_YEAR = re.compile(rf"[/-]{YEAR}(?![\w/])")
MIXED_CASE = {"ttg": "TTg", "ttr": "TTr", "ctr": "CTr"}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A số và ký hiệu found in a text.

    Attributes:
        start, end: its offsets.
        spelled: as printed, but without spaces about its marks, and with one kind of dash.
        year: the year within it, as printed ("2015", "98").
        codes: the parts of its symbol ("NĐ", "CP").
        apart: whether only a space, or a dash between spaces, parts the number from its symbol.
    """

    start: int
    end: int
    spelled: str
    year: str | None
    codes: tuple[str, ...]
    apart: bool


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """Each run in `text` (`plain`) that has the form of a số và ký hiệu, in order."""
    end = 0
    for head in HEAD.finditer(text):
        if head.start() < end:
            continue
        spaced = head["space"] is not None
        apart = spaced or len(head["separator"]) == SPACED
        symbol = _symbol(text, head.end(), loose=apart)
        if symbol is None or (spaced and len(symbol[0]) == 1 and symbol[0][0] not in OLD_SYMBOLS):
            continue
        codes, end = symbol
        year = head["year"] or head["full_year"]
        separator = " " if spaced else head["separator"].strip()
        before = re.sub(r"\s", "", text[head.start() : head.end()]).rstrip("/-")
        tail = re.sub(r"\s", "", text[head.end() : end])
        if tail.islower():
            tail = re.sub(r"[^\W\d]+", lambda part: MIXED_CASE.get(part[0], part[0].upper()), tail)
        yield DocumentNumber(head.start(), end, f"{before}{separator}{tail}", year, codes, apart)


def _symbol(text: str, start: int, *, loose: bool) -> tuple[tuple[str, ...], int] | None:
    """The parts of the symbol that begins at `start`, and its end.

    A mark between two spaces joins parts only where the writer spaces them so (`loose`) or the first is alone so far:
    "QĐ - UBND", but "NĐ-CP - UBND tỉnh" ends at "CP".
    """
    if small := SMALL_SYMBOL.match(text, start):
        return tuple(re.split(r"\s?[/-]\s?", small[0])), small.end()
    codes: list[str] = []
    end = start
    at: int | None = start
    while at is not None and len(codes) < LONGEST and (code := CODE.match(text, at)):
        codes.append(code[0])
        end, at = code.end(), None
        if joint := JOINT.match(text, end):
            both = joint["before"] and joint["after"]
            if len(codes) == 1 or (SUFFIX.match(text, end) if joint["dot"] else loose or not both):
                at = joint.end()
    if not codes:
        return None
    if year := TRAILING_YEAR.match(text, end):
        end = year.end()
    return tuple(codes), end


@lru_cache(maxsize=4096)
def number_key(number: str) -> str:
    """The normal form of a số và ký hiệu, under which its spellings are one: "72-2015-nd-cp", "16-kl-tw".

    Case, accents (đ is d), spaces, the kind of mark, leading zeros and a year of two digits make no difference;
    "TƯ", "T.Ư" and "TW" are one, and differ from "TU" (Tỉnh ủy).
    """
    text = plain(number).lower()
    text = re.sub(r"\bt\.\s?u\b", "tu", re.sub(r"\bt\.?\s?ư\b|\bt\.\s?w\b", "tw", text))
    text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)
    first, *rest = [part for part in re.split(r"[\s/.-]+", fold(text)) if part] or [""]
    if len(rest) > 1 and re.fullmatch(r"\d\d", rest[0]):
        rest[0] = f"{'19' if rest[0] > '40' else '20'}{rest[0]}"
    return "-".join([first.lstrip("0") or first, *rest])
