"""What every tab works with, and the way in which a question becomes an answer on any of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from tracuu.corpus.errors import TracuuError
from tracuu.index.errors import NothingIndexedError
from tracuu.page.address import Address, read_address
from tracuu.page.cards.controls import Words, notice
from tracuu.page.cards.frame import box
from tracuu.page.language import WORDS, asked_language
from tracuu.search import SearchEngine
from tracuu.search.answer.llm import LanguageModel
from tracuu.service.changes import Store
from tracuu.service.survey import Survey
from tracuu.words import Language

log = logging.getLogger(__name__)

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Of every event: the page shows for itself that it is at work, and offers no API."""

REGISTER = "window.tracuu.register(element, trigger, props, watch)"
"""What each part of the page runs when it is there; `ui.js` does the rest."""

Answering = Callable[["Desk", Address, Language], Iterator[str]]
"""From an address to the answer as HTML, as often as it grows."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tabs share.

    Attributes:
        opened: gives the engine that answers now, or raises why there is none yet; until the model of the vectors is
            loaded it goes by words alone.
        complete: waits for the engine that has its model; may raise why it has none.
        loading: whether it would wait.
        language_model: writes answers, where one is set up.
        survey: what is worked out over the whole store.
        holdings: changes the store; None where nobody may from the page.
    """

    opened: Callable[[], SearchEngine]
    complete: Callable[[], SearchEngine]
    loading: Callable[[], bool] = lambda: False
    language_model: LanguageModel | None = None
    survey: Survey = field(default_factory=Survey)
    holdings: Store | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab.

    Attributes:
        name: in addresses, and in `words/page.toml`, where `tab_` and the name is its label.
        build: makes its parts and their events, inside the tab and the page.
    """

    name: str
    build: Callable[[Desk], None]


def part(name: str) -> gr.HTML:
    """A part of the page that shows HTML, under that id."""
    return gr.HTML(elem_id=name, js_on_load=REGISTER, apply_default_css=False)


def question_tab(name: str, examples: Iterable[str], answer: Answering) -> Tab:
    """A tab that has one box to ask in, and under it the answer to the address that the box makes.

    Args:
        name: as in `Tab`; `words/page.toml` has its `_label`, `_placeholder` and `_button`.
        examples: questions to try.
        answer: what it answers.
    """
    offered = tuple(examples)

    def build(desk: Desk) -> None:
        form = part(f"{name}-form-part")
        found = part(f"{name}-answer")

        def ask(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, Any]]:
            first = box(name, offered, WORDS[asked_language(request.headers)]) if event.form else gr.skip()
            for html in answers(desk, answer, event, request):
                yield first, html
                first = gr.skip()

        _on_asking(name, found, ask, [form, found])

    return Tab(name, build)


def answer_tab(name: str, answer: Answering) -> Tab:
    """A tab that answers the address it is opened at, without a box; it is first asked when it is first opened."""

    def build(desk: Desk) -> None:
        found = part(f"{name}-answer")

        def ask(event: gr.EventData, request: gr.Request) -> Iterator[str]:
            yield from answers(desk, answer, event, request)

        _on_asking(name, found, ask, [found])

    return Tab(name, build)


def answers(desk: Desk, answer: Answering, event: gr.EventData, request: gr.Request) -> Iterator[str]:
    """What `answer` says to the address that the page asks for, in the reader's language."""
    language = asked_language(request.headers)
    address = read_address(str(event.address))
    yield from explained(lambda: answer(desk, address, language), language)


def _on_asking(name: str, found: gr.HTML, ask: Callable[..., Iterator[Any]], outputs: list[gr.HTML]) -> None:
    asked = found.submit(ask, outputs=outputs, trigger_mode="multiple", **QUIET)
    asked.then(None, js=f"() => window.tracuu.settled('{name}')")
    found.clear(None, cancels=[asked])


def explained(
    work: Callable[[], Iterator[str]], language: Language, framed: Callable[[str], str] = notice
) -> Iterator[str]:
    """What `work` gives; where it fails, the sentence that says why, `framed`."""
    try:
        yield from work()
    except NothingIndexedError:
        yield nothing_there(WORDS[language])
    except TracuuError as error:
        yield framed(error.message(language))
    except Exception:
        log.exception("The page could not answer")
        yield framed(WORDS[language]["unexpected"])


def started(desk: Desk, words: Words) -> str:
    """What there is to ask, as a sentence."""
    counts = desk.opened().catalog.counts()
    return notice(words["ready"].format(**counts)) if counts["reports"] else nothing_there(words)


def nothing_there(words: Words) -> str:
    """That there is nothing to ask yet and what to do, as HTML; the page then opens where reports are brought in."""
    return f"<div data-empty>{notice(words['empty'])}</div>"
