"""The JSON objects that doors give, each made in one place: here, or by the `to_json` of what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..corpus.citation import cite_report
from ..corpus.report import Report
from ..index.corrections import Correction
from ..index.records import CitedDocument, RemovedReport, ReportRecord
from ..index.statistics import Statistics
from .reports import Reading


def listed_report(record: ReportRecord, passages: int | None = None) -> dict[str, Any]:
    """A report in a list; `passages` where a question admits only some of its own."""
    return {
        "id": record.id,
        "file": record.file,
        "passages": record.passages if passages is None else passages,
        "header": record.header.to_json(),
    }


def removed_report(report: RemovedReport) -> dict[str, Any]:
    """A report that was removed by hand."""
    return {"id": report.id, "file": report.file, "removed": report.made}


def whole_report(report_id: str, full: Report) -> dict[str, Any]:
    """A report in the store, as the `report` contract has it, and its id."""
    return {"id": report_id, **full.to_json()}


def cited_document(document: CitedDocument, reports: Mapping[str, ReportRecord]) -> dict[str, Any]:
    """A document that reports cite, and which do."""
    return {
        **document.reference.to_json(),
        "count": len(document.reports),
        "reports": [
            {"id": key, "file": reports[key].file, "citation": cite_report(reports[key].header)}
            for key in document.reports
        ],
    }


def reading_told(reading: Reading) -> dict[str, Any]:
    """A part of a report, passage by passage."""
    return {
        "report": listed_report(reading.record),
        "offset": reading.offset,
        "found": reading.found,
        "passages": [
            {
                "passage_id": passage.key,
                "section": [section.heading for section in passage.sections],
                "role": passage.role,
                "paragraph": passage.n,
                "page": passage.page,
                "text": passage.text,
                "citation": citation,
            }
            for passage, citation in reading.passages
        ],
    }


def corrected_field(correction: Correction) -> dict[str, Any]:
    """A field of a header that was put right by hand."""
    return asdict(correction)


def counted(statistics: Statistics) -> dict[str, Any]:
    """What there is: reports and passages in all, by year, level, place, agency, and role of their section.

    The documents cited are not in it: the list of references has them.
    """
    return {
        "reports": statistics.reports,
        "passages": statistics.passages,
        "years": _counts(statistics.years, "reports", "year"),
        "levels": _counts(statistics.levels, "reports", "year", "level"),
        "provinces": _counts(statistics.provinces, "reports", "province"),
        "agencies": _counts(statistics.agencies, "reports", "agency"),
        "roles": _counts(statistics.roles, "passages", "year", "role"),
    }


def _counts(counts: Counter[Any], of: str, *names: str) -> list[dict[str, Any]]:
    """One object for each value, or group of values, with how many there are; most first, then as they are sorted."""
    rows = [(key if len(names) > 1 else (key,), number) for key, number in counts.items()]
    rows.sort(key=lambda row: (-row[1], tuple((value is None, value or 0) for value in row[0])))
    return [{**dict(zip(names, key, strict=True)), of: number} for key, number in rows]
