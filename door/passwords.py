"""Passwords: which are taken, how they are kept, and that a wrong one takes as long, whoever is named."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..corpus.errors import TracuuError

SHORTEST = 10
"""Characters of a password."""

LARGEST = 1024
"""Bytes of a password, all of which count: more is refused and never cut."""

VARIED = 5
"""Different characters that a password has at least."""

NAMED = 4
"""Letters of a name that stands in no password; shorter ones stand in many words."""

ROWS = ("1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""What is typed by running a finger along the keys, in either direction."""

HASHER = PasswordHasher()
"""Argon2id, as RFC 9106 has it for where memory is short: what the library keeps up with."""


class PasswordWeakError(TracuuError):
    """A password that could be guessed, or is longer than any that is taken."""

    def __init__(self) -> None:
        super().__init__(shortest=SHORTEST, largest=LARGEST)


def kept(password: str, name: str) -> str:
    """What is kept of a new password of somebody called that.

    Raises:
        PasswordWeakError: it is too short, too long, their name, or one that everybody tries.
    """
    text = _spelled(password)
    low, called = text.casefold(), name.casefold()
    run = any(low in row * 3 or low in row[::-1] * 3 for row in ROWS)
    if (
        len(text) < SHORTEST
        or not fits(password)
        or len(set(low)) < VARIED
        or run
        or (len(called) >= NAMED and called in low)
    ):
        raise PasswordWeakError
    return HASHER.hash(text)


def fits(password: str) -> bool:
    """Whether a text is short enough to be looked at at all."""
    return len(_spelled(password).encode("utf-8", "surrogatepass")) <= LARGEST


def is_right(password: str, hashed: str | None) -> bool:
    """Whether a password is the one of which `hashed` is kept; without any it takes as long to say no."""
    try:
        right = HASHER.verify(hashed or _nobodys(), _spelled(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return right and hashed is not None


def is_old(hashed: str) -> bool:
    """Whether what is kept was made with less work than is done now."""
    return HASHER.check_needs_rehash(hashed)


def again(password: str) -> str:
    """What is kept of a password that was taken before, made as it is made now."""
    return HASHER.hash(_spelled(password))


def _spelled(password: str) -> str:
    """The same however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return HASHER.hash("")
