"""Pictures of the store as HTML: what a person would rather look at than read. `drawing.py` frames them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import numpy as np

from corpus.report import LEVELS, ROLES
from index.statistics import Statistics
from page.drawing import NARROW, WIDE, Drawing, Table, Words, figure, number, shortened, text, text_width
from search.overview import Series, Theme, Themes, circles
from words import reference_line

MOST_YEARS = {NARROW: 9, WIDE: 16}
"""Columns that are wide enough to read; the last years are shown, the table has all."""

MOST_BARS = 12
MOST_SERIES = 20
SERIES_HEIGHT = 68


def reports_by_year(counted: Statistics, words: Words) -> str:
    """Reports by year of issue, each column parted by level."""
    years = _years(counted.years)
    levels = [level for level in LEVELS if any(counted.levels[year, level] for year in counted.years)]
    unknown = any(counted.levels[year, None] for year in counted.years)
    parts = [*levels, *([None] if unknown else [])]
    names = [words[level or "level_unknown"] for level in parts]
    tallest = max((counted.years[year] for year in years), default=0)

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        step, top, height = width / max(len(shown), 1), 20, 150
        pieces = []
        for i, year in enumerate(shown):
            x, bar = (i + 0.5) * step, min(step * 0.62, 44)
            y = float(top + height)
            for part in parts:
                count = counted.levels[year, part]
                tall = height * count / tallest
                y -= tall
                if count:
                    pieces.append(
                        f'<rect class="{part or "unknown"}" data-year="{year}" x="{x - bar / 2:.1f}" y="{y + 0.75:.1f}"'
                        f' width="{bar:.1f}" height="{max(tall - 1.5, 1):.1f}" rx="2"/>'
                    )
            total = counted.years[year]
            if total:
                pieces.append(text(x, y - 6, number(total, words), "middle", "count"))
            pieces.append(text(x, top + height + 18, str(year), "middle", "quiet"))
        base = f'<line class="base" x1="0" x2="{width}" y1="{top + height + 0.5}" y2="{top + height + 0.5}"/>'
        return Drawing(top + height + 26, "".join(pieces) + base)

    rows = [
        [_year(year, words), *(number(counted.levels[year, part], words) for part in parts),
         number(counted.years[year], words)]
        for year in [*years, *([None] if counted.years[None] else [])]
    ]  # fmt: skip
    legend = "".join(
        f'<li class="{part or "unknown"}">{escape(name)}</li>' for part, name in zip(parts, names, strict=True)
    )
    return figure(
        "years", words, draw if tallest else None, Table([words["column_year"], *names, words["column_total"]], rows),
        f'<ul class="legend" aria-hidden="true">{legend}</ul>',
    )  # fmt: skip


def reports_by_province(counted: Statistics, words: Words) -> str:
    """Reports by province, those with most first."""
    return _bars("provinces", _ranked(counted.provinces, words["province_unknown"]), words["provinces"], words)


def reports_by_agency(counted: Statistics, words: Words) -> str:
    """Reports by agency, those with most first."""
    return _bars("agencies", _ranked(counted.agencies, words["no_agency"]), words["agencies"], words)


def documents_cited(counted: Statistics, words: Words, most: int = 100) -> str:
    """The documents that most reports cite."""
    ranked = [(reference_line(cited.reference), len(cited.reports)) for cited in counted.cited[:most]]
    return _bars("cited", ranked, words["document"], words)


def roles_by_year(counted: Statistics, words: Words) -> str:
    """What share of each year's passages stands in sections of each role."""
    years = _years(Counter(year for year, _ in counted.roles))
    totals: Counter[int] = Counter()
    for (year, _), count in counted.roles.items():
        if year is not None:
            totals[year] += count
    shares = {
        words[role]: {y: counted.roles[y, role] / totals[y] for y in years if totals[y]}
        for role in ROLES
        if any(counted.roles[year, role] for year in years)
    }
    return _grid("roles", years, shares, words)


def themes_by_year(found: Themes, words: Words) -> str:
    """In what share of each year's reports each theme is spoken of: how it comes and goes."""
    years = _years(found.reports_by_year)
    shares = {
        " · ".join(name.text for name in theme.names[:2]): {
            y: theme.reports_by_year[y] / found.reports_by_year[y] for y in years if found.reports_by_year[y]
        }
        for theme in found.themes
    }
    return _grid("themes_years", years, shares, words)


def themes_map(found: Themes, words: Words) -> str:
    """The themes as circles, near each other where they speak alike, and the list of them to choose from.

    A circle and its button carry `data-theme`, the theme's number, and `data-question`, its phrases.
    """
    points = np.array([theme.position for theme in found.themes], np.float64).reshape(-1, 2)
    sizes = np.array([len(theme.passages) for theme in found.themes], np.float64)

    def draw(width: int) -> Drawing:
        height = {NARROW: 1.25, WIDE: 0.62}[width]
        centres, radii = circles(points, sizes, height)
        pieces = [
            f'<g class="theme" data-theme="{theme.number}" data-question="{escape(_question(theme))}">'
            f"<title>{escape(theme.title)}</title>"
            f'<circle cx="{x * width:.1f}" cy="{y * width:.1f}" r="{r * width - 1:.1f}"/>'
            f"{_label(theme, x * width, y * width, r * width)}</g>"
            for theme, (x, y), r in zip(found.themes, centres.tolist(), radii.tolist(), strict=True)
        ]
        return Drawing(height * width, "".join(pieces))

    years = _years(found.reports_by_year)
    items = "".join(
        f'<li><button class="theme" data-theme="{theme.number}" data-question="{escape(_question(theme))}">'
        f'<span class="n" aria-hidden="true">{theme.number}</span><span class="names" lang="vi">{escape(theme.title)}'
        f"</span>{_spark(theme, found, years)}<small>{escape(_size(theme, words))}</small></button></li>"
        for theme in found.themes
    )
    rows = [
        [theme.title, number(len(theme.passages), words), number(len(theme.reports), words)] for theme in found.themes
    ]
    table = Table([words["column_theme"], words["column_passages"], words["column_reports"]], rows)
    after = f'<ol class="themes">{items}</ol>' if items else ""
    return figure("themes", words, draw if found.themes else None, table, after=after)


def coverage_gaps(series: Sequence[Series], words: Words) -> str:
    """For each agency and subject the years reported on, and those that are missing."""
    years = sorted({year for one in series for year in (*one.reports, *one.missing)})
    shown_series = series[:MOST_SERIES]

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        step = width / len(shown)
        pieces = [text((i + 0.5) * step, 14, _short(y, width), "middle", "quiet") for i, y in enumerate(shown)]
        for j, one in enumerate(shown_series):
            top = 30 + j * SERIES_HEIGHT
            pieces.append(f'<line class="base" x1="0" x2="{width}" y1="{top - 4.5}" y2="{top - 4.5}"/>')
            pieces.append(text(0, top + 14, shortened(_agency(one), width), "start", "name"))
            pieces.append(text(0, top + 31, shortened(one.subject or words["general_work"], width), "start", "quiet"))
            for i, year in enumerate(shown):
                where = f'cx="{(i + 0.5) * step:.1f}" cy="{top + 48}" r="7"'
                if year in one.reports:
                    pieces.append(f'<circle class="there" data-report="{escape(one.reports[year][0])}" {where}/>')
                elif year in one.missing:
                    pieces.append(f'<circle class="missing" {where}/>')
        return Drawing(30 + SERIES_HEIGHT * len(shown_series), "".join(pieces))

    rows = [
        [f"{_agency(one)} – {one.subject or words['general_work']}", _listed(one.reports), _listed(one.missing)]
        for one in series
    ]
    legend = (
        f'<ul class="legend" aria-hidden="true"><li class="there">{escape(words["coverage_there"])}</li>'
        f'<li class="missing">{escape(words["coverage_missing"])}</li></ul>'
    )
    table = Table([words["column_series"], words["coverage_there"], words["coverage_missing"]], rows)
    return figure("coverage", words, draw if series else None, table, legend)


def _bars(name: str, ranked: Sequence[tuple[str, int]], head: str, words: Words) -> str:
    most = max((count for _, count in ranked), default=0)
    shown = ranked[:MOST_BARS]

    def draw(width: int) -> Drawing:
        pieces = []
        for i, (label, count) in enumerate(shown):
            y, said = i * 38, number(count, words)
            room = width - 10 - text_width(said)
            pieces.append(
                f"<g><title>{escape(label)}</title>{text(0, y + 15, shortened(label, room), 'start', 'name')}"
            )
            pieces.append(text(width, y + 15, said, "end", "count"))
            pieces.append(f'<rect class="track" x="0" y="{y + 22}" width="{width}" height="5" rx="2.5"/>')
            long = max(width * count / most, 5)
            pieces.append(f'<rect class="bar" x="0" y="{y + 22}" width="{long:.1f}" height="5" rx="2.5"/></g>')
        return Drawing(38 * len(shown), "".join(pieces))

    rows = [[label, number(count, words)] for label, count in ranked]
    return figure(name, words, draw if shown else None, Table([head, words["column_reports"]], rows))


def _grid(name: str, years: Sequence[int], shares: Mapping[str, Mapping[int, float]], words: Words) -> str:
    """Rows of years, each cell as strong as its share, 0..1, and the share in it in percent."""
    strongest = max((share for row in shares.values() for share in row.values()), default=0) or 1

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        beside = 230 if width == WIDE else 0
        step, row_height, top = (width - beside) / max(len(shown), 1), 30 if beside else 50, 24
        pieces = [text(beside + (i + 0.5) * step, 14, _short(y, width), "middle", "quiet") for i, y in enumerate(shown)]
        for j, (label, row) in enumerate(shares.items()):
            y = top + j * row_height
            cut = escape(shortened(label, beside - 12 if beside else width))
            pieces.append(f'<g><title>{escape(label)}</title><text class="name" x="0" y="{y + 18}">{cut}</text></g>')
            y += 0 if beside else 24
            for i, year in enumerate(shown):
                share, x = row.get(year, 0), beside + i * step
                pieces.append(
                    f'<rect class="cell" data-year="{year}" x="{x + 1:.1f}" y="{y}" width="{step - 2:.1f}" height="26"'
                    f' rx="4" fill-opacity="{0.04 + 0.46 * share / strongest:.2f}"/>'
                )
                if round(100 * share):
                    pieces.append(text(x + step / 2, y + 17.5, str(round(100 * share)), "middle", "inside"))
        return Drawing(top + row_height * len(shares), "".join(pieces))

    rows = [[label, *(f"{round(100 * row.get(year, 0))}%" for year in years)] for label, row in shares.items()]
    return figure(name, words, draw if shares else None, Table([words[name], *map(str, years)], rows))


def _short(year: int, width: int) -> str:
    return str(year) if width == WIDE else f"’{year % 100:02}"


def _year(year: int | None, words: Words) -> str:
    return words["year_unknown"] if year is None else str(year)


def _years(counts: Mapping[int | None, int] | Mapping[int, int]) -> list[int]:
    """Every year from the first to the last: one without reports is seen to be so."""
    known = [year for year in counts if year is not None]
    return list(range(min(known), max(known) + 1)) if known else []


def _ranked(counts: Mapping[str | None, int], unknown: str) -> list[tuple[str, int]]:
    return sorted(((name or unknown, count) for name, count in counts.items()), key=lambda row: (-row[1], row[0]))


def _listed(years: Iterable[int]) -> str:
    return ", ".join(map(str, years)) or "–"


def _agency(one: Series) -> str:
    name, district = one.agency.name, one.agency.district
    return name if district is None or name.endswith(district) else f"{name}, {district}"


def _question(theme: Theme) -> str:
    return " ".join(name.text for name in theme.names)


def _size(theme: Theme, words: Words) -> str:
    return words["theme_size"].format(
        passages=number(len(theme.passages), words), reports=number(len(theme.reports), words)
    )


def _label(theme: Theme, x: float, y: float, r: float) -> str:
    """The first name inside the circle, in lines of whole words; its number where it does not fit."""
    lines: list[str] = []
    for word in theme.names[0].text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= 1.7 * r:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    fits = all(
        (text_width(line) / 2) ** 2 + (abs(i - (len(lines) - 1) / 2) * 16 + 7) ** 2 <= (r - 1) ** 2
        for i, line in enumerate(lines)
    )
    shown = lines if fits else [str(theme.number)]
    first = y + 4.5 - 8 * (len(shown) - 1)
    return "".join(text(x, first + 16 * i, line, "middle", "name") for i, line in enumerate(shown))


def _spark(theme: Theme, found: Themes, years: Sequence[int]) -> str:
    """The theme's share of each year's reports, as small columns; the picture of all themes by year says it in full."""
    step = 64 / max(len(years), 1)
    bars = "".join(
        f'<rect x="{i * step:.1f}" y="{18 - tall:.1f}" width="{max(step - 1, 1):.1f}" height="{tall:.1f}"/>'
        for i, year in enumerate(years)
        if (tall := max(18 * theme.reports_by_year[year] / max(found.reports_by_year[year], 1), 0.8))
    )
    return f'<svg class="spark" viewBox="0 0 64 18" aria-hidden="true">{bars}</svg>'
