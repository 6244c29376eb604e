"""What may be seen, as the one expression that Milvus applies before it ranks anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ..filtering import Condition, OneOf
from .layout import LONGEST_KEY
from .texts import compared, quoted, sayable

Ids = npt.NDArray[np.int64]

Citing = Callable[[Sequence[str]], list[str]]

NOTHING = "id < 0"
"""What no row fits."""


def published(version: int) -> str:
    """The rows that a view of that publication sees."""
    return f"born <= {version} and died > {version}"


def fitting(asked: Iterable[Condition], citing: Citing) -> list[str]:
    """What must all hold of a row that fits these conditions.

    Args:
        asked: the conditions.
        citing: the reports that cite one of these documents, of those that cite more than a row holds.
    """
    clauses = []
    for condition in asked:
        if not isinstance(condition, OneOf):
            inner = " and ".join(fitting(condition.conditions, citing))
            clauses.append(f"not ({inner})" if inner else NOTHING)
        elif not condition.values:
            clauses.append(NOTHING)
        elif condition.field == "cited":
            keys = [str(value) for value in condition.values]
            clause = f"array_contains_any(cited, {listed(compared(key, LONGEST_KEY) for key in keys)})"
            reports = citing(keys)
            clauses.append(f"({clause} or report in {listed(reports)})" if reports else clause)
        else:
            values = (compared(value) if isinstance(value, str) else value for value in condition.values)
            clauses.append(f"{condition.field} in {listed(values)}")
    return clauses


def listed(values: Iterable[str | int]) -> str:
    """Values as an expression has them; what no row can hold is left out."""
    said = (quoted(value) if isinstance(value, str) else str(value) for value in values if sayable(str(value)))
    return f"[{', '.join(said)}]"


def among(ids: Ids) -> str:
    """The rows of these passages."""
    return f"id in {ids.tolist()}" if len(ids) else NOTHING


def not_among(ids: Ids) -> str:
    """The rows of all but these passages."""
    return f"id not in {ids.tolist()}" if len(ids) else "id >= 0"
