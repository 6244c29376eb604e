"""The token: who opens the address that `tracuu serve` printed has it, and from then on a cookie made of it."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl

from ..corpus.errors import TracuuError

NAME = "token"
"""Under which it stands in an address."""

SHORTEST = 32
"""Characters of a token that somebody has chosen."""

ALPHABET = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST},256}}")
"""What goes into an address as it is."""

OTHERS = 0o077
"""The rights of everybody but the owner of a file."""


class TokenOpenToOthersError(TracuuError):
    """Other accounts may read the file that the token is in."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


class TokenWeakError(TracuuError):
    """What the file has is no token, or could be guessed."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file, shortest=SHORTEST)


class TokenUnusableError(TracuuError):
    """The file can be neither read nor made."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file=file, reason=reason)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, never shown by accident, and the cookie that stands for it.

    Attributes:
        text: as it stands in an address.
        cookie: the name of the cookie: cookies are of a host whatever its port, and each server wants its own.
    """

    text: str = field(repr=False)
    cookie: str

    @property
    def proof(self) -> str:
        """What the cookie holds: the token cannot be read from it."""
        return hmac.new(self.text.encode(), b"tracuu", sha256).hexdigest()

    def is_in(self, query: str) -> bool:
        """Whether a query string has it."""
        return any(_same(value, self.text) for name, value in parse_qsl(query, errors="replace") if name == NAME)

    def is_shown(self, text: str) -> bool:
        """Whether a text is it."""
        return _same(text, self.text)

    def is_proved_by(self, cookies: str) -> bool:
        """Whether a Cookie header has its proof, among whatever else may be there under that name."""
        pairs = (one.strip().partition("=") for one in cookies.split(";"))
        return any(_same(value, self.proof) for name, _, value in pairs if name == self.cookie)


def new_token(port: int) -> Token:
    """A token that nobody can guess, for the server at that port."""
    return Token(secrets.token_urlsafe(32), cookie_of(port))


def token_in(file: Path, port: int) -> Token:
    """The token that is kept in `file`, which is made, for its owner alone, where there is none.

    Raises:
        TokenOpenToOthersError: other accounts may read it.
        TokenWeakError: what it has is too short, or does not go into an address.
        TokenUnusableError: it can be neither read nor made.
    """
    try:
        _make(file)
        with file.open("rb") as opened:
            if os.name != "nt" and os.fstat(opened.fileno()).st_mode & OTHERS:
                raise TokenOpenToOthersError(file)
            text = opened.read(4096).decode("ascii", "replace").strip()
    except OSError as error:
        raise TokenUnusableError(file, error.strerror or type(error).__name__) from error
    if not ALPHABET.fullmatch(text):
        raise TokenWeakError(file)
    return Token(text, cookie_of(port))


def without_token(query: str) -> str:
    """A query string without any token, the rest of it as it was."""
    return "&".join(part for part in query.split("&") if not _names_it(part))


def _names_it(part: str) -> bool:
    return any(name == NAME for name, _ in parse_qsl(part, keep_blank_values=True, errors="replace"))


def _make(file: Path) -> None:
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(made, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(32) + "\n")


def cookie_of(port: int) -> str:
    """The name of the cookie of the server at that port."""
    return f"tracuu-{port}"


def _same(one: str, other: str) -> bool:
    """Compared in a time that says nothing of either."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())
