"""Accounts: people by name and password, with what they may do; their sessions are in `sessions`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..corpus.errors import TracuuError
from . import passwords
from .people_file import NameUnfitError, PeopleFile, Role, collections_in, kept_collections, named, role_in

TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, known_as TEXT NOT NULL UNIQUE, password TEXT,
    role TEXT NOT NULL, collections TEXT, made TEXT NOT NULL, signed_in TEXT
);
CREATE TABLE IF NOT EXISTS sessions (
    hash BLOB PRIMARY KEY, account INTEGER NOT NULL, made REAL NOT NULL, used REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS browsers (hash BLOB PRIMARY KEY, account INTEGER NOT NULL, used REAL NOT NULL);
CREATE TABLE IF NOT EXISTS identities (
    issuer TEXT NOT NULL, subject TEXT, email TEXT, account INTEGER, by_group INTEGER NOT NULL,
    UNIQUE (issuer, subject), UNIQUE (issuer, email)
);
CREATE TRIGGER IF NOT EXISTS account_removed AFTER DELETE ON accounts BEGIN
    DELETE FROM identities WHERE account = OLD.id AND subject IS NULL;
    UPDATE identities SET account = NULL, email = NULL WHERE account = OLD.id;
END;
"""
"""What `identities` keeps of who was removed is their subject, without an account: no group makes them another."""


class AccountNameTakenError(TracuuError):
    """There is an account of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class AccountUnknownError(TracuuError):
    """There is no account of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class RightsByGroupError(TracuuError):
    """What somebody may do is what their group may do, and would be so again when they next sign in."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, and what they may do then.

    Attributes:
        number: never another's, also when the account is gone.
        name: of the person.
        role: what they may do.
        collections: names of the collections whose reports they may see; None for all.
        made: when, UTC.
        signed_in: when they last did, UTC; None for never.
    """

    number: int
    name: str
    role: Role
    collections: frozenset[str] | None
    made: datetime
    signed_in: datetime | None


class Accounts:
    """The accounts of one data folder. Safe to share between threads."""

    def __init__(self, data: Path) -> None:
        self._file = PeopleFile(data, TABLES)

    def add(self, name: str, password: str, role: Role, collections: Iterable[str] | None) -> None:
        """Make an account.

        Args:
            name: of the person.
            password: that they will sign in with.
            role: what they may do.
            collections: whose reports they may see; None for all.

        Raises:
            NameUnfitError, AccountNameTakenError: they cannot be called that.
            PasswordWeakError: it could be guessed.
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be kept.
        """
        hashed = passwords.kept(password, named(name))
        with self._file.opened(make=True) as people:
            make_account(people, name, hashed, role, collections)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password; whoever is in by the old one is out at once.

        Raises:
            AccountUnknownError: there is no such account.
            PasswordWeakError: it could be guessed.
        """
        hashed = passwords.kept(password, named(name))
        with changing(self._file, name) as (people, number):
            people.execute("UPDATE accounts SET password = ? WHERE id = ?", (hashed, number))

    def set_role(self, name: str, role: Role, collections: Iterable[str] | None) -> None:
        """Let somebody do other things, and see other collections (None for all); they sign in anew.

        Raises:
            AccountUnknownError: there is no such account.
            RightsByGroupError: it has what a group has.
            NameUnfitError: no collection can be called that.
        """
        kept = kept_collections(collections)
        with changing(self._file, name) as (people, number):
            if people.execute("SELECT 1 FROM identities WHERE account = ? AND by_group", (number,)).fetchone():
                raise RightsByGroupError(name)
            people.execute("UPDATE accounts SET role = ?, collections = ? WHERE id = ?", (role, kept, number))

    def remove(self, name: str) -> None:
        """Take an account away; who is in by it is out at once. Raises AccountUnknownError."""
        with changing(self._file, name) as (people, number):
            people.execute("DELETE FROM accounts WHERE id = ?", (number,))

    def listed(self) -> list[Account]:
        """Every account, by name; raises PeopleOpenToOthersError, PeopleUnusableError."""
        if not self._file.there():
            return []
        with self._file.opened() as people:
            return [account(row) for row in people.execute("SELECT * FROM accounts ORDER BY name")]

    def signing_in(self, name: str, password: str) -> Account | None:
        """Whose name and password these are; None for nobody's, which takes as long to say for a name unknown.

        Raises:
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be looked up.
        """
        if not self._file.there() or not passwords.fits(password):
            return None
        try:
            known_as = named(name).casefold()
        except NameUnfitError:
            known_as = ""
        with self._file.opened() as people:
            row = people.execute("SELECT * FROM accounts WHERE known_as = ?", (known_as,)).fetchone()
        hashed = row["password"] if row else None
        if not passwords.is_right(password, hashed) or hashed is None:
            return None
        newer = passwords.again(password) if passwords.is_old(hashed) else hashed
        with self._file.opened() as people:
            sql = "UPDATE accounts SET signed_in = ?, password = ? WHERE id = ? AND password = ?"
            if not people.execute(sql, (now(), newer, row["id"], hashed)).rowcount:
                return None  # it was changed meanwhile
            return account(row)

    def of(self, name: str) -> Account:
        """The account that is known as that; raises AccountUnknownError, NameUnfitError, and as `listed`."""
        wanted = named(name).casefold()
        found = next((one for one in self.listed() if one.name.casefold() == wanted), None)
        if found is None:
            raise AccountUnknownError(name)
        return found


@contextmanager
def changing(file: PeopleFile, name: str) -> Iterator[tuple[sqlite3.Connection, int]]:
    """The open file and the number of the account of that name; in the end nobody is in by what the account was.

    Raises:
        AccountUnknownError: there is no such account.
    """
    if not file.there():
        raise AccountUnknownError(name)
    with file.opened() as people:
        row = people.execute("SELECT id FROM accounts WHERE known_as = ?", (named(name).casefold(),)).fetchone()
        if row is None:
            raise AccountUnknownError(name)
        yield people, row["id"]
        for table in ("sessions", "browsers"):
            people.execute(f"DELETE FROM {table} WHERE account = ?", (row["id"],))


def account(row: sqlite3.Row) -> Account:
    """The account in a row; ValueError or TypeError for what nobody here has written."""
    last = row["signed_in"] and datetime.fromisoformat(row["signed_in"])
    made = datetime.fromisoformat(row["made"])
    return Account(row["id"], row["name"], role_in(row), collections_in(row), made, last)


def make_account(
    people: sqlite3.Connection, name: str, hashed: str | None, role: Role, collections: Iterable[str] | None
) -> int:
    """Make an account in the open file; its number.

    Args:
        people: the file.
        name: of the person.
        hashed: what is kept of their password; None for none, which nobody signs in with.
        role: what they may do.
        collections: whose reports they may see; None for all.

    Raises:
        NameUnfitError, AccountNameTakenError: they cannot be called that.
    """
    called = named(name)
    row = (called, called.casefold(), hashed, role, kept_collections(collections), now())
    sql = "INSERT INTO accounts (name, known_as, password, role, collections, made) VALUES (?, ?, ?, ?, ?, ?)"
    try:
        return people.execute(sql, row).lastrowid or 0
    except sqlite3.IntegrityError as error:
        raise AccountNameTakenError(name) from error


def now() -> str:
    """The time as rows have it, ISO 8601, UTC."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()
