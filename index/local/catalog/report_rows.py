"""A report as rows of the catalog's tables, in the connection of an open transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from ....corpus.references import reference_key
from ....corpus.report import Header, Reference, Report
from ....corpus.vietnamese import sentences, tokens
from ...records import context_of, context_terms, in_context, report_year, text_hash


def insert_report(
    connection: sqlite3.Connection, report_id: str, report: Report, header: Header, ids: Sequence[int] = ()
) -> None:
    """Put a report in the place of any that has its id.

    Args:
        connection: of the catalog.
        report_id: the report's id.
        report: as it was read.
        header: as it is shown and cited: with what was corrected by hand.
        ids: of its paragraphs, where they had some before; else new ones.
    """
    connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))
    content = report.to_json()
    del content["paragraphs"]
    connection.execute(
        "INSERT INTO reports (id, file, content, header, checksum) VALUES (?, ?, ?, '{}', x'')",
        (report_id, report.file, json.dumps(content, ensure_ascii=False)),
    )
    insert_cited(connection, report_id, report.references)
    for ordinal, paragraph in enumerate(report.paragraphs, 1):
        cursor = connection.execute(
            "INSERT INTO paragraphs (id, report, ordinal, n, kind, role, section, page, text, text_hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                ids[ordinal - 1] if ids else None,
                report_id,
                ordinal,
                paragraph.n,
                paragraph.kind,
                report.role(paragraph),
                json.dumps(paragraph.section),
                paragraph.page,
                paragraph.text,
                text_hash(paragraph.text),
            ),
        )
        connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)",
            [
                (cursor.lastrowid, start, stop, text_hash(paragraph.text[start:stop]))
                for start, stop in sentences(paragraph.text)
            ],
        )
    connection.execute(
        "UPDATE reports SET checksum = ? WHERE id = ?", (stored_checksum(connection, report_id), report_id)
    )
    set_header(connection, report_id, report, header)


def set_header(connection: sqlite3.Connection, report_id: str, report: Report, header: Header) -> None:
    """Make `header` the one that is shown: what is filtered by, and the context that paragraphs are encoded in.

    Args:
        connection: of the catalog.
        report_id: a report that is in the catalog.
        report: it, with its paragraphs.
        header: what is to be shown.
    """
    connection.execute(
        "UPDATE reports SET agency = ?, level = ?, province = ?, year = ?, doc_type = ?, header = ? WHERE id = ?",
        (
            header.agency,
            header.level,
            header.province,
            report_year(header),
            header.doc_type,
            json.dumps(header.to_json(), ensure_ascii=False),
            report_id,
        ),
    )
    shown = replace(report, header=header)
    connection.executemany(
        "UPDATE paragraphs SET vector_hash = ? WHERE report = ? AND ordinal = ?",
        [
            (text_hash(in_context(shown, paragraph)), report_id, ordinal)
            for ordinal, paragraph in enumerate(report.paragraphs, 1)
        ],
    )
    set_lengths(connection, report_id, shown)


def set_lengths(connection: sqlite3.Connection, report_id: str, shown: Report) -> None:
    """Count the tokens of each paragraph's text, and the terms of its context: its agency and the headings above it.

    Args:
        connection: of the catalog.
        report_id: a report that is in the catalog.
        shown: it, with the header that is shown; its paragraphs are not looked at.
    """
    rows = connection.execute("SELECT id, section, text FROM paragraphs WHERE report = ?", (report_id,)).fetchall()
    counted = []
    for passage_id, section, text in rows:
        titles = (shown.sections[i].title for i in json.loads(section) if i < len(shown.sections))
        context = context_terms(context_of(shown.header.agency, titles))
        counted.append((len(tokens(text)), len(context), passage_id))
    connection.executemany("UPDATE paragraphs SET tokens = ?, context_terms = ? WHERE id = ?", counted)


def stored_checksum(connection: sqlite3.Connection, report_id: str) -> bytes:
    """16 bytes of the SHA-256 over what the catalog keeps of a report as it was read, paragraphs and all."""
    digest = sha256()
    for (content,) in connection.execute("SELECT content FROM reports WHERE id = ?", (report_id,)):
        digest.update(content.encode())
    for row in connection.execute(
        "SELECT ordinal, n, kind, role, section, page, text FROM paragraphs WHERE report = ? ORDER BY ordinal",
        (report_id,),
    ):
        digest.update(json.dumps(tuple(row)).encode())
    return digest.digest()[:16]


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
