"""What may be seen, as the one expression that Milvus applies before it ranks anything."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ..filtering import Condition, OneOf
from .texts import quoted

Ids = npt.NDArray[np.int64]

NOTHING = "id < 0"
"""What no row fits."""


def published(version: int) -> str:
    """The rows that a view of that publication sees."""
    return f"born <= {version} and died > {version}"


def fitting(asked: Iterable[Condition]) -> list[str]:
    """What must all hold of a row that fits these conditions."""
    clauses = []
    for condition in asked:
        if not isinstance(condition, OneOf):
            inner = " and ".join(fitting(condition.conditions))
            clauses.append(f"not ({inner})" if inner else NOTHING)
        elif not condition.values:
            clauses.append(NOTHING)
        elif condition.field == "cited":
            clauses.append(f"array_contains_any(cited, {listed(condition.values)})")
        else:
            clauses.append(f"{condition.field} in {listed(condition.values)}")
    return clauses


def listed(values: Iterable[str | int]) -> str:
    """Values as an expression has them."""
    return f"[{', '.join(quoted(value) if isinstance(value, str) else str(value) for value in values)}]"


def among(ids: Ids) -> str:
    """The rows of these passages."""
    return f"id in {ids.tolist()}" if len(ids) else NOTHING


def not_among(ids: Ids) -> str:
    """The rows of all but these passages."""
    return f"id not in {ids.tolist()}" if len(ids) else "id >= 0"
