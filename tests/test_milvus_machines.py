"""Several machines that write to one store on Milvus, each with a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bench.disturbed import HashEncoder, write_reports
from bench.milvus_kills import contents, importing, torn
from bench.stores import Kind, milvus_server
from tracuu.index.changes import Removed
from tracuu.index.errors import MilvusBusyError, StoreBusyError
from tracuu.index.local.lock import writer
from tracuu.index.milvus import client, current, layout, lease
from tracuu.index.models.encoder import FloatArray
from tracuu.index.opening import Place, milvus_at, open_store
from tracuu.index.scope import Scope
from tracuu.index.store import Store

ENCODER = HashEncoder()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with milvus_server(tmp_path_factory.mktemp("milvus")) as (address, _):
        yield address


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", 60.0)  # the test machine may be busy
    monkeypatch.setattr(lease, "BEAT", 0.1)


class Machines:
    """Two machines with one store: their data folders, their reports."""

    def __init__(self, server: str, folder: Path) -> None:
        kind = Kind(server).place(folder / "một").kind
        self.places = [Place(folder / name, kind) for name in ("một", "hai")]
        self.stores: list[Store] = [open_store(place) for place in self.places]
        self.folders = [folder / f"báo cáo {name}" for name in ("một", "hai")]
        for number, own in enumerate(self.folders):
            write_reports(own, range(10 * number, 10 * number + 2))

    def files(self, machine: int = 0) -> list[str]:
        """What is listed."""
        with self.stores[machine].view() as view:
            return sorted(record.file for record in view.reports())

    def whole(self) -> None:
        """Nothing is torn or damaged, and both see the same."""
        said = [contents(store) for store in self.stores]
        assert said[0] == said[1]
        assert not torn(said[0])
        assert self.stores[0].verify().faults == []


@pytest.fixture
def machines(server: str, tmp_path: Path) -> Machines:
    return Machines(server, tmp_path)


class Meanwhile(HashEncoder):
    """An encoder during which something else is done, once."""

    def __init__(self, do: Callable[[], object]) -> None:
        super().__init__()
        self._do: Callable[[], object] | None = do

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        do, self._do = self._do, None
        if do is not None:
            do()
        return super().encode_passages(texts)


@pytest.mark.parametrize("order", [(0, 1, 0), (1, 0, 1)])
def test_each_goes_on_with_what_the_other_has_published(machines: Machines, order: tuple[int, ...]) -> None:
    for turn, machine in enumerate(order):
        write_reports(machines.folders[machine], [30 + turn])
        machines.stores[machine].sync([machines.folders[machine]], ENCODER, prune=True)
        machines.whole()
    assert len(machines.files()) == 7
    machines.stores[order[1]].sync([machines.folders[order[1]]], ENCODER, prune=True)
    assert len(machines.files()) == 7, "a folder of one machine says nothing of the reports of another"


@pytest.mark.parametrize("first", [0, 1])
def test_one_that_comes_late_is_told_and_has_lost_nothing(machines: Machines, first: int) -> None:
    one, other = machines.stores[first], machines.stores[1 - first]
    one.sync([machines.folders[first]], ENCODER)
    other.status()
    write_reports(machines.folders[first], [40])
    late = Meanwhile(lambda: one.sync([machines.folders[first]], ENCODER))
    with pytest.raises(MilvusBusyError) as told:
        other.sync([machines.folders[1 - first]], late)
    assert told.value.vi != told.value.en
    assert len(machines.files()) == 3
    machines.whole()
    assert late.encoded > 0
    again = HashEncoder()
    other.sync([], again)
    assert again.encoded == 0, "what was encoded is kept"
    assert len(machines.files()) == 5, "and what was read"
    machines.whole()


def test_what_was_put_right_by_hand_is_kept_too(machines: Machines) -> None:
    one, other = machines.stores
    one.sync([machines.folders[0]], ENCODER)
    other.sync([machines.folders[1]], ENCODER)
    one.sync([], ENCODER)
    with one.view() as view:
        mine = next(record for record in view.reports() if record.file == "bc000.txt")
        theirs = next(record for record in view.reports() if record.file == "bc010.txt")
        gone = next(record for record in view.reports() if record.file == "bc001.txt")
    with writer(one.folder, "index"):  # as an import that runs
        for change in (
            lambda: one.correct(mine.id, {"signer": "Lê Thị Mười"}),
            lambda: one.collect(theirs.id, ["riêng"]),
        ):
            with pytest.raises(StoreBusyError):
                change()
        assert one.remove(gone.id).state == "removed"
    write_reports(machines.folders[1], [50])
    other.sync([machines.folders[1]], ENCODER)
    one.sync([], ENCODER)
    machines.whole()
    with other.view() as view:
        corrected = view.report(mine.id)
        assert corrected is not None
        assert corrected.header.signer == "Lê Thị Mười"
        assert view.report(gone.id) is None
        assert view.counts()["reports"] == 4
    with other.view(Scope(frozenset({"riêng"}))) as view:
        assert [record.id for record in view.reports()] == [theirs.id]


@pytest.mark.parametrize("empty", [True, False])
def test_both_that_start_at_once_end_with_all_reports(server: str, tmp_path: Path, empty: bool) -> None:
    for turn in range(3):
        machines = Machines(server, tmp_path / str(turn))
        if not empty:
            machines.stores[0].sync([machines.folders[0] / "bc000.txt"], ENCODER)
        told = []
        with (
            importing(machines.places[0], machines.folders[0]) as one,
            importing(machines.places[1], machines.folders[1]) as other,
        ):
            for process in (one, other):
                _, said = process.communicate()
                assert process.returncode == 0 or said.startswith("MilvusBusyError"), said
                told.append(said)
        assert not all(told), "one of them was first"
        for store, folder in zip(machines.stores, machines.folders, strict=True):
            store.sync([folder], ENCODER)
        assert len(machines.files()) == 4
        machines.whole()


def test_while_one_writes_another_is_told(machines: Machines) -> None:
    one, other = machines.stores
    one.sync([machines.folders[0]], ENCODER)
    milvus = milvus_at(machines.places[0])
    with lease.writing(milvus, one.folder), pytest.raises(MilvusBusyError):
        other.sync([machines.folders[1]], ENCODER)
    other.sync([machines.folders[1]], ENCODER)
    machines.whole()
    assert len(machines.files()) == 4


def test_one_that_was_killed_is_passed_over(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = machines.stores
    one.sync([machines.folders[0]], ENCODER)
    killed = lease.Lease(milvus_at(machines.places[0]), lease.WRITING + lease.node_of(one.folder))
    killed.take()
    monkeypatch.setattr(lease, "LAPSED", 1.0)
    other.sync([machines.folders[1]], ENCODER)
    assert len(machines.files()) == 4
    killed.take()
    one.sync([machines.folders[0]], ENCODER)  # its own row is in no one's way
    machines.whole()


def test_one_that_was_taken_for_dead_writes_nothing(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = machines.stores
    one.sync([machines.folders[0]], ENCODER)
    milvus = milvus_at(machines.places[0])
    with lease.writing(milvus, one.folder) as asleep:
        milvus.delete(layout.CURRENT, f'key == "{lease.WRITING}{lease.node_of(one.folder)}"')
        other.sync([machines.folders[1]], ENCODER)
        monkeypatch.setattr(lease, "LAPSED", 0.0)
        with pytest.raises(MilvusBusyError):
            asleep.put(layout.CURRENT, [{"key": "current", "body": "[]", "nowhere": layout.NOWHERE}])
        with pytest.raises(MilvusBusyError):
            asleep.delete(layout.CURRENT, 'key != ""')
        with pytest.raises(MilvusBusyError):
            asleep.drop(layout.CURRENT)
    assert len(machines.files()) == 4


def test_one_that_reads_seldom_sees_what_was_removed_long_ago_no_more(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, reading = machines.stores
    monkeypatch.setattr(current, "GRACE", 0.0)
    write_reports(machines.folders[0], range(4))
    writing.sync([machines.folders[0]], ENCODER)
    with reading.view() as view:
        gone, other, third, *_ = (record.id for record in view.reports())
    writing.remove(gone)
    writing.remove(other)
    writing.restore(other)
    with writer(writing.folder, "index"):
        assert not writing.remove(third).published
    writing.sync([], ENCODER)
    machines.whole()
    assert len(machines.files(1)) == 2


def test_one_that_reads_seldom_sees_what_was_erased_no_more(machines: Machines) -> None:
    writing, reading = machines.stores
    writing.sync([machines.folders[0]], ENCODER)
    with reading.view() as view:
        gone = view.reports()[0].id
    writing.sync([machines.folders[1]], ENCODER)
    assert writing.erase(gone).state == "erased"
    machines.whole()
    assert len(machines.files(1)) == 3


def test_what_is_removed_while_another_machine_writes_is_out_at_once(machines: Machines) -> None:
    one, other = machines.stores
    one.sync([machines.folders[0]], ENCODER)
    with one.view() as view:
        gone = view.reports()[0].id
    with lease.writing(milvus_at(machines.places[0]), one.folder):
        assert other.remove(gone) == Removed("removed", published=False)
        assert len(machines.files()) == len(machines.files(1)) == 1
        assert other.restore(gone) == Removed("restored", published=False)
        assert len(machines.files()) == 2
        other.remove(gone)
    one.sync([machines.folders[1]], ENCODER)
    assert len(machines.files()) == 3
    machines.whole()
    other.sync([], ENCODER)
    assert len(machines.files()) == 3
    machines.whole()
