"""Keys: what programs show in the place of the token. `people.sqlite` keeps who has one, and no key itself."""

from __future__ import annotations

import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from ..corpus.errors import TracuuError
from .people_file import PeopleFile, Role, collections_in, kept_collections, named, role_in

KEY = re.compile(r"tracuu-([0-9a-f]{12})-([A-Za-z0-9_-]{43})")
"""Which key it is, and the 256 random bits that nobody can guess: no slow hash is needed, nor a count of guesses."""

TABLE = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, collections TEXT,
    expires TEXT NOT NULL, made TEXT NOT NULL
)"""


class KeyNameTakenError(TracuuError):
    """There is a key of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class KeyUnknownError(TracuuError):
    """There is no key of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True)
class Key:
    """Who has a key, and what may be done with it.

    Attributes:
        name: whose it is, or of which program.
        role: what may be done.
        collections: names of the collections whose reports may be seen; None for all.
        expires: when it opens nothing any more, UTC.
        made: when it was made, UTC.
    """

    name: str
    role: Role
    collections: frozenset[str] | None
    expires: datetime
    made: datetime


class Keys:
    """The keys to one data folder, in a file that is made with the first of them. Safe to share between threads."""

    def __init__(self, data: Path) -> None:
        self._file = PeopleFile(data, TABLE)

    def add(self, name: str, role: Role, collections: Iterable[str] | None, days: int) -> str:
        """A new key, to be shown once: what is kept does not give it again.

        Args:
            name: whose it is, or of which program.
            role: what may be done with it.
            collections: whose reports may be seen; None for all.
            days: for how many it opens.

        Raises:
            NameUnfitError, KeyNameTakenError: it cannot be called that.
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be kept.
        """
        identity, secret, made = secrets.token_hex(6), secrets.token_urlsafe(32), _now()
        row = (
            identity, _hash(secret), named(name), role, kept_collections(collections),
            (made + timedelta(days=days)).isoformat(), made.isoformat(),
        )  # fmt: skip
        with self._file.opened(make=True) as people:
            try:
                people.execute("INSERT INTO keys (id, hash, name, role, collections, expires, made) VALUES "
                               "(?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip
            except sqlite3.IntegrityError as error:
                raise KeyNameTakenError(name) from error
        return f"tracuu-{identity}-{secret}"

    def listed(self) -> list[Key]:
        """Every key, by name; raises PeopleOpenToOthersError, PeopleUnusableError."""
        if not self._file.there():
            return []
        with self._file.opened() as people:
            return [_key(row) for row in people.execute("SELECT * FROM keys ORDER BY name")]

    def remove(self, name: str) -> None:
        """Let the key of that name open nothing from now on; raises KeyUnknownError, and as `listed`."""
        if not self._file.there():
            raise KeyUnknownError(name)
        with self._file.opened() as people:
            if not people.execute("DELETE FROM keys WHERE name = ?", (named(name),)).rowcount:
                raise KeyUnknownError(name)

    def find(self, shown: str) -> Key | None:
        """Whose key was shown; None for what is none, or none any more. Raises as `listed`."""
        parts = KEY.fullmatch(shown)
        if parts is None or not self._file.there():
            return None
        with self._file.opened() as people:
            row = people.execute("SELECT * FROM keys WHERE id = ?", (parts[1],)).fetchone()
            kept = row["hash"] if row else bytes(sha256().digest_size)
            if not hmac.compare_digest(_hash(parts[2]), kept) or row is None:
                return None
            key = _key(row)
        return key if _now() < key.expires else None


def _key(row: sqlite3.Row) -> Key:
    """The key in a row; ValueError or TypeError for what nobody here has written."""
    expires, made = (datetime.fromisoformat(row[name]) for name in ("expires", "made"))
    return Key(row["name"], role_in(row), collections_in(row), expires, made)


def _hash(secret: str) -> bytes:
    return sha256(secret.encode("ascii")).digest()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
