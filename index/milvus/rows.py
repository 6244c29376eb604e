"""Reports of a catalog as rows of a store on Milvus."""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from ..filtering import Field
from ..local.catalog import Catalog
from ..local.catalog.filters import COLUMNS, GIVEN, given
from ..local.catalog.reports import TOPICAL
from .client import Row
from .headers import Key, report_body
from .layout import FOREVER, LONGEST_KEY, MOST_CITED, NOWHERE
from .texts import clipped, compared, pieces
from .words import terms_of, weights

FloatArray = npt.NDArray[np.float32]

OF_REPORT: tuple[Field, ...] = (
    "agency", "level", "province", "doc_type", "issued", "reported_on", "number", "signer", "district", "signer_role",
)  # fmt: skip
"""Texts of a report that stand in each of its passages' rows: what filters look at."""


@dataclass(slots=True)
class Tally:
    """What stands on the shelves, as it changes.

    Attributes:
        counts: for each shelf its passages, tokens, pairs, terms of context and sentences.
        sums: for each shelf its passages' vectors, added up, float64 (d,).
        terms: for each shelf, field and term by how many passages it changes.
    """

    counts: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sums: dict[int, npt.NDArray[np.float64]] = field(default_factory=dict)
    terms: Counter[tuple[int, str, str]] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any], text: str, sign: int = 1) -> None:
        """Count a passage's row; or, with -1, count it no more."""
        shelf = int(row["shelf"])
        self.counts[shelf].update(
            {
                "passages": sign,
                "tokens": sign * row["tokens"],
                "pairs": sign * max(row["tokens"] - 1, 0),
                "context": sign * row["context_terms"],
                "sentences": sign * row["sentences"],
            }
        )
        vector = sign * np.asarray(row["dense"], np.float64)
        self.sums[shelf] = self.sums[shelf] + vector if shelf in self.sums else vector
        self.terms.update({(shelf, *term): sign for term in terms_of(text, row["context"])})


@dataclass(frozen=True, slots=True)
class Pass:
    """One passage as it is written: its row but for what numbers and dates it, the rest of a long text, its sentences.

    Attributes:
        row: of the passages' collection.
        rest: what a row cannot hold of its text, in parts.
        sentences: their vectors, in order.
    """

    row: Row
    text: str
    rest: tuple[str, ...]
    sentences: tuple[FloatArray, ...]


def passages(
    catalog: Catalog,
    encoder: str,
    reports: Sequence[str],
    shelves: Mapping[str, int],
    averages: Mapping[str, float],
    earlier: Mapping[int, FloatArray],
) -> Iterator[Pass]:
    """The passages of some reports, by id.

    Args:
        catalog: which has a vector of each text.
        encoder: whose.
        reports: a few at a time: all their passages are in memory.
        shelves: the shelf of each of these reports.
        averages: by which the words are weighed.
        earlier: vectors of passages whose context was corrected and is not encoded yet: they had them before.
    """
    database = catalog.database
    ids = catalog.reports.ids_of(reports)
    named = {"ids": given(ids)}
    context = {number: above for number, _, above in catalog.reports.texts(ids)}
    sql = f"SELECT p.id FROM paragraphs p WHERE p.id IN {GIVEN} AND {TOPICAL}"
    topical = {row[0] for row in database.rows(sql, named)}
    vectors = {**earlier, **_by_id(catalog.vectors.of_passages(encoder, ids))}
    said: defaultdict[int, list[FloatArray]] = defaultdict(list)
    for owners, found in catalog.vectors.of_sentences(encoder, ids):
        for owner, vector in zip(owners.tolist(), found, strict=True):
            said[owner].append(vector)
    of_report = {report: _of_report(catalog, report) for report in reports}
    for row in database.rows(f"SELECT * FROM paragraphs WHERE id IN {GIVEN} ORDER BY id", named):
        number, (first, *rest) = row["id"], pieces(row["text"])
        yield Pass(
            {
                **of_report[row["report"]],
                "id": number,
                "ordinal": row["ordinal"],
                "n": row["n"],
                "page": -1 if row["page"] is None else row["page"],
                "shelf": shelves[row["report"]],
                "tokens": row["tokens"],
                "context_terms": row["context_terms"],
                "topical": int(number in topical),
                "parts": len(rest),
                "sentences": len(said[number]),
                "report": row["report"],
                "key": f"{row['report']}-{row['ordinal']}",
                "kind": row["kind"],
                "role": row["role"],
                "section": row["section"],
                "text_hash": row["text_hash"].hex(),
                "text": first,
                "context": clipped(context[number]),
                "dense": vectors[number],
                **weights(row["text"], context[number], averages),
            },
            row["text"],
            tuple(rest),
            tuple(said[number]),
        )


def _by_id(batches: Iterable[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], FloatArray]]) -> dict[int, FloatArray]:
    return {number: vector for ids, _, vectors in batches for number, vector in zip(ids.tolist(), vectors, strict=True)}


def _of_report(catalog: Catalog, report_id: str) -> Row:
    columns = ", ".join(f"{COLUMNS[name]} AS {name}" for name in OF_REPORT)
    (said,) = catalog.database.rows(f"SELECT {columns}, r.year FROM reports r WHERE r.id = ?", (report_id,))
    cited = catalog.database.rows("SELECT DISTINCT key FROM cited WHERE report = ? ORDER BY key", (report_id,))
    return {
        **{name: compared(said[name]) for name in OF_REPORT},
        "year": said["year"] or 0,
        "cited": [compared(row["key"], LONGEST_KEY) for row in cited][:MOST_CITED],
    }


def report_digest(catalog: Catalog, report_id: str, collections: Sequence[str], stale: bool) -> str:
    """What tells whether a report's rows are as they are to be: its content, header, passages, and who may see it; and
    whether they have vectors of an earlier context."""
    (row,) = catalog.database.rows("SELECT file, header, checksum FROM reports WHERE id = ?", (report_id,))
    sql = "SELECT id, vector_hash FROM paragraphs WHERE report = ? ORDER BY id"
    passages = catalog.database.rows(sql, (report_id,))
    held = [(one["id"], one["vector_hash"].hex()) for one in passages]
    return digest([row["file"], row["header"], row["checksum"].hex(), held, list(collections), stale])


def digest(body: Any) -> str:
    """The SHA-256 of what a record says."""
    return sha256(json.dumps(body, ensure_ascii=False, default=bytes.hex).encode(errors="surrogatepass")).hexdigest()


def record(key: Key, said: str, body: Any) -> Iterator[Row]:
    """The rows of a record, but for what numbers and dates them."""
    kind, name = key
    for part, piece in enumerate(pieces(json.dumps(body, ensure_ascii=False))):
        yield {"kind": kind, "key": clipped(name), "digest": said, "part": part, "body": piece, "nowhere": NOWHERE}


def report_record(catalog: Catalog, report_id: str, said: str) -> Iterator[Row]:
    """The rows of a report's record."""
    return record(("reports", report_id), said, report_body(catalog, report_id))


def numbered(rows: Iterable[Row], numbers: Iterator[int], version: int) -> Iterator[Row]:
    """Rows that are seen from a publication on."""
    return ({**row, "row": next(numbers), "born": version, "died": FOREVER} for row in rows)


def count_from(first: int) -> Iterator[int]:
    """Numbers of rows."""
    return itertools.count(first)
