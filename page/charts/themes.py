"""What reports speak of: a map of themes, and how they come and go."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
import numpy as np

from ...search.overview import Theme, Themes, circles
from ..address import Address
from ..drawing import (
    NARROW,
    WIDE,
    Cell,
    DataTable,
    Drawing,
    Link,
    Words,
    figure,
    leading,
    number,
    text,
    text_width,
)
from .shapes import Row, every_year, grid


def themes_map(found: Themes, words: Words) -> h.Element:
    """The themes as circles, near each other where they speak alike, and the list of them to choose from."""
    points = np.array([theme.position for theme in found.themes], np.float64).reshape(-1, 2)
    sizes = np.array([len(theme.passages) for theme in found.themes], np.float64)

    def draw(width: int) -> Drawing:
        height = {NARROW: 1.25, WIDE: 0.62}[width]
        centres, radii = circles(points, sizes, height)
        pieces = [
            h.g(".theme", leading(str(theme_address(theme))))[
                h.title[theme.title],
                h.circle(cx=f"{x * width:.1f}", cy=f"{y * width:.1f}", r=f"{r * width - 1:.1f}"),
                _label(theme, x * width, y * width, r * width),
            ]
            for theme, (x, y), r in zip(found.themes, centres.tolist(), radii.tolist(), strict=True)
        ]
        return Drawing(height * width, pieces)

    years = every_year(found.reports_by_year)
    items = [
        h.li[
            h.button(".theme", leading(str(theme_address(theme))), type="button")[
                h.span(".n", aria_hidden="true")[theme.number],
                h.span(".names", lang="vi")[theme.title],
                _spark(theme, found, years),
                h.small[_size(theme, words)],
            ]
        ]
        for theme in found.themes
    ]
    rows: list[list[Cell]] = [
        [
            Link(theme.title, str(theme_address(theme))),
            number(len(theme.passages), words),
            number(len(theme.reports), words),
        ]
        for theme in found.themes
    ]
    table = DataTable([words["column_theme"], words["column_passages"], words["column_reports"]], rows)
    return figure("themes", words, draw if items else None, table, after=h.ol(".themes")[items])


def themes_by_year(found: Themes, words: Words) -> h.Element:
    """In what share of each year's reports each theme is spoken of: how it comes and goes."""
    years = every_year(found.reports_by_year)
    rows = [
        Row(
            " · ".join(name.text for name in theme.names[:2]),
            {y: theme.reports_by_year[y] / found.reports_by_year[y] for y in years if found.reports_by_year[y]},
            theme_address(theme),
        )
        for theme in found.themes
    ]
    return grid("themes_years", years, rows, words)


def theme_address(theme: Theme) -> Address:
    """The address of the passages of a theme: by its title, for numbers change with every report that comes."""
    return Address("overview", theme.title)


def _size(theme: Theme, words: Words) -> str:
    return words["theme_size"].format(
        passages=number(len(theme.passages), words), reports=number(len(theme.reports), words)
    )


def _label(theme: Theme, x: float, y: float, r: float) -> list[h.Element]:
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
    return [text(x, first + 16 * i, line, "middle", "name") for i, line in enumerate(shown)]


def _spark(theme: Theme, found: Themes, years: Sequence[int]) -> h.Element:
    """The theme's share of each year's reports, as small columns; the picture of all themes by year says it in full."""
    step = 64 / max(len(years), 1)
    width = f"{max(step - 1, 1):.1f}"
    bars = []
    for i, year in enumerate(years):
        tall = max(18 * theme.reports_by_year[year] / max(found.reports_by_year[year], 1), 0.8)
        bars.append(h.rect(x=f"{i * step:.1f}", y=f"{18 - tall:.1f}", width=width, height=f"{tall:.1f}"))
    return h.svg(".spark", viewBox="0 0 64 18", aria_hidden="true")[bars]
