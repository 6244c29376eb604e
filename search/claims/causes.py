"""What came of what: whether a claim has a cause of its source for the effect, and the effect for the cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...words import Bilingual, both
from .clauses import compared, content
from .evidence import CitedPassage

THEREFORE = r"(?:do|vì|bởi|nhờ)\s+(?:đó|vậy|thế)"
BECAUSE = r"(?:do|vì|bởi vì|nhờ)(?!\s+(?:đó|vậy|thế)\b)"

OPENS = re.compile(rf"^\W*{BECAUSE}\s+(?P<cause>.+?)(?:,?\s+nên\s+|,\s+)(?P<effect>.+)$", re.IGNORECASE)
LEADS_TO = re.compile(
    rf"^(?P<cause>.+?),?\s+(?:{THEREFORE}|nên|dẫn đến|khiến|làm cho|gây ra)\s+(?P<effect>.+)$", re.IGNORECASE
)
COMES_OF = re.compile(rf"^(?P<effect>.+?)\s+{BECAUSE}\s+(?P<cause>.+)$", re.IGNORECASE)
SAID_SO = (OPENS, LEADS_TO, COMES_OF)

Sides = tuple[frozenset[str], frozenset[str]]


def cause_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim `text` says the other way round what came of what."""
    ours = _sides(text)
    if ours is None:
        return None
    for evidence in passages:
        for sentence in evidence.sentences:
            theirs = _sides(sentence.text)
            if theirs and _crossed(ours, theirs):
                return both("answers.struck_turned", theirs=sentence.text)
    return None


def _sides(text: str) -> Sides | None:
    """The content words of the cause and of the effect of a sentence that says of both."""
    said = next((found for pattern in SAID_SO if (found := pattern.match(text))), None)
    return said and (frozenset(content(compared(said["cause"]))), frozenset(content(compared(said["effect"]))))


def _crossed(ours: Sides, theirs: Sides) -> bool:
    """Whether either side of the one is mostly on the other side of the other."""
    (cause, effect), (their_cause, their_effect) = ours, theirs
    return (
        len(cause & (their_effect - their_cause)) > max(1, len(cause & their_cause))
        and len(effect & (their_cause - their_effect)) > max(1, len(effect & their_effect))
        and 2 * len(cause & their_effect) >= len(cause)
        and 2 * len(effect & their_cause) >= len(effect)
    )
