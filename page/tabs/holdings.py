"""Kho báo cáo: files dropped become reports of the store; those there are listed, corrected, removed, brought back."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from typing import Any

import gradio as gr
import htpy as h

from ...corpus.blocks import MAX_BYTES
from ...corpus.bundles import ENDINGS as BUNDLES
from ...corpus.bundles.entries import is_hidden
from ...corpus.reading import ENDINGS
from ...index.errors import NothingIndexedError
from ...service.changes import Changes, FieldsWrongError, Outcome
from ...service.header_fields import changed, read_boxes
from ...service.holdings import Contents, contents
from ...service.incoming import TOKEN, Incoming
from ...service.jobs import EVERY, Job, seconds_left
from ...service.readers import Reader
from ...service.reports import has_pages
from ...service.several import edit_of
from ...service.versions import Kin, Versions
from ...words import Language
from ..address import Address
from ..cards.controls import Words
from ..cards.correcting import correction_dialog, erase_dialog, original_beside
from ..cards.holdings import ROWS, filter_box, outcome_card
from ..cards.holdings import contents as contents_card
from ..cards.incoming import drop_zone, incoming_list, others_bar, others_done, preview, step_bar
from ..cards.several import several_dialog
from ..events import from_own_page, pairs, text, texts, uploaded
from ..language import WORDS, asked_language
from .desk import QUIET, Desk, Desks, Tab, answers, as_html, beside_form, explained, in_line, part
from .turns import by_turns

SETTLED, CHANGED, FOLLOWED, LOOKED = (
    f"() => window.tracuu.{name}" for name in ("settled('holdings')", "changed()", "followed()", "looked()")
)

Saying = Callable[[Changes, Reader, gr.EventData, Language], Iterator[h.Node]]
"""From an event to HTML, as often as it grows."""


def build(desks: Desks) -> None:
    """The parts of the tab and their events."""
    # What goes on stands above the files that wait: however many they are, it is in sight.
    add, work, change, incoming, dialog = map(_live, ("add", "work", "change", "incoming", "dialog"))
    form, found = part("holdings-form-part"), part("holdings-answer")

    def show_zone(request: gr.Request) -> Iterator[str]:
        language = asked_language(request.headers)
        yield from explained(lambda: zone(desks(request), language), language)

    def ask(event: gr.EventData, request: gr.Request) -> Generator[tuple[Any, Any]]:
        first = as_html(filter_box(WORDS[asked_language(request.headers)])) if event.form else gr.skip()
        for html in answers(desks, answer, event, request):
            yield first, html
            first = gr.skip()

    def saying(what: Saying, own: bool = True) -> Callable[..., Iterator[str]]:
        def said(event: gr.EventData, request: gr.Request) -> Iterator[str]:
            language = asked_language(request.headers)

            def work() -> Iterator[h.Node]:
                if own:
                    from_own_page(request)
                desk = desks(request)
                yield from what(desk.changes, desk.reader, event, language)

            yield from explained(work, language)

        return said

    many: dict[str, Any] = {"trigger_mode": "multiple", **QUIET}
    add.load(show_zone, outputs=add, **QUIET)
    incoming.upload(saying(look), outputs=incoming, **many).then(None, js=LOOKED)
    work.input(saying(follow, own=False), outputs=work, **many).then(None, js=FOLLOWED)
    work.submit(saying(begin), outputs=work, **many).then(None, js=CHANGED)
    change.submit(saying(do), outputs=change, **many).then(None, js=CHANGED)
    dialog.edit(saying(show_dialog, own=False), outputs=dialog, **many)
    dialog.submit(saying(correct), outputs=dialog, **many).then(None, js=CHANGED)
    asked = found.submit(by_turns(ask, in_line(desks), beside_form), outputs=[form, found], **many)
    asked.then(None, js=SETTLED)
    found.clear(None, cancels=[asked])


def _live(name: str) -> gr.HTML:
    return gr.HTML(
        elem_id=f"holdings-{name}",
        js_on_load="window.tracuu.collect(element, trigger, props, watch, upload)",
        apply_default_css=False,
    )


def zone(desk: Desk, language: Language) -> Iterator[h.Node]:
    """Where files are dropped; nothing for those who may not."""
    collections = desk.changes.collections(desk.reader)
    shown = drop_zone([*ENDINGS, *BUNDLES], MAX_BYTES, desk.changes.local, WORDS[language], collections)
    yield shown if collections else ""


def answer(desk: Desk, address: Address, language: Language) -> Iterator[h.Node]:
    """What the store holds, as HTML, narrowed to the reports that the question names."""
    try:
        shown = contents(desk.house, desk.reader, address.question, ROWS * address.shown, desk.changes.local)
    except NothingIndexedError:
        shown = Contents((), 0, {"reports": 0}, changeable=desk.reader.may("editor"))
    yield contents_card(shown, address, WORDS[language], language)


def look(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """The files that wait in a browser: those that it has brought before, and each new one when it is read."""
    collection = text(event, "collection") or next(iter(changes.collections(reader)), "")
    if pairs(event, "files"):  # who may not is told before anything is kept of what was sent
        changes.opened(reader, [], collection)
    dropped = set(texts(event, "dropped"))
    changes.waiting.drop(dropped)
    changes.waiting.forget_old()
    before = changes.waiting.known(token for token in texts(event, "tokens") if token not in dropped)
    refused, taken = pairs(event, "refused"), []
    for said_path, name in pairs(event, "files"):
        path = uploaded(said_path)
        if path and is_hidden(name):
            path.unlink()  # what the system keeps in a folder: no sync would take it either
        elif path:
            taken.append(changes.waiting.take(path, name))
        else:
            refused.append((name, "sent"))
    taken, unfit = changes.opened(reader, taken, collection) if taken else ([], [])
    before += unfit
    versions = changes.versions(reader) if before or taken else Versions(())

    def shown(unread: int, left: float | None = None) -> h.Node:
        both = [(one, _kin(one, versions)) for one in before]
        return incoming_list(both, refused, unread, left, WORDS[language], language)

    yield shown(len(taken))
    began = last = time.monotonic()
    for done, one in enumerate(changes.look(reader, taken, tuple(before), collection), 1):
        before.append(one)
        now = time.monotonic()
        if done == len(taken) or now - last >= EVERY:
            last = now
            yield shown(len(taken) - done, seconds_left(now - began, done, len(taken)))


def _kin(one: Incoming, versions: Versions) -> Sequence[Kin]:
    return versions.of(one.header, one.name) if one.report else ()


def follow(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """The change of the store that this browser has begun, and what came of it; else that another's goes on now.

    What another's comes to is theirs alone: here it is said that it is done, and the list is made anew.
    """
    own = changes.begun(reader, text(event, "job"))
    others = None if own else changes.job(reader)
    if others is None:
        yield from watched(own, language)
        return
    yield others_bar(WORDS[language])
    for _ in others.steps():
        pass
    yield others_done(WORDS[language])


def begin(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """Files taken in, a folder synced, or the same done to several reports: from its first step to what came of it."""
    if text(event, "do") == "keep":
        job = changes.keep(reader, texts(event, "tokens"), texts(event, "instead"), in_turn=True)
    elif text(event, "do") == "several":
        do = text(event, "edit")
        value = text(event, "collection" if do in ("add", "move") else do)
        edit = edit_of(do, value, changes.collections(reader))
        job = changes.edit(reader, text(event, "reports").split(), edit, in_turn=True)
    else:
        job = changes.sync_folder(reader, text(event, "folder"), in_turn=True)
    yield from watched(job, language)


def watched(job: Job[Outcome] | None, language: Language) -> Iterator[h.Node]:
    """How far a change of the store is, and what came of it; nothing where there is none."""
    if job is None:
        yield ""
        return
    said = ""
    for step in job.steps():
        shown = step_bar(step, WORDS[language], job.id)
        if as_html(shown) != said:  # what is said again would be read out again
            said = as_html(shown)
            yield shown
    yield outcome_card(job.outcome(), WORDS[language], language)


def do(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """A report removed, brought back or erased."""
    what = {"remove": changes.remove, "restore": changes.restore, "erase": changes.erase}[text(event, "do")]
    yield outcome_card(what(reader, text(event, "report")), WORDS[language], language)


def show_dialog(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """The dialog about a report, or several, that is asked for."""
    report_id = text(event, "report")
    if text(event, "dialog") == "several":
        chosen = changes.chosen(reader, text(event, "reports").split())
        collections = changes.collections(reader) if reader.may("admin", whole=True) else []
        yield several_dialog(chosen, collections if len(collections) > 1 else [], WORDS[language])
        return
    if text(event, "dialog") == "erase":
        yield erase_dialog(report_id, changes.name(reader, report_id), WORDS[language])
    elif text(event, "dialog") == "amend":
        yield amending_form(changes.waits(reader, report_id), WORDS[language])
    else:
        yield correction_form(changes, reader, report_id, language)


def correct(changes: Changes, reader: Reader, event: gr.EventData, language: Language) -> Iterator[h.Node]:
    """A header corrected; where a field cannot hold what was typed, the form again."""
    report_id, boxes = text(event, "report"), read_boxes(getattr(event, "values", {}))
    if TOKEN.fullmatch(report_id):
        waiting = changes.waits(reader, report_id)
        try:
            changes.amend(reader, report_id, changed(waiting.header, boxes))
        except FieldsWrongError as error:
            yield amending_form(waiting, WORDS[language], error.wrong, boxes)
            return
        yield ""
        return
    record, _ = changes.header(reader, report_id)
    try:
        job = changes.correct(reader, report_id, changed(record.header, boxes))
    except FieldsWrongError as error:
        yield correction_form(changes, reader, report_id, language, error.wrong, boxes)
        return
    yield from watched(job, language)


def correction_form(
    changes: Changes,
    reader: Reader,
    report_id: str,
    language: Language,
    wrong: Collection[str] = (),
    typed: Mapping[str, tuple[str, ...]] | None = None,
) -> h.Node:
    """The form in which a header is corrected, with what was typed in it; raises ReportUnknownError."""
    record, corrections = changes.header(reader, report_id)
    pages = original_beside(f"/originals/{report_id}/pages", WORDS[language]) if has_pages(record.file) else None
    return correction_dialog(report_id, record.header.to_json(), corrections, WORDS[language], wrong, typed, pages)


def amending_form(
    waiting: Incoming,
    words: Words,
    wrong: Collection[str] = (),
    typed: Mapping[str, tuple[str, ...]] | None = None,
) -> h.Node:
    """The form in which the header of a file is put right before it is kept, its page or how it was read beside it."""
    assert waiting.report
    beside: h.Node = preview(waiting.report, waiting, words)
    if has_pages(waiting.name):
        beside = original_beside(f"/waiting/{waiting.token}/pages", words)
    return correction_dialog(waiting.token, waiting.header.to_json(), (), words, wrong, typed, beside)


HOLDINGS = Tab("holdings", build)
