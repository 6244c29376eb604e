"""Sessions: who is in. A browser has 256 random bits, `people.sqlite` their hash; a restart ends none."""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ..corpus.errors import TracuuError
from .accounts import TABLES, Account, account
from .people_file import PeopleFile

IDLE = 8 * 3600.0
"""Seconds without a request after which a session is over: a working day."""

LONGEST = 7 * 24 * 3600.0
"""Seconds after which it is over in any case."""

NOTED = 60.0
"""Seconds between two notes of when it was used last."""

REMEMBERED = 365 * 24 * 3600.0
"""Seconds for which a browser is known as one in which somebody has signed in."""

MOST_BROWSERS = 10
"""Browsers known of each person; another takes the place of the one used least lately."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """One who is in.

    Attributes:
        account: whose it is.
        hash: what is kept of its secret.
        form: what its page's own forms must send with them.
    """

    account: Account
    hash: bytes
    form: str = field(repr=False)


class Sessions:
    """The sessions of one data folder, and the browsers that people use. Safe to share between threads.

    Args:
        data: the data folder.
        clock: seconds since 1970.
        way: how one comes in to them; the secret of a session is one on its own way alone.
    """

    def __init__(self, data: Path, clock: Callable[[], float] = time.time, way: str = "") -> None:
        self._file = PeopleFile(data, TABLES)
        self._clock = clock
        self._way = way

    def begin(self, who: Account) -> str:
        """A new session, whatever there was before; its secret, for a cookie.

        Raises:
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be kept; so do all others here.
        """
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._file.opened() as people:
            people.execute("DELETE FROM sessions WHERE used <= ? OR made <= ?", (now - IDLE, now - LONGEST))
            people.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)", (hashed(self._way + secret), who.number, now, now)
            )
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of a secret, used now; None where there is none, or none any more."""
        kept = hashed(self._way + secret)
        found = self._account(kept, used=True)
        return Session(found, kept, form_key(secret)) if found else None

    def lives(self, session: Session) -> bool:
        """Whether it is still one: it is none any more once its account was changed, or cannot be looked up."""
        try:
            return self._account(session.hash) is not None
        except TracuuError as error:
            log.error(error.message("en"))
            return False

    def end(self, session: Session) -> None:
        """Let it be none any more."""
        with self._file.opened() as people:
            people.execute("DELETE FROM sessions WHERE hash = ?", (session.hash,))

    def end_all(self, who: Account) -> None:
        """Let no session of theirs be one any more, and no browser theirs."""
        with self._file.opened() as people:
            for table in ("sessions", "browsers"):
                people.execute(f"DELETE FROM {table} WHERE account = ?", (who.number,))

    def remember(self, who: Account) -> str:
        """A secret by which a browser is known from now on as one of theirs."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        older = "SELECT hash FROM browsers WHERE account = ? ORDER BY used DESC, hash LIMIT -1 OFFSET ?"
        with self._file.opened() as people:
            people.execute("INSERT INTO browsers VALUES (?, ?, ?)", (hashed(secret), who.number, now))
            people.execute(f"DELETE FROM browsers WHERE hash IN ({older})", (who.number, MOST_BROWSERS))
            people.execute("DELETE FROM browsers WHERE used <= ?", (now - REMEMBERED,))
        return secret

    def is_theirs(self, secret: str, known_as: str) -> bool:
        """Whether a browser that shows this is one of those of the person known as that."""
        if not secret or not self._file.there():
            return False
        sql = (
            "SELECT 1 FROM browsers JOIN accounts ON accounts.id = account WHERE hash = ? AND known_as = ? AND used > ?"
        )
        with self._file.opened() as people:
            rows = people.execute(sql, (hashed(secret), known_as, self._clock() - REMEMBERED))
            return rows.fetchone() is not None

    def _account(self, kept: bytes, used: bool = False) -> Account | None:
        if not self._file.there():
            return None
        now = self._clock()
        sql = (
            "SELECT accounts.*, used FROM sessions JOIN accounts ON accounts.id = account"
            " WHERE hash = ? AND used > ? AND sessions.made > ?"
        )
        with self._file.opened() as people:
            row = people.execute(sql, (kept, now - IDLE, now - LONGEST)).fetchone()
            if row is None:
                return None
            if used and now - row["used"] >= NOTED:
                people.execute("UPDATE sessions SET used = ? WHERE hash = ?", (now, kept))
            return account(row)


def hashed(secret: str) -> bytes:
    """What is kept of a secret: 256 random bits need no slow hash, and looking it up tells nothing of it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def form_key(secret: str) -> str:
    """What the forms of a page must send that was given to whoever has this secret: no other page knows it."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"tracuu form", sha256).hexdigest()
