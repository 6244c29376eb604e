"""Whom the folder of a store is open to: who may see which report is asked of tracuu, and not of the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .local.paths import CATALOG_FILE

PRIVATE = 0o700
"""Mode of a data folder that is made here."""

OTHERS = 0o077
"""What the group and all others may not do with a file that is written in it."""

STRANGERS = 0o007
"""What those outside the group may never do, whatever the folder allows."""


def close_to_others(folder: Path) -> bool:
    """Take a data folder of this account from whoever has an account on the machine; whether it was open to them.

    One that is open to its group alone is so because somebody wants it, and one without a catalog may be any folder.
    """
    if os.name == "nt" or not (folder / CATALOG_FILE).is_file():
        return False
    try:
        state = folder.stat()
        if state.st_uid != os.geteuid() or not state.st_mode & stat.S_IRWXO:
            return False
        folder.chmod(PRIVATE)
    except OSError:
        return False
    return True
