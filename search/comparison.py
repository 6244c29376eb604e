"""Two reports side by side: which paragraphs say the same, which were changed, what is new, what is gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.linalg import norm

from ..corpus.report import Paragraph
from ..corpus.vietnamese import fold, tokens
from .constants import COMPARED, COMPARED_ALIKE

FIGURE = re.compile(r"(?:(?<![\w,.])[-−])?\d+(?:[.,/-]\d+)*")
"""A number with its sign and marks, or a range or date of them: words have neither."""

AT_ONCE = 256
"""Paragraphs that are held against those of the other report at a time: a bound on memory."""

Kind = Literal["same", "changed", "gone", "new"]
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the first report beside one of the second.

    Attributes:
        kind: whether they say the same, whether one was changed into the other, or is alone.
        first: in the first report; None where it is new.
        second: in the second report; None where it is gone.
        first_figures: [start, end) of the figures in the first that the second has not.
        second_figures: those in the second that the first has not.
    """

    kind: Kind
    first: Paragraph | None
    second: Paragraph | None
    first_figures: Spans = ()
    second_figures: Spans = ()


def compared(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> list[Pair]:
    """All paragraphs of both in the order of the second, what is gone where it stood.

    Paragraphs belong together that say the same, and of the others those by the words that they share, words that few
    have above all: each to the one that is most like it, in whatever order they stand, for a report of another year is
    often put in another one.
    """
    partner = _partners(first, second)
    taken = {old: new for new, old in partner.items()}
    pairs: list[Pair] = []
    next_old = 0
    for new, paragraph in enumerate(second):
        old = partner.get(new)
        if old is None:
            pairs.append(Pair("new", None, paragraph))
            continue
        pairs += [Pair("gone", first[i], None) for i in range(next_old, old) if i not in taken]
        next_old = max(next_old, old + 1)
        pairs.append(_pair(first[old], paragraph))
    pairs += [Pair("gone", first[i], None) for i in range(next_old, len(first)) if i not in taken]
    return pairs


def _partners(first: Sequence[Paragraph], second: Sequence[Paragraph]) -> dict[int, int]:
    """For the places of paragraphs of the second, those of the first that they belong to."""
    standing: dict[_Said, deque[int]] = defaultdict(deque)
    for old, paragraph in enumerate(first):
        standing[_said(paragraph)].append(old)
    partner = {new: same.popleft() for new, one in enumerate(second) if (same := standing.get(_said(one)))}
    taken = set(partner.values())
    olds = [old for old in range(len(first)) if old not in taken]
    news = [new for new in range(len(second)) if new not in partner]
    for old, new in _alike([first[old].text for old in olds], [second[new].text for new in news]):
        if olds[old] not in taken and news[new] not in partner:
            partner[news[new]] = olds[old]
            taken.add(olds[old])
    return partner


def _alike(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of texts of the first and of the second that are alike enough, those most alike first."""
    if not first or not second:
        return
    words = [{fold(word) for word in tokens(text)} for text in (*first, *second)]
    often = Counter(word for said in words for word in said)
    column = {word: i for i, word in enumerate(often)}
    places = [[column[word] for word in sorted(said)] for said in words]
    ends = np.cumsum([0, *map(len, places)])
    columns = np.fromiter(chain.from_iterable(places), np.int32, ends[-1])
    rare = np.log(1 + len(words) / np.fromiter(often.values(), np.float32, len(often)))
    weights = csr_array((rare[columns], columns, ends), shape=(len(words), len(column)), dtype=np.float32)
    weights = weights.multiply(1 / np.maximum(norm(weights, axis=1), 1e-9)[:, None]).tocsr()
    found: list[npt.NDArray[np.float64]] = []
    for start in range(0, len(first), AT_ONCE):
        middle = start * len(second) // len(first)
        left = max(0, min(middle - COMPARED // 2, len(second) - COMPARED))
        near = weights[len(first) + left : len(first) + min(left + COMPARED, len(second))]
        alike = (weights[start : min(start + AT_ONCE, len(first))] @ near.T).tocoo()
        enough = alike.data >= COMPARED_ALIKE
        old, new = (at[enough] for at in alike.coords)
        found.append(np.array([alike.data[enough], old + start, new + left], np.float64))
    likeness, old, new = np.concatenate(found, axis=1)
    for place in np.lexsort((new, old, -likeness)):
        yield int(old[place]), int(new[place])


_Said = tuple[tuple[str, ...], tuple[str, ...]]


def _said(paragraph: Paragraph) -> _Said:
    """What a paragraph says: its words, which have no signs and marks, and its figures."""
    return tuple(tokens(paragraph.text)), tuple(FIGURE.findall(paragraph.text))


def _pair(first: Paragraph, second: Paragraph) -> Pair:
    if _said(first) == _said(second):
        return Pair("same", first, second)
    return Pair("changed", first, second, *_figures(first.text, second.text))


def _figures(first: str, second: str) -> tuple[Spans, Spans]:
    """Where the figures stand that the other text has not, or not as often: of several alike those out of turn."""
    found = [[*FIGURE.finditer(text)] for text in (first, second)]
    old, new = ([match[0] for match in matches] for matches in found)
    left = [Counter(old) - Counter(new), Counter(new) - Counter(old)]
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for kind, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for side, (start, end) in enumerate((places[:2], places[2:])):
                for match in found[side][start:end]:
                    if left[side][match[0]] > 0:
                        left[side][match[0]] -= 1
                        spans[side].append(match.span())
    return tuple(spans[0]), tuple(spans[1])
