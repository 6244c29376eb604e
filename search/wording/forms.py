"""How a sentence is put: its form, blanks left open, which forms are nearly one, and where two differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from ...corpus.vietnamese import TOKEN, fold, place_tone
from ..constants import SAME_WORDING
from .blanks import Blank
from .polarity import poles_of
from .sameness import one_for_all

TURNING = frozenset(["chưa", "không", "chẳng", "tăng", "giảm"])
"""Words that turn what a sentence says: forms that differ in these are never one."""

TOPICS = frozenset(["[lĩnh vực]", "[việc]", "[cơ quan]"])
"""Blanks for what a sentence is about: one that says something of the matter asked is none that may say it of any."""


@dataclass(frozen=True, slots=True)
class FormWord:
    """A word of a text, or a blank with its name in brackets, at [start, end)."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Form:
    """The words of a sentence with its blanks open."""

    pieces: tuple[FormWord, ...]

    @property
    def words(self) -> list[str]:
        """Each word, and each blank by its name."""
        return [piece.word for piece in self.pieces]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Equal for sentences that differ in blanks, marks, case, accents and words of one meaning alone."""
        return tuple(map(fold, one_for_all(self.words)))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each pair of neighbours in `key` once, in order, its ends among them."""
        return tuple(dict.fromkeys(pairwise(["", *self.key, ""])))

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """What forms that are nearly one have in common: its words of `TURNING`, its topics, its poles."""
        return (*sorted(word for word in self.words if word in TURNING | TOPICS), *sorted(poles_of(self.words)))


@dataclass(frozen=True, slots=True)
class Edit:
    """Where a text differs from another: what stands at its [start, end) stands there as `instead`.

    Nothing stands at an empty span: `instead` was left out. An empty `instead`: the words were put in.
    """

    start: int
    end: int
    instead: str


def form_of(text: str, blanks: Sequence[Blank]) -> Form:
    """The form of `text`, of which `blanks` are the blanks."""
    pieces = [FormWord(f"[{blank.name}]", blank.start, blank.end) for blank in blanks]
    start = 0
    for end, after in [(blank.start, blank.end) for blank in blanks] + [(len(text), len(text))]:
        words = TOKEN.finditer(text, start, end)
        pieces += [FormWord(place_tone(word[0].lower()), word.start(), word.end()) for word in words]
        start = after
    return Form(tuple(sorted(pieces, key=lambda piece: piece.start)))


def near_same(forms: Sequence[Form]) -> list[list[int]]:
    """Places in `forms` grouped: the first of a group leads it, and the others are nearly the same as it is."""
    groups: list[list[int]] = []
    led: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        shared = Counter(number for pair in form.pairs for number in led.get(pair, ()))
        likeness = {
            number: common / (len(form.pairs) + len(forms[groups[number][0]].pairs) - common)
            for number, common in shared.items()
        }
        near = [
            number
            for number in sorted(likeness)
            if likeness[number] >= SAME_WORDING and _may_be_one(forms[groups[number][0]], form)
        ]
        nearest = max(near, key=likeness.__getitem__, default=None)
        if nearest is not None:
            groups[nearest].append(place)
            continue
        for pair in form.pairs:
            led[pair].append(len(groups))
        groups.append([place])
    return groups


def _may_be_one(one: Form, other: Form) -> bool:
    """Whether they turn alike what they say, and have nearly the same words, one put in weighing as one changed.

    Neighbours alone do not tell: six words put in behind each other break a single pair.
    """
    if one.key == other.key:
        return True
    if one.turns != other.turns:
        return False
    words, others = Counter(one.key), Counter(other.key)
    apart = max((words - others).total(), (others - words).total())
    fewer = min(words.total(), others.total())
    return fewer - apart >= SAME_WORDING * (fewer + apart)


def edits(text: str, form: Form, other: str, other_form: Form) -> tuple[Edit, ...]:
    """Where `text` differs from `other` in its words, blanks apart."""
    words, other_words = form.words, other_form.words
    found: list[Edit] = []
    for kind, from_other, to_other, start, end in SequenceMatcher(None, other_words, words, False).get_opcodes():
        if kind != "equal":
            span = _span(form.pieces, start, end, len(text))
            left, right = _span(other_form.pieces, from_other, to_other, len(other))
            found.append(Edit(*span, other[left:right]))
    return tuple(found)


def _span(pieces: Sequence[FormWord], start: int, end: int, length: int) -> tuple[int, int]:
    """[start, end) in the text of pieces[start:end]; empty before the next piece where there are none."""
    if start == end:
        at = pieces[start].start if start < len(pieces) else length
        return at, at
    return pieces[start].start, pieces[end - 1].end
