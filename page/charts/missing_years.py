"""Which years are missing, of whose reports on what."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import htpy as h

from ...search.overview import Series
from ..drawing import Cell, DataTable, Drawing, Link, Words, base_line, figure, leading, shortened, text
from .shapes import MOST_YEARS, short

MOST_SERIES = 20
SERIES_HEIGHT = 68


def coverage_gaps(series: Sequence[Series], words: Words) -> h.Element:
    """For each agency and subject the years reported on, and those that are missing."""
    years = sorted({year for one in series for year in (*one.reports, *one.missing)})
    shown_series = series[:MOST_SERIES]

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        step = width / len(shown)
        pieces = [text((i + 0.5) * step, 14, short(y, width), "middle", "quiet") for i, y in enumerate(shown)]
        for j, one in enumerate(shown_series):
            top = 30 + j * SERIES_HEIGHT
            pieces.append(base_line(width, top - 4.5))
            pieces.append(text(0, top + 14, shortened(_agency(one), width), "start", "name"))
            pieces.append(text(0, top + 31, shortened(one.subject or words["general_work"], width), "start", "quiet"))
            for i, year in enumerate(shown):
                kind = "there" if year in one.reports else "missing" if year in one.missing else ""
                if kind:
                    opened = leading(_report(one.reports[year][0])) if kind == "there" else {}
                    mark = h.circle(opened, class_=kind, cx=f"{(i + 0.5) * step:.1f}", cy=top + 48, r=7)
                    pieces.append(mark[h.title[f"{year}: {words[f'coverage_{kind}']}"]])
        return Drawing(30 + SERIES_HEIGHT * len(shown_series), pieces)

    rows: list[list[Cell]] = [
        [
            f"{_agency(one)} – {one.subject or words['general_work']}",
            tuple(Link(str(year), _report(report)) for year, reports in one.reports.items() for report in reports),
            ", ".join(map(str, one.missing)) or "–",
        ]
        for one in series
    ]
    legend = h.ul(".legend", aria_hidden="true")[
        h.li(".there")[words["coverage_there"]], h.li(".missing")[words["coverage_missing"]]
    ]
    table = DataTable([words["column_series"], words["coverage_there"], words["coverage_missing"]], rows)
    return figure("coverage", words, draw if series else None, table, legend)


def _report(report: str) -> str:
    """The address that opens a report beside the pictures."""
    return urlencode({"tab": "overview", "p": report})


def _agency(one: Series) -> str:
    name, district = one.agency.name, one.agency.district
    return name if district is None or name.endswith(district) else f"{name}, {district}"
