"""Reports like a given one: near it in what they say, and of the same series in another year or agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ...index.clusters import unit
from ...index.records import ReportRecord
from ...index.store import View
from ..constants import SIMILAR_REPORT, VECTOR_BATCH
from .series import subject_of

FloatArray = npt.NDArray[np.float32]


Relation = Literal["other_year", "other_agency"]


@dataclass(frozen=True, slots=True)
class SimilarReport:
    """A report near another one.

    Attributes:
        report: which.
        score: cosine of the two, -1..1, without what all reports share.
        relation: on the same subject by the same agency, or by another one; None if it is on another subject.
    """

    report: ReportRecord
    score: float
    relation: Relation | None


@dataclass(frozen=True, slots=True, eq=False)
class ReportVectors:
    """One vector for each report, float32 (n, d), L2-normalised: the mean of its passages' less that of all reports."""

    report_ids: tuple[str, ...]
    vectors: FloatArray


def report_vectors(view: View) -> ReportVectors:
    """The vectors of the reports seen in `view`; to be kept as long as its moment lasts."""
    where = view.places()
    order = np.argsort(where.reports, kind="stable")
    ids, reports = where.ids[order], where.reports[order]
    sums: FloatArray | None = None
    for start in range(0, len(ids), VECTOR_BATCH):
        batch, owners = ids[start : start + VECTOR_BATCH], reports[start : start + VECTOR_BATCH]
        vectors = view.passage_vectors(batch)
        if sums is None:
            sums = np.zeros((len(where.report_ids), vectors.shape[1]), np.float32)
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        sums[owners[first]] += np.add.reduceat(vectors, first)
    if sums is None:
        return ReportVectors((), np.empty((0, 0), np.float32))
    means = unit(sums)
    return ReportVectors(where.report_ids, unit(means - means.mean(axis=0)))


def similar_reports(view: View, known: ReportVectors, report_id: str, k: int = 5) -> list[SimilarReport]:
    """The `k` reports at most that are nearest to one, the nearest first; none for a report that has no vector."""
    record = view.report(report_id)
    if record is None or report_id not in known.report_ids:
        return []
    here = known.report_ids.index(report_id)
    scores = known.vectors @ known.vectors[here]
    order = [place for place in np.argsort(-scores, kind="stable").tolist() if place != here][:k]
    found = ((view.report(known.report_ids[place]), float(scores[place])) for place in order)
    similar = [SimilarReport(other, score, _relation(record, other)) for other, score in found if other is not None]
    return [one for one in similar if one.relation or one.score >= SIMILAR_REPORT]


def _relation(record: ReportRecord, other: ReportRecord) -> Relation | None:
    mine, theirs = subject_of(record.header), subject_of(other.header)
    if mine is None or theirs is None or not mine.same(theirs):
        return None
    same = (record.header.agency, record.header.district) == (other.header.agency, other.header.district)
    return "other_year" if same else "other_agency"
