"""A picture as HTML: SVG at two widths, the words that describe it, and the table that says the same. htpy escapes it.

Each picture is drawn twice, for a phone and for a screen, at sizes in CSS pixels so that its words keep theirs;
`charts.css` shows the one that fits, and has the colours. Nothing here runs in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import htpy as h

Words = Mapping[str, str]

NARROW, WIDE = 340, 720
"""Width of a picture on a phone of 390 px between its margins, and on a screen."""

LETTER, WIDE_LETTER, THIN_LETTER = 7.6, 9.4, 4.6
"""Widths at 13 px, in the widest of the fonts that a page falls back to: of most letters, of capitals and digits, and
of the thin ones and marks."""

NOTHING = {"coverage": "chart_coverage_none", "themes": "chart_themes_none", "themes_years": "chart_themes_none"}
"""What is said where there is nothing to draw, if it is not only that the store has no reports."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address of the page."""

    said: str
    address: str


Cell = str | Link | tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """What a picture shows, in words, and all that it leads to: the first cell of each row is its heading."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The inside of an SVG, and its height in pixels."""

    height: float
    inside: h.Node


Draw = Callable[[int], Drawing]
"""The drawing of a width in pixels."""


def number(n: int, words: Words) -> str:
    """A count as the language writes it: "12.345"."""
    return f"{n:,}".replace(",", words["thousands"])


def figure(
    name: str, words: Words, draw: Draw | None, table: DataTable, before: h.Node = None, after: h.Node = None
) -> h.Element:
    """A picture under its title, with what it shows in a table; without anything to draw, the words that say so.

    What is drawn with `leading` leads somewhere by mouse; its table does by keyboard and for a screen reader.
    """
    title, described = words[f"chart_{name}"], words[f"chart_{name}_is"]
    framed = h.figure(class_=["chart", name])
    if draw is None:
        return framed[h.figcaption[title], h.p(".none")[words[NOTHING.get(name, "chart_none")]]]
    pictures = []
    for kind, width in (("narrow", NARROW), ("wide", WIDE)):
        drawing, key = draw(width), f"chart-{name}-{kind}"
        view = f"0 0 {width} {drawing.height:.0f}"
        pictures.append(
            h.svg(class_=kind, viewBox=view, role="img", aria_labelledby=f"{key} {key}-is")[
                h.title(id=key)[title], h.desc(id=f"{key}-is")[described], drawing.inside
            ]
        )
    return framed[
        h.figcaption[title],
        h.p(".is", aria_hidden="true")[described],
        before,
        pictures,
        after,
        h.details[
            h.summary[words["chart_table"]],
            h.div(".scroll", tabindex="0", role="region", aria_label=title)[_table(table)],
        ],
    ]


def _table(table: DataTable) -> h.Element:
    heading = h.th(scope="row")
    rows = [h.tr[heading[_cell(first)], [h.td[_cell(cell)] for cell in rest]] for first, *rest in table.rows]
    return h.table[h.thead[h.tr[[h.th(scope="col")[cell] for cell in table.head]]], h.tbody[rows]]


def _cell(cell: Cell) -> h.Node:
    if isinstance(cell, str):
        return cell
    links = cell if isinstance(cell, tuple) else (cell,)
    shown = [(", ", h.a(".go", href=f"/?{link.address}")[link.said]) for link in links]
    return [shown[0][1], shown[1:]] if shown else "–"


def leading(address: str) -> dict[str, str]:
    """The attribute of a shape that leads to an address; nothing without one."""
    return {"data-address": address} if address else {}


def text(x: float, y: float, said: str, anchor: str, kind: str) -> h.Element:
    """`said` as SVG text at a point, anchored at its start, middle or end, with the look of its kind."""
    return h.text({"class": kind, "x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor})[said]


def base_line(width: int, y: float) -> h.Element:
    """The line that columns or a row stand on."""
    return h.line(".base", x1="0", x2=width, y1=f"{y:.1f}", y2=f"{y:.1f}")


def text_width(said: str) -> float:
    """Of `said` at 13 px, at most."""
    return sum(
        WIDE_LETTER if c.isupper() or c.isdigit() or c in "mw%" else THIN_LETTER if c in " .,;:·-–/()’ijlft" else LETTER
        for c in said
    )


def shortened(said: str, room: float) -> str:
    """`said`, shortened to `room` pixels."""
    if text_width(said) <= room:
        return said
    end = next(i for i in range(len(said), 0, -1) if text_width(said[:i]) + WIDE_LETTER <= room or i == 1)
    return f"{said[:end].rstrip(' ·,')}…"
