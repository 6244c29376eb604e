"""Which kind of store a place names: a folder of this machine, or a Milvus server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .addresses import shown_address
from .errors import MilvusMissingError, StoreUnknownError
from .local.store import LocalStore
from .store import Store

if TYPE_CHECKING:
    from .milvus.client import Milvus
    from .models.encoder import Encoder

LOCAL = "local"
MILVUS = "milvus:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is.

    Attributes:
        data: the data folder: of a local store all there is, else what this machine keeps beside it.
        kind: "local", or "milvus:" and the address of a server, or a path that ends in ".db" for milvus-lite.
        token: what the server knows it by.
        index: type of the dense side's index on Milvus.
    """

    data: Path
    kind: str = LOCAL
    token: str | None = None
    index: str = "FLAT"

    @property
    def named(self) -> str:
        """As people name it; a password in it is kept out."""
        return str(self.data) if self.kind == LOCAL else shown_address(self.kind)

    @classmethod
    def said(cls, store: str, data: Path, token: str | None = None, index: str = "FLAT") -> Place:
        """The place that somebody says: a folder, or "milvus:" and an address; `data` is this machine's folder."""
        return cls(data, store, token, index) if store.startswith(MILVUS) else cls(Path(store).expanduser())


def open_store(place: Place | Path) -> Store:
    """The store at `place`, where there may be nothing yet: whoever takes a view of it is told.

    Raises:
        StoreUnknownError: there is no such kind of store.
        MilvusMissingError: it is on Milvus, and its client is not installed.
    """
    if isinstance(place, Path):
        return LocalStore(place)
    if place.kind == LOCAL:
        return LocalStore(place.data)
    milvus = milvus_at(place)
    from .milvus.publication import Index  # noqa: PLC0415 - it takes half a second, and an extra
    from .milvus.store import MilvusStore  # noqa: PLC0415

    return MilvusStore(milvus, place.data, Index.named(place.index))


def milvus_at(place: Place) -> Milvus:
    """The server that a place names; raises as `open_store`."""
    address = place.kind.removeprefix(MILVUS)
    if not place.kind.startswith(MILVUS) or not address:
        raise StoreUnknownError(shown_address(place.kind))
    try:
        from .milvus.client import Milvus  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MilvusMissingError from error
    return Milvus(address, place.token)


def help_encoding(place: Place, encoder: Encoder, told: Callable[[int, int], None]) -> None:
    """Encode what waits at `place`, until Ctrl-C; as `milvus.helping.help_encoding`. Raises as `open_store`."""
    milvus = milvus_at(place)
    from .milvus.helping import help_encoding as encode  # noqa: PLC0415

    encode(milvus, encoder, told)
