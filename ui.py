"""The page: a question box, filters filled from the corpus, cards with citations, the report opened at a passage."""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cards import notice, reading_pane, results
from corpus.errors import Language, TracuuError
from corpus.report import LEVELS, ROLES
from corpus.vietnamese import fold
from index.errors import NothingIndexedError
from index.records import Filter
from search import SearchEngine
from words import WORDS

log = logging.getLogger(__name__)

ASSETS = Path(__file__)

SHOWN = 10
FONTS = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Arial", "sans-serif"]
LOOPBACK = ("127.0.0.1", "localhost")

EXAMPLES = (
    "kinh phí hạn chế",
    "kinh phi han che",
    "Các xã kiến nghị gì về tập huấn?",
    "phân loại rác tại nguồn",
    '"trông chờ cấp trên"',
)

FILTERS = {
    "agencies": "agency",
    "levels": "level",
    "provinces": "province",
    "years": "year",
    "doc_types": "doc_type",
    "roles": "role",
}
"""Fields of `Filter` that the page offers, in order, and the facet that fills each."""

VIETNAMESE_FIRST = b"""<script>
if (!/^en\\b/i.test(navigator.language)) {
  const texts = window.gradio_config?.i18n_translations;
  if (texts) texts.en = texts.vi;
}
</script></head>"""
"""Gradio 6 speaks no Vietnamese of its own and then falls back to "en", whatever `gr.I18n` holds."""

ONLY_OURSELVES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"
)
"""The browser itself refuses every other host. Gradio's own templates need 'unsafe-eval'."""


class PortTakenError(TracuuError):
    """Another program listens on that port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác, ví dụ `--port {port + 1}`.",
            f"Port {port} is taken by another program. Choose another one, for example `--port {port + 1}`.",
        )


Selected = tuple[list[str] | None, ...]


def example_row(words: dict[str, str]) -> str:
    """The sample questions, as HTML."""
    chips = "".join(f'<button class="example" data-question="{escape(q)}">{escape(q)}</button>' for q in EXAMPLES)
    return f"<span>{escape(words['examples'])}</span>{chips}"


def choices(field: str, facet: Counter[str], words: dict[str, str]) -> list[tuple[str, str]]:
    """What a filter offers, with how many passages each has: codes in their own order, years last first."""
    orders: dict[str, Callable[[str], Any]] = {
        "levels": LEVELS.index,
        "roles": ROLES.index,
        "years": lambda year: -int(year),
    }
    coded = field in ("levels", "roles")
    return [(f"{words[v] if coded else v} ({facet[v]})", v) for v in sorted(facet, key=orders.get(field, fold))]


def language_of(request: gr.Request) -> Language:
    """English for a browser that asks for it first, as `gr.I18n` has it; Vietnamese for all others."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "vi"


def explained(work: Callable[[], str], language: Language) -> str:
    """What `work` gives or, where it fails, the sentence that says why."""
    try:
        return work()
    except TracuuError as error:
        return notice(error.message(language))
    except Exception:
        log.exception("The page could not answer")
        return notice(WORDS[language]["unexpected"])


def wanted(selected: Iterable[list[str] | None]) -> Filter:
    """The Filter that the dropdowns' values, in the order of `FILTERS`, ask for."""
    chosen: dict[str, tuple[Any, ...]] = dict(zip(FILTERS, (tuple(values or ()) for values in selected), strict=True))
    return Filter(**{**chosen, "years": tuple(int(year) for year in chosen["years"])})


def opened_at(engine: SearchEngine, key: str, words: dict[str, str]) -> str:
    """The reading pane at the passage with that public id."""
    passage = engine.catalog.passage(key)
    report = engine.catalog.full_report(passage.report.id) if passage else None
    return reading_pane(report, passage, words) if report and passage else notice(words["gone"])


def build_page(engine: SearchEngine | Callable[[], SearchEngine]) -> gr.Blocks:
    """The page over `engine`, or over the engine that a call gives once there is one."""
    opened: Callable[[], SearchEngine] = engine if not isinstance(engine, SearchEngine) else lambda: engine
    text = gr.I18n(**WORDS)
    script = ASSETS.with_suffix(".js").read_text(encoding="utf-8")

    def html(name: str) -> gr.HTML:
        return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False)

    page = gr.Blocks(title="tracuu — Tra cứu báo cáo", analytics_enabled=False, fill_width=True)
    with page:
        gr.Markdown(text("tagline"), elem_id="tagline")
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                label=text("question"), placeholder=text("placeholder"), max_lines=1, autofocus=True, scale=8
            )
            button = gr.Button(text("ask"), variant="primary", scale=1, min_width=96)
        examples = html("examples")
        with gr.Accordion(text("filters"), open=False, elem_id="filters"), gr.Row():
            filters = [gr.Dropdown([], multiselect=True, label=text(field), min_width=150) for field in FILTERS]
        with gr.Row(elem_id="answers"):
            found = html("results")
            report = html("report")

        def welcome(request: gr.Request) -> list[Any]:
            words = WORDS[language_of(request)]
            facets: dict[str, Counter[str]] = {}

            def ready() -> str:
                catalog = opened().catalog
                facets.update(catalog.facets())
                counts = catalog.counts()
                return notice(words["ready" if counts["reports"] else "empty"].format(**counts))

            state = explained(ready, language_of(request))
            offered = [choices(field, facets.get(FILTERS[field], Counter()), words) for field in FILTERS]
            return [example_row(words), state, *(gr.Dropdown(choices=offer) for offer in offered)]

        def answer(request: gr.Request, asked: str | None, selected: Selected, as_typed: bool) -> tuple[str, str]:
            language = language_of(request)

            def found() -> str:
                return results(opened().search(asked or "", SHOWN, wanted(selected), as_typed), WORDS[language])

            return explained(found, language), ""

        def search(request: gr.Request, asked: str | None, *selected: list[str] | None) -> tuple[str, str]:
            return answer(request, asked, selected, as_typed=False)

        def search_as_typed(request: gr.Request, asked: str | None, *selected: list[str] | None) -> tuple[str, str]:
            return answer(request, asked, selected, as_typed=True)

        def take_example(event: gr.EventData) -> str:
            return str(event.question)

        def open_report(event: gr.EventData, request: gr.Request) -> str:
            language = language_of(request)
            return explained(lambda: opened_at(opened(), str(event.passage), WORDS[language]), language)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking: dict[str, Any] = {"fn": search, "inputs": [question, *filters], "outputs": [found, report], **quiet}
        asking["preprocess"] = False  # a page left open over a restart still knows its filters; the server does not
        page.load(welcome, outputs=[examples, found, *filters], **quiet)
        gr.on([question.submit, button.click], **asking)
        gr.on([dropdown.input for dropdown in filters], trigger_mode="always_last", **asking)
        examples.select(take_example, outputs=question, **quiet).then(**asking)
        found.click(open_report, outputs=report, **quiet)
        found.select(**{**asking, "fn": search_as_typed})
    page.queue(default_concurrency_limit=None)
    return page


def theme() -> gr.themes.Base:
    """Quiet colours, one accent, the system's own fonts: nothing is fetched for them."""
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
                fitted = body.replace(b"</head>", VIETNAMESE_FIRST, 1)
                headers = MutableHeaders(raw=start["headers"])
                headers["content-length"] = str(len(fitted) if body else headers["content-length"])
                headers["content-security-policy"] = ONLY_OURSELVES
                await send(start)
                await send({"type": "http.response.body", "body": fitted})

        await self._app(scope, receive, fit)


class LateEngine:
    """Opens the engine over a data folder at the first call that finds something indexed, and keeps it."""

    def __init__(self, data: Path, model: str, reranker: str | None = None) -> None:
        self._data = data
        self._model = model
        self._reranker = reranker
        self._engine: SearchEngine | None = None
        self._lock = threading.Lock()

    def __call__(self) -> SearchEngine:
        """The engine.

        Raises:
            corpus.errors.TracuuError: there is nothing to search yet, or it cannot be searched.
        """
        with self._lock:
            self._engine = self._engine or SearchEngine.open(self._data, self._model, self._reranker)
            return self._engine


def serve(
    data: Path,
    model: str,
    host: str = LOOPBACK[0],
    port: int = 7860,
    announce: Callable[[str], None] | None = None,
    reranker: str | None = None,
) -> None:
    """Serve the page over `data` until interrupted; nothing is sent anywhere but to the browser that asks.

    Args:
        data: the data folder; it may be empty still, the page says then what to do.
        model: the encoder's name or folder.
        host: the address to listen on.
        port: the port to listen on.
        announce: told the address once the page is there.
        reranker: a cross-encoder's name or folder, if there is to be one.

    Raises:
        PortTakenError: another program listens there.
        corpus.errors.TracuuError: what is indexed cannot be searched.
    """
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", GRADIO_ALLOWED_PATHS="")
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), *LOOPBACK)))
    engine = LateEngine(data, model, reranker)
    with suppress(NothingIndexedError):
        engine()
    page = build_page(engine)
    hosts = [*LOOPBACK] if host in LOOPBACK else ["*"]
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            i18n=gr.I18n(**WORDS),
            theme=theme(),
            css_paths=ASSETS.with_suffix(".css"),
            app_kwargs={"middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(FirstFit)]},
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
