"""Vietnamese typed in plain ASCII, its marks after their vowels (VIQR, RFC 1456): "Ba'o ca'o to^?ng ke^'t na(m"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ..syllables import is_allowed
from ..vietnamese import nfc
from .charset import ABBREVIATION, is_spelled
from .legacy import WORD

SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
BARRED = {"D": "Đ", "d": "đ"}
LETTER = re.compile(
    r"\\(?P<sign>[\^(+*'`?~.\\dD])|(?P<bar>[dD])[dD]"
    r"|(?P<vowel>[aeiouyAEIOUY])(?:(?<=[aeoAEO])(?P<hat>\^)|(?<=[aA])(?P<breve>\()|(?<=[ouOU])(?P<horn>[+*]))?(?P<tone>['`?~.])?"
)
"""A letter and its marks; a sign after a stroke is no mark."""

BAR_ALONE = re.compile(r"\W*[A-ZĐ]*[Đđ][A-ZĐ]*\W*")
MARKS, MOST_MARKS = "^(+*'`?~.", 3
"""The marks of a letter, and how many may end a word: of its shape, of its tone, and a stop."""

SHAPED = re.compile(r"[aeo]\^|a\(|[ou]\+|dd", re.IGNORECASE)
"""What hardly any other text has inside a word."""

CHUNK = re.compile(r"[A-Za-z^(+*'`?~.\\]+")
"""Letters with all that may be marks; figures and strokes part words from each other."""

SURE_WORDS, SURE_SHARE, SURE_KINDS = 10, 0.9, 5
"""Words with such letters that a text must have, the share of them that must be syllables, and how many of those must
differ: by chance it is the same few."""

SAMPLE = 2000

STOPS = ".?"
"""Marks that may end a sentence too, where they stand at the end of a word."""

STROKED = re.compile(r"\\[.?]")
"""As RFC 1456 has it, a stop after a vowel stands after a stroke: where that is kept to, all others are marks."""

LAST_VOWEL = re.compile(r"(?:qu|gi|[bcdghklmnpqrstvx]*)(?:[aeiouy][\^(+*]?|o[ae]|u(?:y|e\^|o[+*]))", re.IGNORECASE)
"""A syllable that has its tone, if any, on its last letter: "ho", "hoa", "thue^", and not "hai"."""

MISPLACED = re.compile(r"[aeiouyAEIOUY][\^(+*]?[.?]$")
LETTERED = re.compile(r"\W*[A-Za-z]\.")
"""A number ("I.", "a."): no word is a letter with a dot."""

_TONED = (
    "bộ cả chủ chỉ của dự để độ đủ hệ hộ kể khả lệ lợ mẹ mở nghị ngụ nợ ở phổ phụ phủ quả rẻ sở sợ sự tệ thể thị thủ "
    "thử tổ tả tỉ tỷ trẻ trị trợ trụ trở vụ vị vệ"
)
TONED = frozenset(_TONED.split())
"""Words that reports hardly ever have without their tone."""

LONGEST_HEADING = 60
WITHIN = re.compile(r"[,;:]|(?<!\S)[a-z]\S*[.?]\s+[A-Z]")
"""Characters of a line that may be a heading or a name, and what such a one does not have."""

GOES_ON = re.compile(r"[,;:)\]]|[^\S\n]*\n?[^\S\n]*[a-z\d(]")
"""What follows within a sentence."""

ASKS = re.compile(r"\b(?:gi`|na`o|ai|sao|dda\^u|bao nhie\^u|ma\^'y|chu+a)", re.IGNORECASE)


def is_viqr(text: str) -> bool:
    """Whether a text is typed so, surely: it has no letter beyond ASCII, and what looks so spells Vietnamese.

    An abbreviation with Đ tells nothing: "dd/mm/yyyy" has one too.
    """
    if not text.isascii() or not SHAPED.search(text):
        return False
    found = islice((chunk[0] for chunk in CHUNK.finditer(text) if SHAPED.search(chunk[0])), SAMPLE)
    shaped = [(typed, shown) for typed in found if not BAR_ALONE.fullmatch(shown := _in_unicode(typed))]
    spelled = [shown.lower() for typed, shown in shaped if shown != typed]
    enough = len(spelled) >= SURE_WORDS and len(set(spelled)) >= SURE_KINDS
    return enough and len(spelled) >= SURE_SHARE * len(shaped)


def from_viqr(text: str) -> str:
    """`text` in Unicode; words that would be no syllables stay as they are.

    A full stop or a question mark after a vowel is a tone where the text has the word so within its sentences, and none
    where it has it without; where it has neither, sentences end by where they stand.
    """
    if STROKED.search(text):
        return CHUNK.sub(lambda chunk: _in_unicode(chunk[0]), text)
    chunks = list(CHUNK.finditer(text))
    known = _Known.of(text, chunks)
    found, at = [], 0
    for before, chunk in zip([None, *chunks], chunks, strict=False):
        typed = chunk[0]
        stops = _may_stop(typed) and known.stops(text, before, chunk)
        found += [text[at : chunk.start()], _in_unicode(typed[:-1]) + typed[-1] if stops else _in_unicode(typed)]
        at = chunk.end()
    return "".join([*found, text[at:]])


@dataclass(frozen=True, slots=True)
class _Known:
    """What a text says of the marks that may be stops, where nothing else can be meant.

    Attributes:
        toned: words with a mark at their end, and pairs of a word and such a one.
        bare: the same without the mark.
    """

    toned: Counter[str]
    bare: Counter[str]

    @classmethod
    def of(cls, text: str, chunks: Sequence[re.Match[str]]) -> _Known:
        known = cls(Counter(), Counter())
        last = ""
        for chunk in chunks:
            word = chunk[0].lower()
            if len(word) > 2 and word[-1] in STOPS and _may_stop(word[:-1]):
                known.toned.update((word[:-1], f"{last} {word[:-1]}"))
            elif not _may_stop(word):
                known.bare.update((word, f"{last} {word}"))
            elif GOES_ON.match(text, chunk.end()):
                known.toned.update((word, f"{last} {word}"))
            last = word
        return known

    def stops(self, text: str, before: re.Match[str] | None, chunk: re.Match[str]) -> bool:
        """Whether a sentence ends with the mark at the end of `chunk`."""
        word, last = chunk[0].lower(), before[0].lower() if before else ""
        if GOES_ON.match(text, chunk.end()):
            return False
        if (said := self._said(f"{last} {word}")) is not None:
            return said
        if _in_unicode(word) in TONED or chunk[0].isupper():
            return False
        if (said := self._said(word)) is not None:
            return said
        start, end = text.rfind("\n", 0, chunk.start()) + 1, text.find("\n", chunk.end()) % (len(text) + 1)
        line = text[start:end].strip()
        if word[-1] == "?":
            return ASKS.search(line) is not None
        if text[chunk.end() : end].strip():
            return chunk[0].islower()
        return len(line) > LONGEST_HEADING or WITHIN.search(line) is not None

    def _said(self, words: str) -> bool | None:
        """Whether the text has `words` without their last mark; None where it has both, or neither."""
        toned, bare = self.toned[words] > 0, self.bare[words[:-1]] > 0
        return bare if toned != bare else None


def _may_stop(typed: str) -> bool:
    """Whether a word ends in a mark that may be the end of its sentence, or the tone of its last letter."""
    return typed[-1] in STOPS and not LETTERED.fullmatch(typed) and LAST_VOWEL.fullmatch(typed[:-1]) is not None


def _in_unicode(typed: str) -> str:
    """Words in Unicode; one that ends in marks that would be none ("ho'a.", "hai.") with those as they stand."""
    misplaced = MISPLACED.search(typed) and not _may_stop(typed)
    most = len(typed) - bool(misplaced or LETTERED.fullmatch(typed))
    bare = len(typed.rstrip(MARKS))
    for end in range(min(most, bare + MOST_MARKS), bare - 1, -1):
        shown = nfc(LETTER.sub(_letter, typed[:end]))
        words = WORD.findall(shown)
        if words and all(
            word.isascii() or ABBREVIATION.fullmatch(word) or is_allowed(word) or is_spelled(word) for word in words
        ):
            return shown + typed[end:]
    return typed


def _letter(match: re.Match[str]) -> str:
    if match["sign"]:
        return match["sign"]
    if match["bar"]:
        return BARRED[match["bar"]]
    shape = match["hat"] or match["breve"] or match["horn"]
    return match["vowel"] + (SHAPES[shape] if shape else "") + (TONES[match["tone"]] if match["tone"] else "")
