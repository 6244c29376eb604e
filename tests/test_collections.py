"""Collections: each office has its own, and what one does with its reports tells the other nothing."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from bench.disturbed import HashEncoder
from tests.test_hidden import outcome
from tracuu.commands.application import app as commands
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.opening import open_store
from tracuu.index.scope import COMMON
from tracuu.search.errors import ReportUnknownError
from tracuu.service import holdings, reports
from tracuu.service.changes import Changes, NothingWaitsError, Outcome
from tracuu.service.engines import Engines
from tracuu.service.house import House
from tracuu.service.readers import OWNER, NotAllowedError, Reader

LAN = Reader("chị Lan", "editor", frozenset({"phòng A"}))
MINH = Reader("anh Minh", "editor", frozenset({"phòng B"}))
BOTH = Reader("chị Hoa", "editor", frozenset({"phòng A", "phòng B"}))
TEXT = """ỦY BAN NHÂN DÂN XÃ ĐÁ BIA

Số: {n}/BC-UBND

Đá Bia, ngày 05 tháng 3 năm 2024

BÁO CÁO
Kết quả nuôi ong lấy mật năm 2023

I. KẾT QUẢ

Toàn xã có {n} đàn ong lấy mật, bán được chín tạ mật.

II. KHÓ KHĂN

Kinh phí mua thùng nuôi ong còn hạn chế.
"""


def opened(folder: Path) -> Changes:
    """The store in a folder, as people change it over the network."""
    store = open_store(folder)
    engines = Engines(store)
    engines._encoder.set_result(HashEncoder())
    return Changes(House(store, engines), local=False)


@pytest.fixture
def changes(tmp_path: Path) -> Iterator[Changes]:
    """A store with a report that everybody has."""
    made = opened(tmp_path / "kho")
    give(made, OWNER, "chung.txt", 1)
    yield made
    made.house.store.close()


def give(changes: Changes, reader: Reader, name: str, n: int, collection: str = "") -> Outcome | list[Any]:
    """What comes of dropping a file: it is kept, or why it is not."""
    into = collection or changes.collections(reader)[0]
    sent = changes.house.store.folder / "gửi.txt"
    sent.parent.mkdir(parents=True, exist_ok=True)
    sent.write_text(TEXT.format(n=n), encoding="utf-8")
    looked = list(changes.look(reader, [changes.waiting.take(sent, name)], (), into))
    tokens = [one.token for one in looked if one.report]
    if not tokens:
        return [one.fault for one in looked]
    return changes.keep(reader, tokens).outcome()


def seen(changes: Changes, reader: Reader) -> dict[str, str]:
    """The names of the reports that somebody sees, and their ids."""
    with changes.house.seen_by(reader) as view:
        return {record.file: record.id for record in view.reports()}


def told(changes: Changes, reader: Reader) -> Any:
    """All that the page tells somebody of what there is."""
    shown = holdings.contents(changes.house, reader, "", 50, False)
    return timeless(outcome(lambda: (shown, reports.counts(changes.house, reader))))


def timeless(value: Any) -> Any:
    """The same without the second in which something was done: two stores are not asked in one."""
    if isinstance(value, dict):
        return {name: timeless(one) for name, one in value.items() if name != "made"}
    return [timeless(one) for one in value] if isinstance(value, list) else value


def removed_of(changes: Changes, reader: Reader) -> list[str | None]:
    """The files of the reports that somebody is told were removed."""
    return [one.file for one in holdings.contents(changes.house, reader, "", 50, False).removed]


class TestTwoOffices:
    def test_the_same_file_is_each_ones_own(self, changes: Changes) -> None:
        first, second = give(changes, LAN, "của Lan.txt", 7), give(changes, MINH, "của Minh.txt", 7)
        assert isinstance(first, Outcome)
        assert isinstance(second, Outcome)
        assert (first.names, first.reports) == (("của Lan.txt",), 1)
        assert (second.names, second.reports) == (("của Minh.txt",), 1)
        assert seen(changes, LAN).keys() == {"của Lan.txt"}
        assert seen(changes, MINH).keys() == {"của Minh.txt"}
        assert {*seen(changes, LAN).values()}.isdisjoint(seen(changes, MINH).values())
        assert seen(changes, OWNER).keys() == {"chung.txt", "của Lan.txt", "của Minh.txt"}
        for reader, name in ((LAN, "của Lan.txt"), (MINH, "của Minh.txt")):
            given = reports.original(changes.house, reader, seen(changes, reader)[name])
            assert (given.name, given.content.decode()) == (name, TEXT.format(n=7))

    def test_what_one_does_with_it_the_other_never_hears_of(self, changes: Changes) -> None:
        give(changes, LAN, "bc.txt", 7)
        give(changes, MINH, "bc.txt", 7)
        before, own = told(changes, MINH), seen(changes, LAN)["bc.txt"]
        job = changes.correct(LAN, own, {"agency": "Sở Khác"})
        assert job is not None
        job.outcome()
        assert told(changes, MINH) == before
        assert changes.remove(LAN, own).did == "removed"
        assert seen(changes, LAN) == {}
        assert told(changes, MINH) == before
        assert reports.original(changes.house, MINH, seen(changes, MINH)["bc.txt"]).name == "bc.txt"
        assert changes.restore(LAN, own).did == "restored"
        assert told(changes, MINH) == before
        for do in (changes.remove, changes.restore, changes.name, changes.header):
            with pytest.raises(ReportUnknownError):
                do(MINH, own)

    def test_each_is_told_of_its_own_duplicates_and_removals_alone(self, changes: Changes) -> None:
        give(changes, LAN, "bc.txt", 7)
        (again,) = give(changes, LAN, "khác tên.txt", 7)  # type: ignore[misc]
        assert "bc.txt" in again.vi
        changes.remove(LAN, seen(changes, LAN)["bc.txt"])
        (removed,) = give(changes, LAN, "bc.txt", 7)  # type: ignore[misc]
        assert removed.vi != again.vi
        assert isinstance(give(changes, MINH, "bc.txt", 7), Outcome)

    def test_what_everybody_has_is_nothing_to_who_does_not_see_it(self, changes: Changes) -> None:
        assert isinstance(give(changes, LAN, "bc.txt", 1), Outcome)
        assert seen(changes, LAN).keys() == {"bc.txt"}
        everybody = Reader("", "editor", frozenset({COMMON}))
        (known,) = give(changes, everybody, "bc.txt", 1)  # type: ignore[misc]
        assert "chung.txt" in known.vi

    @pytest.mark.parametrize("seed", range(6))
    def test_whatever_one_does_the_other_is_told_the_same(self, tmp_path: Path, seed: int) -> None:
        """By a store in which somebody else was at work before and between, and one in which nobody was."""
        draw = random.Random(seed)
        busy, quiet = opened(tmp_path / "đông"), opened(tmp_path / "vắng")
        for n in range(1, 4):
            for changes in (busy, quiet):
                give(changes, OWNER, f"chung {n}.txt", n)
        others = (LAN, Reader("", "editor", frozenset({"phòng C", COMMON})), OWNER)
        for turn in range(8):
            for _ in range(draw.randint(0, 2)):
                _disturb(busy, draw, draw.choice(others), draw.randint(4, 7))
            n, name = draw.randint(3, 7), f"bc {draw.randint(0, 2)}.txt"
            own = sorted(seen(quiet, MINH).values())
            did = draw.choice(("give", "give", "remove", "restore", "correct"))
            asked: Callable[[Changes], Any]
            if did == "give" or not own:
                asked = lambda changes: give(changes, MINH, name, n)  # noqa: B023, E731
            else:
                report = draw.choice(own)
                values = {"agency": f"Sở {turn}"}
                asked = {
                    "remove": lambda changes: changes.remove(MINH, report),  # noqa: B023
                    "restore": lambda changes: changes.restore(MINH, report),  # noqa: B023
                    "correct": lambda changes: changes.correct(MINH, report, values).outcome(),  # noqa: B023
                }[did]
            first, second = (outcome(lambda: asked(changes)) for changes in (busy, quiet))  # noqa: B023
            assert first == second
            assert told(busy, MINH) == told(quiet, MINH)


def _disturb(changes: Changes, draw: random.Random, reader: Reader, n: int) -> None:
    """Somebody else at work, on what is theirs alone."""
    own = sorted(seen(changes, reader).items())
    theirs = [report for file, report in own if file.startswith("riêng")]
    if theirs and draw.random() < 0.4:
        changes.remove(reader, draw.choice(theirs))
    else:
        into = draw.choice([one for one in changes.collections(reader) if one not in MINH.collections])  # type: ignore[operator]
        give(changes, reader, f"riêng {n}.txt", n, into)


class TestShared:
    """A report that those who see all have put into the collections of both."""

    @pytest.fixture
    def shared(self, changes: Changes) -> str:
        report = seen(changes, OWNER)["chung.txt"]
        changes.house.store.collect(report, ["phòng A", "phòng B"])
        return report

    def test_whether_others_have_it_too_is_told_by_nothing(self, tmp_path: Path) -> None:
        """A report is removed, given again, and others are given: to who has it alone, and to who shares it."""

        def told(folder: Path, *held: str) -> list[str]:
            changes = opened(folder)
            give(changes, LAN, "bc.txt", 5)
            report = seen(changes, LAN)["bc.txt"]
            changes.house.store.collect(report, held)
            changes.remove(LAN, report)

            def shown() -> str:
                return repr(holdings.contents(changes.house, LAN, "", 50, False))

            said = [shown(), repr(give(changes, LAN, "bc.txt", 5))]
            if "phòng B" in held:
                changes.remove(MINH, report)
            said.append(shown())
            give(changes, LAN, "khác.txt", 7)
            said.append(shown())
            changes.restore(LAN, report)
            return [*said, shown()]

        assert told(tmp_path / "cùng", "phòng A", "phòng B") == told(tmp_path / "riêng", "phòng A")

    def test_what_was_taken_out_of_a_collection_stays_out_whatever_is_given_to_it_after(self, changes: Changes) -> None:
        give(changes, LAN, "a.txt", 5)
        report = seen(changes, LAN)["a.txt"]
        changes.house.store.collect(report, ["phòng B"])
        assert seen(changes, LAN) == {}
        give(changes, LAN, "b.txt", 6)
        assert seen(changes, LAN).keys() == {"b.txt"}

    def test_who_takes_it_out_takes_it_out_for_their_own(self, changes: Changes, shared: str) -> None:
        before = told(changes, MINH)
        done = changes.remove(LAN, shared)
        assert (done.did, done.names, done.undo) == ("removed", ("chung.txt",), shared)
        assert seen(changes, LAN) == {}
        assert removed_of(changes, LAN) == ["chung.txt"]
        assert told(changes, MINH) == before
        assert seen(changes, OWNER).keys() == {"chung.txt"}
        assert changes.restore(LAN, shared).did == "restored"
        assert seen(changes, LAN).keys() == {"chung.txt"}
        assert removed_of(changes, LAN) == []
        assert told(changes, MINH) == before

    def test_who_is_the_last_to_take_it_out_is_told_the_same(self, changes: Changes, shared: str) -> None:
        first = outcome(lambda: changes.remove(LAN, shared))
        assert first == outcome(lambda: changes.remove(MINH, shared))
        lan, minh = (removed_of(changes, reader) for reader in (LAN, MINH))
        assert lan == minh == ["chung.txt"]
        assert changes.restore(MINH, shared).did == "restored"
        assert seen(changes, MINH).keys() == {"chung.txt"}
        assert seen(changes, LAN) == {}, "it comes back to who brings it back"
        assert changes.restore(LAN, shared).did == "restored"
        assert seen(changes, LAN).keys() == {"chung.txt"}

    def test_what_was_removed_for_all_comes_back_to_who_brings_it_back(self, changes: Changes, shared: str) -> None:
        changes.remove(OWNER, shared)
        assert changes.restore(LAN, shared).did == "restored"
        assert seen(changes, LAN).keys() == {"chung.txt"}
        assert seen(changes, MINH) == {}

    def test_who_sees_both_takes_it_out_of_both(self, changes: Changes, shared: str) -> None:
        changes.remove(BOTH, shared)
        assert seen(changes, LAN) == seen(changes, MINH) == seen(changes, OWNER) == {}


class TestWhereFilesGo:
    def test_nobody_brings_any_into_what_is_not_theirs(self, changes: Changes) -> None:
        with pytest.raises(NotAllowedError):
            give(changes, LAN, "bc.txt", 7, "phòng B")
        with pytest.raises(NotAllowedError):
            changes.opened(LAN, [], COMMON)
        reader = Reader("", "reader", frozenset({"phòng A"}))
        assert changes.collections(reader) == []
        with pytest.raises(NotAllowedError):
            give(changes, reader, "bc.txt", 7, "phòng A")
        assert seen(changes, OWNER).keys() == {"chung.txt"}

    def test_what_waits_for_another_collection_is_not_taken_in(self, changes: Changes) -> None:
        sent = changes.house.store.folder / "gửi.txt"
        sent.write_text(TEXT.format(n=7), encoding="utf-8")
        (one,) = changes.look(MINH, [changes.waiting.take(sent, "bc.txt")], (), "phòng B")
        with pytest.raises(NotAllowedError):
            changes.keep(LAN, [one.token])
        with pytest.raises(NothingWaitsError):
            changes.keep(LAN, ["x" * 22])
        changes.keep(MINH, [one.token]).outcome()
        assert seen(changes, MINH).keys() == {"bc.txt"}

    def test_who_has_several_chooses_and_who_sees_all_has_all_there_are(self, changes: Changes) -> None:
        assert changes.collections(BOTH) == ["phòng A", "phòng B"]
        assert changes.collections(OWNER) == [COMMON]
        give(changes, BOTH, "bc.txt", 7, "phòng B")
        assert changes.collections(OWNER) == [COMMON, "phòng B"]
        give(changes, OWNER, "bc 2.txt", 8, "phòng B")
        assert seen(changes, MINH).keys() == {"bc.txt", "bc 2.txt"}
        assert seen(changes, LAN) == {}

    def test_a_change_is_followed_by_who_began_it_and_its_figures_by_who_sees_all(self, changes: Changes) -> None:
        import threading

        go_on, steps = threading.Event(), threading.Event()

        def work(progress: Any) -> Outcome:
            progress("publish", 5, 500)
            steps.set()
            go_on.wait(60)
            return Outcome("kept")

        job = changes._start(LAN, work)
        steps.wait(60)
        assert changes.job(LAN) is job
        assert changes.job(MINH) is None
        assert changes.job(OWNER) is job
        assert (job.step().stage, job.step().total) == ("publish", 0)
        go_on.set()
        job.outcome()

    def test_the_store_is_whole_and_mended_from_the_files(self, changes: Changes) -> None:
        give(changes, LAN, "bc.txt", 7)
        store = changes.house.store
        assert store.verify().faults == []
        with Catalog.open(store.folder / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
            connection.execute("UPDATE paragraphs SET text = 'khác' WHERE report = ?", (seen(changes, LAN)["bc.txt"],))
        assert not store.verify().whole
        assert "bc.txt" in store.repair(HashEncoder).reread
        assert store.verify().whole
        assert seen(changes, LAN).keys() == {"bc.txt"}
        assert seen(changes, MINH) == {}

    def test_one_is_erased_and_the_others_stays_to_the_last_byte(self, changes: Changes) -> None:
        give(changes, LAN, "bc.txt", 7)
        give(changes, MINH, "bc.txt", 7)
        store = changes.house.store
        assert store.erase(seen(changes, LAN)["bc.txt"]).state == "erased"
        assert reports.original(changes.house, MINH, seen(changes, MINH)["bc.txt"]).content.decode() == TEXT.format(n=7)
        assert len([path for path in store.originals.rglob("bc.txt") if path.is_file()]) == 1
        assert store.verify().faults == []

    def test_a_sync_of_all_originals_takes_none_of_them_for_everybodys(self, changes: Changes) -> None:
        give(changes, LAN, "bc.txt", 7)
        give(changes, OWNER, "chung 2.txt", 2)
        changes.house.store.sync([changes.house.store.originals], HashEncoder(), verify_content=True)
        assert seen(changes, Reader("", "reader", frozenset({COMMON}))).keys() == {"chung.txt", "chung 2.txt"}
        assert seen(changes, LAN).keys() == {"bc.txt"}


class TestIndexing:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Path:
        folder = tmp_path / "tệp"
        folder.mkdir()
        for n in (1, 2):
            (folder / f"bc {n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
        return folder

    def test_new_reports_stand_there_alone_and_known_ones_there_too(self, changes: Changes, files: Path) -> None:
        everybody = Reader("", "reader", frozenset({COMMON}))
        changes.house.store.sync([files], HashEncoder(), collection="phòng A")
        assert len(seen(changes, everybody)) == 1
        assert len(seen(changes, LAN)) == 2
        changes.house.store.sync([files], HashEncoder(), collection="phòng B")
        assert len(seen(changes, LAN)) == len(seen(changes, MINH)) == 2
        changes.house.store.sync([files], HashEncoder())
        assert len(seen(changes, everybody)) == 1

    def test_one_that_was_cut_short_shows_nothing_to_others_when_another_goes_on(
        self, changes: Changes, files: Path
    ) -> None:
        (files / "bc 3.txt").write_text(TEXT.replace("mật", "sữa ong chúa").format(n=3), encoding="utf-8")
        with pytest.raises(KeyboardInterrupt):
            changes.house.store.sync([files], HashEncoder(), collection="phòng A", progress=_cut_short)
        changes.house.store.sync([files], HashEncoder())
        assert len(seen(changes, Reader("", "reader", frozenset({COMMON})))) == 1
        assert len(seen(changes, LAN)) == 3

    def test_the_commands_list_put_and_take(self, changes: Changes) -> None:
        data = str(changes.house.store.folder)
        report = seen(changes, OWNER)["chung.txt"]

        def run(*arguments: str) -> str:
            done = CliRunner().invoke(commands, ["--data", data, "collection", *arguments])
            assert done.exit_code == 0, done.output
            return done.stdout

        assert re.search(r"chung\s+1", run("list"))
        run("put", report, "--in", "phòng A")
        run("put", report, "--in", "phòng B")
        assert json.loads(run("list", "--json")) == [
            {"name": "chung", "reports": [report]}, {"name": "phòng A", "reports": [report]},
            {"name": "phòng B", "reports": [report]},
        ]  # fmt: skip
        assert "Đã đưa 0 báo cáo" in run("take", report, "--from", "phòng C")
        assert "Đã đưa 1 báo cáo" in run("take", report, "--from", "chung")
        assert seen(changes, Reader("", "reader", frozenset({COMMON}))) == {}
        run("take", report, "--from", "phòng A")
        run("take", report, "--from", "phòng B")
        assert json.loads(run("list", "--json")) == [{"name": "chung", "reports": [report]}]
        gone = CliRunner().invoke(commands, ["--data", data, "collection", "put", "0" * 12, "--in", "a"])
        assert isinstance(gone.exception, ReportUnknownError)


def _cut_short(stage: str, *_: int) -> None:
    if stage != "read":
        raise KeyboardInterrupt


def test_a_copy_of_the_store_has_its_collections(changes: Changes, tmp_path: Path) -> None:
    give(changes, LAN, "bc.txt", 7)
    shutil.copytree(changes.house.store.folder, tmp_path / "bản sao")
    assert seen(opened(tmp_path / "bản sao"), LAN).keys() == {"bc.txt"}
