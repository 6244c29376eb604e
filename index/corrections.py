"""A header put right by hand: which fields, what each may hold, and the header with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..corpus.errors import TracuuError
from ..corpus.report import LEVELS, Header, Precision
from ..words import both

DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
MOST = 2000
"""Characters of a field: more is no header."""

PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
"""How precise an ISO 8601 date is, by its length."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a report's header as a person has put it.

    Attributes:
        field: a name in `FIELDS`.
        value: what holds, as JSON has it; None where the document does not say.
        original: what was read.
        made: when, ISO 8601, UTC.
    """

    field: str
    value: Any
    original: Any
    made: str


class CorrectionError(TracuuError):
    """A header cannot be corrected so."""


def _text(said: Any) -> str | None:
    if not isinstance(said, str):
        raise ValueError
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in said)
    return " ".join(unicodedata.normalize("NFC", printable)[:MOST].split()) or None


def _level(said: Any) -> str | None:
    if said not in (*LEVELS, ""):
        raise ValueError
    return said or None


def _date(said: Any) -> str | None:
    if said == "":
        return None
    if not isinstance(said, str) or not DATE.fullmatch(said):
        raise ValueError
    date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    return said


def _period(said: Any) -> list[str] | None:
    ends = said.split("/") if isinstance(said, str) else list(said)
    if ends in ([], [""]):
        return None
    first, last = map(_date, ends)
    if first is None or last is None or first > last:
        raise ValueError
    return [first, last]


def _names(said: Any) -> list[str]:
    return [name for name in map(_text, said.split(";") if isinstance(said, str) else said) if name]


FIELDS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("agency", "parent_agency", "province", "district", "number", "place", "doc_type", "title", "signer",
         "signer_role", "signing_form", "secrecy", "urgency"),
        _text,
    ),
    "level": _level,
    "issued": _date,
    "period": _period,
    "addressees": _names,
    "recipients": _names,
}  # fmt: skip
"""What can be corrected, and how each is taken. `issued_precision` follows `issued`."""

TAKEN = {_text: "errors.takes_text", _date: "errors.takes_date", _period: "errors.takes_period",
         _names: "errors.takes_names"}  # fmt: skip
"""What such a field may hold, in words; a level is one of `LEVELS`."""


def checked(field: str, value: Any) -> Any:
    """`value` as JSON keeps it for `field`; None for "", which says that the document does not say.

    Raises:
        CorrectionError: there is no such field, or it cannot hold that.
    """
    if field not in FIELDS:
        raise CorrectionError(key="errors.field_unknown", field=field, listed=", ".join(FIELDS))
    take = FIELDS[field]
    try:
        return take(value)
    except (ValueError, TypeError) as error:
        needed = both(TAKEN[take]) if take in TAKEN else ", ".join(LEVELS)
        raise CorrectionError(key="errors.field_value", field=field, value=value, needed=needed) from error


def corrected(header: Header, corrections: Iterable[Correction]) -> Header:
    """The header with what was corrected in it."""
    values = {correction.field: correction.value for correction in corrections}
    for name in ("period", "addressees", "recipients"):
        if values.get(name) is not None:
            values[name] = tuple(values[name])
    if "issued" in values:
        values["issued_precision"] = PRECISION.get(len(values["issued"] or ""))
    return replace(header, **values, unsure=tuple(field for field in header.unsure if field not in values))
