"""The store in one data folder: views of it, and every change that it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...corpus.errors import TracuuError
from ...corpus.report import Report
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
from ..errors import CurrentDamagedError, NothingIndexedError
from ..models.encoder import Encoder
from ..records import EncoderRecord
from ..scope import EVERYTHING, Scope
from .catalog import Catalog
from .generations.current_generation import current_folder
from .generations.generation import Generation
from .generations.manifest import Manifest
from .paths import CATALOG_FILE, MANIFEST, ORIGINALS
from .view import LocalView, Snapshot

Ids = npt.NDArray[np.int64]

ATTEMPTS = 5
PAUSE = 0.005
"""A snapshot is taken again, after so many seconds, when a generation was published while it was taken."""

IDLE = 4
"""Connections that are kept for the next views."""


class LocalStore:
    """One data folder; it may be empty still. Safe to share between threads."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._idle: list[Catalog] = []
        self._generation: Generation | None = None
        self._derived = Derived()
        self._gone: tuple[tuple[int, int], Ids | None] | None = None

    def close(self) -> None:
        """Let go of the connections that no view has."""
        with self._lock:
            idle, self._idle = self._idle, []
        for catalog in idle:
            catalog.close()

    @contextmanager
    def view(self, scope: Scope = EVERYTHING) -> Iterator[LocalView]:
        """What may be seen now by one who may see `scope`.

        Raises:
            NothingIndexedError, CurrentDamagedError, GenerationDamagedError: there is nothing whole to look at.
            NormaliserMismatchError: another version of tracuu made it.
            CatalogLostError, CatalogDamagedError, CatalogTooNewError, CatalogUnavailableError: nor is its catalog.
        """
        generation = self._current()
        catalog = self._take()
        try:
            for _ in range(ATTEMPTS):
                catalog.database.begin()
                if catalog.generation in (None, generation.manifest.generation):
                    break
                catalog.database.end()
                time.sleep(PAUSE)
                generation = self._current()
            else:
                catalog.database.begin()
            view = self._root(Snapshot(catalog, generation, catalog.version, self._derived), scope)
            try:
                yield view
            finally:
                view.let_go()
        finally:
            self._give_back(catalog)

    def _root(self, snapshot: Snapshot, scope: Scope) -> LocalView:
        """The view of all that may be seen, as those who may see no more would have it."""
        if scope.collections is None:
            return LocalView(snapshot, self._there(snapshot)).within(scope)
        reports = snapshot.catalog.collections.reports(scope.collections)
        ids = snapshot.catalog.reports.ids_of(reports)
        root = LocalView(snapshot, ids, (Scope(scope.collections),), report_ids=reports)
        return root.within(replace(scope, collections=None))

    def _there(self, snapshot: Snapshot) -> Ids | None:
        """Where a report was removed and no generation shows that yet: the passages that are left; None for all."""
        manifest = snapshot.generation.manifest
        if manifest.catalog_version == snapshot.version:
            return None
        key = (manifest.generation, snapshot.version)
        known = self._gone
        if known is None or known[0] != key:
            shown = snapshot.generation.dense.ids
            left = np.intersect1d(shown, snapshot.catalog.reports.ids(), assume_unique=True)
            known = (key, None if len(left) == len(shown) else left)
            self._gone = known
        return known[1]

    def _current(self) -> Generation:
        """The current generation, opened anew if another was published since.

        While CURRENT cannot be read the open one goes on answering.
        """
        with self._lock:
            if self._generation is None:
                self._generation = Generation.open(self._data)
            else:
                with suppress(CurrentDamagedError, NothingIndexedError):
                    if current_folder(self._data) != self._generation.folder:
                        self._generation = Generation.open(self._data)
            return self._generation

    def _take(self) -> Catalog:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Catalog.open(self._data / CATALOG_FILE)

    def _give_back(self, catalog: Catalog) -> None:
        try:
            catalog.database.end()
        except TracuuError:
            catalog.close()
            return
        with self._lock:
            if len(self._idle) < IDLE:
                self._idle.append(catalog)
                return
        catalog.close()

    @contextmanager
    def _catalog(self) -> Iterator[Catalog]:
        """The catalog as those see it who change it."""
        if not (self._data / CATALOG_FILE).is_file():
            raise NothingIndexedError(self._data)
        with Catalog.open(self._data / CATALOG_FILE) as catalog:
            yield catalog

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
        from .keeping.removal import encoder_of  # noqa: PLC0415 - few ask

        if not (self._data / CATALOG_FILE).is_file():
            return None
        with self._catalog() as catalog:
            return encoder_of(self._data, catalog)

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
        from .keeping.sync import sync  # noqa: PLC0415 - it loads what reads files

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
        )

    def take_in(self, reports: Iterable[Report], encoder: Encoder, progress: Progress = lambda *_: None) -> SyncResult:
        """Keep reports that come from no file; each needs a `file` of its own."""
        from .keeping.sync import store_reports  # noqa: PLC0415 - only measurements do this

        return store_reports(self._data, reports, encoder, progress)

    def watch(
        self,
        paths: Sequence[Path],
        encoder: Encoder,
        tell: Callable[[SyncResult | TracuuError], None],
        admit_secret: bool = False,
    ) -> None:
        """Sync now and after every change in `paths`, until it is interrupted."""
        from .keeping.watching import keep_in_step  # noqa: PLC0415 - one command watches

        keep_in_step(self._data, paths, encoder, tell, admit_secret=admit_secret)

    def correct(self, report_id: str, values: Mapping[str, Any]) -> bool:
        """Put fields of a report's header right, all or none; as `View` shows them from then on."""
        for name, value in values.items():
            if value is not None:
                checked(name, value)
        with self._catalog() as catalog, catalog.database.transaction():
            return all(catalog.corrections.correct(report_id, name, value) for name, value in values.items())

    def collect(self, report_id: str, collections: Collection[str]) -> None:
        """Let a report stand in these collections and in no other."""
        with self._catalog() as catalog:
            catalog.collections.put(report_id, collections)

    def collections(self) -> dict[str, list[str]]:
        """For each collection in which somebody has put reports, their ids."""
        with self._catalog() as catalog:
            return catalog.collections.all()

    def remove(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Take a report out of all results, or of those of some, and keep it out."""
        from .keeping.removal import remove  # noqa: PLC0415

        if within is not None:
            with self._catalog() as catalog:
                if catalog.removals.leave(report_id, within):
                    return Removed("removed", published=True)
        return remove(self._data, report_id)

    def restore(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Undo `remove`."""
        from .keeping.removal import restore  # noqa: PLC0415

        if within is not None:
            with self._catalog() as catalog:
                if catalog.removals.come_back(report_id, within):
                    return Removed("restored", published=True)
        return restore(self._data, report_id)

    def erase(self, report_id: str) -> Removed:
        """Leave no byte of a report; raises as `index.local.keeping.removal.erase`."""
        from .keeping.removal import erase  # noqa: PLC0415

        self.close()
        return erase(self._data, report_id)

    def status(self) -> Status:
        """What it holds and what it is made with."""
        with self._catalog() as catalog:
            counts = catalog.reports.counts()
            failed = [Failure(file.name, file.failure) for file in catalog.files.all() if file.failure]
            version, waiting, removed = catalog.version, len(catalog.staging.all()), len(catalog.removals.all())
            erasing = len(catalog.removals.owed())
        manifest = Manifest.read(current_folder(self._data) / MANIFEST)
        return Status(
            counts=counts,
            generation=manifest.generation,
            created=manifest.created,
            encoder=manifest.encoder,
            up_to_date=manifest.catalog_version == version,
            waiting=waiting,
            removed=removed,
            failed=tuple(failed),
            shared=manifest.shared,
            erasing=erasing,
        )

    def verify(self) -> Verification:
        """Look at all that it holds; nothing is changed."""
        from .keeping.verification import verify  # noqa: PLC0415

        return verify(self._data)

    def repair(self, load: Callable[[], Encoder]) -> Repair:
        """Make it whole; `load` gives the encoder, should a vector be damaged."""
        from .keeping.repair import repair  # noqa: PLC0415

        return repair(self._data, load)

    def backup(self, target: Path, force: bool = False) -> Backup:
        """Write it to one file, while it is in use."""
        from .keeping.backup import backup  # noqa: PLC0415

        return backup(self._data, target, force)

    def restore_backup(
        self, source: Path, encoder: Encoder, force: bool = False, progress: Progress = lambda *_: None
    ) -> Published:
        """Make it what a backup holds."""
        from .keeping.backup import restore_backup  # noqa: PLC0415

        return restore_backup(self._data, source, encoder, force, progress)
