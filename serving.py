"""The page and the API on the network: behind the door, over a store that may come later, and how they stop."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from .api import application as programs
from .api.allowance import Allowed
from .api.auditing import Audited
from .api.faults import asker_of
from .api.line import InLine
from .api.running import Running
from .api.watching import Watched, write_down
from .corpus.blocks import MAX_BYTES
from .corpus.errors import TracuuError
from .door import (
    LOOPBACK,
    Account,
    Accounts,
    Audit,
    BySigningIn,
    ByToken,
    Door,
    Entry,
    Form,
    Identities,
    Keys,
    Opening,
    Reason,
    Refusal,
    Sessions,
    Signing,
    Token,
    cookie_of,
    is_loopback,
    names_for,
    new_token,
    session_of,
)
from .door import elsewhere as other_ways
from .door import signing_in as signing_forms
from .door.compression import Compressed
from .door.elsewhere import Elsewhere, SigningElsewhere
from .door.listening import handed_over, listen, listening
from .door.peers import Peered
from .door.provider import Provider
from .door.signed_header import BySignedHeader
from .door.stopping import Leaving
from .door.streams import OwnStreams
from .index.errors import NothingIndexedError
from .page.cards.refusals import refusal_page
from .page.cards.sign_in import entering_page, sign_in_page
from .page.downloads import routes, waiting_routes
from .page.first_fit import FirstFit
from .page.language import WORDS, asked_language
from .page.offers import routes as offering
from .page.plain import routes as plain
from .page.tabs.desk import Desk, as_html
from .service.house import House
from .service.readers import OWNER, NotAllowedError, Reader
from .ui import build_page
from .words import Bilingual, both

ASSETS = Path(__file__).parent / "page" / "assets"
FONTS = ["Be Vietnam Pro", "system-ui", "Segoe UI", "Noto Sans", "Arial", "sans-serif"]
OWN_FILES = (
    *("first.js", "ui.js", "suggestions.js", "reading.js", "kept.js", "several.js", "original.js"),
    *("ui.css", "charts.css"),
)
FOR_VISITORS = ("sign-in.css", "faces.css")
HERE = LOOPBACK[0]
FORM = 8 * 1024 * 1024
"""Bytes of a question, of a draft as long as any that is read, of a list of sentences chosen."""

UPLOAD = MAX_BYTES + 64 * 1024
"""Bytes of one file with what a form puts around it: a page sends one at a time."""

SETTLING = 30
"""Seconds for which a change to the store that goes on is waited for; then it is left as a power cut leaves it."""

log = logging.getLogger(__name__)

STREAMS = ("/gradio_api/queue/data",)
"""What the page listens to for as long as it is open."""

STATIC = ""
CHECKED = "no-cache"

OPENINGS = (
    *programs.OPENINGS,
    Opening("/"),
    *(Opening(f"/{name}", kept=CHECKED) for name in OWN_FILES),
    *(Opening(f"/{name}", kept=CHECKED, to="visitor") for name in FOR_VISITORS),
    Opening("/fonts/{path:path}", kept=STATIC, to="visitor"),
    *(Opening(f"/{name}") for name in ("suggestions", "facet", "part", "quote", "found", "plain")),
    Opening("/export.{ending}"),
    Opening("/citations.{ending}", ("GET", "HEAD", "POST"), FORM),
    Opening("/wordings.docx"),
    Opening("/originals/{report}"),
    Opening("/originals/{report}/pages/{page}"),
    Opening("/waiting/{token}/pages/{page}"),
    Opening("/quotations.docx", ("POST",), FORM),
    Opening("/checked.docx", ("POST",), FORM),
    Opening("/assets/{path:path}", kept=STATIC),
    Opening("/static/{path:path}", kept=STATIC),
    Opening("/favicon.ico", kept=STATIC),
    Opening("/theme.css", kept=STATIC),
    Opening("/gradio_api/queue/join", ("POST",), FORM),
    Opening("/gradio_api/queue/data"),
    Opening("/gradio_api/cancel", ("POST",), FORM),
    Opening("/gradio_api/reset", ("POST",), FORM),
    Opening("/gradio_api/upload", ("POST",), UPLOAD),
)
"""What the page needs, of ours and of Gradio's; all else that Gradio has is closed: other ways to call what the page
calls, its files and those of other hosts, its descriptions of itself, its editor."""

COSTLY = (
    *programs.COSTLY,
    "/export.{ending}",
    "/citations.{ending}",
    "/wordings.docx",
    "/quotations.docx",
    "/checked.docx",
    "/found",
    "/originals/{report}/pages/{page}",
    "/waiting/{token}/pages/{page}",
    "/plain",
)
"""Of these, the ones before which there is a line where many ask at a time."""

BRINGING = ("/gradio_api/upload", "/api/v1/reports", "/api/v1/check/file")
"""The ones at which files come in."""

REFUSALS: dict[Reason, Bilingual] = {
    "name": both("door.name"),
    "another": both("door.another"),
    "token": both("door.token"),
    "session": both("door.session"),
    "proxy": both("door.proxy"),
    "key": both("door.key"),
    "closed": both("door.closed"),
    "method": both("door.method"),
    "length": both("door.length"),
    "large": both("door.large"),
}


def theme() -> gr.themes.Base:
    """Quiet colours, one accent, the bundled fonts: nothing is fetched for them."""
    plain = gr.themes.Default(
        primary_hue="teal",
        secondary_hue="teal",
        neutral_hue="stone",
        font=FONTS,
        font_mono=["ui-monospace", "monospace"],
    )
    return plain.set(button_primary_background_fill="*primary_700", button_primary_background_fill_hover="*primary_800")


def own_file(name: str) -> Route:
    """The address of a file of the page itself; a browser asks each time whether it is still the same."""

    files = StaticFiles(directory=ASSETS)

    async def give(request: Request) -> Response:
        return await files.get_response(name, request.scope)

    return Route(f"/{name}", give)


def behind(running: Running, more: Sequence[Route] = ()) -> ASGIApp:
    """The page and the API over what is `running`, with all that belongs to them and `more`, without a door."""
    house = running.house
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", GRADIO_ALLOWED_PATHS="")
    page = build_page(lambda request: desk_of(request, running))
    own = [Mount("/fonts", StaticFiles(directory=ASSETS / "fonts")), *map(own_file, (*OWN_FILES, *FOR_VISITORS)), *more]
    brought = waiting_routes(running.changes, asker_of)
    parts = [*routes(house, asker_of), *brought, *offering(house, asker_of), *plain(house, asker_of), *own]
    app: ASGIApp = gr.mount_gradio_app(
        programs.application(running),
        page,
        "/",
        i18n=gr.I18n(**WORDS),
        theme=theme(),
        app_kwargs={"middleware": [Middleware(FirstFit)], "routes": parts, "openapi_url": None},
        max_file_size=MAX_BYTES,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return InLine(app, COSTLY, running.line)


def desk_of(request: gr.Request, running: Running) -> Desk:
    """The desk of who sends a request to the page; raises NotAllowedError for one that came past the door."""
    sent = request.request if isinstance(request, gr.Request) else None
    if not isinstance(sent, Request):
        raise NotAllowedError
    session = session_of(sent.scope)
    return Desk(running.house, running.changes, asker_of(sent), session.form if session else "", running.line)


def sits_here(host: str, names: Iterable[str]) -> bool:
    """Whether whoever asks sits at this machine: nobody else reaches it, also not through another server by a name."""
    return is_loopback(host) and all(map(is_loopback, names))


def doored(
    app: ASGIApp,
    names: tuple[str, ...],
    entry: Entry,
    keys: Callable[[str], Reader | None] = lambda _: None,
    more: Sequence[Opening] = (),
) -> Door:
    """`app` behind a door that knows those names, that way in, and those keys; `more` is open besides."""
    said = {
        reason: Refusal(
            as_html(refusal_page(text)),
            f"{text.vi}\n{text.en}",
            {"error": {"code": reason, "vi": text.vi, "en": text.en}},
        )
        for reason, text in REFUSALS.items()
    }
    return Door(app, names, entry, (*OPENINGS, *signing_forms.OPENINGS, *more), said, keys)


def reader_of(account: Account) -> Reader:
    """Who asks with an account."""
    return Reader(account.name, account.role, account.collections)


def shown_to(headers: Headers, form: Form) -> str:
    """The page on which one signs in, for who sends those headers and comes from that address."""
    language = asked_language(headers, form.back)
    page = sign_in_page(
        WORDS[language], language, form.key, form.back, form.name, form.fault, form.wait, form.provider, form.subject
    )
    return as_html(page)


def entering(headers: Headers, there: str) -> str:
    """What is seen between signing in elsewhere and the page, for who sends those headers and goes to that address."""
    language = asked_language(headers, urlsplit(there).query)
    return as_html(entering_page(WORDS[language], language, there))


def signing(data: Path, port: int, provider: str = "") -> Signing:
    """Signing in to the server at that port, beside the accounts of a provider that people call that."""
    return Signing(Accounts(data), Sessions(data), Audit(data), cookie_of(port), shown_to, provider=provider)


def by_signing_in(ways: Signing) -> BySigningIn:
    """The way in for who has an account."""
    return BySigningIn(ways.sessions, ways.cookie, reader_of, ways.page)


def ways_in(data: Path, port: int, elsewhere: Elsewhere) -> tuple[Entry, Sequence[Route], Signing]:
    """How people come in who have accounts here or elsewhere: the entry, the addresses for it, the sessions."""
    there, identities = elsewhere.provider, Identities(data, elsewhere.rights)
    ways = signing(data, port, (there.name or urlsplit(there.issuer).netloc) if there else "")
    entry: Entry = by_signing_in(ways)
    routes = ways.routes()
    if there:
        routes += SigningElsewhere(ways, Provider(there), identities, entering).routes()
    if elsewhere.proxy:
        own = replace(ways, sessions=Sessions(data, way="proxy"))
        entry = BySignedHeader(elsewhere.proxy, identities, own, reader_of, entry)
    return entry, routes, ways


def readers_of(keys: Keys) -> Callable[[str], Reader | None]:
    """Who shows which key; nobody where it cannot be looked up, which is written down."""

    def known(shown: str) -> Reader | None:
        try:
            key = keys.find(shown)
        except TracuuError as error:
            log.error(error.message("en"))
            return None
        return Reader(key.name, key.role, key.collections) if key else None

    return known


def serve(
    house: House,
    host: str = HERE,
    port: int = 7860,
    announce: Callable[[str], None] | None = None,
    names: Iterable[str] = (),
    token: Token | None = None,
    accounts: bool = False,
    log_json: bool = False,
    elsewhere: Elsewhere | None = None,
) -> None:
    """Serve the page and the API over `house` until interrupted; nothing is sent anywhere but to who asks.

    Args:
        house: what is asked; its store may be empty still, the page says then what to do.
        host: the address to listen on.
        port: the port to listen on.
        announce: told the address, with the token, once the page is there.
        names: host names that it answers to, besides `host` and those of loopback.
        token: what lets a browser in; None for a new one.
        accounts: people sign in instead, with the accounts that there are.
        log_json: write a line for each request to standard error.
        elsewhere: who else may say who somebody is, where people sign in.

    Raises:
        PortTakenError: another program listens there.
        HostUnusableError: nobody can listen there.
        door.NameMissingError: `host` is every address, and no name is given.
        door.NameWrongError: a name is none.
        corpus.errors.TracuuError: what is indexed cannot be searched. That another model than the bundled one cannot
            be loaded, or did not make the index, is said on the page: it is up before.
    """
    given = tuple(names)
    known = names_for(host, port, given)
    called = f"[{known[0]}]" if ":" in known[0] else known[0]
    address, elsewhere = f"http://{called}:{port}/", elsewhere or Elsewhere()
    forms: Sequence[Route] = ()
    ways = None
    if accounts:
        entry, forms, ways = ways_in(house.store.folder, port, elsewhere)
    else:
        token = token or new_token(port)
        address += f"?token={token.text}"
        entry = ByToken(token, OWNER)
    with handed_over() or listening(host, port) as there:
        with suppress(NothingIndexedError):
            house.engines.now()
        audit = Audit(house.store.folder)
        running = Running.over(house, not accounts and sits_here(host, given), audit)
        running.changes.waiting.forget_old()
        page = behind(running, forms)
        inside = OwnStreams(page, STREAMS, ways.sessions.lives) if ways else page
        bounded = Allowed(Audited(inside, audit), BRINGING, (house.store.folder, Path(get_upload_folder()).parent))
        more = other_ways.OPENINGS if elsewhere.provider else ()
        door = doored(bounded, known, entry, readers_of(Keys(house.store.folder)), more)
        within = Watched(Compressed(Leaving(door, running.stopping, STREAMS)), running.metrics)
        app = Peered(within, map(str, elsewhere.proxy.addresses if elsewhere.proxy else ()))
        if log_json:
            write_down()
        listen(there, app, running.stopping, lambda: announce(address) if announce else None, own_log=log_json)
        running.changes.settled(SETTLING)
