"""The door itself: an ASGI layer before the application; what it does not let in, nothing behind it ever hears of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .asker import asker, opens_a_page
from .entry import PAGE, Entry
from .hosts import authority
from .openings import CONTENTS, PROGRAMS, Opening, methods_at, opening_for
from .refusals import STATUS, Reason, Refusal, refused

ASKER = "tracuu.asker"
"""In the scope of a request that was let in: who asks, as whoever made the door knows them."""

OPENED = "tracuu.opening"
"""The same: the path of the opening, as the table has it."""

FOR_PROGRAMS = "/api/"
"""Below it every address is for programs, those that are closed included."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
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
        entry: how a browser comes in.
        openings: the addresses that are open.
        refusals: what is said to who is refused.
        keys: who asks with the key that a program shows; None for what is no key.
    """

    app: ASGIApp
    names: Sequence[str]
    entry: Entry
    openings: Sequence[Opening]
    refusals: Mapping[Reason, Refusal]
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
        program = path.startswith(FOR_PROGRAMS) or bool(methods_at(self.openings, path))
        hosts = [authority(one) for one in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] is None or hosts[0][0] not in self.names:
            return refused(self.refusals, "name", headers, program=program)
        shown = shown_by(headers)
        # What a bearer shows no browser sends by itself, nor another's page without asking leave first (OPTIONS), which
        # is refused: such a request need not say whose page it comes from. What it does say holds.
        comes_from_another = asker("GET" if shown is not None else method, headers) == "another"
        opening = opening_for(self.openings, method, path)
        led_to = path == PAGE or (opening is not None and opening.led_to)
        visits = led_to and opens_a_page(method, headers)
        if method == "OPTIONS" or (comes_from_another and not visits):
            return refused(self.refusals, "another", headers, program=program)
        if opening is not None and opening.to in ("anyone", "visitor"):
            return self._bounded(opening, headers)
        if shown is not None:
            return self._shown(scope, shown, opening, headers, program)
        known = self.entry.asker(scope)
        instead = self.entry.coming(scope, known is not None) if path == PAGE else None
        if instead is not None:
            if comes_from_another and instead.status_code == STATUS[self.entry.reason(scope)]:
                instead.headers["Refresh"] = "0"  # a browser keeps the cookie from who follows another's link
            return instead
        if known is None:
            reason: Reason = "key" if program else self.entry.reason(scope)
            return refused(self.refusals, reason, headers, again=comes_from_another, program=program)
        scope[ASKER] = known
        return self._open(opening, path, headers, program)

    def _shown(
        self, scope: Scope, shown: str, opening: Opening | None, headers: Headers, program: bool
    ) -> Opening | Response:
        """What a program is answered with that shows something: it counts alone, whatever cookies there are."""
        scope[ASKER] = self.entry.shown(shown) or self.keys(shown)
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
        program = opening.to in PROGRAMS
        if "transfer-encoding" in headers:
            return refused(self.refusals, "length", headers, program=program)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > opening.most:
            return refused(self.refusals, "large", headers, program=program)
        return opening


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
