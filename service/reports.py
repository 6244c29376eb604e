"""Reports: listed, opened, cited, handed out as the files they came in, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ..corpus.bibliography import CslItem
from ..corpus.bundles import digests_within, enclosed_digest, outer, place_in_file
from ..corpus.errors import FileUnreadableError, TracuuError
from ..corpus.report import Report
from ..corpus.sandbox import page_safely, unpack_safely
from ..index.held import digest_held
from ..index.records import CitedDocument, Passage, RemovedReport, ReportRecord
from ..index.scope import Scope
from ..search.comparison import Pair, compared
from ..search.engine import citation_of
from ..search.errors import PassageUnknownError, ReportUnknownError
from ..search.overview import SimilarReport, similar_reports
from ..search.sources import sources_of
from ..search.understanding import understand
from .asking import Request, Sort, in_order
from .basket import Chosen, chosen
from .house import House
from .readers import OWNER, Reader


class OriginalGoneError(TracuuError):
    """The file that a report came in is not where it was."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class OriginalChangedError(TracuuError):
    """The file that a report came in is another one now."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class OriginalPagelessError(TracuuError):
    """The file that a report came in has no pages that can be shown."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


PDF = ".pdf"
"""How files end whose pages can be shown."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report opened to be read.

    Attributes:
        report: the whole of it.
        passage: where it was opened.
        whole: whether it was opened as such, at no passage of its own.
        similar: reports like it.
    """

    report: Report
    passage: Passage
    whole: bool
    similar: tuple[SimilarReport, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports side by side, the older one first where their dates say so."""

    first: ReportRecord
    second: ReportRecord
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A file that a report came in: its own name, and what it holds."""

    name: str
    content: bytes


def counts(house: House, reader: Reader) -> dict[str, int]:
    """How many reports, passages, sentences and failures there are."""
    with house.seen_by(reader) as view:
        return view.counts()


def listed(house: House, reader: Reader, request: Request | None = None) -> list[tuple[ReportRecord, int]]:
    """The reports with a passage that a question and its filter admit, newest first or as asked, and how many each has.

    By relevance they are newest first: nothing is asked that one could answer better than another.
    """
    with house.seen_by(reader) as view:
        if request is None:
            return [(record, record.passages) for record in view.reports()]
        if request.text.strip():
            scope = understand(view, request.text, request.filter, request.as_typed, request.ignored).scope
        else:
            scope = Scope(filter=request.filter)
        seen = view.within(scope)
        passages = seen.passages_by_report()
        order: Sort = "newest" if request.sort == "relevance" else request.sort
        return [(record, passages.get(record.id, 0)) for record in in_order(seen.reports(), order, lambda one: one)]


def removed(house: House, reader: Reader) -> list[RemovedReport]:
    """The reports that were removed by hand, the last one first."""
    reader.must_be("editor")
    with house.seen_by(reader) as view:
        return view.removed()


def report(house: House, reader: Reader, report_id: str) -> Report:
    """The whole of a report; raises ReportUnknownError."""
    with house.seen_by(reader) as view:
        full = view.full_report(report_id)
    if full is None:
        raise ReportUnknownError(report_id)
    return full


def opened(house: House, reader: Reader, key: str) -> Opened | None:
    """A report opened at the passage with that public id, or at its head by its own; None where there is none."""
    with house.seen_by(reader) as view:
        passage = view.passage(key)
        whole = passage is None
        passage = passage or view.passage(f"{key}-1")
        full = view.full_report(passage.report.id) if passage else None
        if passage is None or full is None:
            return None
        similar = similar_reports(view, house.survey.vectors(view), passage.report.id)
        return Opened(full, passage, whole, tuple(similar))


def side_by_side(house: House, reader: Reader, one: str, other: str) -> Compared | None:
    """The reports with these ids side by side; None where one of them is not there."""
    with house.seen_by(reader) as view:
        there = [(record, view.full_report(key)) for key in (one, other) if (record := view.report(key))]
    whole = [(record, full) for record, full in there if full]
    if len(whole) < len((one, other)):
        return None
    whole.sort(key=lambda pair: pair[0].header.issued or "")
    (first, old), (second, new) = whole
    return Compared(first, second, tuple(compared(old.paragraphs, new.paragraphs)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a report, passage by passage.

    Attributes:
        record: the report.
        passages: those of the part, in order, each with its citation.
        offset: how many come before them.
        found: how many the report has in all.
    """

    record: ReportRecord
    passages: tuple[tuple[Passage, str], ...]
    offset: int
    found: int


def read_from(house: House, reader: Reader, key: str, offset: int, most: int) -> Reading:
    """A report from its passage of that public id on, or from its beginning by its own, `offset` passages further.

    Raises:
        PassageUnknownError: there is neither.
    """
    with house.seen_by(reader) as view:
        passage = view.passage(key) or view.passage(f"{key}-1")
        if passage is None:
            raise PassageUnknownError(key)
        passages = view.passages_of(passage.report.id)
        start = next((place for place, one in enumerate(passages) if one.key == passage.key), 0) + offset
        part = tuple((one, citation_of(one)) for one in passages[start : start + most])
        return Reading(passage.report, part, start, len(passages))


def cited(house: House, reader: Reader, keys: Sequence[str]) -> list[CslItem]:
    """What a citation of each of these passages is made of; raises PassageUnknownError for the first unknown."""
    with house.seen_by(reader) as view:
        found = [(key, view.passage(key)) for key in keys]
        for key, passage in found:
            if passage is None:
                raise PassageUnknownError(key)
        sources = sources_of(view, (passage for _, passage in found if passage))
        return [sources[key] for key in keys]


def cited_as(house: House, reader: Reader, passages: Iterable[Passage]) -> dict[str, CslItem]:
    """The same of passages that were found, by their public ids."""
    with house.seen_by(reader) as view:
        return sources_of(view, passages)


def picked(house: House, reader: Reader, said: Iterable[str]) -> list[Chosen]:
    """The sentences of a basket, as they stand now."""
    with house.seen_by(reader) as view:
        return chosen(view, said)


def original(house: House, reader: Reader, report_id: str) -> Original:
    """The file that a report was read from, as it was then; of a bundle, that one file.

    A file of several documents is given to those alone who may see them all; to nobody where one of them was removed.

    Raises:
        ReportUnknownError: there is no such report.
        OriginalGoneError, OriginalChangedError: its file is not there, or another.
    """
    with house.seen_by(reader) as view:
        seen = {file.path: file for file in view.files() if file.report}
    files = [file for file in seen.values() if file.report == report_id]
    if not files:
        raise ReportUnknownError(report_id)
    there = [file for file in files if outer(Path(file.path)).is_file()]
    if not there:
        raise OriginalGoneError(files[0].name)
    for file in there:
        whole, number = _whole(Path(file.path)), place_in_file(Path(file.path))
        content = _content(whole)
        digest = digest_held(sha256(content).hexdigest(), whole, house.store.originals)
        if (enclosed_digest(digest, number) if number else digest) == file.sha256:
            if _holds_hidden(house, digest, {file.sha256 for file in seen.values()}):
                raise OriginalGoneError(file.name)
            return Original(whole.name, content)
    raise OriginalChangedError(there[0].name)


def files_there(house: House, reader: Reader) -> dict[str, str]:
    """The addresses on this machine ("file:///…") of the files that reports came in and that are there, by report."""
    with house.seen_by(reader) as view:
        files = {file.report: outer(Path(file.path)) for file in view.files() if file.report}
    return {report: path.absolute().as_uri() for report, path in files.items() if path.is_file()}


def has_pages(name: str) -> bool:
    """Whether a file of that name has pages that can be shown."""
    return Path(name).suffix.lower() == PDF


def original_page(house: House, reader: Reader, report_id: str, number: int) -> bytes:
    """A page, from 1, of the PDF that a report was read from, as a JPEG.

    Raises:
        OriginalPagelessError: it is no PDF.
        FileUnreadableError: there is no such page, or it cannot be drawn.
        tracuu.corpus.errors.TracuuError: the file is not handed out, as `original` has it.
    """
    file = original(house, reader, report_id)
    if Path(file.name).suffix.lower() != PDF:
        raise OriginalPagelessError(file.name)
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, f"file{PDF}")
        copy.write_bytes(file.content)
        return page_safely(copy, number)


def _holds_hidden(house: House, digest: str, seen: Set[str]) -> bool:
    """Whether the file with that SHA-256 holds a document that was removed, or that is not among those `seen`.

    By what documents say and not by where they were found: a copy of the file has them all, whatever is known of it.
    """
    held = set(digests_within(digest))
    with house.seen_by(OWNER) as view:
        kept = {file.sha256 for file in view.files() if file.report}
        return bool(held & kept - seen) or any(map(view.is_removed, held))


def _whole(path: Path) -> Path:
    """The file of a document, which may be one of several in it."""
    return path.parent if place_in_file(path) else path


def _content(path: Path) -> bytes:
    """What a file holds; nothing where it stood in a bundle and does no more."""
    if outer(path) == path:
        return path.read_bytes()
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder, suppress(FileUnreadableError):
        return Path(folder, unpack_safely(path, Path(folder))[0].file).read_bytes()
    return b""


def references(
    house: House, reader: Reader, name: str | None = None
) -> tuple[list[CitedDocument], dict[str, ReportRecord]]:
    """The documents that reports cite, or the one of that name, most cited first; and those reports, by id."""
    with house.seen_by(reader) as view:
        return view.citations([name] if name else None), {record.id: record for record in view.reports()}
