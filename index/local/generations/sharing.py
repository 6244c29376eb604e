"""A file that never changes, in a second folder: the same file where the disk can do that, else a copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def share(source: Path, target: Path) -> bool:
    """Let `target` be the file that `source` is; whether it is no copy."""
    try:
        os.link(source, target)
    except OSError:  # there are disks without links, and limits to them; whatever else is wrong, copying says
        shutil.copyfile(source, target)
        return False
    return True


def share_all(sources: Iterable[Path], folder: Path) -> bool:
    """Share these files with `folder`, under their names; whether none of them is a copy."""
    copies = [source for source in sources if not share(source, folder / source.name)]
    return not copies
