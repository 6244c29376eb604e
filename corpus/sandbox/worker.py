"""The other end of `corpus.sandbox`: waits for files, and has each read by a child that can do nothing else.

python -P -m tracuu.corpus.sandbox.worker tracuu.corpus:read_report

This process itself looks into no file. It has the parsers ready, makes a copy of the file in a folder of its own, and
forks; the child gives up the rest of the system (`confinement`), reads, and tells one `Answer`. On systems without a
fork the file is read right here, under limits alone.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from .. import read_report
from ..bundles import ENDINGS as BUNDLES
from ..bundles import LONGEST_ENDING, MAX_BUNDLE, Unpacked, outer
from ..errors import FileUnreadableError, ProgramMissingError
from ..reading import ENDINGS, FORMATS
from .answers import ANSWERS, LARGEST, Answer
from .confinement import NOBODY, Confinement, becomes_nobody, set_limits

Read = Callable[[Path, str], Any]

CHUNK = 1 << 20
LOOK_AGAIN = 100
"""Milliseconds after which a silent child is looked at: it may have ended, and left others to hold the line."""
WARMING = Path(__file__).with_name("warming.txt")
"""A text of our own that is read before the first file: what is made ready for every report is made ready once."""


def main() -> None:
    """Say 0 once it is ready; to each {"path", "name", "folder", "seconds"} the number of a child's group, then bytes.

    The bytes are those of an `Answer`, after a line that counts them.
    """
    module, _, function = sys.argv[1].partition(":")
    read: Read = getattr(import_module(module), function)
    answers = _own_output()
    apart = Confinement() if sys.platform == "linux" else None
    if apart:
        read_report(WARMING)
        gc.freeze()
    else:
        set_limits(sys.maxsize)
    _say(answers, 0)
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        told = _apart(read, asked, answers, apart) if apart else _here(read, asked, answers)
        _say(answers, len(told))
        answers.write(told)
        answers.flush()


def _say(answers: BinaryIO, number: int) -> None:
    answers.write(b"%d\n" % number)
    answers.flush()


def _own_output() -> BinaryIO:
    """Standard output, for answers alone: what a parser prints must not pass for one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _here(read: Read, asked: dict[str, Any], answers: BinaryIO) -> bytes:
    _say(answers, 0)
    return _told(read, Path(asked["path"]), _place(asked["folder"], asked["name"]))


def _place(folder: str, name: str) -> str:
    """What a reader is told beside the path: the name, in the folder where what is made goes, if there is one."""
    return str(Path(folder) / name) if folder else name


def _apart(read: Read, asked: dict[str, Any], answers: BinaryIO, apart: Confinement) -> bytes:
    """What a child tells that has the file alone."""
    _prepare(Path(asked["path"]))
    with TemporaryDirectory(prefix="tracuu-", dir=asked["folder"] or None, ignore_cleanup_errors=True) as made:
        own = Path(made)
        (own / "out").mkdir()
        path = _private(Path(asked["path"]), own / "in")
        if becomes_nobody():
            for one in (own, *own.rglob("*")):
                with suppress(OSError):  # a folder that a network keeps may be given to nobody else
                    os.chown(one, NOBODY, NOBODY)
        name = _place(asked["folder"] and str(own / "out"), asked["name"])
        told = _forked(lambda: apart.enter(own, asked["seconds"]), lambda: _told(read, path, name), answers)
        if asked["folder"]:
            _hand_out(own / "out", Path(asked["folder"]))
    return told


def _prepare(path: Path) -> None:
    """Import what reads files of that ending: a child would have to do it each time anew."""
    ending = path.suffix.lower()
    place = FORMATS.get(ENDINGS.get(ending, ""))
    with suppress(ImportError):
        if place:
            import_module(f"tracuu.corpus.formats.{place.partition(':')[0]}")
        elif ending in BUNDLES:
            import_module(f"tracuu.corpus.bundles.{BUNDLES[ending].partition(':')[0]}")


def _private(path: Path, folder: Path) -> Path:
    """Where the child finds the file: a copy in `folder`, by its ending alone; what is no file stays where it is."""
    there = outer(path)
    try:
        source = os.open(there, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return path
    with os.fdopen(source, "rb") as file:
        state = os.fstat(source)
        if not stat.S_ISREG(state.st_mode) or state.st_size > MAX_BUNDLE:
            return path
        folder.mkdir()
        ending = there.suffix if len(there.suffix) <= LONGEST_ENDING else ""
        with (folder / f"file{ending}").open("wb") as copy:
            shutil.copyfileobj(file, copy, CHUNK)
        return folder / f"file{ending}" / path.relative_to(there)


def _hand_out(made: Path, folder: Path) -> None:
    """Move the plain files that a child has taken out of a bundle to where they were asked for."""
    if made.is_symlink():  # the child may have put anything in its place
        return
    for one in os.scandir(made):
        if one.is_file(follow_symlinks=False):
            if becomes_nobody():
                os.chown(one.path, 0, 0, follow_symlinks=False)
            os.rename(one.path, folder / one.name)  # noqa: PTH104 - a name each, and no path is needed


def _forked(enter: Callable[[], None], tell: Callable[[], bytes], answers: BinaryIO) -> bytes:
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setpgid(0, 0)
            os.dup2(sending, 3, inheritable=False)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.closerange(4, os.sysconf("SC_OPEN_MAX"))
            enter()
            left = memoryview(tell())
            while left:
                left = left[os.write(3, left) :]
            os._exit(0)
        finally:
            os._exit(1)
    os.close(sending)
    with suppress(OSError):
        os.setpgid(child, child)
    _say(answers, child)
    try:
        told = _heard(receiving, child)
    finally:
        os.close(receiving)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return told or ANSWERS.dump_json(Answer(fault="late" if late else "dead"))


def _heard(receiving: int, child: int) -> bytes:
    """What comes before the child ends, whatever it has started; nothing if it is too much, or nobody waits for it."""
    told = bytearray()
    poll = select.poll()
    poll.register(receiving, select.POLLIN)
    poll.register(0, 0)  # who asked has gone
    while True:
        # Looked at before what has come is: what was said before the end is there then. Not every Python has a pidfd.
        is_over = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        ready = dict(poll.poll(0 if is_over else LOOK_AGAIN))
        if 0 in ready:
            return b""
        if receiving not in ready:
            if is_over:
                return bytes(told)
            continue
        chunk = os.read(receiving, CHUNK)
        if not chunk:
            return bytes(told)
        told += chunk
        if len(told) > LARGEST:
            return b""


def _told(read: Read, path: Path, name: str) -> bytes:
    try:
        found = read(path, name)
        answer = Answer(unpacked=found) if isinstance(found, Unpacked) else Answer(report=found)
    except FileUnreadableError as error:
        answer = Answer(refused=(error.vi, error.en), missing=isinstance(error, ProgramMissingError))
    except Exception as error:  # noqa: BLE001 - whatever a parser throws is told to the other end, which explains it
        answer = Answer(fault=type(error).__name__)
    return ANSWERS.dump_json(answer)


if __name__ == "__main__":
    main()
