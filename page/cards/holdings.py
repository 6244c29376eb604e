"""Kho báo cáo: what the store holds, and what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from tracuu.corpus.citation import cite_report, prose_date
from tracuu.corpus.vietnamese import fold
from tracuu.index.corrections import Correction
from tracuu.index.records import FileRecord, RemovedReport, ReportRecord
from tracuu.page.address import Address
from tracuu.page.cards.controls import Words, copy_button, document_line, notice, open_button, secrecy_mark
from tracuu.page.cards.listing import more_link
from tracuu.page.drawing import number
from tracuu.service.changes import Outcome
from tracuu.service.header_fields import as_shown
from tracuu.service.holdings import Folder, Held
from tracuu.service.versions import Kin
from tracuu.words import Language

ROWS = 5
"""Reports listed for each result that an address asks for: a line is shorter than a passage."""

LISTED = 100
"""Files named in a list of what went wrong."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the list under the drop zone shows.

    Attributes:
        held: reports to show, each with its other versions.
        found: how many the filter admits.
        counts: of reports, passages and failures in the whole store.
        failures: files that could not be read.
        removed: reports removed by hand.
        folders: folders that can be synced again; none where the page is open to the network.
        local: whether reports may be erased.
    """

    held: Sequence[tuple[Held, Sequence[Kin]]]
    found: int
    counts: Mapping[str, int]
    failures: Sequence[FileRecord] = ()
    removed: Sequence[RemovedReport] = ()
    folders: Sequence[Folder] = ()
    local: bool = False


def version(kin: Kin, words: Words, choose: bool = False) -> str:
    """That there is another version of a document, as HTML; to `choose`, with a box to have it removed."""
    said = words[f"kin_{kin.age or 'other'}"].format(why=words[kin.why])
    there = open_button(kin.record.id, cite_report(kin.record.header, kin.record.file))
    box = (
        f'<label><input type="checkbox" class="instead" value="{escape(kin.record.id)}"> {escape(words["instead"])}'
        "</label>"
    )
    return f'<div class="kin also"><p>{escape(said)} {there}</p>{box if choose else ""}</div>'


def unsure(warnings: Sequence[str], words: Words) -> str:
    """Where the reading of a report is unsure, as HTML; nothing where it is not."""
    items = "".join(f"<li>{escape(warning)}</li>" for warning in warnings)
    return f'<div class="unsure"><p>{escape(words["warnings"])}:</p><ul>{items}</ul></div>' if items else ""


def outcome_card(outcome: Outcome, words: Words, language: Language) -> str:
    """What was done, as HTML, and what can be done next."""
    name = outcome.names[0] if outcome.names else ""
    said = words[f"did_{outcome.did}"].format(
        n=number(len(outcome.names), words),
        name=name,
        reports=number(outcome.reports, words),
        passages=number(outcome.passages, words),
    )
    waits = f" {words['did_waits']}" if outcome.waits else ""
    undo = action("restore", words["undo"], outcome.undo) if outcome.undo else ""
    faults = "".join(
        f"<li><strong>{escape(one.file)}</strong> {escape(one.en if language == 'en' else one.vi)}</li>"
        for one in outcome.failures[:LISTED]
    )
    failed = words["not_read"].format(n=number(len(outcome.failures), words))
    failures = f'<p>{escape(failed)}</p><ul class="faults">{faults}</ul>' if faults else ""
    left_out = words["withheld"].format(names=", ".join(outcome.withheld[:LISTED]))
    withheld = f"<p>{escape(left_out)}</p>" if outcome.withheld else ""
    ask = _ask_now(words) if outcome.did in ("kept", "synced") and outcome.reports else ""
    return f"""<section class="outcome" role="status"><p>{escape(said + waits)} {undo}</p>{failures}{withheld}{ask}
</section>"""


def _ask_now(words: Words) -> str:
    return f"""<form class="box" role="search" autocomplete="off"><input type="hidden" name="tab" value="search">
<input name="q" type="search" spellcheck="false" aria-label="{escape(words["search_label"])}"
 placeholder="{escape(words["search_placeholder"])}"><button class="primary">{escape(words["search_button"])}</button>
</form>"""


def action(do: str, label: str, report_id: str) -> str:
    """A button that does something to a report."""
    return f'<button type="button" data-do="{do}" data-report="{escape(report_id)}">{escape(label)}</button>'


def asking(what: str, label: str, report_id: str) -> str:
    """A button that opens the dialog of that name on a report."""
    return f'<button type="button" data-dialog="{what}" data-report="{escape(report_id)}">{escape(label)}</button>'


def matching(record: ReportRecord, files: Iterable[str], question: str) -> bool:
    """Whether every word of `question` stands, accents aside, in what the list shows of a report."""
    header = record.header
    issued = prose_date(header.issued) if header.issued else None
    shown = (header.agency, header.number, issued, header.doc_type, header.title, header.province, record.file, *files)
    text = fold(" ".join(filter(None, shown)))
    return all(word in text for word in fold(question).split())


def filter_box(words: Words) -> str:
    """The box that narrows the list, as HTML."""
    return f"""<form id="holdings-form" class="box" role="search" autocomplete="off">
<input type="hidden" name="tab" value="holdings"><label for="holdings-question" class="unseen">
{escape(words["holdings_label"])}</label><input id="holdings-question" name="q" type="search" spellcheck="false"
 placeholder="{escape(words["holdings_placeholder"])}"><button>{escape(words["holdings_button"])}</button></form>"""


def contents(shown: Contents, address: Address, words: Words, language: Language) -> str:
    """What the store holds, as HTML."""
    rest = failures_list(shown.failures, words, language) + removed_list(shown.removed, shown.local, words)
    rest += folder_list(shown.folders, words)
    if not shown.counts["reports"]:
        return f'<div data-empty>{notice(words["nothing_held"])}</div><div class="rest">{rest}</div>'
    said = words["held"].format(**{name: number(n, words) for name, n in shown.counts.items()})
    if address.question:
        said = words["held_found"].format(n=number(shown.found, words), question=address.question)
    cards = "".join(held_card(one, kin, n, words) for n, (one, kin) in enumerate(shown.held, 1))
    more = more_link(len(shown.held), shown.found, address, words)
    return f"""<p class="counted" role="status">{escape(said)}</p><ol class="cards held">{cards}</ol>
<footer class="after">{more}</footer><div class="rest">{rest}</div>"""


def held_card(one: Held, kin: Sequence[Kin], n: int, words: Words) -> str:
    """A report in the store, as HTML."""
    record, header = one.record, one.record.header
    agency = header.agency or words["no_agency"]
    files = "; ".join(dict.fromkeys((record.file, *one.files)))
    facts = f"{files} · {words['passages_inside'].format(n=number(record.passages, words))}"
    changed = "".join(f"<li>{escape(corrected_line(correction, words))}</li>" for correction in one.corrections)
    by_hand = f'<div class="corrected"><p>{escape(words["corrected"])}</p><ul>{changed}</ul></div>' if changed else ""
    versions = "".join(version(other, words) for other in kin)
    title = f'<p class="title">{escape(header.title)}</p>' if header.title else ""
    return f"""<li><article class="card" lang="vi" tabindex="-1" aria-label="{n}. {escape(agency)}">
<header><span class="rank" aria-hidden="true">{n}</span><p class="source">{secrecy_mark(header)}
<strong>{escape(agency)}</strong> <span>{escape(document_line(header, words))}</span></p>{title}</header>
<p class="facts">{escape(facts)}</p>{by_hand}{versions}{unsure(one.warnings, words)}
<footer><div class="actions">{open_button(record.id, words["open_report"])}
{copy_button(cite_report(header, record.file), words["copy"], words, "citation")}
{asking("correct", words["correct"], record.id)}{action("remove", words["remove"], record.id)}</div></footer>
</article></li>"""


def corrected_line(correction: Correction, words: Words) -> str:
    """A field corrected, with what the file says; plain text."""

    def said(value: Any) -> str:
        shown = " – ".join(filter(None, as_shown({correction.field: value}, correction.field)))
        return (words[shown] if correction.field == "level" and shown else shown) or words["not_said"]

    label = words[f"field_{correction.field}"]
    return words["corrected_field"].format(
        field=label, value=said(correction.value), original=said(correction.original)
    )


def failures_list(failures: Sequence[FileRecord], words: Words, language: Language) -> str:
    """The files that could not be read and why, as HTML; nothing where there are none."""
    items = "".join(
        f"<li><strong>{escape(file.name)}</strong>"
        f" {escape((file.failure_en if language == 'en' else file.failure_vi) or '')}</li>"
        for file in failures[:LISTED]
    )
    return _folded("failures", words["failures"].format(n=len(failures)), f'<ul class="faults">{items}</ul>', items)


def removed_list(removed: Sequence[RemovedReport], local: bool, words: Words) -> str:
    """The reports removed by hand, as HTML, each to be brought back; nothing where there are none."""
    items = []
    for one in removed:
        if one.file is None:
            said = words["erased_before"].format(id=one.id)
            items.append(f"<li>{escape(said)} {action('restore', words['permit'], one.id)}</li>")
            continue
        acts = action("restore", words["restore"], one.id)
        acts += asking("erase", words["erase"], one.id) if local else ""
        items.append(f"<li><strong>{escape(one.file)}</strong> {acts}</li>")
    return _folded("removed", words["removed"].format(n=len(removed)), f"<ul>{''.join(items)}</ul>", "".join(items))


def folder_list(known: Sequence[Folder], words: Words) -> str:
    """The folders that files were read from, as HTML, each to be synced again; nothing where there are none."""
    items = []
    for folder in known:
        said = words["folder_files"].format(n=folder.files)
        sync = (
            f'<button type="button" data-do="folder" data-folder="{escape(str(folder.path))}">{escape(words["sync"])}'
            "</button>"
            if folder.there
            else f"<em>{escape(words['folder_away'])}</em>"
        )
        items.append(f"<li><strong>{escape(str(folder.path))}</strong> <span>{escape(said)}</span> {sync}</li>")
    return _folded("folders", words["folders"].format(n=len(known)), f"<ul>{''.join(items)}</ul>", "".join(items))


def _folded(name: str, title: str, inside: str, anything: str) -> str:
    if not anything:
        return ""
    return f'<details class="info {name}"><summary>{escape(title)}</summary>{inside}</details>'
