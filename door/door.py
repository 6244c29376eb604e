"""The door itself: an ASGI layer before the application; what it does not let in, nothing behind it ever hears of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .asker import asker, opens_a_page
from .hosts import authority
from .openings import CONTENTS, Opening, methods_at, opening_for
from .refusals import Reason, Refusal, refused
from .token import Token, without_token

PAGE = "/"
"""The one address that others may link to, and where a token is taken."""

ASKER = "tracuu.asker"
"""In the scope of a request that was let in: who asks, as whoever made the door knows them."""

OPENED = "tracuu.opening"
"""The same: the path of the opening, as the table has it."""

FOR_PROGRAMS = "/api/"
"""Below it every address is for programs, those that are closed included."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""On every answer."""

ONLY_OURSELVES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; "
    "object-src 'none'; frame-ancestors 'none'"
)
"""Where an answer has no policy of its own: the browser refuses every other host. Gradio's templates need
'unsafe-eval', its page has scripts in it that change with each version: 'unsafe-inline'."""


@dataclass(frozen=True)
class Door:
    """An application, let be asked only by who may.

    Attributes:
        app: what stands behind.
        names: the host names that it answers to, as `hosts.host_name` spells them.
        token: what who asks must have shown once.
        openings: the addresses that are open.
        refusals: what is said to who is refused.
        owner: who asks with the token.
        keys: who asks with what a program shows in the place of the token; None for what is no key.
    """

    app: ASGIApp
    names: Sequence[str]
    token: Token
    openings: Sequence[Opening]
    refusals: Mapping[Reason, Refusal]
    owner: object = None
    keys: Callable[[str], object | None] = lambda _: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: by itself where it is refused, else as the application does."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here talks over a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._answer(scope)
        if isinstance(answer, Opening):
            scope[OPENED] = answer.path
        behind, kept = (self.app, answer.kept) if isinstance(answer, Opening) else (answer, CONTENTS)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                dress(MutableHeaders(scope=message), kept)
            await send(message)

        await behind(scope, receive, dressed)

    def _answer(self, scope: Scope) -> Opening | Response:
        """What a request is answered with: what is behind an opening, or a word of our own."""
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        query = scope["query_string"].decode("latin-1")
        program = path.startswith(FOR_PROGRAMS) or bool(methods_at(self.openings, path))
        hosts = [authority(one) for one in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] is None or hosts[0][0] not in self.names:
            return refused(self.refusals, "name", headers, program=program)
        shown = shown_by(headers)
        # What a bearer shows no browser sends by itself, nor another's page without asking leave first (OPTIONS), which
        # is refused: such a request need not say whose page it comes from. What it does say holds.
        comes_from_another = asker("GET" if shown is not None else method, headers) == "another"
        visits = path == PAGE and opens_a_page(method, headers)
        if method == "OPTIONS" or (comes_from_another and not visits):
            return refused(self.refusals, "another", headers, program=program)
        opening = opening_for(self.openings, method, path)
        if opening is not None and opening.to == "anyone":
            return self._bounded(opening, headers)
        if shown is not None:
            return self._shown(scope, shown, opening, headers, program)
        known = self.token.is_proved_by(headers.get("cookie", ""))
        if path == PAGE and method == "GET" and (said := without_token(query)) != query:
            if self.token.is_in(query):
                return self._entered(scope, said)
            if known:  # by the token of an earlier start
                return RedirectResponse(f"{PAGE}?{said}" if said else PAGE, 303)
        if not known:
            # A browser keeps the cookie from who follows another's link; once this page asks, it sends it.
            reason: Reason = "key" if program else "token"
            return refused(self.refusals, reason, headers, again=comes_from_another, program=program)
        scope[ASKER] = self.owner
        return self._open(opening, path, headers, program)

    def _shown(
        self, scope: Scope, shown: str, opening: Opening | None, headers: Headers, program: bool
    ) -> Opening | Response:
        """What a program is answered with that shows something: it counts alone, whatever cookies there are."""
        scope[ASKER] = self.owner if self.token.is_shown(shown) else self.keys(shown)
        if scope[ASKER] is None:
            return refused(self.refusals, "key", headers, program=program)
        for_programs = opening if opening is not None and opening.to == "programs" else None
        return self._open(for_programs, scope["path"], headers, program)

    def _open(self, opening: Opening | None, path: str, headers: Headers, program: bool) -> Opening | Response:
        """What is behind an opening, for who may come in; why there is none."""
        if opening is not None:
            return self._bounded(opening, headers)
        methods = methods_at(self.openings, path)
        return refused(self.refusals, "method" if methods else "closed", headers, program=program, methods=methods)

    def _bounded(self, opening: Opening, headers: Headers) -> Opening | Response:
        """An opening to what it takes; why not."""
        program = opening.to != "page"
        if "transfer-encoding" in headers:
            return refused(self.refusals, "length", headers, program=program)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > opening.most:
            return refused(self.refusals, "large", headers, program=program)
        return opening

    def _entered(self, scope: Scope, query: str) -> Response:
        """The way to the page for who has the token: with a cookie, and the same address without it."""
        answer = RedirectResponse(f"{PAGE}?{query}" if query else PAGE, 303)
        answer.set_cookie(
            self.token.cookie,
            self.token.proof,
            path="/",
            secure=scope.get("scheme") == "https",
            httponly=True,
            samesite="strict",
        )
        return answer


def shown_by(headers: Headers) -> str | None:
    """What a program shows as a bearer; None where it shows nothing, "" where it shows several things.

    Only this way of showing counts: a browser sends names and passwords of others ("Basic") by itself.
    """
    shown = [said.partition(" ")[2].strip() for said in headers.getlist("authorization") if _bears(said)]
    return (shown[0] if len(shown) == 1 else "") if shown else None


def _bears(said: str) -> bool:
    return said.partition(" ")[0].lower() == "bearer"


def dress(headers: MutableHeaders, kept: str) -> None:
    """Put on an answer what each must have, and take off what would open it to other pages."""
    for name in [name for name in headers if name.startswith("access-control-")]:
        del headers[name]
    headers.update(ALWAYS)
    headers.setdefault("Content-Security-Policy", ONLY_OURSELVES)
    if kept:
        headers["Cache-Control"] = kept
