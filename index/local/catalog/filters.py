"""A Filter becomes SQL: the one way in which passages are let in or kept out before anything is ranked."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from ...filtering import Condition, Field, OneOf

COLUMNS: dict[Field, str] = {
    "agency": "r.agency",
    "province": "r.province",
    "doc_type": "r.doc_type",
    "level": "r.level",
    "year": "r.year",
    "role": "p.role",
    "report": "r.id",
    "key": "p.report || '-' || p.ordinal",
    "issued": "json_extract(r.header, '$.issued')",
    "reported_on": "coalesce(json_extract(r.header, '$.period'), json_extract(r.header, '$.issued'))",
    "number": "json_extract(r.header, '$.number')",
    "signer": "json_extract(r.header, '$.signer')",
    "district": "coalesce(json_extract(r.header, '$.district'), ' ' || r.agency)",
    "signer_role": "json_extract(r.header, '$.signer_role')",
}
"""What each field is, of paragraphs `p` and reports `r`; what a report cites stands in a table of its own."""

GIVEN = "(SELECT value FROM json_each(:ids))"
"""Ids that are given as `given` has them, however many."""


def where(asked: Iterable[Condition]) -> tuple[str, list[Any]]:
    """The condition on paragraphs `p` and reports `r` that all of `asked` hold, and its values; "1" for none."""
    clauses: list[str] = ["1"]
    values: list[Any] = []
    for condition in asked:
        if not isinstance(condition, OneOf):
            clause, there = where(condition.conditions)
            clauses.append(f"NOT coalesce(({clause}), 0)")
            values.extend(there)
            continue
        one_of = f"IN ({marks(condition.values)})"
        if condition.field == "cited":
            clauses.append(f"r.id IN (SELECT c.report FROM cited c WHERE c.key {one_of})")
        else:
            clauses.append(f"{COLUMNS[condition.field]} {one_of}")
        values.extend(condition.values)
    return " AND ".join(clauses), values


def marks(values: Collection[Any]) -> str:
    """A question mark for each of `values`."""
    return ", ".join("?" * len(values))


def given(ids: npt.NDArray[np.int64] | None) -> str:
    """Ids as one value, for `GIVEN`."""
    return json.dumps([] if ids is None else ids.tolist())
