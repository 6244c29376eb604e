"""How far the reports that a question names have what it asks about, its names and question words left aside.

A question about one agency's work shares its name, its period and the words of every report with what does not answer
it: "Hải Lâm giành bao nhiêu huy chương năm 2024?" is near to all that Hải Lâm reports of 2024. What tells is whether
its matter stands in that agency's reports: "huy chương" in none.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..corpus.vietnamese import bigrams, fold, tokens
from ..index.records import Accents, Passage
from ..index.store import View
from .function_words import FUNCTION, HALVES, NO_MATTER
from .lexicon import is_pair
from .named_passages import is_untimely
from .understanding import Understood
from .word_shares import word_weights


@dataclass(frozen=True, slots=True)
class Matter:
    """How far what a question asks about stands in what was read for it.

    Attributes:
        pairs: share, 0..1, by weight, of its pairs of neighbouring words that stand in some passage read.
        missing: the heaviest of its words that none has, as a share, 0..1, of the weight of a word that stands nowhere.
        pairs_known: share, 0..1, of its pairs that the store has.
        lacking: whether the question names reports, and a word of it stands in none of them.
        untimely: whether it names reports and a time that none of them is of, or speaks of.
    """

    pairs: float = 0.0
    missing: float = 0.0
    pairs_known: float = 0.0
    lacking: bool = False
    untimely: bool = False


def matter_in(asked: Understood, passages: Iterable[Passage], lacking: bool, view: View) -> Matter:
    """How far what `asked` asks about stands where it may.

    Args:
        asked: what was understood.
        passages: those of what it names, which it may stand in, under their headings and titles.
        lacking: whether a word of it stands in none of the reports asked.
        view: what was asked.
    """
    accents = asked.words.accents
    words, pairs = _matter(asked)
    of_words = word_weights(words, accents, view.words)
    of_pairs = word_weights(pairs, accents, view.words)
    standing = _standing(passages, accents, of_pairs)
    return Matter(
        pairs=_share(of_pairs, standing),
        missing=max((weight for word, weight in of_words.items() if word not in standing), default=0.0)
        / math.log(2 * len(view.words) + 2),
        pairs_known=sum(view.words.frequency(pair, accents) > 0 for pair in of_pairs) / max(len(of_pairs), 1),
        lacking=lacking and any(one.names_reports and not one.missing for one in asked.said.read),
        untimely=is_untimely(asked, view),
    )


def without_matter(asked: Understood) -> list[bool]:
    """For each term that the lexical side is asked whether it carries no matter, or is part of what names reports."""
    terms, accented = asked.words.terms, asked.words.accents == "accented"
    listed = FUNCTION if asked.words.script == "foreign" else NO_MATTER
    named = {
        fold(word)
        for one in asked.said.read
        if one.field not in ("cites", "role") and not one.is_type_of_none
        for word in tokens(one.said)
    }
    typed = [fold(word) for word in tokens(asked.query.text)]
    named |= {word for one in asked.said.named for word in typed[one.start : one.end]}
    marks = listed.marks(terms, accented)
    idle = [mark or fold(term) in named for term, mark in zip(terms, marks, strict=True)]
    for at in halves(asked):
        idle[at] = False
    return idle


def halves(asked: Understood) -> list[int]:
    """Places of words that carry no matter by themselves, and are half of one that does: "số" of "dân số"."""
    said = tokens(asked.words.text)
    if len(said) != len(asked.words.terms):
        return []
    accented = asked.words.script == "accented"
    listed = NO_MATTER.marks(said, accented)
    single = HALVES.single(said, accented)
    of_conditions = {fold(word) for one in asked.said.read for word in tokens(one.said)}
    found = []
    for at, word in enumerate(said):
        if single[at] and fold(word) not in of_conditions:
            beside = [other for other in (at - 1, at + 1) if 0 <= other < len(said)]
            if any(not listed[other] and is_pair(*said[min(at, other) : max(at, other) + 1]) for other in beside):
                found.append(at)
    return found


def _matter(asked: Understood) -> tuple[list[str], list[str]]:
    """The words of a question that carry matter, as the lexical side is asked, and its pairs of two such neighbours."""
    terms, idle = asked.words.terms, without_matter(asked)
    kept = [term for term, passed in zip(terms, idle, strict=True) if not passed]
    pairs = [pair for place, pair in enumerate(bigrams(list(terms))) if not (idle[place] or idle[place + 1])]
    return kept, pairs


def _standing(passages: Iterable[Passage], accents: Accents, pairs: Collection[str]) -> set[str]:
    """The words of the passages, their headings and titles, and those of `pairs` that stand there."""
    standing: set[str] = set()
    firsts = {pair.partition("_")[0] for pair in pairs}
    texts = (
        text
        for passage in passages
        for text in (passage.text, passage.report.header.title or "", *(section.title for section in passage.sections))
    )
    for text in dict.fromkeys(texts):  # those of one section share its headings
        words = [fold(word) for word in tokens(text)] if accents == "folded" else tokens(text)
        standing.update(words)
        standing.update(f"{left}_{right}" for left, right in pairwise(words) if left in firsts)
    return standing


def _share(weights: Mapping[str, float], standing: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in standing) / total if total else 0.0
