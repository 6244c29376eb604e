"""How much memory importing 100,000 paragraphs takes, in a process of its own.

python -m bench.memory --paragraphs 100000
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.disturbed import HashEncoder, report_text
from tracuu.corpus import read_report
from tracuu.corpus.report import Paragraph, Report
from tracuu.index.local.keeping.sync import store_reports, sync
from tracuu.index.local.keeping.verification import verify
from tracuu.search import SearchEngine

PER_REPORT = 200
WORDS = 80
"""Syllables of a paragraph, as in DESIGN's figures for Tantivy; no two paragraphs are the same."""

DIMENSION = 384


def reports(count: int, template: Report) -> Iterator[Report]:
    """So many paragraphs in reports of 200 each, two sentences a paragraph, none like another."""
    words = " ".join(paragraph.text for paragraph in template.paragraphs).split()
    for start in range(0, count, PER_REPORT):
        paragraphs = []
        for number in range(start, min(start + PER_REPORT, count)):
            said = [words[(number * 7 + i * (1 + number % 5)) % len(words)] for i in range(WORDS - 4)]
            half = len(said) // 2
            text = f"Mục {number} {' '.join(said[:half])}. Số {number} {' '.join(said[half:])}."
            paragraphs.append(Paragraph(number - start + 1, text, "paragraph", ()))
        yield replace(template, file=f"{start}.txt", sections=(), paragraphs=tuple(paragraphs))


def child(data: Path, count: int) -> None:
    """Import, then open and search."""
    text = data.parent / "mẫu.txt"
    text.write_text(report_text(1, 30), encoding="utf-8")
    encoder = HashEncoder(DIMENSION)
    started = time.perf_counter()
    result = store_reports(data, reports(count, read_report(text, "mẫu.txt")), encoder)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"passages": result.passages, "encoded": result.encoded, "seconds": round(seconds),
                      "peak of the import, MB": peak // 1024}))  # fmt: skip


def look(data: Path) -> dict[str, Any]:
    """Open, search, sync again and verify; the peak of all that."""
    encoder = HashEncoder(DIMENSION)
    engine = SearchEngine.open_with(data, encoder)
    hits = engine.search("kinh phí còn hạn chế", k=10).hits
    engine.close()
    sync(data, [], encoder)
    found = verify(data)
    return {
        "found": len(hits),
        "whole": found.whole,
        "checked": found.checked,
        "peak of search and verify, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Print what the import took, and the look after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.paragraphs)
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-memory-") as folder:
        data = Path(folder) / "data"
        command = [sys.executable, "-m", "bench.memory", "--paragraphs", str(options.paragraphs), "--child", str(data)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        sizes = {path.name: path.stat().st_size >> 20 for path in data.rglob("*") if path.is_file()}
        told = {**json.loads(done.stdout), **look(data), "files, MB": {k: v for k, v in sizes.items() if v}}
        print(json.dumps(told, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
