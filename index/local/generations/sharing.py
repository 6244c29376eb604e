"""A file that never changes, in a second folder: the same file where the disk can do that, else a copy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def share(source: Path, target: Path) -> bool:
    """Let `target` be the file that `source` is; whether it is no copy."""
    try:
        os.link(source, target)
    except OSError:  # there are disks without links, and limits to them; whatever else is wrong, copying says
        shutil.copyfile(source, target)
        return False
    return True
