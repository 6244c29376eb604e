"""A sentence in the parts that each say something of their own, and which of them say what was asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...corpus.vietnamese import TOKEN, fold, place_tone, trim
from ...index.records import Accents
from ..constants import SAYING_SHORTEST
from .polarity import TERMS

Span = tuple[int, int]

OPENING = re.compile(
    r"(?:tuy nhiên|tuy vậy|bên cạnh đó|ngoài ra|mặt khác|đồng thời|do đó|do vậy|vì vậy|vì thế|ngược lại|trái lại"
    r"|nhìn chung|đặc biệt|song|nhưng)(?!\w),?\s+",
    re.IGNORECASE,
)
"""What leads over from the sentence before, and is no part of the wording."""

CUT = re.compile(
    r"(?P<mark>[;:,])(?=\s)|(?<!\w)(?P<but>nhưng|tuy nhiên|trong khi|song(?! (?:song|ngữ|phương)))(?!\w)", re.IGNORECASE
)
SAYING = "|".join(" ".join(term) for term, kind in TERMS.items() if kind in ("lack", "met"))
PREDICATE = re.compile(
    r"(?<!\w)(?:còn|vẫn|chưa|không|đã|đang|được|(?<!thiết )(?<!chuẩn )bị|là|có|chỉ|(?<!thôn )mới|phải|gặp|đạt"
    rf"|nên|gửi|kính|trân trọng|đề nghị|{SAYING})(?!\w)",
    re.IGNORECASE,
)
"""Words by which a stretch says something of its own: "phòng, chống" is one stretch, "còn hạn chế, mới được" two."""


def parts_of(text: str) -> list[Span]:
    """[start, end) of each part of a sentence, in order, without the marks between them."""
    opening = OPENING.match(text)
    first = opening.end() if opening else 0
    spans = [trim(text, 0, first)] if opening else []
    cuts = list(CUT.finditer(text, first))
    predicates = [match.start() for match in PREDICATE.finditer(text, first)]
    start, passed = first, 0
    for cut, end in zip(cuts, [*(cut.start() for cut in cuts[1:]), len(text)], strict=False):
        before = passed
        while before < len(predicates) and predicates[before] < cut.start():
            before += 1
        after = before < len(predicates) and predicates[before] < end
        says = before > passed
        if cut["mark"] == ";" or (says and (after or cut["mark"] in (":", None))):
            spans.append(trim(text, start, cut.start()))
            start, passed = (cut.end() if cut["mark"] else cut.start()), before
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
