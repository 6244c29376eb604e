"""What one collection was given is its own: the same file given to two is two reports, and neither tells of the other.

Files given to a collection stand in a folder of their own among the originals. What such a file is known by is made of
its content and of that folder: names, corrections and removals of one never meet those of another, nor do ids.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

HELD = ".held"
"""Among the originals; hidden, so that no sync of all of them takes what is in it for what everybody was given."""


def folder_for(originals: Path, collection: str) -> Path:
    """Where the files stand that a collection was given."""
    return originals / HELD / sha256(collection.encode()).hexdigest()[:16]


def is_held(path: Path, originals: Path) -> bool:
    """Whether a file stands where a collection was given it."""
    return path.resolve().is_relative_to((originals / HELD).resolve())


def digest_held(digest: str, path: Path, originals: Path) -> str:
    """What a file is known by, hexadecimal.

    Args:
        digest: SHA-256 of its content, hexadecimal.
        path: where it stands.
        originals: the folder of the files that were given to the page.

    Returns:
        The same for a file that no collection was given.
    """
    try:
        folder = path.resolve().relative_to((originals / HELD).resolve()).parts[0]
    except (ValueError, IndexError):
        return digest
    return sha256(f"{folder}:{digest}".encode()).hexdigest()
