"""What the whole store says: counted, its gaps, its themes, and the passages of each of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..index.records import Filter
from ..index.scope import Scope
from ..index.statistics import Statistics
from ..search import Hit
from ..search.engine import citation_of
from ..search.overview import Series, Theme, Themes
from .house import House
from .readers import Reader


@dataclass(frozen=True, slots=True)
class ThemePassages:
    """The passages of a theme that a filter admits: so many of them, one of each report first, and how many in all."""

    theme: Theme
    hits: tuple[Hit, ...]
    found: int


def statistics(house: House, reader: Reader) -> Statistics:
    """What there is, counted."""
    with house.seen_by(reader) as view:
        return house.survey.counted(view)


def series(house: House, reader: Reader) -> list[Series]:
    """Which years are missing, of whose reports on what."""
    with house.seen_by(reader) as view:
        return house.survey.series(view)


def themes(house: House, reader: Reader, wait: bool = True) -> Themes | None:
    """What the reports speak of; None where that is not worked out yet and nobody is to `wait` for it."""
    with house.seen_by(reader) as view:
        return house.survey.themes(view) if wait or house.survey.themes.ready(view) else None


def theme_passages(house: House, reader: Reader, title: str, given: Filter, most: int) -> ThemePassages | None:
    """The passages of the theme with that title; None where there is no such theme any more."""
    with house.seen_by(reader) as view:
        theme = next((theme for theme in house.survey.themes(view).themes if theme.title == title), None)
        if theme is None:
            return None
        seen = view.within(Scope(filter=given))
        ids = list(dict.fromkeys([*theme.representatives, *theme.passages.tolist()]))
        there = set(seen.report_of(ids))
        ids = [number for number in ids if number in there]
        known = seen.passages(ids[:most])
        found = [known[number] for number in ids[:most] if number in known]
    hits = tuple(Hit(rank, 0.0, passage, (), citation_of(passage)) for rank, passage in enumerate(found, 1))
    return ThemePassages(theme, hits, len(ids))
