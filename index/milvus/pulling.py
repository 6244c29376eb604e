"""A catalog made of what a store on Milvus holds: nothing is read or encoded again."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from ...corpus.vietnamese import sentences
from ..errors import MilvusFaultError
from ..local.catalog import Catalog
from ..local.catalog.database import discard, replace_catalog
from ..local.catalog.report_rows import set_header, stored_checksum
from ..records import text_hash
from . import headers
from .carrying import carry_over
from .client import Milvus, batched
from .current import Current
from .expressions import among, published
from .fetched import BY_ID, SHOWN
from .headers import Headers
from .publishing import COPY, PUBLISHED_AS
from .whole_texts import whole_texts

PART = ".pulled"
"""What the name of a catalog ends with that is not complete yet."""

TABLES = ("reports", "cited", "files", "corrections", "removed", "collections")

Told = Callable[[int, int], None]
"""Told how many reports are done, and how many there are."""


def pull(milvus: Milvus, now: Current, path: Path, told: Told = lambda *_: None) -> None:
    """Make the catalog in `path` what a publication shows; whoever has it open sees that from then on.

    What was read, encoded or put right here and no publication shows waits for the next one, as `carrying` has it.

    Raises:
        MilvusFaultError: what is there is not what was written.
    """
    fresh = path.with_name(path.name + PART)
    discard(fresh)
    kept = headers.read(milvus, now)
    with Catalog.open(fresh) as catalog:
        _take_tables(catalog, kept)
        reports = [row["id"] for row in catalog.database.rows("SELECT id FROM reports ORDER BY id")]
        for done, some in enumerate(batched(reports, BY_ID // 20)):
            told(done * (BY_ID // 20), len(reports))
            _take_passages(milvus, now, catalog, some)
        told(len(reports), len(reports))
        identity, *_, version = now.catalog.split("/")
        with catalog.database.transaction() as connection:
            for key, value in (("identity", json.dumps(identity)), ("version", version), (COPY, uuid4().hex)):
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        catalog.set_encoder(now.encoder)
        catalog.note(PUBLISHED_AS, [now.catalog])
        if path.is_file():
            with Catalog.open(path) as before:
                carry_over(before, catalog)
        catalog.database.compact(0)
    replace_catalog(fresh, path)


def _take_tables(catalog: Catalog, kept: Headers) -> None:
    with catalog.database.without_references() as connection:
        for table in TABLES:
            rows = kept.catalog.database.rows(f"SELECT * FROM {table}")
            if rows:
                marks = ", ".join("?" * len(rows[0].keys()))
                names = ", ".join(rows[0].keys())
                connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row) for row in rows])


def _take_passages(milvus: Milvus, now: Current, catalog: Catalog, reports: Sequence[str]) -> None:
    """The paragraphs, sentences and vectors of some reports, each report checked against its checksum."""
    there = now.collections
    seen = published(now.version)
    fields = [*SHOWN, "text_hash", "dense"]
    listed = json.dumps(list(reports))
    rows = [row for page in milvus.pages(there.passages, f"report in {listed} and {seen}", fields) for row in page]
    texts = whole_texts(milvus, there.records, rows, seen)
    vectors: list[tuple[bytes, Any]] = []
    by_report: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["id"])):
        by_report[row["report"]].append(row)
    spoken: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for some in batched((row["id"] for row in rows), BY_ID):
        expression = f"{among(np.array(some, np.int64))} and {seen}"
        for one in milvus.rows(there.sentences, expression, ["id", "place", "dense"]):
            spoken[one["id"]][one["place"]] = one["dense"]
    with catalog.database.transaction() as connection:
        for report_id in reports:
            for row in by_report[report_id]:
                text = texts[row["id"]]
                _insert(connection, row, text)
                for place, (start, stop) in enumerate(sentences(text)):
                    key = text_hash(text[start:stop])
                    connection.execute("INSERT INTO sentences VALUES (?, ?, ?, ?)", (row["id"], start, stop, key))
                    if place in spoken[row["id"]]:
                        vectors.append((key, spoken[row["id"]][place]))
            report = catalog.reports.as_read(report_id)
            shown = catalog.reports.without_paragraphs(report_id)
            checksum = catalog.database.rows("SELECT checksum FROM reports WHERE id = ?", (report_id,))[0][0]
            if report is None or shown is None or checksum != stored_checksum(connection, report_id):
                raise MilvusFaultError(milvus.address, report_id)
            set_header(connection, report_id, report, shown.header)
            hashed = connection.execute("SELECT id, vector_hash FROM paragraphs WHERE report = ?", (report_id,))
            dense = {row["id"]: row["dense"] for row in by_report[report_id]}
            vectors += [(key, dense[number]) for number, key in hashed.fetchall()]
        _keep(catalog, now.encoder.name, vectors)


def _insert(connection: sqlite3.Connection, row: dict[str, Any], text: str) -> None:
    connection.execute(
        "INSERT INTO paragraphs (id, report, ordinal, n, kind, role, section, page, text, text_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row["id"],
            row["report"],
            row["ordinal"],
            row["n"],
            row["kind"],
            row["role"],
            row["section"],
            None if row["page"] < 0 else row["page"],
            text,
            bytes.fromhex(row["text_hash"]),
        ),
    )


def _keep(catalog: Catalog, encoder: str, vectors: Iterable[tuple[bytes, Any]]) -> None:
    unique = dict(vectors)
    if unique:
        catalog.vectors.put(encoder, list(unique), np.array(list(unique.values()), np.float32))
