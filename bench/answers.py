"""How often `ask` is right: facts, what it declines, and whether the passages judged relevant are among its sources.

    python -m bench.answers --judged QUERIES.jsonl REPORTS... [--judged ...] [--show]

A query with "must" is right when the answer is found and holds each of those words; one of type "ood", or with
"declined": true, is right when nothing is found. Of the others those count for which the search finds a passage judged
to answer fully (grade 2) among its first ten: is one such passage among the sources, and how many sources are there?
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.passages import every_passage
from tracuu.corpus.vietnamese import nfc
from tracuu.index.local.paths import CURRENT
from tracuu.index.models.encoder import load_encoder
from tracuu.index.opening import open_store
from tracuu.search.answer import Answer, answer
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged
from tracuu.search.understanding import understand

FULLY = 3
"""The gain of grade 2."""


@dataclass(slots=True)
class Tally:
    """What was counted over one file of judged queries."""

    facts: Counter[str] = field(default_factory=Counter)
    declined: Counter[str] = field(default_factory=Counter)
    passages: Counter[str] = field(default_factory=Counter)
    sources: list[int] = field(default_factory=list)
    wrong: list[tuple[str, Answer]] = field(default_factory=list)


def measure(engine: SearchEngine, queries: Path) -> Tally:
    """The tally of the judged queries of a file."""
    tally = Tally()
    with engine.view() as view:
        passages = every_passage(view)
    rows = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        given = answered(engine, row["query"])
        if row.get("must"):
            outcome = ("right" if holds(given.answer, row["must"]) else "wrong") if given.found else "declined"
            tally.facts[outcome] += 1
        elif row["type"] == "ood" or row.get("declined"):
            outcome = "wrong" if given.found else "right"
            tally.declined[outcome] += 1
        else:
            continue
        if outcome != "right":
            tally.wrong.append((row["id"], given))
    relevant = {judged.id: {key for key, gain in judged.gains(passages).items() if gain == FULLY}
                for judged in read_judged(queries)} if all("relevant" in row for row in rows) else {}  # fmt: skip
    for row in rows:
        full = relevant.get(row["id"], set())
        hits = {hit.passage.key for hit in engine.search(row["query"], 10).hits} & full
        if row.get("must") or not hits:
            continue
        given = answered(engine, row["query"])
        outcome = "among sources" if {source.passage_id for source in given.sources} & full else "missed"
        tally.passages[outcome] += 1
        tally.passages["found"] += given.found
        tally.sources.append(len(given.sources))
        if outcome == "missed":
            tally.wrong.append((row["id"], given))
    return tally


def answered(engine: SearchEngine, question: str) -> Answer:
    """What `ask` says."""
    with engine.view() as view:
        return answer(engine, view, understand(view, question))


def holds(text: str, words: list[str]) -> bool:
    """Whether `text` holds each of `words`, whatever their case."""
    return all(nfc(word).lower() in nfc(text).lower() for word in words)


def main() -> None:
    """Print the tallies."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--judged", nargs=2, type=Path, action="append", required=True, metavar=("QUERIES", "REPORTS"))
    parser.add_argument("--show", action="store_true", help="what was not right, with the answer given")
    chosen = parser.parse_args()
    encoder = load_encoder("bundled")
    for queries, reports in chosen.judged:
        with tempfile.TemporaryDirectory() as folder:
            data = reports if (reports / CURRENT).is_file() else Path(folder)
            store = open_store(data)
            if data != reports:
                store.sync([reports], encoder)
            engine = SearchEngine.open_with(store, encoder)
            tally = measure(engine, queries)
            engine.close()
        print(f"{queries.name}: facts {dict(tally.facts)}, to decline {dict(tally.declined)}")
        if tally.sources:
            mean = sum(tally.sources) / len(tally.sources)
            print(f"  judged passages {dict(tally.passages)}, {mean:.1f} sources an answer")
        for query, given in tally.wrong if chosen.show else ():
            print(f"  {query} {given.question} -> {given.answer}")


if __name__ == "__main__":
    main()
