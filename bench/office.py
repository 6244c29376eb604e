"""An office at work: many people who search, ask and read at once while reports are added, over a running service.

    python -m bench.office STORE QUERIES.jsonl [--people 50] [--minutes 10] [--case plain|silent|crafted ...]

A copy of STORE is served by a process of its own; each person has a key, and asks again as soon as they are answered,
three searches to a question and a report that is opened; every 20 seconds a report is added, twice a second the
service is asked whether it is alive. Before each of `ROUNDS` parts of the time one person is alone for a tenth of it.

`silent` sets a language model up that takes connections and never answers. `crafted` has four more people ask the worst
questions that the bounds let through, without end: each kind of `kinds` is asked once, and the four that cost most are
taken. The one person who is alone has neither: they ask without the model.

Printed: for each case what was asked, answered, wrong and lost, medians and 95th percentiles, and the service's memory
and processor time. p95 is held against three times one person's median divided by the share of a core that each of so
many gets: cores / people. One and many take turns, so that what else the machine does is done to both. Where it does
much else the service does not get its cores: how many it got is its processor time by the clock, and the bound by a
share of those is shown too, with the load.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.pictures import SAMPLES, TRACUU
from tracuu.corpus.vietnamese import tokens
from tracuu.door import Keys
from tracuu.search.constants import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS
from tracuu.search.judged import read_judged

ADDING = 20.0
ALIVE = 0.5
"""Seconds from one report to the next, and from one look whether it is alive to the next."""

KINDS = ("search", "search", "search", "ask", "open")
MOST = 120.0
"""Seconds after which an answer is lost: a language model is waited for for 60, after 20 in line."""

ROUNDS = 5
NUMBERS = itertools.count(1000)
CASES = ("plain", "silent", "crafted")
CRAFTED = 4

Question = tuple[str, dict[str, object]]
"""Of which kind, and what is sent."""


@dataclass
class Told:
    """What has been answered: seconds of each, by kind and all of people's in order; what went wrong, and was lost."""

    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {kind: [] for kind in (*dict.fromkeys(KINDS), "alive", "add", "crafted")}
    )
    people: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    async def one(self, kind: str, client: httpx.AsyncClient, *request: str, **sent: object) -> None:
        """Ask, and write down how it went."""
        begun = time.perf_counter()
        try:
            answer = await client.request(*request, timeout=MOST, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError as fault:
            self.lost.append(f"{kind}: {type(fault).__name__}")
            return
        took = time.perf_counter() - begun
        self.seconds[kind].append(took)
        if kind in KINDS:
            self.people.append(took)
        if answer.status_code >= 300 and not (kind == "add" and answer.status_code == 409):
            self.wrong.append(f"{kind}: {answer.status_code} {answer.text[:100]}")


async def person(
    told: Told,
    client: httpx.AsyncClient,
    questions: Sequence[str],
    reports: Sequence[str],
    turns: Iterator[int],
    until: float,
    model: bool = True,
) -> None:
    """Ask again and again until then, each time something else."""
    while time.perf_counter() < until:
        turn = next(turns)
        kind, question = KINDS[turn % len(KINDS)], questions[(turn * 7) % len(questions)]
        if kind == "open":
            await told.one(kind, client, "GET", f"/api/v1/reports/{reports[turn % len(reports)]}")
        else:
            sent = {"question": question, "llm": model} if kind == "ask" else {"query": question}
            await told.one(kind, client, "POST", f"/api/v1/{kind}", json=sent)


async def crafting(told: Told, client: httpx.AsyncClient, question: Question) -> None:
    """Ask the same without end; the vector of it is remembered, the rest is worked out anew."""
    kind, sent = question
    while True:
        await told.one("crafted", client, "POST", f"/api/v1/{kind}", json=sent)


async def looking(told: Told, client: httpx.AsyncClient) -> None:
    """See twice a second whether the service is alive."""
    while True:
        await told.one("alive", client, "GET", "/healthz")
        await asyncio.sleep(ALIVE)


async def adding(told: Told, client: httpx.AsyncClient) -> None:
    """Add a report now and then: one of the samples with a number of its own."""
    text = next(iter(sorted(SAMPLES.glob("*.txt")))).read_text("utf-8")
    for number in NUMBERS:
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


def kinds(texts: Sequence[str]) -> dict[str, str]:
    """Questions as long as may be asked, of the words that reports have, each made to cost something else."""
    words = " ".join(texts).split()
    common = [word for word, _ in Counter(itertools.chain.from_iterable(map(tokens, texts))).most_common(400)]
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(words)]
    return {
        "a text": longest(words),
        "a text without accents": longest(map(plain, words)),
        "a text in Telex": longest(map(telex, words)),
        "a text with slips": longest(f"{word}x" for word in words),
        "the commonest words": longest(common),
        "quoted words": longest(f'"{word}"' for word in common),
        "quoted pairs": longest(f'"{pair}"' for pair in pairs if '"' not in pair),
        "exclusions": longest(itertools.chain(["kinh phí"], (f'-"{word}"' for word in common))),
        "numbers": longest(f"{number}/BC-UBND" for number in range(1, 400)),
        "figures": longest(str(7919 * number) for number in range(1, 400)),
        "years": longest(f"năm {year}" for year in range(1950, 2050)),
        "some of each": longest(
            itertools.chain.from_iterable(
                (plain(word), telex(word), f'"{word}"', f"{n}/BC", f"năm {1990 + n}", f"-{word}")
                for n, word in enumerate(words)
            )
        ),
    }


def longest(parts: Iterable[str]) -> str:
    """As many of them as a question may have."""
    question, count = "", 0
    for part in parts:
        count += len(tokens(part))
        if len(question) + len(part) >= MAX_QUERY_CHARACTERS - 1 or count > MAX_QUERY_WORDS:
            break
        question = f"{question} {part}" if question else part
    return question


TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
TYPED = str.maketrans({"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"})


def telex(word: str) -> str:
    """A word as its keys are pressed."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(one for one in letters if one not in TONES))
    return bare.translate(TYPED) + "".join(TONES.get(one, "") for one in letters)


def plain(word: str) -> str:
    """A word without its marks."""
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in letters if not unicodedata.combining(one))


async def worst(address: str, key: str) -> list[Question]:
    """The questions that cost most of those that can be asked, each of another kind; what each cost is printed."""
    costs: list[tuple[float, str, Question]] = []
    async with clients(address, [key]) as (client,):
        listed = (await client.get("/api/v1/reports")).json()["reports"]
        texts = []
        for report in listed[:3]:
            whole = (await client.get(f"/api/v1/reports/{report['id']}")).json()
            texts += [paragraph["text"] for paragraph in whole["paragraphs"]]
        for name, text in kinds(texts).items():
            for question in (("search", {"query": text, "k": 1000}), ("ask", {"question": text, "llm": False})):
                took = []
                for _ in range(2):
                    begun = time.perf_counter()
                    await client.post(f"/api/v1/{question[0]}", json=question[1], timeout=MOST)
                    took.append(time.perf_counter() - begun)
                costs.append((min(took), f"{name}, {question[0]}", question))
    costs.sort(key=lambda one: -one[0])
    chosen = {name.partition(",")[0]: (name, seconds, question) for seconds, name, question in reversed(costs)}
    taken = sorted(chosen.values(), key=lambda one: -one[1])[:CRAFTED]
    print("crafted:", "; ".join(f"{name} {1000 * seconds:.0f} ms" for name, seconds, _ in taken))
    print("the others:", "; ".join(f"{name} {1000 * seconds:.0f}" for seconds, name, _ in costs))
    return [question for _, _, question in taken]


@dataclass
class Office:
    """Those who ask one service.

    Attributes:
        address: of the service.
        keys: of those who ask.
        editor: the key of who adds.
        questions: what is asked.
        crafted: more who ask, each with a key and one question.
        told: what they were told.
        spent: seconds that they have asked for.
    """

    address: str
    keys: Sequence[str]
    editor: str
    questions: Sequence[str]
    crafted: Sequence[tuple[str, Question]] = ()
    told: Told = field(default_factory=Told)
    spent: float = 0.0

    def __post_init__(self) -> None:
        self._turns = [itertools.count(at * 3) for at, _ in enumerate(self.keys)]

    async def work(self, seconds: float, model: bool = True) -> None:
        """Ask for so long, and wait for the last answers."""
        begun = time.perf_counter()
        async with clients(
            self.address, [*self.keys, self.editor, self.editor, *(key for key, _ in self.crafted)]
        ) as known:
            people, (adder, looker, *strangers) = known[: len(self.keys)], known[len(self.keys) :]
            listed = (await people[0].get("/api/v1/reports", params={"limit": 15, "sort": "oldest"})).json()["reports"]
            reports, until = [report["id"] for report in listed], begun + seconds
            asking = [
                asyncio.ensure_future(person(self.told, client, self.questions, reports, turns, until, model))
                for client, turns in zip(people, self._turns, strict=True)
            ]
            beside = [crafting(self.told, one, said) for one, (_, said) in zip(strangers, self.crafted, strict=True)]
            beside += [looking(self.told, looker), adding(self.told, adder)]
            tasks = [asyncio.ensure_future(one) for one in beside]
            await asyncio.gather(*asking)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self.spent += time.perf_counter() - begun


@dataclass(frozen=True)
class Service:
    """A service that runs, by its address and its process."""

    address: str
    process: subprocess.Popen[str]

    def resident(self) -> float:
        """MiB that it holds."""
        status = Path("/proc", str(self.process.pid), "status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def processor(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path("/proc", str(self.process.pid), "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(data: Path, model: str) -> Iterator[Service]:
    """The service over `data`, with that language model if any, as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(TRACUU), "--data", str(data), "serve", "--port", str(port)]
    env = {**os.environ, **({"TRACUU_LLM_URL": model} if model else {})}
    with (data.parent / "log").open("w+b") as log:
        # a session of its own: Linux shares its cores among those (autogroup), and those who ask are another
        process = subprocess.Popen(command, stderr=log, stdout=log, env=env, text=True, start_new_session=True)
        try:
            while not re.search(rb"http://\S+", Path(log.name).read_bytes()):
                assert process.poll() is None, Path(log.name).read_text("utf-8")
                time.sleep(0.05)
            yield Service(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def silent_model() -> Iterator[str]:
    """The address of a language model that takes connections, reads what is asked, and says nothing."""
    kept = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                kept.append(there.accept()[0])

    with socket.create_server(("127.0.0.1", 0), backlog=128) as there:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{there.getsockname()[1]}"
        there.shutdown(socket.SHUT_RDWR)
    for one in kept:
        one.close()
    print(f"the silent model was asked {len(kept)} times")


def at(share: float, times: Sequence[float]) -> float:
    """The quantile of that share, in seconds."""
    return sorted(times)[int(share * (len(times) - 1))] if times else 0.0


def row(what: str, times: Sequence[float]) -> None:
    """Print how long something took."""
    if times:
        told = " | ".join(f"{1000 * one:.0f} ms" for one in (statistics.median(times), at(0.95, times), max(times)))
        print(f"| {what} | {len(times):,} | {told} |")


def shown(office: Office) -> None:
    """Print what they were told."""
    told = office.told
    wrong, asked = Counter((*told.wrong, *told.lost)).most_common(3), told.people
    print(f"\n{len(office.keys)} at once: {len(asked) / office.spent:.1f} answers a second; wrong: {wrong or 'none'}")
    print("| | answers | median | 95 % | longest |\n|---|---|---|---|---|")
    for kind, times in told.seconds.items():
        row(kind, times)
    row("all that people asked", asked)


HEAD = """
| case | answers | errors | lost | one: p50 | {people}: p50 | p95 | bound | p95 / bound (by part) | \
cores it got | bound by those | /healthz, longest | processor time of an answer: one, {people} | \
MiB: before, halfway, after | load |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def run(case: str, store: Path, questions: Sequence[str], people: int, seconds: float) -> str:
    """One case from its beginning; its row of the table."""
    cores = len(os.sched_getaffinity(0))
    share = min(1.0, cores / people)
    with (
        tempfile.TemporaryDirectory() as made,
        silent_model() if case == "silent" else nullcontext("") as model,
    ):
        data = Path(made) / "kho"
        shutil.copytree(store, data)
        known = Keys(data)
        keys = [known.add(f"người {n}", "reader", None, 2) for n in range(people)]
        strangers = [known.add(f"người lạ {n}", "reader", None, 2) for n in range(CRAFTED)]
        editor = known.add("biên tập", "editor", None, 2)
        with serving(data, model) as service:
            asyncio.run(Office(service.address, keys[:2], editor, questions).work(10, model=False))
            chosen = asyncio.run(worst(service.address, keys[0])) if case == "crafted" else []
            one = Office(service.address, keys[:1], editor, questions)
            crafted = list(zip(strangers, chosen, strict=False))
            many = Office(service.address, keys, editor, questions, crafted)
            held, loads, used, ratios = [service.resident()], [], [0.0, 0.0], []
            for _ in range(ROUNDS):
                begun, before, were = service.processor(), len(one.told.people), len(many.told.people)
                asyncio.run(one.work(seconds / 10 / ROUNDS, model=False))
                between = service.processor()
                asyncio.run(many.work(seconds / ROUNDS))
                used = [used[0] + between - begun, used[1] + service.processor() - between]
                held.append(service.resident())
                loads.append(os.getloadavg()[0])
                ratios.append(
                    at(0.95, many.told.people[were:]) * share / 3 / statistics.median(one.told.people[before:])
                )
    shown(one)
    shown(many)
    alone, asked, told = statistics.median(one.told.people), many.told.people, (one.told, many.told)
    bound, p95 = 3 * alone / share, at(0.95, asked)
    got = used[1] / many.spent
    costs = [1000 * spent / len(all_of.people) for spent, all_of in zip(used, told, strict=True)]
    return (
        f"| {case} | {len(asked):,} | {sum(len(all_of.wrong) for all_of in told)} | "
        f"{sum(len(all_of.lost) for all_of in told)} | {1000 * alone:.0f} ms | {at(0.5, asked):.2f} s | {p95:.2f} s | "
        f"{bound:.2f} s | {p95 / bound:.2f} ({', '.join(f'{ratio:.2f}' for ratio in ratios)}) | "
        f"{got:.2f} | {3 * alone * people / got:.2f} s | {max(many.told.seconds['alive']):.2f} s | "
        f"{costs[0]:.0f} ms, {costs[1]:.0f} ms | "
        f"{held[0]:.0f}, {held[ROUNDS // 2]:.0f}, {held[-1]:.0f} | {min(loads):.1f} to {max(loads):.1f} |"
    )


def main() -> None:
    """Serve a copy of the store named on the command line, and have people work with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--case", choices=CASES, action="append")
    chosen = parser.parse_args()
    questions = [query.text for query in read_judged(chosen.queries)]
    rows = []
    for case in chosen.case or CASES:
        print(f"\n{case}", flush=True)
        rows.append(run(case, chosen.store, questions, chosen.people, 60 * chosen.minutes))
        print(HEAD.format(people=chosen.people), *rows, sep="\n", flush=True)


if __name__ == "__main__":
    main()
