"""A cold `tracuu search` against importing Sentence Transformers, process against process, in one run.

    python -m bench.cold STORE

Five pairs after a warm-up; prints each median and the ratio of the medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

PAIRS = 5


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Time both commands in turn."""
    ours = [sys.executable, "-m", "tracuu.cli", "--data", sys.argv[1], "search", "kinh phí hạn chế", "--json"]
    theirs = [sys.executable, "-c", "import sentence_transformers"]
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(PAIRS + 1)][1:]
    search, importing = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"tracuu search, cold: {search:.2f} s; import sentence_transformers: {importing:.2f} s")
    print(f"ratio: {importing / search:.1f}")


if __name__ == "__main__":
    main()
