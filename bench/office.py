"""An office at work: many people who search, ask and read at once while reports are added, over a running service.

    python -m bench.office STORE QUERIES.jsonl [--people 50] [--minutes 10]

A copy of STORE is served by a process of its own; each person has a key, and asks again as soon as they are answered,
three searches to a question and a report that is opened; every 20 seconds a report is added, twice a second the
service is asked whether it is alive. First one person alone for a tenth of the time. Printed: answers a second, medians
and 95th percentiles, what went wrong, and the service's resident memory. p95 is held against three times one person's
median divided by the share of a core that each of so many gets: cores / people.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.pictures import SAMPLES, served
from tracuu.door import Keys
from tracuu.search.judged import read_judged

ADDING = 20.0
ALIVE = 0.5
"""Seconds from one report to the next, and from one look whether it is alive to the next."""

KINDS = ("search", "search", "search", "ask", "open")
MOST = 60.0
"""Seconds after which an answer is lost."""


@dataclass
class Told:
    """What has been answered: seconds of each, by kind, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in (*KINDS, "alive", "add")})
    wrong: list[str] = field(default_factory=list)

    async def one(self, kind: str, client: httpx.AsyncClient, *request: str, **sent: object) -> None:
        """Ask, and write down how it went."""
        begun = time.perf_counter()
        try:
            answer = await client.request(*request, timeout=MOST, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError as fault:
            self.wrong.append(f"{kind}: {type(fault).__name__}")
            return
        self.seconds[kind].append(time.perf_counter() - begun)
        if answer.status_code >= 300 and not (kind == "add" and answer.status_code == 409):
            self.wrong.append(f"{kind}: {answer.status_code} {answer.text[:100]}")


async def person(
    told: Told, client: httpx.AsyncClient, questions: Sequence[str], reports: Sequence[str], at: int
) -> None:
    """Ask without end, from a place of one's own."""
    for turn in itertools.count(at):
        kind, question = KINDS[turn % len(KINDS)], questions[(turn * 7) % len(questions)]
        if kind == "open":
            await told.one(kind, client, "GET", f"/api/v1/reports/{reports[turn % len(reports)]}")
        else:
            await told.one(
                kind, client, "POST", f"/api/v1/{kind}", json={("query", "question")[kind == "ask"]: question}
            )


async def looking(told: Told, client: httpx.AsyncClient) -> None:
    """See twice a second whether the service is alive."""
    while True:
        await told.one("alive", client, "GET", "/healthz")
        await asyncio.sleep(ALIVE)


async def adding(told: Told, client: httpx.AsyncClient) -> None:
    """Add a report now and then: one of the samples with a number of its own."""
    text = next(iter(sorted(SAMPLES.glob("*.txt")))).read_text("utf-8")
    for number in itertools.count(1000):
        await asyncio.sleep(ADDING)
        changed = re.sub(r"(?<=Số: )\d+", str(number), text, count=1) + f"\n\nLần thứ {number}.\n"
        files = {"file": (f"bao-cao-{number}.txt", changed.encode())}
        await told.one("add", client, "POST", "/api/v1/reports", files=files)


@asynccontextmanager
async def clients(address: str, keys: Sequence[str]) -> AsyncIterator[list[httpx.AsyncClient]]:
    """A client with each key."""
    made = [
        httpx.AsyncClient(base_url=address, headers={"Authorization": f"Bearer {key}"}, trust_env=False) for key in keys
    ]
    yield made
    for client in made:
        await client.aclose()


async def office(address: str, keys: Sequence[str], editor: str, questions: Sequence[str], seconds: float) -> Told:
    """So many people as there are keys, at work for so long."""
    told = Told()
    async with clients(address, [*keys, editor, editor]) as (*people, adder, looker):
        listed = (await people[0].get("/api/v1/reports")).json()["reports"]
        reports = [report["id"] for report in listed]
        work = [person(told, client, questions, reports, at * 3) for at, client in enumerate(people)]
        tasks = [asyncio.ensure_future(one) for one in (*work, looking(told, looker), adding(told, adder))]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return told


def resident(port: str) -> float:
    """MiB of the process that listens there."""
    found = subprocess.run(["pgrep", "-f", f"serve --port {port}"], capture_output=True, text=True, check=True)
    status = Path("/proc", found.stdout.split()[0], "status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def row(what: str, times: Sequence[float]) -> None:
    """Print how long something took."""
    if times:
        p95 = sorted(times)[int(0.95 * (len(times) - 1))]
        print(f"| {what} | {len(times):,} | {1000 * statistics.median(times):.0f} ms | {1000 * p95:.0f} ms |", end=" ")
        print(f"{1000 * max(times):.0f} ms |")


def shown(people: int, told: Told, seconds: float) -> list[float]:
    """Print what so many people were told; the seconds of all that they asked."""
    asked = [one for kind in dict.fromkeys(KINDS) for one in told.seconds[kind]]
    print(f"\n{people} at once: {len(asked) / seconds:.1f} answers a second, {len(told.wrong)} wrong {told.wrong[:3]}")
    print("| | answers | median | 95 % | longest |\n|---|---|---|---|---|")
    for kind, times in told.seconds.items():
        row(kind, times)
    row("all that people asked", asked)
    return asked


def main() -> None:
    """Serve a copy of the store named on the command line, and have people work with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    chosen = parser.parse_args()
    questions = [query.text for query in read_judged(chosen.queries)]
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "kho"
        shutil.copytree(chosen.store, data)
        known = Keys(data)
        keys = [known.add(f"người {n}", "reader", None, 2) for n in range(chosen.people)]
        editor = known.add("biên tập", "editor", None, 2)
        with served(data) as address:
            base = address.partition("?")[0]
            port = base.rstrip("/").rpartition(":")[2]
            asyncio.run(office(base, keys[:1], editor, questions, 10))
            seconds = 60 * chosen.minutes
            alone = shown(1, asyncio.run(office(base, keys[:1], editor, questions, seconds / 10)), seconds / 10)
            before = resident(port)
            many = shown(chosen.people, asyncio.run(office(base, keys, editor, questions, seconds)), seconds)
            cores = len(os.sched_getaffinity(0))
            p95 = sorted(many)[int(0.95 * (len(many) - 1))]
            bound = 3 * statistics.median(alone) / min(1.0, cores / chosen.people)
            print(f"\n95 % in {p95:.2f} s; three times one person's median by a share of {cores} cores: {bound:.2f} s")
            print(f"resident {before:.0f} MiB before, {resident(port):.0f} MiB after")


if __name__ == "__main__":
    main()
