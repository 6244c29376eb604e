"""The headers of all reports at one publication, as a catalog in memory: what is listed, counted and filtered by.

It holds no passage and no vector, and nothing that is not in Milvus too: a node that searches keeps no file. It is
filled when a publication is first looked at, and after that by what the next one changed.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ...corpus.report import Role
from ..local.catalog import Catalog
from ..local.catalog.database import Database
from ..local.catalog.reports import Reports, Tables
from ..local.catalog.schema import prepare
from .client import Milvus
from .current import Current, Hidden
from .expressions import published
from .layout import MOST_CITED
from .whole_texts import TEXT

KINDS = {"files": "path", "corrections": "report", "removed": "sha256", "collections": "report"}
"""Tables whose rows are records as they are, and the column that those of one record share."""

HELD = "(SELECT coalesce(sum(passages), 0) FROM held h WHERE h.report = r.id)"

Key = tuple[str, str]
"""The kind of a record, and its key."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in Milvus: what it says, and the rows that say it."""

    digest: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Headers:
    """The headers at one publication; they stay as they are.

    Attributes:
        now: the publication.
        catalog: what is listed.
        known: every record.
        numbers: for what is made of it for one view.
    """

    now: Current
    catalog: Catalog
    known: dict[Key, Record]
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def reports(self) -> Reports:
        """All reports."""
        return Reports(self.catalog.database, Tables(held=HELD))

    def among(self, reports: Collection[str]) -> tuple[Reports, str]:
        """Some of the reports, as if there were no others; and the name to let go of them by."""
        name = f"ids_{next(self.numbers)}"
        database = self.catalog.database
        database.execute(f"CREATE TEMP TABLE {name} (id TEXT PRIMARY KEY) WITHOUT ROWID")
        database.fill(f"INSERT INTO temp.{name} VALUES (?)", ((report,) for report in reports))

        def part(table: str, column: str) -> str:
            return f"(SELECT * FROM main.{table} WHERE {column} IN (SELECT id FROM temp.{name}))"

        tables = Tables(
            part("reports", "id"), "main.paragraphs", part("cited", "report"), part("files", "report"), HELD
        )
        return Reports(database, tables), name

    def let_go(self, name: str) -> None:
        """Forget what `among` made."""
        self.catalog.database.execute(f"DROP TABLE temp.{name}")

    def without(self, hidden: Iterable[Hidden]) -> Headers:
        """The headers as they are when these reports were removed; the records stay known as they are published."""
        database = _copy_of(self.catalog.database)
        with database.transaction() as connection:
            for one in hidden:
                _forget(connection, ("reports", one.report))
                connection.execute("DELETE FROM files WHERE report = ?", (one.report,))
                removed = {
                    "sha256": one.digest,
                    "report": one.report,
                    "made": one.removed.made,
                    "content": json.dumps({"file": one.removed.file}, ensure_ascii=False),
                }
                _insert(connection, "removed", [removed])
        return replace(self, catalog=Catalog(database))

    def citing(self, keys: Sequence[str]) -> list[str]:
        """The reports that cite one of these documents, of those that cite more than a row of a passage holds."""
        cite = "SELECT DISTINCT report FROM cited WHERE key IN (SELECT value FROM json_each(?))"
        if not self._citing_many:
            return []
        found = self.catalog.database.rows(cite, (json.dumps(keys),))
        return sorted(self._citing_many.intersection(row["report"] for row in found))

    @cached_property
    def _citing_many(self) -> frozenset[str]:
        sql = f"SELECT report FROM cited GROUP BY report HAVING count(DISTINCT key) > {MOST_CITED}"
        return frozenset(row["report"] for row in self._rows(sql))

    def held(self) -> Counter[tuple[str, Role]]:
        """How many passages each report has in sections of each role."""
        return Counter({(row[0], row[1]): row[2] for row in self._rows("SELECT report, role, passages FROM held")})

    def columns(self) -> dict[str, dict[str, Any]]:
        """For each report what passages are counted by."""
        rows = self._rows("SELECT id, agency, level, province, year, doc_type FROM reports")
        return {row["id"]: dict(row) for row in rows}

    def collections(self) -> dict[str, tuple[str, ...]]:
        """For each report that somebody has put into collections their names, ascending."""
        found: dict[str, tuple[str, ...]] = {}
        for report, name in self._rows("SELECT report, collection FROM collections ORDER BY report, collection"):
            found[report] = (*found.get(report, ()), name)
        return found

    def _rows(self, sql: str) -> list[sqlite3.Row]:
        return self.catalog.database.rows(sql)


def read(milvus: Milvus, now: Current, before: Headers | None = None) -> Headers:
    """The headers at a publication; made of those `before`, where there are any, and what has changed since."""
    version = now.version
    if before is not None and not (before.now.base == now.base and now.swept <= before.now.version < version):
        before = None
    database = _copy_of(None if before is None else before.catalog.database)
    connection = database.connection
    if before is None:
        connection.execute("CREATE TABLE held (report TEXT, role TEXT, passages INTEGER, PRIMARY KEY (report, role))")
        known: dict[Key, Record] = {}
        changed = published(version)
    else:
        known = dict(before.known)
        since = before.now.version
        changed = (
            f"(born > {since} and born <= {version}) or (died > {since} and died <= {version} and born <= {since})"
        )
    come: dict[Key, list[dict[str, Any]]] = {}
    fields = ["row", "kind", "key", "digest", "part", "body", "born", "died"]
    for page in milvus.pages(now.collections.records, changed, fields):
        for row in page:
            if row["kind"] == TEXT:
                continue
            key = row["kind"], row["key"]
            if row["died"] > version:
                come.setdefault(key, []).append(row)
            else:
                come.setdefault(key, [])
    with database.transaction():
        for key, rows in come.items():
            _forget(connection, key)
            known.pop(key, None)
            if rows:
                rows.sort(key=lambda row: int(row["part"]))
                _take_in(connection, key, json.loads("".join(row["body"] for row in rows)))
                known[key] = Record(rows[0]["digest"], tuple(row["row"] for row in rows))
    return Headers(now, Catalog(database), known)


def _copy_of(database: Database | None) -> Database:
    """A catalog in memory: a copy of one, or an empty one."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if database is None:
        prepare(connection)
    else:
        database.connection.backup(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    return Database(connection, Path(":memory:"))


def bodies(catalog: Catalog) -> Iterator[tuple[Key, Any]]:
    """The records that say what a catalog's small tables hold."""
    for kind, column in KINDS.items():
        rows = catalog.database.rows(f"SELECT * FROM {kind} ORDER BY {column}")
        for key, group in itertools.groupby(rows, key=lambda row: str(row[column])):
            yield (kind, key), [dict(row) for row in group]


def report_body(catalog: Catalog, report_id: str) -> dict[str, Any]:
    """What the record of a report says: its row, what it cites, and how many passages stand under which role."""
    database = catalog.database
    (row,) = database.rows("SELECT * FROM reports WHERE id = ?", (report_id,))
    cited = database.rows("SELECT * FROM cited WHERE report = ? ORDER BY ordinal", (report_id,))
    held = database.rows("SELECT role, count(*) FROM paragraphs WHERE report = ? GROUP BY role", (report_id,))
    return {
        "row": {name: value.hex() if isinstance(value, bytes) else value for name, value in dict(row).items()},
        "cited": [dict(one) for one in cited],
        "held": [tuple(one) for one in held],
    }


def _take_in(connection: sqlite3.Connection, key: Key, body: Any) -> None:
    kind, name = key
    if kind == "reports":
        row = {**body["row"], "checksum": bytes.fromhex(body["row"]["checksum"])}
        _insert(connection, "reports", [row])
        _insert(connection, "cited", body["cited"])
        connection.executemany("INSERT INTO held VALUES (?, ?, ?)", [(name, *held) for held in body["held"]])
    else:
        _insert(connection, kind, body)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    known = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    for row in rows:
        names = [name for name in known if name in row]
        marks = ", ".join("?" * len(names))
        connection.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names]
        )


def _forget(connection: sqlite3.Connection, key: Key) -> None:
    kind, name = key
    if kind == "reports":
        for table, column in (("cited", "report"), ("held", "report"), ("reports", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))
    else:
        connection.execute(f"DELETE FROM {kind} WHERE {KINDS[kind]} = ?", (name,))
