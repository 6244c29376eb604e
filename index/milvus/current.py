"""The publication that is seen: one row, which says all that a view has to know before it asks for anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import CatalogTooNewError, MilvusFaultError
from ..records import EncoderRecord, RemovedReport
from ..scope import COMMON
from .client import Milvus, Row
from .layout import CURRENT, NOWHERE, Collections
from .texts import pieces

GRACE = 120.0
"""Seconds that a view may last after another publication was let be seen: more than any request takes."""

KEY = "current"
HIDDEN = "hidden/"
"""What the key of a row begins with that keeps a report out of all results, whatever the publication has of it."""

FORMAT = 1
"""Of what is written; a store of a later one is not read."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The passages of the reports that stand in the same collections: what is counted of several shelves adds up.

    Attributes:
        collections: their names, ascending.
        passages, tokens, pairs, context: how many passages there are, and their tokens, pairs of tokens and terms of
            context, all together.
        sentences: how many they have.
        sums: the passages' vectors, added up.
    """

    collections: tuple[str, ...]
    passages: int
    tokens: int
    pairs: int
    context: int
    sentences: int
    sums: tuple[float, ...]

    def with_more(self, counts: Mapping[str, int], sums: npt.NDArray[np.float64]) -> Shelf:
        """The shelf when so many more stand there, whose vectors add up to `sums`, float64 (d,); they may be fewer."""
        counted = {name: getattr(self, name) + counts.get(name, 0) for name in COUNTED}
        before = np.array(self.sums) if self.sums else np.zeros(len(sums))
        return replace(self, **counted, sums=tuple((before + sums).tolist()))


COUNTED = ("passages", "tokens", "pairs", "context", "sentences")
"""What is counted of a shelf."""


@dataclass(frozen=True, slots=True)
class Current:
    """A publication.

    Attributes:
        version: its number; each is one more than the last.
        made: when, ISO 8601, UTC.
        encoder: what the vectors were made with.
        base: the number in the names of its collections.
        shelves: by their number.
        weighed: how many passages there were, and their tokens, pairs and terms of context, by the mean of which the
            words' weights in the rows are made.
        next_row: the first number that no row has.
        catalog: which state of which catalog it shows.
        normaliser: of the tokens.
        recent: the publications before it that views may still be of: the number of each, and when the next one was
            let be seen, in seconds since 1970.
        swept: what no publication from this one on shows is gone: what was changed before it cannot be read any more.
    """

    version: int
    made: str
    encoder: EncoderRecord
    base: int
    shelves: tuple[Shelf, ...]
    weighed: tuple[int, int, int, int]
    next_row: int
    catalog: str
    normaliser: int
    recent: tuple[tuple[int, float], ...] = ()
    swept: int = 0

    @property
    def collections(self) -> Collections:
        """Where it stands."""
        return Collections(self.base)

    def still_seen(self, now: float) -> tuple[tuple[int, float], ...]:
        """This publication and those before it that views may still be of, when the next one is let be seen."""
        return (*((version, until) for version, until in self.recent if until > now - GRACE), (self.version, now))

    def horizon(self, now: float) -> int:
        """The first publication that a view may still be of."""
        return min((version for version, until in self.recent if until > now - GRACE), default=self.version)

    def seen(self, collections: frozenset[str] | None) -> tuple[int, ...] | None:
        """The numbers of the shelves whose reports stand in one of these collections; None for all there are."""
        if collections is None:
            return None
        return tuple(
            number
            for number, shelf in enumerate(self.shelves)
            if collections.intersection(shelf.collections or (COMMON,))
        )

    def together(self, shelves: tuple[int, ...] | None) -> Shelf:
        """What these shelves hold, all together."""
        some = self.shelves if shelves is None else [self.shelves[number] for number in shelves]
        sums: npt.NDArray[np.float64] = np.zeros(self.encoder.dimension)
        for shelf in some:
            sums = sums + np.array(shelf.sums)
        counts = {name: sum(getattr(shelf, name) for shelf in some) for name in COUNTED}
        return Shelf((), **counts, sums=tuple(sums.tolist()))


@dataclass(frozen=True, slots=True)
class Hidden:
    """A report that was removed, though what is published may still have it.

    Attributes:
        removed: as it is listed.
        digest: the SHA-256 of its file.
    """

    removed: RemovedReport
    digest: str

    @property
    def report(self) -> str:
        """The report's id."""
        return self.removed.id


def read(milvus: Milvus) -> Current | None:
    """The publication that is seen; None where nothing was ever published."""
    return read_with_hidden(milvus)[0]


def read_with_hidden(milvus: Milvus) -> tuple[Current | None, tuple[Hidden, ...]]:
    """The publication that is seen and what is left out of it, both of one moment; raises as `read`.

    Raises:
        MilvusFaultError: a part of it is missing.
        CatalogTooNewError: a newer tracuu wrote it.
    """
    if not milvus.has(CURRENT):
        return None, ()
    bodies = {row["key"]: row["body"] for row in milvus.rows(CURRENT, 'key != ""', ["key", "body"])}
    hidden = tuple(_hidden(body) for key, body in sorted(bodies.items()) if key.startswith(HIDDEN))
    if KEY not in bodies:
        return None, hidden
    version, parts = json.loads(bodies[KEY])
    try:
        body = "".join(bodies[_part(version, number)] for number in range(parts))
    except KeyError as error:
        raise MilvusFaultError(milvus.address, f"{CURRENT}: {error.args[0]}") from error
    said = json.loads(body)
    if said["format"] > FORMAT:
        raise CatalogTooNewError(milvus.address)
    return _from_json(said), hidden


def write(milvus: Milvus, current: Current) -> None:
    """Let this publication be seen from now on: its parts first, then the one row that names them."""
    body = json.dumps({"format": FORMAT, **asdict(current)}, ensure_ascii=False)
    parts = list(pieces(body))
    names = [_part(current.version, number) for number in range(len(parts))]
    milvus.put(CURRENT, (_row(name, part) for name, part in zip(names, parts, strict=True)))
    milvus.put(CURRENT, [_row(KEY, json.dumps([current.version, len(parts)]))])
    milvus.delete(CURRENT, f'key like "%/part/%" and key not in {json.dumps(names)}')


def hide(milvus: Milvus, hidden: Hidden) -> None:
    """Leave a report out of every view that is taken from now on, until `show`, or a publication without it."""
    removed = hidden.removed
    said = {"report": removed.id, "file": removed.file, "made": removed.made, "sha256": hidden.digest}
    milvus.put(CURRENT, [_row(HIDDEN + removed.id, json.dumps(said, ensure_ascii=False))])


def show(milvus: Milvus, reports: Iterable[str]) -> None:
    """Leave these reports out no more."""
    keys = [HIDDEN + report for report in reports]
    if keys:
        milvus.delete(CURRENT, f"key in {json.dumps(keys)}")


def _hidden(body: str) -> Hidden:
    said = json.loads(body)
    return Hidden(RemovedReport(said["report"], said["file"], said["made"]), said["sha256"])


def _part(version: int, number: int) -> str:
    return f"{version}/part/{number}"


def _row(key: str, body: str) -> Row:
    return {"key": key, "body": body, "nowhere": NOWHERE}


def _from_json(said: dict[str, Any]) -> Current:
    shelves = tuple(
        Shelf(**{**shelf, "collections": tuple(shelf["collections"]), "sums": tuple(shelf["sums"])})
        for shelf in said["shelves"]
    )
    return Current(
        version=said["version"],
        made=said["made"],
        encoder=EncoderRecord.from_json(said["encoder"]),
        base=said["base"],
        shelves=shelves,
        weighed=tuple(said["weighed"]),
        next_row=said["next_row"],
        catalog=said["catalog"],
        normaliser=said["normaliser"],
        recent=tuple((version, until) for version, until in said["recent"]),
        swept=said["swept"],
    )
