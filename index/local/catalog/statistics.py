"""What the catalog holds, counted: by year, level, place, role, document cited."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tracuu.corpus.report import Level, Role
from tracuu.index.local.catalog import Catalog
from tracuu.index.records import CitedDocument, Filter, gather_citations

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over the reports that a filter admits, and over their passages. None stands for what none of them says.

    Attributes:
        reports: how many there are.
        passages: how many there are.
        levels: reports by year of issue and level.
        provinces: reports by province.
        agencies: reports by agency.
        roles: passages by year of issue and role of their section.
        cited: the documents that the reports cite, most cited first.
    """

    reports: int
    passages: int
    levels: Counter[tuple[int | None, Level | None]]
    provinces: Counter[str | None]
    agencies: Counter[str | None]
    roles: Counter[tuple[int | None, Role]]
    cited: tuple[CitedDocument, ...]

    @property
    def years(self) -> Counter[int | None]:
        """Reports by year of issue."""
        years: Counter[int | None] = Counter()
        for (year, _), count in self.levels.items():
            years[year] += count
        return years


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where passages stand, without their texts: one entry for each, by id.

    Attributes:
        ids: of the passages, int64 (n,), ascending.
        reports: the place of each one's report in `report_ids`, int64 (n,).
        report_ids: public ids of the reports.
        years: the year of issue of each report of `report_ids`, if it says so.
    """

    ids: Ids
    reports: Ids
    report_ids: tuple[str, ...]
    years: tuple[int | None, ...]


def statistics(catalog: Catalog, wanted: Filter | None = None) -> Statistics:
    """Count what `wanted` admits, or everything."""
    inside, values = _inside(catalog, wanted)
    passages = f"FROM paragraphs p JOIN reports r ON r.id = p.report WHERE {inside}"
    reports = f"FROM reports r WHERE r.id IN (SELECT p.report FROM paragraphs p WHERE {inside})"

    def count(columns: str, source: str) -> Counter[Any]:
        rows = catalog._rows(f"SELECT {columns}, count(*) {source} GROUP BY {columns}", values)
        return Counter({(tuple(row)[:-1] if len(row) > 2 else row[0]): row[-1] for row in rows})

    levels = count("r.year, r.level", reports)
    roles = count("r.year, p.role", passages)
    cited = catalog._rows(
        f"SELECT c.* FROM cited c JOIN reports r ON r.id = c.report WHERE r.id IN (SELECT r.id {reports})"
        " ORDER BY r.year IS NULL, r.year DESC, r.agency, r.file",
        values,
    )
    return Statistics(
        reports=levels.total(),
        passages=roles.total(),
        levels=levels,
        provinces=count("r.province", reports),
        agencies=count("r.agency", reports),
        roles=roles,
        cited=tuple(gather_citations(cited)),
    )


def places(catalog: Catalog, wanted: Filter | None = None) -> Places:
    """Where the passages stand that `wanted` admits, or all, but for those that say nothing of what reports are about.

    They are rows of tables, what precedes the first heading ("Thực hiện Công văn số ...") and the closing formula
    ("Trên đây là báo cáo ...").
    """
    inside, values = _inside(catalog, wanted)
    rows = catalog._rows(
        f"SELECT p.id, p.report, r.year FROM paragraphs p JOIN reports r ON r.id = p.report WHERE {inside}"
        " AND p.kind <> 'row' AND p.text NOT LIKE 'Trên đây là%' AND (p.section <> '[]' OR NOT EXISTS"
        " (SELECT 1 FROM paragraphs q WHERE q.report = p.report AND q.section <> '[]')) ORDER BY p.id",
        values,
    )
    years = {row["report"]: row["year"] for row in rows}
    numbers = {report: number for number, report in enumerate(years)}
    return Places(
        np.array([row["id"] for row in rows], np.int64),
        np.array([numbers[row["report"]] for row in rows], np.int64),
        tuple(years),
        tuple(years.values()),
    )


def titled_texts(catalog: Catalog, ids: Ids) -> dict[int, tuple[str, str]]:
    """The title of the innermost section and the text of each passage, by its id; one that is gone is left out."""
    rows = catalog._rows(
        "SELECT p.id, p.text, json_extract(r.content, '$.sections[' || json_extract(p.section, '$[#-1]') || '].title')"
        " AS title FROM paragraphs p JOIN reports r ON r.id = p.report"
        " WHERE p.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids.tolist()),),
    )
    return {row["id"]: (row["title"] or "", row["text"]) for row in rows}


def _inside(catalog: Catalog, wanted: Filter | None) -> tuple[str, tuple[str, ...]]:
    """The condition on paragraphs `p` that `wanted` sets, and its values."""
    ids = catalog.select(wanted or Filter())
    return ("1", ()) if ids is None else ("p.id IN (SELECT value FROM json_each(?))", (json.dumps(ids.tolist()),))
