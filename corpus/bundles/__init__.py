"""Bundles (gói tệp): files that hold files, each of which is read as if it stood in a folder.

What stands in one has a path that goes on in it: "2024/goi.zip/thang 1/bao-cao.docx". Nothing is ever written under a
name that a bundle gives.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from importlib import import_module
from itertools import chain, count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Self

from ..blocks import MAX_BYTES
from ..errors import FileUnreadableError, unreadable
from ..formats.archive import MAX_RATIO
from .entries import MAX_MEMBERS, Entry

OUTLOOK = ".msg"
ENDINGS = {".zip": "zip_members:zip_entries", ".eml": "mail:mail_entries", OUTLOOK: "outlook:outlook_entries"}
"""The bundles that are opened, and where each is: from a path to its entries."""

MAX_BUNDLE = 500 * 1024 * 1024
"""Bytes; a year of a province's reports as Word files has some 200 MB."""

MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes that all files in a bundle may come to, with those of the bundles in it: all stand side by side while they are
read, and Office files, which are packed already, hardly grow."""

UNPACKED_FREELY = 128 * 1024 * 1024
"""Bytes that a bundle may come to however small it is; more only as far as `MAX_RATIO` times its size. One in another
may come to a quarter of that: where it explodes, enough is left for what stands beside it."""

DEEPEST = 3
"""Bundles in each other: a letter in an archive in a letter."""

FIRST_ENCLOSED = 2
"""The first document of a file goes by the name of the file; those enclosed with it are counted on."""

MOST_DOCUMENTS = 20
"""In one file; what has more letterheads is a book of forms, and one document."""

CHUNK = 1 << 20
LONGEST_ENDING = 10
"""Characters of an ending that a file taken out keeps."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a bundle.

    Attributes:
        name: its path in there, as safe to show as to keep.
        digest: SHA-256, hexadecimal; empty where it cannot be taken out.
        file: what it was written as; empty where it was only looked at.
        fault: why it cannot be taken out, in Vietnamese and English.
    """

    name: str
    digest: str = ""
    file: str = ""
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was found in a bundle, in its order."""

    members: tuple[Member, ...]

    def to_json(self) -> dict[str, Any]:
        """The members as another process is told them."""
        return {"members": [asdict(member) for member in self.members]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        members = (Member(**{**said, "fault": said["fault"] and tuple(said["fault"])}) for said in values["members"])
        return cls(tuple(members))


def is_bundle(path: Path) -> bool:
    """Whether the file at `path` holds files: by its ending, unless it is a document that was given that ending."""
    from ..sniffing import MAX_DIRECTORY, content_format  # noqa: PLC0415 - it loads what reads web pages

    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return False
    if path.suffix.lower() == OUTLOOK and path.stat().st_size > MAX_DIRECTORY:
        return True  # all of it may be a list of what it holds
    try:
        return content_format(path) is None
    except (FileUnreadableError, OSError):
        return True  # opening it says what is wrong


def outer(path: Path) -> Path:
    """The file on disk that holds what `path` names: the path itself, or the bundle that it goes on in."""
    return next((above for above in (path, *path.parents) if os.path.isfile(above)), path)  # noqa: PTH113 - Path raises for a name that is too long


def place_in_file(path: Path) -> int:
    """Which document of its file `path` names, from `FIRST_ENCLOSED`: "bao-cao.docx/2"; 0 where it names a file."""
    numbered = path.name.isascii() and path.name.isdecimal() and outer(path) != path
    return int(path.name) if numbered and int(path.name) >= FIRST_ENCLOSED else 0


def enclosed_digest(digest: str, number: int) -> str:
    """What tells one document of a file with that SHA-256 from the others, in the same form."""
    return sha256(f"{digest}/{number}".encode()).hexdigest()


def digests_within(digest: str) -> tuple[str, ...]:
    """What tells each document that a file with that SHA-256 may hold, whether it does or not."""
    return (digest, *(enclosed_digest(digest, number) for number in range(FIRST_ENCLOSED, MOST_DOCUMENTS + 1)))


class Allowance:
    """What may still be taken out of a bundle, and of those that it lies in.

    Args:
        size: of the bundle, in bytes.
        above: what may be taken out of the one that it lies in.
    """

    def __init__(self, size: int, above: Allowance | None = None) -> None:
        self._freely: int = above._freely // 4 if above else UNPACKED_FREELY
        self._bytes = min(MAX_UNPACKED, max(self._freely, MAX_RATIO * size))
        self._files = MAX_MEMBERS
        self._above = above

    def count_file(self) -> None:
        """Another file is met; raises FileUnreadableError where there are too many."""
        self._files -= 1
        if self._files < 0:
            raise FileUnreadableError(key="reading.bundle_crowded", files=MAX_MEMBERS)
        if self._above:
            self._above.count_file()

    def take(self, count: int) -> None:
        """So many bytes are taken out; raises FileUnreadableError where that is too much."""
        self._bytes -= count
        if self._bytes < 0:
            raise FileUnreadableError(key="reading.bundle_explodes", megabytes=MAX_UNPACKED >> 20)
        if self._above:
            self._above.take(count)

    def is_spent(self) -> bool:
        """Whether nothing more may be taken out of it."""
        return min(self._bytes, self._files) < 0 or (self._above is not None and self._above.is_spent())


@contextmanager
def standing(path: Path) -> Iterator[Path]:
    """`path`; for the time being that of a copy, where it names what stands in a bundle.

    Raises:
        FileUnreadableError: it cannot be taken out.
    """
    bundle = outer(path)
    if bundle == path or not is_bundle(bundle):
        yield path
        return
    wanted = path.relative_to(bundle).as_posix()
    for name, found in _leaves(bundle, wanted):
        if name == wanted:
            if isinstance(found, FileUnreadableError):
                raise found
            yield found
            return
    raise FileUnreadableError(key="reading.missing", name=path.name)


def unpack(path: Path, folder: str = "") -> Unpacked:
    """What stands in the bundle at `path`, or what `path` names in one; written to `folder` under numbers, if named.

    Raises:
        FileUnreadableError: it cannot be opened, or there is nothing in it; a member that cannot be taken out is
            among the others, with its fault.
    """
    bundle = outer(path)
    wanted = path.relative_to(bundle).as_posix() if bundle != path else ""
    members: list[Member] = []
    for name, found in _leaves(bundle, wanted):
        if isinstance(found, FileUnreadableError):
            members.append(Member(name, fault=(found.vi, found.en)))
            continue
        with found.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        kept = f"{len(members) + 1}{found.suffix}" if folder else ""
        if kept:
            shutil.move(found, Path(folder, kept))
        members.append(Member(name, digest, kept))
    if not members and wanted:
        raise FileUnreadableError(key="reading.missing", name=path.name)
    if not members:
        raise FileUnreadableError(key="reading.bundle_empty")
    return Unpacked(tuple(members))


def _leaves(
    bundle: Path, wanted: str, depth: int = 1, above: Allowance | None = None
) -> Iterator[tuple[str, Path | FileUnreadableError]]:
    """Each file in a bundle, or in one within it, by its name there; it is there until the next is asked for.

    Args:
        bundle: where it is.
        wanted: the only name that is asked for; empty for all.
        depth: how many bundles this is within, itself counted.
        above: what may still be taken out of the bundle that it lies in.

    Raises:
        FileUnreadableError: it cannot be opened, or holds too much.
    """
    left = Allowance(bundle.stat().st_size, above)
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        for entry in _named_once(_entries(bundle)):
            left.count_file()
            if wanted and wanted != entry.name and not wanted.startswith(f"{entry.name}/"):
                continue
            ending = PurePosixPath(entry.name).suffix
            copy = Path(folder, f"member{ending if len(ending) <= LONGEST_ENDING else ''}")
            try:
                _take_out(entry, copy, left)
                if not is_bundle(copy):
                    yield entry.name, copy
                elif depth == DEEPEST:
                    raise FileUnreadableError(key="reading.bundle_nested", depth=DEEPEST)
                else:
                    for name, found in _leaves(copy, wanted[len(entry.name) + 1 :], depth + 1, left):
                        yield f"{entry.name}/{name}", found
            except FileUnreadableError as error:
                if left.is_spent():  # one bundle at fault, and not each of its files
                    raise
                yield entry.name, error
            copy.unlink(missing_ok=True)


def _entries(bundle: Path) -> Iterator[Entry]:
    """The files that a bundle says it holds; raises FileUnreadableError where it cannot be opened."""
    size = bundle.stat().st_size
    if not size:
        raise FileUnreadableError(key="reading.empty")
    if size > MAX_BUNDLE:
        raise FileUnreadableError(key="reading.too_large", megabytes=MAX_BUNDLE >> 20)
    module, name = ENDINGS[bundle.suffix.lower()].split(":")
    found: Callable[[Path], Iterator[Entry]] = getattr(import_module(f"tracuu.corpus.bundles.{module}"), name)
    try:
        yield from found(bundle)
    except FileUnreadableError:
        raise
    except Exception as error:
        raise unreadable("reading.broken", error) from error


def _named_once(entries: Iterator[Entry]) -> Iterator[Entry]:
    """`entries`, those that would take the place of another before them with a number: "bao-cao (2).docx".

    A file and a folder of one name are in each other's place too: a file that is a bundle goes on as the folder does.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for entry in entries:
        path = PurePosixPath()
        *above, last = PurePosixPath(entry.name).parts
        for part in above:
            path = _free(path / part, files)
            folders.add(str(path))
        path = _free(path / last, files | folders)
        files.add(str(path))
        yield Entry(str(path), entry.open)


def _free(path: PurePosixPath, taken: Set[str]) -> PurePosixPath:
    """`path`, or that with the first number from 2 that makes it none of `taken`."""
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(one for one in chain([path], numbered) if str(one) not in taken)


def _take_out(entry: Entry, target: Path, allowed: Allowance) -> None:
    """Write what an entry holds to `target`; raises FileUnreadableError where it is too much, or broken."""
    left = MAX_BYTES
    try:
        with entry.open() as content, target.open("wb") as file:
            while chunk := content.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise FileUnreadableError(key="reading.too_large", megabytes=MAX_BYTES >> 20)
                allowed.take(len(chunk))
                file.write(chunk)
    except FileUnreadableError:
        raise
    except Exception as error:
        raise unreadable("reading.broken", error) from error
