"""What several pictures are made of: bars, and rows of years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import htpy as h

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
    shortened,
    text,
    text_width,
)

MOST_YEARS = {NARROW: 9, WIDE: 16}
"""Columns that are wide enough to read; the last years are shown, the table has all."""

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of years: what it is, the share of each year, 0..1, and what leads to it."""

    label: str
    shares: Mapping[int, float]
    address: Address

    def of(self, year: int) -> str:
        """The address of one year of it."""
        return str(replace(self.address, filter=replace(self.address.filter, years=(year,))))


def bars(name: str, ranked: Sequence[tuple[str, int, str]], head: str, words: Words) -> h.Element:
    """A bar for each label, count and address."""
    most = max((count for _, count, _ in ranked), default=0)
    shown = ranked[:MOST_BARS]

    def draw(width: int) -> Drawing:
        pieces = []
        for i, (label, count, address) in enumerate(shown):
            y, said = i * 38, number(count, words)
            room = width - 10 - text_width(said)
            long = f"{max(width * count / most, 5):.1f}"
            pieces.append(
                h.g(leading(address))[
                    h.title[label],
                    h.rect(".hit", y=y, width=width, height=32),
                    text(0, y + 15, shortened(label, room), "start", "name"),
                    text(width, y + 15, said, "end", "count"),
                    h.rect(".track", x=0, y=y + 22, width=width, height=5, rx="2.5"),
                    h.rect(".bar", x=0, y=y + 22, width=long, height=5, rx="2.5"),
                ]
            )
        return Drawing(38 * len(shown), pieces)

    rows = [[Link(label, address) if address else label, number(count, words)] for label, count, address in ranked]
    return figure(name, words, draw if shown else None, DataTable([head, words["column_reports"]], rows))


def grid(name: str, years: Sequence[int], rows: Sequence[Row], words: Words) -> h.Element:
    """Rows of years, each cell as strong as its share and the share in it in percent."""
    strongest = max((share for row in rows for share in row.shares.values()), default=0) or 1

    def draw(width: int) -> Drawing:
        shown = years[-MOST_YEARS[width] :]
        beside = 230 if width == WIDE else 0
        step, row_height, top = (width - beside) / max(len(shown), 1), 30 if beside else 50, 24
        pieces = [text(beside + (i + 0.5) * step, 14, short(y, width), "middle", "quiet") for i, y in enumerate(shown)]
        for j, row in enumerate(rows):
            y = top + j * row_height
            cut = shortened(row.label, beside - 12 if beside else width)
            pieces.append(h.g(leading(str(row.address)))[h.title[row.label], h.text(".name", x=0, y=y + 18)[cut]])
            y += 0 if beside else 24
            for i, year in enumerate(shown):
                share, x = row.shares.get(year, 0), beside + i * step
                strength = 0.04 + 0.46 * share / strongest
                inside = str(round(100 * share)) if round(100 * share) else ""
                cell = h.rect(
                    ".cell",
                    x=f"{x + 1:.1f}",
                    y=y,
                    width=f"{step - 2:.1f}",
                    height=26,
                    rx=4,
                    fill_opacity=f"{strength:.2f}",
                )
                pieces.append(
                    h.g(leading(row.of(year) if share else ""))[
                        cell, inside and text(x + step / 2, y + 17.5, inside, "middle", "inside")
                    ]
                )
        return Drawing(top + row_height * len(rows), pieces)

    table: list[list[Cell]] = [
        [
            Link(row.label, str(row.address)),
            *(
                Link(f"{round(100 * row.shares[year])}%", row.of(year)) if row.shares.get(year) else "0%"
                for year in years
            ),
        ]
        for row in rows
    ]
    return figure(name, words, draw if rows else None, DataTable([words[name], *map(str, years)], table))


def short(year: int, width: int) -> str:
    """A year as there is room for it."""
    return str(year) if width == WIDE else f"’{year % 100:02}"


def every_year(counts: Mapping[int | None, int] | Mapping[int, int]) -> list[int]:
    """Every year from the first to the last: one without reports is seen to be so."""
    known = [year for year in counts if year is not None]
    return list(range(min(known), max(known) + 1)) if known else []
