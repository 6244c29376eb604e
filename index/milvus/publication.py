"""A publication: what has changed in a catalog is written beside what is seen, and then one row lets it be seen.

A publication that is cut short leaves rows that nobody sees; the next one clears them away and begins again. What it
replaces goes on being seen by the views that began before, and is deleted by a later one.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from ...corpus.vietnamese import NORMALISER_VERSION
from ..bm25 import most_off
from ..changes import Progress
from ..errors import (
    MilvusBusyError,
    MilvusFaultError,
    MilvusOtherError,
    MilvusUnreachableError,
    StoreUnknownError,
)
from ..local.catalog import Catalog
from ..records import EncoderRecord
from . import current, headers, layout
from .client import AT_ONCE, Milvus, Row, batched
from .current import COUNTED, Current, Shelf
from .expressions import listed, published
from .headers import Key, bodies
from .rows import Tally, count_from, digest, numbered, passages, record, report_digest, report_record
from .states import PUBLISHED_AS, is_new, state_of
from .sweeping import sweep
from .texts import clipped
from .whole_texts import rest_of, rests, text_of
from .words import FORMS, count_at, counts_after, folded_form, listed_forms, term_key

FloatArray = npt.NDArray[np.float32]

REPORTS_AT_ONCE = 50
"""Reports whose rows are made together: some thousand passages."""

TERMS_AT_ONCE = 200_000
"""Terms counted before they are written."""

SETTLED = 10_000
"""Rows from which on what a publication has written is put on the server's disk, and indexed, before it is seen: until
then a server looks at each row, and milvus-lite at each as a Python object. Not for fewer, as of one more report: a
cluster lets a collection be flushed once in ten seconds (`quotaAndLimits.flushRate.collection.max`)."""

DRIFT = 1.5
"""How many times the mean length of passages may have changed before their words are weighed anew; until then more
candidates are taken, and scored by the lengths there are."""

PARAMETERS: dict[str, tuple[tuple[str, int], ...]] = {
    "FLAT": (),
    "HNSW": (("M", 32), ("efConstruction", 400)),
    "IVF_SQ8": (("nlist", 1024),),
    "DISKANN": (),
}
"""The types of index there may be, and how each is built; only FLAT is exact."""


@dataclass(frozen=True, slots=True)
class Index:
    """The dense side's index: its type in Milvus, and its parameters."""

    kind: str = "FLAT"
    parameters: tuple[tuple[str, int], ...] = ()

    @classmethod
    def named(cls, kind: str) -> Index:
        """An index of that type, as Milvus's own documentation begins with.

        Raises:
            StoreUnknownError: there is none, or none for vectors that are ranked by inner product.
        """
        if kind.upper() not in PARAMETERS:
            raise StoreUnknownError(kind)
        return cls(kind.upper(), PARAMETERS[kind.upper()])


EXACT = Index()
"""What finds the nearest, and not nearly."""


class Publication:
    """One publication, from what is seen to what is to be.

    Args:
        milvus: where.
        index: of the dense side.
        catalog: what is to be seen, as it is at one moment.
        encoder: whose vectors.
        progress: told how far it is.
    """

    def __init__(
        self, milvus: Milvus, index: Index, catalog: Catalog, encoder: EncoderRecord, progress: Progress
    ) -> None:
        self._milvus = milvus
        self._index = index
        self._catalog = catalog
        self._encoder = encoder
        self._progress = progress
        self._now = current.read(self._milvus)
        self._version = 1 if self._now is None else self._now.version + 1
        self._shelves = [] if self._now is None else [shelf.collections for shelf in self._now.shelves]
        self._tally = Tally()
        self._written: Counter[str] = Counter()
        self._has_terms = True
        self._numbers = count_from(0 if self._now is None else self._now.next_row)
        self._there = layout.Collections(0) if self._now is None else self._now.collections
        self._horizon = 0 if self._now is None else self._now.horizon(time.time())
        self._stale = catalog.vectors.stale(encoder.name)
        self._earlier: dict[int, FloatArray] = {}

    def can_be_written(self) -> bool:
        """Whether every passage has a vector, or had one before its context was corrected, which it keeps meanwhile."""
        ids = [number for some in self._stale.values() for number in some]
        if ids and self._now is not None and self._now.encoder == self._encoder:
            there, seen = self._there, published(self._now.version)
            for few in batched(ids, AT_ONCE):
                for row in self._milvus.rows(there.passages, f"id in {listed(few)} and {seen}", ["id", "dense"]):
                    self._earlier[row["id"]] = np.asarray(row["dense"], np.float32)
        return len(self._earlier) == len(ids)

    def check_in_step(self, catalog: Catalog) -> None:
        """Raise where what is seen is not what this catalog has published last: that would be lost."""
        if self._now is None or self._now.catalog in catalog.noted(PUBLISHED_AS):
            return
        if self._now.catalog.partition("/")[0] == catalog.identity() or is_new(catalog):
            raise MilvusBusyError(self._milvus.address)
        raise MilvusOtherError(self._milvus.address)

    def publish(self, again: bool, noting: Catalog) -> int | None:
        """Write what differs; the publication's number, or None where nothing does.

        Args:
            again: write all anew, whatever is there.
            noting: the catalog as it is now, which is told what is published.
        """
        now, milvus = self._now, self._milvus
        lengths = self._catalog.reports.lengths()
        anew = again or now is None or now.encoder != self._encoder or now.normaliser != NORMALISER_VERSION
        anew = anew or (now is not None and _drifted(lengths, now.weighed))
        milvus.create(layout.CURRENT, layout.current)
        before = {} if now is None or anew else headers.read(milvus, now).known
        filed = self._filed()
        wanted = self._wanted(filed)
        come = [key for key, said in wanted.items() if key not in before or before[key].digest != said]
        gone = [key for key, known in before.items() if wanted.get(key) != known.digest]
        if not (come or gone or anew):
            return None
        sweep(milvus, now, self._horizon)
        if anew:
            self._there = layout.Collections(self._version)
            self._shelves = []
            self._has_terms = False
        weighed = lengths if anew or now is None else now.weighed
        self._make_collections()
        self._bury([name for kind, name in gone if kind == "reports"], [before[key].rows for key in gone])
        self._write_passages([name for kind, name in come if kind == "reports"], filed, _averages(weighed))
        self._write_records(come, wanted)
        self._write_terms()
        self._settle()
        self._let_be_seen(weighed, anew, noting)
        return self._version

    def _filed(self) -> dict[str, tuple[str, ...]]:
        """For each report that stands in collections their names, ascending."""
        rows = self._catalog.database.rows("SELECT report, collection FROM collections ORDER BY report, collection")
        filed: dict[str, tuple[str, ...]] = {}
        for report, name in rows:
            filed[report] = (*filed.get(report, ()), name)
        return filed

    def _wanted(self, filed: Mapping[str, tuple[str, ...]]) -> dict[Key, str]:
        """Every record that there is to be, and its digest."""
        reports = [row["id"] for row in self._catalog.database.rows("SELECT id FROM reports ORDER BY id")]
        wanted = {
            ("reports", one): report_digest(self._catalog, one, filed.get(one, ()), one in self._stale)
            for one in reports
        }
        return {**wanted, **{key: digest(body) for key, body in bodies(self._catalog)}}

    def _make_collections(self) -> None:
        there, dimension = self._there, self._encoder.dimension
        self._milvus.create(there.passages, layout.passages(dimension, self._index.kind, dict(self._index.parameters)))
        self._milvus.create(there.sentences, layout.sentences(dimension))
        self._milvus.create(there.terms, layout.terms)
        self._milvus.create(there.records, layout.records)

    def _bury(self, reports: Sequence[str], rows: Iterable[Sequence[int]]) -> None:
        """From this publication on these reports and records are not seen."""
        milvus, there = self._milvus, self._there
        for few in batched((row for some in rows for row in some), AT_ONCE):
            self._die(there.records, f"row in {listed(few)}")
        seen = published(self._version - 1)
        for some in batched(reports, REPORTS_AT_ONCE):
            ids = []
            for page in milvus.pages(there.passages, f"report in {listed(some)} and {seen}", ["*"]):
                for row in page:
                    self._tally.add(row, text_of(milvus, there.records, row, seen), -1)
                    ids.append(row["id"])
                milvus.put(there.passages, ({**row, "died": self._version} for row in page))
            for few in batched(ids, AT_ONCE):
                self._die(there.sentences, f"id in {listed(few)} and {seen}")
                self._die(there.records, f"{rests(few)} and {seen}")

    def _die(self, name: str, expression: str) -> None:
        for page in self._milvus.pages(name, expression, ["*"]):
            self._milvus.put(name, ({**row, "died": self._version} for row in page))

    def _write_passages(
        self, reports: Sequence[str], filed: Mapping[str, tuple[str, ...]], averages: Mapping[str, float]
    ) -> None:
        there = self._there
        for done, some in enumerate(batched(reports, REPORTS_AT_ONCE)):
            self._progress("publish", done * REPORTS_AT_ONCE, len(reports))
            shelves = {report: self._shelf(filed.get(report, ())) for report in some}
            made = list(passages(self._catalog, self._encoder.name, some, shelves, averages, self._earlier))
            for one in made:
                self._tally.add(one.row, one.text)
            self._put(there.passages, (one.row for one in made))
            vectors = (
                {"id": one.row["id"], "place": place, "dense": vector}
                for one in made
                for place, vector in enumerate(one.sentences)
            )
            self._put(there.sentences, vectors)
            self._put(self._there.records, (row for one in made for row in rest_of(one.row["id"], one.rest)))
            if len(self._tally.terms) > TERMS_AT_ONCE:
                self._write_terms()
        self._progress("publish", len(reports), len(reports))

    def _write_records(self, come: Iterable[Key], wanted: Mapping[Key, str]) -> None:
        asked = set(come)
        for key in asked:
            if key[0] == "reports":
                self._put(self._there.records, report_record(self._catalog, key[1], wanted[key]))
        for key, body in bodies(self._catalog):
            if key in asked:
                self._put(self._there.records, record(key, wanted[key], body))

    def _write_terms(self) -> None:
        """Add to every term's count what has changed; what it was before this publication stays beside it."""
        for few in batched(self._tally.terms.items(), 4 * AT_ONCE):
            changed = {term_key(shelf, field, term): (shelf, field, term, delta) for (shelf, field, term), delta in few}
            forms: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
            for shelf, field, term, _ in changed.values():
                if folded := folded_form(field, term):
                    forms[shelf, folded].add(clipped(term))
            spelled = {term_key(shelf, FORMS, folded): (shelf, said) for (shelf, folded), said in forms.items()}
            # of a collection that is empty no count need be asked; the forms may have been written just now
            known = self._known_terms([*(changed if self._has_terms else ()), *spelled])
            rows: list[Row] = []
            for key, (shelf, _, _, delta) in changed.items():
                counts = counts_after(known.get(key, "[]"), self._version, delta, self._horizon)
                rows.append(_term(key, shelf, counts, count_at(counts, self._version), self._version))
            for key, (shelf, said) in spelled.items():
                before = set(json.loads(known.get(key, "[]")))
                if said - before:
                    rows.append(_term(key, shelf, listed_forms(said | before), 1, 0))
            self._written[self._there.terms] += self._milvus.put(self._there.terms, rows)
        self._has_terms = True
        self._tally.terms.clear()

    def _known_terms(self, keys: Iterable[str]) -> dict[str, str]:
        """What the rows of these terms say, by their keys."""
        found: dict[str, str] = {}
        for few in batched(keys, 4 * AT_ONCE):
            rows = self._milvus.rows(self._there.terms, f"key in {listed(few)}", ["key", "counts"])
            found.update((row["key"], row["counts"]) for row in rows)
        return found

    def _settle(self) -> None:
        """Have what is many rows lie on the server's disk; where it cannot now, the server does it in its own time."""
        if max(self._written.values(), default=0) < SETTLED:
            return
        for name in self._written:
            with suppress(MilvusFaultError, MilvusUnreachableError):
                self._milvus.settle(name)

    def _put(self, name: str, rows: Iterable[Row]) -> None:
        self._written[name] += self._milvus.put(name, numbered(rows, self._numbers, self._version))

    def _shelf(self, collections: tuple[str, ...]) -> int:
        """The number of the shelf of these collections."""
        if collections not in self._shelves:
            self._shelves.append(collections)
        return self._shelves.index(collections)

    def _let_be_seen(self, weighed: tuple[int, int, int, int], anew: bool, noting: Catalog) -> None:
        seen = current.read(self._milvus)
        if (seen and seen.version) != (self._now and self._now.version):
            raise MilvusBusyError(self._milvus.address)
        state = state_of(self._catalog)
        noting.note(PUBLISHED_AS, [state] if self._now is None else [self._now.catalog, state])
        noting.set_encoder(self._encoder)
        old = () if anew or self._now is None else self._now.shelves
        shelves = []
        for number, names in enumerate(self._shelves):
            before = old[number] if number < len(old) else Shelf(names, 0, 0, 0, 0, 0, ())
            sums = self._tally.sums.get(number, np.zeros(self._encoder.dimension))
            shelves.append(before.with_more(self._tally.counts[number], sums))
        current.write(
            self._milvus,
            Current(
                version=self._version,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                encoder=self._encoder,
                base=self._there.base,
                shelves=tuple(shelves),
                weighed=weighed,
                next_row=next(self._numbers),
                catalog=state,
                normaliser=NORMALISER_VERSION,
                recent=() if self._now is None else self._now.still_seen(time.time()),
                swept=max(self._horizon, 0 if self._now is None else self._now.swept),
            ),
        )


def _term(key: str, shelf: int, counts: str, now: int, since: int) -> Row:
    return {"key": key, "shelf": shelf, "counts": counts, "now": now, "since": since, "nowhere": layout.NOWHERE}


def _drifted(lengths: tuple[int, int, int, int], weighed: tuple[int, int, int, int]) -> bool:
    """Whether mean lengths have become so different that the words' weights in the rows mislead."""
    up, down = most_off(list(_averages(lengths).values()), weighed)
    return max(up, 1 / down) > DRIFT


def _averages(lengths: tuple[int, int, int, int]) -> dict[str, float]:
    """The mean number of tokens, pairs and terms of context of a passage."""
    passages, *totals = lengths
    return {name: total / max(passages, 1) for name, total in zip(COUNTED[1:4], totals, strict=True)}
