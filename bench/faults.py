"""Make every write, sync and rename of a sync fail in turn, and fill its disk: a clear error, and nothing lost.

python -m bench.faults                 needs strace; the full disks need root, for a small tmpfs
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.crash import Judge, index_folder, make
from bench.disturbed import HashEncoder, read_here, results
from tracuu.corpus.errors import TracuuError
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.verification import verify

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir", "rmdir")
ERRORS = ("ENOSPC", "EIO")
NAMED, SUDDEN = 3, 4
"""Exit codes of the child: an error that says what to do, and any other."""

TMPFS_MB = (1, 2, 3, 4, 6)
HANDLES = (7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24)


def child(work: Path) -> None:
    """The sync, in a process of its own."""
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    code, said = 0, ""
    try:
        index_folder(work)
    except TracuuError as error:
        code, said = NAMED, f"{type(error).__name__}: {error.en}"
    except Exception as error:  # noqa: BLE001 - any other is what is looked for
        code, said = SUDDEN, f"{type(error).__name__}: {error}"
    with suppress(OSError):  # which may be the one that fails
        os.write(1, said.encode())
    os._exit(code)


def run_child(work: Path, *strace: str, handles: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the sync under strace, or with so few open files."""

    def limit() -> None:
        if handles:
            resource.setrlimit(resource.RLIMIT_NOFILE, (handles, handles))

    return subprocess.run(
        [*strace, sys.executable, "-m", "bench.faults", "--child", str(work)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"},
    )


def calls_of(work: Path) -> Counter[str]:
    """How often an undisturbed sync makes each system call."""
    log = work / "strace"
    run_child(work, "strace", "-f", "-qq", "-e", f"trace={','.join(CALLS)}", "-o", str(log))
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE))


class Faults:
    """Runs the sync with a fault and judges what came of it."""

    def __init__(self, folder: Path) -> None:
        self.work, template = folder / "work", folder / "template"
        make(self.work, "changes")
        shutil.copytree(self.work / "data", template / "data")
        setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
        self._judge = Judge(template, self.work)
        self._judge.fresh()
        self.calls = calls_of(self.work)
        self.outcomes: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.wrong: list[str] = []

    def inject(self, call: str, error: str, when: str) -> None:
        """Let one call fail, or all from it on ("7+")."""
        self._judge.fresh()
        inject = (
            "strace",
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:error={error}:when={when}",
        )
        self._take_down(f"{call} {when} {error}", run_child(self.work, *inject))

    def limit_handles(self, handles: int) -> None:
        """Let the sync open so few files."""
        self._judge.fresh()
        self._take_down(f"{handles} handles", run_child(self.work, handles=handles))

    def _take_down(self, name: str, done: subprocess.CompletedProcess[str]) -> None:
        said = done.stdout.strip()
        names = {0: "went on", NAMED: "named error", SUDDEN: "another error"}
        outcome = names.get(done.returncode, f"died ({done.returncode})")
        self.outcomes[outcome] += 1
        if done.returncode == NAMED:
            self.errors[said.split(":")[0]] += 1
        elif done.returncode:
            self.wrong.append(f"{name}: {outcome}: {said[:300]} {done.stderr[-300:]}")
        self.wrong += [f"{name}: {what}" for what in self._judge.look()]


def full_disks(folder: Path) -> tuple[Counter[str], list[str]]:
    """The sync on disks that are too small for it: what it says, and whether the store there answers as before."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    make(folder / "work", "changes")
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    before = results(folder / "work" / "data", HashEncoder())
    kept = folder / "kept"
    shutil.copytree(folder / "work" / "data", kept)
    for size in TMPFS_MB:
        data = folder / "work" / "data"
        shutil.rmtree(data)
        data.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", data], check=True)
        try:
            try:
                shutil.copytree(kept, data, dirs_exist_ok=True)
            except (OSError, shutil.Error):
                continue
            with (data / "filler").open("wb") as filler:
                free = shutil.disk_usage(data).free
                filler.write(bytes(max(0, free - random.Random(size).randrange(0, 400_000))))
            done = run_child(folder / "work")
            outcomes[done.stdout.split(":")[0].strip() or f"exit {done.returncode}"] += 1
            if done.returncode not in (0, NAMED):
                wrong.append(f"{size} MB: {done.returncode} {done.stdout[-300:]}")
            (data / "filler").unlink()
            if done.returncode and results(data, HashEncoder()) != before:
                wrong.append(f"{size} MB: other results")
            index_folder(folder / "work")
            if verify(data).faults:
                wrong.append(f"{size} MB: {verify(data).faults}")
        finally:
            subprocess.run(["umount", data], check=True)
    return outcomes, wrong


def run(sample: int | None) -> dict[str, Any]:
    """Every call in turn, or a sample of each kind."""
    with tempfile.TemporaryDirectory(prefix="tracuu-faults-") as folder:
        faults = Faults(Path(folder))
        rng = random.Random(1)
        for call, count in faults.calls.items():
            numbers = (
                range(1, count + 1) if sample is None else sorted(rng.sample(range(1, count + 1), min(sample, count)))
            )
            for number in numbers:
                for error in ERRORS:
                    faults.inject(call, error, str(number))
                faults.inject(call, "ENOSPC", f"{number}+")
        for handles in HANDLES:
            faults.limit_handles(handles)
        told: dict[str, Any] = {
            "calls": faults.calls,
            "injected": faults.outcomes.total(),
            "outcomes": faults.outcomes,
            "errors": faults.errors,
            "wrong": faults.wrong,
        }
    if os.geteuid() == 0:
        with tempfile.TemporaryDirectory(prefix="tracuu-full-") as folder:
            told["full disks"], wrong = full_disks(Path(folder))
            told["wrong"] += wrong
    return told


def main() -> None:
    """Print what came of the faults; leave with 1 if anything was lost or not named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sample", type=int, help="so many calls of each kind; all by default")
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return
    told = run(options.sample)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    raise SystemExit(bool(told["wrong"]))


if __name__ == "__main__":
    main()
