"""The same done to several reports: to each as to one alone, and what fails of one is told of it by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.test_collections import BOTH, LAN, give, opened, removed_of, seen
from tracuu.corpus.report import Header
from tracuu.index.errors import StoreBusyError
from tracuu.index.scope import COMMON
from tracuu.search.errors import ReportUnknownError
from tracuu.service.changes import IN_TURN, Changes, Outcome
from tracuu.service.readers import OWNER, NotAllowedError, Reader
from tracuu.service.several import Edit, EditUnclearError, SecrecyLowerError, edit_of


@pytest.fixture
def changes(tmp_path: Path) -> Iterator[Changes]:
    """A store with three reports that everybody has."""
    made = opened(tmp_path / "kho")
    for n in (1, 2, 3):
        give(made, OWNER, f"{n}.txt", n)
    yield made
    made.house.store.close()


def done(changes: Changes, reader: Reader, names: list[str], edit: Edit) -> Outcome:
    """What comes of it, for the reports of these names; a name that nobody has stands for itself."""
    there = seen(changes, reader)
    return changes.edit(reader, [there.get(name, name) for name in names], edit).outcome()


def header_of(changes: Changes, name: str) -> Header:
    with changes.house.seen_by(OWNER) as view:
        return next(record.header for record in view.reports() if record.file == name)


def test_an_agency_is_put_right_in_each_and_what_is_not_there_is_named(changes: Changes) -> None:
    told = done(changes, OWNER, ["1.txt", "không-có", "3.txt", "1.txt"], Edit("agency", "Sở Ong"))
    assert (told.did, told.names) == ("corrected", ("1.txt", "3.txt"))
    assert [one.file for one in told.failures] == ["không-có"]
    assert [header_of(changes, f"{n}.txt").agency for n in (1, 2, 3)] == ["Sở Ong", "UBND xã Đá Bia", "Sở Ong"]
    with changes.house.seen_by(OWNER) as view:
        made = view.corrections(seen(changes, OWNER)["1.txt"])
    assert [(one.field, one.original) for one in made] == [("agency", "UBND xã Đá Bia")], "as one alone is"


def test_a_secrecy_is_set_and_raised_and_never_lowered(changes: Changes) -> None:
    done(changes, OWNER, ["1.txt"], Edit("secrecy", "Tối mật"))
    told = done(changes, OWNER, ["1.txt", "2.txt"], Edit("secrecy", "Mật"))
    assert told.names == ("2.txt",)
    ((failed, why),) = [(one.file, one.reason) for one in told.failures]
    assert failed == "1.txt"
    assert "TỐI MẬT" in why.vi
    assert [header_of(changes, f"{n}.txt").secrecy for n in (1, 2, 3)] == ["Tối mật", "Mật", None]
    with pytest.raises(SecrecyLowerError):
        Edit("secrecy", "Tuyệt mật").values(Header(secrecy="Dấu lạ"))


def test_several_are_removed_and_brought_back_together(changes: Changes) -> None:
    told = done(changes, OWNER, ["1.txt", "2.txt"], Edit("remove"))
    assert (told.did, told.names) == ("removed", ("1.txt", "2.txt"))
    assert seen(changes, OWNER).keys() == {"3.txt"}
    assert told.reports_done
    assert len(removed_of(changes, OWNER)) == 2
    back = changes.edit(OWNER, told.reports_done, Edit("restore")).outcome()
    assert (back.did, sorted(back.names)) == ("restored", ["1.txt", "2.txt"])
    assert seen(changes, OWNER).keys() == {"1.txt", "2.txt", "3.txt"}


def test_they_are_put_into_a_collection_besides_or_alone_by_those_who_see_all(changes: Changes) -> None:
    first = give(changes, LAN, "của Lan.txt", 7)
    assert isinstance(first, Outcome)
    assert done(changes, OWNER, ["1.txt", "2.txt"], Edit("add", "phòng A")).did == "collected"
    assert seen(changes, LAN).keys() == {"của Lan.txt", "1.txt", "2.txt"}
    everybody = Reader("", "reader", frozenset({COMMON}))
    assert seen(changes, everybody).keys() == {"1.txt", "2.txt", "3.txt"}
    done(changes, OWNER, ["1.txt", "3.txt"], Edit("move", "phòng A"))
    assert seen(changes, everybody).keys() == {"2.txt"}
    assert seen(changes, LAN).keys() == {"của Lan.txt", "1.txt", "2.txt", "3.txt"}
    for reader in (BOTH, Reader("", "editor"), Reader("", "admin", frozenset({"phòng A", "phòng B"}))):
        with pytest.raises(NotAllowedError):
            changes.edit(reader, [seen(changes, OWNER)["1.txt"]], Edit("move", "phòng B"))


def test_rights_are_asked_for_each(changes: Changes) -> None:
    give(changes, LAN, "của Lan.txt", 7)
    own, others = seen(changes, LAN)["của Lan.txt"], seen(changes, OWNER)["1.txt"]
    told = changes.edit(LAN, [others, own], Edit("agency", "Sở Ong")).outcome()
    assert (told.names, [one.file for one in told.failures]) == (("của Lan.txt",), [others])
    assert header_of(changes, "1.txt").agency == "UBND xã Đá Bia"
    for ask in (
        lambda: changes.edit(Reader(role="reader"), [own], Edit("remove")),
        lambda: changes.chosen(Reader(role="reader"), [own]),
    ):
        with pytest.raises(NotAllowedError):
            ask()
    assert [one.file for one in changes.chosen(LAN, [others, own, own])] == ["của Lan.txt"]
    with pytest.raises(ReportUnknownError):
        changes.chosen(LAN, [others])


def test_what_was_done_is_written_down_of_those_alone_that_it_was_done_to(changes: Changes) -> None:
    there, written = seen(changes, OWNER), []
    noting = Changes(changes.house, False, lambda _, did, reports: written.append((did, list(reports))))
    noting.edit(OWNER, [there["1.txt"], "không-có"], Edit("remove")).outcome()
    assert written == [("removed", [there["1.txt"]])]


@pytest.mark.parametrize(
    ("do", "value"),
    [("", "x"), ("erase", ""), ("agency", "  "), ("secrecy", ""), ("secrecy", "mật"), ("add", "phòng Z"), ("move", "")],
)
def test_what_is_unclear_is_done_to_none(do: str, value: str) -> None:
    with pytest.raises(EditUnclearError):
        edit_of(do, value, ["chung", "phòng A"])


def test_what_a_form_asks_for_is_read() -> None:
    assert edit_of("agency", "  Sở   Ong ", []) == Edit("agency", "Sở Ong")
    assert edit_of("move", "phòng A", ["phòng A"]) == Edit("move", "phòng A")
    assert edit_of("remove", "", []) == Edit("remove")


def test_changes_wait_in_the_order_they_were_begun_and_none_is_forgotten_or_one_too_many(
    changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, ended = Event(), list[str]()

    def edited(_: Reader, report: str, __: Edit) -> None:
        may_go_on.wait()
        ended.append(report)

    monkeypatch.setattr(changes, "name", lambda _, report: report)
    monkeypatch.setattr(changes, "_edited", edited)
    names = [str(n) for n in range(IN_TURN)]
    jobs = [changes.edit(OWNER, [name], Edit("remove"), in_turn=True) for name in names]
    with pytest.raises(StoreBusyError):
        changes.edit(OWNER, ["more"], Edit("remove"), in_turn=True)
    assert (changes.job(OWNER), changes.settled(0)) == (jobs[0], False)
    may_go_on.set()
    for job in reversed(jobs):
        job.outcome()
    assert (ended, changes.settled(0)) == (names, True)
