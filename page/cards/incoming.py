"""Files brought to the page: where they are dropped, how each was read, how far a change of the store is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tracuu.corpus.report import Report
from tracuu.page.cards.controls import Words, document_line
from tracuu.page.cards.holdings import LISTED, unsure, version
from tracuu.page.drawing import number
from tracuu.service.header_fields import header_lines
from tracuu.service.incoming import Incoming
from tracuu.service.jobs import Step
from tracuu.service.versions import Kin
from tracuu.words import Language

PREVIEWED = 100
"""Files that wait, up to which each shows how it was read: a page has to be sent and shown."""


def drop_zone(endings: Iterable[str], most_bytes: int, local: bool, words: Words) -> str:
    """Where files are dropped or chosen, as HTML; a folder of this machine can be named if the page is `local`."""
    accepted = ",".join(sorted(endings))
    folder = f"""<form class="folder" data-do="folder" autocomplete="off"><label for="holdings-folder">
{escape(words["folder_label"])}</label><div class="actions"><input id="holdings-folder" name="folder" type="text"
 spellcheck="false" placeholder="{escape(words["folder_placeholder"])}"><button>{escape(words["folder_button"])}
</button></div></form>"""
    return f"""<section class="dropzone" aria-labelledby="drop-title" data-endings="{escape(accepted)}"
 data-most="{most_bytes}"><h2 id="drop-title">{escape(words["drop_title"])}</h2>
<p>{escape(words["drop_kinds"].format(megabytes=most_bytes >> 20))}</p>
<div class="actions"><button type="button" class="primary" data-choose="files">{escape(words["choose_files"])}</button>
<button type="button" data-choose="folder">{escape(words["choose_folder"])}</button></div>
<input type="file" class="files" multiple hidden accept="{escape(accepted)}"
 aria-label="{escape(words["choose_files"])}">
<input type="file" class="folder" webkitdirectory hidden aria-label="{escape(words["choose_folder"])}">
<p class="uploading" role="status" data-says="{escape(words["uploading"])}" hidden></p></section>
{folder if local else ""}"""


def incoming_list(
    waiting: Sequence[tuple[Incoming, Sequence[Kin]]],
    refused: Sequence[tuple[str, str]],
    unread: int,
    left: float | None,
    words: Words,
    language: Language,
) -> str:
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
        return ""
    ready = [one for one, _ in waiting if one.report]
    total = len(waiting) + unread
    reading = bar(len(waiting), total, words["reading_files"], left, words) if unread else ""
    keep = words["keep_all"].format(n=len(ready)) if len(ready) > 1 else words["keep"]
    all_of_them = f'<button type="button" class="primary" data-do="keep">{escape(keep)}</button>' if ready else ""
    drop = words["drop_all" if len(waiting) > 1 else "drop_one"]
    buttons = f'{all_of_them}<button type="button" data-drop="">{escape(drop)}</button>'
    actions = "" if unread else f'<div class="actions">{buttons}</div>'
    cards = "".join(
        _waiting(one, kin, n < PREVIEWED, len(waiting) > 1, words, language) for n, (one, kin) in enumerate(waiting)
    )
    not_sent = "".join(
        f"<li><strong>{escape(name)}</strong> {escape(words.get(f'refused_{why}', words['refused_sent']))}</li>"
        for name, why in refused[:LISTED]
    )
    left_out = f'<ul class="faults">{not_sent}</ul>' if not_sent else ""
    title = words["waiting_title"].format(n=total)
    return f"""<section class="incoming" aria-label="{escape(title)}"><header><h2>{escape(title)}</h2>{actions}</header>
{reading}{left_out}<ol class="cards">{cards}</ol></section>"""


def _waiting(one: Incoming, kin: Sequence[Kin], previewed: bool, many: bool, words: Words, language: Language) -> str:
    """One file that waits, as HTML."""
    drop = f'<button type="button" data-drop="{escape(one.token)}">{escape(words["drop_one"])}</button>'
    if one.report is None:
        reason = (one.fault or ("", ""))[language == "en"]
        return f"""<li><article class="card refused" tabindex="-1" data-token="{escape(one.token)}">
<p class="name"><strong>{escape(one.name)}</strong></p><p role="alert">{escape(reason)}</p>
<div class="actions">{drop}</div></article></li>"""
    report, header = one.report, one.report.header
    facts = words["read_as"].format(
        paragraphs=number(one.paragraphs, words), headings=number(one.headings, words), file=one.name
    )
    notes = "".join(version(other, words, choose=True) for other in kin)
    read = (
        f'<details class="info preview"{"" if many else " open"}><summary>{escape(words["how_read"])}</summary>'
        f"{preview(report, one, words)}</details>"
        if previewed
        else ""
    )
    keep = (
        f'<button type="button" data-do="keep" data-token="{escape(one.token)}">{escape(words["keep"])}</button>'
        if many
        else ""
    )
    return f"""<li><article class="card" lang="vi" tabindex="-1" data-token="{escape(one.token)}" data-ready
 aria-label="{escape(one.name)}"><header><p class="source">
<strong>{escape(header.agency or words["no_agency"])}</strong>
<span>{escape(document_line(header, words))}</span></p>
{f'<p class="title">{escape(header.title)}</p>' if header.title else ""}</header>
<p class="facts">{escape(facts)}</p>{notes}{unsure(report.warnings, words)}
{read}
{f'<div class="actions">{keep}{drop}</div>' if many else ""}</article></li>"""


def preview(report: Report, one: Incoming, words: Words) -> str:
    """How a file was read, as HTML: its header, its headings, its first paragraphs."""
    header = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in header_lines(report.header, words)
    )
    headings = "".join(
        f'<li class="depth-{min(section.depth, 4)}">{escape(section.heading)}</li>' for section in report.sections
    )
    more = f"<li>… ({one.headings})</li>" if one.headings > len(report.sections) else ""
    outline = f"<h3>{escape(words['outline'])}</h3><ol class='headings'>{headings}{more}</ol>" if headings else ""
    paragraphs = "".join(f'<p class="quote">{escape(p.text[:1000])}</p>' for p in report.paragraphs)
    return f"""<dl>{header or f"<dd>{escape(words['no_header'])}</dd>"}</dl>{outline}
<h3>{escape(words["first_paragraphs"])}</h3>{paragraphs}"""


def bar(done: int, total: int, said: str, left: float | None, words: Words) -> str:
    """How far something is, as HTML."""
    line = said.format(done=number(done, words), total=number(total, words))
    rest = f" · {time_left(left, words)}" if left is not None else ""
    measured = f' value="{done}" max="{total}"' if total else ""
    return f"""<div class="progress"><p role="status">{escape(line + rest)}</p>
<progress{measured} aria-label="{escape(line)}"></progress></div>"""


def step_bar(step: Step, words: Words) -> str:
    """How far a change of the store is, as HTML."""
    said = words[f"stage_{step.stage}"] if step.total else words["stage_begin"]
    return bar(step.done, step.total, said, step.left, words)


def time_left(seconds: float, words: Words) -> str:
    """So many seconds as a person says it, never less than there are."""
    if seconds < 60:
        return words["seconds_left"].format(n=max(5, -int(-seconds // 5) * 5))
    return words["minutes_left"].format(n=-int(-seconds // 60))
