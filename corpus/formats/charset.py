"""Bytes become text in whatever encoding they were written: Unicode by its rules, older ones by how they spell.

An encoding is right for a line if what it gives are Vietnamese syllables, with every letter's mark and tone in a
place where Vietnamese has one. That parts the legacy encodings from each other, and all of them from French.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...words import say
from ..errors import FileUnreadableError
from .legacy import BEYOND_BYTES, CP1252, ENCODINGS, WORD, to_unicode

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16: its mark begins with the other's."""

SPELLED = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:(?:[aăâeêioôơuưy]|o[aăeo]|u[aăâêôy]|uyê|[iy]ê|ươ)(?P<coda>ch|ng|nh|[ckmnpt])"
    r"|[aeêioôơuưy]|[aou]i|a[ouy]|â[uy]|eo|êu|ia|iêu|iu|o[ae]|oa[iyo]|oeo|[ôơư]i|u[aeêơy]|uâ?y|uy[au]|uôi|ua[iyo]"
    r"|ưa|ươ[iu]|ưu|yêu)"
)
"""A syllable in lower case without its tone: onset and rime."""

LONGEST_SYLLABLE = len("nghiêng")

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STOPPED_TONES = frozenset("\u0301\u0323")
"""Sắc and nặng: the only tones before c, ch, p, t."""

MEASURE = re.compile(r"[kcdm]?m[²³]")
"""Of areas and volumes: no word of any encoding, though some of them write a letter with the same byte."""

ABBREVIATION = re.compile(r"[A-ZĐ]+|đ")
"""HĐND, NĐ, 500đ: no syllables, and no sign of a wrong encoding either."""

STRAY = re.compile(r"[¡-¯±µ-¿×÷ƒˆ˜†‡‰\x80-\x9f](?:(?=[^\W\d_])|(?<=[^\W\d_].))")
"""A sign in the middle of a word: a letter of another encoding."""

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HIGH_BYTES = bytes(range(0x80, 0x100))
"""The smaller part of Vietnamese in every encoding older than Unicode."""

CERTAIN_WORDS, CERTAIN_BYTES = 4, 2
"""Syllables that an encoding must spell before text that is Unicode by form is changed, and bytes that are not."""

SPELLED_SHARE = 0.75
SAMPLE_LINES = 400
"""Lines that do not spell as they stand, from which the encodings of a document are ranked."""

LATIN_LINE = re.compile("[\x00-\x7f\xa0-\xffĂăĐđĨĩŨũƠơƯưŒœ\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2044\u20ac\uf020-\uf0ff]*")
"""What UTF-8 may give in a Vietnamese report; bytes of another encoding that are UTF-8 by chance give other signs."""

LATIN = 0x2100
"""Nearly all of a report's characters lie below: letters, accents, punctuation."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a file's bytes say.

    Attributes:
        text: Unicode, not yet NFC.
        warnings: where the encoding was guessed, Vietnamese.
    """

    text: str
    warnings: tuple[str, ...] = ()


def decode(source: bytes) -> Text:
    """The text in `source`, each line in the encoding that it was written in.

    Raises:
        FileUnreadableError: `source` is no text in any encoding.
    """
    lines, raw = decoded_lines(source)
    found, warnings = repaired(lines, raw)
    text = "\n".join(found)
    if len(CONTROLS.findall(text)) * 100 > len(text) or (raw and len(STRAY.findall(text)) * 10 > len(text)):
        raise _no_text()
    return Text(text, (*warnings, *damage(text)))


def decoded_lines(source: bytes) -> tuple[list[str], frozenset[int]]:
    """The lines of `source` by the rules of Unicode, and the positions of those that break them, as surfaces.

    Raises:
        FileUnreadableError: there are zeros that no Unicode text has, or hardly any plain letters.
    """
    text = _unicode(source)
    if text is not None:
        return text.split("\n"), frozenset()
    if b"\x00" in source or 2 * len(source.translate(None, HIGH_BYTES)) < len(source):
        raise _no_text()
    lines: list[str] = []
    raw: set[int] = set()
    for index, line in enumerate(source.split(b"\n")):
        mended = line.decode("utf-8", "replace")
        right, wrong = _spelling(mended)
        if LATIN_LINE.fullmatch(mended) or (right >= wrong and right > mended.count("\ufffd")):
            lines.append(mended)
        else:
            raw.add(index)
            lines.append(surface(line))
    return lines, frozenset(raw)


def damage(text: str) -> tuple[str, ...]:
    """The warning that letters were lost before the file came here, if they were."""
    if "\ufffd" not in text:
        return ()
    return (say("warnings.damaged", "vi", shown="\ufffd"),)


def surface(source: bytes) -> str:
    """Bytes of an unknown encoding as Windows-1252 shows them."""
    return source.decode("latin-1").translate(_CP1252)


def repaired(lines: Sequence[str], raw: frozenset[int] = frozenset()) -> tuple[list[str], tuple[str, ...]]:
    """`lines` with those that are in a legacy encoding, shown as Windows-1252, in Unicode; and the warnings for it.

    A line that reads as it stands is left alone, unless it would read as well in the encoding of its neighbours
    and all of its letters are ones that a byte may stand for.

    Args:
        lines: texts of one document in order; their number does not change.
        raw: the positions of those that are bytes of some encoding other than UTF-8.
    """
    doubtful = [
        index
        for index, line in enumerate(lines)
        if (index in raw or not BEYOND_BYTES.search(line)) and _spelling(line)[1]
    ]
    if not doubtful and not raw:
        return list(lines), ()
    totals: Counter[str] = Counter()
    for index in doubtful[:SAMPLE_LINES]:
        for encoding in ENCODINGS:
            right, wrong = _spelling(to_unicode(lines[index], encoding))
            totals[encoding] += max(0, right - 2 * wrong)
    ranked = [encoding for encoding, total in totals.most_common(3) if total > 0]
    chosen = {index: best for index in doubtful if (best := _best(lines[index], ranked))}
    certain = Counter[str]()
    for encoding, _, words in chosen.values():
        certain[encoding] += words
    sure = {encoding for encoding, words in certain.items() if words >= (CERTAIN_BYTES if raw else CERTAIN_WORDS)}
    found = list(lines)
    before = next((encoding for encoding, *_ in chosen.values() if encoding in sure), None)
    used: set[str] = set()
    unknown = False
    for index, line in enumerate(lines):
        if line.isascii() and not CONTROLS.search(line):
            continue
        if index in chosen and chosen[index][0] in sure:
            before, found[index], _ = chosen[index]
        elif index not in raw and BEYOND_BYTES.search(line):
            before = None
        elif before and reads_as_well(line, other := to_unicode(line, before), index in raw):
            found[index] = other
        else:
            unknown = unknown or index in raw
        if before and found[index] != line:
            used.add(before)
    names = ", ".join(say(f"warnings.encoding_{name}", "vi") for name in ENCODINGS if name in used)
    warnings = [say("warnings.converted", "vi", encodings=names)] if names else []
    if unknown:
        warnings.append(say("warnings.encoding_unknown", "vi"))
    return found, tuple(warnings)


def reads_as_well(line: str, other: str, raw: bool = True) -> bool:
    """Whether `line` may as well be `other`: as Vietnamese, and unless it is `raw`, without any slip in either."""
    (right, wrong), (other_right, other_wrong) = _spelling(line), _spelling(other)
    return other_right - other_wrong >= right - wrong and (raw or not wrong + other_wrong)


def _unicode(source: bytes) -> str | None:
    """`source` by the rules of Unicode: its mark, UTF-8, or the zeros that UTF-16 and UTF-32 leave; else None."""
    for mark, name in BOMS:
        if source.startswith(mark):
            try:
                return source[len(mark) :].decode(name)
            except UnicodeDecodeError:
                break
    if b"\x00" not in source:
        try:
            return source.decode("utf-8")
        except UnicodeDecodeError:
            return None
    for _, name in BOMS[1:]:
        try:
            text = source.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and sum(ord(letter) < LATIN for letter in text) > 0.9 * len(text):
            return text
    return None


def _best(line: str, ranked: list[str]) -> tuple[str, str, int] | None:
    """The encoding in which a line spells, though not as it stands, what it then says, and in how many syllables.

    The document's own is taken if all spells in it: by chance "QĐ" is a syllable, "Qứ", in another.
    """
    best, most = None, 0
    for encoding in ranked:
        text = to_unicode(line, encoding)
        right, wrong = _spelling(text)
        if right >= SPELLED_SHARE * (right + wrong) and right - wrong > most:
            best, most = (encoding, text, right), right - wrong
        if encoding == ranked[0] and best and not wrong:
            break
    return best


def _spelling(text: str) -> tuple[int, int]:
    """How many accented words of `text` are syllables, and how many words and stray signs are of no Vietnamese."""
    right = wrong = 0
    if not text.isascii() or CONTROLS.search(text):
        for word in WORD.findall(unicodedata.normalize("NFC", text)):
            if not word.isascii() and not ABBREVIATION.fullmatch(word) and not MEASURE.fullmatch(word):
                if len(word) <= LONGEST_SYLLABLE and is_spelled(word):
                    right += len(word) > 1
                else:
                    wrong += 1
        wrong += len(STRAY.findall(text)) + len(CONTROLS.findall(text))
    return right, wrong


@lru_cache(maxsize=65536)
def is_spelled(word: str) -> bool:
    """Whether `word`, NFC, is written as a Vietnamese syllable may be: letters, tone and case."""
    if not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in TONES]
    match = SPELLED.fullmatch(unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES)))
    if match is None or len(tones) > 1:
        return False
    return match["coda"] not in ("c", "ch", "p", "t") or (bool(tones) and tones[0] in STOPPED_TONES)


def _no_text() -> FileUnreadableError:
    return FileUnreadableError(key="reading.not_text")


_CP1252 = {byte: letter for byte, letter in enumerate(CP1252) if byte >= 0x80}
