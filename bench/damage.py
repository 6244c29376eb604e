"""Damage every file of a store in every way: it has to be noticed, named and mended, with nothing encoded again.

python -m bench.damage
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.disturbed import HashEncoder, contents, read_here, results, write_reports
from tracuu.corpus.errors import TracuuError
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.backup import backup, restore_backup
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify

Damage = Callable[[bytearray, random.Random], bytearray]


def _flip(content: bytearray, rng: random.Random) -> bytearray:
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return content


def _zero(content: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(content))
    content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    return content


WAYS: dict[str, Damage | None] = {
    "truncated": lambda content, rng: content[: rng.randrange(len(content))],
    "emptied": lambda content, rng: bytearray(),
    "zeroed": lambda content, rng: bytearray(len(content)),
    "a page zeroed": _zero,
    "a bit flipped": _flip,
    "removed": None,
}
"""What happens to a file's content; None: to the file."""


def damage(path: Path, way: str, rng: random.Random) -> bool:
    """Damage a file; whether that made it another one."""
    change = WAYS[way]
    before = path.read_bytes()
    if change is None:
        path.unlink()
        return True
    if not before:
        return False
    after = bytes(change(bytearray(before), rng))
    path.write_bytes(after)
    return after != before


def run(flips: int) -> dict[str, Any]:
    """Every file in every way, and the catalog `flips` times over at places of its own."""
    rng = random.Random(1)
    told: dict[str, Any] = {"damaged": Counter(), "encoded again": 0, "catalog": Counter(), "wrong": []}
    with tempfile.TemporaryDirectory(prefix="tracuu-damage-") as folder:
        work = Path(folder)
        data, sound, saved = work / "data", work / "sound", work / "backup.sqlite"
        write_reports(work / "reports", range(12))
        sync(data, [work / "reports"], HashEncoder())
        backup(data, saved)
        expected = results(data, HashEncoder()), contents(data)
        shutil.copytree(data, sound)

        def again() -> None:
            shutil.rmtree(data)
            shutil.copytree(sound, data)

        def is_whole() -> bool:
            return verify(data).faults == [] and (results(data, HashEncoder()), contents(data)) == expected

        files = [
            path.relative_to(data) for path in sorted(data.rglob("*")) if path.is_file() and path.suffix != ".lock"
        ]
        for name in files:
            if name.name == "catalog.sqlite":
                continue
            for way in WAYS:
                again()
                if not damage(data / name, way, rng):
                    continue
                told["damaged"][way] += 1
                found = verify(data)
                named = [fault.where for fault in found.faults]
                if found.whole or not any(Path(where).name == name.name for where in named):
                    told["wrong"].append(f"{name} {way}: verify names {named}")
                done = repair(data, HashEncoder)
                told["encoded again"] += done.encoded
                if not is_whole():
                    told["wrong"].append(f"{name} {way}: not whole after its repair")
        for way in [*WAYS, *["a page zeroed", "a bit flipped"] * flips]:
            again()
            damage(data / "catalog.sqlite", way, rng)
            told["catalog"][_catalog(data, saved, expected, is_whole, told["wrong"], way)] += 1
    return told


def _catalog(data: Path, saved: Path, expected: Any, is_whole: Callable[[], bool], wrong: list[str], way: str) -> str:
    """How a damaged catalog came back."""
    try:
        if not verify(data).faults:
            if (results(data, HashEncoder()), contents(data)) != expected:
                wrong.append(f"catalog {way}: not noticed")
            return "in an empty place"
        repair(data, HashEncoder)
        if not verify(data).faults:
            sync(data, [data.parent / "reports"], HashEncoder())
            if is_whole():
                return "repaired"
    except TracuuError:
        pass
    restore_backup(data, saved, HashEncoder(), force=True)
    if not is_whole():
        wrong.append(f"catalog {way}: not whole after the backup")
    return "restored from a backup"


def main() -> None:
    """Print how each file was damaged and mended; leave with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=60, help="of bits and pages of the catalog")
    options = parser.parse_args()
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    told = run(options.flips)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    raise SystemExit(bool(told["wrong"] or told["encoded again"]))


if __name__ == "__main__":
    main()
