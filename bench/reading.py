"""Processor time of header and outline for each report, on blocks already read; and what a second core is worth.

    python -m bench.reading FOLDER_OR_FILE...

The last line reads all of them `COPIES` times in processes of their own, by one process and by one for each core.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tracuu.corpus.blocks import Block
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.header.extent import divide
from tracuu.corpus.header.reading import read_header
from tracuu.corpus.outline import read_outline
from tracuu.corpus.reading import read_blocks
from tracuu.corpus.sandbox import cores, read_all
from tracuu.corpus.vietnamese import fold

ROUNDS = 5
COPIES = 20
STAGES = ("divide", "read_header", "outline")


def files_in(arguments: list[str]) -> list[Path]:
    """The files named, and those in the folders named."""
    paths = [Path(argument) for argument in arguments]
    return [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]


def timed(blocks: list[Block]) -> list[float]:
    """Milliseconds of each stage, the least of `ROUNDS`, with nothing kept from the round before."""
    least = [float("inf")] * len(STAGES)
    for _ in range(ROUNDS):
        fold.cache_clear()
        stops = [time.process_time()]
        parts = divide(blocks)
        stops.append(time.process_time())
        read_header(parts)
        stops.append(time.process_time())
        read_outline(parts.body)
        stops.append(time.process_time())
        for stage in range(len(STAGES)):
            least[stage] = min(least[stage], (stops[stage + 1] - stops[stage]) * 1000)
    return least


def main() -> None:
    """Time the files named on the command line."""
    readings: list[tuple[str, list[Block]]] = []
    for file in files_in(sys.argv[1:]):
        try:
            readings.append((file.name, read_blocks(file).blocks))
        except FileUnreadableError:
            continue
    timed(readings[0][1])
    rows = [(name, len(blocks), timed(blocks)) for name, blocks in readings]
    print(f"{'file':44} blocks {' '.join(f'{stage:>12}' for stage in STAGES)}        total")
    for name, count, times in rows:
        print(f"{name[:44]:44} {count:6} {' '.join(f'{ms:12.2f}' for ms in times)} {sum(times):9.2f} ms")
    sums = [sum(times[stage] for *_, times in rows) for stage in range(len(STAGES))]
    shares = ", ".join(f"{stage} {ms / sum(sums):.0%}" for stage, ms in zip(STAGES, sums, strict=True))
    print(f"mean {sum(sums) / len(rows):.2f} ms, slowest {max(sum(times) for *_, times in rows):.2f} ms; {shares}")
    files = [(file, file.name) for file in files_in(sys.argv[1:])] * COPIES
    seconds = []
    for workers in (1, cores()):
        list(read_all(files[: 2 * cores()], workers))
        started = time.perf_counter()
        list(read_all(files, workers))
        seconds.append(time.perf_counter() - started)
    print(f"{len(files)} files: {cores()} processes are {seconds[0] / seconds[1]:.2f} times as fast as one")


if __name__ == "__main__":
    main()
