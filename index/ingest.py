"""Sync files and folders into the catalog: read what is new, encode what never was, publish once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import FileUnreadableError, ProgramMissingError
from corpus.reading import READER_VERSION
from corpus.report import Report
from corpus.sandbox import cores, read_all
from index.catalog import Catalog
from index.encoder import Encoder
from index.errors import CatalogUnavailableError, NothingReadableError, PathMissingError, StoreBusyError
from index.generation import CATALOG_FILE, is_published, publish
from index.records import FileRecord

LOCK_FILE = "writer.lock"
ENCODE_BATCH = 256
"""Texts between two steps of the progress bar, and what a writer that is cut short has to encode again."""

NEVER_READ = 0
"""The reader of a file that waits for a program to be installed: each sync tries it again."""

Progress = Callable[[str, int, int], None]
"""Told a stage ("read", "encode" or "publish"), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in Vietnamese and in English."""

    file: str
    vi: str
    en: str


@dataclass(slots=True)
class SyncResult:
    """What a sync did: file names by what became of them, and the failures."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    encoded: int = 0
    reports: int = 0
    passages: int = 0
    generation: int | None = None


class SecretReportError(FileUnreadableError):
    """A report marked MẬT, TỐI MẬT or TUYỆT MẬT does not enter a store by accident."""

    def __init__(self, secrecy: str) -> None:
        super().__init__(
            f"Văn bản có dấu độ mật “{secrecy.upper()}” nên không được đưa vào kho. Chỉ nạp văn bản không mật; "
            "nếu kho này được phép giữ văn bản mật, hãy nạp lại với --admit-secret.",
            f"The report is marked “{secrecy.upper()}” (secret) and is kept out. Index unclassified reports only; "
            "if this store may hold secret ones, index it again with --admit-secret.",
        )


def sync(
    data: Path,
    paths: Sequence[Path],
    encoder: Encoder,
    *,
    prune: bool = False,
    admit_secret: bool = False,
    progress: Progress = lambda *_: None,
) -> SyncResult:
    """Bring the store in step with `paths`; without any, only build the index again from the catalog.

    A file that cannot be read is recorded and listed, and the others go on. Nothing outside `paths` is touched.

    Args:
        data: the data folder, made if it is not there.
        paths: files, and folders with all that is in them.
        encoder: what the index is made with.
        prune: forget reports whose files have gone from the folders named.
        admit_secret: take in reports that bear a độ mật too, and try those again that were refused for it.
        progress: told how far each stage is.

    Raises:
        PathMissingError: one of `paths` is not there; nothing was changed.
        NothingReadableError: no file could be read and the store is empty.
        StoreBusyError: another process is writing.
        CatalogUnavailableError: the data folder cannot be made or written.
    """
    for path in paths:
        if not path.exists():
            raise PathMissingError(path)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogUnavailableError(data / CATALOG_FILE, error.strerror or str(error)) from error
    try:
        with FileLock(data / LOCK_FILE, timeout=0), Catalog.open(data / CATALOG_FILE) as catalog:
            result = SyncResult()
            found = list(_files(paths, data))
            _sync_files(catalog, found, result, admit_secret, progress)
            if prune:
                _prune(catalog, paths, {path for path, _ in found}, result)
            counts = catalog.counts()
            result.reports, result.passages = counts["reports"], counts["passages"]
            if not counts["reports"] and not result.removed:
                raise NothingReadableError(len(found))
            _encode_and_publish(data, catalog, encoder, result, progress)
            return result
    except Timeout as error:
        raise StoreBusyError(data) from error


def store_reports(
    data: Path, reports: Iterable[Report], encoder: Encoder, progress: Progress = lambda *_: None
) -> SyncResult:
    """A store in the empty folder `data` of reports that come from no file; each needs a `file` of its own."""
    data.mkdir(parents=True, exist_ok=True)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        result = SyncResult()
        for report in reports:
            digest = sha256(report.file.encode()).hexdigest()
            catalog.put_file(FileRecord(report.file, report.file, 0, 0, digest, READER_VERSION, digest[:12]), report)
            result.added.append(report.file)
        _encode_and_publish(data, catalog, encoder, result, progress)
        return result


def _encode_and_publish(data: Path, catalog: Catalog, encoder: Encoder, result: SyncResult, progress: Progress) -> None:
    _encode(catalog, encoder, result, progress)
    if not is_published(data, catalog, encoder):
        progress("publish", 0, 1)
        result.generation = publish(data, catalog, encoder).generation
        progress("publish", 1, 1)


def _files(paths: Sequence[Path], data: Path) -> Iterator[tuple[Path, str]]:
    """Each file once, with the name it is indexed under; hidden files, editors' lock files and our own data are not."""
    seen: set[Path] = set()
    own = data.resolve()
    for root in paths:
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            full = path.resolve()
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            hidden = any(part.startswith((".", "~$")) for part in Path(name).parts)
            if path.is_file() and full not in seen and not hidden and own not in full.parents:
                seen.add(full)
                yield full, name


def _sync_files(
    catalog: Catalog, found: list[tuple[Path, str]], result: SyncResult, admit_secret: bool, progress: Progress
) -> None:
    """Read what is new or changed, on every core; what was read is kept file by file, in order."""
    asked: deque[FileRecord] = deque()

    def new() -> Iterator[tuple[Path, str]]:
        for done, (path, name) in enumerate(found):
            progress("read", done - len(asked), len(found))
            record = _to_read(catalog, path, name, result, admit_secret)
            if record:
                asked.append(record)
                yield path, name

    for outcome in read_all(new(), workers=min(cores(), max(1, len(found)))):
        record = asked.popleft()
        known = catalog.file(record.path)
        admitted = admit_secret or _admitted(catalog, known)
        if isinstance(outcome, Report) and (admitted or not outcome.header.secrecy):
            catalog.put_file(replace(record, report=record.sha256[:12]), outcome)
            (result.changed if known else result.added).append(record.name)
            continue
        fault = SecretReportError(outcome.header.secrecy or "") if isinstance(outcome, Report) else outcome
        reader = NEVER_READ if isinstance(fault, ProgramMissingError) else record.reader
        catalog.put_file(replace(record, failure_vi=fault.vi, failure_en=fault.en, reader=reader))
        result.failures.append(Failure(record.name, fault.vi, fault.en))
    progress("read", len(found), len(found))


def _admitted(catalog: Catalog, known: FileRecord | None) -> bool:
    """Whether the file was let in with its độ mật before: a newer reader is no reason to drop it."""
    report = catalog.report(known.report) if known and known.report else None
    return report is not None and report.header.secrecy is not None


def _to_read(catalog: Catalog, path: Path, name: str, result: SyncResult, admit_secret: bool) -> FileRecord | None:
    """The record of a file that has to be read; None for one that is done with already."""
    known = catalog.file(str(path))
    try:
        stat = path.stat()
        same_stat = known and (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        digest = known.sha256 if known and same_stat else _digest(path)
    except OSError as error:
        reason = error.strerror or str(error)
        result.failures.append(
            Failure(name, f"Không mở được tệp: {reason}. Hãy kiểm tra quyền đọc.", f"Cannot be opened: {reason}.")
        )
        return None
    record = FileRecord(str(path), name, stat.st_size, stat.st_mtime_ns, digest, READER_VERSION)
    if known and known.sha256 == digest and known.reader == READER_VERSION:
        kept = replace(record, report=known.report, failure_vi=known.failure_vi, failure_en=known.failure_en)
        if known.failure_vi is None or not admit_secret:
            if known != kept:
                catalog.put_file(kept)
            if known.failure_vi is not None:
                result.failures.append(Failure(name, known.failure_vi, known.failure_en or known.failure_vi))
            else:
                result.unchanged.append(name)
            return None
    elif catalog.has_report(digest[:12], READER_VERSION):
        catalog.put_file(replace(record, report=digest[:12]))
        (result.changed if known else result.added).append(name)
        return None
    return record


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _prune(catalog: Catalog, paths: Sequence[Path], found: set[Path], result: SyncResult) -> None:
    roots = [root.resolve() for root in paths if root.is_dir()]
    gone = [
        file
        for file in catalog.files()
        if Path(file.path) not in found and any(root in Path(file.path).parents for root in roots)
    ]
    if gone:
        catalog.remove_files(file.path for file in gone)
        result.removed.extend(file.name for file in gone)


def _encode(catalog: Catalog, encoder: Encoder, result: SyncResult, progress: Progress) -> None:
    """Encode each text that has no vector of this encoder yet; every batch is kept at once."""
    total, texts = catalog.texts_without_vectors(encoder.name)
    progress("encode", 0, total)
    while batch := list(islice(texts, ENCODE_BATCH)):
        catalog.put_vectors(
            encoder.name, [key for key, _ in batch], encoder.encode_passages([text for _, text in batch])
        )
        result.encoded += len(batch)
        progress("encode", result.encoded, total)
