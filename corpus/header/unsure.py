"""Which fields of a header nothing confirms: misread letters, or a date that the document itself contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..dates import DAY_LENGTH
from ..references.document_number import number_key
from ..report import Header, Reference
from ..vietnamese import tokens
from .closed_words import office_in

NUMERAL = re.compile(r"[ivx]{1,5}")
"""Roman numerals, of which programs that recognise letters are never sure."""

READ_FIELDS = {
    "agency": "warnings.field_agency",
    "parent_agency": "warnings.field_parent_agency",
    "number": "warnings.field_number",
    "issued": "warnings.field_issued",
    "place": "warnings.field_place",
    "title": "warnings.field_title",
    "signer": "warnings.field_signer",
}
"""Fields whose letters stand in the document; the others are one of a closed set, or follow from these. And their
names in the table of words."""


def with_doubts(header: Header, doubts: frozenset[str], references: Iterable[Reference], body: str) -> Header:
    """`header` with the fields named that are not sure.

    Args:
        header: as it was read.
        doubts: words of recognised pages that nothing confirms; see `Reading`.
        references: the documents that the report cites: none of them can be younger than it is.
        body: its text, in which a value may be said again.
    """
    said = frozenset(tokens(body)) if doubts else frozenset()
    unsure = [field for field in READ_FIELDS if doubts and _in_doubt(header, field, doubts, said)]
    if "issued" not in unsure and _cites_younger(header, references):
        unsure.append("issued")
    return replace(header, unsure=tuple(unsure)) if unsure else header


def _in_doubt(header: Header, field: str, doubts: frozenset[str], said: frozenset[str]) -> bool:
    value = getattr(header, field)
    if not value:
        return False
    if field == "issued":
        numbers = {form for part in value.split("-") for form in (part, part.lstrip("0"))}
        return not numbers.isdisjoint(doubts)
    doubted = [word for word in tokens(value) if word in doubts and not NUMERAL.fullmatch(word)]
    if field in ("agency", "parent_agency"):
        confirmed = said | frozenset(tokens(office_in(value)))
        return any(word not in confirmed for word in doubted)
    return bool(doubted)


def _cites_younger(header: Header, references: Iterable[Reference]) -> bool:
    """Whether the report cites, by number and full date, a document issued after it."""
    if not header.issued or len(header.issued) < DAY_LENGTH:
        return False
    own = number_key(header.number) if header.number else ""
    return any(
        reference.date is not None
        and re.fullmatch(r"\d{4}-\d\d-\d\d", reference.date) is not None
        and reference.date > header.issued
        and reference.number is not None
        and number_key(reference.number) != own
        for reference in references
    )
