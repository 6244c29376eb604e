"""The store on a Milvus server: views of it, and every change that it takes.

A node that only searches keeps no file. A node that reads reports keeps a catalog in its data folder, in which it works
out what has changed; where there is none, or another node has published since, it is made of what Milvus holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ...corpus.errors import TracuuError
from ...corpus.report import Report
from ...corpus.vietnamese import NORMALISER_VERSION
from ..changes import (
    Backup,
    Doing,
    Failure,
    Progress,
    Published,
    Removed,
    Repair,
    Status,
    SyncResult,
    Verification,
)
from ..corrections import checked
from ..derived import Derived
from ..errors import MilvusBusyError, MilvusOtherError, NormaliserMismatchError, NothingIndexedError
from ..local.catalog import Catalog
from ..local.keeping.publishing import Shown
from ..local.lock import writer
from ..local.paths import CATALOG_FILE, ORIGINALS
from ..models.encoder import Encoder
from ..records import EncoderRecord, RemovedReport
from ..scope import EVERYTHING, Scope
from . import current, headers
from .carrying import note_unshown
from .client import Milvus
from .current import Current, Hidden
from .headers import Headers
from .hidden import Left, left_of
from .publication import Index
from .publishing import Publisher
from .pulling import pull
from .states import PUBLISHED_AS, is_new, state_of
from .view import MilvusView, Moment


class MilvusStore:
    """One database of a Milvus server; it may be empty still. Safe to share between threads.

    Args:
        milvus: the server.
        data: the folder in which this machine keeps what belongs with it: originals, and the catalog of a node that
            reads reports.
        index: of the dense side.
    """

    def __init__(self, milvus: Milvus, data: Path, index: Index | None = None) -> None:
        self._milvus = milvus
        self._data = data
        self._publisher = Publisher(milvus, index or Index())
        self._shown = Shown(self._publisher.publish, self._publisher.is_published)
        self._lock = threading.Lock()
        self._headers: Headers | None = None
        self._left: tuple[Collection[Hidden], Left] | None = None
        self._derived = Derived()

    def close(self) -> None:
        """Let go of the connection."""
        self._milvus.close()

    @contextmanager
    def view(self, scope: Scope = EVERYTHING) -> Iterator[MilvusView]:
        """What may be seen now by one who may see `scope`.

        Raises:
            NothingIndexedError: nothing was ever published.
            NormaliserMismatchError: another version of tracuu made it.
            MilvusUnreachableError, MilvusRefusedError, MilvusFaultError: it cannot be asked.
        """
        moment = Moment(self._milvus, self._what_is_left(), self._derived)
        if scope.collections is None:
            root = MilvusView(moment)
        else:
            root = MilvusView(moment, scope.collections, (Scope(scope.collections),))
        try:
            yield root.within(replace(scope, collections=None))
        finally:
            root.let_go()

    def _what_is_left(self) -> Left:
        """The publication without what is out of all results: as it was looked at last, brought in step."""
        now, hidden = current.read_with_hidden(self._milvus)
        if now is None:
            raise NothingIndexedError(self._milvus.address)
        if now.normaliser != NORMALISER_VERSION:
            raise NormaliserMismatchError
        with self._lock:
            if self._headers is None or self._headers.now != now:
                self._headers = self._headers_of(now, self._headers)
                self._left = None
            if self._left is None or self._left[0] != hidden:
                self._left = hidden, left_of(self._milvus, now, self._headers, hidden)
            return self._left[1]

    def _headers_of(self, now: Current, before: Headers | None) -> Headers:
        kept = headers.read(self._milvus, now, before)
        if before is not None:
            later = current.read(self._milvus)
            if later is not None and later.swept > before.now.version:  # what had changed went while it was read
                return headers.read(self._milvus, now)
        return kept

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._data

    @property
    def originals(self) -> Path:
        """The folder of the files that were given to the page; their reports are read from them."""
        return self._data / ORIGINALS

    def made_with(self) -> EncoderRecord | None:
        """The encoder that the store was made with; None where nothing was ever published."""
        now = current.read(self._milvus)
        return None if now is None else now.encoder

    def _ready(self) -> None:
        """Have a catalog here that what is seen was published from.

        Raises:
            MilvusOtherError: there is another one here, with reports of its own.
        """
        now = current.read(self._milvus)
        if now is None:
            return
        path = self._data / CATALOG_FILE
        if path.is_file():
            with Catalog.open(path) as catalog:
                if now.catalog in catalog.noted(PUBLISHED_AS):
                    return
                same = now.catalog.partition("/")[0] == catalog.identity()
                if not (same or is_new(catalog)) and catalog.reports.counts()["reports"]:
                    raise MilvusOtherError(self._milvus.address)
        with writer(self._data, "restore"):
            pull(self._milvus, now, path)

    @contextmanager
    def _catalog(self) -> Iterator[Catalog]:
        """The catalog as those see it who change it."""
        self._ready()
        if not (self._data / CATALOG_FILE).is_file():
            raise NothingIndexedError(self._milvus.address)
        with Catalog.open(self._data / CATALOG_FILE) as catalog:
            yield catalog

    def sync(
        self,
        paths: Sequence[Path],
        encoder: Encoder,
        *,
        prune: bool = False,
        force: bool = False,
        admit_secret: bool = False,
        verify_content: bool = False,
        collection: str | None = None,
        doing: Doing = "index",
        progress: Progress = lambda *_: None,
    ) -> SyncResult:
        """Bring the store in step with `paths`; as `index.local.keeping.sync.sync`."""
        from ..local.keeping.sync import sync  # noqa: PLC0415 - it loads what reads files

        self._ready()
        return sync(
            self._data,
            paths,
            encoder,
            prune=prune,
            force=force,
            admit_secret=admit_secret,
            verify_content=verify_content,
            collection=collection,
            doing=doing,
            progress=progress,
            shown_in=self._shown,
        )

    def take_in(self, reports: Iterable[Report], encoder: Encoder, progress: Progress = lambda *_: None) -> SyncResult:
        """Keep reports that come from no file; each needs a `file` of its own."""
        from ..local.keeping.sync import store_reports  # noqa: PLC0415 - only measurements do this

        self._ready()
        return store_reports(self._data, reports, encoder, progress, self._shown)

    def watch(
        self,
        paths: Sequence[Path],
        encoder: Encoder,
        tell: Callable[[SyncResult | TracuuError], None],
        admit_secret: bool = False,
    ) -> None:
        """Sync now and after every change in `paths`, until it is interrupted."""
        from ..local.keeping.watching import keep_in_step  # noqa: PLC0415 - one command watches

        self._ready()
        keep_in_step(self._data, paths, encoder, tell, admit_secret=admit_secret, shown_in=self._shown)

    def correct(self, report_id: str, values: Mapping[str, Any]) -> bool:
        """Put fields of a report's header right, all or none; as `View` shows them from then on."""
        for name, value in values.items():
            if value is not None:
                checked(name, value)
        with self._catalog() as catalog:
            with catalog.database.transaction():
                note_unshown(catalog, [("corrections", report_id)])
                done = all(catalog.corrections.correct(report_id, name, value) for name, value in values.items())
            self._publish(catalog, "correct")
        return done

    def collect(self, report_id: str, collections: Collection[str]) -> None:
        """Let a report stand in these collections and in no other."""
        with self._catalog() as catalog:
            with catalog.database.transaction():
                note_unshown(catalog, [("collections", report_id)])
                catalog.collections.put(report_id, collections)
            self._publish(catalog, "correct")

    def _publish(self, catalog: Catalog, doing: Doing) -> None:
        made_with = catalog.encoder()
        assert made_with is not None  # what is seen was made with it
        with writer(self._data, doing):
            self._shown.publish(self._data, catalog, made_with)

    def collections(self) -> dict[str, list[str]]:
        """For each collection in which somebody has put reports, their ids."""
        return self._what_is_left().headers.catalog.collections.all()

    def remove(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Take a report out of all results, or of those of some, and keep it out."""
        from ..local.keeping.removal import remove  # noqa: PLC0415

        if within is not None and self._moved(report_id, lambda catalog: catalog.removals.leave(report_id, within)):
            return Removed("removed", published=True)
        with self._catalog() as catalog:
            self._hide(catalog, report_id)
        try:
            return remove(self._data, report_id, self._shown)
        except MilvusBusyError:  # it is out already, and the next publication of any machine takes that in
            return Removed("removed")

    def restore(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Undo `remove`."""
        from ..local.keeping.removal import restore  # noqa: PLC0415

        if within is not None and self._moved(report_id, lambda catalog: catalog.removals.come_back(report_id, within)):
            return Removed("restored", published=True)
        with self._catalog() as catalog:
            rows = catalog.database.rows("SELECT sha256 FROM removed WHERE report = ?", (report_id,))
            note_unshown(catalog, (("removed", row["sha256"]) for row in rows))
            current.show(self._milvus, [report_id])
        try:
            return restore(self._data, report_id, self._shown)
        except MilvusBusyError:
            return Removed("restored")

    def _moved(self, report_id: str, move: Callable[[Catalog], bool]) -> bool:
        """Whether a report stands in other collections now, which is then published."""
        with self._catalog() as catalog:
            with catalog.database.transaction():
                note_unshown(catalog, [("collections", report_id)])
                done = move(catalog)
            if done:
                self._publish(catalog, "correct")
        return done

    def erase(self, report_id: str) -> Removed:
        """Leave no byte of a report; raises as `index.local.keeping.removal.erase`."""
        from ..local.keeping.removal import erase  # noqa: PLC0415

        with self._catalog() as catalog:
            self._hide(catalog, report_id)
        return erase(self._data, report_id, self._shown)

    def _hide(self, catalog: Catalog, report_id: str) -> None:
        """Have no view show a report from now on, however long it takes until a publication leaves it out."""
        file = next((file for file in catalog.files.all() if file.report == report_id), None)
        if file is not None:
            made = datetime.now(UTC).isoformat(timespec="microseconds")
            current.hide(self._milvus, Hidden(RemovedReport(report_id, file.name, made), file.sha256))

    def status(self) -> Status:
        """What it holds and what it is made with."""
        left = self._what_is_left()
        now, held = left.current, left.headers
        waiting, up_to_date, erasing = 0, True, 0
        if (self._data / CATALOG_FILE).is_file():
            with Catalog.open(self._data / CATALOG_FILE) as catalog:
                waiting, erasing = len(catalog.staging.all()), len(catalog.removals.owed())
                up_to_date = not waiting and now.catalog == state_of(catalog)
        counts = held.reports.counts()
        sizes = now.together(None)
        return Status(
            counts={**counts, "passages": sizes.passages, "sentences": sizes.sentences},
            generation=now.version,
            created=now.made,
            encoder=now.encoder.name,
            up_to_date=up_to_date,
            waiting=waiting,
            removed=len(held.catalog.removals.all()),
            failed=tuple(Failure(file.name, file.failure) for file in held.reports.files() if file.failure),
            erasing=erasing,
        )

    def verify(self) -> Verification:
        """Look at all that it holds; nothing is changed."""
        from .verification import verify  # noqa: PLC0415

        return verify(self._milvus, self._what_is_left().headers.now)

    def repair(self, load: Callable[[], Encoder]) -> Repair:
        """Make it whole: all is written anew from the catalog; `load` gives the encoder, should a vector be missing."""
        before = self.verify()
        if not before.faults:
            return Repair(before, before)
        with self._catalog() as catalog, writer(self._data, "repair"):
            encoder: Encoder | EncoderRecord | None = catalog.encoder()
            if encoder is None or catalog.vectors.missing(encoder.name)[0]:
                encoder = load()
            done = self._shown.publish(self._data, catalog, encoder, again=True)
        return Repair(before, self.verify(), done.encoded)

    def backup(self, target: Path, force: bool = False) -> Backup:
        """Write it to one file, while it is in use."""
        from ..local.keeping.backup import backup  # noqa: PLC0415

        self._ready()
        return backup(self._data, target, force)

    def restore_backup(
        self, source: Path, encoder: Encoder, force: bool = False, progress: Progress = lambda *_: None
    ) -> Published:
        """Make it what a backup holds."""
        from ..local.keeping.backup import restore_backup  # noqa: PLC0415

        self._ready()
        shown = Shown(replace(self._publisher, replacing=True).publish, self._publisher.is_published)
        return restore_backup(self._data, source, encoder, force, progress, shown)
