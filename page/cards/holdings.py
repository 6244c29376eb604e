"""Kho báo cáo: what the store holds, and what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import htpy as h

from ...corpus.citation import cite_report
from ...index.corrections import Correction
from ...index.records import FileRecord, RemovedReport
from ...service.changes import Outcome
from ...service.header_fields import as_shown
from ...service.holdings import Contents, Folder, Held
from ...service.versions import Kin
from ...words import Language
from ..address import Address
from ..drawing import number
from ..language import warning_said
from .controls import Words, copy_button, notice, open_button, source_line
from .listing import more_link
from .several import choose_box, several_bar

ROWS = 5
"""Reports listed for each result that an address asks for: a line is shorter than a passage."""

LISTED = 100
"""Files named in a list of what went wrong."""


def version(kin: Kin, words: Words, choose: bool = False) -> h.Element:
    """That there is another version of a document, as HTML; to `choose`, with a box to have it removed."""
    said = words[f"kin_{kin.age or 'other'}"].format(why=words[kin.why])
    there = open_button(kin.record.id, cite_report(kin.record.header, kin.record.file))
    return h.div(".kin.also")[
        h.p[said, " ", there],
        choose and h.label[h.input(".instead", type="checkbox", value=kin.record.id), " ", words["instead"]],
    ]


def unsure(warnings: Sequence[str], words: Words) -> h.Element | None:
    """Where the reading of a report is unsure, as HTML; nothing where it is not."""
    if not warnings:
        return None
    return h.div(".unsure")[h.p[words["warnings"], ":"], h.ul[[h.li[warning_said(one, words)] for one in warnings]]]


def outcome_card(outcome: Outcome, words: Words, language: Language) -> h.Element:
    """What was done, as HTML, and what can be done next."""
    name = outcome.names[0] if outcome.names else ""
    several = outcome.reports_done is not None
    said = words[f"did_several_{outcome.did}" if several else f"did_{outcome.did}"].format(
        n=number(len(outcome.names), words),
        name=name,
        reports=number(outcome.reports, words),
        passages=number(outcome.passages, words),
    )
    waits = f" {words['did_waits']}" if outcome.waits else ""
    faults = [(one.file, one.reason.to(language)) for one in outcome.failures[:LISTED]]
    failed = words["not_done" if several else "not_read"].format(n=number(len(outcome.failures), words))
    left_out = words["withheld"].format(names=", ".join(outcome.withheld[:LISTED]))
    asks = outcome.did in ("kept", "synced") and outcome.reports > 0
    undo: h.Node = outcome.undo and action("restore", words["undo"], outcome.undo)
    if outcome.did == "removed" and outcome.reports_done:
        every = {"data-do": "several", "data-edit": "restore", "data-reports": " ".join(outcome.reports_done)}
        undo = h.button(every, type="button")[words["undo"]]
    return h.section(".outcome", role="status", tabindex="-1", data_done=True)[
        h.p[said, waits, " ", undo],
        h.fragment[h.p[failed], faults_list(faults)] if faults else None,
        h.p[left_out] if outcome.withheld else None,
        asks and _ask_now(words),
    ]


def _ask_now(words: Words) -> h.Element:
    asked = h.input(
        name="q",
        type="search",
        spellcheck="false",
        aria_label=words["search_label"],
        placeholder=words["search_placeholder"],
    )
    return h.form(".box", role="search", autocomplete="off")[
        h.input(type="hidden", name="tab", value="search"), asked, h.button(".primary")[words["search_button"]]
    ]


def faults_list(faults: Iterable[tuple[str, str | None]]) -> h.Element:
    """Names of files and what is wrong with each, as HTML."""
    return h.ul(".faults")[[h.li[h.strong[name], " ", why] for name, why in faults]]


def action(do: str, label: str, report_id: str) -> h.Element:
    """A button that does something to a report."""
    return h.button(type="button", data_do=do, data_report=report_id)[label]


def asking(what: str, label: str, report_id: str) -> h.Element:
    """A button that opens the dialog of that name on a report."""
    return h.button(type="button", data_dialog=what, data_report=report_id)[label]


def filter_box(words: Words) -> h.Element:
    """The box that narrows the list, as HTML."""
    asked = h.input(
        "#holdings-question", name="q", type="search", spellcheck="false", placeholder=words["holdings_placeholder"]
    )
    return h.form("#holdings-form.box", role="search", autocomplete="off")[
        h.input(type="hidden", name="tab", value="holdings"),
        h.label(".unseen", for_="holdings-question")[words["holdings_label"]],
        asked,
        h.button[words["holdings_button"]],
    ]


def contents(shown: Contents, address: Address, words: Words, language: Language) -> h.Fragment:
    """What the store holds, as HTML."""
    rest = h.div(".rest")[
        failures_list(shown.failures, words, language),
        removed_list(shown.removed, shown.local, words),
        folder_list(shown.folders, words),
    ]
    if not shown.counts["reports"]:
        if not shown.changeable:
            return h.fragment[notice(words["empty_for_readers"]), rest]
        return h.fragment[h.div(data_empty=True)[notice(words["nothing_held"])], rest]
    said = words["held"].format(**{name: number(n, words) for name, n in shown.counts.items()})
    if address.question:
        said = words["held_found"].format(n=number(shown.found, words), question=address.question)
    return h.fragment[
        h.p(".counted", role="status")[said],
        shown.changeable and bool(shown.held) and several_bar(len(shown.held), words),
        h.ol(".cards.held")[
            [held_card(one, kin, n, shown.changeable, words) for n, (one, kin) in enumerate(shown.held, 1)]
        ],
        h.footer(".after")[more_link(len(shown.held), shown.found, address, words)],
        rest,
    ]


def held_card(one: Held, kin: Sequence[Kin], n: int, changeable: bool, words: Words) -> h.Element:
    """A report in the store, as HTML."""
    record, header = one.record, one.record.header
    agency = header.agency or words["no_agency"]
    files = "; ".join(dict.fromkeys((record.file, *one.files)))
    facts = f"{files} · {words['passages_inside'].format(n=number(record.passages, words))}"
    changed = [h.li[corrected_line(correction, words)] for correction in one.corrections]
    return h.li[
        h.article(".card", lang="vi", tabindex="-1", aria_label=f"{n}. {agency}")[
            h.header[
                h.span(".rank", aria_hidden="true")[str(n)],
                source_line(header, words),
                changeable and choose_box(record, n, words),
            ],
            h.p(".facts")[facts],
            changed and h.div(".corrected")[h.p[words["corrected"]], h.ul[changed]],
            [version(other, words) for other in kin],
            unsure(one.warnings, words),
            h.footer[
                h.div(".actions")[
                    open_button(record.id, words["open_report"]),
                    copy_button(cite_report(header, record.file), words["copy"], words, "citation"),
                    changeable and asking("correct", words["correct"], record.id),
                    changeable and action("remove", words["remove"], record.id),
                ]
            ],
        ]
    ]


def corrected_line(correction: Correction, words: Words) -> str:
    """A field corrected, with what the file says; plain text."""

    def said(value: Any) -> str:
        shown = " – ".join(filter(None, as_shown({correction.field: value}, correction.field)))
        return (words[shown] if correction.field == "level" and shown else shown) or words["not_said"]

    label = words[f"field_{correction.field}"]
    return words["corrected_field"].format(
        field=label, value=said(correction.value), original=said(correction.original)
    )


def failures_list(failures: Sequence[FileRecord], words: Words, language: Language) -> h.Element | None:
    """The files that could not be read and why, as HTML; nothing where there are none."""
    if not failures:
        return None
    faults = [(one.name, one.failure.to(language)) for one in failures[:LISTED] if one.failure]
    return _folded("failures", words["failures"].format(n=number(len(failures), words)), faults_list(faults))


def removed_list(removed: Sequence[RemovedReport], local: bool, words: Words) -> h.Element | None:
    """The reports removed by hand, as HTML, each to be brought back; nothing where there are none."""
    if not removed:
        return None
    items = []
    for one in removed:
        if one.file is None:
            said = words["erased_before"].format(id=one.id)
            items.append(h.li[said, " ", action("restore", words["permit"], one.id)])
            continue
        back = action("restore", words["restore"], one.id)
        items.append(h.li[h.strong[one.file], " ", back, local and asking("erase", words["erase"], one.id)])
    return _folded("removed", words["removed"].format(n=number(len(removed), words)), h.ul[items])


def folder_list(known: Sequence[Folder], words: Words) -> h.Element | None:
    """The folders that files were read from, as HTML, each to be synced again; nothing where there are none."""
    if not known:
        return None
    items = []
    for folder in known:
        path, said = str(folder.path), words["folder_files"].format(n=number(folder.files, words))
        sync = h.button(type="button", data_do="folder", data_folder=path)[words["sync"]]
        items.append(h.li[h.strong[path], " ", h.span[said], " ", sync if folder.there else h.em[words["folder_away"]]])
    return _folded("folders", words["folders"].format(n=number(len(known), words)), h.ul[items])


def _folded(name: str, title: str, inside: h.Element) -> h.Element:
    return h.details(class_=["info", name])[h.summary[title], inside]
