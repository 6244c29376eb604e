"""Sync files and folders into the catalog: read what is new, encode what never was, publish once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path

from ....corpus.errors import ProgramMissingError
from ....corpus.reading import READER_VERSION
from ....corpus.report import Report
from ....corpus.sandbox import cores, read_all
from ....words import both
from ...changes import Doing, Failure, Progress, SyncResult
from ...errors import NothingReadableError, PathMissingError, SecretReportError
from ...models.encoder import Encoder
from ...records import ID_LENGTH, FileRecord
from ..catalog import Catalog
from ..generations.current_generation import sweep
from ..lock import writer
from ..paths import CATALOG_FILE
from .folders import Found, is_gone, walk
from .publishing import publish

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
    doing: Doing = "index",
    progress: Progress = lambda *_: None,
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
        doing: what others are told who want to write meanwhile.
        progress: told how far each stage is.

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
            result.failures.append(Failure(str(folder), both("keeping.folder_closed", reason=reason)))
        _stage(catalog, found.files, result, admit_secret, verify_content, progress)

        def change() -> None:
            if prune:
                _prune(catalog, paths, found, force, result)

        result.published(publish(data, catalog, encoder, change=change, progress=progress))
    if not result.reports and not result.removed:
        raise NothingReadableError(len(found.files))
    return result


def store_reports(
    data: Path, reports: Iterable[Report], encoder: Encoder, progress: Progress = lambda *_: None
) -> SyncResult:
    """A store in the empty folder `data` of reports that come from no file; each needs a `file` of its own."""
    with writer(data, "index"), Catalog.open(data / CATALOG_FILE) as catalog:
        result = SyncResult()
        for report in reports:
            digest = sha256(report.file.encode()).hexdigest()
            record = FileRecord(report.file, report.file, 0, 0, digest, READER_VERSION, digest[:ID_LENGTH])
            catalog.staging.add(record, report)
            result.added.append(report.file)
        result.published(publish(data, catalog, encoder, progress=progress))
        return result


def _as_staged(record: FileRecord) -> bool:
    """Whether a file still is what was read of it before a sync was cut short."""
    try:
        stat = Path(record.path).stat()
    except OSError:
        return False
    return _is_untouched(record, stat)


def _is_untouched(record: FileRecord, stat: os.stat_result) -> bool:
    """Whether nothing tells that a file has changed: one written anew in place, or put in the place of another with its
    size and time set to be the same, has a later time of change in the file system.
    """
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) == (record.size, record.mtime_ns, record.ctime_ns)


def _stage(
    catalog: Catalog,
    found: list[tuple[Path, str]],
    result: SyncResult,
    admit_secret: bool,
    verify_content: bool,
    progress: Progress,
) -> None:
    """Read what is new or changed, on every core; what was read is kept file by file, in order."""
    asked: deque[FileRecord] = deque()
    waiting = {record.path: record for record in catalog.staging.all()}

    def new() -> Iterator[tuple[Path, str]]:
        for done, (path, name) in enumerate(found):
            progress("read", done - len(asked), len(found))
            staged = waiting.get(str(path))
            record = _to_read(catalog, path, name, staged, result, admit_secret, verify_content)
            if record:
                asked.append(record)
                yield path, name

    for outcome in read_all(new(), workers=min(cores(), max(1, len(found)))):
        record = asked.popleft()
        known = catalog.files.file(record.path)
        admitted = admit_secret or _admitted(catalog, known)
        if isinstance(outcome, Report) and (admitted or not outcome.header.secrecy):
            catalog.staging.add(replace(record, report=record.sha256[:ID_LENGTH]), outcome)
            (result.changed if known else result.added).append(record.name)
            continue
        fault = SecretReportError(outcome.header.secrecy or "") if isinstance(outcome, Report) else outcome
        reader = NEVER_READ if isinstance(fault, ProgramMissingError) else record.reader
        catalog.staging.add(replace(record, failure_vi=fault.vi, failure_en=fault.en, reader=reader))
        result.failures.append(Failure(record.name, fault.text))
    progress("read", len(found), len(found))


def _admitted(catalog: Catalog, known: FileRecord | None) -> bool:
    """Whether the file was let in with its độ mật before: a newer reader is no reason to drop it."""
    report = catalog.reports.report(known.report) if known and known.report else None
    return report is not None and report.header.secrecy is not None


def _to_read(
    catalog: Catalog,
    path: Path,
    name: str,
    staged: FileRecord | None,
    result: SyncResult,
    admit_secret: bool,
    verify_content: bool,
) -> FileRecord | None:
    """The record of a file that has to be read; None for one that is done with already."""
    before = catalog.files.file(str(path))
    known = staged or before
    try:
        stat = path.stat()
        same = known is not None and not verify_content and _is_untouched(known, stat)
        digest = known.sha256 if known and same else _digest(path)
    except OSError as error:
        reason = error.strerror or str(error)
        result.failures.append(Failure(name, both("keeping.file_closed", reason=reason)))
        return None
    if catalog.removals.is_removed(digest):
        result.withheld.append(name)
        return None
    record = FileRecord(
        str(path), name, stat.st_size, stat.st_mtime_ns, digest, READER_VERSION, ctime_ns=stat.st_ctime_ns
    )
    if known and known.sha256 == digest and known.reader == READER_VERSION:
        kept = replace(record, report=known.report, failure_vi=known.failure_vi, failure_en=known.failure_en)
        if not known.failure or not admit_secret:
            if known != kept:
                catalog.staging.add(kept)
            if known.failure:
                result.failures.append(Failure(name, known.failure))
            elif staged and not (before and before.sha256 == digest):
                (result.changed if before else result.added).append(name)
            else:
                result.unchanged.append(name)
            return None
    elif catalog.staging.has_report(digest[:ID_LENGTH], READER_VERSION):
        catalog.staging.add(replace(record, report=digest[:ID_LENGTH]))
        (result.changed if known else result.added).append(name)
        return None
    return record


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _prune(catalog: Catalog, paths: Sequence[Path], found: Found, force: bool, result: SyncResult) -> None:
    roots = [root.resolve() for root in paths if root.is_dir()]
    there = {str(path) for path, _ in found.files}
    files = catalog.files.all()
    held = {file.report for file in files if file.path in there}
    missing = [
        file for file in files if file.path not in there and any(root in Path(file.path).parents for root in roots)
    ]
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
