"""Who does what to whom: whether a claim has the words of its source the other way round."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ...words import Bilingual, both
from ..constants import TURNED_ROUND
from .clauses import Clause, Sentence, content


def turned_round(aligned: Sequence[tuple[Clause, Sequence[Sentence]]]) -> Bilingual | None:
    """What a claim, whose clauses the given sentences bear out, has turned round in every sentence that bears them out.

    Words that stand more than once on either side are no measure.
    """
    common = [sentence for sentence in (aligned[0][1] if aligned else ()) if _in_all(sentence, aligned)]
    if not common:
        return None
    shortest = min(len(sentence.order) for sentence in common)
    common = [sentence for sentence in common if len(sentence.order) == shortest]
    words = [word for clause, _ in aligned for word in content(clause.words)]
    faults = [sentence for sentence in common if longest_reversal(words, content(sentence.order)) >= TURNED_ROUND]
    if len(faults) < len(common):
        return None
    return both("answers.struck_turned", theirs=faults[0].text)


def _in_all(sentence: Sentence, aligned: Sequence[tuple[Clause, Sequence[Sentence]]]) -> bool:
    return all(any(one is sentence for one in found) for _, found in aligned)


def longest_reversal(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words that stand once in both are, at most, in the reverse order; n log n, by patience sorting."""
    once = {word for word, times in Counter(ours).items() if times == 1}
    twice = Counter(theirs)
    place = {word: -at for at, word in enumerate(theirs) if twice[word] == 1 and word in once}
    tails: list[int] = []
    for word in ours:
        if word in place:
            at = bisect_left(tails, place[word])
            tails[at : at + 1] = [place[word]]
    return len(tails)
