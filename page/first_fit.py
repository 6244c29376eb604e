"""Gradio's page fitted to its reader before its scripts: their language, our scripts and looks, a box to type in."""

from __future__ import annotations

import json

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..words import Language
from .cards.frame import first_box
from .language import WORDS, asked_language, kept_language, said_language
from .plain import leading_there
from .tabs.desk import as_html

HEAD = rb"""<script>
window.tracuuLanguage = /(?:^|;)\s*tracuu-lang=(vi|en)\s*(?:;|$)/.exec(document.cookie)?.[1]
  ?? (/^en\b/i.test(navigator.language) ? "en" : "vi");
if (tracuuLanguage === "vi") {
  const texts = window.gradio_config?.i18n_translations;
  if (texts) texts.en = texts.vi;
}
</script><script src="/first.js"></script>
<script src="/ui.js"></script><script src="/suggestions.js"></script>
<script src="/reading.js"></script><script src="/kept.js"></script>
<script src="/several.js"></script><script src="/original.js"></script>
<link rel="stylesheet" href="/faces.css">
<link rel="stylesheet" href="/ui.css">
<link rel="stylesheet" href="/charts.css"></head>"""
"""Gradio 6 speaks no Vietnamese of its own and then falls back to "en", whatever `gr.I18n` holds. The script must be
there before the parts of the page are; the look is linked, for Gradio would take its rules apart, and hides what Gradio
says in English while it is loading or at work: the page says that itself."""

APP = b"<gradio-app"
"""Before it stands a box to begin to type in until Gradio is there, which takes seconds on a slow line."""


def _titles(language: Language) -> tuple[bytes, bytes]:
    """The title of the page as Gradio writes it: in its HTML, and in what its scripts read."""
    title = WORDS[language]["page_title"]
    return title.encode(), json.dumps(title)[1:-1].encode()


class FirstFit:
    """Fits Gradio's page to its reader before its scripts run."""

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
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                query = scope["query_string"].decode("latin-1")
                head = as_html(leading_there(query)).encode() + HEAD
                language = asked_language(Headers(scope=scope), query)
                shell = as_html(first_box(WORDS[language])).encode()
                fitted = body.replace(b"</head>", head, 1).replace(APP, shell + APP, 1)
                for own, theirs in zip(*map(_titles, ("vi", language)), strict=True):
                    fitted = fitted.replace(own, theirs)
                headers = MutableHeaders(raw=start["headers"])
                if said := said_language(query):
                    headers.append("set-cookie", kept_language(said))
                headers["content-length"] = str(len(fitted) if body else headers["content-length"])
                await send(start)
                await send({"type": "http.response.body", "body": fitted})

        await self._app(scope, receive, fit)
