"""An address of the page: which tab shows what, and back; the one thing that a reader shares, goes back to, repeats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

from ..corpus.report import LEVELS, ROLES
from ..index.records import Filter
from ..service.asking import FACETS, Request, Sort

CODES = {"level": LEVELS, "role": ROLES}
"""The facets whose values are codes, in their own order."""

RENAMED = {"collection": "holdings"}
"""Tabs by the names that they had in addresses kept from before."""

SORTS: tuple[Sort, ...] = get_args(Sort)
"""The orders that an address may ask for, the usual one first."""

YEARS = (1945, 2100)
"""The years between which a range lies that is open to one side."""

PLAIN = "/plain"
"""Where what an address of the page asks for is answered without scripts."""

SHOWN = 10
NO_YEAR = (0,)
"""Of no report: where no year that is ticked lies in the range."""

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
        sort: in which order.
        since: the first year of a range; None from the beginning.
        until: the last one; None to the end.
        grouped: whether passages stand together by their reports.
    """

    tab: str = ""
    question: str = ""
    filter: Filter = field(default_factory=Filter)
    as_typed: bool = False
    shown: int = SHOWN
    ignored: tuple[str, ...] = ()
    sort: Sort = "relevance"
    since: int | None = None
    until: int | None = None
    grouped: bool = False

    @property
    def request(self) -> Request:
        """What it asks the store."""
        ignored = frozenset(self.ignored)
        return Request(self.question, self.narrowed, self.as_typed, self.shown, ignored=ignored, sort=self.sort)

    @property
    def narrowed(self) -> Filter:
        """What it is narrowed to: of the years that are ticked, or of all, those in its range."""
        if self.since is None and self.until is None:
            return self.filter
        between = range(self.since or YEARS[0], (self.until or YEARS[1]) + 1)
        within = tuple(year for year in self.filter.years or between if year in between)
        return replace(self.filter, years=within or NO_YEAR)

    def __str__(self) -> str:
        """The address as a query string, without its question mark."""
        said = [("tab", self.tab)] if self.tab else []
        said += [("q", self.question)] if self.question else []
        said += [(name, str(value)) for name, sets in FACETS.items() for value in getattr(self.filter, sets)]
        said += [("typed", "1")] if self.as_typed else []
        said += [("off", key) for key in self.ignored]
        said += [("sort", self.sort)] if self.sort != SORTS[0] else []
        said += [(name, str(year)) for name, year in (("from", self.since), ("to", self.until)) if year is not None]
        said += [("group", "1")] if self.grouped else []
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
    shown, tab, sort = last.get("k", ""), last.get("tab", ""), last.get("sort", "")
    since, until = (int(last[name]) if _is_year(last.get(name, "")) else None for name in ("from", "to"))
    if since is not None and until is not None and since > until:
        since, until = until, since  # typed the wrong way round: no year lies between, and none is meant by that
    return Address(
        tab=RENAMED.get(tab, tab),
        question=last.get("q", "").strip(),
        filter=Filter(**values),
        as_typed=last.get("typed") == "1",
        shown=min(max(int(shown), 1), MOST_SHOWN) if _is_number(shown) else SHOWN,
        ignored=tuple(dict.fromkeys(chosen.get("off", ())))[:MOST_IGNORED],
        sort=next((one for one in SORTS if one == sort), SORTS[0]),
        since=since,
        until=until,
        grouped=last.get("group") == "1",
    )


def _can_be(name: str, value: str) -> bool:
    return _is_number(value) if name == "year" else value in CODES.get(name, (value,))


def _is_year(value: str) -> bool:
    return _is_number(value) and YEARS[0] <= int(value) <= YEARS[1]


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4
