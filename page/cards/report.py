"""The reading pane: a report around one of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlencode

import htpy as h

from ...corpus.citation import reference_line
from ...corpus.report import Paragraph, Reference, Report
from ...index.records import Passage
from ...search.engine import citation_of
from ...search.overview import SimilarReport
from ...search.query import citing
from ...service.reports import PDF
from ..address import Address
from ..drawing import number
from ..language import warning_said
from .controls import (
    Words,
    citation_links,
    copy_button,
    document_line,
    header_terms,
    not_saved,
    notice,
    open_button,
    pick_button,
    secrecy_mark,
    unsure_mark,
)

WHOLE_REPORT = 200
"""Paragraphs up to which a report is sent whole; of a longer one first `AROUND` on each side of the passage."""
AROUND = 30
PART = 60
"""Paragraphs that are added at once above or below, as they are come to."""
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
    header = report.header
    agency = header.agency or words["no_agency"]
    signer = ", ".join(filter(None, (header.signer, header.signer_role)))
    lines = (
        header.title and header.title + unsure_mark(header, "title", words),
        words["signed"].format(signer=signer + unsure_mark(header, "signer", words)) if signer else "",
        words["file"].format(file=report.file),
    )
    with_pages = _has_pages(report)
    original = h.a(".button", href=f"/originals/{passage.report.id}", target="_blank", rel="noopener")
    return h.article(".report", lang="vi", tabindex="-1", data_passage=passage.key, aria_label=agency)[
        h.header[
            h.div(".tools")[
                close_button(words),
                copy_button(citation_of(passage), words["copy"], words, "citation"),
                original[words["original"]],
                with_pages and _show_original(words),
                h.button(".print", type="button")[words["print"]],
                _find(words),
            ],
            h.h2[agency, unsure_mark(header, "agency", words)],
            h.p[secrecy_mark(header), h.strong[document_line(header, words)]],
        ],
        with_pages and _original(passage.report.id, words),
        h.div(".about")[
            [h.p[line] for line in lines if line],
            h.footer[
                h.p(".downloads")[h.span[words["save_citation"]], citation_links(f"p={passage.key}")], not_saved(words)
            ],
        ],
        outline(report, passage, words),
        information(report, words),
        similar_list(similar, passage.report.id, words),
        h.div(".body")[part_of(report, passage.report.id, first, last, words, here=None if whole_report else here)],
        _tools(words),
    ]


def _has_pages(report: Report) -> bool:
    """Whether it came in a PDF, of which it is known what stands on which page; one of several there is "x.pdf/2"."""
    ends = [part.lower().endswith(PDF) for part in report.file.split("/")[-2:]]
    return any(ends) and any(paragraph.page for paragraph in report.paragraphs)


def _show_original(words: Words) -> h.Element:
    return h.button(".show-original", type="button", aria_expanded="false")[words["show_original"]]


def _original(report_id: str, words: Words) -> h.Element:
    """Where a page of the original is shown beside the report, as HTML."""
    return h.aside(".original", aria_labelledby="original-title", data_report=report_id, hidden=True)[
        h.div(".actions")[
            h.h2("#original-title", tabindex="-1", data_says=words["original_page"]),
            h.button(".back", type="button", aria_label=words["page_before"])["←"],
            h.button(".on", type="button", aria_label=words["page_after"])["→"],
            h.button(".leave", type="button")[words["close"]],
        ],
        h.div(".sheet", tabindex="0", role="group", aria_labelledby="original-title")[
            h.img(alt="", hidden=True),
            h.p(".notice.failed", role="alert", data_otherwise=words["not_saved"], hidden=True),
        ],
    ]


def part_of(
    report: Report,
    report_id: str,
    first: int,
    last: int,
    words: Words,
    *,
    here: int | None = None,
    above: bool = True,
    below: bool = True,
) -> h.Fragment:
    """The paragraphs [first, last) of a report with the headings over them, as HTML.

    Args:
        report: the report.
        report_id: its id.
        first: place among its paragraphs, from 0.
        last: one past the last, which may lie behind the end.
        words: of the interface.
        here: the place of the one that is marked.
        above: with the headings that the first stands under, and what leads on above.
        below: with what leads on below.
    """
    total = len(report.paragraphs)
    body: list[h.Node] = []
    shown, page = 0, None
    for i, paragraph in enumerate(report.paragraphs[:last]):
        innermost = paragraph.section[-1] if paragraph.section else -1
        if i >= first:
            again = [j for j in paragraph.section if j < shown] if above and i == first else []
            for j in (*again, *range(shown, innermost + 1)):
                heading, depth = report.sections[j].heading, report.sections[j].depth
                if report.sections[j].title and not paragraph.text.startswith(heading):
                    body.append(HEADINGS[min(depth, len(HEADINGS)) - 1](class_=j < shown and "again")[heading])
            if paragraph.page and paragraph.page != page:
                body.append(h.p(".page")[words["page"].format(n=paragraph.page)])
            body.append(report_paragraph(paragraph, i + 1, here=i == here))
        page = paragraph.page or page
        shown = max(shown, innermost + 1)
    return h.fragment[
        above and first > 0 and _further("above", report_id, max(0, first - PART), first, words),
        body,
        below and last < total and _further("below", report_id, last, min(total, last + PART), words),
    ]


def _further(where: Literal["above", "below"], report_id: str, first: int, last: int, words: Words) -> h.Element:
    part = urlencode({"p": report_id, "from": first, "to": last, "where": where})
    leads_on = h.button(
        class_=["further", where], type="button", data_part=f"/part?{part}", data_unprinted=words["not_printed"]
    )
    label = words["part_above" if where == "above" else "part_below"]
    return leads_on[label.format(first=first + 1, last=last)]


def _find(words: Words) -> h.Element:
    """The box to look for something inside the report, as HTML."""
    label = words["find_inside"]
    return h.div(".find", role="search")[
        h.input(".inside", type="text", placeholder=label, aria_label=label, spellcheck="false", autocomplete="off"),
        h.span(".count", role="status"),
        h.button(".previous", type="button", aria_label=words["find_previous"])["↑"],
        h.button(".next", type="button", aria_label=words["find_next"])["↓"],
    ]


def _tools(words: Words) -> h.Element:
    """What can be done with a paragraph, or with what is selected, as HTML: it stands behind the one that it is of."""
    return h.div(".passage-tools", role="group", aria_label=words["passage_tools"], hidden=True)[
        h.button(".quote-it", type="button", data_done=words["copied"])[words["copy_quote"]],
        pick_button("", words),
        h.button(".alike", type="button")[words["alike"]],
    ]


def save_citation(passage: Passage, words: Words) -> h.Element:
    """Links that save the citation of a passage for reference managers, as HTML."""
    return h.p(".downloads")[h.span[words["save_citation"]], citation_links(urlencode({"p": passage.key}))]


def nothing_to_read(sentence: str, words: Words) -> h.Element:
    """The pane where there is no passage to show, and why."""
    return h.article(".report")[h.header[h.div(".tools")[close_button(words)]], notice(sentence)]


def close_button(words: Words) -> h.Element:
    """The button that closes the pane."""
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
    lists = (
        (words["references"].format(n=number(len(cited), words)), cited),
        (words["warnings"], [warning_said(one, words) for one in report.warnings]),
    )
    return h.details(".info")[
        h.summary[words["information"]],
        h.dl[header_terms(report.header, words)],
        [(h.h3[title], h.ul[[h.li[item] for item in items]]) for title, items in lists if items],
    ]


def similar_list(similar: Sequence[SimilarReport], own: str, words: Words) -> h.Element | None:
    """Reports like the one of the id `own`, as HTML, each to be opened or put beside it; nothing without any."""
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
                h.button(".open.compare", type="button", data_passage=f"{own}~{one.report.id}")[words["compare"]],
            ]
        )
    return h.details(".similar")[h.summary[words["similar"].format(n=number(len(similar), words))], h.ul[items]]


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
    shown = h.mark[paragraph.text] if here else paragraph.text
    return h.p(
        id=here and "here",
        class_=[paragraph.kind, here and "here"],
        data_n=ordinal,
        data_page=paragraph.page,
        tabindex="-1",
    )[shown]
