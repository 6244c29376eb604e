"""What is done to a store, and what comes of it: values that every kind of store gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..words import Bilingual

Doing = Literal["index", "watch", "remove", "correct", "restore", "repair"]


Progress = Callable[[str, int, int], None]
"""Told a stage ("read", "encode" or "publish"), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of a publication.

    Attributes:
        encoded: how many texts were encoded.
        reports, passages: how many the store has now.
        generation: the number of the new generation; None if the current one shows all there is.
    """

    encoded: int
    reports: int
    passages: int
    generation: int | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    file: str
    reason: Bilingual


@dataclass(slots=True)
class SyncResult:
    """What a sync did: file names by what became of them, and the failures.

    Attributes:
        added, changed, unchanged: the files that were read, now or before.
        removed: those that --prune dropped, for they are gone.
        kept: those that are not there, but whose folder is empty or silent, as an unmounted drive is.
        withheld: those that stay out because their report was removed by hand.
        failures: those that could not be read.
        encoded: how many texts were encoded.
        reports, passages: how many the store has now.
        generation: the number of what was published; None if there was nothing to publish.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    encoded: int = 0
    reports: int = 0
    passages: int = 0
    generation: int | None = None

    def published(self, done: Published) -> None:
        """Take over what came of the publication."""
        self.encoded, self.reports, self.passages = done.encoded, done.reports, done.passages
        self.generation = done.generation


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of a report.

    Attributes:
        state: "unknown" if there is no such report; "permitted" if it was erased, and its file may be read again.
        published: whether the index shows it too; if not, the next sync publishes it, and no result shows the report.
    """

    state: Literal["removed", "erased", "restored", "permitted", "unknown"]
    published: bool = False


Part = Literal["catalog", "report", "vector", "current", "generation", "leftover", "behind", "purge"]


HARMLESS: tuple[Part, ...] = ("leftover", "behind", "purge")
"""What a writer that was cut short leaves: nothing is wrong with it, and the next sync clears it away."""


@dataclass(frozen=True, slots=True)
class StoreFault:
    """Something that is not as it should be.

    Attributes:
        part: of the store.
        where: a file, a report's id, or the encoder and hash of a vector.
        what: what is wrong.
    """

    part: Part
    where: str
    what: Bilingual

    @property
    def harmless(self) -> bool:
        """Whether everything is whole in spite of it."""
        return self.part in HARMLESS


@dataclass(slots=True)
class Verification:
    """What was looked at, by name, how many of each; and what is wrong."""

    checked: dict[str, int] = field(default_factory=dict)
    faults: list[StoreFault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is damaged."""
        return all(fault.harmless for fault in self.faults)

    def of(self, part: Part) -> list[StoreFault]:
        """What is wrong with one part."""
        return [fault for fault in self.faults if fault.part == part]

    def add(self, part: Part, where: object, what: Bilingual) -> None:
        """Take down a fault."""
        self.faults.append(StoreFault(part, str(where), what))


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done, and what is still wrong after it.

    Attributes:
        before, after: what `verify` found.
        encoded: how many texts had to be encoded, for their vectors were damaged.
        reread: reports that were read from their files again.
        lost: reports of a broken catalog that could not be saved; their files are read by the next `tracuu index`.
        aside: the broken catalog, put aside; None if it is whole.
    """

    before: Verification
    after: Verification
    encoded: int = 0
    reread: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was looked at: its size in bytes, and what it holds."""

    path: Path
    size: int
    reports: int
    passages: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a store holds and is made with.

    Attributes:
        counts: reports, passages, sentences, failures.
        generation: the number of the last publication.
        created: when that was, ISO 8601, UTC.
        encoder: the name of the encoder.
        up_to_date: whether the index shows all that the store holds.
        waiting: files that are read and not published yet.
        removed: reports that were removed by hand.
        failed: the files that could not be read.
        shared: whether generations share their files; where the disk has no links they are copied each time.
        erasing: reports erased whose text may still stand in a file: that was cut short.
    """

    counts: dict[str, int]
    generation: int
    created: str
    encoder: str
    up_to_date: bool
    waiting: int
    removed: int
    failed: tuple[Failure, ...]
    shared: bool = True
    erasing: int = 0
