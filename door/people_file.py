"""`people.sqlite`: who may come in, by which key or password, who is in, and what was done; for its owner alone."""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, get_args

from ..corpus.errors import TracuuError
from ..words import Bilingual, both
from .token import OTHERS

FILE = "people.sqlite"
"""In the data folder."""

Role = Literal["reader", "editor", "admin"]

LONGEST = 64
"""Characters of the name of a person, a key, a collection."""

EMPTIED = both("door.emptied")

WAIT = 5.0
"""Seconds that one waits for another process which is writing the file."""


class PeopleOpenToOthersError(TracuuError):
    """Other accounts of the computer may read the file, or write it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


class PeopleUnusableError(TracuuError):
    """The file can be neither read nor made."""

    def __init__(self, file: Path, reason: str | Bilingual) -> None:
        super().__init__(file=file, reason=reason)


class NameUnfitError(TracuuError):
    """A person, a key or a collection cannot be called that."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, longest=LONGEST)


class PeopleFile:
    """The file of one data folder, made when something is first kept in it. Safe to share between threads.

    Args:
        data: the data folder.
        tables: what makes the tables that are used, where they are not there.
    """

    def __init__(self, data: Path, tables: str) -> None:
        self.path = data / FILE
        self._tables = tables

    def there(self) -> bool:
        """Whether it was ever made."""
        return self.path.exists()

    @contextmanager
    def opened(self, make: bool = False) -> Iterator[sqlite3.Connection]:
        """The file, once it is seen to be its owner's alone; what is done inside is done whole or not at all.

        Args:
            make: make it, where it is not there.

        Raises:
            PeopleOpenToOthersError, PeopleUnusableError: it is not to be trusted, or not to be had.
        """
        if make:
            self._make()
        try:
            if os.name != "nt" and self.path.stat().st_mode & OTHERS:
                raise PeopleOpenToOthersError(self.path)
            with closing(sqlite3.connect(self.path, timeout=WAIT)) as people, people:
                people.row_factory = sqlite3.Row
                if not make and people.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                    raise PeopleUnusableError(self.path, EMPTIED)  # else nobody would have an account
                people.executescript(self._tables)
                yield people
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            raise PeopleUnusableError(self.path, str(error).splitlines()[0] if str(error) else "") from error

    def _make(self) -> None:
        try:
            self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise PeopleUnusableError(self.path, error.strerror or type(error).__name__) from error


def named(said: str) -> str:
    """A name in the one spelling that is kept, NFC; NameUnfitError for what is none."""
    name = unicodedata.normalize("NFC", said).strip()
    if not 0 < len(name) <= LONGEST or any(unicodedata.category(one)[0] == "C" for one in name):
        raise NameUnfitError(said)
    return name


def kept_collections(said: Iterable[str] | None) -> str | None:
    """Names of collections as a row has them; None for all of them. NameUnfitError for what is none."""
    return None if said is None else json.dumps(sorted({named(one) for one in said}), ensure_ascii=False)


def collections_in(row: sqlite3.Row) -> frozenset[str] | None:
    """The collections in a row; ValueError or TypeError for what nobody here has written."""
    return None if row["collections"] is None else frozenset(map(str, json.loads(row["collections"])))


def role_in(row: sqlite3.Row) -> Role:
    """The role in a row; ValueError for what nobody here has written."""
    role: Role = row["role"]
    if role not in get_args(Role):
        raise ValueError(role)
    return role
