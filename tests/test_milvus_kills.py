"""Imports into a store on Milvus that are killed, the server that is, and readers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bench.disturbed import write_reports
from bench.milvus_kills import (
    ENCODER,
    Killed,
    Work,
    change,
    contents,
    importing,
    kill_imports,
    kill_servers,
    torn,
)
from bench.stores import Kind, milvus_server
from tests.conftest import ROOT
from tracuu.index.milvus import client
from tracuu.index.opening import Place, open_store

READER = """
import sys
from pathlib import Path
from bench.milvus_kills import contents, torn
from tracuu.index.milvus import client
from tracuu.index.opening import Place, open_store

client.PATIENCE = 60.0
store = open_store(Place(Path(sys.argv[1]), sys.argv[2]))
print("ready", flush=True)
moments = set()
for _ in range(int(sys.argv[3])):
    said = contents(store)
    assert not torn(said), said
    moments.add(said["counts"]["passages"])
print(len(moments))
"""


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", 60.0)  # the machine may be busy


def test_an_import_that_is_killed_and_run_again_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    with milvus_server(tmp_path / "milvus") as (address, _):
        killed = kill_imports(Work(tmp_path, address), 3, seed=3)
    assert killed.lost == []
    assert killed.outcomes["as before"] + killed.outcomes["as after"] == 3


def test_a_server_that_is_killed_in_an_import_has_lost_nothing(tmp_path: Path) -> None:
    killed = kill_servers(tmp_path, 2, seed=5)
    assert killed.lost == []
    assert killed.outcomes["as before"] + killed.outcomes["as after"] == 2


def test_readers_see_whole_publications_alone_while_imports_are_killed(tmp_path: Path) -> None:
    with milvus_server(tmp_path / "milvus") as (address, _):
        work = Work(tmp_path, address)
        store, place = work.fresh()
        change(work.reports)
        seen: list[dict[str, Any]] = []
        failed: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            reader = open_store(Place(tmp_path / "người đọc", place.kind))
            try:
                while not done.is_set():
                    seen.append(contents(reader))
            except BaseException as error:  # noqa: BLE001  (the test says it)
                failed.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        for part in (0.2, 0.5, 0.8):
            with importing(place, work.reports) as process:
                done.wait(part * work.judge.seconds)
                process.kill()
        store.sync([work.reports], ENCODER, prune=True)
        done.set()
        thread.join()
        killed = Killed()
        work.judge.look_after(store, killed, "at last")
    assert failed == []
    assert killed.lost == []
    assert len(seen) > 1
    for said in seen:
        assert not torn(said)
        assert said in (work.judge.before, work.judge.after)


def test_three_processes_read_while_one_writes(tmp_path: Path) -> None:
    with milvus_server(tmp_path / "milvus") as (address, _):
        place = Kind(address).place(tmp_path / "kho")
        store = open_store(place)
        write_reports(tmp_path / "reports", range(3))
        store.sync([tmp_path / "reports"], ENCODER)
        with store.view() as view:
            gone = view.reports()[0].id
        readers = [reading(tmp_path / f"người đọc {number}", place.kind, 8) for number in range(3)]
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n"
        published = 0
        while any(reader.poll() is None for reader in readers):
            for do in (store.remove, store.restore):
                published += do(gone).published
        told = [reader.stdout.read() for reader in readers if reader.stdout]  # `communicate` misses what is read ahead
        assert [reader.wait() for reader in readers] == [0, 0, 0], told
        assert published > 1
        assert max(map(int, told)) > 1, "publications were seen to come"
        assert store.verify().faults == []


def reading(data: Path, kind: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", READER, str(data), kind, str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
    )
