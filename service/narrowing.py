"""Filters by their names, as every door takes them, become what a question is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..index.records import Filter
from ..search.filter_values import add_filter

NARROWED = {
    "agency": "agencies",
    "level": "levels",
    "province": "provinces",
    "year": "years",
    "type": "doc_types",
    "role": "roles",
    "report": "reports",
    "cites": "references",
}
"""The name of each filter, and the field of `Filter` that it sets."""


def filter_of(values: Mapping[str, Iterable[str] | None]) -> Filter:
    """The Filter that has these values, by the filters' names; FilterValueError for a value that cannot be."""
    wanted = Filter()
    for name, said in values.items():
        for value in said or ():
            wanted = add_filter(wanted, NARROWED[name], value)
    return wanted
