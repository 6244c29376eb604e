"""Who does what to whom: whether a claim has the words of its source the other way round."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import mean

from ...corpus.vietnamese import UPPER
from ...words import Bilingual, both
from ..constants import TURNED_ROUND
from .clauses import Clause, Sentence, compared, content
from .names import UNITS
from .numerals import NUMERALS
from .vocabulary import BODIES, HEADS

OPENS_A_PHRASE = frozenset(
    ["của", "cho", "trong", "với", "về", "theo", "tại", "ở", "từ", "đến", "để", "do", "bởi", "vì", "nên", "thì", "mà",
     "khi", "nhằm", "bằng", "nhờ", "qua", "trên", "vào", "và", "được", "bị", "không", "chưa", "mỗi", "hằng", "hàng"]
)  # fmt: skip
"""Before a phrase that stands in one place of a sentence as well as in another."""

WHEN_OR_WHERE = frozenset(["từ", "tại", "ở", "trong", "theo", "vào", "khi", "sau", "trước", "để", "nhằm", "mỗi"])
"""Before one that says neither who does it nor to whom."""

OF_CAUSES = frozenset(["do", "nên", "nhờ"])
"""Between a cause and its effect, of which either may stand first; see `causes`."""

ADVERBIAL = 4
"""Content syllables that a phrase of when or where has at most, before what stands behind it goes on."""

EITHER_WAY = frozenset(["tăng", "giảm"])
"""What stands before as well as behind what it is said of."""

HOW_MANY = rf"(?:[\d.]+|{'|'.join(sorted(NUMERALS))})"
BY_WHOM = re.compile(
    rf"\s(?:(?:đã|đang|sẽ|đều)\s)?(?:được|bị|do|bởi)\s+"
    rf"(?=[{UPPER}]|(?:{HOW_MANY}\s+)?(?:{'|'.join(sorted(BODIES | UNITS))}|người dân|nhân dân|bà con)\b)"
)
"""Before who does it, in the passive."""


def turned_round(aligned: Sequence[tuple[Clause, Sequence[Sentence]]]) -> Bilingual | None:
    """What a claim, whose clauses the given sentences bear out, has turned round in every sentence that bears them out.

    Words that stand more than once on either side are no measure.
    """
    common = [sentence for sentence in (aligned[0][1] if aligned else ()) if _in_all(sentence, aligned)]
    if not common:
        return None
    shortest = min(len(sentence.order) for sentence in common)
    common = [sentence for sentence in common if len(sentence.order) == shortest]
    ours = [clause for clause, _ in aligned]
    faults = [sentence for sentence in common if _turned(ours, sentence)]
    if len(faults) < len(common):
        return None
    return both("answers.struck_turned", theirs=faults[0].text)


def _in_all(sentence: Sentence, aligned: Sequence[tuple[Clause, Sequence[Sentence]]]) -> bool:
    return all(any(one is sentence for one in found) for _, found in aligned)


def _turned(ours: Sequence[Clause], sentence: Sentence) -> bool:
    """Whether the claim's clauses have the words of `sentence` the other way round, both in the active voice, or both
    as they stand where they have one voice."""
    times = Counter(word for clause in ours for word in content(clause.words))
    phrases = [phrase for clause in ours for part in _active(clause) for phrase in _phrases(part, times)]
    turned = _reversed_in(
        phrases, content([word for clause in sentence.clauses for part in _active(clause) for word in part])
    )
    if not turned or _passive(ours) != _passive(sentence.clauses):
        return turned
    return _reversed_in([phrase for one in ours for phrase in _phrases(one.words, times)], content(sentence.order))


def _passive(clauses: Iterable[Clause]) -> bool:
    """Whether one of them says in the passive who does it; "do" may belong to a noun: "chỉ số do huyện công bố"."""
    return any((match := BY_WHOM.search(clause.text)) and " do " not in f" {match[0].lower()} " for clause in clauses)


def _active(clause: Clause) -> tuple[Sequence[str], ...]:
    """The words of a clause, who does it first: of "X được A làm" those of "A làm" and of "X"."""
    match = BY_WHOM.search(clause.text)
    if match is None:
        return (clause.words,)
    return compared(clause.text[match.end() :]), compared(clause.text[: match.start()])


def _phrases(words: Sequence[str], times: Counter[str]) -> Iterator[list[str]]:
    """The content words of a clause that the claim has once, cut where a phrase begins that may stand elsewhere; none
    where a cause does."""
    start = 0
    for at, word in enumerate(words):
        if word in OPENS_A_PHRASE | WHEN_OR_WHERE:
            if measured := _measured(words[start:at], times):
                yield measured
            start = at
            if word in OF_CAUSES:
                yield []
    if measured := _measured(words[start:], times):
        yield measured


def _measured(words: Sequence[str], times: Counter[str]) -> list[str]:
    said = content(words)
    if words and words[0] in WHEN_OR_WHERE:
        said = said[ADVERBIAL + (said[:1] == [words[0]]) :]
    return [word for word in said if word not in EITHER_WAY | HEADS and times[word] == 1]


def _reversed_in(phrases: Sequence[Sequence[str]], theirs: Sequence[str]) -> bool:
    """Whether words of the cause, or of the effect, stand in the reverse order of `theirs`, some of them within one
    phrase: whole ones are moved."""
    for together in _sides(phrases, theirs):
        whole = [word for phrase in together for word in phrase]
        if longest_reversal(whole, theirs) >= TURNED_ROUND and any(
            longest_reversal(phrase, theirs) > 1 for phrase in together
        ):
            return True
    return False


def _sides(phrases: Sequence[Sequence[str]], theirs: Sequence[str]) -> Iterator[list[Sequence[str]]]:
    """The phrases of a claim's cause and of its effect, apart only where the source has the other of them first."""
    place = {word: at for at, word in enumerate(theirs)}
    side: list[Sequence[str]] = []
    for cause, together in groupby(phrases, key=bool):
        if not cause:
            continue
        further = list(together)
        before, behind = ([place[word] for one in part for word in one if word in place] for part in (side, further))
        if before and behind and mean(before) > mean(behind):
            yield side
            side = further
        else:
            side = [*side, *further]
    yield side


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
