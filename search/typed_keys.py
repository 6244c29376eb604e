"""What was typed without an input method, or as one chats: "kinh phis hanj chees", "kinh phi1", "ko dc" become words.

Telex and VNI as Unikey has them: a letter or a digit behind a vowel sets its tone or its mark. A question is read as
keys only where that makes words of it: every word that Vietnamese spelling does not allow becomes one that it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from ..corpus.syllables import is_allowed
from ..corpus.vietnamese import TOKEN, fold, has_accents, nfc, place_tone
from ..index.store import Vocabulary

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
TELEX_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""}
VNI_TONES = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT, "0": ""}
CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
HORN = {"o": "ơ", "u": "ư"}
VOWELS = "aăâeêioôơuưy"
MARKED = "ăâêôơư"
BRACKETS = {"[": "ơ", "]": "ư"}
KEYED = re.compile(r"[a-z]+[a-z0-9\[\]]*")
WITH_BRACKETS = re.compile(r"[^\W_](?:[^\W_]|[\[\]])*")
"""A word in which brackets may be keys: "n][cs"."""


CHAT: Mapping[str, str] = {
    "ko": "không", "khg": "không", "hok": "không", "hem": "không", "k": "không", "dc": "được", "đc": "được",
    "vs": "với", "j": "gì", "bn": "bao nhiêu", "ntn": "như thế nào", "cty": "công ty", "nhìu": "nhiều", "bít": "biết",
    "hk": "không", "bc": "báo cáo", "ktra": "kiểm tra",
    "ng": "người", "lm": "làm", "trc": "trước", "mn": "mọi người", "bgio": "bao giờ", "hqua": "hôm qua",
    "nhiu": "nhiêu", "đvị": "đơn vị",
}  # fmt: skip
"""Common spellings of chats. "kh", "dk", "nv" and the like mean several things and are left."""

SELDOM = 3
"""Passages in which a chat spelling stands at most; in more it is the reports' own word."""


def spelled_out(text: str, vocabulary: Vocabulary) -> str:
    """`text`, NFC, with keys that were not taken as the words they make, and chat spellings written out.

    Args:
        text: a question or a part of one, without marks and filters.
        vocabulary: the words of what is asked.
    """
    forms = (TOKEN, WITH_BRACKETS) if "[" in text or "]" in text else (TOKEN,)
    for form in forms:
        keyed = _Keyed.of(text, form, vocabulary)
        takes = (telex,) if form is WITH_BRACKETS else (telex, vni, either)
        read = (_decoded(keyed, take, vocabulary) for take in takes) if keyed.doubted else ()
        if (words := next((words for words in read if words is not None), None)) is not None:
            text = words
            break
    return _written_out(text, vocabulary)


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A text that may be keys: its words, and the places of those that are no words; None for one that is no keys."""

    text: str
    found: list[re.Match[str]]
    doubted: dict[int, str | None]

    @classmethod
    def of(cls, text: str, form: re.Pattern[str], vocabulary: Vocabulary) -> Self:
        found = list(form.finditer(text))
        words = ((place, match, match[0].lower()) for place, match in enumerate(found))
        return cls(
            text,
            found,
            {
                place: word if KEYED.fullmatch(word) and not _in_a_number(text, match) else None
                for place, match, word in words
                if not (word.isdigit() or is_allowed(place_tone(word)) or vocabulary.forms(word))
            },
        )


def _decoded(said: _Keyed, take: Callable[[str], str | None], vocabulary: Vocabulary) -> str | None:
    """The text read as keys; None where that makes no words of it."""
    keyed: dict[int, str] = {}
    for place, word in said.doubted.items():
        read = take(word) if word else None
        if read is None:
            return None
        keyed[place] = read
    if sum(bool(vocabulary.frequency(word)) for word in keyed.values()) * 2 < len(keyed):
        return None
    for place, match in enumerate(said.found):  # "coong" is a syllable that no report has, and among keys "công"
        word = match[0].lower()
        if place not in keyed and KEYED.fullmatch(word) and not vocabulary.forms(word):
            read = take(word)
            if read and vocabulary.frequency(read):
                keyed[place] = read
    return _replaced(said.text, said.found, keyed)


def _replaced(text: str, found: list[re.Match[str]], words: Mapping[int, str]) -> str:
    parts, end = [], 0
    for place, match in enumerate(found):
        parts += [text[end : match.start()], words.get(place, match[0])]
        end = match.end()
    return "".join([*parts, text[end:]])


def _in_a_number(text: str, match: re.Match[str]) -> bool:
    """Whether a word is part of a số và ký hiệu, an address or an amount: "16-KL/TW", "a.vn"."""
    beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return any(mark in "/-.&@_:" for mark in beside.rstrip(".:"))


def _written_out(text: str, vocabulary: Vocabulary) -> str:
    found = list(TOKEN.finditer(text))
    if sum(match[0] in CHAT or is_allowed(place_tone(match[0].lower())) for match in found) * 2 < len(found):
        return text
    plain = not has_accents(text)  # a word with accents would make all others ones without
    words = {
        place: fold(CHAT[match[0]]) if plain else CHAT[match[0]]
        for place, match in enumerate(found)
        if match[0] in CHAT and not _in_a_number(text, match) and vocabulary.frequency(match[0]) <= SELDOM
    }
    return _replaced(text, found, words) if words and len(words) < len(found) else text


def telex(word: str) -> str | None:
    """The syllable that the keys of `word`, lower case, make in Telex; None if they make none, or nothing new."""
    return None if any(key.isdigit() for key in word) else either(word)


def vni(word: str) -> str | None:
    """The same in VNI."""
    return _keyed(word, (_digit,))


def either(word: str) -> str | None:
    """The same in both at once, as who changes from one to the other types: "dda2o"."""
    return _keyed(word, (_digit, _letter))


Taken = tuple[str, str | None]
"""The letters with what a key does to them, and the tone that it sets, if it sets one."""


def _keyed(word: str, rules: tuple[Callable[[str, str], Taken | None], ...]) -> str | None:
    letters, tone, changed = "", "", False
    for key in word:
        taken = next((taken for rule in rules if (taken := rule(letters, key))), None)
        if taken is None and not key.isalpha():
            return None
        changed = changed or taken is not None
        letters, set_tone = taken or (letters + key, None)
        tone = tone if set_tone is None else set_tone
    return _syllable(letters, tone) if changed else None


def _letter(letters: str, key: str) -> Taken | None:
    """What a key of Telex does behind `letters`."""
    vowels = [i for i, letter in enumerate(letters) if letter in VOWELS]
    if key in TELEX_TONES and vowels and not (key == "r" and letters[-1:] == "t"):
        return letters, TELEX_TONES[key]
    if key == "w":
        return _horned(letters) or letters + "ư", None
    if key in BRACKETS:
        return letters + BRACKETS[key], None
    if key in CIRCUMFLEX and vowels and letters[vowels[-1]] == key and key in letters[vowels[0] :]:
        return f"{letters[: vowels[-1]]}{CIRCUMFLEX[key]}{letters[vowels[-1] + 1 :]}", None
    return ("đ" + letters[1:], None) if key == "d" and letters[:1] == "d" else None


def _digit(letters: str, key: str) -> Taken | None:
    """What a key of VNI does behind `letters`."""
    vowels = [i for i, letter in enumerate(letters) if letter in VOWELS]
    if key in VNI_TONES and vowels:
        return letters, VNI_TONES[key]
    if key == "6" and (at := next((i for i in reversed(vowels) if letters[i] in CIRCUMFLEX), None)) is not None:
        return f"{letters[:at]}{CIRCUMFLEX[letters[at]]}{letters[at + 1 :]}", None
    if key == "7" and (marked := _horned(letters, "ou")):
        return marked, None
    if key == "8" and "a" in letters:
        return letters.replace("a", "ă", 1), None
    return ("đ" + letters[1:], None) if key == "9" and letters[:1] == "d" else None


def _horned(letters: str, which: str = "oua") -> str | None:
    """`letters` with a horn, or the breve, on the vowel that takes it: "uo" is "ươ", and "qu" keeps its u."""
    if "uo" in letters and "qu" not in letters and which != "a":
        return letters.replace("uo", "ươ", 1)
    for i in range(len(letters) - 1, -1, -1):
        if letters[i] in which and not (letters[i] == "u" and letters[i - 1 : i] == "q"):
            mark = "ă" if letters[i] == "a" else HORN[letters[i]]
            return f"{letters[:i]}{mark}{letters[i + 1 :]}"
    return None


def _syllable(letters: str, tone: str) -> str | None:
    """`letters` with the tone on the vowel that bears it, if spelling allows that."""
    start = 2 if letters[:2] == "qu" or (letters[:2] == "gi" and any(c in VOWELS for c in letters[2:])) else 0
    vowels = [i for i, letter in enumerate(letters) if letter in VOWELS and i >= start]
    if not vowels:
        return None
    marked = [i for i in vowels if letters[i] in MARKED]
    if marked:
        at = marked[-1]
    elif vowels[-1] < len(letters) - 1:
        at = vowels[-1]
    else:
        at = vowels[-2] if len(vowels) > 1 else vowels[0]
    word = place_tone(nfc(unicodedata.normalize("NFD", letters[: at + 1]) + tone + letters[at + 1 :]))
    return word if is_allowed(word) else None
