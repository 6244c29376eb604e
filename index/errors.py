"""The faults of keeping that a person can mend."""

from __future__ import annotations

from pathlib import Path

from ..corpus.errors import FileUnreadableError, TracuuError
from ..words import Bilingual, both


class ModelNotFoundError(TracuuError):
    """A model was given as a folder, and no model is there.

    Args:
        model: what was asked for, as it was typed.
    """

    def __init__(self, model: str) -> None:
        super().__init__(model=model)
        self.model = model


class ModelUnavailableError(TracuuError):
    """A model that exists, or may exist, could not be loaded.

    Args:
        model: what was asked for, as it was typed.
        reason: why not: what the library underneath said, in one line, or a text of the table.
    """

    def __init__(self, model: str, reason: str | Bilingual) -> None:
        super().__init__(model=model, reason=reason)
        self.model = model


class FolderInUseError(TracuuError):
    """A folder to be written holds something else.

    Args:
        folder: the folder, left as it was.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder=folder)
        self.folder = folder


class CatalogDamagedError(TracuuError):
    """The catalog is no SQLite file of ours, or is broken."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class CatalogUnavailableError(TracuuError):
    """The catalog cannot be opened or written where it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class CatalogLostError(TracuuError):
    """The catalog is not there, or is an older copy than the one that the index shows."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class CatalogTooNewError(TracuuError):
    """A newer tracuu wrote it."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path=path)


class NothingIndexedError(TracuuError):
    """There is nothing to search yet."""

    def __init__(self, data: Path | str) -> None:
        super().__init__(data=data)


class CurrentDamagedError(TracuuError):
    """CURRENT names no generation."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class CurrentUnreadableError(CurrentDamagedError):
    """CURRENT may be whole, but cannot be read now.

    Args:
        path: CURRENT, or its folder.
        reason: what the system says, in one line.
    """

    def __init__(self, path: Path, reason: str) -> None:
        TracuuError.__init__(self, path=path, reason=reason)


class GenerationDamagedError(TracuuError):
    """A file of the generation is missing or is not what its manifest says."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


class EncoderMismatchError(TracuuError):
    """The generation was made with another model than the one asked for."""

    def __init__(self, made_with: str, asked: str) -> None:
        super().__init__(made_with=made_with, asked=asked)


class NormaliserMismatchError(TracuuError):
    """The generation's tokens were made by another version of the normaliser."""

    def __init__(self) -> None:
        super().__init__()


class PathMissingError(TracuuError):
    """A path to index is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NothingReadableError(TracuuError):
    """None of the files given could be read, and the store is empty."""

    def __init__(self, seen: int) -> None:
        super().__init__(seen=seen)


class StoreBusyError(TracuuError):
    """Another process is writing.

    Args:
        data: the data folder.
        holder: who is, as far as it is known.
        doing: what for, likewise.

    Attributes:
        doing: what for, for those who are not told who.
    """

    def __init__(self, data: Path, holder: Bilingual | None = None, doing: Bilingual | None = None) -> None:
        super().__init__(data=data, holder=holder or both("errors.another_command"))
        self.doing = doing


class DiskFullError(TracuuError):
    """There is no room where the data folder is.

    Args:
        folder: where there is none.
        needed: bytes that are needed, where that is known.
        free: bytes that there are.
    """

    def __init__(self, folder: Path, needed: int | None = None, free: int | None = None) -> None:
        if needed is None or free is None:
            super().__init__(folder=folder)
        else:
            super().__init__(key="errors.disk_full_by", folder=folder, needed=needed >> 20, free=free >> 20)


class StoreUnwritableError(TracuuError):
    """The data folder cannot be written.

    Args:
        folder: the data folder, or what is to be written there.
        reason: what the system says, in one line.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)


class TooManyOpenFilesError(TracuuError):
    """This process may not open another file."""

    def __init__(self) -> None:
        super().__init__()


class SecretReportError(FileUnreadableError):
    """A report marked MẬT, TỐI MẬT or TUYỆT MẬT does not enter a store by accident."""

    def __init__(self, secrecy: str) -> None:
        super().__init__(secrecy=secrecy.upper())


class MilvusUnreachableError(TracuuError):
    """A Milvus server does not answer."""

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class MilvusRefusedError(TracuuError):
    """A Milvus server does not let us in."""

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class MilvusFaultError(TracuuError):
    """A Milvus server answered that it cannot do what it was asked; the reason is its own, in one line."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address=address, reason=reason)


class MilvusBusyError(TracuuError):
    """Another machine has published to the same store meanwhile."""

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class MilvusOtherError(TracuuError):
    """What a store on Milvus shows was published from another catalog."""

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class MilvusMissingError(TracuuError):
    """A store on Milvus is asked for, and its client is not installed."""


class StoreUnknownError(TracuuError):
    """There is no such kind of store."""

    def __init__(self, store: str) -> None:
        super().__init__(store=store)


class SamePlaceError(TracuuError):
    """A store is to be copied to where it is."""

    def __init__(self, place: str) -> None:
        super().__init__(place=place)
