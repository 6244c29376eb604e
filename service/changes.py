"""What the page does to the store: files taken in, folders synced, headers corrected, reports removed or back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tracuu.corpus.errors import TracuuError
from tracuu.index.corrections import CorrectionError, checked
from tracuu.index.errors import EncoderMismatchError, PathMissingError, StoreBusyError
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.keeping import removal
from tracuu.index.local.keeping.sync import Failure, Progress, SyncResult, sync
from tracuu.index.local.lock import Doing, named_faults
from tracuu.index.local.paths import CATALOG_FILE, ORIGINALS
from tracuu.index.models.encoder import Encoder
from tracuu.search.errors import ReportUnknownError
from tracuu.service.header_fields import as_shown, as_taken
from tracuu.service.incoming import FileDuplicateError, Incoming, ReportRemovedError, Waiting, place_for
from tracuu.service.jobs import Job

INCOMING = "incoming"
"""In the data folder: the files that nobody has decided on yet."""

Did = Literal["kept", "synced", "corrected", "removed", "restored", "permitted", "erased"]


class NotHereError(TracuuError):
    """What only those may do who sit at the machine itself."""

    def __init__(self) -> None:
        super().__init__(
            "Việc này chỉ làm được trên chính máy chạy tracuu, khi trang không mở ra mạng.",
            "This can be done only on the machine that runs tracuu, while its page is not open to the network.",
        )


class NothingWaitsError(TracuuError):
    """What is to be taken in is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "Các tệp này không còn chờ nữa: đã đưa vào kho, hoặc đã bỏ. Nếu vẫn cần, hãy thả lại tệp.",
            "These files wait no more: they were added, or dropped. Drop them here again if they are still wanted.",
        )


class FieldsWrongError(TracuuError):
    """Fields of a header that cannot hold what they were given, by name."""

    def __init__(self, wrong: Mapping[str, CorrectionError]) -> None:
        super().__init__(" ".join(error.vi for error in wrong.values()), " ".join(error.en for error in wrong.values()))
        self.wrong = frozenset(wrong)


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


class Store:
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
        self._job: Job[Outcome] | None = None
        self._lock = threading.Lock()

    @contextmanager
    def catalog(self) -> Iterator[Catalog | None]:
        """The catalog; None where nothing was ever indexed."""
        if not (self.data / CATALOG_FILE).is_file():
            yield None
            return
        with Catalog.open(self.data / CATALOG_FILE) as catalog:
            yield catalog

    def job(self) -> Job[Outcome] | None:
        """The change that goes on now."""
        with self._lock:
            return self._job if self._job and self._job.running() else None

    def look(self, taken: Sequence[tuple[str, Path]], before: Sequence[Incoming]) -> Iterator[Incoming]:
        """What each of the files taken says, or why it cannot be kept; `before` are those that wait already."""
        names = {one.digest: one.name for one in before if one.report}
        with self.catalog() as catalog:
            names |= {file.sha256: file.name for file in catalog.files() if file.report} if catalog else {}
            for one in self.waiting.read(taken):
                if one.report and catalog and catalog.is_removed(one.digest):
                    yield self.waiting.refuse(one, ReportRemovedError())
                elif one.report and one.digest in names:
                    yield self.waiting.refuse(one, FileDuplicateError(names[one.digest]))
                else:
                    names[one.digest] = one.name
                    yield one

    def keep(self, tokens: Sequence[str], instead_of: Sequence[str] = ()) -> Job[Outcome]:
        """Take files that wait into the store, and remove the reports in whose place they come.

        What is kept stands in the data folder's originals, to be read again and handed out.

        Raises:
            NothingWaitsError: none of them waits.
            StoreBusyError: the page is at work already.
        """
        chosen = [one for one in self.waiting.known(tokens) if one.report]
        if not chosen:
            raise NothingWaitsError

        def work(progress: Progress) -> Outcome:
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
            outcome = _outcome("kept", result, names)
            for report_id in () if outcome.failures else instead_of:
                removal.remove(self.data, report_id)
            return outcome

        return self._start(work)

    def sync_folder(self, folder: str) -> Job[Outcome]:
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

    def correct(self, report_id: str, values: Mapping[str, str]) -> Job[Outcome] | None:
        """Put fields of a header right, each as `Catalog.correct` takes it; None if that changes nothing.

        Raises:
            ReportUnknownError: there is no such report.
            FieldsWrongError: a field cannot hold that; nothing was changed.
        """
        with self.catalog() as catalog:
            record = catalog.report(report_id) if catalog else None
            if catalog is None or record is None:
                raise ReportUnknownError(report_id)
            now = record.header.to_json()
            changed = {name: said for name, said in values.items() if said != as_taken(name, as_shown(now, name))}
            wrong = {}
            for name, said in changed.items():
                try:
                    checked(name, said)
                except CorrectionError as error:
                    wrong[name] = error
            if wrong:
                raise FieldsWrongError(wrong)
            for name, said in changed.items():
                catalog.correct(report_id, name, said)
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
        name = self.name(report_id)
        done = change(self.data, report_id)
        if done.state == "unknown":
            raise ReportUnknownError(report_id)
        return Outcome(done.state, (name,), undo=report_id if done.state == "removed" else "")

    def name(self, report_id: str) -> str:
        """The name of the file of a report in the store, or of one that was removed; its id where that is unknown."""
        with self.catalog() as catalog:
            record = catalog.report(report_id) if catalog else None
            gone = catalog.removed() if catalog else []
        names = (one.file for one in gone if one.id == report_id and one.file)
        return record.file if record else next(names, report_id)

    def _start(self, work: Callable[[Progress], Outcome]) -> Job[Outcome]:
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
