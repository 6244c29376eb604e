"""What is said to whoever is asked, before a question and behind it, and is no part of it: "cho em hỏi", "ạ"."""

from __future__ import annotations

import re

from ..corpus.vietnamese import TOKEN, fold
from .lexicon import is_pair

ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
END = r"(?![^\W\d_])"
BEGIN = r"(?<![^\W\d_])"

WHO = (
    r"(?:(?:các|quý) )?(?:anh/chị|anh chị|anh|chị|em|bạn|mình|tôi|cô|chú|bác|cháu|sở|phòng|cơ quan|admin|ad|mọi người)"
)
"""Whom is spoken to, and who speaks."""

ASKS = (
    rf"(?:{WHO} )?(?:(?:xin|cho|tôi|em|mình|cháu|muốn|cần|phép|được|vui lòng|làm ơn|có thể) )+(?:hỏi|biết)"
    r"(?: (?:thăm|nhờ|một chút|một tí|chút|xíu|tí|tý|với|ạ))*"
    r"|hỏi (?:thăm|một chút|chút|xíu|tí|tý)(?: (?:với|ạ))*"
)

OPENING = (
    rf"(?:xin |kính |{WHO} )+chào(?: {WHO})*",
    rf"chào {WHO}(?: {WHO})*",
    rf"{WHO} ơi",
    rf"thưa {WHO}(?: {WHO})*",
    ASKS,
    r"xin phép|vui lòng|làm ơn",
    rf"(?:nhờ )?(?:{WHO} )?(?:giúp|hộ|giùm) (?:tôi|em|mình|với)(?: (?:tìm|xem|tra|tra cứu|với))*",
    rf"nhờ {WHO} (?:tìm|xem|tra cứu|tra|hỏi)(?: (?:giúp|hộ|giùm))?",
    r"kính gửi(?!\s*:) [^,:;.!?]{1,60}[,;:.!](?=(?:\W*\w+){3})",
    rf"kính gửi(?: [^\s,:;.!?]+){{1,8}}?(?= (?:{ASKS}))",
    r"please|tell me|(?:can|could) you (?:please )?tell me|hi|hello|dear \w+(?=,)",
)
"""What may stand before a question, with accents or without."""

OPENING_SPELLED = ("dạ", "thưa", "hãy", "chào(?=,)", "alo(?=,)")
"""What may so stand as it is spelled alone: "da" is "da" and "đã" as well."""

CLOSING = (
    rf"(?<!lời )(?<!thư )(?:{WHO} )*(?:xin )?(?:(?:chân thành|trân trọng) )*(?:cảm|cám) ơn"
    rf"(?: (?:{WHO}|rất|nhiều|lắm|trước|ạ))*",
    r"(?<=[?.!,;] )trân trọng(?: kính chào)?",
    r"(?:giúp|hộ|giùm) (?:tôi|em|mình)(?: với)?|giúp với|giùm",
    r"please|thank you(?: (?:very|so) much)?|thanks(?: a lot)?|tks",
)
"""What may stand behind one, with accents or without."""

CLOSING_SPELLED = (
    rf"(?:với )?ạ|(?:nhé|nha|nhỉ|hả|à|đấy|vậy|thế)(?: (?:ạ|{WHO}(?: ơi)?))?|được không(?: ạ)?|{WHO} ơi"
    rf"|(?<!mục )(?<!phần )(?<!chương )(?<!khoản )v(?: (?:ạ|{WHO}))?"
    r"|(?:(?:vậy|thế) )?d?z+",
)
"""What may so stand as it is spelled alone: "vay" is to borrow, and "the" a card."""

PART_OF_A_WORD = frozenset(("như", "cũng", "vì", "do"))
"""Words that "thế" and "vậy" behind them belong to."""

LAST_LETTER = r"(?:(?:vay|the|nhi|ha|voi) )?a"
"""In a text without accents "a" at its end is "ạ"."""


def _either(*patterns: str) -> str:
    """One pattern of several, for letters with their accents and without."""
    return "|".join(ACCENTED.sub(lambda one: f"[{one[0]}{fold(one[0])}]", pattern) for pattern in patterns)


BEFORE = re.compile(rf"^(?:{_either(*OPENING)}|{'|'.join(OPENING_SPELLED)}){END}", re.IGNORECASE)
BEHIND = re.compile(
    rf"{BEGIN}(?:{_either(*CLOSING)}|{'|'.join(CLOSING_SPELLED)}|{LAST_LETTER}){END}[\s?.!,]*$", re.IGNORECASE
)
MARKS = " ,.:;!"

ABLE = re.compile(r"duoc khong\b")
WHETHER = re.compile(r"\b(?:co|da|se|con)\b(?!.*\b(?:gi|nao|bao nhieu|may|ai|dau|sao)\b)")
"""What asks, folded, whether something is so, and so "được không" with it: "có thực hiện được không?"."""


def without_courtesy(text: str) -> str:
    """`text`, NFC, without what is said to whoever is asked; as it is where nothing else is said.

    A question keeps its mark: "xã có gì ạ?" is "xã có gì?".
    """
    kept = text
    while (shorter := _shorter(kept)) != kept and TOKEN.search(shorter):
        kept = shorter
    return kept if TOKEN.search(kept) else text


def _shorter(text: str) -> str:
    """`text` without the first thing so said, or the last."""
    if opened := BEFORE.match(text):
        return text[opened.end() :].strip(MARKS)
    closed = BEHIND.search(text)
    if closed is None:
        return text
    before = text[: closed.start()]
    last = [match[0].lower() for match in TOKEN.finditer(before)][-1:]
    first = closed[0].split(" ")[0].rstrip("?.!, ").lower()
    if last and (last[0] in PART_OF_A_WORD or is_pair(last[0], first)):
        return text
    if ABLE.match(fold(closed[0])) and WHETHER.search(fold(before)):
        return text
    left = before.strip(MARKS)
    return left if "?" not in closed[0] or left.endswith("?") or not left else f"{left}?"
