"""Tantivy's segments from generation to generation: shared, put together, their deleted documents marked.

Tantivy's own writer would do this too, and merge as it likes. A folder of its files is what its `meta.json` says: the
segments, each with the number of the file that marks its deleted documents.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from .sharing import share_all

META = "meta.json"
MANAGED = ".managed.json"
"""What a folder of Tantivy holds, and which of its files its writer may delete."""

WRITER_MEMORY = 15_000_000
"""The least that Tantivy takes."""

UNMERGED = 7
"""Segments that its writer leaves alone: it merges eight."""


def read_meta(folder: Path) -> dict[str, Any]:
    """What a folder says that it holds."""
    said: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    return said


def write_meta(folder: Path, meta: dict[str, Any]) -> None:
    """Let a folder hold what `meta` says; no index may be open in it."""
    (folder / META).write_text(json.dumps(meta), encoding="utf-8")


def add_postings(
    source: Path, target: Path, kept: Sequence[str], touched: Collection[str], deleted: Sequence[int], work: Path
) -> tuple[set[str], bool]:
    """Let the index in `target` hold segments of the one in `source` too.

    Args:
        source: a folder, which is left as it is.
        target: a folder with an index, which may be empty.
        kept: the ids of the segments.
        touched: those of which documents are deleted in `target`.
        deleted: these, by their `id`.
        work: a folder beside `target` that is not there, and will not be.

    Returns:
        The ids of the segments that still have a document; whether their files are shared, not copied.
    """
    before, meta = read_meta(source), read_meta(target)
    there = {entry["segment_id"]: entry for entry in before["segments"]}
    entries = [there[name] for name in kept if name not in touched]
    shared = share_all(_files(source, entries), target)
    stamp = max(meta["opstamp"], before["opstamp"])
    marked = [there[name] for name in kept if name in touched]
    for first in range(0, len(marked), UNMERGED):
        some = marked[first : first + UNMERGED]
        work.mkdir()
        shared &= share_all(_files(source, some), work)
        write_meta(work, {**meta, "segments": some, "opstamp": stamp})
        _delete(work, deleted)
        after = read_meta(work)
        shared &= share_all(_files(work, after["segments"]), target)
        shutil.rmtree(work)
        entries += after["segments"]
        stamp = max(stamp, after["opstamp"])
    write_meta(target, {**meta, "segments": [*meta["segments"], *entries], "opstamp": stamp})
    return {entry["segment_id"] for entry in entries}, shared


def _delete(folder: Path, numbers: Sequence[int]) -> None:
    """Mark documents deleted in the index of a folder."""
    writer = tantivy.Index.open(str(folder)).writer(WRITER_MEMORY, num_threads=1)
    for number in numbers:
        writer.delete_documents_by_term("id", number)
    writer.commit()
    writer.wait_merging_threads()


def _files(folder: Path, entries: Iterable[dict[str, Any]]) -> list[Path]:
    """The files of some segments, with the last that marks deleted documents."""
    found = []
    for entry in entries:
        name, deletes = entry["segment_id"].replace("-", ""), entry["deletes"]
        last = f"{name}.{deletes['opstamp']}.del" if deletes else ""
        found += [path for path in sorted(folder.glob(f"{name}.*")) if path.suffix != ".del" or path.name == last]
    return found
