"""Files brought to the page: where they are dropped, how each was read, how far a change of the store is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy as h

from ...corpus.report import Report
from ...service.incoming import Incoming
from ...service.jobs import Step
from ...service.versions import Kin
from ...words import Language
from ..drawing import number
from .controls import Words, header_terms, source_line
from .holdings import LISTED, faults_list, unsure, version

SHOWN = 60
"""Files that wait of which each has its card, those first that want to be looked at: a page has to be sent."""


def drop_zone(
    endings: Iterable[str], most_bytes: int, local: bool, words: Words, collections: Sequence[str] = ()
) -> h.Fragment:
    """Where files are dropped or chosen, as HTML.

    Args:
        endings: of files that can be read.
        most_bytes: of a file.
        local: whether a folder of this machine can be named.
        words: of the interface.
        collections: into one of which they go.
    """
    accepted = ",".join(sorted(endings))
    files, folder = words["choose_files"], words["choose_folder"]
    zone = h.section(".dropzone", aria_labelledby="drop-title", data_endings=accepted, data_most=most_bytes)[
        h.h2("#drop-title")[words["drop_title"]],
        h.p[words["drop_kinds"].format(megabytes=most_bytes >> 20)],
        h.div(".actions")[
            h.button(".primary", type="button", data_choose="files")[files],
            h.button(type="button", data_choose="folder")[folder],
        ],
        h.input(".files", type="file", multiple=True, hidden=True, accept=accepted, aria_label=files),
        len(collections) > 1 and _choice(collections, words),
        " ",
        h.input(".folder", type="file", webkitdirectory=True, hidden=True, aria_label=folder),
        h.p(".uploading", role="status", data_says=words["uploading"], hidden=True),
    ]
    return h.fragment[zone, local and _folder_form(words)]


def _choice(collections: Sequence[str], words: Words) -> h.Element:
    options = [h.option(value=one)[one] for one in collections]
    return h.p[h.label(for_="into")[words["into_collection"]], " ", h.select("#into", name="collection")[options]]


def _folder_form(words: Words) -> h.Element:
    named = h.input(
        "#holdings-folder", name="folder", type="text", spellcheck="false", placeholder=words["folder_placeholder"]
    )
    return h.form(".folder", data_do="folder", autocomplete="off")[
        h.label(for_="holdings-folder")[words["folder_label"]],
        h.div(".actions")[named, h.button[words["folder_button"]]],
    ]


def incoming_list(
    waiting: Sequence[tuple[Incoming, Sequence[Kin]]],
    refused: Sequence[tuple[str, str]],
    unread: int,
    left: float | None,
    words: Words,
    language: Language,
) -> h.Element | None:
    """The files that wait for a decision, as HTML; nothing where there are none.

    Args:
        waiting: each with the reports of the store that are versions of it.
        refused: names of files that were not even sent, and the words for why.
        unread: how many are still to be read.
        left: seconds that this takes, if that is known.
        words: of the interface.
        language: of the reasons why one cannot be kept.
    """
    if not waiting and not refused and not unread:
        return None
    # What is no report is kept by its own button alone.
    ready = [one for one, _ in waiting if one.looks_like_one]
    total, many = len(waiting) + unread, len(waiting) > 1
    keep = words["keep_all"].format(n=number(len(ready), words)) if len(ready) > 1 else words["keep"]
    actions = h.div(".actions")[
        h.button(".primary", type="button", data_do="keep")[keep] if ready else None,
        h.button(type="button", data_drop="")[words["drop_all" if many else "drop_one"]],
    ]
    not_sent = [(name, words.get(f"refused_{why}", words["refused_sent"])) for name, why in refused[:LISTED]]
    title = words["waiting_title"].format(n=number(total, words))
    asking = sorted(waiting, key=lambda one: one[0].report is not None and not one[1] and not one[0].report.warnings)
    return h.section(
        ".incoming",
        aria_label=title,
        data_waiting=" ".join(one.token for one, _ in waiting),
        data_ready=" ".join(one.token for one in ready),
    )[
        h.header[h.h2[title], not unread and actions],
        unread > 0 and bar(len(waiting), total, words["reading_files"], left, words),
        faults_list(not_sent) if not_sent else None,
        h.ol(".cards")[[_waiting(one, kin, many, words, language) for one, kin in asking[:SHOWN]]],
        len(waiting) > SHOWN
        and h.p(".further")[words["waiting_further"].format(n=number(len(waiting) - SHOWN, words))],
    ]


def _waiting(one: Incoming, kin: Sequence[Kin], many: bool, words: Words, language: Language) -> h.Element:
    """One file that waits, as HTML."""
    drop = h.button(type="button", data_drop=one.token)[words["drop_one"]]
    if one.report is None:
        return h.li[
            h.article(".card.refused", tabindex="-1", data_token=one.token)[
                h.p(".name")[h.strong[one.name]],
                h.p(role="alert")[one.fault.to(language) if one.fault else None],
                h.div(".actions")[drop],
            ]
        ]
    report = one.report
    facts = words["read_as"].format(
        paragraphs=number(one.paragraphs, words), headings=number(one.headings, words), file=one.name
    )
    sure = one.looks_like_one
    keep = h.button(type="button", data_do="keep", data_token=one.token)[words["keep" if sure else "keep_anyway"]]
    amend = h.button(type="button", data_dialog="amend", data_report=one.token)[words["correct"]]
    return h.li[
        h.article(".card", lang="vi", tabindex="-1", data_token=one.token, data_ready=sure, aria_label=one.name)[
            h.header[source_line(one.header, words)],
            h.p(".facts")[facts],
            [version(other, words, choose=True) for other in kin],
            unsure(report.warnings, words) if sure else h.p(".unsure")[words["no_report"]],
            one.amended
            and h.p(".facts")[words["corrected"], " ", ", ".join(words[f"field_{name}"] for name, _ in one.amended)],
            h.details(".info.preview", open=not many)[h.summary[words["how_read"]], preview(report, one, words)],
            h.div(".actions")[(many or not sure) and keep, many and drop, amend],
        ]
    ]


def preview(report: Report, one: Incoming, words: Words) -> h.Fragment:
    """How a file was read, as HTML: its header, its headings, its first paragraphs."""
    headings = [h.li(f".depth-{min(section.depth, 4)}")[section.heading] for section in report.sections]
    more = one.headings > len(report.sections) and h.li[f"… ({number(one.headings, words)})"]
    return h.fragment[
        h.dl[header_terms(report.header, words) or h.dd[words["no_header"]]],
        headings and [h.h3[words["outline"]], h.ol(".headings")[headings, more]],
        h.h3[words["first_paragraphs"]],
        [h.p(".quote")[paragraph.text[:1000]] for paragraph in report.paragraphs],
    ]


def bar(done: int, total: int, said: str, left: float | None, words: Words, job: str = "") -> h.Element:
    """How far something is, as HTML; with the id of the change that it is of, for the browser that began it."""
    line = said.format(done=number(done, words), total=number(total, words))
    rest = f" · {time_left(left, words)}" if left is not None else ""
    measured = {"value": done, "max": total} if total else {}
    return h.div(".progress", data_job=job or None)[
        h.p(role="status")[line, rest], h.progress(measured, aria_label=line)
    ]


def step_bar(step: Step, words: Words, job: str = "") -> h.Element:
    """How far a change of the store is, as HTML."""
    said = words[f"stage_{step.stage}"] if step.total or step.stage == "wait" else words["stage_begin"]
    return bar(step.done, step.total, said, step.left, words, job)


def others_bar(words: Words) -> h.Element:
    """That somebody else changes the store, as HTML: how far that is, is for them."""
    return bar(0, 0, words["others_change"], None, words)


def others_done(words: Words) -> h.Element:
    """That somebody else has changed the store, as HTML."""
    return h.section(".elsewhere", role="status", data_done=True)[h.p[words["others_changed"]]]


def time_left(seconds: float, words: Words) -> str:
    """So many seconds as a person says it, never less than there are."""
    if seconds < 60:
        return words["seconds_left"].format(n=max(5, -int(-seconds // 5) * 5))
    return words["minutes_left"].format(n=-int(-seconds // 60))
