"""How many questions a second are answered for one who asks, and for two and ten who ask at once.

    python -m bench.askers STORE QUERIES.jsonl [--seconds 20] [--rounds 5] [--places 2]

Each asker goes through the questions from a place of its own, as a door would: understood, found, cited; as many at a
time as the line before the page and the interface for programs lets through. One, two and ten askers take turns in one
process; prints the median of each and their ratio, and the ratio where both ask the same. The encoder keeps the vectors
of the last questions: with fewer than some hundreds, what is measured is the search without the encoding. On a machine
that others use too, two get more of it than one: questions by processor time tell if they hinder each other.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tracuu.search.judged import read_judged
from tracuu.service.asking import Request, search
from tracuu.service.house import House, open_house
from tracuu.service.line import at_once
from tracuu.service.readers import OWNER


def per_second(house: House, questions: Sequence[Sequence[str]], seconds: float, places: int) -> tuple[float, float]:
    """Questions answered a second, and a second of processor time, by an asker for each list, so many at a time."""
    stop = time.perf_counter() + seconds
    answered = [0] * len(questions)
    in_line = threading.Semaphore(places)

    def ask(asker: int) -> None:
        while True:
            for question in questions[asker]:
                with in_line:
                    search(house, OWNER, Request(question))
                if time.perf_counter() > stop:
                    return
                answered[asker] += 1

    started, used = time.perf_counter(), time.process_time()
    askers = [threading.Thread(target=ask, args=(asker,)) for asker in range(len(questions))]
    for thread in askers:
        thread.start()
    for thread in askers:
        thread.join()
    return sum(answered) / (time.perf_counter() - started), sum(answered) / (time.process_time() - used)


def main() -> None:
    """Ask the store named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--places", type=int, default=at_once(), help="questions answered at a time")
    asked = parser.parse_args()
    house = open_house(asked.store)
    questions = [query.text for query in read_judged(asked.queries)]

    def apart(askers: int) -> list[list[str]]:
        starts = [len(questions) * asker // askers for asker in range(askers)]
        return [questions[start:] + questions[:start] for start in starts]

    ways = {"one asker": [questions], "two askers": apart(2), "two who ask the same": [questions] * 2}
    ways["ten askers"] = apart(10)
    per_second(house, ways["one asker"], 5, asked.places)
    told: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(asked.rounds):
        for name, lists in ways.items():
            told[name].append(per_second(house, lists, asked.seconds / asked.rounds, asked.places))
    medians = {name: [statistics.median(rates) for rates in zip(*each, strict=True)] for name, each in told.items()}
    alone = medians["one asker"]
    for name, (rate, used) in medians.items():
        print(f"{name}: {rate:.1f} questions a second, {rate / alone[0]:.2f} of one asker's;", end=" ")
        print(f"a second of processor time: {used:.1f}, {used / alone[1]:.2f}")


if __name__ == "__main__":
    main()
