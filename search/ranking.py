"""Candidates become one ranking: both sides fused, and what stands in a passage word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import fold, has_accents, tokens
from ..index.store import View
from .candidates import Candidates
from .conditions import NAMING, TIMES, Condition, fitting
from .constants import (
    DENSE_WEIGHT,
    FAVOURED_REPORT,
    FAVOURED_ROLE,
    FAVOURED_TIME,
    HEADED_PASSAGES,
    PAIRS_WEIGHT,
    PRECEDENT_WORDS,
    SAME_REPORT_LOSS,
    UNDER_HEADING,
    WORDS_WEIGHT,
    Script,
)
from .function_words import ASKING, ASKING_LAST
from .fusion import convex
from .query import Query
from .understanding import Words

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


def fused(candidates: Candidates, script: Script) -> FloatArray:
    """The score of each candidate, float32 (n,), 0..1."""
    share = dense_weight(script, float(candidates.words.max(initial=0.0)))
    scores = np.maximum(convex(candidates.sides.dense, candidates.sides.lexical, share, candidates.sides.core), 0)
    if script != "accented":
        return scores
    scores = scores + WORDS_WEIGHT * candidates.words + PAIRS_WEIGHT * candidates.pairs
    return np.asarray(scores / (1 + WORDS_WEIGHT + PAIRS_WEIGHT), dtype=np.float32)


def asks_for_precedents(query: Query) -> bool:
    """Whether a few words are asked for, as one looks for how others put something, and no question: by its words, for
    few type the mark."""
    accented = has_accents(query.text)
    asks = any(ASKING.marks(query.words, accented)) or any(ASKING_LAST.marks(query.words[-1:], accented))
    return len(query.words) <= PRECEDENT_WORDS and not asks


def under_heading(scores: FloatArray, ids: Ids, words: Words, view: View) -> FloatArray:
    """`scores`, float32 (n,), of the passages `ids`, more by `UNDER_HEADING` where a heading has what was typed, whole.

    Who types “bài học kinh nghiệm” wants what stands under it, which need not say it again. One word is no heading.
    """
    if len(words.terms) < 2:
        return scores
    said = " ".join(map(fold, words.terms))
    best = np.lexsort((ids, -scores))[:HEADED_PASSAGES]
    read = view.passages(ids[best].tolist())
    more = scores.copy()
    for place in best.tolist():
        passage = read.get(int(ids[place]))
        headings = (" ".join(map(fold, tokens(one.title))) for one in passage.sections) if passage else ()
        if any(f" {said} " in f" {heading} " for heading in headings):
            more[place] += UNDER_HEADING
    return more


def spread(scores: FloatArray, ids: Ids, report_of: Mapping[int, str]) -> FloatArray:
    """`scores`, float32 (n,), of the passages `ids`, less `SAME_REPORT_LOSS` for all but the best of each report."""
    spread_out = scores.copy()
    seen: set[str] = set()
    for place in np.lexsort((ids, -scores)).tolist():
        report = report_of.get(int(ids[place]), "")
        if report in seen:
            spread_out[place] = max(spread_out[place] - SAME_REPORT_LOSS, 0)
        seen.add(report)
    return spread_out


def favour(scores: FloatArray, ids: Ids, favoured: Sequence[Condition], view: View) -> FloatArray:
    """`scores`, float32 (n,), of the passages `ids`, more for what is favoured.

    Those of the role that is asked for gain `FAVOURED_ROLE`, and `FAVOURED_REPORT` besides in a report that is named;
    those of a report that agency and time name together gain `FAVOURED_TIME`. An agency alone lifts nothing.
    """
    if not favoured:
        return scores
    report_of = view.report_of(ids.tolist())
    by = fitting(view, report_of.values(), [one for one in favoured if one.field in NAMING])
    then = fitting(view, by, [one for one in favoured if one.field in TIMES])
    gains = dict.fromkeys((number for number, report in report_of.items() if report in then), FAVOURED_TIME)
    roles = {role for one in favoured for role in one.filter.roles}
    for number, role in view.roles_of(ids.tolist()).items() if roles else ():
        if role in roles:
            is_named = report_of[number] in (then or by)
            gains[number] = gains.get(number, 0.0) + FAVOURED_ROLE + (FAVOURED_REPORT if is_named else 0.0)
    return scores + np.array([gains.get(number, 0.0) for number in ids.tolist()], np.float32)


def dense_weight(script: Script, coverage: float) -> float:
    """The dense side's share, 0..1, for a question of which `coverage`, 0..1, stands in one passage."""
    none, all_ = DENSE_WEIGHT[script]
    return none + (all_ - none) * coverage
