"""The page on the network: fitted to its reader, kept from every other host, over a store that may come later."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .corpus.blocks import MAX_BYTES
from .corpus.errors import TracuuError
from .index.errors import NothingIndexedError
from .page.downloads import routes
from .page.language import WORDS
from .page.tabs.desk import Desk
from .service.changes import Changes
from .service.house import House
from .ui import build_page

ASSETS = Path(__file__).parent / "page" / "assets"
FONTS = ["Be Vietnam Pro", "system-ui", "Segoe UI", "Noto Sans", "Arial", "sans-serif"]
OWN_FILES = ("ui.js", "ui.css", "charts.css")
LOOPBACK = ("127.0.0.1", "localhost")

HEAD = rb"""<script>
window.tracuuLanguage = /(?:^|;)\s*tracuu-lang=(vi|en)\s*(?:;|$)/.exec(document.cookie)?.[1]
  ?? (/^en\b/i.test(navigator.language) ? "en" : "vi");
if (tracuuLanguage === "vi") {
  const texts = window.gradio_config?.i18n_translations;
  if (texts) texts.en = texts.vi;
}
</script><script src="/ui.js"></script><link rel="stylesheet" href="/ui.css">
<link rel="stylesheet" href="/charts.css"></head>"""
"""Gradio 6 speaks no Vietnamese of its own and then falls back to "en", whatever `gr.I18n` holds. The script must be
there before the parts of the page are; the look is linked, for Gradio would take its rules apart."""

ONLY_OURSELVES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; "
    "object-src 'none'; frame-ancestors 'none'"
)
"""The browser itself refuses every other host. Gradio's own templates need 'unsafe-eval'."""


class PortTakenError(TracuuError):
    """Another program listens on that port."""

    def __init__(self, port: int) -> None:
        super().__init__(port=port, next=port + 1)


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


class FirstFit:
    """Fits Gradio's page to its reader before its scripts run, and keeps the browser from every other host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, but for the page itself."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def fit(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                fitted = body.replace(b"</head>", HEAD, 1)
                headers = MutableHeaders(raw=start["headers"])
                headers["content-length"] = str(len(fitted) if body else headers["content-length"])
                headers["content-security-policy"] = ONLY_OURSELVES
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
                await send(start)
                await send({"type": "http.response.body", "body": fitted})

        await self._app(scope, receive, fit)


def own_file(name: str) -> Route:
    """The address of a file of the page itself; a browser asks each time whether it is still the same."""

    async def give(_: Request) -> FileResponse:
        return FileResponse(ASSETS / name, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})

    return Route(f"/{name}", give)


def serve(
    house: House, host: str = LOOPBACK[0], port: int = 7860, announce: Callable[[str], None] | None = None
) -> None:
    """Serve the page over `house` until interrupted; nothing is sent anywhere but to the browser that asks.

    Args:
        house: what is asked; its store may be empty still, the page says then what to do.
        host: the address to listen on.
        port: the port to listen on.
        announce: told the address once the page is there.

    Raises:
        PortTakenError: another program listens there.
        corpus.errors.TracuuError: what is indexed cannot be searched. That another model than the bundled one cannot
            be loaded, or did not make the index, is said on the page: it is up before.
    """
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", GRADIO_ALLOWED_PATHS="")
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), *LOOPBACK)))
    with suppress(NothingIndexedError):
        house.engines.now()
    page = build_page(Desk(house, Changes(house, local=host in LOOPBACK)))
    hosts = [*LOOPBACK] if host in LOOPBACK else ["*"]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(FirstFit)]
    own = [Mount("/fonts", StaticFiles(directory=ASSETS / "fonts")), *map(own_file, OWN_FILES)]
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            i18n=gr.I18n(**WORDS),
            theme=theme(),
            app_kwargs={"middleware": middleware, "routes": [*routes(house), *own]},
            max_file_size=MAX_BYTES,
            footer_links=[],
            share=False,
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            inbrowser=False,
            inline=False,
            quiet=True,
            prevent_thread_lock=True,
        )
    except OSError as error:
        raise PortTakenError(port) from error
    if announce:
        announce(address)
    page.block_thread()
