"""What letters are short for (chữ viết tắt), as the reports themselves have it: "CNCH nghĩa là gì?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...corpus.vietnamese import TOKEN, fold, is_syllable, tokens
from ...index.records import Passage
from ...index.store import View
from ...words import Language, say
from ..abbreviations import RUN, WITHIN, defined, in_table
from ..constants import (
    COMPUTED_CONFIDENCE,
    DECLINED_CONFIDENCE,
    DEFINING_PASSAGES,
    INITIALS_IN_WORDS,
    INITIALS_SHORTEST,
    UNDECIDED_CONFIDENCE,
)
from ..engine import citation_of
from ..lexicon import is_pair
from ..understanding import Understood
from .composition import Answer, Point, composed, declined
from .meant_reports import Meant
from .standing import Standing

SHORT = re.compile(
    r"\b(?:(?:la |co )?nghia (?:la )?gi|la gi|(?:la )?(?:chu |tu )?viet tat (?:cua|cho) (?:(?:cum )?tu )?(?:gi|nao)"
    r"|(?:la )?(?:chu|tu) gi\b|stands? for|means?|short for)\b"
)
"""What asks, folded, what something is short for."""

BREAK = re.compile(r"[.;:()“”\[\]|/\n]")
"""What no run of words goes over."""

AND = "va"


def short_for(view: View, asked: Understood, meant: Meant, standing: Standing, language: Language) -> Answer | None:
    """What the letters asked for stand for, with a sentence that has the words; None where no letters are asked for.

    What a report defines in brackets comes first, then what all offices write, then words of the same reports whose
    initials the letters are: these are not certain. Declined where the reports have the words nowhere.
    """
    letters = _letters(asked)
    if letters is None:
        return None
    bare = WITHIN.sub("", fold(letters))
    held = view.holding(tuple(tokens(fold(letters))), "folded")[:DEFINING_PASSAGES]
    there = list(view.passages(held.tolist()).values())
    if meant.placed and meant.reports:
        of_meant = {report.id for report in meant.reports}
        there = [one for one in there if one.report.id in of_meant] or there
    of_these = list(
        dict.fromkeys((*(one.report.id for one in there), *(one.id for one in meant.reports if meant.placed)))
    )
    whole = [one for report in of_these for one in standing.whole(report)]
    sure = COMPUTED_CONFIDENCE
    words = next((one for passage in whole for one in defined(passage.text, bare)), "") or in_table(bare)
    if not words:
        sure, words = UNDECIDED_CONFIDENCE, _by_initials(whole, bare)
    if not words:
        return None
    point = _saying(words, whole, view, standing)
    if point is None:
        why = say("answers.short_for_elsewhere", language, letters=letters, words=words)
        return declined(asked.raw, why, (), "extractive", DECLINED_CONFIDENCE, language)
    return composed(
        asked.raw, [point], "extractive", sure, say("answers.short_for", language, letters=letters, words=words)
    )


def _letters(asked: Understood) -> str | None:
    """The letters that a question asks what they are short for: capitals as typed, or an abbreviation of offices."""
    text = asked.query.text
    folded = fold(text)
    put = SHORT.search(folded)
    if put is None or len(folded) != len(text):
        return None
    found = [match[0] for match in RUN.finditer(text[: put.start()])]
    capitals = [one for one in found if one.isupper()]
    known = [
        one for one in found if not one.istitle() and (in_table(WITHIN.sub("", fold(one))) or not is_syllable(one))
    ]
    first = next(iter(capitals or known), None)
    if first is None or (found[0] != first and not text.startswith(first)):
        return None  # "kinh phí của UBND là gì" asks of no letters
    return first if first.isupper() else first.upper()


def _by_initials(passages: Sequence[Passage], letters: str) -> str:
    """The words, as written most often, whose initials `letters` are; "" where there are none."""
    if len(letters) < INITIALS_SHORTEST:
        return ""
    found: Counter[str] = Counter()
    for passage in passages:
        for part in BREAK.split(passage.text):
            found.update(_runs(part, letters))
    return max(found, key=lambda run: (found[run], -len(run)), default="")


def _runs(text: str, letters: str) -> Iterator[str]:
    said = [(match, fold(match[0])) for match in TOKEN.finditer(text)]
    for start in range(len(said)):
        at, place = start, 0
        while at < len(said) and place < len(letters):
            word = said[at][1]
            if word[0] == letters[place]:
                place += 1
            elif not (word == AND and at > start):
                break
            at += 1
        run = said[start:at]
        if place == len(letters) and _are_words([match[0].lower() for match, word in run if word != AND]):
            yield text[run[0][0].start() : run[-1][0].end()]


def _are_words(syllables: Sequence[str]) -> bool:
    """Whether most of the syllables make words with their neighbours: what is begun in the midst of one is no name."""
    paired = {at + step for at, two in enumerate(pairwise(syllables)) if is_pair(*two) for step in (0, 1)}
    return len(paired) >= INITIALS_IN_WORDS * len(syllables)


def _saying(words: str, passages: Sequence[Passage], view: View, standing: Standing) -> Point | None:
    """A sentence that has the words: of those passages, or else of any."""
    run = tuple(tokens(words.lower()))
    held = view.holding(run, "accented")[:DEFINING_PASSAGES]
    others = view.passages(held.tolist()).values() if len(held) else ()
    text = " ".join(run)
    for passage in (*passages, *others):
        for span in passage.sentences:
            if text in " ".join(tokens(passage.text[slice(*span)].lower())):
                return standing.point(passage, span, citation_of(passage))
    return None
