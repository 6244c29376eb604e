"""One process that has files read, one at a time, and what it sees of this one's environment: next to nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .answers import LARGEST, Answer, understood

FILES_EACH = 200
"""Files that one process has read before another takes its place: where it reads them itself, parsers leak."""

STARTING_SECONDS = 60
"""Wall clock for a process to be ready for its first file."""

ENDING_SECONDS = 5
"""Wall clock for a process to clear away what it has made, once nobody asks any more."""

LONGEST_COUNT = 20

KEPT = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TESSDATA_PREFIX", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP",
    "PATHEXT", "PROGRAMFILES", "USERPROFILE",
)  # fmt: skip
"""Variables of the environment that programs and libraries need, the last seven on Windows."""


class Worker:
    """One process that has files read, one at a time.

    Args:
        reader: "module:function", which takes a path and a name and gives a `Report` or what was unpacked.
    """

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.left = FILES_EACH
        self._is_ready = False
        self._group = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tracuu.corpus.sandbox.worker", reader],  # -P: nothing from the working folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    def ask(self, path: Path, name: str, seconds: float, folder: Path | None = None) -> Answer:
        """What is told of the file at `path`; the fault "late" after `seconds`, "dead" if the process went down.

        What it takes to start is not counted: on a busy machine that may be longer than many a file takes to be read.

        Args:
            path: where the file is.
            name: what it is called.
            seconds: of wall clock, and of processor time for each process that reads it.
            folder: where what is taken out of it goes.
        """
        if not self._is_ready:
            self._told(b"", STARTING_SECONDS, self._number)
            self._is_ready = True
        values = {"path": str(path), "name": name, "folder": str(folder or ""), "seconds": max(1, round(seconds))}
        told, is_late = self._told(json.dumps(values).encode() + b"\n", seconds, self._answer)
        self.left -= 1
        if told and not is_late:
            return understood(told)
        return Answer(fault="late" if is_late else "dead")

    def _number(self) -> bytes:
        """A line that the process says, without its end; nothing where it has gone down."""
        assert self._process.stdout
        line = self._process.stdout.readline(LONGEST_COUNT)
        return line[:-1] if line.endswith(b"\n") else b""

    def _answer(self) -> bytes:
        assert self._process.stdout
        self._group = int(self._number() or 0)
        length = int(self._number() or 0)
        told = self._process.stdout.read(min(length, LARGEST))
        self._group = 0
        return told

    def _told(self, asked: bytes, seconds: float, hear: Callable[[], bytes]) -> tuple[bytes, bool]:
        """What the process says to `asked`, nothing where it has gone down, and whether it had to after `seconds`."""
        assert self._process.stdin
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            self._process.stdin.write(asked)
            self._process.stdin.flush()
            told = hear()
        except (OSError, ValueError):
            told = b""
        finally:
            timer.cancel()
        return told, late.is_set()

    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, and whatever reads for it or was started for that; what it has made is cleared away."""
        assert self._process.stdin
        with suppress(OSError, ValueError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_SECONDS)
        if hasattr(os, "killpg"):
            for group in filter(None, (self._group, self._process.pid)):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)
        self._process.kill()
        self._process.wait()


def _environment() -> dict[str, str]:
    """What the process sees of this one's environment, and where it finds the same modules."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # none may run in what forks
    return {**kept, **threads, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
