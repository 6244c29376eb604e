"""The running service stopped (SIGTERM) and killed (SIGKILL) while people upload, search and export: nothing is lost.

    python -m bench.service_kills [--kills 200] [--seed 1] [--span 1.5]

A service over a small store is asked by several at once: two bring reports in, which are uploaded, read and imported,
two search, one exports what is found as a Word file. At a random moment it gets SIGTERM or SIGKILL, in turns, each so
many times; then the next one is started over the same store, at the same socket, as systemd does it. After each:

* every report that was said to be taken in is there, word for word, and after SIGTERM every one that was accepted;
* no report, original or waiting file is half: each is, byte for byte, one that was sent;
* the store is whole, and what was begun is cleared away by the next report that it takes;
* the session that was begun before all of them still opens the page;
* after SIGTERM no request is without an answer, whole; after SIGKILL none is without one that was sent to the next.

Vectors are hashes of the text and files are read in the service itself, as `bench.crash` does: what is tried is what
the service does around them. Prints a line of JSON: how many kills of each kind, what was going on, what was lost;
leaves with 1 if anything was.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from bench.disturbed import HashEncoder, read_here, report_text, write_reports
from tracuu.door import Accounts, Keys, Sessions
from tracuu.door.token import cookie_of
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify
from tracuu.index.records import ID_LENGTH
from tracuu.service.changes import INCOMING
from tracuu.service.incoming import Waiting

SIGNALS = (signal.SIGTERM, signal.SIGKILL)
ANSWERED = 120.0
"""Seconds after which a request is lost: the next service takes some to start."""

FRESH = 10
"""Kills after which the store is the small one again."""

HANDED_OVER = 3
"""The file that systemd hands a socket over as."""


def nursery(there: int) -> None:
    """Start a service whenever a line says over which store, tell its process, and how it ended.

    Each is forked from this process, which has loaded all that a service needs.

    Args:
        there: the number of the file of the socket that each is handed.
    """
    from tracuu import serving  # noqa: PLC0415 - takes seconds
    from tracuu.index.opening import open_store  # noqa: PLC0415
    from tracuu.service import engines, incoming  # noqa: PLC0415
    from tracuu.service.house import House  # noqa: PLC0415

    setattr(engines, "load_encoder", lambda _: HashEncoder())  # noqa: B010 - the room does not export it
    setattr(incoming, "read_all", read_here)  # noqa: B010
    setattr(syncing, "read_all", read_here)  # noqa: B010
    port = socket.socket(fileno=os.dup(there)).getsockname()[1]
    for line in sys.stdin:
        data = Path(line.strip())
        child = os.fork()
        if child == 0:
            os.dup2(there, HANDED_OVER)
            os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
            store = open_store(data)
            ready = (lambda _: print("ready", flush=True),)
            try:
                serving.serve(House(store, engines.Engines(store)), port=port, announce=ready[0], accounts=True)
            finally:
                sys.stderr.flush()
                os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


@dataclass
class Nursery:
    """Starts services at one socket, one after the other.

    Attributes:
        address: where.
        port: likewise.
        process: what they are forked from.
        child: the process of the one that was started last.
        over: whether that has ended.
    """

    address: str
    port: int
    process: subprocess.Popen[str]
    child: int = 0
    over: bool = True

    def start(self, data: Path) -> None:
        """Start one over that store; back once it answers."""
        assert self.process.stdin
        self.process.stdin.write(f"{data}\n")
        self.process.stdin.flush()
        self.child, self.over = int(self._said()), False
        said = self._said()
        assert said == "ready", said

    def end(self, by: int) -> int:
        """Send it that signal; the code that it ends with."""
        os.kill(self.child, by)
        code, self.over = int(self._said()), True
        return code

    def _said(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@contextmanager
def raised(log: Path) -> Iterator[Nursery]:
    """A nursery, as long as it is needed; what its services say goes to `log`."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as there, log.open("ab") as said:
        port = there.getsockname()[1]
        command = [sys.executable, "-m", "bench.service_kills", "--nursery", str(there.fileno())]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True, pass_fds=[there.fileno()]
        )
        try:
            made = Nursery(f"http://127.0.0.1:{port}", port, process)
            yield made
        finally:
            if not made.over:
                os.kill(made.child, signal.SIGKILL)
            assert process.stdin
            process.stdin.close()
            process.wait()


@dataclass
class Sent:
    """What people have sent, and what they were told of it.

    Attributes:
        texts: of the reports sent, by id.
        accepted: ids of those that were, since the last kill.
        kept: ids of those that were said to be in the store.
        busy: how many of each kind of request are on the way.
        answered: how many were, by kind.
        lost: what was not answered, or not whole.
    """

    texts: dict[str, str] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    busy: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    number: int = 1000

    def next_text(self) -> str:
        """A report that nobody has sent."""
        with self.lock:
            self.number += 1
            text = report_text(self.number)
            self.texts[sha256(text.encode()).hexdigest()[:ID_LENGTH]] = text
            return text

    @contextmanager
    def on_the_way(self, what: str) -> Iterator[None]:
        """It goes on as long as this does."""
        self.busy[what] += 1
        try:
            yield
        finally:
            self.busy[what] -= 1


@dataclass(frozen=True)
class People:
    """Those who ask a service: each request over a connection of its own.

    Attributes:
        address: of it.
        key: of an editor.
        cookie: name and secret of a session.
    """

    address: str
    key: str
    cookie: tuple[str, str]

    def program(self) -> httpx.Client:
        """One who shows the key."""
        shown = {"Authorization": f"Bearer {self.key}", "Connection": "close"}
        return httpx.Client(base_url=self.address, headers=shown, trust_env=False, timeout=ANSWERED, verify=False)

    def browser(self) -> httpx.Client:
        """One who shows the session."""
        headers = {"Sec-Fetch-Site": "same-origin", "Connection": "close", "Cookie": "=".join(self.cookie)}
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False, timeout=ANSWERED, verify=False)

    def bring(self, sent: Sent) -> None:
        """Send a report, and wait until it is in the store."""
        text = sent.next_text()
        with self.program() as client:
            with sent.on_the_way("upload"):
                files = {"file": (f"bc{sent.number}.txt", text.encode())}
                told = client.post("/api/v1/reports", files=files)
            if told.status_code == 409:  # another one is being taken in
                return
            assert told.status_code == 202, told.text
            report, job = told.json()["files"][0]["id"], told.json()["job"]
            sent.accepted.add(report)
            with sent.on_the_way("import"):
                while job["state"] == "running":
                    time.sleep(0.01)
                    answer = client.get(f"/api/v1/jobs/{job['id']}")
                    if answer.status_code == 404:  # of the service before
                        return
                    job = answer.json()
            assert job["state"] == "done", job
            sent.kept.add(report)

    def search(self, sent: Sent) -> None:
        """Search, and read the whole answer."""
        with self.program() as client, sent.on_the_way("search"):
            told = client.post("/api/v1/search", json={"query": "kinh phí còn hạn chế", "k": 20})
        assert told.status_code == 200, told.text
        assert told.json()["results"]

    def export(self, sent: Sent) -> None:
        """Take along what is found, as a file that opens."""
        with self.browser() as client, sent.on_the_way("export"):
            told = client.get("/export.docx", params={"q": "máy tính đã cũ"})
        assert told.status_code == 200, told.text
        assert zipfile.ZipFile(io.BytesIO(told.content)).testzip() is None


def at_work(do: Callable[[Sent], None], sent: Sent, what: str, may_fail: threading.Event) -> threading.Thread:
    """Somebody who does it again and again, until it is over."""

    def work() -> None:
        while not sent.over.is_set():
            try:
                do(sent)
                sent.answered[what] += 1
            except httpx.HTTPError as error:  # whoever is killed answers nobody
                if not may_fail.is_set():
                    sent.lost.append(f"{what}: {error!r}")
            except Exception as error:  # noqa: BLE001 - whatever was not as it must be
                sent.lost.append(f"{what}: {type(error).__name__}: {str(error)[:300]}")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def wrong(data: Path, people: People, sent: Sent, all_accepted: bool) -> list[str]:
    """What is not as it must be in a store whose service has been started again."""
    found: list[str] = []
    with people.program() as client:
        listed = {one["id"] for one in client.get("/api/v1/reports", params={"limit": 500}).json()["reports"]}
        promised = sent.kept | (sent.accepted if all_accepted else set())
        found += [f"lost: {report}" for report in sorted(promised - listed)]
        found += [f"half, or nobody's: {report}" for report in sorted(listed - sent.texts.keys())]
        for report in sorted(listed & sent.accepted):
            said = {one["text"] for one in client.get(f"/api/v1/reports/{report}").json()["paragraphs"]}
            lines = [line[2:] for line in sent.texts[report].splitlines() if line.startswith("- ")]
            found += [f"not whole: {report}" for line in lines if not any(line in text for text in said)]
    if not (verified := verify(data)).whole:
        found.append(f"verify: {verified.faults}")
    with people.browser() as browser:
        if browser.get("/export.csv", params={"q": "kinh phí"}).status_code != 200:
            found.append("the session is over")
    digests = {sha256(text.encode()).hexdigest() for text in sent.texts.values()}
    for file in (data / "originals").rglob("*"):
        if file.is_file() and not file.name.startswith(".") and sha256(file.read_bytes()).hexdigest() not in digests:
            found.append(f"half an original: {file.name}")
    waiting = Waiting(data / INCOMING)
    for folder in (data / INCOMING).glob("*"):
        for one in waiting.known([folder.name]):
            file = waiting.path(one)
            if one.report and not (file.is_file() and sha256(file.read_bytes()).hexdigest() == one.digest):
                found.append(f"half a waiting file: {one.name}")
        if (folder / "reading.json").exists() and not waiting.known([folder.name]):
            found.append(f"half a reading: {folder.name}")
    return found


def left(data: Path, people: People, sent: Sent) -> list[str]:
    """What is left of a change that was cut short, once another report was taken in."""
    before = len(sent.kept)
    while len(sent.kept) == before:  # who brings one while another is taken in is told to come again
        people.bring(sent)
    return [f"verify, after another report: {fault}" for fault in verify(data).faults]


def made(folder: Path) -> tuple[Path, str, str, dict[str, str]]:
    """A small store with an account; it, an editor's key, the secret of a session, and the texts in it by id."""
    data, reports = folder / "data", folder / "reports"
    write_reports(reports, range(6))
    sync(data, [reports], HashEncoder())
    Accounts(data).add("chị Lan", "mưa phùn tháng giêng", "editor", None)
    secret = Sessions(data).begin(Accounts(data).of("chị Lan"))
    key = Keys(data).add("biên tập", "editor", None, 2)
    texts = [file.read_text("utf-8") for file in reports.glob("*.txt")]
    return data, key, secret, {sha256(text.encode()).hexdigest()[:ID_LENGTH]: text for text in texts}


def run(folder: Path, kills: int, seed: int, span: float) -> dict[str, Any]:
    """Stop and kill so many times each, at moments up to `span` seconds after the last start; what came of it."""
    template, key, secret, texts = made(folder / "made")
    data, rng = folder / "data", random.Random(seed)
    shutil.copytree(template, data)
    count: Counter[str] = Counter()
    during: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    lost: list[str] = []
    with raised(folder / "log") as nursery:
        people = People(nursery.address, key, (cookie_of(nursery.port), secret))
        sent = Sent(dict(texts))
        nursery.start(data)
        for number in range(kills * len(SIGNALS)):
            by = SIGNALS[number % len(SIGNALS)]
            killed = threading.Event()
            sent.over.clear()
            sent.accepted.clear()
            tasks = (people.bring, people.bring, people.search, people.search, people.export)
            threads = [at_work(do, sent, do.__name__, killed) for do in tasks]
            time.sleep(rng.uniform(0, span))
            during.update(what for what, busy in sent.busy.items() if busy > 0)
            if by == signal.SIGKILL:
                killed.set()
            accepted = sent.accepted.copy()
            code = nursery.end(by)
            count[signal.Signals(by).name] += 1
            if by == signal.SIGTERM and code != 0:
                sent.lost.append(f"it ended with {code}")
            sent.over.set()
            nursery.start(data)
            for thread in threads:
                thread.join()
            sent.accepted |= accepted
            sent.lost += wrong(data, people, sent, by == signal.SIGTERM)
            sent.lost += left(data, people, sent)
            lost += [f"kill {number}, {signal.Signals(by).name}: {what}" for what in sent.lost]
            sent.lost.clear()
            if number % FRESH == FRESH - 1:
                nursery.end(signal.SIGTERM)
                shutil.rmtree(data)
                shutil.copytree(template, data)
                answered += sent.answered
                sent = Sent(dict(texts), number=sent.number)
                nursery.start(data)
        answered += sent.answered
        nursery.end(signal.SIGTERM)
    return {"kills": dict(count), "during": dict(during), "answered": dict(answered), "lost": lost}


def main() -> None:
    """Print what came of it; leave with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="of each signal")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--span", type=float, default=1.5, help="seconds after a start in which it is killed")
    parser.add_argument("--nursery", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.nursery is not None:
        with suppress(KeyboardInterrupt):
            nursery(options.nursery)
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-kills-") as folder:
        told = run(Path(folder), options.kills, options.seed, options.span)
    print(json.dumps(told, ensure_ascii=False))
    raise SystemExit(bool(told["lost"]))


if __name__ == "__main__":
    main()
