"""What one machine has changed and no publication shows, when another machine has published meanwhile: it is kept.

A publication notes what it is to change before it begins, and forgets that when it is seen. Where another machine was
first, the catalog is made anew of what is seen, and what was noted is put on top: reports wait as if just read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from ..local.catalog import Catalog
from ..records import FileRecord
from .headers import Key

UNSHOWN = "milvus_unshown"
"""Under what a catalog keeps the records that it has changed and no publication shows."""


def note_unshown(catalog: Catalog, keys: Iterable[Key]) -> None:
    """These records have changed too."""
    asked = {json.dumps(key, ensure_ascii=False) for key in keys}
    if asked:
        catalog.note(UNSHOWN, sorted({*catalog.noted(UNSHOWN), *asked}))


def note_shown(catalog: Catalog, shown: Catalog) -> None:
    """What had changed in the moment of the catalog that was published is seen now."""
    left = set(catalog.noted(UNSHOWN)) - set(shown.noted(UNSHOWN))
    catalog.note(UNSHOWN, sorted(left))


def carry_over(before: Catalog, catalog: Catalog) -> None:
    """Put what no publication shows of one catalog into the one that takes its place; its vectors are kept too."""
    _keep_vectors(before, catalog)
    for kind, name in (json.loads(key) for key in before.noted(UNSHOWN)):
        CARRIED[kind](before, catalog, name)
    waiting = before.database.rows("SELECT path, report, record, content, texts FROM staged ORDER BY n")
    with catalog.database.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO staged (path, report, record, content, texts) VALUES (?, ?, ?, ?, ?)",
            [tuple(row) for row in waiting],
        )
    for report_id in {row["report"] for row in waiting if row["report"]}:
        for name in before.collections.of(report_id):
            catalog.collections.also(report_id, name)
    catalog.note(UNSHOWN, before.noted(UNSHOWN))


def _keep_vectors(before: Catalog, catalog: Catalog) -> None:
    for rows in before.database.batches("SELECT encoder, text_hash, vector, crc FROM vectors"):
        with catalog.database.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])


def _carry_file(before: Catalog, catalog: Catalog, path: str) -> None:
    file = before.files.file(path)
    if file is None:
        catalog.files.remove([path])
    else:
        _stage(before, catalog, file)


def _stage(before: Catalog, catalog: Catalog, file: FileRecord) -> None:
    report = before.reports.as_read(file.report) if file.report else None
    catalog.staging.add(file, None if report is None else replace(report, file=file.name))


def _carry_removal(before: Catalog, catalog: Catalog, digest: str) -> None:
    rows = before.database.rows("SELECT * FROM removed WHERE sha256 = ?", (digest,))
    if not rows:
        known = catalog.database.rows("SELECT report FROM removed WHERE sha256 = ?", (digest,))
        if known and known[0]["report"]:
            catalog.removals.restore(known[0]["report"])
        return
    report = rows[0]["report"]
    if not (report and catalog.removals.remove(report)):
        with catalog.database.change() as connection:
            connection.execute("INSERT OR REPLACE INTO removed VALUES (?, ?, ?, ?, ?, ?)", tuple(rows[0]))


def _carry_corrections(before: Catalog, catalog: Catalog, report_id: str) -> None:
    said = {one.field: one.value for one in before.corrections.of(report_id)}
    undone = {one.field: None for one in catalog.corrections.of(report_id)}
    if catalog.reports.report(report_id) is not None:
        for name, value in {**undone, **said}.items():
            catalog.corrections.correct(report_id, name, value)
        return
    with catalog.database.transaction() as connection:  # of a report that waits
        for row in before.database.rows("SELECT * FROM corrections WHERE report = ?", (report_id,)):
            connection.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", tuple(row))


def _carry_collections(before: Catalog, catalog: Catalog, report_id: str) -> None:
    rows = before.database.rows("SELECT collection FROM collections WHERE report = ?", (report_id,))
    catalog.collections.put(report_id, [row["collection"] for row in rows])


CARRIED: dict[str, Callable[[Catalog, Catalog, str], None]] = {
    "files": _carry_file,
    "removed": _carry_removal,
    "corrections": _carry_corrections,
    "collections": _carry_collections,
}
"""What is done for each kind of record."""
