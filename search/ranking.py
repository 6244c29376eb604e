"""Candidates become one ranking: both sides fused, and what stands in a passage word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import has_accents
from ..index.records import Filter
from ..index.scope import Scope
from ..index.store import View
from .candidates import Candidates
from .conditions import Condition
from .constants import (
    DENSE_WEIGHT,
    FAVOURED_REPORT,
    FAVOURED_ROLE,
    PAIRS_WEIGHT,
    PRECEDENT_WORDS,
    SAME_REPORT_LOSS,
    WORDS_WEIGHT,
    Script,
)
from .function_words import ASKING, ASKING_LAST
from .fusion import convex
from .query import Query, joined

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
    """`scores`, float32 (n,), of the passages `ids`, more for those of the role that is asked for.

    Those of them that stand in a report that is named gain `FAVOURED_REPORT` besides, and a report that is named gains
    nothing by itself.
    """
    roles = {role for one in favoured for role in one.filter.roles}
    if not roles:
        return scores
    wanted = [number for number, role in view.roles_of(ids.tolist()).items() if role in roles]
    gains = dict.fromkeys(wanted, FAVOURED_ROLE)
    named = [one.filter for one in favoured if not one.filter.roles]
    if wanted and named:
        report_of = view.report_of(wanted)
        among = Filter(reports=tuple(dict.fromkeys(report_of.values())))
        fitting = {record.id for record in view.within(Scope(filter=reduce(joined, named, among))).reports()}
        gains |= {n: FAVOURED_ROLE + FAVOURED_REPORT for n in wanted if report_of[n] in fitting}
    return scores + np.array([gains.get(number, 0.0) for number in ids.tolist()], np.float32)


def dense_weight(script: Script, coverage: float) -> float:
    """The dense side's share, 0..1, for a question of which `coverage`, 0..1, stands in one passage."""
    none, all_ = DENSE_WEIGHT[script]
    return none + (all_ - none) * coverage
