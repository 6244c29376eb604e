"""What names more than one report among those that an asker may see, so that a short citation must say more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..header.places import CENTRAL_CITIES
from ..report import Header
from ..vietnamese import fold


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Names that are not enough alone.

    Attributes:
        agencies: names that several agencies have: there is a UBND xã Tân Lập in many a district.
        reports: what several reports are called the second time (`called`).
    """

    agencies: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()


NO_NAMESAKES = Namesakes()


def namesakes(headers: Iterable[Header]) -> Namesakes:
    """The names that several of these reports, or their agencies, have.

    Agencies of one name are several where two reports say different districts or provinces; one that is silent says
    nothing of it.
    """
    districts: defaultdict[str, set[str]] = defaultdict(set)
    provinces: defaultdict[str, set[str]] = defaultdict(set)
    names: Counter[str] = Counter()
    for header in headers:
        names[called(header)] += 1
        if header.agency:
            name = header.agency.casefold()
            districts[name] |= {header.district.casefold()} if header.district else set()
            provinces[name] |= {header.province.casefold()} if header.province else set()
    several = (name for places in (districts, provinces) for name, said in places.items() if len(said) > 1)
    return Namesakes(frozenset(several), frozenset(name for name, count in names.items() if count > 1))


def called(header: Header) -> str:
    """What a report is called the second time, as it is compared: by its number, or else by issuer and time."""
    by = (header.number,) if header.number else (header.agency, header.issued, *(header.period or ()))
    return "\n".join([header.doc_type or "", *(part or "" for part in by)]).casefold()


def agency_told_apart(header: Header, others: Namesakes) -> str:
    """The agency; with its district and province, as far as they are known, where others have its name."""
    agency = header.agency or ""
    if agency.casefold() not in others.agencies:
        return agency
    units = [header.district]
    if header.province:
        kind = "thành phố" if fold(header.province) in CENTRAL_CITIES else "tỉnh"
        units.append(f"{kind} {header.province}")
    return ", ".join([agency, *(unit for unit in units if unit and unit.casefold() not in agency.casefold())])
