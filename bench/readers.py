"""Readers search while a writer publishes: no error, no torn result, no growth of memory or handles.

python -m bench.readers --readers 8 --generations 50
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.disturbed import HashEncoder, found, read_here, report_text, write_reports
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.sync import sync
from tracuu.search import SearchEngine

STABLE = "trồng rừng"
MARK = '"phiên bản dấu mốc"'
MARK_FILE = "mốc.txt"
NUMBER = re.compile(r"phiên bản dấu mốc số (\d+)")

SETTLED = 10
"""Searches after which a reader's memory is taken as what it needs."""


def write_mark(folder: Path, number: int) -> None:
    """The report that every generation has another version of."""
    text = report_text(999).replace("I. KẾT QUẢ\n", f"I. KẾT QUẢ\n\n- Đây là phiên bản dấu mốc số {number}.\n")
    (folder / MARK_FILE).write_text(text, encoding="utf-8")


def read(data: Path, stop: Path, seconds: float) -> dict[str, Any]:
    """Search until `stop` is there; what was seen."""
    engine = SearchEngine.open_with(data, HashEncoder())
    with engine.view() as view:
        reports = {record.id for record in view.reports() if record.file != MARK_FILE}
    stable = _keys(engine, reports)
    seen: dict[str, Any] = {"searches": 0, "errors": [], "torn": 0, "missed": 0, "back": 0, "last": 0}
    memory = handles = 0
    deadline = time.monotonic() + seconds
    while not stop.exists() and time.monotonic() < deadline:
        try:
            texts = [hit.passage.text for hit in engine.search(MARK, k=5).hits]
            same = _keys(engine, reports)
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            seen["errors"].append(f"{type(error).__name__}: {error}")
            continue
        numbers = [int(match[1]) for text in texts if (match := NUMBER.search(text))]
        seen["missed"] += not numbers
        seen["torn"] += len(numbers) > 1 or same != stable
        seen["back"] += bool(numbers) and numbers[0] < seen["last"]
        seen["last"] = max([seen["last"], *numbers])
        seen["searches"] += 1
        if seen["searches"] == SETTLED:
            memory, handles = _memory(), _handles()
    seen["memory grown, MB"] = round((_memory() - memory) / 1e6, 1) if memory else 0.0
    seen["handles grown"] = _handles() - handles if handles else 0
    engine.close()
    return seen


def _keys(engine: SearchEngine, reports: set[str]) -> set[str]:
    """The passages of `reports`, which never change, that are found: all of them, in any generation."""
    return {key for _, _, keys in found(engine, STABLE) for key in keys if key.rpartition("-")[0] in reports}


def _memory() -> int:
    """Private bytes of this process: what it has mapped of the index's files is not its own."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def run(readers: int, generations: int) -> dict[str, Any]:
    """So many readers, each a process, while so many generations are published."""
    with tempfile.TemporaryDirectory(prefix="tracuu-readers-") as folder:
        work = Path(folder)
        reports, data, stop = work / "reports", work / "data", work / "stop"
        write_reports(reports, range(20))
        write_mark(reports, 0)
        sync(data, [reports], HashEncoder())
        children = []
        for number in range(readers):
            pid = os.fork()
            if pid == 0:
                try:
                    (work / f"{number}.json").write_text(json.dumps(read(data, stop, 600)), encoding="utf-8")
                finally:
                    os._exit(0)
            children.append(pid)
        time.sleep(1)
        for number in range(1, generations + 1):
            write_mark(reports, number)
            sync(data, [reports], HashEncoder())
        stop.touch()
        for pid in children:
            os.waitpid(pid, 0)
        seen = [json.loads((work / f"{number}.json").read_text(encoding="utf-8")) for number in range(readers)]
        return {
            "readers": readers,
            "generations": generations,
            "kept on disk": len(list((data / "generations").iterdir())),
            "searches": sum(one["searches"] for one in seen),
            "errors": [error for one in seen for error in one["errors"]],
            **{name: sum(one[name] for one in seen) for name in ("torn", "missed", "back")},
            "last seen": sorted({one["last"] for one in seen}),
            "most memory grown, MB": max(one["memory grown, MB"] for one in seen),
            "most handles grown": max(one["handles grown"] for one in seen),
        }


def main() -> None:
    """Print what the readers saw; leave with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--generations", type=int, default=50)
    options = parser.parse_args()
    setattr(syncing, "read_all", read_here)  # noqa: B010 - the room does not export it
    told = run(options.readers, options.generations)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    raise SystemExit(bool(told["errors"] or told["torn"] or told["back"]))


if __name__ == "__main__":
    main()
