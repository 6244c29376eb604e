"""Keys for programs: kept as hashes for their owner alone, good for so long, and gone when they are taken back."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tracuu.commands.application import app
from tracuu.door import Keys, PeopleOpenToOthersError, PeopleUnusableError
from tracuu.door.keys import KEY, KeyNameTakenError, KeyUnknownError
from tracuu.door.people_file import FILE, NameUnfitError
from tracuu.service.readers import Reader
from tracuu.serving import readers_of


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


def test_a_key_is_known_by_what_was_shown_once(keys: Keys) -> None:
    shown = keys.add("máy 1", "editor", ["chung", "phòng A"], 30)
    assert KEY.fullmatch(shown)
    found = keys.find(shown)
    assert found is not None
    assert (found.name, found.role, found.collections) == ("máy 1", "editor", frozenset({"chung", "phòng A"}))
    assert timedelta(days=29) < found.expires - datetime.now(UTC) <= timedelta(days=30)
    assert keys.listed() == [found]
    other = keys.find(keys.add("máy 2", "reader", None, 1))
    assert other is not None
    assert other.collections is None


def test_what_is_kept_does_not_give_it_again(keys: Keys, tmp_path: Path) -> None:
    shown = keys.add("máy 1", "reader", None, 1)
    secret = KEY.fullmatch(shown)
    assert secret
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret[2].encode() not in kept
    assert secret[1].encode() in kept


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_the_file_is_its_owners_alone(keys: Keys, tmp_path: Path) -> None:
    shown = keys.add("máy 1", "reader", None, 1)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    for mode in (0o640, 0o604, 0o660, 0o610):
        (tmp_path / FILE).chmod(mode)
        for ask in (keys.listed, lambda: keys.find(shown), lambda: keys.remove("máy 1")):
            with pytest.raises(PeopleOpenToOthersError, match="chmod 600"):
                ask()
        with pytest.raises(PeopleOpenToOthersError):
            keys.add("máy 2", "reader", None, 1)
        assert readers_of(keys)(shown) is None
    (tmp_path / FILE).chmod(0o600)
    assert readers_of(keys)(shown) == Reader("máy 1", "reader")


@given(st.text(), st.integers(0, 80))
def test_no_other_text_is_a_key(tmp_path_factory: pytest.TempPathFactory, text: str, place: int) -> None:
    keys = Keys(tmp_path_factory.getbasetemp() / "khóa")
    shown = keys.add(f"máy {len(keys.listed())}", "admin", None, 1)
    assert keys.find(text) is None
    at = place % len(shown)
    changed = shown[:at] + ("0" if shown[at] != "0" else "1") + shown[at + 1 :]
    assert keys.find(changed) is None
    assert keys.find(shown) is not None
    assert keys.find(shown + text) is None or not text


def test_the_secret_of_one_key_does_not_open_another(keys: Keys) -> None:
    one, other = keys.add("một", "reader", None, 1), keys.add("hai", "admin", None, 1)
    mixed = other[: len("tracuu-") + 12] + one[len("tracuu-") + 12 :]
    assert keys.find(mixed) is None


def test_it_opens_nothing_once_it_has_expired(keys: Keys, tmp_path: Path) -> None:
    shown = keys.add("máy 1", "reader", None, 1)
    assert keys.find(shown) is not None
    with sqlite3.connect(tmp_path / FILE) as people:
        people.execute("UPDATE keys SET expires = ?", (datetime.now(UTC).replace(microsecond=0).isoformat(),))
    assert keys.find(shown) is None
    assert [key.name for key in keys.listed()] == ["máy 1"]


def test_it_opens_nothing_once_it_is_taken_back(keys: Keys) -> None:
    shown = keys.add("máy 1", "reader", None, 1)
    stays = keys.add("máy 2", "reader", None, 1)
    keys.remove("máy 1")
    assert keys.find(shown) is None
    assert keys.find(stays) is not None
    with pytest.raises(KeyUnknownError, match="máy 1"):
        keys.remove("máy 1")
    again = keys.add("máy 1", "reader", None, 1)
    assert again != shown
    assert keys.find(shown) is None


def test_where_there_are_none_nothing_is_made(keys: Keys, tmp_path: Path) -> None:
    assert keys.listed() == []
    assert keys.find("tracuu-" + "0" * 12 + "-" + "a" * 43) is None
    with pytest.raises(KeyUnknownError):
        keys.remove("x")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["", "  ", "a" * 65, "a\nb", "a\x1b[31m", "\u202etxt"])
def test_what_is_no_name_is_refused(keys: Keys, name: str) -> None:
    with pytest.raises(NameUnfitError):
        keys.add(name, "reader", None, 1)
    with pytest.raises(NameUnfitError):
        keys.add("máy", "reader", [name], 1)
    assert keys.listed() == []


def test_a_name_is_one_however_it_is_spelled(keys: Keys) -> None:
    keys.add("máy", "reader", None, 1)
    for name in ("máy", "ma\u0301y", " máy "):
        with pytest.raises(KeyNameTakenError):
            keys.add(name, "reader", None, 1)
    keys.remove("ma\u0301y")


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\x00" + b"x" * 100, b"x" * 4096])
def test_a_damaged_file_opens_nothing(keys: Keys, tmp_path: Path, damage: bytes) -> None:
    shown = keys.add("máy 1", "admin", None, 1)
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(PeopleUnusableError, match=FILE):
        keys.find(shown)
    assert readers_of(keys)(shown) is None


@pytest.mark.parametrize(
    "column", [("role", "owner"), ("collections", "rác"), ("expires", "mai"), ("collections", "5")]
)
def test_what_nobody_here_has_written_opens_nothing(keys: Keys, tmp_path: Path, column: tuple[str, str]) -> None:
    shown = keys.add("máy 1", "reader", ["chung"], 1)
    with sqlite3.connect(tmp_path / FILE) as people:
        people.execute(f"UPDATE keys SET {column[0]} = ?", (column[1],))
    assert readers_of(keys)(shown) is None


def run(data: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["--data", str(data), "key", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_makes_lists_and_removes_them(tmp_path: Path) -> None:
    shown = run(tmp_path, "add", "máy 1", "--role", "editor", "--collection", "chung", "--days", "9").strip()
    assert KEY.fullmatch(shown)
    found = Keys(tmp_path).find(shown)
    assert found is not None
    assert (found.role, found.collections) == ("editor", frozenset({"chung"}))
    default = Keys(tmp_path).find(run(tmp_path, "add", "máy 2").strip())
    assert default is not None
    assert (default.role, default.collections) == ("reader", None)
    listed = json.loads(run(tmp_path, "list", "--json"))
    assert [(one["name"], one["role"], one["collections"]) for one in listed] == [
        ("máy 1", "editor", ["chung"]), ("máy 2", "reader", None),
    ]  # fmt: skip
    told = run(tmp_path, "list")
    assert re.search(r"máy 1\s+editor\s+chung", told)
    assert re.search(r"máy 2\s+reader\s+mọi tập", told)
    assert shown not in told + json.dumps(listed)
    run(tmp_path, "remove", "máy 1")
    assert Keys(tmp_path).find(shown) is None
