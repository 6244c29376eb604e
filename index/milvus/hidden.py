"""What is left of a publication when reports are out of all results that no publication leaves out yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .client import Milvus, batched
from .current import Current, Hidden
from .expressions import listed, published
from .headers import Headers
from .rows import Tally
from .whole_texts import whole_texts

BY_REPORT = 100
"""Reports that are looked at at once."""

FIELDS = ["id", "shelf", "tokens", "context_terms", "sentences", "dense", "text", "parts", "context"]


@dataclass(frozen=True, slots=True)
class Left:
    """A publication without some of its reports.

    Attributes:
        current: what is counted of it.
        headers: its reports.
        without: the ids of those left out.
        fewer: for each shelf, field and term, in how many passages of those it stands.
    """

    current: Current
    headers: Headers
    without: tuple[str, ...] = ()
    fewer: Mapping[tuple[int, str, str], int] = field(default_factory=dict)


def left_of(milvus: Milvus, now: Current, headers: Headers, hidden: Collection[Hidden]) -> Left:
    """A publication without the reports that are hidden, counted as if they had never been there."""
    there = [one for one in hidden if headers.reports.report(one.report) is not None]
    if not there:
        return Left(now, headers)
    reports = [one.report for one in there]
    gone = _tally(milvus, now, reports)
    none = np.zeros(now.encoder.dimension)
    shelves = tuple(
        shelf.with_more(gone.counts[number], gone.sums.get(number, none)) for number, shelf in enumerate(now.shelves)
    )
    fewer = {term: -count for term, count in gone.terms.items()}
    return Left(replace(now, shelves=shelves), headers.without(there), tuple(reports), fewer)


def _tally(milvus: Milvus, now: Current, reports: Sequence[str]) -> Tally:
    """What is counted of these reports, less than nothing each."""
    tally = Tally()
    there, seen = now.collections, published(now.version)
    for some in batched(reports, BY_REPORT):
        for page in milvus.pages(there.passages, f"report in {listed(some)} and {seen}", FIELDS):
            texts = whole_texts(milvus, there.records, page, seen)
            for row in page:
                tally.add(row, texts[row["id"]], -1)
    return tally
