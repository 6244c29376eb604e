"""Files read in processes of their own, with limits of time and memory: a hostile one harms nothing but itself."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .bundles import Member, Unpacked, enclosed_digest, outer, place_in_file
from .errors import FileUnreadableError, ProgramMissingError
from .report import Report

READER = "tracuu.corpus:read_report"
"""What the processes read with, "module:function": by its full name, as any folder may hold a `corpus`."""

DRAFT_READER = "tracuu.corpus:read_draft"
UNPACKER = "tracuu.corpus.bundles:unpack"
"""The same for drafts, and for bundles: the name that it is told is that of a folder."""

SECONDS = 120
SCAN_SECONDS = 1800
"""Wall clock for a file, and for one whose pages may each have to be recognised from a picture."""

STARTING_SECONDS = 60
"""Wall clock for a process to be ready for its first file."""

SCANS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}

AHEAD = 4
"""Files handed out in advance, per process."""

FILES_EACH = 200
"""Files that one process reads before another takes its place: parsers leak."""


class ReadingStoppedError(FileUnreadableError):
    """A file whose reading passed its limits or took its process down."""


def read_safely(path: Path, name: str | None = None) -> Report:
    """The report in `path`, read in another process; raises what `corpus.read_report` does."""
    (outcome,) = read_all([(path, name or path.name)], workers=1)
    return _told(outcome)


def read_draft_safely(path: Path) -> Report:
    """The draft in `path`, read in another process; raises what `corpus.read_draft` does."""
    return _told(_outcome(_answer(DRAFT_READER, path, path.name, set())))


def unpack_safely(path: Path, folder: Path | None = None) -> tuple[Member, ...]:
    """As `corpus.bundles.unpack`, in another process; what is taken out is written to `folder`, else only looked at."""
    answer = _answer(UNPACKER, path, str(folder.absolute()) if folder else "", set())
    if "report" in answer:
        return Unpacked.from_json(answer["report"]).members
    raise _fault(answer)


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
    busy: set[Worker] = set()
    try:
        for path, name in files:
            waiting.append(pool.submit(_read, path, name, busy))
            if len(waiting) >= AHEAD * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in list(busy):  # only where the reading was broken off: nobody waits for a file any more
            worker.kill()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def seconds_for(path: Path) -> int:
    """The limit of time for the file at `path`, in seconds."""
    return SCAN_SECONDS if path.suffix.lower() in SCANS else SECONDS


class Worker:
    """One process that reads files, one at a time."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.left = FILES_EACH
        self._is_ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tracuu.corpus.worker", reader],  # -P: nothing from the working folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )

    def ask(self, path: Path, name: str, seconds: float) -> dict[str, Any]:
        """The answer of `corpus.worker`; {"late"} after `seconds`, {"dead"} if the process went down.

        What it takes to start is not counted: on a busy machine that may be longer than many a file takes to be read.
        """
        if not self._is_ready:
            self._line("", STARTING_SECONDS)
            self._is_ready = True
        line, is_late = self._line(json.dumps({"path": str(path), "name": name}) + "\n", seconds)
        self.left -= 1
        if line.endswith("\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        return {"late": True} if is_late else {"dead": True}

    def _line(self, asked: str, seconds: float) -> tuple[str, bool]:
        """What the process says to `asked`, "" where it has gone down, and whether it had to after `seconds`."""
        assert self._process.stdin
        assert self._process.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            self._process.stdin.write(asked)
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        return line, late.is_set()

    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, and any program that it started for a file."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait()


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


def _read(path: Path, name: str, busy: set[Worker]) -> Report | FileUnreadableError:
    return _outcome(_answer(READER, path, name, busy))


def _answer(reader: str, path: Path, name: str, busy: set[Worker]) -> dict[str, Any]:
    worker = _waiting(reader) or Worker(reader)
    busy.add(worker)
    answer = worker.ask(path.absolute(), name, seconds_for(path))
    busy.discard(worker)
    if worker.left > 0 and ("report" in answer or "vi" in answer):
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


def _outcome(answer: dict[str, Any]) -> Report | FileUnreadableError:
    return Report.from_json(answer["report"]) if "report" in answer else _fault(answer)


def _fault(answer: dict[str, Any]) -> FileUnreadableError:
    if "vi" in answer:
        kind = ProgramMissingError if answer["missing"] else FileUnreadableError
        return kind.remade(answer["vi"], answer["en"])
    if "late" in answer:
        return ReadingStoppedError(key="reading.late")
    if "dead" in answer:
        return ReadingStoppedError(key="reading.dead")
    if answer["fault"] == "MemoryError":
        return ReadingStoppedError(key="reading.memory")
    return ReadingStoppedError(key="reading.fault", fault=answer["fault"])
