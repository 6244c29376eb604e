"""What was erased leaves no byte behind: in old generations, the catalog, its log, originals; until then it is owed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from ....corpus.bundles import digests_within, is_bundle, outer
from ....corpus.errors import FileUnreadableError
from ....corpus.sandbox import unpack_safely
from ...held import digest_held
from ..catalog import Catalog
from ..generations.current_generation import discard_old, numbers
from ..paths import DAMAGED, GENERATIONS, ORIGINALS

SECONDS = 10
"""How long it waits for readers to let go of what they are reading."""


def purge(data: Path, catalog: Catalog) -> bool:
    """Leave no byte of the reports that were erased, once the current generation has none; only the writer may.

    Returns:
        Whether that is done; else it goes on being owed.
    """
    owed = catalog.removals.owed()
    discard_old(data, 1)
    for damaged in data.glob(f"{DAMAGED}*"):
        damaged.unlink()
    for report_id, paths in owed.items():
        delete_originals(data, report_id, {outer(Path(path)) for path in paths})
    catalog.removals.owe({report_id: [] for report_id in owed})  # a file's name may tell too
    if not catalog.database.compact(SECONDS) or len(numbers(data / GENERATIONS)) > 1:
        return False
    catalog.removals.owe({})
    return True


def delete_originals(data: Path, report_id: str, held_in: Collection[Path]) -> None:
    """Delete the files given to the page that the report was read from, whatever they are called; with one of several
    documents, or of the files of a bundle, goes the whole.
    """
    for path in (data / ORIGINALS).rglob("*"):
        if path.is_file() and (path.resolve() in held_in or any(map(_holds(report_id), _digests(path, data)))):
            path.unlink()


def _digests(path: Path, data: Path) -> Iterator[str]:
    """What a file is known by, and of each in it where it is a bundle that can be opened."""
    with path.open("rb") as file:
        yield digest_held(file_digest(file, "sha256").hexdigest(), path, data / ORIGINALS)
    if is_bundle(path):
        with suppress(FileUnreadableError):
            yield from (member.digest for member in unpack_safely(path))


def _holds(report_id: str) -> Callable[[str], bool]:
    """Whether the file with a SHA-256 is what the report was read from, or may enclose that."""
    return lambda digest: any(one.startswith(report_id) for one in digests_within(digest))
