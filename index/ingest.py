"""Sync files and folders into the catalog: read what is new, encode what never was, publish once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from corpus import read_report
from corpus.errors import FileUnreadableError
from corpus.reading import READER_VERSION
from corpus.report import Report
from index.catalog import Catalog
from index.encoder import Encoder
from index.errors import CatalogUnavailableError, NothingReadableError, PathMissingError, StoreBusyError
from index.generation import CATALOG_FILE, is_published, publish
from index.records import FileRecord

LOCK_FILE = "writer.lock"
ENCODE_BATCH = 256
"""Texts between two steps of the progress bar, and what a writer that is cut short has to encode again."""

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
            f"Văn bản có dấu độ mật “{secrecy.upper()}” nên không được đưa vào kho. Chỉ nạp văn bản không mật.",
            f"The report is marked “{secrecy.upper()}” (secret) and is kept out. Index unclassified reports only.",
        )


def sync(
    data: Path,
    paths: Sequence[Path],
    encoder: Encoder,
    *,
    prune: bool = False,
    progress: Progress = lambda *_: None,
) -> SyncResult:
    """Bring the store in step with `paths`; without any, only build the index again from the catalog.

    A file that cannot be read is recorded and listed, and the others go on. Nothing outside `paths` is touched.

    Args:
        data: the data folder, made if it is not there.
        paths: files, and folders with all that is in them.
        encoder: what the index is made with.
        prune: forget reports whose files have gone from the folders named.
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
            for done, (path, name) in enumerate(found):
                progress("read", done, len(found))
                _sync_file(catalog, path, name, result)
            progress("read", len(found), len(found))
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


def _sync_file(catalog: Catalog, path: Path, name: str, result: SyncResult) -> None:
    known = catalog.file(str(path))
    try:
        stat = path.stat()
        same_stat = known and (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        digest = known.sha256 if known and same_stat else sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        result.failures.append(
            Failure(name, f"Không mở được tệp: {reason}. Hãy kiểm tra quyền đọc.", f"Cannot be opened: {reason}.")
        )
        return
    record = FileRecord(str(path), name, stat.st_size, stat.st_mtime_ns, digest, READER_VERSION)
    if known and known.sha256 == digest and known.reader == READER_VERSION:
        if known != replace(record, report=known.report, failure_vi=known.failure_vi, failure_en=known.failure_en):
            catalog.put_file(
                replace(record, report=known.report, failure_vi=known.failure_vi, failure_en=known.failure_en)
            )
        if known.failure_vi is not None:
            result.failures.append(Failure(name, known.failure_vi, known.failure_en or known.failure_vi))
        else:
            result.unchanged.append(name)
        return
    report_id = digest[:12]
    try:
        report = None if catalog.has_report(report_id, READER_VERSION) else read_report(path, name)
        if report and report.header.secrecy:
            raise SecretReportError(report.header.secrecy)
    except FileUnreadableError as error:
        catalog.put_file(replace(record, failure_vi=error.vi, failure_en=error.en))
        result.failures.append(Failure(name, error.vi, error.en))
        return
    catalog.put_file(replace(record, report=report_id), report)
    (result.changed if known else result.added).append(name)


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
