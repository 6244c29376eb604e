"""A title or heading printed in capitals becomes prose, and keeps the capitals of names as far as there is evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from ..header.places import UNIT_LEVELS
from ..report import Header
from ..vietnamese import TOKEN, is_syllable

T = TypeVar("T")

ROMAN_FIGURE = re.compile(r"(?=..)X{0,3}(?:I[XV]|V?I{0,3})")
ALSO_A_SYLLABLE = frozenset({"vi", "xi"})
COUNTED = frozenset({"quý", "khóa", "khoá", "thứ", "kỳ", "phần", "loại", "hạng", "cấp", "nhóm", "đoạn", "vùng", "khu"})
"""Before a letter or a Roman figure that could be read as a word: "quý I", "khóa XI", "loại A"."""
JOINED = re.compile(r"[-/&]")

BEGINS = re.compile(r"[.!?:;•*|\n\"“(\[]|(?:^|\s)[-–+]\s*$")
"""Between two words where the second begins something: its capital is from there."""

BEFORE_NAMES = frozenset({*UNIT_LEVELS, "thôn", "bản", "ấp", "ông", "bà"})
"""Words with a small letter before a name: "Xã Tân Lập" at the head of a sentence is "xã Tân Lập" inside."""

ENDED = re.compile(r"[.!?]\s")

ALWAYS = ("tại Việt Nam", "tên Hồ Chí Minh")
"""Names that any document may take for granted, each behind a word that is none."""


class Evidence:
    """How the words of a document are written where they begin nothing, each beside its neighbours."""

    def __init__(self) -> None:
        self._pairs: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self._seconds: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def take(self, text: str) -> None:
        """Count the pairs of words in `text`; what is in capitals throughout says nothing.

        A word that begins something says nothing of itself, but before a capital: "Gò Tháp là …" names Gò Tháp.
        """
        if text.isupper():
            return
        begins = True
        for left, right in pairwise(TOKEN.finditer(text)):
            broken = BEGINS.search(text[left.end() : right.start()]) is not None
            if not broken:
                pair = left[0].lower(), right[0].lower()
                if not begins or (right[0].istitle() and pair[0] not in BEFORE_NAMES):
                    self._pairs[pair][left[0], right[0]] += 1
                self._seconds[pair][right[0]] += 1
            begins = broken

    def form(self, before: str, word: str, after: str) -> str | None:
        """The form in which most write `word` between its neighbours, all three in small letters; None unknown.

        The second of two that have capitals is a name's, whatever follows; else the word after says more than the one
        before: "của Đảng bộ", "của đảng viên".
        """
        left, right = (_most(self._pairs.get(pair)) for pair in ((before, word), (word, after)))
        if left and left[0].istitle() and left[1].istitle():
            return left[1]
        return right[0] if right else _most(self._seconds.get((before, word)))


def _most(counted: Counter[T] | None) -> T | None:
    return counted.most_common(1)[0][0] if counted else None


def evidence_of(header: Header, texts: Iterable[str] = ()) -> Evidence:
    """What a report says of how names are written: in its header, and in its headings and paragraphs, `texts`."""
    evidence = Evidence()
    names = [header.place, header.province and f"tỉnh {header.province}", header.district, header.signer]
    for name in (*names, header.agency, header.parent_agency, *header.addressees, *header.recipients):
        evidence.take(f"ở {name or ''}")
    for text in (*ALWAYS, *texts):
        evidence.take(text)
    return evidence


def sentence_case(text: str, evidence: Evidence) -> str:
    """`text` as a sentence begins, if it is in capitals; else as it is. No letter changes but in its size.

    Figures, abbreviations and what has a figure in it ("07-NQ/HU") stay; of words it says how the document writes them
    beside the same neighbour, and one that it does not write there is in small letters.
    """
    if not text.isupper():
        return text
    found = list(TOKEN.finditer(text))
    lower = ["", *(match[0].lower() for match in found), ""]
    letters = list(text)
    kept = [span for chunk in re.finditer(r"\S+", text) if _is_symbol(chunk[0]) for span in [chunk.span()]]
    for at, match in enumerate(found, 1):
        word = lower[at]
        if len(word) != len(match[0]) or any(start <= match.start() < end for start, end in kept):
            continue
        form = evidence.form(lower[at - 1], word, lower[at + 1])
        if form is None:
            form = match[0] if _is_figure(match[0], lower[at - 1]) or not is_syllable(word) else word
        if at == 1 or ENDED.search(text[found[at - 2].end() : match.start()]):
            form = form[:1].upper() + form[1:]
        letters[match.start() : match.end()] = form
    return "".join(letters)


def _is_symbol(chunk: str) -> bool:
    """Whether a word is no word of prose: "16-KL/TW", "KT-XH", "COVID-19"."""
    parts = [part for part in JOINED.split(chunk) if part]
    return any(letter.isdigit() for letter in chunk) or (
        len(parts) > 1 and not all(is_syllable(word) for part in parts for word in TOKEN.findall(part))
    )


def _is_figure(word: str, before: str) -> bool:
    if len(word) == 1 or word.lower() in ALSO_A_SYLLABLE:
        return before in COUNTED
    return ROMAN_FIGURE.fullmatch(word) is not None
