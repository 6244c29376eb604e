"""The whole store at a glance: its counts, its pictures, and the passages of one theme."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from ...index.statistics import Statistics
from ...search import Hit
from ...search.overview import Series, Theme, Themes
from .. import charts
from ..address import Address
from ..drawing import number
from .controls import Words, notice
from .hits import card
from .listing import more_link


def overview(counted: Statistics, series: Sequence[Series], themes: Themes | None, words: Words) -> h.Fragment:
    """Every picture as HTML; in the place of the themes, while they are not there yet, that they are coming."""
    pictures = (
        charts.reports_by_year(counted, words),
        charts.reports_by_province(counted, words),
        charts.roles_by_year(counted, words),
        charts.reports_by_agency(counted, words),
        charts.documents_cited(counted, words),
        charts.coverage_gaps(series, words),
    )
    spoken = (
        (charts.themes_map(themes, words), charts.themes_by_year(themes, words))
        if themes
        else (notice(words["themes_coming"]),)
    )
    return h.fragment[counts(counted, words), h.div(".pictures")[pictures, spoken]]


def counts(counted: Statistics, words: Words) -> h.Element:
    """How much there is, as HTML: "15 báo cáo · 325 đoạn · 2016–2024"."""
    years = [year for year in counted.years if year is not None]
    said = (
        (words["column_reports"], number(counted.reports, words)),
        (words["column_passages"], number(counted.passages, words)),
        (words["column_agencies"], number(len([name for name in counted.agencies if name]), words)),
        (words["column_years"], f"{min(years)}–{max(years)}" if years else ""),
    )
    return h.dl(".counts")[[h.div[h.dt[label], h.dd[value]] for label, value in said if value]]


def theme_passages(theme: Theme, hits: Sequence[Hit], total: int, address: Address, words: Words) -> h.Fragment:
    """A theme as HTML: what it is called, the passages that stand for it, and the way to search for it.

    Args:
        theme: which.
        hits: its passages to show.
        total: how many there are, within what the address is narrowed to.
        address: what was asked for.
        words: of the interface.
    """
    years = ", ".join(map(str, address.filter.years))
    size = words["theme_size"].format(
        passages=number(total, words),
        reports=number(sum(theme.reports_by_year[y] for y in address.filter.years) or len(theme.reports), words),
    )
    asked = Address("search", " ".join(name.text for name in theme.names), address.filter)
    return h.fragment[
        _back(words),
        h.h2(".theme-title", lang="vi")[theme.title],
        h.p(".counted", role="status")[" · ".join(filter(None, (size, years))), " ", _search(asked, words)],
        h.ol(".cards")[[card(hit, words) for hit in hits]],
        h.footer(".after")[more_link(len(hits), total, address, words)],
    ]


def theme_gone(title: str, words: Words) -> h.Fragment:
    """That no theme is called so any more, as HTML, and the way to search for it."""
    asked = Address("search", title.replace(" · ", " "))
    return h.fragment[
        _back(words), notice(words["theme_gone"].format(title=title)), h.p(".counted")[_search(asked, words)]
    ]


def _search(asked: Address, words: Words) -> h.Element:
    return h.a(".go", href=f"/?{asked}")[words["theme_search"]]


def _back(words: Words) -> h.Element:
    return h.p(".back")[h.a(".go", href="/?tab=overview")["← ", words["themes_all"]]]
