"""How far a result went, by the percentage that a source gives of what was planned: "105,4% kế hoạch" is past it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .clauses import Clause, Sentence
from .vocabulary import PLANNED

PAST = re.compile(rf"\bvượt (?:mức )?(?P<plan>{PLANNED})\b", re.IGNORECASE)
SHORT_OF = re.compile(rf"\b(?:chưa|không) đạt (?:được )?(?P<plan>{PLANNED})\b", re.IGNORECASE)
OF_A_PLAN = re.compile(rf"\s*(?:so với )?(?P<plan>{PLANNED})\b", re.IGNORECASE)
ALL_OF_IT = Fraction("100")


def past_the_plan(clause: Clause, sentence: Sentence) -> bool:
    """Whether `clause` says that something is past a plan and every percentage of it in `sentence` is more than all."""
    said = PAST.search(clause.text)
    shares = list(_shares(said["plan"], sentence)) if said else []
    return bool(shares) and min(shares) > ALL_OF_IT


def short_of_the_plan(clause: Clause, sentence: Sentence) -> bool:
    """Whether `clause` says that something fell short of a plan and every percentage of it in `sentence` is less."""
    said = SHORT_OF.search(clause.text)
    shares = list(_shares(said["plan"], sentence)) if said else []
    return bool(shares) and max(shares) < ALL_OF_IT


def _shares(plan: str, sentence: Sentence) -> Iterator[Fraction]:
    """The percentages of `plan` that a sentence gives."""
    for clause in sentence.clauses:
        for number in clause.figures.numbers:
            of = OF_A_PLAN.match(clause.text, number.span[1])
            if of and of["plan"].lower() == plan.lower() and number.mark == "%" and isinstance(number.amount, Fraction):
                yield number.amount
