"""The catalog against the checksums that it keeps with what it keeps."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ....corpus.report import Report
from ...corrections import corrected
from ...errors import CatalogDamagedError
from ...records import in_context, report_year, text_hash
from . import Catalog
from .database import BATCH
from .report_rows import stored_checksum


def damaged_reports(catalog: Catalog) -> list[str]:
    """Ids of the reports of which something kept is not as it was read, or that no file holds."""
    ids = [row["id"] for row in catalog.database.rows("SELECT id FROM reports ORDER BY id")]
    held = {file.report for file in catalog.files.all()}
    return [report_id for report_id in ids if report_id not in held or not _is_sound(catalog, report_id)]


def _is_sound(catalog: Catalog, report_id: str) -> bool:
    try:
        (row,) = catalog.database.rows("SELECT * FROM reports WHERE id = ?", (report_id,))
        report = catalog.reports.as_read(report_id)
        shown = catalog.reports.full(report_id)
    except (ValueError, TypeError, KeyError, IndexError, CatalogDamagedError):
        return False
    if report is None or shown is None or row["checksum"] != stored_checksum(catalog.database.connection, report_id):
        return False
    header = corrected(report.header, catalog.corrections.of(report_id))
    kept = tuple(row[name] for name in ("agency", "level", "province", "year", "doc_type"))
    said = (header.agency, header.level, header.province, report_year(header), header.doc_type)
    return shown.header == header and kept == said and _texts_are_sound(catalog, report_id, shown)


def _texts_are_sound(catalog: Catalog, report_id: str, shown: Report) -> bool:
    rows = catalog.database.rows("SELECT * FROM paragraphs WHERE report = ? ORDER BY ordinal", (report_id,))
    for row, paragraph in zip(rows, shown.paragraphs, strict=True):
        if (row["text_hash"], row["vector_hash"]) != (
            text_hash(paragraph.text),
            text_hash(in_context(shown, paragraph)),
        ):
            return False
        for start, stop, key in catalog.database.rows(
            "SELECT start, stop, text_hash FROM sentences WHERE paragraph = ?", (row["id"],)
        ):
            if key != text_hash(paragraph.text[start:stop]):
                return False
    return True


def vectors_checked(catalog: Catalog) -> Iterator[tuple[str, bytes, bool]]:
    """Of every vector its encoder, the hash of its text, and whether it is as it was encoded."""
    sizes = {made_with.name: 2 * made_with.dimension for made_with in (catalog.encoder(),) if made_with}
    for rows in catalog.database.batches("SELECT encoder, text_hash, vector, crc FROM vectors"):
        for encoder, key, vector, crc in rows:
            whole = zlib.crc32(vector) == crc and len(vector) == sizes.get(encoder, len(vector))
            yield encoder, key, whole


def forget_damaged_vectors(catalog: Catalog) -> int:
    """Forget the vectors that are not as they were encoded: the next publication encodes their texts; how many."""
    damaged = [(encoder, key) for encoder, key, whole in vectors_checked(catalog) if not whole]
    with catalog.database.transaction() as connection:
        if damaged:
            catalog.changed.forget()
        for start in range(0, len(damaged), BATCH):
            connection.executemany(
                "DELETE FROM vectors WHERE encoder = ? AND text_hash = ?", damaged[start : start + BATCH]
            )
    return len(damaged)
