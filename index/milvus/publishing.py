"""A publication: what has changed in a catalog is written beside what is seen, and then one row lets it be seen.

A publication that is cut short leaves rows that nobody sees; the next one clears them away and begins again. What it
replaces goes on being seen by the views that began before, and is deleted by a later one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ...corpus.bundles import outer
from ...corpus.vietnamese import NORMALISER_VERSION
from ..bm25 import most_off
from ..changes import Progress, Published
from ..errors import (
    MilvusBusyError,
    MilvusFaultError,
    MilvusOtherError,
    MilvusUnreachableError,
    StoreUnknownError,
)
from ..local.catalog import Catalog
from ..local.generations.current_generation import KEPT
from ..local.keeping.encoding import encode_missing, encode_staged
from ..local.keeping.purging import SECONDS, delete_originals
from ..models.encoder import Encoder
from ..records import EncoderRecord
from . import current, headers, layout
from .client import AT_ONCE, Milvus, Row, batched
from .current import COUNTED, Current, Shelf
from .expressions import listed, published
from .headers import Key, bodies
from .rows import Tally, count_from, digest, numbered, passages, record, report_digest, report_record
from .texts import clipped
from .whole_texts import rest_of, rests, text_of
from .words import count_at, counts_after, counts_until, folded_form, term_key

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

PUBLISHED_AS = "milvus"
"""Under what a catalog keeps the publications that show it: the last one, and one that may have been cut short."""


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


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes a catalog to a store on Milvus.

    Attributes:
        milvus: where.
        index: of its dense side.
    """

    milvus: Milvus
    index: Index = Index()

    def publish(
        self,
        data: Path,
        catalog: Catalog,
        encoder: Encoder | EncoderRecord,
        *,
        change: Callable[[], None] = lambda: None,
        kept: int = KEPT,
        again: bool = False,
        progress: Progress = lambda *_: None,
    ) -> Published:
        """Let be seen what is staged and what else has changed; as `keeping.publishing.publish`, but in Milvus.

        Raises:
            MilvusBusyError: another machine has published meanwhile; what was read and encoded is kept.
            MilvusOtherError: what is there was published from another catalog.
            MilvusUnreachableError, MilvusRefusedError, MilvusFaultError: it could not be written.
        """
        del kept
        encoded = 0
        alone = isinstance(encoder, EncoderRecord)
        record = EncoderRecord(encoder.name, encoder.dimension, encoder.prompts)
        if not isinstance(encoder, EncoderRecord):
            encoded = encode_staged(catalog, encoder, progress)
            encoded += encode_missing(catalog, encoder, catalog.vectors.missing(encoder.name), progress)
        with catalog.database.transaction():
            if not isinstance(encoder, EncoderRecord):
                catalog.staging.apply()
            change()
            if not isinstance(encoder, EncoderRecord):
                encoded += encode_missing(catalog, encoder, catalog.vectors.missing(encoder.name), progress)
        counts = catalog.reports.counts()
        number = None
        if not (alone and catalog.vectors.missing(record.name)[0]):
            # what was erased stands on in a segment until Milvus writes that anew, which nobody can make it do
            number = Publication(self, catalog, record, progress).publish(again or bool(catalog.removals.owed()))
        if catalog.removals.owed() and self.is_published(data, catalog, record):
            self._purge(data, catalog)
        return Published(encoded, counts["reports"], counts["passages"], number)

    def is_published(self, data: Path, catalog: Catalog, encoder: EncoderRecord) -> bool:
        """Whether what is seen is what the catalog holds."""
        del data
        now = current.read(self.milvus)
        return now is not None and now.encoder == encoder and now.catalog == state_of(catalog)

    def _purge(self, data: Path, catalog: Catalog) -> None:
        """Leave no byte of the reports that were erased, which no publication shows any more."""
        owed = catalog.removals.owed()
        now = current.read(self.milvus)
        assert now is not None
        sweep(self.milvus, now, now.version)
        for report_id, paths in owed.items():
            delete_originals(data, report_id, {outer(Path(path)) for path in paths})
        if catalog.database.compact(SECONDS):
            catalog.removals.owe({})


def state_of(catalog: Catalog) -> str:
    """What tells one state of one catalog from every other."""
    return f"{catalog.identity()}/{catalog.version}"


def sweep(milvus: Milvus, now: Current | None, horizon: int) -> None:
    """Delete what no view sees any more, and undo what a publication has begun that was cut short.

    Args:
        milvus: the server.
        now: the publication that is seen.
        horizon: no view is of a publication before this one.
    """
    base = 0 if now is None else now.base
    for name in milvus.names():
        made_by = layout.NUMBERED.fullmatch(name)
        if made_by and (int(made_by[1]) > base or int(made_by[1]) < base <= horizon):
            milvus.drop(name)
    if now is None:
        return
    version, there = now.version, now.collections
    for name in there.versioned:
        milvus.delete(name, f"born > {version}")
        milvus.delete(name, f"died <= {horizon}")
        for page in milvus.pages(name, f"died > {version} and died < {layout.FOREVER}", ["*"]):
            milvus.put(name, ({**row, "died": layout.FOREVER} for row in page))
    for page in milvus.pages(there.terms, f"since > {version}", ["*"]):
        counts = ((row, counts_until(row["counts"], version)) for row in page)
        undone = ({**row, "counts": known, "now": count_at(known, version)} for row, known in counts)
        milvus.put(there.terms, ({**row, "since": version} for row in undone))
    milvus.delete(there.terms, f"now == 0 and since <= {horizon}")


class Publication:
    """One publication, from what is seen to what is to be."""

    def __init__(self, publisher: Publisher, catalog: Catalog, encoder: EncoderRecord, progress: Progress) -> None:
        self._milvus = publisher.milvus
        self._index = publisher.index
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

    def publish(self, again: bool) -> int | None:
        """Write what differs; the publication's number, or None where nothing does.

        Args:
            again: write all anew, whatever is there.
        """
        now, milvus = self._now, self._milvus
        if now is not None and not again and now.catalog not in self._catalog.noted(PUBLISHED_AS):
            raise MilvusOtherError(milvus.address)
        sweep(milvus, now, self._horizon)
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
        self._let_be_seen(weighed, anew)
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
        wanted = {("reports", one): report_digest(self._catalog, one, filed.get(one, ())) for one in reports}
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
            made = list(passages(self._catalog, self._encoder.name, some, shelves, averages))
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
        terms = self._there.terms
        for few in batched(self._tally.terms.items(), 4 * AT_ONCE):
            changed = {term_key(shelf, field, term): (shelf, field, term, delta) for (shelf, field, term), delta in few}
            known: dict[str, Row] = {}
            if self._has_terms:  # of a collection that is empty nothing need be asked
                known = {row["key"]: row for row in self._milvus.rows(terms, f"key in {listed(changed)}", ["*"])}
            rows: list[Row] = []
            for key, (shelf, field, term, delta) in changed.items():
                before = known[key]["counts"] if key in known else "[]"
                counts = counts_after(before, self._version, delta, self._horizon)
                rows.append(
                    {
                        "key": key,
                        "form": clipped(term),
                        "folded": folded_form(field, term),
                        "shelf": shelf,
                        "counts": counts,
                        "now": count_at(counts, self._version),
                        "since": self._version,
                        "nowhere": layout.NOWHERE,
                    }
                )
            self._written[terms] += self._milvus.put(terms, rows)
        self._has_terms = True
        self._tally.terms.clear()

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

    def _let_be_seen(self, weighed: tuple[int, int, int, int], anew: bool) -> None:
        seen = current.read(self._milvus)
        if (seen and seen.version) != (self._now and self._now.version):
            raise MilvusBusyError(self._milvus.address)
        state = state_of(self._catalog)
        self._catalog.note(PUBLISHED_AS, [state] if self._now is None else [self._now.catalog, state])
        self._catalog.set_encoder(self._encoder)
        old = () if anew or self._now is None else self._now.shelves
        shelves = []
        for number, names in enumerate(self._shelves):
            before = old[number] if number < len(old) else Shelf(names, 0, 0, 0, 0, 0, ())
            counts = self._tally.counts[number]
            sums = np.array(before.sums) if before.sums else np.zeros(self._encoder.dimension)
            sums = sums + self._tally.sums.get(number, 0.0)
            changed = {name: getattr(before, name) + counts[name] for name in COUNTED}
            shelves.append(Shelf(names, **changed, sums=tuple(sums.tolist())))
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
            ),
        )


def _drifted(lengths: tuple[int, int, int, int], weighed: tuple[int, int, int, int]) -> bool:
    """Whether mean lengths have become so different that the words' weights in the rows mislead."""
    up, down = most_off(list(_averages(lengths).values()), weighed)
    return max(up, 1 / down) > DRIFT


def _averages(lengths: tuple[int, int, int, int]) -> dict[str, float]:
    """The mean number of tokens, pairs and terms of context of a passage."""
    passages, *totals = lengths
    return {name: total / max(passages, 1) for name, total in zip(COUNTED[1:4], totals, strict=True)}
