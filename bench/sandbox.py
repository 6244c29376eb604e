"""What reading in the sandbox costs: each file read here and there by turns, in one run.

python -m bench.sandbox FILE...
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from tracuu.corpus import read_report
from tracuu.corpus.sandbox import dismiss, read_safely

TIMES = 5


def seconds(read: object, path: Path) -> float:
    """Wall clock of reading a file once."""
    assert callable(read)
    start = time.perf_counter()
    read(path)
    return time.perf_counter() - start


def main() -> None:
    """Print for each kind of file the median of what it takes here and there, and the difference."""
    paths = [Path(name) for name in sys.argv[1:]]
    for path in paths:
        read_report(path)
        read_safely(path)
        by_turns = [(seconds(read_report, path), seconds(read_safely, path)) for _ in range(TIMES)]
        here, there = (median(one) for one in zip(*by_turns, strict=True))
        print(f"{path.name}: {here * 1000:.0f} ms here, {there * 1000:.0f} ms in the sandbox, {there / here:.2f} times")
    dismiss()


if __name__ == "__main__":
    main()
