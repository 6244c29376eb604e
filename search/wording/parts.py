"""A sentence in the parts that each say something of their own, and which of them say what was asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ...corpus.vietnamese import TOKEN, UPPER, fold, place_tone, trim
from ...index.records import Accents
from ..constants import SAYING_SHORTEST
from .polarity import TERMS

Span = tuple[int, int]

OPENING = re.compile(
    r"(?:tuy nhiên|tuy vậy|bên cạnh đó|ngoài ra|mặt khác|đồng thời|do đó|do vậy|vì vậy|vì thế|ngược lại|trái lại"
    r"|nhìn chung|đặc biệt|song|nhưng|(?:cho |tính )?đến nay|hiện nay|hiện tại|thời gian qua|những năm qua"
    r"|h[ằà]ng năm)(?!\w),?\s+",
    re.IGNORECASE,
)
"""What leads over from the sentence before, or says since when, and is no part of the wording."""

CUT = re.compile(
    rf"(?P<mark>[;:](?=\s)|,(?=\s+[^\s{UPPER}]))"
    r"|(?<!\w)(?i:nhưng|tuy nhiên|trong khi|song(?! (?:song|ngữ|phương)))(?!\w)"
)
SAYING = "|".join(" ".join(term) for term, kind in TERMS.items() if kind in ("lack", "met", "weak"))
PREDICATE = re.compile(
    r"(?<!\w)(?:còn|vẫn|chưa|không|đã|đang|được|(?<!thiết )(?<!chuẩn )bị|là|có|chỉ|(?<!thôn )mới|phải|gặp|đạt"
    rf"|nên|gửi|kính|trân trọng|đề nghị|{SAYING})(?!\w)",
    re.IGNORECASE,
)
"""Words by which a stretch says something of its own: "phòng, chống" is one stretch, "còn hạn chế, mới được" two."""


def parts_of(text: str) -> list[Span]:
    """[start, end) of each part of a sentence, in order, without the marks between them.

    A comma parts what says something of its own on both sides of it, up to the next mark; before a name it may as well
    stand in a list of names.
    """
    opening = OPENING.match(text)
    start = before = opening.end() if opening else 0
    spans = [trim(text, 0, start)] if opening else []
    cuts = list(CUT.finditer(text, start))
    predicates = [match.start() for match in PREDICATE.finditer(text, start)]

    def says(first: int, last: int) -> bool:
        return bisect_left(predicates, first) < bisect_left(predicates, last)

    for cut, after in zip(cuts, [*(cut.start() for cut in cuts[1:]), len(text)], strict=False):
        at, mark = cut.start(), cut["mark"]
        parts = says(before, at) and says(cut.end(), after) if mark == "," else says(start, at)
        if parts or mark == ";":
            spans.append(trim(text, start, at))
            start = cut.end() if mark else at
        before = cut.end()
    spans.append(trim(text, start, len(text)))
    return [span for span in spans if span[0] < span[1]]


def core_of(text: str, parts: Sequence[Span], terms: Sequence[str], accents: Accents) -> Span:
    """[first, last) of the fewest neighbouring parts that have all words of a phrase that the sentence has.

    Args:
        text: the sentence.
        parts: its parts.
        terms: the tokens of the phrase; where they stand word for word, the parts that they stand in.
        accents: how they are compared.
    """
    words: list[str] = []
    places: list[int] = []
    part = 0
    for match in TOKEN.finditer(text):
        while part + 1 < len(parts) and match.start() >= parts[part + 1][0]:
            part += 1
        word = place_tone(match[0].lower())
        words.append(fold(word) if accents == "folded" else word)
        places.append(part)
    first, last = _holding(words, places, terms) or _covering(words, places, frozenset(terms)) or (0, len(parts) - 1)
    while last + 1 < len(parts) and _length(places, first, last) < SAYING_SHORTEST:
        last += 1
    while first > 0 and _length(places, first, last) < SAYING_SHORTEST:
        first -= 1
    return first, last + 1


def _length(places: Sequence[int], first: int, last: int) -> int:
    return sum(first <= place <= last for place in places)


def _holding(words: Sequence[str], places: Sequence[int], terms: Sequence[str]) -> Span | None:
    """The first and the last part that the phrase stands in word for word."""
    said, asked = f" {' '.join(words)} ", f" {' '.join(terms)} "
    at = said.find(asked)
    if at < 0:
        return None
    begin = said.count(" ", 0, at)
    return places[begin], places[begin + len(terms) - 1]


def _covering(words: Sequence[str], places: Sequence[int], terms: frozenset[str]) -> Span | None:
    """The first and the last of the fewest parts that have every word of the phrase that there is."""
    found = [(word, place) for word, place in zip(words, places, strict=True) if word in terms]
    wanted = len({word for word, _ in found})
    best: Span | None = None
    seen: Counter[str] = Counter()
    left = 0
    for word, place in found:
        seen[word] += 1
        while len(seen) == wanted:
            if best is None or place - found[left][1] < best[1] - best[0]:
                best = found[left][1], place
            seen[found[left][0]] -= 1
            if not seen[found[left][0]]:
                del seen[found[left][0]]
            left += 1
    return best
