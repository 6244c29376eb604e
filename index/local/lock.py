"""One writer at a time: the lock, and who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, get_args

from filelock import FileLock, Timeout

from ...words import Bilingual, both
from ..changes import Doing
from ..disk_faults import named_faults
from ..errors import (
    CatalogUnavailableError,
    StoreBusyError,
)
from ..privacy import OTHERS, PRIVATE, STRANGERS
from .paths import CATALOG_FILE, HOLDER_FILE, LOCK_FILE

LETTING_GO = 10
"""Seconds in which the lock of a killed writer comes free: a process that it was just starting may still hold it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: a process, on which machine, since when (ISO 8601, UTC), and what it is doing."""

    pid: int
    host: str
    since: str
    doing: Doing

    @classmethod
    def read(cls, data: Path) -> Self | None:
        """Who has said to be writing to `data`; None if nobody has, or nobody understandable."""
        try:
            values = json.loads((data / HOLDER_FILE).read_text(encoding="utf-8"))
            holder = cls(int(values["pid"]), str(values["host"]), str(values["since"]), values["doing"])
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return holder if holder.doing in get_args(Doing) else None

    def is_gone(self) -> bool:
        """Whether the process is known to have ended."""
        if os.name == "nt" or self.host != socket.gethostname():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return False

    def named(self) -> Bilingual:
        """The holder in words."""
        return both("keeping.holder", pid=self.pid, host=self.host, doing=self.does(), since=self.since)

    def does(self) -> Bilingual:
        """What it is doing, in words."""
        return both(f"keeping.doing_{self.doing}")


@contextmanager
def writer(data: Path, doing: Doing) -> Iterator[None]:
    """Be the only one who writes to the data folder, which is made if it is not there.

    Args:
        data: the data folder.
        doing: what for; told to whoever comes meanwhile.

    Raises:
        CatalogUnavailableError: the data folder cannot be made.
        StoreBusyError: another process is writing.
        DiskFullError, StoreUnwritableError, TooManyOpenFilesError: inside, something could not be written.
    """
    try:
        data.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogUnavailableError(data / CATALOG_FILE, error.strerror or str(error)) from error
    with named_faults(data):
        lock = FileLock(data / LOCK_FILE)
        holder = Holder.read(data)
        try:
            lock.acquire(timeout=LETTING_GO if holder and holder.is_gone() else 0)
        except Timeout as error:
            holder = Holder.read(data)
            raise StoreBusyError(data, *((holder.named(), holder.does()) if holder else ())) from error
        before = os.umask(OTHERS & ~data.stat().st_mode | STRANGERS)  # a group that is let in stays so
        try:
            said = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"), doing)
            (data / HOLDER_FILE).write_text(json.dumps(asdict(said)), encoding="utf-8")
            yield
        finally:
            os.umask(before)
            with suppress(OSError):
                (data / HOLDER_FILE).unlink(missing_ok=True)
            lock.release()
