"""Vietnamese text for matching: tone placement, folding, tokens, sentences. Nothing here is shown as a quote."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NORMALISER_VERSION = 1
"""Goes into every index; raised when tokens of the same text change."""

_LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower())
"""The capital and the small letters that Vietnamese is written with, to stand inside [...] of a pattern."""

TOKEN = re.compile(r"[^\W_]+")
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"[aeiouy]{1,3}"
    r"(?:ng|nh|ch|[cmnpt])?"
)
"""A folded Vietnamese syllable: onset, rime, coda."""

OLD_TONE_PLACEMENT = {
    f"{first}{second_toned}": f"{first_toned}{second}"
    for first, second, toned_firsts, toned_seconds in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for first_toned, second_toned in zip(toned_firsts, toned_seconds, strict=True)
}
"""The three open rimes that are written in two ways: "hoà" is "hòa", "khoẻ" is "khỏe", "thuỷ" is "thủy"."""

NEW_TONE_PLACEMENT = re.compile(r"(?<![qQ])(" + "|".join(map(re.escape, OLD_TONE_PLACEMENT)) + r")(?![^\W_])")

I_AND_Y = dict(zip("iìíỉĩịyỳýỷỹỵ", "yỳýỷỹỵiìíỉĩị", strict=True))
"""Either is in use where it ends an open syllable: "kĩ năng", "kỹ năng"; schoolbooks have i, offices mostly y."""

I_OR_Y = re.compile(rf"(?:[hklmst]|qu)[{''.join(I_AND_Y)}]")

CLAUSE = 40
"""Characters: reports string whole statements together with semicolons, and each is then a sentence of its own."""

ABBREVIATIONS = frozenset(
    [
        "tp",
        "tx",
        "tt",
        "ts",
        "ths",
        "pgs",
        "gs",
        "bs",
        "ks",
        "cn",
        "kt",
        "tm",
        "tl",
        "tuq",
        "đ/c",
        "ô",
        "b",
        "tr",
        "st",
        "art",
        "no",
        "vol",
        "dr",
        "mr",
        "mrs",
        "ms",
    ]
)
"""Words whose full stop does not close a sentence."""

SENTENCE_END = re.compile(r"(?:;|…|(?<![.!?])(?:\.{3,}|[.!?]+(?:/\.)?))[\"”’)\]]*(?=\s)")
BEFORE_FIRST_LETTER = re.compile(r"\s+[-–+•]?\s*[\"“‘(\[]*")
BARE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]+|[a-zđ])")


VOWELS = frozenset("aeiouy")
"""Once folded."""


def nfc(text: str) -> str:
    """`text` composed (Unicode NFC), the one change that shown text may have."""
    return unicodedata.normalize("NFC", text)


def place_tone(text: str) -> str:
    """`text`, lower case and NFC, with the tone of open oa, oe and uy on the first vowel ("hoà" -> "hòa")."""
    return NEW_TONE_PLACEMENT.sub(lambda match: OLD_TONE_PLACEMENT[match[1]], text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case without any accent; đ becomes d, which NFD leaves alone."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, each lower case, NFC, with the tone in its old place.

    One-letter words and digits are kept: "ở" and "5" mean something.
    """
    return TOKEN.findall(place_tone(nfc(text).lower()))


def bigrams(words: list[str]) -> list[str]:
    """Neighbouring words joined by "_", in order: most Vietnamese words are two syllables."""
    return [f"{left}_{right}" for left, right in itertools.pairwise(words)]


def has_accents(text: str) -> bool:
    """Whether any letter of `text` carries a Vietnamese accent, đ among them."""
    return fold(text) != nfc(text).lower()


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` could be a Vietnamese syllable once folded ("trinh"; not "funding")."""
    return SYLLABLE.fullmatch(fold(word)) is not None


def has_no_vowel(word: str) -> bool:
    """Whether `word` is letters without a vowel among them: an abbreviation, or no word at all."""
    return word.isalpha() and not VOWELS & set(fold(word))


def vietnamese_share(text: str) -> float:
    """Share, 0..1, of the words of `text` that could be Vietnamese syllables: under .5 in English."""
    words = [word for word in tokens(text) if word.isalpha()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as [start, end) offsets that together hold all but the space between.

    A full stop closes a sentence only before a capital, a number, a quote or a dash, and not after an
    abbreviation, the initial of a name or an item's own number.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sentence_ends(text):
        if text[start:end].strip():
            spans.append(trim(text, start, end))
        start = end
    if text[start:].strip():
        spans.append(trim(text, start, len(text)))
    return spans


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets just after each closing mark that is followed by another sentence."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        opening = BEFORE_FIRST_LETTER.match(text, match.end())
        first = text[opening.end() : opening.end() + 1] if opening else ""
        if match[0] == ";":
            if min(match.end() - start, len(text) - match.end()) < CLAUSE:
                continue
        elif not (first.isupper() or first.isdigit()):
            continue
        before = text[start : match.start()].strip()
        last, word = ["", "", *before.rsplit(maxsplit=2)][-2:]
        if match[0] == "." and (
            word.lower() in ABBREVIATIONS or BARE_NUMBER.fullmatch(before) or is_initial(word, last)
        ):
            continue
        yield match.end()
        start = match.end()


def is_initial(word: str, before: str) -> bool:
    """Whether a single letter is part of a name, as in "Trần Hữu N. Nam" and "William E. Simon": no Roman number."""
    return len(word) == 1 and word.isupper() and word not in "IVX" and before[:1].isupper()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of `text` without the white space at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
