"""What every tab works with, and the way in which a question becomes an answer on any of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
import htpy as h

from ...corpus.errors import TracuuError
from ...index.errors import NothingIndexedError, StoreBusyError
from ...service.changes import Changes
from ...service.house import House
from ...service.line import Line
from ...service.readers import Reader
from ...service.reports import counts
from ...words import Language
from ..address import Address, read_address
from ..cards.controls import Words, notice
from ..cards.frame import box
from ..drawing import number
from ..language import WORDS, asked_language
from .turns import by_turns

log = logging.getLogger(__name__)

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Of every event: the page shows for itself that it is at work, and offers no API."""

REGISTER = "window.tracuu.register(element, trigger, props, watch, upload)"
"""What each part of the page runs when it is there; `ui.js` does the rest."""

Answering = Callable[["Desk", Address, Language], Iterator[h.Node]]
"""From an address to the answer as HTML, as often as it grows."""


def as_html(node: h.Node) -> str:
    """What Gradio is given: the one way from elements to a string, in which a string that is none of them is text."""
    return "".join(h.fragment[node].iter_chunks())


@dataclass(frozen=True, slots=True)
class Desk:
    """What one who asks has before them, for as long as that is answered.

    Attributes:
        house: what is asked, and by whom: `reader`.
        changes: changes the store.
        reader: who asks.
        sign_out: what the forms must send by which they sign out; empty where nobody signs in.
        line: who waits for an answer.
    """

    house: House
    changes: Changes
    reader: Reader
    sign_out: str = ""
    line: Line = field(default_factory=Line)


Desks = Callable[[gr.Request], Desk]
"""The desk of who sends a request; raises NotAllowedError for who came past the door."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab.

    Attributes:
        name: in addresses, and in `words/page.toml`, where `tab_` and the name is its label.
        build: makes its parts and their events, inside the tab and the page.
    """

    name: str
    build: Callable[[Desks], None]


def part(name: str) -> gr.HTML:
    """A part of the page that shows HTML, under that id."""
    return gr.HTML(elem_id=name, js_on_load=REGISTER, apply_default_css=False)


def question_tab(name: str, examples: Iterable[str], answer: Answering, written: bool = False) -> Tab:
    """A tab that has one box to ask in, and under it the answer to the address that the box makes.

    Args:
        name: as in `Tab`; `words/page.toml` has its `_label`, `_placeholder` and `_button`.
        examples: questions to try.
        answer: what it answers.
        written: whether a language model goes on with what it answers first.
    """
    offered = tuple(examples)

    def build(desks: Desks) -> None:
        form = part(f"{name}-form-part")
        found = part(f"{name}-answer")

        def ask(event: gr.EventData, request: gr.Request) -> Generator[tuple[Any, Any]]:
            first = as_html(box(name, offered, WORDS[asked_language(request.headers)])) if event.form else gr.skip()
            for html in answers(desks, answer, event, request):
                yield first, html
                first = gr.skip()

        on_asking(name, found, by_turns(ask, in_line(desks), beside_form, written), [form, found])

    return Tab(name, build)


def answer_tab(name: str, answer: Answering) -> Tab:
    """A tab that answers the address it is opened at, without a box; it is first asked when it is first opened."""

    def build(desks: Desks) -> None:
        found = part(f"{name}-answer")

        def ask(event: gr.EventData, request: gr.Request) -> Generator[str]:
            yield from answers(desks, answer, event, request)

        on_asking(name, found, by_turns(ask, in_line(desks), saying), [found])

    return Tab(name, build)


def answers(desks: Desks, answer: Answering, event: gr.EventData, request: gr.Request) -> Iterator[str]:
    """What `answer` says to the address that the page asks for, in the reader's language."""
    language = asked_language(request.headers)
    address = read_address(str(event.address))
    yield from explained(lambda: answer(desks(request), address, language), language)


def in_line(desks: Desks) -> Callable[[gr.Request], tuple[Line, str]]:
    """The line that who sends a request stands in, and their name there; nobody's, for one who has no desk."""

    def standing(request: gr.Request) -> tuple[Line, str]:
        try:
            desk = desks(request)
        except TracuuError:  # the answer says why
            return Line(), ""
        return desk.line, desk.reader.name

    return standing


def saying(sentence: str) -> str:
    """A sentence in the place of an answer."""
    return as_html(notice(sentence))


def beside_form(sentence: str) -> tuple[Any, str]:
    """A sentence in the place of an answer, whose form stays as it is."""
    return gr.skip(), saying(sentence)


def on_asking(name: str, found: gr.HTML, ask: Callable[..., Any], outputs: list[gr.HTML]) -> None:
    """`ask` runs when the answer of a tab is asked for, and no further once another is."""
    asked = found.submit(ask, outputs=outputs, trigger_mode="multiple", **QUIET)
    asked.then(None, js=f"() => window.tracuu.settled('{name}')")
    found.clear(None, cancels=[asked])


def explained(
    work: Callable[[], Iterator[h.Node]], language: Language, framed: Callable[[str], h.Node] = notice
) -> Iterator[str]:
    """What `work` gives, as Gradio takes it; where it fails, the sentence that says why, `framed`."""
    try:
        yield from map(as_html, work())
    except NothingIndexedError:
        yield as_html(nothing_there(WORDS[language]))
    except StoreBusyError as error:  # where it lies, and by which process, is nothing to a reader
        words = WORDS[language]
        doing = error.doing.to(language) if error.doing else words["other_work"]
        yield as_html(framed(words["busy_elsewhere"].format(doing=doing)))
    except TracuuError as error:
        yield as_html(framed(error.message(language)))
    except Exception:
        log.exception("The page could not answer")
        yield as_html(framed(WORDS[language]["unexpected"]))


def started(desk: Desk, words: Words, ready: str = "ready") -> h.Element:
    """What there is to ask, as a sentence: the word `ready`, with how many reports and passages there are."""
    there = counts(desk.house, desk.reader)
    if there["reports"]:
        return notice(words[ready].format(**{name: number(n, words) for name, n in there.items()}))
    return nothing_there(words) if desk.changes.collections(desk.reader) else notice(words["empty_for_readers"])


def nothing_there(words: Words) -> h.Element:
    """That there is nothing to ask yet and what to do, as HTML; the page then opens where reports are brought in."""
    return h.div(data_empty=True)[notice(words["empty"])]
