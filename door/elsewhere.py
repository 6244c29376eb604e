"""Signing in with the account that a provider has of somebody: the way there and the way back."""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import anyio
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from ..corpus.errors import TracuuError
from .entry import address_of, cookie_name, cookies_named, set_cookie
from .identities import GroupRights, Identities, Identity
from .openings import Opening
from .provider import Provider, ProviderAwayError, ProviderRefusedError, Registration, Visit
from .sessions import Session, hashed
from .signed_header import Proxy
from .signing_in import POLICY, SECRET, Signing, page_at

THERE, BACK = "/sign-in/elsewhere", "/sign-in/callback"

OPENINGS = (Opening(THERE, ("GET",), to="visitor"), Opening(BACK, ("GET",), to="visitor", led_to=True))

LONGEST_QUERY = 4096
"""Characters of the query to come back to; a longer one is let go."""

PATIENCE = 600.0
"""Seconds that somebody may take at the provider."""

MOST = 10_000
"""Visits that are known; the oldest is forgotten for another."""

AT_ONCE = 8
"""Codes that the provider is asked about at once; whoever comes then is told to try again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who else may say who somebody is.

    Attributes:
        provider: that people sign in with; None for none.
        proxy: that signs who asks; None for none.
        rights: of groups that either of them knows.
    """

    provider: Registration | None = None
    proxy: Proxy | None = None
    rights: tuple[GroupRights, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody on the way.

    Attributes:
        visit: what must come back with them.
        browser: what is kept of the secret that their browser has.
        back: the query of the address that they asked for.
        before: sessions of that browser.
        until: when they are waited for no more.
    """

    visit: Visit
    browser: bytes
    back: str
    before: tuple[Session, ...]
    until: float


class OnTheWay:
    """Who was sent to the provider and is not back yet; bounded, in memory. Safe to share between threads.

    Args:
        clock: seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._sent: OrderedDict[str, Sent] = OrderedDict()

    def add(self, visit: Visit, browser: bytes, back: str, before: tuple[Session, ...]) -> None:
        """Wait for somebody."""
        with self._lock:
            self._sent[visit.state] = Sent(visit, browser, back, before, self._clock() + PATIENCE)
            while len(self._sent) > MOST:
                self._sent.popitem(last=False)

    def take(self, state: str, browsers: set[bytes]) -> Sent | None:
        """Who comes back with that state in the browser that it was given to: once, and in time; None for nobody."""
        with self._lock:
            sent = self._sent.get(state)
            if sent is None or sent.browser not in browsers:
                return None
            del self._sent[state]
            return sent if self._clock() < sent.until else None


@dataclass(frozen=True)
class SigningElsewhere:
    """Signing in by a provider, to sessions like all others.

    Attributes:
        ways: signing in and out here.
        provider: that says who somebody is.
        identities: whose account is whose.
        entering: a page that leads to an address by itself, for who sends these headers.
        on_the_way: who was sent there.
    """

    ways: Signing
    provider: Provider
    identities: Identities
    entering: Callable[[Headers, str], str]
    on_the_way: OnTheWay = field(default_factory=OnTheWay)
    _turns: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(AT_ONCE))

    def routes(self) -> list[Route]:
        """The address that leads to the provider, and the one that it leads back to."""
        return [Route(THERE, self._there, methods=["GET"]), Route(BACK, self._back, methods=["GET"])]

    async def _there(self, request: Request) -> Response:
        """The way to the provider. No other site's page leads here: nobody is signed in who has not asked for it."""
        scope, asked = request.scope, request.query_params.get("back", "")
        back = asked if len(asked) <= LONGEST_QUERY else ""
        redirect = f"{scope.get('scheme', 'http')}://{request.headers['host']}{BACK}"
        try:
            visit = await self.provider.visit(redirect)
            before = tuple(self.ways.sessions_shown(scope))
        except TracuuError as error:
            return self._not_in(scope, error, back)
        secret = next((one for one in cookies_named(scope, self._cookie) if len(one) >= SECRET), "")
        secret = secret or secrets.token_urlsafe(32)
        self.on_the_way.add(visit, hashed(secret), back, before)
        answer = RedirectResponse(visit.address, 303)
        set_cookie(answer, scope, cookie_name(self._cookie, scope), secret, int(PATIENCE), "lax")
        return answer

    async def _back(self, request: Request) -> Response:
        """The way back: only what was asked for, in the browser in which it was asked for, and once."""
        scope, came = request.scope, request.query_params
        browsers = {hashed(secret) for secret in cookies_named(scope, self._cookie)}
        once = len(came.multi_items()) == len(came.keys())  # of two states or codes neither is believed
        sent = self.on_the_way.take(came.get("state", ""), browsers) if once else None
        if sent is None:
            return self.ways.not_in(scope, "stale")
        if not came.get("code"):
            self.ways.audit.note("not_let_in", "", address=address_of(scope))
            return self.ways.not_in(scope, "refused", sent.back)
        if self._turns.available_tokens < 1:
            return self.ways.not_in(scope, "busy", sent.back)
        try:
            async with self._turns:
                who = await self.provider.identity(sent.visit, came["code"], came.get("iss"))
            return await to_thread.run_sync(self._known, scope, sent, who)
        except TracuuError as error:
            return self._not_in(scope, error, sent.back)

    def _known(self, scope: Scope, sent: Sent, who: Identity) -> Response:
        account = self.identities.signing_in(who)
        if account is None:
            self.ways.audit.note("not_let_in", "", address=address_of(scope))
            return self.ways.not_in(scope, "unknown", sent.back, who.subject)
        # a page of ours and no redirect: from another's page a browser would follow that without the new cookie
        there = page_at(sent.back)
        answer = HTMLResponse(self.entering(Headers(scope=scope), there))
        answer.headers.update({"Content-Security-Policy": POLICY, "Refresh": f"0; url={there}"})
        set_cookie(answer, scope, cookie_name(self._cookie, scope), "", 0, "lax")
        return self.ways.entered(scope, account, answer, address_of(scope), sent.before)

    def _not_in(self, scope: Scope, error: TracuuError, back: str) -> Response:
        """Why somebody is not in, to them in a word, and to those who keep the server."""
        log.error(error.message("en"))
        if isinstance(error, ProviderAwayError):
            return self.ways.not_in(scope, "away", back)
        if isinstance(error, ProviderRefusedError):
            self.ways.audit.note("not_let_in", "", address=address_of(scope))
            return self.ways.not_in(scope, "refused", back)
        return self.ways.not_in(scope, "unusable", back)

    @property
    def _cookie(self) -> str:
        return f"{self.ways.cookie}-elsewhere"
