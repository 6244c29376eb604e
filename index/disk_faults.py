"""What the system refuses, named with its fix: a full disk, a folder that cannot be written, too many open files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..corpus.errors import TracuuError
from .errors import DiskFullError, StoreUnwritableError, TooManyOpenFilesError


@contextmanager
def named_faults(folder: Path) -> Iterator[None]:
    """What the disk refuses inside, as an error with its fix; `folder` is what was to be written."""
    try:
        yield
    except TracuuError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        fault = _named(error, folder)
        if fault is None:
            raise
        raise fault from error


REFUSALS = (
    errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
)  # fmt: skip
"""What is wrong with the system, not with a file's content."""


WRITER_STOPPED = "io::Error"
"""In what Tantivy says when a thread of its own could not write; it does not say why."""


def errno_of(error: Exception) -> int | None:
    """Which of `REFUSALS` is behind an error; FAISS and Tantivy give the system's words inside errors of their own."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno if error.errno in REFUSALS else None
    return next((number for number in REFUSALS if os.strerror(number) in str(error)), None)


def _named(error: Exception, folder: Path) -> TracuuError | None:
    """The fault with its fix; None for one that is ours."""
    number = errno_of(error)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(folder)
    if number in (errno.EMFILE, errno.ENFILE):
        return TooManyOpenFilesError()
    if number is None and not isinstance(error, OSError) and WRITER_STOPPED not in str(error):
        return None
    return StoreUnwritableError(folder, os.strerror(number or errno.EIO))
