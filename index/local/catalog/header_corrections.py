"""What people have put right in headers: kept by report and field, until the report is erased."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from ....corpus.report import Header
from ...corrections import Correction, checked, corrected
from .database import Database
from .report_rows import set_header
from .reports import Reports


class HeaderCorrections:
    """The corrections made by hand."""

    def __init__(self, database: Database, reports: Reports) -> None:
        self._database = database
        self._reports = reports

    def of(self, report_id: str) -> list[Correction]:
        """What was corrected in the report's header, by field."""
        rows = self._database.rows("SELECT * FROM corrections WHERE report = ? ORDER BY field", (report_id,))
        return [
            Correction(row["field"], json.loads(row["value"]), json.loads(row["original"]), row["made"]) for row in rows
        ]

    def header(self, report_id: str, header: Header) -> Header:
        """The report's header, as it was read, with what was corrected in it."""
        return corrected(header, self.of(report_id))

    def correct(self, report_id: str, field: str, value: Any) -> bool:
        """Put a field of a report's header right; what is shown, cited and filtered by has it from now on.

        Where it changes the context that paragraphs are encoded in, the next publication encodes them.

        Args:
            report_id: the report's id.
            field: a name in `index.corrections.FIELDS`.
            value: what holds; "" if the document does not say; None to go back to what was read.

        Returns:
            False if there is no such report.

        Raises:
            CorrectionError: there is no such field, or it cannot hold that.
        """
        kept = None if value is None else checked(field, value)
        report = self._reports.as_read(report_id)
        if report is None:
            return False
        with self._database.change() as connection:
            connection.execute("DELETE FROM corrections WHERE report = ? AND field = ?", (report_id, field))
            original = report.header.to_json().get(field)
            if value is not None and kept != original:
                self._put(connection, report_id, Correction(field, kept, original, now()))
            set_header(connection, report_id, report, self.header(report_id, report.header))
        return True

    def inherit(self, connection: sqlite3.Connection, old: str, new: str, header: Header) -> None:
        """What was corrected in a file's earlier content holds for its present one where that reads the same."""
        read = header.to_json()
        known = {correction.field for correction in self.of(new)}
        for correction in self.of(old):
            if correction.field not in known and read[correction.field] == correction.original:
                self._put(connection, new, correction)

    @staticmethod
    def _put(connection: sqlite3.Connection, report_id: str, correction: Correction) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)",
            (
                report_id,
                correction.field,
                json.dumps(correction.value, ensure_ascii=False),
                json.dumps(correction.original, ensure_ascii=False),
                correction.made,
            ),
        )


def now() -> str:
    """This moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
