"""What came of what: whether a claim has a cause of its source for the effect, and the effect for the cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...words import Bilingual, both
from ..constants import EFFECT_TOLD, SIDE_TOLD
from .clauses import Sentence, compared, content
from .evidence import CitedPassage
from .vocabulary import MEASURES

THEREFORE = r"(?:do|vì|bởi|nhờ)\s+(?:đó|vậy|thế)"
BECAUSE = r"(?:do|vì|bởi vì|nhờ)(?!\s+(?:đó|vậy|thế)\b)"

OPENS = re.compile(rf"^\W*{BECAUSE}\s+(?P<cause>.+?)(?:,?\s+nên\s+|,\s+)(?P<effect>.+)$", re.IGNORECASE)
LEADS_TO = re.compile(
    rf"^(?P<cause>.+?),?\s+(?:{THEREFORE}|nên|dẫn đến|khiến|làm cho|gây ra)\s+(?P<effect>.+)$", re.IGNORECASE
)
COMES_OF = re.compile(rf"^(?P<effect>.+?)\s+{BECAUSE}\s+(?P<cause>.+?)(?=[,;]\s|$)", re.IGNORECASE)
SAID_SO = (OPENS, LEADS_TO, COMES_OF)

NAMES_A_CAUSE = re.compile(
    r"\b(?:do|vì|bởi|nhờ|nên|khiến|dẫn đến|làm|gây|nguyên nhân|lý do|vậy|để|nhằm|trước tình hình|là do|lỗi|chủ yếu)\b",
    re.IGNORECASE,
)
OF_CAUSES = frozenset(["nguyên", "nhân"])
"""Words of a heading under which causes stand."""

Sides = tuple[frozenset[str], frozenset[str]]


def cause_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim `text` says the other way round what came of what."""
    ours = _sides(text)
    if ours is None:
        return None
    sentences = [sentence for evidence in passages for sentence in evidence.sentences]
    for sentence in sentences:
        theirs = _sides(sentence.text)
        if theirs and _crossed(ours, theirs):
            return both("answers.struck_turned", theirs=sentence.text)
    of_it = [(one, theirs) for one in sentences if (theirs := _sides(one.text)) and _same_effect(ours, theirs)]
    if of_it and not any(_same_cause(ours, theirs) for _, theirs in of_it):
        return both("answers.struck_replaced", theirs=of_it[0][0].text, ours=text)
    told = [sentence for sentence in sentences if _tells_both(ours, sentence)]
    if told and not any(_told_as_one(ours, evidence) for evidence in passages):
        return both("answers.struck_elsewhere")
    if not any(NAMES_A_CAUSE.search(sentence.text) for sentence in told):
        for sentence in told:
            if _effect_first(ours, sentence):
                return both("answers.struck_turned", theirs=sentence.text)
    return None


def _same_effect(ours: Sides, theirs: Sides) -> bool:
    """Whether two sentences tell causes of the same: two thirds of the words of what came of them."""
    return len(ours[1]) >= EFFECT_TOLD and 3 * len(ours[1] & theirs[1]) >= 2 * len(ours[1])


def _same_cause(ours: Sides, theirs: Sides) -> bool:
    """Whether the cause that the claim names has half of its words in the sentence's, or these theirs in it."""
    common = len(ours[0] & (theirs[0] | theirs[1]))
    return 2 * common >= len(ours[0]) or 2 * len(ours[0] & theirs[0]) >= len(theirs[0])


def _tells_both(ours: Sides, sentence: Sentence) -> bool:
    """Whether a sentence has half of the words of the cause that the claim names, and of what came of it."""
    return all(SIDE_TOLD * len(side & sentence.words) >= len(side) > 0 for side in _apart(ours))


def _told_as_one(ours: Sides, evidence: CitedPassage) -> bool:
    """Whether a passage tells the cause and what came of it in one sentence, or says of the second of two that it is
    the one or the other: "Mưa lớn làm sạt 3 ha" after something else is no cause of that."""
    if any(_tells_both(ours, one) for one in evidence.single) or evidence.around >= OF_CAUSES:
        return True
    cause, effect = _apart(ours)
    for one in evidence.single:
        named = NAMES_A_CAUSE.search(one.text)
        if named and SIDE_TOLD * len(cause & one.words) >= len(cause) and effect & one.words - MEASURES:
            return True  # it tells a part of what came of it
        if named is None or SIDE_TOLD * len(one.words & (ours[0] | ours[1])) < len(cause):
            continue
        behind = set(compared(one.text[named.end() :]))
        if SIDE_TOLD * len(cause & behind) >= len(cause) or not set(content(compared(one.text[: named.start()]))):
            return True
    return False


def _effect_first(ours: Sides, sentence: Sentence) -> bool:
    """Whether a sentence tells what came of it all before what the claim calls the cause: then it came of nothing."""
    if len(_apart(ours)[0]) < EFFECT_TOLD:
        return False  # "đều do kiêm nhiệm" says by whom
    cause, effect = ([at for at, word in enumerate(sentence.order) if word in side] for side in _apart(ours))
    return max(effect) < min(cause)


def _apart(ours: Sides) -> Sides:
    """The words of the cause and of the effect that the other has not."""
    return ours[0] - ours[1], ours[1] - ours[0]


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
