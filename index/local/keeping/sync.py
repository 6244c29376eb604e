"""Sync files and folders into the catalog: read what is new, encode what never was, publish once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ....corpus import parted
from ....corpus.bundles import (
    FIRST_ENCLOSED,
    MOST_DOCUMENTS,
    Member,
    enclosed_digest,
    is_bundle,
    outer,
    place_in_file,
)
from ....corpus.bundles.entries import is_hidden
from ....corpus.errors import FileUnreadableError, ProgramMissingError, reason_of
from ....corpus.reading import READER_VERSION
from ....corpus.report import Report, secrecy_of
from ....corpus.sandbox import cores, digest_safely, read_all, unpack_safely
from ....words import both
from ...changes import Doing, Failure, Progress, SyncResult
from ...errors import NothingReadableError, PathMissingError, SecretReportError
from ...held import digest_held, is_held
from ...models.encoder import Encoder
from ...records import ID_LENGTH, FileRecord
from ..catalog import Catalog
from ..generations.current_generation import sweep
from ..lock import writer
from ..paths import CATALOG_FILE, ORIGINALS, UNPACKED
from .folders import Found, is_gone, shown, walk
from .publishing import BESIDE, Shown


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sync is asked for, and where it says what became of each file."""

    result: SyncResult
    admit_secret: bool
    verify_content: bool
    originals: Path
    collection: str | None


NEVER_READ = 0
"""The reader of a file that waits for a program to be installed: each sync tries it again."""


def sync(
    data: Path,
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
    shown_in: Shown = BESIDE,
) -> SyncResult:
    """Bring the store in step with `paths`; without any, only build the index again from the catalog.

    A file that cannot be read is recorded and listed, and the others go on. Nothing outside `paths` is touched. Whoever
    searches sees the store as it was until all is read, encoded and built; one that is cut short goes on where it was.

    Args:
        data: the data folder, made if it is not there.
        paths: files, and folders with all that is in them.
        encoder: what the index is made with.
        prune: forget reports whose files have gone from the folders named.
        force: also where a folder is empty or cannot be listed, as that of an unmounted drive.
        admit_secret: take in reports that bear a độ mật too, and try those again that were refused for it.
        verify_content: look into every file, also where its size and times say that it is as it was.
        collection: in which the reports are to stand: new ones in it alone, those known before in it too.
        doing: what others are told who want to write meanwhile.
        progress: told how far each stage is.
        shown_in: where it is published.

    Raises:
        PathMissingError: one of `paths` is not there; nothing was changed.
        NothingReadableError: no file could be read and the store is empty.
        StoreBusyError: another process is writing.
        DiskFullError, StoreUnwritableError, TooManyOpenFilesError: the data folder cannot be written.
    """
    for path in paths:
        if not path.exists():
            raise PathMissingError(path)
    with writer(data, doing), Catalog.open(data / CATALOG_FILE) as catalog:
        sweep(data)
        catalog.staging.drop([record.path for record in catalog.staging.all() if not _as_staged(record)])
        result = SyncResult()
        found = walk(paths, data)
        for folder, reason in found.unreadable.items():
            result.failures.append(Failure(shown(str(folder)), both("keeping.folder_closed", reason=reason)))
        result.failures += [Failure(name, both("keeping.name_not_unicode")) for name in found.misnamed]
        result.failures += [Failure(name, both("keeping.link_outside")) for name in found.outside]
        with TemporaryDirectory(dir=data, prefix=UNPACKED, ignore_cleanup_errors=True) as aside:
            asked = Asked(result, admit_secret, verify_content, data / ORIGINALS, collection)
            gone = _stage(catalog, found.files, asked, Path(aside), progress)

        def change() -> None:
            if gone:
                catalog.files.remove(gone)
            if prune:
                _prune(catalog, paths, found, force, result)

        result.published(shown_in.publish(data, catalog, encoder, change=change, progress=progress))
    if not result.reports and not result.removed:
        raise NothingReadableError(len(found.files))
    return result


def store_reports(
    data: Path,
    reports: Iterable[Report],
    encoder: Encoder,
    progress: Progress = lambda *_: None,
    shown_in: Shown = BESIDE,
) -> SyncResult:
    """A store in the empty folder `data` of reports that come from no file; each needs a `file` of its own."""
    with writer(data, "index"), Catalog.open(data / CATALOG_FILE) as catalog:
        result = SyncResult()
        for report in reports:
            digest = sha256(report.file.encode()).hexdigest()
            record = FileRecord(report.file, report.file, 0, 0, digest, READER_VERSION, digest[:ID_LENGTH])
            catalog.staging.add(record, report)
            result.added.append(report.file)
        result.published(shown_in.publish(data, catalog, encoder, progress=progress))
        return result


def _as_staged(record: FileRecord) -> bool:
    """Whether a file still is what was read of it before a sync was cut short."""
    try:
        stat = outer(Path(record.path)).stat()
    except OSError:
        return False
    return _is_untouched(record, stat)


def _is_untouched(record: FileRecord, stat: os.stat_result) -> bool:
    """Whether nothing tells that a file has changed: one written anew in place, or put in the place of another with its
    size and time set to be the same, has a later time of change in the file system.
    """
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) == (record.size, record.mtime_ns, record.ctime_ns)


def _stage(
    catalog: Catalog, found: Sequence[tuple[Path, str]], asked: Asked, aside: Path, progress: Progress
) -> list[str]:
    """Read what is new or changed, on every core; what was read is kept file by file, in order.

    A bundle is opened once for all that is in it, which stands `aside` until it is read.

    Returns:
        The paths of what stood in a file before and does no more.
    """
    queue: deque[FileRecord] = deque()
    waiting = {record.path: record for record in catalog.staging.all()}
    bundles: list[FileRecord] = []
    looked: list[str] = []
    there: set[str] = set()
    copies: dict[str, Path] = {}

    def new() -> Iterator[tuple[Path, str]]:
        for done, (path, name) in enumerate(found):
            progress("read", done - len(queue), len(found))
            whole = _looked_at(catalog, path, name, waiting, asked)
            if whole is None:
                continue
            records = [whole]
            if is_bundle(path):
                bundle, records = _opened(catalog, whole, asked, aside / str(done), copies)
                if bundle != catalog.files.file(whole.path):
                    bundles.append(bundle)
            looked.append(whole.path)
            for record in records:
                there.add(record.path)
                if _to_read(catalog, record, waiting.get(record.path), asked):
                    queue.append(record)
                    yield copies.get(record.path, Path(record.path)), record.name
                    continue
                copies.pop(record.path, aside / "none").unlink(missing_ok=True)
                if not record.failure:
                    there.update(one.path for one in catalog.files.below(record.path) if _stands_in(record, one))

    result = asked.result
    for outcome in read_all(new(), workers=min(cores(), max(1, len(found)))):
        record = queue.popleft()
        copies.pop(record.path, aside / "none").unlink(missing_ok=True)
        admitted = asked.admit_secret or _admitted(catalog, record.path)
        secrecy = secrecy_of(outcome) if isinstance(outcome, Report) else None
        if isinstance(outcome, Report) and (admitted or not secrecy):
            for one, report in _parted(record, outcome):
                if not catalog.removals.is_removed(one.sha256):
                    there.add(one.path)
                    (result.changed if catalog.files.file(one.path) else result.added).append(one.name)
                    _collect(catalog, one, asked)
                    catalog.staging.add(one, report)
            continue
        fault = SecretReportError(secrecy or "") if isinstance(outcome, Report) else outcome
        reader = NEVER_READ if isinstance(fault, ProgramMissingError) else record.reader
        catalog.staging.add(replace(record, failure_vi=fault.vi, failure_en=fault.en, reader=reader))
        result.failures.append(Failure(record.name, fault.text))
    for bundle in bundles:  # when all that is in them was read: a sync that is cut short opens them again
        catalog.staging.add(bundle)
    progress("read", len(found), len(found))
    return [one.path for path in looked for one in catalog.files.below(path) if one.path not in there]


def _parted(record: FileRecord, report: Report) -> Iterator[tuple[FileRecord, Report]]:
    """What was read of a file: its first document under its own name, those enclosed under that and their number."""
    first, *others = parted(report)
    yield replace(record, report=record.sha256[:ID_LENGTH]), first
    for number, one in enumerate(others, FIRST_ENCLOSED):
        yield _enclosed(record, number), one


def _enclosed(record: FileRecord, number: int) -> FileRecord:
    digest = enclosed_digest(record.sha256, number)
    path, name = f"{record.path}/{number}", f"{record.name}/{number}"
    return replace(record, path=path, name=name, sha256=digest, report=digest[:ID_LENGTH])


def _stands_in(record: FileRecord, below: FileRecord) -> bool:
    """Whether what was enclosed in a file still is: in the very same content."""
    number = place_in_file(Path(below.path))
    return not number or below.sha256 == enclosed_digest(record.sha256, number)


def _admitted(catalog: Catalog, path: str) -> bool:
    """Whether the file was let in with its độ mật before: a newer reader is no reason to drop it."""
    known = (catalog.files.file(path), *catalog.files.below(path))
    reports = (catalog.reports.report(one.report) for one in known if one and one.report)
    return any(report is not None and report.header.secrecy is not None for report in reports)


def _looked_at(
    catalog: Catalog, path: Path, name: str, waiting: Mapping[str, FileRecord], asked: Asked
) -> FileRecord | None:
    """The record of a file as it is now; None for one that cannot be opened."""
    known = waiting.get(str(path)) or catalog.files.file(str(path))
    try:
        stat = path.stat()
        same = known is not None and not asked.verify_content and _is_untouched(known, stat)
        digest = known.sha256 if known and same else digest_held(digest_safely(path), path, asked.originals)
    except OSError as error:
        asked.result.failures.append(Failure(name, both("keeping.file_closed", reason=reason_of(error))))
        return None
    return FileRecord(
        str(path), name, stat.st_size, stat.st_mtime_ns, digest, READER_VERSION, ctime_ns=stat.st_ctime_ns
    )


def _opened(
    catalog: Catalog, bundle: FileRecord, asked: Asked, folder: Path, copies: dict[str, Path]
) -> tuple[FileRecord, list[FileRecord]]:
    """The record of a bundle, and those of what stands in it: as they were, where nothing has changed.

    What had to be taken out is written to `folder`, and where, by its path, to `copies`.
    """
    known = catalog.files.below(bundle.path)
    settled = all(one.reader == READER_VERSION and not (one.failure and asked.admit_secret) for one in known)
    if settled and not asked.verify_content and catalog.files.file(bundle.path) == bundle:
        return bundle, known
    try:
        folder.mkdir()
        members = unpack_safely(Path(bundle.path), folder)
    except FileUnreadableError as fault:
        asked.result.failures.append(Failure(bundle.name, fault.text))
        return replace(bundle, failure_vi=fault.vi, failure_en=fault.en), []
    copies.update({f"{bundle.path}/{member.name}": folder / member.file for member in members if member.file})
    return bundle, [_member(bundle, member) for member in members if not is_hidden(member.name)]


def _member(bundle: FileRecord, member: Member) -> FileRecord:
    """The record of a file in a bundle, which changes when the bundle does."""
    vi, en = member.fault or (None, None)
    path, name = f"{bundle.path}/{member.name}", f"{bundle.name}/{member.name}"
    return replace(bundle, path=path, name=name, sha256=member.digest, failure_vi=vi, failure_en=en)


def _to_read(catalog: Catalog, record: FileRecord, staged: FileRecord | None, asked: Asked) -> bool:
    """Whether a file has to be read; one that need not is done with."""
    result = asked.result
    if catalog.removals.is_removed(record.sha256):
        result.withheld.append(record.name)
        return not _linked(catalog, record)
    before = catalog.files.file(record.path)
    known = staged or before
    if record.failure and not record.report:
        if known != record:
            catalog.staging.add(record)
        result.failures.append(Failure(record.name, record.failure))
        return False
    if known and known.sha256 == record.sha256 and known.reader == READER_VERSION:
        kept = replace(record, report=known.report, failure_vi=known.failure_vi, failure_en=known.failure_en)
        _collect(catalog, kept, asked)
        if not known.failure or not asked.admit_secret:
            if known != kept:
                catalog.staging.add(kept)
            if known.failure:
                result.failures.append(Failure(record.name, known.failure))
            elif staged and not (before and before.sha256 == record.sha256):
                (result.changed if before else result.added).append(record.name)
            else:
                result.unchanged.append(record.name)
            return False
    elif catalog.staging.has_report(record.sha256[:ID_LENGTH], READER_VERSION) and _linked(catalog, record):
        shared = replace(record, report=record.sha256[:ID_LENGTH])
        _collect(catalog, shared, asked)
        catalog.staging.add(shared)
        (result.changed if known else result.added).append(record.name)
        return False
    return True


def _collect(catalog: Catalog, record: FileRecord, asked: Asked) -> None:
    """Let what a file says stand where it is to, before anybody can see it; so too what is enclosed in it."""
    if asked.collection is None or record.report is None:
        return
    known = catalog.files.file(record.path)
    if known and known.report == record.report and is_held(Path(record.path), asked.originals):
        return  # it was put there when it was given; who sees all may have taken it out since
    enclosed = [one.report for one in catalog.files.below(record.path) if one.report and _stands_in(record, one)]
    for report in (record.report, *enclosed):
        catalog.collections.also(report, asked.collection)


def _linked(catalog: Catalog, record: FileRecord) -> bool:
    """Whether the file shares what is known to be enclosed in it; not where an older reader has read some of that.

    What was removed by hand is passed over, be it the file's first document: the others stand in it as before.
    """
    for number in range(FIRST_ENCLOSED, MOST_DOCUMENTS + 1):
        one = _enclosed(record, number)
        if catalog.staging.has_report(str(one.report), READER_VERSION):
            if catalog.files.file(one.path) != one:
                catalog.staging.add(one)
        elif catalog.reports.report(str(one.report)) is not None:
            return False
    return True


def _prune(catalog: Catalog, paths: Sequence[Path], found: Found, force: bool, result: SyncResult) -> None:
    roots = [root.resolve() for root in paths if root.is_dir()]
    there = {str(path) for path, _ in found.files}
    files = catalog.files.all()
    away = {file.path for file in files if file.path not in there and str(outer(Path(file.path))) not in there}
    held = {file.report for file in files if file.path not in away}
    missing = [file for file in files if file.path in away and any(root in Path(file.path).parents for root in roots)]
    gone = []
    for file in missing:
        moved_or_never_read = file.report is None or file.report in held
        if force or moved_or_never_read or is_gone(Path(file.path), roots, found.unreadable):
            gone.append(file)
        else:
            result.kept.append(file.name)
    if gone:
        catalog.files.remove(file.path for file in gone)
        result.removed.extend(file.name for file in gone)
