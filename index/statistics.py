"""What a store holds, counted: by year, level, place, role, document cited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..corpus.report import Level, Role
from .records import CitedDocument

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over some reports, and over their passages. None stands for what none of them says.

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
