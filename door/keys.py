"""Keys: what programs show in the place of the token. `people.sqlite` keeps who has one, and no key itself."""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from ..corpus.errors import TracuuError
from .token import OTHERS

FILE = "people.sqlite"
"""In the data folder, for its owner alone."""

Role = Literal["reader", "editor", "admin"]

KEY = re.compile(r"tracuu-([0-9a-f]{12})-([A-Za-z0-9_-]{43})")
"""Which key it is, and the 256 random bits that nobody can guess: no slow hash is needed, nor a count of guesses."""

LONGEST = 64
"""Characters of the name of a key, and of a collection."""

WAIT = 5.0
"""Seconds that one waits for another process which is writing the file."""

TABLE = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, collections TEXT,
    expires TEXT NOT NULL, made TEXT NOT NULL
)"""


class KeysOpenToOthersError(TracuuError):
    """Other accounts may read the file of who has a key, or write it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


class KeysUnusableError(TracuuError):
    """The file of who has a key can be neither read nor made."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file=file, reason=reason)


class KeyNameError(TracuuError):
    """A key, or a collection, cannot be called that."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, longest=LONGEST)


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
        self._file = data / FILE

    def add(self, name: str, role: Role, collections: Iterable[str] | None, days: int) -> str:
        """A new key, to be shown once: what is kept does not give it again.

        Args:
            name: whose it is, or of which program.
            role: what may be done with it.
            collections: whose reports may be seen; None for all.
            days: for how many it opens.

        Raises:
            KeyNameError, KeyNameTakenError: it cannot be called that.
            KeysOpenToOthersError, KeysUnusableError: it cannot be kept.
        """
        within = None if collections is None else sorted({_named(one) for one in collections})
        identity, secret, made = secrets.token_hex(6), secrets.token_urlsafe(32), _now()
        row = (
            identity, _hash(secret), _named(name), role, within and json.dumps(within, ensure_ascii=False),
            (made + timedelta(days=days)).isoformat(), made.isoformat(),
        )  # fmt: skip
        self._make()
        with self._opened() as people:
            people.execute(TABLE)
            try:
                people.execute("INSERT INTO keys (id, hash, name, role, collections, expires, made) VALUES "
                               "(?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip
            except sqlite3.IntegrityError as error:
                raise KeyNameTakenError(name) from error
        return f"tracuu-{identity}-{secret}"

    def listed(self) -> list[Key]:
        """Every key, by name; raises KeysOpenToOthersError, KeysUnusableError."""
        if not self._file.exists():
            return []
        with self._opened() as people:
            return [_key(row) for row in people.execute("SELECT * FROM keys ORDER BY name")]

    def remove(self, name: str) -> None:
        """Let the key of that name open nothing from now on; raises KeyUnknownError, and as `listed`."""
        if not self._file.exists():
            raise KeyUnknownError(name)
        with self._opened() as people:
            if not people.execute("DELETE FROM keys WHERE name = ?", (_named(name),)).rowcount:
                raise KeyUnknownError(name)

    def find(self, shown: str) -> Key | None:
        """Whose key was shown; None for what is none, or none any more. Raises as `listed`."""
        parts = KEY.fullmatch(shown)
        if parts is None or not self._file.exists():
            return None
        with self._opened() as people:
            row = people.execute("SELECT * FROM keys WHERE id = ?", (parts[1],)).fetchone()
            kept = row["hash"] if row else bytes(sha256().digest_size)
            if not hmac.compare_digest(_hash(parts[2]), kept) or row is None:
                return None
            key = _key(row)
        return key if _now() < key.expires else None

    def _make(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise KeysUnusableError(self._file, error.strerror or type(error).__name__) from error

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, once it is seen to be its owner's alone; what is done inside is done whole or not at all."""
        try:
            if os.name != "nt" and self._file.stat().st_mode & OTHERS:
                raise KeysOpenToOthersError(self._file)
            with closing(sqlite3.connect(self._file, timeout=WAIT)) as people, people:
                people.row_factory = sqlite3.Row
                yield people
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            raise KeysUnusableError(self._file, str(error).splitlines()[0] if str(error) else "") from error


def _key(row: sqlite3.Row) -> Key:
    """The key in a row; ValueError or TypeError for what nobody here has written."""
    if row["role"] not in get_args(Role):
        raise ValueError(row["role"])
    within = None if row["collections"] is None else frozenset(map(str, json.loads(row["collections"])))
    expires, made = (datetime.fromisoformat(row[name]) for name in ("expires", "made"))
    return Key(row["name"], row["role"], within, expires, made)


def _hash(secret: str) -> bytes:
    return sha256(secret.encode("ascii")).digest()


def _named(said: str) -> str:
    """A name in the one spelling that is kept, NFC; KeyNameError for what is none."""
    name = unicodedata.normalize("NFC", said).strip()
    if not 0 < len(name) <= LONGEST or any(unicodedata.category(one)[0] == "C" for one in name):
        raise KeyNameError(said)
    return name


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
