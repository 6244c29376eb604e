"""Applies conditions to what is asked, as long as some report is left that fits all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from ...corpus.vietnamese import TOKEN, has_accents, place_tone
from ...index.records import Filter, ReportRecord
from ...index.scope import Scope
from ...index.store import View
from ..function_words import NO_MATTER
from ..query import joined
from .values import Condition, Field

STRENGTH: tuple[Field, ...] = (
    "number", "addressee", "signing_form", "agency", "place", "district", "province", "signer", "signer_role",
    "doc_type", "level", "agency_kind", "cites", "issued", "period", "year", "role", "report", "without",
    "phrase", "order",
)  # fmt: skip
"""Which condition is applied first; what leaves nothing over is then said not to be there."""


def applied(
    view: View, conditions: Sequence[Condition], given: Filter, ignored: frozenset[str], alone: bool
) -> tuple[Condition, ...]:
    """The conditions, each applied where it is to be and some report is left that fits all of them."""
    order = sorted(range(len(conditions)), key=lambda place: _strength(conditions[place]))
    told = list(conditions)
    narrowed = given
    newest: list[int] = []
    for place in order:
        one = conditions[place]
        if not (one.stated or (alone and one.field not in ("cites", "doc_type"))) or one.key in ignored:
            told[place] = replace(one, missing=one.key not in ignored and _is_unheard_of(view, one))
            continue
        if one.field == "place" or (one.field in ("addressee", "signing_form") and not one.filter):
            told[place] = replace(one, missing=True)
            continue
        if one.field == "order":
            newest.append(place)
            continue
        if one.field == "phrase":  # `Understood.scope` leaves it out
            told[place] = replace(one, applied=True)
            continue
        wanted = joined(narrowed, one.filter)
        if view.within(Scope(filter=wanted)).is_empty() and _is_period(one):  # "báo cáo 12 năm 2025" may be on 2024
            one = replace(one, field="issued", filter=Filter(issued=one.filter.periods))
            wanted = joined(narrowed, one.filter)
        if view.within(Scope(filter=wanted)).is_empty():
            told[place] = replace(conditions[place], missing=one.stated)
        else:
            told[place], narrowed = replace(one, applied=True), wanted
    for place in newest:
        one = conditions[place]
        reports = _first_by_date(view.within(Scope(filter=narrowed)).reports(), one.op == "newest", one.count)
        told[place] = replace(one, applied=bool(reports), filter=Filter(reports=reports))
    return tuple(told)


def _strength(one: Condition) -> tuple[bool, int]:
    """By what conditions are applied in order: what leaves reports out after all that says which."""
    return one.op == "!=", STRENGTH.index(one.field)


def _is_period(one: Condition) -> bool:
    """Whether a condition is that a report is on one year, or one part of it."""
    first, _, last = one.value.partition("..")
    return one.field == "period" and one.op == "=" and last[:4] in ("", first[:4])


def _is_unheard_of(view: View, one: Condition) -> bool:
    """Whether `one` is of years of which no report is and no passage says anything: "chỉ tiêu năm 2031"."""
    first, _, last = one.value.partition("..")
    if one.field not in ("period", "issued") or one.op != "=" or not (first + last).isdigit():
        return False
    if any(view.words.frequency(str(year)) for year in range(int(first), int(last or first) + 1)):
        return False
    return view.within(Scope(filter=one.filter)).is_empty()


def _first_by_date(reports: Iterable[ReportRecord], newest: bool, count: int) -> tuple[str, ...]:
    """Ids of the `count` reports issued last, or first, and of all issued together with the last of them; those whose
    date is not known to the month are left out.
    """
    dated = [(report.header.issued, report.id) for report in reports if len(report.header.issued or "") > len("2023")]
    if not dated:
        return ()
    order = sorted((issued for issued, _ in dated if issued), reverse=newest)
    asked = set(order[:count])
    return tuple(report for issued, report in dated if issued in asked)


def without(text: str, applied: Sequence[Condition], has_matter: bool) -> str:
    """What is left to look for once `applied` decides which reports."""
    if not applied:
        return text
    if not has_matter:
        return ""
    kept = list(text)
    for one in applied:
        kept[one.start : one.end] = " " * (one.end - one.start)
    rest = "".join(kept)
    found = list(TOKEN.finditer(rest))
    marks = NO_MATTER.marks([place_tone(match[0].lower()) for match in found], has_accents(text))
    said = [match for match, passed in zip(found, marks, strict=True) if not passed]
    return " ".join(rest[said[0].start() : said[-1].end()].split()) if said else " ".join(rest.split())


def fitting(view: View, reports: Iterable[str], wanted: Sequence[Condition]) -> frozenset[str]:
    """Ids of those of `reports` that fit all of `wanted`; none where nothing is wanted."""
    among = Filter(reports=tuple(dict.fromkeys(reports)))
    if not (wanted and among.reports):
        return frozenset()
    scope = Scope(filter=reduce(joined, (one.filter for one in wanted), among))
    return frozenset(record.id for record in view.within(scope).reports())
