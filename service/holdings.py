"""What a store holds, as a person asks: its reports with what was done to them, and the folders they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tracuu.index.corrections import Correction
from tracuu.index.local.catalog import Catalog
from tracuu.index.records import FileRecord, ReportRecord


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
    corrections: tuple[Correction, ...] = ()


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
    whole = catalog.full_report(record.id)
    return Held(record, tuple(files), whole.warnings if whole else (), tuple(catalog.corrections(record.id)))
