"""A clause of a claim held against a sentence of a passage: the first thing that the sentence does not bear out."""

from __future__ import annotations

from ...words import Bilingual, both
from .clauses import Clause
from .dates_held import date_fault
from .denial import denial_fault
from .figures_held import number_fault
from .force import Force
from .levels import level_fault
from .pairing import Pairing
from .qualified import qualified_fault
from .sequence import sequence_fault
from .words_held import word_fault


def fault_with(pair: Pairing, allowed: frozenset[Force]) -> Bilingual | None:
    """What of the clause the sentence does not bear out; None where all of it stands there.

    Args:
        pair: the two.
        allowed: the forces with which the claim may mean it.
    """
    return (
        date_fault(pair)
        or number_fault(pair)
        or word_fault(pair)
        or denial_fault(pair)
        or qualified_fault(pair)
        or level_fault(pair)
        or sequence_fault(pair)
        or (None if pair.reckoned and pair.evidence.force == "fact" else _force_fault(allowed, pair.own))
    )


def _force_fault(allowed: frozenset[Force], own: Clause) -> Bilingual | None:
    if own.force in allowed:
        return None
    if own.force == "fact":
        return both("answers.struck_not_asked")
    return both(f"answers.struck_{own.force}")
