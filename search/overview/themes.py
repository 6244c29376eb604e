"""What the reports speak of: clusters of passages, named by their own phrases, with their years and their place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...index.clusters import spherical_kmeans, unit
from ...index.statistics import Places
from ...index.store import View
from ..constants import (
    CLUSTERED_PASSAGES,
    THEME_READ,
    THEME_REPRESENTATIVES,
    THEME_SMALLEST,
    THEMES_MOST,
    VECTOR_BATCH,
)
from .circles import plane
from .phrases import Name, name_groups

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A group of passages that speak of one thing.

    Attributes:
        number: from 1, the largest first.
        names: phrases of it, verbatim, the most telling first; at least one.
        passages: ids of its passages, int64 (n,), the nearest to its centre first.
        representatives: ids of the passages to show, each of another report while there are more.
        reports: public ids of its reports, those with most of its passages first.
        years: its passages by the year of their report; a report without a year is not in it.
        reports_by_year: its reports by year.
        position: its place on the map, each in -1..1; themes that speak alike are near each other.
    """

    number: int
    names: tuple[Name, ...]
    passages: Ids
    representatives: tuple[int, ...]
    reports: tuple[str, ...]
    years: Counter[int]
    reports_by_year: Counter[int]
    position: tuple[float, float]

    @property
    def title(self) -> str:
        """Its names in one line."""
        return " · ".join(name.text for name in self.names)


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of some reports, and what they are shares of.

    Attributes:
        themes: the largest first.
        passages: how many were looked at; those in no theme had nothing in common that a phrase could name.
        reports_by_year: reports looked at, by year.
    """

    themes: tuple[Theme, ...]
    passages: int
    reports_by_year: Counter[int]


def find_themes(view: View) -> Themes:
    """The themes of the passages seen in `view`; the same for the same passages.

    A passage stands where the mean of its two vectors does, that in context and that of its bare sentences, each
    without what all passages share: the first alone groups by agency (`bench/themes.py`).
    """
    where = view.places()
    n = len(where.ids)
    _, reports_by_year = _by_year(where, np.arange(n))
    if n < 2 * THEME_SMALLEST:
        return Themes((), n, reports_by_year)
    sample = where.ids[np.unique(np.linspace(0, n - 1, min(n, CLUSTERED_PASSAGES)).astype(np.int64))]
    centre = _means(view, sample)
    centroids = spherical_kmeans(placed(view, sample, centre), min(THEMES_MOST, round(math.sqrt(n / 2))))
    nearness = np.concatenate([placed(view, ids, centre) @ centroids.T for ids in _batches(where.ids)])
    labels, best = nearness.argmax(axis=1), nearness.max(axis=1)
    members = {
        group: inside[np.argsort(-best[inside], kind="stable")]
        for group in range(len(centroids))
        if len(inside := np.flatnonzero(labels == group)) >= THEME_SMALLEST
    }
    names = _names(view, where, members)
    kept = sorted((group for group in members if names[group]), key=lambda group: (-len(members[group]), group))
    positions = plane(centroids[kept]).tolist() if kept else []
    themes = tuple(
        _theme(number, names[group], where, members[group], (x, y))
        for number, (group, (x, y)) in enumerate(zip(kept, positions, strict=True), 1)
    )
    return Themes(themes, n, reports_by_year)


def _batches(ids: Ids) -> Iterator[Ids]:
    return (ids[start : start + VECTOR_BATCH] for start in range(0, len(ids), VECTOR_BATCH))


def _means(view: View, ids: Ids) -> tuple[FloatArray, FloatArray]:
    return view.passage_vectors(ids).mean(axis=0), unit(view.sentence_means(ids)).mean(axis=0)


def placed(view: View, ids: Ids, centre: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Where the passages stand, float32 (n, d), L2-normalised."""
    in_context, bare = view.passage_vectors(ids) - centre[0], unit(view.sentence_means(ids)) - centre[1]
    return unit(unit(in_context) + unit(bare))


def _names(view: View, where: Places, members: dict[int, Ids]) -> dict[int, list[Name]]:
    """What each group is called, from the texts of some of its passages."""
    read = {}
    for group, inside in members.items():
        nearest, rest = inside[: THEME_READ // 2], inside[THEME_READ // 2 :]
        spread = rest[np.linspace(0, len(rest) - 1, min(len(rest), THEME_READ // 2)).astype(np.int64)]
        read[group] = where.ids[np.concatenate([nearest, spread])].tolist()
    texts = view.titled_texts(np.array([number for ids in read.values() for number in ids], np.int64))
    chosen = [(texts[number], group) for group, ids in read.items() for number in ids if number in texts]
    named = name_groups([said for said, _ in chosen], [group for _, group in chosen])
    return {group: named.get(group, []) for group in members}


def _theme(number: int, names: list[Name], where: Places, inside: Ids, position: tuple[float, float]) -> Theme:
    reports = Counter(where.reports[inside].tolist())
    years, reports_by_year = _by_year(where, inside)
    return Theme(
        number,
        tuple(names),
        where.ids[inside],
        tuple(_representatives(where, inside)),
        tuple(where.report_ids[report] for report, _ in reports.most_common()),
        years,
        reports_by_year,
        position,
    )


def _representatives(where: Places, inside: Ids) -> list[int]:
    """The nearest passage of each report, then the nearest of what is left."""
    _, first = np.unique(where.reports[inside], return_index=True)
    order = [*np.sort(first).tolist(), *np.setdiff1d(np.arange(len(inside)), first).tolist()]
    return [int(number) for number in where.ids[inside[order[:THEME_REPRESENTATIVES]]]]


def _by_year(where: Places, inside: Ids) -> tuple[Counter[int], Counter[int]]:
    """The passages at these places by year, and their reports."""
    passages: Counter[int] = Counter()
    reports: Counter[int] = Counter()
    for report, count in Counter(where.reports[inside].tolist()).items():
        year = where.years[report]
        if year is not None:
            passages[year] += count
            reports[year] += 1
    return passages, reports
