"""The encodings and fonts that Vietnamese was typed in before Unicode, and what their letters are in Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..vietnamese import nfc
from .legacy_letters import LETTERS

CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
"""What each byte looks like where nobody knows its encoding: Windows-1252, its five gaps left as they are.

Text that shows legacy letters this way is called `surface` below; no byte is lost in it.
"""

TO_LATIN1 = str.maketrans({CP1252[byte]: chr(byte) for byte in range(0x80, 0xA0)})
FROM_CP1258 = {CP1252[byte]: bytes([byte]).decode("cp1258", "ignore") or CP1252[byte] for byte in range(0x80, 0x100)}
CP1258_SURFACE = str.maketrans({letter: shown for shown, letter in FROM_CP1258.items() if letter != shown})
"""Text decoded as Windows-1258 back to its surface, for a legacy font in a file that declares that code page."""

ENCODINGS = ("tcvn3", "vni", "viscii", "vps", "cp1258", "utf-8")
"""The encodings known here; "utf-8" is UTF-8 that was read as another."""

FONTS = (
    (
        re.compile(
            r"\.vn|vn(?:time|arial(?:[\s_-]?narrow)?|avant|aristote|bahamasb?|black|bodoni|clarendon|commercial|cooper|courier"
            r"|exotic|free|gothic|helvetins|koala|linust?|lucida|memorandum|mystical|park|present|revue|southern|stamp|teknical"
            r"|university|vogue)h?$",
            re.IGNORECASE,
        ),
        "tcvn3",
    ),
    (re.compile(r"vni(?:$|[^a-z])", re.IGNORECASE), "vni"),
    (re.compile(r"vps(?:$|[^a-z])", re.IGNORECASE), "vps"),
)
CAPITAL_FONT = re.compile(r"\.?vn.*h(?:\s+(?:bold|italic))*$", re.IGNORECASE)
""".VnTimeH, .VnArialH: TCVN3 has no capitals with tones, so a font draws small letters as capitals."""

SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|zapfdingbats|marlett|monotype sorts", re.IGNORECASE)
SYMBOLS = {
    "\uf02b": "+", "\uf02d": "-", "\uf03d": "=", "\uf0a7": "▪", "\uf0b7": "•", "\uf0d8": "➢", "\uf0e0": "→",
    "\uf0e8": "➔", "\uf0f0": "⇨", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "☐", "\uf06f": "☐", "\uf06c": "●",
    "\uf06e": "■", "\uf071": "❑", "\uf072": "❑", "\uf075": "◆", "\uf076": "❖", "\uf077": "◆", "\uf09f": "•",
    "\uf0a3": "≤", "\uf0ae": "→", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0b4": "×", "\uf0de": "⇒",
}  # fmt: skip
"""What the codes of Symbol and Wingdings that reports use look like on the page."""

PRIVATE_SIGN = re.compile(r"[\ue000-\uf8ff]")
PRIVATE = re.compile(r"(?P<opening>^[^\S\n]*)?[\ue000-\uf8ff]", re.MULTILINE)
BEYOND_BYTES = re.compile(r"[\u1ea0-\u1ef9\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0128\u0129\u0168\u0169]")
PDF_GLYPH = re.compile(r"(?<=[^\W\d_])[\u2212\u2219]|[\u2212\u2219](?=[^\W\d_])")
WORD = re.compile(r"[^\W\d_]+")
STRETCH = re.compile(r"\S+(?: \S+)*")
"""Words parted by single spaces: what stands in another column lies further away."""


def font_encoding(font: str | None) -> str | None:
    """The one of `ENCODINGS` that a font's name promises; None for a font of no legacy encoding."""
    name = (font or "").strip(" \"'")
    return next((encoding for pattern, encoding in FONTS if pattern.match(name)), None)


def draws_capitals(font: str | None) -> bool:
    """Whether a legacy font shows every letter as a capital."""
    return CAPITAL_FONT.match((font or "").strip(" \"'")) is not None


def from_font(text: str, font: str | None) -> str:
    """`text` set in `font`, a surface, as the page shows it; text that is Unicode already is left alone."""
    encoding = font_encoding(font)
    if encoding is None or BEYOND_BYTES.search(text):
        return text
    surface = re.sub(r"[\uf020-\uf0ff]", lambda match: CP1252[ord(match[0]) & 0xFF], text)
    shown = to_unicode(surface, encoding)
    return shown.upper() if draws_capitals(font) else shown


def to_unicode(surface: str, encoding: str) -> str:
    """`surface`, whose letters are those of `encoding`, in Unicode (NFC).

    Args:
        surface: as Windows-1252 shows the bytes; letters that no byte stands for are kept.
        encoding: one of `ENCODINGS`.
    """
    return nfc(_converter(encoding)(surface))


def shown_symbols(text: str) -> str:
    """`text` with the private codes of symbol fonts as the signs they draw; an unknown one opens a line as "•"."""
    if not PRIVATE_SIGN.search(text):
        return text
    return PRIVATE.sub(
        lambda match: (match["opening"] or "") + SYMBOLS.get(match[0][-1], "•" if match["opening"] is not None else ""),
        text,
    )


@lru_cache
def _converter(encoding: str) -> Callable[[str], str]:
    if encoding == "utf-8":
        return _misread_utf8
    if encoding == "cp1258":
        letters = str.maketrans(FROM_CP1258)
        return lambda surface: surface.translate(letters)
    pairs = LETTERS[encoding]
    if encoding == "vni":
        found = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))
        return lambda surface: found.sub(lambda match: pairs[match[0]], surface)
    letters = str.maketrans(pairs)
    if encoding == "tcvn3":
        return lambda surface: with_capitals(PDF_GLYPH.sub(_glyph, surface).translate(letters))
    return lambda surface: surface.translate(TO_LATIN1).translate(letters)


def _glyph(match: re.Match[str]) -> str:
    """The byte that a PDF's text layer shows as a minus sign or a dot between letters."""
    return "\xad" if match[0] == "\u2212" else "\xb7"


def _misread_utf8(surface: str) -> str:
    try:
        return surface.translate(TO_LATIN1).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return surface


def with_capitals(text: str) -> str:
    """`text` from TCVN3 with the capitals that it could not write: "BáO CáO" is "BÁO CÁO".

    A word whose plain letters are all capitals, not only its first, was meant in capitals; one that may be either
    ("Xã", "Hà") goes with such words of its stretch, unless a word in small letters follows or precedes it.
    """
    return STRETCH.sub(lambda match: _stretch_with_capitals(match[0]), text)


def _stretch_with_capitals(text: str) -> str:
    words = list(WORD.finditer(text))
    kinds = [_case(match[0]) for match in words]
    if "mixed" not in kinds:
        return text
    pieces: list[str] = []
    end = 0
    for index, match in enumerate(words):
        sides = [_nearest(kinds[:index][::-1]), _nearest(kinds[index + 1 :])]
        raised = kinds[index] == "mixed" or (kinds[index] == "either" and "small" not in sides)
        pieces += [text[end : match.start()], match[0].upper() if raised else match[0]]
        end = match.end()
    return "".join(pieces) + text[end:]


def _case(word: str) -> str:
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return "small"
    if word.isupper():
        return "capital" if len(word) > 1 else "either"
    return "mixed" if any(letter.isascii() for letter in word[1:]) else "either"


def _nearest(kinds: list[str]) -> str | None:
    return next((kind for kind in kinds if kind != "either"), None)
