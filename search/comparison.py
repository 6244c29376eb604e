"""Two reports side by side: which paragraphs say the same, which were changed, what is new, what is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..corpus.report import Paragraph
from ..corpus.vietnamese import fold, tokens
from .constants import COMPARED, COMPARED_ALIKE

FIGURE = re.compile(r"(?:(?<![\w,.])[-−])?\d+(?:[.,/-]\d+)*")
"""A number with its sign and marks, or a range or date of them: words have neither."""

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
    """The paragraphs of both in the order of the second, what is gone where it stood; of each the first `COMPARED`.

    Paragraphs belong together by the words that they share, those that few others have above all: each to the one that
    is most like it, in whatever order they stand, for a report of another year is often put in another one.
    """
    first, second = first[:COMPARED], second[:COMPARED]
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
    if not first or not second:
        return {}
    words = [[fold(word) for word in tokens(one.text)] for one in (*first, *second)]
    often = Counter(word for said in words for word in set(said))
    column = {word: i for i, word in enumerate(often)}
    weights = np.zeros((len(words), len(column)), np.float32)
    for row, said in enumerate(words):
        for word in said:
            weights[row, column[word]] = np.log(1 + len(words) / often[word])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    alike: npt.NDArray[np.float32] = weights[: len(first)] @ weights[len(first) :].T
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for place in np.argsort(-alike, axis=None, kind="stable").tolist():
        old, new = divmod(place, len(second))
        if alike[old, new] < COMPARED_ALIKE:
            break
        if old not in taken and new not in partner:
            partner[new] = old
            taken.add(old)
    return partner


def _pair(first: Paragraph, second: Paragraph) -> Pair:
    alike = (said(first.text) == said(second.text) for said in (tokens, FIGURE.findall))
    if all(alike):
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
