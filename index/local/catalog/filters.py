"""A Filter becomes SQL: the one way in which passages are let in or kept out before anything is ranked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from ....corpus.dates import YEAR_LENGTH, first_day, last_day
from ....corpus.header.agency_kinds import is_of_kind
from ....corpus.references import names_reference
from ....corpus.references.document_number import number_key
from ....corpus.vietnamese import fold
from ...records import Filter

DISTRICT_TYPE = re.compile(r"^(?:huyen|quan|thi xa|thanh pho|tx|tp)\.? ")
DISTRICT_BODY = re.compile(r"(?:^| )(?:(?:huyen|quan|thi|thanh) uy|huyen|quan|thi xa|thanh pho) (?P<name>[^,]+)$")
"""What an agency of a district ends with, folded: "ubnd huyen thach khe", "huyen uy son bang"."""

OF_REPORTS = re.compile(r"\b(?=(?:header|agency)\b)")
"""Before the columns that are compared inside an expression."""

GIVEN = "(SELECT value FROM json_each(:ids))"
"""Ids that are given as `given` has them, however many."""

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
    for column, tests in _of_header(wanted):
        fitting = (value for value in distinct("reports", column) if any(test(value) for test in tests))
        one_of(OF_REPORTS.sub("r.", column), fitting)
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
    for column, without in (
        ("p.report || '-' || p.ordinal", [key for key in wanted.without if "-" in key]),
        ("p.report", [key for key in wanted.without if "-" not in key]),
    ):
        if without:
            clauses.append(f"{column} NOT IN ({marks(without)})")
            values.extend(without)
    for other in wanted.excluded:
        clause, given_there = where(other, distinct)
        clauses.append(f"NOT coalesce(({clause}), 0)")  # what does not say it is not left out for it
        values.extend(given_there)
    return " AND ".join(clauses), values


def _of_header(wanted: Filter) -> Iterator[tuple[str, list[Callable[[str], bool]]]]:
    """What of a header is compared, as SQL, and the tests one of which its value must pass."""
    issued, period = "json_extract(header, '$.issued')", "json_extract(header, '$.period')"
    if wanted.issued:
        yield issued, [partial(_lies_within, first=first, last=last) for first, last in wanted.issued]
    if wanted.periods:
        yield f"coalesce({period}, {issued})", [partial(_reports_on, first=a, last=b) for a, b in wanted.periods]
    if wanted.numbers:
        yield "json_extract(header, '$.number')", [partial(_is_numbered, asked=number) for number in wanted.numbers]
    if wanted.signers:
        yield "json_extract(header, '$.signer')", [partial(_holds, asked=fold(name)) for name in wanted.signers]
    if wanted.districts:
        district = "coalesce(json_extract(header, '$.district'), ' ' || agency)"
        yield district, [partial(_is_district, asked=fold(name)) for name in wanted.districts]
    if wanted.agency_kinds:
        yield "agency", [partial(is_of_kind, kind=kind) for kind in wanted.agency_kinds]
    if wanted.signer_roles:
        yield "json_extract(header, '$.signer_role')", [partial(_is, asked=fold(role)) for role in wanted.signer_roles]


def _lies_within(said: str, first: str, last: str) -> bool:
    """Whether all that a date may mean, ISO 8601 of any precision, lies between the beginning of `first` and the end
    of `last`: "2023-12" may be any day of the month."""
    return first_day(said) >= first_day(first) and last_day(said) <= last_day(last)


def _reports_on(said: str, first: str, last: str) -> bool:
    """Whether a period, a JSON pair, lies within two dates, or ends within a year asked for; a lone date as itself."""
    began, ended = json.loads(said) if said.startswith("[") else (said, said)
    of_year = first == last and len(first) == YEAR_LENGTH
    return _lies_within(ended, first, last) and (of_year or first_day(began) >= first_day(first))


def _is_numbered(said: str, asked: str) -> bool:
    """Whether a số và ký hiệu is one that a person means by `asked`, in whatever spelling or from its start: "214"."""
    return names_reference(asked, number_key(said))


def _is_district(said: str, asked: str) -> bool:
    """Whether a district is the one asked for, by its name with its type or without.

    Args:
        said: the header's district; where it names none, the agency behind a blank, whose own name may be of one.
        asked: folded.
    """
    name = fold(said)
    if name.startswith(" "):
        body = DISTRICT_BODY.search(name)
        return body is not None and body["name"] == DISTRICT_TYPE.sub("", asked)
    return name == asked or DISTRICT_TYPE.sub("", name) == asked


def _holds(said: str, asked: str) -> bool:
    """Whether the words asked for stand in `said`."""
    return f" {asked} " in f" {fold(said)} "


def _is(said: str, asked: str) -> bool:
    return fold(said) == asked


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


def given(ids: npt.NDArray[np.int64] | None) -> str:
    """Ids as one value, for `GIVEN`."""
    return json.dumps([] if ids is None else ids.tolist())
