"""Files that somebody has put on the page and not decided on yet: moved here, read, looked at, taken in or dropped."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import BinaryIO

from ..corpus.bundles import digests_within, is_bundle
from ..corpus.bundles.entries import is_hidden
from ..corpus.errors import FileUnreadableError, TracuuError
from ..corpus.report import Header, Report, secrecy_of
from ..corpus.sandbox import cores, read_all, unpack_safely
from ..index.corrections import Correction, checked, corrected
from ..index.disk_faults import named_faults
from ..index.errors import SecretReportError
from ..index.scope import COMMON
from ..words import Bilingual

FILE = "file"
READING = "reading.json"
"""What a folder of one file holds: the file under its name, and what was read of it."""

WRITTEN, COPY = "begun", "copy"
"""What it holds besides for a moment: what is not whole yet, of the reading and of what goes to the originals."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
HEADINGS, PARAGRAPHS = 60, 6
"""Of a report that is kept to be looked at: its first headings and paragraphs."""

A_WEEK = 7 * 24 * 3600.0
"""Seconds after which a file that nobody decides on is dropped."""

DEEPEST = 4
LONGEST = 150
"""Folders of a name that are kept, and bytes of each: file systems take 255, and a suffix may come to it."""

FORBIDDEN = set('<>:"|?*')
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""What Windows takes in no name: a data folder may be carried there."""


class FileDuplicateError(FileUnreadableError):
    """The very same file is in the store, or waits already."""

    def __init__(self, file: str) -> None:
        super().__init__(file=file)


class ReportRemovedError(FileUnreadableError):
    """The report was removed by hand."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that waits.

    Attributes:
        token: what it is called between the page and its reader; nobody else knows it.
        name: the relative path that it is to be kept under.
        digest: SHA-256 of the file, hexadecimal.
        report: what was read: header, warnings, and the first headings and paragraphs; None if it cannot be kept.
        headings, paragraphs: how many there are in all.
        fault: why it cannot be kept.
        amended: fields of its header that were put right before it is kept, each as `Store.correct` takes it.
        collection: that it is for.
    """

    token: str
    name: str
    digest: str
    report: Report | None = None
    headings: int = 0
    paragraphs: int = 0
    fault: Bilingual | None = None
    amended: tuple[tuple[str, str], ...] = ()
    collection: str = COMMON

    @property
    def header(self) -> Header:
        """Of the report as it is to be kept: as it was read, and put right."""
        assert self.report
        corrections = [Correction(name, checked(name, said), None, "") for name, said in self.amended]
        return corrected(self.report.header, corrections)

    @property
    def looks_like_one(self) -> bool:
        """Whether it has anything of what makes a report: who issued it, a number, the name of its kind."""
        return self.report is not None and any((self.header.agency, self.header.number, self.header.doc_type))


class Waiting:
    """The files that wait, each in a folder of its own; every browser knows those alone that it has brought."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def arriving(self, sent: BinaryIO) -> Iterator[Path]:
        """What is being sent, as a file here, until it is taken; what a kill leaves of it is forgotten later.

        Raises:
            DiskFullError, StoreUnwritableError: there is no room for it.
        """
        with named_faults(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix="upload-", delete=False) as copy:
                place = Path(copy.name)
                try:
                    shutil.copyfileobj(sent, copy)
                    copy.close()
                    yield place
                finally:
                    place.unlink(missing_ok=True)

    def take(self, uploaded: Path, name: str) -> tuple[str, Path]:
        """Move a file here; its token, and where it is now.

        Raises:
            DiskFullError, StoreUnwritableError: it cannot be moved; nothing is left of it, here or there.
        """
        token = secrets.token_urlsafe(16)
        place = self._folder / token / FILE / safe_name(name)
        try:
            with named_faults(self._folder):
                place.parent.mkdir(parents=True)
                shutil.move(uploaded, place)
        except BaseException:
            self.drop([token])
            uploaded.unlink(missing_ok=True)
            raise
        return token, place

    def opened(
        self, taken: Sequence[tuple[str, Path]], collection: str = COMMON
    ) -> tuple[list[tuple[str, Path]], list[Incoming]]:
        """The files taken, those in a bundle instead of it; and what of them cannot even be taken out.

        What the system or an editor keeps for itself in a bundle is passed over, as a sync does.

        Raises:
            DiskFullError, StoreUnwritableError: they cannot be moved.
        """
        files: list[tuple[str, Path]] = []
        refused: list[Incoming] = []
        for token, path in taken:
            if not is_bundle(path):
                files.append((token, path))
                continue
            name = path.relative_to(self._folder / token / FILE).as_posix()
            with named_faults(self._folder), TemporaryDirectory(dir=self._folder / token) as folder:
                try:
                    members = unpack_safely(path, Path(folder))
                except FileUnreadableError as fault:
                    refused.append(self.refuse(Incoming(token, name, "", collection=collection), fault))
                    continue
                for member in members:
                    if is_hidden(member.name):
                        continue
                    if member.fault:
                        one = Incoming(secrets.token_urlsafe(16), f"{name}/{member.name}", "", collection=collection)
                        (self._folder / one.token).mkdir()
                        refused.append(self.refuse(one, FileUnreadableError.remade(*member.fault)))
                    else:
                        files.append(self.take(Path(folder, member.file), f"{name}/{member.name}"))
            self.drop([token])
        return files, refused

    def read(self, taken: Sequence[tuple[str, Path]], collection: str = COMMON) -> Iterator[Incoming]:
        """What each of the files taken says, in their order; one that cannot be kept is gone from here."""
        named = [(path, path.relative_to(self._folder / token / FILE).as_posix()) for token, path in taken]
        outcomes = read_all(named, workers=min(cores(), max(1, len(named))))
        for (token, path), (_, name), outcome in zip(taken, named, outcomes, strict=True):
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            one = Incoming(token, name, digest, collection=collection)
            secrecy = secrecy_of(outcome) if isinstance(outcome, Report) else None
            if isinstance(outcome, Report) and not secrecy:
                shown = _beginning(outcome)
                read = replace(one, report=shown, headings=len(outcome.sections), paragraphs=len(outcome.paragraphs))
                self._write(read)
                yield read
            else:
                fault = SecretReportError(secrecy or "") if isinstance(outcome, Report) else outcome
                yield self.refuse(one, fault)

    def refuse(self, one: Incoming, fault: TracuuError) -> Incoming:
        """Nothing of the file stays but why it cannot be kept."""
        refused = Incoming(one.token, one.name, one.digest, fault=fault.text, collection=one.collection)
        shutil.rmtree(self._folder / one.token / FILE, ignore_errors=True)
        self._write(refused)
        return refused

    def known(self, tokens: Iterable[str]) -> list[Incoming]:
        """Those that `tokens` name and that still wait, each once."""
        return [one for token in dict.fromkeys(tokens) if TOKEN.fullmatch(token) and (one := self._known(token))]

    def amend(self, token: str, values: Mapping[str, str]) -> Incoming | None:
        """Put fields of the header of one that waits right; None where none does under that token."""
        known = next(iter(self.known([token])), None)
        if known is None or known.report is None:
            return None
        amended = replace(known, amended=tuple({**dict(known.amended), **values}.items()))
        self._write(amended)
        return amended

    def path(self, one: Incoming) -> Path:
        """Where its file is."""
        return self._folder / one.token / FILE / one.name

    def copy(self, one: Incoming, place: Path) -> None:
        """Put a copy of its file at `place`, whole or not at all: half of one would be read as a report."""
        begun = self._folder / one.token / COPY
        shutil.copyfile(self.path(one), begun)
        begun.replace(place)

    def drop(self, tokens: Iterable[str]) -> None:
        """Delete those that `tokens` name."""
        for token in tokens:
            if TOKEN.fullmatch(token):
                with suppress(OSError):  # first of all, so that nobody knows what is deleted by half
                    (self._folder / token / READING).unlink()
                shutil.rmtree(self._folder / token, ignore_errors=True)

    def drop_content(self, report_id: str) -> None:
        """Delete every file that the report with that id would be read from, alone or among others."""
        tokens = [path.name for path in self._folder.glob("*")]
        held = ((one.token, digests_within(one.digest)) for one in self.known(tokens))
        self.drop(token for token, digests in held if any(digest.startswith(report_id) for digest in digests))

    def forget_old(self) -> None:
        """Delete what nobody has decided on for `A_WEEK`."""
        for folder in self._folder.glob("*"):
            with suppress(OSError):
                if time.time() - folder.stat().st_mtime > A_WEEK:
                    self.drop([folder.name])
                    if folder.is_file():  # it was being sent when the service was killed
                        folder.unlink()

    def _known(self, token: str) -> Incoming | None:
        try:
            values = json.loads((self._folder / token / READING).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        report = Report.from_json(values.pop("report")) if values["report"] else None
        fault = values.pop("fault")
        amended = tuple((name, said) for name, said in values.pop("amended", ()))
        return Incoming(**{**values, "report": report, "fault": fault and Bilingual(*fault), "amended": amended})

    def _write(self, one: Incoming) -> None:
        values = {name: getattr(one, name) for name in Incoming.__slots__}
        values["report"] = one.report and one.report.to_json()
        values["fault"] = one.fault and (one.fault.vi, one.fault.en)
        with named_faults(self._folder):
            written = self._folder / one.token / WRITTEN
            written.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
            written.replace(self._folder / one.token / READING)  # half of it would be a file that nobody knows


def _beginning(report: Report) -> Report:
    sections = report.sections[:HEADINGS]
    paragraphs = tuple(p for p in report.paragraphs[:PARAGRAPHS] if all(i < len(sections) for i in p.section))
    return replace(report, sections=sections, paragraphs=paragraphs, references=(), enclosed=())


def safe_name(said: str) -> PurePosixPath:
    """A relative path that every file system takes and no sync passes over, as near as can be to what was `said`."""
    parts = [_safe_part(part) for part in re.split(r"[/\\]", unicodedata.normalize("NFC", said))]
    kept = [part for part in parts if part][-DEEPEST:]
    return PurePosixPath(*kept) if kept else PurePosixPath("bao-cao")


def _safe_part(said: str) -> str:
    printable = "".join("_" if c in FORBIDDEN else c for c in said if unicodedata.category(c)[0] != "C")
    name = " ".join(printable.split()).lstrip("~$. ").rstrip(". ")
    if RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > LONGEST // 4:
        return _cut(name, LONGEST)
    return f"{_cut(stem, LONGEST - len(ending.encode()) - 1)}.{ending}"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip(". ")


def place_for(folder: Path, name: str, digest: str) -> tuple[Path, bool]:
    """Where in `folder` a file with that SHA-256 is to stand, and whether it stands there already.

    Another file of that name keeps it, and this one gets a number: "bao-cao (2).docx".
    """
    wanted = folder / safe_name(name)
    if any(parent.is_file() for parent in wanted.parents):
        wanted = folder / wanted.name
    number, place = 1, wanted
    while place.exists():
        if place.is_file():
            with place.open("rb") as file:
                if file_digest(file, "sha256").hexdigest() == digest:
                    return place, True
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return place, False
