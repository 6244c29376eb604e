"""The reading pane: a report around one of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import htpy as h

from ...corpus.citation import reference_line
from ...corpus.report import Paragraph, Reference, Report
from ...index.records import Passage
from ...search.engine import citation_of
from ...search.overview import SimilarReport
from ...search.query import citing
from ..address import Address
from .controls import (
    Words,
    citation_links,
    copy_button,
    document_line,
    header_terms,
    not_saved,
    notice,
    open_button,
    secrecy_mark,
    unsure_mark,
)

WHOLE_REPORT = 200
"""Paragraphs up to which a report is opened whole; of a longer one, `AROUND` on each side of the passage."""
AROUND = 30
OUTLINED = 300
"""Headings that the outline lists at most."""

HEADINGS = (h.h3, h.h4, h.h5, h.h6)
"""What the headings of each depth are, from the outermost; the pane itself has an <h2>."""


def reading_pane(
    report: Report, passage: Passage, words: Words, similar: Sequence[SimilarReport] = (), whole_report: bool = False
) -> h.Element:
    """The report around a passage, as HTML: its header, its headings and paragraphs in order.

    Args:
        report: the report.
        passage: one of its passages, which is marked.
        words: of the interface.
        similar: reports like it.
        whole_report: it was opened as a whole: `passage` is its first, and not marked.
    """
    total, here = len(report.paragraphs), passage.ordinal - 1
    whole = total <= WHOLE_REPORT
    first, last = (0, total) if whole else (max(0, here - AROUND), min(total, here + AROUND + 1))
    body: list[h.Element] = []
    if not whole:
        body.append(notice(words["part"].format(total=total, first=first + 1, last=last)))
    next_heading, page = 0, None
    for i, paragraph in enumerate(report.paragraphs[first:last], first):
        innermost = paragraph.section[-1] if paragraph.section else -1
        cut = i == first and first > 0
        for j in paragraph.section if cut else range(next_heading, innermost + 1):
            heading, depth = report.sections[j].heading, report.sections[j].depth
            if report.sections[j].title and not paragraph.text.startswith(heading):
                body.append(HEADINGS[min(depth, len(HEADINGS)) - 1][heading])
        next_heading = max(next_heading, innermost + 1)
        if paragraph.page and paragraph.page != page:
            page = paragraph.page
            body.append(h.p(".page")[words["page"].format(n=page)])
        body.append(report_paragraph(paragraph, i + 1, here=i == here and not whole_report))
    header = report.header
    agency = header.agency or words["no_agency"]
    signer = ", ".join(filter(None, (header.signer, header.signer_role)))
    lines = (
        header.title and header.title + unsure_mark(header, "title", words),
        words["signed"].format(signer=signer + unsure_mark(header, "signer", words)) if signer else "",
        words["file"].format(file=report.file),
    )
    original = h.a(".button", href=f"/originals/{passage.report.id}", target="_blank", rel="noopener")
    return h.article(".report", lang="vi", tabindex="-1", data_passage=passage.key, aria_label=agency)[
        h.header[
            h.div(".tools")[
                _close(words),
                copy_button(citation_of(passage), words["copy"], words, "citation"),
                original[words["original"]],
                h.button(".print", type="button")[words["print"]],
            ],
            h.h2[agency, unsure_mark(header, "agency", words)],
            h.p[secrecy_mark(header), h.strong[document_line(header, words)]],
        ],
        h.div(".about")[
            [h.p[line] for line in lines if line],
            h.footer[
                h.p(".downloads")[h.span[words["save_citation"]], citation_links(f"p={passage.key}")], not_saved(words)
            ],
        ],
        outline(report, passage, words),
        information(report, words),
        similar_list(similar, words),
        h.div(".body")[body],
    ]


def save_citation(passage: Passage, words: Words) -> h.Element:
    """Links that save the citation of a passage for reference managers, as HTML."""
    return h.p(".downloads")[h.span[words["save_citation"]], citation_links(urlencode({"p": passage.key}))]


def nothing_to_read(sentence: str, words: Words) -> h.Element:
    """The pane where there is no passage to show, and why."""
    return h.article(".report")[h.header[h.div(".tools")[_close(words)]], notice(sentence)]


def _close(words: Words) -> h.Element:
    return h.button(".close", type="button")[words["close"]]


def outline(report: Report, passage: Passage, words: Words) -> h.Element | None:
    """The headings as HTML, each opening the report at the first paragraph under it; nothing where there are none."""
    first_under: dict[int, int] = {}
    for ordinal, paragraph in enumerate(report.paragraphs, 1):
        for section in paragraph.section:
            first_under.setdefault(section, ordinal)
    if not first_under:
        return None
    entries = []
    for j, ordinal in sorted(first_under.items())[:OUTLINED]:
        heading = report.sections[j]
        jump = h.button(
            ".open.jump",
            type="button",
            data_passage=f"{passage.report.id}-{ordinal}",
            aria_current=heading in passage.sections[-1:] and "location",
        )
        entries.append(h.li(f".depth-{min(heading.depth, 4)}")[jump[heading.heading]])
    return h.details(".outline")[h.summary[words["outline"]], h.ol[entries]]


def information(report: Report, words: Words) -> h.Element:
    """What tracuu read of the document besides its text, as HTML: header, documents cited, where it is unsure."""
    cited = [cited_document(reference, words) for reference in report.references]
    lists = ((words["references"].format(n=len(cited)), cited), (words["warnings"], report.warnings))
    return h.details(".info")[
        h.summary[words["information"]],
        h.dl[header_terms(report.header, words)],
        [(h.h3[title], h.ul[[h.li[item] for item in items]]) for title, items in lists if items],
    ]


def similar_list(similar: Sequence[SimilarReport], words: Words) -> h.Element | None:
    """Reports like the one that is open, as HTML, each to be opened in its place; nothing where there are none."""
    if not similar:
        return None
    items = []
    for one in similar:
        header = one.report.header
        label = f"{header.agency or words['no_agency']}, {document_line(header, words)}"
        items.append(
            h.li[
                secrecy_mark(header),
                open_button(one.report.id, label),
                header.title and h.span[header.title],
                one.relation and h.span[words[one.relation]],
            ]
        )
    return h.details(".similar")[h.summary[words["similar"].format(n=len(similar))], h.ul[items]]


def cited_document(reference: Reference, words: Words) -> h.Element | str:
    """A document cited, as HTML: where it has a number, a link to the passages of all reports that cite it."""
    line = reference_line(reference)
    question = citing(reference)
    if not question:
        return line
    asked = Address("search", question)
    return h.a(".go", href=f"/?{asked}", title=words["who_cites"])[line]


def report_paragraph(paragraph: Paragraph, ordinal: int, here: bool) -> h.Element:
    """A paragraph of the reading pane, as HTML; the one asked for is marked."""
    if here:
        return h.p(f".{paragraph.kind}.here", data_n=ordinal, tabindex="-1")[h.mark[paragraph.text]]
    return h.p(f".{paragraph.kind}", data_n=ordinal)[paragraph.text]
