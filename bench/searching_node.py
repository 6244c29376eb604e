"""A process that searches one store, and nothing else: what it takes to begin, to hold and to answer.

Started by `bench.milvus`; prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tracuu.index.models.encoder import Encoder, load_encoder
from tracuu.index.opening import Place, open_store
from tracuu.index.records import Filter
from tracuu.index.scope import EVERYTHING, Scope
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import read_judged
from tracuu.search.understanding import understand

WAYS: dict[str, tuple[Scope, str]] = {
    "plain": (EVERYTHING, ""),
    "a filter": (Scope(filter=Filter(roles=("limitations",))), ""),
    "an exclusion": (EVERYTHING, ' -"kinh phí"'),
}
"""How the questions are asked: within which scope, and with what added."""

TOLD = 10
"""Hits of each question that are told, for the stores to be compared."""


def memory(process: str = "self") -> dict[str, int]:
    """KiB that a process has in memory, of those what no file backs, and the most it ever had."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return {name: int(said[key].split()[0]) for name, key in (("all", "VmRSS"), ("own", "RssAnon"), ("peak", "VmHWM"))}


def processor(process: int) -> float:
    """Seconds of processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Node:
    """A store being searched.

    Args:
        engine: which searches it.
        encoder: its own.
        server: the process of the store's server; None where there is none.
    """

    def __init__(self, engine: SearchEngine, encoder: Encoder, server: int | None) -> None:
        self._engine, self._encoder, self._server = engine, encoder, server
        self.calls = 0

    def ask(self, question: str, scope: Scope) -> list[tuple[str, float]]:
        """The passages found, and their scores."""
        with self._engine.view() as view:
            within = view.within(scope)
            hits = self._engine.find(within, understand(within, question)).hits[:TOLD]
            return [(hit.passage.key, round(float(hit.score), 4)) for hit in hits]

    def asked(self, questions: Sequence[str], way: str) -> dict[str, Any]:
        """Milliseconds of each question, and of processor time in the mean, of this process and of the server."""
        scope, more = WAYS[way]
        took, found = [], []
        self.calls = 0
        own, served = time.process_time(), self._served()
        for question in questions:
            started = time.perf_counter()
            found.append(self.ask(question + more, scope))
            took.append(1000 * (time.perf_counter() - started))
        count = len(questions)
        return {
            "took": took,
            "processor": 1000 * (time.process_time() - own) / count,
            "calls": self.calls / count,
            "server": 1000 * (self._served() - served) / count,
            "found": found,
        }

    def encoded(self, questions: Sequence[str]) -> dict[str, Any]:
        """The same of encoding the questions alone."""
        took = []
        own = time.process_time()
        for question in questions:
            started = time.perf_counter()
            self._encoder.encode_queries([question])
            took.append(1000 * (time.perf_counter() - started))
        return {"took": took, "processor": 1000 * (time.process_time() - own) / len(questions)}

    def _served(self) -> float:
        return processor(self._server) if self._server else 0.0


@contextmanager
def counted(node: Node) -> Iterator[None]:
    """Every call of a Milvus server counts for a node."""
    from tracuu.index.milvus.client import Milvus  # noqa: PLC0415 - a node of a store in a folder has no use for it

    call = Milvus._call

    def calling(*args: Any, **named: Any) -> Any:
        node.calls += 1
        return call(*args, **named)

    with patch.object(Milvus, "_call", calling):
        yield


def main() -> None:
    """Search the store named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("data", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--questions", type=int, required=True)
    parser.add_argument("--server", type=int)
    asked = parser.parse_args()
    questions = [query.text for query in read_judged(asked.queries)][: asked.questions]
    encoder = load_encoder("bundled")
    encoder.encode_queries(["tải"])
    store = open_store(Place.said(asked.store, asked.data))
    told: dict[str, Any] = {"before": memory()}
    with ExitStack() as stack:
        stack.enter_context(patch("tracuu.search.engine.REMEMBERED_QUESTIONS", 0))
        with store.view() as view:
            told["reports"] = view.counts()["reports"]
            told["opened"] = memory()
        node = Node(SearchEngine.open_with(store, encoder), encoder, asked.server)
        if asked.server:
            stack.enter_context(counted(node))
        node.ask(questions[0], EVERYTHING)
        told["first answer"], told["first calls"] = time.time(), node.calls
        told["encoding"] = node.encoded(questions)
        told["ways"] = {way: node.asked(questions, way) for way in WAYS}
    told["after"] = memory()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
