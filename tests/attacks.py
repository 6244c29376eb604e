"""A parser that a hostile file has taken over: what it tries stands in its file, and what came of it in its report.

python -m tests.attacks FILE      tries it in a process like any other
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracuu.corpus.bundles import Member, Unpacked
from tracuu.corpus.report import Header, Paragraph, Report, Section

REACHED = "reached"
MANY = 500
"""Processes that a bomb stops at by itself."""

PARAGRAPH = "a" * 2_100_000


def attack(path: Path, name: str) -> Report:
    """Try what the file says; the report's only paragraph says what came of it."""
    asked = json.loads(path.read_text("utf-8"))
    try:
        said = ATTACKS[asked["attack"]](**asked.get("on", {}))
    except OSError as error:
        said = f"{type(error).__name__} {error.errno}"
    return said if isinstance(said, Report) else Report(name, Header(), (), (Paragraph(1, said, "paragraph", ()),))


def unpack_lies(path: Path, folder: str) -> Unpacked:
    """Say of what was taken out what the file says."""
    said = json.loads(path.read_text("utf-8"))
    Path(folder, "1.txt").write_text("thật")
    return Unpacked((Member(**said),))


def _read(path: str) -> str:
    return REACHED if Path(path).read_bytes() else ""


def _list(path: str) -> str:
    return REACHED if list(Path(path).iterdir()) else ""


def _write(path: str) -> str:
    Path(path).write_text("x")
    return REACHED


def _truncate(path: str) -> str:
    os.truncate(path, 0)
    return REACHED


def _link(to: str) -> str:
    Path("lối").symlink_to(to)
    return REACHED


def _environment(secret: str) -> str:
    return REACHED if secret in os.environ.values() else "nothing"


def _connect(family: str, kind: str, to: Any) -> str:
    address = tuple(to) if isinstance(to, list) else to.replace("@", "\0", 1)
    with socket.socket(getattr(socket, family), getattr(socket, kind)) as one:
        one.settimeout(5)
        one.connect(address)
        one.send(b"x")
    return REACHED


def _send(family: str, to: Any) -> str:
    with socket.socket(getattr(socket, family), socket.SOCK_DGRAM) as one:
        one.sendto(b"x", tuple(to) if isinstance(to, list) else to)
    return REACHED


def _listen() -> str:
    with socket.create_server(("127.0.0.1", 0)):
        return REACHED


def _signal(process: int) -> str:
    os.kill(process, signal.SIGCONT)
    return REACHED


def _namespace() -> str:
    if ctypes.CDLL(None, use_errno=True).unshare(0x10000000):
        raise OSError(ctypes.get_errno(), "unshare")
    return REACHED


def _bomb() -> str:
    children: list[int] = []
    try:
        while len(children) < MANY:
            child = os.fork()
            if not child:
                time.sleep(60)
                os._exit(0)
            children.append(child)
    except OSError:
        return f"stopped at {len(children)}"
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
    return REACHED


def _outlive(seconds: int, stay: bool) -> str:
    """Start a program out of every group that is known, and come to an end or wait."""
    if not os.fork():
        os.setsid()
        if not os.fork():
            os.execv("/bin/sleep", ["sleep", str(seconds)])
        os._exit(0)
    if stay:
        time.sleep(600)
    time.sleep(0.5)
    return REACHED


def _run_own() -> str:
    Path("chương trình").write_text("#!/bin/sh\n")
    Path("chương trình").chmod(0o700)
    subprocess.run([Path("chương trình").absolute()], check=True)
    return REACHED


def _fill(megabytes: int) -> str:
    with Path("lớn").open("wb") as file:
        for _ in range(megabytes):
            file.write(b"x" * (1 << 20))
    Path("lớn").unlink()
    return REACHED


def _long() -> Report:
    return Report("a", Header(), (), (Paragraph(1, PARAGRAPH, "paragraph", ()),))


def _nowhere() -> Report:
    return Report("a", Header(), (Section("I", "a", 1, "other", "I. a"),), (Paragraph(1, "a", "paragraph", (7,)),))


def _of_no_kind() -> Report:
    return Report("a", Header(level="làng"))  # type: ignore[arg-type]


ATTACKS: dict[str, Callable[..., str | Report]] = {
    "read": _read,
    "list": _list,
    "write": _write,
    "truncate": _truncate,
    "link": _link,
    "environment": _environment,
    "connect": _connect,
    "send": _send,
    "listen": _listen,
    "signal": _signal,
    "namespace": _namespace,
    "bomb": _bomb,
    "outlive": _outlive,
    "run": _run_own,
    "fill": _fill,
    "long": _long,
    "nowhere": _nowhere,
    "of no kind": _of_no_kind,
}


if __name__ == "__main__":
    sys.stdout.write(attack(Path(sys.argv[1]), "a").paragraphs[0].text)
