"""A picture as HTML: SVG at two widths, the words that describe it, and the table that says the same. All escaped.

Each picture is drawn twice, for a phone and for a screen, at sizes in CSS pixels so that its words keep theirs;
`charts.css` shows the one that fits, and has the colours. Nothing here runs in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

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
    inside: str


Draw = Callable[[int], Drawing]
"""The drawing of a width in pixels."""


def number(n: int, words: Words) -> str:
    """A count as the language writes it: "12.345"."""
    return f"{n:,}".replace(",", words["thousands"])


def figure(name: str, words: Words, draw: Draw | None, table: DataTable, before: str = "", after: str = "") -> str:
    """A picture under its title, with what it shows in a table; without anything to draw, the words that say so.

    What is drawn with `leading` leads somewhere by mouse; its table does by keyboard and for a screen reader.
    """
    title, described = escape(words[f"chart_{name}"]), escape(words[f"chart_{name}_is"])
    if draw is None:
        none = escape(words[NOTHING.get(name, "chart_none")])
        return f'<figure class="chart {name}"><figcaption>{title}</figcaption><p class="none">{none}</p></figure>'
    pictures = []
    for kind, width in (("narrow", NARROW), ("wide", WIDE)):
        drawing, key = draw(width), f"chart-{name}-{kind}"
        pictures.append(
            f'<svg class="{kind}" viewBox="0 0 {width} {drawing.height:.0f}" role="img"'
            f' aria-labelledby="{key} {key}-is"><title id="{key}">{title}</title><desc id="{key}-is">{described}</desc>'
            f"{drawing.inside}</svg>"
        )
    return (
        f'<figure class="chart {name}"><figcaption>{title}</figcaption><p class="is" aria-hidden="true">{described}</p>'
        f"{before}{''.join(pictures)}{after}<details><summary>{escape(words['chart_table'])}</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">{_table(table)}</div></details></figure>'
    )


def _table(table: DataTable) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td>{_cell(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    links = cell if isinstance(cell, tuple) else (cell,)
    return ", ".join(f'<a class="go" href="/?{escape(link.address)}">{escape(link.said)}</a>' for link in links) or "–"


def leading(address: str) -> str:
    """The attribute of a shape that leads to an address; nothing without one."""
    return f' data-address="{escape(address)}"' if address else ""


def text(x: float, y: float, said: str, anchor: str, kind: str) -> str:
    """`said` as SVG text at a point, anchored at its start, middle or end, with the look of its kind."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


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
