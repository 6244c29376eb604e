"""The tables of the catalog, and how those of an earlier version become those of this one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from corpus.references import reference_key
from corpus.report import Reference, Report
from index.records import in_context, paragraph_of, text_hash

SCHEMA_VERSION = 2

CITED = """
CREATE TABLE cited (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, key TEXT NOT NULL,
    type TEXT NOT NULL, number TEXT, date TEXT, issuer TEXT, title TEXT, PRIMARY KEY (report, ordinal)
) WITHOUT ROWID;
CREATE INDEX cited_by_key ON cited (key);
"""

SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, agency TEXT, level TEXT, province TEXT, year INTEGER, doc_type TEXT,
    content TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    reader INTEGER NOT NULL, report TEXT REFERENCES reports (id) DEFERRABLE INITIALLY DEFERRED,
    failure_vi TEXT, failure_en TEXT
) WITHOUT ROWID;
CREATE INDEX files_by_report ON files (report);
CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, section TEXT NOT NULL,
    page INTEGER, text TEXT NOT NULL, text_hash BLOB NOT NULL, vector_hash BLOB NOT NULL DEFAULT x'',
    UNIQUE (report, ordinal)
);
CREATE INDEX paragraphs_by_text ON paragraphs (text_hash);
CREATE TABLE sentences (
    paragraph INTEGER NOT NULL REFERENCES paragraphs (id) ON DELETE CASCADE, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, text_hash BLOB NOT NULL, PRIMARY KEY (paragraph, start)
) WITHOUT ROWID;
CREATE TABLE vectors (
    encoder TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (encoder, text_hash)
) WITHOUT ROWID;
{CITED}
"""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none, or bring those of an earlier version to this one, all or nothing."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        return
    if version == 0:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            _run(connection, SCHEMA)
        elif version == 1:
            _from_1(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement: `executescript` would commit the transaction it runs in."""
    for statement in filter(str.strip, script.split(";")):
        connection.execute(statement)


def _from_1(connection: sqlite3.Connection) -> None:
    """Version 2 has the documents cited in a table, to be asked for, and paragraphs encoded in their context."""
    _run(connection, CITED)
    connection.execute("ALTER TABLE paragraphs ADD COLUMN vector_hash BLOB NOT NULL DEFAULT x''")
    for row in connection.execute("SELECT id, content FROM reports").fetchall():
        report = Report.from_json({**json.loads(row["content"]), "paragraphs": []})
        insert_cited(connection, row["id"], report.references)
        for found in connection.execute("SELECT * FROM paragraphs WHERE report = ?", (row["id"],)).fetchall():
            connection.execute(
                "UPDATE paragraphs SET vector_hash = ? WHERE id = ?",
                (text_hash(in_context(report, paragraph_of(found))), found["id"]),
            )


def insert_cited(connection: sqlite3.Connection, report_id: str, references: Iterable[Reference]) -> None:
    """Record the documents that a report cites, in its order."""
    rows = [
        (
            report_id,
            ordinal,
            reference_key(r.type, r.number, r.title, r.date),
            r.type,
            r.number,
            r.date,
            r.issuer,
            r.title,
        )
        for ordinal, r in enumerate(references, 1)
    ]
    connection.executemany("INSERT INTO cited VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
