"""What a store holds, as a person asks: its reports with what was done to them, and the folders they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..corpus.citation import prose_date
from ..corpus.vietnamese import fold
from ..index.corrections import Correction
from ..index.records import FileRecord, RemovedReport, ReportRecord
from ..index.store import View
from .house import House
from .readers import Reader
from .versions import Kin, Versions


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


@dataclass(frozen=True, slots=True)
class Contents:
    """What a list of what the store holds shows.

    Attributes:
        held: reports to show, each with its other versions.
        found: how many there are of what was asked for.
        counts: of reports, passages and failures in the whole store.
        failures: files that could not be read.
        removed: reports removed by hand.
        folders: folders that files were read from, which can be synced again.
        local: whether the reader sits at the machine itself: then reports may be erased.
        changeable: whether the reader may correct and remove what is shown.
    """

    held: Sequence[tuple[Held, Sequence[Kin]]]
    found: int
    counts: Mapping[str, int]
    failures: Sequence[FileRecord] = ()
    removed: Sequence[RemovedReport] = ()
    folders: Sequence[Folder] = ()
    local: bool = False
    changeable: bool = False


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
            failed[root] += file.failure is not None
    return [Folder(root, count, failed[root], root.is_dir()) for root, count in sorted(read.items())]


def held(view: View, record: ReportRecord, files: Sequence[str] = ()) -> Held:
    """A report with what a person wants to know of its reading."""
    whole = view.full_report(record.id)
    return Held(record, tuple(files), whole.warnings if whole else (), tuple(view.corrections(record.id)))


def matching(record: ReportRecord, files: Iterable[str], named: str) -> bool:
    """Whether every word of `named` stands, accents aside, in what a list shows of a report."""
    header = record.header
    issued = prose_date(header.issued) if header.issued else None
    shown = (header.agency, header.number, issued, header.doc_type, header.title, header.province, record.file, *files)
    text = fold(" ".join(filter(None, shown)))
    return all(word in text for word in fold(named).split())


def contents(house: House, reader: Reader, named: str, most: int, local: bool) -> Contents:
    """What the store holds of the reports that `named` names, at most so many shown.

    Raises:
        NothingIndexedError: nothing was ever indexed.
    """
    with house.seen_by(reader) as view:
        files = view.files()
        names: dict[str | None, list[str]] = {}
        for file in files:
            names.setdefault(file.report, []).append(file.name)
        records = view.reports()
        versions = Versions(records)
        found = [one for one in records if matching(one, names.get(one.id, ()), named)]
        return Contents(
            held=[
                (held(view, one, names.get(one.id, ())), versions.of(one.header, one.file, one.id))
                for one in found[:most]
            ],
            found=len(found),
            counts=view.counts(),
            failures=[file for file in files if file.failure],
            removed=view.removed() if reader.may("editor") else (),
            folders=folders(files, house.store.folder) if local and reader.may("editor", whole=True) else (),
            local=local and reader.may("editor"),
            changeable=reader.may("editor"),
        )
