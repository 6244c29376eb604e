"""The files in the folders that are named, and which of those known before have gone for good."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ....corpus.bundles.entries import is_hidden, spelled
from ....corpus.errors import reason_of
from ....words import Bilingual
from ..paths import ORIGINALS


@dataclass(slots=True)
class Found:
    """What a walk through files and folders met.

    Attributes:
        files: each file once, resolved, with the name it is indexed under.
        unreadable: folders that could not be listed, resolved, and why.
        misnamed: files whose name, or that of a folder above them, is no Unicode, as it can be shown.
        outside: links in a folder to what is not in it, by their names there; they are not followed.
    """

    files: list[tuple[Path, str]] = field(default_factory=list)
    unreadable: dict[Path, Bilingual] = field(default_factory=dict)
    misnamed: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def walk(paths: Sequence[Path], data: Path) -> Found:
    """Each file under `paths` but hidden ones, editors' lock files, and what is in the data folder and no original."""
    found = Found()
    seen: set[Path] = set()
    own = data.resolve()

    def note(error: OSError) -> None:
        found.unreadable[Path(error.filename).resolve()] = reason_of(error)

    for root in paths:
        kept = root.resolve().is_relative_to(own / ORIGINALS)
        for path in [root] if root.is_file() else sorted(_files(root, note)):
            full = path.resolve()
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            if full in seen or is_hidden(Path(name)) or not (kept or own not in full.parents) or not path.is_file():
                continue
            if path is not root and not full.is_relative_to(root.resolve()):
                found.outside.append(shown(name))
                continue
            seen.add(full)
            if _is_unicode(str(full)) and _is_unicode(name):
                found.files.append((full, name))
            else:
                found.misnamed.append(shown(name))
    return found


def shown(name: str) -> str:
    """A name of the file system as text: a part that is no UTF-8 in the encoding that it spells in, else with signs."""
    return "/".join(part if _is_unicode(part) else _spelled(os.fsencode(part)) for part in name.split("/"))


def _is_unicode(name: str) -> bool:
    """Whether a name can be kept as text; Python has bytes that are no UTF-8 as lone surrogates (PEP 383)."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _spelled(raw: bytes) -> str:
    return spelled(raw) or raw.decode("utf-8", "replace")


def _files(root: Path, note: object) -> Iterable[Path]:
    for folder, _, names in os.walk(root, onerror=note):  # type: ignore[arg-type]
        yield from (Path(folder, name) for name in names)


def is_gone(path: Path, roots: Iterable[Path], unreadable: Iterable[Path]) -> bool:
    """Whether a file that is not there was deleted, as far as its folder can tell.

    An empty folder is what an unmounted drive leaves behind, and a folder that cannot be listed says nothing: neither
    tells that its files are gone.
    """
    silent = set(unreadable)
    for folder in path.parents:
        if folder in silent:
            return False
        if folder.is_dir():
            return any(folder.iterdir())
        if folder in set(roots):
            break
    return False
