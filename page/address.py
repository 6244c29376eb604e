"""An address of the page: which tab shows what, and back; the one thing that a reader shares, goes back to, repeats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ..corpus.report import LEVELS, ROLES
from ..index.records import Filter
from ..service.asking import FACETS, Request

CODES = {"level": LEVELS, "role": ROLES}
"""The facets whose values are codes, in their own order."""

RENAMED = {"collection": "holdings"}
"""Tabs by the names that they had in addresses kept from before."""

SHOWN = 10
MOST_SHOWN = 50
MOST_SAVED = 500
"""Results of a list that is taken along whole."""

MOST_IGNORED = 20
LONGEST = 20_000
"""Characters of an address that are read."""


@dataclass(frozen=True, slots=True)
class Address:
    """What one address asks for.

    Attributes:
        tab: the name of a tab; empty for the first.
        question: as it was typed.
        filter: what the facets are set to.
        as_typed: neither restore accents nor mend slips.
        ignored: keys of conditions that were taken off (`search.conditions.Condition.key`).
        shown: how many results.
    """

    tab: str = ""
    question: str = ""
    filter: Filter = field(default_factory=Filter)
    as_typed: bool = False
    shown: int = SHOWN
    ignored: tuple[str, ...] = ()

    @property
    def request(self) -> Request:
        """What it asks the store."""
        return Request(self.question, self.filter, self.as_typed, self.shown, ignored=frozenset(self.ignored))

    def __str__(self) -> str:
        """The address as a query string, without its question mark."""
        said = [("tab", self.tab)] if self.tab else []
        said += [("q", self.question)] if self.question else []
        said += [(name, str(value)) for name, sets in FACETS.items() for value in getattr(self.filter, sets)]
        said += [("typed", "1")] if self.as_typed else []
        said += [("off", key) for key in self.ignored]
        said += [("k", str(self.shown))] if self.shown != SHOWN else []
        return urlencode(said)


def read_address(query: str) -> Address:
    """The address in a query string; what cannot be is left out, for anybody can send any."""
    chosen: dict[str, list[str]] = {}
    for name, value in parse_qsl(query[:LONGEST].lstrip("?"), errors="replace"):
        chosen.setdefault(name, []).append(value)
    last = {name: values[-1] for name, values in chosen.items()}
    values: dict[str, Any] = {
        sets: tuple(int(value) if name == "year" else value for value in chosen.get(name, ()) if _can_be(name, value))
        for name, sets in FACETS.items()
    }
    shown, tab = last.get("k", ""), last.get("tab", "")
    return Address(
        tab=RENAMED.get(tab, tab),
        question=last.get("q", "").strip(),
        filter=Filter(**values),
        as_typed=last.get("typed") == "1",
        shown=min(max(int(shown), 1), MOST_SHOWN) if _is_number(shown) else SHOWN,
        ignored=tuple(dict.fromkeys(chosen.get("off", ())))[:MOST_IGNORED],
    )


def _can_be(name: str, value: str) -> bool:
    return _is_number(value) if name == "year" else value in CODES.get(name, (value,))


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4
