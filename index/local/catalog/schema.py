"""The tables of the catalog, and how those of an earlier version become those of this one."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import suppress

import numpy as np

from ....corpus.report import Report
from ...records import in_context, paragraph_of, text_hash
from .report_rows import insert_cited, set_lengths, stored_checksum

SCHEMA_VERSION = 7

CITED = """
CREATE TABLE cited (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, key TEXT NOT NULL,
    type TEXT NOT NULL, number TEXT, date TEXT, issuer TEXT, title TEXT, PRIMARY KEY (report, ordinal)
) WITHOUT ROWID;
CREATE INDEX cited_by_key ON cited (key);
"""

BY_HAND = """
CREATE TABLE staged (
    n INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, report TEXT, record TEXT NOT NULL, content TEXT,
    texts INTEGER NOT NULL
);
CREATE INDEX staged_by_report ON staged (report);
CREATE TABLE corrections (
    report TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, original TEXT NOT NULL, made TEXT NOT NULL,
    PRIMARY KEY (report, field)
) WITHOUT ROWID;
CREATE TABLE removed (
    sha256 TEXT PRIMARY KEY, report TEXT, made TEXT, files TEXT, content TEXT, ids TEXT
) WITHOUT ROWID;
"""
"""What waits for the next generation; headers corrected, and reports removed, by hand. An erased report leaves the
SHA-256 of its file alone."""

SHARED = """
CREATE TABLE collections (
    report TEXT NOT NULL, collection TEXT NOT NULL, PRIMARY KEY (report, collection)
) WITHOUT ROWID;
CREATE INDEX collections_by_name ON collections (collection);
"""
"""Which collection a report stands in; it outlives the report, which may come back."""

CHANGED = """
CREATE TABLE changed (passage INTEGER PRIMARY KEY)
"""

NOTED = tuple(
    f"CREATE TRIGGER passage_{name} AFTER {event} BEGIN INSERT OR IGNORE INTO changed VALUES ({row}.id); END"
    for name, event, row in (
        ("added", "INSERT ON paragraphs", "NEW"),
        ("gone", "DELETE ON paragraphs", "OLD"),
        ("altered", "UPDATE OF vector_hash ON paragraphs WHEN OLD.vector_hash IS NOT NEW.vector_hash", "NEW"),
    )
)
"""What is not as the last generation shows it: whoever changes a paragraph, it is noted. The context that a paragraph
is encoded in has all that it is found by but its text, which never changes under one id."""

SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, agency TEXT, level TEXT, province TEXT, year INTEGER, doc_type TEXT,
    content TEXT NOT NULL, header TEXT NOT NULL, checksum BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    reader INTEGER NOT NULL, report TEXT REFERENCES reports (id) DEFERRABLE INITIALLY DEFERRED,
    failure_vi TEXT, failure_en TEXT, ctime_ns INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX files_by_report ON files (report);
CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, section TEXT NOT NULL,
    page INTEGER, text TEXT NOT NULL, text_hash BLOB NOT NULL, vector_hash BLOB NOT NULL DEFAULT x'',
    tokens INTEGER NOT NULL DEFAULT 0, context_terms INTEGER NOT NULL DEFAULT 0, UNIQUE (report, ordinal)
);
CREATE INDEX paragraphs_by_text ON paragraphs (text_hash);
CREATE TABLE sentences (
    paragraph INTEGER NOT NULL REFERENCES paragraphs (id) ON DELETE CASCADE, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, text_hash BLOB NOT NULL, PRIMARY KEY (paragraph, start)
) WITHOUT ROWID;
CREATE TABLE vectors (
    encoder TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY (encoder, text_hash)
) WITHOUT ROWID;
{CITED}
{BY_HAND}
{SHARED}
{CHANGED}
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
            _note_changes(connection)
        if version == 1:
            _from_1(connection)
        if version in (1, 2):
            _from_2(connection)
        if version in (1, 2, 3):
            _from_3(connection)
        if version in (1, 2, 3, 4):
            _from_4(connection)
        if version in (1, 2, 3, 4, 5):
            _from_5(connection)
        if version in (1, 2, 3, 4, 5, 6):
            _from_6(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    if version in (1, 2, 3, 4, 5, 6):
        with suppress(sqlite3.OperationalError):  # no room for a second copy, or others read: it is only larger
            connection.execute("VACUUM")


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


def _from_2(connection: sqlite3.Connection) -> None:
    """Version 3 stages what is read until it is published, keeps what is done by hand, and checksums what it keeps."""
    _run(connection, BY_HAND)
    connection.execute("ALTER TABLE reports ADD COLUMN header TEXT NOT NULL DEFAULT '{}'")
    connection.execute("ALTER TABLE reports ADD COLUMN checksum BLOB NOT NULL DEFAULT x''")
    connection.execute("ALTER TABLE vectors ADD COLUMN crc INTEGER NOT NULL DEFAULT 0")
    for (report_id,) in connection.execute("SELECT id FROM reports").fetchall():
        connection.execute(
            "UPDATE reports SET header = json_extract(content, '$.header'), checksum = ? WHERE id = ?",
            (stored_checksum(connection, report_id), report_id),
        )
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    connection.execute("UPDATE vectors SET crc = crc32(vector)")


def _from_3(connection: sqlite3.Connection) -> None:
    """Version 4 says who may see a report, and how long each passage is: what is found goes by what may be seen."""
    _run(connection, SHARED)
    for column in ("tokens", "context_terms"):
        connection.execute(f"ALTER TABLE paragraphs ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    for row in connection.execute("SELECT id, header, content FROM reports").fetchall():
        content = {**json.loads(row["content"]), "header": json.loads(row["header"]), "paragraphs": []}
        set_lengths(connection, row["id"], Report.from_json(content))


def _from_4(connection: sqlite3.Connection) -> None:
    """Version 5 knows when the file system changed a file, which tells where its size and time do not."""
    connection.execute("ALTER TABLE files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0")


def _from_5(connection: sqlite3.Connection) -> None:
    """Version 6 notes what changes, so that a generation is built from that alone; its first one is built anew."""
    _run(connection, CHANGED)
    _note_changes(connection)


def _from_6(connection: sqlite3.Connection) -> None:
    """Version 7 keeps vectors in 16 bits a number, as generations do; what was damaged stays so."""
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    connection.create_function("halved", 1, _halved, deterministic=True)
    connection.execute(
        "UPDATE vectors SET vector = halved(vector), crc = iif(crc32(vector) = crc, crc32(halved(vector)), -1)"
    )


def _halved(vector: bytes) -> bytes:
    with np.errstate(all="ignore"):
        return np.frombuffer(vector[: len(vector) // 4 * 4], np.float32).astype(np.float16).tobytes()


def _note_changes(connection: sqlite3.Connection) -> None:
    for trigger in NOTED:  # not by `_run`: there are semicolons in it
        connection.execute(trigger)
