"""What a question says of the reports it is about, as values: each condition, and all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from dataclasses import field as attribute
from typing import Any, Literal

from ...index.records import Filter
from ..header_names import Named
from ..times_asked import TimeAsked

Field = Literal[
    "number", "issued", "period", "order", "agency", "place", "level", "province", "district", "year", "doc_type",
    "role", "report", "signer", "signer_role", "cites", "without", "agency_kind", "phrase",
    "addressee", "signing_form",
]  # fmt: skip
NAMING: tuple[Field, ...] = ("agency", "district", "province", "level", "agency_kind")
"""What names the reports that a question is about."""

TIMES: tuple[Field, ...] = ("period", "issued")
"""What says of when they are."""

Op = Literal["=", "!=", "in", "<", "<=", ">", ">=", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that a question sets.

    Attributes:
        field: of the header, as the `search` contract names it.
        op: how what a report has is compared with `value`; "!=" leaves out what has any of it.
        value: what a report must have; several are parted by ", ", the ends of a range by "..".
        applied: whether what is found obeys it.
        said: as it was typed.
        start: of `said` in the question's text.
        end: one past it.
        filter: what it narrows the question to.
        stated: whether it is said of the reports.
        missing: whether no report fits it, so that it could not be applied.
        favoured: whether what fits it is put forward, applied or not.
        count: of an order, how many reports are asked for.
    """

    field: Field
    op: Op
    value: str
    applied: bool
    said: str
    start: int = 0
    end: int = 0
    filter: Filter = attribute(default_factory=Filter)
    stated: bool = False
    missing: bool = False
    favoured: bool = False
    count: int = 1

    @property
    def key(self) -> str:
        """What names it among those of one question."""
        return f"{self.field}{self.op}{self.value}{self.count if self.count > 1 else ''}"

    @property
    def names_reports(self) -> bool:
        """Whether it names the reports that the question is about, and does not leave them out."""
        return self.field in NAMING and self.op != "!="

    @property
    def by_minus(self) -> bool:
        """Whether it was typed with a minus, and stands in no words of the question."""
        return self.said.startswith("-")

    @property
    def is_type_of_none(self) -> bool:
        """Whether it names a type of document that nothing in the store has: then it is a word of the matter."""
        return self.field == "doc_type" and not self.stated

    def to_json(self) -> dict[str, Any]:
        """The condition as the `search` contract has it."""
        said = {
            "field": self.field,
            "op": self.op,
            "value": self.value,
            "applied": self.applied,
            "favoured": self.favoured and not self.applied,
            "said": self.said,
        }
        return said | ({"count": self.count} if self.count > 1 else {})


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that a question says of the reports it is about.

    Attributes:
        read: the conditions, in the order in which they are said.
        not_understood: stretches of it that look like a condition and are none that can be read, as typed.
        rest: what is left of its text without what is applied.
        others: the words of it that are no part of a condition.
        matter: those of them that carry matter.
        unknown: a place named after its type that no header has, as typed; "" if there is none.
        times: what it says of time, in order.
        named: the names of headers in it, by its words.
        only_a_part: whether nothing is asked of the reports that it is narrowed to but what a part of them says.
    """

    read: tuple[Condition, ...] = ()
    not_understood: tuple[str, ...] = ()
    rest: str = ""
    others: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    unknown: str = ""
    times: tuple[TimeAsked, ...] = ()
    named: tuple[Named, ...] = ()
    only_a_part: bool = False

    @property
    def applied(self) -> tuple[Condition, ...]:
        """Those that what is found obeys."""
        return tuple(one for one in self.read if one.applied)

    @property
    def favoured(self) -> tuple[Condition, ...]:
        """Those that what is found need not obey, and is put forward for."""
        return tuple(one for one in self.read if one.favoured)

    @property
    def missing(self) -> tuple[Condition, ...]:
        """Those said of the reports that no report fits, and years of which nothing is said."""
        return tuple(one for one in self.read if one.missing)


FIELD_OF: dict[str, Field] = {
    "agencies": "agency", "levels": "level", "provinces": "province", "districts": "district", "years": "year",
    "doc_types": "doc_type", "roles": "role", "reports": "report", "references": "cites", "issued": "issued",
    "periods": "period", "numbers": "number", "signers": "signer", "signer_roles": "signer_role", "without": "without",
    "agency_kinds": "agency_kind",
}  # fmt: skip
"""The field of a condition for each of `Filter`."""


def filters_said(wanted: Filter, said: str = "") -> Iterator[Condition]:
    """The conditions that a filter sets, each as it is applied."""
    for other in wanted.excluded:
        for one_said in filters_said(other, said):
            yield replace(one_said, op="!=", filter=Filter(excluded=(one_said.filter,)))
    for one in fields(Filter):
        values = getattr(wanted, one.name)
        if values and one.name in FIELD_OF:
            shown = [f"{value[0]}..{value[1]}" if isinstance(value, tuple) else str(value) for value in values]
            if one.name == "years" and len(values) > 2 and list(values) == list(range(values[0], values[-1] + 1)):
                shown = [f"{values[0]}..{values[-1]}"]
            op: Op = "=" if len(shown) == 1 else "in"
            yield Condition(
                FIELD_OF[one.name], op, ", ".join(shown), True, said, filter=replace(Filter(), **{one.name: values})
            )
