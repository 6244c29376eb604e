"""What was erased leaves no byte behind: in old generations, the catalog, its log, originals; until then it is owed."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import file_digest
from pathlib import Path

from ....corpus.bundles import outer
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
    documents goes their whole file.
    """
    for path in (data / ORIGINALS).rglob("*"):
        if path.resolve() in held_in:
            path.unlink()
        elif path.is_file():
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            if digest.startswith(report_id):
                path.unlink()
