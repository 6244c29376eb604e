"""Two who ask at once: the same question is answered once, different ones side by side, and nobody gets another's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.disturbed import HashEncoder, write_reports
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import FloatArray
from tracuu.index.opening import open_store
from tracuu.index.records import Filter
from tracuu.search import SearchEngine
from tracuu.search.in_flight import InFlight
from tracuu.service import asking
from tracuu.service.asking import Request, search
from tracuu.service.house import House, open_house
from tracuu.service.readers import OWNER, Reader


class Key:
    """Something to ask for, which tells that it was looked up."""

    def __init__(self) -> None:
        self.looked_up = threading.Event()

    def __hash__(self) -> int:
        self.looked_up.set()
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key)


class Busy:
    """Work that goes on until it is told to end."""

    def __init__(self) -> None:
        self.begun, self.end = threading.Event(), threading.Event()

    def __call__(self) -> object:
        self.begun.set()
        assert self.end.wait(60)
        return self


def never() -> object:
    pytest.fail("it was done twice")


def test_whoever_asks_for_what_is_being_done_gets_what_it_comes_to() -> None:
    in_flight, work, key = InFlight(), Busy(), Key()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_flight, Key(), work)
        assert work.begun.wait(60)
        second = pool.submit(in_flight, key, never)
        assert key.looked_up.wait(60)  # under the lock that the first needs to end
        work.end.set()
        assert first.result() is second.result() is work


def test_a_fault_is_everybodys_and_what_is_done_is_forgotten() -> None:
    in_flight, key = InFlight(), Key()
    begun, end = threading.Event(), threading.Event()

    def fail() -> object:
        begun.set()
        assert end.wait(60)
        raise LookupError("không có")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_flight, Key(), fail)
        assert begun.wait(60)
        second = pool.submit(in_flight, key, never)
        assert key.looked_up.wait(60)
        end.set()
        assert [str(one.exception()) for one in (first, second)] == ["không có"] * 2
    assert in_flight(Key(), lambda: 1) == 1, "it is done again"


class Meeting(HashEncoder):
    """Encodes a question only while another one is being encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.meet = threading.Barrier(2, timeout=60)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        self.meet.wait()
        return super().encode_queries(texts)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_reports(tmp_path / "bc", [0, 1])
    sync(tmp_path / "kho", [tmp_path / "bc"], HashEncoder())
    return tmp_path / "kho"


def test_two_questions_are_encoded_side_by_side(data: Path) -> None:
    engine = SearchEngine.open_with(data, Meeting())
    with ThreadPoolExecutor(2) as pool:
        vectors = list(pool.map(engine.vector, ("kinh phí", "hộ nghèo")))
    assert (vectors[0] == engine.vector("kinh phí")).all(), "it is remembered"
    assert (vectors[0] != vectors[1]).any()


def keys_of(
    house: House, questions: Sequence[tuple[Reader, Request]], monkeypatch: pytest.MonkeyPatch
) -> list[Hashable]:
    """What searches of these are shared by."""
    keys: list[Hashable] = []

    def noted(key: Hashable, work: Callable[[], Any]) -> Any:
        keys.append(key)
        return work()

    monkeypatch.setattr(house.engines.complete(), "in_flight", noted)
    for reader, request in questions:
        search(house, reader, request)
    return [key for key in keys if not isinstance(key, str)]


def test_a_search_is_shared_by_those_alone_who_ask_the_same_and_see_the_same(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracuu.service.engines.load_encoder", lambda _: HashEncoder())
    house = open_house(data)
    request = Request("kinh phí")
    other = Reader("khác", "reader", frozenset({"riêng"}))
    same = Reader("bạn", "reader", None)
    questions = [
        (OWNER, request),
        (same, Request("kinh phí")),
        (other, request),
        (OWNER, replace(request, k=3)),
        (OWNER, replace(request, sort="newest")),
        (OWNER, replace(request, filter=Filter(years=(2024,)))),
        (OWNER, replace(request, text="kinh phi")),
    ]
    keys = keys_of(house, questions, monkeypatch)
    assert len(keys) == len(questions)
    assert keys[0] == keys[1]
    assert len(set(keys)) == len(questions) - 1
    with house.seen_by(OWNER) as view:
        (gone, *_) = view.reports()
    open_store(data).remove(gone.id)
    (after,) = keys_of(house, [(OWNER, request)], monkeypatch)
    assert after not in keys, "the store has changed"
    assert asking.search(house, OWNER, request).hits
