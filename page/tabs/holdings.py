"""Kho báo cáo: files dropped become reports of the store; those there are listed, corrected, removed, brought back."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from tracuu.corpus.blocks import MAX_BYTES
from tracuu.corpus.reading import ENDINGS
from tracuu.page.address import Address
from tracuu.page.cards.correcting import correction_dialog, erase_dialog
from tracuu.page.cards.holdings import ROWS, Contents, contents, filter_box, matching, outcome_card
from tracuu.page.cards.incoming import drop_zone, incoming_list, step_bar
from tracuu.page.events import from_own_page, pairs, text, texts, uploaded
from tracuu.page.language import WORDS, asked_language
from tracuu.page.tabs.desk import QUIET, Desk, Tab, answers, explained, part
from tracuu.search.errors import ReportUnknownError
from tracuu.service.changes import FieldsWrongError, Outcome, Store
from tracuu.service.header_fields import as_taken, read_boxes
from tracuu.service.holdings import folders, held
from tracuu.service.incoming import Incoming
from tracuu.service.jobs import EVERY, Job, seconds_left
from tracuu.service.versions import Kin, Versions
from tracuu.words import Language

SETTLED, CHANGED, LOOKED = (f"() => window.tracuu.{name}" for name in ("settled('holdings')", "changed()", "looked()"))

Saying = Callable[[Store, gr.EventData, Language], Iterator[str]]
"""From an event to HTML, as often as it grows."""


def build(desk: Desk) -> None:
    """The parts of the tab and their events; none where nobody may change the store from the page."""
    store = desk.holdings
    if store is None:
        return
    add, incoming, work, change, dialog = map(_live, ("add", "incoming", "work", "change", "dialog"))
    form, found = part("holdings-form-part"), part("holdings-answer")

    def show_zone(request: gr.Request) -> str:
        return drop_zone(ENDINGS, MAX_BYTES, store.local, WORDS[asked_language(request.headers)])

    def ask(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, Any]]:
        first = filter_box(WORDS[asked_language(request.headers)]) if event.form else gr.skip()
        for html in answers(desk, answer, event, request):
            yield first, html
            first = gr.skip()

    def saying(what: Saying, changes: bool = True) -> Callable[..., Iterator[str]]:
        def said(event: gr.EventData, request: gr.Request) -> Iterator[str]:
            language = asked_language(request.headers)

            def work() -> Iterator[str]:
                if changes:
                    from_own_page(request)
                yield from what(store, event, language)

            yield from explained(work, language)

        return said

    many: dict[str, Any] = {"trigger_mode": "multiple", **QUIET}
    add.load(show_zone, outputs=add, **QUIET)
    incoming.upload(saying(look), outputs=incoming, **many).then(None, js=LOOKED)
    work.load(saying(follow, changes=False), outputs=work, **many)
    work.submit(saying(begin), outputs=work, **many).then(None, js=CHANGED)
    change.submit(saying(do), outputs=change, **many).then(None, js=CHANGED)
    dialog.edit(saying(show_dialog, changes=False), outputs=dialog, **many)
    dialog.submit(saying(correct), outputs=dialog, **many).then(None, js=CHANGED)
    asked = found.submit(ask, outputs=[form, found], **many)
    asked.then(None, js=SETTLED)
    found.clear(None, cancels=[asked])


def _live(name: str) -> gr.HTML:
    return gr.HTML(
        elem_id=f"holdings-{name}",
        js_on_load="window.tracuu.collect(element, trigger, props, watch, upload)",
        apply_default_css=False,
    )


def answer(desk: Desk, address: Address, language: Language) -> Iterator[str]:
    """What the store holds, as HTML, narrowed to the reports that the question names."""
    store, words = desk.holdings, WORDS[language]
    assert store
    with store.catalog() as catalog:
        if catalog is None:
            yield contents(Contents((), 0, {"reports": 0}), address, words, language)
            return
        files = catalog.files()
        names = defaultdict(list)
        for file in files:
            names[file.report].append(file.name)
        records = catalog.reports()
        versions = Versions(records)
        found = [one for one in records if matching(one, names[one.id], address.question)]
        shown = [
            (held(catalog, one, names[one.id]), versions.of(one.header, one.file, one.id))
            for one in found[: ROWS * address.shown]
        ]
        failures = [file for file in files if file.failure_vi]
        known = folders(files, store.data) if store.local else []
        whole = Contents(shown, len(found), catalog.counts(), failures, catalog.removed(), known, store.local)
    yield contents(whole, address, words, language)


def look(store: Store, event: gr.EventData, language: Language) -> Iterator[str]:
    """The files that wait in a browser: those that it has brought before, and each new one when it is read."""
    dropped = set(texts(event, "dropped"))
    store.waiting.drop(dropped)
    store.waiting.forget_old()
    before = store.waiting.known(token for token in texts(event, "tokens") if token not in dropped)
    refused, taken = pairs(event, "refused"), []
    for said_path, name in pairs(event, "files"):
        path = uploaded(said_path)
        if path:
            taken.append(store.waiting.take(path, name))
        else:
            refused.append((name, "sent"))
    with store.catalog() as catalog:
        versions = Versions(catalog.reports() if catalog and (before or taken) else ())

    def shown(unread: int, left: float | None = None) -> str:
        both = [(one, _kin(one, versions)) for one in before]
        return incoming_list(both, refused, unread, left, WORDS[language], language)

    yield shown(len(taken))
    began = last = time.monotonic()
    for done, one in enumerate(store.look(taken, tuple(before)), 1):
        before.append(one)
        now = time.monotonic()
        if done == len(taken) or now - last >= EVERY:
            last = now
            yield shown(len(taken) - done, seconds_left(now - began, done, len(taken)))


def _kin(one: Incoming, versions: Versions) -> Sequence[Kin]:
    return versions.of(one.report.header, one.name) if one.report else ()


def follow(store: Store, _: gr.EventData, language: Language) -> Iterator[str]:
    """The change of the store that goes on now, whoever has begun it."""
    yield from watched(store.job(), language)


def begin(store: Store, event: gr.EventData, language: Language) -> Iterator[str]:
    """Files that wait taken in, or a folder synced, from its first step to what came of it."""
    if text(event, "do") == "keep":
        job = store.keep(texts(event, "tokens"), texts(event, "instead"))
    else:
        job = store.sync_folder(text(event, "folder"))
    yield from watched(job, language)


def watched(job: Job[Outcome] | None, language: Language) -> Iterator[str]:
    """How far a change of the store is, and what came of it; nothing where there is none."""
    if job is None:
        yield ""
        return
    for step in job.steps():
        yield step_bar(step, WORDS[language])
    yield outcome_card(job.outcome(), WORDS[language], language)


def do(store: Store, event: gr.EventData, language: Language) -> Iterator[str]:
    """A report removed, brought back or erased."""
    changes = {"remove": store.remove, "restore": store.restore, "erase": store.erase}
    yield outcome_card(changes[text(event, "do")](text(event, "report")), WORDS[language], language)


def show_dialog(store: Store, event: gr.EventData, language: Language) -> Iterator[str]:
    """The dialog about a report that is asked for."""
    report_id = text(event, "report")
    if text(event, "dialog") == "erase":
        yield erase_dialog(report_id, store.name(report_id), WORDS[language])
    else:
        yield correction_form(store, report_id, language)


def correct(store: Store, event: gr.EventData, language: Language) -> Iterator[str]:
    """A header corrected; where a field cannot hold what was typed, the form again."""
    report_id, boxes = text(event, "report"), read_boxes(getattr(event, "values", {}))
    try:
        job = store.correct(report_id, {name: as_taken(name, typed) for name, typed in boxes.items()})
    except FieldsWrongError as error:
        yield correction_form(store, report_id, language, error.wrong, boxes)
        return
    yield from watched(job, language)


def correction_form(
    store: Store,
    report_id: str,
    language: Language,
    wrong: Collection[str] = (),
    typed: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """The form in which a header is corrected, with what was typed in it; raises ReportUnknownError."""
    with store.catalog() as catalog:
        record = catalog.report(report_id) if catalog else None
        if catalog is None or record is None:
            raise ReportUnknownError(report_id)
        corrections = catalog.corrections(report_id)
    return correction_dialog(report_id, record.header.to_json(), corrections, WORDS[language], wrong, typed)


HOLDINGS = Tab("holdings", build)
