"""How a browser comes in: by the token of one person's own machine, or by signing in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from ..corpus.errors import TracuuError
from .accounts import Account
from .hosts import is_loopback
from .refusals import Reason
from .sessions import Session, Sessions
from .token import Token, without_token

PAGE = "/"
"""The one address that others may link to, where a token is taken, and where one signs in."""

SESSION = "tracuu.session"
"""In the scope of a request of somebody who has signed in: their session."""

log = logging.getLogger(__name__)


class Entry(Protocol):
    """A way in."""

    def reason(self, scope: Scope) -> Reason:
        """Why who has not come in yet with a request is refused."""
        ...

    def asker(self, scope: Scope) -> object | None:
        """Who has come in with the cookies of a request, as whoever is behind the door knows them."""
        ...

    def shown(self, bearer: str) -> object | None:
        """Who shows that as a bearer."""
        ...

    def coming(self, scope: Scope, known: bool) -> Response | None:
        """What a visit of the page is answered with instead of it.

        Args:
            scope: of the request.
            known: whether who asks has come in already.
        """
        ...


@dataclass(frozen=True)
class ByToken:
    """The way in of one person's own machine.

    Attributes:
        token: that the address printed has.
        owner: who asks then.
    """

    token: Token
    owner: object

    def reason(self, scope: Scope) -> Reason:
        """They have not shown the token."""
        del scope
        return "token"

    def asker(self, scope: Scope) -> object | None:
        """The owner, by the cookie that the token became."""
        return self.owner if self.token.is_proved_by(Headers(scope=scope).get("cookie", "")) else None

    def shown(self, bearer: str) -> object | None:
        """The owner, by the token itself."""
        return self.owner if self.token.is_shown(bearer) else None

    def coming(self, scope: Scope, known: bool) -> Response | None:
        """With the token the cookie, and the same address without it; so too with that of an earlier start."""
        query = scope["query_string"].decode("latin-1")
        if scope["method"] != "GET" or (said := without_token(query)) == query:
            return None
        there = RedirectResponse(f"{PAGE}?{said}" if said else PAGE, 303)
        if self.token.is_in(query):
            set_cookie(there, scope, self.token.cookie, self.token.proof)
            return there
        return there if known else None


@dataclass(frozen=True)
class BySigningIn:
    """The way in of people who have accounts.

    Attributes:
        sessions: who is in.
        cookie: the name of the cookie that holds the secret of a session.
        readers: who asks with an account, as whoever is behind the door knows them.
        sign_in: the page on which one signs in.
    """

    sessions: Sessions
    cookie: str
    readers: Callable[[Account], object]
    sign_in: Callable[[Scope], Response]

    def reason(self, scope: Scope) -> Reason:
        """They have not signed in."""
        del scope
        return "session"

    def asker(self, scope: Scope) -> object | None:
        """Who has signed in, by the cookie; nobody where it cannot be looked up, which is written down."""
        try:
            for secret in cookies_named(scope, self.cookie):
                if session := self.sessions.find(secret):
                    scope[SESSION] = session
                    return self.readers(session.account)
        except TracuuError as error:
            log.error(error.message("en"))
        return None

    def shown(self, bearer: str) -> object | None:
        """Nobody: programs have keys."""
        del bearer
        return None

    def coming(self, scope: Scope, known: bool) -> Response | None:
        """The page on which one signs in."""
        return None if known or scope["method"] != "GET" else self.sign_in(scope)


class AccountsMissingError(TracuuError):
    """Others could reach the page, and nobody has an account."""

    def __init__(self) -> None:
        super().__init__()


class TokenNotTakenError(TracuuError):
    """Where people have accounts, no token lets anybody in."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


def people_sign_in(accounts: bool, host: str, names: Iterable[str], token_file: Path | None) -> bool:
    """Whether people sign in, or one person comes in by the token.

    Args:
        accounts: whether there are any.
        host: the address to listen on.
        names: host names that the page answers to besides.
        token_file: where a token is to be kept.

    Raises:
        AccountsMissingError: there are none, and not this computer alone reaches the page.
        TokenNotTakenError: there are accounts, and a token is to be kept.
    """
    if not accounts and not all(map(is_loopback, (host, *names))):
        raise AccountsMissingError
    if accounts and token_file:
        raise TokenNotTakenError(token_file)
    return accounts


def session_of(scope: Scope) -> Session | None:
    """The session of who asks; None for who has not signed in."""
    found = scope.get(SESSION)
    return found if isinstance(found, Session) else None


def address_of(scope: Scope) -> str:
    """Where who asks comes from."""
    return scope["client"][0] if scope.get("client") else ""


def cookie_name(name: str, scope: Scope) -> str:
    """A name under which, over TLS, no other host and no part of this one can put a cookie of its own (RFC 6265bis)."""
    return f"__Host-{name}" if scope.get("scheme") == "https" else name


def cookies_named(scope: Scope, name: str) -> list[str]:
    """The cookies of that name: another path or host may have left one under it."""
    wanted = cookie_name(name, scope)
    pairs = (one.strip().partition("=") for one in Headers(scope=scope).get("cookie", "").split(";"))
    return [value for said, _, value in pairs if said == wanted][:MOST]


MOST = 4
"""Cookies of one name that are looked at."""


def set_cookie(
    answer: Response,
    scope: Scope,
    name: str,
    value: str,
    seconds: int | None = None,
    samesite: Literal["strict", "lax"] = "strict",
) -> None:
    """Give a browser a cookie that no script reads and no other site's page sends; until it is closed, or for long.

    Args:
        answer: that it goes with.
        scope: of the request.
        name: as `cookie_name` has it.
        value: of the cookie.
        seconds: for how long; None until the browser is closed.
        samesite: "lax" for one that must come along when another site leads back here.
    """
    answer.set_cookie(
        name, value, path="/", max_age=seconds, secure=scope.get("scheme") == "https", httponly=True, samesite=samesite
    )
