"""How many reports there are: by year and level, by place, by what they cite and what they give room to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import htpy as h

from ...corpus.citation import reference_line
from ...corpus.report import LEVELS, ROLES, Level
from ...index.records import Filter
from ...index.statistics import Statistics
from ...search.query import citing
from ..address import Address
from ..drawing import Cell, DataTable, Drawing, Link, Words, base_line, figure, leading, number, text
from .shapes import MOST_YEARS, Row, bars, every_year, grid


def reports_by_year(counted: Statistics, words: Words) -> h.Element:
    """Reports by year of issue, each column parted by level."""

    def issued(year: int, level: Level | None = None) -> str:
        return _search(Filter(years=(year,), levels=(level,) if level else ()))

    years = every_year(counted.years)
    levels = [level for level in LEVELS if any(counted.levels[year, level] for year in counted.years)]
    unknown = any(counted.levels[year, None] for year in counted.years)
    parts = [*levels, *([None] if unknown else [])]
    names = [words[level or "level_unknown"] for level in parts]
    tallest = max((counted.years[year] for year in years), default=0)

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        step, top, height = width / max(len(shown), 1), 20, 150
        pieces: list[h.Node] = []
        for i, year in enumerate(shown):
            x, bar = (i + 0.5) * step, min(step * 0.62, 44)
            y = float(top + height)
            for part in parts:
                count = counted.levels[year, part]
                tall = height * count / tallest
                y -= tall
                if count:
                    said = f"{year} · {words[part or 'level_unknown']}: {number(count, words)}"
                    pieces.append(
                        h.rect(
                            leading(issued(year, part)),
                            class_=part or "unknown",
                            x=f"{x - bar / 2:.1f}",
                            y=f"{y + 0.75:.1f}",
                            width=f"{bar:.1f}",
                            height=f"{max(tall - 1.5, 1):.1f}",
                            rx=2,
                        )[h.title[said]]
                    )
            total = counted.years[year]
            label = text(x, top + height + 18, str(year), "middle", "quiet")
            above = text(x, y - 6, number(total, words), "middle", "count")
            pieces.append(h.g(leading(issued(year)))[label, above] if total else label)
        return Drawing(top + height + 26, [pieces, base_line(width, top + height + 0.5)])

    rows = [
        [str(year), *(_link(counted.levels[year, part], issued(year, part), words) for part in parts),
         _link(counted.years[year], issued(year), words)]
        for year in years
    ]  # fmt: skip
    if counted.years[None]:
        undated = [*(counted.levels[None, part] for part in parts), counted.years[None]]
        rows.append([words["year_unknown"], *(number(count, words) for count in undated)])
    legend = [h.li(class_=part or "unknown")[name] for part, name in zip(parts, names, strict=True)]
    return figure(
        "years", words, draw if tallest else None,
        DataTable([words["column_year"], *names, words["column_total"]], rows),
        h.ul(".legend", aria_hidden="true")[legend],
    )  # fmt: skip


def reports_by_province(counted: Statistics, words: Words) -> h.Element:
    """Reports by province, those with most first."""
    ranked = [
        (name or words["province_unknown"], count, _search(Filter(provinces=(name,))) if name else "")
        for name, count in _ranked(counted.provinces)
    ]
    return bars("provinces", ranked, words["provinces"], words)


def reports_by_agency(counted: Statistics, words: Words) -> h.Element:
    """Reports by agency, those with most first."""
    ranked = [
        (name or words["no_agency"], count, _search(Filter(agencies=(name,))) if name else "")
        for name, count in _ranked(counted.agencies)
    ]
    return bars("agencies", ranked, words["agencies"], words)


def documents_cited(counted: Statistics, words: Words, most: int = 100) -> h.Element:
    """The documents that most reports cite."""
    ranked = [
        (reference_line(cited.reference), len(cited.reports), str(Address("search", question)) if question else "")
        for cited in counted.cited[:most]
        for question in [citing(cited.reference)]
    ]
    return bars("cited", ranked, words["document"], words)


def roles_by_year(counted: Statistics, words: Words) -> h.Element:
    """What share of each year's passages stands in sections of each role."""
    years = every_year(Counter(year for year, _ in counted.roles))
    totals: Counter[int] = Counter()
    for (year, _), count in counted.roles.items():
        if year is not None:
            totals[year] += count
    rows = [
        Row(
            words[role],
            {y: counted.roles[y, role] / totals[y] for y in years if totals[y]},
            Address("search", filter=Filter(roles=(role,))),
        )
        for role in ROLES
        if any(counted.roles[year, role] for year in years)
    ]
    return grid("roles", years, rows, words)


def _ranked(counts: Mapping[str | None, int]) -> list[tuple[str | None, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0] or ""))


def _search(wanted: Filter) -> str:
    return str(Address("search", filter=wanted))


def _link(count: int, address: str, words: Words) -> Cell:
    return Link(number(count, words), address) if count else number(count, words)
