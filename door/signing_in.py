"""Signing in and out: the forms that people send, and what becomes of them."""

from __future__ import annotations

import hmac
import math
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

import anyio
from anyio import to_thread
from starlette.datastructures import FormData, Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from ..corpus.errors import TracuuError
from ..corpus.vietnamese import nfc
from .accounts import Account, Accounts
from .audit import Audit, Did
from .delays import Delays
from .entry import PAGE, address_of, cookie_name, cookies_named, session_of, set_cookie
from .openings import Opening
from .sessions import REMEMBERED, Session, Sessions, form_key, hashed

SIGN_IN, SIGN_OUT, EVERYWHERE = "/sign-in", "/sign-out", "/sign-out-everywhere"

FORM = 16 * 1024
"""Bytes of a form."""

OPENINGS = (
    Opening(SIGN_IN, ("GET", "POST"), FORM, to="visitor"),
    Opening(SIGN_OUT, ("POST",), FORM),
    Opening(EVERYWHERE, ("POST",), FORM),
)

AT_ONCE = 2
"""Passwords that are held against what is kept at once: each takes 64 MB."""

LINE = 32
"""Those that wait for their turn; whoever comes after them is told to try again."""

PAUSE = 5
"""Seconds after which one may try again who was told so."""

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of the page on which one signs in: no script runs on it."""

Fault = Literal["wrong", "wait", "busy", "stale", "unusable", "away", "refused", "unknown"]
STATUS: dict[Fault | None, int] = {
    None: 401, "wrong": 401, "wait": 429, "busy": 503, "stale": 403, "unusable": 500, "away": 503, "refused": 403,
    "unknown": 403,
}  # fmt: skip
"""The last three are of who comes from a provider: it is away, it said no, nobody here has that account."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the page shows on which one signs in.

    Attributes:
        key: what its form must send.
        back: the query of the address that was asked for.
        name: what was typed.
        fault: why one is not in.
        wait: seconds to wait before the next try.
        provider: whose accounts let one in too, as people call it; empty without one.
        subject: what who is unknown here is called there.
    """

    key: str = field(repr=False)
    back: str = ""
    name: str = ""
    fault: Fault | None = None
    wait: int = 0
    provider: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Signing:
    """Signing in and out of one data folder.

    Attributes:
        accounts: who may.
        sessions: who is in.
        audit: told who came and went, and who was not let in.
        cookie: the name of the cookie that holds the secret of a session; others begin with it.
        shown: the page with a form, for who sends these headers; in the language that the address asks for that one
            comes from.
        delays: who must wait.
        provider: whose accounts let one in too, as people call it; empty without one.
    """

    accounts: Accounts
    sessions: Sessions
    audit: Audit
    cookie: str
    shown: Callable[[Headers, Form], str]
    delays: Delays = field(default_factory=Delays)
    provider: str = ""
    _turns: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(AT_ONCE))

    def routes(self) -> list[Route]:
        """The addresses of the forms."""
        return [
            Route(SIGN_IN, self._sign_in, methods=["GET", "POST"]),
            Route(SIGN_OUT, self._sign_out, methods=["POST"]),
            Route(EVERYWHERE, self._sign_out, methods=["POST"]),
        ]

    def page(self, scope: Scope) -> Response:
        """The page on which one signs in, at the address that was asked for."""
        return self._page(scope, scope["query_string"].decode("latin-1"))

    def not_in(self, scope: Scope, fault: Fault, back: str = "", subject: str = "") -> Response:
        """The page on which one signs in, for who did not come in on another way, and why.

        Args:
            scope: of the request.
            fault: why.
            back: the query of the address that was asked for.
            subject: what who is unknown here is called there.
        """
        return self._page(scope, back, fault=fault, subject=subject)

    def entered(self, scope: Scope, who: Account, there: Response, address: str, before: Iterable[Session]) -> Response:
        """`there`, with a session that nobody knew before; written down.

        Args:
            scope: of the request.
            who: is in by it.
            there: what is answered.
            address: where they come from.
            before: sessions of that browser, which are over.
        """
        for session in before:
            self.sessions.end(session)
        set_cookie(there, scope, cookie_name(self.cookie, scope), self.sessions.begin(who))
        self.audit.note("signed_in", who.name, address=address)
        return there

    def sessions_shown(self, scope: Scope) -> list[Session]:
        """The sessions whose secrets a browser shows."""
        found = map(self.sessions.find, cookies_named(scope, self.cookie))
        return [one for one in found if one is not None]

    def _page(
        self,
        scope: Scope,
        back: str = "",
        name: str = "",
        fault: Fault | None = None,
        wait: float = 0.0,
        subject: str = "",
    ) -> Response:
        secret = next(iter(cookies_named(scope, self._form)), "")
        if len(secret) < SECRET:
            secret = secrets.token_urlsafe(32)
        form = Form(form_key(secret), back, name, fault, math.ceil(wait), self.provider, subject)
        answer = HTMLResponse(self.shown(Headers(scope=scope), form), STATUS[fault])
        answer.headers["Content-Security-Policy"] = POLICY
        if fault in ("wait", "busy"):
            answer.headers["Retry-After"] = str(form.wait or PAUSE)
        set_cookie(answer, scope, cookie_name(self._form, scope), secret)
        return answer

    async def _sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            return self.page(request.scope)
        if "multipart" in request.headers.get("content-type", ""):  # no form of ours: its sender names the charset
            return self._page(request.scope, fault="stale")
        async with request.form(max_fields=8, max_files=0) as sent:
            name, password, back = (said(sent, field) for field in ("name", "password", "back"))
            key = said(sent, "key")
        if not any(same(form_key(secret), key) for secret in cookies_named(request.scope, self._form)):
            return self._page(request.scope, back, name, "stale")
        if self._turns.statistics().tasks_waiting >= LINE:
            return self._page(request.scope, back, name, "busy")
        try:
            return await self._tried(request.scope, name, password, back)
        except TracuuError:
            return self._page(request.scope, back, name, "unusable")

    async def _tried(self, scope: Scope, name: str, password: str, back: str) -> Response:
        known_as, address = nfc(name).strip().casefold(), address_of(scope)
        shown = next(iter(cookies_named(scope, self._browser)), "")
        theirs = self.sessions.is_theirs(shown, known_as)
        counted = (known_as, address, hashed(shown).hex() if theirs else "")
        wait = self.delays.begin(*counted)
        if wait:
            return self._page(scope, back, name, "wait", wait)
        who = await to_thread.run_sync(self.accounts.signing_in, name, password, limiter=self._turns)
        if who is None:
            self.audit.note("not_let_in", self._known(name), address=address)
            return self._page(scope, back, name, "wrong")
        self.delays.right(*counted)
        return self._entered(scope, who, back, address, theirs)

    def _known(self, name: str) -> str:
        """The name of the account that was tried; of none that nobody has: people type passwords there."""
        try:
            return self.accounts.of(name).name
        except TracuuError:
            return ""

    def _entered(self, scope: Scope, who: Account, back: str, address: str, theirs: bool) -> Response:
        """The way to the page, with a session that nobody knew before; the one before it is over."""
        there = RedirectResponse(page_at(back), 303)
        answer = self.entered(scope, who, there, address, self.sessions_shown(scope))
        if not theirs:
            browser = self.sessions.remember(who)
            set_cookie(answer, scope, cookie_name(self._browser, scope), browser, int(REMEMBERED))
        self._forget(answer, scope, self._form)
        return answer

    async def _sign_out(self, request: Request) -> Response:
        session = session_of(request.scope)
        if "multipart" in request.headers.get("content-type", ""):  # no form of ours: its sender names the charset
            return self._page(request.scope, fault="stale")
        async with request.form(max_fields=2, max_files=0) as sent:
            key = said(sent, "key")
        if session is None or not same(session.form, key):
            return self._page(request.scope, fault="stale")
        everywhere = request.url.path == EVERYWHERE
        try:
            self.sessions.end_all(session.account) if everywhere else self.sessions.end(session)
        except TracuuError:
            return self._page(request.scope, fault="unusable")
        did: Did = "signed_out_everywhere" if everywhere else "signed_out"
        self.audit.note(did, session.account.name)
        answer = RedirectResponse(PAGE, 303)
        for name in (self.cookie, *([self._browser] if everywhere else [])):
            self._forget(answer, request.scope, name)
        return answer

    @property
    def _form(self) -> str:
        return f"{self.cookie}-form"

    @property
    def _browser(self) -> str:
        return f"{self.cookie}-browser"

    @staticmethod
    def _forget(answer: Response, scope: Scope, name: str) -> None:
        set_cookie(answer, scope, cookie_name(name, scope), "", 0)


QUERY = "%=&+!$'()*,;:@/?"
"""What a query has as it is (RFC 3986)."""

SECRET = 43
"""Characters of 256 bits in an address or a cookie."""


def page_at(back: str) -> str:
    """The address of the page with that query, of which no part can make it another's."""
    return f"{PAGE}?{quote(back, safe=QUERY)}" if back else PAGE


def same(one: str, other: str) -> bool:
    """Compared in a time that says nothing of either."""
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "surrogatepass"))


def said(sent: FormData, name: str) -> str:
    """A field of a form, as text; empty without one."""
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""
