"""Files read in processes of their own, which can do nothing else: a hostile one harms nothing but itself."""

from __future__ import annotations

import atexit
import os
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from ..bundles import Member, enclosed_digest, outer, place_in_file
from ..bundles.entries import MAX_MEMBERS, safe_name
from ..errors import FileUnreadableError, ProgramMissingError
from ..report import Report
from .answers import Answer
from .process import Worker

READER = "tracuu.corpus:read_report"
"""What the processes read with, "module:function": by its full name, as any folder may hold a `corpus`."""

DRAFT_READER = "tracuu.corpus:read_draft"
UNPACKER = "tracuu.corpus.bundles:unpack"
"""The same for drafts, and for bundles: the name that it is told is that of a folder."""

DRAWER = "tracuu.corpus.formats.page_pictures:draw"
"""The same for a page to be looked at: the name that it is told is that of a file to be made, and the page's number."""

DRAWING_SECONDS = 20
"""Wall clock for one page."""

JPEG = b"\xff\xd8\xff"
MOST_PICTURE = 16 << 20
"""How a picture of a page begins, and its bytes at most."""

SECONDS = 120
SCAN_SECONDS = 1800
"""Wall clock for a file, and for one whose pages may each have to be recognised from a picture."""

SCANS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}

AHEAD = 4
"""Files handed out in advance, per process."""

TAKEN_OUT = re.compile(r"[0-9]{1,6}(?:\.[^/]{0,9})?")
"""How `bundles.unpack` names what it takes out."""


class ReadingStoppedError(FileUnreadableError):
    """A file whose reading passed its limits or took its process down."""


def read_safely(path: Path, name: str | None = None) -> Report:
    """The report in `path`, read in another process; raises what `corpus.read_report` does."""
    (outcome,) = read_all([(path, name or path.name)], workers=1)
    return _told(outcome)


def read_draft_safely(path: Path) -> Report:
    """The draft in `path`, read in another process; raises what `corpus.read_draft` does."""
    return _told(_outcome(_answer(DRAFT_READER, path, path.name, Busy())))


def unpack_safely(path: Path, folder: Path | None = None) -> tuple[Member, ...]:
    """As `corpus.bundles.unpack`, in another process; what is taken out is written to `folder`, else only looked at."""
    answer = _answer(UNPACKER, path, "", Busy(), folder)
    if answer.unpacked is None:
        raise _fault(answer)
    members = answer.unpacked.members
    if len(members) > MAX_MEMBERS or len({one.name for one in members}) < len(members):
        raise _fault(Answer(fault="dead"))
    return tuple(_taken_out(one, folder) for one in members)


def page_safely(path: Path, number: int) -> bytes:
    """A page of the PDF at `path`, from 1, as a JPEG that another process has drawn.

    Raises:
        FileUnreadableError: there is no such page, or it cannot be drawn.
    """
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        answer = _answer(DRAWER, path, str(number), Busy(), Path(folder), DRAWING_SECONDS)
        if answer.unpacked is None:
            raise _fault(answer)
        there = Path(folder, str(number))
        if there.is_symlink() or not there.is_file() or there.stat().st_size > MOST_PICTURE:
            raise _fault(Answer(fault="dead"))
        drawn = there.read_bytes()
    if not drawn.startswith(JPEG):
        raise _fault(Answer(fault="dead"))
    return drawn


def _taken_out(member: Member, folder: Path | None) -> Member:
    """A member as it may be believed: by a name that leads nowhere else, with the digest of what lies in `folder`.

    Raises:
        ReadingStoppedError: what was told of it is not so.
    """
    told = Answer(fault="dead")
    if safe_name(member.name) != member.name or bool(member.fault) == bool(member.digest):
        raise _fault(told)
    if folder is None or member.fault:
        return replace(member, file="")
    there = folder / member.file
    if not TAKEN_OUT.fullmatch(member.file) or there.is_symlink() or not there.is_file():
        raise _fault(told)
    with there.open("rb") as file:
        return replace(member, digest=file_digest(file, "sha256").hexdigest())


def read_bundle(path: Path) -> Iterator[tuple[str, Report | FileUnreadableError]]:
    """Each file in the bundle at `path` by its name there, its report or why there is none.

    Raises:
        FileUnreadableError: the bundle cannot be opened.
    """
    with TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        members = unpack_safely(path, Path(folder))
        outcomes = read_all((Path(folder, member.file), member.name) for member in members if not member.fault)
        for member in members:
            yield member.name, FileUnreadableError.remade(*member.fault) if member.fault else next(outcomes)


def digest_safely(path: Path) -> str:
    """The SHA-256, hexadecimal, of the file at `path`, or what is its like for what `path` names in one.

    Raises:
        OSError: there is no such file.
        FileUnreadableError: the bundle cannot be opened, or has no such file.
    """
    number = place_in_file(path)
    if number:
        return enclosed_digest(digest_safely(path.parent), number)
    if outer(path) != path:
        return unpack_safely(path)[0].digest
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _told(outcome: Report | FileUnreadableError) -> Report:
    if isinstance(outcome, FileUnreadableError):
        raise outcome
    return outcome


def read_all(files: Iterable[tuple[Path, str]], workers: int | None = None) -> Iterator[Report | FileUnreadableError]:
    """For each of `files`, in their order, its report or why there is none.

    Args:
        files: paths, and the names to read them under; taken as they are needed.
        workers: processes; by default one for each core this process may use.
    """
    count = workers or cores()
    waiting: deque[Future[Report | FileUnreadableError]] = deque()
    pool = ThreadPoolExecutor(count)
    busy = Busy()
    try:
        for path, name in files:
            waiting.append(pool.submit(_read, path, name, busy))
            if len(waiting) >= AHEAD * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        busy.end()  # only where the reading was broken off is there anything: nobody waits for a file any more


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def seconds_for(path: Path) -> int:
    """The limit of time for the file at `path`, in seconds."""
    return SCAN_SECONDS if path.suffix.lower() in SCANS else SECONDS


_idle: list[Worker] = []
"""Processes that wait for the next file: starting one costs more than reading a short file."""

_idle_lock = threading.Lock()


@atexit.register
def dismiss() -> None:
    """End the processes that wait; the next file gets one that sees the environment as it is then."""
    with _idle_lock:
        waiting = _idle.copy()
        _idle.clear()
    for worker in waiting:
        worker.kill()


class Busy:
    """The processes that read for one asker, who may go before they are done."""

    def __init__(self) -> None:
        self._there: set[Worker] = set()
        self._lock = threading.Lock()
        self._is_over = False

    @contextmanager
    def at(self, worker: Worker) -> Iterator[None]:
        """While a process reads; where nobody waits any more, it is ended."""
        with self._lock:
            self._there.add(worker)
        if self._is_over:
            worker.kill()
        try:
            yield
        finally:
            with self._lock:
                self._there.discard(worker)

    def end(self) -> None:
        """End all that read, and whichever is about to."""
        with self._lock:
            self._is_over = True
            there = list(self._there)
        for worker in there:
            worker.kill()


def _read(path: Path, name: str, busy: Busy) -> Report | FileUnreadableError:
    return _outcome(_answer(READER, path, name, busy))


def _answer(
    reader: str, path: Path, name: str, busy: Busy, folder: Path | None = None, seconds: int | None = None
) -> Answer:
    worker = _waiting(reader) or Worker(reader)
    with busy.at(worker):
        answer = worker.ask(path.absolute(), name, seconds or seconds_for(path), folder and folder.absolute())
    if worker.left > 0 and not answer.fault:
        with _idle_lock:
            _idle.append(worker)
    else:
        worker.kill()
    return answer


def _waiting(reader: str) -> Worker | None:
    """A process that waits to read with `reader`; one that was ended when a reading was broken off is passed over."""
    with _idle_lock:
        _idle[:] = [worker for worker in _idle if worker.is_alive()]
        found = next((worker for worker in reversed(_idle) if worker.reader == reader), None)
        if found:
            _idle.remove(found)
        return found


def _outcome(answer: Answer) -> Report | FileUnreadableError:
    return answer.report or _fault(answer)


def _fault(answer: Answer) -> FileUnreadableError:
    if answer.refused:
        kind = ProgramMissingError if answer.missing else FileUnreadableError
        return kind.remade(*answer.refused)
    known = {"late": "reading.late", "dead": "reading.dead", "MemoryError": "reading.memory"}
    return ReadingStoppedError(key=known.get(str(answer.fault), "reading.fault"), fault=answer.fault)
