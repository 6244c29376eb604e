"""Vietnamese typed in plain ASCII, its marks after their vowels (VIQR, RFC 1456): "Ba'o ca'o to^?ng ke^'t na(m"."""

from __future__ import annotations

import re
from itertools import islice

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

SHAPED = re.compile(r"[aeo]\^|a\(|[ou]\+|dd", re.IGNORECASE)
"""What hardly any other text has inside a word."""

TOKEN = re.compile(r"\S+")
SURE_WORDS, SURE_SHARE = 10, 0.9
"""Words with such letters that a text must have, and the share of them that must be syllables."""

SAMPLE = 2000


def is_viqr(text: str) -> bool:
    """Whether a text is typed so, surely: it has no letter beyond ASCII, and what looks so spells Vietnamese."""
    if not text.isascii() or not SHAPED.search(text):
        return False
    shaped = [token[0] for token in islice(TOKEN.finditer(text), SAMPLE) if SHAPED.search(token[0])]
    spelled = sum(_in_unicode(token) != token for token in shaped)
    return spelled >= SURE_WORDS and spelled >= SURE_SHARE * len(shaped)


def from_viqr(text: str) -> str:
    """`text` in Unicode; words that would be no syllables stay as they are."""
    return TOKEN.sub(lambda token: _in_unicode(token[0]), text)


def _in_unicode(token: str) -> str:
    """A word in Unicode; one that ends in a mark that would be none ("ho'a.") with that mark as it stands."""
    for end in (len(token), len(token) - 1):
        shown = nfc(LETTER.sub(_letter, token[:end]))
        words = WORD.findall(shown)
        if words and all(word.isascii() or ABBREVIATION.fullmatch(word) or is_spelled(word) for word in words):
            return shown + token[end:]
    return token


def _letter(match: re.Match[str]) -> str:
    if match["sign"]:
        return match["sign"]
    if match["bar"]:
        return BARRED[match["bar"]]
    shape = match["hat"] or match["breve"] or match["horn"]
    return match["vowel"] + (SHAPES[shape] if shape else "") + (TONES[match["tone"]] if match["tone"] else "")
