"""A report that is removed from a store on Milvus is out of all results at once, though nothing can be published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.disturbed import HashEncoder, write_reports
from bench.stores import Kind, milvus_server
from tests.test_view import seen_by, universe
from tracuu.index.local.lock import writer
from tracuu.index.milvus import current
from tracuu.index.opening import Place, milvus_at, open_store
from tracuu.index.records import Filter
from tracuu.index.scope import COMMON, EVERYTHING, Scope
from tracuu.index.store import Store
from tracuu.search import SearchEngine

ENCODER = HashEncoder()
OWN = "riêng"
SCOPES = (EVERYTHING, Scope(frozenset({COMMON})), Scope(frozenset({OWN})))


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
    with milvus_server(tmp_path_factory.mktemp("milvus")) as (address, _):
        yield Kind(address)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = tmp_path_factory.mktemp("reports")
    write_reports(reports, range(4))
    return reports


def made(kind: Kind, data: Path, folder: Path) -> tuple[Store, list[str]]:
    """A store of the reports of a folder, every second one in a collection of its own; and their ids."""
    store = kind.open(data)
    store.sync([folder], ENCODER)
    with store.view() as view:
        ids = sorted(record.id for record in view.reports())
    for report in ids[::2]:
        store.collect(report, [OWN])
    return store, ids


def seen(store: Store, asked: tuple[list[int], list[str]]) -> list[dict[str, Any]]:
    """All that is read and found under each scope, and where a question narrows it."""
    engine = SearchEngine.open_with(store, ENCODER)
    try:
        said = []
        for scope in SCOPES:
            with engine.view(scope) as view:
                said.append(seen_by(engine, view, *asked))
                said.append({"roles": view.within(Scope(filter=Filter(roles=("limitations",)))).counts()})
        return said
    finally:
        engine.close()


def hidden_in(kind: Kind, data: Path) -> list[str]:
    _, hidden = current.read_with_hidden(milvus_at(kind.place(data)))
    return [one.report for one in hidden]


@pytest.mark.parametrize("of", [0, 1])
def test_while_an_import_runs_a_removed_report_shapes_nothing(
    kind: Kind, folder: Path, tmp_path: Path, of: int
) -> None:
    behind, ids = made(kind, tmp_path / "behind", folder)
    published, same = made(kind, tmp_path / "published", folder)
    assert ids == same
    gone = ids[of]
    with behind.view() as view:
        asked = universe(view)
    before = seen(behind, asked)
    assert published.remove(gone).published
    right = seen(published, asked)
    with writer(tmp_path / "behind", "index"):
        assert not behind.remove(gone).published
        assert hidden_in(kind, tmp_path / "behind") == [gone]
        for said, wanted in zip(seen(behind, asked), right, strict=True):
            for read, value in wanted.items():
                assert said[read] == value, read
        assert behind.status().removed == 1
        assert behind.status().counts == published.status().counts
    assert right != before
    behind.sync([], ENCODER)
    assert hidden_in(kind, tmp_path / "behind") == []
    assert seen(behind, asked) == right


def test_what_is_brought_back_meanwhile_is_seen_again(kind: Kind, folder: Path, tmp_path: Path) -> None:
    store, ids = made(kind, tmp_path / "kho", folder)
    with store.view() as view:
        asked = universe(view)
    before = seen(store, asked)
    with writer(tmp_path / "kho", "index"):
        assert not store.remove(ids[0]).published
        assert seen(store, asked) != before
        assert store.restore(ids[0]).state == "restored"
        assert hidden_in(kind, tmp_path / "kho") == []
        assert seen(store, asked) == before
    store.sync([], ENCODER)
    assert seen(store, asked) == before


def test_a_view_that_was_taken_before_shows_it_still(kind: Kind, folder: Path, tmp_path: Path) -> None:
    store, ids = made(kind, tmp_path / "kho", folder)
    with store.view() as old, writer(tmp_path / "kho", "index"):
        counts = old.counts()
        store.remove(ids[0])
        assert old.counts() == counts
        assert old.passages_of(ids[0])
        with store.view() as new:
            assert new.moment != old.moment
            assert new.passages_of(ids[0]) == []


def test_what_one_machine_has_removed_is_removed_by_the_next_publication_of_any(
    kind: Kind, folder: Path, tmp_path: Path
) -> None:
    one, ids = made(kind, tmp_path / "kho", folder)
    other = open_store(Place(tmp_path / "máy khác", kind.place(tmp_path / "kho").kind))
    with writer(tmp_path / "kho", "index"):
        assert not one.remove(ids[0]).published
    write_reports(tmp_path / "thêm", [7])
    other.sync([tmp_path / "thêm"], ENCODER)
    assert hidden_in(kind, tmp_path / "kho") == []
    for store in (one, other):
        with store.view() as view:
            assert view.report(ids[0]) is None
            assert view.counts()["reports"] == len(ids)
            assert [gone.id for gone in view.removed()] == [ids[0]]
    assert other.restore(ids[0]).published
    with one.view() as view:
        assert view.report(ids[0]) is not None
        assert view.counts()["reports"] == len(ids) + 1
