"""A Filter becomes SQL: the one way in which passages are let in or kept out before anything is ranked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from ....corpus.references import names_reference
from ....corpus.vietnamese import fold
from ...records import Filter

Distinct = Callable[[str, str], list[str]]
"""Given a table and a column, the values that stand in it."""


def where(wanted: Filter, distinct: Distinct) -> tuple[str, list[Any]]:
    """The condition on paragraphs `p` and reports `r` that `wanted` sets, and its values; "1" for an empty filter."""
    clauses: list[str] = ["1"]
    values: list[Any] = []

    def one_of(column: str, allowed: Iterable[Any]) -> None:
        listed = list(allowed)
        clauses.append(f"{column} IN ({marks(listed)})")
        values.extend(listed)

    if wanted.agencies:
        one_of("r.agency", _agencies_named(wanted.agencies, distinct("reports", "agency")))
    for column, names in (("province", wanted.provinces), ("doc_type", wanted.doc_types)):
        if names:
            said = [fold(name) for name in names]
            one_of(f"r.{column}", (name for name in distinct("reports", column) if fold(name) in said))
    for column, allowed in (
        ("r.level", wanted.levels),
        ("r.year", wanted.years),
        ("p.role", wanted.roles),
        ("r.id", wanted.reports),
    ):
        if allowed:
            one_of(column, allowed)
    if wanted.references:
        clause, keys = cited_where(wanted.references, distinct)
        clauses.append(f"r.id IN (SELECT c.report FROM cited c WHERE {clause})")
        values.extend(keys)
    if wanted.without:
        clauses.append(f"p.report || '-' || p.ordinal NOT IN ({marks(wanted.without)})")
        values.extend(wanted.without)
    return " AND ".join(clauses), values


def cited_where(names: Iterable[str], distinct: Distinct) -> tuple[str, list[str]]:
    """The condition on documents cited `c` that one of `names` means them, and its values."""
    known = distinct("cited", "key")
    keys = sorted({key for name in names for key in known if names_reference(name, key)})
    return f"c.key IN ({marks(keys)})", keys


def marks(values: Collection[Any]) -> str:
    """A question mark for each of `values`."""
    return ", ".join("?" * len(values))


def _agencies_named(said: Iterable[str], agencies: list[str]) -> set[str]:
    """For each name said the agency of just that name, else those that hold it; folded."""
    found: set[str] = set()
    for part in map(fold, said):
        exact = {name for name in agencies if fold(name) == part}
        found |= exact or {name for name in agencies if part in fold(name)}
    return found
