"""What the page does to the store: files taken in, folders synced, headers corrected, reports removed and brought back."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from corpus.errors import TracuuError
from index import removal
from index.catalog import Catalog
from index.corrections import Correction, CorrectionError, checked
from index.encoder import Encoder
from index.errors import EncoderMismatchError, PathMissingError, StoreBusyError
from index.ingest import Failure, Progress, SyncResult, sync
from index.layout import CATALOG_FILE, ORIGINALS
from index.records import FileRecord, ReportRecord
from index.writing import Doing, named_faults
from page.incoming import FileDuplicateError, Incoming, ReportRemovedError, Waiting, place_for
from search.errors import ReportUnknownError

INCOMING = "incoming"
"""In the data folder: the files that nobody has decided on yet."""

EVERY = 0.4
"""Seconds between two looks at how far a change is."""

SOON = 1.0
"""Seconds of a stage after which it can be told how long it takes."""

Did = Literal["kept", "synced", "corrected", "removed", "restored", "permitted", "erased"]


class NotHereError(TracuuError):
    """What only those may do who sit at the machine itself."""

    def __init__(self) -> None:
        super().__init__(
            "Việc này chỉ làm được trên chính máy chạy tracuu, khi trang không mở ra mạng.",
            "This can be done only on the machine that runs tracuu, while its page is not open to the network.",
        )


class FieldsWrongError(TracuuError):
    """Fields of a header that cannot hold what they were given, by name."""

    def __init__(self, wrong: Mapping[str, CorrectionError]) -> None:
        super().__init__(" ".join(error.vi for error in wrong.values()), " ".join(error.en for error in wrong.values()))
        self.wrong = frozenset(wrong)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a change is: its stage ("read", "encode" or "publish"), and seconds left, where that can be told."""

    stage: str
    done: int
    total: int
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change came to.

    Attributes:
        did: what was done.
        names: the files or reports that it was done to.
        failures: files that could not be read.
        withheld: files whose report was removed by hand before.
        undo: the id of the report that can be brought back.
        reports, passages: how many the store has now.
        waits: it shows in full only when who writes now is done.
    """

    did: Did
    names: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    withheld: tuple[str, ...] = ()
    undo: str = ""
    reports: int = 0
    passages: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that files were read from: how many, how many could not be, and whether it is there now."""

    path: Path
    files: int
    failures: int
    there: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A report in the store: the names of its files, where its reading is unsure, what was corrected in its header."""

    record: ReportRecord
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = field(default=())


class Job:
    """A change in a thread of its own: it goes on when nobody watches any more."""

    def __init__(self, work: Callable[[Progress], Outcome]) -> None:
        self._work = work
        self._step = Step("read", 0, 0)
        self._since = time.monotonic()
        self._done: Future[Outcome] = Future()
        threading.Thread(target=self._run, name="collection", daemon=True).start()

    def running(self) -> bool:
        """Whether it is not done yet."""
        return not self._done.done()

    def steps(self) -> Iterator[Step]:
        """How far it is, again and again until it is done."""
        while self.running():
            yield self._step
            wait([self._done], EVERY)

    def outcome(self) -> Outcome:
        """What it came to; raises what it failed with."""
        return self._done.result()

    def _run(self) -> None:
        try:
            self._done.set_result(self._work(self._progress))
        except BaseException as error:  # noqa: BLE001  (whoever watches is told)
            self._done.set_exception(error)

    def _progress(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._step.stage:
            self._since = now
        self._step = Step(stage, done, total, seconds_left(now - self._since, done, total))


def seconds_left(elapsed: float, done: int, total: int) -> float | None:
    """How long the rest takes at the pace so far; None where that cannot be told yet."""
    return elapsed / done * (total - done) if done and elapsed >= SOON else None


class Collection:
    """One data folder as the page changes it. Safe to share between threads.

    Args:
        data: the data folder; it may be empty still.
        encoder: gives the encoder that the page searches with, once it is loaded.
        local: whether the page is served to this machine alone: then folders of it can be named, and reports erased.
    """

    def __init__(self, data: Path, encoder: Callable[[], Encoder], local: bool) -> None:
        self.data = data
        self.local = local
        self.waiting = Waiting(data / INCOMING)
        self._encoder = encoder
        self._job: Job | None = None
        self._lock = threading.Lock()

    @contextmanager
    def catalog(self) -> Iterator[Catalog | None]:
        """The catalog; None where nothing was ever indexed."""
        if not (self.data / CATALOG_FILE).is_file():
            yield None
            return
        with Catalog.open(self.data / CATALOG_FILE) as catalog:
            yield catalog

    def job(self) -> Job | None:
        """The change that goes on now."""
        with self._lock:
            return self._job if self._job and self._job.running() else None

    def look(self, taken: Sequence[tuple[str, Path]], before: Sequence[Incoming]) -> Iterator[Incoming]:
        """What each of the files taken says, or why it cannot be kept; `before` are those that wait already."""
        names = {one.digest: one.name for one in before if one.report}
        for one in self.waiting.read(taken):
            with self.catalog() as catalog:
                fault = one.report and self._known(one, catalog)
            if one.report and one.digest in names:
                fault = FileDuplicateError(names[one.digest])
            if one.report and not fault:
                names[one.digest] = one.name
            yield self.waiting.refuse(one, fault) if fault else one

    @staticmethod
    def _known(one: Incoming, catalog: Catalog | None) -> TracuuError | None:
        if catalog is None:
            return None
        if catalog.is_removed(one.digest):
            return ReportRemovedError()
        for file in catalog.files():
            if file.sha256 == one.digest and file.report:
                return FileDuplicateError(file.name)
        return None

    def keep(self, tokens: Sequence[str], instead_of: Sequence[str] = ()) -> Job:
        """Take files that wait into the store, and remove the reports in whose place they come.

        What is kept stands in the data folder's originals, to be read again and handed out.
        """

        def work(progress: Progress) -> Outcome:
            chosen = [one for one in self.waiting.known(tokens) if one.report]
            originals = self.data / ORIGINALS
            made: list[Path] = []
            names: list[str] = []
            try:
                with named_faults(originals):
                    for one in chosen:
                        place, there = place_for(originals, one.name, one.digest)
                        names.append(place.relative_to(originals).as_posix())
                        if not there:
                            place.parent.mkdir(parents=True, exist_ok=True)
                            made.append(place)
                            shutil.copyfile(self.waiting.path(one), place)
                result = self._sync([originals], "index", progress)
            except BaseException:
                for place in made:
                    place.unlink(missing_ok=True)
                raise
            self.waiting.drop(one.token for one in chosen)
            for report_id in instead_of:
                removal.remove(self.data, report_id)
            return _outcome("kept", result, names)

        return self._start(work)

    def sync_folder(self, folder: str) -> Job:
        """Bring the store in step with a folder of this machine.

        Raises:
            NotHereError: the page is open to the network.
            PathMissingError: there is no such folder.
        """
        if not self.local:
            raise NotHereError
        path = Path(folder.strip()).expanduser()
        if not folder.strip() or "\0" in folder or not path.is_dir():
            raise PathMissingError(path)
        return self._start(lambda progress: _outcome("synced", self._sync([path], "index", progress)))

    def correct(self, report_id: str, values: Mapping[str, str]) -> Job | None:
        """Put fields of a header right, each as `Catalog.correct` takes it; None if that changes nothing.

        Raises:
            ReportUnknownError: there is no such report.
            FieldsWrongError: a field cannot hold that; nothing was changed.
        """
        with self.catalog() as catalog:
            record = catalog and catalog.report(report_id)
            if catalog is None or record is None:
                raise ReportUnknownError(report_id)
            now, wrong, changed = record.header.to_json(), {}, {}
            for name, value in values.items():
                try:
                    if checked(name, value) != now.get(name):
                        changed[name] = value
                except CorrectionError as error:
                    wrong[name] = error
            if wrong:
                raise FieldsWrongError(wrong)
            for name, value in changed.items():
                catalog.correct(report_id, name, value)
        if not changed:
            return None

        def work(progress: Progress) -> Outcome:
            names = (record.file,)
            try:
                result = self._sync([], "correct", progress)
            except StoreBusyError:  # who writes now publishes this too
                return Outcome("corrected", names, waits=True)
            return Outcome("corrected", names, reports=result.reports, passages=result.passages)

        with suppress(StoreBusyError):
            return self._start(work)
        return Job(lambda _: Outcome("corrected", (record.file,), waits=True))

    def remove(self, report_id: str) -> Outcome:
        """Take a report out of the store; raises ReportUnknownError where there is none."""
        return self._changed(removal.remove, report_id)

    def restore(self, report_id: str) -> Outcome:
        """Bring a removed report back, or permit one that was erased to be read again."""
        return self._changed(removal.restore, report_id)

    def erase(self, report_id: str) -> Outcome:
        """Leave no byte of a report in the data folder, its original included; raises NotHereError, and as `remove`."""
        if not self.local:
            raise NotHereError
        outcome = self._changed(removal.erase, report_id)
        self.waiting.drop_content(report_id)
        return outcome

    def _changed(self, change: Callable[[Path, str], removal.Removed], report_id: str) -> Outcome:
        name = self._name(report_id)
        done = change(self.data, report_id)
        if done.state == "unknown":
            raise ReportUnknownError(report_id)
        return Outcome(done.state, (name,), undo=report_id if done.state == "removed" else "")

    def _name(self, report_id: str) -> str:
        with self.catalog() as catalog:
            record = catalog and catalog.report(report_id)
            gone = catalog.removed() if catalog else []
        return record.file if record else next((one.file for one in gone if one.id == report_id and one.file), report_id)

    def _start(self, work: Callable[[Progress], Outcome]) -> Job:
        with self._lock:
            if self._job and self._job.running():
                raise StoreBusyError(self.data, ("chính trang này", "this very page"))
            self._job = Job(work)
            return self._job

    def _sync(self, paths: Sequence[Path], doing: Doing, progress: Progress) -> SyncResult:
        encoder = self._encoder()
        with self.catalog() as catalog:
            made_with = catalog and removal.encoder_of(self.data, catalog)
        if made_with and made_with.name != encoder.name:
            raise EncoderMismatchError(made_with.name, encoder.name)
        return sync(self.data, paths, encoder, doing=doing, progress=progress)


def _outcome(did: Did, result: SyncResult, only: Sequence[str] | None = None) -> Outcome:
    """Of a sync, for the files `only` that were asked for."""

    def asked(names: Sequence[str]) -> list[str]:
        return [name for name in names if only is None or name in only]

    return Outcome(
        did,
        tuple(asked([*result.added, *result.changed])),
        tuple(one for one in result.failures if only is None or one.file in only),
        tuple(asked(result.withheld)),
        reports=result.reports,
        passages=result.passages,
    )


def folders(files: Sequence[FileRecord], data: Path) -> list[Folder]:
    """The folders that files were read from, but for the data folder's own; the root of each, as it was named."""
    own = data.resolve()
    read: Counter[Path] = Counter()
    failed: Counter[Path] = Counter()
    for file in files:
        path, name = Path(file.path), PurePosixPath(file.name)
        if own not in path.parents and path.parts[-len(name.parts) :] == name.parts:
            root = path.parents[len(name.parts) - 1]
            read[root] += 1
            failed[root] += file.failure_vi is not None
    return [Folder(root, count, failed[root], root.is_dir()) for root, count in sorted(read.items())]


def held(catalog: Catalog, record: ReportRecord, files: Sequence[str] = ()) -> Held:
    """A report of the catalog with what a person wants to know of its reading."""
    whole: Any = catalog.full_report(record.id)
    return Held(
        record, tuple(files), whole.warnings if whole else (), tuple(catalog.corrections(record.id))
    )
