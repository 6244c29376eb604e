"""What a Filter admits, as conditions on fields: the same for every store, each of which says them to its engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from ..corpus.dates import YEAR_LENGTH, first_day, last_day
from ..corpus.header.agency_kinds import is_of_kind
from ..corpus.references import names_reference
from ..corpus.references.document_number import number_key
from ..corpus.vietnamese import fold
from .records import Filter

DISTRICT_TYPE = re.compile(r"^(?:huyen|quan|thi xa|thanh pho|tx|tp)\.? ")
DISTRICT_BODY = re.compile(r"(?:^| )(?:(?:huyen|quan|thi|thanh) uy|huyen|quan|thi xa|thanh pho) (?P<name>[^,]+)$")
"""What an agency of a district ends with, folded: "ubnd huyen thach khe", "huyen uy son bang"."""

Field = Literal[
    "agency", "province", "doc_type", "level", "year", "role", "report", "key", "issued", "reported_on", "number",
    "signer", "district", "signer_role", "cited",
]  # fmt: skip
"""What of a passage or its report is compared. `key` is the passage's public id, `cited` what its report cites,
`reported_on` the period as a JSON pair or else the date of issue, `district` the one that the header names or else,
behind a blank, the agency, which may be of one."""

Distinct = Callable[[Field], list[str]]
"""The values that a field has among the reports that the asker may see."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field has one of these values; of `cited`, which has many, one has."""

    field: Field
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """These conditions do not all hold; what does not say it is not left out for it."""

    conditions: tuple[Condition, ...]


Condition = OneOf | Not


def conditions(wanted: Filter, distinct: Distinct) -> tuple[Condition, ...]:
    """What must all hold of a passage that `wanted` admits; nothing for an empty filter."""
    return tuple(_conditions(wanted, distinct))


def _conditions(wanted: Filter, distinct: Distinct) -> Iterator[Condition]:
    if wanted.agencies:
        yield _one_of("agency", _agencies_named(wanted.agencies, distinct("agency")))
    names: tuple[tuple[Field, tuple[str, ...]], ...] = (("province", wanted.provinces), ("doc_type", wanted.doc_types))
    for field, asked in names:
        if asked:
            said = [fold(name) for name in asked]
            yield _one_of(field, (name for name in distinct(field) if fold(name) in said))
    for field, tests in _of_header(wanted):
        yield _one_of(field, (value for value in distinct(field) if any(test(value) for test in tests)))
    plain: tuple[tuple[Field, tuple[str | int, ...]], ...] = (
        ("level", wanted.levels),
        ("year", wanted.years),
        ("role", wanted.roles),
        ("report", wanted.reports),
    )
    for field, allowed in plain:
        if allowed:
            yield _one_of(field, allowed)
    if wanted.references:
        yield OneOf("cited", cited_keys(wanted.references, distinct("cited")))
    passages = tuple(key for key in wanted.without if "-" in key)
    reports = tuple(key for key in wanted.without if "-" not in key)
    left_out: tuple[tuple[Field, tuple[str, ...]], ...] = (("key", passages), ("report", reports))
    for field, without in left_out:
        if without:
            yield Not((OneOf(field, without),))
    for other in wanted.excluded:
        yield Not(conditions(other, distinct))


def _one_of(field: Field, values: Iterable[str | int]) -> OneOf:
    return OneOf(field, tuple(values))


def _of_header(wanted: Filter) -> Iterator[tuple[Field, list[Callable[[str], bool]]]]:
    """What of a header is compared, and the tests one of which its value must pass."""
    if wanted.issued:
        yield "issued", [partial(_lies_within, first=first, last=last) for first, last in wanted.issued]
    if wanted.periods:
        yield "reported_on", [partial(_reports_on, first=first, last=last) for first, last in wanted.periods]
    if wanted.numbers:
        yield "number", [partial(_is_numbered, asked=number) for number in wanted.numbers]
    if wanted.signers:
        yield "signer", [partial(_holds, asked=fold(name)) for name in wanted.signers]
    if wanted.districts:
        yield "district", [partial(_is_district, asked=fold(name)) for name in wanted.districts]
    if wanted.agency_kinds:
        yield "agency", [partial(is_of_kind, kind=kind) for kind in wanted.agency_kinds]
    if wanted.signer_roles:
        yield "signer_role", [partial(_is, asked=fold(role)) for role in wanted.signer_roles]


def cited_keys(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The keys among `known`, ascending, of the documents that one of `names` means."""
    said = list(names)
    return tuple(sorted({key for key in known for name in said if names_reference(name, key)}))


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


def _agencies_named(said: Iterable[str], agencies: list[str]) -> set[str]:
    """For each name said the agency of just that name, else those that hold it; folded."""
    found: set[str] = set()
    for part in map(fold, said):
        exact = {name for name in agencies if fold(name) == part}
        found |= exact or {name for name in agencies if part in fold(name)}
    return found
