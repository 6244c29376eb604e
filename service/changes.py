"""What people do to the store: files taken in, folders synced, headers corrected, reports removed or back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..corpus.bundles import digests_within
from ..corpus.errors import TracuuError
from ..corpus.report import Header
from ..corpus.sandbox import page_safely
from ..index.changes import Doing, Failure, Progress, Removed, SyncResult
from ..index.corrections import Correction, CorrectionError, checked
from ..index.disk_faults import named_faults
from ..index.errors import NothingIndexedError, PathMissingError, StoreBusyError
from ..index.held import digest_held, folder_for
from ..index.records import ID_LENGTH, ReportRecord
from ..index.scope import COMMON, Scope
from ..search.errors import ReportUnknownError
from ..words import Bilingual, both
from .collections import move, put
from .house import House
from .incoming import FileDuplicateError, Incoming, ReportRemovedError, Waiting, place_for
from .jobs import Job
from .readers import OWNER, NotAllowedError, Reader
from .reports import PDF, OriginalPagelessError
from .several import Do, Edit
from .upkeep import same_model
from .versions import Versions

INCOMING = "incoming"
"""In the data folder: the files that nobody has decided on yet."""

REMEMBERED = 20
"""Changes of which one can still be told what they came to; those that go on or wait are among them."""

IN_TURN = 10
"""Changes that go on or wait their turn, at most: each has a thread."""

Did = Literal["kept", "synced", "corrected", "collected", "removed", "restored", "permitted", "erased"]

DOES: dict[Do, Did] = {
    "agency": "corrected",
    "secrecy": "corrected",
    "add": "collected",
    "move": "collected",
    "remove": "removed",
    "restore": "restored",
}
"""What was done where that was done to several reports."""

Written = Callable[[Reader, Did, Sequence[str]], None]
"""Writes down who did what to which reports."""


class NotHereError(TracuuError):
    """What only those may do who sit at the machine itself."""

    def __init__(self) -> None:
        super().__init__()


class NothingWaitsError(TracuuError):
    """What is to be taken in is not there any more."""

    def __init__(self) -> None:
        super().__init__()


class FieldsWrongError(TracuuError):
    """Fields of a header that cannot hold what they were given, by name."""

    def __init__(self, wrong: Mapping[str, CorrectionError]) -> None:
        told = [error.text for error in wrong.values()]
        faults = Bilingual(" ".join(text.vi for text in told), " ".join(text.en for text in told))
        super().__init__(faults=faults)
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
        reports_done: of what was done to several reports at once, the ids of those that it was done to.
    """

    did: Did
    names: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    withheld: tuple[str, ...] = ()
    undo: str = ""
    reports: int = 0
    passages: int = 0
    waits: bool = False
    reports_done: tuple[str, ...] | None = None


class Changes:
    """One store as people change it from a door. Safe to share between threads.

    Args:
        house: the store, and the encoder that it is searched with, once that is loaded.
        local: whether those who ask sit at this machine: then folders of it can be named, and reports erased.
        written: writes down who did what to which reports, by their ids.
    """

    def __init__(self, house: House, local: bool, written: Written = lambda *_: None) -> None:
        self.house = house
        self._written = written
        self.local = local
        self.waiting = Waiting(house.store.folder / INCOMING)
        self._jobs: list[tuple[Job[Outcome], Reader]] = []
        self._lock = threading.Lock()

    def job(self, reader: Reader) -> Job[Outcome] | None:
        """The change that goes on now; whoever began it may follow it, and whoever may change the whole store."""
        going_on = self._running()
        if going_on is None or not (reader.may("editor", whole=True) or going_on[1] == reader):
            return None
        return going_on[0]

    def begun(self, reader: Reader, job: str) -> Job[Outcome] | None:
        """The change of that id, done or not, if that reader began it."""
        with self._lock:
            return next((one for one, by in self._jobs if one.id == job and by == reader), None)

    def jobs(self, reader: Reader) -> list[Job[Outcome]]:
        """The changes that go on or went on last, the newest first; for those who may change the whole store."""
        reader.must_be("editor", whole=True)
        with self._lock:
            return [job for job, _ in reversed(self._jobs)]

    def settled(self, seconds: float) -> bool:
        """Whether no change goes on or waits, at the latest in so many seconds."""
        until = time.monotonic() + seconds
        with self._lock:
            jobs = [job for job, _ in self._jobs]
        return all(job.done(max(0.0, until - time.monotonic())) for job in jobs)

    def _running(self) -> tuple[Job[Outcome], Reader] | None:
        """The first that is not done: those after it wait."""
        with self._lock:
            return next((one for one in self._jobs if one[0].running()), None)

    def collections(self, reader: Reader) -> list[str]:
        """The collections into one of which what `reader` brings may go, the usual one first; none for who may not."""
        if not reader.may("editor"):
            return []
        there = {COMMON} if reader.collections is None else set(reader.collections)
        if reader.collections is None:
            with suppress(NothingIndexedError):
                there.update(self.house.store.collections())
        return sorted(there, key=lambda one: (one != COMMON, one))

    def _place(self, reader: Reader, collection: str) -> tuple[Path, str | None]:
        """Where files go that `reader` brings for a collection, and in which their reports are then to stand.

        What everybody has stands where it always did for those who see all; who sees a part is not to be told by an id
        or a name what else there is of the same content.

        Raises:
            NotAllowedError: they may not bring any there.
        """
        if collection not in self.collections(reader):
            raise NotAllowedError
        originals = self.house.store.originals
        if collection == COMMON and reader.collections is None:
            return originals, None
        return folder_for(originals, collection), collection

    def versions(self, reader: Reader) -> Versions:
        """The reports that `reader` sees, by what versions of one document have in common."""
        with suppress(NothingIndexedError), self.house.seen_by(reader) as view:
            return Versions(view.reports())
        return Versions(())

    def opened(
        self, reader: Reader, taken: Sequence[tuple[str, Path]], collection: str = COMMON
    ) -> tuple[list[tuple[str, Path]], list[Incoming]]:
        """As `Waiting.opened`; raises NotAllowedError where the reader may bring nothing for that collection."""
        self._place(reader, collection)
        return self.waiting.opened(taken, collection)

    def look(
        self,
        reader: Reader,
        taken: Sequence[tuple[str, Path]],
        before: Sequence[Incoming],
        collection: str = COMMON,
    ) -> Iterator[Incoming]:
        """What each of the files taken says, or why it cannot be kept; `before` are those that wait already.

        Raises:
            NotAllowedError: the reader may bring nothing for that collection.
        """
        self._place(reader, collection)
        names = {one.digest: one.name for one in before if one.report and one.collection == collection}
        for one in self.waiting.read(taken, collection):
            fault = self._why_not(reader, one, names) if one.report else None
            if fault:
                yield self.waiting.refuse(one, fault)
            else:
                names[one.digest] = one.name
                yield one

    def _why_not(self, reader: Reader, one: Incoming, names: Mapping[str, str]) -> TracuuError | None:
        """Why a file that was read cannot be kept, as far as `reader` may know."""
        known = names.get(one.digest)
        folder, within = self._place(reader, one.collection)
        held = digest_held(one.digest, folder / one.name, self.house.store.originals)
        scope = reader.scope if within is None else Scope(frozenset({within}))
        with suppress(NothingIndexedError), self.house.store.view(scope) as view:
            if any(map(view.is_removed, {*digests_within(one.digest), *digests_within(held)})):
                return ReportRemovedError()
            known = known or next((file.name for file in view.files() if file.sha256 in (one.digest, held)), None)
        return FileDuplicateError(known) if known else None

    def keep(
        self, reader: Reader, tokens: Sequence[str], instead_of: Sequence[str] = (), in_turn: bool = False
    ) -> Job[Outcome]:
        """Take files that wait into the store, and remove the reports in whose place they come.

        What is kept stands among the store's originals, to be read again and handed out.

        Args:
            reader: who brings them.
            tokens: of the files.
            instead_of: ids of the reports in whose place they come.
            in_turn: where somebody here is at work already, it is done after that.

        Raises:
            NothingWaitsError: none of them waits.
            StoreBusyError: somebody here is at work already.
        """
        reader.must_be("editor")
        chosen = [one for one in self.waiting.known(tokens) if one.report]
        if not chosen:
            raise NothingWaitsError
        places: dict[tuple[Path, str | None], list[Incoming]] = {}
        for one in chosen:
            places.setdefault(self._place(reader, one.collection), []).append(one)

        def work(progress: Progress) -> Outcome:
            if not self.waiting.known(one.token for one in chosen):
                raise NothingWaitsError  # dropped or kept while this waited its turn
            outcome = Outcome("kept")
            for (folder, collection), given in places.items():
                outcome = _both(outcome, self._given(folder, collection, given, progress))
            for report_id in () if outcome.failures else instead_of:
                with suppress(ReportUnknownError):
                    self.remove(reader, report_id)
            return self._told(reader, outcome)

        originals = self.house.store.originals
        return self._start(
            reader,
            work,
            [
                digest_held(one.digest, folder / one.name, originals)[:ID_LENGTH]
                for (folder, _), given in places.items()
                for one in given
            ],
            in_turn,
        )

    def _given(self, folder: Path, collection: str | None, given: Sequence[Incoming], progress: Progress) -> Outcome:
        """Files that wait taken into a folder of the originals, and their reports into a collection."""
        made: list[Path] = []
        names: list[str] = []
        try:
            with named_faults(folder):
                for one in given:
                    place, there = place_for(folder, one.name, one.digest)
                    names.append(place.relative_to(folder).as_posix())
                    if not there:
                        place.parent.mkdir(parents=True, exist_ok=True)
                        made.append(place)
                        self.waiting.copy(one, place)
            result = self._sync([folder], "index", progress, collection)
        except BaseException:
            for place in made:
                place.unlink(missing_ok=True)
            raise
        if self._put_right(given, folder):
            self._sync([], "correct", progress)
        self.waiting.drop(one.token for one in given)
        return _outcome("kept", result, names)

    def _told(self, reader: Reader, outcome: Outcome) -> Outcome:
        """What came of a change, as far as `reader` may know: how much there is now of what they see."""
        if reader.collections is None:
            return outcome
        with self.house.seen_by(reader) as view:
            there = view.counts()
        return replace(outcome, reports=there["reports"], passages=there["passages"])

    def _put_right(self, kept: Sequence[Incoming], folder: Path) -> bool:
        """Put the headers right that were before they were kept in that folder; whether there are any."""
        originals = self.house.store.originals
        amended = {
            digest_held(one.digest, folder / one.name, originals): dict(one.amended) for one in kept if one.amended
        }
        if not amended:
            return False
        with self.house.seen_by(OWNER) as view:
            there = [(file.report, amended[file.sha256]) for file in view.files() if file.sha256 in amended]
        for report_id, values in there:
            if report_id:
                self.house.store.correct(report_id, values)
        return bool(there)

    def waits(self, reader: Reader, token: str) -> Incoming:
        """A file that waits under that token, which the reader may keep; raises NothingWaitsError, NotAllowedError."""
        reader.must_be("editor")
        known = next(iter(self.waiting.known([token])), None)
        if known is None or known.report is None:
            raise NothingWaitsError
        self._place(reader, known.collection)
        return known

    def waiting_page(self, reader: Reader, token: str, number: int) -> bytes:
        """A page, from 1, of a PDF that waits, as a JPEG.

        Raises:
            NothingWaitsError, NotAllowedError: as `waits`.
            OriginalPagelessError: it is no PDF.
            FileUnreadableError: there is no such page, or it cannot be drawn.
        """
        path = self.waiting.path(self.waits(reader, token))
        if path.suffix.lower() != PDF:
            raise OriginalPagelessError(path.name)
        return page_safely(path, number)

    def amend(self, reader: Reader, token: str, values: Mapping[str, str | None]) -> None:
        """Put fields of the header of a file that waits right, before it is kept.

        Raises:
            NothingWaitsError: none waits under that token.
            FieldsWrongError: a field cannot hold that; nothing was changed.
        """
        self.waits(reader, token)
        said = {name: value for name, value in values.items() if value is not None}
        _check(said)
        self.waiting.amend(token, said)

    def sync_folder(self, reader: Reader, folder: str, in_turn: bool = False) -> Job[Outcome]:
        """Bring the store in step with a folder of this machine, with `in_turn` as `keep` is.

        Raises:
            NotAllowedError: the reader may not change the store; nothing is said of the folder.
            NotHereError: those who ask do not sit at it.
            PathMissingError: there is no such folder.
        """
        reader.must_be("editor", whole=True)
        if not self.local:
            raise NotHereError
        path = Path(folder.strip()).expanduser()
        if not folder.strip() or "\0" in folder or not path.is_dir():
            raise PathMissingError(path)

        def work(progress: Progress) -> Outcome:
            return _outcome("synced", self._sync([path], "index", progress))

        return self._start(reader, work, in_turn=in_turn)

    def header(self, reader: Reader, report_id: str) -> tuple[ReportRecord, list[Correction]]:
        """A report whose header is to be corrected, and what was corrected in it; raises ReportUnknownError."""
        reader.must_be("editor")
        with self.house.seen_by(reader) as view:
            record = view.report(report_id)
            if record is None:
                raise ReportUnknownError(report_id)
            return record, view.corrections(report_id)

    def correct(self, reader: Reader, report_id: str, values: Mapping[str, str | None]) -> Job[Outcome] | None:
        """Put fields of a header right, each as `Store.correct` takes it; None if that changes nothing.

        Raises:
            ReportUnknownError: there is no such report.
            FieldsWrongError: a field cannot hold that; nothing was changed.
            EncoderMismatchError: the store was made with another model; nothing was changed.
        """
        record = self._put(reader, report_id, lambda _: values)
        if not values:
            return None

        def work(progress: Progress) -> Outcome:
            return self._shown(Outcome("corrected", (record.file,)), progress)

        with suppress(StoreBusyError):
            return self._start(reader, work, [report_id])
        self._written(reader, "corrected", [report_id])
        return Job(lambda _: Outcome("corrected", (record.file,), waits=True))

    def _put(
        self, reader: Reader, report_id: str, values_for: Callable[[Header], Mapping[str, str | None]]
    ) -> ReportRecord:
        """Put in the catalog what is right of a header, and give the report as it was; raises as `correct`."""
        record, _ = self.header(reader, report_id)
        same_model(self.house)
        values = values_for(record.header)
        _check(values)
        if values:
            self.house.store.correct(report_id, values)
        return record

    def _shown(self, outcome: Outcome, progress: Progress) -> Outcome:
        """What came of correcting, once it is published."""
        try:
            self._sync([], "correct", progress)
        except StoreBusyError:  # who writes now publishes this too
            return replace(outcome, waits=True)
        return outcome

    def chosen(self, reader: Reader, reports: Sequence[str]) -> list[ReportRecord]:
        """Those of `reports` that there are, to have the same done to each; raises ReportUnknownError without any."""
        reader.must_be("editor")
        with self.house.seen_by(reader) as view:
            found = [record for one in dict.fromkeys(reports) if (record := view.report(one))]
        if not found:
            raise ReportUnknownError(next(iter(reports), ""))
        return found

    def edit(self, reader: Reader, reports: Sequence[str], edit: Edit, in_turn: bool = False) -> Job[Outcome]:
        """Do the same to several reports, to each as it is done to one alone: where that fails the others are done.

        With `in_turn` as `keep` is.

        Raises:
            NotAllowedError: the reader may do that to none.
            EncoderMismatchError: the store was made with another model; nothing was changed.
            StoreBusyError: somebody here is at work already.
        """
        reader.must_be("admin" if edit.collects else "editor", whole=edit.collects)
        if edit.corrects:
            same_model(self.house)
        chosen = list(dict.fromkeys(reports))

        def work(progress: Progress) -> Outcome:
            done: dict[str, str] = {}
            failures = []
            for n, report_id in enumerate(chosen):
                progress("edit", n, len(chosen))
                name = report_id
                try:
                    name = self.name(reader, report_id)
                    self._edited(reader, report_id, edit)
                    done[report_id] = name
                except TracuuError as error:
                    failures.append(Failure(name, error.text))
            outcome = Outcome(DOES[edit.do], tuple(done.values()), tuple(failures), reports_done=tuple(done))
            return self._shown(outcome, progress) if edit.corrects and done else outcome

        return self._start(reader, work, in_turn=in_turn)

    def _edited(self, reader: Reader, report_id: str, edit: Edit) -> None:
        if edit.corrects:
            self._put(reader, report_id, edit.values)
        elif edit.collects:
            (put if edit.do == "add" else move)(self.house, reader, [report_id], edit.value)
        else:
            change = self.house.store.remove if edit.do == "remove" else self.house.store.restore
            if change(report_id, reader.collections).state == "unknown":
                raise ReportUnknownError(report_id)

    def remove(self, reader: Reader, report_id: str) -> Outcome:
        """Take a report out of the store; raises ReportUnknownError where there is none."""
        return self._changed(reader, lambda one: self.house.store.remove(one, reader.collections), report_id)

    def restore(self, reader: Reader, report_id: str) -> Outcome:
        """Bring a removed report back, or permit one that was erased to be read again."""
        return self._changed(reader, lambda one: self.house.store.restore(one, reader.collections), report_id)

    def erase(self, reader: Reader, report_id: str) -> Outcome:
        """Leave no byte of a report in the data folder, its original included; raises NotHereError, and as `remove`."""
        if not self.local:
            raise NotHereError
        outcome = self._changed(reader, self.house.store.erase, report_id)
        self.waiting.drop_content(report_id)
        return outcome

    def _changed(self, reader: Reader, change: Callable[[str], Removed], report_id: str) -> Outcome:
        reader.must_be("editor")
        name = self.name(reader, report_id)
        done = change(report_id)
        if done.state == "unknown":
            raise ReportUnknownError(report_id)
        self._written(reader, done.state, [report_id])
        return Outcome(done.state, (name,), undo=report_id if done.state == "removed" else "")

    def name(self, reader: Reader, report_id: str) -> str:
        """The name of the file of a report in the store, or of one that was removed; its id where nobody knows.

        Raises:
            ReportUnknownError: there is no such report, as far as `reader` may know.
        """
        with self.house.seen_by(reader) as view:
            record = view.report(report_id)
            gone = next((one for one in view.removed() if one.id == report_id), None)
        if record is None and gone is None:
            raise ReportUnknownError(report_id)
        return record.file if record else (gone and gone.file) or report_id

    def _start(
        self,
        reader: Reader,
        work: Callable[[Progress], Outcome],
        reports: Sequence[str] = (),
        in_turn: bool = False,
    ) -> Job[Outcome]:
        def noted(progress: Progress) -> Outcome:
            for one in before:
                progress("wait", 0, 0)
                one.ended()
            try:
                outcome = work(progress)
            except BaseException:
                self.house.notes.failed()
                raise
            self.house.notes.changed(outcome.did, len(outcome.names), len(outcome.failures))
            self._written(reader, outcome.did, reports if outcome.reports_done is None else outcome.reports_done)
            return outcome

        with self._lock:
            before = [job for job, _ in self._jobs if job.running()]
            if len(before) >= (IN_TURN if in_turn else 1):
                raise StoreBusyError(self.house.store.folder, both("keeping.this_page"))
            job = Job(noted, counted=reader.collections is None)
            done = [one for one in self._jobs if not one[0].running()]
            forgotten = done[: max(0, len(self._jobs) + 1 - REMEMBERED)]
            self._jobs = [*(one for one in self._jobs if one not in forgotten), (job, reader)]
        return job

    def _sync(
        self, paths: Sequence[Path], doing: Doing, progress: Progress, collection: str | None = None
    ) -> SyncResult:
        same_model(self.house)
        encoder = self.house.engines.encoder()
        return self.house.store.sync(paths, encoder, collection=collection, doing=doing, progress=progress)


def _both(one: Outcome, other: Outcome) -> Outcome:
    """What two parts of a change came to, the second after the first."""
    return replace(
        other,
        names=(*one.names, *other.names),
        failures=(*one.failures, *other.failures),
        withheld=(*one.withheld, *other.withheld),
    )


def _check(values: Mapping[str, str | None]) -> None:
    """Raise FieldsWrongError where a field of a header cannot hold what was typed."""
    wrong = {}
    for name, said in values.items():
        try:
            if said is not None:
                checked(name, said)
        except CorrectionError as error:
            wrong[name] = error
    if wrong:
        raise FieldsWrongError(wrong)


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
