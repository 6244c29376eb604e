"""Which years are missing: of agencies in the store that reported on the same subject in at least two years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...corpus.report import Header, Level
from ...corpus.vietnamese import fold
from ...index.records import ReportRecord
from ..constants import REGULAR_YEARS
from .series import Subject, subject_of, year_reported

MERGED = 2025
MERGED_ON = "2025-07"
"""On 1 July 2025 the districts ended (Nghị quyết 203/2025/QH15, Luật 72/2025/QH15), most communes were merged, and 63
provinces became 34 (Nghị quyết 202/2025/QH15): for that year none of the old ones owes a report."""

ENDED_PROVINCES = re.compile(
    "ha giang|yen bai|bac kan|vinh phuc|hoa binh|bac giang|thai binh|hai duong|ha nam|nam dinh|quang binh|quang nam"
    "|kon tum|binh dinh|ninh thuan|dak nong|binh thuan|phu yen|ba ria ?[-–]? ?vung tau|binh duong|binh phuoc|long an"
    "|soc trang|hau giang|ben tre|tra vinh|tien giang|bac lieu|kien giang"
)
"""Folded names of the provinces whose name ended with the merger (Nghị quyết 202/2025/QH15, Điều 1)."""

ENDED_DEPARTMENTS = re.compile(
    r"\b(?:bo|so) (?:giao thong van tai|ke hoach va dau tu|lao dong|nong nghiep va phat trien nong thon"
    r"|tai nguyen va moi truong|thong tin va truyen thong)"
)
"""Folded names of ministries and departments merged into others on 1 March 2025 (Nghị quyết 176/2025/QH15)."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as reports name it; two of one name in different districts are two.

    A commune of before the merger and the new one of its name are two as well.
    """

    name: str
    district: str | None
    province: str | None
    level: Level | None
    after_merger: bool


@dataclass(frozen=True, slots=True)
class Series:
    """What one agency reported on one subject.

    Attributes:
        agency: whose reports they are.
        subject: what they are about; "" for the agency's work at large.
        reports: ids of the reports of each year, by year.
        missing: years without one, ascending, though there is one before, and one after or one of another agency.
    """

    agency: Agency
    subject: str
    reports: dict[int, tuple[str, ...]]
    missing: tuple[int, ...]


def coverage(records: Iterable[ReportRecord]) -> list[Series]:
    """The series of the store, those with most missing years first.

    Only what the store can know: an agency is expected to have reported for every year between its first and its last
    report on a subject, and after it up to the last year for which any agency of its level reported on it. Agencies
    that ended in 2025 are expected until 2024. That a report is not in the store does not say it was never made.
    """
    groups: dict[Agency, list[tuple[Subject, list[ReportRecord]]]] = {}
    for record in sorted(records, key=lambda record: record.id):
        header, subject = record.header, subject_of(record.header)
        if not header.agency or subject is None or year_reported(header) is None:
            continue
        series = groups.setdefault(_agency(header), [])
        same = next((members for known, members in series if known.same(subject)), None)
        if same is None:
            series.append((subject, [record]))
        else:
            same.append(record)
    found = [(agency, subject, members) for agency, series in groups.items() for subject, members in series]
    judged = [
        _series(agency, subject, members, _last_year(agency, subject, found))
        for agency, subject, members in found
        if len({year_reported(record.header) for record in members}) >= REGULAR_YEARS
    ]
    return sorted(judged, key=lambda s: (-len(s.missing), -len(s.reports), fold(s.agency.name), s.subject))


def _agency(header: Header) -> Agency:
    said = header.issued or (header.period[1] if header.period else "")
    after_merger = header.level == "commune" and said >= MERGED_ON
    return Agency(header.agency or "", header.district, header.province, header.level, after_merger)


def _last_year(
    agency: Agency, subject: Subject, found: Sequence[tuple[Agency, Subject, Sequence[ReportRecord]]]
) -> int:
    """The last year for which the agency can be expected to have reported, by what others of its level did."""
    last = max(
        year_reported(record.header) or 0
        for other, theirs, members in found
        if other.level == agency.level and theirs.same(subject)
        for record in members
    )
    return min(last, MERGED - 1) if _ended(agency) else last


def _ended(agency: Agency) -> bool:
    """Whether the agency was no more, or no longer surely the same, by the end of 2025."""
    return (
        agency.level == "district"
        or (agency.level == "commune" and not agency.after_merger)
        or ENDED_PROVINCES.fullmatch(fold(agency.province or "")) is not None
        or ENDED_DEPARTMENTS.search(fold(agency.name)) is not None
    )


def _series(agency: Agency, subject: Subject, members: Sequence[ReportRecord], last: int) -> Series:
    reports: dict[int, tuple[str, ...]] = {}
    for record in members:
        year = year_reported(record.header)
        if year is not None:
            reports[year] = (*reports.get(year, ()), record.id)
    years = range(min(reports), max(last, *reports) + 1)
    missing = tuple(year for year in years if year not in reports)
    return Series(agency, subject.text, dict(sorted(reports.items())), missing)
