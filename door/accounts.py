"""Accounts: people by name and password, with what they may do; their sessions are in `sessions`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
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
"""


class AccountNameTakenError(TracuuError):
    """There is an account of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class AccountUnknownError(TracuuError):
    """There is no account of that name."""

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
        called = named(name)
        row = (called, called.casefold(), passwords.kept(password, called), role, kept_collections(collections), _now())
        with self._file.opened(make=True) as people:
            try:
                people.execute(
                    "INSERT INTO accounts (name, known_as, password, role, collections, made)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    row,
                )
            except sqlite3.IntegrityError as error:
                raise AccountNameTakenError(name) from error

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password; whoever is in by the old one is out at once.

        Raises:
            AccountUnknownError: there is no such account.
            PasswordWeakError: it could be guessed.
        """
        self._changed(name, "UPDATE accounts SET password = ? WHERE id = ?", passwords.kept(password, named(name)))

    def set_role(self, name: str, role: Role, collections: Iterable[str] | None) -> None:
        """Let somebody do other things, and see other collections (None for all); they sign in anew.

        Raises:
            AccountUnknownError: there is no such account.
            NameUnfitError: no collection can be called that.
        """
        sql = "UPDATE accounts SET role = ?, collections = ? WHERE id = ?"
        self._changed(name, sql, role, kept_collections(collections))

    def remove(self, name: str) -> None:
        """Take an account away; who is in by it is out at once. Raises AccountUnknownError."""
        self._changed(name, "DELETE FROM accounts WHERE id = ?")

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
            if not people.execute(sql, (_now(), newer, row["id"], hashed)).rowcount:
                return None  # it was changed meanwhile
            return account(row)

    def of(self, name: str) -> Account:
        """The account that is known as that; raises AccountUnknownError, NameUnfitError, and as `listed`."""
        wanted = named(name).casefold()
        found = next((one for one in self.listed() if one.name.casefold() == wanted), None)
        if found is None:
            raise AccountUnknownError(name)
        return found

    def _changed(self, name: str, sql: str, *values: object) -> None:
        """Change the account of that name, and let nobody be in by what it was; raises AccountUnknownError."""
        if not self._file.there():
            raise AccountUnknownError(name)
        with self._file.opened() as people:
            row = people.execute("SELECT id FROM accounts WHERE known_as = ?", (named(name).casefold(),)).fetchone()
            if row is None:
                raise AccountUnknownError(name)
            people.execute(sql, (*values, row["id"]))
            people.execute("DELETE FROM sessions WHERE account = ?", (row["id"],))
            people.execute("DELETE FROM browsers WHERE account = ?", (row["id"],))


def account(row: sqlite3.Row) -> Account:
    """The account in a row; ValueError or TypeError for what nobody here has written."""
    last = row["signed_in"] and datetime.fromisoformat(row["signed_in"])
    made = datetime.fromisoformat(row["made"])
    return Account(row["id"], row["name"], role_in(row), collections_in(row), made, last)


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()
