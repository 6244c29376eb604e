"""Keeping the store: brought in step with folders, looked over, mended, backed up; for those alone who keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..corpus.errors import TracuuError
from ..index.changes import Backup, Doing, Progress, Published, Repair, Status, SyncResult, Verification
from ..index.errors import EncoderMismatchError
from ..index.opening import Place
from .house import House
from .readers import Reader

if TYPE_CHECKING:
    from ..index.copying import Copied


def sync(
    house: House,
    reader: Reader,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    force: bool = False,
    admit_secret: bool = False,
    verify_content: bool = False,
    collection: str | None = None,
    doing: Doing = "index",
    progress: Progress = lambda *_: None,
) -> SyncResult:
    """Bring the store in step with files and folders; as `Store.sync`."""
    reader.must_be("editor", whole=True)
    encoder = house.engines.encoder()
    return house.store.sync(
        paths,
        encoder,
        prune=prune,
        force=force,
        admit_secret=admit_secret,
        verify_content=verify_content,
        collection=collection,
        doing=doing,
        progress=progress,
    )


def same_model(house: House) -> None:
    """Refuse to encode with another model than the store was made with.

    Raises:
        EncoderMismatchError: it was made with another one.
    """
    made_with, encoder = house.store.made_with(), house.engines.encoder()
    if made_with and made_with.name != encoder.name:
        raise EncoderMismatchError(made_with.name, encoder.name)


def watch(
    house: House,
    reader: Reader,
    paths: Sequence[Path],
    tell: Callable[[SyncResult | TracuuError], None],
    admit_secret: bool = False,
) -> None:
    """Keep the store in step with folders until it is interrupted; as `Store.watch`."""
    reader.must_be("admin", whole=True)
    house.store.watch(paths, house.engines.encoder(), tell, admit_secret)


def status(house: House, reader: Reader) -> Status:
    """What the store holds and is made with."""
    reader.must_be("admin", whole=True)
    return house.store.status()


def verify(house: House, reader: Reader) -> Verification:
    """Look at all that the store holds."""
    reader.must_be("admin", whole=True)
    return house.store.verify()


def repair(house: House, reader: Reader) -> Repair:
    """Make the store whole."""
    reader.must_be("admin", whole=True)
    return house.store.repair(house.engines.encoder)


def backup(house: House, reader: Reader, target: Path, force: bool = False) -> Backup:
    """Write the store to one file, while it is in use."""
    reader.must_be("admin", whole=True)
    return house.store.backup(target, force)


def restore(
    house: House, reader: Reader, source: Path, force: bool = False, progress: Progress = lambda *_: None
) -> Published:
    """Make the store what a backup holds."""
    reader.must_be("admin", whole=True)
    return house.store.restore_backup(source, house.engines.encoder(), force, progress)


def copy(place: Place, to: str, reader: Reader, force: bool = False, progress: Progress = lambda *_: None) -> Copied:
    """Make another store what the one at `place` is; as `index.copying.copy_store`.

    Args:
        place: where it is.
        to: a folder, or "milvus:" and an address.
        reader: who asks.
        force: also where there are other reports, which are lost.
        progress: told how far it is.
    """
    from ..index.copying import copy_store  # noqa: PLC0415 - one command copies

    reader.must_be("admin", whole=True)
    return copy_store(place, Place.said(to, place.data, place.token, place.index), force, progress)


def help_encoding(place: Place, house: House, reader: Reader, tell: Callable[[int, int], None]) -> None:
    """Encode what a machine that indexes into the store at `place` has put there, until it is interrupted.

    Raises:
        StoreUnknownError: that store is on one machine, which encodes for itself.
    """
    from ..index.opening import help_encoding as encode  # noqa: PLC0415 - one command helps

    reader.must_be("admin", whole=True)
    encode(place, house.engines.encoder(), tell)
