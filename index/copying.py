"""A store copied to another place, of whatever kind either is: nothing is read or encoded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from ..corpus.vietnamese import tokens
from .changes import Verification
from .errors import NothingIndexedError, SamePlaceError
from .local.catalog import Catalog
from .local.keeping.backup import StoreNotEmptyError
from .local.keeping.publishing import publish
from .local.lock import writer
from .local.paths import CATALOG_FILE
from .opening import LOCAL, Place, milvus_at, open_store
from .store import Store, View

FloatArray = npt.NDArray[np.float32]

SAMPLE = 50
"""Passages whose own words and vector are asked of both stores."""

NEAR = 10
WORDS = 12
"""How many of the best of each side are compared, and how many of a passage's first words are asked for."""

ROUNDING = 1e-3
"""What two scores of the same passage may differ by."""

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, and looked at.

    Attributes:
        reports, passages, sentences: how many there are, in both.
        asked: how many searches were asked of both.
        differing: the passages that a search finds in one and not in the other, or scores otherwise.
        verification: what `verify` says of the copy.
    """

    reports: int
    passages: int
    sentences: int
    asked: int
    differing: tuple[str, ...]
    verification: Verification

    @property
    def whole(self) -> bool:
        """Whether the copy is as what it was copied from."""
        return self.verification.whole and not self.differing


def copy_store(source: Place, target: Place, force: bool = False, told: Told = lambda *_: None) -> Copied:
    """Make the store at `target` what the one at `source` is, and ask both for the same.

    Raises:
        as `carry` does.
    """
    carry(source, target, force, told)
    return compare(open_store(source), open_store(target))


def carry(source: Place, target: Place, force: bool = False, told: Told = lambda *_: None) -> None:
    """Write what is at `source` to `target`.

    A copy that is cut short is gone on with by the next one; what is there already and has not changed is left.

    Raises:
        SamePlaceError: they are one.
        NothingIndexedError: there is nothing at `source`.
        StoreNotEmptyError: there are other reports at `target`, and they are not to be lost.
        MilvusOtherError: the same, on Milvus.
    """
    same_folder = source.data.resolve() == target.data.resolve()
    if source.kind == target.kind and (source.kind != LOCAL or same_folder):
        raise SamePlaceError(source.named)
    with _catalog_of(source, told) as path:
        if target.kind == LOCAL:
            _to_folder(path, target.data, force, told)
        else:
            _to_milvus(path, target, force, told)


@contextmanager
def _catalog_of(place: Place, told: Told) -> Iterator[Path]:
    """The catalog of a store, of one on Milvus made for the time being."""
    if place.kind == LOCAL:
        if not (place.data / CATALOG_FILE).is_file():
            raise NothingIndexedError(place.data)
        yield place.data / CATALOG_FILE
        return
    from .milvus import current  # noqa: PLC0415 - an extra
    from .milvus.pulling import pull  # noqa: PLC0415

    milvus = milvus_at(place)
    now = current.read(milvus)
    if now is None:
        raise NothingIndexedError(place.named)
    with TemporaryDirectory(prefix="tracuu-") as folder:
        pull(milvus, now, Path(folder) / CATALOG_FILE, lambda done, total: told("read", done, total))
        yield Path(folder) / CATALOG_FILE


def _to_folder(path: Path, data: Path, force: bool, told: Told) -> None:
    here = data / CATALOG_FILE
    with Catalog.open(path) as source:
        made_with, identity = source.encoder(), source.identity()
        if made_with is None:
            raise NothingIndexedError(path.parent)
        with writer(data, "restore"):
            if here.is_file():
                with Catalog.open(here) as there:
                    reports = there.reports.counts()["reports"]
                    if reports and there.identity() != identity and not force:
                        raise StoreNotEmptyError(data, reports)
            from .local.catalog.database import discard, replace_catalog  # noqa: PLC0415

            fresh = data / f"{CATALOG_FILE}.part"
            discard(fresh)
            source.database.copy_to(fresh)
            replace_catalog(fresh, here)
            with Catalog.open(here) as catalog:
                catalog.database.raise_version(catalog.version)
                publish(data, catalog, made_with, again=True, progress=told)


def _to_milvus(path: Path, target: Place, force: bool, told: Told) -> None:
    from .milvus.publication import Index  # noqa: PLC0415 - an extra
    from .milvus.publishing import Publisher  # noqa: PLC0415

    with writer(path.parent, "index"), Catalog.open(path) as catalog:
        made_with = catalog.encoder()
        if made_with is None:
            raise NothingIndexedError(path.parent)
        publisher = Publisher(milvus_at(target), Index.named(target.index), replacing=force)
        publisher.publish(path.parent, catalog, made_with, again=force, progress=told)


def compare(one: Store, other: Store) -> Copied:
    """Ask both for the same, and look at the second as a whole."""
    with one.view() as first, other.view() as second:
        places = first.places().ids
        chosen = places[np.unique(np.linspace(0, len(places) - 1, min(SAMPLE, len(places))).astype(np.int64))]
        differing = [key for number in chosen.tolist() for key in _differing(first, second, number)]
        counts = first.counts()
        differing += [f"{name}" for name, count in second.counts().items() if counts[name] != count]
    return Copied(
        counts["reports"],
        counts["passages"],
        counts["sentences"],
        len(chosen),
        tuple(dict.fromkeys(differing)),
        other.verify(),
    )


def _differing(first: View, second: View, number: int) -> Iterator[str]:
    """Passages that one question finds in one of the views only, or that they score differently."""
    passage = first.passages([number])[number]
    vector = first.passage_vectors(np.array([number], np.int64))[0]
    words = tokens(passage.text)[:WORDS]
    here, there = (_found(view, vector, words) for view in (first, second))
    for key in here.keys() & there.keys():
        if any(abs(a - b) > ROUNDING * max(1.0, abs(a)) for a, b in zip(here[key], there[key], strict=True)):
            yield key
    last = [sorted((scores[side] for scores in here.values()), reverse=True)[:NEAR][-1] for side in (0, 1)]
    for key in here.keys() ^ there.keys():  # those that are as good as the last of a side may be found or not
        scores = here.get(key) or there[key]
        if any(score > low + ROUNDING * max(1.0, low) for score, low in zip(scores[:2], last, strict=True)):
            yield key


def _found(view: View, vector: FloatArray, words: Sequence[str]) -> dict[str, tuple[float, float, float]]:
    """What both sides find: for each passage, by its public id, its cosine, BM25, and the score of the dense side."""
    sides = view.both_sides(vector, words, "accented", NEAR, NEAR)
    keys = {number: passage.key for number, passage in view.passages(sides.ids.tolist()).items()}
    cosines = (view.passage_vectors(sides.ids) @ vector).tolist()
    scored = zip(sides.ids.tolist(), cosines, sides.lexical.tolist(), sides.dense.tolist(), strict=True)
    return {keys[number]: (cosine, lexical, dense) for number, cosine, lexical, dense in scored}
