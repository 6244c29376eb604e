"""Reports in a list, where a filter is set and nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import htpy as h

from ...corpus.citation import cite_report
from ...index.records import ReportRecord
from ..address import MOST_SHOWN, SHOWN, Address
from ..drawing import number
from .controls import Words, copy_button, headed, notice, open_button, save_search, source_line


def listing(found: Sequence[tuple[ReportRecord, int]], total: int, address: Address, words: Words) -> h.Renderable:
    """Reports as HTML, each with how many of its passages the filter admits; with none what to try."""
    if not found:
        return notice(words["nothing"])
    order = "newest" if address.sort == "relevance" else address.sort
    return h.fragment[
        h.p(".counted", role="status")[
            words["reports_listed"].format(n=number(total, words), order=words[f"sort_{order}"].lower())
        ],
        save_search(words),
        h.ol(".cards")[[report_card(record, passages, n, words) for n, (record, passages) in enumerate(found, 1)]],
        h.footer(".after")[more_link(len(found), total, address, words)],
    ]


def report_card(record: ReportRecord, passages: int, n: int, words: Words) -> h.Element:
    """One report, as HTML."""
    header = record.header
    agency = header.agency or words["no_agency"]
    citation = cite_report(header, record.file)
    return h.li[
        h.article(".card", lang="vi", tabindex="-1", aria_label=f"{n}. {agency}")[
            headed(n, header, words),
            h.footer[
                h.div(".actions")[
                    open_button(record.id, words["open_report"]),
                    copy_button(citation, words["copy"], words, "citation"),
                    h.small[words["passages_inside"].format(n=number(passages, words))],
                ]
            ],
        ]
    ]


def named_card(reports: Sequence[ReportRecord], words: Words) -> h.Element:
    """Reports that a question names, as HTML, before what stands in them."""
    return h.section(".named", aria_label=words["named"])[
        h.p(".counted")[words["named"]], h.ol(".cards")[[h.li[_named(record, words)] for record in reports]]
    ]


def _named(record: ReportRecord, words: Words) -> h.Element:
    header = record.header
    signer = ", ".join(filter(None, (header.signer, header.signer_role)))
    citation = cite_report(header, record.file)
    return h.article(".card", lang="vi", tabindex="-1", aria_label=citation)[
        source_line(header, words),
        signer and h.p(".place")[words["signed"].format(signer=signer)],
        h.footer[
            h.div(".actions")[
                open_button(record.id, words["open_report"]),
                copy_button(citation, words["copy"], words, "citation"),
                h.small[words["passages_inside"].format(n=number(record.passages, words))],
            ]
        ],
    ]


def more_link(shown: int, total: int, address: Address, words: Words) -> h.Element | None:
    """What leads to a longer list, as HTML; nothing where all is shown that can be."""
    longer = min(address.shown + 2 * SHOWN, MOST_SHOWN)
    if shown >= total or longer == address.shown:
        return None
    return h.a(".go.button", href=f"/?{replace(address, shown=longer)}")[words["more"]]
