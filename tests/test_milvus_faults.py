"""What goes wrong between a store on Milvus and its server: nothing is lost or doubled, and a person is told."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException

from bench.disturbed import HashEncoder, write_reports
from bench.stores import Kind, free_port, milvus_server
from tests.proxies import Disturbance, Proxy, at_random, cut_after, proxy, silent, whole
from tests.test_view import seen_by, universe
from tracuu.corpus.errors import TracuuError
from tracuu.index.errors import MilvusFaultError, MilvusRefusedError, MilvusUnreachableError
from tracuu.index.milvus import client
from tracuu.index.opening import Place, open_store
from tracuu.index.store import Store
from tracuu.search import SearchEngine

ENCODER = HashEncoder()
TOKEN = "mật-khẩu-7d41c0"
QUESTION = "kinh phí còn hạn chế"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with milvus_server(tmp_path_factory.mktemp("milvus")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def place(server: str, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store of a few reports."""
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder, range(4))
    made = Kind(server).place(tmp_path_factory.mktemp("kho"))
    open_store(made).sync([folder], ENCODER)
    return made


@pytest.fixture
def network(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    monkeypatch.setattr(client, "PATIENCE", 1.0)
    monkeypatch.setattr(client, "PAUSE", 0.01)
    with proxy(server) as made:
        yield made


def through(network: Proxy, place: Place, data: Path | None = None) -> Store:
    """The store as it is reached through a network."""
    name = place.kind.rpartition("/")[2]
    return open_store(Place(data or place.data, f"milvus:{network.address}/{name}", TOKEN))


def found(store: Store) -> list[Any]:
    """What a question finds, and what is listed."""
    engine = SearchEngine.open_with(store, ENCODER)
    with store.view() as view:
        listed = [(record.id, record.file) for record in view.reports()]
        counts = view.counts()
    hits = [(hit.passage.key, round(hit.score, 3), hit.passage.text) for hit in engine.search(QUESTION, k=20).hits]
    return [listed, counts, hits]


def found_again(store: Store) -> list[Any]:
    """The same when the network is back, which is not noticed in the first moment."""
    for _ in range(40):
        with suppress(MilvusUnreachableError):
            return found(store)
        time.sleep(0.1)
    return found(store)


FAULTS: dict[str, Disturbance | None] = {
    "refused": None,
    "silent": silent,
    "cut at once": cut_after(0),
    "half a greeting": cut_after(20),
    "cut in an answer": cut_after(700),
    "cut later": cut_after(4_000),
    "cut much later": cut_after(20_000),
    "cut now and then": at_random(1, 0.05),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("connected", [False, True])
def test_a_question_is_answered_right_or_a_person_is_told(
    place: Place, network: Proxy, fault: str, connected: bool, caplog: pytest.LogCaptureFixture
) -> None:
    right = found(open_store(place))
    store = through(network, place)
    if connected:
        assert found(store) == right
        network.cut()
    disturbs = FAULTS[fault]
    network.refusing = disturbs is None
    network.disturbs = disturbs or whole
    with caplog.at_level(logging.DEBUG):
        try:
            assert found(store) == right
        except TracuuError as error:
            assert isinstance(error, MilvusUnreachableError)
            assert network.address in error.vi
            assert network.address in error.en
            assert error.vi != error.en
            assert TOKEN not in f"{error!r} {error.vi} {error.en}"
    assert TOKEN not in caplog.text
    network.refusing, network.disturbs = False, whole
    network.cut()
    assert found_again(store) == right
    store.close()


def test_tries_are_counted(place: Place, network: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(client, "TRIES", 3)
    reached = client.Milvus(network.address)
    assert reached.names() is not None

    def ask(_: object) -> None:
        tried.append("")
        raise OSError

    monkeypatch.setattr(reached, "_named", lambda _: MilvusUnreachableError(network.address))
    with pytest.raises(MilvusUnreachableError):
        reached._call(ask)
    assert len(tried) == 3


def test_a_slow_network_costs_time_alone(place: Place, network: Proxy) -> None:
    right = found(open_store(place))

    def slow(said: bytes, _: int) -> tuple[bytes, bool]:
        time.sleep(0.02)
        return said, True

    network.disturbs = slow
    assert found(through(network, place)) == right


def test_a_server_that_does_not_exist_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    monkeypatch.setattr(client, "PAUSE", 0.01)
    for address in (f"http://127.0.0.1:{free_port()}", "http://khong-co-may-nay.invalid:19530"):
        store = open_store(Place(tmp_path, f"milvus:{address}", TOKEN))
        with pytest.raises(MilvusUnreachableError) as told, store.view():
            pass
        assert TOKEN not in f"{told.value!r} {told.value.vi} {told.value.en}"
        with pytest.raises(MilvusUnreachableError):
            store.sync([], ENCODER)
        with pytest.raises(MilvusUnreachableError):
            store.status()


def test_what_is_no_milvus_server_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that speaks HTTP, as a web server on the same port would."""
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    monkeypatch.setattr(client, "PAUSE", 0.01)
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                asking, _ = listening.accept()
                asking.recv(1000)
                asking.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                asking.close()
            except OSError:
                return

    threading.Thread(target=answer, daemon=True).start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    for said in (f"milvus:{address}", "milvus:không phải địa chỉ", "milvus:http://:0", "milvus:ftp://x"):
        with pytest.raises((MilvusUnreachableError, MilvusFaultError)), open_store(Place(tmp_path, said)).view():
            pass
    listening.close()


def test_a_server_that_wants_another_token_is_named_and_the_token_is_not(
    place: Place, network: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = through(network, place)

    def refuse(*_: object, **__: object) -> None:
        raise MilvusException(1, f"auth check failure, please check your token {TOKEN}")

    monkeypatch.setattr(MilvusClient, "has_collection", refuse)
    with pytest.raises(MilvusRefusedError) as told, store.view():
        pass
    assert TOKEN not in f"{told.value!r} {told.value.vi} {told.value.en}"

    def fail(*_: object, **__: object) -> None:
        raise MilvusException(65535, f"cannot say why: Bearer {TOKEN}")

    monkeypatch.setattr(MilvusClient, "has_collection", fail)
    with pytest.raises(MilvusFaultError) as said, store.view():
        pass
    assert "cannot say why" in said.value.en
    assert TOKEN not in f"{said.value!r} {said.value.vi} {said.value.en}"


def whole_of(store: Store) -> dict[str, Any]:
    """All that a store says, but for what depends on when it was said."""
    engine = SearchEngine.open_with(store, ENCODER)
    with store.view() as view:
        said = seen_by(engine, view, *universe(view))
    verified = store.verify()
    assert verified.faults == []
    return {**said, "checked": verified.checked}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_import_over_a_bad_network_ends_as_over_a_good_one(
    server: str, network: Proxy, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "reports"
    write_reports(folder, range(seed, seed + 3))
    good = Kind(server).open(tmp_path / "tốt")
    good.sync([folder], ENCODER)
    bad = through(network, Kind(server).place(tmp_path / "xấu"), tmp_path / "xấu")
    for changes in ((), (20, 21)):
        write_reports(folder, changes)
        if changes:
            (folder / f"bc{seed:03}.txt").unlink()
            good.sync([folder], ENCODER, prune=True)
        failed = synced_at_last(bad, network, folder, seed)
        assert failed > 0
        assert whole_of(bad) == whole_of(good)


def synced_at_last(store: Store, network: Proxy, folder: Path, seed: int) -> int:
    """Sync until it succeeds, over a network that gets better; how often it did not."""
    often, failed = 0.3, 0
    while True:
        network.disturbs = at_random(seed * 100 + failed, often)
        try:
            store.sync([folder], ENCODER, prune=True)
        except TracuuError as error:
            assert isinstance(error, MilvusUnreachableError), error
            failed += 1
            often *= 0.7
            continue
        finally:
            network.disturbs = whole
        return failed
