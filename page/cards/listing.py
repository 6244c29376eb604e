"""Reports in a list, where a filter is set and nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from tracuu.corpus.citation import cite_report
from tracuu.index.records import ReportRecord
from tracuu.page.address import MOST_SHOWN, SHOWN, Address
from tracuu.page.cards.controls import Words, copy_button, document_line, notice, open_button, secrecy_mark
from tracuu.page.drawing import number


def listing(found: Sequence[tuple[ReportRecord, int]], total: int, address: Address, words: Words) -> str:
    """Reports as HTML, each with how many of its passages the filter admits; with none what to try."""
    if not found:
        return notice(words["nothing"])
    cards = "".join(report_card(record, passages, n, words) for n, (record, passages) in enumerate(found, 1))
    said = words["reports_listed"].format(n=number(total, words))
    return f"""<p class="counted" role="status">{escape(said)}</p><ol class="cards">{cards}</ol>
<footer class="after">{more_link(len(found), total, address, words)}</footer>"""


def report_card(record: ReportRecord, passages: int, n: int, words: Words) -> str:
    """One report, as HTML."""
    header = record.header
    agency = header.agency or words["no_agency"]
    citation = cite_report(header, record.file)
    title = f'<p class="title">{escape(header.title)}</p>' if header.title else ""
    return f"""<li><article class="card" lang="vi" tabindex="-1" aria-label="{n}. {escape(agency)}">
<header><span class="rank" aria-hidden="true">{n}</span><p class="source">{secrecy_mark(header)}
<strong>{escape(agency)}</strong> <span>{escape(document_line(header, words))}</span></p>{title}</header>
<footer><div class="actions">{open_button(record.id, words["open_report"])}
{copy_button(citation, words["copy"], words, "citation")}
<small>{escape(words["passages_inside"].format(n=number(passages, words)))}</small></div></footer></article></li>"""


def more_link(shown: int, total: int, address: Address, words: Words) -> str:
    """What leads to a longer list, as HTML; nothing where all is shown that can be."""
    longer = min(address.shown + 2 * SHOWN, MOST_SHOWN)
    if shown >= total or longer == address.shown:
        return ""
    return f'<a class="go button" href="/?{escape(str(replace(address, shown=longer)))}">{escape(words["more"])}</a>'
